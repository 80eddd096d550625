//! The order of lists.

use proptest::test_runner::TestCaseError;
use proptest::{prop_assert, prop_assert_eq};
use safe_eligibility::Assessment;
use serde_json::Value;

use super::samples::{self, Random};
use crate::support::asking::{Line, Summary, asked};

// Not among them: `areas`, whose first one decides under a reading, and the ends of a range.
const LISTS: [&str; 10] = [
    "participating_states",
    "contractors",
    "subcontractors",
    "controllers",
    "cleared_before",
    "facilities",
    "end_products",
    "restrictions",
    "components",
    "used_in",
];

pub(crate) fn does_not_matter(seed: u64) -> Result<(), TestCaseError> {
    let mut random = Random::seeded(seed);
    let sample = samples::any(&mut random);
    let law = sample.law();
    let mut shuffled = sample.document.clone();
    shuffle(&mut shuffled, &mut random);
    let (before, facts, reservations) = asked(&sample.document, &law, told);
    let (after, facts_after, reservations_after) = asked(&shuffled, &law, told);
    prop_assert_eq!(before.verdict, after.verdict, "{}\n{}", sample.document, shuffled);
    prop_assert_eq!(before.evidence, after.evidence, "{}\n{}", sample.document, shuffled);
    let (lines, lines_after) = (without_subjects(before), without_subjects(after));
    prop_assert!(lines == lines_after, "{lines:#?}\n{lines_after:#?}\n{}", sample.document);
    prop_assert_eq!(facts, facts_after, "{}\n{}", sample.document, shuffled);
    prop_assert_eq!(reservations, reservations_after, "{}\n{}", sample.document, shuffled);
    Ok(())
}

// What a missing fact decides, its place aside, and every reservation.
fn told(assessment: &Assessment<'_>) -> (Summary, Vec<String>, Vec<String>) {
    let facts = assessment.missing_facts().into_iter().map(|fact| fact.decides.join(","));
    let mut facts: Vec<String> = facts.collect();
    facts.sort();
    (Summary::of(assessment), facts, assessment.reservations())
}

fn without_subjects(summary: Summary) -> Vec<Line> {
    let mut lines = summary.lines;
    for line in &mut lines {
        line.subject.clear();
    }
    lines.sort();
    lines
}

fn shuffle(value: &mut Value, random: &mut Random) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if let Some(items) = member.as_array_mut().filter(|_| LISTS.contains(&&**name)) {
                    for last in (1..items.len()).rev() {
                        items.swap(last, random.below(last + 1));
                    }
                }
                shuffle(member, random);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| shuffle(item, random)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
