//! `contract-share` and `related-before`: how a subcontractor stands to the contract.

use super::{View, unseen};
use crate::model::day::Day;
use crate::model::figure::Share;
use crate::model::place::Member;
use crate::outcome::Outcome;
use crate::trace::{Bound, BoundValue, Comparison, FactValue, Side, Step};

/// Checks that the share of the value of the contract lies between `least` and `most`.
///
/// Exactly a bound is in where `inclusive`, out where not. Not stated is undetermined.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(4) and (12); reading `share-bounds`.
pub(super) fn contract_share<'a>(
    least: Share,
    most: Option<Share>,
    inclusive: bool,
    view: &View<'_, 'a>,
) -> Step<'a> {
    let Some(subcontractor) = view.subject.subcontractor() else { return unseen("contract-share") };
    let share = subcontractor.involvement.contract_share;
    let within = share.map(|share| {
        let value = share.exact();
        let (least, most) = (least.exact(), most.map(Share::exact));
        if inclusive {
            least <= value && most.is_none_or(|most| value <= most)
        } else {
            least < value && most.is_none_or(|most| value < most)
        }
    });
    let mut step = Step::new("contract-share", view.bounded(Outcome::of(within), &BOUNDS));
    let (operator, value) = match (most, inclusive) {
        (Some(most), true) => ("between", BoundValue::Shares(least, most)),
        (Some(most), false) => ("strictly-between", BoundValue::Shares(least, most)),
        (None, true) => ("at-least", BoundValue::Share(least)),
        (None, false) => ("more-than", BoundValue::Share(least)),
    };
    step.compares = Some(Box::new(Comparison {
        left: Side::Share { name: "contract share", value: share },
        operator,
        right: Bound { name: "bounds", value, from: view.bound(&BOUNDS) },
    }));
    let value = share.map_or(FactValue::NotStated, FactValue::Share);
    step.fact(view.subject.place().member(Member::ContractShare), value)
}

/// The parameters of a share that lies between two.
const BOUNDS: [&str; 2] = ["least", "most"];

/// Checks that there was a direct contractual relationship before `day`, that day not included.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(4), point (a).
pub(super) fn related_before<'a>(day: Day, view: &View<'_, 'a>) -> Step<'a> {
    let Some(subcontractor) = view.subject.subcontractor() else { return unseen("related-before") };
    let since = subcontractor.relationship_since;
    let outcome = Outcome::of(since.map(|since| since < day));
    let mut step = Step::new("related-before", view.bounded(outcome, &["day"]));
    step.compares = Some(Box::new(Comparison {
        left: Side::Day { name: "relationship since", value: since },
        operator: "before",
        right: Bound {
            name: "entry into force",
            value: BoundValue::Day(day),
            from: view.bound(&["day"]),
        },
    }));
    let value = since.map_or(FactValue::NotStated, FactValue::Day);
    step.fact(view.subject.place().member(Member::RelationshipSince), value)
}
