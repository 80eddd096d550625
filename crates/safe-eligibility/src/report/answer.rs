//! Answers to questions after the verdict, for a report on the same procurement.

use super::assumptions::Assumptions;
use super::page::{Block, Section, breaks, diff, next_facts, readings, timeline};
use super::words::{Language, Words};
use crate::all_readings::AllReadings;
use crate::assessment::EvaluateError;
use crate::diff::Diff;
use crate::next::NextFacts;
use crate::remedy::Remedies;
use crate::remedy::breaks::Breaks;
use crate::timeline::Timeline;

/// What one question after the verdict was answered with, put into words.
///
/// A report tells it behind its reasons, in the same language: ask for the one it is written in.
#[derive(Clone, Debug)]
pub struct Answer {
    sections: Vec<Section>,
}

impl Answer {
    /// What is assumed may change one answer of a report and not another, so that each says so.
    /// Each section is named by the question too, since a report has those of others beside it.
    fn of(
        question: &str,
        assumptions: Option<&Assumptions<'_>>,
        sections: Vec<Section>,
        language: Language,
    ) -> Self {
        let said = assumptions.map(|assumed| assumed.said(language)).unwrap_or_default();
        Self::saying(question, said, sections, language)
    }

    fn saying(
        question: &str,
        said: Vec<String>,
        mut sections: Vec<Section>,
        language: Language,
    ) -> Self {
        let words = Words::of(language);
        let question = words.text(question);
        for section in &mut sections {
            let values = [("question", &*question), ("heading", &*section.heading)];
            section.heading = words.say("report/answer", &values);
        }
        if let Some(first) = sections.first_mut() {
            first.blocks.splice(0..0, said.into_iter().map(Block::Paragraph));
        }
        Self { sections }
    }

    pub(super) fn sections(&self) -> &[Section] {
        &self.sections
    }
}

impl Diff<'_> {
    /// What moved, for a report on the second side.
    #[must_use]
    pub fn to_answer(&self, language: Language) -> Answer {
        let (_, sections) = diff(self, [self.before(), self.after()], language);
        let said = self.laws().assumed().said(language);
        Answer::saying("report/answer/diff", said, sections, language)
    }
}

impl NextFacts<'_, '_> {
    /// What was found, for a report.
    #[must_use]
    pub fn to_answer(&self, language: Language) -> Answer {
        let assumed = self.assumptions();
        let (_, sections) = next_facts(self, assumed.as_ref(), language);
        Answer::of("report/answer/next", assumed.as_ref(), sections, language)
    }
}

impl Remedies<'_, '_> {
    /// What was found, for a report.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`Remedies::of`].
    pub fn to_answer(&self, language: Language) -> Result<Answer, EvaluateError> {
        let assumed = self.assumptions();
        let (_, sections) = self.told(assumed.as_ref(), language)?;
        Ok(Answer::of("report/answer/remedy", assumed.as_ref(), sections, language))
    }
}

impl Breaks<'_, '_> {
    /// What was found, for a report.
    #[must_use]
    pub fn to_answer(&self, language: Language) -> Answer {
        let assumed = self.assumptions();
        let (_, sections) = breaks(self, assumed.as_ref(), language);
        Answer::of("report/answer/break", assumed.as_ref(), sections, language)
    }
}

impl AllReadings<'_> {
    /// What was found, for a report.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`AllReadings::of`].
    pub fn to_answer(&self, language: Language) -> Result<Answer, EvaluateError> {
        let assumed = self.assumptions();
        let (_, sections) = readings(self, assumed.as_ref(), language)?;
        Ok(Answer::of("report/answer/readings", assumed.as_ref(), sections, language))
    }
}

impl Timeline<'_> {
    /// What was found, for a report.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`Timeline::of`].
    pub fn to_answer(&self, language: Language) -> Result<Answer, EvaluateError> {
        let (_, sections) = timeline(self, language)?;
        Ok(Answer::of("report/answer/timeline", self.assumptions().as_ref(), sections, language))
    }
}
