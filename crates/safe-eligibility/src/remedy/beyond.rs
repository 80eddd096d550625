//! Conditions that no change cures which somebody can choose.

use super::BeyondChange;
use super::facts::Beyond;
use crate::assessment::Assessment;
use crate::model::place::Place;
use crate::rulebook::body::Weight;

/// Of conditions that are open those that nothing cures; where each is cured by something, it is all
/// of them together that nothing cures.
pub(super) fn never_cured(open: impl Iterator<Item = ((usize, Place), bool)>) -> Beyond {
    let (never, others): (Vec<_>, Vec<_>) = open.partition(|(_, is_cured)| !is_cured);
    let told = if never.is_empty() { others } else { never };
    told.into_iter().map(|(key, _)| key).collect()
}

/// What nothing cures on any day that can be chosen; if something else on each, what nothing cures
/// on the first, which is the one that is planned.
pub(super) fn on_every_day(open: &[Beyond], days: usize) -> Beyond {
    let Some((first, others)) = open.split_first() else { return Beyond::new() };
    let on_each = |one: &&(usize, Place)| others.iter().all(|other| other.contains(*one));
    let common: Beyond = first.iter().filter(on_each).cloned().collect();
    if common.is_empty() || open.len() < days { first.clone() } else { common }
}

pub(super) fn named<'a>(assessment: &Assessment<'a>, beyond: &Beyond) -> Vec<BeyondChange<'a>> {
    let findings = assessment.findings().iter().filter(|finding| {
        finding.weight == Weight::Condition
            && beyond.contains(&(finding.rule.position, finding.subject.clone()))
    });
    let named = findings.filter_map(|finding| {
        let (rule, subject) = (finding.rule, finding.subject.clone());
        Some(BeyondChange { rule, subject, outcome: finding.outcome? })
    });
    named.collect()
}
