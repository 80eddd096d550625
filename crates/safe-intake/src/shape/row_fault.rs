//! What can be wrong with one row of a bill.

use safe_eligibility::model::given::shown;

/// Why a row cannot be read as a part of the bill.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RowFault {
    /// A row without an id.
    #[error("a row without an id")]
    NoId,
    /// A row without a quantity.
    #[error("the quantity of `{}` is not stated", shown(.id))]
    NoQuantity {
        /// The part.
        id: String,
    },
    /// A quantity of nothing.
    #[error("the quantity of `{}` is 0", shown(.id))]
    ZeroQuantity {
        /// The part.
        id: String,
    },
    /// A quantity that is not exact with ten decimals.
    #[error("the quantity of `{}` has more than 10 decimals in its base unit", shown(.id))]
    FineQuantity {
        /// The part.
        id: String,
    },
    /// A unit that the mapping does not know.
    #[error("`{}` is not one of the units of the mapping", shown(.unit))]
    UnknownUnit {
        /// The unit.
        unit: String,
        /// The known unit that looks most like it.
        nearest: Option<String>,
    },
    /// A cost without its currency.
    #[error("a cost without a currency{}", and_others(*.others))]
    NoCurrency {
        /// How many more there are.
        others: usize,
    },
    /// A text that is not a currency.
    #[error("`{}` is not a currency", shown(.given))]
    Currency {
        /// The text.
        given: String,
    },
    /// A sign beside an amount that contradicts the stated currency.
    #[error("`{}` stands beside the amount but the currency is {currency}", shown(.sign))]
    OtherCurrency {
        /// The sign.
        sign: String,
        /// The stated currency.
        currency: String,
    },
    /// A cost of a unit and a cost of a pack that differ.
    #[error(
        "the unit cost {unit_cost} is not the pack price {pack_price} divided by the pack size {pack_size}"
    )]
    TwoCosts {
        /// Cost of one unit.
        unit_cost: String,
        /// Cost of a pack.
        pack_price: String,
        /// How many a pack holds.
        pack_size: String,
    },
    /// A price of a pack without its size, or a pack of nothing.
    #[error("the size of the pack is {}", if *.is_zero { "0" } else { "not stated" })]
    NoPackSize {
        /// Whether it is stated as nothing.
        is_zero: bool,
    },
    /// A range of which one end is missing.
    #[error("only one end of the range of the cost is stated")]
    HalfRange,
    /// A range from more to less.
    #[error("the least cost {least} is more than the most, {most}")]
    Backwards {
        /// The least.
        least: String,
        /// The most.
        most: String,
    },
}

fn and_others(others: usize) -> String {
    match others {
        0 => String::new(),
        1 => ", and 1 other".to_owned(),
        others => format!(", and {others} others"),
    }
}

impl RowFault {
    /// The kind of problem, for programs.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NoId => "no-id",
            Self::NoQuantity { .. } => "no-quantity",
            Self::ZeroQuantity { .. } => "zero-quantity",
            Self::FineQuantity { .. } => "fine-quantity",
            Self::UnknownUnit { .. } => "unknown-unit",
            Self::NoCurrency { .. } => "no-currency",
            Self::Currency { .. } => "not-a-currency",
            Self::OtherCurrency { .. } => "other-currency",
            Self::TwoCosts { .. } => "two-costs",
            Self::NoPackSize { .. } => "no-pack-size",
            Self::HalfRange => "half-range",
            Self::Backwards { .. } => "backwards-range",
        }
    }

    /// The one thing to do about it.
    pub(super) fn help(&self) -> String {
        let help = match self {
            Self::NoId => "write an id, or leave the row out with `skip_rows` or `skip_where`",
            Self::NoQuantity { .. } => {
                "write how many are used, or leave the row out with `skip_rows` or `skip_where`"
            }
            Self::ZeroQuantity { .. } => {
                "write how many are used, or leave such rows out with `skip_where`"
            }
            Self::FineQuantity { .. } => "write the quantity in a smaller unit",
            Self::UnknownUnit { nearest: Some(nearest), .. } => {
                return format!(
                    "perhaps `{}` is meant; if not, add it to `[units]`",
                    shown(nearest)
                );
            }
            Self::UnknownUnit { nearest: None, .. } => "add it to `[units]` of the mapping",
            Self::NoCurrency { .. } => {
                "state `currency` in `[columns]` or in `[constants]` of the mapping"
            }
            Self::Currency { .. } => "write three capital letters such as `EUR`",
            Self::OtherCurrency { .. } => {
                "write the amount in the stated currency, or correct that"
            }
            Self::TwoCosts { .. } => "say in the mapping which one holds: `cost_from` in `[packs]`",
            Self::NoPackSize { .. } => "write how many a pack holds",
            Self::HalfRange => "state both, or neither if the cost is not known",
            Self::Backwards { .. } => "write the least and the most the other way round",
        };
        help.to_owned()
    }
}
