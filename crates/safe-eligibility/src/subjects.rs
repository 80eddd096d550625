//! Of whom each rule is asked.

use crate::model::entity::{Entity, Subcontractor};
use crate::model::place::{Member, Place};
use crate::model::procurement::{CommonProcurement, ParticipatingCountry};
use crate::model::product::EndProduct;

/// A part of the procurement that a rule is asked about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject<'a> {
    Whole,
    State(usize, &'a ParticipatingCountry),
    Contractor(usize, &'a Entity),
    Subcontractor(usize, &'a Subcontractor),
    Product(usize, &'a EndProduct),
}

impl<'a> Subject<'a> {
    pub(crate) fn place(&self) -> Place {
        match self {
            Self::Whole => Place::root(),
            Self::State(index, _) => state_place(*index),
            Self::Contractor(index, _) => Place::root().at(Member::Contractors, *index),
            Self::Subcontractor(index, _) => Place::root().at(Member::Subcontractors, *index),
            Self::Product(index, _) => Place::root().at(Member::EndProducts, *index),
        }
    }

    /// Its kind and its position in its list; the same for the same subject and for no other.
    pub(crate) fn order(&self) -> (u8, usize) {
        match self {
            Self::Whole => (0, 0),
            Self::State(index, _) => (1, *index),
            Self::Contractor(index, _) => (2, *index),
            Self::Subcontractor(index, _) => (3, *index),
            Self::Product(index, _) => (4, *index),
        }
    }

    /// The legal entity it is; `None`: it is none.
    pub(crate) fn entity(&self) -> Option<&'a Entity> {
        match *self {
            Self::Contractor(_, entity) => Some(entity),
            Self::Subcontractor(_, subcontractor) => Some(&subcontractor.entity),
            Self::Whole | Self::State(..) | Self::Product(..) => None,
        }
    }

    /// The subcontractor it is; `None`: it is none.
    pub(crate) fn subcontractor(&self) -> Option<&'a Subcontractor> {
        match *self {
            Self::Subcontractor(_, subcontractor) => Some(subcontractor),
            Self::Whole | Self::State(..) | Self::Contractor(..) | Self::Product(..) => None,
        }
    }

    /// The end product it is; `None`: it is none.
    pub(crate) fn product(&self) -> Option<(usize, &'a EndProduct)> {
        match *self {
            Self::Product(index, product) => Some((index, product)),
            Self::Whole | Self::State(..) | Self::Contractor(..) | Self::Subcontractor(..) => None,
        }
    }
}

pub(crate) fn states(procurement: &CommonProcurement) -> impl Iterator<Item = Subject<'_>> {
    let states = procurement.stated().participating_states.iter().flatten();
    states.enumerate().map(|(index, state)| Subject::State(index, state))
}

pub(crate) fn contractors(procurement: &CommonProcurement) -> impl Iterator<Item = Subject<'_>> {
    let contractors = procurement.stated().contractors.iter().flatten();
    contractors.enumerate().map(|(index, one)| Subject::Contractor(index, &one.entity))
}

pub(crate) fn subcontractors(procurement: &CommonProcurement) -> impl Iterator<Item = Subject<'_>> {
    let subcontractors = procurement.stated().subcontractors.iter().flatten();
    subcontractors.enumerate().map(|(index, one)| Subject::Subcontractor(index, one))
}

/// The contractor or subcontractor of that id.
pub(crate) fn entity<'a>(procurement: &'a CommonProcurement, id: &str) -> Option<Subject<'a>> {
    let mut entities = contractors(procurement).chain(subcontractors(procurement));
    entities.find(|subject| subject.entity().is_some_and(|entity| &*entity.id == id))
}

pub(crate) fn products(procurement: &CommonProcurement) -> impl Iterator<Item = Subject<'_>> {
    let products = procurement.stated().end_products.iter().flatten();
    products.enumerate().map(|(index, product)| Subject::Product(index, product))
}

pub(crate) fn state_place(index: usize) -> Place {
    Place::root().at(Member::ParticipatingStates, index)
}
