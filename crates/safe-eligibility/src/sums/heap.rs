//! Costs that can be taken away again.

use crate::model::exact::Exact;
use crate::tally::{Cost, CostRange, OriginSum};

/// A sum of costs of which parts can be taken away.
#[derive(Clone, Debug)]
pub(super) struct Heap {
    least: Exact,
    // What ranges may add to `least`, those without limit aside.
    spread: Exact,
    // How many parts are without limit.
    limitless: usize,
}

impl Heap {
    pub(super) const EMPTY: Self = Self { least: Exact::ZERO, spread: Exact::ZERO, limitless: 0 };

    pub(super) fn of(cost: &Cost) -> Self {
        let exact = |least: &Exact| Self { least: least.clone(), ..Self::EMPTY };
        match cost {
            Cost::Exact(cost) => exact(cost),
            Cost::Range(least, most) => Self { spread: most.less(least), ..exact(least) },
            Cost::AtLeast(least) => Self { limitless: 1, ..exact(least) },
            Cost::Unstated => Self { limitless: 1, ..Self::EMPTY },
        }
    }

    pub(super) fn of_range(cost: &CostRange) -> Self {
        let least = cost.least.clone();
        match &cost.most {
            Some(most) => Self { spread: most.less(&least), least, limitless: 0 },
            None => Self { least, spread: Exact::ZERO, limitless: 1 },
        }
    }

    pub(super) fn of_part(part: &OriginSum) -> Self {
        let OriginSum { least, spread, limitless, .. } = part;
        Self { least: least.clone(), spread: spread.clone(), limitless: *limitless }
    }

    pub(super) fn exactly(amount: &Exact) -> Self {
        Self { least: amount.clone(), ..Self::EMPTY }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.least.add(&other.least);
        if !other.spread.is_zero() {
            self.spread.add(&other.spread);
        }
        self.limitless = self.limitless.saturating_add(other.limitless);
    }

    /// Takes away what was added before.
    pub(super) fn take(&mut self, other: &Self) {
        self.least = self.least.less(&other.least);
        if !other.spread.is_zero() {
            self.spread = self.spread.less(&other.spread);
        }
        self.limitless = self.limitless.saturating_sub(other.limitless);
    }

    pub(super) fn least(&self) -> &Exact {
        &self.least
    }

    pub(super) fn range(&self) -> CostRange {
        let most = (self.limitless == 0).then(|| self.least.plus(&self.spread));
        CostRange { least: self.least.clone(), most }
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.limitless == 0 && self.least.is_zero() && self.spread.is_zero()
    }
}
