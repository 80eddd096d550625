//! Answers about lines, held against every set of lines of small bills.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use safe_eligibility::next::Minimal;
use safe_eligibility::remedy::breaks::Breaks;
use safe_eligibility::remedy::{Keep, Measure, Remedies, Shown};
use safe_eligibility::{Law, Verdict};
use serde_json::{Value, json};

use crate::oracle::generate::Random;
use crate::support::asking::{Setting, asked};
use crate::support::rulebook;

const ORIGINS: [&str; 12] = ["PL", "PL", "DE", "EU", "CA", "CA", "GB", "US", "US", "NO", "KR", ""];
const COSTS: [&str; 10] = ["1", "2", "3", "5", "7", "10", "10", "13", "20", "0.5"];

/// A procurement that is eligible but for what its bill says.
pub(crate) fn procurement(random: &mut Random, lines: usize) -> Value {
    let mut list = Vec::new();
    for index in 0..lines {
        let mut line = json!({
            "id": index.to_string(), "quantity": random.pick(&["1", "2"]),
            "unit_cost": random.pick(&COSTS), "currency": "EUR",
        });
        let origin = ORIGINS[random.below(ORIGINS.len())];
        if !origin.is_empty() {
            line["origin"] = origin.into();
        }
        if random.one_in(7) {
            line["currency"] = "USD".into();
        }
        if random.one_in(12) {
            line.as_object_mut().unwrap().remove("unit_cost");
            line["unit_cost_range"] = json!(["1", "4"]);
        }
        if index > 1 && random.one_in(6) {
            line["parent"] = (index - 1).to_string().into();
        }
        list.push(line);
    }
    json!({
        "format": "safe-procurement/1", "id": "random",
        "contract": { "signed_on": "2026-11-01", "participation_requirements_included": true },
        "participating_states": [{ "country": "PL" }, { "country": "DE" }],
        "contractors": [{ "id": "prime", "established_in": "PL",
            "executive_management_in": "PL", "controllers": [], "facilities": [] }],
        "subcontractors": [],
        "exchange_rates": { "as_of": "2026-10-30", "eur_per_unit": { "USD": "0.87" } },
        "end_products": [{ "id": "p", "kind": "defence-product", "areas": ["artillery"],
            "no_component_from_contravening_country": true, "components": list }],
    })
}

pub(crate) fn is_eligible(document: &Value, law: &Law) -> bool {
    asked(document, law, |assessment| assessment.verdict() == Verdict::Eligible)
}

pub(crate) fn rational(text: &str) -> BigRational {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let under = num_traits::pow(BigInt::from(10), decimals.len());
    BigRational::new(format!("{whole}{decimals}").parse().unwrap(), under)
}

/// What a line of a bill in which it counts costs at most, if it does.
fn cost(document: &Value, line: usize) -> BigRational {
    let line = &document["end_products"][0]["components"][line];
    if line["parent"].is_string() {
        return BigRational::zero();
    }
    let cost = line["unit_cost"].as_str().or(line["unit_cost_range"][1].as_str()).unwrap();
    let rate = if line["currency"] == "USD" { "0.87" } else { "1" };
    rational(cost) * rational(rate) * rational(line["quantity"].as_str().unwrap())
}

/// Of every set of lines from elsewhere that turns the verdict: fewest lines, least cost.
fn brute(
    document: &Value,
    law: &Law,
    to: &str,
    wanted: bool,
    kept: &[usize],
) -> Option<(usize, BigRational)> {
    let count = document["end_products"][0]["components"].as_array().unwrap().len();
    let mut best: Option<(usize, BigRational)> = None;
    for set in 0..1usize << count {
        let lines: Vec<usize> = (0..count).filter(|line| set >> line & 1 == 1).collect();
        if lines.iter().any(|line| kept.contains(line)) {
            continue;
        }
        let total: BigRational = lines.iter().map(|line| cost(document, *line)).sum();
        let is_better =
            best.as_ref().is_none_or(|(few, least)| lines.len() < *few || total < *least);
        if !is_better {
            continue;
        }
        let mut changed = document.clone();
        for line in &lines {
            changed["end_products"][0]["components"][*line]["origin"] = to.into();
        }
        if is_eligible(&changed, law) == wanted {
            let (few, least) = best.unwrap_or((lines.len(), total.clone()));
            best = Some((few.min(lines.len()), least.min(total)));
        }
    }
    best
}

