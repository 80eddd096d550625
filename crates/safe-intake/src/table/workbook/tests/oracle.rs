//! An independent reader sees the same cells.

use std::io::Cursor;
use std::ops::ControlFlow;

use calamine::{Data, DataType, Reader, open_workbook_auto_from_rs};

use super::{LONG_TEXTS, XLS, XLS_5, XLSB, ods};
use crate::table::{Cell, InputFile, SheetChoice, Table, TableChoices};

/// The value of a number, of fifteen digits, as a spreadsheet program shows it.
#[expect(clippy::disallowed_types, reason = "the other reader knows doubles only")]
fn value(number: &str) -> String {
    let double: f64 = number.parse().unwrap();
    format!("{double:.14e}").parse::<f64>().unwrap().to_string()
}

fn theirs(data: &Data) -> String {
    if data.is_float() {
        return value(&data.to_string());
    }
    if let Some(time) = data.get_datetime() {
        return time.as_f64().floor().to_string();
    }
    match data.get_datetime_iso() {
        Some(text) => text.get(..10).unwrap_or(text).to_owned(),
        None => data.to_string(),
    }
}

fn ours(cell: Cell<'_>) -> String {
    match cell.text() {
        Some(day) if day == "2026-05-30" => "46172".to_owned(),
        Some(_) if matches!(cell, Cell::Number(_)) => value(&cell.given()),
        Some(_) | None => cell.given(),
    }
}

fn compare(name: &str, bytes: &[u8]) {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).unwrap();
    for (number, sheet) in (1u32..).zip(book.sheet_names()) {
        let sheet = &sheet;
        let range = book.worksheet_range(sheet).unwrap();
        let sheet_choice = Some(SheetChoice::Number(number));
        let choices = TableChoices { sheet: sheet_choice, ..TableChoices::default() };
        let Ok(table) = Table::open(&InputFile { name, bytes }, &choices) else {
            assert!(range.is_empty(), "{name}, {sheet}");
            continue;
        };
        let mut seen = Vec::new();
        table
            .rows(|row| {
                seen.extend(row.cells().map(|(column, cell)| (row.number(), column, ours(cell))));
                ControlFlow::Continue(())
            })
            .unwrap();
        let start = range.start().unwrap();
        let expected: Vec<(u32, u32, String)> = range
            .used_cells()
            .map(|(row, column, data)| {
                let place = |at: usize, start: u32| {
                    u32::try_from(at).unwrap().saturating_add(start).saturating_add(1)
                };
                (place(row, start.0), place(column, start.1), theirs(data))
            })
            .map(|(row, column, text)| (row, column, text.trim().to_owned()))
            .filter(|(_, _, text)| !text.is_empty())
            .map(|(row, column, text)| {
                let is_day = text == "2026-05-30"
                    || (name.contains("ods") && text.starts_with("2026-05-30"));
                (row, column, if is_day { "46172".to_owned() } else { text })
            })
            .collect();
        if name == "bill.ods" {
            // It reads what a formula failed with as an empty text.
            seen.retain(|(_, _, text)| text != "#DIV/0!");
        }
        if name == "bill.xlsb" {
            // It passes over the short records in which the column is left out.
            seen.retain(|(row, column, _)| {
                expected.iter().any(|(theirs, at, _)| (theirs, at) == (row, column))
            });
        }
        for (ours, theirs) in seen.iter().zip(&expected) {
            let alike = ours == theirs
                || ours.2.eq_ignore_ascii_case(&theirs.2)
                // A time without a day is a number here.
                || (ours.2 == "0.75" && (theirs.2 == "0" || theirs.2.starts_with("PT")))
                // A format that it does not know makes a day of it here alone.
                || (ours.2 == "46172" && theirs.2 == "46172.5")
                || (ours.2 == "0.0000001" && theirs.2 == "1e-7");
            assert!(alike, "{name}, {sheet}: {ours:?} but {theirs:?}");
        }
        assert_eq!(seen.len(), expected.len(), "{name}, {sheet}");
    }
}

#[test]
fn an_independent_reader_sees_the_same_cells() {
    for (name, bytes) in [
        ("bill.xls", XLS),
        ("bill.xlsb", XLSB),
        ("bill.ods", &ods::bill()),
        ("bill-5.xls", XLS_5),
        ("long.xls", LONG_TEXTS),
    ] {
        compare(name, bytes);
    }
}

#[test]
fn a_written_workbook_reads_alike() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet();
    for row in 0..50u32 {
        sheet.write(row, 0, format!("part {row}")).unwrap();
        sheet.write(row, 1, row).unwrap();
        sheet.write(row, 4, 2.675).unwrap();
        sheet.write(row, 2, row % 2 == 0).unwrap();
        sheet.write_with_format(row, 3, 46172, &day).unwrap();
    }
    compare("written.xlsx", &book.save_to_buffer().unwrap());
}
