//! Why a cell holds no number.

use safe_eligibility::model::given::shown;

/// Why a text is not a number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NumberProblem {
    /// No number at all.
    #[error("is not a number")]
    Shape,
    /// Less than nothing.
    #[error("is negative")]
    Negative,
    /// A mark where no thousands end, or one that the style does not have.
    #[error("has a `{0}` that is neither before the decimals nor between thousands")]
    Grouping(char),
    /// The mark before decimals, twice.
    #[error("has two marks `{0}` before decimals")]
    TwoMarks(char),
    /// Too many digits.
    #[error("has more than 15 digits before the decimals")]
    TooLong,
    /// Too many decimals where a number must be exact.
    #[error("has more than 10 decimals")]
    TooFine,
    /// A percent where none is meant.
    #[error("is a percent, not a number")]
    Percent,
    /// A formula that was not computed.
    #[error("is a formula, not its value")]
    Formula,
    /// An exponent, which programs write after leaving digits out.
    #[error("is written with an exponent, which may have lost digits")]
    Exponent,
    /// Something behind or before the number.
    #[error("has `{}` beside the number", shown(.0))]
    Beside(String),
    /// A day, which spreadsheet programs make out of texts such as `1-2`.
    #[error("is a day, not a number")]
    Day,
}

impl NumberProblem {
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Shape => "not-a-number",
            Self::Negative => "negative-number",
            Self::Grouping(_) => "misplaced-mark",
            Self::TwoMarks(_) => "two-decimal-marks",
            Self::TooLong => "too-many-digits",
            Self::TooFine => "too-many-decimals",
            Self::Percent => "percent",
            Self::Formula => "formula-text",
            Self::Exponent => "exponent",
            Self::Beside(_) => "text-beside-number",
            Self::Day => "day-for-number",
        }
    }

    pub(crate) fn help(&self) -> &'static str {
        match self {
            Self::Shape => "write a number, or empty the cell if it is not known",
            Self::Negative => "write what is bought as a number above 0; leave credits out",
            Self::Grouping(_) | Self::TwoMarks(_) => {
                "write the number as the others of its column, or name their style in the mapping"
            }
            Self::TooLong => "write the amount in a larger unit",
            Self::TooFine => "write the quantity with at most 10 decimals, or in a smaller unit",
            Self::Percent => "write how many or how much it is",
            Self::Formula => "save the table with the values of its formulas",
            Self::Exponent => "show the column as a plain number and save the table again",
            Self::Beside(_) => "write the number alone, and a unit in a column of its own",
            Self::Day => "show the column as text and write the number again",
        }
    }
}
