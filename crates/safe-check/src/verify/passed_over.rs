//! What of an assessment is bound by the receipt, and reckoned by nobody else.

use safe_receipt::Json;

use super::checks::Checks;

/// Members of the assessment that the second reckoning passes over.
const MEMBERS: [&str; 2] = ["remarks", "depends_on_readings"];

/// Lists of what may name its place in a file with `source`.
const SOURCED: [&str; 4] = ["facts", "shown", "findings", "missing_facts"];

/// Names what is passed over wherever it is there, of whatever type it is.
pub(super) fn tell(assessment: &Json, checks: &mut Checks) {
    let there = MEMBERS.into_iter().filter(|name| assessment.member(name).is_some());
    let mut names: Vec<_> = there.map(|name| format!("`{name}`")).collect();
    match sources(assessment, "", "") {
        0 => {}
        count => names.push(format!("`source` in {count} places")),
    }
    if !names.is_empty() {
        let says = format!("bound, and not reckoned again: {}", names.join(", "));
        checks.not_checked("for reading", says);
    }
}

/// How many entries of lists have a `source`; `list` is the name of the list that the value is an
/// entry of, and `own` its own name.
fn sources(value: &Json, list: &str, own: &str) -> usize {
    match value {
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => 0,
        Json::List(items) => {
            items.iter().map(|item| sources(item, own, "")).fold(0, usize::saturating_add)
        }
        Json::Object(members) => members
            .iter()
            .filter(|(name, _)| !MEMBERS.contains(&&**name))
            .map(|(name, value)| match name.as_str() {
                "source" if SOURCED.contains(&list) => 1,
                name => sources(value, "", name),
            })
            .fold(0, usize::saturating_add),
    }
}
