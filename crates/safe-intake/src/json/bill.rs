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

impl Bill {
    /// Makes room for the lines in the text that is `left` of `length`.
    fn reserve(&mut self, length: usize, left: usize) {
        let lines = self.builder.len();
        let each = length.saturating_sub(left).checked_div(lines).unwrap_or(left);
        let follow = left.checked_div(each).unwrap_or(0);
        let [first, _] = LINES_BEFORE_RESERVING;
        self.builder.reserve(if lines == first {
            follow.min(MOST_RESERVED_AT_FIRST)
        } else {
            follow
        });
    }
}

// So many lines tell how long those that follow will be: the first few for a small bill, more of
// them before much memory is asked for.
const LINES_BEFORE_RESERVING: [usize; 2] = [4, 64];
const MOST_RESERVED_AT_FIRST: usize = 256;

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
            } else if LINES_BEFORE_RESERVING.contains(&bill.builder.len()) {
                bill.reserve(length, reader.lexer.left());
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
