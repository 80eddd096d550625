//! The tests of a share of component cost, as sums that lines from elsewhere have to reach.

use std::collections::BTreeSet;

use super::cover::{MOST_NEEDS, Need, Piece, Problem};
use crate::assessment::{Assessment, EvaluateError, Finding};
use crate::conditions::{Condition, Limit, Measured, Role, Tier, complement};
use crate::model::bill::BillOfMaterials;
use crate::model::country::{CountryCode, Origin};
use crate::model::exact::Exact;
use crate::model::figure::Share;
use crate::model::place::{Member, Place};
use crate::outcome::Outcome;
use crate::rulebook::law::{Governed, Rule};
use crate::rulebook::pack::Topic;
use crate::tally::{CostRange, Costing, for_each_counted};

/// The bill of an end product, and what the law of a day asks of it.
pub(super) struct Bill<'a> {
    pub(super) product: usize,
    pub(super) materials: &'a BillOfMaterials,
    pub(super) ceiling: Share,
    pub(super) tier: Tier,
    pub(super) topic: Topic,
    /// Every line that counts.
    pub(super) lines: Vec<Line>,
}

/// A line that counts.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) origin: Option<Origin>,
    pub(super) cost: CostRange,
}

/// The ceiling and the tier of a rule on a share; `None`: it is no such rule.
pub(super) fn share_of(rule: &Rule) -> Option<(Share, Tier, Topic)> {
    rule.body.condition.flattened().into_iter().find_map(|part| {
        let Condition::ShareAtMost { ceiling, tier, topic } = part else { return None };
        Some((*ceiling, *tier, *topic))
    })
}

/// The countries from which a rule lets nothing come; `None`: it is no such rule.
pub(super) fn barred_by(rule: &Rule) -> Option<&[CountryCode]> {
    rule.body.condition.flattened().into_iter().find_map(|part| {
        let Condition::NoComponentFrom { countries } = part else { return None };
        Some(&**countries)
    })
}

/// The end product a finding is about.
pub(super) fn product_of(finding: &Finding<'_>, assessment: &Assessment<'_>) -> Option<usize> {
    let count = assessment.procurement().stated().end_products.as_ref().map_or(0, Vec::len);
    let root = Place::root();
    (0..count).find(|index| root.at(Member::EndProducts, *index) == finding.subject)
}

impl<'a> Bill<'a> {
    /// `None`: the finding is not about a share, or there is no line.
    pub(super) fn of(
        assessment: &Assessment<'a>,
        finding: &Finding<'_>,
    ) -> Result<Option<Self>, EvaluateError> {
        let Some((ceiling, tier, topic)) = share_of(finding.rule) else { return Ok(None) };
        let Some(product) = product_of(finding, assessment) else { return Ok(None) };
        let stated = assessment.procurement().stated();
        let products = stated.end_products.as_deref().unwrap_or_default();
        let bill = products.get(product).and_then(|product| product.components.as_ref());
        let Some(bill) = bill.filter(|bill| !bill.is_empty()) else { return Ok(None) };
        let costing =
            Costing::new(bill, &stated.exchange_rates).map_err(|error| error.of(product))?;
        let mut lines = Vec::new();
        for_each_counted(bill, &costing, tier, |line, cost| {
            lines.push(Line { number: line, origin: bill.origin(line), cost: cost.range() });
        })
        .map_err(|error| error.of(product))?;
        Ok(Some(Self { product, materials: bill, ceiling, tier, topic, lines }))
    }
}

/// Which way lines go, and to what end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// To the core area, so that the share holds.
    Hold,
    /// Outside, so that it does not.
    Fail,
}

/// One share that has to hold, or to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounded {
    pub(super) name: &'static str,
    pub(super) measured: Measured,
    pub(super) limit: Limit,
    pub(super) bound: Share,
}

/// One test of which one is enough.
#[derive(Clone, Debug)]
pub(super) struct Test {
    /// The party of the agreement; `None`: the test of the ceiling itself.
    pub(super) party: Option<CountryCode>,
    pub(super) shares: Vec<Bounded>,
}

/// The tests that may carry under the law of a day, that of the ceiling first.
pub(super) fn tests(bill: &Bill<'_>, governed: &Governed<'_>) -> Vec<Test> {
    let from = |party| bill.lines.iter().any(|line| line.origin == Some(Origin::Country(party)));
    tests_with(bill, governed, from)
}

