//! One cell of a table, and what names a part in it.

use std::borrow::Cow;

use safe_eligibility::model::day::Day;

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    /// Nothing, or nothing but white space.
    Empty,
    /// A text as the file has it, white space around it included.
    Text(&'a str),
    /// A number a spreadsheet program keeps as such: a plain decimal with a point, perhaps with a
    /// minus before it, without exponent, leading or trailing zeros; of JSON with those zeros
    /// behind the point that the file has.
    Number(&'a str),
    /// A day; the time behind it, if there is one, is left out.
    Day(Day),
    /// `TRUE` or `FALSE`.
    Flag(bool),
    /// What a formula failed with, such as `#DIV/0!`.
    Error(&'a str),
    /// A formula for which the program that wrote the file saved no value.
    Unsaved,
}

impl<'a> Cell<'a> {
    /// A text of a workbook, which may be blank, or what a formula failed with.
    #[inline]
    pub(crate) fn from_text(text: &'a str) -> Self {
        match text.as_bytes().first() {
            None => Self::Empty,
            Some(b'#') if is_failure(text.trim()) => Self::Error(text.trim()),
            Some(b' ' | b'\t' | b'\r' | b'\n' | 0x80..) if text.trim().is_empty() => Self::Empty,
            Some(_) => Self::Text(text),
        }
    }

    /// The text of a cell of a CSV: as of a workbook, but `="0749"` is how spreadsheet programs
    /// are told to keep a text.
    #[inline]
    pub(super) fn from_delimited(text: &'a str) -> Self {
        // Nearly every cell begins with a letter or a digit.
        match text.as_bytes().first() {
            None => Self::Empty,
            Some(b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z') => Self::Text(text),
            Some(_) => Self::from_unusual(text),
        }
    }

    #[cold]
    fn from_unusual(text: &'a str) -> Self {
        if text.as_bytes().first() == Some(&b'=') {
            let kept = text.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
            if let Some(kept) = kept.filter(|kept| !kept.contains('"')) {
                return Self::from_text(kept);
            }
        }
        Self::from_text(text)
    }

    pub(crate) fn is_empty(self) -> bool {
        self == Self::Empty
    }

    /// The cell as text, without white space around it; `None` where it has no value.
    #[inline]
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Empty | Self::Error(_) | Self::Unsaved => None,
            Self::Text(text) => Some(Cow::Borrowed(trimmed(text))),
            Self::Number(number) => Some(Cow::Borrowed(number)),
            Self::Day(day) => Some(Cow::Owned(day.to_string())),
            Self::Flag(true) => Some(Cow::Borrowed("TRUE")),
            Self::Flag(false) => Some(Cow::Borrowed("FALSE")),
        }
    }

    /// The cell as a message shows it.
    pub(crate) fn given(self) -> String {
        match self {
            Self::Error(error) => error.to_owned(),
            Self::Empty
            | Self::Text(_)
            | Self::Number(_)
            | Self::Day(_)
            | Self::Flag(_)
            | Self::Unsaved => self.text().unwrap_or_default().into_owned(),
        }
    }
}

/// A text without white space around it; most have none, which two bytes show.
#[inline]
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

/// What a formula fails with: `#DIV/0!`, `#N/A`, `#NAME?`, and as other languages write them.
fn is_failure(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('#') else { return false };
    if matches!(rest, "N/A" | "NV" | "N/D" | "GETTING_DATA") {
        return true;
    }
    let Some(word) = rest.strip_suffix(['!', '?']) else { return false };
    !word.is_empty()
        && word.chars().all(|one| one.is_uppercase() || one.is_ascii_digit() || "/¡¿".contains(one))
}

/// An id as it stands in a column of ids, in the one form under which it is looked up.
///
/// A program that takes ids for numbers writes `749.0` where another file has `749`: a whole
/// number without leading zeros loses decimals that are all zero. Not for dotted numbers, where
/// `1.0` is a place in a tree.
#[inline]
pub(crate) fn plain_id(id: &str) -> &str {
    let id = trimmed(id);
    if !id.as_bytes().contains(&b'.') {
        return id;
    }
    match id.split_once('.') {
        Some((whole, zeros))
            if !whole.starts_with('0')
                && !whole.is_empty()
                && whole.bytes().all(|byte| byte.is_ascii_digit())
                && !zeros.is_empty()
                && zeros.bytes().all(|byte| byte == b'0') =>
        {
            whole
        }
        Some(_) | None => id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_taken_for_a_number_is_the_same_id() {
        let cases = [
            ("749.0", "749"),
            (" 749 ", "749"),
            ("749.000", "749"),
            ("749.10", "749.10"),
            ("0749.0", "0749.0"),
            ("0.0", "0.0"),
            (".0", ".0"),
            ("1.0.0", "1.0.0"),
            ("A.0", "A.0"),
            ("749.", "749."),
            ("", ""),
        ];
        for (given, read) in cases {
            assert_eq!(plain_id(given), read);
        }
    }

    #[test]
    fn blank_texts_failures_and_kept_texts_are_told_apart() {
        let cases = [
            ("", Cell::Empty),
            (" \u{a0} ", Cell::Empty),
            (" x", Cell::Text(" x")),
            ("#DIV/0!", Cell::Error("#DIV/0!")),
            ("#N/A", Cell::Error("#N/A")),
            ("#¡DIV/0!", Cell::Error("#¡DIV/0!")),
            ("#WERT! ", Cell::Error("#WERT!")),
            ("#12", Cell::Text("#12")),
            ("#part!", Cell::Text("#part!")),
            ("=\"0749\"", Cell::Text("0749")),
            ("=\"\"", Cell::Empty),
            ("=A1*2", Cell::Text("=A1*2")),
        ];
        for (text, cell) in cases {
            assert_eq!(Cell::from_delimited(text), cell, "{text}");
        }
        assert_eq!(Cell::from_text("=\"0749\""), Cell::Text("=\"0749\""));
    }

    #[test]
    fn a_cell_shows_as_text() {
        let day = Day::parse("2026-05-30").unwrap();
        let cases = [
            (Cell::Text(" a "), Some("a")),
            (Cell::Number("2.5"), Some("2.5")),
            (Cell::Day(day), Some("2026-05-30")),
            (Cell::Flag(true), Some("TRUE")),
            (Cell::Empty, None),
            (Cell::Unsaved, None),
            (Cell::Error("#REF!"), None),
        ];
        for (cell, text) in cases {
            assert_eq!(cell.text().as_deref(), text);
        }
        assert_eq!(Cell::Error("#REF!").given(), "#REF!");
    }
}
