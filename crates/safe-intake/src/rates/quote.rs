//! A quoted number, and the euro for one unit that it comes to.

use std::fmt;

use safe_eligibility::model::figure::ExchangeRate;

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
    direction: Direction,
}

/// Why a text is no quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoQuote {
    /// Not digits, or nothing.
    Shape,
    /// More digits than [`MOST_DIGITS`].
    Digits,
}

/// Why a quote comes to no rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OutOfRange {
    /// Nothing is left of it at ten decimals.
    Small,
    /// It is more than a rate holds.
    Large,
}

/// Most digits of a rate, and most of them behind the point; spreadsheet programs write 17.
pub(crate) const MOST_DIGITS: usize = 25;

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
    /// # Errors
    ///
    /// [`NoQuote::Shape`] for anything else, for nothing at all, and for one such as `1,234`, whose
    /// comma may stand between thousands; [`NoQuote::Digits`] for more than [`MOST_DIGITS`].
    pub(crate) fn read(text: &str, direction: Direction) -> Result<Self, NoQuote> {
        let (whole, decimals) = match text.split_once(',') {
            Some((_, decimals)) if decimals.len() == 3 => return Err(NoQuote::Shape),
            Some(parts) => parts,
            None => text.split_once('.').unwrap_or((text, "")),
        };
        let has_mark = whole.len() < text.len();
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || has_mark && decimals.is_empty() {
            return Err(NoQuote::Shape);
        }
        if !is_digits(whole) || !is_digits(decimals) {
            return Err(NoQuote::Shape);
        }
        let decimals = decimals.trim_end_matches('0');
        let digits = format!("{whole}{decimals}");
        let digits = digits.trim_start_matches('0');
        if digits.is_empty() {
            return Err(NoQuote::Shape);
        }
        if digits.len() > MOST_DIGITS || decimals.len() > MOST_DIGITS {
            return Err(NoQuote::Digits);
        }
        let digits = digits.parse().map_err(|_| NoQuote::Digits)?;
        let one = u32::try_from(decimals.len()).ok().and_then(|count| 10u128.checked_pow(count));
        let one = one.ok_or(NoQuote::Digits)?;
        Ok(match direction {
            Direction::EuroPerUnit => Self { euro: digits, units: one, direction },
            Direction::UnitsPerEuro => Self { euro: one, units: digits, direction },
        })
    }

    /// Euro for one unit with ten decimals, half to even, and what it was rounded from.
    ///
    /// # Errors
    ///
    /// Where nothing is left of it, or where it is more than a rate holds.
    pub(crate) fn rate(self) -> Result<(ExchangeRate, Option<Fraction>), OutOfRange> {
        let (rounded, is_exact) = self.rounded().ok_or(OutOfRange::Large)?;
        if rounded == 0 {
            return Err(OutOfRange::Small);
        }
        let (whole, decimals) =
            (rounded.checked_div(TEN_DECIMALS), rounded.checked_rem(TEN_DECIMALS));
        let text = format!("{}.{:010}", whole.unwrap_or_default(), decimals.unwrap_or_default());
        let rate = ExchangeRate::parse(text.trim_end_matches('0').trim_end_matches('.'));
        Ok((rate.map_err(|_| OutOfRange::Large)?, (!is_exact).then(|| self.fraction())))
    }

    // In units of the tenth decimal, and whether that is exact.
    fn rounded(self) -> Option<(u128, bool)> {
        let raised = self.euro.checked_mul(TEN_DECIMALS)?;
        let (quotient, rest) = (raised.checked_div(self.units)?, raised.checked_rem(self.units)?);
        let up = match rest.checked_mul(2)?.cmp(&self.units) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => quotient & 1,
            std::cmp::Ordering::Greater => 1,
        };
        Some((quotient.checked_add(up)?, rest == 0))
    }

    /// Whether it is euro for one unit as it stands, and not a quotient.
    pub(crate) fn is_decimal(self) -> bool {
        self.direction == Direction::EuroPerUnit
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
        let (rate, exact) = Quote::read(text, direction).ok()?.rate().ok()?;
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
        let (long, exact) = rate("1.1534000000000001", Direction::EuroPerUnit).unwrap();
        assert_eq!((long.as_str(), exact.is_some()), ("1.1534", true));
        assert_eq!(rate("0.00000000015", Direction::EuroPerUnit).unwrap().0, "0.0000000002");
    }

    #[test]
    fn what_is_no_rate_is_refused() {
        for text in ["", "0", "0.00", "-1", "1e3", "1,234", "1.2.3", "1,2,3", "N/A", "1,2.3"] {
            let read = Quote::read(text, Direction::UnitsPerEuro);
            assert_eq!(read, Err(NoQuote::Shape), "{text}");
        }
        for text in ["1.", ".5", "1 2", "+1"] {
            let read = Quote::read(text, Direction::EuroPerUnit);
            assert_eq!(read, Err(NoQuote::Shape), "{text}");
        }
        for text in ["1.1234567890123456789012345", "0.00000000000000000000000001"] {
            let read = Quote::read(text, Direction::EuroPerUnit);
            assert_eq!(read, Err(NoQuote::Digits), "{text}");
        }
        let own = |text| Quote::read(text, Direction::EuroPerUnit).unwrap().rate();
        assert_eq!(own("0.000000000049"), Err(OutOfRange::Small));
        assert_eq!(own("1000000000000000"), Err(OutOfRange::Large));
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
            let Ok((rate, exact)) = quote.rate() else { return Ok(()) };
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
