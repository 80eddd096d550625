//! Exact non-negative decimals of any size.

mod fraction;

use std::cmp::Ordering;
use std::fmt;

pub use fraction::Fraction;

use num_bigint::BigUint;
use num_traits::Zero;

use super::number::print_hundredths;

/// An exact decimal that is not negative: a sum of costs in euro, a share, a product of figures.
///
/// Nothing is ever rounded. A value lives in one machine integer while it fits and in a big
/// integer beyond that; the two are equal, ordered and printed alike.
#[derive(Clone, Debug)]
pub struct Exact {
    digits: Digits,
    scale: u32,
}

#[derive(Clone, Debug)]
enum Digits {
    Small(u128),
    Big(Box<BigUint>),
}

impl Exact {
    /// Nothing.
    pub const ZERO: Self = Self { digits: Digits::Small(0), scale: 0 };

    /// `digits` with the last `scale` of them behind the point.
    #[must_use]
    #[inline]
    pub const fn new(digits: u128, scale: u32) -> Self {
        Self { digits: Digits::Small(digits), scale }
    }

    /// Whether it is nothing at all.
    #[must_use]
    #[inline]
    pub fn is_zero(&self) -> bool {
        match &self.digits {
            Digits::Small(digits) => *digits == 0,
            Digits::Big(digits) => digits.is_zero(),
        }
    }

    /// The sum of both.
    #[must_use]
    #[inline]
    pub fn plus(&self, other: &Self) -> Self {
        if let (Digits::Small(left), Digits::Small(right)) = (&self.digits, &other.digits) {
            if let Some(sum) = add_small(*left, self.scale, *right, other.scale) {
                return sum;
            }
        }
        self.plus_big(other)
    }

    /// Adds `other` to it.
    #[inline]
    pub fn add(&mut self, other: &Self) {
        if let (Digits::Small(left), Digits::Small(right)) = (&mut self.digits, &other.digits) {
            if self.scale >= other.scale {
                let sum = raise(*right, other.scale, self.scale)
                    .and_then(|right| left.checked_add(right));
                if let Some(sum) = sum {
                    *left = sum;
                    return;
                }
            }
        }
        *self = self.plus(other);
    }

    /// The product of both.
    #[must_use]
    #[inline]
    pub fn times(&self, other: &Self) -> Self {
        if let (Digits::Small(left), Digits::Small(right)) = (&self.digits, &other.digits) {
            if let Some(digits) = multiply(*left, *right) {
                return Self::new(digits, self.scale.saturating_add(other.scale));
            }
        }
        let digits = self.big().as_ref() * other.big().as_ref();
        Self::from_big(digits, self.scale.saturating_add(other.scale))
    }

    /// What is left when `other` is taken away; nothing where `other` is the greater.
    #[must_use]
    pub fn less(&self, other: &Self) -> Self {
        if *self <= *other {
            return Self::ZERO;
        }
        let scale = self.scale.max(other.scale);
        Self::from_big(self.big_at(scale) - other.big_at(scale), scale)
    }

    /// How many bits its digits and the zeros behind its point would take.
    #[must_use]
    #[inline]
    pub fn bits(&self) -> u64 {
        // Ten to the power of three is a little less than ten bits.
        let zeros = u64::from(self.scale).saturating_mul(10).checked_div(3).unwrap_or(0);
        zeros.saturating_add(self.digit_bits())
    }

    #[inline]
    fn digit_bits(&self) -> u64 {
        match &self.digits {
            Digits::Small(digits) => u64::from(u128::BITS.saturating_sub(digits.leading_zeros())),
            Digits::Big(digits) => digits.bits(),
        }
    }

    /// How many of its digits are behind the point.
    pub(crate) fn scale(&self) -> u32 {
        self.scale
    }

    /// Its digits with so many behind the point; `None`: they are too many, or would be cut off.
    pub(crate) fn digits_at(&self, scale: u32) -> Option<u128> {
        let Digits::Small(digits) = self.digits else { return None };
        if scale < self.scale { None } else { raise(digits, self.scale, scale) }
    }

    /// The same of any size; digits beyond the scale would be cut off.
    pub(crate) fn big_digits_at(&self, scale: u32) -> BigUint {
        self.big_at(scale.max(self.scale))
    }

