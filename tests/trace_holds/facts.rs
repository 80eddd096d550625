//! Facts stand in the document at their place, with their value.

use serde_json::Value;

use super::shown::{Shown, Step, text};
use crate::support::decimal;

pub(crate) fn faults(shown: &Shown<'_>, step: &Step<'_>) -> Vec<String> {
    let facts = step.list("facts").iter().filter(|fact| !holds(shown, fact));
    facts
        .map(|fact| {
            let stated = shown.document.pointer(text(&fact["at"]));
            format!("the fact {fact} is {stated:?} in the document")
        })
        .collect()
}

fn holds(shown: &Shown<'_>, fact: &Value) -> bool {
    let at = text(&fact["at"]);
    match (&fact["value"], shown.stated(at)) {
        (Value::Null, stated) => stated.is_none(),
        (Value::String(value), Some(Value::Array(items))) => {
            *value == format!("{} items", items.len())
        }
        (Value::String(value), Some(Value::String(stated))) => {
            let is_figure = at.ends_with("/contract_share") || at.contains("/eur_per_unit/");
            value == stated || (is_figure && decimal::value(value) == decimal::value(stated))
        }
        (value, stated) => Some(value) == stated,
    }
}
