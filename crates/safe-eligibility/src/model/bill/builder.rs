//! Builds a bill line by line and checks it once it is complete.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::problem::{BillProblem, BillProblems};
use super::shape::Hook;
use super::{BillOfMaterials, Use, code_of, natural};
use crate::model::country::Origin;
use crate::model::exact::Exact;
use crate::model::figure::{Amount, Quantity};
use crate::model::product::CurrencyCode;

/// A line to be added to a bill.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct BomLine<'a> {
    /// Id, unique among the lines.
    pub id: &'a str,
    /// Where it is used, and how many.
    pub position: Position<'a>,
    /// Description; `None`: not stated.
    pub description: Option<&'a str>,
    /// Cost of one unit; `None`: not stated.
    pub unit_cost: Option<UnitCost>,
    /// Where it originates; `None`: not stated.
    pub origin: Option<Origin>,
    /// Where it is bought from; `None`: not stated.
    pub sourced_from: Option<Origin>,
    /// Id of a contractor or subcontractor; `None`: not stated.
    pub supplier: Option<&'a str>,
}

impl<'a> BomLine<'a> {
    /// A line of which nothing but its id and place is stated.
    #[must_use]
    pub fn new(id: &'a str, position: Position<'a>) -> Self {
        Self {
            id,
            position,
            description: None,
            unit_cost: None,
            origin: None,
            sourced_from: None,
            supplier: None,
        }
    }
}

/// Where a line is used.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "contract section 1 closes the list")]
pub enum Position<'a> {
    /// In the end product itself.
    EndProduct(Quantity),
    /// In one unit of the line of that id, which may come later.
    Parent(&'a str, Quantity),
    /// In several places: line or end product (`None`), and how many. Never empty.
    Shared(&'a [(Option<&'a str>, Quantity)]),
}

/// Cost of one unit.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "contract section 1 closes the list")]
pub enum UnitCost {
    /// An amount.
    Exact(Amount, CurrencyCode),
    /// From the first to the second amount, both included; the first is not the greater.
    Range(Amount, Amount, CurrencyCode),
}

/// A bill that is being built.
#[derive(Debug, Default)]
pub struct BillBuilder {
    pub(super) bill: BillOfMaterials,
    // Parents named before they were found: line, and which of its uses.
    pending: Vec<(usize, Option<usize>, Box<str>)>,
    pub(super) ids_ascend: bool,
    suppliers: BTreeMap<Box<str>, u32>,
    last_supplier: u32,
    currencies: BTreeMap<CurrencyCode, usize>,
    last_currency: usize,
    last_parent: usize,
    // Whether lines are missing, and with them perhaps a parent that is not found.
    is_incomplete: bool,
    // `None`: as many as there are.
    most_problems: Option<usize>,
    problems: BillProblems,
}

const MOST_LINES: usize = 4_000_000_000;

impl BillBuilder {
    /// Makes room for that many further lines like those that were added, or for usual ones.
    pub fn reserve(&mut self, lines: usize) {
        self.bill.ids.reserve(lines);
        self.bill.descriptions.reserve(lines);
        self.bill.quantities.reserve(lines);
        self.bill.unit_costs.reserve(lines);
        self.bill.currencies.reserve(lines);
        self.bill.origins.reserve(lines);
    }

    /// Keeps that many problems at most, the first found, and only counts the others.
    pub fn keep_problems(&mut self, most: usize) {
        self.most_problems = Some(most);
    }

    /// Tells that some line cannot be added; a parent that is not found may be that line.
    pub fn leave_out_line(&mut self) {
        self.is_incomplete = true;
    }

