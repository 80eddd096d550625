//! `facilities-within`: where the work is done.

use super::{View, located, unseen};
use crate::model::entity::Facility;
use crate::model::place::{Member, Place};
use crate::outcome::{Judgement, Outcome};
use crate::rulebook::pack::Topic;
use crate::trace::{FactValue, Key, Step};

/// Checks that every facility is in the core area, opened by an agreement, or without alternative.
///
/// None used is met; not stated is undetermined.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(8).
pub(super) fn examine<'a>(topic: Topic, view: &View<'_, 'a>) -> Step<'a> {
    let Some(entity) = view.subject.entity() else { return unseen("facilities-within") };
    let list = view.subject.place().member(Member::Facilities);
    let Some(facilities) = &entity.facilities else {
        return unseen("facilities-within").fact(list, FactValue::NotStated);
    };
    let each = facilities.iter().enumerate().map(|(index, facility)| {
        let place = list.item(index);
        let seat = located::country_step(facility.country, topic, &view.governed);
        let seat = seat.fact(place.member(Member::Country), FactValue::Country(facility.country));
        if seat.outcome() == Outcome::Met && seat.carried_by.first().is_none() {
            return seat.keyed(Key::Indexed("facility", index));
        }
        let alternative = without_alternative(facility, &place);
        Step::any("any", vec![seat, alternative]).keyed(Key::Indexed("facility", index))
    });
    let step = Step::all("facilities-within", each.collect());
    if facilities.is_empty() { step.fact(list, FactValue::Items(0)) } else { step }
}

fn without_alternative<'a>(facility: &Facility, place: &Place) -> Step<'a> {
    let limbs = [
        (Member::Own, facility.own),
        (Member::NoAlternative, facility.no_alternative),
        (Member::InterestsRespected, facility.interests_respected),
    ];
    let each = limbs.into_iter().map(|(member, stated)| {
        Step::new("stated", Judgement::of_text(Outcome::of(stated)))
            .keyed(Key::Word(member.as_str()))
            .fact(place.member(member), FactValue::truth(stated))
    });
    Step::all("all", each.collect()).keyed(Key::Word("without-alternative"))
}
