//! A procurement as a document that can be assessed, `safe-procurement/1`.

use super::json::{Json, Shown, Word, WriteJson, key};
use crate::model::bill::BillOfMaterials;
use crate::model::country::Origin;
use crate::model::entity::{
    Clearance, Contractor, Controller, Entity, Facility, Guarantees, Screening, Subcontractor,
};
use crate::model::procurement::{
    CommonProcurement, Contract, ParticipatingCountry, ProcurementDraft,
};
use crate::model::product::{
    Area, DesignAuthority, DesignAuthorityHolder, DesignRestriction, EndProduct, ExchangeRates,
    ProductKind, RestrictedMatter,
};

/// A procurement, written as a whole.
pub(super) struct Document<'d>(pub(super) &'d CommonProcurement);

/// A part of one.
struct Stated<'d, T: ?Sized>(&'d T);

impl Json<'_> {
    /// Writes a member where it is stated.
    fn maybe<T: WriteJson>(&mut self, key: &'static str, value: Option<T>) {
        if let Some(value) = value {
            self.member(key, &value);
        }
    }

    /// Writes a list where it is stated.
    fn each<'d, T>(&mut self, key: &'static str, items: Option<&'d [T]>)
    where
        Stated<'d, T>: WriteJson,
    {
        self.maybe(key, items.map(|items| items.iter().map(Stated).collect::<Vec<_>>()));
    }
}

impl WriteJson for Document<'_> {
    fn write(&self, json: &mut Json<'_>) {
        let ProcurementDraft {
            id,
            title,
            contract,
            participating_states,
            extension_steps_taken,
            contractors,
            subcontractors,
            end_products,
            exchange_rates,
            digest: _,
        } = self.0.stated();
        let states_rates =
            exchange_rates.as_of.is_some() || !exchange_rates.eur_per_unit.is_empty();
        json.object(|json| {
            json.member(key!("format"), &Word("safe-procurement/1"));
            json.member(key!("id"), id);
            json.maybe(key!("title"), title.as_ref());
            json.maybe(key!("contract"), states_anything(contract).then_some(Stated(contract)));
            json.each(key!("participating_states"), participating_states.as_deref());
            json.maybe(key!("single_state"), extension_steps_taken.map(Steps));
            json.each(key!("contractors"), contractors.as_deref());
            json.each(key!("subcontractors"), subcontractors.as_deref());
            json.each(key!("end_products"), end_products.as_deref());
            json.maybe(key!("exchange_rates"), states_rates.then_some(Stated(exchange_rates)));
        });
    }
}

fn states_anything(contract: &Contract) -> bool {
    contract.signed_on.is_some()
        || contract.value.is_some()
        || contract.currency.is_some()
        || contract.participation_requirements_included.is_some()
        || contract.own_eligibility_conditions_included.is_some()
}

impl WriteJson for Stated<'_, Contract> {
    fn write(&self, json: &mut Json<'_>) {
        let included = self.0.participation_requirements_included;
        let own = self.0.own_eligibility_conditions_included;
        json.object(|json| {
            json.maybe(key!("signed_on"), self.0.signed_on);
            json.maybe(key!("value"), self.0.value.map(Shown));
            json.maybe(key!("currency"), self.0.currency.map(Shown));
            json.maybe(key!("participation_requirements_included"), included);
            json.maybe(key!("own_eligibility_conditions_included"), own);
        });
    }
}

struct Steps(bool);

impl WriteJson for Steps {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| json.member(key!("extension_steps_taken"), &self.0));
    }
}

impl WriteJson for Stated<'_, ParticipatingCountry> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("country"), &Word(self.0.country.as_str()));
            json.maybe(key!("receives_assistance"), self.0.receives_assistance);
        });
    }
}

impl WriteJson for Stated<'_, Contractor> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            before(&self.0.entity, json);
            json.each(key!("facilities"), self.0.entity.facilities.as_deref());
        });
    }
}

impl WriteJson for Stated<'_, Subcontractor> {
    fn write(&self, json: &mut Json<'_>) {
        let Subcontractor { entity, involvement, relationship_since, .. } = self.0;
        let committed = self.0.replacement_study_committed;
        json.object(|json| {
            before(entity, json);
            json.maybe(key!("contract_share"), involvement.contract_share.map(Shown));
            json.maybe(key!("critical_unique_input"), involvement.critical_unique_input);
            json.maybe(key!("needs_classified_access"), involvement.needs_classified_access);
            json.maybe(key!("relationship_since"), *relationship_since);
            json.maybe(key!("replacement_study_committed"), committed);
            json.each(key!("facilities"), entity.facilities.as_deref());
        });
    }
}

// What stands before the members that only a subcontractor has.
fn before(entity: &Entity, json: &mut Json<'_>) {
    let management = entity.executive_management_in;
    json.member(key!("id"), &entity.id);
    json.maybe(key!("name"), entity.name.as_ref());
    json.maybe(key!("established_in"), entity.established_in.map(Shown));
    json.maybe(key!("executive_management_in"), management.map(Shown));
    json.each(key!("controllers"), entity.controllers.as_deref());
    json.maybe(key!("screening"), entity.screening.as_ref().map(Stated));
    json.maybe(key!("guarantees"), entity.guarantees.as_ref().map(Stated));
    json.maybe(key!("commission_notified"), entity.commission_notified);
    json.each(key!("cleared_before"), entity.cleared_before.as_deref());
}

