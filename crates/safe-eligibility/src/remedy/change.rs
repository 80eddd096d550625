//! Changes that somebody can choose, and what they do to a procurement.

use std::collections::BTreeMap;

use super::offers::{Offer, Taken};
use crate::assessment::{EvaluateError, Verdict};
use crate::model::bill::Resourced;
use crate::model::country::{CountryCode, Origin};
use crate::model::day::Day;
use crate::model::entity::{Contractor, Entity, Guarantees, Screening, Subcontractor};
use crate::model::figure::Amount;
use crate::model::place::Place;
use crate::model::procurement::{CommonProcurement, ParticipatingCountry, ProcurementDraft};
use crate::model::product::{CurrencyCode, DesignAuthorityHolder};
use crate::rulebook::law::Law;
use crate::tally::CostRange;
use crate::timeline::{Span, Timeline, VerdictPeriod};

/// What kind of change it is: the closed list of what somebody can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ChangeKind {
    /// `sign-on`: the contract is signed on another day.
    SignOn,
    /// `add-state`: a further State takes part.
    AddState,
    /// `remove-state`: a State does not take part.
    RemoveState,
    /// `include-requirements`: the contract includes the participation requirements.
    IncludeRequirements,
    /// `include-conditions`: the contract includes eligibility conditions of its own.
    IncludeConditions,
    /// `take-extension-steps`: the single State takes the steps to extend the benefit.
    TakeExtensionSteps,
    /// `screen`: the entity is screened, and mitigation measures are in place.
    Screen,
    /// `guarantee`: the State of establishment verifies guarantees.
    Guarantee,
    /// `move-facility`: a facility in the core area is used in the place of another.
    MoveFacility,
    /// `commit-to-study`: the contractor commits to studying a replacement.
    CommitToStudy,
    /// `replace-subcontractor`: one from the core area, controlled by nobody, takes its place.
    ReplaceSubcontractor,
    /// `hold-design-authority`: the contractor decides on the design.
    HoldDesignAuthority,
    /// `obtain-substitution`: there is legal authority to substitute what is restricted.
    ObtainSubstitution,
    /// `re-source`: a component comes from elsewhere.
    ReSource,
    /// `take-alternative`: an alternative on offer takes the place of a component.
    TakeAlternative,
}

impl ChangeKind {
    /// Every kind, in the order in which changes are told.
    pub const ALL: &[Self] = &[
        Self::SignOn,
        Self::AddState,
        Self::RemoveState,
        Self::IncludeRequirements,
        Self::IncludeConditions,
        Self::TakeExtensionSteps,
        Self::Screen,
        Self::Guarantee,
        Self::MoveFacility,
        Self::CommitToStudy,
        Self::ReplaceSubcontractor,
        Self::HoldDesignAuthority,
        Self::ObtainSubstitution,
        Self::ReSource,
        Self::TakeAlternative,
    ];

    /// The word of the answer.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignOn => "sign-on",
            Self::AddState => "add-state",
            Self::RemoveState => "remove-state",
            Self::IncludeRequirements => "include-requirements",
            Self::IncludeConditions => "include-conditions",
            Self::TakeExtensionSteps => "take-extension-steps",
            Self::Screen => "screen",
            Self::Guarantee => "guarantee",
            Self::MoveFacility => "move-facility",
            Self::CommitToStudy => "commit-to-study",
            Self::ReplaceSubcontractor => "replace-subcontractor",
            Self::HoldDesignAuthority => "hold-design-authority",
            Self::ObtainSubstitution => "obtain-substitution",
            Self::ReSource => "re-source",
            Self::TakeAlternative => "take-alternative",
        }
    }
}

