//! The yardstick: the same documents read by `serde_json` into structs that borrow from the text.
//!
//! They have every member of a document. Texts that people write may hold escapes, which are
//! undone; figures, days and codes never do and are borrowed as they are.

#![expect(dead_code, reason = "only how long it takes to fill the members is asked")]

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

/// Reads a document; nothing but its JSON and the kinds of its members is checked.
pub(crate) fn read(text: &str) -> Document<'_> {
    serde_json::from_str(text).unwrap()
}

/// Reads a file of documents, JSON lines one after the other, and drops them.
pub(crate) fn read_file(path: &std::path::Path) {
    let input = std::fs::read_to_string(path).unwrap();
    if path.extension().is_some_and(|end| end == "jsonl") {
        input.lines().for_each(|line| drop(std::hint::black_box(read(line))));
    } else {
        drop(std::hint::black_box(read(&input)));
    }
}

/// A text, borrowed where it has no escapes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Document<'a> {
    format: &'a str,
    #[serde(borrow)]
    id: Text<'a>,
    title: Option<Text<'a>>,
    contract: Option<Contract<'a>>,
    participating_states: Option<Vec<State<'a>>>,
    single_state: Option<Single>,
    contractors: Option<Vec<Contractor<'a>>>,
    subcontractors: Option<Vec<Subcontractor<'a>>>,
    end_products: Option<Vec<Product<'a>>>,
    exchange_rates: Option<Rates<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contract<'a> {
    signed_on: Option<&'a str>,
    value: Option<&'a str>,
    currency: Option<&'a str>,
    participation_requirements_included: Option<bool>,
    own_eligibility_conditions_included: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct State<'a> {
    country: &'a str,
    receives_assistance: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Single {
    extension_steps_taken: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contractor<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    name: Option<Text<'a>>,
    established_in: Option<&'a str>,
    executive_management_in: Option<&'a str>,
    controllers: Option<Vec<Controller<'a>>>,
    screening: Option<Screening>,
    guarantees: Option<Guarantees<'a>>,
    commission_notified: Option<bool>,
    cleared_before: Option<Vec<Clearance<'a>>>,
    facilities: Option<Vec<Facility<'a>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Subcontractor<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    name: Option<Text<'a>>,
    established_in: Option<&'a str>,
    executive_management_in: Option<&'a str>,
    controllers: Option<Vec<Controller<'a>>>,
    screening: Option<Screening>,
    guarantees: Option<Guarantees<'a>>,
    commission_notified: Option<bool>,
    cleared_before: Option<Vec<Clearance<'a>>>,
    facilities: Option<Vec<Facility<'a>>>,
    contract_share: Option<&'a str>,
    critical_unique_input: Option<bool>,
    needs_classified_access: Option<bool>,
    relationship_since: Option<&'a str>,
    replacement_study_committed: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Controller<'a> {
    country: &'a str,
    #[serde(borrow)]
    controllers: Option<Vec<Controller<'a>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Screening {
    screened: Option<bool>,
    mitigation_required: Option<bool>,
    mitigation_in_place: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Guarantees<'a> {
    verified_by: Option<&'a str>,
    delivery_unrestrained: Option<bool>,
    classified_access_prevented: Option<bool>,
    interests_respected: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clearance<'a> {
    regulation: &'a str,
    changed_since: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facility<'a> {
    country: &'a str,
    own: Option<bool>,
    no_alternative: Option<bool>,
    interests_respected: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Product<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    name: Option<Text<'a>>,
    kind: Option<&'a str>,
    areas: Option<Vec<&'a str>>,
    design_authority: Option<DesignAuthority<'a>>,
    no_component_from_contravening_country: Option<bool>,
    components: Option<Vec<Line<'a>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DesignAuthority<'a> {
    held_by: Option<&'a str>,
    #[serde(borrow)]
    restrictions: Option<Vec<Restriction<'a>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Restriction<'a> {
    imposed_by: Option<&'a str>,
    on: Option<&'a str>,
    may_substitute: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    parent: Option<Text<'a>>,
    description: Option<Text<'a>>,
    quantity: Option<&'a str>,
    used_in: Option<Vec<Use<'a>>>,
    unit_cost: Option<&'a str>,
    unit_cost_range: Option<[&'a str; 2]>,
    currency: Option<&'a str>,
    origin: Option<&'a str>,
    sourced_from: Option<&'a str>,
    supplier: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Use<'a> {
    #[serde(borrow)]
    parent: Option<Text<'a>>,
    quantity: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rates<'a> {
    as_of: Option<&'a str>,
    #[serde(borrow)]
    eur_per_unit: Option<BTreeMap<&'a str, &'a str>>,
}
