//! Least and most outside share against every way to complete a small bill.

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};

use crate::support::asking::{Setting, Summary};
use crate::support::{self, packs};

/// A line: how many, what one costs in cents, and where it comes from.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    quantity: u64,
    cost: Cost,
    origin: Option<bool>,
}

#[derive(Clone, Debug)]
enum Cost {
    Exact(u64),
    Range(u64, u64),
    Unstated,
}

/// A part of the cost of a bill and the whole of it; nothing of nothing is no share from outside.
#[derive(Clone, Copy, Debug)]
struct Share {
    part: u64,
    whole: u64,
}

impl Share {
    fn is_below(self, other: Share) -> bool {
        u128::from(self.part) * u128::from(other.whole.max(1))
            < u128::from(other.part) * u128::from(self.whole.max(1))
    }

    fn meets_the_ceiling(self) -> bool {
        u128::from(self.part) * 100 <= u128::from(self.whole) * 35
    }
}

/// Bills of one to five lines, dense around the ceiling.
pub(crate) fn bill() -> impl Strategy<Value = Vec<Part>> {
    let amount =
        prop_oneof![Just(0), Just(35), Just(65), Just(100), Just(50), 0u64..200, 0u64..100_000_000];
    let cost = prop_oneof![
        4 => amount.clone().prop_map(Cost::Exact),
        3 => (amount.clone(), amount).prop_map(|(one, other)| Cost::Range(one.min(other), one.max(other))),
        1 => Just(Cost::Unstated),
    ];
    let part = (
        1u64..4,
        cost,
        prop_oneof![2 => Just(Some(true)), 1 => Just(Some(false)), 1 => Just(None)],
    );
    let part = part.prop_map(|(quantity, cost, origin)| Part { quantity, cost, origin });
    proptest::collection::vec(part, 1..=5)
}

pub(crate) fn bounds_hold(bill: &[Part]) -> Result<(), TestCaseError> {
    let law = Setting::today().law(&support::rulebook());
    let line =
        Summary::asked(&document(bill), &law).line("component-cap", "/end_products/0").cloned();
    let line = line.unwrap();
    let completions = completions(bill);
    let shares: Vec<Share> = completions.iter().map(|parts| share(parts)).collect();
    if shares.iter().all(|share| share.whole == 0) {
        prop_assert_eq!((line.outcome, line.share), ("undetermined", None));
        return Ok(());
    }
    let bounds = line.share.map(|ends| ends.map(|digits| digits.parse::<u64>().unwrap())).unwrap();
    let least = Share { part: bounds[0], whole: bounds[1] };
    let most = Share { part: bounds[2], whole: bounds[3] };
    for share in &shares {
        prop_assert!(
            !share.is_below(least) && !most.is_below(*share),
            "{share:?} {least:?} {most:?}"
        );
    }
    // Without limit the bounds are only approached.
    if bill.iter().any(|part| matches!(part.cost, Cost::Unstated)) {
        return Ok(());
    }
    let met = shares.iter().filter(|share| share.meets_the_ceiling()).count();
    let expected = match met {
        0 => "not-met",
        all if all == shares.len() => "met",
        _ => "undetermined",
    };
    prop_assert_eq!(line.outcome, expected);
    for bound in [least, most] {
        let reached = |share: &Share| !share.is_below(bound) && !bound.is_below(*share);
        let index = shares.iter().position(reached);
        prop_assert!(index.is_some(), "{bound:?} is never reached");
        if let Some(index) = index.filter(|index| shares[*index].whole > 0) {
            let completed = Summary::asked(&document(&completions[index]), &law);
            let line = completed.line("component-cap", "/end_products/0").unwrap();
            let end = [bound.part.to_string(), bound.whole.to_string()];
            let share = line.share.clone().unwrap();
            prop_assert!(share[..2] == end && share[2..] == end, "{share:?} {end:?}");
        }
    }
    Ok(())
}

/// Every choice of an origin for each line without one, and of some costs for each open cost.
fn completions(bill: &[Part]) -> Vec<Vec<Part>> {
    let mut completions = vec![Vec::new()];
    for part in bill {
        let costs = match part.cost {
            Cost::Exact(cost) => vec![cost],
            Cost::Range(least, most) => vec![least, most, least.midpoint(most)],
            Cost::Unstated => vec![0, 1, 12_345, 9_000_000_000_000],
        };
        let origins = part.origin.map_or_else(|| vec![true, false], |origin| vec![origin]);
        let mut longer = Vec::new();
        for completion in &completions {
            for cost in &costs {
                for origin in &origins {
                    let mut completion = completion.clone();
                    let cost = Cost::Exact(*cost);
                    completion.push(Part { quantity: part.quantity, cost, origin: Some(*origin) });
                    longer.push(completion);
                }
            }
        }
        completions = longer;
    }
    completions
}

fn share(parts: &[Part]) -> Share {
    let mut share = Share { part: 0, whole: 0 };
    for part in parts {
        let Cost::Exact(cost) = part.cost else { continue };
        share.whole += part.quantity * cost;
        if part.origin == Some(false) {
            share.part += part.quantity * cost;
        }
    }
    share
}

fn document(bill: &[Part]) -> Value {
    let euro = |cents: u64| format!("{}.{:02}", cents / 100, cents % 100);
    let lines = bill.iter().enumerate().map(|(index, part)| {
        let mut line = json!({ "id": index.to_string(), "quantity": part.quantity.to_string(), "currency": "EUR" });
        match part.cost {
            Cost::Exact(cost) => line["unit_cost"] = euro(cost).into(),
            Cost::Range(least, most) => line["unit_cost_range"] = json!([euro(least), euro(most)]),
            Cost::Unstated => {}
        }
        line["origin"] = part.origin.map_or(Value::Null, |inside| if inside { "PL" } else { "US" }.into());
        line
    });
    packs::vehicle(lines.collect())
}
