//! `signed-by`: the contract is signed on or before a day.

use super::View;
use crate::model::day::Day;
use crate::model::place::{Member, Place};
use crate::outcome::Outcome;
use crate::trace::{Bound, BoundValue, Comparison, FactValue, Side, Step};

/// Checks that the contract is signed by `last_day`, that day included.
///
/// A contract whose day of signature is not stated can still be signed in time until `last_day`
/// has passed on the day asked about.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 4(3).
pub(super) fn examine<'a>(last_day: Day, view: &View<'_, 'a>) -> Step<'a> {
    let signed_on = view.procurement.stated().contract.signed_on;
    let outcome = match signed_on {
        Some(day) if day <= last_day => Outcome::Met,
        None if view.governed.law().as_of() <= last_day => Outcome::Undetermined,
        Some(_) | None => Outcome::NotMet,
    };
    let mut step = Step::new("signed-by", view.bounded(outcome, &["last_day"]));
    step.compares = Some(Box::new(Comparison {
        left: Side::Day { name: "day of signature", value: signed_on },
        operator: "on-or-before",
        right: Bound {
            name: "last day",
            value: BoundValue::Day(last_day),
            from: view.bound(&["last_day"]),
        },
    }));
    let place = Place::root().member(Member::Contract).member(Member::SignedOn);
    step.fact(place, signed_on.map_or(FactValue::NotStated, FactValue::Day))
}
