//! Turns parts into a bill, in an order that does not depend on that of the rows.

mod lines;
mod rows;

use std::collections::BTreeMap;

use safe_eligibility::model::bill::{
    BillBuilder, BillOfMaterials, BillProblem, BomLine, Position, compare_ids,
};
use safe_eligibility::model::figure::Quantity;

pub(crate) use rows::BillRows;

use super::tree::{Children, CycleStep};
use super::{Fact, PartIndex, Parts, RowId};

/// A bill that was read from rows, and what became of them.
#[derive(Debug, Default)]
pub(crate) struct Finished {
    pub(crate) bill: BillOfMaterials,
    pub(crate) rows: BillRows,
    /// How many parts do not go into the end product, and the row of the first.
    pub(crate) unreached: (usize, RowId),
    /// Parts without children that cost nothing, and the row of the first.
    pub(crate) free_leaves: (usize, RowId),
    /// Parts with a cost of their own beside their children's, and the row of the first.
    pub(crate) own_costs: (usize, RowId),
    /// Suppliers that the procurement does not know, and the row of the first.
    pub(crate) unknown_suppliers: (usize, RowId),
    /// Parts without children that the table of parts does not have, and the row of a use of the
    /// first.
    pub(crate) undescribed: (usize, RowId),
}

/// What is wrong with the parts as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BuildProblem {
    /// Parts that go, through others, into themselves.
    Cycle(Vec<CycleStep>),
    /// More parts than can be numbered.
    TooManyParts,
    /// A problem that the rows cannot have caused.
    Bill(BillProblem),
}

impl Parts {
    /// Makes the bill of `root` or, without one, of what goes into the end product.
    ///
    /// Lines stand in the natural order of their ids. `may_drop_unreached` says that parts which
    /// do not go into the end product are products of their own, and not on a cycle.
    pub(crate) fn finish(
        self,
        root: Option<PartIndex>,
        may_drop_unreached: bool,
        supplier: &dyn Fn(&str) -> Option<Box<str>>,
    ) -> Result<Finished, Vec<BuildProblem>> {
        if self.ids.is_full() {
            return Err(vec![BuildProblem::TooManyParts]);
        }
        let mut making = Making::new(&self, root);
        if !may_drop_unreached {
            making.refuse_cycles()?;
        }
        if making.are_lines() {
            return self.into_lines(supplier);
        }
        let order = making.order();
        making.builder.reserve(order.len());
        for part in order {
            making.push(part, supplier);
        }
        let Making { builder, mut finished, undescribed, .. } = making;
        match builder.finish() {
            Ok(bill) => {
                finished.bill = bill;
                finished.count_costs();
                finished.count_undescribed(&undescribed);
                Ok(finished)
            }
            Err(problems) => Err(self.explained(root, problems.list)),
        }
    }

    /// Drops the own cost of every part with children; how many had one, and the row of the first.
    pub(crate) fn drop_assembly_costs(&mut self) -> (usize, RowId) {
        let mut dropped = (0, RowId::NONE);
        for at in 0..self.uses.parents.len() {
            let Some(parent) = self.uses.parents.get(at).copied() else { break };
            if !self.least_costs.is_absent(parent.at()) {
                count(&mut dropped, self.fact_row(parent, Fact::UnitCost));
                self.set_cost(parent, None);
            }
        }
        dropped
    }

    #[cold]
    fn explained(&self, root: Option<PartIndex>, problems: Vec<BillProblem>) -> Vec<BuildProblem> {
        let is_cycle = |problem: &BillProblem| matches!(problem, BillProblem::Cycle { .. });
        if problems.iter().any(is_cycle) {
            let reached = self.reached(&Children::of(self), root);
            let cycle = self.cycle(&reached);
            if !cycle.is_empty() {
                return vec![BuildProblem::Cycle(cycle)];
            }
        }
        problems.into_iter().map(BuildProblem::Bill).collect()
    }
}

/// A bill that is being made from parts.
struct Making<'p> {
    parts: &'p Parts,
    root: Option<PartIndex>,
    // Without a tree every part is reached by its own uses.
    reached: Option<Vec<bool>>,
    uses: UsesOf,
    builder: BillBuilder,
    finished: Finished,
    order_of_uses: Vec<usize>,
    supplier_ids: BTreeMap<u32, Option<Box<str>>>,
    // Lines that a table of parts does not have.
    undescribed: Vec<usize>,
}

/// A use: in which line, or in the end product, and how many.
type UseOf<'p> = (Option<&'p str>, Quantity);

