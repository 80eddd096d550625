//! What somebody can choose, apart from where lines come from.

use super::Keep;
use super::change::{Change, ChangeKind, Edit, is_guaranteed, is_screened};
use super::facts::{Came, Goal};
use crate::assessment::Finding;
use crate::conditions::{Condition, StatedFact};
use crate::model::country::CountryCode;
use crate::model::entity::Entity;
use crate::model::place::{Member, Place, Step};
use crate::model::procurement::ProcurementDraft;
use crate::model::product::DesignAuthorityHolder;
use crate::outcome::Outcome;
use crate::rulebook::body::Weight;
use crate::rulebook::law::{CoreClass, Governed};

/// From more States than this none but those that may not take part is left out.
const MOST_STATES: usize = 8;

/// Conditions that the same changes are about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum GroupOf {
    /// The contract and the States that take part.
    Whole,
    Contractor(usize),
    Subcontractor(usize),
    Product(usize),
}

/// The changes that are about a group.
pub(super) struct Group {
    /// Without which nothing cures it.
    pub(super) forced: Vec<Change>,
    pub(super) levers: Vec<Change>,
}

impl GroupOf {
    pub(super) fn finding(finding: &Finding<'_>) -> Self {
        let of_contract = finding.rule.body.condition.flattened().into_iter().any(|part| {
            matches!(
                part,
                Condition::Stated {
                    fact: StatedFact::ParticipationRequirementsIncluded
                        | StatedFact::OwnEligibilityConditionsIncluded
                        | StatedFact::ExtensionStepsTaken,
                    ..
                }
            )
        });
        match item_of(&finding.subject) {
            _ if of_contract => Self::Whole,
            Some((Member::Contractors, index)) => Self::Contractor(index),
            Some((Member::Subcontractors, index)) => Self::Subcontractor(index),
            Some((Member::EndProducts, index)) => Self::Product(index),
            Some(_) | None => Self::Whole,
        }
    }

    pub(super) fn is_entity(&self) -> bool {
        matches!(self, Self::Contractor(_) | Self::Subcontractor(_))
    }

    /// The draft without other entities, which can only be in the way of this group.
    pub(super) fn alone(&self, draft: &ProcurementDraft) -> ProcurementDraft {
        let mut alone = draft.clone();
        if let Self::Contractor(index) = self {
            if let Some(contractors) = &mut alone.contractors {
                *contractors = contractors.get(*index).cloned().into_iter().collect();
            }
        }
        if let Some(subcontractors) = &mut alone.subcontractors {
            let own = match self {
                Self::Subcontractor(index) => subcontractors.get(*index).cloned(),
                Self::Whole | Self::Contractor(_) | Self::Product(_) => None,
            };
            *subcontractors = own.into_iter().collect();
        }
        alone
    }

    /// The same group in the draft without other entities.
    pub(super) fn when_alone(&self) -> Self {
        match self {
            Self::Whole => Self::Whole,
            Self::Contractor(_) => Self::Contractor(0),
            Self::Subcontractor(_) => Self::Subcontractor(0),
            Self::Product(index) => Self::Product(*index),
        }
    }
}

/// The list and the position in it that a place begins with.
fn item_of(place: &Place) -> Option<(Member, usize)> {
    let mut steps = place.steps().iter();
    match (steps.next(), steps.next()) {
        (Some(Step::Member(list)), Some(Step::Index(index))) => {
            Some((*list, usize::try_from(*index).ok()?))
        }
        (Some(_) | None, _) => None,
    }
}

/// The changes that are about a group under the law of a day.
pub(super) fn levers(
    of: &GroupOf,
    draft: &ProcurementDraft,
    governed: Governed<'_>,
    keep: &Keep,
    found: &[Came],
) -> Group {
    let root = Place::root();
    let made = Made { draft, governed, keep };
    let levers = match of {
        GroupOf::Whole => return made.whole(found),
        GroupOf::Contractor(index) => {
            let contractors = draft.contractors.as_deref().unwrap_or_default();
            let entity = contractors.get(*index).map(|one| &one.entity);
            entity.map(|entity| made.entity(entity, &root.at(Member::Contractors, *index)))
        }
        GroupOf::Subcontractor(index) => {
            let subcontractors = draft.subcontractors.as_deref().unwrap_or_default();
            let place = root.at(Member::Subcontractors, *index);
            subcontractors.get(*index).filter(|one| !keep.holds(&one.entity.id)).map(|one| {
                let mut levers = made.entity(&one.entity, &place);
                if one.replacement_study_committed != Some(true) {
                    let at = place.member(Member::ReplacementStudyCommitted);
                    let edit = Edit::CommitToStudy(one.entity.id.clone());
                    levers.push(change(ChangeKind::CommitToStudy, at, edit).of(&one.entity.id));
                }
                levers.extend(made.core_state().map(|to| {
                    let edit = Edit::Replace(one.entity.id.clone(), to);
                    let from = one.entity.established_in.map(text);
                    change(ChangeKind::ReplaceSubcontractor, place.clone(), edit)
                        .of(&one.entity.id)
                        .stated(from, to)
                }));
                levers
            })
        }
        GroupOf::Product(index) => made.product(*index),
    };
    Group { forced: Vec::new(), levers: levers.unwrap_or_default() }
}

