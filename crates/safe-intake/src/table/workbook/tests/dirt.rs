//! What real workbooks hold beside plain rows.

use super::{shown, unchosen, xlsx, xlsx_with};
use crate::table::TableChoices;

#[test]
fn every_kind_of_cell_is_read() {
    let sheet = "<worksheet><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><t>in &amp; out</t></is></c>\
        <c r=\"D1\" t=\"str\"><f>A1</f><v>a&lt;b</v></c></row>\
        <row r=\"3\"><c r=\"A3\"><v>46172</v></c><c r=\"B3\" s=\"1\"><v>46172.5</v></c>\
        <c r=\"C3\" t=\"b\"><v>1</v></c><c r=\"D3\" t=\"e\"><v>#REF!</v></c>\
        <c r=\"E3\" t=\"d\"><v>2026-05-30T00:00:00</v></c><c r=\"F3\" s=\"1\"/><c r=\"G3\"><v>1E-2</v></c></row>\
        </sheetData></worksheet>";
    assert_eq!(
        shown("bom.xlsx", &xlsx(sheet), &unchosen()),
        [
            "1: 1 \"a b\", 2 \"in & out\", 4 \"a<b\"",
            "3: 1 46172, 2 2026-05-30, 3 true, 4 #REF!, 5 2026-05-30, 7 0.01"
        ]
    );
}

#[test]
fn a_formula_without_a_value_is_known_as_such() {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><f>B1*2</f></c>\
        <c r=\"B1\"><f>1+1</f><v></v></c><c r=\"C1\" t=\"str\"><f>\"\"</f><v></v></c>\
        <c r=\"D1\"><f>0*1</f><v>0</v></c><c r=\"E1\"><v>0</v></c></row></sheetData></worksheet>";
    assert_eq!(shown("bom.xlsx", &xlsx(sheet), &unchosen()), ["1: 1 unsaved, 2 unsaved, 4 0, 5 0"]);
    // Programs that cannot compute write zeros and ask for it to be done on opening.
    let asked = xlsx_with(sheet, "<calcPr fullCalcOnLoad=\"1\"/>", "<sst/>");
    assert_eq!(shown("bom.xlsx", &asked, &unchosen()), ["1: 1 unsaved, 2 unsaved, 4 unsaved, 5 0"]);
}

#[test]
fn hidden_rows_are_known_and_merged_cells_repeat_when_asked_to() {
    let sheet = "<worksheet><sheetData><row r=\"1\" hidden=\"1\"><c r=\"A1\"><v>1</v></c></row>\
        <row r=\"2\"><c r=\"A2\"><v>2</v></c><c r=\"B2\"><v>5</v></c></row>\
        <row r=\"3\" hidden=\"true\"><c r=\"B3\"><v>6</v></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"C1:D1\"/></mergeCells></worksheet>";
    let first = "cells merged over several rows are read in the first of them only";
    assert_eq!(
        shown("bom.xlsx", &xlsx(sheet), &unchosen()),
        [
            "1 (hidden): 1 1".to_owned(),
            "2: 1 2, 2 5".to_owned(),
            "3 (hidden): 2 6".to_owned(),
            format!("bom.xlsx, sheet \"BOM\", A2: {first}")
        ]
    );
    let choices = TableChoices { repeat_merged: true, ..unchosen() };
    assert_eq!(
        shown("bom.xlsx", &xlsx(sheet), &choices)[1..],
        [
            "2: 1 2, 2 5",
            "3 (hidden): 1 2, 2 6",
            "bom.xlsx, sheet \"BOM\", A2: cells merged over several rows are read in each of them"
        ]
    );
}

#[test]
fn what_a_repeated_value_takes_the_place_of_is_told() {
    let row = |row: u32| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>8</v></c></row>");
    let covered = (4..=205).map(row).collect::<Vec<_>>().concat();
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>7</v></c></row>\
         <row r=\"2\"><c r=\"A2\"><v>7</v></c></row><row r=\"3\"><c r=\"A3\"><v>9</v></c></row>\
         {covered}</sheetData><mergeCells><mergeCell ref=\"A1:A205\"/></mergeCells></worksheet>"
    );
    let choices = TableChoices { repeat_merged: true, ..unchosen() };
    let shown_rows = shown("bom.xlsx", &xlsx(&sheet), &choices);
    let remarks: Vec<&String> =
        shown_rows.iter().filter(|one| one.starts_with("bom.xlsx")).collect();
    let told = |row: u32, given: u32| {
        format!(
            "bom.xlsx, sheet \"BOM\", A{row}: `{given}` stands under the merged cell and is read as \
             `7`, which the cell shows"
        )
    };
    // The cell that holds the same is none that anything is lost of.
    assert_eq!(*remarks[1], told(3, 9));
    assert_eq!(*remarks[2], told(4, 8));
    assert_eq!(remarks.len(), 101);
    assert_eq!(*remarks[100], format!("{}, and so are 103 others", told(102, 8)));
    assert_eq!(shown("bom.xlsx", &xlsx(&sheet), &unchosen())[2], "3: 1 9");
}

