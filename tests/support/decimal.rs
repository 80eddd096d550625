//! Plain decimals as exact fractions, and back.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// The value of a plain decimal of any length.
pub fn value(text: &str) -> BigRational {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits: BigInt = format!("{whole}{decimals}").parse().unwrap();
    BigRational::new(digits, ten_to(decimals.len()))
}

/// The fraction of two whole numbers in decimal digits.
pub fn fraction(numerator: &str, denominator: &str) -> BigRational {
    BigRational::new(numerator.parse().unwrap(), denominator.parse().unwrap())
}

/// The text of a figure of that value; `None`: it has too many digits for one.
pub fn text(value: &BigRational) -> Option<String> {
    let scaled = value * BigRational::from_integer(ten_to(10));
    if !scaled.is_integer() || scaled.is_negative() {
        return None;
    }
    let digits = format!("{:0>11}", scaled.to_integer().to_string());
    let (whole, decimals) = digits.split_at(digits.len() - 10);
    let decimals = decimals.trim_end_matches('0');
    if whole.len() > 15 {
        return None;
    }
    Some(if decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{decimals}") })
}

/// With four decimals, rounded half to even.
pub fn four_decimals(value: &BigRational) -> String {
    let scaled = value * BigRational::from_integer(ten_to(4));
    let floor = scaled.floor().to_integer();
    let twice =
        (scaled - BigRational::from_integer(floor.clone())) * BigRational::from_integer(2.into());
    let one = BigRational::from_integer(1.into());
    let is_odd = !(&floor % BigInt::from(2)).is_zero();
    let up = twice > one || (twice == one && is_odd);
    let digits = format!("{:0>5}", (floor + BigInt::from(u8::from(up))).to_string());
    let (whole, decimals) = digits.split_at(digits.len() - 4);
    format!("{whole}.{decimals}")
}

fn ten_to(exponent: usize) -> BigInt {
    BigInt::from(10).pow(u32::try_from(exponent).unwrap())
}