/// What lines are said to cost at least.
fn at_least(shown: &Shown) -> Option<BigRational> {
    let Shown::Searched { at_least, .. } = shown else { return None };
    Some(rational(&at_least.to_string()))
}

/// Lines of the answer by a measure, what they cost, and whether that is said to be the least.
type Told = (usize, BigRational, bool);

fn told(document: &Value, law: &Law, keep: &[&str]) -> Option<[Told; 2]> {
    asked(document, law, |assessment| {
        let keep = Keep::of(assessment.procurement(), keep.iter().copied()).unwrap();
        let remedies = Remedies::of(assessment, keep).unwrap();
        let by = |measure: Measure| {
            let found = remedies.answers.iter().find(|one| one.measures.contains(&measure))?;
            assert_eq!(found.verdict, Verdict::Eligible);
            let cost = rational(&found.cost_moved.as_ref().unwrap().to_string());
            let is_proven = found.minimal == Minimal::Proven;
            if is_proven && found.measures == [Measure::LeastCost] {
                let tests = found.certificate.lines.iter().flat_map(|lines| &lines.tests);
                let bounds = tests.filter_map(|test| at_least(&test.shown));
                assert_eq!(bounds.min(), Some(cost.clone()), "{:?}", found.certificate);
            }
            Some((found.changes.len(), cost, is_proven))
        };
        Some([by(Measure::FewestComponents)?, by(Measure::LeastCost)?])
    })
}

#[test]
fn the_lines_told_are_the_fewest_and_cost_least() {
    let law = Setting::today().law(&rulebook());
    let leaves = Setting::today().reading("component-tier", "leaves").law(&rulebook());
    let mut random = Random::seeded(404);
    let (mut tried, mut proven, mut by_agreement) = (0, [0, 0], 0);
    while tried < 1500 {
        let lines = 2 + random.below(6);
        let document = procurement(&mut random, lines);
        let law = if random.one_in(5) { &leaves } else { &law };
        // Costs of parts below others are not reckoned here.
        if std::ptr::eq(law, &raw const leaves) && document.to_string().contains("\"parent\"") {
            continue;
        }
        if is_eligible(&document, law) {
            continue;
        }
        tried += 1;
        let kept: Vec<usize> = (0..lines).filter(|_| random.one_in(9)).collect();
        let ids: Vec<String> = kept.iter().map(ToString::to_string).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let best = brute(&document, law, "EU", true, &kept);
        let answers = told(&document, law, &ids);
        assert_eq!(answers.is_some(), best.is_some(), "{document}\nkept {ids:?}");
        let (Some([few, least]), Some((fewest, cheapest))) = (answers, best) else { continue };
        assert!(few.0 >= fewest && least.1 >= cheapest, "{document}");
        if few.2 {
            assert_eq!(few.0, fewest, "{document}\nkept {ids:?}");
            proven[0] += 1;
        }
        if least.2 {
            assert_eq!(least.1, cheapest, "{document}\nkept {ids:?}");
            proven[1] += 1;
        }
        by_agreement += usize::from(document.to_string().contains("\"CA\""));
    }
    assert!(
        proven[0] > 1200 && proven[1] > 1200 && by_agreement > 300,
        "{proven:?} {by_agreement}"
    );
}