struct Made<'m, 'a> {
    draft: &'m ProcurementDraft,
    governed: Governed<'a>,
    keep: &'m Keep,
}

impl Made<'_, '_> {
    fn whole(&self, found: &[Came]) -> Group {
        let root = Place::root();
        let list = root.member(Member::ParticipatingStates);
        let mut group = Group { forced: Vec::new(), levers: Vec::new() };
        let states = self.draft.participating_states.as_deref().unwrap_or_default();
        for (index, state) in states.iter().enumerate() {
            if self.keep.holds(state.country.as_str()) {
                continue;
            }
            let at = list.item(index);
            // Nothing else about a State can be chosen.
            let is_refused =
                found.iter().any(|came| came.subject == at && !Goal::Met.is_reached(came.outcome));
            let mut removed = change(ChangeKind::RemoveState, at, Edit::RemoveState(state.country));
            removed.from = Some(text(state.country));
            if is_refused {
                group.forced.push(removed);
            } else if states.len() <= MOST_STATES {
                group.levers.push(removed);
            }
        }
        if !states.is_empty() {
            group.levers.extend(self.states_to_add(&list));
        }
        group.levers.extend(self.flags(found));
        group
    }

    /// Statements of the contract and of the single State that some condition which is not met asks
    /// for, or a derogation.
    fn flags(&self, found: &[Came]) -> Vec<Change> {
        let root = Place::root();
        let contract = root.member(Member::Contract);
        let open: Vec<usize> = found
            .iter()
            .filter(|came| !Goal::Met.is_reached(came.outcome))
            .map(|came| came.rule)
            .collect();
        let is_asked = |wanted: StatedFact| {
            let asking = self.governed.rules().filter(|rule| {
                open.contains(&rule.position) || rule.body.weight == Weight::Derogation
            });
            asking
                .flat_map(|rule| rule.body.condition.flattened())
                .any(|part| matches!(part, Condition::Stated { fact, .. } if *fact == wanted))
        };
        let flags = [
            (
                StatedFact::ParticipationRequirementsIncluded,
                self.draft.contract.participation_requirements_included,
                ChangeKind::IncludeRequirements,
                contract.member(Member::ParticipationRequirementsIncluded),
                Edit::IncludeRequirements,
            ),
            (
                StatedFact::OwnEligibilityConditionsIncluded,
                self.draft.contract.own_eligibility_conditions_included,
                ChangeKind::IncludeConditions,
                contract.member(Member::OwnEligibilityConditionsIncluded),
                Edit::IncludeConditions,
            ),
            (
                StatedFact::ExtensionStepsTaken,
                self.draft.extension_steps_taken,
                ChangeKind::TakeExtensionSteps,
                root.member(Member::SingleState).member(Member::ExtensionStepsTaken),
                Edit::TakeExtensionSteps,
            ),
        ];
        let flags =
            flags.into_iter().filter(|(fact, stated, ..)| *stated != Some(true) && is_asked(*fact));
        flags.map(|(.., kind, at, edit)| change(kind, at, edit)).collect()
    }

