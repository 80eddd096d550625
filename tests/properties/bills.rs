//! Other ways to write the same bill of materials.

use num_rational::BigRational;
use proptest::prop_assert_eq;
use proptest::test_runner::TestCaseError;
use safe_eligibility::Assessment;
use safe_eligibility::tally::CostRange;
use serde_json::{Map, Value, json};

use super::samples::{self, Random};
use crate::support::asking::{Line, Summary, asked};
use crate::support::decimal;

pub(crate) fn splitting_changes_nothing(seed: u64) -> Result<(), TestCaseError> {
    let (sample, split) = samples::drawn(seed, |random| {
        let sample = samples::any(random);
        let split = changed(&sample.document, random, split)?;
        Some((sample, split))
    });
    let law = sample.law();
    let before = asked(&sample.document, &law, |found| (Summary::of(found), contents(found)));
    let after = asked(&split, &law, |found| (Summary::of(found), contents(found)));
    prop_assert_eq!(before, after, "{}\n{}", sample.document, split);
    Ok(())
}

pub(crate) fn writing_out_changes_nothing(seed: u64) -> Result<(), TestCaseError> {
    let (mut sample, flat) = samples::drawn(seed, |random| {
        let sample = samples::any(random);
        let flat = changed(&sample.document, random, write_out)?;
        Some((sample, flat))
    });
    sample.setting = sample.setting.reading("component-tier", "leaves");
    let law = sample.law();
    // The origin of the subassembly itself goes with it, so that other rules may change.
    let caps = |found: &Assessment<'_>| -> Vec<Line> {
        let lines = found.findings().iter().map(Line::of);
        lines.filter(|line| line.rule == "component-cap").collect()
    };
    let before = asked(&sample.document, &law, |found| (caps(found), contents(found)));
    let after = asked(&flat, &law, |found| (caps(found), contents(found)));
    prop_assert_eq!(before, after, "{}\n{}", sample.document, flat);
    Ok(())
}

pub(crate) fn another_unit_changes_nothing(seed: u64) -> Result<(), TestCaseError> {
    let (sample, scaled) = samples::drawn(seed, |random| {
        let sample = samples::any(random);
        let scaled = in_another_unit(&sample.document, random)?;
        Some((sample, scaled))
    });
    let law = sample.law();
    let before = asked(&sample.document, &law, |found| (Summary::of(found), contents(found)));
    let after = asked(&scaled, &law, |found| (Summary::of(found), contents(found)));
    prop_assert_eq!(before, after, "{}\n{}", sample.document, scaled);
    Ok(())
}

/// Every sum, in the digits in which it is printed.
fn contents(assessment: &Assessment<'_>) -> Vec<String> {
    let range = |range: &CostRange| {
        let most = range.most.as_ref().map_or_else(|| "no limit".to_owned(), ToString::to_string);
        format!("{} to {most}", range.least)
    };
    let each = assessment.content().into_iter().map(|content| {
        let sums = [&content.total, &content.core, &content.outside, &content.unstated];
        let countries = content.by_country.iter();
        let countries = countries.map(|share| {
            format!("{} {} {}", share.origin.as_str(), share.standing, range(&share.cost))
        });
        format!("{} {:?} {:?}", content.subject, sums.map(range), countries.collect::<Vec<_>>())
    });
    each.collect()
}

/// The document with a change to the bill of one of its end products.
fn changed(
    document: &Value,
    random: &mut Random,
    change: impl Fn(&mut Vec<Value>, &mut Random) -> Option<()>,
) -> Option<Value> {
    let mut document = document.clone();
    let products = document.get_mut("end_products")?.as_array_mut()?;
    let product = random.below(products.len());
    let lines = products[product].get_mut("components")?.as_array_mut()?;
    if lines.is_empty() {
        return None;
    }
    change(lines, random)?;
    Some(document)
}

/// One line or use of 2q becomes two of q.
fn split(lines: &mut Vec<Value>, random: &mut Random) -> Option<()> {
    let index = random.below(lines.len());
    let half = |quantity: &Value| {
        let quantity = decimal::value(quantity.as_str()?);
        decimal::text(&(quantity / BigRational::from_integer(2.into())))
    };
    if let Some(uses) = lines[index].get_mut("used_in").and_then(Value::as_array_mut) {
        let index = random.below(uses.len());
        uses[index]["quantity"] = half(&uses[index]["quantity"])?.into();
        let other = uses[index].clone();
        uses.push(other);
        return Some(());
    }
    // What goes into the line would have to be split as well.
    if has_children(lines, &lines[index]) {
        return None;
    }
    lines[index]["quantity"] = half(&lines[index]["quantity"])?.into();
    let mut other = lines[index].clone();
    other["id"] = "the-other-half".into();
    lines.insert(random.below(lines.len() + 1), other);
    Some(())
}

