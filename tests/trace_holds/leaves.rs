//! The lowest steps: what each kind says of facts and data of law.

use safe_eligibility::outcome::{EvidenceGrade, Outcome};
use serde_json::Value;

use super::compared;
use super::judged::{Judged, grade};
use super::shown::{Shown, Step, list, text};

/// What a step without steps below comes to; `None`: its kind is not known here.
pub(crate) fn expected(shown: &Shown<'_>, step: &Step<'_>) -> Option<Judged> {
    let law: Vec<Judged> = step.list("law").iter().map(weighed).collect();
    Some(match step.kind() {
        "never" | "alone" | "not-called-for" => Judged::by_act(Outcome::NotMet),
        "subjects-stated" => Judged::by_act(Outcome::Undetermined),
        "stated" => Judged::stated(stated(shown, step)),
        "clearance" => Judged::stated(first_fact(step).as_bool().map(|changed| !changed)),
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
        "no-component-from" => Judged::stated(no_component_from(shown, step)),
        "core" | "partnership" | "applied" | "opens" => *law.first()?,
        "accession" => accession(shown, step, *law.first()?),
        "control-terms" => Judged::all(&law),
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

/// What a datum of law says, what is documented too weakly counting as not known.
fn weighed(datum: &Value) -> Judged {
    let outcome = match text(&datum["value"]) {
        _ if datum.get("set_aside").is_some() => Outcome::Undetermined,
        "no" | "not-open" | "none" => Outcome::NotMet,
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

/// From the document itself: the trace shows one line that settles it, or how many there are.
fn no_component_from(shown: &Shown<'_>, step: &Step<'_>) -> Option<bool> {
    let (_, product) = step.top["at"].as_str().unwrap().split_once(':').unwrap();
    let product = shown.stated(product)?;
    let barred: Vec<&str> = shown.reading("contravening-countries").split(',').collect();
    let barred: Vec<&str> = barred.into_iter().map(|country| shown.state(country)).collect();
    let is_barred = |country: Option<&str>| {
        country.is_some_and(|country| barred.contains(&shown.state(country)))
    };
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

/// The row says which status; that its process is stalled is in the same row.
fn accession(shown: &Shown<'_>, step: &Step<'_>, law: Judged) -> Judged {
    let (_, row) = text(&step.list("law")[0]["at"]).split_once('#').unwrap();
    let country = row.split('@').next().unwrap();
    let mut rows = shown.rows("accession").iter();
    let row = rows.find(|row| row["country"] == country && row["first_day"].as_str().is_some());
    let stalled = row.map(|row| &row["stalled"]).filter(|stalled| !stalled.is_null());
    match stalled {
        Some(stalled) if shown.reading("stalled-accession") == "does-not-count" => {
            let evidence = grade(&stalled["evidence"]);
            let is_known = evidence >= shown.setting.least;
            let outcome = if is_known { Outcome::NotMet } else { Outcome::Undetermined };
            Judged::all(&[law, Judged::new(outcome, evidence)])
        }
        _ => law,
    }
}
