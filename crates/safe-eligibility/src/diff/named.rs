//! The countries that a document names: no other can move a finding of it.

use std::collections::BTreeSet;

use crate::model::bill::{BillOfMaterials, ORIGIN_CODES, origin_of};
use crate::model::country::{CountryCode, Origin};
use crate::model::entity::{Controller, Entity};
use crate::model::procurement::ProcurementDraft;
use crate::rulebook::pack::Pack;

/// Adds every country that a document names.
pub(super) fn add_named(draft: &ProcurementDraft, named: &mut BTreeSet<CountryCode>) {
    named.extend(draft.participating_states.iter().flatten().map(|state| state.country));
    draft.contractors.iter().flatten().for_each(|one| add_entity(&one.entity, named));
    draft.subcontractors.iter().flatten().for_each(|one| add_entity(&one.entity, named));
    for product in draft.end_products.iter().flatten() {
        let restrictions = product.design_authority.iter().flat_map(|one| &one.restrictions);
        named.extend(restrictions.flatten().filter_map(|restriction| restriction.imposed_by));
        product.components.iter().for_each(|bill| add_bill(bill, named));
    }
}

/// Adds every State as part of which a named country may be read, and what is read as part of it.
pub(super) fn add_read_alike(pack: &Pack, named: &mut BTreeSet<CountryCode>) {
    for (territory, state) in &pack.countries.territories {
        if named.contains(&territory.country) || named.contains(state) {
            named.extend([territory.country, *state]);
        }
    }
}

fn add_entity(entity: &Entity, named: &mut BTreeSet<CountryCode>) {
    named.extend(entity.established_in);
    named.extend(entity.executive_management_in);
    entity.controllers.iter().flatten().for_each(|controller| add_controller(controller, named));
    named.extend(entity.guarantees.as_ref().and_then(|one| one.verified_by));
    named.extend(entity.facilities.iter().flatten().map(|facility| facility.country));
}

// At most `Controller::MOST_LEVELS` deep.
fn add_controller(controller: &Controller, named: &mut BTreeSet<CountryCode>) {
    named.insert(controller.country());
    controller.controllers().iter().for_each(|one| add_controller(one, named));
}

fn add_bill(bill: &BillOfMaterials, named: &mut BTreeSet<CountryCode>) {
    let mut is_named = [false; ORIGIN_CODES];
    for code in bill.origin_codes() {
        if let Some(slot) = is_named.get_mut(usize::from(*code)) {
            *slot = true;
        }
    }
    let codes = (0u8..=u8::MAX).zip(&is_named).filter(|(_, is_named)| **is_named);
    let origins = codes.filter_map(|(code, _)| origin_of(code));
    let sources = bill.sourced_lines().map(|(_, origin)| origin);
    named.extend(origins.chain(sources).filter_map(|origin| match origin {
        Origin::Country(country) => Some(country),
        Origin::Union => None,
    }));
}
