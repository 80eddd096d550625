//! Bills of materials: their lines, and what is wrong with them as a whole.

use safe_eligibility::model::bill::{BillBuilder, BillOfMaterials};

use super::line::Habits;
use super::path::Path;
use super::reader::Reader;
use crate::error::{InputError, Malformed};

/// A bill that is being read.
#[derive(Default)]
struct Bill {
    builder: BillBuilder,
    // For each line without an id that could be read, how many lines with one came before it.
    unread: Vec<usize>,
}

// So many lines tell how long those that follow will be.
const LINES_BEFORE_RESERVING: usize = 64;

impl Reader<'_> {
    /// Reads a bill; `suppliers` are left to check where it is not in order.
    pub(super) fn components(
        &mut self,
        at: &Path<'_>,
        suppliers: &mut Vec<(usize, Box<str>)>,
    ) -> Result<Option<BillOfMaterials>, Malformed> {
        let problems_before = self.problems.count();
        let mut bill = Bill::default();
        bill.builder.keep_problems(self.problems.room());
        let mut habits = Habits::default();
        let length = self.lexer.left();
        let list = self.list(at, |reader, here| {
            if !reader.line(here, &mut bill.builder, &mut habits)? {
                bill.unread.push(bill.builder.len());
                bill.builder.leave_out_line();
            } else if bill.builder.len() == LINES_BEFORE_RESERVING {
                let left = reader.lexer.left();
                let each = length.saturating_sub(left).checked_div(LINES_BEFORE_RESERVING);
                bill.builder.reserve(left.checked_div(each.unwrap_or(left)).unwrap_or(0));
            }
            Ok(())
        })?;
        if !list {
            return Ok(None);
        }
        let Bill { builder, unread } = bill;
        let index = |line: usize| line.saturating_add(unread.partition_point(|at| *at <= line));
        let named = builder.suppliers_by_line();
        suppliers.extend(named.map(|(line, id)| (index(line), id.into())));
        match builder.finish() {
            Ok(bill) if self.problems.count() == problems_before => {
                suppliers.clear();
                return Ok(Some(bill));
            }
            Ok(_) => {}
            Err(found) => {
                for problem in found.list.into_iter().map(|problem| problem.renumbered(index)) {
                    let at = problem.place(&at.place()).into();
                    self.problems.push(InputError::Bill { at, problem });
                }
                self.problems.count_more(found.more);
            }
        }
        Ok(None)
    }
}
