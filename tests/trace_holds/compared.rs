//! Comparisons hold with exact fractions, and their bounds are those of the pack.

use num_rational::BigRational;
use safe_eligibility::outcome::Outcome;
use serde_json::Value;

use super::shown::{Shown, Step, text};
use crate::support::decimal;

pub(crate) fn faults(shown: &Shown<'_>, step: &Step<'_>) -> Vec<String> {
    let Some(compares) = step.step.get("compares") else { return Vec::new() };
    let mut faults = Vec::new();
    if let Some((least, most)) = range(&compares["left"]) {
        let four =
            [&least, &most].map(|share| decimal::four_decimals(&share.clone().unwrap_or_default()));
        if compares["left"]["least"] != four[0] || compares["left"]["most"] != four[1] {
            faults.push(format!("not {four:?} in four decimals: {}", compares["left"]));
        }
        if least.is_some() && most.is_some() && least > most {
            faults.push(format!("more at least than at most: {}", compares["left"]));
        }
    }
    let (name, parameter) = text(&compares["right"]["from"]).split_once('#').unwrap();
    let bound = compares["right"].get("value").unwrap_or(&compares["right"]["least"]);
    // A derogation within a rule names parameters of its own.
    let own = (name == step.rule()).then(|| shown.rule_file(step));
    if let Some(file) = own.or_else(|| shown.rule_named(name)) {
        let body = shown.resolved(file);
        let values = values_of(&body, parameter);
        if !values.contains(bound) {
            faults.push(format!("{parameter} is {values:?} in the pack, not {bound}"));
        }
        if let Some(most) = compares["right"].get("most") {
            let values = values_of(&body, "most");
            if !values.contains(most) {
                faults.push(format!("most is {values:?} in the pack, not {most}"));
            }
        }
    } else {
        let from = &compares["right"]["from"];
        let is_it = |datum: &&Value| datum["at"] == *from && datum["value"] == *bound;
        if !step.list("law").iter().any(|datum| is_it(&datum)) {
            faults.push(format!("the bound of {compares} is no datum of the step"));
        }
    }
    faults
}

/// Every value of a member of that name, at any depth.
pub(crate) fn values_of(value: &Value, name: &str) -> Vec<Value> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(
                |(member, value)| {
                    if member == name { vec![value.clone()] } else { values_of(value, name) }
                },
            )
            .collect(),
        Value::Array(items) => items.iter().flat_map(|item| values_of(item, name)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

/// A share; `None`: nothing of nothing, which meets every bound when multiplied out.
pub(crate) type Share = Option<BigRational>;

/// Least and most of a share; `None`: there is none.
pub(crate) fn range(left: &Value) -> Option<(Share, Share)> {
    let exact = left.get("exact").filter(|exact| !exact.is_null())?;
    let fraction =
        |end: &Value| (end[1] != "0").then(|| decimal::fraction(text(&end[0]), text(&end[1])));
    Some((fraction(&exact["least"]), fraction(&exact["most"])))
}

/// What a comparison comes to: with an open range, both ends; `None`: an operator not known here.
pub(crate) fn outcome(compares: &Value) -> Option<Outcome> {
    let (left, right) = (&compares["left"], &compares["right"]);
    let of = |holds: bool| if holds { Outcome::Met } else { Outcome::NotMet };
    if left.get("exact").is_some() {
        let Some((least, most)) = range(left) else { return Some(Outcome::Undetermined) };
        let bound = decimal::value(text(&right["value"]));
        let (least, most) = match text(&compares["operator"]) {
            "at-most" => {
                (least.is_none_or(|least| least <= bound), most.is_none_or(|most| most <= bound))
            }
            "at-least" => {
                (least.is_none_or(|least| least >= bound), most.is_none_or(|most| most >= bound))
            }
            _ => return None,
        };
        return Some(if least == most { of(least) } else { Outcome::Undetermined });
    }
    let Some(value) = left["value"].as_str() else { return Some(Outcome::Undetermined) };
    let bound = |name: &str| decimal::value(text(&right[name]));
    Some(of(match text(&compares["operator"]) {
        "before" => value < text(&right["value"]),
        "on-or-before" => value <= text(&right["value"]),
        "between" => (bound("least")..=bound("most")).contains(&decimal::value(value)),
        "strictly-between" => {
            let value = decimal::value(value);
            bound("least") < value && value < bound("most")
        }
        "at-least" => decimal::value(value) >= bound("value"),
        "more-than" => decimal::value(value) > bound("value"),
        _ => return None,
    }))
}
