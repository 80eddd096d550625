//! `within-areas`: the end product belongs to an area of the act.

use super::{View, unseen};
use crate::model::place::Member;
use crate::outcome::{Judgement, Outcome};
use crate::trace::{FactValue, Step};

/// Checks that an end product belongs to at least one area; not stated is undetermined.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 1, second subparagraph.
pub(super) fn examine<'a>(view: &View<'_, 'a>) -> Step<'a> {
    let Some((_, product)) = view.subject.product() else { return unseen("within-areas") };
    let areas = product.areas.as_deref();
    let outcome = Outcome::of(areas.map(|areas| !areas.is_empty()));
    let value = areas.map_or(FactValue::NotStated, FactValue::Areas);
    Step::new("within-areas", Judgement::of_text(outcome))
        .fact(view.subject.place().member(Member::Areas), value)
}