/// The same where lines may come to be from other countries.
pub(super) fn tests_with(
    bill: &Bill<'_>,
    governed: &Governed<'_>,
    has_line: impl Fn(CountryCode) -> bool,
) -> Vec<Test> {
    let outside = Bounded {
        name: "outside-share",
        measured: Measured::Outside,
        limit: Limit::AtMost,
        bound: bill.ceiling,
    };
    let mut tests = vec![Test { party: None, shares: vec![outside] }];
    for agreement in governed.agreements() {
        let party = agreement.party();
        let applied = agreement.applied().judgement.outcome;
        let opens = agreement.opens(bill.topic).judgement.outcome;
        if !has_line(party) || applied != Outcome::Met || opens != Outcome::Met {
            continue;
        }
        let mut shares = Vec::new();
        let mut is_known = true;
        for (name, measured, member, limit) in Measured::of_agreement(party) {
            let Some(known) = agreement.share(member) else { continue };
            is_known &= !known.datum.set_aside;
            shares.push(Bounded { name, measured, limit, bound: known.share });
        }
        if is_known {
            tests.push(Test { party: Some(party), shares });
        }
    }
    tests
}

impl Bounded {
    fn role(&self, origin: Option<Origin>, governed: &Governed<'_>) -> Role {
        origin.map_or(Role::Open, |origin| {
            self.measured.role(origin, governed.origin(origin).judgement.outcome)
        })
    }

    /// What one euro at the least and at the most of a line's cost adds.
    fn weights(&self) -> (Exact, Exact) {
        let (share, rest) = (self.bound.exact(), complement(self.bound));
        match self.limit {
            Limit::AtMost => (share, rest),
            Limit::AtLeast => (rest, share),
        }
    }

    /// What a line adds to what has to be the greater, and to what has to be the smaller; `None`:
    /// to the smaller without limit.
    pub(super) fn adds(
        &self,
        origin: Option<Origin>,
        cost: &CostRange,
        governed: &Governed<'_>,
    ) -> Option<(Exact, Exact)> {
        let (share, rest) = (self.bound.exact(), complement(self.bound));
        let (under, over, for_role) = match self.limit {
            Limit::AtMost => (share, rest, Role::Rest),
            Limit::AtLeast => (rest, share, Role::Part),
        };
        if self.role(origin, governed) == for_role {
            return Some((cost.least.times(&under), Exact::ZERO));
        }
        Some((Exact::ZERO, cost.most.as_ref()?.times(&over)))
    }

    /// Whether a line that goes from one role to another brings the aim nearer.
    fn is_moved(&self, aim: Aim, from: Role, to: Role) -> bool {
        match (aim, self.limit) {
            (Aim::Hold, Limit::AtMost) => from != Role::Rest && to == Role::Rest,
            (Aim::Hold, Limit::AtLeast) => from != Role::Part && to == Role::Part,
            (Aim::Fail, Limit::AtMost) => from == Role::Rest && to == Role::Part,
            (Aim::Fail, Limit::AtLeast) => from == Role::Part && to != Role::Part,
        }
    }

    /// What a line adds to the need; `None`: without limit.
    fn weight(&self, cost: &CostRange) -> Option<Exact> {
        let (at_least, at_most) = self.weights();
        let most = cost.most.as_ref()?;
        Some(cost.least.times(&at_least).plus(&most.times(&at_most)))
    }

    /// What has to be reached, with some lines moved already; `None`: no amount is enough. Where
    /// nothing has to, there is no amount either: the second value says which.
    fn need(&self, aim: Aim, sums: [&CostRange; 3]) -> Wanted {
        let [part, rest, open] = sums;
        let (share, left) = (self.bound.exact(), complement(self.bound));
        let both = |one: &CostRange, other: &CostRange| {
            one.most.as_ref().zip(other.most.as_ref()).map(|(one, other)| one.plus(other))
        };
        let (over, under) = match self.limit {
            Limit::AtMost => {
                (both(part, open).map(|most| most.times(&left)), rest.least.times(&share))
            }
            Limit::AtLeast => {
                (both(rest, open).map(|most| most.times(&share)), part.least.times(&left))
            }
        };
        match (aim, over) {
            (Aim::Hold, None) => Wanted::Never,
            (Aim::Hold, Some(over)) if over <= under => Wanted::Nothing,
            (Aim::Hold, Some(over)) => {
                Wanted::Sum(Need { amount: over.less(&under), is_strict: false })
            }
            (Aim::Fail, None) => Wanted::Nothing,
            (Aim::Fail, Some(over)) if over > under => Wanted::Nothing,
            (Aim::Fail, Some(over)) => {
                Wanted::Sum(Need { amount: under.less(&over), is_strict: true })
            }
        }
    }
}

enum Wanted {
    Nothing,
    Never,
    Sum(Need),
}