/// One change.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[expect(clippy::partial_pub_fields, reason = "what it does to the document is told by the rest")]
pub struct Change {
    /// What kind of change.
    pub kind: ChangeKind,
    /// Where in the document; of a State to add, the list.
    pub at: Place,
    /// The id of the line, entity or end product; `None`: it is of the procurement as a whole.
    pub id: Option<Box<str>>,
    /// The description of the line; `None`: not stated, or not of a line.
    pub description: Option<Box<str>>,
    /// What is stated now: an origin, a country, a day; `None`: nothing is, or it is no such fact.
    pub from: Option<Box<str>>,
    /// What is to be stated; `None`: it is no origin, country or day.
    pub to: Option<Box<str>>,
    /// Countries that would do as well, as far as the law goes.
    pub or: Vec<CountryCode>,
    /// What the line costs in the end product, in euro; `None`: it does not count, or is no line.
    pub cost: Option<CostRange>,
    /// The alternative that is taken; `None`: it is no such change.
    pub taken: Option<Box<Taken>>,
    /// Days of signature that do as well as the one told; `None`: it is no such change.
    pub window: Option<Window>,
    pub(super) edit: Edit,
}

/// Days in a row, not before the day asked about, with the same verdict for a contract signed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Window {
    /// The first of them; the day asked about where an earlier one is gone.
    pub first_day: Day,
    /// The last of them; `None`: no later day that the law known now tells apart does otherwise.
    pub last_day: Option<Day>,
}

impl Window {
    /// The days around one with the verdict that the procurement has if it is signed then.
    pub(super) fn around(
        day: Day,
        verdict: Verdict,
        procurement: &CommonProcurement,
        law: &Law,
    ) -> Result<Self, EvaluateError> {
        let to = Span::known(law).to.max(day);
        let mut window = Self { first_day: day, last_day: Some(day) };
        let Some(span) = Span::new(law.as_of().min(day), to) else { return Ok(window) };
        let periods = Timeline::signed(procurement, law, span)?;
        let does = |period: &VerdictPeriod| period.verdict == verdict;
        for run in periods.chunk_by(|one, other| does(one) == does(other)) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            if does(first) && first.first_day <= day && day <= last.last_day {
                window.first_day = first.first_day;
                window.last_day = Some(last.last_day).filter(|last| *last < to);
            }
        }
        Ok(window)
    }

    /// Whether a day is one of them.
    #[must_use]
    pub fn holds(&self, day: Day) -> bool {
        self.first_day <= day && self.last_day.is_none_or(|last| day <= last)
    }
}

/// What a change does to the document; entities go by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    SignOn(Day),
    AddState(CountryCode),
    RemoveState(CountryCode),
    IncludeRequirements,
    IncludeConditions,
    TakeExtensionSteps,
    Screen(Box<str>),
    Guarantee(Box<str>, CountryCode),
    MoveFacility(Box<str>, usize, CountryCode),
    CommitToStudy(Box<str>),
    Replace(Box<str>, CountryCode),
    HoldDesign(usize),
    ObtainSubstitution(usize, usize),
    ReSource(usize, usize, Origin),
    TakeOffer(usize, usize, Box<Offer>),
}

/// A procurement after some changes; `None`: they do not fit together.
pub(super) fn applied<'c>(
    draft: &ProcurementDraft,
    changes: impl IntoIterator<Item = &'c Change>,
) -> Option<CommonProcurement> {
    let mut draft = draft.clone();
    // The digest is of the bytes of another document.
    draft.digest = None;
    let mut lines: BTreeMap<usize, Vec<Resourced>> = BTreeMap::new();
    let mut costs: BTreeMap<usize, Vec<(usize, Amount, CurrencyCode)>> = BTreeMap::new();
    for change in changes {
        if let Edit::ReSource(product, line, to) = &change.edit {
            lines.entry(*product).or_default().push(Resourced { line: *line, to: *to });
        } else if let Edit::TakeOffer(product, line, offer) = &change.edit {
            let to = offer.origin;
            lines.entry(*product).or_default().push(Resourced { line: *line, to });
            let cost = (*line, offer.unit_cost, offer.currency);
            costs.entry(*product).or_default().push(cost);
        } else {
            apply(&mut draft, &change.edit)?;
        }
    }
    for (product, moved) in &lines {
        let product_of = draft.end_products.as_mut()?.get_mut(*product)?;
        let bill = product_of.components.as_mut()?;
        bill.re_source(moved);
        if let Some(costs) = costs.get(product) {
            bill.re_price(costs);
        }
    }
    CommonProcurement::new(draft).ok()
}

