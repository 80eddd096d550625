//! The verdict in one sentence.

use std::collections::BTreeMap;

use super::names::Names;
use super::{rules, words};
use crate::assessment::{Assessment, Finding, Verdict, Via};
use crate::model::place::Place;
use crate::outcome::Outcome;
use crate::rulebook::body::Weight;

pub(super) fn sentence(assessment: &Assessment<'_>) -> String {
    match assessment.verdict() {
        Verdict::Eligible => eligible(assessment),
        Verdict::NotEligible => not_eligible(assessment),
        Verdict::Undetermined => undetermined(assessment),
    }
}

fn conditions<'r, 'a>(
    assessment: &'r Assessment<'a>,
    outcome: Outcome,
) -> impl Iterator<Item = &'r Finding<'a>> {
    let counts = move |finding: &&Finding<'a>| {
        finding.weight == Weight::Condition && finding.outcome == Some(outcome)
    };
    assessment.findings.iter().filter(counts)
}

fn eligible(assessment: &Assessment<'_>) -> String {
    let names = Names::of(assessment.procurement);
    let mut carried: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
    for finding in conditions(assessment, Outcome::Met) {
        let Some(via) = finding.via else { continue };
        let by = match via {
            Via::Agreement(party) => format!("the agreement with {party}"),
            Via::Derogation(rule) => derogation(assessment, rule),
        };
        let subject = if finding.subject == Place::root() {
            String::new()
        } else {
            format!(" of {}", names.subject(&finding.subject))
        };
        carried.entry((by, subject)).or_default().push(&finding.rule.id);
    }
    let carried: Vec<String> = carried
        .iter()
        .map(|((by, subject), what)| format!("{}{subject} by {by}", listed(what)))
        .collect();
    if carried.is_empty() {
        return "every condition is met.".to_owned();
    }
    format!("every condition is met, {}.", carried.join("; "))
}

fn derogation(assessment: &Assessment<'_>, id: &str) -> String {
    let rule = assessment.governed.rules().find(|rule| &*rule.id == id);
    rule.map_or_else(|| id.to_owned(), |rule| rules::pinpoint(assessment.governed.law(), rule))
}

fn not_eligible(assessment: &Assessment<'_>) -> String {
    let mut findings = conditions(assessment, Outcome::NotMet);
    let Some(first) = findings.next() else { return String::new() };
    let sentence = about(assessment, first);
    match findings.count() {
        0 => format!("{sentence}."),
        1 => format!("{sentence}; one more finding is not met."),
        more => format!("{sentence}; {more} more findings are not met."),
    }
}

fn undetermined(assessment: &Assessment<'_>) -> String {
    let names = Names::of(assessment.procurement);
    let facts = assessment.missing_facts();
    let Some(first) = facts.first() else {
        let Some(finding) = conditions(assessment, Outcome::Undetermined).next() else {
            return String::new();
        };
        return format!("no fact is missing, but {}.", about(assessment, finding));
    };
    let (decides, depends) = match first.decides.as_slice() {
        [one] => ((*one).to_owned(), "depends"),
        several => (listed(several), "depend"),
    };
    let sentence = format!("{} is not stated, on which {decides} {depends}", names.fact(&first.at));
    match facts.len().saturating_sub(1) {
        0 => format!("{sentence}."),
        1 => format!("{sentence}; one more fact is missing."),
        more => format!("{sentence}; {more} more facts are missing."),
    }
}

fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// Why a finding came out as it did, with its provision.
fn about(assessment: &Assessment<'_>, finding: &Finding<'_>) -> String {
    let reason = words::reason(assessment, &finding.step);
    format!("{reason} ({})", rules::pinpoint(assessment.governed.law(), finding.rule))
}