    /// Two of the core States of each standing, the others of it beside them.
    fn states_to_add(&self, list: &Place) -> Vec<Change> {
        let states = self.draft.participating_states.as_deref().unwrap_or_default();
        // Territories that are read as a State take no part of their own.
        let is_new = |country: &CountryCode| {
            self.governed.mapped(*country) == *country
                && !states.iter().any(|state| self.governed.same_state(state.country, *country))
        };
        let mut classes: Vec<((bool, Outcome), Vec<CountryCode>)> = Vec::new();
        for country in CountryCode::all().filter(is_new) {
            let core = self.governed.core(country);
            let repeats = classes.iter().flat_map(|(_, all)| all);
            let is_known = repeats.into_iter().any(|one| self.governed.same_state(*one, country));
            if core.judgement.outcome != Outcome::Met || is_known {
                continue;
            }
            let assisted = self.governed.assistance(country).judgement.outcome;
            let class = (core.class == Some(CoreClass::MemberState), assisted);
            match classes.iter_mut().find(|(known, _)| *known == class) {
                Some((_, all)) => all.push(country),
                None => classes.push((class, vec![country])),
            }
        }
        let mut levers = Vec::new();
        for (_, all) in classes {
            for country in all.iter().take(2) {
                let edit = Edit::AddState(*country);
                let mut added = change(ChangeKind::AddState, list.clone(), edit);
                added.to = Some(text(*country));
                added.or = all.iter().copied().filter(|other| other != country).collect();
                levers.push(added);
            }
        }
        levers
    }

    fn entity(&self, entity: &Entity, place: &Place) -> Vec<Change> {
        let mut levers = Vec::new();
        if self.keep.holds(&entity.id) {
            return levers;
        }
        if !is_screened(entity.screening.as_ref()) {
            let edit = Edit::Screen(entity.id.clone());
            let at = place.member(Member::Screening);
            levers.push(change(ChangeKind::Screen, at, edit).of(&entity.id));
        }
        if let Some(seat) = entity.established_in {
            if !is_guaranteed(entity.guarantees.as_ref(), seat) {
                let edit = Edit::Guarantee(entity.id.clone(), seat);
                let at = place.member(Member::Guarantees);
                let mut given = change(ChangeKind::Guarantee, at, edit).of(&entity.id);
                given.to = Some(text(seat));
                levers.push(given);
            }
        }
        let facilities = entity.facilities.as_deref().unwrap_or_default();
        for (index, facility) in facilities.iter().enumerate() {
            let is_core = self.governed.core(facility.country).judgement.outcome == Outcome::Met;
            let Some(to) = self.core_state().filter(|_| !is_core) else { continue };
            let edit = Edit::MoveFacility(entity.id.clone(), index, to);
            let at = place.at(Member::Facilities, index);
            let moved = change(ChangeKind::MoveFacility, at, edit).of(&entity.id);
            levers.push(moved.stated(Some(text(facility.country)), to));
        }
        levers
    }

    fn product(&self, index: usize) -> Option<Vec<Change>> {
        let product = self.draft.end_products.as_ref()?.get(index)?;
        if self.keep.holds(&product.id) {
            return None;
        }
        let place = Place::root().at(Member::EndProducts, index).member(Member::DesignAuthority);
        let authority = product.design_authority.as_ref();
        let mut levers = Vec::new();
        let held = authority.and_then(|authority| authority.held_by);
        if held.is_none_or(|holder| holder == DesignAuthorityHolder::Other) {
            let at = place.member(Member::HeldBy);
            let edit = Edit::HoldDesign(index);
            levers.push(change(ChangeKind::HoldDesignAuthority, at, edit).of(&product.id));
        }
        let restrictions = authority.and_then(|authority| authority.restrictions.as_deref());
        for (number, restriction) in restrictions.unwrap_or_default().iter().enumerate() {
            if restriction.may_substitute != Some(true) {
                let at = place.at(Member::Restrictions, number).member(Member::MaySubstitute);
                let edit = Edit::ObtainSubstitution(index, number);
                levers.push(change(ChangeKind::ObtainSubstitution, at, edit).of(&product.id));
            }
        }
        Some(levers)
    }

    /// A Member State, one that takes part if there is one.
    fn core_state(&self) -> Option<CountryCode> {
        let states = self.draft.participating_states.iter().flatten().map(|state| state.country);
        states.chain(CountryCode::all()).find(|country| {
            let core = self.governed.core(*country);
            core.class == Some(CoreClass::MemberState) && core.judgement.outcome == Outcome::Met
        })
    }
}

fn text(country: CountryCode) -> Box<str> {
    country.as_str().into()
}

/// A change of which nothing but place and effect is told.
pub(super) fn change(kind: ChangeKind, at: Place, edit: Edit) -> Change {
    Change {
        kind,
        at,
        id: None,
        description: None,
        from: None,
        to: None,
        or: Vec::new(),
        cost: None,
        taken: None,
        window: None,
        edit,
    }
}

impl Change {
    fn of(mut self, id: &str) -> Self {
        self.id = Some(id.into());
        self
    }

    fn stated(mut self, from: Option<Box<str>>, to: CountryCode) -> Self {
        self.from = from;
        self.to = Some(text(to));
        self
    }
}
