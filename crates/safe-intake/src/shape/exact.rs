//! Products and quotients of figures, exact or the two neighbours between which they lie.

use num_bigint::BigUint;
use safe_eligibility::model::figure::Figure;

/// A figure, or the neighbours with ten decimals between which a number lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) least: Figure,
    pub(super) most: Figure,
}

impl Span {
    pub(super) fn exact(figure: Figure) -> Self {
        Self { least: figure, most: figure }
    }

    pub(super) fn is_exact(self) -> bool {
        self.least == self.most
    }
}

/// `left` times `right`; `None` where it has too many digits or decimals for a figure.
pub(super) fn times(left: Figure, right: Figure) -> Option<Figure> {
    let ((a, a_scale), (b, b_scale)) = (digits(left)?, digits(right)?);
    let product = figure(&(a * b), a_scale.checked_add(b_scale)?)?;
    product.is_exact().then_some(product.least)
}

/// `left` divided by `right`; `None` for nothing as divisor and for too many digits.
pub(super) fn divided(left: Figure, right: Figure) -> Option<Span> {
    let ((a, a_scale), (b, b_scale)) = (digits(left)?, digits(right)?);
    if right.is_zero() {
        return None;
    }
    // a / 10^x divided by b / 10^y, with ten decimals: a * 10^(10 + y) / (b * 10^x).
    let above = a * ten_to(b_scale.checked_add(DECIMALS)?);
    let below = b * ten_to(a_scale);
    let quotient = &above / &below;
    let is_exact = &quotient * &below == above;
    let least = figure(&quotient, DECIMALS)?.least;
    if is_exact {
        return Some(Span::exact(least));
    }
    let most = figure(&(quotient + 1u8), DECIMALS)?.least;
    Some(Span { least, most })
}

const DECIMALS: u32 = 10;

/// Digits without a point, and how many of them stand behind it.
fn digits(figure: Figure) -> Option<(BigUint, u32)> {
    let text = figure.to_string();
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let plain: String = text.chars().filter(char::is_ascii_digit).collect();
    Some((plain.parse().ok()?, u32::try_from(decimals).ok()?))
}

fn ten_to(power: u32) -> BigUint {
    BigUint::from(10u8).pow(power)
}

/// The figure of digits of which `scale` stand behind the point, without zeros at the end.
fn figure(digits: &BigUint, scale: u32) -> Option<Span> {
    let scale = usize::try_from(scale).ok()?;
    let text = format!("{:0>width$}", digits.to_string(), width = scale.checked_add(1)?);
    let (whole, decimals) = text.split_at_checked(text.len().checked_sub(scale)?)?;
    let decimals = decimals.trim_end_matches('0');
    let text = if decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{decimals}") };
    Figure::parse(&text).ok().map(Span::exact)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Figure {
        Figure::parse(text).unwrap()
    }

    #[test]
    fn products_are_exact_or_none() {
        for (left, right, product) in [
            ("0.5", "2", Some("1")),
            ("12", "0.001", Some("0.012")),
            ("0", "7", Some("0")),
            ("0.0000000001", "0.1", None),
            ("999999999999999", "10", None),
        ] {
            let text = times(of(left), of(right)).map(|figure| figure.to_string());
            assert_eq!(text.as_deref(), product, "{left} {right}");
        }
    }

    #[test]
    fn quotients_are_exact_or_lie_between_neighbours() {
        for (left, right, least, most) in [
            ("12.86", "50", "0.2572", "0.2572"),
            ("9.87", "4", "2.4675", "2.4675"),
            ("1", "3", "0.3333333333", "0.3333333334"),
            ("2", "0.3", "6.6666666666", "6.6666666667"),
            ("0", "3", "0", "0"),
        ] {
            let span = divided(of(left), of(right)).unwrap();
            assert_eq!(
                (span.least.to_string(), span.most.to_string()),
                (least.into(), most.into())
            );
        }
        assert_eq!(divided(of("1"), of("0")), None);
    }
}
