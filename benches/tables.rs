//! Bills in tables: what reading, assessing and explaining them takes.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::Workbook;

use crate::generate;
use crate::measured::{ASSESSED, Compared, compare, folder, hundredths_of, run, shown};

/// Hundredths of what the document with the same lines needs that a table may need.
const MOST_MEMORY: u64 = 200;

/// Name, end of the file, yardstick, lines, and how many hundredths of the yardstick it may take;
/// `None`: it is only told.
type Row = (&'static str, &'static str, &'static str, usize, Option<u64>);

const ROWS: [Row; 3] = [
    ("CSV of 1,000,000 lines", "csv", "csv", 1_000_000, Some(150)),
    ("CSV of 1,000,000 lines", "csv", "csv, dropping each", 1_000_000, None),
    ("XLSX of 100,000 rows", "xlsx", "calamine", 100_000, Some(130)),
];

const MAPPING: &str = r#"format = "safe-mapping/1"

[columns]
id = "id"
description = "description"
quantity = "quantity"
unit_cost = "unit_cost"
currency = "currency"
origin = "origin"
"#;

/// Measures every row and prints the table; whether all is within its limits.
pub(crate) fn table(program: &Path) -> bool {
    let folder = folder();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (mapping, procurement) = (path("bom.map.toml"), path("procurement.json"));
    fs::write(&mapping, MAPPING).unwrap();
    fs::write(&procurement, generate::without_bill()).unwrap();
    println!(
        "\n| input | yardstick | alone | `safe-check` | ratio | at most | memory / document |"
    );
    println!("|---|---|--:|--:|--:|--:|--:|");
    let mut within = true;
    for (name, end, yardstick, lines, limit) in ROWS {
        let document = path("bill.json");
        fs::write(&document, generate::flat(lines, generate::SEED)).unwrap();
        let bill = path(&format!("bill.{end}"));
        write_table(&bill, lines);
        let product = format!("p={bill}");
        let assess = ["assess", &procurement, "--bill", &product, "--map", &mapping];
        let assess = [&assess[..], &ASSESSED[..]].concat();
        let Compared { typed, ours, ratio } = compare(&[yardstick, &bill], program, &assess);
        let of_document = run(program, &[&["assess", &document], &ASSESSED[..]].concat());
        let memory = hundredths_of(ours.kilobytes, of_document.kilobytes);
        within &= limit.is_none_or(|limit| ratio <= limit) && memory <= MOST_MEMORY;
        println!(
            "| {name} | {yardstick} | {} ms | {} ms | {} | {} | {} |",
            typed / 1000,
            ours.microseconds / 1000,
            shown(ratio),
            limit.map_or_else(|| "–".to_owned(), shown),
            shown(memory),
        );
    }
    fs::remove_dir_all(&folder).unwrap();
    within
}

#[expect(clippy::disallowed_types, reason = "workbooks keep numbers as floats")]
fn write_table(path: &str, lines: usize) {
    let text = generate::table(lines, generate::SEED);
    if !path.ends_with(".xlsx") {
        return fs::write(path, text).unwrap();
    }
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0u32..).zip(text.lines()) {
        for (column, cell) in (0u16..).zip(line.split(',')) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    workbook.save(path).unwrap();
}
