//! Facts of parts: what one row leaves open another may state, and two must not disagree.

use safe_eligibility::model::bill::UnitCost;
use safe_eligibility::model::country::Origin;
use safe_eligibility::model::figure::Amount;

use super::conflict::CostTold;
use super::{Fact, PartFacts, PartIndex, Parts, RowId};

impl Parts {
    /// Takes what a row states about a part: fills what no other row states, and notes what
    /// another row states differently.
    #[inline]
    pub(crate) fn state(&mut self, part: PartIndex, facts: &PartFacts<'_>, row: RowId) {
        let at = part.at();
        let is_first = match self.rows.get_mut(at) {
            Some(slot) if !slot.is_some() => {
                *slot = row;
                true
            }
            Some(_) | None => false,
        };
        if let Some(origin) = facts.origin {
            self.state_place(part, Fact::Origin, origin, row, is_first);
        }
        if let Some(source) = facts.sourced_from {
            self.state_place(part, Fact::SourcedFrom, source, row, is_first);
        }
        if let Some(cost) = facts.unit_cost {
            self.state_cost(part, cost, row, is_first);
        }
        if let Some(supplier) = facts.supplier {
            self.state_supplier(part, supplier, row, is_first);
        }
        if let Some(description) = facts.description {
            self.state_description(part, description, row, is_first);
        }
    }

    #[inline]
    fn state_place(&mut self, part: PartIndex, fact: Fact, given: Origin, row: RowId, first: bool) {
        if self.is_unsettled(part, fact) {
            return;
        }
        let column = if fact == Fact::Origin { &mut self.origins } else { &mut self.sources };
        let Some(slot) = column.get_mut(part.at()) else { return };
        match slot {
            None => {
                *slot = Some(given);
                self.came_from(part, fact, row, first);
            }
            Some(stated) if *stated == given => {}
            Some(stated) => {
                let stated = stated.as_str();
                self.conflict(part, fact, row, &stated, &given.as_str());
            }
        }
    }

    #[inline]
    fn state_cost(&mut self, part: PartIndex, cost: UnitCost, row: RowId, first: bool) {
        if self.is_unsettled(part, Fact::UnitCost) {
            return;
        }
        if self.least_costs.is_absent(part.at()) {
            self.set_cost(part, Some(cost));
            self.came_from(part, Fact::UnitCost, row, first);
        } else if let Some(stated) =
            self.unit_cost(part).filter(|stated| !is_same_cost(*stated, cost))
        {
            self.conflict(part, Fact::UnitCost, row, &CostTold(stated), &CostTold(cost));
        }
    }

    #[inline]
    pub(super) fn set_cost(&mut self, part: PartIndex, cost: Option<UnitCost>) {
        let (least, most, currency) = match cost {
            None => (None, None, None),
            Some(UnitCost::Exact(amount, currency)) => (Some(amount), None, Some(currency)),
            Some(UnitCost::Range(least, most, currency)) => {
                (Some(least), Some(most), Some(currency))
            }
        };
        self.least_costs.set(part.at(), least.map(Amount::figure));
        if let Some(slot) = self.currencies.get_mut(part.at()) {
            *slot = currency;
        }
        match most {
            Some(most) => {
                self.highest_costs.insert(part, most);
            }
            None if self.highest_costs.is_empty() => {}
            None => {
                self.highest_costs.remove(&part);
            }
        }
    }

    #[inline]
    fn state_supplier(&mut self, part: PartIndex, supplier: &str, row: RowId, first: bool) {
        let index = self.supplier_index(supplier);
        let Some(slot) = self.suppliers.get_mut(part.at()) else { return };
        if *slot == 0 {
            *slot = index;
            self.came_from(part, Fact::Supplier, row, first);
        } else if *slot != index {
            let stated = self.supplier(part).unwrap_or_default().to_owned();
            self.conflict(part, Fact::Supplier, row, &stated, &supplier);
        }
    }

    fn supplier_index(&mut self, name: &str) -> u32 {
        let last = usize::try_from(self.last_supplier).ok().and_then(|last| last.checked_sub(1));
        if last.is_some_and(|last| self.supplier_names.get(last) == name) {
            return self.last_supplier;
        }
        let (number, _) = self.supplier_names.add(name);
        self.last_supplier = number.saturating_add(1);
        self.last_supplier
    }

    // Two rows often describe one part in other words. The text that comes first in the order of
    // its bytes is kept, so that the order of the rows does not show.
    #[inline]
    fn state_description(&mut self, part: PartIndex, text: &str, row: RowId, first: bool) {
        let kept = self.description(part);
        if kept.is_some_and(|kept| kept <= text) {
            return;
        }
        self.description_texts.push(text);
        let index = u32::try_from(self.description_texts.len()).unwrap_or(0);
        if let Some(slot) = self.descriptions.get_mut(part.at()) {
            *slot = index;
        }
        self.came_from(part, Fact::Description, row, first);
    }

    #[inline]
    pub(super) fn is_unsettled(&self, part: PartIndex, fact: Fact) -> bool {
        !self.unsettled.is_empty() && self.unsettled.contains_key(&(part, fact))
    }

    #[inline]
    fn came_from(&mut self, part: PartIndex, fact: Fact, row: RowId, is_first: bool) {
        if !is_first && self.row(part) != row {
            self.fact_rows.insert((part, fact), row);
        }
    }
}

fn is_same_cost(left: UnitCost, right: UnitCost) -> bool {
    let parts = |cost| match cost {
        UnitCost::Exact(amount, currency) => (amount.exact(), amount.exact(), currency),
        UnitCost::Range(least, most, currency) => (least.exact(), most.exact(), currency),
    };
    parts(left) == parts(right)
}
