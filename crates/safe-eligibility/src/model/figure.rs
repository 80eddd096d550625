//! Figures as a document states them: plain decimals without sign or exponent.

use std::fmt::{self, Write};

use rust_decimal::Decimal;

use super::exact::Exact;
use super::number::{print_number, print_padded};

/// A plain decimal: up to fifteen digits, then up to ten decimals, as they were written.
///
/// Two figures are equal when they were written alike but for leading zeros; compare values
/// through [`Figure::exact`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    // INVARIANT: below 10^25, of which `decimals` (at most 10) stand behind the point.
    digits: u128,
    decimals: u8,
}

impl Figure {
    /// Most digits before the point.
    pub const MOST_DIGITS: usize = 15;
    /// Most digits behind the point.
    pub const MOST_DECIMALS: usize = 10;

    /// Reads a plain decimal.
    ///
    /// # Errors
    ///
    /// [`FigureError::Shape`] for a sign, an exponent, a missing digit or any other character;
    /// [`FigureError::TooLong`] for more digits than a figure holds.
    ///
    /// # Examples
    ///
    /// ```
    /// use safe_eligibility::model::figure::{Figure, FigureError};
    ///
    /// assert_eq!(Figure::parse("1250.00").unwrap().to_string(), "1250.00");
    /// assert_eq!(Figure::parse("-1"), Err(FigureError::Shape));
    /// ```
    #[inline]
    pub fn parse(text: &str) -> Result<Self, FigureError> {
        Self::parse_short(text.as_bytes()).map_or_else(|| Self::parse_any(text), Ok)
    }

    /// The value, exact.
    #[must_use]
    #[inline]
    pub fn exact(self) -> Exact {
        Exact::new(self.digits, u32::from(self.decimals))
    }

    /// Whether the value is nothing at all.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// The value as a decimal of the API's edge.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        let digits = i128::try_from(self.digits).unwrap_or(i128::MAX);
        Decimal::try_from_i128_with_scale(digits, u32::from(self.decimals)).unwrap_or_default()
    }

    /// The product of two figures that fit a machine word each.
    #[inline]
    pub(crate) fn short_product(self, other: Self) -> Option<Exact> {
        let digits = (u64::try_from(self.digits).ok()?, u64::try_from(other.digits).ok()?);
        let product = u128::from(digits.0).wrapping_mul(u128::from(digits.1));
        Some(Exact::new(product, u32::from(self.decimals).wrapping_add(u32::from(other.decimals))))
    }

    #[inline]
    pub(crate) fn parts(self) -> (u128, u8) {
        (self.digits, self.decimals)
    }

    /// The figure in eight bytes, for columns of many; `None` where it does not fit.
    ///
    /// The four low bits hold the decimals and are 10 at most.
    #[must_use]
    #[inline]
    pub fn packed(self) -> Option<u64> {
        let digits = u64::try_from(self.digits).ok().filter(|digits| digits >> 59 == 0)?;
        Some(digits << 4 | u64::from(self.decimals))
    }

    /// The figure of which `word` is the packed form; `None` where it is none.
    #[must_use]
    #[inline]
    pub fn unpacked(word: u64) -> Option<Self> {
        let decimals = u8::try_from(word & 15).ok()?;
        (usize::from(decimals) <= Self::MOST_DECIMALS && word >> 63 == 0)
            .then_some(Self { digits: u128::from(word >> 4), decimals })
    }

    // Nearly every figure of a bill has at most fifteen characters and fits one machine word.
    #[inline]
    fn parse_short(text: &[u8]) -> Option<Self> {
        if text.len() > 15 {
            return None;
        }
        let (whole, rest) = leading_digits(0, text);
        let Some((point, decimals)) = rest.split_first() else {
            let digits = (!text.is_empty()).then_some(u128::from(whole))?;
            return Some(Self { digits, decimals: 0 });
        };
        let (digits, rest) = leading_digits(whole, decimals);
        let plain = *point == b'.' && rest.is_empty() && !decimals.is_empty();
        // One character is the point.
        let plain = plain && decimals.len() < text.len().wrapping_sub(1);
        let decimals = u8::try_from(decimals.len()).ok()?;
        (plain && usize::from(decimals) <= Self::MOST_DECIMALS)
            .then_some(Self { digits: u128::from(digits), decimals })
    }

    #[cold]
    fn parse_any(text: &str) -> Result<Self, FigureError> {
        let (whole, decimals) = match text.split_once('.') {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (text, None),
        };
        let parts = [Some(whole), decimals];
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !parts.iter().flatten().all(|part| plain(part)) {
            return Err(FigureError::Shape);
        }
        let decimals = decimals.unwrap_or("");
        if whole.len() > Self::MOST_DIGITS || decimals.len() > Self::MOST_DECIMALS {
            return Err(FigureError::TooLong);
        }
        let digits = whole.bytes().chain(decimals.bytes()).fold(0u128, |value, byte| {
            value.wrapping_mul(10).wrapping_add(u128::from(byte.wrapping_sub(b'0')))
        });
        let decimals = u8::try_from(decimals.len()).map_err(|_| FigureError::TooLong)?;
        Ok(Self { digits, decimals })
    }
}

/// The digits at the start of a short text, appended to `before`, and what follows them.
#[inline]
fn leading_digits(before: u64, text: &[u8]) -> (u64, &[u8]) {
    let mut value = before;
    let mut rest = text;
    while let Some((byte, behind)) = rest.split_first() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
        rest = behind;
    }
    (value, rest)
}

