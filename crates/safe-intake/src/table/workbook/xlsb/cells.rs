//! The cells of one sheet of a binary Excel workbook.

use super::{CUT_SHORT, Records, text_at};
use crate::calendar::DateSystem;
use crate::table::kept::{Stretch, Value};
use crate::table::limits::Limit;
use crate::table::problem::FileProblem;
use crate::table::workbook::binary::{
    add_double, add_packed, failure, size_at, u8_at, u32_at, u64_at,
};
use crate::table::workbook::sheet_cells::{Merged, SheetCells};

/// What cells refer to.
pub(super) struct Context<'c> {
    pub(super) strings: &'c [Stretch],
    pub(super) day_formats: &'c [bool],
    pub(super) system: DateSystem,
}

/// Reads the cells of a sheet, and which rows and columns are hidden and which cells merged.
pub(super) fn read(
    bytes: &[u8],
    context: &Context<'_>,
    sheet: &mut SheetCells,
) -> Result<(), FileProblem> {
    const BEGINNING_OF_CELLS: u32 = 0x0091;
    let mut reading = Reading { context, sheet, row: 0, column: 0, number: String::new() };
    let mut has_cells = false;
    for (kind, bytes) in Records::new(bytes) {
        has_cells |= kind == BEGINNING_OF_CELLS;
        reading.add(kind, bytes).ok_or(CUT_SHORT)?.map_err(FileProblem::TooLarge)?;
    }
    if has_cells { Ok(()) } else { Err(FileProblem::NoCells) }
}

struct Reading<'r> {
    context: &'r Context<'r>,
    sheet: &'r mut SheetCells,
    row: u32,
    column: u32,
    number: String,
}

impl Reading<'_> {
    /// Adds what a record says; `None` where it is cut short.
    fn add(&mut self, kind: u32, bytes: &[u8]) -> Option<Result<(), Limit>> {
        match kind {
            0x0000 => self.row_start(bytes),
            0x0001..=0x000b => {
                self.column = u32_at(bytes, 0)?.checked_add(1)?;
                self.cell(kind, bytes.get(4..)?)
            }
            // Cells right behind the one before leave their column out.
            0x000c..=0x0012 => {
                self.column = self.column.checked_add(1)?;
                self.cell(kind.checked_sub(0x000b)?, bytes)
            }
            0x003c => self.columns(bytes),
            0x003e => {
                self.column = u32_at(bytes, 0)?.checked_add(1)?;
                let (text, _) = text_at(bytes, 9)?;
                Some(self.sheet.text((self.row, self.column), &text))
            }
            0x00b0 => {
                let end = |at: usize| u32_at(bytes, at)?.checked_add(1);
                let merged = Merged { first: (end(0)?, end(8)?), last: (end(4)?, end(12)?) };
                Some(self.sheet.add_merged(merged))
            }
            _ => Some(Ok(())),
        }
    }

    /// A cell from its format on, its value behind that.
    fn cell(&mut self, kind: u32, bytes: &[u8]) -> Option<Result<(), Limit>> {
        let at = (self.row, self.column);
        Some(match kind {
            0x0002 => {
                self.number.clear();
                add_packed(u32_at(bytes, 4)?, &mut self.number);
                self.add_number(at, bytes)?
            }
            0x0003 | 0x000b => self.sheet.error(at, failure(u8_at(bytes, 4)?)),
            0x0004 | 0x000a => self.sheet.value(at, Value::Flag(u8_at(bytes, 4)? != 0)),
            0x0005 | 0x0009 => {
                self.number.clear();
                add_double(u64_at(bytes, 4)?, &mut self.number);
                self.add_number(at, bytes)?
            }
            0x0006 | 0x0008 => {
                let (text, _) = text_at(bytes, 4)?;
                self.sheet.text(at, &text)
            }
            0x0007 => {
                let text = *self.context.strings.get(size_at(bytes, 4)?)?;
                self.sheet.shared(at, text)
            }
            _ => Ok(()),
        })
    }

    fn row_start(&mut self, bytes: &[u8]) -> Option<Result<(), Limit>> {
        const HIDDEN: u8 = 0x10;
        self.row = u32_at(bytes, 0)?.checked_add(1)?;
        self.column = 0;
        if u8_at(bytes, 11)? & HIDDEN != 0 {
            self.sheet.hide(self.row..self.row.checked_add(1)?);
        }
        Some(Ok(()))
    }

    fn columns(&mut self, bytes: &[u8]) -> Option<Result<(), Limit>> {
        const HIDDEN: u8 = 0x01;
        if u8_at(bytes, 16).unwrap_or(0) & HIDDEN != 0 {
            let end = |at: usize| u32_at(bytes, at)?.checked_add(1);
            self.sheet.hide_columns(end(0)?, end(4)?);
        }
        Some(Ok(()))
    }

    fn add_number(&mut self, at: (u32, u32), bytes: &[u8]) -> Option<Result<(), Limit>> {
        let format = size_at(bytes, 0)? & 0x00ff_ffff;
        let is_day = self.context.day_formats.get(format).copied().unwrap_or(false);
        Some(if is_day {
            self.sheet.serial(at, &self.number, self.context.system)
        } else {
            self.sheet.number(at, &self.number)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_columns_are_known() {
        let mut sheet_part = vec![0x91, 0x01, 0x00];
        for (first, last, flags) in [(1u32, 2u32, 1u16), (4, 4, 0), (6, 6, 3)] {
            sheet_part.extend([0x3c, 18]);
            for number in [first, last, 0x0900, 0] {
                sheet_part.extend(number.to_le_bytes());
            }
            sheet_part.extend(flags.to_le_bytes());
        }
        let context = Context { strings: &[], day_formats: &[], system: DateSystem::From1900 };
        let mut sheet = SheetCells::default();
        read(&sheet_part, &context, &mut sheet).unwrap();
        let (kept, _) = sheet.finish();
        let hidden: Vec<u32> = (1..=8).filter(|column| kept.is_column_hidden(*column)).collect();
        assert_eq!(hidden, [2, 3, 7]);
    }
}
