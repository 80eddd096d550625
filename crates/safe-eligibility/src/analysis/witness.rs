//! A procurement that two laws judge differently, and what of it moves.

use std::collections::{BTreeMap, BTreeSet};

use super::search::Tried;
use crate::assessment::{Finding, Verdict};
use crate::model::day::Day;
use crate::model::place::Place;
use crate::model::procurement::CommonProcurement;
use crate::rulebook::law::Law;
use crate::rulebook::readings::Readings;

/// A procurement that shows something, assessed under two laws.
///
/// Nothing can be taken from it, and no figure told in fewer digits, without it showing that no
/// longer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Witness {
    /// The procurement.
    pub procurement: CommonProcurement,
    /// The day asked about.
    pub as_of: Day,
    /// For each law the readings that are not the defaults of its pack, each `ID=OPTION`.
    pub readings: [Vec<Box<str>>; 2],
    /// The verdict under each law.
    pub verdicts: [Verdict; 2],
    /// Findings that come to something else, by rule and subject.
    pub moved: Vec<MovedFinding>,
}

/// A finding that comes to something else under another law.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MovedFinding {
    /// Rule id.
    pub rule: Box<str>,
    /// Where in the document the subject is.
    pub subject: Place,
    /// The provision, act included, as the law has it that makes the finding.
    pub citation: Box<str>,
    /// What it comes to under each law; `None`: there is no such finding.
    pub outcomes: [Option<&'static str>; 2],
}

impl Witness {
    /// What two laws, asked about on one day, make of a procurement.
    pub(super) fn of(tried: &Tried, laws: [&Law; 2]) -> Self {
        let [one, other] = laws.map(|law| tried.judged(law));
        Self {
            procurement: tried.procurement.clone(),
            as_of: laws[0].as_of(),
            readings: laws.map(chosen),
            verdicts: [one.1, other.1],
            moved: moved(&one.0, &other.0),
        }
    }
}

/// The readings that are not the defaults of the pack.
pub(super) fn chosen(law: &Law) -> Vec<Box<str>> {
    let defaults = Readings::defaults(&law.pack().questions);
    let differing = law
        .readings()
        .iter()
        .filter(|(id, reading)| defaults.answer(id).is_none_or(|default| default != *reading));
    differing.map(|(id, reading)| format!("{id}={}", reading.to_text()).into()).collect()
}

fn moved(one: &[Finding<'_>], other: &[Finding<'_>]) -> Vec<MovedFinding> {
    let by_key = |findings: &[Finding<'_>]| {
        let each = findings.iter().map(|finding| {
            let key = (finding.rule.position, finding.rule.id.clone(), finding.subject.clone());
            (key, (finding.outcome_word(), finding.rule.citation.clone(), finding.weight))
        });
        each.collect::<BTreeMap<_, _>>()
    };
    let (one, other) = (by_key(one), by_key(other));
    let keys: BTreeSet<_> = one.keys().chain(other.keys()).cloned().collect();
    let moved = keys.into_iter().filter_map(|key| {
        let (before, after) = (one.get(&key), other.get(&key));
        let says = |found: Option<&(&'static str, _, crate::rulebook::body::Weight)>| {
            found.map(|(outcome, _, weight)| (*outcome, weight.as_str()))
        };
        if says(before) == says(after) {
            return None;
        }
        let (_, rule, subject) = key;
        Some(MovedFinding {
            rule,
            subject,
            citation: before.or(after).map(|(_, citation, _)| citation.clone())?,
            outcomes: [before, after].map(|found| found.map(|(outcome, ..)| *outcome)),
        })
    });
    moved.collect()
}