#[test]
fn hidden_columns_are_known() {
    let sheet = "<worksheet><cols><col min=\"1\" max=\"1\" width=\"9\"/>\
        <col min=\"2\" max=\"3\" width=\"0\" hidden=\"1\" customWidth=\"1\"/>\
        <col min=\"5\" max=\"5\" width=\"0\" customWidth=\"1\"/></cols>\
        <sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>";
    assert_eq!(
        shown("bom.xlsx", &xlsx(sheet), &unchosen()),
        ["1: 1 1", "column 2 (hidden)", "column 3 (hidden)", "column 5 (hidden)"]
    );
}

#[test]
fn digits_that_no_program_shows_are_left_out_and_counted() {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>2.6749999999999998</v></c>\
        <c r=\"B1\"><v>0.30000000000000004</v></c><c r=\"C1\"><v>1.0000000000000002</v></c></row>\
        </sheetData></worksheet>";
    assert_eq!(
        shown("bom.xlsx", &xlsx(sheet), &unchosen()),
        [
            "1: 1 2.675, 2 0.3, 3 1",
            "bom.xlsx, sheet \"BOM\", B1: `0.30000000000000004` is read as 0.3, as a spreadsheet program \
             shows it, and so is 1 other"
        ]
    );
}

#[test]
fn a_prefix_before_every_name_changes_nothing() {
    let sheet = "<x:worksheet xmlns:x=\"urn:x\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>7</x:v></x:c>\
        </x:row></x:sheetData></x:worksheet>";
    assert_eq!(shown("bom.xlsx", &xlsx(sheet), &unchosen()), ["1: 1 7"]);
}

#[test]
fn a_sheet_without_cells_is_said_to_have_none() {
    let empty = xlsx("<worksheet><sheetData/></worksheet>");
    let help = "save the sheet that holds the bill, or name it in the mapping";
    assert_eq!(
        shown("bom.xlsx", &empty, &unchosen()),
        [format!("bom.xlsx: the table is empty; {help}")]
    );
    let chart = xlsx("<chartsheet/>");
    assert_eq!(
        shown("bom.xlsx", &chart, &unchosen()),
        [format!("bom.xlsx: the table is empty; {help}")]
    );
    assert_eq!(
        shown("bom.xlsx", &chart, &super::numbered(1)),
        [
            "bom.xlsx: the sheet holds no cells but a chart or dialog; name another sheet in the mapping"
        ]
    );
}

#[test]
fn a_sheet_of_many_pieces_is_read_as_one() {
    const ROWS: u32 = 40_000;
    let expected: Vec<String> = (1..=ROWS).map(|row| format!("{row}: 1 {row}, 2 \"é\"")).collect();
    // Where every row seems to end twice, or never, the sheet is read as a whole.
    for (prefix, behind) in [("", ""), ("", "<!--</row>-->"), ("x:", "")] {
        let row = |row: u32| {
            format!(
                "<{prefix}row r=\"{row}\"><{prefix}c><{prefix}v>{row}</{prefix}v></{prefix}c>\
                 <{prefix}c t=\"str\"><{prefix}v>é</{prefix}v></{prefix}c></{prefix}row>{behind}"
            )
        };
        let rows = (1..=ROWS).map(row).collect::<Vec<_>>().concat();
        let sheet = format!(
            "<{prefix}worksheet><{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}worksheet>"
        );
        assert!(sheet.len() > 2 << 20);
        assert_eq!(shown("bom.xlsx", &xlsx(&sheet), &unchosen()), expected);
    }
}

#[test]
fn a_row_or_cell_that_is_there_twice_is_a_problem() {
    let row = |number: u32, cells: &str| format!("<row r=\"{number}\">{cells}</row>");
    let cell = |at: &str, value: u32| format!("<c r=\"{at}\"><v>{value}</v></c>");
    let of = |rows: &[String]| {
        let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", rows.concat());
        shown("bom.xlsx", &xlsx(&sheet), &unchosen())
    };
    let help = "look which of the two holds, and write the sheet anew with it alone";
    let twice = format!("bom.xlsx, sheet \"BOM\", row 3: the row is in the sheet twice; {help}");
    let (left, right) = (row(3, &cell("A3", 1)), row(3, &cell("B3", 2)));
    let between = row(4, &cell("A4", 3));
    assert_eq!(of(&[left.clone(), right.clone()]), std::slice::from_ref(&twice));
    assert_eq!(of(&[left.clone(), between, right]), [twice]);
    assert_eq!(
        of(&[row(3, &(cell("A3", 1) + &cell("A3", 2)))]),
        [format!("bom.xlsx, sheet \"BOM\", A3: the cell is in the sheet twice; {help}")]
    );
    // Rows out of order hide nothing.
    assert_eq!(of(&[left, row(2, &cell("A2", 2))]), ["2: 1 2", "3: 1 1"]);
    assert_eq!(
        of(&[row(1_048_577, "")]),
        ["bom.xlsx: the file is too large: rows or cells beyond the 1048576 rows and 16384 \
             columns of a sheet; save the sheet that holds the bill as a file of its own"]
    );
}
