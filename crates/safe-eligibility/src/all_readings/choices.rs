//! What can be chosen: an option of each open question, and for each list whether a country is on it.

use std::collections::BTreeSet;

use crate::model::country::{CountryCode, Origin};
use crate::model::procurement::CommonProcurement;
use crate::rulebook::law::{Governed, Law};
use crate::rulebook::pack::{Answers, Question};
use crate::rulebook::readings::{Reading, Readings};
use crate::subjects;

/// Something that can be chosen in several ways; the first of its answers is the one chosen now.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice {
    /// Id of the reading.
    pub reading: Box<str>,
    /// What is chosen.
    pub answers: ChoiceAnswers,
}

/// The answers of a choice, the one chosen now first.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a question has options or asks for a list")]
pub enum ChoiceAnswers {
    /// The options of the question.
    Options(Vec<Box<str>>),
    /// Whether a country is on the list.
    Listed {
        /// The country; what is read as the same State goes with it.
        country: CountryCode,
        /// Whether it is on the list now.
        now: bool,
    },
}

impl Choice {
    /// How many answers there are.
    pub(super) fn size(&self) -> usize {
        match &self.answers {
            ChoiceAnswers::Options(options) => options.len(),
            ChoiceAnswers::Listed { .. } => 2,
        }
    }

    /// Whether a country is on its list now; no where it has options.
    pub(super) fn is_listed_now(&self) -> bool {
        matches!(self.answers, ChoiceAnswers::Listed { now: true, .. })
    }

    /// The country of a list that it is about; `None`: it has options.
    #[must_use]
    pub fn country(&self) -> Option<CountryCode> {
        match self.answers {
            ChoiceAnswers::Listed { country, .. } => Some(country),
            ChoiceAnswers::Options(_) => None,
        }
    }
}

/// Every choice there is under a law for a procurement: questions in the order of the pack, then
/// countries of lists by code.
pub(super) fn choices(procurement: &CommonProcurement, law: &Law) -> Vec<Choice> {
    let questions = &law.pack().questions;
    let options = questions.iter().filter_map(|question| {
        let Answers::Options { options, .. } = &question.answers else { return None };
        let Some(Reading::Option(chosen)) = law.readings().answer(&question.id) else {
            return None;
        };
        let others = options.iter().map(|(option, _)| option).filter(|option| *option != chosen);
        let answers = std::iter::once(chosen).chain(others).cloned().collect();
        Some(Choice { reading: question.id.clone(), answers: ChoiceAnswers::Options(answers) })
    });
    let mut all: Vec<Choice> = options.collect();
    for question in questions {
        all.extend(listed(question, procurement, law));
    }
    all
}

/// The countries of one list that a bill names and that may be on it: those outside the core area
/// by whatever day standing goes, and those that are on it now.
fn listed(question: &Question, procurement: &CommonProcurement, law: &Law) -> Vec<Choice> {
    let Some(Reading::Countries(now)) = law.readings().answer(&question.id) else {
        return Vec::new();
    };
    let by_day = law.governing_by_either_day(procurement.stated().contract.signed_on);
    let Some(governed) = by_day.first() else { return Vec::new() };
    let is_outside =
        |country: CountryCode| by_day.iter().any(|day| day.core(country).class.is_none());
    let named: BTreeSet<CountryCode> = named_in_bills(procurement, governed);
    let each = named.into_iter().filter_map(|country| {
        let is_listed = now.iter().any(|listed| governed.same_state(*listed, country));
        let answers = ChoiceAnswers::Listed { country, now: is_listed };
        (is_listed || is_outside(country)).then(|| Choice { reading: question.id.clone(), answers })
    });
    each.collect()
}

/// The States from which a line comes, is bought or supplied.
fn named_in_bills(
    procurement: &CommonProcurement,
    governed: &Governed<'_>,
) -> BTreeSet<CountryCode> {
    let mut named = BTreeSet::new();
    let mut add = |origin: Origin| {
        if let Origin::Country(country) = origin {
            named.insert(governed.mapped(country));
        }
    };
    let products = procurement.stated().end_products.iter().flatten();
    for bill in products.filter_map(|product| product.components.as_ref()) {
        let codes: BTreeSet<u8> = bill.origin_codes().iter().copied().collect();
        codes.into_iter().filter_map(crate::model::bill::origin_of).for_each(&mut add);
        bill.sourced_lines().for_each(|(_, origin)| add(origin));
        for supplier in bill.suppliers() {
            let subject = subjects::entity(procurement, supplier);
            if let Some(seat) = subject.and_then(|subject| subject.entity()?.established_in) {
                add(Origin::Country(seat));
            }
        }
    }
    named
}

/// The readings under a combination: for each choice the position of its answer.
pub(super) fn readings(choices: &[Choice], combination: &[usize], law: &Law) -> Readings {
    let mut readings = law.readings().clone();
    let governed = law.governing(None);
    for (choice, value) in choices.iter().zip(combination) {
        match &choice.answers {
            ChoiceAnswers::Options(options) => {
                if let Some(option) = options.get(*value) {
                    readings.set(&choice.reading, option);
                }
            }
            // What is chosen now stands in the list already, in the order given.
            ChoiceAnswers::Listed { country, now } if *value > 0 => {
                readings.change_list(&choice.reading, |list| {
                    list.retain(|listed| !governed.same_state(*listed, *country));
                    if !now {
                        list.push(*country);
                    }
                });
            }
            ChoiceAnswers::Listed { .. } => {}
        }
    }
    readings
}
