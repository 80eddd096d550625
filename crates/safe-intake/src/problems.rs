//! Everything that is wrong with one document.

use std::fmt;

use crate::error::InputError;

/// Everything that is wrong with one document, in its order.
///
/// Displayed it is one line; the problems themselves are messages of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputErrors {
    index: usize,
    line: Option<usize>,
    problems: Vec<InputError>,
    more: usize,
}

impl InputErrors {
    /// The position of the document among those of its input, counted from 0.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// The line of the document in JSON lines, counted from 1; `None` for other input.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// The problems, never none and about a thousand at most.
    #[must_use]
    pub fn problems(&self) -> &[InputError] {
        &self.problems
    }

    /// How many further problems were found but not kept; very many are not all looked for.
    #[must_use]
    pub fn more(&self) -> usize {
        self.more
    }

    pub(crate) fn new(index: usize, line: Option<usize>, found: Problems) -> Self {
        let Problems { mut list, more } = found;
        list.sort_by(|left, right| left.at().cmp(&right.at()));
        Self { index, line, problems: list, more }
    }
}

impl fmt::Display for InputErrors {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.index.saturating_add(1);
        match self.problems.len().saturating_add(self.more) {
            1 => write!(out, "1 problem in document {number}")?,
            count => write!(out, "{count} problems in document {number}")?,
        }
        self.line.map_or(Ok(()), |line| write!(out, ", line {line}"))
    }
}

impl std::error::Error for InputErrors {}

/// The problems found so far; those beyond a thousand are only counted.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<InputError>,
    more: usize,
}

const MOST_PROBLEMS: usize = 1_000;

impl Problems {
    pub(crate) fn push(&mut self, problem: InputError) {
        if self.is_full() {
            self.more = self.more.saturating_add(1);
        } else {
            self.list.push(problem);
        }
    }

    /// Whether further problems are only counted.
    pub(crate) fn is_full(&self) -> bool {
        self.list.len() >= MOST_PROBLEMS
    }

    /// Adds the one that ended the reading, for which there is always room.
    pub(crate) fn push_first(&mut self, problem: InputError) {
        self.list.insert(0, problem);
    }

    pub(crate) fn count(&self) -> usize {
        self.list.len().saturating_add(self.more)
    }
}
