//! Facts that a document states, apart from those of the lines of its bills.

use crate::model::entity::Entity;
use crate::model::place::{Member, Place};
use crate::model::procurement::ProcurementDraft;
use crate::model::product::EndProduct;
use crate::next::state::Answer;

/// A fact that is stated.
pub(super) struct Stated {
    pub(super) at: Place,
    pub(super) is: Answer,
}

/// Those found so far.
#[derive(Default)]
struct All(Vec<Stated>);

impl All {
    fn add(&mut self, at: &Place, member: Member, is: Option<Answer>) {
        self.0.extend(is.map(|is| Stated { at: at.member(member), is }));
    }

    fn truth(&mut self, at: &Place, member: Member, is: Option<bool>) {
        self.add(at, member, is.map(Answer::Truth));
    }

    fn entity(&mut self, entity: &Entity, place: &Place) {
        self.add(place, Member::EstablishedIn, entity.established_in.map(Answer::Country));
        let management = entity.executive_management_in.map(Answer::Country);
        self.add(place, Member::ExecutiveManagementIn, management);
        self.add(place, Member::Controllers, entity.controllers.clone().map(Answer::Controllers));
        if let Some(screening) = &entity.screening {
            let at = place.member(Member::Screening);
            self.truth(&at, Member::Screened, screening.screened);
            self.truth(&at, Member::MitigationRequired, screening.mitigation_required);
            self.truth(&at, Member::MitigationInPlace, screening.mitigation_in_place);
        }
        if let Some(guarantees) = &entity.guarantees {
            let at = place.member(Member::Guarantees);
            self.add(&at, Member::VerifiedBy, guarantees.verified_by.map(Answer::Country));
            self.truth(&at, Member::DeliveryUnrestrained, guarantees.delivery_unrestrained);
            let is_prevented = guarantees.classified_access_prevented;
            self.truth(&at, Member::ClassifiedAccessPrevented, is_prevented);
            self.truth(&at, Member::InterestsRespected, guarantees.interests_respected);
        }
        for (index, facility) in entity.facilities.iter().flatten().enumerate() {
            let at = place.at(Member::Facilities, index);
            self.add(&at, Member::Country, Some(Answer::Country(facility.country)));
            self.truth(&at, Member::Own, facility.own);
            self.truth(&at, Member::NoAlternative, facility.no_alternative);
            self.truth(&at, Member::InterestsRespected, facility.interests_respected);
        }
        for (index, one) in entity.cleared_before.iter().flatten().enumerate() {
            let at = place.at(Member::ClearedBefore, index);
            self.truth(&at, Member::ChangedSince, one.changed_since);
        }
    }

    fn design(&mut self, product: &EndProduct, place: &Place) {
        let Some(authority) = &product.design_authority else { return };
        let place = place.member(Member::DesignAuthority);
        self.add(&place, Member::HeldBy, authority.held_by.map(Answer::Holder));
        for (number, one) in authority.restrictions.iter().flatten().enumerate() {
            let at = place.at(Member::Restrictions, number);
            self.add(&at, Member::ImposedBy, one.imposed_by.map(Answer::Country));
            self.add(&at, Member::On, one.on.map(Answer::Matter));
            self.truth(&at, Member::MaySubstitute, one.may_substitute);
        }
    }
}

/// Every fact of which no rule asks together with lines.
pub(super) fn of_bare(draft: &ProcurementDraft) -> Vec<Stated> {
    let root = Place::root();
    let (contract, flags) = (root.member(Member::Contract), &draft.contract);
    let mut all = All::default();
    let included = flags.participation_requirements_included;
    all.truth(&contract, Member::ParticipationRequirementsIncluded, included);
    let included = flags.own_eligibility_conditions_included;
    all.truth(&contract, Member::OwnEligibilityConditionsIncluded, included);
    let single = root.member(Member::SingleState);
    all.truth(&single, Member::ExtensionStepsTaken, draft.extension_steps_taken);
    for (index, state) in draft.participating_states.iter().flatten().enumerate() {
        let at = root.at(Member::ParticipatingStates, index);
        all.truth(&at, Member::ReceivesAssistance, state.receives_assistance);
    }
    for (index, one) in draft.contractors.iter().flatten().enumerate() {
        all.entity(&one.entity, &root.at(Member::Contractors, index));
    }
    for (index, one) in draft.subcontractors.iter().flatten().enumerate() {
        let (place, involvement) = (root.at(Member::Subcontractors, index), &one.involvement);
        all.truth(&place, Member::CriticalUniqueInput, involvement.critical_unique_input);
        all.add(&place, Member::ContractShare, involvement.contract_share.map(Answer::Share));
        all.truth(&place, Member::NeedsClassifiedAccess, involvement.needs_classified_access);
        all.add(&place, Member::RelationshipSince, one.relationship_since.map(Answer::Day));
        all.truth(&place, Member::ReplacementStudyCommitted, one.replacement_study_committed);
        all.entity(&one.entity, &place);
    }
    for (index, product) in draft.end_products.iter().flatten().enumerate() {
        all.design(product, &root.at(Member::EndProducts, index));
    }
    all.0
}

/// Every fact of an end product by which it goes what is asked of its lines.
pub(super) fn of_products(draft: &ProcurementDraft) -> Vec<Stated> {
    let mut all = All::default();
    for (index, product) in draft.end_products.iter().flatten().enumerate() {
        let place = Place::root().at(Member::EndProducts, index);
        all.add(&place, Member::Kind, product.kind.map(Answer::Kind));
        all.add(&place, Member::Areas, product.areas.clone().map(Answer::Areas));
        let declared = product.no_component_from_contravening_country;
        all.truth(&place, Member::NoComponentFromContraveningCountry, declared);
    }
    all.0
}