/// What goes into a subassembly goes into what the subassembly goes into.
fn write_out(lines: &mut Vec<Value>, random: &mut Random) -> Option<()> {
    let index = random.below(lines.len());
    if !has_children(lines, &lines[index]) {
        return None;
    }
    let assembly = lines.remove(index);
    for line in lines.iter_mut() {
        let mut rewritten = Vec::new();
        for (parent, quantity) in uses(line) {
            if parent != assembly["id"] {
                rewritten.push((parent, quantity));
                continue;
            }
            for (above, times) in uses(&assembly) {
                rewritten.push((above, times * &quantity));
            }
        }
        let rewritten = rewritten.iter().map(|(parent, quantity)| {
            Some(json!({ "parent": parent, "quantity": decimal::text(quantity)? }))
        });
        let rewritten: Option<Vec<Value>> = rewritten.collect();
        let members = line.as_object_mut()?;
        members.remove("parent");
        members.remove("quantity");
        members.insert("used_in".into(), rewritten?.into());
    }
    Some(())
}

/// Each parent, null for the end product itself, with the quantity that goes into it.
fn uses(line: &Value) -> Vec<(Value, BigRational)> {
    let of = |used: &Value| {
        let parent = used.get("parent").cloned().unwrap_or_default();
        (parent, decimal::value(used["quantity"].as_str().unwrap()))
    };
    match line.get("used_in").and_then(Value::as_array) {
        Some(uses) => uses.iter().map(of).collect(),
        None => vec![of(line)],
    }
}

fn has_children(lines: &[Value], line: &Value) -> bool {
    lines.iter().flat_map(uses).any(|(parent, _)| parent == line["id"])
}

/// Some lines state their cost in a unit of which so many make one of the old.
fn in_another_unit(document: &Value, random: &mut Random) -> Option<Value> {
    let (currency, factor) =
        [("EUR", "100"), ("EUR", "0.5"), ("GBP", "4"), ("GBP", "0.1"), ("USD", "0.25")]
            [random.below(5)];
    let factor = decimal::value(factor);
    let rate = match currency {
        "EUR" => BigRational::from_integer(1.into()),
        _ => decimal::value(
            document.pointer(&format!("/exchange_rates/eur_per_unit/{currency}"))?.as_str()?,
        ),
    };
    let mut document = document.clone();
    let mut any = false;
    for product in document.get_mut("end_products")?.as_array_mut()? {
        let lines = product.get_mut("components").and_then(Value::as_array_mut);
        for line in lines.into_iter().flatten() {
            if line.get("currency").is_some_and(|stated| stated == currency) {
                any |= rescale(line, &factor).is_some();
            }
        }
    }
    let rates = document.as_object_mut()?.entry("exchange_rates").or_insert(json!({}));
    if rates.is_null() {
        *rates = json!({});
    }
    let per_unit = rates.as_object_mut()?.entry("eur_per_unit").or_insert(json!({}));
    if per_unit.is_null() {
        *per_unit = json!({});
    }
    per_unit.as_object_mut()?.insert("XUN".into(), decimal::text(&(rate / factor))?.into());
    any.then_some(document)
}

// A cost that has too many digits in the new unit stays as it is.
fn rescale(line: &mut Value, factor: &BigRational) -> Option<()> {
    let scaled = |cost: &Value| decimal::text(&(decimal::value(cost.as_str()?) * factor));
    let members: &mut Map<String, Value> = line.as_object_mut()?;
    if let Some(cost) = members.get("unit_cost").filter(|cost| cost.is_string()) {
        let cost = scaled(cost)?;
        members.insert("unit_cost".into(), cost.into());
    } else {
        let range = members.get("unit_cost_range")?.as_array()?;
        let range: Option<Vec<String>> = range.iter().map(scaled).collect();
        members.insert("unit_cost_range".into(), range?.into());
    }
    members.insert("currency".into(), "XUN".into());
    Some(())
}
