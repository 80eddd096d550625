//! What can be wrong with rates.

use safe_eligibility::model::day::Day;
use safe_eligibility::model::given::shown;
use safe_eligibility::model::product::CurrencyCode;

use super::quote::MOST_DIGITS;
use crate::source::Source;
use crate::table::TableProblem;

/// Something wrong with a file of rates, or with what is asked of it.
///
/// Displayed it is what is wrong, without the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RateProblem {
    /// An archive, as the bank hands out its tables.
    #[error("a zip archive, and not the table in it")]
    Zip {
        /// The file.
        at: Source,
    },
    /// What cannot be read as a table.
    #[error("{problem}")]
    Table {
        /// What is wrong with it.
        problem: TableProblem,
    },
    /// A table without a header of rates.
    #[error("no header of a table of rates in its first rows")]
    NoHeader {
        /// The table.
        at: Source,
    },
    /// A header of rates that does not say which way round they are.
    #[error("`{}` does not say which way round the rates are", shown(.given))]
    NoDirection {
        /// The header.
        at: Source,
        /// What stands there.
        given: String,
    },
    /// Rates both ways round in one table.
    #[error("a second column of rates, the other way round")]
    BothWays {
        /// The second header.
        at: Source,
    },
    /// A rate without a currency.
    #[error("`{}` is a rate of no currency", shown(.given))]
    NoCurrency {
        /// The rate.
        at: Source,
        /// What stands there.
        given: String,
    },
    /// Not the code of a currency.
    #[error("`{}` is not a currency of three capital letters", shown(.given))]
    Currency {
        /// Where it is.
        at: Source,
        /// What stands there.
        given: String,
    },
    /// A rate of the euro itself.
    #[error("`EUR` is the euro itself and has no rate")]
    Euro {
        /// Where it is.
        at: Source,
    },
    /// Not a rate.
    #[error("`{}` is not a rate of more than 0", shown(.given))]
    Figure {
        /// Where it is.
        at: Source,
        /// What stands there.
        given: String,
    },
    /// A rate with more digits than are read of one.
    #[error("`{}` has more digits than are read of a rate, {MOST_DIGITS}", shown(.given))]
    Digits {
        /// Where it is.
        at: Source,
        /// What stands there.
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
    /// Two rates of a currency on one day.
    #[error("another rate of `{currency}` on the same day than in {first}")]
    Twice {
        /// The second.
        at: Source,
        /// The currency.
        currency: CurrencyCode,
        /// Where the first is.
        first: Source,
    },
    /// So many units to a euro that nothing is left of one at ten decimals.
    #[error("`{}` makes one unit less than the least rate, 0.0000000001 euro", shown(.given))]
    TooSmall {
        /// Where it is.
        at: Source,
        /// What stands there.
        given: String,
    },
    /// More euro for one unit than a rate holds.
    #[error("`{}` makes one unit more than the largest rate, 999999999999999 euro", shown(.given))]
    TooLarge {
        /// Where it is.
        at: Source,
        /// What stands there.
        given: String,
    },
    /// Rates that begin behind the day they are needed for.
    #[error("no rate of `{currency}` on or before {day}; the first is of {first}")]
    TooEarly {
        /// The first row with one.
        at: Source,
        /// The currency.
        currency: CurrencyCode,
        /// The day it is needed for.
        day: Day,
        /// The first day with a rate of it.
        first: Day,
    },
}

impl RateProblem {
    /// The kind of problem, for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Zip { .. } => "rates-in-archive",
            Self::Table { problem } => problem.code(),
            Self::NoHeader { .. } => "no-rates",
            Self::NoDirection { .. } => "rate-direction",
            Self::BothWays { .. } => "rates-both-ways",
            Self::NoCurrency { .. } => "rate-without-currency",
            Self::Currency { .. } => "not-a-currency",
            Self::Euro { .. } => "rate-of-euro",
            Self::Figure { .. } => "not-a-rate",
            Self::Digits { .. } => "too-many-digits",
            Self::Day { .. } => "not-a-day",
            Self::Twice { .. } => "two-rates",
            Self::TooSmall { .. } => "rate-too-small",
            Self::TooLarge { .. } => "rate-too-large",
            Self::TooEarly { .. } => "rates-begin-later",
        }
    }

    /// Where it is.
    pub(crate) fn source(&self) -> &Source {
        match self {
            Self::Table { problem } => problem.source(),
            Self::Zip { at }
            | Self::NoHeader { at }
            | Self::NoDirection { at, .. }
            | Self::BothWays { at }
            | Self::NoCurrency { at, .. }
            | Self::Currency { at, .. }
            | Self::Euro { at }
            | Self::Figure { at, .. }
            | Self::Digits { at, .. }
            | Self::Day { at, .. }
            | Self::Twice { at, .. }
            | Self::TooSmall { at, .. }
            | Self::TooLarge { at, .. }
            | Self::TooEarly { at, .. } => at,
        }
    }

    /// What stands there.
    pub(crate) fn given(&self) -> Option<&str> {
        match self {
            Self::NoDirection { given, .. }
            | Self::NoCurrency { given, .. }
            | Self::Currency { given, .. }
            | Self::Figure { given, .. }
            | Self::Digits { given, .. }
            | Self::Day { given, .. }
            | Self::TooSmall { given, .. }
            | Self::TooLarge { given, .. } => Some(given),
            Self::Table { problem } => problem.given(),
            Self::Zip { .. }
            | Self::NoHeader { .. }
            | Self::BothWays { .. }
            | Self::Euro { .. }
            | Self::Twice { .. }
            | Self::TooEarly { .. } => None,
        }
    }

    /// The one thing to do.
    pub(crate) fn help(&self) -> Option<String> {
        let help = match self {
            Self::Table { problem } => return problem.help(),
            Self::Zip { .. } => "unpack it and give the `.csv` in it",
            Self::NoHeader { .. } => {
                "give the table of the European Central Bank as it is, or one with the columns \
                 `currency` and either `eur_per_unit` or `units_per_eur`"
            }
            Self::NoDirection { .. } => "name the column `eur_per_unit` or `units_per_eur`",
            Self::BothWays { .. } => "keep one of the two columns",
            Self::NoCurrency { .. } => "write the currency beside it, such as `UAH`",
            Self::Currency { .. } => "write its code, such as `UAH`",
            Self::Euro { .. } => "remove it",
            Self::Figure { .. } => "write digits, and a point before decimals, such as `44.5`",
            Self::Digits { .. } => "write it with fewer decimals; ten are kept",
            Self::Day { .. } => "write it as `2026-05-30`",
            Self::Twice { .. } => "keep one of the two",
            Self::TooSmall { .. } | Self::TooLarge { .. } => "state the costs in another currency",
            Self::TooEarly { .. } => {
                "give rates that go back to that day, such as the bank's historical ones"
            }
        };
        Some(help.to_owned())
    }
}
