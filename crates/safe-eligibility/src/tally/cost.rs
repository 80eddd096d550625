//! Costs in euro: of a line, of an assembly, of a sum.

use crate::model::bill::BillOfMaterials;
use crate::model::exact::Exact;
use crate::model::figure::ExchangeRate;
use crate::model::product::{CurrencyCode, ExchangeRates};
use crate::tally::OriginSum;

/// A cost in euro that is only known to lie between two amounts, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CostRange {
    /// Least.
    pub least: Exact,
    /// Most; `None`: without limit.
    pub most: Option<Exact>,
}

impl CostRange {
    pub(crate) const ZERO: Self = Self { least: Exact::ZERO, most: Some(Exact::ZERO) };

    pub(crate) fn add(&mut self, other: &Self) {
        self.least.add(&other.least);
        self.most = self.most.as_ref().zip(other.most.as_ref()).map(|(one, other)| one.plus(other));
    }
}

/// The cost of one line.
#[derive(Clone, Debug)]
pub(crate) enum Cost {
    Exact(Exact),
    Range(Exact, Exact),
    /// Not stated: from nothing to without limit.
    Unstated,
    /// From an amount to without limit.
    AtLeast(Exact),
}

impl Cost {
    #[inline]
    pub(crate) fn times(&self, quantity: &Exact) -> Self {
        match self {
            Self::Exact(cost) => Self::Exact(cost.times(quantity)),
            Self::Range(least, most) => Self::Range(least.times(quantity), most.times(quantity)),
            Self::AtLeast(least) => Self::AtLeast(least.times(quantity)),
            Self::Unstated => Self::Unstated,
        }
    }

    pub(crate) fn range(&self) -> CostRange {
        let (least, most) = match self {
            Self::Exact(cost) => (cost.clone(), Some(cost.clone())),
            Self::Range(least, most) => (least.clone(), Some(most.clone())),
            Self::AtLeast(least) => (least.clone(), None),
            Self::Unstated => (Exact::ZERO, None),
        };
        CostRange { least, most }
    }

    pub(crate) fn bits(&self) -> u64 {
        match self {
            Self::Exact(cost) | Self::AtLeast(cost) => cost.bits(),
            Self::Range(least, most) => least.bits().max(most.bits()),
            Self::Unstated => 0,
        }
    }
}

/// A sum of costs.
#[derive(Clone, Debug)]
pub(crate) struct CostSum {
    least: Exact,
    // What ranges may add to `least`.
    spread: Exact,
    // How many of the costs are without limit.
    limitless: usize,
}

impl Default for CostSum {
    fn default() -> Self {
        Self { least: Exact::ZERO, spread: Exact::ZERO, limitless: 0 }
    }
}

impl CostSum {
    #[inline]
    pub(crate) fn add(&mut self, cost: &Cost) {
        match cost {
            Cost::Exact(cost) => self.least.add(cost),
            Cost::Range(least, most) => {
                self.least.add(least);
                self.spread.add(&most.less(least));
            }
            Cost::AtLeast(least) => {
                self.least.add(least);
                self.limitless = self.limitless.saturating_add(1);
            }
            Cost::Unstated => self.limitless = self.limitless.saturating_add(1),
        }
    }

    pub(crate) fn range(&self) -> CostRange {
        let most = (self.limitless == 0).then(|| self.least.plus(&self.spread));
        CostRange { least: self.least.clone(), most }
    }

    /// The sum of so many lines, of which each can be taken away again.
    pub(crate) fn into_part(self, lines: usize) -> OriginSum {
        let Self { least, spread, limitless } = self;
        OriginSum { lines, least, spread, limitless }
    }

    fn cost(&self) -> Cost {
        if self.limitless > 0 {
            Cost::AtLeast(self.least.clone())
        } else if self.spread.is_zero() {
            Cost::Exact(self.least.clone())
        } else {
            Cost::Range(self.least.clone(), self.least.plus(&self.spread))
        }
    }
}

/// The exact figures of a bill are longer than can be reckoned with in reasonable time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong {
    pub(crate) product: usize,
    pub(crate) line: usize,
}

impl TooLong {
    pub(crate) fn of(self, product: usize) -> Self {
        Self { product, ..self }
    }
}

/// Bounds the work on figures beyond a machine integer, which deep trees can make grow without end.
#[derive(Debug)]
pub(crate) struct Effort {
    words_left: u64,
}

impl Effort {
    pub(crate) fn new() -> Self {
        Self { words_left: 1 << 23 }
    }

    #[inline]
    pub(crate) fn spend(&mut self, bits: u64, line: usize) -> Result<(), TooLong> {
        if bits <= 256 {
            return Ok(());
        }
        match self.words_left.checked_sub(bits >> 6) {
            Some(left) => {
                self.words_left = left;
                Ok(())
            }
            None => Err(TooLong { product: 0, line }),
        }
    }
}

/// Costs of the lines of one bill in euro.
#[derive(Debug)]
pub(crate) struct Costing<'b> {
    bill: &'b BillOfMaterials,
    rates: Vec<Rate>,
    // By number of the assembly: the sum of its children's costs, for one unit. Nothing where the
    // assembly only goes into others, so that a deep chain never holds all its sums at once.
    assemblies: Vec<CostSum>,
}

#[derive(Clone, Debug)]
enum Rate {
    Euro,
    Known(ExchangeRate),
    NotStated,
}

