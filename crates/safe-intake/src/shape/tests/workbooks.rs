//! Bills in workbooks: what a spreadsheet program hides, merges, computes and counts.

use super::*;
use crate::remark::Remark;
use crate::table::{sheets, xlsx};

const HEADER: [&str; 4] = ["Part", "Qty", "Cost", "Origin"];

/// The rows of a sheet: a text in quotes as a text, everything else as it stands within a cell.
fn rows(rows: &[&[&str]]) -> String {
    let mut sheet = String::new();
    for (row, cells) in (1..).zip(std::iter::once(&HEADER[..]).chain(rows.iter().copied())) {
        sheet.push_str(&format!("<row r=\"{row}\">"));
        for (column, cell) in ('A'..).zip(cells) {
            sheet.push_str(&match cell.chars().next() {
                None => String::new(),
                Some('<') => format!("<c r=\"{column}{row}\">{cell}</c>"),
                Some('#') => format!("<c r=\"{column}{row}\" t=\"e\"><v>{cell}</v></c>"),
                Some('0'..='9') => format!("<c r=\"{column}{row}\"><v>{cell}</v></c>"),
                Some(_) => {
                    format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>")
                }
            });
        }
        sheet.push_str("</row>");
    }
    format!("<sheetData>{sheet}</sheetData>")
}

const TWO: &[&[&str]] = &[&["A", "1", "2.5", "DE"], &["B", "3", "4", "FR"]];

/// The lines of a bill, then what is remarked on its table and its rows; or what is wrong with it.
fn bill(mapping: &str, sheet: &str) -> Vec<String> {
    bill_of(mapping, &xlsx(&format!("<worksheet>{sheet}</worksheet>")))
}

fn bill_of(mapping: &str, bytes: &[u8]) -> Vec<String> {
    let files = [("bom.xlsx", bytes)];
    match read(mapping, &files, 0) {
        Ok(finished) => {
            let of_table = |remark: &Remark| {
                let help = remark.help().map_or_else(String::new, |help| format!(" [{help}]"));
                format!("{}: {remark}{help}", remark.source())
            };
            let remarks = finished.table_remarks.iter().map(of_table);
            let remarks = remarks.chain(finished.remarks.iter().map(remarked));
            show(&finished).into_iter().chain(remarks).collect()
        }
        Err(problems) => problems.iter().map(told).collect(),
    }
}

#[test]
fn a_hidden_row_is_read_with_a_remark_or_left_out_with_one() {
    let sheet = rows(TWO).replace("<row r=\"3\">", "<row r=\"3\" hidden=\"1\">");
    assert_eq!(
        bill(FLAT, &sheet),
        [
            "A 1× 2.5 EUR DE",
            "B 3× 4 EUR FR",
            "bom.xlsx, sheet \"BOM\", row 3: 1 row read although the spreadsheet program hides it \
             [set `hidden = \"skip\"` in the mapping to leave such rows out]",
        ]
    );
    assert_eq!(
        bill(&format!("{FLAT}[table]\nhidden = \"skip\"\n"), &sheet),
        [
            "A 1× 2.5 EUR DE",
            "bom.xlsx, sheet \"BOM\", row 3: 1 row left out as the mapping says, being hidden",
        ]
    );
}

#[test]
fn a_hidden_column_that_the_mapping_names_is_read_with_a_remark() {
    let hidden = |first: u32, last: u32| {
        format!("<cols><col min=\"{first}\" max=\"{last}\" hidden=\"1\"/></cols>{}", rows(TWO))
    };
    let help = "[show it if it is meant, or take it out of the mapping if it does not hold]";
    assert_eq!(
        bill(FLAT, &hidden(3, 4)),
        [
            "A 1× 2.5 EUR DE".to_owned(),
            "B 3× 4 EUR FR".to_owned(),
            format!(
                "bom.xlsx, sheet \"BOM\", column C: the column is read for `unit_cost` although the \
                 spreadsheet program hides it {help}"
            ),
            format!(
                "bom.xlsx, sheet \"BOM\", column D: the column is read for `origin` although the \
                 spreadsheet program hides it {help}"
            ),
        ]
    );
    // What the mapping does not name is nobody's business, and rows alone are skipped as hidden.
    let unmapped = FLAT.replace("origin = \"Origin\"\n", "");
    assert_eq!(bill(&unmapped, &hidden(4, 9)), ["A 1× 2.5 EUR", "B 3× 4 EUR"]);
    let twice = format!("[table]\nhidden = \"skip\"\nfill_down = [\"Origin\"]\n{FLAT}");
    assert_eq!(
        bill(&twice, &hidden(4, 4))[1..],
        [
            "B 3× 4 EUR FR".to_owned(),
            format!(
                "bom.xlsx, sheet \"BOM\", column D: the column is read for `origin` and `fill_down` \
                 although the spreadsheet program hides it {help}"
            ),
        ]
    );
}