fn apply(draft: &mut ProcurementDraft, edit: &Edit) -> Option<()> {
    match edit {
        Edit::SignOn(day) => draft.contract.signed_on = Some(*day),
        Edit::AddState(country) => {
            let states = draft.participating_states.get_or_insert_default();
            states.push(ParticipatingCountry::new(*country));
        }
        Edit::RemoveState(country) => {
            let states = draft.participating_states.as_mut()?;
            states.retain(|state| state.country != *country);
        }
        Edit::IncludeRequirements => {
            draft.contract.participation_requirements_included = Some(true);
        }
        Edit::IncludeConditions => draft.contract.own_eligibility_conditions_included = Some(true),
        Edit::TakeExtensionSteps => draft.extension_steps_taken = Some(true),
        Edit::HoldDesign(product) => {
            let product = draft.end_products.as_mut()?.get_mut(*product)?;
            let authority = product.design_authority.get_or_insert_default();
            authority.held_by = Some(DesignAuthorityHolder::Contractor);
        }
        Edit::ObtainSubstitution(product, restriction) => {
            let product = draft.end_products.as_mut()?.get_mut(*product)?;
            let restrictions = product.design_authority.as_mut()?.restrictions.as_mut()?;
            restrictions.get_mut(*restriction)?.may_substitute = Some(true);
        }
        Edit::CommitToStudy(id) => {
            subcontractor(draft, id)?.replacement_study_committed = Some(true);
        }
        Edit::Replace(id, country) => {
            let replaced = subcontractor(draft, id)?;
            replaced.entity = core_entity(id, *country);
            replaced.relationship_since = None;
        }
        Edit::Screen(id) => {
            let screening = entity(draft, id)?.screening.get_or_insert_default();
            screening.screened = Some(true);
            if screening.mitigation_required != Some(false) {
                screening.mitigation_in_place = Some(true);
            }
        }
        Edit::Guarantee(id, by) => {
            let guarantees = entity(draft, id)?.guarantees.get_or_insert_default();
            guarantees.verified_by = Some(*by);
            guarantees.delivery_unrestrained = Some(true);
            guarantees.classified_access_prevented = Some(true);
            guarantees.interests_respected = Some(true);
        }
        Edit::MoveFacility(id, index, to) => {
            let facility = entity(draft, id)?.facilities.as_mut()?.get_mut(*index)?;
            facility.country = *to;
        }
        Edit::ReSource(..) | Edit::TakeOffer(..) => return None,
    }
    Some(())
}

/// An entity of which nothing is outside.
fn core_entity(id: &str, country: CountryCode) -> Entity {
    let mut entity = Entity::new(id);
    entity.established_in = Some(country);
    entity.executive_management_in = Some(country);
    entity.controllers = Some(Vec::new());
    entity.facilities = Some(Vec::new());
    entity
}

fn subcontractor<'d>(draft: &'d mut ProcurementDraft, id: &str) -> Option<&'d mut Subcontractor> {
    draft.subcontractors.as_mut()?.iter_mut().find(|one| &*one.entity.id == id)
}

fn entity<'d>(draft: &'d mut ProcurementDraft, id: &str) -> Option<&'d mut Entity> {
    let contractors = draft.contractors.iter_mut().flatten();
    let contractors = contractors.map(|one: &mut Contractor| &mut one.entity);
    let subcontractors = draft.subcontractors.iter_mut().flatten().map(|one| &mut one.entity);
    contractors.chain(subcontractors).find(|entity| &*entity.id == id)
}

/// Whether screening would say nothing new.
pub(super) fn is_screened(screening: Option<&Screening>) -> bool {
    screening.is_some_and(|one| {
        one.screened == Some(true)
            && (one.mitigation_required == Some(false) || one.mitigation_in_place == Some(true))
    })
}

/// Whether guarantees verified by the seat would say nothing new.
pub(super) fn is_guaranteed(guarantees: Option<&Guarantees>, seat: CountryCode) -> bool {
    guarantees.is_some_and(|one| {
        one.verified_by == Some(seat)
            && one.delivery_unrestrained == Some(true)
            && one.classified_access_prevented == Some(true)
            && one.interests_respected == Some(true)
    })
}
