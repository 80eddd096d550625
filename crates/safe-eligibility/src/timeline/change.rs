//! What of the law differs between two days.

use std::collections::{BTreeMap, BTreeSet};

use crate::assessment::{Assessment, Finding};
use crate::model::day::Day;
use crate::model::place::Place;
use crate::rulebook::body::Weight;
use crate::rulebook::datum::{Address, Datum};
use crate::trace::{BoundOrigin, BoundValue, Key, Step};

/// What a finding came to, apart from law and facts it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Came {
    rule: Box<str>,
    subject: Place,
    outcome: &'static str,
    via: Option<String>,
    weight: &'static str,
}

impl Came {
    pub(super) fn of(finding: &Finding<'_>) -> Self {
        Self {
            rule: finding.rule.id.clone(),
            subject: finding.subject.clone(),
            outcome: finding.outcome_word(),
            via: finding.via.map(|via| via.to_string()),
            weight: finding.weight.as_str(),
        }
    }
}

/// The law that differs between two days, as far as findings that moved rest on it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Change<'r> {
    /// Data that are looked at only before, or say something else after; by address.
    pub ended: Vec<&'r Datum<'r>>,
    /// Data that are looked at only after, or said something else before; by address.
    pub begun: Vec<&'r Datum<'r>>,
    /// Rules of which another version applies: id, first day before and after.
    pub versions: Vec<(&'r str, Option<Day>, Option<Day>)>,
    /// Last days that have just passed: rule id and day.
    pub deadlines: Vec<(&'r str, Day)>,
}

impl<'r> Change<'r> {
    /// Compares the assessments of two days.
    pub(super) fn between(before: &'r Assessment<'r>, after: &'r Assessment<'r>) -> Self {
        let moved = moved(before, after);
        let change = Self::among(before, after, Some(&moved));
        // What moves with others, such as shares together, may rest on what those rest on.
        if change.is_empty() { Self::among(before, after, None) } else { change }
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ended.is_empty()
            && self.begun.is_empty()
            && self.versions.is_empty()
            && self.deadlines.is_empty()
    }

    fn among(
        before: &'r Assessment<'r>,
        after: &'r Assessment<'r>,
        moved: Option<&BTreeSet<(usize, Place)>>,
    ) -> Self {
        let [old, new] = [before, after].map(|assessment| Rested::of(assessment, moved));
        let says = |datum: &Datum<'_>| {
            (
                datum.value.to_string(),
                datum.source.map(str::to_owned),
                datum.evidence,
                datum.set_aside,
            )
        };
        let differs = |one: &Rested<'r>, other: &Rested<'r>| -> Vec<&'r Datum<'r>> {
            let each = one.data.iter().filter(|(address, datum)| {
                other.data.get(address).is_none_or(|other| says(other) != says(datum))
            });
            each.map(|(_, datum)| *datum).collect()
        };
        let rules: BTreeSet<&str> = old.rules.union(&new.rules).copied().collect();
        let [from, to] = [before, after].map(versions);
        let versions = rules.into_iter().filter_map(|rule| {
            let (from, to) = (from.get(rule).copied(), to.get(rule).copied());
            (from != to).then_some((rule, from, to))
        });
        let passed = old
            .deadlines
            .iter()
            .filter(|(key, outcome)| new.deadlines.get(key).is_some_and(|other| other != *outcome));
        Self {
            ended: differs(&old, &new),
            begun: differs(&new, &old),
            versions: versions.collect(),
            deadlines: passed.map(|(key, _)| *key).collect(),
        }
    }
}

/// The findings that come to something else, by rule and subject.
fn moved(before: &Assessment<'_>, after: &Assessment<'_>) -> BTreeSet<(usize, Place)> {
    let of = |assessment: &Assessment<'_>| {
        let each = assessment.findings().iter();
        each.map(|finding| ((finding.rule.position, finding.subject.clone()), Came::of(finding)))
            .collect::<BTreeMap<_, _>>()
    };
    let (before, after) = (of(before), of(after));
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).cloned().collect();
    keys.into_iter().filter(|key| before.get(key) != after.get(key)).collect()
}

/// The version that applies of each rule, by its first day.
fn versions<'r>(assessment: &'r Assessment<'r>) -> BTreeMap<&'r str, Day> {
    assessment.governed().rules().map(|rule| (&*rule.id, rule.first_day)).collect()
}

/// The law that an assessment looked at.
#[derive(Default)]
struct Rested<'r> {
    data: BTreeMap<Address, &'r Datum<'r>>,
    // Rules that say something of it: those of the findings, those that derogate from them, and
    // that which says who is involved.
    rules: BTreeSet<&'r str>,
    deadlines: BTreeMap<(&'r str, Day), &'static str>,
}

impl<'r> Rested<'r> {
    /// What some findings look at; `None`: all of them, and who is involved.
    fn of(assessment: &'r Assessment<'r>, some: Option<&BTreeSet<(usize, Place)>>) -> Self {
        let mut rested = Self::default();
        for finding in assessment.findings() {
            let key = (finding.rule.position, finding.subject.clone());
            if some.is_none_or(|some| some.contains(&key)) {
                rested.rules.insert(&finding.rule.id);
                rested.add(&finding.rule.id, &finding.step);
            }
        }
        for rule in assessment.governed().rules() {
            let derogates =
                rule.body.derogates_from.iter().any(|cure| rested.rules.contains(&*cure.rule));
            if derogates || rule.body.weight == Weight::Definition {
                rested.rules.insert(&rule.id);
            }
        }
        if some.is_none() {
            for step in assessment.involvement() {
                rested.add("", step);
            }
        }
        rested
    }

    fn add(&mut self, rule: &'r str, step: &'r Step<'r>) {
        let rule = match (step.kind, step.key()) {
            ("derogation", Key::Word(id)) => id,
            _ => rule,
        };
        for datum in &step.law {
            self.data.entry(datum.address).or_insert(datum);
        }
        if let Some(comparison) = step.compares.as_deref() {
            if let BoundValue::Day(last_day) = comparison.right.value {
                self.deadlines.insert((rule, last_day), step.outcome().as_str());
            }
            if let BoundOrigin::Datum(datum) = &comparison.right.from {
                self.data.entry(datum.address).or_insert(datum);
            }
        }
        step.because.iter().for_each(|part| self.add(rule, part));
    }
}
