//! A quoted number, and the euro for one unit that it comes to.

use std::fmt;

use safe_eligibility::model::figure::{ExchangeRate, Figure};

/// Which way round a rate is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Euro for one unit, as the document has it.
    EuroPerUnit,
    /// Units for one euro, as the European Central Bank quotes.
    UnitsPerEuro,
}

/// A rate as it is quoted: more than nothing, and exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    // INVARIANT: both more than 0 and at most 10^25; the quotient is euro for one unit.
    euro: u128,
    units: u128,
}

/// An exact quotient in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fraction {
    numerator: u128,
    denominator: u128,
}

impl fmt::Display for Fraction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.numerator, self.denominator)
    }
}

impl Quote {
    /// Reads digits, perhaps with decimals behind a point or a comma.
    ///
    /// `None` for anything else, for nothing at all, for a number with more digits than
    /// [`Figure`] holds, and for one such as `1,234`, whose comma may stand between thousands.
    pub(crate) fn read(text: &str, direction: Direction) -> Option<Self> {
        let text = match text.split_once(',') {
            Some((_, decimals)) if decimals.len() == 3 => return None,
            Some((whole, decimals)) => format!("{whole}.{decimals}"),
            None => text.to_owned(),
        };
        let figure = Figure::parse(&text).ok().filter(|figure| !figure.is_zero())?;
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let one = 10u128.checked_pow(u32::try_from(decimals).ok()?)?;
        let digits = figure.to_string().replace('.', "").parse().ok()?;
        Some(match direction {
            Direction::EuroPerUnit => Self { euro: digits, units: one },
            Direction::UnitsPerEuro => Self { euro: one, units: digits },
        })
    }

    /// Euro for one unit with ten decimals, half to even, and what it was rounded from; `None`
    /// where nothing is left of it.
    pub(crate) fn rate(self) -> Option<(ExchangeRate, Option<Fraction>)> {
        let raised = self.euro.checked_mul(TEN_DECIMALS)?;
        let (quotient, rest) = (raised.checked_div(self.units)?, raised.checked_rem(self.units)?);
        let up = match rest.checked_mul(2)?.cmp(&self.units) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => quotient & 1,
            std::cmp::Ordering::Greater => 1,
        };
        let rounded = quotient.checked_add(up)?;
        let (whole, decimals) =
            (rounded.checked_div(TEN_DECIMALS)?, rounded.checked_rem(TEN_DECIMALS)?);
        let text = format!("{whole}.{decimals:010}");
        let rate = ExchangeRate::parse(text.trim_end_matches('0').trim_end_matches('.')).ok()?;
        Some((rate, (rest != 0).then(|| self.fraction())))
    }

    /// Whether both come to the same.
    pub(crate) fn is_same(self, other: Self) -> bool {
        self.fraction() == other.fraction()
    }

    fn fraction(self) -> Fraction {
        let (mut divisor, mut rest) = (self.euro, self.units);
        while let Some(next) = divisor.checked_rem(rest) {
            (divisor, rest) = (rest, next);
        }
        let reduce = |part: u128| part.checked_div(divisor).unwrap_or(part);
        Fraction { numerator: reduce(self.euro), denominator: reduce(self.units) }
    }
}

const TEN_DECIMALS: u128 = 10_000_000_000;

#[cfg(test)]
mod tests {
    use safe_eligibility::model::exact::Exact;

    use super::*;

    fn rate(text: &str, direction: Direction) -> Option<(String, Option<String>)> {
        let (rate, exact) = Quote::read(text, direction)?.rate()?;
        Some((rate.to_string(), exact.map(|exact| exact.to_string())))
    }

    #[test]
    fn the_inverse_is_exact_where_it_can_be() {
        let told = |text| rate(text, Direction::UnitsPerEuro).unwrap();
        assert_eq!(told("1.25"), ("0.8".to_owned(), None));
        assert_eq!(told("0.5"), ("2".to_owned(), None));
        assert_eq!(told("1"), ("1".to_owned(), None));
        assert_eq!(
            told("1.1684"),
            ("0.8558712770".trim_end_matches('0').to_owned(), Some("2500/2921".to_owned()))
        );
        assert_eq!(
            told("4,2543"),
            ("0.2350562960".trim_end_matches('0').to_owned(), Some("10000/42543".to_owned()))
        );
        assert_eq!(told("3"), ("0.3333333333".to_owned(), Some("1/3".to_owned())));
        assert_eq!(told("1.5"), ("0.6666666667".to_owned(), Some("2/3".to_owned())));
    }

    #[test]
    fn half_goes_to_the_even_neighbour() {
        // 1 / 8192 is 0.0001220703125 and 3 / 8192 is 0.0003662109375.
        assert_eq!(rate("8192", Direction::UnitsPerEuro).unwrap().0, "0.0001220703");
        // 1 / 20480000000 is 4.8828125e-11, and 1 / 20000000000 exactly half a step.
        assert_eq!(rate("20000000000", Direction::UnitsPerEuro), None);
        assert_eq!(rate("4000000000", Direction::UnitsPerEuro).unwrap().0, "0.0000000002");
        let (one, exact) = rate("6666666666.6666666667", Direction::UnitsPerEuro).unwrap();
        assert_eq!((one.as_str(), exact.is_some()), ("0.0000000001", true));
    }

    #[test]
    fn euro_per_unit_stays_as_it_is() {
        assert_eq!(rate("0.0213", Direction::EuroPerUnit).unwrap(), ("0.0213".to_owned(), None));
        assert_eq!(rate("1.10", Direction::EuroPerUnit).unwrap(), ("1.1".to_owned(), None));
        let least = "0.0000000001";
        assert_eq!(rate(least, Direction::EuroPerUnit).unwrap(), (least.to_owned(), None));
    }

    #[test]
    fn what_is_no_rate_is_refused() {
        for text in ["", "0", "0.00", "-1", "1e3", "1,234", "1.2.3", "1,2,3", "N/A", "1,2.3"] {
            assert_eq!(Quote::read(text, Direction::UnitsPerEuro), None, "{text}");
        }
        // Nothing below one of fifteen digits is more than fifteen digits itself.
        assert_eq!(rate("0.0000000001", Direction::UnitsPerEuro).unwrap().0, "10000000000");
    }

    proptest::proptest! {
        #[test]
        fn a_rate_is_within_half_a_step(digits in 1u64..10_000_000_000, decimals in 0usize..10) {
            let text = format!("{digits:011}");
            let (whole, rest) = text.split_at(text.len().saturating_sub(decimals));
            let text = if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") };
            let quote = Quote::read(&text, Direction::UnitsPerEuro).unwrap();
            let Some((rate, exact)) = quote.rate() else { return Ok(()) };
            // The rate is off by half of the tenth decimal at most; both sides times the quote.
            let quoted = Quote::read(&text, Direction::EuroPerUnit).unwrap().exact();
            let (product, one) = (rate.exact().times(&quoted), Exact::new(1, 0));
            let off = if product > one { product.less(&one) } else { one.less(&product) };
            let bound = quoted.times(&Exact::new(5, 11));
            proptest::prop_assert!(off <= bound);
            proptest::prop_assert_eq!(exact.is_none(), off.is_zero());
        }
    }

    impl Quote {
        fn exact(self) -> Exact {
            Exact::new(self.euro, self.units.ilog10())
        }
    }
}
