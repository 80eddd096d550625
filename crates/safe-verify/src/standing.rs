//! The standing of an origin.

use crate::asked::Asked;
use crate::logic::Outcome;

impl Asked<'_> {
    /// The standing of an origin in the words of the assessment.
    pub(crate) fn standing(&self, origin: Option<&str>) -> &'static str {
        let Some(origin) = origin else { return "unstated" };
        let core = self.law.core(origin);
        match core.judged.outcome {
            Outcome::Met => core.class.unwrap_or(""),
            Outcome::Undetermined => "not-known",
            Outcome::NotMet if self.is_partner(origin) => "partner",
            Outcome::NotMet => "outside",
        }
    }
}
