//! What facts of a document say.

use super::figures;
use super::told::Told;
use crate::outcome::Outcome;
use crate::trace::{Fact, FactValue, Step};

impl Told<'_, '_> {
    /// What a fact says: "Example AG is established in CH"; or that it is not stated.
    pub(super) fn fact(&self, fact: &Fact<'_>) -> String {
        match &fact.value {
            FactValue::NotStated => self.not_stated(fact),
            FactValue::Items(0) => {
                self.say("facts/nothing-listed", &[("fact", &self.names.fact(&fact.at))])
            }
            FactValue::Truth(_)
            | FactValue::Country(_)
            | FactValue::Origin(_)
            | FactValue::Day(_)
            | FactValue::Share(_)
            | FactValue::Rate(_)
            | FactValue::Word(_)
            | FactValue::Text(_)
            | FactValue::Areas(_)
            | FactValue::Items(_) => self.names.statement(&fact.at, &self.value(&fact.value)),
        }
    }

    pub(super) fn not_stated(&self, fact: &Fact<'_>) -> String {
        self.say("facts/not-stated", &[("fact", &self.names.fact(&fact.at))])
    }

    /// What the facts of a step say.
    pub(super) fn facts(&self, step: &Step<'_>) -> String {
        // Where a step without a comparison is not met for want of a fact, silence counts as no.
        let silence_is_no = step.outcome() == Outcome::NotMet && step.compares.is_none();
        self.together(step.facts.iter().map(|fact| match fact.value {
            FactValue::NotStated if silence_is_no => {
                self.say("facts/left-out", &[("fact", &self.names.fact(&fact.at))])
            }
            FactValue::NotStated
            | FactValue::Truth(_)
            | FactValue::Country(_)
            | FactValue::Origin(_)
            | FactValue::Day(_)
            | FactValue::Share(_)
            | FactValue::Rate(_)
            | FactValue::Word(_)
            | FactValue::Text(_)
            | FactValue::Areas(_)
            | FactValue::Items(_) => self.fact(fact),
        }))
    }

    /// The value of a fact in words.
    pub(super) fn value(&self, value: &FactValue<'_>) -> String {
        match value {
            FactValue::NotStated => self.text("page/not-stated"),
            FactValue::Truth(true) => self.text("facts/yes"),
            FactValue::Truth(false) => self.text("facts/no"),
            FactValue::Country(country) => country.to_string(),
            FactValue::Origin(origin) => origin.as_str().to_owned(),
            FactValue::Day(day) => day.to_string(),
            FactValue::Share(share) => figures::bound_percent(self.words, *share),
            FactValue::Rate(rate) => rate.to_string(),
            FactValue::Word(word) => self.text(&format!("facts/word/{word}")),
            FactValue::Text(text) => (*text).to_owned(),
            FactValue::Areas([]) | FactValue::Items(0) => self.text("facts/none"),
            FactValue::Areas(areas) => {
                let each = areas.iter().map(|area| format!("facts/area/{}", area.as_str()));
                self.listing(each.map(|name| self.text(&name)))
            }
            FactValue::Items(count) => self.say("facts/listed", &[("count", &count.to_string())]),
        }
    }
}
