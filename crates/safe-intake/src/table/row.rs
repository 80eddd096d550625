//! One row of a table, seen without copying its cells.

use super::cell::Cell;
use super::delimited::Fields;
use super::kept::{KeptCell, KeptCells};

/// One row of a table; rows without anything in them are counted but never seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'r> {
    number: u32,
    is_hidden: bool,
    cells: RowCells<'r>,
}

#[derive(Clone, Copy, Debug)]
enum RowCells<'r> {
    Split(Fields<'r>),
    Kept { all: &'r KeptCells, row: &'r [KeptCell] },
}

impl<'r> Row<'r> {
    pub(super) fn split(number: u32, fields: Fields<'r>) -> Self {
        Self { number, is_hidden: false, cells: RowCells::Split(fields) }
    }

    pub(super) fn kept(
        number: u32,
        is_hidden: bool,
        all: &'r KeptCells,
        row: &'r [KeptCell],
    ) -> Self {
        Self { number, is_hidden, cells: RowCells::Kept { all, row } }
    }

    /// The row as a spreadsheet program numbers it, counted from 1, blank rows included.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    /// Where the row begins in the text of its table; `None` where that is no text.
    pub(crate) fn offset(&self) -> Option<usize> {
        match self.cells {
            RowCells::Split(fields) => fields.offset(),
            RowCells::Kept { .. } => None,
        }
    }

    /// Whether the spreadsheet program hides the row, by hand or by a filter.
    pub(crate) fn is_hidden(&self) -> bool {
        self.is_hidden
    }

    /// What stands in a column, counted from 1; nothing behind the last one.
    #[inline]
    pub(crate) fn cell(&self, column: u32) -> Cell<'r> {
        match self.cells {
            RowCells::Split(fields) => fields.cell(column),
            RowCells::Kept { all, row } => all.cell(row, column),
        }
    }

    /// The cells that hold something, each with its column, from left to right.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (u32, Cell<'r>)> + 'r {
        // A sheet may have one cell in its last column: columns are not counted through.
        let (split, kept) = match self.cells {
            RowCells::Split(fields) => (Some(fields), None),
            RowCells::Kept { all, row } => (None, Some((all, row))),
        };
        let split = split.into_iter().flat_map(|fields| {
            (1..=fields.count()).map(move |column| (column, fields.cell(column)))
        });
        let kept = kept.into_iter().flat_map(|(all, row)| {
            row.iter().map(move |cell| (cell.column(), all.seen(cell.value())))
        });
        split.chain(kept).filter(|(_, cell)| !cell.is_empty())
    }

    /// The last column that holds something; empty columns behind it do not count.
    pub(crate) fn width(&self) -> u32 {
        let last = match self.cells {
            RowCells::Split(fields) => {
                (1..=fields.count()).rev().find(|column| !fields.cell(*column).is_empty())
            }
            RowCells::Kept { all, row } => {
                let mut cells = row.iter().rev();
                cells.find(|cell| !all.seen(cell.value()).is_empty()).map(KeptCell::column)
            }
        };
        last.unwrap_or(0)
    }

    /// A column behind which nothing stands; cells up to it may be empty.
    #[inline]
    pub(crate) fn reach(&self) -> u32 {
        match self.cells {
            RowCells::Split(fields) => fields.count(),
            RowCells::Kept { row, .. } => row.last().map_or(0, KeptCell::column),
        }
    }
}
