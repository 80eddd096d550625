//! Whatever is changed in an assessment, the verifier refuses it.
//!
//! Every kind of place (its path without indices, and the kind of step it is in) is changed in
//! every way in some cases, and everything is changed in a dozen of them.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use safe_eligibility::model::procurement::Digest;
use safe_eligibility::report::ReportOptions;
use safe_verify::{Digests, Grounds, LinesShown};
use serde_json::{Value, json};
use support::asking::{Setting, asked_bytes};
use support::packs::{self, Case};

/// In how many cases each kind of change is tried, and every how many cases everything is.
const CASES_OF_A_KIND: usize = 3;
const EVERYTHING_IN_EVERY: usize = 26;

#[test]
fn no_change_of_an_assessment_is_verified() {
    let rulebook = support::rulebook();
    let files: BTreeMap<String, Vec<u8>> =
        safe_rules::files().map(|(path, bytes)| (path, bytes.to_vec())).collect();
    let pack = rulebook.pack().digest.to_string();
    let mut tried: BTreeMap<String, usize> = BTreeMap::new();
    let (mut changes, mut genuine, mut passed) = (0usize, 0usize, Vec::new());
    for (index, case) in packs::cases().iter().enumerate() {
        let written = assessed(case, &case.setting());
        let document = Digest::of(&case.bytes).to_string();
        let grounds = Grounds::new(&case.bytes, &files, Digests::new(&document, &pack)).unwrap();
        let verify =
            |text: &str| grounds.verify(text.as_bytes(), None, Some(LinesShown::Largest(20)));
        let verified = verify(&written).unwrap();
        assert!(verified.steps > 0, "{}", case.name());
        let assessment: Value = serde_json::from_str(&written).unwrap();
        let everything = index % EVERYTHING_IN_EVERY == 0;
        let mut new_here = BTreeSet::new();
        for place in places(&assessment) {
            let at = assessment.pointer(&place.pointer).unwrap();
            for (how, changed) in changes_of(&place.kind, at) {
                let kind = format!("{} {how}", place.kind);
                let is_new = tried.get(&kind).is_none_or(|cases| *cases < CASES_OF_A_KIND);
                if !(everything || (is_new && new_here.insert(kind.clone()))) {
                    continue;
                }
                let mut other = assessment.clone();
                *other.pointer_mut(&place.pointer).unwrap() = changed;
                changes += 1;
                if verify(&other.to_string()).is_err() {
                    continue;
                }
                if is_genuine(case, &other) {
                    genuine += 1;
                } else {
                    passed.push(format!("{} {}: {how}", case.name(), place.pointer));
                }
            }
        }
        for kind in new_here {
            *tried.entry(kind).or_default() += 1;
        }
    }
    println!("{changes} changes of {} kinds, {genuine} of them genuine answers", tried.len());
    assert!(passed.is_empty(), "{} changes passed\n{}", passed.len(), passed.join("\n"));
    assert!(changes > 20_000, "{changes}");
}

fn assessed(case: &Case, setting: &Setting) -> String {
    let law = setting.law(&support::rulebook());
    asked_bytes(&case.bytes, &law, |found| found.unwrap().to_json(ReportOptions::default()))
}

/// Whether it is what the engine answers to another question: another day, another reading or
/// least evidence that nothing in the case depends on.
fn is_genuine(case: &Case, assessment: &Value) -> bool {
    let mut setting = Setting::on(assessment["as_of"].as_str().unwrap());
    for (id, option) in assessment["readings"].as_object().unwrap() {
        setting = setting.reading(id, option.as_str().unwrap());
    }
    let least = assessment["least_evidence"].as_str().unwrap();
    setting.least = safe_eligibility::outcome::EvidenceGrade::named(least).unwrap();
    serde_json::from_str::<Value>(&assessed(case, &setting)).unwrap() == *assessment
}

/// A value somewhere in an assessment.
struct Place {
    pointer: String,
    // The path without indices, from the step it is in, with the kind of that step.
    kind: String,
}

fn places(assessment: &Value) -> Vec<Place> {
    let mut places = Vec::new();
    collect(assessment, String::new(), String::new(), &mut places);
    places
}

fn collect(value: &Value, pointer: String, kind: String, places: &mut Vec<Place>) {
    match value {
        Value::Object(members) => {
            let step = members.get("kind").and_then(Value::as_str);
            let kind = step.map_or(kind, |step| format!("{step}:"));
            for (name, value) in members {
                let readings = kind.ends_with("/readings");
                let name_of_kind = if readings { "*" } else { name };
                let below = format!("{kind}/{name_of_kind}");
                collect(value, format!("{pointer}/{name}"), below, places);
            }
            places.push(Place { pointer, kind });
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, format!("{pointer}/{index}"), format!("{kind}/-"), places);
            }
            places.push(Place { pointer, kind });
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            places.push(Place { pointer, kind });
        }
    }
}

