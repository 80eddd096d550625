//! The cells of one sheet of a workbook, kept close together.

use std::ops::{ControlFlow, Range};

use safe_eligibility::model::day::Day;

use super::cell::Cell;
use super::limits::{Limit, MOST_CELLS};
use super::row::Row;

/// The cells of one sheet: sixteen bytes a cell, and all texts in one piece.
#[derive(Debug, Default)]
pub(crate) struct KeptCells {
    texts: String,
    cells: Vec<KeptCell>,
    // INVARIANT: numbers ascend; the cells of a row run up to the first of the next, by column.
    rows: Vec<KeptRow>,
    hidden_columns: Vec<Range<u32>>,
}

/// One cell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeptCell {
    column: u16,
    value: Value,
}

/// The value of a cell, its text within the texts of the sheet.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    Text(Stretch),
    Number(Stretch),
    Error(Stretch),
    Day(Day),
    Flag(bool),
    Unsaved,
}

/// A stretch of the texts of a sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    start: u32,
    length: u32,
}

#[derive(Clone, Copy, Debug)]
struct KeptRow {
    number: u32,
    first: u32,
    is_hidden: bool,
}

impl KeptCell {
    pub(super) fn column(&self) -> u32 {
        u32::from(self.column)
    }

    pub(super) fn value(&self) -> Value {
        self.value
    }
}

impl KeptCells {
    /// Keeps a text, to be named by any number of cells.
    pub(super) fn keep_text(&mut self, text: &str) -> Result<Stretch, Limit> {
        let start = u32::try_from(self.texts.len()).map_err(|_| Limit::Texts)?;
        let length = u32::try_from(text.len()).map_err(|_| Limit::Texts)?;
        self.texts.push_str(text);
        Ok(Stretch { start, length })
    }

    pub(super) fn text(&self, stretch: Stretch) -> &str {
        let range = usize::try_from(stretch.start).ok().and_then(|start| {
            let end = start.checked_add(usize::try_from(stretch.length).ok()?)?;
            self.texts.get(start..end)
        });
        range.unwrap_or("")
    }

    /// Puts a cell behind those before it; rows and columns count from 1.
    ///
    /// A cell that does not come behind the last one overwrites nothing and is put in order at
    /// the end, by [`KeptCells::finish`].
    pub(super) fn push(&mut self, row: u32, column: u32, value: Value) -> Result<(), Limit> {
        let column = u16::try_from(column).map_err(|_| Limit::Columns)?;
        if self.cells.len() >= MOST_CELLS {
            return Err(Limit::Cells);
        }
        if self.rows.last().is_none_or(|last| last.number != row) {
            let first = u32::try_from(self.cells.len()).map_err(|_| Limit::Cells)?;
            self.rows.push(KeptRow { number: row, first, is_hidden: false });
        }
        self.cells.push(KeptCell { column, value });
        Ok(())
    }

    /// Puts rows and cells in order, the later of two cells at one place winning, and marks the
    /// hidden rows, which come in ascending order. Returns the first place that had two cells.
    pub(super) fn finish(&mut self, hidden: &[Range<u32>]) -> Option<(u32, u32)> {
        let is_ordered = self
            .rows
            .windows(2)
            .all(|pair| matches!(pair, [left, right] if left.number < right.number))
            && (0..self.rows.len()).all(|at| {
                self.row_cells(at)
                    .windows(2)
                    .all(|pair| matches!(pair, [left, right] if left.column < right.column))
            });
        let twice = if is_ordered { None } else { self.put_in_order() };
        let mut hidden = hidden.iter().peekable();
        for row in &mut self.rows {
            while hidden.next_if(|range| range.end <= row.number).is_some() {}
            row.is_hidden = hidden.peek().is_some_and(|range| range.contains(&row.number));
        }
        twice
    }

