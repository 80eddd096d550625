//! Two documents side by side: what differs, and documents between the two.

use std::collections::BTreeMap;

use super::bills::BillPlan;
use super::facts::{CONTRACTOR, DOCUMENT, PRODUCT, STATE, SUBCONTRACTOR, shown};
use super::lists::{Chosen, Found, ListPlan, Lists, compare_facts, is_chosen, said, take};
use super::part::{FactDifference, Owner};
use crate::model::bill::BillOfMaterials;
use crate::model::place::{Member, Place};
use crate::model::procurement::{CommonProcurement, ProcurementDraft};
use crate::model::product::{CurrencyCode, EndProduct};

/// Two documents and how to get from one to the other, difference by difference.
pub(super) struct Documents<'a> {
    pub(super) from: &'a CommonProcurement,
    pub(super) to: &'a CommonProcurement,
    // Indices of facts of the document, each with that of its difference.
    document: Vec<(usize, usize)>,
    states: ListPlan,
    contractors: ListPlan,
    subcontractors: ListPlan,
    products: ListPlan,
    // By the items of `products`; `None`: the bill is the same, or is there on one side only.
    bills: Vec<Option<BillPlan>>,
    rates: Vec<(CurrencyCode, usize)>,
    /// Pairs of differences of which the first cannot be without the second.
    pub(super) needs: Vec<(usize, usize)>,
}

impl<'a> Documents<'a> {
    /// What differs, in the order of the document, and how to get from one to the other.
    pub(super) fn compare(from: &'a CommonProcurement, to: &'a CommonProcurement) -> (Self, Found) {
        let (old, new) = (from.stated(), to.stated());
        let mut found = Found::new();
        let document = compare_facts(
            &mut found,
            (&Owner::Procurement, DOCUMENT),
            (old, Place::root()),
            (new, Place::root()),
        );
        let states = Lists {
            member: Member::ParticipatingStates,
            from: old.participating_states.as_deref(),
            to: new.participating_states.as_deref(),
            owner: |one| Owner::State(one.country),
            facts: STATE,
        };
        let states = states.compare(&mut found);
        let contractors = Lists {
            member: Member::Contractors,
            from: old.contractors.as_deref(),
            to: new.contractors.as_deref(),
            owner: |one| Owner::Contractor(one.entity.id.clone()),
            facts: CONTRACTOR,
        };
        let contractors = contractors.compare(&mut found);
        let subcontractors = Lists {
            member: Member::Subcontractors,
            from: old.subcontractors.as_deref(),
            to: new.subcontractors.as_deref(),
            owner: |one| Owner::Subcontractor(one.entity.id.clone()),
            facts: SUBCONTRACTOR,
        };
        let subcontractors = subcontractors.compare(&mut found);
        let products = Lists {
            member: Member::EndProducts,
            from: old.end_products.as_deref(),
            to: new.end_products.as_deref(),
            owner: |one| Owner::Product(one.id.clone()),
            facts: PRODUCT,
        };
        let products = products.compare(&mut found);
        let bills = products.items.iter().map(|item| {
            let pair = (product(old, item.from)?, product(new, item.to)?);
            BillPlan::compare(pair, (item.from?, item.to?), &mut found)
        });
        let bills = bills.collect();
        let rates = compare_rates(old, new, &mut found);
        let mut documents = Self {
            from,
            to,
            document,
            states,
            contractors,
            subcontractors,
            products,
            bills,
            rates,
            needs: Vec::new(),
        };
        documents.needs = documents.needs(&found);
        (documents, found)
    }

    /// The first document with some differences made; `None`: they cannot be made without others.
    pub(super) fn between(&self, chosen: Chosen<'_>) -> Option<CommonProcurement> {
        let (old, new) = (self.from.stated(), self.to.stated());
        let mut draft = ProcurementDraft::new(&old.id);
        draft.contract = old.contract.clone();
        draft.extension_steps_taken = old.extension_steps_taken;
        draft.exchange_rates = old.exchange_rates.clone();
        take(&mut draft, new, DOCUMENT, &self.document, chosen);
        let lists = (old.participating_states.as_deref(), new.participating_states.as_deref());
        draft.participating_states = self.states.between(lists, STATE, chosen);
        let lists = (old.contractors.as_deref(), new.contractors.as_deref());
        draft.contractors = self.contractors.between(lists, CONTRACTOR, chosen);
        let lists = (old.subcontractors.as_deref(), new.subcontractors.as_deref());
        draft.subcontractors = self.subcontractors.between(lists, SUBCONTRACTOR, chosen);
        let lists = (old.end_products.as_deref(), new.end_products.as_deref());
        draft.end_products = self.products.between(lists, PRODUCT, chosen);
        for (item, plan) in self.products.items.iter().zip(&self.bills) {
            let Some(plan) = plan.as_ref().filter(|plan| plan.is_touched(chosen)) else { continue };
            let pair = (product(old, item.from)?, product(new, item.to)?);
            let products = draft.end_products.iter_mut().flatten();
            let own = products.into_iter().find(|product| product.id == pair.0.id);
            if let Some(own) = own {
                own.components = plan.between(pair, chosen).ok()?;
            }
        }
        for (currency, at) in &self.rates {
            if !is_chosen(chosen, Some(*at)) {
                continue;
            }
            let rates = &mut draft.exchange_rates.eur_per_unit;
            match new.exchange_rates.eur_per_unit.get(currency) {
                Some(rate) => _ = rates.insert(*currency, *rate),
                None => _ = rates.remove(currency),
            }
        }
        CommonProcurement::new(draft).ok()
    }

