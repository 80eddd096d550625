//! Facts that alone, were they otherwise, make a procurement no longer eligible.

use super::{FactBreak, lost};
use crate::assessment::{Assessment, EvaluateError, Verdict, assess};
use crate::model::entity::Entity;
use crate::model::place::{Member, Place};
use crate::model::procurement::{CommonProcurement, ProcurementDraft};
use crate::next::state::{Answer, Spot, state};
use crate::outcome::Outcome;
use crate::remedy::Keep;
use crate::remedy::facts::{judged, without_lines};
use crate::rulebook::law::Governed;

/// So many facts are looked at.
const MOST_FACTS: usize = 500;

pub(super) fn of_each(
    assessment: &Assessment<'_>,
    keep: &Keep,
) -> Result<(Vec<FactBreak>, usize), EvaluateError> {
    let stated = assessment.procurement().stated();
    let bare = without_lines(stated);
    let governed = assessment.governed();
    let mut found = states(&bare, governed, keep);
    let all = truths(stated);
    let left_out = all.len().saturating_sub(MOST_FACTS);
    for (at, is) in all.into_iter().take(MOST_FACTS) {
        let mut changed = bare.clone();
        if state(&mut changed, Spot::of(&at), &Answer::Truth(!is)).is_none() {
            continue;
        }
        let to = Some((!is).to_string().into());
        found.extend(broken(changed, governed, at, is.to_string().into(), to));
    }
    found.extend(declarations(assessment)?);
    found.sort_by(|one, other| one.at.cmp(&other.at));
    Ok((found, left_out))
}

/// What comes of a change that no line of a bill has to do with.
fn broken(
    changed: ProcurementDraft,
    governed: Governed<'_>,
    at: Place,
    from: Box<str>,
    to: Option<Box<str>>,
) -> Option<FactBreak> {
    let procurement = CommonProcurement::new(changed).ok()?;
    let rules: Vec<_> = governed.rules().collect();
    let open: Vec<_> = judged(&procurement, governed)
        .into_iter()
        .filter(|came| came.outcome.is_some_and(|outcome| outcome != Outcome::Met))
        .collect();
    let is_refused = open.iter().any(|came| came.outcome == Some(Outcome::NotMet));
    let verdict = if is_refused { Verdict::NotEligible } else { Verdict::Undetermined };
    let lost = open.into_iter().filter_map(|came| {
        let rule = rules.iter().find(|rule| rule.position == came.rule)?;
        Some((rule.id.clone(), came.subject))
    });
    let lost: Vec<_> = lost.collect();
    (!lost.is_empty()).then_some(FactBreak { at, from, to, verdict, lost })
}

/// States without which it is no longer eligible.
fn states(bare: &ProcurementDraft, governed: Governed<'_>, keep: &Keep) -> Vec<FactBreak> {
    let states = bare.participating_states.as_deref().unwrap_or_default();
    let each = states.iter().enumerate().filter_map(|(index, state)| {
        if keep.holds(state.country.as_str()) {
            return None;
        }
        let mut changed = bare.clone();
        changed.participating_states.as_mut()?.retain(|other| other.country != state.country);
        let at = Place::root().at(Member::ParticipatingStates, index);
        broken(changed, governed, at, state.country.as_str().into(), None)
    });
    each.collect()
}

/// The statement that no component comes from a contravening country, were it the other way.
fn declarations(assessment: &Assessment<'_>) -> Result<Vec<FactBreak>, EvaluateError> {
    let stated = assessment.procurement().stated();
    let mut found = Vec::new();
    for (index, product) in stated.end_products.iter().flatten().enumerate() {
        if product.no_component_from_contravening_country != Some(true) {
            continue;
        }
        let mut changed = stated.clone();
        let slot = changed.end_products.as_mut().and_then(|products| products.get_mut(index));
        let Some(slot) = slot else { continue };
        slot.no_component_from_contravening_country = Some(false);
        let Ok(procurement) = CommonProcurement::new(changed) else { continue };
        let assessed = assess(&procurement, assessment.governed().law())?;
        if assessed.verdict() != Verdict::Eligible {
            let at = Place::root().at(Member::EndProducts, index);
            found.push(FactBreak {
                at: at.member(Member::NoComponentFromContraveningCountry),
                from: true.to_string().into(),
                to: Some(false.to_string().into()),
                verdict: assessed.verdict(),
                lost: lost(&assessed),
            });
        }
    }
    Ok(found)
}

