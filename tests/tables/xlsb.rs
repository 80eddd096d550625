//! Binary workbooks of Excel, as small as they can be.

use super::delimited::Style;
use super::forms::{as_number, of_row, rows};
use super::grids::{Cell, Grid};
use super::ods::archive;

pub(crate) fn workbook(grids: &[&Grid], style: &Style) -> Vec<u8> {
    let mut main = Vec::new();
    let mut relations = String::new();
    let mut files = Vec::new();
    for (at, grid) in grids.iter().enumerate() {
        let (id, target) = (format!("rId{at}"), format!("worksheets/sheet{at}.bin"));
        let state_and_number = [0u32.to_le_bytes(), u32::try_from(at + 1).unwrap().to_le_bytes()];
        let body = [&state_and_number.concat()[..], &wide(&id), &wide(&grid.name)].concat();
        record(&mut main, 0x9c, &body);
        relations.push_str(&format!("<Relationship Id=\"{id}\" Target=\"{target}\"/>"));
        files.push((format!("xl/{target}"), sheet(grid, style)));
    }
    let relations = format!("<Relationships>{relations}</Relationships>");
    let mut parts: Vec<(&str, &[u8])> =
        vec![("xl/workbook.bin", &main), ("xl/_rels/workbook.bin.rels", relations.as_bytes())];
    parts.extend(files.iter().map(|(name, bytes)| (&**name, &**bytes)));
    archive(&parts)
}

fn sheet(grid: &Grid, style: &Style) -> Vec<u8> {
    let mut bytes = Vec::new();
    record(&mut bytes, 0x91, &[]);
    for (row, cells) in (0u32..).zip(rows(grid)) {
        let random = &mut of_row(&cells, style.way);
        record(&mut bytes, 0x00, &[&row.to_le_bytes()[..], &[0; 21]].concat());
        let mut last = None;
        for (column, cell) in (0u32..).zip(&cells) {
            if *cell == Cell::Empty {
                continue;
            }
            // A cell right behind another may leave its column out.
            let is_short = last.is_some_and(|last| last + 1 == column) && random.one_in(2);
            let format = [0; 4];
            let place =
                if is_short { format.to_vec() } else { [column.to_le_bytes(), format].concat() };
            let (kind, value) = match as_number(cell, random) {
                Some(number) => value_of(number),
                None => (0x06, wide(&style.shown(cell, random))),
            };
            record(&mut bytes, kind + if is_short { 0x0b } else { 0 }, &[place, value].concat());
            last = Some(column);
        }
    }
    record(&mut bytes, 0x92, &[]);
    bytes
}

/// A number as a record has it: a small whole one is packed.
#[expect(clippy::disallowed_types, reason = "a workbook keeps numbers as doubles")]
fn value_of(number: &str) -> (u32, Vec<u8>) {
    match number.parse::<u32>() {
        Ok(whole) if whole < 1 << 29 => (0x02, (whole << 2 | 2).to_le_bytes().to_vec()),
        _ => (0x05, number.parse::<f64>().unwrap().to_le_bytes().to_vec()),
    }
}

fn record(bytes: &mut Vec<u8>, kind: u32, body: &[u8]) {
    seven_bits(bytes, kind);
    seven_bits(bytes, u32::try_from(body.len()).unwrap());
    bytes.extend_from_slice(body);
}

fn seven_bits(bytes: &mut Vec<u8>, mut number: u32) {
    while number > 0x7f {
        bytes.push(u8::try_from(number & 0x7f).unwrap() | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap());
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
    bytes
}
