//! Exact amounts: sums, products and shares without rounding.

use std::cmp::Ordering;

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::Zero;

use crate::withheld::UNKNOWN;

/// An exact decimal that is not negative.
#[derive(Clone, Debug, Default)]
pub(crate) struct Amount {
    digits: BigUint,
    decimals: u32,
    // Whether it follows from a cost that is withheld; its digits then say nothing.
    is_unknown: bool,
}

impl Amount {
    /// An amount that is withheld.
    pub(crate) fn unknown() -> Self {
        Self { is_unknown: true, ..Self::one() }
    }

    pub(crate) fn is_unknown(&self) -> bool {
        self.is_unknown
    }

    /// A plain decimal of the document or the pack; `None`: the text is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let in_order = !whole.is_empty() && whole.len() <= 15 && decimals.len() <= 10;
        if !in_order || text.ends_with('.') || !is_plain(whole) || !is_plain(decimals) {
            return None;
        }
        let digits = whole.bytes().chain(decimals.bytes()).fold(0u128, |value, digit| {
            value.saturating_mul(10).saturating_add(u128::from(digit.saturating_sub(b'0')))
        });
        let decimals = u32::try_from(decimals.len()).ok()?;
        Some(Self { digits: digits.into(), decimals, is_unknown: false })
    }

    /// One.
    pub(crate) fn one() -> Self {
        Self { digits: 1u8.into(), decimals: 0, is_unknown: false }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.digits.is_zero()
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        if self.is_unknown || other.is_unknown {
            return Self::unknown();
        }
        let decimals = self.decimals.max(other.decimals);
        let digits = self.digits_at(decimals) + other.digits_at(decimals);
        Self { digits, decimals, is_unknown: false }
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        if self.is_unknown || other.is_unknown {
            return Self::unknown();
        }
        Self {
            digits: &self.digits * &other.digits,
            decimals: self.decimals.saturating_add(other.decimals),
            is_unknown: false,
        }
    }

    /// What is left when `other` is taken away; nothing where that is the greater.
    pub(crate) fn minus(&self, other: &Self) -> Self {
        if self.is_unknown || other.is_unknown {
            return Self::unknown();
        }
        let decimals = self.decimals.max(other.decimals);
        let (whole, taken) = (self.digits_at(decimals), other.digits_at(decimals));
        let digits = if whole > taken { whole - taken } else { BigUint::default() };
        Self { digits, decimals, is_unknown: false }
    }

    /// How many whole cents go `times` into it, and whether nothing remains; `times` is not nothing.
    pub(crate) fn cents(&self, times: &Self) -> (Self, bool) {
        if self.is_unknown || times.is_unknown {
            return (Self::unknown(), false);
        }
        let decimals = self.decimals.max(times.decimals);
        let cents = self.digits_at(decimals) * BigUint::from(100u8);
        let divisor = times.digits_at(decimals);
        if divisor.is_zero() {
            return (Self::default(), false);
        }
        let (digits, rest) = cents.div_rem(&divisor);
        (Self { digits, decimals: 2, is_unknown: false }, rest.is_zero())
    }

    /// One cent.
    pub(crate) fn cent() -> Self {
        Self { digits: 1u8.into(), decimals: 2, is_unknown: false }
    }

    /// What one leaves beside it; nothing where it is more than one.
    pub(crate) fn complement(&self) -> Self {
        let one = Self::one().digits_at(self.decimals);
        let digits = if one > self.digits { one - &self.digits } else { BigUint::default() };
        Self { digits, decimals: self.decimals, is_unknown: self.is_unknown }
    }

    /// How many machine words its digits take, about.
    pub(crate) fn words(&self) -> u64 {
        let bits = self.digits.bits().saturating_add(u64::from(self.decimals).saturating_mul(4));
        bits.checked_div(64).unwrap_or(0)
    }

    /// All its digits, at least two of them behind the point.
    pub(crate) fn text(&self) -> String {
        if self.is_unknown {
            return UNKNOWN.to_owned();
        }
        let decimals = usize::try_from(self.decimals).unwrap_or(usize::MAX);
        let mut digits = self.digits.to_string();
        let lacking = decimals.saturating_add(1).saturating_sub(digits.len());
        digits.insert_str(0, &"0".repeat(lacking));
        let (whole, behind) = digits.split_at(digits.len().saturating_sub(decimals));
        format!("{whole}.{:0<2}", behind.trim_end_matches('0'))
    }

    fn digits_at(&self, decimals: u32) -> BigUint {
        match decimals.saturating_sub(self.decimals) {
            0 => self.digits.clone(),
            more => &self.digits * BigUint::from(10u8).pow(more),
        }
    }
}

impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Amount {}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.decimals == other.decimals {
            return self.digits.cmp(&other.digits);
        }
        let decimals = self.decimals.max(other.decimals);
        self.digits_at(decimals).cmp(&other.digits_at(decimals))
    }
}

/// An amount of which only the least and the most are known; no most: without limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) least: Amount,
    pub(crate) most: Option<Amount>,
}

impl Range {
    /// Nothing at all.
    pub(crate) fn nothing() -> Self {
        Self { least: Amount::default(), most: Some(Amount::default()) }
    }

    /// From nothing to without limit.
    pub(crate) fn unstated() -> Self {
        Self { least: Amount::default(), most: None }
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        let most = self.most.as_ref().zip(other.most.as_ref());
        Self {
            least: self.least.plus(&other.least),
            most: most.map(|(one, other)| one.plus(other)),
        }
    }

    pub(crate) fn times(&self, factor: &Amount) -> Self {
        Self {
            least: self.least.times(factor),
            most: self.most.as_ref().map(|most| most.times(factor)),
        }
    }
}

