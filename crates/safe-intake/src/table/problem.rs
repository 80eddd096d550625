//! What can be wrong with a table, each kind with its message and what to do about it.

use std::sync::Arc;

use safe_eligibility::model::given::shown;

use super::limits::Limit;
use crate::calendar::DayProblem;
use crate::number::NumberProblem;
use crate::source::{Source, Spot};

/// Something wrong with a table; without it there is no bill.
///
/// Displayed it is what is wrong, without the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TableProblem {
    /// A file that cannot be read as a table.
    #[error("{problem}")]
    File {
        /// Where it is.
        at: Source,
        /// What is wrong.
        problem: FileProblem,
    },
    /// A row that cannot be understood.
    #[error("{problem}")]
    Row {
        /// Where it is.
        at: Source,
        /// What is wrong.
        problem: RowProblem,
    },
    /// A cell that cannot be understood.
    #[error("{}{problem}", given_first(given))]
    Cell {
        /// Where it is.
        at: Source,
        /// What stands there.
        given: String,
        /// What is wrong.
        problem: CellProblem,
    },
}

impl TableProblem {
    /// The kind of problem, for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::File { problem, .. } => problem.code(),
            Self::Row { problem, .. } => problem.code(),
            Self::Cell { problem, .. } => problem.code(),
        }
    }

    /// Where it is.
    pub(crate) fn source(&self) -> &Source {
        match self {
            Self::File { at, .. } | Self::Row { at, .. } | Self::Cell { at, .. } => at,
        }
    }

    /// What stands there.
    pub(crate) fn given(&self) -> Option<&str> {
        match self {
            Self::Cell { given, .. } => Some(given).filter(|given| !given.is_empty()).map(|g| &**g),
            Self::File { .. } | Self::Row { .. } => None,
        }
    }

    /// The one thing to do about it.
    #[expect(clippy::unnecessary_wraps, reason = "every kind of problem of intake answers alike")]
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Self::File { problem, .. } => Some(problem.help()),
            Self::Row { problem, .. } => Some(problem.help().to_owned()),
            Self::Cell { problem, .. } => Some(problem.help().to_owned()),
        }
    }
}

fn given_first(given: &str) -> String {
    if given.is_empty() { String::new() } else { format!("`{}` ", shown(given)) }
}

