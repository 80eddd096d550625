//! `minimum-participants`, `sole-participant`, `may-participate`: who buys together.

use super::{View, unseen};
use crate::model::place::{Member, Place};
use crate::model::procurement::ParticipatingCountry;
use crate::outcome::{Judgement, Outcome};
use crate::rulebook::law::CoreClass;
use crate::subjects::{self, Subject};
use crate::trace::{FactValue, Key, Step};

/// Checks that a Member State which receives assistance and another core State take part.
///
/// Assistance goes by the day asked about; a statement in the document wins over the register.
/// Participants not stated is undetermined.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 2(3), first sentence.
pub(super) fn minimum<'a>(view: &View<'_, 'a>) -> Step<'a> {
    let Some(states) = &view.procurement.stated().participating_states else {
        return unseen("minimum-participants").fact(list(), FactValue::NotStated);
    };
    let each = states.iter().enumerate().map(|(index, state)| {
        let assisted = assisted(index, state, view);
        let others = others(states, state, view);
        let others = others.map(|(other, state)| core_step(other, state, view));
        let mut another = Step::any("any", others.collect()).keyed(Key::Word("another-core-state"));
        if another.because.is_empty() {
            another = another.fact(list(), FactValue::Items(states.len()));
        }
        Step::all("all", vec![assisted, another]).keyed(Key::Indexed("state", index))
    });
    Step::any("minimum-participants", each.collect())
}

/// Checks that exactly one State takes part, a Member State which receives assistance.
///
/// With `joiners_allowed` exactly one core State does, and others may have joined it.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 4(3); reading `single-state-with-joiners`.
pub(super) fn sole<'a>(joiners_allowed: bool, view: &View<'_, 'a>) -> Step<'a> {
    let Some(states) = &view.procurement.stated().participating_states else {
        return unseen("sole-participant").fact(list(), FactValue::NotStated);
    };
    let each = states.iter().enumerate().map(|(index, state)| {
        let mut limbs = vec![assisted(index, state, view)];
        for (other, joiner) in others(states, state, view) {
            limbs.push(joiner_step(joiners_allowed, other, joiner, view));
        }
        Step::all("all", limbs).keyed(Key::Indexed("state", index))
    });
    Step::any("sole-participant", each.collect())
}

// A territory is no State beside the one that it is read as.
fn others<'s>(
    states: &'s [ParticipatingCountry],
    state: &ParticipatingCountry,
    view: &View<'_, '_>,
) -> impl Iterator<Item = (usize, &'s ParticipatingCountry)> {
    let same =
        |other: &ParticipatingCountry| view.governed.same_state(other.country, state.country);
    states.iter().enumerate().filter(move |(_, other)| !same(other))
}

fn joiner_step<'a>(
    allowed: bool,
    index: usize,
    state: &ParticipatingCountry,
    view: &View<'_, 'a>,
) -> Step<'a> {
    if allowed {
        let mut core = core_step(index, state, view);
        core.key = Key::Word("core");
        return Step::opposite_of("not-core", core).keyed(Key::Indexed("joiner", index));
    }
    Step::new("alone", Judgement::of_text(Outcome::NotMet))
        .keyed(Key::Indexed("joiner", index))
        .fact(country_place(index), FactValue::Country(state.country))
}

fn assisted<'a>(index: usize, state: &ParticipatingCountry, view: &View<'_, 'a>) -> Step<'a> {
    let entry = view.governed.core(state.country);
    let member = match entry.class {
        None | Some(CoreClass::MemberState) => entry.judgement,
        Some(CoreClass::EeaEftaState | CoreClass::Ukraine) => Judgement::of_text(Outcome::NotMet),
    };
    let mut member = Step::new("member-state", member)
        .fact(country_place(index), FactValue::Country(state.country));
    member.add_law(view.governed.core_datum(state.country));
    let place = list().item(index).member(Member::ReceivesAssistance);
    let receives = if let Some(stated) = state.receives_assistance {
        Step::new("receives-assistance", Judgement::of_text(Outcome::of(Some(stated))))
            .fact(place, FactValue::Truth(stated))
    } else {
        let known = view.governed.assistance(state.country);
        let step = Step::new("receives-assistance", known.judgement);
        let mut step = step.fact(place, FactValue::NotStated);
        step.add_law(known.datum);
        step
    };
    Step::all("all", vec![member, receives]).keyed(Key::Word("assisted-member-state"))
}

fn core_step<'a>(index: usize, state: &ParticipatingCountry, view: &View<'_, 'a>) -> Step<'a> {
    let mut step = Step::new("core", view.governed.core(state.country).judgement)
        .keyed(Key::Indexed("core", index))
        .fact(country_place(index), FactValue::Country(state.country));
    step.add_law(view.governed.core_datum(state.country));
    step
}

/// Checks that a State is core, on its way to accession, or has a partnership with the Union.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 2(3), second sentence; reading `stalled-accession`.
pub(super) fn may_join<'a>(stalled_counts: bool, view: &View<'_, 'a>) -> Step<'a> {
    let Subject::State(index, state) = view.subject else { return unseen("may-participate") };
    let core = core_step(index, state, view).keyed(Key::Word("core"));
    if core.outcome() == Outcome::Met {
        return Step::any("may-participate", vec![core]);
    }
    let (accession, stalled) = view.governed.accession(state.country, stalled_counts);
    let mut acceding = Step::new("accession", accession.judgement);
    acceding.add_law(accession.datum);
    acceding.law.extend(stalled);
    let partnership = view.governed.partnership(state.country);
    let mut partner = Step::new("partnership", partnership.judgement);
    partner.add_law(partnership.datum);
    Step::any("may-participate", vec![core, acceding, partner])
}

fn list() -> Place {
    Place::root().member(Member::ParticipatingStates)
}

fn country_place(index: usize) -> Place {
    subjects::state_place(index).member(Member::Country)
}
