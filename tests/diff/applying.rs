//! Differences made in the JSON of a document, and documents that were changed at random.

use std::collections::BTreeMap;

use safe_eligibility::Law;
use safe_eligibility::assess;
use safe_eligibility::diff::{Diff, Difference, FactDifference, Owner};
use safe_eligibility::model::place::Member;
use serde_json::{Map, Value, json};

use super::{Key, Outcome, Random};

/// What findings and verdict come to by plain assessment; `None`: it is no document.
pub fn outcomes(document: &Value, law: &Law) -> Option<BTreeMap<Key, Outcome>> {
    let procurement = safe_intake::read_document(&serde_json::to_vec(document).unwrap()).ok()?;
    let assessment = assess(&procurement, law).ok()?;
    let findings = assessment.findings().iter().map(|finding| {
        let key = (finding.rule.id.to_string(), subject(document, &finding.subject.to_string()));
        let via = finding.via.map(|via| via.to_string());
        (key, (finding.outcome_word().to_owned(), via, finding.weight.as_str().to_owned()))
    });
    let mut outcomes: BTreeMap<Key, Outcome> = findings.collect();
    let verdict = (assessment.verdict().as_str().to_owned(), None, "verdict".to_owned());
    outcomes.insert(("verdict".to_owned(), String::new()), verdict);
    Some(outcomes)
}

/// A subject by what it is and its id.
fn subject(document: &Value, pointer: &str) -> String {
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    let [list, _] = steps[..] else {
        return match steps[..] {
            [list] => format!("list:{list}"),
            _ => "procurement:".to_owned(),
        };
    };
    let item = document.pointer(pointer).unwrap();
    let (kind, id) = match list {
        "participating_states" => ("participating-state", "country"),
        "end_products" => ("end-product", "id"),
        _ => ("party", "id"),
    };
    format!("{kind}:{}", item[id].as_str().unwrap())
}

/// Makes one difference in a document, as it is in another.
pub fn apply(document: &mut Value, other: &Value, fact: &FactDifference) {
    match &fact.owner {
        Owner::Procurement => procurement(document, other, fact.member.unwrap()),
        Owner::State(country) => {
            item(document, other, ("participating_states", "country", country.as_str()), fact);
        }
        Owner::Contractor(id) => item(document, other, ("contractors", "id", id), fact),
        Owner::Subcontractor(id) => item(document, other, ("subcontractors", "id", id), fact),
        Owner::Party(id) => panic!("{id} is no owner of facts"),
        Owner::Product(id) => item(document, other, ("end_products", "id", id), fact),
        Owner::Line(product, id) => {
            let empty = json!({});
            let source = found(other, ("end_products", "id", product)).unwrap_or(&empty);
            let products = document["end_products"].as_array_mut().unwrap();
            let own = products.iter_mut().find(|one| one["id"] == **product).unwrap();
            item(own, source, ("components", "id", id), fact);
        }
        Owner::Rate(currency) => {
            let rate = other.pointer(&format!("/exchange_rates/eur_per_unit/{currency}"));
            let rate = rate.cloned();
            let rates = object(object(document, "exchange_rates"), "eur_per_unit");
            put(rates.as_object_mut().unwrap(), currency.as_str(), rate);
        }
    }
}

fn object<'v>(value: &'v mut Value, name: &str) -> &'v mut Value {
    if !value[name].is_object() {
        value[name] = json!({});
    }
    &mut value[name]
}

fn put(object: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    match value {
        Some(value) => _ = object.insert(name.to_owned(), value),
        None => _ = object.remove(name),
    }
}

fn procurement(document: &mut Value, other: &Value, member: Member) {
    let name = member.as_str();
    let within = match member {
        Member::Title => None,
        Member::ExtensionStepsTaken => Some("single_state"),
        Member::AsOf => Some("exchange_rates"),
        Member::ParticipatingStates
        | Member::Contractors
        | Member::Subcontractors
        | Member::EndProducts => return list_stated(document, other, name),
        _ => Some("contract"),
    };
    let (own, source) = match within {
        None => (document, other.clone()),
        Some(within) => (object(document, within), other[within].clone()),
    };
    let names = if member == Member::Value { vec!["value", "currency"] } else { vec![name] };
    for name in names {
        put(own.as_object_mut().unwrap(), name, source.get(name).cloned());
    }
}

/// Has a list stated as the other side has it, where its items do not say so.
fn list_stated(owner: &mut Value, other: &Value, name: &str) {
    let is_empty = owner[name].as_array().is_none_or(Vec::is_empty);
    if is_empty {
        let stated = other.get(name).filter(|list| list.is_array());
        put(owner.as_object_mut().unwrap(), name, stated.map(|_| json!([])));
    }
}

fn found<'v>(value: &'v Value, (list, key, id): (&str, &str, &str)) -> Option<&'v Value> {
    value.get(list)?.as_array()?.iter().find(|one| one[key] == id)
}

