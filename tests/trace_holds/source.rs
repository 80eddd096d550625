//! Where components may not come from: reckoned from the document, and shown by the step.

use serde_json::{Value, json};

use super::shown::{Shown, Step, list, text};

/// From the document itself: whether no component is from there; and the step must show it.
///
/// `None`: the facts of the step do not say why.
pub(crate) fn expected(shown: &Shown<'_>, step: &Step<'_>) -> Option<Option<bool>> {
    let outcome = of_document(shown, step);
    let facts = step.list("facts");
    let ends = |end: &str| facts.iter().find(|fact| text(&fact["at"]).ends_with(end));
    let declared = ends("/no_component_from_contravening_country").map(|fact| &fact["value"]);
    let barred = |end: &str| {
        let fact = ends(end)?;
        Some(is_barred(shown, fact["value"].as_str()))
    };
    let supplied = || {
        let supplier = ends("/supplier")?;
        let (entity, _) = text(&ends("/established_in")?["at"]).rsplit_once('/')?;
        let same = shown.text(&format!("{entity}/id")) == supplier["value"].as_str();
        Some(same && barred("/established_in")?)
    };
    let shows = |found: Option<bool>| found == Some(true);
    let is_shown = match outcome {
        Some(false) => {
            declared == Some(&Value::Bool(false))
                || shows(barred("/origin"))
                || shows(barred("/sourced_from"))
                || shows(supplied())
        }
        Some(true) => declared == Some(&Value::Bool(true)) || ends("/components").is_some(),
        None => {
            let none = |fact: &Value| fact["value"].is_null() || fact["value"] == json!([]);
            declared.is_none()
                && (ends("/components").is_some_and(none) || ends("/origin").is_some_and(none))
        }
    };
    is_shown.then_some(outcome)
}

fn is_barred(shown: &Shown<'_>, country: Option<&str>) -> bool {
    let barred = shown.reading("contravening-countries").split(',');
    let mut barred = barred.map(|country| shown.state(country));
    country.is_some_and(|country| barred.any(|barred| barred == shown.state(country)))
}

fn of_document(shown: &Shown<'_>, step: &Step<'_>) -> Option<bool> {
    let (_, product) = step.top["at"].as_str().unwrap().split_once(':').unwrap();
    let product = shown.stated(product)?;
    let is_barred = |country: Option<&str>| is_barred(shown, country);
    let seat = |supplier: &str| {
        let entities = ["contractors", "subcontractors"].map(|member| list(shown.document, member));
        let mut entities = entities.into_iter().flatten();
        let entity = entities.find(|entity| entity["id"] == supplier)?;
        entity.get("established_in").and_then(Value::as_str)
    };
    let lines = list(product, "components");
    let member =
        |line: &'_ Value, name: &str| line.get(name).and_then(Value::as_str).map(str::to_owned);
    let contravenes = |line: &Value| {
        let supplier = member(line, "supplier");
        is_barred(member(line, "origin").as_deref())
            || is_barred(member(line, "sourced_from").as_deref())
            || is_barred(supplier.as_deref().and_then(seat))
    };
    let declared = product.get("no_component_from_contravening_country").and_then(Value::as_bool);
    if declared == Some(false) || lines.iter().any(contravenes) {
        return Some(false);
    }
    let all_stated = !lines.is_empty() && lines.iter().all(|line| member(line, "origin").is_some());
    (declared == Some(true) || all_stated).then_some(true)
}
