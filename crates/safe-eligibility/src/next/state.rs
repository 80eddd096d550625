//! Stating a fact: what a draft says once one of its facts is known.

use crate::model::bill::BillOfMaterials;
use crate::model::country::{CountryCode, Origin};
use crate::model::day::Day;
use crate::model::entity::{Contractor, Controller, Entity, Facility, Subcontractor};
use crate::model::figure::Share;
use crate::model::place::{Member, Place, Step as At};
use crate::model::procurement::{CommonProcurement, ParticipatingCountry, ProcurementDraft};
use crate::model::product::{
    Area, DesignAuthorityHolder, DesignRestriction, EndProduct, ProductKind, RestrictedMatter,
};

/// What a fact may turn out to be.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Truth(bool),
    Country(CountryCode),
    Origin(Origin),
    Day(Day),
    Share(Share),
    Kind(ProductKind),
    Areas(Vec<Area>),
    Holder(DesignAuthorityHolder),
    Matter(RestrictedMatter),
    Controllers(Vec<Controller>),
    Facilities(Vec<Facility>),
    Restrictions(Vec<DesignRestriction>),
    States(Vec<ParticipatingCountry>),
    Contractors(Vec<Contractor>),
    Subcontractors(Vec<Subcontractor>),
    EndProducts(Vec<EndProduct>),
    Components(Box<BillOfMaterials>),
}

/// The parts of a place that tell which fact it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// The list of the document it is in, and of which item; `None`: it is in none.
    pub(crate) of: Option<(Member, usize)>,
    /// The list within that, and of which item; `None`: it is in none.
    pub(crate) within: Option<(Member, usize)>,
    /// The member itself; `None`: an exchange rate.
    pub(crate) member: Option<Member>,
}

impl Spot {
    pub(crate) fn of(place: &Place) -> Self {
        let mut spot = Self { of: None, within: None, member: None };
        for step in place.steps() {
            match (step, spot.member) {
                (At::Member(member), _) => spot.member = Some(*member),
                (At::Index(index), Some(list)) => {
                    let item = Some((list, usize::try_from(*index).unwrap_or(usize::MAX)));
                    if spot.of.is_none() {
                        spot.of = item;
                    } else {
                        spot.within = item;
                    }
                    spot.member = None;
                }
                (At::Index(_) | At::Currency(_), _) => spot.member = None,
            }
        }
        spot
    }
}

/// A procurement with facts stated, or stated otherwise; `None`: it has no such fact, or what is
/// stated does not fit together.
pub(crate) fn with_stated<'f>(
    procurement: &CommonProcurement,
    facts: impl IntoIterator<Item = (Spot, &'f Answer)>,
) -> Option<CommonProcurement> {
    let mut draft = procurement.stated().clone();
    for (spot, answer) in facts {
        state(&mut draft, spot, answer)?;
    }
    CommonProcurement::new(draft).ok()
}

/// States a fact in a draft; `None`: the draft has no such fact, or it is of another kind.
pub(crate) fn state(draft: &mut ProcurementDraft, spot: Spot, answer: &Answer) -> Option<()> {
    let member = spot.member?;
    match spot.of {
        None => state_whole(draft, member, answer),
        Some((Member::ParticipatingStates, index)) => {
            let state = draft.participating_states.as_mut()?.get_mut(index)?;
            state.receives_assistance = Some(truth(answer)?);
            Some(())
        }
        Some((Member::Contractors, index)) => {
            let entity = &mut draft.contractors.as_mut()?.get_mut(index)?.entity;
            state_entity(entity, spot.within, member, answer)
        }
        Some((Member::Subcontractors, index)) => {
            let subcontractor = draft.subcontractors.as_mut()?.get_mut(index)?;
            state_subcontractor(subcontractor, member, answer)
                .or_else(|| state_entity(&mut subcontractor.entity, spot.within, member, answer))
        }
        Some((Member::EndProducts, index)) => {
            let product = draft.end_products.as_mut()?.get_mut(index)?;
            state_product(product, spot.within, member, answer)
        }
        Some(_) => None,
    }
}

fn truth(answer: &Answer) -> Option<bool> {
    if let Answer::Truth(truth) = answer { Some(*truth) } else { None }
}

fn state_whole(draft: &mut ProcurementDraft, member: Member, answer: &Answer) -> Option<()> {
    match (member, answer) {
        (Member::ParticipationRequirementsIncluded, Answer::Truth(truth)) => {
            draft.contract.participation_requirements_included = Some(*truth);
        }
        (Member::OwnEligibilityConditionsIncluded, Answer::Truth(truth)) => {
            draft.contract.own_eligibility_conditions_included = Some(*truth);
        }
        (Member::SignedOn, Answer::Day(day)) => draft.contract.signed_on = Some(*day),
        (Member::ExtensionStepsTaken, Answer::Truth(truth)) => {
            draft.extension_steps_taken = Some(*truth);
        }
        (Member::ParticipatingStates, Answer::States(states)) => {
            draft.participating_states = Some(states.clone());
        }
        (Member::Contractors, Answer::Contractors(contractors)) => {
            draft.contractors = Some(contractors.clone());
        }
        (Member::Subcontractors, Answer::Subcontractors(subcontractors)) => {
            draft.subcontractors = Some(subcontractors.clone());
        }
        (Member::EndProducts, Answer::EndProducts(products)) => {
            draft.end_products = Some(products.clone());
        }
        _ => return None,
    }
    Some(())
}

