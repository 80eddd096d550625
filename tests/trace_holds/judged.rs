//! Outcomes with their evidence, combined as the readings say.

use safe_eligibility::outcome::{EvidenceGrade, Outcome};
use serde_json::Value;

use super::shown::text;

/// An outcome and the grade of the law it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) outcome: Outcome,
    pub(crate) evidence: EvidenceGrade,
}

impl Judged {
    pub(crate) fn new(outcome: Outcome, evidence: EvidenceGrade) -> Judged {
        Judged { outcome, evidence }
    }

    pub(crate) fn by_act(outcome: Outcome) -> Judged {
        Judged::new(outcome, EvidenceGrade::Text)
    }

    /// A stated yes or no; `None`: not stated.
    pub(crate) fn stated(holds: Option<bool>) -> Judged {
        Judged::by_act(match holds {
            Some(true) => Outcome::Met,
            Some(false) => Outcome::NotMet,
            None => Outcome::Undetermined,
        })
    }

    /// What a step or a finding says; what is not applicable is never met.
    pub(crate) fn of(value: &Value) -> Judged {
        let outcome = match text(&value["outcome"]) {
            "met" => Outcome::Met,
            "undetermined" => Outcome::Undetermined,
            "not-met" | "not-applicable" => Outcome::NotMet,
            other => panic!("no outcome: {other}"),
        };
        Judged::new(outcome, grade(&value["evidence"]))
    }

    pub(crate) fn opposite(self) -> Judged {
        let outcome = match self.outcome {
            Outcome::Met => Outcome::NotMet,
            Outcome::NotMet => Outcome::Met,
            Outcome::Undetermined => Outcome::Undetermined,
        };
        Judged { outcome, ..self }
    }

    /// The least outcome: the strongest of those that are not met is enough for a no.
    pub(crate) fn all(branches: &[Judged]) -> Judged {
        let outcome = branches.iter().map(|branch| branch.outcome).min().unwrap_or(Outcome::Met);
        Judged::new(outcome, evidence(branches, outcome, Outcome::NotMet))
    }

    /// The greatest outcome: the strongest of those that are met is enough for a yes.
    pub(crate) fn any(branches: &[Judged]) -> Judged {
        let outcome = branches.iter().map(|branch| branch.outcome).max().unwrap_or(Outcome::NotMet);
        Judged::new(outcome, evidence(branches, outcome, Outcome::Met))
    }
}

fn evidence(branches: &[Judged], outcome: Outcome, decisive: Outcome) -> EvidenceGrade {
    let with = branches.iter().filter(|branch| branch.outcome == outcome);
    let grades = with.map(|branch| branch.evidence);
    let grade = if outcome == decisive { grades.max() } else { grades.min() };
    grade.unwrap_or(EvidenceGrade::Text)
}

pub(crate) fn grade(value: &Value) -> EvidenceGrade {
    EvidenceGrade::named(text(value)).unwrap()
}
