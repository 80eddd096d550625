//! How far shares are from their bounds.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::Explained;
use super::changed::{Share, Test};
use crate::amount::{Amount, Fraction, Portion};
use crate::json::{list, text};
use crate::logic::Outcome;
use crate::step::Step;
use crate::withheld::{UNKNOWN, against_decimals, is_share, outcomes};

impl Explained<'_> {
    pub(super) fn tests(&self) -> Value {
        let asked = self.condition.tests.iter();
        let asked = asked.filter(|test| self.condition.is_asked(test, None));
        let each = asked.map(|test| {
            let mut given = self.given.map_or(&[][..], |sums| list(sums, "tests")).iter();
            let given = given.find(|one| one["agreement"].as_str() == test.party);
            let given = given.unwrap_or(&Value::Null);
            let step = self.step_of(test);
            let shares = test.shares.iter().map(|share| self.share(share, step, given));
            json!({
                "agreement": test.party,
                "outcome": self.outcome_of(test, given).word(),
                "shares": shares.collect::<Value>(),
            })
        });
        each.collect()
    }

    /// The step of a test; none is there of an agreement where there is no cost.
    fn step_of(&self, test: &Test<'_>) -> Option<&Step> {
        let Some(party) = test.party else { return Some(self.step) };
        let name = format!("agreement-{party}");
        self.step.because.iter().find(|step| step.name == name)
    }

    fn outcome_of(&self, test: &Test<'_>, given: &Value) -> Outcome {
        if !self.is_withheld {
            return self.condition.of_test(test, None);
        }
        if self.is_nothing {
            // Nothing of nothing keeps every ceiling and every floor.
            let shares = test.shares.iter().map(|share| share.weighed(Outcome::Met));
            return shares.min().unwrap_or(Outcome::Met).min(test.gate);
        }
        if let (Some(step), Some(_)) = (self.step_of(test), test.party) {
            return step.judged.outcome;
        }
        // Whichever test does best is what the condition comes to.
        let others = self.step.because.iter().map(|step| step.judged.outcome).max();
        let now = self.step.judged.outcome;
        if others.is_none_or(|others| others < now) {
            return now;
        }
        let mut possible = self.possible(test);
        possible.retain(|outcome| *outcome <= now);
        let written = possible.iter().find(|outcome| outcome.word() == text(given, "outcome"));
        written.or(possible.first()).copied().unwrap_or(now)
    }

    /// What the test of the ceiling may come to, by the four decimals of its share.
    fn possible(&self, test: &Test<'_>) -> Vec<Outcome> {
        let keeps = |share: &Share<'_>| {
            [0, 1].map(|end| {
                let side = self.side(share, Some(self.step), end)?;
                Some(side != Ordering::Greater)
            })
        };
        test.shares.first().map_or(Vec::new(), |share| outcomes(keeps(share)))
    }

    /// On which side of its bound an end of a share is; `None`: what is shown does not tell.
    fn side(&self, share: &Share<'_>, step: Option<&Step>, end: usize) -> Option<Ordering> {
        let ends = self.condition.split(share, None).ends();
        let portion = ends.get(end)?;
        if !portion.is_unknown() {
            return Some(portion.against(&share.bound));
        }
        against_decimals(&Amount::parse(decimals(step?, share, end)?)?, &share.bound)
    }

    fn share(&self, share: &Share<'_>, step: Option<&Step>, given: &Value) -> Value {
        let given = list(given, "shares").iter().find(|one| text(one, "name") == share.name);
        let given = given.unwrap_or(&Value::Null);
        let ends = self.condition.split(share, None).ends();
        if !self.is_nothing && ends.iter().any(Portion::is_unknown) {
            self.asked.trust();
        }
        let mut written = json!({
            "name": share.name,
            "operator": share.operator,
            "bound": share.bound_as_written,
        });
        for (index, (end, margin)) in
            [("least", "margin_at_least"), ("most", "margin_at_most")].into_iter().enumerate()
        {
            let portion = ends.get(index).filter(|_| !self.is_nothing);
            let (value, distance) = match portion {
                None => (Value::Null, Value::Null),
                Some(portion) if portion.is_unknown() => {
                    let four = step.and_then(|step| decimals(step, share, index));
                    let side = self.side(share, step, index);
                    (four.into(), as_written(share, four, side, &given[margin]))
                }
                Some(portion) => {
                    (portion.fraction().four_decimals.into(), margin_of(share, portion))
                }
            };
            if let Some(members) = written.as_object_mut() {
                members.insert(end.to_owned(), value);
                members.insert(margin.to_owned(), distance);
            }
        }
        written
    }
}

