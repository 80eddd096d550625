//! Which lines contribute most, and which would turn the outcome by themselves.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::asked::Asked;
use super::change::{Change, Source};
use super::growth::turns;
use super::heap::Heap;
use crate::model::bill::{code_of, origin_of};
use crate::model::country::Origin;
use crate::model::exact::Exact;
use crate::outcome::Outcome;
use crate::tally::{Cost, CostRange, Costing, CountedLine, for_each_counted};

/// Lines picked in one pass.
pub(super) struct Picked {
    pub(super) contributing: Kept,
    pub(super) others: usize,
    pub(super) others_cost: CostRange,
    pub(super) losing: Kept,
    pub(super) winning: Kept,
}

/// Lines that weigh most, and how many there were.
pub(super) struct Kept {
    most: usize,
    pub(super) count: usize,
    pub(super) lines: Vec<CountedLine>,
}

pub(super) fn lines(asked: &Asked<'_, '_>, costing: &Costing<'_>, most: usize) -> Option<Picked> {
    let kept = || Kept { most, count: 0, lines: Vec::new() };
    let (mut contributing, mut losing, mut winning) = (kept(), kept(), kept());
    let mut all = Heap::EMPTY;
    let mut ways = Ways { asked, losing: BTreeMap::new(), winning: BTreeMap::new() };
    let bill = asked.question.bill;
    for_each_counted(bill, costing, asked.question.tier, |line, cost| {
        let code = bill.origin_code(line);
        let origin = origin_of(code);
        let standing = origin.map_or(Outcome::Undetermined, |origin| asked.core(origin));
        if standing != Outcome::Met {
            all.add(&Heap::of(&cost));
            contributing.keep(line, &cost);
            if ways.turns(Direction::Win, code, origin, &cost) {
                winning.keep(line, &cost);
            }
        }
        let lost = standing != Outcome::NotMet || asked.is_party(origin);
        if lost && ways.turns(Direction::Lose, code, origin, &cost) {
            losing.keep(line, &cost);
        }
    })
    .ok()?;
    for kept in [&mut contributing, &mut losing, &mut winning] {
        kept.sort();
    }
    let others = contributing.count.saturating_sub(contributing.lines.len());
    for line in &contributing.lines {
        all.take(&Heap::of_range(&line.cost));
    }
    Some(Picked { contributing, others, others_cost: all.range(), losing, winning })
}

impl Kept {
    // Room for as many again, so that sorting costs little for each line.
    fn keep(&mut self, line: usize, cost: &Cost) {
        self.count = self.count.saturating_add(1);
        if self.most == 0 {
            return;
        }
        self.lines.push(CountedLine { line, cost: cost.range() });
        if self.lines.len() >= self.most.saturating_mul(2).max(64) {
            self.sort();
        }
    }

    fn sort(&mut self) {
        self.lines.sort_unstable_by(heaviest_first);
        self.lines.truncate(self.most);
    }
}

// Without limit weighs more than every amount.
fn heaviest_first(one: &CountedLine, other: &CountedLine) -> Ordering {
    let limitless = |line: &CountedLine| line.cost.most.is_none();
    limitless(other)
        .cmp(&limitless(one))
        .then_with(|| other.cost.most.cmp(&one.cost.most))
        .then_with(|| other.cost.least.cmp(&one.cost.least))
        .then(one.line.cmp(&other.line))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Lose,
    Win,
}

/// From which cost on a line from an origin turns the outcome.
#[derive(Clone)]
enum Threshold {
    Never,
    From(Exact),
    /// The condition has to be asked for each line.
    Asked,
}

struct Ways<'q, 'a> {
    asked: &'q Asked<'q, 'a>,
    losing: BTreeMap<u8, Threshold>,
    winning: BTreeMap<u8, Threshold>,
}

impl Ways<'_, '_> {
    fn turns(
        &mut self,
        direction: Direction,
        code: u8,
        origin: Option<Origin>,
        cost: &Cost,
    ) -> bool {
        let asked = self.asked;
        let (to, known) = match direction {
            Direction::Lose => (asked.outside, &mut self.losing),
            Direction::Win => (asked.inside, &mut self.winning),
        };
        let Some(to) = to else { return false };
        let threshold =
            known.entry(code).or_insert_with(|| threshold(asked, direction, to, origin));
        let ask = || {
            let from = Some(Source::line(origin));
            let change = Change { to: Some(to), from, cost: Heap::of(cost) };
            is_turned(asked, direction, asked.outcome(Some(&change)))
        };
        match (threshold, cost) {
            (Threshold::Never, _) => false,
            (Threshold::From(least), Cost::Exact(cost)) if *cost >= *least => true,
            (Threshold::From(least), Cost::Exact(cost))
                if cost.plus(&Exact::new(1, 2)) <= *least =>
            {
                false
            }
            (Threshold::From(least), Cost::Range(_, most))
                if most.plus(&Exact::new(1, 2)) <= *least =>
            {
                false
            }
            (Threshold::From(least), Cost::Range(cost, _)) if *cost >= *least => true,
            (Threshold::From(_) | Threshold::Asked, _) => ask(),
        }
    }
}

fn is_turned(asked: &Asked<'_, '_>, direction: Direction, outcome: Outcome) -> bool {
    match direction {
        Direction::Lose => outcome < asked.now,
        Direction::Win => outcome > asked.now,
    }
}

// With cost from one origin the outcome turns once, unless an agreement asks about that origin.
fn threshold(
    asked: &Asked<'_, '_>,
    direction: Direction,
    to: Origin,
    from: Option<Origin>,
) -> Threshold {
    let settled = match direction {
        Direction::Lose => asked.now == Outcome::NotMet,
        Direction::Win => asked.now == Outcome::Met,
    };
    // From where nothing may come at all, another rule would turn as well.
    if settled || asked.is_barred(from) || from == Some(to) {
        return Threshold::Never;
    }
    if asked.is_party(from) || asked.is_party(Some(to)) {
        return Threshold::Asked;
    }
    let Some((sum, _)) = asked.sums.get(&code_of(from)) else { return Threshold::Never };
    // What is without limit, or only known to lie between two amounts, may be more than the least.
    let is_exact = sum.range().most.as_ref() == Some(sum.least());
    let turns = turns(asked, Some(to), Some(Source::cost(from)), Some(sum.least()));
    let first = turns.into_iter().find(|(_, outcome)| is_turned(asked, direction, *outcome));
    match first {
        Some((amount, _)) => Threshold::From(amount),
        None if is_exact => sub_cent(sum.least()),
        None => Threshold::Asked,
    }
}

// Whole cents do not reach to the last fraction of a cent that an origin contributes.
fn sub_cent(all: &Exact) -> Threshold {
    let whole = crate::model::exact::Fraction::of(all, &Exact::new(1, 0)).whole_cents();
    if whole == *all { Threshold::Never } else { Threshold::Asked }
}
