//! Why something moved, and how that is known.

use super::came::Came;

/// How it is known that differences are enough for a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "a cause is known in one of these ways")]
pub enum Proof {
    /// Each difference named is enough by itself, and no other is.
    Alone,
    /// No difference is enough by itself; each set named is, and no smaller one.
    Together,
    /// The differences named are enough together; whether fewer would be is not proven.
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

/// Why something moved: what is enough for that, and what is needed for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Causes {
    /// How it is known what is enough.
    pub proof: Proof,
    /// Differences that are enough: with each of these sets alone made on the first side, it comes
    /// to what it is on the second. In the order of the differences.
    pub enough: Vec<Cause>,
    /// Each difference that is needed: with all but it made, it does not come to what it is on the
    /// second side. In the order of the differences; `None`: there were too many to try.
    pub needed: Option<Vec<Cause>>,
}

impl Causes {
    pub(super) fn none() -> Self {
        Self { proof: Proof::NotAttributed, enough: Vec::new(), needed: None }
    }

    /// Each difference that is needed; none where they were not tried.
    pub(crate) fn each_needed(&self) -> impl Iterator<Item = usize> {
        self.needed.iter().flatten().flat_map(|one| one.differences.iter().copied())
    }

    /// Whether what is enough is one set, and each of it, and nothing else, is needed.
    pub(crate) fn is_enough_and_needed(&self) -> bool {
        let [only] = self.enough.as_slice() else { return false };
        only.differences.iter().copied().eq(self.each_needed())
    }

    /// Whether the same differences are named, known in the same way.
    pub(crate) fn names_the_same(&self, other: &Self) -> bool {
        fn named(causes: &[Cause]) -> Vec<&[usize]> {
            causes.iter().map(|cause| &*cause.differences).collect()
        }
        self.proof == other.proof
            && named(&self.enough) == named(&other.enough)
            && self.needed.as_deref().map(named) == other.needed.as_deref().map(named)
    }
}

/// Differences, and what comes of them when tried from both sides.
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

/// Differences of which it is not said what they do by themselves, by their index among all.
///
/// Empty where nothing moved, where no cause is named, or where none was tried by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct OnlyWithOthers {
    /// That cannot be made without others, such as a line without its new supplier.
    pub applied: Vec<usize>,
    /// That cannot be unmade without others, such as a new supplier of a line.
    pub undone: Vec<usize>,
}