/// The four decimals of an end of a share, as its step has to have them.
fn decimals<'s>(step: &'s Step, share: &Share<'_>, end: usize) -> Option<&'s str> {
    let own = step.because.iter().find(|part| part.name == share.name);
    let compares = own.unwrap_or(step).compares.as_ref()?;
    compares.pointer(if end == 0 { "/left/least" } else { "/left/most" })?.as_str()
}

fn word(side: Ordering) -> &'static str {
    match side {
        Ordering::Less => "below",
        Ordering::Equal => "at",
        Ordering::Greater => "above",
    }
}

/// The distance of a known share from its bound: in points, and in cost.
///
/// With `part ≤ bound × (part + rest)` multiplied out, what lies between the two sides is a
/// multiple of the cost that closes it.
fn margin_of(share: &Share<'_>, portion: &Portion) -> Value {
    let (bound, one) = (&share.bound, Amount::one());
    let side = portion.against(bound);
    let written = |side: Ordering, apart: &Fraction, added: Value, replaced: Value| {
        json!({
            "side": word(side),
            "apart": apart.four_decimals,
            "exact": [apart.numerator, apart.denominator],
            "added": added,
            "replaced": replaced,
        })
    };
    let (Some(part), Some(rest)) = (&portion.part, &portion.rest) else {
        let apart = if portion.part.is_none() { bound.complement() } else { bound.clone() };
        return written(side, &Fraction::of(&apart, &one), Value::Null, Value::Null);
    };
    let (left, right) = (part.times(&bound.complement()), rest.times(bound));
    let gap = if left > right { left.minus(&right) } else { right.minus(&left) };
    let whole = part.plus(rest);
    // Nothing of nothing counts as a share of nothing.
    let apart =
        if whole.is_zero() { Fraction::of(bound, &one) } else { Fraction::of(&gap, &whole) };
    let is_kept = match share.operator {
        "at-most" => side != Ordering::Greater,
        _ => side != Ordering::Less,
    };
    // The most that can be given, or the least that is needed.
    let closing = |weight: &Amount| {
        let (cents, is_whole) = gap.cents(weight);
        if is_kept || is_whole { cents.text() } else { cents.plus(&Amount::cent()).text() }
    };
    let added = weight(side, bound);
    written(side, &apart, added.map(|weight| closing(&weight)).into(), closing(&one).into())
}

/// By how much a euro added where it closes the distance does so; `None`: none ever does.
fn weight(side: Ordering, bound: &Amount) -> Option<Amount> {
    let weight = match side {
        Ordering::Less => bound.complement(),
        Ordering::Equal => Amount::one(),
        Ordering::Greater => bound.clone(),
    };
    (!weight.is_zero()).then_some(weight)
}

/// The distance of a share that follows from withheld costs.
fn as_written(
    share: &Share<'_>,
    four: Option<&str>,
    side: Option<Ordering>,
    given: &Value,
) -> Value {
    let sides = [Ordering::Less, Ordering::Equal, Ordering::Greater];
    let written = sides.into_iter().find(|side| word(*side) == text(given, "side"));
    // A share of nothing may be one of no cost at all, which is at every bound.
    let is_none = four == Some("0.0000") && written == Some(Ordering::Equal);
    let side = side.filter(|_| !is_none).or(written).unwrap_or(Ordering::Equal);
    let added = weight(side, &share.bound);
    json!({
        "side": word(side),
        "apart": apart_as_written(share, four, text(given, "apart")),
        "exact": [UNKNOWN, UNKNOWN],
        "added": added.map(|_| UNKNOWN),
        "replaced": UNKNOWN,
    })
}

// Four decimals less a bound of three are the four decimals of the distance; less a longer bound,
// they may be off by one.
fn apart_as_written(share: &Share<'_>, four: Option<&str>, given: &str) -> Option<String> {
    let (four, bound) = (Amount::parse(four?)?, &share.bound);
    let apart = |one: &Amount, other: &Amount| {
        if one > other { one.minus(other) } else { other.minus(one) }
    };
    let distance = apart(&four, bound);
    let written = Amount::parse(given).filter(|_| is_share(given));
    let (_, is_short) = bound.times(&Amount::parse("10")?).cents(&Amount::one());
    let may_be =
        |written: &Amount| apart(written, &distance) <= Amount::parse("0.0001").unwrap_or_default();
    if !is_short && written.is_some_and(|written| may_be(&written)) {
        return Some(given.to_owned());
    }
    Some(Fraction::of(&distance, &Amount::one()).four_decimals)
}
