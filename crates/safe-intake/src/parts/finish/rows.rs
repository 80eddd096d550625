//! Where the lines of a bill stand in its tables.

use std::collections::BTreeMap;

use crate::parts::{Fact, RowId};

/// From which row each line of a bill came.
#[derive(Debug, Default)]
pub(crate) struct BillRows {
    // INVARIANT: one entry a line.
    pub(super) facts: Vec<RowId>,
    // INVARIANT: one entry a line, the end of its uses; empty where every line has one use.
    pub(super) use_ends: Vec<u32>,
    pub(super) uses: Vec<RowId>,
    // Facts that come from another row than the others of their line.
    pub(super) other_rows: BTreeMap<(u32, Fact), RowId>,
    pub(super) declarations: BTreeMap<u32, u32>,
}

impl BillRows {
    /// The row in which a fact of a line stands, or would stand if it were stated.
    pub(crate) fn fact(&self, line: usize, fact: Fact) -> Option<RowId> {
        let other = self.other_rows.get(&(u32::try_from(line).ok()?, fact)).copied();
        other.or_else(|| self.facts.get(line).copied()).filter(|row| row.is_some())
    }

    /// The row of a line, if only of its id.
    pub(crate) fn row(&self, line: usize) -> Option<RowId> {
        self.facts.get(line).copied().filter(|row| row.is_some())
    }

    /// The row of a use of a line.
    pub(crate) fn use_of(&self, line: usize, index: usize) -> Option<RowId> {
        let start = if self.use_ends.is_empty() {
            line
        } else {
            let end = |line: usize| usize::try_from(*self.use_ends.get(line)?).ok();
            line.checked_sub(1).map_or(Some(0), end)?
        };
        self.uses.get(start.checked_add(index)?).copied().filter(|row| row.is_some())
    }

    /// The number of the declaration from which the origin of a line comes.
    pub(crate) fn declaration(&self, line: usize) -> Option<u32> {
        self.declarations.get(&u32::try_from(line).ok()?).copied()
    }
}