/// A part and the rest of a whole, either of them without limit where it is `None`.
#[derive(Clone, Debug)]
pub(crate) struct Portion {
    pub(crate) part: Option<Amount>,
    pub(crate) rest: Option<Amount>,
}

impl Portion {
    /// Whether the share follows from costs that are withheld.
    pub(crate) fn is_unknown(&self) -> bool {
        let parts = self.part.as_ref().zip(self.rest.as_ref());
        parts.is_some_and(|(part, rest)| part.is_unknown() || rest.is_unknown())
    }

    /// Part against `share` of the whole, multiplied out: less, equal or more.
    ///
    /// Without limit stands above every amount, and nothing times without limit is nothing; where
    /// both sides are without limit, or both nothing, they are equal.
    pub(crate) fn against(&self, share: &Amount) -> Ordering {
        let weighed = |amount: &Option<Amount>, weight: Amount| {
            if weight.is_zero() {
                return Some(Amount::default());
            }
            amount.as_ref().map(|amount| amount.times(&weight))
        };
        let part = weighed(&self.part, share.complement());
        let rest = weighed(&self.rest, share.clone());
        match (part, rest) {
            (Some(part), Some(rest)) => part.cmp(&rest),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }

    /// Numerator and denominator in lowest terms, and four decimals; nothing of nothing is 0/0.
    pub(crate) fn fraction(&self) -> Fraction {
        let (part, whole) = match (&self.part, &self.rest) {
            (None, _) => (Amount::one(), Amount::one()),
            (Some(_), None) => (Amount::default(), Amount::one()),
            (Some(part), Some(rest)) => (part.clone(), part.plus(rest)),
        };
        Fraction::of(&part, &whole)
    }
}

/// A share as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Fraction {
    pub(crate) numerator: String,
    pub(crate) denominator: String,
    pub(crate) four_decimals: String,
}

impl Fraction {
    pub(crate) fn of(part: &Amount, whole: &Amount) -> Self {
        if part.is_unknown || whole.is_unknown {
            let [numerator, denominator, four_decimals] = [UNKNOWN; 3].map(str::to_owned);
            return Self { numerator, denominator, four_decimals };
        }
        let decimals = part.decimals.max(whole.decimals);
        let (part, whole) = (part.digits_at(decimals), whole.digits_at(decimals));
        if whole.is_zero() {
            let (numerator, denominator) = ("0".to_owned(), "0".to_owned());
            return Self { numerator, denominator, four_decimals: "0.0000".to_owned() };
        }
        let divisor = part.gcd(&whole);
        let (part, whole) = (part / &divisor, whole / &divisor);
        let four_decimals = four_decimals(&part, &whole);
        Self { numerator: part.to_string(), denominator: whole.to_string(), four_decimals }
    }
}

// Half to even, as everywhere.
fn four_decimals(part: &BigUint, whole: &BigUint) -> String {
    let (mut quotient, rest) = (part * BigUint::from(10_000u32)).div_rem(whole);
    let up = match (rest * BigUint::from(2u8)).cmp(whole) {
        Ordering::Greater => true,
        Ordering::Equal => quotient.is_odd(),
        Ordering::Less => false,
    };
    quotient += BigUint::from(u8::from(up));
    let digits = format!("{:0>5}", quotient.to_string());
    let (whole, decimals) = digits.split_at(digits.len().saturating_sub(4));
    format!("{whole}.{decimals}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    #[test]
    fn plain_decimals_and_nothing_else() {
        for (given, printed) in
            [("0", "0.00"), ("007.50", "7.50"), ("0.00330", "0.0033"), ("41000", "41000.00")]
        {
            assert_eq!(amount(given).text(), printed);
        }
        for given in
            ["", ".5", "5.", "-1", "1e3", "1 ", "1234567890123456", "0.12345678901", "1.2.3"]
        {
            assert!(Amount::parse(given).is_none(), "{given}");
        }
    }

    #[test]
    fn quotients_are_cut_to_cents() {
        let (cents, is_whole) = amount("1").cents(&amount("0.65"));
        assert_eq!((&*cents.text(), is_whole), ("1.53", false));
        let (cents, is_whole) = amount("6.5").cents(&amount("0.65"));
        assert_eq!((&*cents.text(), is_whole), ("10.00", true));
        assert_eq!(amount("0.3").minus(&amount("0.25")), amount("0.05"));
        assert!(amount("0.25").minus(&amount("0.3")).is_zero());
    }

    #[test]
    fn shares_are_multiplied_out() {
        let portion = |part: Option<&str>, rest: Option<&str>| Portion {
            part: part.map(amount),
            rest: rest.map(amount),
        };
        let ceiling = amount("0.35");
        for (part, rest, against) in [
            (Some("35"), Some("65"), Ordering::Equal),
            (Some("35.0000000001"), Some("65"), Ordering::Greater),
            (Some("0"), Some("0"), Ordering::Equal),
            (None, Some("1"), Ordering::Greater),
            (Some("1"), None, Ordering::Less),
        ] {
            assert_eq!(portion(part, rest).against(&ceiling), against, "{part:?} {rest:?}");
        }
        assert_eq!(portion(None, Some("1")).against(&amount("1")), Ordering::Less);
        let fraction = portion(Some("1"), Some("2")).fraction();
        assert_eq!((&*fraction.numerator, &*fraction.denominator), ("1", "3"));
        assert_eq!(fraction.four_decimals, "0.3333");
        let half = Fraction::of(&amount("0.00005"), &Amount::one());
        assert_eq!(half.four_decimals, "0.0000");
    }
}
