//! The workbooks of the guide, written here so that nobody has to trust a binary file.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Reader, Sheets, open_workbook_auto_from_rs};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet};

/// A row a line, a cell between two bars. A cell is a number where it reads as one, a text behind
/// `'`, and a formula where it starts with `=`, with what it gave behind `→`.
const BILL: &str = "\
Bill of materials, multi-level
Product|UGV-400|Casualty evacuation vehicle||||Exported|'03.11.2026

Level|Part No.|Description|Qty|UoM|Price|Std. cost|Curr.|Country of Origin|Vendor|Changed on
1|410|Hull, assembled|1|EA|||||Example Vehicles Sp. z o.o.|'14.09.2026
2|410-01|Hull, welded steel|1|EA|21900|14400|EUR|Polska|Example Vehicles Sp. z o.o.|'14.09.2026
2|410-02|Armour plates|1|EA|8100|6200|EUR|SE|Example Plates AB|'14.09.2026
2|410-03|Hatch seal|12.5|M|19.9|14.8|EUR|Italy|Example Seals S.p.A.|'02.03.2026
1|420|Hub motor|4|EA|3290|2350|EUR|Deutschland|Example Motors GmbH|'14.09.2026
1|430|Battery pack|1|EA|||||Example Cells Ltd|'30.10.2026
2|430-01|Battery module|6|EA|2650|1890|USD|KR|Example Cells Ltd|'30.10.2026
2|430-02|Battery controller|1|EA|690|480|EUR|DE|Example Motors GmbH|'14.09.2026
1|440|Motor controller|2|EA|1340|960|EUR|CZ|Example Motors GmbH|'14.09.2026
1|450|Thermal camera|2|EA|4400|3120|USD|US|Example Optics Inc|'30.10.2026
1|460|Control computer|1|EA|205000|148000|UAH|Ukraine|Example Control TOV|'30.10.2026
1|470|Radio data link|1|EA|4100|2900|GBP||Example Radios Ltd|'30.10.2026
1|480|Cable harness|1|EA|2050|1480|EUR||Example Cables UAB|'30.10.2026
1|490|Stretcher rack|2|EA|890|640|EUR|LT|Example Racks UAB|'14.09.2026
Total|||=SUM(D5:D18) → 35.5||=SUM(F5:F18) → 254449.9|=SUM(G5:G18) → 182034.8||||
";

/// The same bill as it may look at first.
const BILL_WITH_DIRT: &str = "\
Bill of materials, multi-level
Product|UGV-400|Casualty evacuation vehicle||||Exported|'27.10.2026

Level|Part No.|Description|Qty|UoM|Price|Std. cost|Curr.|Country of Origin|Vendor|Changed on
1|410|Hull, assembled|1|EA|||||Example Vehicles Sp. z o.o.|'14.09.2026
2|410-01|Hull, welded steel|1|EA|21900|=28800/0 → #DIV/0!|EUR|Polska|Example Vehicles Sp. z o.o.|'14.09.2026
2|410-02|Armour plates|1|EA|8100|'6.200,00|EUR|SE|Example Plates AB|'14.09.2026
2|410-03|Hatch seal|12.5|M|19.9|14.8|EUR|Itali|Example Seals S.p.A.|'02.03.2026
1|420|Hub motor|'-|EA|3290|2350|EUR|Deutschland|Example Motors GmbH|'14.09.2026
";

/// Each workbook by its name, as it is written anew.
fn workbooks() -> [(&'static str, Vec<u8>); 2] {
    [("bom.xlsx", workbook(BILL)), ("bom-with-dirt.xlsx", workbook(BILL_WITH_DIRT))]
}

/// Holds the workbooks of a folder against their tables, or writes them there.
pub(crate) fn check(folder: &Path, write: bool) {
    for (name, bytes) in workbooks() {
        let path = folder.join(name);
        let there = cells(&fs::read(&path).unwrap_or_default());
        let wanted = cells(&bytes);
        if write && there != wanted {
            fs::write(&path, &bytes).unwrap();
            continue;
        }
        assert_eq!(there, wanted, "{name} is not what its table says");
    }
}

fn workbook(table: &str) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let made_on = ExcelDateTime::from_ymd(2026, 11, 3).unwrap();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made_on));
    let notes = workbook.add_worksheet().set_name("Notes").unwrap();
    notes.write(0, 0, "All names and figures are invented.").unwrap();
    notes.set_hidden(true);
    let sheet = workbook.add_worksheet().set_name("BOM").unwrap();
    sheet.set_active(true);
    for (row, line) in (0..).zip(table.lines()) {
        for (column, text) in (0..).zip(line.split('|')) {
            write_cell(sheet, row, column, text);
        }
    }
    sheet.autofit();
    workbook.save_to_buffer().unwrap()
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, text: &str) {
    let bold = Format::new().set_bold();
    if let Some((formula, value)) = text.split_once(" → ") {
        let formula = Formula::new(formula).set_result(value);
        sheet.write_formula(row, column, formula).unwrap();
    } else if let Some(text) = text.strip_prefix('\'') {
        sheet.write_string(row, column, text).unwrap();
    } else if let Ok(number) = text.parse::<f64>() {
        sheet.write_number(row, column, number).unwrap();
    } else if row < 4 {
        sheet.write_string_with_format(row, column, text, &bold).unwrap();
    } else {
        sheet.write_string(row, column, text).unwrap();
    }
}

/// What a program that is not ours reads of each sheet: values, and formulas.
fn cells(bytes: &[u8]) -> Vec<String> {
    let Ok(mut workbook) = open_workbook_auto_from_rs(Cursor::new(bytes)) else {
        return Vec::new();
    };
    let names = Sheets::sheet_names(&workbook);
    let mut found = Vec::new();
    for name in names {
        let values = workbook.worksheet_range(&name).unwrap();
        let formulas = workbook.worksheet_formula(&name).unwrap();
        found.extend(values.used_cells().map(|cell| format!("{name}: {cell:?}")));
        found.extend(formulas.used_cells().map(|cell| format!("{name}: {cell:?}")));
    }
    found
}