impl<'b> Costing<'b> {
    pub(crate) fn new(bill: &'b BillOfMaterials, rates: &ExchangeRates) -> Result<Self, TooLong> {
        let rate = |currency: &CurrencyCode| {
            if *currency == CurrencyCode::EUR {
                return Rate::Euro;
            }
            rates.eur_per_unit.get(currency).map_or(Rate::NotStated, |rate| Rate::Known(*rate))
        };
        let mut costing = Self {
            bill,
            rates: bill.currency_codes().iter().map(rate).collect(),
            assemblies: Vec::new(),
        };
        costing.add_up()?;
        Ok(costing)
    }

    /// The cost of one unit of a line that goes into the end product itself or has no children.
    #[inline]
    pub(crate) fn unit(&self, line: usize) -> Cost {
        match self.own(line) {
            Some(cost) => cost,
            None => self.of_children(line).unwrap_or(Cost::Unstated),
        }
    }

    /// The cost that is stated for the line itself; unstated where its currency has no rate.
    #[inline]
    pub(crate) fn own(&self, line: usize) -> Option<Cost> {
        let (least, most) = self.bill.unit_cost_figures(line)?;
        let index = self.bill.currency_index(line).checked_sub(1)?;
        let rate = self.rates.get(index)?;
        if let (Rate::Euro, None) = (rate, most) {
            return Some(Cost::Exact(least.exact()));
        }
        let cost = match most {
            None => Cost::Exact(least.exact()),
            Some(most) => Cost::Range(least.exact(), most.exact()),
        };
        Some(match rate {
            Rate::Euro => cost,
            Rate::Known(rate) => cost.times(&rate.exact()),
            Rate::NotStated => Cost::Unstated,
        })
    }

    /// Unit cost by quantity of a line of a flat bill that states one amount in euro, where both
    /// fit a machine word.
    #[inline]
    pub(super) fn plain_product(&self, line: usize) -> Option<Exact> {
        if !self.bill.is_flat() {
            return None;
        }
        let (cost, most) = self.bill.unit_cost_figures(line)?;
        let rate = self.rates.get(self.bill.currency_index(line).checked_sub(1)?)?;
        let (Rate::Euro, None) = (rate, most) else { return None };
        cost.short_product(self.bill.quantity_figure(line)?)
    }

    fn of_children(&self, line: usize) -> Option<Cost> {
        let assembly = self.bill.shape().assembly(line)?;
        self.assemblies.get(assembly).map(CostSum::cost)
    }

    /// The currencies of the bill other than the euro, by code, with their rates.
    pub(crate) fn foreign_rates(&self) -> Vec<(CurrencyCode, Option<ExchangeRate>)> {
        let pairs = self.bill.currency_codes().iter().zip(&self.rates);
        let foreign = pairs.filter_map(|(currency, rate)| match rate {
            Rate::Euro => None,
            Rate::Known(rate) => Some((*currency, Some(*rate))),
            Rate::NotStated => Some((*currency, None)),
        });
        let mut foreign: Vec<_> = foreign.collect();
        foreign.sort_unstable_by_key(|(currency, _)| *currency);
        foreign
    }

    // From the leaves up, so that every child is complete before it is added to its parents.
    fn add_up(&mut self) -> Result<(), TooLong> {
        let bill = self.bill;
        if bill.is_flat() {
            return Ok(());
        }
        self.assemblies = vec![CostSum::default(); bill.shape().assembly_count()];
        let mut effort = Effort::new();
        for line in bill.shape().parents_first(bill.len()).rev() {
            let (mut unit, mut in_end_product) = (None, false);
            for using in bill.uses(line) {
                in_end_product |= using.parent.is_none();
                let assembly = using.parent.and_then(|parent| bill.shape().assembly(parent));
                let Some(assembly) = assembly else { continue };
                let cost =
                    unit.get_or_insert_with(|| self.unit(line)).times(&using.quantity.exact());
                effort.spend(cost.bits(), line)?;
                if let Some(sum) = self.assemblies.get_mut(assembly) {
                    sum.add(&cost);
                }
            }
            if !in_end_product {
                self.forget(line);
            }
        }
        Ok(())
    }

    // Its parents have the sum by now, and nobody else asks for it.
    #[inline]
    fn forget(&mut self, line: usize) {
        let assembly = self.bill.shape().assembly(line);
        if let Some(sum) = assembly.and_then(|assembly| self.assemblies.get_mut(assembly)) {
            *sum = CostSum::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::bill::{BillBuilder, BomLine, Position, UnitCost};
    use crate::model::figure::{Amount, Quantity};

    #[test]
    fn a_chain_keeps_the_sum_of_its_head_alone() {
        let three = Quantity::parse("3").unwrap();
        let mut builder = BillBuilder::default();
        builder.push(BomLine::new("0", Position::EndProduct(three)));
        for line in 1..50 {
            let parent = (line - 1).to_string();
            let id = line.to_string();
            let mut part = BomLine::new(&id, Position::Parent(&parent, three));
            let cost = Amount::parse("1").unwrap();
            part.unit_cost = (line == 49).then_some(UnitCost::Exact(cost, CurrencyCode::EUR));
            builder.push(part);
        }
        let bill = builder.finish().unwrap();
        let costing = Costing::new(&bill, &ExchangeRates::default()).unwrap();
        let head = costing.unit(0).range();
        assert_eq!(head.least.to_string(), format!("{}.00", 3u128.pow(49)));
        let kept = costing.assemblies.iter().filter(|sum| !sum.least.is_zero());
        assert_eq!(kept.count(), 1);
    }
}
