//! Where terms on control that are not known stand in for a no.

use std::collections::BTreeSet;

use safe_eligibility::outcome::Outcome;

use super::judged::{Judged, grade};
use super::law_data;
use super::rejected::applied;
use super::shown::{Shown, Step, text};

/// Beside each seat of a controller that is not inside stand the agreements of which it may be.
pub(crate) fn faults(shown: &Shown<'_>, step: &Step<'_>) -> Vec<String> {
    if step.rule() != "control" {
        return Vec::new();
    }
    let children = step.children();
    let is_outside = |child: &&Step<'_>| {
        child.kind() == "core-or-partner" && Judged::of(child.step).outcome != Outcome::Met
    };
    if !children.iter().any(|child| is_outside(&child)) {
        return Vec::new();
    }
    let terms = children.iter().filter(|child| child.kind() == "control-terms");
    let found: BTreeSet<&str> = terms.map(|child| child.at().rsplit_once('-').unwrap().1).collect();
    let (_, entity) = text(&step.top["at"]).split_once(':').unwrap();
    let expected = concerned(shown, entity);
    let is_any = step.kind() == "any" || expected.is_empty();
    (found != expected || !is_any)
        .then(|| format!("terms of {found:?} stand beside it, not of {expected:?}"))
        .into_iter()
        .collect()
}

/// Agreements that are or may be applied to the entity and whose terms are not known.
fn concerned<'s>(shown: &'s Shown<'_>, entity: &str) -> BTreeSet<&'s str> {
    let seat = shown.text(&format!("{entity}/established_in")).map(|seat| shown.state(seat));
    let mut parties = shown.parties();
    parties.retain(|party| {
        let Some(stage) = law_data::stage(shown, party) else { return false };
        let terms = &stage["control_terms"];
        let is_known =
            terms["answer"] != "not-known" && grade(&terms["evidence"]) >= shown.setting.least;
        let may_be_applied = applied(shown, party).outcome != Outcome::NotMet;
        seat.is_none_or(|seat| seat == *party) && may_be_applied && !is_known
    });
    parties
}