/// Why a file is no table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FileProblem {
    /// Nothing in it.
    #[error("the table is empty")]
    Empty,
    /// Something else than a table.
    #[error("the file is {0}, not a table")]
    Other(&'static str),
    /// A workbook that needs a password.
    #[error("the workbook is protected by a password")]
    Encrypted,
    /// A workbook that is broken.
    #[error("the workbook is damaged: {0}")]
    Damaged(&'static str),
    /// More than is read.
    #[error("the file is too large: {0}")]
    TooLarge(Limit),
    /// A row or cell that a sheet has twice, so that one would hide the other.
    #[error("{} is in the sheet twice", if .column.is_some() { "the cell" } else { "the row" })]
    Twice {
        /// The name of the sheet; `None` while only its cells are looked at.
        sheet: Option<Arc<str>>,
        /// The row, counted from 1.
        row: u32,
        /// The column, counted from 1; `None`: the row as a whole.
        column: Option<u32>,
    },
    /// A count of repeated rows or cells that is none.
    #[error("`{}` rows or cells are to be repeated", shown(.given))]
    Repeated {
        /// What stands in place of the count.
        given: String,
    },
    /// A sheet that is not there.
    #[error("there is no sheet `{}`", shown(.given))]
    NoSheet {
        /// The name or number that was asked for.
        given: String,
        /// The names of the sheets that are there.
        sheets: Vec<String>,
    },
    /// A sheet of another kind, such as one chart.
    #[error("the sheet holds no cells but a chart or dialog")]
    NoCells,
    /// A text that is not in the encoding it was said to be in.
    #[error("the text is not {encoding}")]
    Encoding {
        /// The name of the encoding.
        encoding: &'static str,
    },
    /// A quote that is never closed.
    #[error("a quote opens here and is never closed")]
    UnclosedQuote,
}

impl FileProblem {
    /// Where in a file it is.
    pub(super) fn spot(&self) -> Spot {
        match self {
            Self::Twice { sheet, row, column } => {
                Spot::Cell { sheet: sheet.clone(), row: *row, column: *column, line: None }
            }
            Self::Empty
            | Self::Other(_)
            | Self::Encrypted
            | Self::Damaged(_)
            | Self::TooLarge(_)
            | Self::Repeated { .. }
            | Self::NoSheet { .. }
            | Self::NoCells
            | Self::Encoding { .. }
            | Self::UnclosedQuote => Spot::Whole,
        }
    }

    /// The same problem, in the sheet of this name.
    pub(super) fn in_sheet(self, name: &Arc<str>) -> Self {
        if let Self::Twice { sheet: None, row, column } = self {
            return Self::Twice { sheet: Some(name.clone()), row, column };
        }
        self
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty-table",
            Self::Other(_) => "not-a-table",
            Self::Encrypted => "protected-workbook",
            Self::Damaged(_) => "damaged-workbook",
            Self::TooLarge(_) => "too-large",
            Self::Twice { column: None, .. } => "row-twice",
            Self::Twice { column: Some(_), .. } => "cell-twice",
            Self::Repeated { .. } => "repeated-cells",
            Self::NoSheet { .. } => "no-such-sheet",
            Self::NoCells => "no-cells",
            Self::Encoding { .. } => "wrong-encoding",
            Self::UnclosedQuote => "unclosed-quote",
        }
    }

    fn help(&self) -> String {
        let help = match self {
            Self::Empty => "save the sheet that holds the bill, or name it in the mapping",
            Self::Other(_) => "open it in a spreadsheet program and save it as `.xlsx` or `.csv`",
            Self::Encrypted => "save a copy without the password",
            Self::Twice { .. } => {
                "look which of the two holds, and write the sheet anew with it alone"
            }
            Self::Damaged(_) | Self::Repeated { .. } => {
                "open it in a spreadsheet program, which may mend it, and save it again"
            }
            Self::TooLarge(_) => "save the sheet that holds the bill as a file of its own",
            Self::NoSheet { sheets, .. } => {
                let names: Vec<String> = sheets.iter().map(|name| shown(name)).collect();
                return format!("the sheets are `{}`", names.join("`, `"));
            }
            Self::NoCells => "name another sheet in the mapping",
            Self::Encoding { .. } => "name its encoding in the mapping",
            Self::UnclosedQuote => "close the quote, or write a quote within quotes twice",
        };
        help.to_owned()
    }
}

/// Why a row cannot be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RowProblem {
    /// More cells than there are headers.
    #[error("the row has {columns} cells but the header has {headers}")]
    TooLong {
        /// The last column of the row that holds something.
        columns: u32,
        /// The last column of the header that holds something.
        headers: u32,
    },
    /// Text behind a quote that closes a cell.
    #[error("a quote closes within a cell")]
    StrayQuote,
}

impl RowProblem {
    fn code(self) -> &'static str {
        match self {
            Self::TooLong { .. } => "row-too-long",
            Self::StrayQuote => "stray-quote",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::TooLong { .. } => "put a cell that holds the separator in quotes",
            Self::StrayQuote => "write a quote within quotes twice",
        }
    }
}

/// Why a cell cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CellProblem {
    /// A formula that failed.
    #[error("is what a formula failed with")]
    Failed,
    /// A formula without a value.
    #[error("no value was saved for this formula")]
    Unsaved,
    /// Something that is not a number.
    #[error("{0}")]
    Number(NumberProblem),
    /// Something that is not a day.
    #[error("{0}")]
    Day(DayProblem),
}

impl CellProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Failed => "failed-formula",
            Self::Unsaved => "unsaved-formula",
            Self::Number(problem) => problem.code(),
            Self::Day(problem) => problem.code(),
        }
    }

    fn help(&self) -> &'static str {
        match self {
            Self::Failed => "mend the formula, or empty the cell if it is not known",
            Self::Unsaved => "open the file in a spreadsheet program and save it again",
            Self::Number(problem) => problem.help(),
            Self::Day(problem) => problem.help(),
        }
    }
}
