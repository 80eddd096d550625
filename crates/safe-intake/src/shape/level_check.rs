//! Whether a column of levels agrees with the edges beside it.

use std::collections::BTreeSet;

use crate::parts::{PartIndex, RowId};

/// The levels of the rows of an edge list.
#[derive(Debug, Default)]
pub(super) struct LevelCheck {
    rows: Vec<LevelRow>,
}

#[derive(Clone, Copy, Debug)]
struct LevelRow {
    part: PartIndex,
    parent: Option<PartIndex>,
    level: u32,
    row: RowId,
}

impl LevelCheck {
    pub(super) fn note(
        &mut self,
        part: PartIndex,
        parent: Option<PartIndex>,
        level: u32,
        row: RowId,
    ) {
        self.rows.push(LevelRow { part, parent, level, row });
    }

    /// How many rows are not one level below any row of the assembly that they go into, and the
    /// first of them. An assembly without a row of its own may be at any level.
    pub(super) fn disagreements(&self) -> (usize, RowId) {
        let levels: BTreeSet<(PartIndex, u32)> =
            self.rows.iter().map(|row| (row.part, row.level)).collect();
        let disagrees = |row: &&LevelRow| {
            let Some(parent) = row.parent else { return false };
            let mut own = levels.range((parent, 0)..=(parent, u32::MAX));
            let above = row.level.checked_sub(1);
            own.next().is_some() && !above.is_some_and(|level| levels.contains(&(parent, level)))
        };
        let mut found = self.rows.iter().filter(disagrees);
        let first = found.next().map_or(RowId::NONE, |row| row.row);
        let count = if first.is_some() { found.count().saturating_add(1) } else { 0 };
        (count, first)
    }
}
