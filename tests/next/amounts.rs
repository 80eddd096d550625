//! Declarations of origin, and ranges of cost, in euro.

use std::fmt::Write as _;
use std::sync::OnceLock;

use safe_eligibility::Law;
use safe_eligibility::next::{Minimal, NextFacts};
use safe_eligibility::outcome::Outcome;
use serde_json::{Value, json};

use super::oracle::generate::Random;
use super::support::asking::{Setting, asked};
use super::support::rulebook;

const ORIGINS: [&str; 5] = ["DE", "UA", "US", "GB", "CA"];

/// A document of which nothing but the bill is open.
fn document(lines: &[Value]) -> Value {
    json!({
        "format": "safe-procurement/1", "id": "bill",
        "end_products": [{ "id": "p", "kind": "defence-product", "components": lines }],
    })
}

fn line(id: usize, cost: &str, origin: Option<&str>) -> Value {
    json!({ "id": id.to_string(), "quantity": "1", "unit_cost": cost, "currency": "EUR", "origin": origin })
}

fn range(id: usize, [least, most]: [&str; 2], origin: &str) -> Value {
    json!({ "id": id.to_string(), "quantity": "1", "unit_cost_range": [least, most],
            "currency": "EUR", "origin": origin })
}

fn outcome(document: &Value) -> Option<Outcome> {
    asked(document, today(), |assessment| {
        let mut findings = assessment.findings().iter();
        findings.find(|one| &*one.rule.id == "component-cap").unwrap().outcome
    })
}

/// Read once, since it is asked thousands of times.
fn today() -> &'static Law {
    static LAW: OnceLock<Law> = OnceLock::new();
    LAW.get_or_init(|| Setting::today().law(&rulebook()))
}

fn with_origin(document: &Value, at: &str, origin: &str) -> Value {
    let mut changed = document.clone();
    *changed.pointer_mut(at).unwrap() = origin.into();
    changed
}

fn some_leave_it_open(document: &Value, lines: &[&String]) -> bool {
    if outcome(document) != Some(Outcome::Undetermined) {
        return false;
    }
    let Some((first, rest)) = lines.split_first() else { return true };
    ORIGINS.iter().any(|origin| some_leave_it_open(&with_origin(document, first, origin), rest))
}

struct Said {
    lines: Vec<String>,
    at_worst: Option<usize>,
    minimal: Minimal,
    at_best: Option<usize>,
}

fn said(document: &Value) -> Option<Said> {
    asked(document, today(), |assessment| {
        let next = NextFacts::of(assessment).unwrap();
        next.declarations.first().map(|one| Said {
            lines: one.lines.iter().map(|line| line.at.to_string()).collect(),
            at_worst: one.at_worst,
            minimal: one.minimal,
            at_best: one.at_best,
        })
    })
}

fn random_bill(random: &mut Random) -> Value {
    let mut lines = Vec::new();
    for id in 0..2 + random.below(6) {
        let cost = (1 + random.below(30)).to_string();
        let origin = [None, None, Some("DE"), Some("US"), Some("CA")][random.below(5)];
        lines.push(line(id, &cost, origin));
    }
    document(&lines)
}

#[test]
fn declarations_settle_the_share_in_the_order_given_and_fewer_do_not() {
    let mut random = Random::seeded(3);
    let mut fewer = 0;
    for _ in 0..120 {
        let document = random_bill(&mut random);
        let Some(said) = said(&document) else { continue };
        let lines: Vec<&String> = said.lines.iter().collect();
        let count = said.at_worst.unwrap();
        fewer += usize::from(count < lines.len());
        assert!(!some_leave_it_open(&document, &lines[..count]), "{document}");
        assert_eq!(said.minimal, Minimal::Proven);
        let less = super::subsets(&said.lines, count - 1);
        assert!(less.iter().all(|set| some_leave_it_open(&document, set)), "{document}");
        let same = |count: usize| {
            ORIGINS.iter().any(|origin| {
                let mut changed = document.clone();
                for at in &lines[..count] {
                    changed = with_origin(&changed, at, origin);
                }
                outcome(&changed) != Some(Outcome::Undetermined)
            })
        };
        let best = said.at_best.unwrap();
        assert!(same(best) && !same(best - 1), "{document}");
    }
    assert!(fewer > 10, "{fewer}");
}

