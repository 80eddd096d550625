//! Whole numbers as text, of which a trace has very many.

use std::fmt;

/// Prints a whole number as it is displayed.
pub(crate) fn print_number(value: u64, out: &mut impl fmt::Write) -> fmt::Result {
    // Most are positions in short lists.
    match u8::try_from(value) {
        Ok(digit) if digit < 10 => out.write_char(char::from(b'0'.wrapping_add(digit))),
        Ok(_) | Err(_) => print_padded(value, 1, out),
    }
}

/// Prints a whole number with zeros before it up to `least` digits.
pub(crate) fn print_padded(value: u64, least: usize, out: &mut impl fmt::Write) -> fmt::Result {
    let mut digits = [b'0'; 20];
    let (mut left, mut used) = (value, 0usize);
    for slot in digits.iter_mut().rev() {
        if left == 0 && used >= least {
            break;
        }
        *slot = b'0'.wrapping_add(u8::try_from(left % 10).unwrap_or(0));
        left /= 10;
        used = used.saturating_add(1);
    }
    let (_, text) = digits.split_at(digits.len().saturating_sub(used));
    out.write_str(std::str::from_utf8(text).unwrap_or(""))
}

/// Prints a whole number of hundredths as a decimal with two decimals.
pub(crate) fn print_hundredths(value: u64, out: &mut impl fmt::Write) -> fmt::Result {
    let mut text = [b'0'; 21];
    let (mut left, mut used) = (value, 0usize);
    for slot in text.iter_mut().rev() {
        used = used.saturating_add(1);
        if used == 3 {
            *slot = b'.';
            continue;
        }
        *slot = b'0'.wrapping_add(u8::try_from(left % 10).unwrap_or(0));
        left /= 10;
        if left == 0 && used > 3 {
            break;
        }
    }
    let (_, text) = text.split_at(text.len().saturating_sub(used));
    out.write_str(std::str::from_utf8(text).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_the_standard_library_does() {
        for value in [0, 7, 10, 99, 100, 4_294_967_295, u64::MAX - 1, u64::MAX] {
            let mut text = String::new();
            print_number(value, &mut text).unwrap();
            assert_eq!(text, value.to_string());
            text.clear();
            print_padded(value, 4, &mut text).unwrap();
            assert_eq!(text, format!("{value:04}"));
            text.clear();
            print_hundredths(value, &mut text).unwrap();
            assert_eq!(text, format!("{}.{:02}", value / 100, value % 100));
        }
    }
}
