//! The address of a step changes only with facts of its own branch.
//!
//! A branch is what stands below the step of a finding: a controller, a facility, a derogation,
//! the question whether the rule is for what is procured. The rule itself is the step of the
//! finding, or `#directly` beside derogations and open questions; it alone is named by both.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prop_assert;
use proptest::test_runner::TestCaseError;
use safe_eligibility::report::ReportOptions;
use serde_json::Value;

use super::facts::erase_one;
use super::samples;
use crate::support::asking::asked;

pub(crate) fn stay(seed: u64) -> Result<(), TestCaseError> {
    let (sample, fact, erased) = samples::drawn(seed, |random| {
        let mut sample = samples::any(random);
        let (fact, erased) = erase_one(&mut sample.document, random)?;
        Some((sample, fact, erased))
    });
    let law = sample.law();
    let written = |document: &Value| -> Value {
        let json = asked(document, &law, |found| found.to_json(ReportOptions::default()));
        serde_json::from_str(&json).unwrap()
    };
    let (with, without) = (written(&sample.document), written(&erased));
    let (with, without) = (addresses(&with, &fact), addresses(&without, &fact));
    for (step, at) in &with {
        let Some(other) = without.get(step) else { continue };
        let (Some(at), Some(other)) = (at, other) else { continue };
        prop_assert!(
            at.len() != other.len() || at == other,
            "{fact} left out: {at:?} is {other:?}\n{:?}\n{}",
            sample.setting,
            sample.document
        );
    }
    Ok(())
}

/// A step by what it says: the finding, its kind, the places of its facts.
type Said = (String, String, Vec<String>);

/// The addresses of steps that say the same; `None`: the fact belongs to the branch of one.
fn addresses(assessment: &Value, fact: &str) -> BTreeMap<Said, Option<BTreeSet<String>>> {
    let mut found = BTreeMap::new();
    let trace = &assessment["trace"];
    for top in items(trace, "steps").iter().chain(items(trace, "involvement")) {
        let directly = format!("{}#directly", text(&top["at"]));
        for part in items(top, "because") {
            let own = std::slice::from_ref(part);
            let branches = if part["at"] == directly { items(part, "because") } else { own };
            for branch in branches {
                let is_own = places(branch).iter().any(|place| is_part(place, fact));
                add(text(&top["at"]), branch, is_own, &mut found);
            }
        }
    }
    found
}

fn add(
    top: &str,
    step: &Value,
    is_own: bool,
    found: &mut BTreeMap<Said, Option<BTreeSet<String>>>,
) {
    let facts: Vec<String> =
        items(step, "facts").iter().map(|fact| text(&fact["at"]).to_owned()).collect();
    if !facts.is_empty() {
        let said = (top.to_owned(), text(&step["kind"]).to_owned(), facts);
        let addresses = found.entry(said).or_insert_with(|| Some(BTreeSet::new()));
        if is_own {
            *addresses = None;
        }
        if let Some(all) = addresses {
            all.insert(text(&step["at"]).to_owned());
        }
    }
    items(step, "because").iter().for_each(|part| add(top, part, is_own, found));
}

fn places(step: &Value) -> Vec<&str> {
    let below = items(step, "because").iter().flat_map(places);
    items(step, "facts").iter().map(|fact| text(&fact["at"])).chain(below).collect()
}

/// Whether one place is the other or a part of it.
fn is_part(one: &str, other: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    within(one, other) || within(other, one)
}

fn items<'v>(value: &'v Value, member: &str) -> &'v [Value] {
    value.get(member).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
