mod dirt;
mod hostile;
mod ods;
mod oracle;

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use crate::table::{Cell, InputFile, SheetChoice, Table, TableChoices};
use zip::write::SimpleFileOptions;

const XLS: &[u8] = include_bytes!("../../../tests/tables/bill.xls");
const XLS_5: &[u8] = include_bytes!("../../../tests/tables/bill-5.xls");
const XLSB: &[u8] = include_bytes!("../../../tests/tables/bill.xlsb");
const XLS_1904: &[u8] = include_bytes!("../../../tests/tables/bill-1904.xls");
const XLSB_1904: &[u8] = include_bytes!("../../../tests/tables/bill-1904.xlsb");
const LONG_TEXTS: &[u8] = include_bytes!("../../../tests/tables/long-texts.xls");

/// Every cell with its kind, one line a row, hidden rows marked; then every remark.
fn shown(name: &str, bytes: &[u8], choices: &TableChoices) -> Vec<String> {
    let file = InputFile { name, bytes };
    let table = match Table::open(&file, choices) {
        Ok(table) => table,
        Err(problem) => {
            let help = problem.help().unwrap_or_default();
            return vec![format!("{}: {problem}; {help}", problem.source())];
        }
    };
    let mut lines = Vec::new();
    table
        .rows(|row| {
            let cells: Vec<String> =
                row.cells().map(|(at, cell)| format!("{at} {}", kind(cell))).collect();
            let hidden = if row.is_hidden() { " (hidden)" } else { "" };
            lines.push(format!("{}{hidden}: {}", row.number(), cells.join(", ")));
            ControlFlow::Continue(())
        })
        .unwrap();
    let hidden = (1..=16_384).filter(|column| table.is_column_hidden(*column));
    lines.extend(hidden.map(|column| format!("column {column} (hidden)")));
    let remarks = table.remarks().iter();
    lines.extend(remarks.map(|remark| format!("{}: {remark}", remark.source())));
    lines
}

fn kind(cell: Cell<'_>) -> String {
    match cell {
        Cell::Text(text) => format!("{text:?}"),
        Cell::Number(number) => number.to_owned(),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Error(error) => error.to_owned(),
        Cell::Unsaved => "unsaved".to_owned(),
        Cell::Empty => String::new(),
    }
}

/// An archive of these files.
pub(in crate::table) fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook with these sheets: their names, whether they are hidden, and their content.
pub(crate) fn sheets(sheets: &[(&str, bool, &str)]) -> Vec<u8> {
    let all = || sheets.iter().enumerate();
    let listed = all().map(|(at, (name, is_hidden, _))| {
        let state = if *is_hidden { " state=\"hidden\"" } else { "" };
        format!("<sheet name=\"{name}\"{state} r:id=\"r{at}\"/>")
    });
    let related =
        all().map(|(at, _)| format!("<Relationship Id=\"r{at}\" Target=\"worksheets/{at}.xml\"/>"));
    let (listed, related) =
        (listed.collect::<Vec<_>>().concat(), related.collect::<Vec<_>>().concat());
    let parts: Vec<(String, &str)> =
        all().map(|(at, (_, _, content))| (format!("xl/worksheets/{at}.xml"), *content)).collect();
    let workbook = format!("<workbook><sheets>{listed}</sheets></workbook>");
    let related = format!("<Relationships>{related}</Relationships>");
    let mut files: Vec<(&str, &str)> =
        vec![("xl/workbook.xml", &workbook), ("xl/_rels/workbook.xml.rels", &related)];
    files.extend(parts.iter().map(|(name, content)| (name.as_str(), *content)));
    archive(&files)
}

/// A workbook with one sheet of this content, and formats of which the second shows a day.
pub(crate) fn xlsx(sheet: &str) -> Vec<u8> {
    xlsx_with(
        sheet,
        "<calcPr/>",
        "<sst><si><t>shared</t></si><si><r><t>a</t></r><r><t> b</t></r><rPh><t>x</t></rPh></si></sst>",
    )
}

