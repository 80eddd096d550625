//! Finds the header: the row whose texts are known as headers.

use crate::mapping::Meaning;
use crate::mapping::synonyms::meanings;
use crate::shape::layout::{HeaderRow, folded};

// A header stands near the top.
const MOST_ROWS: usize = 60;

/// Which of the rows is the header; `None` where none is.
pub(super) fn find(rows: &[HeaderRow]) -> Option<usize> {
    let near = rows.iter().take(MOST_ROWS);
    let best = near.clone().map(known).max().filter(|best| *best > 0)?;
    near.clone().position(|row| known(row) == best)
}

/// How many columns of a row have a header that is known, each meaning counted once.
pub(super) fn known(row: &HeaderRow) -> usize {
    let mut found: Vec<Meaning> = Vec::new();
    for (_, text) in &row.texts {
        for (meaning, _) in meanings(&bare(text)) {
            if !found.contains(&meaning) {
                found.push(meaning);
            }
        }
    }
    found.len()
}

/// A header in words and without what stands in brackets behind it, such as a currency.
pub(super) fn bare(header: &str) -> String {
    let header = folded(&in_words(header));
    let cut = header.find(['(', '[']).filter(|at| *at > 0).unwrap_or(header.len());
    let bare = header.get(..cut).unwrap_or(&header).trim().trim_end_matches(':').trim();
    let marks = [" €", " eur", " $", " usd", " in €", " in eur", " in usd", " pln", " zł"];
    marks.iter().find_map(|mark| bare.strip_suffix(mark)).unwrap_or(bare).to_owned()
}

/// A header with its words apart: programs write `unit_cost`, `UnitCost` and `unitCost`.
fn in_words(header: &str) -> String {
    let mut words = String::with_capacity(header.len());
    let mut before = ' ';
    for letter in header.chars() {
        if before.is_lowercase() && letter.is_uppercase() {
            words.push(' ');
        }
        words.push(if letter == '_' { ' ' } else { letter });
        before = letter;
    }
    words
}
