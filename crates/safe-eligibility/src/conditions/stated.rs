//! `stated`: a fact is stated to be so.

use super::{StatedFact, View, unseen};
use crate::model::place::{Member, Place};
use crate::outcome::{Judgement, Outcome};
use crate::trace::{FactValue, Step};

/// Checks that a fact is stated to be `is`; not stated is undetermined.
///
/// Where a whole screening or all guarantees are left out, none was obtained: every fact of it is
/// then not so.
pub(super) fn examine<'a>(fact: StatedFact, is: bool, view: &View<'_, 'a>) -> Step<'a> {
    let Some(place) = place_of(fact, view) else { return unseen("stated") };
    let (outcome, value) = match find(fact, view) {
        Found::Stated(stated) => {
            (Outcome::of(stated.map(|stated| stated == is)), FactValue::truth(stated))
        }
        Found::NothingObtained => (Outcome::NotMet, FactValue::NotStated),
    };
    Step::new("stated", Judgement::of_text(outcome)).fact(place, value)
}

enum Found {
    Stated(Option<bool>),
    NothingObtained,
}

fn find(fact: StatedFact, view: &View<'_, '_>) -> Found {
    let contract = &view.procurement.stated().contract;
    let screening = view.subject.entity().and_then(|entity| entity.screening.as_ref());
    let guarantees = view.subject.entity().and_then(|entity| entity.guarantees.as_ref());
    let subcontractor = view.subject.subcontractor();
    let obtained = |part: Option<Option<bool>>| part.map_or(Found::NothingObtained, Found::Stated);
    match fact {
        StatedFact::ParticipationRequirementsIncluded => {
            Found::Stated(contract.participation_requirements_included)
        }
        StatedFact::OwnEligibilityConditionsIncluded => {
            Found::Stated(contract.own_eligibility_conditions_included)
        }
        StatedFact::ExtensionStepsTaken => {
            Found::Stated(view.procurement.stated().extension_steps_taken)
        }
        StatedFact::Screened => obtained(screening.map(|screening| screening.screened)),
        StatedFact::MitigationRequired => {
            obtained(screening.map(|screening| screening.mitigation_required))
        }
        StatedFact::MitigationInPlace => {
            obtained(screening.map(|screening| screening.mitigation_in_place))
        }
        StatedFact::DeliveryUnrestrained => {
            obtained(guarantees.map(|given| given.delivery_unrestrained))
        }
        StatedFact::ClassifiedAccessPrevented => {
            obtained(guarantees.map(|given| given.classified_access_prevented))
        }
        StatedFact::InterestsRespected => {
            obtained(guarantees.map(|given| given.interests_respected))
        }
        StatedFact::CommissionNotified => {
            Found::Stated(view.subject.entity().and_then(|entity| entity.commission_notified))
        }
        StatedFact::CriticalUniqueInput => {
            Found::Stated(subcontractor.and_then(|one| one.involvement.critical_unique_input))
        }
        StatedFact::NeedsClassifiedAccess => {
            Found::Stated(subcontractor.and_then(|one| one.involvement.needs_classified_access))
        }
        StatedFact::ReplacementStudyCommitted => {
            Found::Stated(subcontractor.and_then(|one| one.replacement_study_committed))
        }
    }
}

fn place_of(fact: StatedFact, view: &View<'_, '_>) -> Option<Place> {
    let contract = Place::root().member(Member::Contract);
    let entity = || view.subject.entity().map(|_| view.subject.place());
    let screening = || entity().map(|place| place.member(Member::Screening));
    let guarantees = || entity().map(|place| place.member(Member::Guarantees));
    let subcontractor = || view.subject.subcontractor().map(|_| view.subject.place());
    Some(match fact {
        StatedFact::ParticipationRequirementsIncluded => {
            contract.member(Member::ParticipationRequirementsIncluded)
        }
        StatedFact::OwnEligibilityConditionsIncluded => {
            contract.member(Member::OwnEligibilityConditionsIncluded)
        }
        StatedFact::ExtensionStepsTaken => {
            Place::root().member(Member::SingleState).member(Member::ExtensionStepsTaken)
        }
        StatedFact::Screened => screening()?.member(Member::Screened),
        StatedFact::MitigationRequired => screening()?.member(Member::MitigationRequired),
        StatedFact::MitigationInPlace => screening()?.member(Member::MitigationInPlace),
        StatedFact::DeliveryUnrestrained => guarantees()?.member(Member::DeliveryUnrestrained),
        StatedFact::ClassifiedAccessPrevented => {
            guarantees()?.member(Member::ClassifiedAccessPrevented)
        }
        StatedFact::InterestsRespected => guarantees()?.member(Member::InterestsRespected),
        StatedFact::CommissionNotified => entity()?.member(Member::CommissionNotified),
        StatedFact::CriticalUniqueInput => subcontractor()?.member(Member::CriticalUniqueInput),
        StatedFact::NeedsClassifiedAccess => subcontractor()?.member(Member::NeedsClassifiedAccess),
        StatedFact::ReplacementStudyCommitted => {
            subcontractor()?.member(Member::ReplacementStudyCommitted)
        }
    })
}
