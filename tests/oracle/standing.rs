//! What a country, an agreement or a State is on the day on which standing is taken.

use std::collections::BTreeMap;

use super::judged::{Grade, Judged, Outcome, all, any};
use super::law::{Agreement, Law, Topic};
use super::place::Place;
use super::register;

/// A question with its days worked out.
pub struct Inquiry<'a> {
    pub document: Place<'a>,
    pub as_of: &'a str,
    pub governing_day: &'a str,
    pub standing_day: &'a str,
    pub readings: &'a BTreeMap<String, String>,
    pub least_evidence: Grade,
    pub law: &'a Law,
}

/// An outcome, and what carries it: an agreement or a derogation.
#[derive(Clone, Debug)]
pub struct Carried {
    pub judged: Judged,
    pub via: Option<String>,
}

impl Inquiry<'_> {
    /// Whether the reading chosen is this option, which is not its default.
    pub fn reads(&self, id: &str, option: &str) -> bool {
        self.readings.get(id).is_some_and(|chosen| chosen == option)
    }

    pub fn core(&self, country: &str) -> Judged {
        Judged::by_act(register::is_core(country))
    }

    pub fn member_state(&self, country: &str) -> Judged {
        Judged::by_act(register::is_member_state(country))
    }

    /// No partnership, no agreement: never set aside for being weakly documented. Its grade goes by
    /// the governing day, whatever day standing is taken on.
    pub fn absence(&self) -> Judged {
        let after_register = self.governing_day > register::REGISTER_DAY;
        Judged::new(Outcome::NotMet, if after_register { Grade::Assumed } else { Grade::Secondary })
    }

    pub fn datum(&self, holds: Option<bool>, grade: Grade) -> Judged {
        Judged::by_datum(holds, grade, self.least_evidence)
    }

    pub fn applied(&self, agreement: &Agreement) -> Judged {
        let day = self.standing_day;
        let on_day: Vec<Judged> = agreement
            .applications
            .iter()
            .filter(|period| {
                period.first_day.as_str() <= day
                    && period.last_day.as_deref().is_none_or(|last| day <= last)
            })
            .map(|period| self.datum(period.is_known.then_some(true), period.grade))
            .collect();
        if on_day.is_empty() { self.absence() } else { any(on_day) }
    }

    pub fn opens(&self, agreement: &Agreement, topic: Topic) -> Judged {
        match agreement.topics.get(&topic) {
            Some(grade) => self.datum(Some(true), *grade),
            None => self.absence(),
        }
    }

    pub fn partner(&self, country: &str, topic: Topic, agreements: &[&Agreement]) -> Judged {
        let with_country: Vec<Judged> = agreements
            .iter()
            .filter(|agreement| agreement.party == register::read_as(country))
            .map(|agreement| all([self.applied(agreement), self.opens(agreement, topic)]))
            .collect();
        if with_country.is_empty() { self.absence() } else { any(with_country) }
    }

    pub fn inside(&self, country: &str, topic: Topic, agreements: &[&Agreement]) -> Judged {
        any([self.core(country), self.partner(country, topic, agreements)])
    }

    /// Judges a rule that agreements may open, and names the agreement that carries it.
    pub fn carried(&self, judge: impl Fn(&[&Agreement]) -> Judged) -> Carried {
        let agreements = self.law.agreements();
        let judged = judge(&agreements);
        if !judged.is_met() || judge(&[]).is_met() {
            return Carried { judged, via: None };
        }
        let alone = agreements.iter().find(|agreement| judge(&[agreement]).is_met());
        let needed = || {
            agreements.iter().find(|agreement| !judge(&without(&agreements, agreement)).is_met())
        };
        let carrying = alone.or_else(needed).or(agreements.first());
        Carried { judged, via: carrying.map(|agreement| format!("agreement:{}", agreement.party)) }
    }

    pub fn acceding(&self, country: &str) -> Judged {
        match register::accession(register::read_as(country)) {
            Some(accession) if accession.since <= self.standing_day => {
                let status = self.datum(Some(true), accession.grade);
                if accession.is_stalled && self.reads("stalled-accession", "does-not-count") {
                    all([status, self.datum(Some(false), accession.grade)])
                } else {
                    status
                }
            }
            _ => self.absence(),
        }
    }

    pub fn partnership(&self, country: &str) -> Judged {
        match register::partnership(register::read_as(country)) {
            Some(partnership) if partnership.since <= self.standing_day => {
                self.datum(partnership.is_known.then_some(true), partnership.grade)
            }
            _ => self.absence(),
        }
    }
}

fn without<'l>(agreements: &[&'l Agreement], left_out: &Agreement) -> Vec<&'l Agreement> {
    agreements.iter().filter(|agreement| !std::ptr::eq(**agreement, left_out)).copied().collect()
}

impl Carried {
    pub fn is_met(&self) -> bool {
        self.judged.is_met()
    }

    /// Where the rule is met directly or by an agreement, no derogation is looked at.
    pub fn or_derogation(&self, derogations: &[(&str, &Judged)]) -> Carried {
        if self.is_met() {
            return self.clone();
        }
        let branches = derogations.iter().map(|(_, judged)| (*judged).clone());
        let judged = any(branches.chain([self.judged.clone()]));
        let carrying = derogations.iter().find(|(_, judged)| judged.is_met());
        Carried { judged, via: carrying.map(|(rule, _)| (*rule).to_owned()) }
    }
}