/// The uses of each part.
enum UsesOf {
    /// The use of every part has the part's own index.
    Aligned,
    Grouped(Children),
}

impl<'p> Making<'p> {
    fn new(parts: &'p Parts, root: Option<PartIndex>) -> Self {
        let uses = &parts.uses;
        let is_aligned = uses.parts.len() == parts.len()
            && uses.parts.iter().enumerate().all(|(at, part)| part.at() == at);
        let is_flat =
            root.is_none() && uses.parents.iter().all(|parent| *parent == PartIndex::NONE);
        let reached = (!is_flat || !is_aligned).then(|| parts.reached(&Children::of(parts), root));
        Self {
            parts,
            root,
            reached,
            uses: if is_aligned {
                UsesOf::Aligned
            } else {
                UsesOf::Grouped(Children::uses_of(parts))
            },
            builder: BillOfMaterials::builder(),
            finished: Finished::default(),
            order_of_uses: Vec::new(),
            supplier_ids: BTreeMap::new(),
            undescribed: Vec::new(),
        }
    }

    fn is_line(&self, part: PartIndex) -> bool {
        let is_reached = |reached: &Vec<bool>| reached.get(part.at()).copied().unwrap_or(false);
        Some(part) != self.root && self.reached.as_ref().is_none_or(is_reached)
    }

    fn refuse_cycles(&self) -> Result<(), Vec<BuildProblem>> {
        let Some(reached) = &self.reached else { return Ok(()) };
        if reached.iter().all(|reached| *reached) {
            return Ok(());
        }
        let unreached: Vec<bool> = reached.iter().map(|reached| !reached).collect();
        let cycle = self.parts.cycle(&unreached);
        if cycle.is_empty() { Ok(()) } else { Err(vec![BuildProblem::Cycle(cycle)]) }
    }

    // Rows that are written in order, as most are, are seen to be so in one pass.
    fn order(&mut self) -> Vec<PartIndex> {
        let mut order: Vec<PartIndex> = Vec::with_capacity(self.parts.len());
        for part in self.parts.all() {
            if self.is_line(part) {
                order.push(part);
            } else if Some(part) != self.root {
                count(&mut self.finished.unreached, self.parts.row(part));
            }
        }
        let by_id =
            |a: &PartIndex, b: &PartIndex| compare_ids(self.parts.id(*a), self.parts.id(*b));
        if !self.parts.ids.ascend() && !order.is_sorted_by(|a, b| by_id(a, b).is_le()) {
            order.sort_unstable_by(by_id);
        }
        order
    }

    #[inline]
    fn push(&mut self, part: PartIndex, supplier: &dyn Fn(&str) -> Option<Box<str>>) {
        let parts = self.parts;
        let line = self.builder.len();
        let (single, uses) = if matches!(self.uses, UsesOf::Aligned) {
            (Some(self.take_use(part.at())), Vec::new())
        } else {
            self.take_uses(part)
        };
        self.note_uses(line);
        let position = match single {
            Some(_) if !uses.is_empty() => Position::Shared(&uses),
            Some((Some(parent), quantity)) => Position::Parent(parent, quantity),
            Some((None, quantity)) => Position::EndProduct(quantity),
            None => return,
        };
        let mut bom_line = BomLine::new(parts.id(part), position);
        bom_line.description = parts.description(part);
        bom_line.unit_cost = parts.unit_cost(part);
        bom_line.origin = parts.origin(part);
        bom_line.sourced_from = parts.sources.get(part.at()).copied().flatten();
        bom_line.supplier = known_supplier(
            parts,
            part,
            supplier,
            &mut self.supplier_ids,
            &mut self.finished.unknown_suppliers,
        );
        self.builder.push(bom_line);
        self.note_rows(part, line);
    }

    /// The first use of a part and, where there are others, all of them.
    #[inline]
    fn take_uses(&mut self, part: PartIndex) -> (Option<UseOf<'p>>, Vec<UseOf<'p>>) {
        self.collect_uses(part);
        let (mut single, mut uses) = (None, Vec::new());
        for index in 0..self.order_of_uses.len() {
            let Some(at) = self.order_of_uses.get(index).copied() else { break };
            let one = self.take_use(at);
            match single {
                None => single = Some(one),
                Some(first) if uses.is_empty() => uses.extend([first, one]),
                Some(_) => uses.push(one),
            }
        }
        (single, uses)
    }

