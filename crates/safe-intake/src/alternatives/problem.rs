//! What can be wrong with a table of alternatives.

use safe_eligibility::model::given::shown;
use safe_eligibility::remedy::OfferProblem;

use crate::source::Source;
use crate::table::TableProblem;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Line,
    Origin,
    UnitCost,
    Currency,
    Supplier,
    Description,
}

impl Column {
    pub(super) const ALL: [Self; 6] = [
        Self::Line,
        Self::Origin,
        Self::UnitCost,
        Self::Currency,
        Self::Supplier,
        Self::Description,
    ];
    pub(super) const NEEDED: [Self; 4] = [Self::Line, Self::Origin, Self::UnitCost, Self::Currency];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Line => "id",
            Self::Origin => "origin",
            Self::UnitCost => "unit_cost",
            Self::Currency => "currency",
            Self::Supplier => "supplier",
            Self::Description => "description",
        }
    }

    /// What heads it, in words.
    pub(super) fn names(self) -> &'static [&'static str] {
        match self {
            Self::Line => &["id", "line", "line id", "zeile", "ligne", "pozycja", "linia"],
            Self::Origin => {
                &["origin", "country of origin", "ursprung", "herkunft", "origine", "pochodzenie"]
            }
            Self::UnitCost => &[
                "unit cost",
                "cost",
                "unit price",
                "price",
                "stuckpreis",
                "stuckkosten",
                "prix unitaire",
                "cout unitaire",
                "cena jednostkowa",
                "koszt jednostkowy",
            ],
            Self::Currency => &["currency", "ccy", "wahrung", "devise", "monnaie", "waluta"],
            Self::Supplier => &["supplier", "lieferant", "fournisseur", "dostawca"],
            Self::Description => &["description", "beschreibung", "bezeichnung", "opis"],
        }
    }
}

/// Something wrong with a table of alternatives.
///
/// Displayed it is what is wrong, without the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AlternativeProblem {
    /// What cannot be read as a table.
    #[error("{problem}")]
    Table {
        /// What is wrong with it.
        problem: TableProblem,
    },
    /// A table without a header of alternatives.
    #[error("no header of a table of alternatives in its first rows")]
    NoHeader {
        /// The table.
        at: Source,
    },
    /// A column that is needed is not there.
    #[error("no column `{}`", .column.as_str())]
    NoColumn {
        /// The header.
        at: Source,
        /// Which.
        column: Column,
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
        column: Column,
    },
    /// Costs of which it is not clear which mark stands before decimals.
    #[error("`{}` does not say which of its marks stands before decimals", shown(.given))]
    Style {
        /// The column.
        at: Source,
        /// The first such number.
        given: String,
    },
    /// Nothing where something is needed.
    #[error("`{}` is not stated", .column.as_str())]
    Missing {
        /// The cell.
        at: Source,
        /// What stands there.
        given: String,
        /// The column.
        column: Column,
    },
    /// Not a country.
    #[error("`{}` is no country for certain", shown(.given))]
    Origin {
        /// The cell.
        at: Source,
        /// What stands there.
        given: String,
        /// What may be meant.
        help: Option<String>,
    },
    /// Not a cost.
    #[error("`{}` {problem}", shown(.given))]
    Cost {
        /// The cell.
        at: Source,
        /// What stands there.
        given: String,
        /// Why.
        problem: String,
    },
    /// Not the code of a currency.
    #[error("`{}` is not a currency of three capital letters", shown(.given))]
    Currency {
        /// The cell.
        at: Source,
        /// What stands there.
        given: String,
    },
    /// What does not fit the procurement.
    #[error("{problem}")]
    Unfitting {
        /// The cell.
        at: Source,
        /// What is wrong.
        problem: OfferProblem,
    },
}

impl AlternativeProblem {
    /// The kind of problem, for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Table { problem } => problem.code(),
            Self::NoHeader { .. } => "no-alternatives",
            Self::NoColumn { .. } => "no-column",
            Self::TwoColumns { .. } => "two-columns",
            Self::Style { .. } => "number-style",
            Self::Missing { .. } => "not-stated",
            Self::Origin { .. } => "not-a-country",
            Self::Cost { .. } => "not-a-cost",
            Self::Currency { .. } => "not-a-currency",
            Self::Unfitting { problem: OfferProblem::NoRate { .. }, .. } => "no-rate",
            Self::Unfitting { .. } => "unknown-line",
        }
    }

    /// Where it is.
    pub(crate) fn source(&self) -> &Source {
        match self {
            Self::Table { problem } => problem.source(),
            Self::NoHeader { at }
            | Self::NoColumn { at, .. }
            | Self::TwoColumns { at, .. }
            | Self::Style { at, .. }
            | Self::Missing { at, .. }
            | Self::Origin { at, .. }
            | Self::Cost { at, .. }
            | Self::Currency { at, .. }
            | Self::Unfitting { at, .. } => at,
        }
    }

    /// What stands there.
    pub(crate) fn given(&self) -> Option<&str> {
        match self {
            Self::Table { problem } => problem.given(),
            Self::TwoColumns { given, .. }
            | Self::Style { given, .. }
            | Self::Origin { given, .. }
            | Self::Cost { given, .. }
            | Self::Currency { given, .. } => Some(given),
            Self::Missing { given, .. } => Some(given.as_str()).filter(|given| !given.is_empty()),
            Self::Unfitting { problem: OfferProblem::UnknownLine { line, .. }, .. } => Some(line),
            Self::Unfitting { problem: OfferProblem::NoRate { currency, .. }, .. } => {
                Some(currency.as_str())
            }
            Self::NoHeader { .. } | Self::NoColumn { .. } | Self::Unfitting { .. } => None,
        }
    }

    /// The one thing to do.
    pub(crate) fn help(&self) -> Option<String> {
        let help = match self {
            Self::Table { problem } => return problem.help(),
            Self::Origin { help: Some(help), .. } => return Some(help.clone()),
            Self::NoHeader { .. } => {
                "give one with the columns `id`, `origin`, `unit_cost` and `currency`"
            }
            Self::NoColumn { column, .. } => {
                return Some(format!("add it, headed `{}`", column.as_str()));
            }
            Self::TwoColumns { .. } => "keep one of the two columns",
            Self::Style { .. } => "write decimals, such as `1234.50`",
            Self::Missing { .. } => "fill it in, or remove the row",
            Self::Origin { .. } => "write the code of a country, such as `PL`, or `EU`",
            Self::Cost { .. } => "write what one unit costs in digits, such as `1234.50`",
            Self::Currency { .. } => "write its code, such as `EUR`",
            Self::Unfitting { problem: OfferProblem::NoRate { .. }, .. } => {
                "state the rate in the procurement or with `--rates`, or the cost in `EUR`"
            }
            Self::Unfitting { .. } => "write the id of a line, as the bill has it",
        };
        Some(help.to_owned())
    }
}
