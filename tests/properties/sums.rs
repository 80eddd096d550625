//! Each claim about sums holds when the document is changed and assessed again.
//!
//! A line that would turn the outcome is put elsewhere; an amount that could be added is added, and
//! a cent more or less. What a claim is held against is the step of the trace, which knows nothing
//! of sums explained.

use proptest::test_runner::TestCaseError;
use proptest::{prop_assert, prop_assert_eq};
use safe_eligibility::model::country::Origin;
use safe_eligibility::outcome::Outcome;
use safe_eligibility::report::LinesShown;
use safe_eligibility::sums::{Interval, Reach, ShareSums, Turning};
use safe_eligibility::trace::Step;
use safe_eligibility::{Assessment, Law, Verdict};
use serde_json::{Value, json};

use super::samples::{self, Random, Sample};
use crate::support::asking::{Setting, asked};
use crate::support::decimal;
use crate::support::packs;

/// What a document comes to, for one rule and subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Came {
    condition: Outcome,
    finding: Option<Outcome>,
    verdict: Verdict,
}

fn came(document: &Value, law: &Law, rule: &str, subject: &str) -> Option<Came> {
    asked(document, law, |assessment| {
        let findings = assessment.findings().iter();
        let mut same =
            findings.filter(|one| &*one.rule.id == rule && one.subject.to_string() == subject);
        let finding = same.next()?;
        let condition = condition(&finding.step)?;
        Some(Came { condition, finding: finding.outcome, verdict: assessment.verdict() })
    })
}

fn condition(step: &Step<'_>) -> Option<Outcome> {
    if step.kind == "share-at-most" {
        return Some(step.outcome());
    }
    step.because.iter().find_map(condition)
}

/// A claim with what it takes to try it.
struct Tried<'t> {
    document: &'t Value,
    law: &'t Law,
    rule: &'t str,
    subject: &'t str,
    now: Outcome,
}

impl Tried<'_> {
    fn came(&self, document: &Value) -> Came {
        came(document, self.law, self.rule, self.subject).unwrap()
    }
}

pub(crate) fn single_lines_turn_it(seed: u64) -> Result<(), TestCaseError> {
    let sample = sample_with_lines(seed);
    let law = sample.law();
    asked(&sample.document, &law, |assessment| {
        for sums in assessment.sums(LinesShown::All) {
            let (rule, subject) = (&*sums.rule.id, sums.subject.to_string());
            let tried = Tried {
                document: &sample.document,
                law: &law,
                rule,
                subject: &subject,
                now: sums.outcome,
            };
            prop_assert_eq!(tried.came(&sample.document).condition, sums.outcome);
            turning_holds(&tried, assessment, &sums, &sums.losing, Outcome::lt)?;
            turning_holds(&tried, assessment, &sums, &sums.winning, Outcome::gt)?;
        }
        Ok(())
    })
}

fn turning_holds(
    tried: &Tried<'_>,
    assessment: &Assessment<'_>,
    sums: &ShareSums<'_>,
    turning: &Turning<'_>,
    is_turned: fn(&Outcome, &Outcome) -> bool,
) -> Result<(), TestCaseError> {
    let origin = turning.origin.unwrap().as_str();
    prop_assert_eq!(turning.count, turning.lines.len());
    let weights = turning.lines.iter().map(|one| &one.line.cost.most);
    let heaviest_first = weights.is_sorted_by(|one, other| match (one, other) {
        (_, None) => one.is_none(),
        (None, Some(_)) => true,
        (Some(one), Some(other)) => one >= other,
    });
    prop_assert!(heaviest_first);
    let index: usize = tried.subject.rsplit('/').next().unwrap().parse().unwrap();
    for line in assessment.lines(index, LinesShown::All) {
        let mut changed = tried.document.clone();
        changed.pointer_mut(&line.at.to_string()).unwrap()["origin"] = origin.into();
        let came = tried.came(&changed);
        let claim = turning.lines.iter().find(|one| one.line.at == line.at);
        if let Some(claim) = claim {
            let claimed = Came {
                condition: claim.condition,
                finding: Some(claim.finding),
                verdict: claim.verdict,
            };
            prop_assert_eq!(came, claimed, "{} from {}: {}", line.at, origin, tried.document);
        } else if may_be_named(sums, &line, is_turned(&Outcome::NotMet, &Outcome::Met)) {
            prop_assert!(
                !is_turned(&came.condition, &tried.now),
                "{} from {origin} turns it to {came:?} and is not named: {}",
                line.at,
                tried.document
            );
        }
    }
    Ok(())
}

