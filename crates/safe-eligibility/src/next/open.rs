//! What stays open whatever the facts are: by the law, or by a range of cost.

use std::collections::BTreeMap;

use super::trial::{self, Key, State};
use crate::assessment::{Assessment, Finding};
use crate::model::place::Place;
use crate::outcome::Outcome;
use crate::rulebook::body::Weight;
use crate::rulebook::datum::{Datum, LawValue};
use crate::rulebook::law::{Law, Rule};
use crate::trace::{Missing, Step};

/// A condition that is open and waits for no fact.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Beyond<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// Of whom it is asked.
    pub subject: Place,
    /// The data of law that leave it open: not known, or documented too weakly; by address.
    pub law: Vec<Datum<'a>>,
    /// Whether a range of cost leaves it open.
    pub by_range: bool,
}

/// Conditions that are open and wait for no fact, each with everything that was found to leave it
/// open.
#[derive(Default)]
pub(super) struct LeftOpen<'a> {
    found: BTreeMap<Key, Beyond<'a>>,
}

impl<'a> LeftOpen<'a> {
    /// Those of an assessment.
    pub(super) fn now(assessment: &Assessment<'a>) -> Self {
        let mut open = Self::default();
        let all = 0..assessment.findings().len();
        open.extend(all.filter_map(|index| of_finding(assessment, index, assessment)));
        open
    }

    pub(super) fn extend(&mut self, others: impl IntoIterator<Item = Beyond<'a>>) {
        for other in others {
            let key = (other.rule.position, other.subject.clone());
            let Some(known) = self.found.get_mut(&key) else {
                self.found.insert(key, other);
                continue;
            };
            known.by_range |= other.by_range;
            other.law.into_iter().for_each(|datum| add(&mut known.law, datum));
        }
    }

    /// Leaves out what another has.
    pub(super) fn without(mut self, other: &Self) -> Self {
        self.found.retain(|key, _| !other.found.contains_key(key));
        self
    }

    /// In the order of the rules, then of the document.
    pub(super) fn into_list(self) -> Vec<Beyond<'a>> {
        self.found.into_values().collect()
    }
}

fn add<'a>(law: &mut Vec<Datum<'a>>, datum: Datum<'a>) {
    if let Err(at) = law.binary_search_by(|other| other.address.cmp(&datum.address)) {
        law.insert(at, datum);
    }
}

/// A finding that is open and waits for no fact, in the words of the assessment first asked about.
///
/// `None`: it is settled, waits for a fact, or is no condition.
pub(super) fn of_finding<'a>(
    changed: &Assessment<'_>,
    index: usize,
    asked: &Assessment<'a>,
) -> Option<Beyond<'a>> {
    let finding = changed.findings().get(index)?;
    let is_beyond = finding.weight == Weight::Condition
        && finding.outcome == Some(Outcome::Undetermined)
        && trial::state_of(changed, index) == State::Settled;
    if !is_beyond {
        return None;
    }
    let law = asked.governed().law();
    let rule = rule_of(finding, law)?;
    let mut beyond =
        Beyond { rule, subject: finding.subject.clone(), law: Vec::new(), by_range: false };
    beyond.collect(&finding.step, changed, law);
    Some(beyond)
}

fn rule_of<'a>(finding: &Finding<'_>, law: &'a Law) -> Option<&'a Rule> {
    let versions = &law.rules().get(finding.rule.position)?.versions;
    versions.iter().find(|version| version.first_day == finding.rule.first_day)
}

impl<'a> Beyond<'a> {
    // Only what is itself undetermined leaves the whole so.
    fn collect(&mut self, step: &Step<'_>, changed: &Assessment<'_>, law: &'a Law) {
        if step.outcome() != Outcome::Undetermined {
            return;
        }
        let is_open = |datum: &&Datum<'_>| {
            let is_known = !matches!(datum.value, LawValue::Word("not-known"));
            datum.carries && (datum.set_aside || !is_known)
        };
        for datum in step.law.iter().filter(is_open) {
            add(&mut self.law, of_law(datum, law));
        }
        // A share that no fact would settle any more: some cost is a range.
        if let Missing::Costs(product) = step.missing {
            self.by_range |= changed.tallies.has_range(product);
        }
        step.because.iter().for_each(|part| self.collect(part, changed, law));
    }
}

/// The datum as the law has it, and not a procurement that was made up.
fn of_law<'a>(datum: &Datum<'_>, law: &'a Law) -> Datum<'a> {
    let sources = &law.pack().sources;
    let source = datum.source.and_then(|id| sources.get_key_value(id)).map(|(id, _)| &**id);
    let Datum { address, value, evidence, known_from, set_aside, carries, .. } = *datum;
    Datum { address, value, source, evidence, known_from, set_aside, carries }
}
