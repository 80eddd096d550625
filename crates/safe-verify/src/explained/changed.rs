//! The condition on a share, asked of sums of which some part came or went.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::amount::{Amount, Range};
use crate::asked::Asked;
use crate::document::plain;
use crate::json::text;
use crate::logic::Outcome;
use crate::share::{OF_AGREEMENT, Side, Split, Tally, side_of};

/// A condition on a share with the sums that it is asked of.
pub(super) struct Condition<'e> {
    /// The test of the ceiling, then those of all agreements.
    pub(super) tests: Vec<Test<'e>>,
    asked: &'e Asked<'e>,
    total: Stock,
    // By origin, how many lines are from there, and whether it is core.
    lines: BTreeMap<&'e str, usize>,
    cores: BTreeMap<&'e str, Outcome>,
}

/// One of the tests of which one is enough.
pub(super) struct Test<'e> {
    /// The party of the agreement; `None`: the test of the ceiling itself.
    pub(super) party: Option<&'e str>,
    /// Whether the agreement is applied and opens the topic.
    pub(super) gate: Outcome,
    pub(super) shares: Vec<Share<'e>>,
}

/// A share that a test bounds.
pub(super) struct Share<'e> {
    pub(super) name: &'static str,
    pub(super) operator: &'static str,
    pub(super) bound: Amount,
    pub(super) bound_as_written: String,
    party: &'e str,
    is_set_aside: bool,
    part: Stock,
    rest: Stock,
    open: Stock,
}

/// Cost that comes to an origin, and may go from another.
#[derive(Clone, Copy)]
pub(super) struct Change<'c> {
    pub(super) to: &'c str,
    pub(super) from: Source<'c>,
    pub(super) cost: &'c Range,
}

