//! Agreements under Article 17, as data that a test can replace.

use std::collections::BTreeMap;

use num_rational::BigRational;

use super::judged::Grade;
use super::place::decimal;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    Establishment,
    ExecutiveManagement,
    Control,
    Facilities,
    Components,
    DesignAuthority,
}

pub const TOPICS: [Topic; 6] = [
    Topic::Establishment,
    Topic::ExecutiveManagement,
    Topic::Control,
    Topic::Facilities,
    Topic::Components,
    Topic::DesignAuthority,
];

/// Days on which the agreement is applied; where `is_known` is false, may be applied.
#[derive(Clone, Debug)]
pub struct Application {
    pub first_day: String,
    pub last_day: Option<String>,
    pub is_known: bool,
    pub grade: Grade,
}

#[derive(Clone, Debug)]
pub struct Share {
    pub value: BigRational,
    pub grade: Grade,
}

impl Share {
    pub fn new(value: &str, grade: Grade) -> Share {
        Share { value: decimal(value), grade }
    }
}

#[derive(Clone, Debug)]
pub struct Agreement {
    pub party: String,
    pub applications: Vec<Application>,
    /// Topics opened, each with its grade; a topic that is not here is not opened.
    pub topics: BTreeMap<Topic, Grade>,
    pub max_party_share: Share,
    pub min_core_share: Share,
    pub max_other_share: Share,
    pub control_terms_known: bool,
    pub control_terms_grade: Grade,
}

impl Agreement {
    /// One that opens everything from `first_day` on, control terms known, all of one grade.
    pub fn opening_all(party: &str, first_day: &str, shares: [&str; 3], grade: Grade) -> Agreement {
        let [max_party_share, min_core_share, max_other_share] =
            shares.map(|share| Share::new(share, grade));
        Agreement {
            party: party.to_owned(),
            applications: vec![from(first_day, true, grade)],
            topics: TOPICS.into_iter().map(|topic| (topic, grade)).collect(),
            max_party_share,
            min_core_share,
            max_other_share,
            control_terms_known: true,
            control_terms_grade: grade,
        }
    }

    /// OJ L, 2026/445, as far as it is known.
    pub fn canada() -> Agreement {
        let topics = [
            (Topic::Establishment, Grade::Official),
            (Topic::Components, Grade::Official),
            (Topic::ExecutiveManagement, Grade::Secondary),
            (Topic::Facilities, Grade::Secondary),
            (Topic::Control, Grade::Assumed),
            (Topic::DesignAuthority, Grade::Assumed),
        ];
        Agreement {
            party: "CA".to_owned(),
            applications: vec![
                from("2026-02-14", true, Grade::Assumed),
                from("2026-04-01", true, Grade::Official),
                // Entry into force is not known; it cannot lie before signature.
                from("2026-02-14", false, Grade::Assumed),
            ],
            topics: BTreeMap::from(topics),
            max_party_share: Share::new("0.80", Grade::Secondary),
            min_core_share: Share::new("0.20", Grade::Secondary),
            max_other_share: Share::new("0.35", Grade::Secondary),
            control_terms_known: false,
            control_terms_grade: Grade::Assumed,
        }
    }
}

fn from(first_day: &str, is_known: bool, grade: Grade) -> Application {
    Application { first_day: first_day.to_owned(), last_day: None, is_known, grade }
}

/// Everything of the law that is not hard-coded in the register.
#[derive(Clone, Debug)]
pub struct Law {
    agreements: Vec<Agreement>,
}

impl Law {
    pub fn of_register() -> Law {
        Law::with(vec![Agreement::canada()])
    }

    /// Canada's shares (party at most, core at least, others at most), with their grades kept.
    pub fn with_canada_shares(max_party: &str, min_core: &str, max_other: &str) -> Law {
        let mut canada = Agreement::canada();
        canada.max_party_share.value = decimal(max_party);
        canada.min_core_share.value = decimal(min_core);
        canada.max_other_share.value = decimal(max_other);
        Law::with(vec![canada])
    }

    /// These agreements and no others, kept by code of the party.
    pub fn with(mut agreements: Vec<Agreement>) -> Law {
        agreements.sort_by(|left, right| left.party.cmp(&right.party));
        Law { agreements }
    }

    pub fn and(mut self, agreement: Agreement) -> Law {
        self.agreements.push(agreement);
        Law::with(self.agreements)
    }

    pub fn agreements(&self) -> Vec<&Agreement> {
        self.agreements.iter().collect()
    }
}
