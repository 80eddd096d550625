//! Days of signature that can be chosen.

use super::change::{Change, ChangeKind, Edit, Window};
use super::levers::change;
use crate::assessment::{Assessment, EvaluateError, Verdict};
use crate::model::day::Day;
use crate::model::place::{Member, Place};
use crate::model::procurement::CommonProcurement;

/// Days of signature that can be chosen, one of each time in which the law is the same; none comes
/// first. Where no day is stated, that it is signed in the present time says something new.
///
/// A day that is gone cannot be chosen, nor can that of a contract that is signed.
pub(super) fn days(assessment: &Assessment<'_>) -> Vec<Option<Day>> {
    let law = assessment.governed().law();
    let as_of = law.as_of();
    let stated = assessment.procurement().stated().contract.signed_on;
    let mut days = vec![None];
    if stated.is_some_and(|day| day < as_of) {
        return days;
    }
    let mut starts: Vec<Day> = law.change_days().filter(|day| *day > as_of).collect();
    starts.insert(0, as_of);
    let ends = starts.iter().skip(1).map(|day| day.yesterday());
    let ends: Vec<Option<Day>> = ends.chain([None]).collect();
    for (start, end) in starts.into_iter().zip(ends) {
        let is_planned =
            stated.is_some_and(|planned| start <= planned && end.is_none_or(|end| planned <= end));
        // The nearest day of a time before, the first of a time after.
        let nearest = match (end, stated) {
            (Some(end), Some(planned)) if end < planned => end,
            (Some(_) | None, _) => start,
        };
        if !is_planned {
            days.push(Some(nearest));
        }
    }
    days
}

/// The contract is signed on another day.
pub(super) fn signed(assessment: &Assessment<'_>, day: Option<Day>) -> Option<Change> {
    let day = day?;
    let at = Place::root().member(Member::Contract).member(Member::SignedOn);
    let mut signed = change(ChangeKind::SignOn, at, Edit::SignOn(day));
    let stated = assessment.procurement().stated().contract.signed_on;
    signed.from = stated.map(|day| day.to_string().into());
    signed.to = Some(day.to_string().into());
    Some(signed)
}

/// Says of a day of signature among the changes from when to when it may be, with the verdict that
/// the procurement has once it is changed.
pub(super) fn widen(
    changes: &mut [Change],
    assessment: &Assessment<'_>,
    procurement: &CommonProcurement,
    verdict: Verdict,
) -> Result<(), EvaluateError> {
    for change in changes {
        if let Edit::SignOn(day) = change.edit {
            let law = assessment.governed().law();
            change.window = Some(Window::around(day, verdict, procurement, law)?);
        }
    }
    Ok(())
}

/// Whether some changes are those of an answer but for a day of signature that does as well.
pub(super) fn are_told(changes: &[Change], answer: &[Change]) -> bool {
    let is_told = |(one, told): (&Change, &Change)| match (&one.edit, told.window) {
        (Edit::SignOn(day), Some(window)) => window.holds(*day),
        (edit, _) => *edit == told.edit,
    };
    changes.len() == answer.len() && changes.iter().zip(answer).all(is_told)
}
