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

    /// The problems, never none; all of them, unless there are more than 100,000 and more than one
    /// for every 64 bytes of the document.
    #[must_use]
    pub fn problems(&self) -> &[InputError] {
        &self.problems
    }

    /// How many further problems were found but not kept.
    #[must_use]
    pub fn more(&self) -> usize {
        self.more
    }

    pub(crate) fn new(index: usize, line: Option<usize>, found: Problems) -> Self {
        let Problems { mut list, mut more, .. } = found;
        // What is wrong with a document of another kind is only that, and that it is broken.
        if list.iter().any(is_of_another_kind) {
            list.retain(|problem| is_of_another_kind(problem) || problem.at().is_none());
            more = 0;
        }
        // Mostly they are found in order, and sorting takes memory of its own.
        if !list.is_sorted_by(|left, right| left.at() <= right.at()) {
            list.sort_by(|left, right| left.at().cmp(&right.at()));
        }
        Self { index, line, problems: list, more }
    }
}

/// What answers are written in, none of which is a procurement.
const ANSWERS: [&str; 10] = [
    "safe-assessment/1",
    "safe-next/1",
    "safe-remedy/1",
    "safe-break/1",
    "safe-readings/1",
    "safe-timeline/1",
    "safe-diff/1",
    "safe-analysis/1",
    "safe-comparison/1",
    "safe-verification/1",
];

/// Whether a document is none of a procurement, but an answer about one.
fn is_of_another_kind(problem: &InputError) -> bool {
    matches!(problem, InputError::Format { given, .. } if ANSWERS.contains(&&**given))
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

/// The problems found so far; beyond a limit they are only counted.
#[derive(Debug)]
pub(crate) struct Problems {
    list: Vec<InputError>,
    // What is kept must stay a small multiple of the document, however bad each line is.
    most: usize,
    more: usize,
}

// With this many, ten million bad lines take about six times their own text.
const BYTES_FOR_EACH_KEPT: usize = 64;

// So many take some twenty megabytes, which every machine has.
const ALWAYS_KEPT: usize = 100_000;

impl Problems {
    /// Those of a document of that many bytes.
    pub(crate) fn of(bytes: usize) -> Self {
        let most = bytes.checked_div(BYTES_FOR_EACH_KEPT).unwrap_or(0).max(ALWAYS_KEPT);
        Self { list: Vec::new(), most, more: 0 }
    }

    /// How many further problems are kept.
    pub(crate) fn room(&self) -> usize {
        self.most.saturating_sub(self.list.len())
    }

    /// Counts problems that were found but not kept.
    pub(crate) fn count_more(&mut self, more: usize) {
        self.more = self.more.saturating_add(more);
    }

    pub(crate) fn push(&mut self, problem: InputError) {
        if self.is_full() {
            self.count_more(1);
        } else {
            self.list.push(problem);
        }
    }

    /// Whether further problems are only counted.
    pub(crate) fn is_full(&self) -> bool {
        self.room() == 0
    }

    /// Adds the one that ended the reading, for which there is always room.
    pub(crate) fn push_first(&mut self, problem: InputError) {
        self.list.insert(0, problem);
    }

    pub(crate) fn count(&self) -> usize {
        self.list.len().saturating_add(self.more)
    }
}
