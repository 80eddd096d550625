//! How the lines of a bill hang together.

use std::collections::BTreeSet;

use super::Use;

const NONE: u32 = u32::MAX;
const SHARED: u32 = u32::MAX - 1;

/// Parents, shared uses, assemblies, and an order in which every line comes before its parents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    // Empty for a flat bill; else the index of the parent, `NONE`, or `SHARED`.
    parents: Vec<u32>,
    // INVARIANT: ascending by line; the ends of its uses in `uses`.
    shared: Vec<(u32, usize)>,
    uses: Vec<Use>,
    // Empty for a flat bill; else one more than the number of the assembly, 0 for a line without
    // children.
    assemblies: Vec<u32>,
    assembly_count: usize,
    // Empty where every parent stands before its children.
    order: Vec<u32>,
}

/// Where a line goes, while the bill is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hook {
    EndProduct,
    Parent(usize),
    /// A parent that is named but not found yet; see `Shape::hang`.
    Awaited,
    Shared,
}

impl Shape {
    pub(super) fn is_flat(&self) -> bool {
        self.parents.is_empty()
    }

    #[inline]
    pub(super) fn parent(&self, line: usize) -> Option<usize> {
        let parent = *self.parents.get(line)?;
        if parent >= SHARED { None } else { usize::try_from(parent).ok() }
    }

    pub(super) fn shared_uses(&self, line: usize) -> &[Use] {
        let start = self.uses_start(line);
        let end = self
            .shared_at(line)
            .and_then(|found| self.shared.get(found))
            .map_or(start, |(_, end)| *end);
        self.uses.get(start..end).unwrap_or(&[])
    }

    pub(super) fn uses_start(&self, line: usize) -> usize {
        let before = self.shared_at(line).and_then(|found| self.shared.get(found.checked_sub(1)?));
        before.map_or(0, |(_, end)| *end)
    }

    fn shared_at(&self, line: usize) -> Option<usize> {
        let line = u32::try_from(line).ok()?;
        self.shared.binary_search_by_key(&line, |(at, _)| *at).ok()
    }

    /// The number of a line among the lines that have children, dense from 0.
    #[inline]
    pub(crate) fn assembly(&self, line: usize) -> Option<usize> {
        usize::try_from(*self.assemblies.get(line)?).ok()?.checked_sub(1)
    }

    /// Whether every parent stands before its children.
    pub(crate) fn is_in_document_order(&self) -> bool {
        self.order.is_empty()
    }

    pub(crate) fn assembly_count(&self) -> usize {
        self.assembly_count
    }

