//! What was done with rates.

use safe_eligibility::model::day::Day;
use safe_eligibility::model::figure::ExchangeRate;
use safe_eligibility::model::place::{Member, Place};
use safe_eligibility::model::product::CurrencyCode;

use crate::pointer::Pointer;
use crate::remark::Weight;
use crate::source::Source;

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
        /// What it was rounded from, a decimal or a quotient.
        exact: String,
    },
    /// One's own rate of a day.
    #[error("{rate} euro for one `{currency}`, {}", match .day {
        None => "of no day that is stated".to_owned(),
        Some(day) if day == .wanted => format!("of {day}, the day it is needed for"),
        Some(day) => format!("of {day}, the last day with one on or before {wanted}"),
    })]
    OwnDay {
        /// The rate.
        at: Source,
        /// The currency.
        currency: CurrencyCode,
        /// The rate that is used.
        rate: ExchangeRate,
        /// The day that a rate is needed for.
        wanted: Day,
        /// The day of the rate; `None`: the table states none.
        day: Option<Day>,
        /// Whether the two are more than a week apart.
        is_old: bool,
    },
    /// Rates that are not all of one day.
    #[error("the rates are not all of one day, and the document states none for them")]
    SeveralDays {
        /// A rate that was taken.
        at: Source,
    },
    /// One's own rate in place of the bank's.
    #[error(
        "{rate} euro for one `{currency}`{} is used, and not {other} of {bank}, of {bank_day}",
        of_day(*.day)
    )]
    OwnWins {
        /// One's own.
        at: Source,
        /// Its day; `None`: the table states none.
        day: Option<Day>,
        /// The bank's.
        bank: Source,
        /// The day of the bank's.
        bank_day: Day,
        /// The currency.
        currency: CurrencyCode,
        /// The rate that is used.
        rate: ExchangeRate,
        /// The bank's.
        other: ExchangeRate,
    },
    /// The document's rate in place of that of a table.
    #[error(
        "{other} euro for one `{currency}`{} is not used: the document states {stated}",
        of_day(*.day)
    )]
    DocumentWins {
        /// The rate of the table.
        at: Source,
        /// Its day; `None`: the table states none.
        day: Option<Day>,
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
            Self::OwnDay { .. } => "day-of-own-rate",
            Self::SeveralDays { .. } => "rates-of-several-days",
            Self::OwnWins { .. } => "own-rate",
            Self::DocumentWins { .. } => "rate-of-document",
            Self::Missing { .. } => "missing-rate",
        }
    }

    /// How much it asks of its reader.
    pub(crate) fn weight(&self) -> Weight {
        match self {
            Self::Chosen { is_old: false, .. }
            | Self::OwnDay { is_old: false, .. }
            | Self::Rounded { .. }
            | Self::SeveralDays { .. } => Weight::Note,
            Self::Chosen { is_old: true, .. }
            | Self::OwnDay { is_old: true, .. }
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
            | Self::OwnDay { at, .. }
            | Self::SeveralDays { at }
            | Self::OwnWins { at, .. }
            | Self::DocumentWins { at, .. } => Some(at),
            Self::Missing { later, .. } => later.as_ref().map(|(_, at)| at),
        }
    }

    /// The fact of the document that it is about.
    pub(crate) fn pointer(&self) -> Pointer {
        match self {
            Self::Chosen { .. } | Self::SeveralDays { .. } => {
                Place::root().member(Member::ExchangeRates).member(Member::AsOf).into()
            }
            Self::Rounded { currency, .. }
            | Self::OwnDay { currency, .. }
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
            Self::OwnDay { day: None, .. } => {
                Some("state it in a column `day` beside the rate".to_owned())
            }
            Self::Chosen { is_old: true, .. } | Self::OwnDay { is_old: true, .. } => {
                Some("give rates that reach the day they are needed for".to_owned())
            }
            Self::Missing { currency, .. } => Some(format!(
                "give a table with the columns `currency` and `eur_per_unit` and a row for \
                 `{currency}`"
            )),
            Self::Chosen { is_old: false, .. }
            | Self::OwnDay { is_old: false, .. }
            | Self::SeveralDays { .. }
            | Self::Rounded { .. }
            | Self::OwnWins { .. }
            | Self::DocumentWins { .. } => None,
        }
    }
}

fn of_day(day: Option<Day>) -> String {
    day.map_or_else(String::new, |day| format!(", of {day},"))
}

fn rate_of(currency: CurrencyCode) -> Pointer {
    let rates = Place::root().member(Member::ExchangeRates).member(Member::EurPerUnit);
    rates.currency(currency).into()
}