    #[inline]
    fn take_use(&mut self, at: usize) -> UseOf<'p> {
        self.finished.rows.uses.push(self.parts.uses.rows.get(at).copied().unwrap_or_default());
        (self.parent_of(at), self.parts.quantity(at))
    }

    /// Puts the uses of a part that lie within the end product into `order_of_uses`.
    #[inline]
    fn collect_uses(&mut self, part: PartIndex) {
        let mut order = std::mem::take(&mut self.order_of_uses);
        order.clear();
        if let UsesOf::Grouped(children) = &self.uses {
            order.extend(children.of_part(part.at()).filter(|at| self.lies_within(*at)));
        }
        if order.len() > 1 {
            order.sort_by(|a, b| {
                let id = |at: usize| self.parent_of(at).unwrap_or("");
                let quantity = |at: usize| self.parts.quantity(at).exact();
                compare_ids(id(*a), id(*b)).then_with(|| quantity(*a).cmp(&quantity(*b)))
            });
        }
        self.order_of_uses = order;
    }

    fn lies_within(&self, at: usize) -> bool {
        let Some(parent) = self.parts.uses.parents.get(at).copied() else { return false };
        match self.root {
            // What goes into the end product beside the root is not a part of the root.
            Some(root) => parent == root || (parent != PartIndex::NONE && self.is_line(parent)),
            None => parent == PartIndex::NONE || self.is_line(parent),
        }
    }

    #[inline]
    fn parent_of(&self, at: usize) -> Option<&'p str> {
        let parent = *self.parts.uses.parents.get(at)?;
        (parent != PartIndex::NONE && Some(parent) != self.root).then(|| self.parts.id(parent))
    }

    // Most bills have one use a line, and then the ends say nothing that is not known.
    #[inline]
    fn note_uses(&mut self, line: usize) {
        let rows = &mut self.finished.rows;
        let end = rows.uses.len();
        if rows.use_ends.is_empty() {
            if end == line.saturating_add(1) {
                return;
            }
            rows.use_ends.extend(
                (0..line).map(|before| u32::try_from(before.saturating_add(1)).unwrap_or(u32::MAX)),
            );
        }
        rows.use_ends.push(u32::try_from(end).unwrap_or(u32::MAX));
    }

    #[inline]
    fn note_rows(&mut self, part: PartIndex, line: usize) {
        let parts = self.parts;
        let row = parts.row(part);
        self.finished.rows.facts.push(row);
        let number = u32::try_from(line).unwrap_or(u32::MAX);
        if parts.is_described.get(part.at()) == Some(&false) {
            self.undescribed.push(line);
        }
        if !parts.fact_rows.is_empty() {
            let facts = parts.fact_rows.range((part, Fact::FIRST)..=(part, Fact::LAST));
            let rows = facts.map(|((_, fact), row)| ((number, *fact), *row));
            self.finished.rows.other_rows.extend(rows);
        }
        if !parts.declarations.is_empty() {
            let declaration =
                parts.declarations.get(&part).map(|declaration| (number, *declaration));
            self.finished.rows.declarations.extend(declaration);
        }
    }
}

impl Finished {
    // Assemblies are often described by their parts alone.
    fn count_undescribed(&mut self, lines: &[usize]) {
        for line in lines.iter().filter(|line| !self.bill.has_children(**line)) {
            let row = self.rows.use_of(*line, 0).unwrap_or_default();
            count(&mut self.undescribed, row);
        }
    }

    fn count_costs(&mut self) {
        for line in 0..self.bill.len() {
            let Some((least, most)) = self.bill.unit_cost(line) else { continue };
            let row = || self.rows.fact(line, Fact::UnitCost).unwrap_or_default();
            if self.bill.has_children(line) {
                count(&mut self.own_costs, row());
            } else if least.figure().is_zero() && most.figure().is_zero() {
                count(&mut self.free_leaves, row());
            }
        }
    }
}

pub(super) fn count(counter: &mut (usize, RowId), row: RowId) {
    if counter.0 == 0 {
        counter.1 = row;
    }
    counter.0 = counter.0.saturating_add(1);
}

/// The id of the supplier of a part; whoever is not known is left out and counted.
#[inline]
fn known_supplier<'i>(
    parts: &Parts,
    part: PartIndex,
    supplier: &dyn Fn(&str) -> Option<Box<str>>,
    ids: &'i mut BTreeMap<u32, Option<Box<str>>>,
    unknown: &mut (usize, RowId),
) -> Option<&'i str> {
    let name = parts.supplier(part)?;
    let index = parts.suppliers.get(part.at()).copied().unwrap_or(0);
    let id = ids.entry(index).or_insert_with(|| {
        let id = supplier(name);
        if id.is_none() {
            count(unknown, parts.fact_row(part, Fact::Supplier));
        }
        id
    });
    id.as_deref()
}