fn xlsx_with(sheet: &str, workbook: &str, strings: &str) -> Vec<u8> {
    let workbook = format!(
        "<workbook><workbookPr/><sheets><sheet name=\"BOM\" sheetId=\"1\" r:id=\"rId1\"/></sheets>{workbook}</workbook>"
    );
    archive(&[
        ("xl/workbook.xml", &workbook),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        (
            "xl/styles.xml",
            "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
        ),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fn unchosen() -> TableChoices {
    TableChoices::default()
}

fn named(sheet: &str) -> TableChoices {
    TableChoices { sheet: Some(SheetChoice::Name(sheet.to_owned())), ..unchosen() }
}

fn numbered(sheet: u32) -> TableChoices {
    TableChoices { sheet: Some(SheetChoice::Number(sheet)), ..unchosen() }
}

#[test]
fn the_same_rows_in_every_form_read_alike() {
    for (name, bytes) in [("bill.xls", XLS), ("bill.xlsb", XLSB), ("bill.ods", &ods::bill())] {
        let mut shown = shown(name, bytes, &unchosen());
        if name == "bill.xls" {
            // The program that wrote this one leaves out that the row is hidden.
            shown[5] = shown[5].replace("7:", "7 (hidden):");
        }
        assert_eq!(shown, expected(name), "{name}");
    }
    for (name, bytes) in [("bill-1904.xls", XLS_1904), ("bill-1904.xlsb", XLSB_1904)] {
        let shown = shown(name, bytes, &unchosen());
        assert_eq!(shown[..5], expected(name)[..5], "{name}");
    }
}

fn expected(name: &str) -> [String; 12] {
    let place = format!("{name}, sheet \"BOM\"");
    [
        "1: 1 \"Bill of materials\"".to_owned(),
        "3: 1 \"Id\", 2 \"Part \", 3 \"Quantity\", 4 \"Unit cost\", 5 \"Origin\", 6 \"From\", 7 \"Own\""
            .to_owned(),
        "4: 1 749, 2 \"Größe \\\"M\\\", zł\", 3 4, 4 25.27, 5 \"DE\", 6 2026-05-30, 7 true".to_owned(),
        "5: 1 \"0750\", 2 \"two\\nlines\", 3 0.5, 4 2.675, 5 \"PL\", 6 2026-05-30, 7 false".to_owned(),
        "6: 1 \"751\", 2 \"=not a formula\", 3 2, 4 0.3, 5 \"UA\", 6 0.75".to_owned(),
        "7 (hidden): 1 \"752\", 2 \"hidden\", 3 1, 4 1234567.891, 5 \"FR\"".to_owned(),
        "8: 1 \"753\", 2 \"group\", 3 3, 4 0.0000001, 5 \"IT\"".to_owned(),
        "9: 1 \"754\", 3 3, 4 -5, 5 \"IT\"".to_owned(),
        "10: 1 \"755\", 2 \"ab\", 3 8, 4 #DIV/0!".to_owned(),
        format!("{place}: the sheet `BOM` is read, and no other: `Cover`"),
        format!("{place}, B8: cells merged over several rows are read in the first of them only"),
        format!("{place}, D6: `0.30000000000000004` is read as 0.3, as a spreadsheet program shows it"),
    ]
}

#[test]
fn a_workbook_of_excel_5_is_read() {
    let shown = shown("bill-5.xls", XLS_5, &unchosen());
    assert_eq!(
        shown[3],
        "5: 1 \"0750\", 2 \"two\\nlines\", 3 0.5, 4 2.675, 5 \"PL\", 6 2026-05-30, 7 false"
    );
}

#[test]
fn texts_that_run_over_records_are_whole() {
    let file = InputFile { name: "long-texts.xls", bytes: LONG_TEXTS };
    let table = Table::open(&file, &unchosen()).unwrap();
    let mut count = 0usize;
    table
        .rows(|row| {
            let at = usize::try_from(row.number()).unwrap() - 1;
            let first = format!("part {at} {}", "x".repeat(at * 40));
            let second = format!("część {at} {}{}", "ż".repeat(at * 15), "a".repeat(at * 30));
            assert_eq!(row.cell(1), Cell::Text(&first));
            assert_eq!(row.cell(2), Cell::Text(&second));
            assert_eq!(row.is_hidden(), at == 4);
            count += 1;
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!((count, table.hidden_rows()), (24, 1));
    let merged = table.remarks().first().map(|remark| remark.source().to_string());
    assert_eq!(merged.as_deref(), Some("long-texts.xls, sheet \"Long\", E21"));
}

#[test]
fn a_sheet_is_chosen_by_name_or_number() {
    assert_eq!(shown("bill.xls", XLS, &named(" bom "))[0], "1: 1 \"Bill of materials\"");
    assert_eq!(shown("bill.xls", XLS, &numbered(2))[0], "1: 1 \"Bill of materials\"");
    assert_eq!(
        shown("bill.xlsb", XLSB, &named("Secret")),
        [
            "1: 1 \"notes\", 2 1",
            "bill.xlsb, sheet \"Secret\": the sheet is hidden, and is read all the same"
        ]
    );
    assert_eq!(
        shown("bill.ods", &ods::bill(), &named("Bill")),
        ["bill.ods: there is no sheet `Bill`; the sheets are `Cover`, `BOM`, `Secret`"]
    );
    for number in [0, 4] {
        assert!(
            shown("bill.ods", &ods::bill(), &numbered(number))[0].contains("there is no sheet")
        );
    }
}

#[test]
fn a_name_that_says_another_form_is_remarked() {
    let shown = shown("bill.xlsx", XLS, &unchosen());
    assert!(shown.contains(
        &"bill.xlsx: the file is named as an Excel workbook (`.xlsx`) but holds an old Excel workbook \
          (`.xls`), and is read as that"
            .to_owned()
    ));
}
