//! Workbooks of Excel 97 to 2003, as small as they can be: records in a stream, and the file
//! system around it.

use super::delimited::Style;
use super::forms::{as_number, of_row, rows};
use super::grids::{Cell, Grid};

pub(crate) fn workbook(grids: &[&Grid], style: &Style) -> Vec<u8> {
    let sheets: Vec<Vec<u8>> = grids.iter().map(|grid| sheet(grid, style)).collect();
    // Where a sheet begins is known once everything before it is written.
    let mut globals = begin_and_sheets(grids, &vec![0; sheets.len()]);
    let mut starts = Vec::new();
    let mut start = globals.len();
    for sheet in &sheets {
        starts.push(start);
        start += sheet.len();
    }
    globals = begin_and_sheets(grids, &starts);
    compound(&[vec![globals], sheets].concat().concat())
}

fn begin_and_sheets(grids: &[&Grid], starts: &[usize]) -> Vec<u8> {
    let mut bytes = Vec::new();
    record(&mut bytes, 0x0809, &[&[0x00, 0x06, 0x05, 0x00][..], &[0; 12]].concat());
    for (grid, start) in grids.iter().zip(starts) {
        let start = u32::try_from(*start).unwrap().to_le_bytes();
        let length = u8::try_from(grid.name.encode_utf16().count()).unwrap();
        record(&mut bytes, 0x85, &[&start[..], &[0, 0, length, 1], &wide(&grid.name)].concat());
    }
    record(&mut bytes, 0x0a, &[]);
    bytes
}

fn sheet(grid: &Grid, style: &Style) -> Vec<u8> {
    let mut bytes = Vec::new();
    record(&mut bytes, 0x0809, &[&[0x00, 0x06, 0x10, 0x00][..], &[0; 12]].concat());
    for (row, cells) in (0u16..).zip(rows(grid)) {
        let random = &mut of_row(&cells, style.way);
        for (column, cell) in (0u16..).zip(&cells) {
            if *cell == Cell::Empty {
                continue;
            }
            let place = [row.to_le_bytes(), column.to_le_bytes(), [0; 2]].concat();
            let (kind, value) = match as_number(cell, random) {
                Some(number) => value_of(number),
                None => {
                    let text = style.shown(cell, random);
                    let length = u16::try_from(text.encode_utf16().count()).unwrap();
                    (0x0204, [&length.to_le_bytes()[..], &[1], &wide(&text)].concat())
                }
            };
            record(&mut bytes, kind, &[place, value].concat());
        }
    }
    record(&mut bytes, 0x0a, &[]);
    bytes
}

/// A number as a record has it: a small whole one is packed.
#[expect(clippy::disallowed_types, reason = "a workbook keeps numbers as doubles")]
fn value_of(number: &str) -> (u16, Vec<u8>) {
    match number.parse::<u32>() {
        Ok(whole) if whole < 1 << 29 => (0x027e, (whole << 2 | 2).to_le_bytes().to_vec()),
        _ => (0x0203, number.parse::<f64>().unwrap().to_le_bytes().to_vec()),
    }
}

fn record(bytes: &mut Vec<u8>, kind: u16, body: &[u8]) {
    bytes.extend(kind.to_le_bytes());
    bytes.extend(u16::try_from(body.len()).unwrap().to_le_bytes());
    bytes.extend_from_slice(body);
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

const SECTOR: usize = 512;
const END: u32 = 0xffff_fffe;
const FREE: u32 = 0xffff_ffff;

/// A document of one stream: its sectors, those of the directory, and those that say which sector
/// follows on which.
fn compound(stream: &[u8]) -> Vec<u8> {
    let mut sectors = stream.to_vec();
    // Shorter streams would stand among the small ones.
    sectors.resize(stream.len().max(8 * SECTOR).next_multiple_of(SECTOR), 0);
    let of_stream = sectors.len() / SECTOR;
    let size = u32::try_from(sectors.len()).unwrap();
    sectors.extend([entry("Root Entry", 5, END, 0), entry("Workbook", 2, 0, size)].concat());
    sectors.resize((of_stream + 1) * SECTOR, 0);
    let of_tables = (of_stream + 1).div_ceil(SECTOR / 4 - 1);
    let mut next: Vec<u32> = (1..u32::try_from(of_stream).unwrap()).collect();
    next.extend([END, END]);
    next.resize(of_tables * SECTOR / 4, FREE);
    sectors.extend(next.into_iter().flat_map(u32::to_le_bytes));

    let mut header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    header.resize(24, 0);
    for half in [0x3e, 3, 0xfffe, 9, 6] {
        header.extend(u16::to_le_bytes(half));
    }
    header.resize(44, 0);
    let [tables, directory] = [of_tables, of_stream].map(|count| u32::try_from(count).unwrap());
    for number in [tables, directory, 0, 4096, END, 0, END, 0] {
        header.extend(number.to_le_bytes());
    }
    header.extend((0..tables).flat_map(|at| (directory + 1 + at).to_le_bytes()));
    header.resize(SECTOR, 0xff);
    [header, sectors].concat()
}

fn entry(name: &str, kind: u8, start: u32, size: u32) -> Vec<u8> {
    let mut bytes = wide(name);
    let length = u16::try_from(bytes.len() + 2).unwrap();
    bytes.resize(64, 0);
    bytes.extend(length.to_le_bytes());
    bytes.extend([kind, 1]);
    bytes.resize(116, 0);
    bytes.extend([start, size, 0].into_iter().flat_map(u32::to_le_bytes));
    bytes
}
