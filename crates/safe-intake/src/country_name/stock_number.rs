//! NATO stock numbers, which say who codified an item and not where it comes from.

/// Whether a text has the form of a NATO stock number: four digits of the supply class, two of the
/// codification bureau, seven more; written in one, or divided by hyphens or spaces as usual.
pub(crate) fn looks_like_stock_number(text: &str) -> bool {
    let text = text.trim();
    let text = text.strip_prefix("NSN").map_or(text, |rest| rest.trim_start_matches([':', ' ']));
    let mut digits = 0u32;
    let mut divided_after = 0u32;
    for character in text.chars() {
        match character {
            '0'..='9' => digits = digits.saturating_add(1),
            '-' | ' ' if [4, 6, 9].contains(&digits) && divided_after != digits => {
                divided_after = digits;
            }
            _ => return false,
        }
    }
    digits == 13
}

/// Whether the cells of a column look like codes of codification bureaus rather than of countries.
///
/// The bureaus have two digits, and a spreadsheet program leaves out a zero in front. Numeric
/// codes of countries have three, and hardly one in ten begins with a zero. Empty cells count for
/// nothing; no cell at all is no column of bureaus.
pub(crate) fn looks_like_bureau_codes<'a>(cells: impl IntoIterator<Item = &'a str>) -> bool {
    let mut stated = cells.into_iter().map(str::trim).filter(|cell| !cell.is_empty()).peekable();
    let is_code = |cell: &str| {
        (1..=2).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_digit())
    };
    stated.peek().is_some() && stated.all(is_code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stock_numbers_are_known_by_their_form() {
        for text in
            ["5985-12-345-6789", "5985123456789", "5985 12 345 6789", "NSN: 5985-12-345-6789"]
        {
            assert!(looks_like_stock_number(text), "{text}");
        }
        for text in [
            "",
            "12",
            "5985-12-345-678",
            "59851-2-345-6789",
            "5985--12-345-6789",
            "5985-1A-345-6789",
        ] {
            assert!(!looks_like_stock_number(text), "{text}");
        }
    }

    #[test]
    fn two_digits_throughout_are_bureaus() {
        assert!(looks_like_bureau_codes(["12", "14", "", "99", "1"]));
        assert!(!looks_like_bureau_codes(["276", "40", "250"]));
        assert!(!looks_like_bureau_codes(["DE", "12"]));
        assert!(!looks_like_bureau_codes(["", " "]));
        assert!(!looks_like_bureau_codes([]));
    }
}
