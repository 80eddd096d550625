//! The letter of the trace: addresses, members, readings, and the JSON Schema of all of it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;

use super::shown::{Shown, Step, list, text};

/// The address of each step is that of the one it stands below, and a name of its own.
pub(crate) fn faults(shown: &Shown<'_>, step: &Step<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let is_top = std::ptr::eq(step.step, step.top);
    if is_top {
        faults.extend(readings_fault(shown, step));
    }
    // What stands below the rule itself keeps its address beside derogations.
    let directly = format!("{}#directly", text(&step.top["at"]));
    let base = if step.at() == directly { text(&step.top["at"]) } else { step.at() };
    let between = if base == text(&step.top["at"]) { '#' } else { '.' };
    for child in step.children() {
        let name = child.at().strip_prefix(base).and_then(|rest| rest.strip_prefix(between));
        if name.is_none_or(|name| name.is_empty() || name.contains(['#', '.', ':'])) {
            faults.push(format!("{} stands below it", child.at()));
        }
    }
    for pair in step.list("because").windows(2) {
        if pair[0]["at"] == pair[1]["at"] {
            faults.push(format!("{} stands there twice", pair[0]["at"]));
        }
    }
    if says_nothing(step) {
        faults.push(format!("nothing to follow from: {}", step.step));
    }
    faults
}

/// An outcome without a fact, a datum of law, a comparison, a step below or a rejection.
fn says_nothing(step: &Step<'_>) -> bool {
    let lists = ["facts", "law", "because", "rejected"];
    let is_empty = lists.iter().all(|member| step.list(member).is_empty());
    // A rule that a reading closes says all by its kind.
    is_empty && step.step.get("compares").is_none() && step.kind() != "never"
}

/// The readings that shaped the rule of a step, and those on its application where it is open.
fn readings_fault(shown: &Shown<'_>, step: &Step<'_>) -> Option<String> {
    let file = shown.rule_file(step);
    let (mut used, mut application) = (BTreeSet::new(), BTreeSet::new());
    for (member, part) in file.as_object().unwrap() {
        let found = if member == "applies_to" { &mut application } else { &mut used };
        collect(shown, part, found);
    }
    used.retain(|id| !application.contains(id));
    let is_open = step.list("because").iter().any(|child| child["kind"] == "not-for-this-product")
        || (step.step["outcome"] == "not-applicable" && step.kind() != "not-called-for");
    let more = application.into_iter().filter(|_| is_open);
    let expected: Vec<&str> = used.into_iter().chain(more).collect();
    let found: Vec<&str> = step.list("readings").iter().map(text).collect();
    (found != expected).then(|| format!("shaped by {expected:?}, not by {found:?}"))
}

fn collect<'s>(shown: &Shown<'_>, part: &'s Value, found: &mut BTreeSet<&'s str>) {
    match part {
        Value::Object(members) => {
            found.extend(members.get("reading_list").and_then(Value::as_str));
            let Some(question) = members.get("reading").and_then(Value::as_str) else {
                members.values().for_each(|part| collect(shown, part, found));
                return;
            };
            found.insert(question);
            let mut options = list(part, "options").iter();
            let chosen = options.find(|option| option["option"] == shown.reading(question));
            chosen.iter().for_each(|option| collect(shown, &option["value"], found));
        }
        Value::Array(items) => items.iter().for_each(|part| collect(shown, part, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let path = crate::support::top().join("crates/safe-check/schema/assessment.schema.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
});

static VALIDATOR: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::options().should_validate_formats(true).build(&SCHEMA).unwrap());

/// Everything in an assessment that its JSON Schema refuses or does not describe.
pub(crate) fn schema_faults(shown: &Shown<'_>) -> Vec<String> {
    let errors = VALIDATOR.iter_errors(&shown.answer);
    let mut faults: Vec<String> =
        errors.map(|error| format!("{}: {error}", error.instance_path)).collect();
    let mut members = BTreeSet::new();
    undescribed(&[&SCHEMA], &shown.answer, "", &mut members);
    faults.extend(members.into_iter().map(|at| format!("the schema does not describe {at}")));
    faults
}

/// Members that no part of the schema has a word for: a schema alone lets them pass.
fn undescribed(schemas: &[&Value], value: &Value, at: &str, found: &mut BTreeSet<String>) {
    let mut all: Vec<&Value> = Vec::new();
    let mut open: Vec<&Value> = schemas.to_vec();
    while let Some(schema) = open.pop() {
        all.push(schema);
        open.extend(list(schema, "anyOf"));
        let reference = schema.get("$ref").and_then(Value::as_str);
        open.extend(reference.and_then(|at| SCHEMA.pointer(at.trim_start_matches('#'))));
    }
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let own = all.iter().filter_map(|schema| schema.get("properties")?.get(name));
                let others = all.iter().filter_map(|schema| schema.get("additionalProperties"));
                let own: Vec<&Value> = own.chain(others).collect();
                let at = format!("{at}/{name}");
                if own.is_empty() {
                    found.insert(at);
                } else {
                    undescribed(&own, value, &at, found);
                }
            }
        }
        Value::Array(items) => {
            let own: Vec<&Value> = all.iter().filter_map(|schema| schema.get("items")).collect();
            items.iter().for_each(|item| undescribed(&own, item, at, found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
