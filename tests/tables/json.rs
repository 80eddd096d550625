//! JSON: objects in a list, in a list that is wrapped, or one a line.

use serde_json::value::RawValue;

use super::delimited::Style;
use super::forms::of_row;
use super::grids::{Cell, Grid};
use super::random::Random;

pub(crate) fn rows(grid: &Grid, style: &Style) -> Vec<u8> {
    let objects: Vec<String> =
        grid.rows.iter().enumerate().map(|(at, row)| object(grid, row, at == 0, style)).collect();
    let text = match style.way % 4 {
        0 => format!("[{}]", objects.join(",\n")),
        1 => format!("{{\"items\": [\n{}\n]}}\n", objects.join(", ")),
        2 => format!("\u{feff}{}", objects.join("\r\n")),
        _ => objects.join("\n") + "\n",
    };
    text.into_bytes()
}

/// A row; the first one names every column, so that they keep their order.
fn object(grid: &Grid, row: &[Cell], is_first: bool, style: &Style) -> String {
    let random = &mut of_row(row, style.way);
    let mut members = Vec::new();
    for (name, cell) in grid.header.iter().zip(row) {
        let is_left_out = *cell == Cell::Empty && random.one_in(2);
        let value = value(cell, style, random);
        if is_first || !is_left_out {
            members.push(format!("{}: {value}", serde_json::to_string(name).unwrap()));
        }
    }
    format!("{{{}}}", members.join(", "))
}

fn value(cell: &Cell, style: &Style, random: &mut Random) -> String {
    if *cell == Cell::Empty {
        return random.pick(&["null", "\"\"", "\" \""]).to_owned();
    }
    let plain = match cell {
        Cell::Figure(figure, None) => figure,
        // An id that looks like a number is often taken for one.
        Cell::Text(text) => text,
        Cell::Empty | Cell::Figure(_, Some(_)) | Cell::Day(_) => "",
    };
    // An exponent would be written out, and a text that looks like one would be another text.
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && serde_json::from_str::<Box<RawValue>>(plain).is_ok();
    if is_number && !random.one_in(3) {
        return plain.to_owned();
    }
    serde_json::to_string(&style.shown(cell, random)).unwrap()
}
