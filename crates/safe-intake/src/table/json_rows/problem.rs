//! What can be wrong with rows in JSON.

use safe_eligibility::model::given::shown;

use crate::error::Malformed;

/// Why JSON is no table, or not in order as one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RowsProblem {
    /// A bill in CycloneDX, where a table belongs.
    #[error("the file is a bill in CycloneDX, not a table")]
    Cyclonedx,
    /// A procurement document, where a table belongs.
    #[error("the file is a procurement document, not a table")]
    Procurement,
    /// Text that stops being JSON.
    #[error("not valid JSON at column {column}; {why}")]
    Syntax {
        /// The column in the line, counted from 1.
        column: usize,
        /// What belongs there.
        why: Malformed,
    },
    /// Something else where an object belongs.
    #[error("a row is no object{}", more(*rows))]
    NoObject {
        /// How many rows are so.
        rows: usize,
    },
    /// An object or a list in a cell.
    #[error("`{}` is {}, but a cell holds one value{}", shown(name), one(*is_list), more(*rows))]
    Nested {
        /// The name of the member.
        name: String,
        /// Whether it is a list.
        is_list: bool,
        /// How many rows are so.
        rows: usize,
    },
    /// A member that an object has twice.
    #[error("the object states `{}` twice{}", shown(name), more(*rows))]
    Repeated {
        /// The name of the member.
        name: String,
        /// How often that is so.
        rows: usize,
    },
    /// A member without a name.
    #[error("a member has no name{}", more(*rows))]
    Unnamed {
        /// How many rows are so.
        rows: usize,
    },
}

impl RowsProblem {
    pub(in crate::table) fn code(&self) -> &'static str {
        match self {
            Self::Cyclonedx | Self::Procurement => "not-a-table",
            Self::Syntax { .. } => "syntax",
            Self::NoObject { .. } => "row-no-object",
            Self::Nested { .. } => "nested-value",
            Self::Repeated { .. } => "repeated-member",
            Self::Unnamed { .. } => "unnamed-member",
        }
    }

    pub(in crate::table) fn help(&self) -> Option<String> {
        let help = match self {
            Self::Cyclonedx => "give it with `--bill` or by itself; it needs no mapping",
            Self::Procurement => "give it by itself, without `--bill`",
            // What belongs there is what is to be done.
            Self::Syntax { .. } => return None,
            Self::NoObject { .. } => "write each row as an object, `{\"column\": value, …}`",
            Self::Nested { is_list: true, .. } => {
                "flatten it: write a row for each of its items, or a member for each"
            }
            Self::Nested { is_list: false, .. } => {
                "flatten it: write each value in it as a member of the row"
            }
            Self::Repeated { .. } => "remove one of the two",
            Self::Unnamed { .. } => "name it, or remove it",
        };
        Some(help.to_owned())
    }
}

fn one(is_list: bool) -> &'static str {
    if is_list { "a list" } else { "an object" }
}

fn more(rows: usize) -> String {
    match rows.saturating_sub(1) {
        0 => String::new(),
        1 => ", here and in another row".to_owned(),
        more => format!(", here and in {more} more rows"),
    }
}