/// Lines to pick from, so that shares hold or fail.
pub(super) struct Puzzle {
    pub(super) problem: Problem,
    /// The line of each piece, by its position among those that count.
    pub(super) lines: Vec<usize>,
    /// The share of each need.
    pub(super) shares: Vec<Bounded>,
    /// Lines that have to be moved anyway, by their position among those that count.
    pub(super) forced: BTreeSet<usize>,
    /// Whether lines without limit were left out of the pieces.
    pub(super) has_limitless: bool,
}

/// What has to be moved where, and what may not be.
pub(super) struct Moving<'m> {
    pub(super) aim: Aim,
    pub(super) to: Origin,
    /// Lines that stay as they are, by their number in the bill.
    pub(super) kept: &'m BTreeSet<usize>,
    /// Lines that have to be moved, by their number in the bill.
    pub(super) forced: &'m BTreeSet<usize>,
    /// The party of which some line has to stay.
    pub(super) stays: Option<CountryCode>,
}

/// `None`: no lines that may be moved are enough.
pub(super) fn puzzle(
    bill: &Bill<'_>,
    governed: &Governed<'_>,
    shares: &[Bounded],
    moving: &Moving<'_>,
) -> Option<Puzzle> {
    let mut forced: BTreeSet<usize> = BTreeSet::new();
    let role = |share: &Bounded, origin| share.role(origin, governed);
    let helps = |line: &Line| {
        let to = |share: &Bounded| role(share, Some(moving.to));
        shares.iter().any(|one| one.is_moved(moving.aim, role(one, line.origin), to(one)))
    };
    for (at, line) in bill.lines.iter().enumerate() {
        let is_limitless = moving.aim == Aim::Hold && line.cost.most.is_none() && helps(line);
        if moving.forced.contains(&line.number) || is_limitless {
            if moving.kept.contains(&line.number) {
                return None;
            }
            forced.insert(at);
        }
    }
    let mut needs = Vec::new();
    let mut asked = Vec::new();
    for share in shares {
        let mut sums = [CostRange::ZERO, CostRange::ZERO, CostRange::ZERO];
        for (at, line) in bill.lines.iter().enumerate() {
            let origin = if forced.contains(&at) { Some(moving.to) } else { line.origin };
            let slot = match role(share, origin) {
                Role::Part => 0,
                Role::Rest => 1,
                Role::Open => 2,
            };
            if let Some(sum) = sums.get_mut(slot) {
                sum.add(&line.cost);
            }
        }
        let [part, rest, open] = &sums;
        match share.need(moving.aim, [part, rest, open]) {
            Wanted::Never => return None,
            Wanted::Nothing => {}
            Wanted::Sum(need) => {
                needs.push(need);
                asked.push(*share);
            }
        }
    }
    if needs.len() > MOST_NEEDS {
        return None;
    }
    let mut puzzle = Puzzle {
        problem: Problem { pieces: Vec::new(), needs, most_limited: None },
        lines: Vec::new(),
        shares: asked,
        forced,
        has_limitless: false,
    };
    puzzle.fill(bill, governed, moving)?;
    Some(puzzle)
}

impl Puzzle {
    /// The greatest of the needs; no line adds more to it than it costs.
    pub(super) fn most_needed(&self) -> Exact {
        let amounts = self.problem.needs.iter().map(|need| &need.amount);
        amounts.max().cloned().unwrap_or(Exact::ZERO)
    }

    fn fill(
        &mut self,
        bill: &Bill<'_>,
        governed: &Governed<'_>,
        moving: &Moving<'_>,
    ) -> Option<()> {
        let party = moving.stays.map(Origin::Country);
        let mut staying = 0usize;
        for (at, line) in bill.lines.iter().enumerate() {
            if self.forced.contains(&at) {
                continue;
            }
            let is_limited = party.is_some() && line.origin == party;
            staying = staying.saturating_add(usize::from(is_limited));
            if moving.kept.contains(&line.number) {
                continue;
            }
            let weight = |share: &Bounded| {
                let (from, to) =
                    (share.role(line.origin, governed), share.role(Some(moving.to), governed));
                let moved = share.is_moved(moving.aim, from, to);
                if moved { share.weight(&line.cost) } else { Some(Exact::ZERO) }
            };
            let weights: Option<Vec<Exact>> = self.shares.iter().map(weight).collect();
            let (Some(weights), Some(price)) = (weights, line.cost.most.clone()) else {
                self.has_limitless = true;
                continue;
            };
            if weights.iter().any(|weight| !weight.is_zero()) {
                self.problem.pieces.push(Piece { weights, price, is_limited });
                self.lines.push(at);
            }
        }
        if party.is_some() {
            // Without a line from the party its agreement is no test.
            self.problem.most_limited = Some(staying.checked_sub(1)?);
        }
        Some(())
    }
}
