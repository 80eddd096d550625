//! What is said to end eligibility at once, and that nothing of these kinds is left out.

use safe_eligibility::Verdict;
use safe_eligibility::remedy::Keep;
use safe_eligibility::remedy::breaks::Breaks;
use serde_json::{Value, json};

use super::bills::{is_eligible, procurement};
use super::{each_document, verdict};
use crate::oracle::generate::Random;
use crate::support::asking::{Setting, asked};
use crate::support::rulebook;

/// Of an end product: from where, how many lines, whether one is told, suppliers by their places.
type Barred = (String, Vec<String>, usize, Option<(String, String)>, Vec<String>, Verdict);

fn barred(document: &Value, law: &safe_eligibility::Law, keep: &[&str]) -> Vec<Barred> {
    asked(document, law, |assessment| {
        let keep = Keep::of(assessment.procurement(), keep.iter().copied()).unwrap();
        let breaks = Breaks::of(assessment, keep).unwrap();
        let each = breaks.barred.iter().map(|one| {
            let line = one.line.as_ref();
            (
                one.subject.to_string(),
                one.countries.iter().map(|country| country.as_str().to_owned()).collect(),
                one.lines,
                line.map(|line| (line.at.to_string(), line.to.clone().unwrap().to_string())),
                one.suppliers.iter().map(ToString::to_string).collect(),
                one.verdict,
            )
        });
        each.collect()
    })
}

fn lines_of(document: &Value, product: &str) -> usize {
    document.pointer(product).unwrap()["components"].as_array().map_or(0, Vec::len)
}

#[test]
fn one_line_from_where_nothing_may_come_is_enough() {
    let (mut lines, mut seats, mut declared) = (0, 0, 0);
    let mut look = |document: &Value, law: &safe_eligibility::Law| {
        if verdict(document, law) != Verdict::Eligible {
            return;
        }
        let told = barred(document, law, &[]);
        for (product, countries, count, line, suppliers, then) in &told {
            assert_eq!(*count, lines_of(document, product), "{document}");
            assert_eq!(*then, Verdict::NotEligible, "{document}");
            let (at, to) = line.clone().unwrap();
            assert!(at.starts_with(product) && to == countries[0], "{at} {to}");
            let is_declared = document.pointer(product).unwrap()["no_component_from_contravening_country"]
                == true;
            declared += usize::from(is_declared);
            for line in 0..*count {
                for (member, country) in [("origin", &to), ("sourced_from", &countries[0])] {
                    let mut changed = document.clone();
                    let list = &mut changed.pointer_mut(product).unwrap()["components"];
                    list[line][member] = country.as_str().into();
                    lines += 1;
                    assert_eq!(verdict(&changed, law), *then, "{line} of {product}\n{document}");
                }
            }
            for supplier in suppliers {
                let mut changed = document.clone();
                changed.pointer_mut(supplier).unwrap()["established_in"] = to.as_str().into();
                seats += 1;
                assert_eq!(verdict(&changed, law), *then, "{supplier}\n{document}");
            }
        }
        // No end product with lines is left out of which some rule asks it.
        let products = document["end_products"].as_array().cloned().unwrap_or_default();
        for index in 0..products.len() {
            let product = format!("/end_products/{index}");
            if lines_of(document, &product) > 0 && !told.iter().any(|one| one.0 == product) {
                let mut changed = document.clone();
                changed["end_products"][index]["components"][0]["origin"] = "RU".into();
                let is_barred = asked(&changed, law, |assessment| {
                    let found = assessment.findings().iter();
                    let mut found = found.filter(|one| &*one.rule.id == "component-source");
                    found
                        .any(|one| one.outcome.is_some_and(|outcome| outcome.as_str() == "not-met"))
                });
                assert!(!is_barred, "{document}");
            }
        }
    };
    each_document(1500, 91, &mut look);
    let law = Setting::today().reading("contravening-countries", "IL,US").law(&rulebook());
    let mut random = Random::seeded(92);
    for _ in 0..150 {
        let count = 2 + random.below(5);
        look(&procurement(&mut random, count), &law);
    }
    assert!(lines > 200 && seats > 5 && declared > 20, "{lines} {seats} {declared}");
}

#[test]
fn the_line_told_is_the_cheapest_that_may_change() {
    let law = Setting::today().law(&rulebook());
    let line = |id: &str, cost: &str| json!({ "id": id, "quantity": "1", "unit_cost": cost, "currency": "EUR", "origin": "PL" });
    let mut document = procurement(&mut Random::seeded(3), 2);
    document["end_products"][0]["components"] =
        json!([line("a", "9"), line("b", "2"), line("c", "3")]);
    assert!(is_eligible(&document, &law));
    let told = |keep: &[&str]| barred(&document, &law, keep);
    let of = |told: &[Barred]| (told[0].2, told[0].3.clone().unwrap().0);
    assert_eq!(of(&told(&[])), (3, "/end_products/0/components/1".to_owned()));
    assert_eq!(of(&told(&["b"])), (2, "/end_products/0/components/2".to_owned()));
    assert_eq!(told(&["a", "b", "c"]), []);
    assert_eq!(told(&["p"]), []);
}

/// States something else in a document.
pub(crate) fn state(document: &mut Value, at: &str, to: &str) {
    let slot = document.pointer_mut(at).unwrap();
    *slot = match at.rsplit('/').next().unwrap() {
        "controllers" => json!([{ "country": to }]),
        "areas" if to.is_empty() => json!([]),
        "areas" => json!([to]),
        _ => match to {
            "true" => true.into(),
            "false" => false.into(),
            other => other.into(),
        },
    };
}

#[test]
fn a_figure_a_day_or_a_seat_that_ends_it_is_told() {
    let shares = ["0", "0.14", "0.15", "0.2", "0.35", "0.36", "0.5", "1"];
    let days = ["2019-01-01", "2025-05-28", "2025-05-29", "2026-01-01"];
    let seats = ["US", "TR", "CH"];
    let members: [(&str, &[&str]); 5] = [
        ("contract_share", &shares),
        ("relationship_since", &days),
        ("established_in", &seats),
        ("executive_management_in", &seats),
        ("controllers", &seats),
    ];
    let (mut ended, mut kept) = ([0; 5], 0);
    each_document(2500, 93, |document, law| {
        if verdict(document, law) != Verdict::Eligible {
            return;
        }
        let told: Vec<String> = asked(document, law, |assessment| {
            let breaks = Breaks::of(assessment, Keep::default()).unwrap();
            assert_eq!(breaks.facts_left_out, 0);
            breaks.facts.iter().map(|one| one.at.to_string()).collect()
        });
        for list in ["contractors", "subcontractors"] {
            for index in 0..document[list].as_array().map_or(0, Vec::len) {
                for (kind, (member, others)) in members.iter().enumerate() {
                    let at = format!("/{list}/{index}/{member}");
                    if document.pointer(&at).is_none_or(Value::is_null) {
                        continue;
                    }
                    let ends = others.iter().any(|other| {
                        let mut changed = document.clone();
                        state(&mut changed, &at, other);
                        verdict(&changed, law) != Verdict::Eligible
                    });
                    ended[kind] += usize::from(ends);
                    kept += usize::from(!ends);
                    if ends {
                        assert!(told.contains(&at), "{at}\n{document}");
                    }
                }
            }
        }
    });
    assert!(ended.iter().all(|kind| *kind > 3) && kept > 20, "{ended:?} {kept}");
}
