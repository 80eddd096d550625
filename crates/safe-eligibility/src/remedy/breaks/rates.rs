//! How far an exchange rate may move before a share no longer holds.
//!
//! The cost from each origin is an amount that stays and one that goes with the rate. Both follow
//! from the sums at a rate of one and at a rate of two, without dividing.

use std::collections::BTreeMap;

use super::RateBreak;
use crate::assessment::{Assessment, EvaluateError};
use crate::conditions::{Limit, Role, complement};
use crate::model::bill::origin_of;
use crate::model::exact::{Exact, Fraction};
use crate::model::figure::ExchangeRate;
use crate::model::product::{CurrencyCode, ExchangeRates};
use crate::remedy::shares::{Bill, Bounded, Test, tests};
use crate::rulebook::law::Governed;
use crate::tally::{CostRange, Costing, Tally};

pub(super) fn of_each<'a>(
    assessment: &Assessment<'a>,
) -> Result<Vec<RateBreak<'a>>, EvaluateError> {
    let rates = &assessment.procurement().stated().exchange_rates;
    let mut found = Vec::new();
    for finding in assessment.findings().iter().filter(|one| one.outcome.is_some()) {
        let Some(bill) = Bill::of(assessment, finding)? else { continue };
        let tests = tests(&bill, &assessment.governed());
        for (currency, rate) in &rates.eur_per_unit {
            let is_used = bill.materials.currencies().any(|used| used == *currency);
            let Some(sums) = is_used.then(|| sums(&bill, rates, *currency)).transpose()? else {
                continue;
            };
            let Some([at_least, at_most]) = reach(&tests, &sums, &assessment.governed(), *rate)
            else {
                continue;
            };
            found.push(RateBreak {
                rule: finding.rule,
                subject: finding.subject.clone(),
                currency: *currency,
                rate: *rate,
                at_least,
                at_most,
            });
        }
    }
    Ok(found)
}

/// An amount that stays, and one for each euro of the rate.
#[derive(Clone)]
struct Moving {
    stays: Exact,
    goes: Exact,
}

/// By code of origin: at least, and at most; `None`: without limit.
type Sums = BTreeMap<u8, (Moving, Option<Moving>)>;

fn sums(
    bill: &Bill<'_>,
    rates: &ExchangeRates,
    currency: CurrencyCode,
) -> Result<Sums, EvaluateError> {
    let tally = |rate: &str| -> Result<BTreeMap<u8, CostRange>, EvaluateError> {
        let mut changed = rates.clone();
        if let Ok(rate) = ExchangeRate::parse(rate) {
            changed.eur_per_unit.insert(currency, rate);
        }
        let costing =
            Costing::new(bill.materials, &changed).map_err(|error| error.of(bill.product))?;
        let tally = Tally::of(bill.materials, &costing, bill.tier)
            .map_err(|error| error.of(bill.product))?;
        let parts = tally.parts().iter().map(|(code, part)| {
            let most = (part.limitless == 0).then(|| part.least.plus(&part.spread));
            (*code, CostRange { least: part.least.clone(), most })
        });
        Ok(parts.collect())
    };
    let (one, two) = (tally("1")?, tally("2")?);
    let moving = |one: &Exact, two: &Exact| {
        let goes = two.less(one);
        Moving { stays: one.less(&goes), goes }
    };
    let each = one.iter().filter_map(|(code, one)| {
        let two = two.get(code)?;
        let most = one.most.as_ref().zip(two.most.as_ref()).map(|(one, two)| moving(one, two));
        Some((*code, (moving(&one.least, &two.least), most)))
    });
    Ok(each.collect())
}

/// A sum with a side of either sign.
#[derive(Clone)]
struct Signed {
    plus: Exact,
    minus: Exact,
}

/// From which rate to which something holds.
type Span = [Option<Fraction>; 2];

