//! Figures for reading: rounded with care for what they are held against, never compared.

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, Zero};

use crate::model::exact::{Exact, Fraction};
use crate::model::figure::Share;
use crate::report::words::Words;
use crate::tally::CostRange;
use crate::trace::{Portion, ShareRange};

/// A fraction of two whole numbers, the lower one not zero.
#[derive(Clone)]
struct Quotient {
    over: BigUint,
    under: BigUint,
}

impl Quotient {
    fn of(fraction: &Fraction) -> Self {
        Self { over: fraction.numerator().clone(), under: fraction.denominator().clone() }
    }

    fn in_percent(fraction: &Fraction) -> Self {
        let Self { over, under } = Self::of(fraction);
        Self { over: over * BigUint::from(100u8), under }
    }

    /// As a whole number of units of the last place, a half to the even one.
    fn rounded(&self, places: u32) -> BigUint {
        let scaled = &self.over * BigUint::from(10u8).pow(places);
        let (whole, rest) = scaled.div_rem(&self.under);
        let twice = rest * 2u8;
        let up = twice > self.under || (twice == self.under && whole.is_odd());
        if up { whole + BigUint::one() } else { whole }
    }

    /// As it is read in a language.
    fn number(&self, words: &Words, places: u32) -> String {
        let places_shown = usize::try_from(places).unwrap_or(0);
        let digits = self.rounded(places).to_string();
        let digits = format!("{digits:0>width$}", width = places_shown.saturating_add(1));
        let (whole, decimals) = digits.split_at(digits.len().saturating_sub(places_shown));
        let whole = grouped(whole, &words.text("figures/group"));
        if decimals.is_empty() {
            return whole;
        }
        format!("{whole}{}{decimals}", words.text("figures/decimal"))
    }
}

// Thousands apart, as one reads them.
fn grouped(digits: &str, apart: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(index);
        if index > 0 && left.checked_rem(3) == Some(0) {
            text.push_str(apart);
        }
        text.push(digit);
    }
    text
}

/// Most decimals a percentage is given to tell it from what it is held against.
const MOST_PLACES: u32 = 12;

/// A share in per cent, with as many decimals as it takes to tell it from a bound it is not.
pub(super) fn percent_beside(words: &Words, share: &Fraction, bound: Option<&Fraction>) -> String {
    words.say("figures/percent", &[("number", &bare_percent(words, share, bound))])
}

fn bare_percent(words: &Words, share: &Fraction, bound: Option<&Fraction>) -> String {
    let bound = bound.filter(|bound| *bound != share).map(Quotient::in_percent);
    let share = Quotient::in_percent(share);
    let mut places = 1;
    let alike = |bound: &Quotient, places| share.rounded(places) == bound.rounded(places);
    while places < MOST_PLACES && bound.as_ref().is_some_and(|bound| alike(bound, places)) {
        places = places.saturating_add(1);
    }
    share.number(words, places)
}

/// A bound in per cent, as it is written in the law.
pub(in crate::report) fn bound_percent(words: &Words, bound: Share) -> String {
    let bound = Quotient::in_percent(&fraction(bound));
    let is_exact = |places: &u32| {
        let scaled = &bound.over * BigUint::from(10u8).pow(*places);
        (scaled % &bound.under).is_zero()
    };
    let places = (0..MOST_PLACES).find(is_exact).unwrap_or(MOST_PLACES);
    let number = bound.number(words, places);
    words.say("figures/percent", &[("number", &number)])
}

/// Two bounds in per cent.
pub(super) fn bounds_percent(words: &Words, least: Share, most: Share) -> String {
    let (least, most) = (bound_percent(words, least), bound_percent(words, most));
    words.say("figures/bounds", &[("least", &least), ("most", &most)])
}

/// A bound as a fraction.
pub(super) fn fraction(bound: Share) -> Fraction {
    Fraction::of(&bound.exact(), &Exact::new(1, 0))
}

/// How many percentage points lie between two shares that are so far apart.
pub(super) fn points(words: &Words, apart: &Fraction) -> String {
    let apart = Quotient::in_percent(apart);
    let mut places = 1;
    // A margin that is there must not read as none.
    while places < MOST_PLACES && !apart.over.is_zero() && apart.rounded(places).is_zero() {
        places = places.saturating_add(1);
    }
    let number = apart.number(words, places);
    words.say("figures/points", &[("number", &number)])
}

/// An amount in euro to the cent.
pub(super) fn euro(words: &Words, amount: &Exact) -> String {
    words.say("figures/euro", &[("amount", &bare_euro(words, amount))])
}

/// An amount in euro with every decimal it has, for what proves something.
pub(super) fn exact_euro(words: &Words, amount: &Exact) -> String {
    let fraction = Quotient::of(&Fraction::of(amount, &Exact::new(1, 0)));
    let is_exact = |places: &u32| {
        let scaled = &fraction.over * BigUint::from(10u8).pow(*places);
        (scaled % &fraction.under).is_zero()
    };
    let places = (2..=amount.scale()).find(is_exact).unwrap_or(2);
    words.say("figures/euro", &[("amount", &fraction.number(words, places))])
}

fn bare_euro(words: &Words, amount: &Exact) -> String {
    let amount = Fraction::of(amount, &Exact::new(1, 0));
    Quotient::of(&amount).number(words, 2)
}

/// A cost, or from where to where it can be.
pub(super) fn cost(words: &Words, cost: &CostRange) -> String {
    match &cost.most {
        Some(most) if *most == cost.least => euro(words, most),
        Some(most) => {
            let amount = range(words, &bare_euro(words, &cost.least), &bare_euro(words, most));
            words.say("figures/euro", &[("amount", &amount)])
        }
        None if cost.least.is_zero() => words.text("figures/not-known"),
        None => words.say("figures/or-more", &[("amount", &euro(words, &cost.least))]),
    }
}

/// A share, or from where to where it can be.
pub(super) fn share(words: &Words, share: &ShareRange, bound: Option<&Fraction>) -> String {
    let (least, most) = (share.least.fraction(), share.most.fraction());
    let (least, most) = (bare_percent(words, &least, bound), bare_percent(words, &most, bound));
    let number = if least == most { least } else { range(words, &least, &most) };
    words.say("figures/percent", &[("number", &number)])
}

/// From where to where something can be.
fn range(words: &Words, least: &str, most: &str) -> String {
    words.say("figures/range", &[("least", least), ("most", most)])
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
