//! Why findings are not met or open, and what did not help.

use super::block::{Block, Cell, Section};
use super::names::Names;
use super::{rules, words};
use crate::assessment::{Assessment, Finding};
use crate::model::place::Place;
use crate::outcome::Outcome;
use crate::rulebook::body::Weight;
use crate::trace::{Considered, Rejection, Step};

/// Each condition and duty that is not met or open, with what was considered and did not carry.
pub(super) fn open_findings(assessment: &Assessment<'_>) -> Option<Section> {
    let open = assessment.findings.iter().filter(|finding| {
        let counts = matches!(finding.weight, Weight::Condition | Weight::Duty);
        let open = matches!(finding.outcome, Some(Outcome::NotMet | Outcome::Undetermined));
        counts && open
    });
    let items = open.map(|finding| {
        let text = assessment.reason_for(finding);
        (Cell::toned(text, rules::tone(finding.outcome)), rejected(assessment, finding))
    });
    let items: Vec<_> = items.collect();
    (!items.is_empty())
        .then(|| Section::new("Reasons, and what did not help", vec![Block::List(items)]).folding())
}

impl Assessment<'_> {
    /// Why one of its findings came out as it did, in one line: rule, subject, reason.
    #[must_use]
    pub fn reason_for(&self, finding: &Finding<'_>) -> String {
        let reason = match finding.outcome {
            Some(_) => words::reason(self, &finding.step),
            None => "it does not apply".to_owned(),
        };
        if finding.subject == Place::root() {
            return format!("{}: {reason}", finding.rule.id);
        }
        let subject = Names::of(self.procurement).subject(&finding.subject);
        format!("{} of {subject}: {reason}", finding.rule.id)
    }
}

fn rejected(assessment: &Assessment<'_>, finding: &Finding<'_>) -> Vec<String> {
    let mut all: Vec<Rejection> = Vec::new();
    collect(&finding.step, &mut all);
    let lines = all.into_iter().map(|Rejection { what, why }| {
        let why = words::why_not(why);
        match what {
            Considered::Agreement(party) => format!("agreement with {party}: {why}"),
            Considered::Version(day) => format!("version of {day}: {why}"),
            Considered::Row(address) => format!("{address}: {why}"),
            Considered::Derogation(position) => derogation(assessment, finding, position, why),
        }
    });
    lines.collect()
}

fn derogation(
    assessment: &Assessment<'_>,
    finding: &Finding<'_>,
    position: usize,
    why: &str,
) -> String {
    let rules = assessment.governed.law().rules();
    let id = rules.get(position).map_or("", |rule| &*rule.id);
    // The finding that the derogation has of its own tells more than the word.
    let own = assessment
        .findings
        .iter()
        .find(|own| own.rule.position == position && own.subject == finding.subject);
    match own {
        Some(own) if own.outcome != Some(Outcome::Met) => {
            format!("{id}: {why}, as {}", words::reason(assessment, &own.step))
        }
        Some(_) | None => format!("{id}: {why}"),
    }
}

fn collect(step: &Step<'_>, all: &mut Vec<Rejection>) {
    for rejection in &step.rejected {
        if !all.contains(rejection) {
            all.push(*rejection);
        }
    }
    step.because.iter().for_each(|part| collect(part, all));
}