/// The rates around the present one at which some test holds; `None`: no test does now.
fn reach(tests: &[Test], sums: &Sums, governed: &Governed<'_>, rate: ExchangeRate) -> Option<Span> {
    let now = Fraction::of(&rate.exact(), &Exact::new(1, 0));
    let spans = tests.iter().filter_map(|test| {
        let each = test.shares.iter().map(|share| span(share, sums, governed));
        each.reduce(|one, other| both(one?, other?)).unwrap_or(Some([None, None]))
    });
    let mut spans: Vec<Span> = spans.collect();
    let at = spans.iter().position(|span| holds(span, &now))?;
    let mut around = spans.remove(at);
    // Another test may hold on where this one ends.
    while let Some(next) =
        spans.iter().position(|span| both(around.clone(), span.clone()).is_some())
    {
        let other = spans.remove(next);
        let [[from, to], [other_from, other_to]] = [around, other];
        around = [lower(from, other_from), upper(to, other_to)];
    }
    Some(around)
}

/// The rates at which a share keeps to its bound; `None`: none.
fn span(share: &Bounded, sums: &Sums, governed: &Governed<'_>) -> Option<Span> {
    let mut stays = Signed { plus: Exact::ZERO, minus: Exact::ZERO };
    let mut goes = stays.clone();
    let (bound, left) = (share.bound.exact(), complement(share.bound));
    for (code, (least, most)) in sums {
        let role = origin_of(*code).map_or(Role::Open, |origin| {
            share.measured.role(origin, governed.origin(origin).judgement.outcome)
        });
        // Part and rest change sides where the share has to reach the bound.
        let (is_for, weight) = match (share.limit, role) {
            (Limit::AtMost, Role::Rest) => (true, &bound),
            (Limit::AtMost, Role::Part | Role::Open) => (false, &left),
            (Limit::AtLeast, Role::Part) => (true, &left),
            (Limit::AtLeast, Role::Rest | Role::Open) => (false, &bound),
        };
        let cost = if is_for { Some(least) } else { most.as_ref() };
        let cost = cost?;
        let side = |signed: &mut Signed, amount: &Exact| {
            let slot = if is_for { &mut signed.plus } else { &mut signed.minus };
            slot.add(&amount.times(weight));
        };
        side(&mut stays, &cost.stays);
        side(&mut goes, &cost.goes);
    }
    let ratio = |over: Exact, under: Exact| Fraction::of(&over, &under);
    if goes.plus >= goes.minus {
        // More of the rate is good for it, or nothing to it.
        let lacks = stays.minus.less(&stays.plus);
        let gains = goes.plus.less(&goes.minus);
        return match (lacks.is_zero(), gains.is_zero()) {
            (true, _) => Some([None, None]),
            (false, true) => None,
            (false, false) => Some([Some(ratio(lacks, gains)), None]),
        };
    }
    let room = stays.plus.less(&stays.minus);
    let is_short = stays.minus > stays.plus;
    let loses = goes.minus.less(&goes.plus);
    (!is_short).then(|| [None, Some(ratio(room, loses))])
}

fn holds([from, to]: &Span, rate: &Fraction) -> bool {
    from.as_ref().is_none_or(|from| !is_less(rate, from))
        && to.as_ref().is_none_or(|to| !is_less(to, rate))
}

/// Where both hold; `None`: nowhere.
fn both([from, to]: Span, [other_from, other_to]: Span) -> Option<Span> {
    let from = match (from, other_from) {
        (Some(one), Some(other)) => Some(if is_less(&one, &other) { other } else { one }),
        (one, other) => one.or(other),
    };
    let to = match (to, other_to) {
        (Some(one), Some(other)) => Some(if is_less(&one, &other) { one } else { other }),
        (one, other) => one.or(other),
    };
    let is_empty = from.as_ref().zip(to.as_ref()).is_some_and(|(from, to)| is_less(to, from));
    (!is_empty).then_some([from, to])
}

fn lower(one: Option<Fraction>, other: Option<Fraction>) -> Option<Fraction> {
    let (one, other) = (one?, other?);
    Some(if is_less(&one, &other) { one } else { other })
}

fn upper(one: Option<Fraction>, other: Option<Fraction>) -> Option<Fraction> {
    let (one, other) = (one?, other?);
    Some(if is_less(&one, &other) { other } else { one })
}

fn is_less(one: &Fraction, other: &Fraction) -> bool {
    one.numerator() * other.denominator() < other.numerator() * one.denominator()
}
