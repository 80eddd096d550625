//! Finds the header: the row whose texts are known as headers.

use crate::mapping::Meaning;
use crate::mapping::synonyms::meanings;
use crate::shape::layout::{HeaderRow, folded};

// A header stands near the top.
const MOST_ROWS: usize = 60;
// A line of something else than a table may have a million cells, and none of them is a header.
const MOST_COLUMNS: u32 = 1_000;

/// Which of the rows is the header; `None` where none is.
pub(super) fn find(rows: &[HeaderRow]) -> Option<usize> {
    let known: Vec<usize> = rows.iter().take(MOST_ROWS).map(known).collect();
    let best = known.iter().max().filter(|best| **best > 0)?;
    known.iter().position(|count| count == best)
}

/// How many columns of a row have a header that is known, each meaning counted once.
pub(super) fn known(row: &HeaderRow) -> usize {
    let mut found: Vec<Meaning> = Vec::new();
    let near = row.texts.iter().take_while(|(column, _)| *column <= MOST_COLUMNS);
    for (_, text) in near {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn row(row: u32, texts: &[(u32, &str)]) -> HeaderRow {
        let texts = texts.iter().map(|(column, text)| (*column, (*text).to_owned())).collect();
        HeaderRow { row, texts }
    }

    #[test]
    fn a_header_is_looked_for_in_the_first_columns_only() {
        let far = row(1, &[(1, "x"), (1_001, "part"), (1_002, "qty"), (1_003, "origin")]);
        let near = row(2, &[(1, "part"), (1_000, "qty")]);
        assert_eq!(known(&far), 0);
        assert_eq!(known(&near), 2);
        assert_eq!(find(&[far, near]), Some(1));
        assert_eq!(find(&[row(1, &[(1, "x")])]), None);
    }
}
