//! Every combination of readings, held against plain assessment under each of them.

mod oracle;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use oracle::generate::Random;
use safe_eligibility::all_readings::{AllReadings, Choice, ChoiceAnswers};
use safe_eligibility::model::procurement::CommonProcurement;
use safe_eligibility::rulebook::readings::Reading;
use safe_eligibility::{Law, Verdict, assess};
use support::asking::read;
use support::packs::cases;

const VERDICTS: [Verdict; 3] = [Verdict::Eligible, Verdict::NotEligible, Verdict::Undetermined];

/// The law under a combination, by way of the texts that the command line takes.
fn law_under(law: &Law, choices: &[Choice], combination: &[usize]) -> Law {
    let mut lists: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (id, reading) in law.readings().iter() {
        if let Reading::Countries(countries) = reading {
            lists.insert(id, countries.iter().map(ToString::to_string).collect());
        }
    }
    let mut texts = Vec::new();
    for (choice, value) in choices.iter().zip(combination) {
        match &choice.answers {
            ChoiceAnswers::Options(options) => {
                texts.push(format!("{}={}", choice.reading, options[*value]));
            }
            ChoiceAnswers::Listed { country, now } => {
                let list = lists.get_mut(&*choice.reading).unwrap();
                let is_listed = *now != (*value == 1);
                list.retain(|listed| *listed != country.to_string());
                if is_listed {
                    list.push(country.to_string());
                }
            }
        }
    }
    texts.extend(lists.iter().map(|(id, list)| format!("{id}={}", list.join(","))));
    law.with_readings(texts.iter().map(String::as_str)).unwrap()
}

fn sizes(choices: &[Choice]) -> Vec<usize> {
    let size = |choice: &Choice| match &choice.answers {
        ChoiceAnswers::Options(options) => options.len(),
        ChoiceAnswers::Listed { .. } => 2,
    };
    choices.iter().map(size).collect()
}

/// Every combination of some choices, the others as in `rest`.
fn each_of(varied: &[usize], sizes: &[usize], rest: &[usize]) -> Vec<Vec<usize>> {
    let mut all = vec![rest.to_vec()];
    for choice in varied {
        let more = all.iter().flat_map(|one| {
            (0..sizes[*choice]).map(move |value| {
                let mut one = one.clone();
                one[*choice] = value;
                one
            })
        });
        all = more.collect();
    }
    all
}

fn plain(procurement: &CommonProcurement, law: &Law) -> Verdict {
    assess(procurement, law).unwrap().verdict()
}

/// Some of the choices under all combinations, what is not among them drawn.
fn agrees(procurement: &CommonProcurement, law: &Law, random: &mut Random, varied: usize) {
    let all = AllReadings::of(procurement, law).unwrap();
    let choices = all.choices();
    let sizes = sizes(choices);
    let rest: Vec<usize> = sizes.iter().map(|size| random.below(*size)).collect();
    let mut order: Vec<usize> = (0..choices.len()).filter(|one| all.looked_at(*one)).collect();
    while order.len() > varied {
        order.remove(random.below(order.len()));
    }
    for combination in each_of(&order, &sizes, &rest) {
        let expected = plain(procurement, &law_under(law, choices, &combination));
        let id = &procurement.stated().id;
        assert_eq!(all.verdict_under(&combination), expected, "{id}: {combination:?}");
    }
    assert_eq!(all.verdict_under(&[]), plain(procurement, law));
    derived(&all, &sizes);
}

/// Counts and smallest sets, held against every combination of what the verdict depends on.
fn derived(all: &AllReadings<'_>, sizes: &[usize]) {
    let support: Vec<usize> = all.depends_on().into_iter().collect();
    let everything = each_of(&support, sizes, &vec![0; sizes.len()]);
    let now = all.verdict_under(&[]);
    let verdicts: Vec<(BTreeSet<usize>, Verdict)> = everything
        .iter()
        .map(|one| {
            let changed = support.iter().copied().filter(|at| one[*at] > 0).collect();
            (changed, all.verdict_under(one))
        })
        .collect();
    assert_eq!(all.deciding_combinations(), BigUint::from(everything.len()));
    let tallies = all.tallies();
    let whole: BigUint = sizes.iter().map(|size| BigUint::from(*size)).product();
    assert_eq!(all.combinations(), whole);
    assert_eq!(tallies.iter().map(|one| one.of_all.clone()).sum::<BigUint>(), whole);
    for tally in &tallies {
        let count = verdicts.iter().filter(|(_, verdict)| *verdict == tally.verdict).count();
        assert_eq!(tally.deciding, BigUint::from(count));
        let listed = |changed: &BTreeSet<usize>| {
            changed.iter().any(|at| all.choices()[*at].country().is_some())
        };
        let fixed = verdicts
            .iter()
            .filter(|(changed, verdict)| *verdict == tally.verdict && !listed(changed));
        assert_eq!(tally.as_listed, BigUint::from(fixed.count()));
    }
    for wanted in VERDICTS {
        let mut reached: Vec<&BTreeSet<usize>> =
            verdicts.iter().filter(|(_, one)| *one == wanted).map(|(changed, _)| changed).collect();
        reached.sort_by_key(|set| set.len());
        let mut smallest: BTreeSet<BTreeSet<usize>> = BTreeSet::new();
        for set in reached {
            if !smallest.iter().any(|other| other.is_subset(set)) {
                smallest.insert(set.clone());
            }
        }
        let told: BTreeSet<BTreeSet<usize>> = all
            .changes_to(wanted)
            .into_iter()
            .map(|changes| changes.into_keys().collect())
            .collect();
        assert_eq!(told, smallest, "{wanted}");
    }
    // A set keeps the verdict where no combination that leaves it as it is has another one.
    let keeps = |set: &BTreeSet<usize>| {
        verdicts.iter().all(|(changed, one)| *one == now || !changed.is_disjoint(set))
    };
    for set in all.kept_by() {
        assert!(keeps(&set), "{set:?} does not keep {now}");
        for one in &set {
            let mut less = set.clone();
            less.remove(one);
            assert!(!keeps(&less), "{set:?} is not the smallest");
        }
    }
    let least = all.kept_by().iter().map(BTreeSet::len).min().unwrap();
    let fewer = each_of(&support, &vec![2; sizes.len()], &vec![0; sizes.len()]);
    for one in fewer {
        let set: BTreeSet<usize> = support.iter().copied().filter(|at| one[*at] > 0).collect();
        assert!(!keeps(&set) || set.len() >= least, "{set:?} is smaller");
    }
}

#[test]
fn random_documents_agree_with_plain_assessment() {
    let mut random = Random::seeded(1106);
    let rulebook = support::rulebook();
    for _ in 0..150 {
        let document = oracle::generate::document(&mut random);
        let drawn = oracle::generate::setting(&mut random);
        let procurement = read(&document);
        let mut setting = support::asking::Setting::on(&drawn.as_of);
        if random.one_in(2) {
            setting.readings = drawn.readings;
        }
        let law = setting.law(&rulebook);
        if assess(&procurement, &law).is_ok() {
            agrees(&procurement, &law, &mut random, 5);
        }
    }
}

#[test]
fn cases_agree_with_plain_assessment() {
    let mut random = Random::seeded(23);
    let rulebook = support::rulebook();
    for case in cases() {
        let law = case.setting().law(&rulebook);
        let procurement = read(&case.document);
        if assess(&procurement, &law).is_ok() {
            agrees(&procurement, &law, &mut random, 4);
        }
    }
}
