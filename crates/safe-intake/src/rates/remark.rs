//! What is wrong with rates, and what was done with them.

use safe_eligibility::model::day::Day;
use safe_eligibility::model::figure::ExchangeRate;
use safe_eligibility::model::given::shown;
use safe_eligibility::model::place::{Member, Place};
use safe_eligibility::model::product::CurrencyCode;

use super::Fraction;
use crate::pointer::Pointer;
use crate::remark::Weight;
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
            Self::Day { .. } => "not-a-day",
            Self::Twice { .. } => "two-rates",
            Self::TooSmall { .. } => "rate-too-small",
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
            | Self::Day { at, .. }
            | Self::Twice { at, .. }
            | Self::TooSmall { at, .. }
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
            | Self::Day { given, .. }
            | Self::TooSmall { given, .. } => Some(given),
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
            Self::Day { .. } => "write it as `2026-05-30`",
            Self::Twice { .. } => "keep one of the two",
            Self::TooSmall { .. } => "state the costs in another currency",
            Self::TooEarly { .. } => {
                "give rates that go back to that day, such as the bank's historical ones"
            }
        };
        Some(help.to_owned())
    }
}

/// What was done with rates.
///
/// Displayed it is what was done, without the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RateRemark {
    /// The bank's rates of a day.
    #[error("rates of {chosen}, {}", if .chosen == .wanted {
        "the day they are needed for".to_owned()
    } else {
        format!("the last day with rates on or before {wanted}")
    })]
    Chosen {
        /// The row.
        at: Source,
        /// The day that rates are needed for.
        wanted: Day,
        /// The day of the rates.
        chosen: Day,
        /// Whether the two are more than a week apart.
        is_old: bool,
    },
    /// A rate that ten decimals do not hold.
    #[error("{rate} euro for one `{currency}`, rounded half to even at ten decimals from {exact}")]
    Rounded {
        /// The rate as it is quoted.
        at: Source,
        /// The currency.
        currency: CurrencyCode,
        /// What stands there.
        given: String,
        /// The rate as it is used.
        rate: ExchangeRate,
        /// What it was rounded from.
        exact: Fraction,
    },
    /// One's own rate in place of the bank's.
    #[error("{rate} euro for one `{currency}` is used, and not {other} of {bank}")]
    OwnWins {
        /// One's own.
        at: Source,
        /// The bank's.
        bank: Source,
        /// The currency.
        currency: CurrencyCode,
        /// The rate that is used.
        rate: ExchangeRate,
        /// The bank's.
        other: ExchangeRate,
    },
    /// The document's rate in place of that of a table.
    #[error("{other} euro for one `{currency}` is not used: the document states {stated}")]
    DocumentWins {
        /// The rate of the table.
        at: Source,
        /// The currency.
        currency: CurrencyCode,
        /// The rate that is used.
        stated: ExchangeRate,
        /// The rate of the table.
        other: ExchangeRate,
    },
    /// A currency of which no rate is known.
    #[error("no rate of `{currency}` {}; costs in it are not stated", match (.later, .quoted_on) {
        (Some((first, _)), _) => format!("on or before {day}, the first is of {first}"),
        (None, Some(quoted)) => format!("among those of {quoted}"),
        (None, None) => format!("for {day}"),
    })]
    Missing {
        /// The currency.
        currency: CurrencyCode,
        /// The day it is needed for.
        day: Day,
        /// The day of the bank's rates, where there are any.
        quoted_on: Option<Day>,
        /// One's own first rate, where it is of a later day.
        later: Option<(Day, Source)>,
    },
}

impl RateRemark {
    /// The kind of remark, for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Chosen { .. } => "rates-of-day",
            Self::Rounded { .. } => "rounded-rate",
            Self::OwnWins { .. } => "own-rate",
            Self::DocumentWins { .. } => "rate-of-document",
            Self::Missing { .. } => "missing-rate",
        }
    }

    /// How much it asks of its reader.
    pub(crate) fn weight(&self) -> Weight {
        match self {
            Self::Chosen { is_old: false, .. } | Self::Rounded { .. } => Weight::Note,
            Self::Chosen { is_old: true, .. }
            | Self::OwnWins { .. }
            | Self::DocumentWins { .. }
            | Self::Missing { .. } => Weight::Warning,
        }
    }

    /// Where it is; `None` where no file says anything of it.
    pub(crate) fn source(&self) -> Option<&Source> {
        match self {
            Self::Chosen { at, .. }
            | Self::Rounded { at, .. }
            | Self::OwnWins { at, .. }
            | Self::DocumentWins { at, .. } => Some(at),
            Self::Missing { later, .. } => later.as_ref().map(|(_, at)| at),
        }
    }

    /// The fact of the document that it is about.
    pub(crate) fn pointer(&self) -> Pointer {
        match self {
            Self::Chosen { .. } => {
                Place::root().member(Member::ExchangeRates).member(Member::AsOf).into()
            }
            Self::Rounded { currency, .. }
            | Self::OwnWins { currency, .. }
            | Self::DocumentWins { currency, .. }
            | Self::Missing { currency, .. } => rate_of(*currency),
        }
    }

    /// What stands there.
    pub(crate) fn given(&self) -> Option<&str> {
        if let Self::Rounded { given, .. } = self { Some(given) } else { None }
    }

    /// The one thing to do if it was not meant.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Self::Chosen { is_old: true, .. } => {
                Some("give rates that reach the day they are needed for".to_owned())
            }
            Self::Missing { currency, .. } => Some(format!(
                "give a table with the columns `currency` and `eur_per_unit` and a row for \
                 `{currency}`"
            )),
            Self::Chosen { is_old: false, .. }
            | Self::Rounded { .. }
            | Self::OwnWins { .. }
            | Self::DocumentWins { .. } => None,
        }
    }
}

fn rate_of(currency: CurrencyCode) -> Pointer {
    let rates = Place::root().member(Member::ExchangeRates).member(Member::EurPerUnit);
    rates.currency(currency).into()
}
