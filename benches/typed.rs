//! The yardstick: the same documents read by `serde_json` into structs that borrow from the text.

#![expect(dead_code, reason = "only how long it takes to fill the members is asked")]

use std::collections::BTreeMap;

use serde::Deserialize;

/// Reads a document; nothing but its JSON and the kinds of its members is checked.
pub(crate) fn read(text: &str) -> Document<'_> {
    serde_json::from_str(text).unwrap()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Document<'a> {
    format: &'a str,
    id: &'a str,
    title: Option<&'a str>,
    #[serde(borrow)]
    contract: Option<Contract<'a>>,
    participating_states: Option<Vec<State<'a>>>,
    single_state: Option<Single>,
    contractors: Option<Vec<Entity<'a>>>,
    subcontractors: Option<Vec<Entity<'a>>>,
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
struct Controller<'a> {
    country: &'a str,
    #[serde(borrow)]
    controllers: Option<Vec<Controller<'a>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facility<'a> {
    country: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entity<'a> {
    id: &'a str,
    name: Option<&'a str>,
    established_in: Option<&'a str>,
    executive_management_in: Option<&'a str>,
    #[serde(borrow)]
    controllers: Option<Vec<Controller<'a>>>,
    facilities: Option<Vec<Facility<'a>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Product<'a> {
    id: &'a str,
    name: Option<&'a str>,
    kind: Option<&'a str>,
    areas: Option<Vec<&'a str>>,
    #[serde(borrow)]
    components: Option<Vec<Line<'a>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    id: &'a str,
    parent: Option<&'a str>,
    description: Option<&'a str>,
    quantity: Option<&'a str>,
    #[serde(borrow)]
    used_in: Option<Vec<Use<'a>>>,
    unit_cost: Option<&'a str>,
    unit_cost_range: Option<[&'a str; 2]>,
    currency: Option<&'a str>,
    origin: Option<&'a str>,
    sourced_from: Option<&'a str>,
    supplier: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Use<'a> {
    parent: Option<&'a str>,
    quantity: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rates<'a> {
    as_of: Option<&'a str>,
    #[serde(borrow)]
    eur_per_unit: Option<BTreeMap<&'a str, &'a str>>,
}
