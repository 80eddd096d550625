//! Which lines contribute most, and which would turn the outcome by themselves.

use std::cmp::Ordering;

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
    // What the lightest of them weighs, once there are enough.
    floor: Option<Exact>,
}

pub(super) fn lines(asked: &Asked<'_, '_>, costing: &Costing<'_>, most: usize) -> Option<Picked> {
    let kept = || Kept { most, count: 0, lines: Vec::new(), floor: None };
    let (mut contributing, mut losing, mut winning) = (kept(), kept(), kept());
    let mut ways = Ways::of(asked);
    let bill = asked.question.bill;
    for_each_counted(bill, costing, asked.question.tier, |line, cost| {
        let Some(way) = ways.by_code.get_mut(usize::from(bill.origin_code(line))) else { return };
        if way.contributes {
            contributing.keep(line, &cost);
        }
        if way.turns(asked, Direction::Win, &cost) {
            winning.keep(line, &cost);
        }
        if way.turns(asked, Direction::Lose, &cost) {
            losing.keep(line, &cost);
        }
    })
    .ok()?;
    for kept in [&mut contributing, &mut losing, &mut winning] {
        kept.sort();
    }
    let others = contributing.count.saturating_sub(contributing.lines.len());
    let mut rest = Heap::EMPTY;
    for (code, (sum, _)) in &asked.sums {
        if is_or_may_be_outside(asked, origin_of(*code)) {
            rest.add(sum);
        }
    }
    for line in &contributing.lines {
        rest.take(&Heap::of_range(&line.cost));
    }
    Some(Picked { contributing, others, others_cost: rest.range(), losing, winning })
}

fn is_or_may_be_outside(asked: &Asked<'_, '_>, origin: Option<Origin>) -> bool {
    origin.is_none_or(|origin| asked.core(origin) != Outcome::Met)
}

impl Kept {
    // Room for as many again, so that sorting costs little for each line.
    fn keep(&mut self, line: usize, cost: &Cost) {
        self.count = self.count.saturating_add(1);
        // Most lines weigh less than those that are kept already.
        if let (Some(floor), Cost::Exact(cost)) = (&self.floor, cost) {
            if cost < floor {
                return;
            }
        }
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
        let is_full = self.lines.len() >= self.most;
        self.floor = self.lines.last().filter(|_| is_full).and_then(|line| line.cost.most.clone());
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
enum Threshold {
    Never,
    /// From `least` on; up to `below` it does not, a cent less.
    From {
        below: Exact,
        least: Exact,
    },
    /// The condition has to be asked for each line.
    Asked,
}

/// What lines from one origin would do elsewhere.
struct Way {
    origin: Option<Origin>,
    contributes: bool,
    losing: Threshold,
    winning: Threshold,
}

/// By code of origin.
struct Ways {
    by_code: Vec<Way>,
}

impl Ways {
    fn of(asked: &Asked<'_, '_>) -> Self {
        let codes = (0u8..).take(crate::model::bill::ORIGIN_CODES);
        let each = codes.map(|code| {
            let origin = origin_of(code);
            if !asked.sums.contains_key(&code) {
                let never = || Threshold::Never;
                return Way { origin, contributes: false, losing: never(), winning: never() };
            }
            let contributes = is_or_may_be_outside(asked, origin);
            let is_outside = origin.is_some_and(|origin| asked.core(origin) == Outcome::NotMet);
            let may_lose = !is_outside || asked.is_party(origin);
            Way {
                origin,
                contributes,
                losing: threshold(asked, Direction::Lose, may_lose, origin),
                winning: threshold(asked, Direction::Win, contributes, origin),
            }
        });
        Self { by_code: each.collect() }
    }
}

impl Way {
    fn turns(&self, asked: &Asked<'_, '_>, direction: Direction, cost: &Cost) -> bool {
        let (to, threshold) = match direction {
            Direction::Lose => (asked.outside, &self.losing),
            Direction::Win => (asked.inside, &self.winning),
        };
        let ask = || {
            let from = Some(Source::line(self.origin));
            let change = Change { to, from, cost: Heap::of(cost) };
            is_turned(asked, direction, asked.outcome(Some(&change)))
        };
        match (threshold, cost) {
            (Threshold::Never, _) => false,
            (Threshold::From { least, .. }, Cost::Exact(cost) | Cost::Range(cost, _))
                if *cost >= *least =>
            {
                true
            }
            (Threshold::From { below, .. }, Cost::Exact(cost) | Cost::Range(_, cost))
                if *cost <= *below =>
            {
                false
            }
            (Threshold::From { .. } | Threshold::Asked, _) => ask(),
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
    is_asked: bool,
    from: Option<Origin>,
) -> Threshold {
    let to = match direction {
        Direction::Lose => asked.outside,
        Direction::Win => asked.inside,
    };
    let Some(to) = to.filter(|_| is_asked) else { return Threshold::Never };
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
        Some((least, _)) => Threshold::From { below: least.less(&Exact::new(1, 2)), least },
        None if is_exact => sub_cent(sum.least()),
        None => Threshold::Asked,
    }
}

// Whole cents do not reach to the last fraction of a cent that an origin contributes.
fn sub_cent(all: &Exact) -> Threshold {
    let whole = crate::model::exact::Fraction::of(all, &Exact::new(1, 0)).whole_cents();
    if whole == *all { Threshold::Never } else { Threshold::Asked }
}
