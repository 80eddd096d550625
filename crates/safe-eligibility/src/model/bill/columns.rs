//! A bill out of whole columns, for readers that have found every line already.

use std::collections::BTreeMap;

use super::builder::BillBuilder;
use super::column::{FigureColumn, TextColumn, code_of};
use super::shape::Hook;
use crate::model::country::Origin;
use crate::model::figure::{Amount, Figure};
use crate::model::product::CurrencyCode;

/// What is stated of lines that are each used in one place, every kind of fact in one column.
///
/// Every column has one entry a line; `parents`, `sources` and `suppliers` may be left empty.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct LineColumns {
    /// Ids, unique among the lines.
    pub ids: TextColumn,
    /// Descriptions; an empty one is not stated.
    pub descriptions: TextColumn,
    /// The line that each goes into, by its index; `None`: into the end product.
    pub parents: Vec<Option<u32>>,
    /// How many go into one unit of the parent.
    pub quantities: FigureColumn,
    /// Cost of one unit, or the least it is.
    pub unit_costs: FigureColumn,
    /// The most that one unit costs, by line, where the cost is a range.
    pub highest_costs: BTreeMap<u32, Amount>,
    /// Currencies of the costs; `None` where no cost is stated.
    pub currencies: Vec<Option<CurrencyCode>>,
    /// Where the lines originate; `None`: not stated.
    pub origins: Vec<Option<Origin>>,
    /// Where they are bought from; `None`: not stated.
    pub sources: Vec<Option<Origin>>,
    /// Who supplies them, one more than the index into `supplier_ids`; 0: not stated.
    pub suppliers: Vec<u32>,
    /// Ids of contractors and subcontractors.
    pub supplier_ids: Vec<Box<str>>,
}

impl LineColumns {
    // Whether they are what the fields promise, line by line.
    fn fit_together(&self) -> bool {
        let lines = self.ids.len();
        let full = [
            self.descriptions.len(),
            self.quantities.len(),
            self.unit_costs.len(),
            self.currencies.len(),
            self.origins.len(),
        ];
        let partial = [self.parents.len(), self.sources.len(), self.suppliers.len()];
        let is_below =
            |number: u32, most: usize| usize::try_from(number).is_ok_and(|number| number < most);
        full.into_iter().all(|length| length == lines)
            && partial.into_iter().all(|length| length == lines || length == 0)
            && self.parents.iter().flatten().all(|parent| is_below(*parent, lines))
            && self.highest_costs.keys().all(|line| is_below(*line, lines))
            && self.suppliers.iter().all(|one| {
                one.checked_sub(1).is_none_or(|index| is_below(index, self.supplier_ids.len()))
            })
            && (0..lines).all(|line| {
                !self.quantities.is_absent(line)
                    && self.unit_costs.is_absent(line)
                        == self.currencies.get(line).is_none_or(Option::is_none)
            })
    }
}

impl BillBuilder {
    /// A bill of lines that are all at hand; what is wrong with it is told by
    /// [`finish`](Self::finish).
    ///
    /// `None` where the columns have not the same length, a quantity is missing, a cost has no
    /// currency or a currency no cost, or an index is none.
    #[must_use]
    pub fn of_columns(columns: LineColumns) -> Option<Self> {
        columns.fit_together().then(|| {
            let mut builder = Self::default();
            builder.take(columns);
            builder
        })
    }

