//! Numbers of JSON as plain decimals, digit for digit.

/// The digits that a number with an exponent may come to; none of a bill has nearly as many.
const MOST_DIGITS: usize = 400;

/// A number in the digits that the file has; one with an exponent is written out, without loss.
/// `None`: that would be far too long.
pub(super) fn plain<'n>(written: &'n str, scratch: &'n mut String) -> Option<&'n str> {
    let Some((mantissa, exponent)) = written.split_once(['e', 'E']) else { return Some(written) };
    let exponent: i64 = exponent.parse().ok()?;
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, decimals].concat();
    // Where the point belongs, counted from before the first digit.
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let zeros_before = usize::try_from(point.checked_neg()?).unwrap_or(0);
    let point = usize::try_from(point).unwrap_or(0);
    if zeros_before.max(point).max(digits.len()) > MOST_DIGITS {
        return None;
    }
    scratch.clear();
    scratch.push_str(sign);
    let kept = point.min(digits.len());
    let (whole, decimals) = digits.split_at_checked(kept)?;
    let zeros_behind = point.saturating_sub(digits.len());
    let whole = [whole, &"0".repeat(zeros_behind)].concat();
    let whole = whole.trim_start_matches('0');
    scratch.push_str(if whole.is_empty() { "0" } else { whole });
    if !decimals.is_empty() {
        scratch.push('.');
        scratch.push_str(&"0".repeat(zeros_before));
        scratch.push_str(decimals);
    }
    Some(scratch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exponent_is_written_out_without_loss() {
        let cases = [
            ("41000.00", "41000.00"),
            ("0.30000000000000004", "0.30000000000000004"),
            ("1e3", "1000"),
            ("1.25E+1", "12.5"),
            ("1.50e1", "15.0"),
            ("-12.5e-3", "-0.0125"),
            ("0.05e1", "0.5"),
            ("0.05e2", "5"),
            ("0e5", "0"),
            ("5e-1", "0.5"),
            ("1234567890123456789e0", "1234567890123456789"),
        ];
        for (written, expected) in cases {
            assert_eq!(plain(written, &mut String::new()), Some(expected));
        }
    }

    #[test]
    fn an_exponent_that_goes_on_and_on_is_not() {
        for written in ["1e401", "1e-402", "1e999999999999", "1e99999999999999999999"] {
            assert_eq!(plain(written, &mut String::new()), None);
        }
        for written in ["-1e9223372036854775807", "1e-9223372036854775808"] {
            assert_eq!(plain(written, &mut String::new()), None);
        }
    }
}