    #[cold]
    fn put_in_order(&mut self) -> Option<(u32, u32)> {
        let mut placed: Vec<(u32, KeptCell)> = Vec::with_capacity(self.cells.len());
        for (at, row) in self.rows.iter().enumerate() {
            placed.extend(self.row_cells(at).iter().map(|cell| (row.number, *cell)));
        }
        placed.sort_by_key(|(row, cell)| (*row, cell.column));
        let place = |(row, cell): &(u32, KeptCell)| (*row, cell.column());
        let twice = placed.windows(2).find_map(|pair| match pair {
            [left, right] if place(left) == place(right) => Some(place(left)),
            _ => None,
        });
        placed.reverse();
        placed.dedup_by_key(|(row, cell)| (*row, cell.column));
        placed.reverse();
        self.cells.clear();
        self.rows.clear();
        for (number, cell) in placed {
            if self.rows.last().is_none_or(|last| last.number != number) {
                let first = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
                self.rows.push(KeptRow { number, first, is_hidden: false });
            }
            self.cells.push(cell);
        }
        twice
    }

    /// Hands out the rows from the first to the last, until told to stop.
    pub(super) fn each_row(&self, each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>) {
        for (at, row) in self.rows.iter().enumerate() {
            let cells = self.row_cells(at);
            let row = Row::kept(row.number, row.is_hidden, self, cells);
            if row.width() > 0 && each(&row).is_break() {
                return;
            }
        }
    }

    /// Marks columns as hidden, the last not included.
    pub(super) fn hide_columns(&mut self, columns: Range<u32>) {
        self.hidden_columns.push(columns);
    }

    pub(super) fn is_column_hidden(&self, column: u32) -> bool {
        self.hidden_columns.iter().any(|columns| columns.contains(&column))
    }

    /// What stands at a place; rows and columns count from 1.
    pub(super) fn at(&self, row: u32, column: u32) -> Option<Value> {
        let at = self.rows.binary_search_by_key(&row, |row| row.number).ok()?;
        let cells = self.row_cells(at);
        cells.iter().find(|cell| cell.column() == column).map(|cell| cell.value)
    }

    #[cfg(test)]
    pub(super) fn count_hidden(&self) -> usize {
        self.rows.iter().filter(|row| row.is_hidden).count()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    #[inline]
    pub(super) fn cell(&self, row: &[KeptCell], column: u32) -> Cell<'_> {
        let Ok(column) = u16::try_from(column) else { return Cell::Empty };
        // Most rows hold every column, so that a cell stands where its number says.
        let near = usize::from(column).checked_sub(1).and_then(|at| row.get(at));
        let found = near.filter(|cell| cell.column == column).or_else(|| {
            let at = row.binary_search_by_key(&column, |cell| cell.column).ok()?;
            row.get(at)
        });
        found.map_or(Cell::Empty, |cell| self.seen(cell.value))
    }

    pub(super) fn seen(&self, value: Value) -> Cell<'_> {
        match value {
            Value::Text(stretch) => Cell::from_text(self.text(stretch)),
            Value::Number(stretch) => Cell::Number(self.text(stretch)),
            Value::Error(stretch) => Cell::Error(self.text(stretch)),
            Value::Day(day) => Cell::Day(day),
            Value::Flag(flag) => Cell::Flag(flag),
            Value::Unsaved => Cell::Unsaved,
        }
    }

    fn row_cells(&self, at: usize) -> &[KeptCell] {
        let first = |at: usize| self.rows.get(at).map(|row| usize::try_from(row.first));
        let (Some(Ok(start)), next) = (first(at), first(at.saturating_add(1))) else {
            return &[];
        };
        let end = next.and_then(Result::ok).unwrap_or(self.cells.len());
        self.cells.get(start..end).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_out_of_order_are_put_in_order_and_the_later_wins() {
        let mut kept = KeptCells::default();
        let texts = ["a", "b", "c", "d"].map(|text| kept.keep_text(text).unwrap());
        for ((row, column), text) in [(3, 2), (1, 1), (3, 1), (3, 2)].into_iter().zip(texts) {
            kept.push(row, column, Value::Text(text)).unwrap();
        }
        assert_eq!(kept.finish(std::slice::from_ref(&(2..4))), Some((3, 2)));
        assert_eq!(kept.finish(std::slice::from_ref(&(2..4))), None);
        let mut seen = Vec::new();
        kept.each_row(&mut |row| {
            let cells: Vec<_> = row.cells().map(|(at, cell)| (at, cell.given())).collect();
            seen.push((row.number(), row.is_hidden(), cells));
            ControlFlow::Continue(())
        });
        let cell = |at, text: &str| (at, text.to_owned());
        assert_eq!(
            seen,
            [(1, false, vec![cell(1, "b")]), (3, true, vec![cell(1, "c"), cell(2, "d")])]
        );
    }
}
