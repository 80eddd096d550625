//! Names, each once, found by their text.

use std::cmp::Ordering;
use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use safe_eligibility::model::bill::{TextColumn, compare_ids};

/// Names by the order in which they were added.
///
/// Most tables are sorted. As long as names ascend, each new one is known to be new by looking at
/// the last, and nothing is hashed.
#[derive(Debug, Default)]
pub(crate) struct Names {
    texts: TextColumn,
    // INVARIANT: while it is not set, the names ascend strictly and `table` is empty.
    is_hashed: bool,
    table: HashTable<Entry>,
    hasher: DefaultHashBuilder,
}

/// A name with half of its hash, so that the table grows without looking at the texts.
#[derive(Clone, Copy, Debug)]
struct Entry {
    number: u32,
    hash: u32,
}

impl Entry {
    /// The half, spread over all bits that the table looks at.
    #[inline]
    fn spread(hash: u32) -> u64 {
        u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

impl Names {
    /// The number of a name, and whether it is new.
    #[inline]
    pub(crate) fn add(&mut self, name: &str) -> (u32, bool) {
        if !self.is_hashed {
            let Some(last) = self.texts.len().checked_sub(1) else {
                return (self.push(name), true);
            };
            match compare_ids(self.texts.get(last), name) {
                Ordering::Less => return (self.push(name), true),
                Ordering::Equal => return (number_of(last), false),
                Ordering::Greater => self.hash_all(),
            }
        }
        let hash = self.hash(name);
        if let Some(number) = self.hashed(name, hash) {
            return (number, false);
        }
        let number = self.push(name);
        let entry = Entry { number, hash };
        self.table.insert_unique(Entry::spread(hash), entry, |other| Entry::spread(other.hash));
        (number, true)
    }

    /// The number of a name, if there is one.
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        if self.is_hashed {
            return self.hashed(name, self.hash(name));
        }
        let (mut low, mut high) = (0, self.texts.len());
        while low < high {
            let middle = low.midpoint(high);
            match compare_ids(self.texts.get(middle), name) {
                Ordering::Less => low = middle.saturating_add(1),
                Ordering::Equal => return Some(number_of(middle)),
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    #[inline]
    fn push(&mut self, name: &str) -> u32 {
        let number = number_of(self.texts.len());
        self.texts.push(name);
        number
    }

    #[inline]
    fn hash(&self, name: &str) -> u32 {
        let hash = self.hasher.hash_one(name);
        u32::try_from(hash & u64::from(u32::MAX)).unwrap_or(0)
    }

    #[inline]
    fn hashed(&self, name: &str, hash: u32) -> Option<u32> {
        let is_same = |other: &Entry| {
            other.hash == hash
                && usize::try_from(other.number).is_ok_and(|at| self.texts.get(at) == name)
        };
        self.table.find(Entry::spread(hash), is_same).map(|entry| entry.number)
    }

    #[cold]
    fn hash_all(&mut self) {
        self.is_hashed = true;
        let mut table = HashTable::with_capacity(self.texts.len());
        for at in 0..self.texts.len() {
            let entry = Entry { number: number_of(at), hash: self.hash(self.texts.get(at)) };
            let hash = Entry::spread(entry.hash);
            table.insert_unique(hash, entry, |other| Entry::spread(other.hash));
        }
        self.table = table;
    }

    /// A name; empty beyond the last.
    #[inline]
    pub(crate) fn get(&self, number: usize) -> &str {
        self.texts.get(number)
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether the names are known to ascend strictly.
    pub(crate) fn ascend(&self) -> bool {
        !self.is_hashed
    }

    /// The names, in the order in which they were added.
    pub(crate) fn into_texts(self) -> TextColumn {
        self.texts
    }

    /// Whether there are more names than 32 bits can number.
    pub(crate) fn is_full(&self) -> bool {
        u32::try_from(self.texts.len()).is_err()
    }
}

fn number_of(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_one_number_whether_names_ascend_or_not() {
        let mut names = Names::default();
        for (name, expected) in
            [("a1", (0, true)), ("a1", (0, false)), ("a2", (1, true)), ("a10", (2, true))]
        {
            assert_eq!(names.add(name), expected);
        }
        assert!(names.ascend());
        assert_eq!(
            [names.find("a2"), names.find("a10"), names.find("a3")],
            [Some(1), Some(2), None]
        );
        assert_eq!(names.add("a2"), (1, false));
        assert_eq!(names.add("A"), (3, true));
        assert!(!names.ascend());
        for number in 0..1000 {
            let number = number * 7 % 1000;
            names.add(&format!("b{number}"));
        }
        assert_eq!(names.len(), 1004);
        assert_eq!(names.find("b7").map(|at| names.get(usize::try_from(at).unwrap())), Some("b7"));
        assert_eq!([names.find("a10"), names.find("c")], [Some(2), None]);
    }
}
