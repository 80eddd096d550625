//! Numbers of a workbook as plain decimals, in the digits that a spreadsheet program shows.

/// The digits a spreadsheet program shows; those behind come from counting in twos.
const SHOWN_DIGITS: usize = 15;
/// No number of a workbook has a larger exponent.
const MOST_EXPONENT: i64 = 400;

/// Adds a number, perhaps with an exponent, to `out` as a plain decimal of at most fifteen digits;
/// says whether digits that mattered were left out. `None`, and nothing added, for no number.
#[inline]
pub(super) fn add_plain(text: &str, out: &mut String) -> Option<bool> {
    if is_plain(text.as_bytes()) {
        out.push_str(text);
        return Some(false);
    }
    add_any(text, out)
}

/// Whether a text is a short plain decimal already.
fn is_plain(text: &[u8]) -> bool {
    let (Some(first), Some(last)) = (text.first(), text.last()) else { return false };
    let mut points = 0usize;
    let has_only_digits = text.iter().all(|byte| {
        points = points.saturating_add(usize::from(*byte == b'.'));
        byte.is_ascii_digit() || *byte == b'.'
    });
    let is_trimmed = match points {
        0 => *first != b'0' || text.len() == 1,
        1 => {
            *last != b'0'
                && *last != b'.'
                && *first != b'.'
                && (*first != b'0' || text.get(1) == Some(&b'.'))
        }
        _ => false,
    };
    has_only_digits && is_trimmed && text.len() <= SHOWN_DIGITS
}

#[cold]
fn add_any(text: &str, out: &mut String) -> Option<bool> {
    let text = text.trim();
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (rest, 0),
    };
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: String = [whole, decimals].concat();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if !(-MOST_EXPONENT..=MOST_EXPONENT).contains(&exponent) {
        return None;
    }
    // The value is 0.`significant` times ten to the power of `point`.
    let significant = digits.trim_start_matches('0');
    let zeros = i64::try_from(digits.len().checked_sub(significant.len())?).ok()?;
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?.checked_sub(zeros)?;
    let (shown, carried) = shortened(significant);
    let point = point.checked_add(i64::from(carried))?;
    let shown = shown.trim_end_matches('0');
    let start = out.len();
    if shown.is_empty() {
        out.push('0');
        return Some(false);
    }
    if negative {
        out.push('-');
    }
    place_point(shown, point, out);
    let read = out.get(start..).unwrap_or("");
    Some(significant.len() > SHOWN_DIGITS && !is_same_double(text, read))
}

/// The first fifteen digits, rounded half up, and whether that carried into one more.
fn shortened(digits: &str) -> (String, bool) {
    let Some((kept, rest)) = digits.split_at_checked(SHOWN_DIGITS) else {
        return (digits.to_owned(), false);
    };
    if rest.bytes().next().is_none_or(|next| next < b'5') {
        return (kept.to_owned(), false);
    }
    let above = kept.parse::<u64>().unwrap_or(0).saturating_add(1).to_string();
    let carried = above.len() > kept.len();
    (above, carried)
}

fn place_point(digits: &str, point: i64, out: &mut String) {
    match usize::try_from(point) {
        Ok(point) if point > 0 => match digits.split_at_checked(point) {
            Some((whole, "")) => out.push_str(whole),
            Some((whole, decimals)) => out.extend([whole, ".", decimals]),
            None => {
                out.push_str(digits);
                out.extend(std::iter::repeat_n('0', point.saturating_sub(digits.len())));
            }
        },
        Ok(_) | Err(_) => {
            out.push_str("0.");
            let zeros = usize::try_from(point.unsigned_abs()).unwrap_or(0);
            out.extend(std::iter::repeat_n('0', zeros));
            out.push_str(digits);
        }
    }
}

/// Whether two texts stand for one number of the program that wrote the file, which keeps doubles:
/// `2.6749999999999998` is how it writes 2.675.
#[expect(clippy::disallowed_types, reason = "only compared, to tell how the program counts")]
fn is_same_double(one: &str, other: &str) -> bool {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => one.to_bits() == other.to_bits(),
        (_, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_become_plain_decimals_of_fifteen_digits() {
        let cases = [
            ("749", "749", false),
            ("749.0", "749", false),
            ("2.50", "2.5", false),
            ("0", "0", false),
            ("-0", "0", false),
            ("-2.5", "-2.5", false),
            ("2.6749999999999998", "2.675", false),
            ("0.30000000000000004", "0.3", true),
            ("0.1", "0.1", false),
            ("1E-3", "0.001", false),
            ("1.5E+2", "150", false),
            ("1E20", "100000000000000000000", false),
            ("123456789012345678", "123456789012346000", true),
            ("999999999999999.9", "1000000000000000", true),
            ("0.99999999999999995", "1", false),
            ("1.0000000000000002E-2", "0.01", true),
            ("00.5", "0.5", false),
        ];
        for (text, expected, is_rounded) in cases {
            let mut out = String::new();
            assert_eq!(add_plain(text, &mut out), Some(is_rounded), "{text}");
            assert_eq!(out, expected);
        }
        for text in ["", "-", "1e", "1e9999", "INF", "NaN", "1.2.3", "0x10", "."] {
            let mut out = String::new();
            assert_eq!(add_plain(text, &mut out), None, "{text}");
            assert_eq!(out, "");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_number_or_none(text in "[0-9.eE+-]{0,40}|\\PC{0,20}") {
            let mut out = String::new();
            let _ = add_plain(&text, &mut out);
        }
    }
}
