//! The three values of a condition and how well the law behind them is documented.

use std::fmt;

/// What a condition comes to; ordered so that `all` is the least and `any` the greatest.
///
/// # Examples
///
/// ```
/// use safe_eligibility::outcome::Outcome;
///
/// assert!(Outcome::NotMet < Outcome::Undetermined && Outcome::Undetermined < Outcome::Met);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the logic has three values")]
pub enum Outcome {
    /// Certainly not.
    NotMet,
    /// A fact is not stated or the law is not known; never a yes further up.
    Undetermined,
    /// Certainly.
    Met,
}

impl Outcome {
    /// The word of the assessment.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotMet => "not-met",
            Self::Undetermined => "undetermined",
            Self::Met => "met",
        }
    }

    /// The outcome of a stated yes or no; `None`: not stated.
    #[must_use]
    pub fn of(stated: Option<bool>) -> Self {
        match stated {
            Some(true) => Self::Met,
            Some(false) => Self::NotMet,
            None => Self::Undetermined,
        }
    }

    /// The other way round; what is undetermined stays so.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::NotMet => Self::Met,
            Self::Undetermined => Self::Undetermined,
            Self::Met => Self::NotMet,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// How well a datum of law is documented, from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "contract section 2 closes the list")]
pub enum EvidenceGrade {
    /// Nobody said so.
    Assumed,
    /// Press or analysis.
    Secondary,
    /// An institution's page, summary or briefing.
    Official,
    /// An act itself.
    Text,
}

impl EvidenceGrade {
    /// Every grade, from worst to best.
    pub const ALL: [Self; 4] = [Self::Assumed, Self::Secondary, Self::Official, Self::Text];

    /// The word of the assessment and of rule files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assumed => "assumed",
            Self::Secondary => "secondary",
            Self::Official => "official",
            Self::Text => "text",
        }
    }

    /// The grade of that word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.as_str() == word)
    }
}

impl fmt::Display for EvidenceGrade {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// An outcome with the grade of the law it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Judgement {
    /// The outcome.
    pub outcome: Outcome,
    /// How well the law behind it is documented.
    pub evidence: EvidenceGrade,
}

impl Judgement {
    /// An outcome that rests on law of that grade.
    #[must_use]
    pub const fn new(outcome: Outcome, evidence: EvidenceGrade) -> Self {
        Self { outcome, evidence }
    }

    /// An outcome that rests on facts and the act itself.
    #[must_use]
    pub const fn of_text(outcome: Outcome) -> Self {
        Self::new(outcome, EvidenceGrade::Text)
    }

    /// All of them: the least outcome; met for none.
    ///
    /// Met rests on the weakest branch, not met on the strongest branch that is not met,
    /// undetermined on the weakest that is undetermined.
    #[must_use]
    pub fn all(branches: impl IntoIterator<Item = Self>) -> Self {
        branches.into_iter().fold(Self::of_text(Outcome::Met), |so_far, branch| {
            so_far.joined(branch, Outcome::NotMet)
        })
    }

    /// Any of them: the greatest outcome; not met for none.
    ///
    /// Not met rests on the weakest branch, met on the strongest branch that is met, undetermined
    /// on the weakest that is undetermined.
    #[must_use]
    pub fn any(branches: impl IntoIterator<Item = Self>) -> Self {
        branches.into_iter().fold(Self::of_text(Outcome::NotMet), |so_far, branch| {
            so_far.joined(branch, Outcome::Met)
        })
    }

    /// The opposite outcome on the same law.
    #[must_use]
    pub fn opposite(self) -> Self {
        Self::new(self.outcome.opposite(), self.evidence)
    }

    /// Whether a combination that came to `whole` rests on this branch of it.
    ///
    /// It does where it has the outcome of the whole, unless it is documented more weakly: one
    /// branch was enough then, and a better documented one carries the whole.
    pub(crate) fn carries(self, whole: Self) -> bool {
        self.outcome == whole.outcome && self.evidence >= whole.evidence
    }

    // `decisive` alone settles the whole, so the best documented branch with it is enough; of
    // every other outcome all branches are needed, and the weakest tells.
    fn joined(self, other: Self, decisive: Outcome) -> Self {
        if self.outcome == other.outcome {
            let evidence = if self.outcome == decisive {
                self.evidence.max(other.evidence)
            } else {
                self.evidence.min(other.evidence)
            };
            return Self::new(self.outcome, evidence);
        }
        let other_wins = match decisive {
            Outcome::Met => other.outcome > self.outcome,
            Outcome::NotMet | Outcome::Undetermined => other.outcome < self.outcome,
        };
        if other_wins { other } else { self }
    }
}
