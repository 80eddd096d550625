//! What was considered and did not carry, and why.

use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::outcome::Outcome;
use crate::rulebook::datum::Address;

/// What was considered and did not carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rejection {
    /// What.
    pub what: Considered,
    /// Why it did not carry.
    pub why: Reason,
}

/// What can be considered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "contract section 5 closes the list")]
pub enum Considered {
    /// An agreement, by its party.
    Agreement(CountryCode),
    /// A derogation, by the position of its rule in the law.
    Derogation(usize),
    /// A version of the rule of the step, by its first day.
    Version(Day),
    /// A row of law among several that answer the same question, by its address.
    Row(Address),
}

/// Why something did not carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// Its conditions are not met.
    NotMet,
    /// Whether its conditions are met is undetermined.
    Undetermined,
    /// The agreement is not applied on the day.
    NotApplied,
    /// No line that counts originates in the party.
    NoLineFromParty,
    /// Another provision carries already.
    NotNeeded,
    /// It counts as not known, being documented too weakly.
    TooWeak,
    /// A reading rules it out.
    ReadingExcludes,
    /// It is for other subjects, or the rule that opens it is met.
    NotOpen,
    /// The version applies from a later day.
    LaterVersion,
    /// The version no longer applies.
    EarlierVersion,
}

impl Reason {
    /// Why something did not carry that came out as not met, or is open.
    pub(crate) fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Undetermined => Self::Undetermined,
            Outcome::NotMet | Outcome::Met => Self::NotMet,
        }
    }

    /// The word of the assessment.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotMet => "not-met",
            Self::Undetermined => "undetermined",
            Self::NotApplied => "not-applied-on-the-day",
            Self::NoLineFromParty => "no-line-from-the-party",
            Self::NotNeeded => "not-needed",
            Self::TooWeak => "documented-too-weakly",
            Self::ReadingExcludes => "excluded-by-reading",
            Self::NotOpen => "not-open",
            Self::LaterVersion => "applies-from-a-later-day",
            Self::EarlierVersion => "no-longer-applies",
        }
    }
}