#[test]
fn a_hidden_sheet_is_read_where_there_is_no_other_or_the_mapping_names_it() {
    let bill = format!("<worksheet>{}</worksheet>", rows(TWO));
    let other = format!("<worksheet>{}</worksheet>", rows(&[&["C", "1", "9", "PL"]]));
    let told = [
        "A 1× 2.5 EUR DE",
        "B 3× 4 EUR FR",
        "bom.xlsx, sheet \"Old\": the sheet is hidden, and is read all the same [name another sheet \
         in the mapping if that is meant]",
    ];
    assert_eq!(bill_of(FLAT, &sheets(&[("Old", true, &bill)])), told);
    let beside = sheets(&[("Old", true, &bill), ("New", false, &other)]);
    assert_eq!(bill_of(FLAT, &beside), ["C 1× 9 EUR PL"]);
    assert_eq!(bill_of(&format!("{FLAT}[table]\nsheet = \"Old\"\n"), &beside), told);
}

#[test]
fn merged_cells_count_for_the_first_row_unless_the_mapping_repeats_them() {
    let sheet = rows(&[&["A", "1", "2.5", "DE"], &["B", "3", "4"]]);
    let sheet = format!("{sheet}<mergeCells><mergeCell ref=\"D2:D3\"/></mergeCells>");
    assert_eq!(
        bill(FLAT, &sheet),
        [
            "A 1× 2.5 EUR DE",
            "B 3× 4 EUR",
            "bom.xlsx, sheet \"BOM\", D2: cells merged over several rows are read in the first of \
             them only [set `merged = \"repeat\"` in the mapping to read it in each row]",
        ]
    );
    let repeat = format!("[table]\nmerged = \"repeat\"\n{FLAT}");
    assert_eq!(
        bill(&repeat, &sheet),
        [
            "A 1× 2.5 EUR DE",
            "B 3× 4 EUR DE",
            "bom.xlsx, sheet \"BOM\", D2: cells merged over several rows are read in each of them",
        ]
    );
}

#[test]
fn formulas_without_a_saved_value_and_failed_ones_are_problems() {
    let sheet = rows(&[&["A", "1", "<f>B2*3</f>", "DE"], &["B", "1", "#DIV/0!", "FR"]]);
    assert_eq!(
        bill(FLAT, &sheet),
        [
            "bom.xlsx, sheet \"BOM\", C2: no value was saved for this formula [open the file in a \
             spreadsheet program and save it again]",
            "bom.xlsx, sheet \"BOM\", C3: `#DIV/0!` is what a formula failed with [mend the \
             formula, or empty the cell if it is not known]",
        ]
    );
}

#[test]
fn a_text_that_starts_with_an_equals_sign_is_an_id_but_no_number() {
    let sheet = rows(&[&["=A-7", "1", "2", "DE"]]);
    assert_eq!(bill(FLAT, &sheet), ["=A-7 1× 2 EUR DE"]);
    let sheet = rows(&[&["A", "=1+1", "2", "DE"]]);
    assert_eq!(
        bill(FLAT, &sheet),
        [
            "bom.xlsx, sheet \"BOM\", B2: `=1+1` is a formula, not its value [save the table with the \
          values of its formulas]"
        ]
    );
}

#[test]
fn ids_kept_as_numbers_and_as_texts_are_one_part() {
    let sheet = rows(&[&["749", "1", "2", "DE"], &["<v>749.0</v>", "3", "2", "DE"]]);
    assert_eq!(bill(FLAT, &sheet), ["749 1×+3× 2 EUR DE"]);
}

#[test]
fn days_kept_as_numbers_are_days() {
    let mapping = FLAT.replace("unit_cost = \"Cost\"", "valid_until = \"Cost\"");
    // 46022 is the last day of 2025, 46348 the day that is asked about.
    let sheet = rows(&[
        &["A", "1", "46022", "DE"],
        &["B", "1", "46347.75", "DE"],
        &["C", "1", "46348", "DE"],
        &["D", "1", "31.12.2026", "DE"],
    ]);
    assert_eq!(
        bill(&mapping, &sheet),
        ["C 1× DE", "D 1× DE", "bom.xlsx, sheet \"BOM\", row 2: 2 rows left out for having ended",]
    );
    let sheet = rows(&[&["A", "1", "0.5", "DE"]]);
    assert_eq!(
        bill(&mapping, &sheet),
        ["bom.xlsx, sheet \"BOM\", C2: `0.5` is not the number of a day [show the column as days \
          and save the table again]"]
    );
}
