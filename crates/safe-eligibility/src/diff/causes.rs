//! Why something moved, and how that is known.

use super::came::Came;

/// How the causes of a move are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "a cause is known in one of these ways")]
pub enum Proof {
    /// Each difference named moves it by itself, and no other does so.
    Alone,
    /// No difference moves it by itself; each set named does, and no smaller one.
    Together,
    /// The differences named move it together; whether fewer would is not proven.
    Several,
    /// The two laws cannot be taken apart here: no cause is named.
    NotAttributed,
}

impl Proof {
    /// The word of the output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::Together => "together",
            Self::Several => "several",
            Self::NotAttributed => "not-attributed",
        }
    }
}

/// Why something moved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Causes {
    /// How that is known.
    pub proof: Proof,
    /// Each cause, in the order of the differences.
    pub sets: Vec<Cause>,
}

impl Causes {
    pub(super) fn none() -> Self {
        Self { proof: Proof::NotAttributed, sets: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// Whether the same differences are named, known in the same way.
    pub(crate) fn names_the_same(&self, other: &Self) -> bool {
        let sets =
            |one: &Self| one.sets.iter().map(|set| set.differences.clone()).collect::<Vec<_>>();
        self.proof == other.proof && sets(self) == sets(other)
    }
}

/// Differences that move something: made by themselves on the first side, or unmade by themselves
/// on the second.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cause {
    /// Which, by their index among all differences.
    pub differences: Vec<usize>,
    /// What it comes to where they alone are made.
    pub applied: Trial,
    /// What it comes to where all others are made.
    pub undone: Trial,
}

/// What came of a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a trial can be made or not")]
pub enum Trial {
    /// They cannot be made or unmade without others, such as a line without its supplier.
    Impossible,
    /// What it comes to; `None`: there is no such finding then.
    Came(Option<Came>),
}
