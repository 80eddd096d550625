//! A table in columns as wide as there is room for.

use super::wrap::{Ink, clean, columns, wrapped};
use crate::report::page::{Align, Cell, Table, Tone};

const GAP: usize = 2;
/// Words up to this length are not broken where there is any other way.
const LONGEST_WORD: usize = 40;

/// A column that is narrower than this, and than what is in it, is no column any more.
const NARROWEST: usize = 8;

/// Column names, then the rows; a cell that does not fit takes several lines.
///
/// Where the columns do not fit beside each other, each row is a list of its cells.
pub(super) fn lines(table: &Table, width: usize, ink: &Ink) -> Vec<String> {
    let Some(widths) = widths(table, width) else { return stacked(table, width, ink) };
    let names = table.columns.iter().map(|(name, _)| Cell::plain(&**name));
    let names: Vec<Cell> = names.collect();
    let names = row(&names, table, &widths, &Ink::new(false));
    let mut lines: Vec<String> = names.iter().map(|line| ink.toned(line, Tone::Quiet)).collect();
    for cells in &table.rows {
        lines.extend(row(cells, table, &widths, ink));
    }
    lines
}

fn stacked(table: &Table, width: usize, ink: &Ink) -> Vec<String> {
    let mut lines = Vec::new();
    for cells in &table.rows {
        for (index, (cell, (name, _))) in cells.iter().zip(&table.columns).enumerate() {
            if cell.text.is_empty() {
                continue;
            }
            let text = shown(cell);
            let text = if index == 0 { text } else { format!("  {name}: {text}") };
            let hang = if index == 0 { 2 } else { 4 };
            let wrapped = wrapped(&text, width, hang);
            lines.extend(wrapped.iter().map(|line| ink.toned(line, cell.tone)));
        }
    }
    lines
}

fn shown(cell: &Cell) -> String {
    let text = clean(&cell.text);
    match cell.tone {
        Tone::Plain => text,
        tone @ (Tone::Met | Tone::NotMet | Tone::Undetermined | Tone::Quiet) => {
            // The symbol stays with the word behind it.
            format!("{}\u{a0}{text}", tone.symbol())
        }
    }
}

/// How wide each column is; `None`: they do not fit beside each other.
fn widths(table: &Table, width: usize) -> Option<Vec<usize>> {
    let cells = |index: usize| {
        let cells = table.rows.iter().filter_map(move |row| row.get(index));
        cells.map(|cell| (shown(cell), hang(cell)))
    };
    // Behind the first word, which has the symbol, any may begin a line and then hangs.
    let longest = |text: &str, hang: usize| {
        let words = text.split(' ').enumerate();
        let wide = |(at, word)| columns(word).saturating_add(if at == 0 { 0 } else { hang });
        words.map(wide).max().unwrap_or(0)
    };
    let mut widths = Vec::new();
    let mut narrowest = Vec::new();
    for (index, (name, _)) in table.columns.iter().enumerate() {
        let (wide, word) = cells(index).fold((0, 0), |(wide, word), (cell, hang)| {
            (columns(&cell).max(wide), longest(&cell, hang).max(word))
        });
        widths.push(wide.max(columns(name)));
        narrowest.push(word.max(columns(name)).min(LONGEST_WORD));
    }
    let gaps = GAP.saturating_mul(widths.len().saturating_sub(1));
    let room = width.saturating_sub(gaps);
    shrink(&mut widths, room, |index| narrowest.get(index).copied().unwrap_or(1));
    // What a row is about is broken last.
    let first = widths.first().copied().unwrap_or(1);
    shrink(&mut widths, room, |index| if index == 0 { first } else { 1 });
    let fits = |((width, word), (_, align)): ((&usize, &usize), &(String, Align))| match align {
        // A figure that is broken reads as another one.
        Align::Right => width >= word,
        Align::Left => *width >= (*word).min(NARROWEST),
    };
    let all_fit = widths.iter().zip(&narrowest).zip(&table.columns).all(fits);
    (all_fit && widths.iter().sum::<usize>() <= room).then_some(widths)
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
                Some(Align::Right) => line.extend([&*fill, &*text]),
                Some(Align::Left) | None => line.extend([&*text, &*fill]),
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
