//! How far each origin could grow.

use serde_json::{Value, json};

use super::changed::{Change, Share, Source};
use super::{Explained, INSIDE};
use crate::amount::{Amount, Portion, Range};
use crate::json::{list, text};
use crate::logic::Outcome;
use crate::withheld::UNKNOWN;

/// An amount, and what the condition comes to with it.
type Point = (Amount, Outcome);

impl Explained<'_> {
    /// Each origin of the bill, each party of an agreement that may be applied, and last any other
    /// country from outside.
    pub(super) fn growth(&self) -> Value {
        let law = self.asked.law;
        let parties = self.parties.iter().copied();
        let applied = parties.filter(|party| law.applied(party).0.outcome != Outcome::NotMet);
        let here = self.tally.by_origin.iter().map(|(origin, _)| *origin);
        let mut origins: Vec<&str> = here.chain(applied).collect();
        origins.sort_unstable();
        origins.dedup();
        origins.retain(|origin| !self.is_barred(origin));
        let replaceable = self.replaceable();
        let each = origins.into_iter().map(|origin| {
            let mut sums = self.tally.by_origin.iter();
            let cost = sums.find(|(other, _)| *other == origin).map(|(_, cost)| cost.clone());
            let cost = cost.unwrap_or(Range::nothing());
            self.grown(Some(origin), origin, &cost, &replaceable)
        });
        let any_other =
            self.outside.map(|outside| self.grown(None, outside, &Range::nothing(), &replaceable));
        each.chain(any_other).collect()
    }

    fn grown(&self, country: Option<&str>, to: &str, cost: &Range, replaceable: &Amount) -> Value {
        let is_core = self.condition.core(to) == Outcome::Met;
        let rows = self.given.map_or(&[][..], |sums| list(sums, "growth"));
        let given = rows.iter().find(|row| row["country"].as_str() == country);
        let given = given.unwrap_or(&Value::Null);
        let reach = |most: Option<&Amount>, member: &str| {
            if self.is_withheld {
                self.reach_as_written(to, most.is_none(), &given[member])
            } else {
                self.reach(to, most)
            }
        };
        if self.is_withheld {
            self.asked.trust();
        }
        json!({
            "country": country,
            "standing": country.map_or("outside", |_| self.asked.standing(Some(to))),
            "least": cost.least.text(),
            "most": cost.most.as_ref().map(Amount::text),
            "added": reach(None, "added"),
            "replacing_core": (!is_core).then(|| reach(Some(replaceable), "replacing_core")),
        })
    }

    /// What the core area certainly costs, the parties of agreements aside.
    fn replaceable(&self) -> Amount {
        let core = self.tally.by_origin.iter().filter(|(origin, _)| {
            self.condition.core(origin) == Outcome::Met && !self.is_party(origin)
        });
        core.fold(Amount::default(), |sum, (_, cost)| sum.plus(&cost.least))
    }

    /// With which whole cents the condition is met, or may be: on top of everything, or in the
    /// place of so much of the core area at `most`.
    fn reach(&self, to: &str, most: Option<&Amount>) -> Value {
        let points = self.points(to, most);
        let intervals = |is: fn(Outcome) -> bool| intervals(&points, is, most.is_none());
        json!({
            "met": intervals(|outcome| outcome == Outcome::Met),
            "possible": intervals(|outcome| outcome != Outcome::NotMet),
        })
    }

    /// Every amount at which it may turn, a cent more, and both ends.
    fn points(&self, to: &str, most: Option<&Amount>) -> Vec<Point> {
        let change = |amount: &Amount, ask: &mut dyn FnMut(Change<'_>)| {
            let cost = Range { least: amount.clone(), most: Some(amount.clone()) };
            let from = most.map_or(Source::Nowhere, |_| Source::Cost(INSIDE));
            ask(Change { to, from, cost: &cost });
        };
        let step = most.cloned().unwrap_or(Amount::one());
        // The first cent may bring the first line from the party of an agreement.
        let mut amounts = vec![Amount::default(), Amount::cent()];
        for share in self.condition.tests.iter().flat_map(|test| &test.shares) {
            let now = self.condition.split(share, None).ends();
            let mut then = now.clone();
            change(&step, &mut |change| then = self.condition.split(share, Some(change)).ends());
            for (now, then) in now.iter().zip(&then) {
                let Some(turn) = turn(share, now, then, &step) else { continue };
                amounts.push(turn.plus(&Amount::cent()));
                amounts.push(turn);
            }
        }
        if let Some(most) = most {
            amounts.push(most.cents(&Amount::one()).0);
            amounts.retain(|amount| amount <= most);
        }
        amounts.sort();
        amounts.dedup();
        let each = amounts.into_iter().map(|amount| {
            let mut outcome = Outcome::Undetermined;
            change(&amount, &mut |change| outcome = self.condition.outcome(Some(change)));
            (amount, outcome)
        });
        each.collect()
    }

    /// Of withheld costs the intervals are as written, of which each test can have one.
    /// Whether the last has a limit follows from what the condition comes to in the end.
    fn reach_as_written(&self, to: &str, is_limitless: bool, given: &Value) -> Value {
        let at_last = self.condition.without_limit(to);
        let tests = self.condition.tests.iter().filter(|test| test.gate != Outcome::NotMet);
        let most_intervals = tests.count();
        let now = self.step.judged.outcome;
        let intervals = |member: &str, is: fn(Outcome) -> bool| -> Value {
            let written = list(given, member);
            let is_open = |written: bool| is_limitless && at_last.map_or(written, is);
            let least_intervals = usize::from(is(now) || is_open(false));
            let count = written.len().min(most_intervals).max(least_intervals);
            let each = (0..count).map(|index| {
                let is_last = index.checked_add(1) == Some(count);
                let interval = written.get(index).unwrap_or(&Value::Null);
                let is_open = is_last && is_open(text(interval, "most").is_empty());
                json!({ "least": UNKNOWN, "most": (!is_open).then_some(UNKNOWN) })
            });
            each.collect()
        };
        json!({
            "met": intervals("met", |outcome| outcome == Outcome::Met),
            "possible": intervals("possible", |outcome| outcome != Outcome::NotMet),
        })
    }
}