fn item(owner: &mut Value, other: &Value, place: (&str, &str, &str), fact: &FactDifference) {
    let (list, key, id) = place;
    let source = found(other, place).cloned();
    let Some(member) = fact.member else {
        if !owner[list].is_array() {
            owner[list] = json!([]);
        }
        let items = owner[list].as_array_mut().unwrap();
        match source {
            Some(source) => items.push(source),
            None => items.retain(|one| one[key] != id),
        }
        // What one side does not state at all is not stated without its items.
        if items.is_empty() && !other[list].is_array() {
            put(owner.as_object_mut().unwrap(), list, None);
        }
        return;
    };
    let source = source.unwrap();
    let items = owner[list].as_array_mut().unwrap();
    let own = items.iter_mut().find(|one| one[key] == id).unwrap();
    let names = match member {
        Member::UnitCost => vec!["unit_cost", "unit_cost_range", "currency"],
        Member::Quantity | Member::UsedIn => vec!["parent", "quantity", "used_in"],
        Member::Components => return list_stated(own, &source, "components"),
        other => vec![other.as_str()],
    };
    for name in names {
        put(own.as_object_mut().unwrap(), name, source.get(name).cloned());
    }
}

/// Differences by name, as a summary has them.
pub fn named(diff: &Diff<'_>, differences: &[usize]) -> String {
    let names = differences.iter().map(|at| match &diff.differences()[*at] {
        Difference::Fact(fact) => fact.owner.to_string(),
        Difference::Law(law) => law.part.to_string(),
    });
    names.collect::<Vec<_>>().join(" + ")
}

const COUNTRIES: [&str; 10] = ["PL", "DE", "US", "CA", "GB", "CN", "UA", "NO", "KR", "RU"];

/// A document with some changes, which is a document still.
pub fn changed(document: &Value, random: &mut Random, changes: usize) -> Value {
    let mut changed = document.clone();
    for at in 0..changes {
        let before = changed.clone();
        change(&mut changed, random, at);
        if safe_intake::read_document(&serde_json::to_vec(&changed).unwrap()).is_err() {
            changed = before;
        }
    }
    changed
}

fn change(document: &mut Value, random: &mut Random, at: usize) {
    match random.below(8) {
        7 => switch(document, random),
        0 => {
            let day = random.pick(&["2025-07-01", "2026-05-30", "2026-06-01"]);
            object(document, "contract")["signed_on"] = day.into();
        }
        1 => {
            let country = random.pick(&COUNTRIES);
            let item = json!({ "country": country });
            add_or_remove(document, random, "participating_states", item);
        }
        2 => {
            let list = random.pick(&["contractors", "subcontractors"]);
            let Some(one) = any(document, random, list) else { return };
            let member = random.pick(&["established_in", "executive_management_in"]);
            one[member] = random.pick(&COUNTRIES).into();
        }
        3 => {
            let list = random.pick(&["contractors", "subcontractors"]);
            let country = random.pick(&COUNTRIES);
            let id = format!("new-{at}");
            let item = json!({
                "id": id, "established_in": country, "executive_management_in": country,
                "controllers": [], "facilities": []
            });
            add_or_remove(document, random, list, item);
        }
        _ => {
            let Some(product) = any(document, random, "end_products") else { return };
            if random.one_in(3) {
                let country = random.pick(&COUNTRIES);
                let cost = random.pick(&["10", "1000", "100000"]);
                let item = json!({ "id": format!("new-{at}"), "quantity": "1", "unit_cost": cost,
                    "currency": "EUR", "origin": country });
                add_or_remove(product, random, "components", item);
                return;
            }
            let Some(line) = any(product, random, "components") else { return };
            if random.one_in(3) {
                line["quantity"] = random.pick(&["1", "7", "30"]).into();
            } else {
                line["origin"] = random.pick(&COUNTRIES).into();
            }
        }
    }
}

/// Makes a contractor a subcontractor, or the other way round.
fn switch(document: &mut Value, random: &mut Random) {
    let (from, to) =
        [("contractors", "subcontractors"), ("subcontractors", "contractors")][random.below(2)];
    if !document[from].is_array() || !document[to].is_array() {
        return;
    }
    if let Some(one) = document[from].as_array_mut().unwrap().pop() {
        document[to].as_array_mut().unwrap().push(one);
    }
}

fn any<'v>(owner: &'v mut Value, random: &mut Random, list: &str) -> Option<&'v mut Value> {
    let items = owner.get_mut(list)?.as_array_mut()?;
    if items.is_empty() {
        return None;
    }
    let at = random.below(items.len());
    items.get_mut(at)
}

fn add_or_remove(owner: &mut Value, random: &mut Random, list: &str, item: Value) {
    let Some(items) = owner.get_mut(list).and_then(Value::as_array_mut) else { return };
    if random.one_in(2) || items.is_empty() {
        items.insert(random.below(items.len() + 1), item);
    } else {
        items.remove(random.below(items.len()));
    }
}
