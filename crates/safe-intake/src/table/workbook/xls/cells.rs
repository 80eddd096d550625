//! The cells of one sheet of an old Excel workbook.

use super::Globals;
use super::records::{Record, Records, kind};
use super::texts::{long_text, text};
use crate::table::kept::Value;
use crate::table::limits::Limit;
use crate::table::problem::FileProblem;
use crate::table::workbook::binary::{
    add_double, add_packed, failure, size_at, u8_at, u16_at, u32_at, u64_at,
};
use crate::table::workbook::sheet_cells::{Merged, SheetCells};

/// Reads the records of a sheet up to its end; charts within it are passed over.
pub(super) fn read(
    mut records: Records<'_>,
    globals: &Globals,
    sheet: &mut SheetCells,
) -> Result<(), FileProblem> {
    let mut reading = Reading { globals, sheet, formula: None, number: String::new() };
    let mut depth = 0u32;
    while let Some(record) = records.next() {
        match record.kind {
            kind::BEGIN => depth = depth.saturating_add(1),
            kind::END if depth <= 1 => return Ok(()),
            kind::END => depth = depth.saturating_sub(1),
            _ if depth == 1 => match reading.add(&record) {
                Some(added) => added.map_err(FileProblem::TooLarge)?,
                None => return Err(FileProblem::Damaged("a cell in it is cut short")),
            },
            _ => {}
        }
    }
    Err(FileProblem::Damaged("a sheet in it has no end"))
}

struct Reading<'r> {
    globals: &'r Globals,
    sheet: &'r mut SheetCells,
    // Where a formula stands whose text comes in a record of its own.
    formula: Option<(u32, u32)>,
    number: String,
}

impl Reading<'_> {
    /// Adds what a record says; `None` where it is cut short.
    fn add(&mut self, record: &Record<'_>) -> Option<Result<(), Limit>> {
        let bytes = record.bytes();
        let added = match record.kind {
            kind::ROW => self.row(bytes)?,
            kind::COLUMNS => self.columns(bytes)?,
            kind::MERGED => self.merged(bytes)?,
            kind::NUMBER => {
                let double = u64_at(bytes, 6)?;
                self.number.clear();
                add_double(double, &mut self.number);
                self.add_number(place(bytes)?, u16_at(bytes, 4)?)
            }
            kind::PACKED_NUMBER => {
                self.number.clear();
                add_packed(u32_at(bytes, 6)?, &mut self.number);
                self.add_number(place(bytes)?, u16_at(bytes, 4)?)
            }
            kind::PACKED_NUMBERS => self.packed_numbers(bytes)?,
            kind::SHARED_TEXT => {
                let text = self.globals.strings.get(size_at(bytes, 6)?)?;
                self.sheet.text(place(bytes)?, text)
            }
            kind::TEXT | kind::RICH_TEXT => {
                let text = text(bytes.get(6..)?, self.globals.form)?;
                self.sheet.text(place(bytes)?, &text)
            }
            kind::FLAG_OR_FAILURE => {
                let (value, is_failure) = (u8_at(bytes, 6)?, u8_at(bytes, 7)? != 0);
                self.flag_or_failure(place(bytes)?, value, is_failure)
            }
            kind::FORMULA => self.formula(bytes)?,
            kind::FORMULA_TEXT => match self.formula.take() {
                Some(at) => {
                    let text = long_text(record, self.globals.form)?;
                    self.sheet.text(at, &text)
                }
                None => Ok(()),
            },
            _ => Ok(()),
        };
        Some(added)
    }

    fn row(&mut self, bytes: &[u8]) -> Option<Result<(), Limit>> {
        const HIDDEN: u16 = 0x20;
        if u16_at(bytes, 12)? & HIDDEN != 0 {
            let row = u32::from(u16_at(bytes, 0)?).checked_add(1)?;
            self.sheet.hide(row..row.checked_add(1)?);
        }
        Some(Ok(()))
    }

    fn columns(&mut self, bytes: &[u8]) -> Option<Result<(), Limit>> {
        const HIDDEN: u16 = 0x01;
        if u16_at(bytes, 8).unwrap_or(0) & HIDDEN != 0 {
            let end = |at: usize| u32::from(u16_at(bytes, at)?).checked_add(1);
            self.sheet.hide_columns(end(0)?, end(2)?);
        }
        Some(Ok(()))
    }

    fn merged(&mut self, bytes: &[u8]) -> Option<Result<(), Limit>> {
        for range in bytes.get(2..)?.chunks_exact(8) {
            let end = |at: usize| u32::from(u16_at(range, at)?).checked_add(1);
            let (first, last) = ((end(0)?, end(4)?), (end(2)?, end(6)?));
            if let Err(limit) = self.sheet.add_merged(Merged { first, last }) {
                return Some(Err(limit));
            }
        }
        Some(Ok(()))
    }

    fn packed_numbers(&mut self, bytes: &[u8]) -> Option<Result<(), Limit>> {
        let (row, mut column) = place(bytes)?;
        let cells = bytes.get(4..bytes.len().checked_sub(2)?)?;
        for cell in cells.chunks_exact(6) {
            self.number.clear();
            add_packed(u32_at(cell, 2)?, &mut self.number);
            if let Err(limit) = self.add_number((row, column), u16_at(cell, 0)?) {
                return Some(Err(limit));
            }
            column = column.checked_add(1)?;
        }
        Some(Ok(()))
    }

    fn formula(&mut self, bytes: &[u8]) -> Option<Result<(), Limit>> {
        const NO_NUMBER: u16 = 0xffff;
        let at = place(bytes)?;
        self.formula = None;
        if u16_at(bytes, 12)? != NO_NUMBER {
            self.number.clear();
            add_double(u64_at(bytes, 6)?, &mut self.number);
            return Some(self.add_number(at, u16_at(bytes, 4)?));
        }
        let value = u8_at(bytes, 8)?;
        Some(match u8_at(bytes, 6)? {
            0 => {
                self.formula = Some(at);
                Ok(())
            }
            1 => self.flag_or_failure(at, value, false),
            2 => self.flag_or_failure(at, value, true),
            _ => Ok(()),
        })
    }

    fn flag_or_failure(
        &mut self,
        at: (u32, u32),
        value: u8,
        is_failure: bool,
    ) -> Result<(), Limit> {
        if is_failure {
            return self.sheet.error(at, failure(value));
        }
        self.sheet.value(at, Value::Flag(value != 0))
    }

    fn add_number(&mut self, at: (u32, u32), format: u16) -> Result<(), Limit> {
        let is_day = self.globals.day_formats.get(usize::from(format)).copied();
        if is_day.unwrap_or(false) {
            return self.sheet.serial(at, &self.number, self.globals.system);
        }
        self.sheet.number(at, &self.number)
    }
}

