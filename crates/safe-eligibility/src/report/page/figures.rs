//! Figures for reading: rounded with care for what they are held against, never compared.

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, Zero};

use crate::model::exact::{Exact, Fraction};
use crate::model::figure::Share;
use crate::tally::CostRange;
use crate::trace::{Portion, ShareRange};

/// How a figure is made shorter.
#[derive(Clone, Copy)]
pub(super) enum Rounding {
    /// To the nearest, a half to the even one.
    Nearest,
    Down,
    Up,
}

/// A fraction of two whole numbers, the lower one not zero.
#[derive(Clone)]
pub(super) struct Quotient {
    over: BigUint,
    under: BigUint,
}

impl Quotient {
    pub(super) fn of(fraction: &Fraction) -> Self {
        Self { over: fraction.numerator().clone(), under: fraction.denominator().clone() }
    }

    /// How far apart two shares are.
    pub(super) fn apart(one: &Fraction, other: &Fraction) -> Self {
        let left = one.numerator() * other.denominator();
        let right = other.numerator() * one.denominator();
        let over = if left > right { left - right } else { right - left };
        Self { over, under: one.denominator() * other.denominator() }
    }

    fn decimals(&self, hundredfold: bool, places: u32, rounding: Rounding) -> String {
        let factor = BigUint::from(if hundredfold { 100u8 } else { 1 });
        let scaled = &self.over * factor * BigUint::from(10u8).pow(places);
        let (mut whole, rest) = scaled.div_rem(&self.under);
        let up = match rounding {
            Rounding::Down => false,
            Rounding::Up => !rest.is_zero(),
            Rounding::Nearest => {
                let twice = rest * 2u8;
                twice > self.under || (twice == self.under && whole.is_odd())
            }
        };
        if up {
            whole += BigUint::one();
        }
        let places = usize::try_from(places).unwrap_or(0);
        let digits = format!("{:0>width$}", whole.to_string(), width = places.saturating_add(1));
        let (whole, decimals) = digits.split_at(digits.len().saturating_sub(places));
        let whole = grouped(whole);
        if decimals.is_empty() { whole } else { format!("{whole}.{decimals}") }
    }
}

// Thousands apart, as one reads them.
fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(index);
        if index > 0 && left.checked_rem(3) == Some(0) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Most decimals a percentage is given to tell it from what it is held against.
const MOST_PLACES: u32 = 12;

/// A share in per cent, with as many decimals as it takes to tell it from a bound it is not.
pub(super) fn percent_beside(share: &Fraction, bound: Option<&Fraction>) -> String {
    let bound = bound.filter(|bound| *bound != share).map(Quotient::of);
    let share = Quotient::of(share);
    let mut places = 1;
    while places < MOST_PLACES && bound.as_ref().is_some_and(|bound| alike(&share, bound, places)) {
        places = places.saturating_add(1);
    }
    format!("{}\u{a0}%", share.decimals(true, places, Rounding::Nearest))
}

fn alike(one: &Quotient, other: &Quotient, places: u32) -> bool {
    one.decimals(true, places, Rounding::Nearest) == other.decimals(true, places, Rounding::Nearest)
}

/// A bound in per cent, as it is written in the law.
pub(super) fn bound_percent(bound: Share) -> String {
    let text = Quotient::of(&fraction(bound)).decimals(true, MOST_PLACES, Rounding::Nearest);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text}\u{a0}%")
}

/// A bound as a fraction.
pub(super) fn fraction(bound: Share) -> Fraction {
    Fraction::of(&bound.exact(), &Exact::new(1, 0))
}

/// How many percentage points two shares are apart.
pub(super) fn points(one: &Fraction, other: &Fraction) -> String {
    let apart = Quotient::apart(one, other);
    let mut places = 1;
    // A margin that is there must not read as none.
    while places < MOST_PLACES
        && !apart.over.is_zero()
        && apart.decimals(true, places, Rounding::Nearest).trim_matches(['0', '.']).is_empty()
    {
        places = places.saturating_add(1);
    }
    let text = apart.decimals(true, places, Rounding::Nearest);
    format!("{text} percentage points")
}

/// An amount in euro to the cent.
pub(super) fn euro(amount: &Exact) -> String {
    euro_of(&Fraction::of(amount, &Exact::new(1, 0)), Rounding::Nearest)
}

/// An amount in euro to the cent, made shorter in a certain direction.
pub(super) fn euro_of(amount: &Fraction, rounding: Rounding) -> String {
    format!("EUR\u{a0}{}", Quotient::of(amount).decimals(false, 2, rounding))
}

/// A cost, or from where to where it can be.
pub(super) fn cost(range: &CostRange) -> String {
    match &range.most {
        Some(most) if *most == range.least => euro(&range.least),
        Some(most) => {
            let most = euro(most);
            let most = most.strip_prefix("EUR\u{a0}").unwrap_or(&most);
            format!("{} to {most}", euro(&range.least))
        }
        None if range.least.is_zero() => "not known".to_owned(),
        None => format!("{} or more", euro(&range.least)),
    }
}

/// A share, or from where to where it can be.
pub(super) fn share(range: &ShareRange, bound: Option<&Fraction>) -> String {
    let (least, most) = (range.least.fraction(), range.most.fraction());
    let text = percent_beside(&least, bound);
    if least == most {
        return text;
    }
    let up_to = percent_beside(&most, bound);
    if text == up_to {
        return text;
    }
    format!("{} to {up_to}", text.strip_suffix("\u{a0}%").unwrap_or(&text))
}

/// What share one cost is of a total that holds it.
pub(super) fn share_of(part: &CostRange, total: &CostRange) -> ShareRange {
    let rest_most = total.most.as_ref().zip(part.most.as_ref());
    ShareRange {
        least: Portion {
            part: Some(part.least.clone()),
            rest: rest_most.map(|(total, part)| total.less(part)),
        },
        most: Portion { part: part.most.clone(), rest: Some(total.least.less(&part.least)) },
    }
}

/// A share as a whole number of `cells`, for drawing it.
pub(in crate::report) fn percent_at(share: &Fraction, cells: usize) -> usize {
    let (over, under) = (share.numerator(), share.denominator());
    let twice = over * BigUint::from(cells) * 2u8 + under;
    usize::try_from(twice / (under * BigUint::from(2u8))).unwrap_or(cells).min(cells)
}
