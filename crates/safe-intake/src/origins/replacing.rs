//! Which declarations others take the place of.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use safe_eligibility::model::day::Day;

use super::{Declaration, Replaces};

/// What declarations about the same say of each other.
///
/// A declaration is replaced from the first day of the one that replaces it, for good. Where some
/// replace each other in a circle, none of them has the last word, and none is replaced.
pub(super) struct Replacing<'d> {
    list: &'d [Declaration],
    all: &'d [usize],
    // By document in small letters: the rows that have it, and those begun that replace it.
    having: BTreeMap<String, Vec<usize>>,
    naming: BTreeMap<String, Vec<usize>>,
    // Those begun that replace every other, but no more of them than can make a difference.
    sweeping: Vec<usize>,
    begun: BTreeSet<usize>,
}

impl<'d> Replacing<'d> {
    pub(super) fn new(list: &'d [Declaration], all: &'d [usize], day: Day) -> Self {
        let mut replacing = Self {
            list,
            all,
            having: BTreeMap::new(),
            naming: BTreeMap::new(),
            sweeping: Vec::new(),
            begun: BTreeSet::new(),
        };
        for (row, one) in all.iter().filter_map(|row| Some((*row, list.get(*row)?))) {
            if let Some(document) = folded(one.document.as_deref()) {
                replacing.having.entry(document).or_default().push(row);
            }
            if one.has_begun_on(day) {
                replacing.begun.insert(row);
                match &one.replaces {
                    Replaces::Nothing => {}
                    Replaces::Others => replacing.sweep(row),
                    Replaces::Document(name) => {
                        replacing.naming.entry(name.to_lowercase()).or_default().push(row);
                    }
                }
            }
        }
        replacing
    }

    /// Whether another row has a document.
    pub(super) fn has_other(&self, row: usize, document: &str) -> bool {
        let rows = self.having.get(&document.to_lowercase());
        rows.is_some_and(|rows| rows.iter().any(|other| *other != row))
    }

    /// Each row that is replaced, with one that replaces it.
    pub(super) fn replaced(&self) -> BTreeMap<usize, usize> {
        let mut replaced = BTreeMap::new();
        // From those that nothing replaces on to what they replace, and what that replaced: what
        // is not reached stands in a circle.
        let mut open: Vec<usize> =
            self.all.iter().copied().filter(|row| !self.is_replaceable(*row)).collect();
        let mut done: BTreeSet<String> = BTreeSet::new();
        while let Some(row) = open.pop() {
            for target in self.targets(row, &mut done) {
                if let Entry::Vacant(entry) = replaced.entry(target) {
                    entry.insert(row);
                    open.push(target);
                }
            }
        }
        replaced
    }

    // Two with one document, and two with another, leave out no row that any number would reach.
    fn sweep(&mut self, row: usize) {
        let alike =
            self.sweeping.iter().filter(|other| self.document(**other) == self.document(row));
        if alike.count() < 2 && self.sweeping.len() < 4 {
            self.sweeping.push(row);
        }
    }

    fn is_replaceable(&self, row: usize) -> bool {
        let named = self.document(row).and_then(|document| self.naming.get(&document));
        named.is_some_and(|by| by.iter().any(|other| *other != row))
            || self.sweeping.iter().any(|other| self.is_swept(row, *other))
    }

    // One that names the document of a sweeping one came after it.
    fn is_swept(&self, row: usize, by: usize) -> bool {
        let names = match self.list.get(row).map(|one| &one.replaces) {
            Some(Replaces::Document(name)) => Some(name.to_lowercase()),
            Some(Replaces::Nothing | Replaces::Others) | None => None,
        };
        row != by && (names.is_none() || names != self.document(by))
    }

    // Of rows that replace the same document, the first that is asked for answers for all.
    fn targets(&self, row: usize, done: &mut BTreeSet<String>) -> Vec<usize> {
        let Some(one) = self.list.get(row).filter(|_| self.begun.contains(&row)) else {
            return Vec::new();
        };
        match &one.replaces {
            Replaces::Others if self.sweeping.contains(&row) => {
                self.all.iter().copied().filter(|other| self.is_swept(*other, row)).collect()
            }
            Replaces::Nothing | Replaces::Others => Vec::new(),
            Replaces::Document(name) => {
                let name = name.to_lowercase();
                let rows = self.having.get(&name).cloned().unwrap_or_default();
                let is_new = done.insert(name);
                rows.into_iter().filter(|other| is_new && *other != row).collect()
            }
        }
    }

    fn document(&self, row: usize) -> Option<String> {
        folded(self.list.get(row)?.document.as_deref())
    }
}

fn folded(text: Option<&str>) -> Option<String> {
    text.map(str::to_lowercase)
}
