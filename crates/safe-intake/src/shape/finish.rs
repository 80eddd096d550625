//! Parts into a bill, with the cell of every fact.

use safe_eligibility::model::bill::BillOfMaterials;
use safe_eligibility::model::place::Member;

use super::BillParts;
use super::collected::{Counted, RowRemark};
use super::layout_fault::LayoutFault;
use super::places::Places;
use super::problem::ShapeProblem;
use super::tree_fault::TreeFault;
use crate::mapping::{AssemblyCosts, Meaning};
use crate::parts::{BillRows, BuildProblem, Fact, Finished, RowId};
use crate::remark::Remark;
use crate::source::Source;

/// A bill with the places of its facts and what was remarked on the way.
#[derive(Debug)]
pub(crate) struct FinishedBill<'a> {
    pub(crate) bill: BillOfMaterials,
    pub(crate) sources: BillSources<'a>,
    pub(crate) table_remarks: Vec<Remark>,
    pub(crate) remarks: Vec<RowRemark>,
}

/// The cell of every fact of a bill.
#[derive(Debug)]
pub(crate) struct BillSources<'a> {
    rows: BillRows,
    places: Places<'a>,
}

impl BillSources<'_> {
    /// The first table as a whole.
    pub(crate) fn whole(&self) -> Source {
        self.places.whole()
    }

    /// The cell in which a member of a line stands, or would stand if it were stated.
    pub(crate) fn of(&self, line: usize, member: Member) -> Option<Source> {
        if member == Member::Currency {
            let currency = self.fact_row(line, Fact::UnitCost, Meaning::Currency);
            // Without a column of its own, a currency stands beside its amount.
            return currency
                .filter(|source| source.cell().is_some())
                .or_else(|| self.fact_row(line, Fact::UnitCost, Meaning::UnitCost));
        }
        if let Some(fact) = Fact::of(member) {
            return self.fact_row(line, fact, super::places::meaning_of(fact));
        }
        if [Member::Parent, Member::Quantity, Member::UsedIn].contains(&member) {
            return self.of_use(line, 0, member);
        }
        self.fact_row(line, Fact::Description, Meaning::Id)
    }

    fn fact_row(&self, line: usize, fact: Fact, meaning: Meaning) -> Option<Source> {
        let row = self.rows.fact(line, fact).or_else(|| self.rows.use_of(line, 0))?;
        self.places.source(row, meaning)
    }

    /// The cell in which a use of a line states its parent or quantity.
    pub(crate) fn of_use(&self, line: usize, index: usize, member: Member) -> Option<Source> {
        let row = self.rows.use_of(line, index)?;
        let meaning = if member == Member::Parent { Meaning::Parent } else { Meaning::Quantity };
        self.places.source(row, meaning)
    }

    /// The number of the declaration that states the origin of a line.
    pub(crate) fn declaration(&self, line: usize) -> Option<u32> {
        self.rows.declaration(line)
    }
}

impl<'a> BillParts<'a> {
    /// Makes the bill; `supplier` tells the id of whom a table names.
    ///
    /// # Errors
    ///
    /// What only the bill as a whole shows.
    pub(crate) fn finish(
        mut self,
        supplier: &dyn Fn(&str) -> Option<Box<str>>,
    ) -> Result<FinishedBill<'a>, Vec<ShapeProblem>> {
        if self.assembly_costs == AssemblyCosts::Children {
            let dropped = self.parts.drop_assembly_costs();
            self.count(Counted::OwnCostsDropped, dropped, Meaning::UnitCost);
        }
        let parts = std::mem::take(&mut self.parts);
        let finished = match parts.finish(self.root, self.may_drop_unreached, supplier) {
            Ok(finished) => finished,
            Err(problems) => {
                return Err(problems.into_iter().map(|problem| self.explained(problem)).collect());
            }
        };
        let Finished { bill, rows, unreached, free_leaves, own_costs, .. } = finished;
        self.count(Counted::OtherProducts, unreached, Meaning::Id);
        self.count(Counted::FreeLeaves, free_leaves, Meaning::UnitCost);
        self.count(Counted::OwnCostsKept, own_costs, Meaning::UnitCost);
        self.count(Counted::UnknownSuppliers, finished.unknown_suppliers, Meaning::Supplier);
        self.count(Counted::PartsWithoutFacts, finished.undescribed, Meaning::Id);
        Ok(FinishedBill {
            bill,
            remarks: self.collected.take_remarks(),
            table_remarks: self.table_remarks,
            sources: BillSources { rows, places: self.places },
        })
    }

    /// What is wrong with the rows and, where each states its parent, a cycle among those that
    /// could be read. What is wrong with the tree may be why there seems to be one.
    pub(super) fn into_problems(mut self, states_parents: bool) -> Vec<ShapeProblem> {
        let of_tree = |problem: &ShapeProblem| matches!(problem, ShapeProblem::Tree { .. });
        if states_parents && !self.collected.problems().iter().any(of_tree) {
            let cycle = self.parts.any_cycle();
            if !cycle.is_empty() {
                let problem = self.explained(BuildProblem::Cycle(cycle));
                self.collected.problem(problem);
            }
        }
        self.collected.into_problems()
    }

    fn count(&mut self, counted: Counted, (count, row): (usize, RowId), meaning: Meaning) {
        let at = self.places.source(row, meaning).unwrap_or_else(|| self.places.whole());
        self.collected.count_many(counted, count, || at);
    }

    #[cold]
    fn explained(&self, problem: BuildProblem) -> ShapeProblem {
        let whole = self.places.whole();
        match problem {
            BuildProblem::Cycle(steps) => {
                let place = |row| self.places.source(row, Meaning::Id);
                let first = steps.first().and_then(|step| place(step.row));
                let at = first.unwrap_or(whole);
                let given = steps.first().map(|step| step.id.clone());
                let steps = steps.into_iter().map(|step| (step.id, place(step.row))).collect();
                ShapeProblem::Tree { at, given, fault: TreeFault::Cycle { steps } }
            }
            BuildProblem::TooManyParts => {
                ShapeProblem::Layout { at: whole, fault: LayoutFault::TooManyParts }
            }
            BuildProblem::Bill(problem) => {
                ShapeProblem::Tree { at: whole, given: None, fault: TreeFault::Whole(problem) }
            }
        }
    }
}
