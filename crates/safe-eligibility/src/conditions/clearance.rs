//! `cleared-before`: equivalent conditions were fulfilled earlier.

use super::{View, unseen};
use crate::model::entity::EarlierInstrument;
use crate::model::place::Member;
use crate::outcome::{Judgement, Outcome};
use crate::trace::{FactValue, Key, Step};

/// Checks that equivalent conditions were fulfilled under one of `regulations` and nothing changed.
///
/// A clearance that a later change calls into question does not count. Nothing listed, or nothing
/// stated, is not met: nothing was obtained.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(9).
pub(super) fn examine<'a>(regulations: &[EarlierInstrument], view: &View<'_, 'a>) -> Step<'a> {
    let Some(entity) = view.subject.entity() else { return unseen("cleared-before") };
    let list = view.subject.place().member(Member::ClearedBefore);
    let entries = entity.cleared_before.iter().flatten().enumerate();
    let branches = entries.map(|(index, clearance)| {
        let unchanged = Outcome::of(clearance.changed_since.map(|changed| !changed));
        let counts = regulations.contains(&clearance.regulation);
        let outcome = if counts { unchanged } else { Outcome::NotMet };
        let place = list.item(index);
        let regulation = FactValue::Word(clearance.regulation.as_str());
        Step::new("clearance", Judgement::of_text(outcome))
            .keyed(Key::Indexed("clearance", index))
            .fact(place.member(Member::ChangedSince), FactValue::truth(clearance.changed_since))
            .fact(place.member(Member::Regulation), regulation)
    });
    let branches: Vec<Step<'a>> = branches.collect();
    let items = entity
        .cleared_before
        .as_ref()
        .map_or(FactValue::NotStated, |list| FactValue::Items(list.len()));
    let mut step = Step::any("cleared-before", branches);
    step.add_fact(crate::trace::Fact { at: list, value: items });
    step
}