/// Lines from outside cannot lose by coming from outside, and those from inside win nothing.
fn may_be_named(
    sums: &ShareSums<'_>,
    line: &safe_eligibility::report::LineReport<'_>,
    losing: bool,
) -> bool {
    let barred = ["RU", "BY", "IR", "KP"];
    if line.origin.is_some_and(|origin| barred.contains(&origin.as_str())) {
        return false;
    }
    let is_core = matches!(line.standing, "member-state" | "eea-efta-state" | "ukraine");
    let is_outside = matches!(line.standing, "outside" | "partner");
    let is_party = |origin: Origin| {
        sums.tests.iter().any(|test| test.agreement.map(Origin::Country) == Some(origin))
    };
    if losing { !is_outside || line.origin.is_some_and(is_party) } else { !is_core }
}

pub(crate) fn added_cost_reaches_as_far(seed: u64) -> Result<(), TestCaseError> {
    let sample = sample_with_lines(seed);
    let law = sample.law();
    asked(&sample.document, &law, |assessment| {
        for sums in assessment.sums(LinesShown::Largest(0)) {
            let (rule, subject) = (&*sums.rule.id, sums.subject.to_string());
            let tried = Tried {
                document: &sample.document,
                law: &law,
                rule,
                subject: &subject,
                now: sums.outcome,
            };
            for growth in &sums.growth {
                let outside = sums.losing.origin.unwrap();
                let origin = growth.origin.unwrap_or(outside).as_str();
                reach_holds(&growth.added, |amount| {
                    let mut changed = tried.document.clone();
                    if amount != "0.00" {
                        add(&mut changed, tried.subject, amount, origin);
                    }
                    tried.came(&changed).condition
                })?;
            }
        }
        Ok(())
    })
}

/// A cent beyond each end it is otherwise, and within it is so.
fn reach_holds(reach: &Reach, mut came: impl FnMut(&str) -> Outcome) -> Result<(), TestCaseError> {
    let mut holds = |intervals: &[Interval], is: fn(Outcome) -> bool| {
        for amount in ["0.00", "0.01", "1000000000000.00"] {
            let expected = intervals.iter().any(|one| contains(one, amount));
            prop_assert_eq!(is(came(amount)), expected, "{} in {:?}", amount, intervals);
        }
        for interval in intervals {
            for (end, step) in [(Some(&interval.least), -1), (interval.most.as_ref(), 1)] {
                let Some(end) = end.map(ToString::to_string) else { continue };
                if end.len() > 14 {
                    continue;
                }
                prop_assert!(is(came(&end)), "{} in {:?}", end, intervals);
                if let Some(beyond) = cents(&end, step) {
                    let within = intervals.iter().any(|one| contains(one, &beyond));
                    prop_assert!(
                        !within && !is(came(&beyond)),
                        "{} beyond {:?}",
                        beyond,
                        intervals
                    );
                }
            }
        }
        Ok(())
    };
    holds(&reach.met, |outcome| outcome == Outcome::Met)?;
    holds(&reach.possible, |outcome| outcome != Outcome::NotMet)
}

fn contains(interval: &Interval, amount: &str) -> bool {
    let amount = decimal::value(amount);
    let value = |exact: &safe_eligibility::model::exact::Exact| decimal::value(&exact.to_string());
    value(&interval.least) <= amount
        && interval.most.as_ref().is_none_or(|most| amount <= value(most))
}

