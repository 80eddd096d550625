//! The lowest steps: what each kind says of facts and data of law.

use safe_eligibility::outcome::{EvidenceGrade, Outcome};
use serde_json::Value;

use super::judged::{Judged, grade};
use super::shown::{Shown, Step, list, text};
use super::{compared, source};

/// What a step without steps below comes to; `None`: its kind is not known here.
pub(crate) fn expected(shown: &Shown<'_>, step: &Step<'_>) -> Option<Judged> {
    let law: Vec<Judged> = judged_law(step);
    Some(match step.kind() {
        "never" | "alone" => Judged::by_act(Outcome::NotMet),
        "subjects-stated" => Judged::by_act(Outcome::Undetermined),
        "stated" => Judged::stated(stated(shown, step)),
        "clearance" => Judged::stated(clearance(shown, step)),
        "within-areas" => {
            Judged::stated(first_fact(step).as_array().map(|areas| !areas.is_empty()))
        }
        "held-by" => Judged::stated(first_fact(step).as_str().map(|holder| holder != "other")),
        "on-component" => Judged::stated(first_fact(step).as_str().map(|on| on == "component")),
        "contract-share" | "related-before" => {
            Judged::by_act(compared::outcome(&step.step["compares"])?)
        }
        "signed-by" => Judged::by_act(signed_by(shown, step)?),
        "applies-to" => Judged::stated(applies(shown, step)),
        "within-category" => Judged::stated(within_category(shown, step)),
        "verified-by-seat" => Judged::stated(verified_by_seat(shown, step)),
        "no-component-from" => Judged::stated(source::expected(shown, step)?),
        "core" | "partnership" | "applied" | "opens" => *law.first()?,
        // A mark that the process is stalled is a second datum, and speaks against it.
        "accession" | "control-terms" => Judged::all(&law),
        "core-or-partner" | "located-in" | "imposed-inside" => located(step, &law),
        "member-state" => member_state(step, *law.first()?),
        "established-within" => match law.first() {
            None => Judged::stated(None),
            Some(law) if shown.reading("screening-territory") == "core" => *law,
            Some(law) => member_state(step, *law),
        },
        "receives-assistance" => match law.first() {
            Some(law) => *law,
            None => Judged::stated(first_fact(step).as_bool()),
        },
        "agreement-share" => {
            let datum = step.list("law").first()?;
            let outcome = if datum.get("set_aside").is_some() {
                Outcome::Undetermined
            } else {
                compared::outcome(&step.step["compares"])?
            };
            Judged::new(outcome, grade(&datum["evidence"]))
        }
        _ => return None,
    })
}

fn first_fact<'s>(step: &Step<'s>) -> &'s Value {
    &step.list("facts")[0]["value"]
}

/// What the data of law of a step say; of rows on the same question any is enough.
fn judged_law(step: &Step<'_>) -> Vec<Judged> {
    let is_row = |datum: &&Value| text(&datum["at"]).contains("#applied/");
    let law = step.list("law");
    let rows: Vec<Judged> = law.iter().filter(is_row).map(weighed).collect();
    let mut judged = Vec::new();
    for (at, datum) in law.iter().enumerate() {
        if !is_row(&datum) {
            judged.push(weighed(datum));
        } else if law.iter().position(|datum| is_row(&datum)) == Some(at) {
            judged.push(Judged::any(&rows));
        }
    }
    judged
}

/// What a datum of law says, what is documented too weakly counting as not known.
pub(crate) fn weighed(datum: &Value) -> Judged {
    let outcome = match text(&datum["value"]) {
        _ if datum.get("set_aside").is_some() => Outcome::Undetermined,
        "no" | "not-open" | "none" | "stalled" => Outcome::NotMet,
        "not-known" => Outcome::Undetermined,
        _ => Outcome::Met,
    };
    Judged::new(outcome, grade(&datum["evidence"]))
}