    fn needs(&self, found: &Found) -> Vec<(usize, usize)> {
        let (old, new) = (self.from.stated(), self.to.stated());
        let parties = Parties::among(found);
        // Whoever changes sides is never on both.
        let mut needs: Vec<_> = parties.switched.values().copied().collect();
        for (item, plan) in self.products.items.iter().zip(&self.bills) {
            let (from, to) = (product(old, item.from), product(new, item.to));
            // Nor on none, where somebody names them.
            let suppliers = named(from).chain(named(to));
            let switched = suppliers.filter_map(|supplier| parties.switched.get(supplier));
            needs.extend(switched.map(|(added, removed)| (*removed, *added)));
            match (plan, from, to) {
                (Some(plan), Some(from), Some(to)) => plan.needs((from, to), &parties, &mut needs),
                (_, Some(from), None) => {
                    let gone = named(Some(from)).filter_map(|one| parties.removed.get(one));
                    needs.extend(gone.filter_map(|party| Some((*party, item.presence?))));
                }
                (_, None, Some(to)) => {
                    let new = named(Some(to)).filter_map(|one| parties.added.get(one));
                    needs.extend(new.filter_map(|party| Some((item.presence?, *party))));
                }
                // The same bill on both sides names who is on both.
                (None, Some(_), Some(_)) | (_, None, None) => {}
            }
        }
        needs
    }
}

/// Every supplier that the bill of an end product names.
fn named(product: Option<&EndProduct>) -> impl Iterator<Item = &str> {
    let bill = product.and_then(|product| product.components.as_ref());
    bill.into_iter().flat_map(BillOfMaterials::suppliers)
}

/// Parties that are on one side only, with the difference that says so.
#[derive(Default)]
pub(super) struct Parties<'f> {
    pub(super) added: BTreeMap<&'f str, usize>,
    pub(super) removed: BTreeMap<&'f str, usize>,
    // Who became a subcontractor, or a contractor: as what they were added, and removed.
    switched: BTreeMap<&'f str, (usize, usize)>,
}

impl<'f> Parties<'f> {
    fn among(found: &'f Found) -> Self {
        let mut parties = Self::default();
        for (at, difference) in found.iter().enumerate() {
            let (Owner::Contractor(id) | Owner::Subcontractor(id)) = &difference.owner else {
                continue;
            };
            match difference.kind() {
                "added" => _ = parties.added.insert(id, at),
                "removed" => _ = parties.removed.insert(id, at),
                _ => {}
            }
        }
        let Self { added, removed, switched } = &mut parties;
        added.retain(|id, added| match removed.remove(id) {
            Some(removed) => {
                switched.insert(id, (*added, removed));
                false
            }
            None => true,
        });
        parties
    }
}

fn product(draft: &ProcurementDraft, at: Option<usize>) -> Option<&EndProduct> {
    draft.end_products.as_ref()?.get(at?)
}

fn compare_rates(
    old: &ProcurementDraft,
    new: &ProcurementDraft,
    found: &mut Found,
) -> Vec<(CurrencyCode, usize)> {
    let (old, new) = (&old.exchange_rates.eur_per_unit, &new.exchange_rates.eur_per_unit);
    let mut currencies: Vec<CurrencyCode> = old.keys().chain(new.keys()).copied().collect();
    currencies.sort_unstable();
    currencies.dedup();
    let mut differing = Vec::new();
    for currency in currencies {
        let (before, after) = (old.get(&currency), new.get(&currency));
        if before == after {
            continue;
        }
        let at = Place::root().member(Member::ExchangeRates).member(Member::EurPerUnit);
        let at = at.currency(currency);
        differing.push((currency, found.len()));
        found.push(FactDifference {
            owner: Owner::Rate(currency),
            member: Some(Member::EurPerUnit),
            before: said(&shown(before)),
            after: said(&shown(after)),
            before_at: Some(at.clone()),
            after_at: Some(at),
            weighs: true,
        });
    }
    differing
}
