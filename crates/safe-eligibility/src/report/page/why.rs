//! The verdict in one sentence.

use std::collections::BTreeMap;

use super::names::Names;
use super::{rules, words};
use crate::assessment::{Assessment, Finding, Verdict, Via};
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
    let mut carried: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in conditions(assessment, Outcome::Met) {
        let Some(via) = finding.via else { continue };
        let by = match via {
            Via::Agreement(party) => format!("the agreement with {party}"),
            Via::Derogation(rule) => derogation(assessment, rule),
        };
        let subject = names.subject(&finding.subject);
        let what = format!("{} of {subject}", finding.rule.id);
        carried.entry(by).or_default().push(what);
    }
    let count = conditions(assessment, Outcome::Met).count();
    let mut sentence = match count {
        1 => "the one condition that applies is met".to_owned(),
        _ => format!("all {count} conditions that apply are met"),
    };
    for (index, (by, what)) in carried.iter().enumerate() {
        let join = if index == 0 { ", " } else { "; " };
        sentence.push_str(&format!("{join}{} by {by}", what.join(" and ")));
    }
    format!("{sentence}.")
}

fn derogation(assessment: &Assessment<'_>, id: &str) -> String {
    let rule = assessment.governed.rules().find(|rule| &*rule.id == id);
    rule.map_or_else(|| id.to_owned(), |rule| rules::pinpoint(assessment, rule))
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
    let decides = first.decides.join(" and ");
    let fact = names.fact(&first.at);
    match facts.len().saturating_sub(1) {
        0 => format!("{fact} is not stated, on which {decides} depends."),
        1 => format!("{fact} is not stated, on which {decides} depends; one more fact is missing."),
        more => {
            format!(
                "{fact} is not stated, on which {decides} depends; {more} more facts are missing."
            )
        }
    }
}

/// Why a finding came out as it did, with its provision.
fn about(assessment: &Assessment<'_>, finding: &Finding<'_>) -> String {
    let reason = words::reason(assessment, &finding.step);
    format!("{reason} ({})", rules::pinpoint(assessment, finding.rule))
}