    /// Every line, each after all the lines it goes into.
    pub(crate) fn parents_first(
        &self,
        lines: usize,
    ) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let natural = if self.order.is_empty() { lines } else { 0 };
        let ordered = self.order.iter().filter_map(|line| usize::try_from(*line).ok());
        (0..natural).chain(ordered)
    }

    pub(super) fn push(&mut self, line: usize, hook: Hook) {
        if self.parents.is_empty() {
            if hook == Hook::EndProduct {
                return;
            }
            self.parents.resize(line, NONE);
        }
        self.parents.push(match hook {
            Hook::EndProduct | Hook::Awaited => NONE,
            Hook::Shared => SHARED,
            Hook::Parent(parent) => u32::try_from(parent).unwrap_or(NONE),
        });
    }

    pub(super) fn hang(&mut self, line: usize, parent: usize) {
        if let (Some(slot), Ok(parent)) = (self.parents.get_mut(line), u32::try_from(parent)) {
            *slot = parent;
        }
    }

    pub(super) fn share(&mut self, line: usize, uses: impl IntoIterator<Item = Use>) {
        self.uses.extend(uses);
        self.shared.push((u32::try_from(line).unwrap_or(u32::MAX), self.uses.len()));
    }

    pub(super) fn uses_mut(&mut self) -> &mut [Use] {
        &mut self.uses
    }

    /// Leaves out every step into one of these lines.
    pub(super) fn cut_off(&mut self, lines: &BTreeSet<usize>) {
        for slot in &mut self.parents {
            if *slot < SHARED && usize::try_from(*slot).is_ok_and(|line| lines.contains(&line)) {
                *slot = NONE;
            }
        }
        for using in &mut self.uses {
            using.parent = using.parent.filter(|line| !lines.contains(line));
        }
    }

    /// Every step from a line to what it goes into.
    fn edges(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let single = self
            .parents
            .iter()
            .enumerate()
            .filter_map(|(line, _)| Some((line, self.parent(line)?)));
        let shared = self.shared.iter().flat_map(|(line, _)| {
            let line = usize::try_from(*line).unwrap_or(usize::MAX);
            self.shared_uses(line).iter().filter_map(move |using| Some((line, using.parent?)))
        });
        single.chain(shared)
    }

    /// Numbers the assemblies and finds the order; a line of each cycle is handed back.
    pub(super) fn finish(&mut self) -> Result<(), Vec<usize>> {
        if self.is_flat() {
            return Ok(());
        }
        let lines = self.parents.len();
        let mut assemblies = vec![0u32; lines];
        let mut in_order = true;
        for (line, parent) in self.edges() {
            in_order &= parent < line;
            if let Some(slot) = assemblies.get_mut(parent) {
                *slot = 1;
            }
        }
        let mut count = 0u32;
        for slot in assemblies.iter_mut().filter(|slot| **slot == 1) {
            count = count.saturating_add(1);
            *slot = count;
        }
        self.assemblies = assemblies;
        self.assembly_count = usize::try_from(count).unwrap_or(usize::MAX);
        if in_order { Ok(()) } else { self.sort() }
    }

    // Kahn's way: a line is ready once all lines it goes into are placed.
    fn sort(&mut self) -> Result<(), Vec<usize>> {
        let lines = self.parents.len();
        let mut waiting = vec![0u32; lines];
        let mut children_end = vec![0usize; lines.saturating_add(1)];
        for (line, parent) in self.edges() {
            bump(&mut waiting, line);
            if let Some(slot) = children_end.get_mut(parent) {
                *slot = slot.saturating_add(1);
            }
        }
        let mut sum = 0usize;
        for slot in &mut children_end {
            sum = sum.saturating_add(*slot);
            *slot = sum;
        }
        let mut children = vec![0u32; sum];
        for (line, parent) in self.edges() {
            if let Some(slot) = children_end.get_mut(parent) {
                *slot = slot.saturating_sub(1);
                if let Some(child) = children.get_mut(*slot) {
                    *child = u32::try_from(line).unwrap_or(u32::MAX);
                }
            }
        }
        // `children_end` now holds the start of each line's children.
        let starts = children_end;
        let mut order: Vec<u32> = Vec::with_capacity(lines);
        let roots = waiting.iter().enumerate().filter(|(_, count)| **count == 0);
        order.extend(roots.filter_map(|(line, _)| u32::try_from(line).ok()));
        let mut next = 0;
        while let Some(line) = order.get(next).and_then(|line| usize::try_from(*line).ok()) {
            next = next.saturating_add(1);
            let start = starts.get(line).copied().unwrap_or(0);
            let end = starts.get(line.saturating_add(1)).copied().unwrap_or(start);
            for child in children.get(start..end).unwrap_or(&[]) {
                let Some(count) = usize::try_from(*child).ok().and_then(|at| waiting.get_mut(at))
                else {
                    continue;
                };
                *count = count.saturating_sub(1);
                if *count == 0 {
                    order.push(*child);
                }
            }
        }
        if order.len() < lines {
            return Err(self.on_cycles(&waiting));
        }
        self.order = order;
        Ok(())
    }

    // What still waits either is on a cycle or hangs below one: going up ends in a cycle, or where
    // an earlier way up has been.
    fn on_cycles(&self, waiting: &[u32]) -> Vec<usize> {
        let stuck = |line: usize| waiting.get(line).is_some_and(|count| *count > 0);
        // The way on which a line was passed, 0 for none.
        let mut passed = vec![0usize; waiting.len()];
        let mut found = Vec::new();
        for start in (0..waiting.len()).filter(|line| stuck(*line)) {
            let way = start.saturating_add(1);
            let mut next = Some(start);
            while let Some(line) = next {
                match passed.get_mut(line) {
                    Some(slot) if *slot == 0 => *slot = way,
                    Some(slot) => {
                        found.extend((*slot == way).then_some(line));
                        break;
                    }
                    None => break,
                }
                let single = self.parent(line);
                let shared = self.shared_uses(line).iter().filter_map(|using| using.parent);
                next = single.into_iter().chain(shared).find(|parent| stuck(*parent));
            }
        }
        found
    }
}

fn bump(counts: &mut [u32], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count = count.saturating_add(1);
    }
}
