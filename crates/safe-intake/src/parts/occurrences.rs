//! Assemblies that a tree lists several times: they are read once.

use safe_eligibility::model::exact::Exact;

use super::tree::Children;
use super::{PartIndex, Parts, RowId};

/// What became of assemblies that are listed several times.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    /// How many rows only repeat others, and the first of them.
    pub(crate) repeated: (usize, RowId),
    /// Assemblies made of other parts in one row than in another.
    pub(crate) differences: Vec<Difference>,
}

/// An assembly that two rows list differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) part: PartIndex,
    pub(crate) first: RowId,
    pub(crate) second: RowId,
}

const MOST_DIFFERENCES: usize = 1_000;

impl Parts {
    /// Takes out the uses that only repeat how an assembly is made.
    ///
    /// `nodes` names for each use the use under which it stands, if any. Of each part the first
    /// row with parts below it says what it is made of; all others must say the same or nothing.
    pub(crate) fn merge_repeated(&mut self, nodes: &[u32]) -> Merged {
        let above = |node: &u32| PartIndex { number: *node };
        let keys: Vec<PartIndex> = nodes.iter().map(above).collect();
        let below = Children::grouped(nodes.len(), &keys);
        let of_part = Children::uses_of(self);
        let mut is_kept = vec![true; nodes.len()];
        let mut merged = Merged::default();
        for part in self.all() {
            let mut rows =
                of_part.of_part(part.at()).filter(|at| below.of_part(*at).next().is_some());
            let Some(first) = rows.next() else { continue };
            let mut made_of: Option<Vec<_>> = None;
            for other in rows {
                let known = made_of.get_or_insert_with(|| self.made_of(&below, first));
                if *known != self.made_of(&below, other)
                    && merged.differences.len() < MOST_DIFFERENCES
                {
                    let [first, second] = [first, other].map(|at| self.row_of_use(at));
                    merged.differences.push(Difference { part, first, second });
                }
                for at in below.of_part(other) {
                    if let Some(slot) = is_kept.get_mut(at) {
                        *slot = false;
                    }
                    super::finish::count(&mut merged.repeated, self.row_of_use(at));
                }
            }
        }
        if merged.repeated.0 > 0 {
            self.keep_uses(&is_kept);
        }
        merged
    }

    fn row_of_use(&self, at: usize) -> RowId {
        self.uses.rows.get(at).copied().unwrap_or(RowId::NONE)
    }

    /// Each part below a use with its quantity, in an order of their own.
    fn made_of(&self, below: &Children, at: usize) -> Vec<(PartIndex, Exact)> {
        let uses = below.of_part(at);
        let mut made_of: Vec<(PartIndex, Exact)> = uses
            .filter_map(|at| {
                let part = *self.uses.parts.get(at)?;
                Some((part, self.quantity(at).exact()))
            })
            .collect();
        made_of.sort();
        made_of
    }

    fn keep_uses(&mut self, is_kept: &[bool]) {
        let kept = |at: &usize| is_kept.get(*at).copied().unwrap_or(true);
        let mut uses = super::Uses::default();
        for at in (0..self.uses.parts.len()).filter(kept) {
            let old = &self.uses;
            let (Some(part), Some(parent)) = (old.parts.get(at), old.parents.get(at)) else {
                continue;
            };
            uses.parts.push(*part);
            uses.parents.push(*parent);
            uses.quantities.push(old.quantities.get(at));
            uses.rows.push(self.row_of_use(at));
        }
        self.uses = uses;
    }
}