    /// How many lines were added.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bill.len()
    }

    /// Whether no line was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bill.is_empty()
    }

    /// Every supplier named so far with the first line that names it, in the order of these lines.
    pub fn suppliers_by_line(&self) -> impl Iterator<Item = (usize, &str)> {
        self.bill.suppliers_by_line()
    }

    /// Adds a line; what is wrong with it is told by [`finish`](Self::finish).
    #[inline]
    pub fn push(&mut self, line: BomLine<'_>) {
        let at = self.bill.len();
        self.ids_ascend = at == 0
            || (self.ids_ascend
                && natural::compare(self.bill.ids.get(at.saturating_sub(1)), line.id).is_lt());
        let quantity = self.place(at, line.position);
        self.bill.quantities.push(quantity.map(Quantity::figure));
        self.push_cost(at, line.unit_cost);
        self.bill.ids.push(line.id);
        self.bill.descriptions.push(line.description.unwrap_or(""));
        self.bill.origins.push(code_of(line.origin));
        if let Some(origin) = line.sourced_from {
            self.bill.sources.push(at, origin);
        }
        self.push_supplier(at, line.supplier);
    }

    /// Hands out the bill.
    ///
    /// # Errors
    ///
    /// Every [`BillProblem`] of the bill, in the order of the lines. Cycles are looked for where no
    /// two lines have one id.
    pub fn finish(mut self) -> Result<BillOfMaterials, BillProblems> {
        if self.bill.len() > MOST_LINES {
            return Err(BillProblems { list: vec![BillProblem::TooManyLines], more: 0 });
        }
        if !self.pending.is_empty() || !self.ids_ascend {
            let twins = self.look_up_ids();
            if !twins.is_empty() {
                // A cycle through one of them may only come from taking it for the other.
                self.bill.shape.cut_off(&twins);
            }
        }
        for line in self.bill.shape.finish().err().into_iter().flatten() {
            let id = self.bill.id(line);
            self.problems
                .note(self.most_problems, || BillProblem::Cycle { line, id: id.to_owned() });
        }
        self.problems.list.sort_by_key(BillProblem::line);
        if self.problems.is_empty() { Ok(self.bill) } else { Err(self.problems) }
    }

    #[inline]
    fn place(&mut self, at: usize, position: Position<'_>) -> Option<Quantity> {
        match position {
            Position::EndProduct(quantity) => {
                self.bill.shape.push(at, Hook::EndProduct);
                Some(quantity)
            }
            Position::Parent(parent, quantity) => {
                let hook = self.known_parent(at, parent).map_or(Hook::Awaited, Hook::Parent);
                if hook == Hook::Awaited {
                    self.pending.push((at, None, parent.into()));
                }
                self.bill.shape.push(at, hook);
                Some(quantity)
            }
            Position::Shared(uses) => {
                self.bill.shape.push(at, Hook::Shared);
                self.share(at, uses);
                None
            }
        }
    }

    // Bills are mostly written parent before child: a parent is then the line before, an
    // ancestor of it, or the parent of the line before, or the one after that.
    #[inline]
    fn known_parent(&mut self, at: usize, parent: &str) -> Option<usize> {
        let mut candidate = at.checked_sub(1);
        for _ in 0..16 {
            let Some(line) = candidate else { break };
            if self.bill.ids.get(line) == parent {
                self.last_parent = line;
                return Some(line);
            }
            candidate = self.bill.shape.parent(line);
        }
        let next = [self.last_parent, self.last_parent.saturating_add(1)];
        let found =
            next.into_iter().find(|line| *line < at && self.bill.ids.get(*line) == parent)?;
        self.last_parent = found;
        Some(found)
    }

    fn share(&mut self, at: usize, uses: &[(Option<&str>, Quantity)]) {
        if uses.is_empty() {
            self.problems.note(self.most_problems, || BillProblem::NoUse { line: at });
        }
        for (index, (parent, _)) in uses.iter().enumerate() {
            if let Some(parent) = parent {
                self.pending.push((at, Some(index), (*parent).into()));
            }
        }
        self.bill
            .shape
            .share(at, uses.iter().map(|(_, quantity)| Use { parent: None, quantity: *quantity }));
    }

    #[inline]
    fn push_cost(&mut self, at: usize, cost: Option<UnitCost>) {
        let (least, currency) = match cost {
            None => (None, None),
            Some(UnitCost::Exact(amount, currency)) => (Some(amount), Some(currency)),
            Some(UnitCost::Range(least, most, currency)) => {
                self.push_highest(at, Some(least.exact()), most);
                (Some(least), Some(currency))
            }
        };
        self.bill.unit_costs.push(least.map(Amount::figure));
        self.push_currency(currency);
    }

    #[inline]
    pub(super) fn push_currency(&mut self, currency: Option<CurrencyCode>) {
        let index = currency.map_or(0, |currency| self.currency_index(currency));
        self.bill.currencies.push(u16::try_from(index).unwrap_or(0));
    }

    pub(super) fn push_highest(&mut self, at: usize, least: Option<Exact>, most: Amount) {
        if least.is_some_and(|least| least > most.exact()) {
            let backwards = || BillProblem::BackwardsRange { line: at };
            self.problems.note(self.most_problems, backwards);
        }
        self.bill.highest_costs.push(at, most);
    }

    pub(super) fn ids_ascend_throughout(&self) -> bool {
        let ids = &self.bill.ids;
        let ascend =
            |line: usize| natural::compare(ids.get(line.saturating_sub(1)), ids.get(line)).is_lt();
        (1..ids.len()).all(ascend)
    }

    #[inline]
    fn currency_index(&mut self, currency: CurrencyCode) -> usize {
        let codes = &mut self.bill.currency_codes;
        if codes.get(self.last_currency) != Some(&currency) {
            let next = codes.len();
            self.last_currency = *self.currencies.entry(currency).or_insert_with(|| {
                codes.push(currency);
                next
            });
        }
        self.last_currency.saturating_add(1)
    }

    #[inline]
    pub(super) fn push_supplier(&mut self, at: usize, supplier: Option<&str>) {
        let Some(supplier) = supplier else {
            if !self.bill.suppliers.is_empty() {
                self.bill.suppliers.push(0);
            }
            return;
        };
        // The column starts with the first line that names a supplier.
        if self.bill.suppliers.is_empty() {
            self.bill.suppliers.resize(at, 0);
        }
        let last = usize::try_from(self.last_supplier).ok().and_then(|at| at.checked_sub(1));
        if last.and_then(|at| self.bill.supplier_ids.get(at)).map(AsRef::as_ref) != Some(supplier) {
            self.last_supplier = self.supplier_index(at, supplier);
        }
        self.bill.suppliers.push(self.last_supplier);
    }

    fn supplier_index(&mut self, at: usize, supplier: &str) -> u32 {
        if let Some(index) = self.suppliers.get(supplier) {
            return *index;
        }
        self.bill.supplier_ids.push(supplier.into());
        self.bill.supplier_lines.push(at);
        let index = u32::try_from(self.bill.supplier_ids.len()).unwrap_or(0);
        self.suppliers.insert(supplier.into(), index);
        index
    }

    // Finds the parents that were named before they came; whether two lines have one id.
    fn look_up_ids(&mut self) -> BTreeSet<usize> {
        let mut twins = BTreeSet::new();
        let hasher = DefaultHashBuilder::default();
        let ids = &self.bill.ids;
        let hash =
            |line: &u32| hasher.hash_one(ids.get(usize::try_from(*line).unwrap_or(usize::MAX)));
        let mut table: HashTable<u32> = HashTable::with_capacity(self.bill.origins.len());
        for (line, number) in (0..self.bill.origins.len()).zip(0u32..) {
            let id = ids.get(line);
            let twin =
                |other: &u32| usize::try_from(*other).is_ok_and(|other| ids.get(other) == id);
            match table
                .find(hasher.hash_one(id), twin)
                .and_then(|first| usize::try_from(*first).ok())
            {
                Some(first) => {
                    twins.extend([first, line]);
                    self.problems.note(self.most_problems, || {
                        let id = id.to_owned();
                        BillProblem::DuplicateId { line, first, id }
                    });
                }
                None => {
                    table.insert_unique(hasher.hash_one(id), number, hash);
                }
            }
        }
        let mut starts = 0;
        let mut start_of: Option<usize> = None;
        for (line, used_in, parent) in std::mem::take(&mut self.pending) {
            let named =
                |other: &u32| usize::try_from(*other).is_ok_and(|other| ids.get(other) == &*parent);
            let found = table.find(hasher.hash_one(&*parent), named);
            let Some(found) = found.and_then(|found| usize::try_from(*found).ok()) else {
                if !self.is_incomplete {
                    let parent = parent.into_string();
                    self.problems.note(self.most_problems, || BillProblem::UnknownParent {
                        line,
                        used_in,
                        parent,
                    });
                }
                continue;
            };
            let Some(index) = used_in else {
                self.bill.shape.hang(line, found);
                continue;
            };
            if start_of != Some(line) {
                starts = self.bill.shape.uses_start(line);
                start_of = Some(line);
            }
            let slot = self.bill.shape.uses_mut().get_mut(starts.saturating_add(index));
            if let Some(using) = slot {
                using.parent = Some(found);
            }
        }
        twins
    }
}
