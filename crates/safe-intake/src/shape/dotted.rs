//! Dotted numbers: `1.2.3` goes into `1.2`, in whatever order the rows stand.

use safe_eligibility::model::figure::Quantity;

use super::collected::Collected;
use super::tree::{Above, Nodes};
use super::tree_fault::TreeFault;
use crate::parts::{Names, PartIndex, Parts, RowId};
use crate::source::Source;

/// Rows with dotted numbers, kept until all of them are known.
#[derive(Debug, Default)]
pub(super) struct Dotted {
    numbers: Names,
    // INVARIANT: one entry a number.
    rows: Vec<DottedRow>,
}

#[derive(Clone, Copy, Debug)]
struct DottedRow {
    part: PartIndex,
    quantity: Quantity,
    row: RowId,
}

/// A dotted number that does not fit the others.
#[derive(Debug)]
pub(super) enum Misfit {
    /// Another row has it: that row, and this one.
    Twice { number: String, first: RowId, row: RowId },
    /// Nothing stands above it.
    Alone { number: String, parent: String, row: RowId },
}

impl Misfit {
    /// Notes it as a problem of its row.
    pub(super) fn note(self, collected: &mut Collected, source: impl Fn(RowId) -> Source) {
        match self {
            Self::Twice { number, first, row } => {
                let given = Some(number.clone());
                let fault = TreeFault::DottedTwice { number, first: source(first) };
                collected.tree(source(row), given, fault);
            }
            Self::Alone { number, parent, row } => {
                let given = Some(number.clone());
                collected.tree(source(row), given, TreeFault::DottedAlone { number, parent });
            }
        }
    }
}

/// A dotted number without points before and behind it, and `1` for `1.0`.
pub(super) fn plain(text: &str) -> Result<&str, TreeFault> {
    let number = text.trim().trim_matches('.');
    let number = match number.strip_suffix(".0") {
        Some(whole) if !whole.contains('.') => whole,
        Some(_) | None => number,
    };
    let fits = |part: &str| {
        !part.is_empty() && part.len() <= 16 && part.chars().all(char::is_alphanumeric)
    };
    if number.split('.').all(fits) {
        Ok(number)
    } else {
        Err(TreeFault::Dotted { given: text.to_owned() })
    }
}

impl Dotted {
    /// Keeps a row.
    ///
    /// # Errors
    ///
    /// [`Misfit::Twice`] where another row has the number already.
    pub(super) fn keep(
        &mut self,
        number: &str,
        part: PartIndex,
        quantity: Quantity,
        row: RowId,
    ) -> Result<(), Misfit> {
        let (index, is_new) = self.numbers.add(number);
        if is_new {
            self.rows.push(DottedRow { part, quantity, row });
            return Ok(());
        }
        let first = usize::try_from(index).ok().and_then(|at| self.rows.get(at));
        let first = first.map_or(RowId::NONE, |first| first.row);
        Err(Misfit::Twice { number: number.to_owned(), first, row })
    }

    fn find(&self, number: &str) -> Option<usize> {
        usize::try_from(self.numbers.find(number)?).ok()
    }

    /// Hangs every row under the one above it.
    pub(super) fn hang(self, parts: &mut Parts, nodes: &mut Nodes) -> Vec<Misfit> {
        let mut misfits = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let number = self.numbers.get(at);
            let mut above = None;
            if let Some((parent, _)) = number.rsplit_once('.') {
                let found = self.find(parent).and_then(|at| Some((at, self.rows.get(at)?)));
                let Some((node, found)) = found else {
                    let (number, parent) = (number.to_owned(), parent.to_owned());
                    misfits.push(Misfit::Alone { number, parent, row: row.row });
                    continue;
                };
                let node = u32::try_from(node).unwrap_or(super::tree::NO_NODE);
                above = Some(Above { node, part: found.part });
            }
            nodes.add(parts, row.part, above, row.quantity, row.row);
        }
        misfits
    }
}
