//! What the declarations about one and the same come to on a day.

use std::collections::BTreeMap;

use safe_eligibility::model::country::Origin;
use safe_eligibility::model::day::Day;

use super::replacing::Replacing;
use super::{About, Declaration, OriginChoices, OriginRemark, Replaces};

/// The declarations about the same that count on a day.
#[derive(Debug)]
pub(super) struct Settled<'d> {
    pub(super) about: &'d About,
    /// Their places in the list, in order; none where none counts.
    pub(super) rows: Vec<usize>,
    /// What they say; `None` where they contradict each other or are not clear.
    pub(super) origin: Option<Origin>,
}

/// Weighs all declarations against each other, those about the same together.
pub(super) fn settle<'d>(
    list: &'d [Declaration],
    day: Day,
    choices: &OriginChoices,
    remarks: &mut Vec<OriginRemark>,
) -> Vec<Settled<'d>> {
    let mut groups: BTreeMap<&About, Vec<usize>> = BTreeMap::new();
    for (at, declaration) in list.iter().enumerate() {
        groups.entry(&declaration.about).or_default().push(at);
    }
    let groups = groups.into_iter();
    groups.map(|(about, rows)| Group { list, day, remarks }.settle(about, &rows, choices)).collect()
}

struct Group<'d, 'r> {
    list: &'d [Declaration],
    day: Day,
    remarks: &'r mut Vec<OriginRemark>,
}

impl<'d> Group<'d, '_> {
    fn settle(mut self, about: &'d About, all: &[usize], choices: &OriginChoices) -> Settled<'d> {
        let valid: Vec<usize> = all
            .iter()
            .copied()
            .filter(|row| {
                let declaration = self.list.get(*row);
                let is_valid = declaration.is_some_and(|one| one.is_valid_on(self.day));
                if let Some(one) = declaration.filter(|_| !is_valid) {
                    self.remarks.push(OriginRemark::NotValid {
                        at: one.row.clone(),
                        about: one.about.clone(),
                        day: self.day,
                        first: one.valid_from,
                        last: one.valid_until,
                    });
                }
                is_valid
            })
            .collect();
        let mut rows = self.without_replaced(all, &valid);
        let mut origin = self.common(&rows);
        if origin.is_none() && rows.len() > 1 && choices.later_wins {
            let latest = self.latest(&rows);
            if latest.len() < rows.len() {
                let at = self.source(latest.first());
                let others = rows.iter().filter(|row| !latest.contains(row));
                for other in others.filter_map(|row| self.list.get(*row)) {
                    if let Some(by) = at.clone() {
                        self.remarks.push(OriginRemark::Replaced { at: other.row.clone(), by });
                    }
                }
                rows = latest;
                origin = self.common(&rows);
            }
        }
        Settled { about, rows, origin }
    }

    fn without_replaced(&mut self, all: &[usize], valid: &[usize]) -> Vec<usize> {
        let replacing = Replacing::new(self.list, all, self.day);
        let replaced = replacing.replaced();
        for row in all {
            let Some(one) = self.list.get(*row) else { continue };
            if let Replaces::Document(given) = &one.replaces {
                if !replacing.has_other(*row, given) {
                    let (at, given) = (one.row.clone(), given.to_string());
                    self.remarks.push(OriginRemark::ReplacesNothing { at, given });
                }
            }
            if let Some(by) = self.source(replaced.get(row)) {
                self.remarks.push(OriginRemark::Replaced { at: one.row.clone(), by });
            }
        }
        valid.iter().copied().filter(|row| !replaced.contains_key(row)).collect()
    }

    // By the first day of validity where all state one, by the order of the rows where none does.
    fn latest(&self, rows: &[usize]) -> Vec<usize> {
        let firsts: Vec<Option<Day>> =
            rows.iter().map(|row| self.list.get(*row).and_then(|one| one.valid_from)).collect();
        if firsts.iter().all(Option::is_none) {
            return rows.last().copied().into_iter().collect();
        }
        if firsts.iter().any(Option::is_none) {
            return rows.to_vec();
        }
        let last = firsts.iter().max();
        let pairs = rows.iter().zip(&firsts).filter(|(_, first)| Some(*first) == last);
        pairs.map(|(row, _)| *row).collect()
    }

    fn common(&self, rows: &[usize]) -> Option<Origin> {
        let mut origins = rows.iter().map(|row| self.list.get(*row).and_then(|one| one.origin));
        let first = origins.next()??;
        origins.all(|origin| origin == Some(first)).then_some(first)
    }

    fn source(&self, row: Option<&usize>) -> Option<crate::source::Source> {
        self.list.get(*row?).map(|one| one.row.clone())
    }
}