/// Every other value that is tried in a place, and what it is called.
fn changes_of(kind: &str, value: &Value) -> Vec<(String, Value)> {
    let named = |name: &str, value: Value| (name.to_owned(), value);
    match value {
        Value::Null => vec![named("something", json!("x")), named("no", json!(false))],
        Value::Bool(truth) => vec![named("other", json!(!truth)), named("nothing", Value::Null)],
        Value::Number(number) => {
            let one_more = number.as_u64().unwrap() + 1;
            vec![named("one more", json!(one_more)), named("a text", json!(number.to_string()))]
        }
        Value::String(text) => of_text(kind, text),
        Value::Array(items) => of_list(items),
        Value::Object(members) => {
            let mut changes = Vec::new();
            for name in members.keys() {
                let mut fewer = members.clone();
                fewer.remove(name);
                let what = if kind.ends_with("/readings") { "*" } else { name };
                changes.push((format!("without {what}"), Value::Object(fewer)));
            }
            let mut more = members.clone();
            more.insert("unheard_of".into(), json!("x"));
            changes.push(named("with a member more", Value::Object(more)));
            changes
        }
    }
}

const VOCABULARIES: [&[&str]; 6] = [
    &["met", "not-met", "undetermined", "not-applicable"],
    &["assumed", "secondary", "official", "text"],
    &["eligible", "not-eligible", "undetermined"],
    &["condition", "duty", "derogation"],
    &["member-state", "eea-efta-state", "ukraine", "partner", "outside", "not-known", "unstated"],
    &["at-most", "at-least", "between", "strictly-between", "before", "on-or-before", "more-than"],
];

fn of_text(kind: &str, text: &str) -> Vec<(String, Value)> {
    let mut others: BTreeSet<String> = BTreeSet::new();
    let words = VOCABULARIES.iter().filter(|words| words.contains(&text));
    others.extend(words.flat_map(|words| words.iter().map(|word| (*word).to_owned())));
    // Another of its type: a digit more or less, another day, another country, another word.
    let digit = text.char_indices().rev().find(|(_, letter)| letter.is_ascii_digit());
    if let Some((at, letter)) = digit {
        let other = if letter == '1' { "2" } else { "1" };
        others.insert(format!("{}{other}{}", &text[..at], &text[at + 1..]));
    }
    if text.len() == 2 {
        others.insert(if text == "FR" { "DE".into() } else { "FR".into() });
    }
    if text.is_empty() || others.is_empty() {
        others.insert(format!("{text}x"));
    }
    others.remove(text);
    let is_word = |other: &str| VOCABULARIES.iter().any(|words| words.contains(&other));
    let mut changes: Vec<(String, Value)> = others
        .into_iter()
        .map(|other| {
            let how = if is_word(&other) { format!("{other} for {text}") } else { "other".into() };
            (how, json!(other))
        })
        .collect();
    changes.push(("nothing".into(), Value::Null));
    if kind.ends_with("/at") {
        changes.push((
            "above".into(),
            json!(text.rsplit_once(['/', '.', '#', ':']).map_or("", |(above, _)| above)),
        ));
    }
    changes.retain(|(_, value)| *value != *text);
    changes
}

fn of_list(items: &[Value]) -> Vec<(String, Value)> {
    let mut changes = Vec::new();
    let mut add =
        |how: &str, items: Vec<Value>| changes.push((how.to_owned(), Value::Array(items)));
    if let [first, .., last] = items {
        if first != last {
            let mut swapped = items.to_vec();
            swapped.swap(0, items.len() - 1);
            add("swapped", swapped);
            add("reversed", items.iter().rev().cloned().collect());
        }
        add("without the last", items[..items.len() - 1].to_vec());
        add("without all", Vec::new());
    }
    if let Some(first) = items.first() {
        add("without the first", items[1..].to_vec());
        add("the first twice", [&[first.clone()], items].concat());
    }
    add("with something more", [items, &[json!({ "at": "x" })]].concat());
    add("with a word more", [items, &[json!("x")]].concat());
    changes
}

#[test]
fn what_a_reader_may_overlook_is_refused() {
    let case = &packs::cases()[0];
    let written = assessed(case, &case.setting());
    let files: BTreeMap<String, Vec<u8>> =
        safe_rules::files().map(|(path, bytes)| (path, bytes.to_vec())).collect();
    let digests = [Digest::of(&case.bytes), support::rulebook().pack().digest.clone()];
    let [document, pack] = digests.map(|digest| digest.to_string());
    let faults = |text: &str, digests: Digests<'_>| {
        let grounds = Grounds::new(&case.bytes, &files, digests).unwrap();
        let faults = grounds.verify(text.as_bytes(), None, None).err().unwrap_or_default();
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let digests = Digests::new(&document, &pack);
    assert_eq!(faults(&written, digests), "");
    let twice = written.replacen("\"verdict\":", "\"verdict\":\"eligible\",\"verdict\":", 1);
    assert!(faults(&twice, digests).contains("the member `verdict` stands there twice"));
    assert!(faults(&written, Digests::new(&pack, &pack)).contains("/procurement/sha256"));
    assert!(faults(&written, Digests::new(&document, &document)).contains("/rules/sha256"));
    let mut without: Value = serde_json::from_str(&written).unwrap();
    without["trace"] = Value::Null;
    assert!(faults(&without.to_string(), digests).contains("has no trace"));
    for length in (0..written.len()).step_by(997) {
        assert_ne!(faults(&written[..length], digests), "");
    }
}