    /// As it is displayed, straight into any text.
    pub(crate) fn print(&self, out: &mut impl fmt::Write) -> fmt::Result {
        let scale = usize::try_from(self.scale).unwrap_or(usize::MAX);
        if let (Digits::Small(digits), 0..=2) = (&self.digits, scale) {
            let cents = raise(*digits, self.scale, 2).and_then(|cents| u64::try_from(cents).ok());
            if let Some(cents) = cents {
                return print_hundredths(cents, out);
            }
        }
        let mut digits = match &self.digits {
            Digits::Small(digits) => digits.to_string(),
            Digits::Big(digits) => digits.to_string(),
        };
        // A scale can be longer than a format width may be.
        let lacking = scale.saturating_add(1).saturating_sub(digits.len());
        digits.insert_str(0, &"0".repeat(lacking));
        let (whole, decimals) = digits.split_at(digits.len().saturating_sub(scale));
        write!(out, "{whole}.{:0<2}", decimals.trim_end_matches('0'))
    }

    fn plus_big(&self, other: &Self) -> Self {
        let scale = self.scale.max(other.scale);
        Self::from_big(self.big_at(scale) + other.big_at(scale), scale)
    }

    fn big(&self) -> std::borrow::Cow<'_, BigUint> {
        match &self.digits {
            Digits::Small(digits) => std::borrow::Cow::Owned(BigUint::from(*digits)),
            Digits::Big(digits) => std::borrow::Cow::Borrowed(digits),
        }
    }

    fn big_at(&self, scale: u32) -> BigUint {
        self.big().as_ref() * BigUint::from(10u8).pow(scale.saturating_sub(self.scale))
    }

    pub(crate) fn from_big(digits: BigUint, scale: u32) -> Self {
        match u128::try_from(&digits) {
            Ok(small) => Self::new(small, scale),
            Err(_) => Self { digits: Digits::Big(Box::new(digits)), scale },
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        if let (Digits::Small(left), Digits::Small(right)) = (&self.digits, &other.digits) {
            if self.scale == other.scale {
                return left.cmp(right);
            }
            let scale = self.scale.max(other.scale);
            let raised = (raise(*left, self.scale, scale), raise(*right, other.scale, scale));
            if let (Some(left), Some(right)) = raised {
                return left.cmp(&right);
            }
        }
        let scale = self.scale.max(other.scale);
        self.big_at(scale).cmp(&other.big_at(scale))
    }
}

// Two machine words need no check, and most figures are that short.
#[inline]
fn multiply(left: u128, right: u128) -> Option<u128> {
    match (u64::try_from(left), u64::try_from(right)) {
        (Ok(left), Ok(right)) => Some(u128::from(left).wrapping_mul(u128::from(right))),
        (Ok(_) | Err(_), _) => left.checked_mul(right),
    }
}

#[inline]
fn add_small(left: u128, left_scale: u32, right: u128, right_scale: u32) -> Option<Exact> {
    if left_scale == right_scale {
        return Some(Exact::new(left.checked_add(right)?, left_scale));
    }
    let scale = left_scale.max(right_scale);
    let sum = raise(left, left_scale, scale)?.checked_add(raise(right, right_scale, scale)?)?;
    Some(Exact::new(sum, scale))
}

#[inline]
fn raise(digits: u128, from: u32, to: u32) -> Option<u128> {
    let steps = to.saturating_sub(from);
    if steps == 0 {
        return Some(digits);
    }
    let factor = POWERS.get(usize::try_from(steps).ok()?).copied();
    digits.checked_mul(u128::from(factor?))
}

static POWERS: [u64; 20] = powers();

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "evaluated when the program is compiled, where a fault is a build error"
)]
const fn powers() -> [u64; 20] {
    let mut table = [1u64; 20];
    let mut at = 1;
    while at < table.len() {
        table[at] = table[at - 1] * 10;
        at += 1;
    }
    table
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.compare(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        self.compare(other)
    }
}

impl fmt::Display for Exact {
    /// Prints every digit, with at least two behind the point and no zero at the end beyond them.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.print(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        crate::model::figure::Figure::parse(text).unwrap().exact()
    }

    #[test]
    fn prints_at_least_cents_and_every_digit() {
        for (given, printed) in [
            ("0", "0.00"),
            ("41000", "41000.00"),
            ("0.5", "0.50"),
            ("0.00330", "0.0033"),
            ("1.230", "1.23"),
        ] {
            assert_eq!(exact(given).to_string(), printed);
        }
    }

    #[test]
    fn grows_beyond_a_machine_integer_without_losing_a_digit() {
        let mut value = exact("999999999999999.9999999999");
        for _ in 0..5 {
            value = value.times(&exact("999999999999999.9999999999"));
        }
        assert!(value.bits() > 128);
        let one_more = value.plus(&exact("0.0000000001"));
        assert!(one_more > value);
        assert_eq!(one_more.less(&value), exact("0.0000000001"));
        assert_eq!(value.less(&one_more), Exact::ZERO);
    }

    #[test]
    fn compares_by_value_whatever_the_scale() {
        assert_eq!(exact("1.50"), exact("1.5"));
        assert!(exact("0.35") < exact("0.3500000001"));
    }
}
