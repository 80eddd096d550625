//! A table in columns as wide as there is room for.

use super::wrap::{Ink, columns, wrapped};
use crate::report::page::{Align, Cell, Table, Tone};

const GAP: usize = 2;
/// No column is made narrower to give another more room.
const NARROWEST: usize = 8;

/// Column names, then the rows; a cell that does not fit takes several lines.
pub(super) fn lines(table: &Table, width: usize, ink: &Ink) -> Vec<String> {
    let widths = widths(table, width);
    let names =
        table.columns.iter().map(|(name, _)| Cell { text: (*name).into(), tone: Tone::Plain });
    let names: Vec<Cell> = names.collect();
    let mut lines: Vec<String> = row(&names, table, &widths, &Ink::new(false))
        .iter()
        .map(|line| ink.toned(line, Tone::Quiet))
        .collect();
    for cells in &table.rows {
        lines.extend(row(cells, table, &widths, ink));
    }
    lines
}

fn shown(cell: &Cell) -> String {
    match cell.tone {
        Tone::Plain => cell.text.clone(),
        // A pointer into the document is quiet for being long, not for saying no.
        Tone::Quiet if cell.text.starts_with('/') => cell.text.clone(),
        tone @ (Tone::Met | Tone::NotMet | Tone::Undetermined | Tone::Quiet) => {
            format!("{} {}", tone.symbol(), cell.text)
        }
    }
}

fn widths(table: &Table, width: usize) -> Vec<usize> {
    let column = |index: usize| {
        let cells = table.rows.iter().filter_map(move |row| row.get(index));
        cells.map(|cell| columns(&shown(cell))).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = table
        .columns
        .iter()
        .enumerate()
        .map(|(index, (name, _))| column(index).max(columns(name)))
        .collect();
    let gaps = GAP.saturating_mul(widths.len().saturating_sub(1));
    let room = width.saturating_sub(gaps);
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > NARROWEST) else {
            break;
        };
        *widest = widest.saturating_sub(1);
    }
    widths
}

fn row(cells: &[Cell], table: &Table, widths: &[usize], ink: &Ink) -> Vec<String> {
    let parts: Vec<Vec<String>> = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| wrapped(&shown(cell), (*width).max(1), hang(cell)))
        .collect();
    let height = parts.iter().map(Vec::len).max().unwrap_or(0);
    let lines = (0..height).map(|index| {
        let mut line = String::new();
        for (at, (part, width)) in parts.iter().zip(widths).enumerate() {
            let text = part.get(index).map_or("", String::as_str);
            let fill = " ".repeat(width.saturating_sub(columns(text)));
            let tone = cells.get(at).map_or(Tone::Plain, |cell| cell.tone);
            let text = ink.toned(text, tone);
            if at > 0 {
                line.push_str(&" ".repeat(GAP));
            }
            match table.columns.get(at).map(|(_, align)| *align) {
                Some(Align::Right) => line.push_str(&format!("{fill}{text}")),
                Some(Align::Left) | None => line.push_str(&format!("{text}{fill}")),
            }
        }
        line.trim_end().to_owned()
    });
    lines.collect()
}

// Behind the symbol, where there is one.
fn hang(cell: &Cell) -> usize {
    if shown(cell) == cell.text { 0 } else { 2 }
}
