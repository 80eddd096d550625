//! What was made of declarations of origin, or could not be.

use safe_eligibility::model::country::Origin;
use safe_eligibility::model::day::Day;
use safe_eligibility::model::given::shown;

use super::{About, OriginColumn, StatedAt};
use crate::country_name::CountryRemark;
use crate::pointer::Pointer;
use crate::remark::Weight;
use crate::source::Source;

/// What was made of declarations, or could not be.
///
/// Displayed it is what was done, without the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum OriginRemark {
    /// Rows above the header.
    #[error("{count} row{} above the header declare{} nothing", if *.count == 1 { "" } else { "s" }, if *.count == 1 { "s" } else { "" })]
    TitleRows {
        /// The first row.
        at: Source,
        /// How many rows.
        count: usize,
    },
    /// Rows that are read although a spreadsheet program hides them.
    #[error("{count} row{} read although the spreadsheet program hides {}", if *.count == 1 { "" } else { "s" }, if *.count == 1 { "it" } else { "them" })]
    HiddenRows {
        /// The first of them.
        at: Source,
        /// How many.
        count: usize,
    },
    /// A column that is read although a spreadsheet program hides it.
    #[error("the column is read for `{}` although the spreadsheet program hides it", .column.as_str())]
    HiddenColumn {
        /// The column.
        at: Source,
        /// What it holds.
        column: OriginColumn,
    },
    /// A column with a header that is not known.
    #[error("the column `{}` is not read", shown(.given))]
    UnreadColumn {
        /// The header.
        at: Source,
        /// What stands there.
        given: String,
    },
    /// A country that is not written as its code.
    #[error("{remark}")]
    Country {
        /// What there is to say about it.
        remark: CountryRemark,
    },
    /// A row without an origin.
    #[error("no origin is declared here; the row does not count")]
    NothingDeclared {
        /// Where it would be.
        at: Source,
    },
    /// A declaration outside its validity.
    #[error("the declaration about {about}, {}, does not count on {day}", validity(*.first, *.last))]
    NotValid {
        /// The row.
        at: Source,
        /// What it is about.
        about: About,
        /// The governing day.
        day: Day,
        /// Its first day; `None`: from ever on.
        first: Option<Day>,
        /// Its last day; `None`: without end.
        last: Option<Day>,
    },
    /// A declaration that a later one takes the place of.
    #[error("replaced by {by}; it does not count")]
    Replaced {
        /// The row that is replaced.
        at: Source,
        /// The row that replaces it.
        by: Source,
    },
    /// A declaration that says that it replaces one which is not there.
    #[error("`{}`, which it replaces, is not the document of another row about the same", shown(.given))]
    ReplacesNothing {
        /// The row.
        at: Source,
        /// The document it names.
        given: String,
    },
    /// Declarations about the same that contradict each other.
    #[error("contradictory origins of {about}: {}; it counts as not stated", listed(.declared))]
    Contradiction {
        /// The first of them.
        at: Source,
        /// What they are about.
        about: About,
        /// Each origin, `None` where it is not clear, with its cell.
        declared: Vec<(Option<Origin>, Source)>,
    },
    /// A declaration that a more specific one differs from.
    #[error("{} counts for part `{}`, as the more specific, and not {} of {other}", code_of(*.used), shown(.part), code_of(*.overruled))]
    Overruled {
        /// The more specific one.
        at: Source,
        /// The part.
        part: String,
        /// Its origin.
        used: Option<Origin>,
        /// The other one.
        other: Source,
        /// The origin of that one.
        overruled: Option<Origin>,
    },
    /// A declaration that differs from the bill.
    #[error("{} is declared for part `{}`, but the bill states `{}`{}; {}", code_of(*.declared), shown(.part), .stated.as_str(), in_bill(.bill.as_ref()), if *.wins { "the declaration counts" } else { "it counts as not stated" })]
    Bill {
        /// The declaration.
        at: Source,
        /// The part.
        part: String,
        /// The origin that is declared.
        declared: Option<Origin>,
        /// The origin that the bill states.
        stated: Origin,
        /// Where the bill states it, where that is known.
        bill: Option<StatedAt>,
        /// Whether declarations win.
        wins: bool,
    },
    /// A declaration about what no bill has.
    #[error("no bill has {about}")]
    NotInBill {
        /// The row.
        at: Source,
        /// What it is about.
        about: About,
    },
    /// Remarks on single parts beyond a thousand.
    #[error("{count} further remarks on declarations of origin are left out")]
    More {
        /// How many.
        count: usize,
    },
}

