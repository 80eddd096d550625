//! The JSON Schema of an assessment describes everything in it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let path = crate::support::top().join("crates/safe-check/schema/assessment.schema.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
});

static VALIDATOR: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::options().should_validate_formats(true).build(&SCHEMA).unwrap());

/// Everything in an assessment that its JSON Schema refuses or does not describe.
pub(crate) fn faults(assessment: &Value) -> Vec<String> {
    let errors = VALIDATOR.iter_errors(assessment);
    let mut faults: Vec<String> =
        errors.map(|error| format!("{}: {error}", error.instance_path)).collect();
    let mut members = BTreeSet::new();
    undescribed(&[&SCHEMA], assessment, "", &mut members);
    faults.extend(members.into_iter().map(|at| format!("the schema does not describe {at}")));
    faults
}

/// Members that no part of the schema has a word for: a schema alone lets them pass.
fn undescribed(schemas: &[&Value], value: &Value, at: &str, found: &mut BTreeSet<String>) {
    let mut all: Vec<&Value> = Vec::new();
    let mut open: Vec<&Value> = schemas.to_vec();
    while let Some(schema) = open.pop() {
        all.push(schema);
        open.extend(schema.get("anyOf").and_then(Value::as_array).into_iter().flatten());
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
