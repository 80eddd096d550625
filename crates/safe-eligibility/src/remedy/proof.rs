//! What shows that nothing smaller does the same.

use super::offers::Balance;
use crate::model::country::CountryCode;
use crate::model::exact::Exact;
use crate::model::place::Place;

/// By what the smallest answer is the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "the question knows these four")]
pub enum Measure {
    /// `fewest-changes`: as few changes as can be, whatever they are.
    FewestChanges,
    /// `fewest-components`: as few lines as can be.
    FewestComponents,
    /// `least-cost`: lines that cost as little as can be.
    LeastCost,
    /// `least-extra-price`: the alternatives taken cost least.
    LeastExtraPrice,
}

impl Measure {
    /// Every measure, in the order in which answers are told.
    pub const ALL: [Self; 4] =
        [Self::FewestChanges, Self::FewestComponents, Self::LeastCost, Self::LeastExtraPrice];

    /// The word of the answer.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FewestChanges => "fewest-changes",
            Self::FewestComponents => "fewest-components",
            Self::LeastCost => "least-cost",
            Self::LeastExtraPrice => "least-extra-price",
        }
    }
}

/// What was looked at before an answer was called the smallest.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Certificate {
    /// How many sets of other changes than of lines were assessed.
    pub sets_assessed: usize,
    /// Of each end product whose share or sources are looked at, what shows it of its lines.
    pub lines: Vec<LinesProof>,
}

/// What shows it of the lines of one end product.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LinesProof {
    /// The end product.
    pub subject: Place,
    /// How many of the lines have to be moved whatever the share is.
    pub forced: usize,
    /// Each test of the share of which one is enough.
    pub tests: Vec<ShareProof>,
}

/// What shows it of one test.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShareProof {
    /// The party of the agreement; `None`: the test of the ceiling itself.
    pub agreement: Option<CountryCode>,
    /// How many lines this test needs; `None`: all are not enough.
    pub lines: Option<usize>,
    /// What shows that no smaller number or cost is enough.
    pub shown: Shown,
}

/// What shows that less is not enough.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shown {
    /// `not-enough`: all lines that may be moved are not enough.
    NotEnough,
    /// `none-needed`: it holds without any line beyond those that have to be moved anyway.
    NoneNeeded,
    /// `too-few`: the lines that add most to a share, one fewer, do not reach what is needed.
    TooFew {
        /// The share.
        share: &'static str,
        /// How many lines they are.
        lines: usize,
        /// What they add, in euro weighted as the comparison weighs them.
        reach: Exact,
        /// What is needed, in the same measure.
        need: Exact,
    },
    /// `tried`: every number of lines from each side was tried.
    Tried {
        /// How many combinations of numbers.
        combinations: usize,
    },
    /// `searched`: every set of lines was tried or ruled out by what it costs at least.
    Searched {
        /// The least cost found, in euro; `None`: it is without limit.
        cost: Option<Exact>,
        /// What lines that are enough cost at least, in euro: where every set was tried or ruled
        /// out the cost found, else what is needed and what has to be moved anyway.
        at_least: Exact,
        /// In how many steps.
        steps: usize,
    },
    /// `priced`: alternatives were chosen by branch and bound, in exact numbers.
    Priced {
        /// The least extra price found; `None`: no choice was found that does.
        extra: Option<Balance>,
        /// Less than this no choice comes to that does; the price found, where that is proven.
        at_least: Balance,
        /// In how many steps.
        steps: usize,
        /// Whether it is what the solver of mixed-integer programmes proposed, checked exactly; if
        /// not, the search found something better, or the proposal did not do.
        is_of_solver: bool,
    },
}

impl Shown {
    /// What a search for the least cost shows; `needed` is what it takes where it was not ended.
    pub(super) fn searched(
        cost: Option<&Exact>,
        is_proven: bool,
        needed: impl FnOnce() -> Exact,
        steps: usize,
    ) -> Self {
        let at_least = cost.filter(|_| is_proven).cloned().unwrap_or_else(needed);
        Self::Searched { cost: cost.cloned(), at_least, steps }
    }

    /// The word of the answer.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::NotEnough => "not-enough",
            Self::NoneNeeded => "none-needed",
            Self::TooFew { .. } => "too-few",
            Self::Tried { .. } => "tried",
            Self::Searched { .. } => "searched",
            Self::Priced { .. } => "priced",
        }
    }
}
