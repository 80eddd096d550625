//! Which cell of which table a row number stands for.

use crate::mapping::{ColumnNumbers, Meaning};
use crate::parts::{Fact, RowId};
use crate::source::Source;
use crate::table::Table;

/// The tables that were read together, each with the number before its first row.
#[derive(Debug, Default)]
pub(crate) struct Places<'a> {
    // INVARIANT: ascending by `base`.
    tables: Vec<PlacedTable<'a>>,
    next: u32,
}

#[derive(Debug)]
struct PlacedTable<'a> {
    table: Table<'a>,
    columns: ColumnNumbers,
    base: u32,
}

impl<'a> Places<'a> {
    /// The number that is added to the rows of the next table.
    pub(super) fn base(&self) -> u32 {
        self.next
    }

    pub(super) fn add(&mut self, table: Table<'a>, columns: ColumnNumbers, last_row: u32) {
        self.tables.push(PlacedTable { table, columns, base: self.next });
        self.next = self.next.saturating_add(last_row);
    }

    /// The cell of a row in the column with a meaning, or the row as a whole.
    pub(crate) fn source(&self, row: RowId, meaning: Meaning) -> Option<Source> {
        let after = self.tables.partition_point(|table| table.base < row.number);
        let placed = self.tables.get(after.checked_sub(1)?)?;
        let number = row.number.checked_sub(placed.base)?;
        Some(placed.table.source(number, placed.column(meaning)))
    }

    /// The first table as a whole.
    pub(crate) fn whole(&self) -> Source {
        let first = self.tables.first().map(|placed| placed.table.whole_source());
        first.unwrap_or_else(|| Source::whole(""))
    }
}

pub(super) fn meaning_of(fact: Fact) -> Meaning {
    match fact {
        Fact::Description => Meaning::Description,
        Fact::UnitCost => Meaning::UnitCost,
        Fact::Origin => Meaning::Origin,
        Fact::SourcedFrom => Meaning::SourcedFrom,
        Fact::Supplier => Meaning::Supplier,
    }
}

impl PlacedTable<'_> {
    // A cost may stand in one of several columns; the first of them that there is, is named.
    fn column(&self, meaning: Meaning) -> Option<u32> {
        let others = [Meaning::PackPrice, Meaning::UnitCostLeast].into_iter();
        let others = others.filter(|_| meaning == Meaning::UnitCost);
        std::iter::once(meaning).chain(others).find_map(|meaning| self.columns.get(meaning))
    }
}
