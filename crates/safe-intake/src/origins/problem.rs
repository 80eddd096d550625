//! What can be wrong with a table of declarations of origin.

use safe_eligibility::model::day::Day;
use safe_eligibility::model::given::shown;

use crate::mapping::OriginColumn;
use crate::shape::the_headers;
use crate::source::Source;
use crate::table::TableProblem;

/// Something wrong with a table of declarations.
///
/// Displayed it is what is wrong, without the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum OriginProblem {
    /// What cannot be read as a table.
    #[error("{problem}")]
    Table {
        /// What is wrong with it.
        problem: TableProblem,
    },
    /// A table without a header of declarations.
    #[error("no header that names an origin and a part or supplier in its first rows")]
    NoHeader {
        /// The table.
        at: Source,
    },
    /// Two columns that hold the same.
    #[error("`{}` is a second column for `{}`, beside {first}", shown(.given), .column.as_str())]
    TwoColumns {
        /// The second header.
        at: Source,
        /// What stands there.
        given: String,
        /// The first header.
        first: Source,
        /// What both hold.
        column: OriginColumn,
    },
    /// A column that the mapping names and the table does not have.
    #[error("no column is headed `{}`, which the mapping names for `{}`", shown(.given), .column.as_str())]
    NoColumn {
        /// The header.
        at: Source,
        /// The name in the mapping.
        given: String,
        /// What it is to hold.
        column: OriginColumn,
        /// The headers that are there.
        headers: Vec<String>,
        /// The header that looks most like it.
        nearest: Option<String>,
    },
    /// Days that can be read in two ways, or in none throughout.
    #[error("`{}` does not say which of its figures is the month", shown(.given))]
    DateStyle {
        /// The column.
        at: Source,
        /// The first such day.
        given: String,
    },
    /// Not a day.
    #[error("`{}` is not a day", shown(.given))]
    Day {
        /// Where it is.
        at: Source,
        /// What stands there.
        given: String,
    },
    /// A validity that ends before it begins.
    #[error("valid from {first} until {last}, which is earlier")]
    Backwards {
        /// The row.
        at: Source,
        /// The first day.
        first: Day,
        /// The last day.
        last: Day,
    },
    /// A row without a part and without a supplier.
    #[error("a declaration about no part and no supplier")]
    AboutNothing {
        /// The row.
        at: Source,
    },
}

impl OriginProblem {
    /// The kind of problem, for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Table { problem } => problem.code(),
            Self::NoHeader { .. } => "no-declarations",
            Self::TwoColumns { .. } => "two-columns",
            Self::NoColumn { .. } => "no-such-column",
            Self::DateStyle { .. } => "unclear-days",
            Self::Day { .. } => "not-a-day",
            Self::Backwards { .. } => "validity-backwards",
            Self::AboutNothing { .. } => "declaration-about-nothing",
        }
    }

    /// Where it is.
    pub(crate) fn source(&self) -> &Source {
        match self {
            Self::Table { problem } => problem.source(),
            Self::NoHeader { at }
            | Self::TwoColumns { at, .. }
            | Self::NoColumn { at, .. }
            | Self::DateStyle { at, .. }
            | Self::Day { at, .. }
            | Self::Backwards { at, .. }
            | Self::AboutNothing { at } => at,
        }
    }

    /// What stands there.
    pub(crate) fn given(&self) -> Option<&str> {
        match self {
            Self::Table { problem } => problem.given(),
            Self::TwoColumns { given, .. }
            | Self::NoColumn { given, .. }
            | Self::DateStyle { given, .. }
            | Self::Day { given, .. } => Some(given),
            Self::NoHeader { .. } | Self::Backwards { .. } | Self::AboutNothing { .. } => None,
        }
    }

    /// The one thing to do.
    pub(crate) fn help(&self) -> Option<String> {
        Some(match self {
            Self::Table { problem } => return problem.help(),
            Self::NoHeader { .. } => {
                "name the columns `origin` and `part` or `supplier`, or say in `[origins.columns]` \
                 of the mapping what they are called"
                    .to_owned()
            }
            Self::TwoColumns { column, .. } => {
                format!(
                    "name the one that holds it by letter, as `{}` in `[origins.columns]` of the \
                     mapping",
                    column.as_str()
                )
            }
            Self::NoColumn { nearest: Some(nearest), .. } => {
                format!("perhaps `{}` is meant", shown(nearest))
            }
            Self::NoColumn { headers, .. } => the_headers(headers),
            Self::DateStyle { .. } => {
                "write days as `2026-05-30`, or state `dates` in `[origins]` of the mapping, such \
                 as `\"day-month-year\"`"
                    .to_owned()
            }
            Self::Day { .. } => "write it as `2026-05-30`".to_owned(),
            Self::Backwards { .. } => "exchange the two days".to_owned(),
            Self::AboutNothing { .. } => "name the part, the supplier, or both".to_owned(),
        })
    }
}
