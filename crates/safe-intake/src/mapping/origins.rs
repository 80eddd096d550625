//! The section `[origins]` of a mapping: how declarations of origin are read and weighed.

use super::ColumnRef;
use super::read::DATES;
use super::section::Section;
use crate::calendar::DateStyle;

/// How declarations of origin are read and weighed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OriginChoices {
    /// Columns whose header is not one of those that are known, in the order of the columns.
    pub(crate) columns: Vec<(OriginColumn, ColumnRef)>,
    /// How days are written; `None`: as the columns look.
    pub(crate) dates: Option<DateStyle>,
    /// Whether a later declaration beats an earlier one without saying so.
    pub(crate) later_wins: bool,
    /// Whether a declaration beats the origin that the bill itself states.
    pub(crate) declarations_win: bool,
}

/// What a column of a table of declarations holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OriginColumn {
    /// The id of a part.
    Part,
    /// The id of a supplier.
    Supplier,
    /// The origin that is declared.
    Origin,
    /// The kind of evidence.
    Evidence,
    /// The document, or its number.
    Document,
    /// The first day of validity.
    ValidFrom,
    /// The last day of validity.
    ValidUntil,
    /// Who declares it.
    DeclaredBy,
    /// Which earlier declaration it takes the place of.
    Replaces,
}

impl OriginColumn {
    /// Every column, in order.
    pub(crate) const ALL: [Self; 9] = [
        Self::Part,
        Self::Supplier,
        Self::Origin,
        Self::Evidence,
        Self::Document,
        Self::ValidFrom,
        Self::ValidUntil,
        Self::DeclaredBy,
        Self::Replaces,
    ];

    /// Its key in a mapping.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Supplier => "supplier",
            Self::Origin => "origin",
            Self::Evidence => "evidence",
            Self::Document => "document",
            Self::ValidFrom => "valid_from",
            Self::ValidUntil => "valid_until",
            Self::DeclaredBy => "declared_by",
            Self::Replaces => "replaces",
        }
    }
}

pub(super) const LATER: &[(&str, bool)] = &[("contradicts", false), ("wins", true)];

pub(super) const DECLARATIONS: &[(&str, bool)] = &[("contradict", false), ("win", true)];

/// Reads the section.
pub(super) fn origin_choices(section: &mut Section<'_, '_, '_>) -> OriginChoices {
    OriginChoices {
        later_wins: section.choice("later", LATER).unwrap_or_default(),
        declarations_win: section.choice("declarations", DECLARATIONS).unwrap_or_default(),
        dates: section.choice("dates", DATES),
        columns: section.section("columns", columns).unwrap_or_default(),
    }
}

fn columns(section: &mut Section<'_, '_, '_>) -> Vec<(OriginColumn, ColumnRef)> {
    let named = |meaning: OriginColumn| Some((meaning, section.column(meaning.as_str())?));
    OriginColumn::ALL.into_iter().filter_map(named).collect()
}
