//! Stating a missing fact never overturns what was settled without it.
//!
//! One stated fact is erased, of those for which the readings say that not stated is
//! undetermined; what is met or not met without it must be so with it. What the readings let
//! vanish all the same: a rule turns out not to be for the product (`kind`, `areas`,
//! `end_products`); a subcontractor turns out not to be involved, and nothing is asked of it; a
//! derogation is no longer looked at, the rule being met; and the duty `notified`, which comes and
//! goes with the derogation it follows. Two findings of `component-source` may turn: a line may
//! contradict what the document declares, and the seat of a supplier, like the supplier itself,
//! counts only where it is stated. And a ceiling that was not met may turn once a line is stated to
//! be from the party of an agreement, which is asked only then (decision 0014); one that was met may
//! turn once all that is counted is stated to cost nothing, of which there is no share.

use proptest::prop_assert;
use proptest::test_runner::TestCaseError;
use safe_eligibility::Verdict;
use serde_json::Value;

use super::samples::{self, Random, Sample};
use crate::support::asking::{Line, Summary};

// Of the agreements in the built-in pack, and of those that packs for tests add.
const PARTIES: [&str; 2] = ["CA", "KR"];

pub(crate) fn stating_overturns_nothing(seed: u64) -> Result<(), TestCaseError> {
    let (sample, fact, erased) = samples::drawn(seed, |random| {
        let mut sample = samples::any(random);
        let (fact, erased) = erase_one(&mut sample.document, random)?;
        Some((sample, fact, erased))
    });
    let law = sample.law();
    let without = Summary::asked(&erased, &law);
    let with = Summary::asked(&sample.document, &law);
    let mut may_turn = false;
    for line in without.lines.iter().filter(|line| line.is_settled()) {
        let outcome = with.outcome(&line.rule, &line.subject);
        let same = outcome == Some(line.outcome);
        let excused = !same && is_excused(line, outcome, &fact, &sample);
        may_turn |= excused && matches!(&*line.rule, "component-source" | "component-cap");
        prop_assert!(
            same || excused,
            "{fact} stated: {} of `{}` is {outcome:?}, was {}\n{:?}\n{}",
            line.rule,
            line.subject,
            line.outcome,
            sample.setting,
            sample.document
        );
    }
    prop_assert!(
        without.verdict == Verdict::Undetermined || without.verdict == with.verdict || may_turn,
        "{fact} stated: {} becomes {}\n{:?}\n{}",
        without.verdict,
        with.verdict,
        sample.setting,
        sample.document
    );
    Ok(())
}

fn is_excused(line: &Line, outcome: Option<&str>, fact: &str, sample: &Sample) -> bool {
    let name = fact.rsplit('/').next().unwrap();
    let is_of_product = matches!(name, "kind" | "areas" | "end_products");
    let is_of_involvement =
        matches!(name, "contract_share" | "critical_unique_input" | "needs_classified_access");
    match (line.rule.as_str(), outcome) {
        ("notified", _) => true,
        ("component-source", Some("not-met")) => {
            let may_contradict = matches!(name, "origin" | "components" | "established_in");
            let product = sample.document.pointer(&line.subject);
            let member = "no_component_from_contravening_country";
            let declared = product.and_then(|product| product.get(member));
            line.outcome == "met"
                && may_contradict
                && (name == "established_in" || declared == Some(&true.into()))
        }
        ("component-cap", Some("undetermined" | "met")) if line.outcome == "not-met" => {
            let stated = sample.document.pointer(fact).and_then(Value::as_str);
            name == "origin" && stated.is_some_and(|origin| PARTIES.contains(&origin))
        }
        ("component-cap", Some("undetermined")) if line.outcome == "met" => {
            // A cost in a currency is stated once its rate is.
            let is_of_cost = matches!(name, "unit_cost" | "unit_cost_range")
                || fact.starts_with("/exchange_rates");
            is_of_cost && sample.document.pointer(&line.subject).is_some_and(costs_nothing)
        }
        (_, Some("not-applicable")) => line.outcome == "met" && is_of_product,
        // Nothing is found where nothing is asked; a condition that was not met would be missed.
        (_, None) => {
            let vanishes = line.weight == "derogation" || line.outcome == "met";
            let not_asked = is_of_involvement && fact.starts_with("/subcontractors/");
            vanishes && (not_asked || line.weight == "derogation")
        }
        (_, Some(_)) => false,
    }
}

/// Whether every cost that lines of an end product state is zero.
fn costs_nothing(product: &Value) -> bool {
    let lines = product["components"].as_array().into_iter().flatten();
    let most = |line: &Value| {
        let cost = line["unit_cost"].as_str().or_else(|| line["unit_cost_range"][1].as_str());
        cost.map(str::to_owned)
    };
    let is_zero = |cost: String| cost.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    lines.filter_map(most).all(is_zero)
}

