//! Open Document spreadsheets.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::delimited::Style;
use super::forms::{as_number, of_row, rows};
use super::grids::{Cell, Grid};
use super::random::Random;

pub(crate) fn workbook(grids: &[&Grid], style: &Style) -> Vec<u8> {
    let sheets: String = grids.iter().map(|grid| sheet(grid, style)).collect();
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content><office:body>\
         <office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

/// An archive of these files.
pub(crate) fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn sheet(grid: &Grid, style: &Style) -> String {
    let rows: String = rows(grid).iter().map(|cells| row(cells, style)).collect();
    format!("<table:table table:name=\"{}\">{rows}</table:table>", escaped(&grid.name))
}

fn row(cells: &[Cell], style: &Style) -> String {
    let random = &mut of_row(cells, style.way);
    let mut text = String::from("<table:table-row>");
    let mut empty = 0;
    for one in cells {
        if *one == Cell::Empty {
            empty += 1;
            continue;
        }
        text.push_str(&skipped(empty));
        empty = 0;
        text.push_str(&cell(one, style, random));
    }
    // Programs repeat the empty cell up to the last column of the sheet.
    text.push_str(&skipped(empty + 1_000));
    text.push_str("</table:table-row>");
    text
}

fn skipped(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "<table:table-cell/>".to_owned(),
        _ => format!("<table:table-cell table:number-columns-repeated=\"{count}\"/>"),
    }
}

fn cell(cell: &Cell, style: &Style, random: &mut Random) -> String {
    if let Some(number) = as_number(cell, random) {
        return format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{number}\">\
             <text:p>about</text:p></table:table-cell>"
        );
    }
    if let (Cell::Day(day), false) = (cell, random.one_in(3)) {
        return format!(
            "<table:table-cell office:value-type=\"date\" office:date-value=\"{day}\"/>"
        );
    }
    let shown = style.shown(cell, random);
    let lines: String =
        shown.split('\n').map(|line| format!("<text:p>{}</text:p>", spaced(line))).collect();
    format!("<table:table-cell office:value-type=\"string\">{lines}</table:table-cell>")
}

// White space is one space, unless it is written as elements.
fn spaced(line: &str) -> String {
    let mut text = String::new();
    for one in line.chars() {
        match one {
            ' ' => text.push_str("<text:s/>"),
            '\t' => text.push_str("<text:tab/>"),
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&#62;"),
            _ => text.push(one),
        }
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