// Of a screening or guarantees that are left out altogether nothing was obtained.
fn stated(shown: &Shown<'_>, step: &Step<'_>) -> Option<bool> {
    let fact = &step.list("facts")[0];
    let (whole, member) = text(&fact["at"]).rsplit_once('/').unwrap();
    let is_asked_not_to_be = member == "mitigation_required";
    match fact["value"].as_bool() {
        Some(stated) => Some(stated != is_asked_not_to_be),
        None if whole.ends_with("/screening") || whole.ends_with("/guarantees") => {
            if shown.stated(whole).is_none() { Some(false) } else { None }
        }
        None => None,
    }
}

/// A clearance under one of the instruments of the rule that nothing has changed since.
fn clearance(shown: &Shown<'_>, step: &Step<'_>) -> Option<bool> {
    let [changed, regulation] = step.list("facts") else { return None };
    let rule = shown.rule_named("earlier-clearance")?;
    let listed = compared::values_of(&shown.resolved(rule), "regulations");
    let counts = listed.iter().filter_map(Value::as_array).flatten();
    if !counts.into_iter().any(|listed| *listed == regulation["value"]) {
        return Some(false);
    }
    changed["value"].as_bool().map(|changed| !changed)
}

fn signed_by(shown: &Shown<'_>, step: &Step<'_>) -> Option<Outcome> {
    let last_day = text(&step.step["compares"]["right"]["value"]);
    match compared::outcome(&step.step["compares"])? {
        Outcome::Undetermined if shown.as_of() > last_day => Some(Outcome::NotMet),
        outcome => Some(outcome),
    }
}

/// For a product by its kind; for everybody else by the kinds of all products, of which a step
/// names the first few.
fn applies(shown: &Shown<'_>, step: &Step<'_>) -> Option<bool> {
    let application = shown.resolved(&shown.rule_file(step)["applies_to"]);
    let (_, subject) = text(&step.top["at"]).split_once(':').unwrap();
    let products = match shown.stated(subject) {
        Some(product) if subject.starts_with("/end_products/") => std::slice::from_ref(product),
        _ => list(shown.document, "end_products"),
    };
    let kinds = products.iter().map(|product| product.get("kind").and_then(Value::as_str));
    let kinds: Vec<Option<&str>> = kinds.collect();
    let is_open = products.is_empty() || kinds.contains(&None);
    if kinds.iter().flatten().any(|kind| application["product_kind"] == *kind) {
        return Some(true);
    }
    (!is_open).then_some(false)
}

fn within_category(shown: &Shown<'_>, step: &Step<'_>) -> Option<bool> {
    let application = shown.resolved(&shown.rule_file(step)["applies_to"]);
    let areas = shown.stated(text(&step.list("facts")[0]["at"]))?.as_array()?;
    let first_decides = application["first_area_decides"] == true;
    let counted = if first_decides { areas.len().min(1) } else { areas.len() };
    Some(areas[..counted].iter().any(|area| list(&application, "areas").contains(area)))
}

fn verified_by_seat(shown: &Shown<'_>, step: &Step<'_>) -> Option<bool> {
    let verified_by = &step.list("facts")[0];
    let (guarantees, _) = text(&verified_by["at"]).rsplit_once('/').unwrap();
    if shown.stated(guarantees).is_none() {
        return Some(false);
    }
    let (verifier, seat) =
        (verified_by["value"].as_str()?, step.list("facts")[1]["value"].as_str()?);
    Some(shown.state(verifier) == shown.state(seat))
}

/// Core first, then the agreement: applied, and the topic open.
fn located(step: &Step<'_>, law: &[Judged]) -> Judged {
    if law.is_empty() {
        return Judged::stated(None);
    }
    let is_core_asked = text(&step.list("law")[0]["at"]).starts_with("countries/");
    let (core, agreement) = law.split_at(usize::from(is_core_asked));
    if agreement.is_empty() {
        return core[0];
    }
    Judged::any(&[core, &[Judged::all(agreement)]].concat())
}

fn member_state(step: &Step<'_>, law: Judged) -> Judged {
    match text(&step.list("law")[0]["value"]) {
        "member-state" | "none" => law,
        _ => Judged::new(Outcome::NotMet, EvidenceGrade::Text),
    }
}
