//! Rows that name another source of the part above.

use super::remark::BillRemark;
use super::rows::{RowReader, with_facts};
use crate::parts::Widened;
use crate::table::Row;

impl RowReader<'_, '_, '_> {
    #[cold]
    pub(super) fn read_second_source(&mut self, row: &Row<'_>) {
        let Some(part) = self.last_part else {
            self.note_no_id(row);
            return;
        };
        let row_id = self.row_id(row);
        let (parts, cells) = (&mut *self.parts, &mut self.cells);
        let widened = with_facts(cells, row, |facts| parts.add_source(part, facts, row_id));
        let id = self.parts.id(part).to_owned();
        let remark = BillRemark::SecondSource { id, effect: effect(widened) };
        let columns = self.columns();
        let named = [columns.supplier, columns.manufacturer];
        let column = named.into_iter().find(|at| !row.cell(*at).is_empty()).unwrap_or(0);
        self.cells.collected.remark(self.cells.at(row, column), remark);
    }
}

fn effect(widened: Widened) -> &'static str {
    let Widened { origin, sourced_from, cost_range, cost } = widened;
    match (origin, sourced_from, cost, cost_range) {
        (true, _, true, _) => "; the sources differ, so neither its origin nor its cost is stated",
        (true, _, false, true) => {
            "; the sources differ, so its origin is not stated and its cost is a range"
        }
        (true, _, false, false) => "; the sources differ, so its origin is not stated",
        (false, true, _, _) => "; the sources differ, so where it is bought is not stated",
        (false, false, true, _) => "; the sources differ, so its cost is not stated",
        (false, false, false, true) => "; its cost is the range over all sources",
        (false, false, false, false) => "",
    }
}
