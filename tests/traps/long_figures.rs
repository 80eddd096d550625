//! Figures with many digits, and bills that make them grow.

use std::fmt::Write;

use num_rational::BigRational;
use safe_eligibility::EvaluateError;
use safe_eligibility::report::ReportOptions;
use serde_json::{Value, json};

use crate::support::asking::{Setting, Summary, asked, asked_bytes};
use crate::support::packs::{line, vehicle};
use crate::support::{self, decimal};

const LONGEST: &str = "999999999999999.9999999999";

pub(crate) fn no_digit_is_lost() {
    let law = Setting::today().law(&support::rulebook());
    let mut lines: Vec<Value> = (0..64).map(|id| line(&format!("{id}"), LONGEST, "PL")).collect();
    lines.push(line("least", "0.0000000001", "US"));
    lines.push(json!({ "id": "many", "quantity": LONGEST, "unit_cost": LONGEST, "currency": "GBP", "origin": "US" }));
    let mut document = vehicle(lines.into());
    document["exchange_rates"]["eur_per_unit"]["GBP"] = LONGEST.into();
    let longest = decimal::value(LONGEST);
    let core = &longest * BigRational::from_integer(64.into());
    let outside = &longest * &longest * &longest + decimal::value("0.0000000001");
    asked(&document, &law, |assessment| {
        let content = &assessment.content()[0];
        assert_eq!(decimal::value(&content.core.least.to_string()), core);
        assert_eq!(decimal::value(&content.outside.least.to_string()), outside);
        let total = content.total.most.as_ref().unwrap().to_string();
        assert_eq!(decimal::value(&total), core + outside);
    });
    // One ten-thousand-millionth of a euro on either side of exactly the ceiling.
    for (outside, expected) in [
        ("349999999999999.9999999999", "met"),
        ("350000000000000.0000000000", "met"),
        ("350000000000000.0000000001", "not-met"),
    ] {
        let lines =
            json!([line("1", "650000000000000.0000000000", "PL"), line("2", outside, "US")]);
        let summary = Summary::asked(&vehicle(lines), &law);
        assert_eq!(
            summary.outcome("component-cap", "/end_products/0"),
            Some(expected),
            "{outside}"
        );
    }
}

const QUANTITIES: [&str; 4] = ["0.5", "1.5", "0.7000000001", "1.3"];

pub(crate) fn deep_tree_is_exact() {
    let mut lines: Vec<Value> = Vec::new();
    let mut product = BigRational::from_integer(1.into());
    for level in 0..500 {
        let quantity = QUANTITIES[level % QUANTITIES.len()];
        product *= decimal::value(quantity);
        let parent = level.checked_sub(1).map(|above| format!("a{above}"));
        lines.push(json!({ "id": format!("a{level}"), "parent": parent, "quantity": quantity, "origin": "US" }));
    }
    lines.push(json!({
        "id": "bolt", "parent": "a499", "quantity": "1", "unit_cost": "0.35", "currency": "EUR", "origin": "US"
    }));
    let law = Setting::today().law(&support::rulebook());
    let cost = product * decimal::value("0.35");
    asked(&vehicle(lines.clone().into()), &law, |assessment| {
        let outside = assessment.content()[0].outside.least.to_string();
        assert_eq!(decimal::value(&outside), cost);
    });
    // A core line that costs 13/7 of it to the last digit cannot be stated, but a bound can.
    let leaves = Setting::today().reading("component-tier", "leaves").law(&support::rulebook());
    let tiers = [&law, &leaves].map(|law| {
        asked(&vehicle(lines.clone().into()), law, |assessment| {
            assessment.content()[0].total.least.to_string()
        })
    });
    assert_eq!(tiers[0], tiers[1]);
}

/// Nothing here looks at a clock: a chain that did not end would keep the test from ending.
pub(crate) fn endless_chain_ends() {
    let law = Setting::today().law(&support::rulebook());
    let leaves = Setting::today().reading("component-tier", "leaves").law(&support::rulebook());
    for law in [&law, &leaves] {
        asked_bytes(chain("1", false).as_bytes(), law, |answer| {
            let assessment = answer.unwrap();
            assert_eq!(assessment.content()[0].outside.least.to_string(), "5.00");
            assert!(!assessment.to_json(ReportOptions::default()).is_empty());
        });
        for with_bolts in [false, true] {
            asked_bytes(chain("1.0000000001", with_bolts).as_bytes(), law, |answer| {
                let error = answer.map(|assessment| Summary::of(&assessment)).unwrap_err();
                let EvaluateError::TooLong { at } = error else { panic!("{error}") };
                assert!(at.to_string().starts_with("/end_products/0/components/"), "{at}");
            });
        }
    }
}

/// Each level goes into the one before; with bolts, sums of very different lengths come together.
fn chain(quantity: &str, with_bolts: bool) -> String {
    const LEVELS: usize = 200_000;
    let cost = r#""quantity":"1","unit_cost":"5","currency":"EUR","origin":"US""#;
    let mut lines = String::new();
    for level in 0..LEVELS {
        let above =
            level.checked_sub(1).map_or_else(|| "null".into(), |above| format!("\"{above}\""));
        let assembly = format!(r#""id":"{level}","parent":{above},"quantity":"{quantity}""#);
        write!(lines, r#"{{{assembly},"origin":"US"}},"#).unwrap();
        if with_bolts {
            write!(lines, r#"{{"id":"bolt-{level}","parent":"{level}",{cost}}},"#).unwrap();
        }
    }
    let last = format!(r#"{{"id":"last","parent":"{}",{cost}}}"#, LEVELS - 1);
    vehicle(json!(["LINES"])).to_string().replace("\"LINES\"", &format!("{lines}{last}"))
}
