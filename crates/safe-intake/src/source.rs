//! Where in a file a fact stands.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use safe_eligibility::model::given::shown;
use safe_eligibility::model::procurement::Digest;

use crate::table::InputFile;

/// A file that was read: its name as it was given, and the digest of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SourceFile {
    /// The name as it was given.
    pub name: Arc<str>,
    /// The digest of the bytes as they were given.
    pub digest: Digest,
}

impl SourceFile {
    /// The file behind some input.
    #[must_use]
    pub fn of(file: &InputFile<'_>) -> Self {
        Self { name: file.name.into(), digest: Digest::of(file.bytes) }
    }
}

/// A place in a file.
///
/// Displayed it reads `bom.xlsx, sheet "BOM", G117`, `bom.csv, G117 (line 119)` or
/// `x.cdx.json, line 12`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    file: Arc<str>,
    spot: Spot,
}

/// A place within one file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Spot {
    /// The file as a whole.
    Whole,
    /// One sheet of a workbook.
    Sheet {
        /// Its name.
        sheet: Arc<str>,
    },
    /// One column of a table.
    Column {
        /// The name of the sheet; `None` where the file has none.
        sheet: Option<Arc<str>>,
        /// The column, counted from 1.
        column: u32,
    },
    /// A row of a table, or one cell of it.
    Cell {
        /// The name of the sheet; `None` where the file has none.
        sheet: Option<Arc<str>>,
        /// The row as a spreadsheet program numbers it, counted from 1, blank rows included.
        row: u32,
        /// The column, counted from 1; `None` for the row as a whole.
        column: Option<u32>,
        /// The line of the text, counted from 1, where it differs from the row.
        line: Option<u32>,
    },
    /// A stretch of text.
    Text {
        /// The line, counted from 1.
        line: u32,
        /// The bytes, counted from 0.
        bytes: Range<usize>,
    },
}

impl Source {
    /// A place in the file of this name.
    #[must_use]
    pub fn new(file: Arc<str>, spot: Spot) -> Self {
        Self { file, spot }
    }

    /// The file as a whole.
    #[must_use]
    pub fn whole(file: &str) -> Self {
        Self { file: file.into(), spot: Spot::Whole }
    }

    /// The name of the file, as it was given.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The place within the file.
    #[must_use]
    pub fn spot(&self) -> &Spot {
        &self.spot
    }
}

impl fmt::Display for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&shown(&self.file))?;
        match &self.spot {
            Spot::Whole => Ok(()),
            Spot::Sheet { sheet } => write_sheet(out, Some(sheet)),
            Spot::Column { sheet, column } => {
                write_sheet(out, sheet.as_ref())?;
                write!(out, ", column {}", ColumnLetters(*column))
            }
            Spot::Cell { sheet, row, column, line } => {
                write_sheet(out, sheet.as_ref())?;
                match column {
                    Some(column) => write!(out, ", {}{row}", ColumnLetters(*column))?,
                    None => write!(out, ", row {row}")?,
                }
                line.map_or(Ok(()), |line| write!(out, " (line {line})"))
            }
            Spot::Text { line, .. } => write!(out, ", line {line}"),
        }
    }
}

/// A place in a text: its line and, where the text has but one long line, its byte.
///
/// Programs often write JSON without line breaks, and then the line tells nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextSpot {
    /// The line, counted from 1.
    pub(crate) line: u32,
    /// The first byte, counted from 0.
    pub(crate) start: usize,
}

/// A first line that is longer than those that people write.
const LONG_LINE: usize = 120;

impl fmt::Display for TextSpot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}", self.line)?;
        if self.line == 1 && self.start >= LONG_LINE {
            write!(out, ", byte {}", self.start)?;
        }
        Ok(())
    }
}

fn write_sheet(out: &mut fmt::Formatter<'_>, sheet: Option<&Arc<str>>) -> fmt::Result {
    sheet.map_or(Ok(()), |sheet| write!(out, ", sheet \"{}\"", shown(sheet)))
}

/// A column, counted from 1, as a spreadsheet program letters it: A, B, …, Z, AA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ColumnLetters(pub(crate) u32);

impl ColumnLetters {
    /// Reads letters of either case; `None` for anything else and beyond the largest number.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let number = text.bytes().try_fold(0u32, |number, byte| {
            let letter = byte.to_ascii_uppercase().checked_sub(b'A').filter(|at| *at < 26)?;
            number.checked_mul(26)?.checked_add(u32::from(letter))?.checked_add(1)
        })?;
        (number > 0).then_some(Self(number))
    }

    /// The column that a name in a mapping means by its letters: up to three capital ones, so that
    /// no word is taken for a column far to the right.
    pub(crate) fn named(name: &str) -> Option<u32> {
        let is_short = name.len() <= 3 && name.bytes().all(|byte| byte.is_ascii_uppercase());
        Self::parse(name).filter(|_| is_short).map(|letters| letters.0)
    }
}

impl fmt::Display for ColumnLetters {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = self.0;
        while let Some(before) = rest.checked_sub(1) {
            let letter = u8::try_from(before.wrapping_rem(26)).unwrap_or(0);
            letters.push(char::from(b'A'.wrapping_add(letter)));
            rest = before.wrapping_div(26);
        }
        letters.iter().rev().try_for_each(|letter| write!(out, "{letter}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_in_a_spreadsheet() {
        let cases =
            [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (703, "AAA"), (16384, "XFD")];
        for (number, letters) in cases {
            assert_eq!(ColumnLetters(number).to_string(), letters);
            assert_eq!(ColumnLetters::parse(letters), Some(ColumnLetters(number)));
        }
        assert_eq!(ColumnLetters::parse("g"), Some(ColumnLetters(7)));
        for wrong in ["", "A1", "É", "ZZZZZZZZZZ"] {
            assert_eq!(ColumnLetters::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn places_read_as_people_write_them() {
        let (file, sheet): (Arc<str>, Arc<str>) = ("bom.xlsx".into(), "BOM".into());
        let cell = |sheet, column, line| Spot::Cell { sheet, row: 117, column, line };
        let cases = [
            (Spot::Whole, "bom.xlsx"),
            (Spot::Sheet { sheet: sheet.clone() }, "bom.xlsx, sheet \"BOM\""),
            (Spot::Column { sheet: None, column: 7 }, "bom.xlsx, column G"),
            (cell(Some(sheet), Some(7), None), "bom.xlsx, sheet \"BOM\", G117"),
            (cell(None, Some(7), Some(119)), "bom.xlsx, G117 (line 119)"),
            (cell(None, None, None), "bom.xlsx, row 117"),
            (Spot::Text { line: 12, bytes: 3..9 }, "bom.xlsx, line 12"),
        ];
        for (spot, text) in cases {
            assert_eq!(Source::new(file.clone(), spot).to_string(), text);
        }
    }
}
