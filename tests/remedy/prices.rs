//! Alternatives that are chosen, held against every choice of small bills.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use safe_eligibility::model::country::Origin;
use safe_eligibility::model::figure::Amount;
use safe_eligibility::model::product::CurrencyCode;
use safe_eligibility::next::Minimal;
use safe_eligibility::remedy::{
    ChangeKind, Keep, Measure, Offer, OfferProblem, Offers, Remedies, Shown,
};
use safe_eligibility::{Law, Verdict};
use serde_json::{Value, json};

use super::bills::{is_eligible, procurement, rational};
use crate::oracle::generate::Random;
use crate::support::asking::{Setting, asked};
use crate::support::rulebook;

const ORIGINS: [&str; 10] = ["PL", "DE", "EU", "CA", "CA", "GB", "US", "NO", "KR", "RU"];
const COSTS: [&str; 9] = ["0", "1", "2", "3", "5", "8", "11", "14", "0.25"];

/// An alternative: line, origin, cost of one and its currency.
type Given = (usize, &'static str, &'static str, &'static str);

fn offer((line, origin, cost, currency): &Given) -> Offer {
    Offer::new(
        &line.to_string(),
        Origin::parse(origin).unwrap(),
        Amount::parse(cost).unwrap(),
        CurrencyCode::parse(currency).unwrap(),
    )
}

fn line(document: &Value, line: usize) -> &Value {
    &document["end_products"][0]["components"][line]
}

/// What so many of a line come to in euro, at least.
fn price(document: &Value, at: usize, cost: &str, currency: &str) -> BigRational {
    let rate = if currency == "USD" { "0.87" } else { "1" };
    let quantity = line(document, at)["quantity"].as_str().unwrap();
    rational(cost) * rational(rate) * rational(quantity)
}

fn present(document: &Value, at: usize) -> BigRational {
    let own = line(document, at);
    let cost = own["unit_cost"].as_str().or(own["unit_cost_range"][0].as_str()).unwrap();
    price(document, at, cost, own["currency"].as_str().unwrap())
}

fn with(document: &mut Value, (at, origin, cost, currency): &Given) {
    let line = &mut document["end_products"][0]["components"][*at];
    line.as_object_mut().unwrap().remove("unit_cost_range");
    line["origin"] = (*origin).into();
    line["unit_cost"] = (*cost).into();
    line["currency"] = (*currency).into();
}

/// The least extra price of every choice of alternatives for lines that count.
fn brute(document: &Value, law: &Law, given: &[Given], kept: &[usize]) -> Option<BigRational> {
    let count = document["end_products"][0]["components"].as_array().unwrap().len();
    let ways: Vec<Vec<Option<&Given>>> = (0..count)
        .map(|at| {
            let open = line(document, at)["parent"].is_null() && !kept.contains(&at);
            let own = given.iter().filter(|one| open && one.0 == at).map(Some);
            std::iter::once(None).chain(own).collect()
        })
        .collect();
    let mut best: Option<BigRational> = None;
    let mut picked = vec![0usize; count];
    loop {
        let (mut changed, mut extra) = (document.clone(), BigRational::zero());
        for (at, way) in picked.iter().enumerate() {
            if let Some(one) = ways[at][*way] {
                with(&mut changed, one);
                extra += price(document, at, one.2, one.3) - present(document, at);
            }
        }
        if best.as_ref().is_none_or(|least| extra < *least) && is_eligible(&changed, law) {
            best = Some(extra);
        }
        let Some(next) = (0..count).find(|at| picked[*at] + 1 < ways[*at].len()) else {
            return best;
        };
        picked[next] += 1;
        picked[..next].fill(0);
    }
}

/// Extra price and whether it is said to be the least, with the changed document judged here.
fn told(
    document: &Value,
    law: &Law,
    given: &[Given],
    keep: &[&str],
) -> (Option<(BigRational, bool)>, Option<bool>) {
    asked(document, law, |assessment| {
        let keep = Keep::of(assessment.procurement(), keep.iter().copied()).unwrap();
        let offers = given.iter().map(offer).collect();
        let offers = Offers::of(assessment.procurement(), offers).unwrap();
        let remedies = Remedies::with_offers(assessment, keep, &offers).unwrap();
        let by = |one: &&safe_eligibility::remedy::Remedy| {
            one.measures.contains(&Measure::LeastExtraPrice)
        };
        let found = remedies.answers.iter().find(by).map(|found| {
            let mut changed = document.clone();
            let mut sum = BigRational::zero();
            for change in &found.changes {
                assert_eq!(change.kind, ChangeKind::TakeAlternative);
                let taken = change.taken.as_ref().unwrap();
                let at: usize = change.id.as_deref().unwrap().parse().unwrap();
                let same = given.iter().find(|one| offer(one) == taken.offer).unwrap();
                assert_eq!(same.0, at);
                with(&mut changed, same);
                let extra = price(document, at, same.2, same.3) - present(document, at);
                assert_eq!(signed(&taken.extra.to_string()), extra);
                sum += extra;
            }
            assert!(is_eligible(&changed, law), "{document}\n{given:?}");
            let extra = signed(&found.extra_price.as_ref().unwrap().to_string());
            assert_eq!(extra, sum);
            supported(found, &extra);
            let moves = found.changes.iter().filter(|change| change.from != change.to);
            let most = moves.map(|change| change.cost.as_ref().unwrap().most.as_ref().unwrap());
            let moved: BigRational = most.map(|most| rational(&most.to_string())).sum();
            assert_eq!(rational(&found.cost_moved.as_ref().unwrap().to_string()), moved);
            (extra, found.minimal == Minimal::Proven)
        });
        (found, remedies.offered.unwrap().is_enough)
    })
}

/// A price that is proven is what its certificate says no choice comes below.
fn supported(found: &safe_eligibility::remedy::Remedy, extra: &BigRational) {
    let tests = found.certificate.lines.iter().flat_map(|lines| &lines.tests);
    let bounds: Vec<BigRational> = tests
        .filter_map(|test| match &test.shown {
            Shown::Priced { at_least, .. } => Some(signed(&at_least.to_string())),
            _ => None,
        })
        .collect();
    if found.minimal == Minimal::Proven && !bounds.is_empty() {
        assert_eq!(bounds.iter().min(), Some(extra), "{:?}", found.certificate);
    }
}

fn signed(text: &str) -> BigRational {
    text.strip_prefix('-').map_or_else(|| rational(text), |text| -rational(text))
}

fn offers(random: &mut Random, lines: usize) -> Vec<Given> {
    let count = 1 + random.below(6);
    let each = (0..count).map(|_| {
        let currency = if random.one_in(6) { "USD" } else { "EUR" };
        let origin = ORIGINS[random.below(ORIGINS.len())];
        (random.below(lines), origin, COSTS[random.below(COSTS.len())], currency)
    });
    each.collect()
}

#[test]
fn no_choice_of_alternatives_costs_less() {
    let law = Setting::today().law(&rulebook());
    let mut random = Random::seeded(77);
    let (mut tried, mut found, mut saved, mut taken_by_none) = (0, 0, 0, 0);
    while tried < 1600 {
        let lines = 1 + random.below(6);
        let mut document = procurement(&mut random, lines);
        if random.one_in(4) {
            let product = document["end_products"][0].as_object_mut().unwrap();
            product.remove("no_component_from_contravening_country");
            product["components"][random.below(lines)]["origin"] = "RU".into();
        }
        if is_eligible(&document, &law) {
            continue;
        }
        tried += 1;
        let given = offers(&mut random, lines);
        let kept: Vec<usize> = (0..lines).filter(|_| random.one_in(9)).collect();
        let ids: Vec<String> = kept.iter().map(ToString::to_string).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let best = brute(&document, &law, &given, &kept);
        let (answer, is_enough) = told(&document, &law, &given, &ids);
        assert_eq!(is_enough, Some(best.is_some()), "{document}\n{given:?}\nkept {ids:?}");
        assert_eq!(
            answer,
            best.clone().map(|least| (least, true)),
            "{document}\n{given:?}\nkept {ids:?}"
        );
        match best {
            Some(least) => {
                found += 1;
                saved += usize::from(least < BigRational::zero());
            }
            None => taken_by_none += 1,
        }
    }
    assert!(found > 300 && saved > 50 && taken_by_none > 100, "{found} {saved} {taken_by_none}");
}

#[test]
fn many_alternatives_are_chosen_from_and_bounded() {
    let law = Setting::today().law(&rulebook());
    let mut random = Random::seeded(5);
    let mut document = procurement(&mut random, 1);
    let line = |at: usize| {
        let cost = (700 + at * 37 % 500).to_string();
        json!({ "id": at.to_string(), "quantity": "1", "unit_cost": cost, "currency": "EUR",
            "origin": if at % 2 == 0 { "US" } else { "PL" } })
    };
    document["end_products"][0]["components"] = (0..200).map(line).collect();
    let costs: Vec<String> = (0..200).map(|at| (760 + at * 53 % 600).to_string()).collect();
    let given = costs.iter().enumerate().map(|(at, cost)| {
        Offer::new(
            &at.to_string(),
            Origin::parse("DE").unwrap(),
            Amount::parse(cost).unwrap(),
            CurrencyCode::EUR,
        )
    });
    let given: Vec<Offer> = given.collect();
    asked(&document, &law, |assessment| {
        let offers = Offers::of(assessment.procurement(), given.clone()).unwrap();
        let remedies = Remedies::with_offers(assessment, Keep::default(), &offers).unwrap();
        let found = remedies.answers.last().unwrap();
        assert_eq!(found.measures, [Measure::LeastExtraPrice]);
        assert_eq!(found.verdict, Verdict::Eligible);
        let shown = &found.certificate.lines[0].tests[0].shown;
        let Shown::Priced { extra: Some(extra), at_least, .. } = shown else { panic!("{shown:?}") };
        let gap = signed(&extra.to_string()) - signed(&at_least.to_string());
        assert!(gap >= BigRational::zero(), "{shown:?}");
        assert!(gap <= BigRational::from(BigInt::from(50)), "{shown:?}");
        println!("{shown:?} {:?}", found.minimal);
    });
}

#[test]
fn what_does_not_fit_is_told_at_once() {
    let law = Setting::today().law(&rulebook());
    let document = procurement(&mut Random::seeded(1), 2);
    asked(&document, &law, |assessment| {
        let given = [(0, "PL", "1", "GBP"), (7, "PL", "1", "EUR"), (8, "PL", "1", "CHF")];
        let problems =
            Offers::of(assessment.procurement(), given.iter().map(offer).collect()).unwrap_err();
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "the procurement states no exchange rate for `GBP`",
                "no line of a bill has the id `7`",
                "no line of a bill has the id `8`",
                "the procurement states no exchange rate for `CHF`",
            ]
        );
        let indexes: Vec<usize> = problems.iter().map(OfferProblem::index).collect();
        assert_eq!(indexes, [0, 1, 2, 2]);
    });
}