fn state_subcontractor(
    subcontractor: &mut Subcontractor,
    member: Member,
    answer: &Answer,
) -> Option<()> {
    let involvement = &mut subcontractor.involvement;
    match (member, answer) {
        (Member::ContractShare, Answer::Share(share)) => involvement.contract_share = Some(*share),
        (Member::CriticalUniqueInput, Answer::Truth(truth)) => {
            involvement.critical_unique_input = Some(*truth);
        }
        (Member::NeedsClassifiedAccess, Answer::Truth(truth)) => {
            involvement.needs_classified_access = Some(*truth);
        }
        (Member::RelationshipSince, Answer::Day(day)) => {
            subcontractor.relationship_since = Some(*day);
        }
        (Member::ReplacementStudyCommitted, Answer::Truth(truth)) => {
            subcontractor.replacement_study_committed = Some(*truth);
        }
        _ => return None,
    }
    Some(())
}

fn state_entity(
    entity: &mut Entity,
    within: Option<(Member, usize)>,
    member: Member,
    answer: &Answer,
) -> Option<()> {
    match within {
        Some((Member::Facilities, index)) => {
            let facility = entity.facilities.as_mut()?.get_mut(index)?;
            if let (Member::Country, Answer::Country(country)) = (member, answer) {
                facility.country = *country;
                return Some(());
            }
            match (member, Some(truth(answer)?)) {
                (Member::Own, stated) => facility.own = stated,
                (Member::NoAlternative, stated) => facility.no_alternative = stated,
                (Member::InterestsRespected, stated) => facility.interests_respected = stated,
                _ => return None,
            }
            return Some(());
        }
        Some((Member::ClearedBefore, index)) => {
            let clearance = entity.cleared_before.as_mut()?.get_mut(index)?;
            clearance.changed_since = Some(truth(answer)?);
            return Some(());
        }
        Some(_) => return None,
        None => {}
    }
    match (member, answer) {
        (Member::EstablishedIn, Answer::Country(country)) => entity.established_in = Some(*country),
        (Member::ExecutiveManagementIn, Answer::Country(country)) => {
            entity.executive_management_in = Some(*country);
        }
        (Member::Controllers, Answer::Controllers(controllers)) => {
            entity.controllers = Some(controllers.clone());
        }
        (Member::Facilities, Answer::Facilities(facilities)) => {
            entity.facilities = Some(facilities.clone());
        }
        (Member::CommissionNotified, Answer::Truth(truth)) => {
            entity.commission_notified = Some(*truth);
        }
        _ => return state_obtained(entity, member, answer),
    }
    Some(())
}

/// Members of the screening and the guarantees, where there are any.
fn state_obtained(entity: &mut Entity, member: Member, answer: &Answer) -> Option<()> {
    let (screening, guarantees) = (entity.screening.as_mut(), entity.guarantees.as_mut());
    match (member, answer) {
        (Member::VerifiedBy, Answer::Country(country)) => guarantees?.verified_by = Some(*country),
        (Member::Screened, Answer::Truth(truth)) => screening?.screened = Some(*truth),
        (Member::MitigationRequired, Answer::Truth(truth)) => {
            screening?.mitigation_required = Some(*truth);
        }
        (Member::MitigationInPlace, Answer::Truth(truth)) => {
            screening?.mitigation_in_place = Some(*truth);
        }
        (Member::DeliveryUnrestrained, Answer::Truth(truth)) => {
            guarantees?.delivery_unrestrained = Some(*truth);
        }
        (Member::ClassifiedAccessPrevented, Answer::Truth(truth)) => {
            guarantees?.classified_access_prevented = Some(*truth);
        }
        (Member::InterestsRespected, Answer::Truth(truth)) => {
            guarantees?.interests_respected = Some(*truth);
        }
        _ => return None,
    }
    Some(())
}

fn state_product(
    product: &mut EndProduct,
    within: Option<(Member, usize)>,
    member: Member,
    answer: &Answer,
) -> Option<()> {
    match (within, member, answer) {
        (Some((Member::Components, line)), Member::Origin, Answer::Origin(origin)) => {
            product.components.as_mut()?.state_origin(line, *origin);
        }
        (Some((Member::Restrictions, index)), _, _) => {
            let restrictions = product.design_authority.as_mut()?.restrictions.as_mut()?;
            let restriction = restrictions.get_mut(index)?;
            match (member, answer) {
                (Member::ImposedBy, Answer::Country(country)) => {
                    restriction.imposed_by = Some(*country);
                }
                (Member::On, Answer::Matter(matter)) => restriction.on = Some(*matter),
                (Member::MaySubstitute, Answer::Truth(truth)) => {
                    restriction.may_substitute = Some(*truth);
                }
                _ => return None,
            }
        }
        (None, Member::Kind, Answer::Kind(kind)) => product.kind = Some(*kind),
        (None, Member::Areas, Answer::Areas(areas)) => product.areas = Some(areas.clone()),
        (None, Member::HeldBy, Answer::Holder(holder)) => {
            product.design_authority.get_or_insert_default().held_by = Some(*holder);
        }
        (None, Member::Restrictions, Answer::Restrictions(restrictions)) => {
            let authority = product.design_authority.get_or_insert_default();
            authority.restrictions = Some(restrictions.clone());
        }
        (None, Member::NoComponentFromContraveningCountry, Answer::Truth(truth)) => {
            product.no_component_from_contravening_country = Some(*truth);
        }
        (None, Member::Components, Answer::Components(bill)) => {
            product.components = Some((**bill).clone());
        }
        _ => return None,
    }
    Some(())
}
