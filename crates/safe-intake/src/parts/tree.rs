//! How parts go into one another: roots, what a root is made of, and cycles.

use super::{PartIndex, Parts, RowId};

/// For each part the uses in it, as indices into the uses.
pub(super) struct Children {
    // INVARIANT: the uses in part `n` are `uses[starts[n]..starts[n + 1]]`.
    starts: Vec<u32>,
    uses: Vec<u32>,
}

impl Children {
    pub(super) fn of(parts: &Parts) -> Self {
        let keys = &parts.uses.parents;
        Self::grouped(parts.len(), keys)
    }

    /// For each part the uses of it.
    pub(super) fn uses_of(parts: &Parts) -> Self {
        Self::grouped(parts.len(), &parts.uses.parts)
    }

    // Counting sort: linear, and stable, so that the order of the rows stays within a group.
    pub(super) fn grouped(groups: usize, keys: &[PartIndex]) -> Self {
        let mut starts = vec![0u32; groups.saturating_add(1)];
        for key in keys {
            if let Some(slot) = starts.get_mut(key.at().saturating_add(1)) {
                *slot = slot.saturating_add(1);
            }
        }
        let mut sum = 0u32;
        for slot in &mut starts {
            sum = sum.saturating_add(*slot);
            *slot = sum;
        }
        let mut next = starts.clone();
        let mut uses = vec![0u32; usize::try_from(sum).unwrap_or(0)];
        for (number, key) in (0u32..).zip(keys) {
            let Some(slot) = next.get_mut(key.at()) else { continue };
            // The end of the last group is no group of its own.
            if key.at() >= groups {
                continue;
            }
            if let Some(target) = usize::try_from(*slot).ok().and_then(|at| uses.get_mut(at)) {
                *target = number;
            }
            *slot = slot.saturating_add(1);
        }
        Self { starts, uses }
    }

    #[inline]
    pub(super) fn of_part(&self, part: usize) -> impl Iterator<Item = usize> + '_ {
        let bound = |at: usize| self.starts.get(at).and_then(|end| usize::try_from(*end).ok());
        let span = bound(part).zip(bound(part.saturating_add(1)));
        let uses = span.and_then(|(start, end)| self.uses.get(start..end)).unwrap_or(&[]);
        uses.iter().filter_map(|number| usize::try_from(*number).ok())
    }
}

/// A step of a cycle: a part, and the row that puts it into the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CycleStep {
    pub(crate) id: String,
    pub(crate) row: RowId,
}

impl Parts {
    /// Whether any part goes into another.
    pub(crate) fn has_assemblies(&self) -> bool {
        self.uses.parents.iter().any(|parent| *parent != PartIndex::NONE)
    }

    /// Parts that others go into and that go into nothing, not even into the end product.
    pub(crate) fn roots(&self) -> Vec<PartIndex> {
        let mut is_used = vec![false; self.len()];
        let mut has_children = vec![false; self.len()];
        for (part, parent) in self.uses.parts.iter().zip(&self.uses.parents) {
            if let Some(slot) = is_used.get_mut(part.at()) {
                *slot = true;
            }
            if let Some(slot) = has_children.get_mut(parent.at()) {
                *slot = true;
            }
        }
        let marks = is_used.iter().zip(&has_children).enumerate();
        let roots = marks.filter(|(_, (used, parent))| !**used && **parent);
        roots.map(|(at, _)| PartIndex::of(at)).collect()
    }

    /// Which parts go into `root`, directly or through others, `root` included; without a root,
    /// into the end product.
    pub(super) fn reached(&self, children: &Children, root: Option<PartIndex>) -> Vec<bool> {
        let mut reached = vec![false; self.len()];
        let mut open = Vec::new();
        let mut meet = |part: PartIndex, open: &mut Vec<PartIndex>| {
            if let Some(slot) = reached.get_mut(part.at()).filter(|slot| !**slot) {
                *slot = true;
                open.push(part);
            }
        };
        match root {
            Some(root) => meet(root, &mut open),
            None => {
                for (part, parent) in self.uses.parts.iter().zip(&self.uses.parents) {
                    if *parent == PartIndex::NONE {
                        meet(*part, &mut open);
                    }
                }
            }
        }
        while let Some(part) = open.pop() {
            for use_at in children.of_part(part.at()) {
                if let Some(child) = self.uses.parts.get(use_at) {
                    meet(*child, &mut open);
                }
            }
        }
        reached
    }

    /// A cycle among all the parts; empty if there is none.
    pub(crate) fn any_cycle(&self) -> Vec<CycleStep> {
        self.cycle(&vec![true; self.len()])
    }

    /// A cycle among the parts that are not `settled`, each step with its row; empty if there is none.
    ///
    /// Parts are taken off as long as nothing that is left goes into them; what remains has a
    /// part of itself within.
    pub(super) fn cycle(&self, is_left: &[bool]) -> Vec<CycleStep> {
        let left = |part: PartIndex| is_left.get(part.at()).copied().unwrap_or(false);
        let uses_of = Children::uses_of(self);
        // Going up from any part that is left and has a parent that is left must come back to a
        // part that was met before, once all parts without such a parent are taken off.
        let parents = self.parents_left(is_left);
        let Some(start) = self.all().find(|part| parents.get(part.at()).is_some_and(|n| *n)) else {
            return Vec::new();
        };
        let mut met_at: Vec<Option<usize>> = vec![None; self.len()];
        let mut path: Vec<CycleStep> = Vec::new();
        let mut part = start;
        loop {
            let Some(slot) = met_at.get_mut(part.at()) else { return Vec::new() };
            if let Some(from) = *slot {
                return path.split_off(from);
            }
            *slot = Some(path.len());
            let up = uses_of.of_part(part.at()).find_map(|at| {
                let parent = *self.uses.parents.get(at)?;
                let is_cyclic = parents.get(parent.at()).is_some_and(|n| *n);
                (left(parent) && is_cyclic).then_some((at, parent))
            });
            let Some((at, parent)) = up else { return Vec::new() };
            let row = self.uses.rows.get(at).copied().unwrap_or(RowId::NONE);
            path.push(CycleStep { id: self.id(part).to_owned(), row });
            part = parent;
        }
    }

    /// Which parts are on a cycle or below one, among those that are left.
    fn parents_left(&self, is_left: &[bool]) -> Vec<bool> {
        let left = |part: PartIndex| is_left.get(part.at()).copied().unwrap_or(false);
        let children = Children::of(self);
        let mut counts = vec![0u32; self.len()];
        for (part, parent) in self.uses.parts.iter().zip(&self.uses.parents) {
            if left(*part) && left(*parent) {
                if let Some(slot) = counts.get_mut(part.at()) {
                    *slot = slot.saturating_add(1);
                }
            }
        }
        let zero = |counts: &[u32], part: PartIndex| counts.get(part.at()) == Some(&0);
        let mut open: Vec<PartIndex> =
            self.all().filter(|part| left(*part) && zero(&counts, *part)).collect();
        while let Some(part) = open.pop() {
            for at in children.of_part(part.at()) {
                let Some(child) = self.uses.parts.get(at).copied().filter(|child| left(*child))
                else {
                    continue;
                };
                if let Some(slot) = counts.get_mut(child.at()) {
                    *slot = slot.saturating_sub(1);
                }
                if zero(&counts, child) {
                    open.push(child);
                }
            }
        }
        counts.iter().zip(is_left).map(|(count, left)| *left && *count > 0).collect()
    }
}