/// Every fact that is stated to be so or not, apart from those of bills.
fn truths(draft: &ProcurementDraft) -> Vec<(Place, bool)> {
    let root = Place::root();
    let contract = root.member(Member::Contract);
    let mut all = Vec::new();
    let mut add = |at: Place, stated: Option<bool>| all.extend(stated.map(|is| (at, is)));
    let flags = &draft.contract;
    let included = flags.participation_requirements_included;
    add(contract.member(Member::ParticipationRequirementsIncluded), included);
    let included = flags.own_eligibility_conditions_included;
    add(contract.member(Member::OwnEligibilityConditionsIncluded), included);
    add(
        root.member(Member::SingleState).member(Member::ExtensionStepsTaken),
        draft.extension_steps_taken,
    );
    for (index, state) in draft.participating_states.iter().flatten().enumerate() {
        let at = root.at(Member::ParticipatingStates, index).member(Member::ReceivesAssistance);
        add(at, state.receives_assistance);
    }
    for (index, one) in draft.contractors.iter().flatten().enumerate() {
        of_entity(&one.entity, &root.at(Member::Contractors, index), &mut add);
    }
    for (index, one) in draft.subcontractors.iter().flatten().enumerate() {
        let place = root.at(Member::Subcontractors, index);
        let involvement = &one.involvement;
        add(place.member(Member::CriticalUniqueInput), involvement.critical_unique_input);
        add(place.member(Member::NeedsClassifiedAccess), involvement.needs_classified_access);
        add(place.member(Member::ReplacementStudyCommitted), one.replacement_study_committed);
        of_entity(&one.entity, &place, &mut add);
    }
    for (index, product) in draft.end_products.iter().flatten().enumerate() {
        let authority = product.design_authority.as_ref();
        let restrictions = authority.and_then(|authority| authority.restrictions.as_ref());
        for (number, one) in restrictions.into_iter().flatten().enumerate() {
            let place = root.at(Member::EndProducts, index).member(Member::DesignAuthority);
            let at = place.at(Member::Restrictions, number).member(Member::MaySubstitute);
            add(at, one.may_substitute);
        }
    }
    all
}

fn of_entity(entity: &Entity, place: &Place, add: &mut impl FnMut(Place, Option<bool>)) {
    if let Some(screening) = &entity.screening {
        let at = place.member(Member::Screening);
        add(at.member(Member::Screened), screening.screened);
        add(at.member(Member::MitigationRequired), screening.mitigation_required);
        add(at.member(Member::MitigationInPlace), screening.mitigation_in_place);
    }
    if let Some(guarantees) = &entity.guarantees {
        let at = place.member(Member::Guarantees);
        add(at.member(Member::DeliveryUnrestrained), guarantees.delivery_unrestrained);
        add(at.member(Member::ClassifiedAccessPrevented), guarantees.classified_access_prevented);
        add(at.member(Member::InterestsRespected), guarantees.interests_respected);
    }
    for (index, facility) in entity.facilities.iter().flatten().enumerate() {
        let at = place.at(Member::Facilities, index);
        add(at.member(Member::Own), facility.own);
        add(at.member(Member::NoAlternative), facility.no_alternative);
        add(at.member(Member::InterestsRespected), facility.interests_respected);
    }
    for (index, one) in entity.cleared_before.iter().flatten().enumerate() {
        let at = place.at(Member::ClearedBefore, index);
        add(at.member(Member::ChangedSince), one.changed_since);
    }
}