impl fmt::Display for Figure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let factor = 10u64.saturating_pow(u32::from(self.decimals));
        let parts = u64::try_from(self.digits)
            .ok()
            .and_then(|digits| Some((digits.checked_div(factor)?, digits.checked_rem(factor)?)));
        if let Some((whole, rest)) = parts {
            print_number(whole, out)?;
            if self.decimals == 0 {
                return Ok(());
            }
            out.write_char('.')?;
            return print_padded(rest, usize::from(self.decimals), out);
        }
        let decimals = usize::from(self.decimals);
        let digits = format!("{:0width$}", self.digits, width = decimals.saturating_add(1));
        let (whole, rest) = digits.split_at(digits.len().saturating_sub(decimals));
        if rest.is_empty() { out.write_str(whole) } else { write!(out, "{whole}.{rest}") }
    }
}

impl TryFrom<Decimal> for Figure {
    type Error = FigureError;

    /// Takes a decimal of the API's edge without losing a digit.
    ///
    /// # Errors
    ///
    /// [`FigureError::Shape`] below zero, [`FigureError::TooLong`] where it has more digits than
    /// a figure holds.
    fn try_from(value: Decimal) -> Result<Self, FigureError> {
        if value.is_sign_negative() && !value.is_zero() {
            return Err(FigureError::Shape);
        }
        Self::parse(&value.abs().to_string())
    }
}

/// Why a text is not a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FigureError {
    /// A sign, an exponent, a comma, nothing before or behind the point, or no number at all.
    #[error("not a plain decimal; write digits, and a point before decimals, such as `1250.00`")]
    Shape,
    /// More digits than are allowed.
    #[error("more than 15 digits before or 10 behind the point; write it with fewer")]
    TooLong,
    /// A share above one.
    #[error("more than one; a share is a fraction of one, such as `0.35` for 35 %")]
    AboveOne,
    /// Nothing, where something is needed.
    #[error("zero; it must be more than 0")]
    Zero,
    /// A range whose least is more than its most.
    #[error("a range from more to less; write the least first")]
    Backwards,
}

macro_rules! figure_type {
    ($(#[$doc:meta])* $name:ident, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name {
            figure: Figure,
        }

        impl $name {
            /// Reads it from its text.
            ///
            /// # Errors
            ///
            /// As [`Figure::parse`], and where the type asks for more than a plain decimal.
            #[inline]
            pub fn parse(text: &str) -> Result<Self, FigureError> {
                Self::new(Figure::parse(text)?)
            }

            /// Takes a figure.
            ///
            /// # Errors
            ///
            /// [`FigureError::AboveOne`] or [`FigureError::Zero`] where the type says so.
            #[inline]
            pub fn new(figure: Figure) -> Result<Self, FigureError> {
                let check: fn(Figure) -> Result<(), FigureError> = $check;
                check(figure)?;
                Ok(Self { figure })
            }

            /// The figure as it was stated.
            #[must_use]
            pub fn figure(self) -> Figure {
                self.figure
            }

            /// The value, exact.
            #[must_use]
            pub fn exact(self) -> Exact {
                self.figure.exact()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.figure, out)
            }
        }

        impl TryFrom<Decimal> for $name {
            type Error = FigureError;

            /// Takes a decimal of the API's edge without losing a digit.
            ///
            /// # Errors
            ///
            /// As [`Figure`], and where the type asks for more than a plain decimal.
            fn try_from(value: Decimal) -> Result<Self, FigureError> {
                Self::new(Figure::try_from(value)?)
            }
        }
    };
}

figure_type!(
    /// How many of a component go into one unit of its parent; more than nothing.
    Quantity,
    |figure| if figure.is_zero() { Err(FigureError::Zero) } else { Ok(()) }
);

impl Quantity {
    /// One.
    pub const ONE: Self = Self { figure: Figure { digits: 1, decimals: 0 } };
}

figure_type!(
    /// An amount of money in a currency that is stated beside it, tax not included.
    Amount,
    |_| Ok(())
);

figure_type!(
    /// Euro for one unit of a currency; more than nothing.
    ExchangeRate,
    |figure| if figure.is_zero() { Err(FigureError::Zero) } else { Ok(()) }
);

figure_type!(
    /// A fraction of one, from 0 to 1: `0.35` is 35 %.
    Share,
    |figure| {
        let one = 10u128.saturating_pow(u32::from(figure.parts().1));
        if figure.parts().0 > one { Err(FigureError::AboveOne) } else { Ok(()) }
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_prints() {
        for text in
            ["0", "0.0", "1250.00", "0.275", "999999999999999.9999999999", "12345678901234.5"]
        {
            assert_eq!(Figure::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn refuses_what_is_not_plain() {
        for text in ["", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", "1 000", "0x1", "١"] {
            assert_eq!(Figure::parse(text), Err(FigureError::Shape), "{text}");
        }
        for text in ["1000000000000000", "0.00000000001", "1.00000000000"] {
            assert_eq!(Figure::parse(text), Err(FigureError::TooLong), "{text}");
        }
    }

    #[test]
    fn types_ask_for_more() {
        assert_eq!(Quantity::parse("0.00"), Err(FigureError::Zero));
        assert_eq!(ExchangeRate::parse("0"), Err(FigureError::Zero));
        assert_eq!(Share::parse("1.0000000001"), Err(FigureError::AboveOne));
        assert!(Share::parse("1.00").is_ok());
        assert!(Amount::parse("0").is_ok());
    }

    #[test]
    fn decimals_of_the_edge_keep_every_digit() {
        let figure = Figure::parse("999999999999999.9999999999").unwrap();
        assert_eq!(Figure::try_from(figure.to_decimal()), Ok(figure));
        assert_eq!(Figure::try_from(Decimal::NEGATIVE_ONE), Err(FigureError::Shape));
    }
}
