//! Shares of a whole as fractions, for reading.

use std::cmp::Ordering;

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::Zero;

use super::{Digits, Exact, raise};
use crate::model::number::{print_number, print_padded};

/// A share of a whole as a fraction in lowest terms.
///
/// Nothing of nothing is no share at all: it counts as `0/1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fraction {
    numerator: BigUint,
    denominator: BigUint,
}

impl Fraction {
    /// `part` of `whole`.
    #[must_use]
    pub fn of(part: &Exact, whole: &Exact) -> Self {
        let scale = part.scale.max(whole.scale);
        let small = |value: &Exact| match value.digits {
            Digits::Small(digits) => raise(digits, value.scale, scale),
            Digits::Big(_) => None,
        };
        if let (Some(part), Some(whole)) = (small(part), small(whole)) {
            if part == 0 || whole == 0 {
                return Self::integer(0);
            }
            // Two machine words have their divisor in a fraction of the time.
            let divisor = match (u64::try_from(part), u64::try_from(whole)) {
                (Ok(part), Ok(whole)) => u128::from(part.gcd(&whole)),
                (Ok(_) | Err(_), _) => part.gcd(&whole),
            };
            let reduced = |value: u128| BigUint::from(value.checked_div(divisor).unwrap_or(value));
            return Self { numerator: reduced(part), denominator: reduced(whole) };
        }
        let (part, whole) = (part.big_at(scale), whole.big_at(scale));
        if part.is_zero() || whole.is_zero() {
            return Self::integer(0);
        }
        let divisor = part.gcd(&whole);
        Self { numerator: part / &divisor, denominator: whole / &divisor }
    }

    /// A whole number as a fraction.
    #[must_use]
    pub fn integer(value: u8) -> Self {
        Self { numerator: BigUint::from(value), denominator: BigUint::from(1u8) }
    }

    /// The part, in lowest terms.
    #[must_use]
    pub fn numerator(&self) -> &BigUint {
        &self.numerator
    }

    /// The whole, in lowest terms.
    #[must_use]
    pub fn denominator(&self) -> &BigUint {
        &self.denominator
    }

    /// How far apart two fractions are.
    #[must_use]
    pub(crate) fn apart(one: &Self, other: &Self) -> Self {
        let left = &one.numerator * &other.denominator;
        let right = &other.numerator * &one.denominator;
        let over = if left > right { left - right } else { right - left };
        if over.is_zero() {
            return Self::integer(0);
        }
        let under = &one.denominator * &other.denominator;
        let divisor = over.gcd(&under);
        Self { numerator: over / &divisor, denominator: under / &divisor }
    }

    /// The greatest whole number of hundredths that is not above it.
    #[must_use]
    pub(crate) fn whole_cents(&self) -> Exact {
        Exact::from_big((&self.numerator * 100u8).div_floor(&self.denominator), 2)
    }

    /// The fraction with six decimals, rounded up or down. For reading only.
    #[must_use]
    pub(crate) fn to_six_decimals(&self, is_up: bool) -> String {
        let raised = &self.numerator * BigUint::from(1_000_000_u32);
        let whole = if is_up {
            raised.div_ceil(&self.denominator)
        } else {
            raised.div_floor(&self.denominator)
        };
        let digits = format!("{:0>7}", whole.to_string());
        let (whole, decimals) = digits.split_at(digits.len().saturating_sub(6));
        format!("{whole}.{decimals}")
    }

    /// The fraction with four decimals, rounded half to even. For reading only: nothing compares it.
    #[must_use]
    pub fn to_four_decimals(&self) -> String {
        let parts = (u64::try_from(&self.numerator), u64::try_from(&self.denominator));
        if let (Ok(part), Ok(whole)) = parts {
            return four_decimals(part, whole);
        }
        let (mut quotient, rest) =
            (&self.numerator * BigUint::from(10_000u32)).div_rem(&self.denominator);
        match (rest * 2u8).cmp(&self.denominator) {
            Ordering::Greater => quotient += 1u8,
            Ordering::Equal if quotient.is_odd() => quotient += 1u8,
            Ordering::Equal | Ordering::Less => {}
        }
        let digits = format!("{:0>5}", quotient.to_string());
        let (whole, decimals) = digits.split_at(digits.len().saturating_sub(4));
        format!("{whole}.{decimals}")
    }
}

// Of a fraction of two machine words, whose product with anything so small is one, too.
fn four_decimals(part: u64, whole: u64) -> String {
    let (part, whole) = (u128::from(part), u128::from(whole));
    let raised = part.wrapping_mul(10_000);
    let quotient = raised.checked_div(whole).unwrap_or(0);
    let twice_the_rest = raised.checked_rem(whole).unwrap_or(0).wrapping_mul(2);
    let up = match twice_the_rest.cmp(&whole) {
        Ordering::Greater => 1,
        Ordering::Equal => quotient & 1,
        Ordering::Less => 0,
    };
    let rounded = quotient.wrapping_add(up);
    let mut text = String::with_capacity(8);
    let whole = u64::try_from(rounded / 10_000).unwrap_or(u64::MAX);
    // Writing to memory does not fail.
    _ = print_number(whole, &mut text);
    text.push('.');
    _ = print_padded(u64::try_from(rounded % 10_000).unwrap_or(0), 4, &mut text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        crate::model::figure::Figure::parse(text).unwrap().exact()
    }

    #[test]
    fn fractions_are_reduced_and_round_half_to_even() {
        let share = Fraction::of(&exact("48889.4"), &exact("176889.40"));
        assert_eq!(
            (share.numerator().to_string(), share.denominator().to_string()),
            ("244447".into(), "884447".into())
        );
        let four = |part, whole| Fraction::of(&exact(part), &exact(whole)).to_four_decimals();
        assert_eq!(four("0.00005", "1"), "0.0000");
        assert_eq!(four("0.00015", "1"), "0.0002");
        assert_eq!(four("7", "20"), "0.3500");
        assert_eq!(four("0", "0"), "0.0000");
    }
}