#[test]
fn one_line_may_be_enough() {
    // 35 may come from outside: whether 30, 35 or 40 do, only what the six say is asked.
    let lines = [("60", Some("DE")), ("30", Some("US")), ("6", None), ("3", None), ("1", None)];
    let lines = lines.iter().enumerate().map(|(id, (cost, origin))| line(id, cost, *origin));
    let found = said(&document(&lines.collect::<Vec<_>>())).unwrap();
    assert_eq!(found.lines[0], "/end_products/0/components/2/origin");
    assert_eq!((found.at_worst, found.at_best), (Some(1), Some(1)));
}

#[test]
fn a_long_bill_is_answered_soundly() {
    let mut lines = vec![line(0, "50000", Some("DE")), line(1, "20000", Some("US"))];
    for id in 2..300 {
        let cost = if id < 5 { 9000 } else { 1 + id % 7 };
        lines.push(line(id, &cost.to_string(), None));
    }
    let document = document(&lines);
    let said = said(&document).unwrap();
    assert_eq!(said.lines.len(), 298);
    let count = said.at_worst.unwrap();
    let mut random = Random::seeded(9);
    for _ in 0..200 {
        let mut changed = document.clone();
        for at in &said.lines[..count] {
            let origin = ORIGINS[random.below(ORIGINS.len())];
            *changed.pointer_mut(at).unwrap() = origin.into();
        }
        assert_ne!(outcome(&changed), Some(Outcome::Undetermined), "{count}");
    }
}

fn cents(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, "00"));
    format!("{whole}{part}").parse().unwrap()
}

fn amount(cents: i64) -> String {
    let mut text = String::new();
    write!(text, "{}.{:02}", cents / 100, cents % 100).unwrap();
    text
}

fn with_range(document: &Value, at: &str, least: i64, most: i64) -> Value {
    let mut changed = document.clone();
    let range = &mut changed.pointer_mut(at).unwrap()["unit_cost_range"];
    *range = json!([amount(least), amount(most)]);
    changed
}

/// What is said of one line of a range, and whether it holds to the cent.
fn line_holds(document: &Value, at: &str, is_outside: bool, bounds: [Option<i64>; 2]) {
    let given = document.pointer(at).unwrap()["unit_cost_range"].clone();
    let [least, most] = [0, 1].map(|end: usize| cents(given[end].as_str().unwrap()));
    for (bound, wanted) in bounds.into_iter().zip([Outcome::Met, Outcome::NotMet]) {
        // Both what is allowed from outside and what exceeds it from inside bound the most.
        let bounds_most = is_outside == (wanted == Outcome::Met);
        let narrowed = |to: i64| {
            let (least, most) = if bounds_most { (least, to) } else { (to, most) };
            (least <= most).then(|| outcome(&with_range(document, at, least, most)).unwrap())
        };
        match bound {
            Some(bound) => {
                assert_eq!(narrowed(bound), Some(wanted), "{at} {wanted:?} {document}");
                let wider = bound + if bounds_most { 1 } else { -1 };
                assert_ne!(narrowed(wider), Some(wanted), "{at} {wanted:?} {document}");
            }
            None => {
                let narrowest = if bounds_most { least } else { most };
                assert_ne!(narrowed(narrowest), Some(wanted), "{at} {wanted:?} {document}");
            }
        }
    }
}

#[test]
fn ranges_settle_the_share_once_as_narrow_as_is_said() {
    let mut random = Random::seeded(17);
    let mut tried = 0;
    for _ in 0..300 {
        let mut lines = Vec::new();
        for id in 0..2 + random.below(4) {
            let least = 1 + random.below(3000);
            let most = least + random.below(3000);
            let origin = ["DE", "NO", "US", "GB"][random.below(4)];
            lines.push(range(id, [&least.to_string(), &most.to_string()], origin));
        }
        let document = document(&lines);
        asked(&document, today(), |assessment| {
            let next = NextFacts::of(assessment).unwrap();
            for line in next.ranges.iter().flat_map(|one| &one.lines) {
                let bounds = [&line.allowed, &line.exceeded]
                    .map(|bound| bound.as_ref().map(|bound| cents(&bound.to_string())));
                line_holds(&document, &line.at.to_string(), line.is_outside, bounds);
                tried += 1;
            }
        });
    }
    assert!(tried > 150, "{tried}");
}
