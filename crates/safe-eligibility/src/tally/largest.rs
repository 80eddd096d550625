//! The lines that weigh most.

use std::cmp::Ordering;

use super::cost::{Cost, CostRange, Costing, TooLong};
use super::lines::for_each_counted;
use crate::conditions::Tier;
use crate::model::bill::BillOfMaterials;

/// A line that counts, with its cost in the end product.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CountedLine {
    /// Index of the line.
    pub line: usize,
    /// Its cost in euro.
    pub cost: CostRange,
}

/// The lines that weigh most, that many: those that may be from outside first, then by cost.
pub(crate) fn largest_lines(
    bill: &BillOfMaterials,
    costing: &Costing<'_>,
    tier: Tier,
    most: usize,
    is_core: impl Fn(usize) -> bool,
) -> Result<Vec<CountedLine>, TooLong> {
    let mut kept: Vec<Ranked> = Vec::new();
    for_each_counted(bill, costing, tier, |line, cost| {
        let ranked = Ranked { core: is_core(line), line, cost };
        let full = kept.len() >= most;
        if full && kept.last().is_none_or(|last| ranked.order(last).is_gt()) {
            return;
        }
        if full {
            kept.pop();
        }
        let at = kept.partition_point(|other| other.order(&ranked).is_lt());
        kept.insert(at, ranked);
    })?;
    Ok(kept
        .into_iter()
        .map(|ranked| CountedLine { line: ranked.line, cost: ranked.cost.range() })
        .collect())
}

struct Ranked {
    core: bool,
    line: usize,
    cost: Cost,
}

impl Ranked {
    fn order(&self, other: &Self) -> Ordering {
        let by_cost = || weight(&other.cost).cmp(&weight(&self.cost));
        self.core.cmp(&other.core).then_with(by_cost).then(self.line.cmp(&other.line))
    }
}

// Without limit weighs more than every amount.
fn weight(cost: &Cost) -> (bool, &crate::model::exact::Exact) {
    match cost {
        Cost::Exact(cost) | Cost::Range(_, cost) => (false, cost),
        Cost::AtLeast(least) => (true, least),
        Cost::Unstated => (true, &crate::model::exact::Exact::ZERO),
    }
}