#[test]
fn the_lines_to_watch_are_the_fewest_and_cost_least() {
    let law = Setting::today().law(&rulebook());
    let mut random = Random::seeded(405);
    let (mut tried, mut proven, mut by_agreement) = (0, [0, 0], 0);
    while tried < 900 {
        let lines = 2 + random.below(6);
        let document = procurement(&mut random, lines);
        if !is_eligible(&document, &law) {
            continue;
        }
        tried += 1;
        let (to, told) = asked(&document, &law, |assessment| {
            let breaks = Breaks::of(assessment, Keep::default()).unwrap();
            let line = breaks.lines.into_iter().next().unwrap();
            let both = [line.fewest, line.least].map(|broken| {
                broken.map(|broken| {
                    assert_ne!(broken.verdict, Verdict::Eligible);
                    let to = broken.changes[0].to.clone().unwrap();
                    let cost = rational(&broken.cost_moved.unwrap().to_string());
                    if broken.minimal == Minimal::Proven {
                        let bound = at_least(&broken.proof.shown);
                        assert!(bound.is_none_or(|bound| bound == cost), "{:?}", broken.proof);
                    }
                    (to, broken.changes.len(), cost, broken.minimal == Minimal::Proven)
                })
            });
            let to = both[0].as_ref().map(|(to, ..)| to.to_string());
            (to, both)
        });
        let outside = to.clone().unwrap_or_else(|| "US".into());
        let best = brute(&document, &law, &outside, false, &[]);
        assert_eq!(told[0].is_some(), best.is_some(), "{document}");
        let ([Some(few), Some(least)], Some((fewest, cheapest))) = (told, best) else { continue };
        assert!(few.1 >= fewest && least.2 >= cheapest, "{document}");
        if few.3 {
            assert_eq!(few.1, fewest, "to {outside}\n{document}");
            proven[0] += 1;
        }
        if least.3 {
            assert_eq!(least.2, cheapest, "to {outside}\n{document}");
            proven[1] += 1;
        }
        by_agreement += usize::from(document.to_string().contains("\"CA\""));
    }
    assert!(proven[0] > 600 && proven[1] > 600 && by_agreement > 200, "{proven:?} {by_agreement}");
}

#[test]
fn a_rate_may_move_as_far_as_is_told_and_no_further() {
    let law = Setting::today().law(&rulebook());
    let mut random = Random::seeded(406);
    let mut ends = 0;
    for _ in 0..1500 {
        let lines = 2 + random.below(6);
        let document = procurement(&mut random, lines);
        if !is_eligible(&document, &law) {
            continue;
        }
        let told = asked(&document, &law, |assessment| {
            let breaks = Breaks::of(assessment, Keep::default()).unwrap();
            breaks.rates.into_iter().map(|rate| [rate.at_least, rate.at_most]).collect::<Vec<_>>()
        });
        let with = |millionths: &BigInt| {
            let digits = format!("{millionths:0>7}");
            let (whole, decimals) = digits.split_at(digits.len() - 6);
            let mut changed = document.clone();
            changed["exchange_rates"]["eur_per_unit"]["USD"] = format!("{whole}.{decimals}").into();
            is_eligible(&changed, &law)
        };
        for [at_least, at_most] in told {
            let scaled = |end: &safe_eligibility::model::exact::Fraction| {
                let over = BigInt::from(end.numerator().clone()) * BigInt::from(1_000_000);
                let under = BigInt::from(end.denominator().clone());
                BigRational::new(over, under)
            };
            if let Some(end) = at_most {
                ends += 1;
                let floor = scaled(&end).floor().to_integer();
                assert!(floor.is_zero() || with(&floor), "{end:?}\n{document}");
                assert!(!with(&(floor + 1)), "{end:?}\n{document}");
            }
            if let Some(end) = at_least {
                ends += 1;
                let ceil = scaled(&end).ceil().to_integer();
                assert!(with(&ceil), "{end:?}\n{document}");
                let below = ceil - 1;
                assert!(below <= BigInt::zero() || !with(&below), "{end:?}\n{document}");
            }
        }
    }
    assert!(ends > 100, "{ends}");
}
