//! What can be wrong with the rows of a bill.

use super::layout_fault::LayoutFault;
use super::row_fault::RowFault;
use super::tree_fault::TreeFault;
use crate::source::Source;
use crate::table::TableProblem;

/// Something wrong with the rows of a bill; without it there is no bill.
///
/// Displayed it is what is wrong, without the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ShapeProblem {
    /// A file or a cell that cannot be read.
    #[error("{0}")]
    Table(TableProblem),
    /// A table that cannot be read as its mapping says.
    #[error("{fault}")]
    Layout {
        /// Where it is.
        at: Source,
        /// What is wrong.
        fault: LayoutFault,
    },
    /// A row that cannot be read as a part of the bill.
    #[error("{fault}")]
    Row {
        /// Where it is.
        at: Source,
        /// What stands there.
        given: Option<String>,
        /// What is wrong.
        fault: RowFault,
    },
    /// Rows that do not hang together.
    #[error("{fault}")]
    Tree {
        /// Where it is.
        at: Source,
        /// What stands there.
        given: Option<String>,
        /// What is wrong.
        fault: TreeFault,
    },
}

impl ShapeProblem {
    /// The kind of problem, for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Table(problem) => problem.code(),
            Self::Layout { fault, .. } => fault.code(),
            Self::Row { fault, .. } => fault.code(),
            Self::Tree { fault, .. } => fault.code(),
        }
    }

    /// Where it is.
    pub(crate) fn source(&self) -> &Source {
        match self {
            Self::Table(problem) => problem.source(),
            Self::Layout { at, .. } | Self::Row { at, .. } | Self::Tree { at, .. } => at,
        }
    }

    /// What stands there.
    pub(crate) fn given(&self) -> Option<&str> {
        match self {
            Self::Table(problem) => problem.given(),
            Self::Layout { .. } => None,
            Self::Row { given, .. } | Self::Tree { given, .. } => given.as_deref(),
        }
    }

    /// The one thing to do about it.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Self::Table(problem) => problem.help(),
            Self::Layout { fault, .. } => Some(fault.help()),
            Self::Row { fault, .. } => Some(fault.help()),
            Self::Tree { fault, .. } => fault.help(),
        }
    }
}
