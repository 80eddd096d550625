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
// Before that a line is taken to be this long, and a small bill gets its memory at once.
const USUAL_LENGTH: usize = 96;
const MOST_RESERVED_AT_FIRST: usize = 256;

impl Bill {
    /// A bill in a text of which `length` is left.
    fn in_text_of(length: usize) -> Self {
        let mut bill = Self::default();
        let lines = length.checked_div(USUAL_LENGTH).unwrap_or(0);
        bill.builder.reserve(lines.min(MOST_RESERVED_AT_FIRST));
        bill
    }

    /// Makes room for the lines in the text that is `left` of `length`.
    fn reserve(&mut self, length: usize, left: usize) {
        let each = length.saturating_sub(left).checked_div(self.builder.len()).unwrap_or(left);
        self.builder.reserve(left.checked_div(each).unwrap_or(0));
    }
}

impl Reader<'_> {
    /// Reads a bill; `suppliers` are left to check where it is not in order.
    pub(super) fn components(
        &mut self,
        at: &Path<'_>,
        suppliers: &mut Vec<(usize, Box<str>)>,
    ) -> Result<Option<BillOfMaterials>, Malformed> {
        let problems_before = self.problems.count();
        let length = self.lexer.left();
        let mut bill = Bill::in_text_of(length);
        bill.builder.keep_problems(self.problems.room());
        let mut habits = Habits::default();
        let list = self.list(at, |reader, here| {
            if !reader.line(here, &mut bill.builder, &mut habits)? {
                bill.unread.push(bill.builder.len());
                bill.builder.leave_out_line();
            } else if bill.builder.len() == LINES_BEFORE_RESERVING {
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
