//! Answers to questions after the verdict, for a report on the same procurement.

use super::page::{Section, next_facts, readings, timeline};
use super::words::Language;
use crate::all_readings::AllReadings;
use crate::assessment::EvaluateError;
use crate::next::NextFacts;
use crate::timeline::Timeline;

/// What one question after the verdict was answered with, put into words.
///
/// A report tells it behind its reasons, in the same language: ask for the one it is written in.
#[derive(Clone, Debug)]
pub struct Answer {
    sections: Vec<Section>,
}

impl Answer {
    pub(super) fn sections(&self) -> &[Section] {
        &self.sections
    }
}

impl NextFacts<'_, '_> {
    /// What was found, for a report.
    #[must_use]
    pub fn to_answer(&self, language: Language) -> Answer {
        Answer { sections: next_facts(self, language).1 }
    }
}

impl AllReadings<'_> {
    /// What was found, for a report.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`AllReadings::of`].
    pub fn to_answer(&self, language: Language) -> Result<Answer, EvaluateError> {
        Ok(Answer { sections: readings(self, language)?.1 })
    }
}

impl Timeline<'_> {
    /// What was found, for a report.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`Timeline::of`].
    pub fn to_answer(&self, language: Language) -> Result<Answer, EvaluateError> {
        Ok(Answer { sections: timeline(self, language)?.1 })
    }
}
