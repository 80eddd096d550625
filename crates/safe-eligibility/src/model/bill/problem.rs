//! What can be wrong with a bill as a whole.

use crate::model::given::shown;
use crate::model::place::{Member, Place};

/// Everything that is wrong with a bill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BillProblems {
    /// The problems that were kept, in the order of the lines.
    pub list: Vec<BillProblem>,
    /// How many further ones there are; none where all were to be kept.
    pub more: usize,
}

impl BillProblems {
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty() && self.more == 0
    }

    pub(super) fn note(&mut self, most: Option<usize>, problem: impl FnOnce() -> BillProblem) {
        if most.is_none_or(|most| self.list.len() < most) {
            self.list.push(problem());
        } else {
            self.more = self.more.saturating_add(1);
        }
    }
}

/// What is wrong with a bill, by the index of the line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BillProblem {
    /// Two lines have one id.
    #[error(
        "another line, at index {first}, has the id `{}`; give each line an id of its own",
        shown(id)
    )]
    DuplicateId {
        /// The later line.
        line: usize,
        /// The earlier line.
        first: usize,
        /// The id of both.
        id: String,
    },
    /// A line goes into one that does not exist.
    #[error("no line has the id `{}`; name a line of this end product", shown(parent))]
    UnknownParent {
        /// The line.
        line: usize,
        /// Which of its uses, where it has several.
        used_in: Option<usize>,
        /// The id that no line has.
        parent: String,
    },
    /// A line goes, through others, into itself.
    #[error("the line `{}` is a part of itself; a bill of materials has no cycle", shown(id))]
    Cycle {
        /// A line on the cycle.
        line: usize,
        /// Its id.
        id: String,
    },
    /// A range from more to less.
    #[error("a range from more to less; write the least first")]
    BackwardsRange {
        /// The line.
        line: usize,
    },
    /// A list of uses without a use.
    #[error("an empty list of uses; name at least one use, or leave it out")]
    NoUse {
        /// The line.
        line: usize,
    },
    /// More lines than can be numbered.
    #[error("more than 4,000,000,000 lines")]
    TooManyLines,
}

impl BillProblem {
    /// The line it is about; `None`: the bill as a whole.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::DuplicateId { line, .. }
            | Self::UnknownParent { line, .. }
            | Self::Cycle { line, .. }
            | Self::BackwardsRange { line }
            | Self::NoUse { line } => Some(*line),
            Self::TooManyLines => None,
        }
    }

    /// Where it is, given the place of the bill.
    #[must_use]
    pub fn place(&self, bill: &Place) -> Place {
        match self {
            Self::DuplicateId { line, .. } => bill.item(*line).member(Member::Id),
            Self::UnknownParent { line, used_in: None, .. } => {
                bill.item(*line).member(Member::Parent)
            }
            Self::UnknownParent { line, used_in: Some(index), .. } => {
                bill.item(*line).at(Member::UsedIn, *index).member(Member::Parent)
            }
            Self::Cycle { line, .. } => bill.item(*line),
            Self::BackwardsRange { line } => bill.item(*line).member(Member::UnitCostRange),
            Self::NoUse { line } => bill.item(*line).member(Member::UsedIn),
            Self::TooManyLines => bill.clone(),
        }
    }

    /// The same with other indices for its lines.
    #[must_use]
    pub fn renumbered(mut self, index: impl Fn(usize) -> usize) -> Self {
        match &mut self {
            Self::DuplicateId { line, first, .. } => {
                *line = index(*line);
                *first = index(*first);
            }
            Self::UnknownParent { line, .. }
            | Self::Cycle { line, .. }
            | Self::BackwardsRange { line }
            | Self::NoUse { line } => *line = index(*line),
            Self::TooManyLines => {}
        }
        self
    }
}
