//! A procurement that is made up: facts that can be changed one by one, then checked as a whole.

use crate::model::bill::{BillBuilder, BillOfMaterials, BomLine, Position, UnitCost};
use crate::model::country::{CountryCode, Origin};
use crate::model::entity::{Contractor, Entity, Facility, Subcontractor};
use crate::model::figure::{Amount, Quantity, Share};
use crate::model::procurement::{CommonProcurement, ParticipatingCountry, ProcurementDraft};
use crate::model::product::{
    Area, CurrencyCode, DesignAuthority, DesignAuthorityHolder, EndProduct, ProductKind,
};

/// A draft whose bills are kept apart, so that their lines can be changed.
#[derive(Clone, Debug)]
pub(super) struct Sketch {
    /// Everything but the bills.
    pub(super) draft: ProcurementDraft,
    // INVARIANT: one for each end product, `None` where it has none.
    pub(super) bills: Vec<Option<Vec<Part>>>,
}

/// A line of a bill, of which one is needed.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Its id.
    pub(super) id: Box<str>,
    /// The line it is a part of; `None`: the end product itself.
    pub(super) parent: Option<Box<str>>,
    /// What it costs in euro; `None`: not stated.
    pub(super) cost: Option<u64>,
    /// Where it originates; `None`: not stated.
    pub(super) origin: Option<Origin>,
    /// Where it is bought; `None`: not stated.
    pub(super) sourced_from: Option<Origin>,
}

impl Part {
    /// A line of the end product itself.
    pub(super) fn new(id: &str, cost: u64, origin: CountryCode) -> Self {
        Self {
            id: id.into(),
            parent: None,
            cost: Some(cost),
            origin: Some(Origin::Country(origin)),
            sourced_from: None,
        }
    }

    /// The same line as a part of another one.
    pub(super) fn within(mut self, parent: &str) -> Self {
        self.parent = Some(parent.into());
        self
    }
}

/// Whose facts are changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Party {
    /// The first contractor.
    Contractor,
    /// A subcontractor, by its position.
    Subcontractor(usize),
}

impl Sketch {
    /// Two States that buy one product of one of them, from a contractor at home there.
    pub(super) fn plain(
        home: CountryCode,
        other: CountryCode,
        area: Area,
        of: ProductKind,
    ) -> Self {
        let mut draft = ProcurementDraft::new("made-up");
        draft.contract.participation_requirements_included = Some(true);
        draft.contract.own_eligibility_conditions_included = Some(true);
        let mut first = ParticipatingCountry::new(home);
        first.receives_assistance = Some(true);
        draft.participating_states = Some(vec![first, ParticipatingCountry::new(other)]);
        draft.contractors = Some(vec![Contractor::new(entity("contractor", home))]);
        draft.subcontractors = Some(Vec::new());
        let mut product = EndProduct::new("product");
        product.kind = Some(of);
        product.areas = Some(vec![area]);
        product.design_authority = Some(DesignAuthority {
            held_by: Some(DesignAuthorityHolder::Contractor),
            restrictions: Some(Vec::new()),
        });
        draft.end_products = Some(vec![product]);
        Self { draft, bills: vec![Some(vec![Part::new("1", 100, home)])] }
    }

    /// The entity of a party; `None`: there is no such party.
    pub(super) fn entity(&mut self, party: Party) -> Option<&mut Entity> {
        match party {
            Party::Contractor => {
                let contractors = self.draft.contractors.as_mut()?;
                contractors.first_mut().map(|contractor| &mut contractor.entity)
            }
            Party::Subcontractor(at) => self.subcontractor(at).map(|one| &mut one.entity),
        }
    }

    /// A subcontractor; `None`: there is none at that position.
    pub(super) fn subcontractor(&mut self, at: usize) -> Option<&mut Subcontractor> {
        self.draft.subcontractors.as_mut()?.get_mut(at)
    }

    /// The first end product; `None`: there is none.
    pub(super) fn product(&mut self) -> Option<&mut EndProduct> {
        self.draft.end_products.as_mut()?.first_mut()
    }

    /// Adds a subcontractor that is at home in a country, works nowhere else than others do, and
    /// has that share of the contract.
    pub(super) fn involve(&mut self, id: &str, home: CountryCode, share: Option<Share>) {
        let mut subcontractor = Subcontractor::new(entity(id, home));
        subcontractor.entity.facilities = Some(Vec::new());
        subcontractor.involvement.critical_unique_input = Some(true);
        subcontractor.involvement.needs_classified_access = Some(true);
        subcontractor.involvement.contract_share = share;
        subcontractor.replacement_study_committed = Some(true);
        self.draft.subcontractors.get_or_insert_default().push(subcontractor);
    }

    /// The procurement it makes up; `None`: it is not in order as a whole.
    pub(super) fn built(&self) -> Option<CommonProcurement> {
        let mut draft = self.draft.clone();
        for (product, bill) in draft.end_products.iter_mut().flatten().zip(&self.bills) {
            product.components = match bill {
                None => None,
                Some(parts) => Some(bill_of(parts)?),
            };
        }
        CommonProcurement::new(draft).ok()
    }
}

fn entity(id: &str, home: CountryCode) -> Entity {
    let mut entity = Entity::new(id);
    entity.established_in = Some(home);
    entity.executive_management_in = Some(home);
    entity.controllers = Some(Vec::new());
    entity.facilities = Some(vec![Facility::new(home)]);
    entity
}

fn bill_of(parts: &[Part]) -> Option<BillOfMaterials> {
    let mut builder = BillBuilder::default();
    for part in parts {
        let one = Quantity::parse("1").ok()?;
        let position = match &part.parent {
            None => Position::EndProduct(one),
            Some(parent) => Position::Parent(parent, one),
        };
        let mut line = BomLine::new(&part.id, position);
        line.unit_cost = match part.cost {
            None => None,
            Some(cost) => {
                let amount = Amount::parse(&cost.to_string()).ok()?;
                Some(UnitCost::Exact(amount, CurrencyCode::EUR))
            }
        };
        line.origin = part.origin;
        line.sourced_from = part.sourced_from;
        builder.push(line);
    }
    builder.finish().ok()
}
