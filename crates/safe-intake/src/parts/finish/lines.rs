//! Parts that are the lines of the bill as they stand, taken over column by column.

use std::collections::BTreeMap;

use safe_eligibility::model::bill::{BillBuilder, LineColumns, TextColumn};

use super::{BillRows, BuildProblem, Finished, Making, UsesOf, count};
use crate::parts::{Fact, PartIndex, Parts};

impl Making<'_> {
    /// Whether the parts are the lines, in their order: most tables are sorted, and name each
    /// part once.
    pub(super) fn are_lines(&self) -> bool {
        matches!(self.uses, UsesOf::Aligned)
            && self.root.is_none()
            && self.parts.ids.ascend()
            && self.reached.as_ref().is_none_or(|reached| reached.iter().all(|reached| *reached))
    }
}

impl Parts {
    /// Makes the bill of parts that are its lines.
    pub(super) fn into_lines(
        mut self,
        supplier: &dyn Fn(&str) -> Option<Box<str>>,
    ) -> Result<Finished, Vec<BuildProblem>> {
        let mut finished = Finished::default();
        let mut columns = LineColumns::default();
        (columns.suppliers, columns.supplier_ids) = self.known_suppliers(supplier, &mut finished);
        let undescribed = self.is_described.iter().enumerate().filter(|(_, is)| !**is);
        let undescribed: Vec<usize> = undescribed.map(|(line, _)| line).collect();
        columns.descriptions = self.take_descriptions();
        if self.uses.parents.iter().any(|parent| *parent != PartIndex::NONE) {
            let parents = self.uses.parents.iter();
            let number = |parent: &PartIndex| (*parent != PartIndex::NONE).then_some(parent.number);
            columns.parents = parents.map(number).collect();
        }
        if self.sources.iter().any(Option::is_some) {
            columns.sources = self.sources;
        }
        columns.ids = self.ids.into_texts();
        columns.quantities = self.uses.quantities;
        columns.unit_costs = self.least_costs;
        columns.highest_costs =
            self.highest_costs.into_iter().map(|(part, most)| (part.number, most)).collect();
        columns.currencies = self.currencies;
        columns.origins = self.origins;
        finished.rows = BillRows {
            facts: self.rows,
            use_ends: Vec::new(),
            uses: self.uses.rows,
            other_rows: self
                .fact_rows
                .into_iter()
                .map(|((part, fact), row)| ((part.number, fact), row))
                .collect(),
            declarations: self
                .declarations
                .into_iter()
                .map(|(part, declaration)| (part.number, declaration))
                .collect(),
        };
        let Some(builder) = BillBuilder::of_columns(columns) else {
            return Err(vec![BuildProblem::TooManyParts]);
        };
        let problems = |found: safe_eligibility::model::bill::BillProblems| {
            found.list.into_iter().map(BuildProblem::Bill).collect::<Vec<_>>()
        };
        finished.bill = builder.finish().map_err(problems)?;
        finished.count_costs();
        finished.count_undescribed(&undescribed);
        Ok(finished)
    }

    // The texts themselves, where they stand in the order of the parts.
    fn take_descriptions(&mut self) -> TextColumn {
        let is_number = |(number, index): (u32, &u32)| *index == number;
        if (1..).zip(&self.descriptions).all(is_number)
            && self.description_texts.len() == self.descriptions.len()
        {
            return std::mem::take(&mut self.description_texts);
        }
        let mut column = TextColumn::default();
        for part in self.all() {
            column.push(self.description(part).unwrap_or(""));
        }
        column
    }

    // For each part the number of its supplier among those that are known, and their ids.
    fn known_suppliers(
        &self,
        supplier: &dyn Fn(&str) -> Option<Box<str>>,
        finished: &mut Finished,
    ) -> (Vec<u32>, Vec<Box<str>>) {
        if self.supplier_names.len() == 0 {
            return (Vec::new(), Vec::new());
        }
        let mut ids: Vec<Box<str>> = Vec::new();
        let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
        let column = self.suppliers.iter().zip(self.all()).map(|(index, part)| {
            let Some(name) = self.supplier(part) else { return 0 };
            *numbers.entry(*index).or_insert_with(|| {
                let Some(id) = supplier(name) else {
                    let row = self.fact_row(part, Fact::Supplier);
                    count(&mut finished.unknown_suppliers, row);
                    return 0;
                };
                ids.push(id);
                u32::try_from(ids.len()).unwrap_or(0)
            })
        });
        (column.collect(), ids)
    }
}