/// The whole cents up to which an end of a share stays on its side of the bound, where it comes
/// nearer to it.
///
/// Multiplied out, the distance is a line: `now` and `then`, after `step`, are two points of it.
fn turn(share: &Share<'_>, now: &Portion, then: &Portion, step: &Amount) -> Option<Amount> {
    let weighed = |amount: &Option<Amount>, weight: &Amount| {
        if weight.is_zero() {
            Some(Amount::default())
        } else {
            Some(amount.as_ref()?.times(weight))
        }
    };
    let complement = share.bound.complement();
    let ends = |portion: &Portion| {
        Some((weighed(&portion.part, &complement)?, weighed(&portion.rest, &share.bound)?))
    };
    let ((part, rest), (part_then, rest_then)) = (ends(now)?, ends(then)?);
    let (above, below) = (part.plus(&rest_then), rest.plus(&part_then));
    let (gap, closed) = if part > rest {
        (part.minus(&rest), above.minus(&below))
    } else {
        (rest.minus(&part), below.minus(&above))
    };
    // One that moves away, or does not move, never gets there.
    if gap.is_zero() || closed.is_zero() { None } else { Some(gap.times(step).cents(&closed).0) }
}

/// Where an outcome holds, between the amounts at which it may turn.
fn intervals(points: &[Point], is: fn(Outcome) -> bool, is_limitless: bool) -> Value {
    let mut found: Vec<(&Amount, Option<&Amount>)> = Vec::new();
    let mut held = false;
    for (amount, outcome) in points {
        let holds = is(*outcome);
        match found.last_mut() {
            Some((_, most)) if holds && held => *most = Some(amount),
            Some(_) | None if holds => found.push((amount, Some(amount))),
            Some(_) | None => {}
        }
        held = holds;
    }
    if let (true, true, Some((_, most))) = (held, is_limitless, found.last_mut()) {
        *most = None;
    }
    let written = found
        .into_iter()
        .map(|(least, most)| json!({ "least": least.text(), "most": most.map(Amount::text) }));
    written.collect()
}
