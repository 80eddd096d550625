//! What was understood and changed on the way in, or left out: never silently.

use safe_eligibility::model::given::shown;

use crate::source::Source;

/// How much a remark asks of its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// Worth knowing.
    Note,
    /// Worth checking: the bill may say something else than what was meant.
    Warning,
}

/// Something that was understood, changed or left out.
///
/// Displayed it is what was done, without the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Remark {
    /// Something about a file as a whole.
    #[error("{what}")]
    Table {
        /// Where it is, the first of several places.
        at: Source,
        /// What was done.
        what: TableRemark,
    },
}

impl Remark {
    /// The kind of remark, for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Table { what, .. } => what.code(),
        }
    }

    /// How much it asks of its reader.
    pub(crate) fn weight(&self) -> Weight {
        match self {
            Self::Table { what, .. } => what.weight(),
        }
    }

    /// Where it is.
    pub(crate) fn source(&self) -> &Source {
        match self {
            Self::Table { at, .. } => at,
        }
    }

    /// What stands there.
    pub(crate) fn given(&self) -> Option<&str> {
        match self {
            Self::Table { what, .. } => what.given(),
        }
    }

    /// The one thing to do if it was not meant.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Self::Table { what, .. } => what.help(),
        }
    }
}

/// What was done with a table as a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TableRemark {
    /// The content of the file is not what its name says.
    #[error("the file is named as {named} but holds {found}, and is read as that")]
    OtherForm {
        /// What the name says.
        named: &'static str,
        /// What is in it.
        found: &'static str,
    },
    /// The text is not UTF-8 and does not say what it is.
    #[error("the text is not UTF-8 and is read as {encoding}")]
    Encoding {
        /// The name of the encoding it was read in.
        encoding: &'static str,
    },
    /// Sheets beside the one that is read.
    #[error("the sheet `{}` is read, and no other: `{}`", shown(.read), .others.iter().map(|name| shown(name)).collect::<Vec<_>>().join("`, `"))]
    OtherSheets {
        /// The sheet that is read.
        read: String,
        /// The other sheets that are not hidden.
        others: Vec<String>,
    },
    /// The sheet that is read is a hidden one.
    #[error("the sheet is hidden, and is read all the same")]
    HiddenSheet,
    /// Numbers with more digits than a spreadsheet program shows.
    #[error("`{}` is read as {read}, as a spreadsheet program shows it{}", shown(.given), and_others(*.count))]
    Digits {
        /// The first of them.
        given: String,
        /// What it is read as.
        read: String,
        /// How many there are.
        count: usize,
    },
    /// Cells merged over several rows.
    #[error("cells merged over several rows are read {}{}", if *.repeated { "in each of them" } else { "in the first of them only" }, and_others(*.count))]
    Merged {
        /// How many groups of merged cells there are.
        count: usize,
        /// Whether the value is repeated.
        repeated: bool,
    },
    /// A value that stands in a cell which a merged one covers.
    #[error("`{}` stands under the merged cell and is read as `{}`, which the cell shows{}", shown(.given), shown(.by), and_others(*.count))]
    Covered {
        /// What stands there.
        given: String,
        /// What it is read as.
        by: String,
        /// How many there are, where the others are not told one by one.
        count: usize,
    },
}

impl TableRemark {
    fn code(&self) -> &'static str {
        match self {
            Self::OtherForm { .. } => "other-form",
            Self::Encoding { .. } => "assumed-encoding",
            Self::OtherSheets { .. } => "other-sheets",
            Self::HiddenSheet => "hidden-sheet",
            Self::Digits { .. } => "fifteen-digits",
            Self::Merged { .. } => "merged-cells",
            Self::Covered { .. } => "covered-cell",
        }
    }

    fn weight(&self) -> Weight {
        match self {
            Self::OtherForm { .. }
            | Self::OtherSheets { .. }
            | Self::Digits { .. }
            | Self::Merged { repeated: true, .. } => Weight::Note,
            Self::Encoding { .. }
            | Self::HiddenSheet
            | Self::Merged { repeated: false, .. }
            | Self::Covered { .. } => Weight::Warning,
        }
    }

    fn given(&self) -> Option<&str> {
        match self {
            Self::Digits { given, .. } | Self::Covered { given, .. } => Some(given),
            Self::OtherForm { .. }
            | Self::Encoding { .. }
            | Self::OtherSheets { .. }
            | Self::HiddenSheet
            | Self::Merged { .. } => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::Encoding { .. } => {
                Some("name its encoding in the mapping if it is another".into())
            }
            Self::OtherSheets { .. } | Self::HiddenSheet => {
                Some("name another sheet in the mapping if that is meant".into())
            }
            Self::Merged { repeated: false, .. } => {
                Some("set `merged = \"repeat\"` in the mapping to read it in each row".into())
            }
            Self::Covered { .. } => {
                Some("unmerge the cells if it is what is meant for its row".into())
            }
            Self::OtherForm { .. } | Self::Digits { .. } | Self::Merged { repeated: true, .. } => {
                None
            }
        }
    }
}

fn and_others(count: usize) -> String {
    match count.saturating_sub(1) {
        0 => String::new(),
        1 => ", and so is 1 other".to_owned(),
        others => format!(", and so are {others} others"),
    }
}
