//! Three values, how well they are documented, and how both combine (ground rules).

use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    Assumed,
    Secondary,
    Official,
    Text,
}

impl Grade {
    pub fn name(self) -> &'static str {
        match self {
            Grade::Assumed => "assumed",
            Grade::Secondary => "secondary",
            Grade::Official => "official",
            Grade::Text => "text",
        }
    }
}

/// In Kleene's order: `all` is the least and `any` the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    NotMet,
    Undetermined,
    Met,
}

impl Outcome {
    pub fn name(self) -> &'static str {
        match self {
            Outcome::NotMet => "not-met",
            Outcome::Undetermined => "undetermined",
            Outcome::Met => "met",
        }
    }
}

/// `missing` holds the places of the facts that leave it open; it is empty unless undetermined.
#[derive(Clone, Debug)]
pub struct Judged {
    pub outcome: Outcome,
    pub grade: Grade,
    pub missing: BTreeSet<String>,
}

impl Judged {
    pub fn new(outcome: Outcome, grade: Grade) -> Judged {
        Judged { outcome, grade, missing: BTreeSet::new() }
    }

    /// Settled by the act and the document alone.
    pub fn by_act(holds: bool) -> Judged {
        Judged::new(if holds { Outcome::Met } else { Outcome::NotMet }, Grade::Text)
    }

    pub fn open_for_want_of(places: impl IntoIterator<Item = String>) -> Judged {
        Judged {
            missing: places.into_iter().collect(),
            ..Judged::new(Outcome::Undetermined, Grade::Text)
        }
    }

    /// A datum of law; `None` is a recorded "not known". One too weakly documented is not known.
    pub fn by_datum(holds: Option<bool>, grade: Grade, least_evidence: Grade) -> Judged {
        match holds {
            Some(holds) if grade >= least_evidence => Judged { grade, ..Judged::by_act(holds) },
            _ => Judged::new(Outcome::Undetermined, grade),
        }
    }

    pub fn is_met(&self) -> bool {
        self.outcome == Outcome::Met
    }

    pub fn negated(&self) -> Judged {
        let outcome = match self.outcome {
            Outcome::Met => Outcome::NotMet,
            Outcome::NotMet => Outcome::Met,
            Outcome::Undetermined => Outcome::Undetermined,
        };
        Judged { outcome, ..self.clone() }
    }
}

pub fn all(branches: impl IntoIterator<Item = Judged>) -> Judged {
    combine(branches, Outcome::Met, |outcomes| outcomes.min())
}

pub fn any(branches: impl IntoIterator<Item = Judged>) -> Judged {
    combine(branches, Outcome::NotMet, |outcomes| outcomes.max())
}

/// `unanimous` is the outcome for which every branch is needed: it is as weak as the weakest. The
/// opposite settled outcome needs one branch only: it is as strong as the strongest of these.
fn combine(
    branches: impl IntoIterator<Item = Judged>,
    unanimous: Outcome,
    choose: impl Fn(&mut dyn Iterator<Item = Outcome>) -> Option<Outcome>,
) -> Judged {
    let branches: Vec<Judged> = branches.into_iter().collect();
    let outcome = choose(&mut branches.iter().map(|branch| branch.outcome)).unwrap_or(unanimous);
    let deciding = || branches.iter().filter(|branch| branch.outcome == outcome);
    let grades = deciding().map(|branch| branch.grade);
    let grade = if outcome == unanimous || outcome == Outcome::Undetermined {
        grades.min()
    } else {
        grades.max()
    };
    let mut missing = BTreeSet::new();
    if outcome == Outcome::Undetermined {
        deciding().for_each(|branch| missing.extend(branch.missing.iter().cloned()));
    }
    Judged { outcome, grade: grade.unwrap_or(Grade::Text), missing }
}
