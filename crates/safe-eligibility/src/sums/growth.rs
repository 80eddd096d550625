//! How far an origin could grow.

use num_traits::Zero;

use super::asked::{Asked, TestShare};
use super::change::{Change, Source};
use super::heap::Heap;
use super::{Growth, Interval, Reach};
use crate::assessment::Assessment;
use crate::conditions::{Role, complement};
use crate::model::bill::origin_of;
use crate::model::country::Origin;
use crate::model::exact::{Exact, Fraction};
use crate::outcome::Outcome;
use crate::report::standing;
use crate::tally::CostRange;
use crate::trace::Portion;

const CENT: Exact = Exact::new(1, 2);

/// Each origin of the bill, each party of an agreement that may be applied, and any other country.
pub(super) fn of_each(assessment: &Assessment<'_>, asked: &Asked<'_, '_>) -> Vec<Growth> {
    let mut origins: Vec<Origin> = asked.sums.keys().filter_map(|code| origin_of(*code)).collect();
    for agreement in asked.governed.agreements() {
        let party = Origin::Country(agreement.party());
        if agreement.applied().judgement.outcome != Outcome::NotMet && !origins.contains(&party) {
            origins.push(party);
        }
    }
    origins.retain(|origin| !asked.is_barred(Some(*origin)));
    origins.sort_by_key(|origin| origin.as_str());
    let replaceable = core_cost(asked);
    let of = |origin: Origin| {
        let is_core = asked.core(origin) == Outcome::Met;
        let inside = asked.inside.filter(|_| !is_core);
        let replacing = inside.map(|inside| {
            reach(asked, Some(origin), Some(Source::cost(Some(inside))), Some(&replaceable))
        });
        (reach(asked, Some(origin), None, None), replacing)
    };
    let each = origins.into_iter().map(|origin| {
        let (added, replacing) = of(origin);
        let code = crate::model::bill::code_of(Some(origin));
        let cost = asked.sums.get(&code).map_or(CostRange::ZERO, |(sum, _)| sum.range());
        let standing = standing(&assessment.governed(), Some(origin));
        Growth { origin: Some(origin), standing, cost, added, replacing }
    });
    let any_other = asked.outside.map(|origin| {
        let (added, replacing) = of(origin);
        Growth { origin: None, standing: "outside", cost: CostRange::ZERO, added, replacing }
    });
    each.chain(any_other).collect()
}

/// Any origin in the core area; `None`: some line is from there, and says the same.
pub(super) fn of_core(asked: &Asked<'_, '_>) -> Option<Growth> {
    let mut here = asked.sums.keys().filter_map(|code| origin_of(*code));
    let is_core = |origin: Origin| {
        asked.core(origin) == Outcome::Met
            && !asked.is_party(Some(origin))
            && !asked.is_barred(Some(origin))
    };
    if here.any(is_core) {
        return None;
    }
    let added = reach(asked, Some(asked.inside?), None, None);
    Some(Growth {
        origin: None,
        standing: "member-state",
        cost: CostRange::ZERO,
        added,
        replacing: None,
    })
}

// What is certainly there to be replaced.
fn core_cost(asked: &Asked<'_, '_>) -> Exact {
    let mut core = Exact::ZERO;
    for (code, (sum, _)) in &asked.sums {
        let origin = origin_of(*code).filter(|origin| !asked.is_party(Some(*origin)));
        if origin.is_some_and(|origin| asked.core(origin) == Outcome::Met) {
            core.add(sum.least());
        }
    }
    core
}

fn reach(
    asked: &Asked<'_, '_>,
    to: Option<Origin>,
    from: Option<Source>,
    most: Option<&Exact>,
) -> Reach {
    let turns = turns(asked, to, from, most);
    let within = |is: fn(Outcome) -> bool| intervals(&turns, is, most.is_none());
    Reach {
        met: within(|outcome| outcome == Outcome::Met),
        possible: within(|outcome| outcome != Outcome::NotMet),
    }
}

