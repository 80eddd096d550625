//! A table in columns as wide as there is room for.

use super::wrap::{Ink, clean, columns, wrapped};
use crate::report::page::{Align, Cell, Table, Tone};

const GAP: usize = 2;
/// Words up to this length are not broken where there is any other way.
const LONGEST_WORD: usize = 40;

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
    let text = clean(&cell.text);
    match cell.tone {
        Tone::Plain => text,
        // A pointer into the document is quiet for being long, not for saying no.
        Tone::Quiet if text.starts_with('/') => text,
        tone @ (Tone::Met | Tone::NotMet | Tone::Undetermined | Tone::Quiet) => {
            // The symbol stays with the word behind it.
            format!("{}\u{a0}{text}", tone.symbol())
        }
    }
}

fn widths(table: &Table, width: usize) -> Vec<usize> {
    let cells = |index: usize| table.rows.iter().filter_map(move |row| row.get(index)).map(shown);
    let longest = |text: &str| text.split(' ').map(columns).max().unwrap_or(0);
    let mut widths = Vec::new();
    let mut narrowest = Vec::new();
    for (index, (name, _)) in table.columns.iter().enumerate() {
        let (wide, word) = cells(index).fold((0, 0), |(wide, word), cell| {
            (columns(&cell).max(wide), longest(&cell).max(word))
        });
        widths.push(wide.max(columns(name)));
        narrowest.push(word.max(columns(name)).min(LONGEST_WORD));
    }
    let gaps = GAP.saturating_mul(widths.len().saturating_sub(1));
    let room = width.saturating_sub(gaps);
    shrink(&mut widths, room, |index| narrowest.get(index).copied().unwrap_or(1));
    shrink(&mut widths, room, |_| 1);
    widths
}

/// Takes from the widest column that is wider than its least until all fit.
fn shrink(widths: &mut [usize], room: usize, least: impl Fn(usize) -> usize) {
    while widths.iter().sum::<usize>() > room {
        let wide = widths.iter_mut().enumerate().filter(|(index, width)| **width > least(*index));
        let Some((_, widest)) = wide.max_by_key(|(_, width)| **width) else { break };
        *widest = widest.saturating_sub(1);
    }
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
    if shown(cell) == clean(&cell.text) { 0 } else { 2 }
}
