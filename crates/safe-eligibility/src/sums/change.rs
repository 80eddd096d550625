//! Changes of sums: cost that comes, cost that goes.

use super::heap::Heap;
use crate::model::country::Origin;

/// Cost that some origin gains, and another may lose; no origin is one not stated.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) to: Option<Origin>,
    pub(super) from: Option<Source>,
    pub(super) cost: Heap,
}

/// Where the cost comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source {
    pub(super) origin: Option<Origin>,
    /// Whether it is the cost of a whole line, of which the origin has one less then.
    pub(super) is_line: bool,
}

impl Source {
    /// Some of the cost from an origin, whose lines stay there.
    pub(super) fn cost(origin: Option<Origin>) -> Self {
        Self { origin, is_line: false }
    }

    /// A whole line from an origin.
    pub(super) fn line(origin: Option<Origin>) -> Self {
        Self { origin, is_line: true }
    }
}

impl Change {
    /// Whether a line from an origin is there after it, of which there were `lines` before.
    pub(super) fn leaves(&self, lines: usize, origin: Origin) -> bool {
        let gained = self.to == Some(origin) && (self.is_line() || !self.cost.is_nothing());
        let lost = self.from.is_some_and(|source| source.is_line && source.origin == Some(origin));
        gained || lines > usize::from(lost)
    }

    fn is_line(&self) -> bool {
        self.from.is_some_and(|source| source.is_line)
    }
}
