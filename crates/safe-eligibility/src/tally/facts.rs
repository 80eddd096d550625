//! What a bill leaves unsaid, where that leaves a question open.

use super::cost::{Cost, Costing};
use super::lines::for_each_counted;
use crate::conditions::Tier;
use crate::model::bill::BillOfMaterials;
use crate::model::place::{Member, Place};

/// Origins of lines that count and may cost something, costs and rates that a counted cost needs.
pub(crate) fn missing_costs(
    bill: &BillOfMaterials,
    costing: &Costing<'_>,
    tier: Tier,
    list: &Place,
) -> Vec<Place> {
    let mut places = Vec::new();
    let mut counted = vec![false; bill.len()];
    let visited = for_each_counted(bill, costing, tier, |line, cost| {
        if let Some(slot) = counted.get_mut(line) {
            *slot = true;
        }
        let may_cost = cost.range().most.is_none_or(|most| !most.is_zero());
        if bill.origin(line).is_none() && may_cost {
            places.push(list.item(line).member(Member::Origin));
        }
    });
    if visited.is_err() {
        return places;
    }
    let mut needed = counted;
    for line in bill.shape().parents_first(bill.len()) {
        let needed_above = tier == Tier::FirstTier
            && bill.uses(line).any(|using| {
                let parent = using.parent.filter(|parent| bill.unit_cost(*parent).is_none());
                parent.is_some_and(|parent| needed.get(parent).copied().unwrap_or(false))
            });
        let Some(slot) = needed.get_mut(line) else { continue };
        *slot |= needed_above;
        if *slot {
            places.extend(missing_cost(bill, costing, line, list));
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

fn missing_cost(
    bill: &BillOfMaterials,
    costing: &Costing<'_>,
    line: usize,
    list: &Place,
) -> Option<Place> {
    match costing.own(line) {
        None if bill.has_children(line) => None,
        None => Some(list.item(line).member(Member::UnitCost)),
        Some(Cost::Unstated) => {
            let rates = Place::root().member(Member::ExchangeRates).member(Member::EurPerUnit);
            bill.currency(line).map(|currency| rates.currency(currency))
        }
        Some(Cost::Exact(_) | Cost::Range(..) | Cost::AtLeast(_)) => None,
    }
}

/// Origins of lines at any depth that are not stated.
pub(crate) fn missing_origins(bill: &BillOfMaterials, list: &Place) -> Vec<Place> {
    let unstated = bill.origin_codes().iter().enumerate().filter(|(_, code)| **code == 0);
    unstated.map(|(line, _)| list.item(line).member(Member::Origin)).collect()
}