impl OriginRemark {
    /// The kind of remark, for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::TitleRows { .. } => "title-rows",
            Self::HiddenRows { .. } => "hidden-rows",
            Self::HiddenColumn { .. } => "hidden-column",
            Self::UnreadColumn { .. } => "unread-column",
            Self::Country { remark } => remark.code(),
            Self::NothingDeclared { .. } => "nothing-declared",
            Self::NotValid { .. } => "declaration-not-valid",
            Self::Replaced { .. } => "declaration-replaced",
            Self::ReplacesNothing { .. } => "replaces-nothing",
            Self::Contradiction { .. } => "contradictory-declarations",
            Self::Overruled { .. } => "declaration-overruled",
            Self::Bill { .. } => "declaration-and-bill",
            Self::NotInBill { .. } => "declaration-not-in-bill",
            Self::More { .. } => "more-remarks",
        }
    }

    /// How much it asks of its reader.
    pub(crate) fn weight(&self) -> Weight {
        match self {
            Self::TitleRows { .. } | Self::UnreadColumn { .. } | Self::Replaced { .. } => {
                Weight::Note
            }
            Self::Country { remark } => remark.weight(),
            Self::HiddenRows { .. }
            | Self::HiddenColumn { .. }
            | Self::NothingDeclared { .. }
            | Self::NotValid { .. }
            | Self::ReplacesNothing { .. }
            | Self::Contradiction { .. }
            | Self::Overruled { .. }
            | Self::Bill { .. }
            | Self::NotInBill { .. }
            | Self::More { .. } => Weight::Warning,
        }
    }

    /// Where it is; `None` for what is said of several places together.
    pub(crate) fn source(&self) -> Option<&Source> {
        match self {
            Self::Country { remark } => Some(remark.source()),
            Self::TitleRows { at, .. }
            | Self::HiddenRows { at, .. }
            | Self::HiddenColumn { at, .. }
            | Self::UnreadColumn { at, .. }
            | Self::NothingDeclared { at }
            | Self::NotValid { at, .. }
            | Self::Replaced { at, .. }
            | Self::ReplacesNothing { at, .. }
            | Self::Contradiction { at, .. }
            | Self::Overruled { at, .. }
            | Self::Bill { at, .. }
            | Self::NotInBill { at, .. } => Some(at),
            Self::More { .. } => None,
        }
    }

    /// The fact of the document that it is about; `None`: of no document.
    pub(crate) fn pointer(&self) -> Option<&Pointer> {
        if let Self::Bill { bill: Some(StatedAt::Document(pointer)), .. } = self {
            Some(pointer)
        } else {
            None
        }
    }

    /// What stands there.
    pub(crate) fn given(&self) -> Option<&str> {
        match self {
            Self::UnreadColumn { given, .. } | Self::ReplacesNothing { given, .. } => Some(given),
            Self::Country { remark } => Some(remark.given()),
            Self::TitleRows { .. }
            | Self::HiddenRows { .. }
            | Self::HiddenColumn { .. }
            | Self::NothingDeclared { .. }
            | Self::NotValid { .. }
            | Self::Replaced { .. }
            | Self::Contradiction { .. }
            | Self::Overruled { .. }
            | Self::Bill { .. }
            | Self::NotInBill { .. }
            | Self::More { .. } => None,
        }
    }

    /// The one thing to do if it was not meant.
    pub(crate) fn help(&self) -> Option<String> {
        let help = match self {
            Self::Country { remark } => return remark.help(),
            Self::HiddenRows { .. } => "show the rows if they are meant, or delete them",
            Self::HiddenColumn { .. } => "show the column if it is meant, or delete it",
            Self::NothingDeclared { .. } => "write the origin, or remove the row",
            Self::NotValid { .. } => "add a declaration that is valid on that day",
            Self::ReplacesNothing { .. } => {
                "write the document as the other row has it, or `yes` for all other rows"
            }
            Self::Contradiction { .. } => {
                "remove the ones that do not hold, or write in the column `replaces` of the one \
                 that does which ones it replaces"
            }
            Self::Bill { wins: false, .. } => {
                "correct one of the two, or set `declarations = \"win\"` in `[origins]` of the \
                 mapping"
            }
            Self::NotInBill { .. } => "compare the ids with those of the bill",
            Self::UnreadColumn { .. } => {
                "name it in `[origins.columns]` of the mapping if it is to be read"
            }
            Self::TitleRows { .. }
            | Self::Replaced { .. }
            | Self::Overruled { .. }
            | Self::Bill { wins: true, .. }
            | Self::More { .. } => return None,
        };
        Some(help.to_owned())
    }
}

impl std::fmt::Display for About {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::PartOfSupplier { part, supplier } => {
                write!(out, "part `{}` of supplier `{}`", shown(part), shown(supplier))
            }
            Self::Part(part) => write!(out, "part `{}`", shown(part)),
            Self::Supplier(supplier) => write!(out, "supplier `{}`", shown(supplier)),
        }
    }
}

fn validity(first: Option<Day>, last: Option<Day>) -> String {
    match (first, last) {
        (Some(first), Some(last)) => format!("valid from {first} until {last}"),
        (Some(first), None) => format!("valid from {first}"),
        (None, Some(last)) => format!("valid until {last}"),
        (None, None) => "always valid".to_owned(),
    }
}

fn listed(declared: &[(Option<Origin>, Source)]) -> String {
    const MOST: usize = 5;
    let mut texts: Vec<String> = declared
        .iter()
        .take(MOST)
        .map(|(origin, at)| format!("{} in {at}", code_of(*origin)))
        .collect();
    if let Some(more) = declared.len().checked_sub(MOST).filter(|more| *more > 0) {
        texts.push(format!("and {more} more"));
    }
    texts.join(", ")
}

fn code_of(origin: Option<Origin>) -> String {
    origin.map_or_else(|| "an unclear origin".to_owned(), |origin| format!("`{}`", origin.as_str()))
}

fn in_bill(bill: Option<&StatedAt>) -> String {
    bill.map_or_else(String::new, |at| format!(" in {at}"))
}