/// A cent more or less; `None`: below nothing.
fn cents(amount: &str, step: i64) -> Option<String> {
    let cents: i64 = amount.replace('.', "").parse().unwrap();
    let moved = cents + step;
    (moved >= 0).then(|| format!("{}.{:02}", moved / 100, moved % 100))
}

fn add(document: &mut Value, subject: &str, amount: &str, origin: &str) {
    let product = document.pointer_mut(subject).unwrap();
    let line = packs::line("added", amount, origin);
    product["components"].as_array_mut().unwrap().push(line);
}

/// Any document with an end product whose share is asked for.
fn sample_with_lines(seed: u64) -> Sample {
    samples::drawn(seed, |random| {
        let mut sample = samples::any(random);
        // The countries from which nothing may come are those of the default.
        sample.setting.readings.remove("contravening-countries");
        let law = sample.law();
        let has_sums =
            asked(&sample.document, &law, |found| !found.sums(LinesShown::Largest(0)).is_empty());
        has_sums.then_some(sample)
    })
}

/// A flat bill of lines in whole cents of which one from the core area is large enough to be cut.
pub(crate) fn replaced_cost_reaches_as_far(seed: u64) -> Result<(), TestCaseError> {
    let mut random = Random::seeded(seed);
    let amounts = ["35.00", "65.00", "100.00", "12.34", "0.01", "17.50", "900.00"];
    let origins = ["PL", "CA", "US", "DE", "KR", "GB", "CA"];
    let mut lines = vec![packs::line("core", "1000.00", "PL")];
    for index in 0..random.below(6) {
        let mut line =
            packs::line(&format!("l{index}"), random.pick(&amounts), random.pick(&origins));
        match random.below(8) {
            0 => line["origin"] = Value::Null,
            1 => {
                let line = line.as_object_mut().unwrap();
                line.remove("unit_cost");
                line.insert("unit_cost_range".into(), json!(["10.00", "400.00"]));
            }
            _ => {}
        }
        lines.push(line);
    }
    let document = packs::vehicle(Value::Array(lines));
    let sample = samples::any(&mut random);
    let law = Setting::today().law(&sample.rulebook);
    asked(&document, &law, |assessment| {
        let sums = assessment.sums(LinesShown::Largest(20)).remove(0);
        let outside = sums.losing.origin.unwrap();
        for growth in sums.growth.iter().filter(|growth| growth.replacing.is_some()) {
            let origin = growth.origin.unwrap_or(outside).as_str();
            let reach = growth.replacing.as_ref().unwrap();
            for amount in probes(reach) {
                let expected = |intervals: &[Interval]| {
                    intervals.iter().any(|interval| contains(interval, &amount))
                };
                let mut changed = document.clone();
                let left = decimal::value("1000.00") - decimal::value(&amount);
                if left < decimal::value("0") {
                    continue;
                }
                let core = &mut changed["end_products"][0]["components"][0];
                core["unit_cost"] = decimal::text(&left).unwrap().into();
                if amount != "0.00" {
                    add(&mut changed, "/end_products/0", &amount, origin);
                }
                let came = came(&changed, &law, "component-cap", "/end_products/0").unwrap();
                let found = (came.condition == Outcome::Met, came.condition != Outcome::NotMet);
                let claimed = (expected(&reach.met), expected(&reach.possible));
                prop_assert_eq!(found, claimed, "{} to {}: {}", amount, origin, document);
            }
        }
        Ok(())
    })
}

/// Every end of a reach, and a cent to both sides of it.
fn probes(reach: &Reach) -> Vec<String> {
    let intervals = reach.met.iter().chain(&reach.possible);
    let ends = intervals
        .flat_map(|one| [Some(one.least.to_string()), one.most.as_ref().map(ToString::to_string)]);
    let ends = ends.flatten().chain(["0.00".to_owned(), "1000.00".to_owned()]);
    ends.flat_map(|end| [-1, 0, 1].map(|step| cents(&end, step))).flatten().collect()
}
