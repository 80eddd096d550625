//! What is changed in an assessment, place by place.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// A value somewhere in an assessment.
pub(crate) struct Place {
    pub(crate) pointer: String,
    // The path without indices, from the step it is in, with the kind of that step.
    pub(crate) kind: String,
}

/// Every value of an assessment, each behind those in it.
pub(crate) fn places(assessment: &Value) -> Vec<Place> {
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
pub(crate) fn changes_of(kind: &str, value: &Value) -> Vec<(String, Value)> {
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
        add("the first twice", [std::slice::from_ref(first), items].concat());
    }
    add("with something more", [items, &[json!({ "at": "x" })]].concat());
    add("with a word more", [items, &[json!("x")]].concat());
    changes
}