    fn take(&mut self, columns: LineColumns) {
        for currency in &columns.currencies {
            self.push_currency(*currency);
        }
        for (line, parent) in columns.parents.into_iter().enumerate() {
            let parent = parent.and_then(|parent| usize::try_from(parent).ok());
            self.bill.shape.push(line, parent.map_or(Hook::EndProduct, Hook::Parent));
        }
        for (line, supplier) in columns.suppliers.into_iter().enumerate() {
            let index = supplier.checked_sub(1).and_then(|index| usize::try_from(index).ok());
            let supplier = index.and_then(|index| columns.supplier_ids.get(index));
            self.push_supplier(line, supplier.map(AsRef::as_ref));
        }
        for (line, source) in columns.sources.into_iter().enumerate() {
            if let Some(source) = source {
                self.bill.sources.push(line, source);
            }
        }
        for (line, most) in columns.highest_costs {
            let line = usize::try_from(line).unwrap_or(usize::MAX);
            self.push_highest(line, columns.unit_costs.get(line).map(Figure::exact), most);
        }
        self.bill.origins = columns.origins.into_iter().map(code_of).collect();
        self.bill.quantities = columns.quantities;
        self.bill.unit_costs = columns.unit_costs;
        self.bill.descriptions = columns.descriptions;
        self.bill.ids = columns.ids;
        self.ids_ascend = self.ids_ascend_throughout();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::bill::{BillOfMaterials, BillProblem, BomLine, Position, UnitCost};
    use crate::model::figure::Quantity;

    fn columns(ids: &[&str]) -> LineColumns {
        let mut columns = LineColumns::default();
        for id in ids {
            columns.ids.push(id);
            columns.descriptions.push("");
            columns.parents.push(None);
            columns.quantities.push(Some(Quantity::ONE.figure()));
            columns.unit_costs.push(Figure::parse("2.50").ok());
            columns.currencies.push(Some(CurrencyCode::EUR));
            columns.origins.push(None);
        }
        columns
    }

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    #[test]
    fn columns_make_the_bill_that_their_lines_make() {
        let poland = Origin::parse("PL").unwrap();
        let mut columns = columns(&["a", "a1", "b"]);
        columns.parents = vec![None, Some(0), None];
        columns.highest_costs.insert(2, amount("3"));
        columns.origins = vec![None, Some(poland), None];
        columns.sources = vec![None, None, Some(poland)];
        columns.suppliers = vec![2, 0, 1];
        columns.supplier_ids = vec!["second".into(), "first".into()];

        let mut builder = BillOfMaterials::builder();
        let euro = CurrencyCode::EUR;
        let mut line = BomLine::new("a", Position::EndProduct(Quantity::ONE));
        line.unit_cost = Some(UnitCost::Exact(amount("2.50"), euro));
        line.supplier = Some("first");
        builder.push(line);
        let mut line = BomLine::new("a1", Position::Parent("a", Quantity::ONE));
        line.unit_cost = Some(UnitCost::Exact(amount("2.50"), euro));
        line.origin = Some(poland);
        builder.push(line);
        let mut line = BomLine::new("b", Position::EndProduct(Quantity::ONE));
        line.unit_cost = Some(UnitCost::Range(amount("2.50"), amount("3"), euro));
        line.sourced_from = Some(poland);
        line.supplier = Some("second");
        builder.push(line);

        let made = BillBuilder::of_columns(columns).unwrap().finish().unwrap();
        assert_eq!(format!("{made:?}"), format!("{:?}", builder.finish().unwrap()));
    }

    #[test]
    fn what_is_wrong_with_the_lines_is_told() {
        let mut twins = columns(&["b", "a", "b"]);
        twins.highest_costs.insert(0, amount("1"));
        let problems = BillBuilder::of_columns(twins).unwrap().finish().unwrap_err();
        assert_eq!(
            problems.list,
            [
                BillProblem::BackwardsRange { line: 0 },
                BillProblem::DuplicateId { line: 2, first: 0, id: "b".to_owned() },
            ]
        );
        let mut circle = columns(&["a", "b"]);
        circle.parents = vec![Some(1), Some(0)];
        assert!(BillBuilder::of_columns(circle).unwrap().finish().is_err());
    }

    #[test]
    fn columns_that_do_not_fit_together_are_no_lines() {
        type Spoil = fn(&mut LineColumns);
        let spoils: [Spoil; 7] = [
            |columns| columns.descriptions.push(""),
            |columns| columns.parents[0] = Some(2),
            |columns| columns.quantities.set(1, None),
            |columns| columns.currencies[1] = None,
            |columns| columns.sources.push(None),
            |columns| columns.suppliers = vec![0, 1],
            |columns| _ = columns.highest_costs.insert(2, Amount::parse("9").unwrap()),
        ];
        for spoil in spoils {
            let mut given = columns(&["a", "b"]);
            spoil(&mut given);
            assert!(BillBuilder::of_columns(given).is_none());
        }
    }
}