impl WriteJson for Stated<'_, Controller> {
    fn write(&self, json: &mut Json<'_>) {
        let controllers = Some(self.0.controllers()).filter(|list| !list.is_empty());
        json.object(|json| {
            json.member(key!("country"), &Word(self.0.country().as_str()));
            json.each(key!("controllers"), controllers);
        });
    }
}

impl WriteJson for Stated<'_, Screening> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.maybe(key!("screened"), self.0.screened);
            json.maybe(key!("mitigation_required"), self.0.mitigation_required);
            json.maybe(key!("mitigation_in_place"), self.0.mitigation_in_place);
        });
    }
}

impl WriteJson for Stated<'_, Guarantees> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.maybe(key!("verified_by"), self.0.verified_by.map(Shown));
            json.maybe(key!("delivery_unrestrained"), self.0.delivery_unrestrained);
            json.maybe(key!("classified_access_prevented"), self.0.classified_access_prevented);
            json.maybe(key!("interests_respected"), self.0.interests_respected);
        });
    }
}

impl WriteJson for Stated<'_, Clearance> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("regulation"), &Word(self.0.regulation.as_str()));
            json.maybe(key!("changed_since"), self.0.changed_since);
        });
    }
}

impl WriteJson for Stated<'_, Facility> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("country"), &Word(self.0.country.as_str()));
            json.maybe(key!("own"), self.0.own);
            json.maybe(key!("no_alternative"), self.0.no_alternative);
            json.maybe(key!("interests_respected"), self.0.interests_respected);
        });
    }
}

impl WriteJson for Stated<'_, EndProduct> {
    fn write(&self, json: &mut Json<'_>) {
        let free = self.0.no_component_from_contravening_country;
        json.object(|json| {
            json.member(key!("id"), &self.0.id);
            json.maybe(key!("name"), self.0.name.as_ref());
            json.maybe(key!("kind"), self.0.kind.map(ProductKind::as_str).map(Word));
            json.each(key!("areas"), self.0.areas.as_deref());
            json.maybe(key!("design_authority"), self.0.design_authority.as_ref().map(Stated));
            json.maybe(key!("no_component_from_contravening_country"), free);
            json.maybe(key!("components"), self.0.components.as_ref().map(Stated));
        });
    }
}

impl WriteJson for Stated<'_, Area> {
    fn write(&self, json: &mut Json<'_>) {
        Word(self.0.as_str()).write(json);
    }
}

impl WriteJson for Stated<'_, DesignAuthority> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.maybe(
                key!("held_by"),
                self.0.held_by.map(DesignAuthorityHolder::as_str).map(Word),
            );
            json.each(key!("restrictions"), self.0.restrictions.as_deref());
        });
    }
}

impl WriteJson for Stated<'_, DesignRestriction> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.maybe(key!("imposed_by"), self.0.imposed_by.map(Shown));
            json.maybe(key!("on"), self.0.on.map(RestrictedMatter::as_str).map(Word));
            json.maybe(key!("may_substitute"), self.0.may_substitute);
        });
    }
}

impl WriteJson for Stated<'_, ExchangeRates> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.maybe(key!("as_of"), self.0.as_of);
            json.member(key!("eur_per_unit"), &Rates(self.0));
        });
    }
}

struct Rates<'d>(&'d ExchangeRates);

impl WriteJson for Rates<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            for (currency, rate) in &self.0.eur_per_unit {
                json.entry(currency.as_str(), &Shown(rate));
            }
        });
    }
}

impl WriteJson for Stated<'_, BillOfMaterials> {
    fn write(&self, json: &mut Json<'_>) {
        json.list((0..self.0.len()).map(|line| Line { bill: self.0, line }));
    }
}

struct Line<'d> {
    bill: &'d BillOfMaterials,
    line: usize,
}

impl WriteJson for Line<'_> {
    fn write(&self, json: &mut Json<'_>) {
        let Self { bill, line } = *self;
        json.object(|json| {
            json.member(key!("id"), bill.id(line));
            if let Some(quantity) = bill.quantity(line) {
                let parent = bill.uses(line).find_map(|one| one.parent);
                json.maybe(key!("parent"), parent.map(|parent| bill.id(parent)));
                json.maybe(key!("description"), bill.description(line));
                json.member(key!("quantity"), &Shown(quantity));
            } else {
                json.maybe(key!("description"), bill.description(line));
                let uses = bill.uses(line).map(|one| Used { bill, one });
                json.member(key!("used_in"), &uses.collect::<Vec<_>>());
            }
            if let Some((least, most)) = bill.unit_cost(line) {
                if bill.has_cost_range(line) {
                    json.member(key!("unit_cost_range"), &[Shown(least), Shown(most)]);
                } else {
                    json.member(key!("unit_cost"), &Shown(least));
                }
            }
            json.maybe(key!("currency"), bill.currency(line).map(Shown));
            json.maybe(key!("origin"), bill.origin(line).map(Origin::as_str).map(Word));
            json.maybe(key!("sourced_from"), bill.sourced_from(line).map(Origin::as_str).map(Word));
            json.maybe(key!("supplier"), bill.supplier(line));
        });
    }
}

struct Used<'d> {
    bill: &'d BillOfMaterials,
    one: crate::model::bill::Use,
}

impl WriteJson for Used<'_> {
    fn write(&self, json: &mut Json<'_>) {
        let parent = self.one.parent.map(|parent| self.bill.id(parent));
        json.object(|json| {
            json.maybe(key!("parent"), parent);
            json.member(key!("quantity"), &Shown(self.one.quantity));
        });
    }
}
