//! Shares and contents are the sums of the lines that are shown.

use num_rational::BigRational;
use num_traits::Zero;
use serde_json::Value;

use super::shown::{Shown, Step, list, text};
use super::{compared, law_data};
use crate::support::decimal;

/// A line that counts: what it costs, where it comes from, whether that is core.
struct Counted<'s> {
    cost: Range,
    origin: Option<&'s str>,
    standing: Standing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Core,
    Outside,
    NotKnown,
}

/// Least and most; no most: without limit.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Range {
    least: BigRational,
    most: Option<BigRational>,
}

impl Range {
    fn of(value: &Value) -> Range {
        Range {
            least: decimal::value(text(&value["least"])),
            most: value["most"].as_str().map(decimal::value),
        }
    }

    fn sum<'r>(ranges: impl Iterator<Item = &'r Range>) -> Range {
        let nothing = Range { least: BigRational::zero(), most: Some(BigRational::zero()) };
        ranges.fold(nothing, |sum, range| Range {
            least: sum.least + &range.least,
            most: sum.most.zip(range.most.as_ref()).map(|(sum, most)| sum + most),
        })
    }
}

pub(crate) fn faults(shown: &Shown<'_>, step: &Step<'_>) -> Vec<String> {
    if step.step.get("lines").is_none() {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let written = list(&step.step["lines"], "shown");
    if step.step["lines"]["count"] != written.len() {
        faults.push(format!(
            "{} lines are shown of {}",
            written.len(),
            step.step["lines"]["count"]
        ));
    }
    faults.extend(written.iter().filter_map(|line| misstated_cost(shown, line)));
    faults.extend(written.iter().filter_map(|line| misplaced(shown, line)));
    let lines = counted(shown, written);
    let is_core = |line: &Counted<'_>| line.standing == Standing::Core;
    let is_outside = |line: &Counted<'_>| line.standing == Standing::Outside;
    faults.extend(fault_of(&step.step["compares"]["left"], &lines, is_outside, is_core));
    for agreement in step.children() {
        let (_, party) = agreement.at().rsplit_once('-').unwrap();
        let is_of = |line: &Counted<'_>| line.origin == Some(party);
        for share in agreement.children().iter().filter(|child| child.kind() == "agreement-share") {
            let left = &share.step["compares"]["left"];
            let fault = match text(&left["name"]) {
                "party-share" => {
                    fault_of(left, &lines, is_of, |line| line.origin.is_some() && !is_of(line))
                }
                "other-share" => fault_of(
                    left,
                    &lines,
                    |line| is_outside(line) && !is_of(line),
                    |line| is_core(line) || is_of(line),
                ),
                "core-share" => fault_of(left, &lines, is_core, is_outside),
                other => Some(format!("no such share: {other}")),
            };
            faults.extend(fault);
        }
    }
    faults
}

fn counted<'s>(shown: &'s Shown<'_>, written: &[Value]) -> Vec<Counted<'s>> {
    let of = |line: &Value| Counted {
        cost: Range::of(line),
        origin: shown.text(&format!("{}/origin", text(&line["at"]))),
        standing: match text(&line["standing"]) {
            "member-state" | "eea-efta-state" | "ukraine" => Standing::Core,
            "partner" | "outside" => Standing::Outside,
            "unstated" | "not-known" => Standing::NotKnown,
            other => panic!("no standing: {other}"),
        },
    };
    written.iter().map(of).collect()
}

/// A share against the sums of what is in it, what is not, and what may be.
fn fault_of(
    left: &Value,
    lines: &[Counted<'_>],
    part: impl Fn(&Counted<'_>) -> bool,
    rest: impl Fn(&Counted<'_>) -> bool,
) -> Option<String> {
    let sum = |of: &dyn Fn(&Counted<'_>) -> bool| {
        Range::sum(lines.iter().filter(|line| of(line)).map(|line| &line.cost))
    };
    let (in_it, beside) = (sum(&part), sum(&rest));
    let open = sum(&|line| !part(line) && !rest(line));
    let nothing =
        [&in_it, &beside, &open].iter().all(|sum| sum.most.as_ref().is_some_and(Zero::is_zero));
    let both = |one: Option<&BigRational>, other: Option<&BigRational>| Some(one? + other?);
    let least = match both(beside.most.as_ref(), open.most.as_ref()) {
        Some(beside) => share(&in_it.least, &beside),
        None => Some(BigRational::zero()),
    };
    let most = match both(in_it.most.as_ref(), open.most.as_ref()) {
        Some(in_it) => share(&in_it, &beside.least),
        None => Some(BigRational::from_integer(1.into())),
    };
    let expected = (!nothing).then_some((least, most));
    let found = compared::range(left);
    (found != expected).then(|| format!("the lines make {expected:?}, not {left}"))
}

fn share(part: &BigRational, rest: &BigRational) -> compared::Share {
    let whole = part + rest;
    (!whole.is_zero()).then(|| part / whole)
}

/// The way to a line ends at it, and its standing is that of its origin.
fn misplaced(shown: &Shown<'_>, line: &Value) -> Option<String> {
    let at = text(&line["at"]);
    let path = list(line, "path");
    let ends_there = path.last() == shown.stated(&format!("{at}/id"));
    let expected = match shown.text(&format!("{at}/origin")) {
        None => "unstated",
        Some("EU") => "member-state",
        Some(origin) => law_data::standing(shown, origin),
    };
    (!ends_there || line["standing"] != expected).then(|| format!("{line} is {expected}"))
}

/// A line of the end product itself that has no children: quantity, cost and rate.
fn misstated_cost(shown: &Shown<'_>, line: &Value) -> Option<String> {
    let at = text(&line["at"]);
    let stated = shown.stated(at)?;
    let (list_at, _) = at.rsplit_once('/')?;
    let has_children =
        shown.stated(list_at)?.to_string().contains(&format!("\"parent\":{}", stated["id"]));
    let is_used = stated.get("used_in").is_some_and(|uses| !uses.is_null());
    if has_children || is_used || shown.stated(&format!("{at}/parent")).is_some() {
        return None;
    }
    let rate = match shown.text(&format!("{at}/currency")) {
        Some("EUR") => Some("1"),
        Some(currency) => shown.text(&format!("/exchange_rates/eur_per_unit/{currency}")),
        None => None,
    };
    let cost = |end: usize| {
        let range = shown.text(&format!("{at}/unit_cost_range/{end}"));
        let cost = decimal::value(shown.text(&format!("{at}/unit_cost")).or(range)?);
        Some(cost * decimal::value(rate?) * decimal::value(text(&stated["quantity"])))
    };
    let expected = Range { least: cost(0).unwrap_or_else(BigRational::zero), most: cost(1) };
    (Range::of(line) != expected).then(|| format!("{line} costs {expected:?}"))
}

/// The contents of each end product against the lines of its step.
pub(crate) fn content_faults(shown: &Shown<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for content in list(&shown.answer, "content") {
        let at = format!("component-cap:{}", text(&content["subject"]));
        let steps = shown.every_step();
        let is_it = |step: &&Step<'_>| step.top["at"] == *at && step.step.get("lines").is_some();
        let Some(step) = steps.iter().find(is_it) else { continue };
        let lines = counted(shown, list(&step.step["lines"], "shown"));
        let sum = |of: &dyn Fn(&Counted<'_>) -> bool| {
            Range::sum(lines.iter().filter(|line| of(line)).map(|line| &line.cost))
        };
        for (name, expected) in [
            ("total", sum(&|_| true)),
            ("core", sum(&|line| line.standing == Standing::Core)),
            ("outside", sum(&|line| line.standing == Standing::Outside)),
            ("unstated", sum(&|line| line.standing == Standing::NotKnown)),
        ] {
            if Range::of(&content[name]) != expected {
                faults.push(format!(
                    "{at}: {name} is {}, the lines make {expected:?}",
                    content[name]
                ));
            }
        }
        for country in list(content, "by_country") {
            let expected = sum(&|line| line.origin == country["country"].as_str());
            if Range::of(country) != expected {
                faults.push(format!("{at}: {country}, the lines make {expected:?}"));
            }
        }
    }
    faults
}
