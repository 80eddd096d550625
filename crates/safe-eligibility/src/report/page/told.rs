//! What is told of an assessment, to whom it is told.

use super::names::Names;
use crate::assessment::Assessment;
use crate::report::assumptions::Assumptions;
use crate::report::words::{Language, Words};
use crate::rulebook::law::Governed;
use crate::rulebook::pack::Translated;

/// An assessment with the words it is told in.
#[derive(Clone, Copy)]
pub(super) struct Told<'r, 'a> {
    pub(super) assessment: &'r Assessment<'a>,
    /// The law that data are told of, which is that of the assessment or another.
    pub(super) governed: Governed<'r>,
    pub(super) names: Names<'r>,
    pub(super) words: &'static Words,
    pub(super) language: Language,
    /// Whether the verdict is one under assumptions that may change it.
    pub(super) is_assumed: bool,
}

impl<'r, 'a> Told<'r, 'a> {
    pub(super) fn new(assessment: &'r Assessment<'a>, language: Language) -> Self {
        let words = Words::of(language);
        let names = Names::of(assessment.procurement, words);
        let governed = assessment.governed;
        Self { assessment, governed, names, words, language, is_assumed: false }
    }

    /// The same under assumptions, which were asked for or not.
    pub(super) fn under(self, assumptions: Option<&Assumptions<'_>>) -> Self {
        Self { is_assumed: assumptions.is_some_and(Assumptions::may_mislead), ..self }
    }

    /// The same with data of another law.
    pub(super) fn under_law(self, governed: Governed<'r>) -> Self {
        Self { governed, ..self }
    }

    /// A sentence with its values.
    pub(super) fn say(&self, name: &str, values: &[(&str, &str)]) -> String {
        self.words.say(name, values)
    }

    /// What the rule pack says in the language told in; `None`: it says it in English only.
    pub(super) fn translated<'t, T>(&self, words: Option<&'t Translated<T>>) -> Option<&'t T> {
        let words = words?;
        match self.language {
            Language::English => None,
            Language::French => Some(&words.fr),
            Language::German => Some(&words.de),
            Language::Polish => Some(&words.pl),
        }
    }

    /// Several sentences as one, in the order in which they are given.
    pub(super) fn together(&self, sentences: impl IntoIterator<Item = String>) -> String {
        let one = sentences
            .into_iter()
            .reduce(|one, other| self.say("steps/reasons", &[("one", &one), ("other", &other)]));
        one.unwrap_or_default()
    }

    /// Several words as a list.
    pub(super) fn listing(&self, words: impl IntoIterator<Item = String>) -> String {
        let list = words.into_iter().reduce(|before, next| {
            self.say("verdict/listed", &[("before", &before), ("next", &next)])
        });
        list.unwrap_or_default()
    }

    /// A sentence that takes no values.
    pub(super) fn text(&self, name: &str) -> String {
        self.words.text(name)
    }
}