/// The place of a fact and the document without it.
pub(crate) fn erase_one(document: &mut Value, random: &mut Random) -> Option<(String, Value)> {
    let facts = erasable(document);
    let stated = |fact: &&String| document.pointer(fact).is_some_and(|value| !value.is_null());
    let facts: Vec<&str> = facts.iter().filter(stated).map(String::as_str).collect();
    if facts.is_empty() {
        return None;
    }
    let fact = random.pick(&facts).to_owned();
    if matches!(&*fact, "/contractors" | "/subcontractors") {
        without_suppliers(document);
    }
    let mut erased = document.clone();
    let (parent, name) = fact.rsplit_once('/')?;
    let parent = if parent.is_empty() { &mut erased } else { erased.pointer_mut(parent)? };
    let members = parent.as_object_mut()?;
    if random.one_in(2) {
        members.remove(name);
    } else {
        members.insert(name.to_owned(), Value::Null);
    }
    Some((fact, erased))
}

// A supplier must be an entity of the document.
fn without_suppliers(document: &mut Value) {
    let products = document.get_mut("end_products").and_then(Value::as_array_mut);
    for product in products.into_iter().flatten() {
        let lines = product.get_mut("components").and_then(Value::as_array_mut);
        for line in lines.into_iter().flatten() {
            line.as_object_mut().unwrap().remove("supplier");
        }
    }
}

/// Places at which nothing stated is undetermined, whether or not something is stated there.
fn erasable(document: &Value) -> Vec<String> {
    let whole = [
        "/contract/participation_requirements_included",
        "/contract/own_eligibility_conditions_included",
        "/participating_states",
        "/single_state",
        "/single_state/extension_steps_taken",
        "/contractors",
        "/subcontractors",
        "/end_products",
        "/exchange_rates",
        "/exchange_rates/eur_per_unit",
        "/exchange_rates/eur_per_unit/GBP",
        "/exchange_rates/eur_per_unit/USD",
    ];
    let mut facts: Vec<String> = whole.map(str::to_owned).to_vec();
    for list in ["/contractors", "/subcontractors"] {
        for entity in items(document, list) {
            of_entity(document, &entity, &mut facts);
        }
    }
    for product in items(document, "/end_products") {
        of_product(document, &product, &mut facts);
    }
    facts
}

fn of_entity(document: &Value, entity: &str, facts: &mut Vec<String>) {
    let members = [
        "established_in",
        "executive_management_in",
        "controllers",
        "commission_notified",
        "facilities",
        "screening/screened",
        "screening/mitigation_required",
        "screening/mitigation_in_place",
        "guarantees/verified_by",
        "guarantees/delivery_unrestrained",
        "guarantees/classified_access_prevented",
        "guarantees/interests_respected",
        "contract_share",
        "critical_unique_input",
        "needs_classified_access",
        "relationship_since",
        "replacement_study_committed",
    ];
    facts.extend(members.map(|member| format!("{entity}/{member}")));
    let clearances = items(document, &format!("{entity}/cleared_before"));
    facts.extend(clearances.iter().map(|clearance| format!("{clearance}/changed_since")));
    for facility in items(document, &format!("{entity}/facilities")) {
        let limbs = ["own", "no_alternative", "interests_respected"];
        facts.extend(limbs.map(|limb| format!("{facility}/{limb}")));
    }
}

fn of_product(document: &Value, product: &str, facts: &mut Vec<String>) {
    let members = [
        "kind",
        "areas",
        "components",
        "design_authority",
        "design_authority/held_by",
        "design_authority/restrictions",
    ];
    facts.extend(members.map(|member| format!("{product}/{member}")));
    for restriction in items(document, &format!("{product}/design_authority/restrictions")) {
        let members = ["imposed_by", "on", "may_substitute"];
        facts.extend(members.map(|member| format!("{restriction}/{member}")));
    }
    let lines = format!("{product}/components");
    let text = document.pointer(&lines).map(Value::to_string).unwrap_or_default();
    for line in items(document, &lines) {
        facts.push(format!("{line}/origin"));
        // Without a cost of its own a line with children costs what these cost.
        let id = document.pointer(&format!("{line}/id")).unwrap();
        if !text.contains(&format!("\"parent\":{id}")) {
            facts.extend(["unit_cost", "unit_cost_range"].map(|cost| format!("{line}/{cost}")));
        }
    }
}

fn items(document: &Value, list: &str) -> Vec<String> {
    let count = document.pointer(list).and_then(Value::as_array).map_or(0, Vec::len);
    (0..count).map(|index| format!("{list}/{index}")).collect()
}
