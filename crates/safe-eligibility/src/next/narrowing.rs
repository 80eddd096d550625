//! How narrow ranges of cost have to get before a share is settled.

use super::declarations::Share;
use super::{Gap, Narrowing, RangeLine};
use crate::assessment::{Assessment, Finding};
use crate::conditions::{Measured, Portions, Role, complement};
use crate::model::country::Origin;
use crate::model::exact::{Exact, Fraction};
use crate::model::figure;
use crate::outcome::Outcome;
use crate::tally::CountedLine;
use crate::trace::Portion;

pub(super) fn of_each<'a>(assessment: &Assessment<'a>) -> Vec<Narrowing<'a>> {
    assessment.findings().iter().filter_map(|finding| of(assessment, finding)).collect()
}

fn of<'a>(assessment: &Assessment<'a>, finding: &Finding<'a>) -> Option<Narrowing<'a>> {
    let share = Share::of(assessment, finding)?;
    let governed = assessment.governed();
    let role =
        |origin: Origin| Measured::Outside.role(origin, governed.origin(origin).judgement.outcome);
    let tally = assessment.tallies.of(share.product, share.tier)?;
    let portions = Portions::of(tally, role);
    let weights = Weights { ceiling: share.ceiling };
    let allowed = weights.excess(&portions.most());
    let by_agreement = governed.agreements().any(|agreement| {
        tally.has(Origin::Country(agreement.party()))
            && agreement.applied().judgement.outcome != Outcome::NotMet
    });
    let exceeded = if by_agreement { None } else { weights.shortfall(&portions.least()) };
    let mut lines = Vec::new();
    for counted in share.lines(assessment)? {
        let origin = share.bill.origin(counted.line);
        let is_range = counted.cost.most.as_ref().is_some_and(|most| *most > counted.cost.least);
        let Some(role) = origin.map(role).filter(|_| is_range) else { continue };
        lines.extend(weights.line(&share, &counted, role, [allowed.as_ref(), exceeded.as_ref()]));
    }
    if lines.is_empty() {
        return None;
    }
    Some(Narrowing {
        rule: finding.rule,
        subject: finding.subject.clone(),
        allowed: weights.gap(allowed.as_ref(), cents_up),
        exceeded: (!by_agreement).then(|| weights.gap(exceeded.as_ref(), cents_above)),
        lines,
    })
}

/// With what cost from outside and cost from the core area count against each other.
struct Weights {
    ceiling: figure::Share,
}

impl Weights {
    /// What an amount from outside counts: what the ceiling leaves of the whole.
    fn outside(&self) -> Exact {
        complement(self.ceiling)
    }

    fn core(&self) -> Exact {
        self.ceiling.exact()
    }

    fn sides(&self, portion: &Portion) -> Option<(Exact, Exact)> {
        let (part, rest) = portion.part.as_ref().zip(portion.rest.as_ref())?;
        Some((part.times(&self.outside()), rest.times(&self.core())))
    }

    /// By how much the share at its most is beyond the ceiling; `None`: without limit.
    fn excess(&self, most: &Portion) -> Option<Exact> {
        self.sides(most).map(|(part, rest)| part.less(&rest))
    }

    /// By how much the share at its least is below the ceiling; `None`: without limit.
    fn shortfall(&self, least: &Portion) -> Option<Exact> {
        self.sides(least).map(|(part, rest)| rest.less(&part))
    }

    fn gap(&self, apart: Option<&Exact>, cents: fn(&Exact, &Exact) -> Exact) -> Gap {
        let on =
            |weight: Exact| apart.filter(|_| !weight.is_zero()).map(|apart| cents(apart, &weight));
        Gap { outside: on(self.outside()), core: on(self.core()) }
    }

    fn line<'a>(
        &self,
        share: &Share<'a>,
        counted: &CountedLine,
        role: Role,
        [allowed, exceeded]: [Option<&Exact>; 2],
    ) -> Option<RangeLine<'a>> {
        let is_outside = match role {
            Role::Part => true,
            Role::Rest => false,
            Role::Open => return None,
        };
        let weight = if is_outside { self.outside() } else { self.core() };
        let most = counted.cost.most.as_ref()?;
        let least = &counted.cost.least;
        let not_nothing = |apart: &&Exact| !weight.is_zero() && !apart.is_zero();
        // From the core area it has to cost at least so much, from outside at most.
        let from_most = |gap: Exact| (gap <= *most).then(|| most.less(&gap));
        let down = |gap: Exact| from_most(gap).map(|cost| cents_down(&cost));
        let up = |gap: Exact| Some(cents_up(&least.plus(&gap), &Exact::new(1, 0)));
        let is_within = |cost: &Exact| least <= cost && cost <= most;
        let [allowed, exceeded] = [
            allowed.filter(not_nothing).map(|apart| cents_up(apart, &weight)),
            exceeded.filter(|_| !weight.is_zero()).map(|apart| cents_above(apart, &weight)),
        ];
        let (allowed, exceeded) = if is_outside {
            (allowed.and_then(down), exceeded.and_then(up))
        } else {
            (allowed.and_then(up), exceeded.and_then(down))
        };
        Some(RangeLine {
            at: share.list.item(counted.line),
            id: share.bill.id(counted.line),
            cost: counted.cost.clone(),
            is_outside,
            allowed: allowed.filter(is_within),
            exceeded: exceeded.filter(is_within),
        })
    }
}

fn cents_down(amount: &Exact) -> Exact {
    Fraction::of(amount, &Exact::new(1, 0)).whole_cents()
}

/// An amount by a weight, in the next whole cents that are not below it.
fn cents_up(amount: &Exact, weight: &Exact) -> Exact {
    let down = Fraction::of(amount, weight).whole_cents();
    if down.times(weight) >= *amount { down } else { down.plus(&Exact::new(1, 2)) }
}

/// An amount by a weight, in the next whole cents that are above it.
fn cents_above(amount: &Exact, weight: &Exact) -> Exact {
    Fraction::of(amount, weight).whole_cents().plus(&Exact::new(1, 2))
}
