//! Workbooks of Excel.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use super::delimited::Style;
use super::forms::{as_number, of_row, rows};
use super::grids::{Cell, Grid};
use super::random::Random;

pub(crate) fn workbook(grids: &[&Grid], style: &Style) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for grid in grids {
        let mut sheet = Worksheet::new();
        // Names of files may be longer than those of sheets, or hold what these may not.
        let name = if grids.len() > 1 { &*grid.name } else { "BOM" };
        sheet.set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows(grid)) {
            let random = &mut of_row(&cells, style.way);
            for (column, cell) in (0..).zip(&cells) {
                write(&mut sheet, (row, column), cell, style, random);
            }
        }
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer().unwrap()
}

#[expect(clippy::disallowed_types, reason = "a workbook keeps numbers as doubles")]
fn write(sheet: &mut Worksheet, at: (u32, u16), cell: &Cell, style: &Style, random: &mut Random) {
    let (row, column) = at;
    if *cell == Cell::Empty {
        return;
    }
    if let Some(number) = as_number(cell, random) {
        sheet.write_number(row, column, number.parse::<f64>().unwrap()).unwrap();
    } else if let (Cell::Day(day), false) = (cell, random.one_in(3)) {
        let day = ExcelDateTime::parse_from_str(day).unwrap();
        let format = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_datetime_with_format(row, column, &day, &format).unwrap();
    } else {
        sheet.write_string(row, column, style.shown(cell, random)).unwrap();
    }
}
