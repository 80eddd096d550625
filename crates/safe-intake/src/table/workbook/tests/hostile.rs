//! Files made to do harm, or broken on the way.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::{LONG_TEXTS, XLS, XLS_5, XLSB, archive, ods, shown, unchosen, xlsx, xlsx_with};
use crate::table::{InputFile, SheetChoice, Table, TableChoices};

/// Reads whatever can be read, of every sheet.
fn read(bytes: &[u8]) {
    let file = InputFile { name: "any", bytes };
    for number in 0..4 {
        let sheet = (number > 0).then_some(SheetChoice::Number(number));
        let choices = TableChoices { sheet, repeat_merged: true, ..TableChoices::default() };
        if let Ok(table) = Table::open(&file, &choices) {
            let _ = table.rows(|row| {
                let _ = row.cells().count();
                ControlFlow::Continue(())
            });
        }
    }
}

const SHEET: &str = "<worksheet><sheetData><row r=\"1\" hidden=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>\
    <c r=\"B1\" s=\"1\"><v>46172</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>\
    </worksheet>";

#[test]
fn every_truncation_is_read_or_refused() {
    let written = xlsx(SHEET);
    for whole in [XLS, XLS_5, XLSB, &ods::bill(), &written] {
        for length in (0..whole.len()).step_by(whole.len() / 150 + 1) {
            read(&whole[..length]);
        }
    }
    for length in 0..SHEET.len() {
        if let Some(cut) = SHEET.get(..length) {
            read(&xlsx(cut));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn changed_bytes_are_read_or_refused(
        which in 0usize..4,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let whole = [XLS, XLS_5, XLSB, LONG_TEXTS][which];
        let mut bytes = whole.to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read(&bytes);
    }

    #[test]
    fn changed_xml_is_read_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[<>/&;:a-z0-9\"= ]"), 1..6),
    ) {
        let mut sheet: Vec<char> = SHEET.chars().collect();
        for (at, change) in changes {
            let at = at.index(sheet.len());
            sheet[at] = change.chars().next().unwrap();
        }
        read(&xlsx(&sheet.into_iter().collect::<String>()));
    }

    #[test]
    fn changed_open_documents_are_read_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[<>/&;:a-z0-9\"= ]"), 1..6),
    ) {
        let mut content: Vec<char> = ods::CONTENT.chars().collect();
        for (at, change) in changes {
            let at = at.index(content.len());
            content[at] = change.chars().next().unwrap();
        }
        read(&ods::document(&content.into_iter().collect::<String>()));
    }

    #[test]
    fn bytes_behind_each_signature_are_read_or_refused(
        signature in prop::sample::select(vec![&b"PK\x03\x04"[..], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b""]),
        bytes in prop::collection::vec(any::<u8>(), 0..2000),
    ) {
        read(&[signature, &bytes].concat());
    }
}

#[test]
fn no_entity_is_fetched_or_unfolded() {
    let sheet = "<!DOCTYPE x [<!ENTITY a \"bbbbbbbbbb\"><!ENTITY f SYSTEM \"file:///etc/hostname\">]>\
        <worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>&a;&f;&lt;&#65;</v></c></row></sheetData>\
        </worksheet>";
    assert_eq!(shown("bom.xlsx", &xlsx(sheet), &unchosen()), ["1: 1 \"&a;&f;<A\""]);
}

#[test]
fn an_archive_that_unfolds_to_too_much_is_refused() {
    let spaces = " ".repeat(80 << 20);
    let bomb = xlsx_with(SHEET, &spaces, "<sst/>");
    assert!(bomb.len() < 1 << 20);
    assert_eq!(
        shown("bom.xlsx", &bomb, &unchosen()),
        [
            "bom.xlsx: the file is too large: a file within the workbook unfolds to over 200 times its size; save \
          the sheet that holds the bill as a file of its own"
        ]
    );
}

#[test]
fn cells_that_repeat_without_end_are_refused() {
    let content = "<office:document-content><table:table table:name=\"A\"><table:table-row \
        table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"1000\" \
        office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table></office:document-content>";
    let file = archive(&[("content.xml", content)]);
    assert!(shown("bom.ods", &file, &unchosen())[0].contains("too large: more than"));
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells></worksheet>";
    let choices = TableChoices { repeat_merged: true, ..unchosen() };
    assert!(shown("bom.xlsx", &xlsx(sheet), &choices)[0].contains("too large: more than"));
    assert_eq!(shown("bom.xlsx", &xlsx(sheet), &unchosen())[0], "1: 1 1");
}

#[test]
fn what_is_no_workbook_is_said_to_be_none() {
    let cases: [(&str, Vec<u8>, &str); 5] = [
        (
            "bom.xls",
            b"<html><table><tr><td>1</table>".to_vec(),
            "the file is a web page, not a table",
        ),
        ("bom.xlsx", archive(&[("a.txt", "a")]), "the file is an archive, not a table"),
        ("bom.xlsx", b"%PDF-1.7".to_vec(), "the file is a PDF document, not a table"),
        (
            "bom.xlsx",
            b"PK\x03\x04".to_vec(),
            "the workbook is damaged: it is an archive that does not open",
        ),
        (
            "bom.ods",
            archive(&[
                ("content.xml", ""),
                ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
            ]),
            "the workbook is protected by a password",
        ),
    ];
    for (name, bytes, message) in cases {
        let shown = shown(name, &bytes, &unchosen());
        assert!(shown[0].starts_with(&format!("{name}: {message}")), "{shown:?}");
    }
}

#[test]
fn a_text_named_as_a_workbook_is_read_as_a_text() {
    assert_eq!(
        shown("bom.xls", b"id;cost\nA;1\n", &unchosen()),
        [
            "1: 1 \"id\", 2 \"cost\"",
            "2: 1 \"A\", 2 \"1\"",
            "bom.xls: the file is named as an old Excel workbook (`.xls`) but holds text, and is read as that"
        ]
    );
}
