//! The law stands still between the days on which it says that it may change.

use std::collections::BTreeSet;

use safe_eligibility::model::day::Day;
use safe_eligibility::{Law, Rulebook, assess};
use serde_json::{Value, json};

use super::samples::Random;
use crate::oracle::generate;
use crate::support::asking::{self, Setting, Summary};
use crate::support::{self, packs};

const FIRST: &str = "2025-05-01";
const LAST: &str = "2027-01-31";

pub(crate) fn changes_on_listed_days_only() {
    let rulebook = support::rulebook();
    let days = days();
    let laws = laws_of(&rulebook, &days, &Setting::on(FIRST));
    let other_laws = laws_of(&rulebook, &days, &Setting::on(FIRST).reading("status-day", "as-of"));
    let listed: BTreeSet<Day> = laws[0].change_days().collect();
    let today = Setting::today().law(&rulebook);
    let mut changes = 0;
    for document in documents() {
        for laws in [&laws, &other_laws] {
            for signed_on in [None, Some("2025-07-01"), Some("2026-05-30"), Some("2026-09-01")] {
                let document = signed(&document, signed_on);
                let procurement = asking::read(&document);
                let told = laws.iter().map(|law| Summary::of(&assess(&procurement, law).unwrap()));
                changes += changes_listed(&days, told, &listed, &document);
            }
        }
        // The same for the day of signature, asked about on one day.
        let told = days
            .iter()
            .map(|day| Summary::asked(&signed(&document, Some(&day.to_string())), &today));
        changes += changes_listed(&days, told, &listed, &document);
    }
    assert!(changes > 40, "only {changes} changes: these documents prove little");
}

/// How many days bring a change, each of them listed.
fn changes_listed(
    days: &[Day],
    told: impl Iterator<Item = Summary>,
    listed: &BTreeSet<Day>,
    document: &Value,
) -> usize {
    let mut before: Option<Summary> = None;
    let mut changes = 0;
    for (day, summary) in days.iter().zip(told) {
        if before.as_ref().is_some_and(|before| *before != summary) {
            changes += 1;
            assert!(
                listed.contains(day),
                "{day} is not listed: {before:#?}\n{summary:#?}\n{document}"
            );
        }
        before = Some(summary);
    }
    changes
}

fn days() -> Vec<Day> {
    let last = support::day(LAST);
    let next = |day: &Day| day.tomorrow().filter(|day| *day <= last);
    std::iter::successors(Some(support::day(FIRST)), next).collect()
}

fn laws_of(rulebook: &Rulebook, days: &[Day], setting: &Setting) -> Vec<Law> {
    let on = |day: &Day| Setting { as_of: day.to_string(), ..setting.clone() }.law(rulebook);
    days.iter().map(on).collect()
}

fn signed(document: &Value, day: Option<&str>) -> Value {
    let mut document = document.clone();
    if !document.get("contract").is_some_and(Value::is_object) {
        document["contract"] = json!({});
    }
    document["contract"]["signed_on"] = day.map_or(Value::Null, Value::from);
    document
}

fn documents() -> Vec<Value> {
    let cases = packs::cases().into_iter().step_by(30).map(|case| case.document);
    let mut random = Random::seeded(7);
    cases.chain((0..8).map(|_| generate::document(&mut random))).collect()
}
