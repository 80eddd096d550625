//! Agreements under Article 17 as a pack has them.

use std::collections::BTreeMap;

use super::{Attestation, Period};
use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::model::figure::Share;
use crate::outcome::Outcome;

/// A stage of an agreement under Article 17 with the terms that hold in it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AgreementStage {
    /// The other party.
    pub party: CountryCode,
    /// Name of the stage, which is the name of its file.
    pub stage: Box<str>,
    /// Title.
    pub title: Box<str>,
    /// Where it is published.
    pub citation: Box<str>,
    /// Days of this stage; the stages of one party neither overlap nor leave a hole.
    pub period: Period,
    /// Day of signature.
    pub signed: (Day, Attestation),
    /// Provisional application and entry into force: on each day any row is enough.
    pub applied: Vec<Applied>,
    /// Which topics are open; every topic exactly once.
    pub topics: BTreeMap<Topic, (Outcome, Attestation)>,
    /// Most components from the party; `None`: the agreement sets none.
    pub max_party_share: Option<(Share, Attestation)>,
    /// Most components from neither the core area nor the party; `None`: the agreement sets none.
    pub max_other_share: Option<(Share, Attestation)>,
    /// Least components from the core area; `None`: the agreement sets none.
    pub min_core_share: Option<(Share, Attestation)>,
    /// Whether the terms on control of the party's entities from elsewhere are known; where they
    /// are, they are those of the act.
    pub control_terms: (Outcome, Attestation),
    /// Financial contribution, in words; `None`: not stated.
    pub contribution: Option<(Box<str>, Attestation)>,
}

/// A row on whether an agreement is applied.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Applied {
    /// In which way.
    pub mode: ApplicationMode,
    /// Days for which it says so; the rows of one mode neither overlap nor leave a hole.
    pub period: Period,
    /// Whether it is applied in that way.
    pub answer: Outcome,
    /// Source and evidence.
    pub attested: Attestation,
}

/// In which way an agreement is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "an agreement is applied in these ways")]
pub enum ApplicationMode {
    /// `provisional`
    Provisional,
    /// `in-force`
    InForce,
}

impl ApplicationMode {
    pub(crate) const ALL: [Self; 2] = [Self::Provisional, Self::InForce];

    /// The word of agreement files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::InForce => "in-force",
        }
    }
}

/// What an agreement may open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "the readings close the list")]
pub enum Topic {
    /// Where an entity is established.
    Establishment,
    /// Where its executive management structures are.
    ExecutiveManagement,
    /// Who controls it.
    Control,
    /// Where its facilities are.
    Facilities,
    /// Where components originate.
    Components,
    /// Who restricts the design.
    DesignAuthority,
}

impl Topic {
    /// Every topic, in the order of the act.
    pub const ALL: [Self; 6] = [
        Self::Establishment,
        Self::ExecutiveManagement,
        Self::Control,
        Self::Facilities,
        Self::Components,
        Self::DesignAuthority,
    ];

    /// The word of rule and agreement files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Establishment => "establishment",
            Self::ExecutiveManagement => "executive-management",
            Self::Control => "control",
            Self::Facilities => "facilities",
            Self::Components => "components",
            Self::DesignAuthority => "design-authority",
        }
    }

    /// The topic of that word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.as_str() == word)
    }
}