/// Where cost comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Source<'c> {
    /// It comes on top.
    Nowhere,
    /// It is some of the cost from an origin, whose lines stay.
    Cost(&'c str),
    /// It is a whole line, whose origin may not be stated.
    Line(Option<&'c str>),
}

/// A sum of which parts can be taken away again.
#[derive(Clone, Default)]
struct Stock {
    least: Amount,
    // What ranges may add.
    spread: Amount,
    limitless: usize,
}

impl Stock {
    fn add(&mut self, cost: &Range) {
        self.least = self.least.plus(&cost.least);
        match &cost.most {
            Some(most) => self.spread = self.spread.plus(&most.minus(&cost.least)),
            None => self.limitless = self.limitless.saturating_add(1),
        }
    }

    fn merge(&mut self, other: &Self) {
        self.least = self.least.plus(&other.least);
        self.spread = self.spread.plus(&other.spread);
        self.limitless = self.limitless.saturating_add(other.limitless);
    }

    fn take(&mut self, cost: &Range) {
        self.least = self.least.minus(&cost.least);
        match &cost.most {
            Some(most) => self.spread = self.spread.minus(&most.minus(&cost.least)),
            None => self.limitless = self.limitless.saturating_sub(1),
        }
    }

    fn range(&self) -> Range {
        let most = (self.limitless == 0).then(|| self.least.plus(&self.spread));
        Range { least: self.least.clone(), most }
    }

    fn is_nothing(&self) -> bool {
        self.range().most.is_some_and(|most| most.is_zero())
    }
}

impl<'e> Condition<'e> {
    pub(super) fn of(asked: &'e Asked<'e>, tally: &'e Tally<'e>, with: &Value) -> Self {
        let mut condition = Self {
            tests: Vec::new(),
            asked,
            total: Stock::default(),
            lines: BTreeMap::new(),
            cores: BTreeMap::new(),
        };
        for (origin, _) in &tally.by_origin {
            condition.cores.insert(origin, asked.side(origin));
        }
        condition.tests = condition.all_tests(with);
        let mut by_origin: BTreeMap<Option<&'e str>, Stock> = BTreeMap::new();
        for one in &tally.counted {
            by_origin.entry(one.origin).or_default().add(&one.cost);
            if let Some(origin) = one.origin {
                let lines = condition.lines.entry(origin).or_default();
                *lines = lines.saturating_add(1);
            }
        }
        for (origin, sum) in by_origin {
            condition.total.merge(&sum);
            let core = origin.map_or(Outcome::Undetermined, |origin| condition.core(origin));
            for share in condition.tests.iter_mut().flat_map(|test| &mut test.shares) {
                share.stock(origin, core).merge(&sum);
            }
        }
        condition
    }

    fn all_tests(&self, with: &Value) -> Vec<Test<'e>> {
        let law = self.asked.law;
        let ceiling = plain(text(with, "ceiling"));
        let outside = Share::of("outside-share", "", "at-most", ceiling, false);
        let mut tests = vec![Test { party: None, gate: Outcome::Met, shares: vec![outside] }];
        for party in law.parties() {
            let applied = law.applied(party).0.outcome;
            let opens = law.opens(party, text(with, "topic")).judged.outcome;
            let mut shares = Vec::new();
            for (name, member, operator) in OF_AGREEMENT {
                let datum = law.share(party, member).filter(|_| applied != Outcome::NotMet);
                let Some(datum) = datum else { continue };
                shares.push(Share::of(name, party, operator, datum.value, datum.set_aside));
            }
            let gate = if applied == Outcome::NotMet { applied } else { applied.min(opens) };
            tests.push(Test { party: Some(party), gate, shares });
        }
        tests
    }

    /// Whether an origin is core.
    pub(super) fn core(&self, origin: &str) -> Outcome {
        self.cores.get(origin).copied().unwrap_or_else(|| self.asked.side(origin))
    }

    /// What it comes to after a change; no change: as it is.
    pub(super) fn outcome(&self, change: Option<Change<'_>>) -> Outcome {
        let mut total = self.total.clone();
        if let Some(change) = change.filter(|change| change.from == Source::Nowhere) {
            total.add(change.cost);
        }
        if total.is_nothing() {
            return Outcome::Undetermined;
        }
        let asked = self.tests.iter().filter(|test| self.is_asked(test, change));
        asked.map(|test| self.of_test(test, change)).max().unwrap_or(Outcome::NotMet)
    }

    /// An agreement is asked about where some line is from its party.
    pub(super) fn is_asked(&self, test: &Test<'_>, change: Option<Change<'_>>) -> bool {
        let Some(party) = test.party else { return true };
        let lines = self.lines.get(party).copied().unwrap_or(0);
        let Some(Change { to, from, cost }) = change else { return lines > 0 };
        let costs_nothing = cost.most.as_ref().is_some_and(Amount::is_zero);
        let is_line = matches!(from, Source::Line(_));
        let gains = to == party && (is_line || !costs_nothing);
        let loses = from == Source::Line(Some(party));
        gains || lines > usize::from(loses)
    }

    /// What it comes to once more comes from `to` than any amount; `None`: with costs withheld
    /// that cannot be told.
    pub(super) fn without_limit(&self, to: &str) -> Option<Outcome> {
        let cost = Range { least: Amount::one(), most: Some(Amount::one()) };
        let change = Change { to, from: Source::Nowhere, cost: &cost };
        let mut best = Outcome::NotMet;
        for test in self.tests.iter().filter(|test| self.is_asked(test, Some(change))) {
            let mut outcome = test.gate;
            for share in &test.shares {
                let side = side_of(share.name, share.party, Some(to), self.core(to));
                let keeps =
                    self.split(share, None).without_limit(side, share.operator, &share.bound);
                outcome = outcome.min(share.weighed(keeps?));
            }
            best = best.max(outcome);
        }
        Some(best)
    }

    pub(super) fn of_test(&self, test: &Test<'_>, change: Option<Change<'_>>) -> Outcome {
        let shares = test.shares.iter().map(|share| {
            let split = self.split(share, change);
            let outcome = split.against(share.operator, &share.bound, None).first().copied();
            share.weighed(outcome.unwrap_or(Outcome::Undetermined))
        });
        shares.min().unwrap_or(Outcome::Met).min(test.gate)
    }

    pub(super) fn split(&self, share: &Share<'_>, change: Option<Change<'_>>) -> Split {
        let Share { part, rest, open, .. } = share;
        let split = |part: &Stock, rest: &Stock, open: &Stock| Split {
            part: part.range(),
            rest: rest.range(),
            open: open.range(),
        };
        let Some(Change { to, from, cost }) = change else { return split(part, rest, open) };
        let [mut part, mut rest, mut open] = [part, rest, open].map(Clone::clone);
        let mut stock = |origin: Option<&str>, change: &dyn Fn(&mut Stock)| {
            let core = origin.map_or(Outcome::Undetermined, |origin| self.core(origin));
            change(match side_of(share.name, share.party, origin, core) {
                Side::Part => &mut part,
                Side::Rest => &mut rest,
                Side::Open => &mut open,
            });
        };
        stock(Some(to), &|stock| stock.add(cost));
        match from {
            Source::Nowhere => {}
            Source::Cost(origin) => stock(Some(origin), &|stock| stock.take(cost)),
            Source::Line(origin) => stock(origin, &|stock| stock.take(cost)),
        }
        split(&part, &rest, &open)
    }
}

impl<'e> Share<'e> {
    fn of(
        name: &'static str,
        party: &'e str,
        operator: &'static str,
        bound: String,
        is_set_aside: bool,
    ) -> Self {
        Self {
            name,
            operator,
            bound: Amount::parse(&bound).unwrap_or_default(),
            bound_as_written: bound,
            party,
            is_set_aside,
            part: Stock::default(),
            rest: Stock::default(),
            open: Stock::default(),
        }
    }

    fn stock(&mut self, origin: Option<&str>, core: Outcome) -> &mut Stock {
        match side_of(self.name, self.party, origin, core) {
            Side::Part => &mut self.part,
            Side::Rest => &mut self.rest,
            Side::Open => &mut self.open,
        }
    }

    /// Where the bound itself is not known, neither is whether it is kept.
    pub(super) fn weighed(&self, outcome: Outcome) -> Outcome {
        if self.is_set_aside { Outcome::Undetermined } else { outcome }
    }
}
