//! What a row is: a part, a further source, a title, a sum, or nothing of the bill.
//!
//! Only what cannot be a part is taken for something else; whatever is in doubt is a problem.

use super::layout::{Layout, folded, passes};
use crate::mapping::{Hidden, TableRules};
use crate::number::is_not_stated;
use crate::table::{Cell, Row};

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    /// A part, or what should be one.
    Part,
    /// A further source of the part above.
    SecondSource,
    /// The header or a row above it.
    Header,
    /// The header once more.
    RepeatedHeader,
    /// Left out as the mapping says.
    Skipped,
    /// Left out as the mapping says, being hidden.
    Hidden,
    /// A title in the column of that number, and nothing else.
    Title(u32),
    /// A sum whose word stands in the column of that number.
    Sum(u32),
}

/// What decides what a row is.
pub(super) struct Classifier<'m> {
    pub(super) rules: &'m TableRules,
    pub(super) layout: &'m Layout,
    /// Whether a row needs a quantity of its own.
    pub(super) needs_quantity: bool,
    pub(super) fills_ids: bool,
}

impl Classifier<'_> {
    #[inline]
    pub(super) fn kind(&self, row: &Row<'_>) -> RowKind {
        let number = row.number();
        if number <= self.layout.header {
            return RowKind::Header;
        }
        if self.is_skipped(row) {
            return RowKind::Skipped;
        }
        if row.is_hidden() && self.rules.hidden == Hidden::Skip {
            return RowKind::Hidden;
        }
        let columns = &self.layout.columns;
        match row.cell(columns.id) {
            Cell::Text(id) if starts_like_a_word(id) => {
                self.kind_of_word(row, id, row.cell(columns.quantity))
            }
            Cell::Empty => self.kind_without_id(row, row.cell(columns.quantity)),
            Cell::Text(_)
            | Cell::Number(_)
            | Cell::Day(_)
            | Cell::Flag(_)
            | Cell::Error(_)
            | Cell::Unsaved => RowKind::Part,
        }
    }

    #[inline]
    fn is_skipped(&self, row: &Row<'_>) -> bool {
        let number = row.number();
        let in_range = |(first, last): &(u32, u32)| *first <= number && number <= *last;
        (!self.rules.skip_rows.is_empty() && self.rules.skip_rows.iter().any(in_range))
            || (!self.layout.skip_where.is_empty()
                && self
                    .layout
                    .skip_where
                    .iter()
                    .any(|(column, test)| passes(test, &row.cell(*column).given())))
    }

    fn kind_of_word(&self, row: &Row<'_>, id: &str, quantity: Cell<'_>) -> RowKind {
        let column = self.layout.columns.id;
        if is_sum(id) {
            return RowKind::Sum(column);
        }
        if !self.needs_quantity || states_something(quantity) {
            let same = !self.layout.id_header.is_empty() && folded(id) == self.layout.id_header;
            let is_header = same && !starts_with_digit(quantity);
            return if is_header { RowKind::RepeatedHeader } else { RowKind::Part };
        }
        let reads_as_title = id.trim().contains(char::is_whitespace) || id.trim().ends_with(':');
        let alone = only_text(row).is_some();
        if reads_as_title && alone { RowKind::Title(column) } else { RowKind::Part }
    }

    #[cold]
    fn kind_without_id(&self, row: &Row<'_>, quantity: Cell<'_>) -> RowKind {
        let columns = &self.layout.columns;
        let is_word = |(_, cell): &(u32, Cell<'_>)| matches!(cell, Cell::Text(text) if text.contains(char::is_alphabetic));
        if let Some((column, Cell::Text(text))) = row.cells().find(is_word) {
            if is_sum(text) {
                return RowKind::Sum(column);
            }
        }
        if self.fills_ids {
            return RowKind::Part;
        }
        if let Some(column) = only_text(row) {
            let names_source = column == columns.supplier || column == columns.manufacturer;
            return if names_source { RowKind::SecondSource } else { RowKind::Title(column) };
        }
        let names_source =
            [columns.supplier, columns.manufacturer].iter().any(|at| !row.cell(*at).is_empty());
        if names_source && !states_something(quantity) {
            return RowKind::SecondSource;
        }
        RowKind::Part
    }
}

fn states_something(cell: Cell<'_>) -> bool {
    match cell {
        Cell::Empty => false,
        Cell::Text(text) => !is_not_stated(text.trim()),
        Cell::Number(_) | Cell::Day(_) | Cell::Flag(_) | Cell::Error(_) | Cell::Unsaved => true,
    }
}

fn starts_with_digit(cell: Cell<'_>) -> bool {
    match cell {
        Cell::Text(text) => text.trim_start().starts_with(|one: char| one.is_ascii_digit()),
        Cell::Number(_) => true,
        Cell::Empty | Cell::Day(_) | Cell::Flag(_) | Cell::Error(_) | Cell::Unsaved => false,
    }
}

/// The column of the only cell that holds something, where that is a text with a letter.
fn only_text(row: &Row<'_>) -> Option<u32> {
    let mut cells = row.cells();
    let (column, cell) = cells.next()?;
    let is_text = matches!(cell, Cell::Text(text) if text.contains(char::is_alphabetic));
    (is_text && cells.next().is_none()).then_some(column)
}

// Ids of parts nearly always hold a digit or begin with one; only other texts are looked at.
#[inline]
fn starts_like_a_word(text: &str) -> bool {
    let bytes = text.as_bytes();
    !bytes.iter().take(12).any(u8::is_ascii_digit)
}

const SUMS: [&str; 34] = [
    "total",
    "totals",
    "subtotal",
    "sub-total",
    "sub total",
    "grand total",
    "total cost",
    "total price",
    "total quantity",
    "sum",
    "summe",
    "zwischensumme",
    "gesamt",
    "gesamtsumme",
    "gesamtkosten",
    "gesamtpreis",
    "total général",
    "total general",
    "sous-total",
    "sous total",
    "montant total",
    "coût total",
    "totale",
    "subtotale",
    "totale generale",
    "costo totale",
    "razem",
    "suma",
    "suma częściowa",
    "suma końcowa",
    "ogółem",
    "suma total",
    "importe total",
    "coste total",
];

/// Whether a text is the word for a sum in one of the languages that tables are guessed in.
fn is_sum(text: &str) -> bool {
    if text.len() > 32 {
        return false;
    }
    let text = folded(text);
    let word = text.trim_end_matches([':', '=', ' ', '.']);
    SUMS.contains(&word)
}
