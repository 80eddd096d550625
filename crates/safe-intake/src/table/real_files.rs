//! Bills as people have them, from the folder that the environment variable `SAFE_REAL_FILES`
//! names; where it names none, the tests say that they were skipped.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::{Cell, InputFile, Table, TableChoices};
use crate::calendar::{self, DateStyle};
use crate::number::{self, NumberStyle};

#[expect(
    clippy::disallowed_methods,
    reason = "a test asks where the real files are, and reads them"
)]
fn file(name: &str) -> Option<Vec<u8>> {
    let Ok(folder) = std::env::var("SAFE_REAL_FILES") else {
        println!("skipped: SAFE_REAL_FILES names no folder with {name}");
        return None;
    };
    Some(std::fs::read(PathBuf::from(folder).join(name)).unwrap())
}

/// Item number and quantity of each row, by their headers.
fn lines(name: &str, bytes: &[u8]) -> Vec<(u32, String, String)> {
    let table = Table::open(&InputFile { name, bytes }, &TableChoices::default()).unwrap();
    let mut columns = (0, 0);
    let mut lines = Vec::new();
    table
        .rows(|row| {
            for (column, header) in row.cells().filter(|_| row.number() == 1) {
                match header.given().as_str() {
                    "ITEM NO." => columns.0 = column,
                    "QTY." => columns.1 = column,
                    _ => {}
                }
            }
            let given = |column| row.cell(column).given();
            lines.push((row.number(), given(columns.0), given(columns.1)));
            ControlFlow::Continue(())
        })
        .unwrap();
    lines
}

#[test]
fn the_same_bill_as_text_and_as_workbook_has_the_same_lines() {
    let (Some(csv), Some(xlsx)) = (file("exa-spim/BOM.csv"), file("exa-spim/BOM.xlsx")) else {
        return;
    };
    let (text, workbook) = (lines("BOM.csv", &csv), lines("BOM.xlsx", &xlsx));
    assert!(text.len() > 50);
    assert_eq!(text, workbook);
}

#[test]
fn every_number_and_day_of_a_manufacturer_is_read() {
    let Some(bytes) = file("adventureworks/BillOfMaterials.csv") else { return };
    let input = InputFile { name: "BillOfMaterials.csv", bytes: &bytes };
    let table = Table::open(&input, &TableChoices::default()).unwrap();
    assert_eq!(table.separator(), Some('\t'));
    let (mut rows, mut ended) = (0u32, 0u32);
    table
        .rows(|row| {
            rows = rows.saturating_add(1);
            number::read_cell(row.cell(8), NumberStyle::POINT).unwrap();
            let day = |column| {
                calendar::read_cell(row.cell(column), DateStyle::YearFirst, table.date_system())
            };
            assert!(day(4).unwrap().is_some());
            ended = ended.saturating_add(u32::from(day(5).unwrap().is_some()));
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!((rows, ended), (2679, 199));
}

#[test]
fn each_workbook_of_a_bill_in_parts_is_read() {
    for name in ["SKA-100", "TR-01", "WH-01", "Parts List"] {
        let Some(bytes) = file(&format!("pybom/{name}.xlsx")) else { return };
        let file = InputFile { name, bytes: &bytes };
        let table = Table::open(&file, &TableChoices::default()).unwrap();
        let mut rows = 0u32;
        table
            .rows(|row| {
                assert_ne!(row.cell(1), Cell::Unsaved);
                rows = rows.saturating_add(1);
                ControlFlow::Continue(())
            })
            .unwrap();
        assert!(rows > 1, "{name}");
    }
}
