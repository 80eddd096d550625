//! Second sources of a part: the same part, bought from somebody else.

use safe_eligibility::model::bill::UnitCost;
use safe_eligibility::model::country::Origin;
use safe_eligibility::model::figure::Amount;

use super::{Fact, PartFacts, PartIndex, Parts, RowId};

/// What a second source changed of a part.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Widened {
    /// Its origin is not stated any more, because the sources differ.
    pub(crate) origin: bool,
    /// Where it is bought from is not stated any more, because the sources differ.
    pub(crate) sourced_from: bool,
    /// Its cost is now a range over all sources.
    pub(crate) cost_range: bool,
    /// Its cost is not stated any more, because the sources name different currencies.
    pub(crate) cost: bool,
}

impl Parts {
    /// Takes another source of a part.
    ///
    /// Nothing says from which source the part comes. A fact on which the sources differ is
    /// therefore not stated, and a cost is a range over all of them.
    pub(crate) fn add_source(
        &mut self,
        part: PartIndex,
        facts: &PartFacts<'_>,
        row: RowId,
    ) -> Widened {
        Widened {
            origin: self.widen_place(part, Fact::Origin, facts.origin, row),
            sourced_from: self.widen_place(part, Fact::SourcedFrom, facts.sourced_from, row),
            ..self.widen_cost(part, facts.unit_cost, row)
        }
    }

    fn widen_place(
        &mut self,
        part: PartIndex,
        fact: Fact,
        given: Option<Origin>,
        row: RowId,
    ) -> bool {
        let column = if fact == Fact::Origin { &mut self.origins } else { &mut self.sources };
        let (Some(given), Some(slot)) = (given, column.get_mut(part.at())) else { return false };
        // A source that states nothing may be from anywhere, so what another states does not
        // hold for the part.
        if *slot == Some(given) || self.unsettled.contains_key(&(part, fact)) {
            return false;
        }
        *slot = None;
        self.unsettled.insert((part, fact), row);
        true
    }

    fn widen_cost(&mut self, part: PartIndex, given: Option<UnitCost>, row: RowId) -> Widened {
        let unchanged = Widened::default();
        let Some(given) = given.filter(|_| !self.is_unsettled(part, Fact::UnitCost)) else {
            return unchanged;
        };
        let Some(stated) = self.unit_cost(part) else {
            self.unsettled.insert((part, Fact::UnitCost), row);
            return Widened { cost: true, ..unchanged };
        };
        let Some((cost, differs)) = over_both(stated, given) else {
            self.set_cost(part, None);
            self.unsettled.insert((part, Fact::UnitCost), row);
            return Widened { cost: true, ..unchanged };
        };
        if differs {
            self.set_cost(part, Some(cost));
        }
        Widened { cost_range: differs, ..unchanged }
    }
}

/// The range over both costs, and whether it is another than the first; `None` for two currencies.
fn over_both(left: UnitCost, right: UnitCost) -> Option<(UnitCost, bool)> {
    let ends = |cost| match cost {
        UnitCost::Exact(amount, currency) => (amount, amount, currency),
        UnitCost::Range(least, most, currency) => (least, most, currency),
    };
    let ((low, high, currency), (other_low, other_high, other_currency)) =
        (ends(left), ends(right));
    if currency != other_currency {
        return None;
    }
    let is_below = |a: Amount, b: Amount| a.exact() < b.exact();
    let lower = is_below(other_low, low);
    let higher = is_below(high, other_high);
    let least = if lower { other_low } else { low };
    let most = if higher { other_high } else { high };
    Some((UnitCost::Range(least, most, currency), lower || higher))
}