/// Where an outcome holds, between the amounts at which it can turn.
pub(super) fn intervals(
    turns: &[(Exact, Outcome)],
    is: impl Fn(Outcome) -> bool,
    limitless: bool,
) -> Vec<Interval> {
    let mut found = Vec::new();
    let mut open: Option<Interval> = None;
    for (amount, outcome) in turns {
        if is(*outcome) {
            let interval =
                open.get_or_insert_with(|| Interval { least: amount.clone(), most: None });
            interval.most = Some(amount.clone());
        } else {
            found.extend(open.take());
        }
    }
    if let Some(last) = &mut open {
        if limitless {
            last.most = None;
        }
    }
    found.extend(open);
    found
}

/// Every amount in whole cents around which the outcome can turn, with the outcome there.
///
/// Between two of them that are more than a cent apart it is the same; behind the last as well,
/// up to `most`.
pub(super) fn turns(
    asked: &Asked<'_, '_>,
    to: Option<Origin>,
    from: Option<Source>,
    most: Option<&Exact>,
) -> Vec<(Exact, Outcome)> {
    // The first cent may bring the first line from a party.
    let mut amounts = vec![Exact::ZERO, CENT];
    for share in asked.tests.iter().flat_map(|test| &test.shares) {
        for amount in share.roots(asked, to, from) {
            let cents = amount.whole_cents();
            amounts.push(cents.plus(&CENT));
            amounts.push(cents);
        }
    }
    if let Some(most) = most {
        amounts.push(Fraction::of(most, &Exact::new(1, 0)).whole_cents());
        amounts.retain(|amount| amount <= most);
    }
    amounts.sort();
    amounts.dedup();
    let outcomes = amounts.into_iter().map(|amount| {
        let change = Change { to, from, cost: Heap::exactly(&amount) };
        let outcome = asked.outcome(Some(&change));
        (amount, outcome)
    });
    outcomes.collect()
}

/// Whether a share grows or falls with each euro, and by how much of its bound.
struct Slope {
    rises: bool,
    weight: Exact,
}

impl TestShare {
    /// The amounts at which the share, at its least or most, is exactly its bound.
    fn roots(
        &self,
        asked: &Asked<'_, '_>,
        to: Option<Origin>,
        from: Option<Source>,
    ) -> Vec<Fraction> {
        let portions = self.portions(asked, None);
        let ends = [(portions.least(), Role::Rest), (portions.most(), Role::Part)];
        let gained = self.role(asked, to);
        let lost = from.map(|source| self.role(asked, source.origin));
        let each = ends.iter().filter_map(|(end, open_as)| {
            let settled = |role: Role| if role == Role::Open { *open_as } else { role };
            self.root(end, &self.slope(settled(gained), lost.map(settled))?)
        });
        each.collect()
    }

    // What part and rest weigh against each other: `bound × rest` against `(1 − bound) × part`.
    fn slope(&self, gained: Role, lost: Option<Role>) -> Option<Slope> {
        let is_part = |role: Role| role == Role::Part;
        match lost {
            None if is_part(gained) => Some(Slope { rises: true, weight: complement(self.bound) }),
            None => Some(Slope { rises: false, weight: self.bound.exact() }),
            Some(lost) if is_part(lost) == is_part(gained) => None,
            Some(_) => Some(Slope { rises: is_part(gained), weight: Exact::new(1, 0) }),
        }
    }

    fn root(&self, end: &Portion, slope: &Slope) -> Option<Fraction> {
        let part = end.part.as_ref()?.times(&complement(self.bound));
        let rest = end.rest.as_ref()?.times(&self.bound.exact());
        if slope.weight.is_zero() {
            return None;
        }
        let gap = if slope.rises { rest.less(&part) } else { part.less(&rest) };
        let root = Fraction::of(&gap, &slope.weight);
        // Where the share moves away from its bound there is no gap to close.
        (!root.numerator().is_zero()).then_some(root)
    }
}
