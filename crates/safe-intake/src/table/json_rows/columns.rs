//! The members that the objects of a text have, as columns.

use std::collections::BTreeMap;

use crate::table::limits::Limit;

/// The names of the columns, in the order in which they first appear.
#[derive(Debug, Default)]
pub(super) struct Columns {
    // Name and last row of each; its column is one more than its index.
    list: Vec<(String, u32)>,
    by_name: BTreeMap<String, u32>,
    told: usize,
}

impl Columns {
    /// The column of that name, which is new where none has it; most stand behind the one `near`.
    pub(super) fn find_or_add(&mut self, name: &str, near: u32) -> Result<u32, Limit> {
        let next = usize::try_from(near).ok().and_then(|near| self.list.get(near));
        if next.is_some_and(|(next, _)| next == name) {
            return near.checked_add(1).ok_or(Limit::Columns);
        }
        if let Some(column) = self.by_name.get(name) {
            return Ok(*column);
        }
        let column = u16::try_from(self.list.len().saturating_add(1));
        let column = u32::from(column.map_err(|_| Limit::Columns)?);
        self.list.push((name.to_owned(), 0));
        self.by_name.insert(name.to_owned(), column);
        Ok(column)
    }

    /// Takes a column for a row; `false` where the row has it already.
    pub(super) fn take(&mut self, column: u32, row: u32) -> bool {
        at(column).and_then(|at| self.list.get_mut(at)).is_some_and(|(_, last)| {
            let is_first = *last != row;
            *last = row;
            is_first
        })
    }

    pub(super) fn name(&self, column: u32) -> &str {
        at(column).and_then(|at| self.list.get(at)).map_or("", |(name, _)| name)
    }

    /// The columns that the header does not have yet.
    pub(super) fn untold(&self) -> impl Iterator<Item = (u32, &str)> {
        (1u32..).zip(&self.list).skip(self.told).map(|(column, (name, _))| (column, &**name))
    }

    /// Takes note that the header has every column so far.
    pub(super) fn tell(&mut self) {
        self.told = self.list.len();
    }
}

fn at(column: u32) -> Option<usize> {
    usize::try_from(column.checked_sub(1)?).ok()
}