/// Row and column of a cell, counted from 1.
fn place(bytes: &[u8]) -> Option<(u32, u32)> {
    let row = u32::from(u16_at(bytes, 0)?).checked_add(1)?;
    let column = u32::from(u16_at(bytes, 2)?).checked_add(1)?;
    Some((row, column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::DateSystem;
    use crate::table::workbook::xls::texts::TextForm;

    #[test]
    fn hidden_columns_are_known() {
        let mut stream = Vec::new();
        for (kind, bytes) in [
            (kind::BEGIN, &[0, 6, 16, 0][..]),
            (kind::COLUMNS, &[1, 0, 2, 0, 0, 9, 0, 0, 1, 0]),
            (kind::COLUMNS, &[4, 0, 4, 0, 0, 9, 0, 0, 0, 0]),
            // One that is cut short says nothing about being hidden.
            (kind::COLUMNS, &[5, 0, 5, 0]),
            (kind::END, &[]),
        ] {
            stream.extend(kind.to_le_bytes());
            stream.extend(u16::try_from(bytes.len()).unwrap().to_le_bytes());
            stream.extend(bytes);
        }
        let globals = Globals {
            form: TextForm { is_wide: true, encoding: encoding_rs::WINDOWS_1252 },
            strings: Vec::new(),
            day_formats: Vec::new(),
            system: DateSystem::From1900,
        };
        let mut sheet = SheetCells::default();
        read(Records::new(&stream, 0), &globals, &mut sheet).unwrap();
        let (kept, _) = sheet.finish();
        let hidden: Vec<u32> = (1..=8).filter(|column| kept.is_column_hidden(*column)).collect();
        assert_eq!(hidden, [2, 3]);
    }
}
