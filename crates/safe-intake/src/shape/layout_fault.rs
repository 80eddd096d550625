//! What can be wrong with a table as the bill it should be.

use safe_eligibility::model::given::shown;

/// Why a table cannot be read as its mapping says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LayoutFault {
    /// A column that the mapping names and the table does not have.
    #[error("no column is headed `{}`", shown(.name))]
    NoColumn {
        /// The name in the mapping.
        name: String,
        /// The headers that are there.
        headers: Vec<String>,
        /// The header that looks most like it.
        nearest: Option<String>,
    },
    /// Two columns with one header.
    #[error("the columns {first} and {second} are both headed `{}`", shown(.name))]
    TwoColumns {
        /// The header.
        name: String,
        /// The letters of the first.
        first: String,
        /// The letters of the second.
        second: String,
    },
    /// A header row beyond the end of the table.
    #[error("the header row is empty")]
    NoHeader,
    /// A sheet of a file that has none.
    #[error("the mapping names a sheet, and the file has none")]
    NoSheets,
    /// Rows to be left out where the table has none.
    #[error("`skip_rows` of the mapping names row {first}, and the last row is {last}")]
    SkipsNothing {
        /// The first row that is to be left out.
        first: u32,
        /// The last row there is.
        last: u32,
    },
    /// A table without a row below its header.
    #[error("there is no row below the header")]
    NoRows,
    /// A table of parts that was not given.
    #[error("the mapping names a table of parts `{}` that was not given", shown(.name))]
    NoPartTable {
        /// Its name.
        name: String,
    },
    /// Numbers that can be read in two ways.
    #[error("`{}` may be read with decimals or with thousands", shown(.given))]
    AmbiguousNumbers {
        /// The first such number.
        given: String,
    },
    /// Numbers of which no style reads all.
    #[error("`{}` is written in another style than the numbers above it", shown(.given))]
    MixedNumbers {
        /// The first that contradicts.
        given: String,
    },
    /// Days that can be read in two ways, or in none.
    #[error("`{}` may be read with the day or the month first", shown(.given))]
    AmbiguousDays {
        /// The first such day.
        given: String,
    },
    /// A table of which no mapping can be guessed.
    #[error("no column is known to be `{}`", .missing.join("` or `"))]
    NoGuess {
        /// The keys of the columns that are not found.
        missing: Vec<&'static str>,
        /// The headers that are there.
        headers: Vec<String>,
    },
    /// More parts than are read.
    #[error("there are more than 4,294,967,295 parts")]
    TooManyParts,
    /// Problems beyond those that are listed.
    #[error("and {count} more problems")]
    More {
        /// How many.
        count: usize,
    },
}

impl LayoutFault {
    /// The kind of problem, for programs.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NoColumn { .. } => "no-such-column",
            Self::TwoColumns { .. } => "two-columns",
            Self::NoHeader => "no-header",
            Self::NoSheets => "no-sheets",
            Self::SkipsNothing { .. } => "skips-nothing",
            Self::NoRows => "no-rows",
            Self::NoPartTable { .. } => "no-part-table",
            Self::AmbiguousNumbers { .. } => "ambiguous-numbers",
            Self::MixedNumbers { .. } => "mixed-numbers",
            Self::AmbiguousDays { .. } => "ambiguous-days",
            Self::NoGuess { .. } => "no-guess",
            Self::TooManyParts => "too-many-parts",
            Self::More { .. } => "more-problems",
        }
    }

    /// The one thing to do about it.
    pub(super) fn help(&self) -> String {
        let help = match self {
            Self::NoColumn { nearest: Some(nearest), .. } => {
                return format!("perhaps `{}` is meant", shown(nearest));
            }
            Self::NoColumn { headers, .. } => return the_headers(headers),
            Self::NoGuess { missing, headers } => {
                return format!(
                    "{}; write a mapping with the one for `{}` in `[columns]`",
                    the_headers(headers),
                    missing.join("` and `"),
                );
            }
            Self::TwoColumns { first, second, .. } => {
                return format!("name it by number, or by letter as `{first}` or `{second}`");
            }
            Self::NoHeader => "name the row of the headers in the mapping as `header_row`",
            Self::NoSheets => "take `sheet` out of the mapping, or give the workbook",
            Self::SkipsNothing { .. } => "correct `skip_rows` or take it out of the mapping",
            Self::NoRows => "name the sheet or the row of the headers in the mapping",
            Self::NoPartTable { .. } => "give the file, or take `[parts]` out of the mapping",
            Self::AmbiguousNumbers { .. } | Self::MixedNumbers { .. } => {
                "state `decimal_mark` and `thousands_mark` in `[table]` of the mapping"
            }
            Self::AmbiguousDays { .. } => {
                "state `dates` in `[table]` of the mapping, such as `\"day-month-year\"`"
            }
            Self::TooManyParts => "split the bill into end products",
            Self::More { .. } => "mend those that are listed first",
        };
        help.to_owned()
    }
}

/// The headers that are there, for whoever named another.
pub(crate) fn the_headers(headers: &[String]) -> String {
    if headers.is_empty() {
        return "no row of headers is read; name the column by letter or number".to_owned();
    }
    let names = headers.iter().map(|name| format!("`{}`", shown(name)));
    format!("the headers are {}", names.collect::<Vec<_>>().join(", "))
}
