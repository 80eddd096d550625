//! Checks that the periods of one thing do not overlap, nor leave a hole where none may be.

use super::super::pack::Period;
use super::super::problem::{PackFault, PackPlace};
use super::super::reader::{Object, Problems, Reader};
use crate::model::day::Day;

/// The members `first_day` and `last_day`.
pub(super) fn period(object: &Object<'_>) -> Option<Period> {
    let first_day = object.get("first_day").or_null(Reader::day);
    let last_day = object.get("last_day").or_null(Reader::day);
    let period = Period::new(first_day?, last_day?);
    if let (Some(first_day), Some(last_day)) = (period.first_day, period.last_day) {
        if last_day < first_day {
            let backwards = PackFault::Backwards { first_day, last_day };
            return object.get("last_day").fault(backwards);
        }
    }
    Some(period)
}

/// What days between two periods of one thing say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Between {
    /// Nothing, though something has to be said of every day.
    Hole,
    /// That it does not belong on these days: it left and came back.
    Absence,
}

/// Checks the periods of one thing, in whatever order, and gives them in the order of their days.
pub(super) fn check(
    of: &str,
    between: Between,
    mut periods: Vec<(Period, PackPlace)>,
    problems: &Problems,
) -> Vec<(Period, PackPlace)> {
    periods.sort_by_key(|(period, _)| period.first_day);
    for ((earlier, other), (later, at)) in periods.iter().zip(periods.iter().skip(1)) {
        let Some(first_day) = later.first_day else {
            let overlap = PackFault::Overlap { of: of.into(), day: None, other: other.clone() };
            problems.add(at.clone(), overlap);
            continue;
        };
        match earlier.last_day.map(Day::tomorrow) {
            Some(Some(from)) if from <= first_day => {
                let to = first_day.yesterday().filter(|to| from <= *to);
                if let (Some(to), Between::Hole) = (to, between) {
                    problems.add(at.clone(), PackFault::Hole { of: of.into(), from, to });
                }
            }
            Some(Some(_) | None) | None => {
                let day = Some(first_day);
                let overlap = PackFault::Overlap { of: of.into(), day, other: other.clone() };
                problems.add(at.clone(), overlap);
            }
        }
    }
    periods
}
