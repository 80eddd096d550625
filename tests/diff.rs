//! What moved between two assessments, held against plain assessment of everything in between.

mod oracle;
mod support;

#[path = "diff/applying.rs"]
mod applying;
#[path = "diff/holding.rs"]
mod holding;
#[path = "diff/laws.rs"]
mod laws;

use applying::{changed, named};
use holding::holds;
use oracle::generate::{Random, document};
use safe_eligibility::diff::{
    Came, Causes, Diff, DiffSubject, Difference, FactDifference, LawPair, Proof,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use support::asking::{Setting, read};
use support::{packs, rulebook};

type Key = (String, String);
type Outcome = (String, Option<String>, String);

fn samples() -> Vec<Value> {
    let paths = support::files_below(&support::top().join("examples/data"), ".json");
    paths
        .iter()
        .map(|path| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
        .collect()
}

fn came(came: &Came) -> Outcome {
    (came.outcome.to_owned(), came.via.clone(), came.weight.to_owned())
}

fn subject(subject: &DiffSubject) -> String {
    match subject {
        DiffSubject::Owner(owner) => format!("{}:{owner}", owner.kind()),
        DiffSubject::List(member) => format!("list:{}", member.as_str()),
    }
}

/// What moved by plain comparison, the verdict aside.
fn plainly_moved(
    before: &BTreeMap<Key, Outcome>,
    after: &BTreeMap<Key, Outcome>,
) -> BTreeMap<Key, [Option<Outcome>; 2]> {
    let keys = before.keys().chain(after.keys());
    let pairs = keys.map(|key| (key.clone(), [before.get(key).cloned(), after.get(key).cloned()]));
    pairs.filter(|(_, [before, after])| before != after).collect()
}

fn told_moved(diff: &Diff<'_>) -> BTreeMap<Key, [Option<Outcome>; 2]> {
    let moved = diff.moved().iter().map(|one| {
        let side = |side: &Option<(_, Came)>| side.as_ref().map(|(_, one)| came(one));
        let key = (one.rule.to_string(), subject(&one.subject));
        (key, [side(&one.before), side(&one.after)])
    });
    let mut moved: BTreeMap<_, _> = moved.collect();
    if diff.verdict_causes().is_some() {
        let (before, after) = diff.verdicts();
        let verdict = |one: &str| Some((one.to_owned(), None, "verdict".to_owned()));
        let sides = [verdict(before.as_str()), verdict(after.as_str())];
        moved.insert(("verdict".to_owned(), String::new()), sides);
    }
    moved
}

fn facts<'d>(diff: &'d Diff<'_>) -> Vec<&'d FactDifference> {
    let facts = diff.differences().iter().filter_map(|one| match one {
        Difference::Fact(fact) => Some(fact),
        Difference::Law(_) => None,
    });
    facts.collect()
}

/// Every move with its causes, the verdict among them.
fn all_causes<'d>(diff: &'d Diff<'_>) -> Vec<(Key, &'d Causes)> {
    let verdict = diff.verdict_causes().map(|one| (("verdict".to_owned(), String::new()), one));
    let findings = diff.moved().iter();
    let findings = findings.map(|one| ((one.rule.to_string(), subject(&one.subject)), &one.causes));
    verdict.into_iter().chain(findings).collect()
}

#[test]
fn nothing_moves_between_a_document_and_itself() {
    let mut random = Random::seeded(3);
    let law = Setting::today().law(&rulebook());
    let documents = samples().into_iter().chain((0..200).map(|_| document(&mut random)));
    for document in documents {
        let laws = LawPair::same(law.clone());
        let (procurement, again) = (read(&document), read(&document));
        let Ok(diff) = Diff::of(&procurement, &again, &laws) else { continue };
        assert!(diff.moved().is_empty() && diff.differences().is_empty(), "{document}");
        assert_eq!(diff.verdict_causes().map(|_| ()), None);
    }
}

#[test]
fn nothing_moves_where_lists_are_in_another_order() {
    let mut random = Random::seeded(5);
    let law = Setting::today().law(&rulebook());
    let documents = samples().into_iter().chain((0..200).map(|_| document(&mut random)));
    for document in documents {
        let mut turned = document.clone();
        for list in ["participating_states", "contractors", "subcontractors", "end_products"] {
            if let Some(list) = turned.get_mut(list).and_then(Value::as_array_mut) {
                list.reverse();
            }
        }
        for product in turned["end_products"].as_array_mut().into_iter().flatten() {
            if let Some(lines) = product.get_mut("components").and_then(Value::as_array_mut) {
                lines.reverse();
            }
        }
        let laws = LawPair::same(law.clone());
        let (before, after) = (read(&document), read(&turned));
        let Ok(diff) = Diff::of(&before, &after, &laws) else { continue };
        assert!(diff.differences().is_empty(), "{document}: {:?}", diff.differences());
        assert!(diff.moved().is_empty(), "{document}: {:?}", diff.moved());
    }
}

#[test]
fn what_moved_is_what_plain_comparison_finds_and_each_cause_moves_it() {
    let mut random = Random::seeded(29);
    let law = Setting::today().law(&rulebook());
    let mut proven = [0; 3];
    for round in 0..600 {
        let from = document(&mut random);
        let changes = 1 + random.below(5);
        let to = changed(&from, &mut random, changes);
        let done = holds(&from, &to, &law);
        for (sum, more) in proven.iter_mut().zip(done) {
            *sum += more;
        }
        if round % 20 == 0 {
            // Whole other documents differ in more than can be tried in every way.
            let other = document(&mut random);
            holds(&from, &other, &law);
        }
    }
    assert!(proven[0] > 300, "only {proven:?}: these documents prove little");
}

#[test]
fn samples_changed_move_by_what_was_changed() {
    let mut random = Random::seeded(31);
    let law = Setting::today().law(&rulebook());
    let mut proven = [0; 3];
    for from in samples() {
        for _ in 0..6 {
            let changes = 1 + random.below(4);
            let to = changed(&from, &mut random, changes);
            for (sum, more) in proven.iter_mut().zip(holds(&from, &to, &law)) {
                *sum += more;
            }
        }
    }
    assert!(proven[0] > 100, "only {proven:?}: these documents prove little");
}

#[test]
fn an_inserted_line_is_one_difference() {
    let law = Setting::today().law(&rulebook());
    let lines = [packs::line("1", "70", "PL"), packs::line("2", "20", "US")];
    let from = packs::vehicle(json!(lines));
    let with = |line: Value| packs::vehicle(json!([line, lines[0], lines[1]]));
    let harmless = with(packs::line("0", "5", "US"));
    let laws = LawPair::same(law.clone());
    let (before, after) = (read(&from), read(&harmless));
    let diff = Diff::of(&before, &after, &laws).unwrap();
    assert_eq!((diff.differences().len(), diff.moved().len()), (1, 0));
    let too_much = with(packs::line("0", "40", "US"));
    let after = read(&too_much);
    let diff = Diff::of(&before, &after, &laws).unwrap();
    assert_eq!(diff.moved().len(), 1);
    assert_eq!(&*diff.moved()[0].rule, "component-cap");
    let [set] = &diff.moved()[0].causes.enough[..] else { panic!("one cause") };
    assert_eq!(named(&diff, &set.differences), "vehicle/0");
    assert_eq!(diff.causes_by_name(), "vehicle/0");
}

#[test]
fn what_moves_only_together_is_told_together() {
    let law = Setting::today().law(&rulebook());
    // 30 % from outside; either of two lines more makes 34 or 35 %, both make 39 %. Undone from
    // there, either leaves it above.
    let bill = |own: &str, other: &str, third: &str| {
        packs::vehicle(json!([
            packs::line("1", "61", "PL"),
            packs::line("2", "30", "US"),
            packs::line("3", "3", own),
            packs::line("4", "3", other),
            packs::line("5", "3", third)
        ]))
    };
    let (from, to) = (bill("PL", "PL", "PL"), bill("US", "US", "US"));
    let done = holds(&from, &to, &law);
    assert_eq!(done, [0, 2, 0]);
    let laws = LawPair::same(law);
    let (before, after) = (read(&from), read(&to));
    let diff = Diff::of(&before, &after, &laws).unwrap();
    let pairs = "vehicle/3.origin + vehicle/4.origin, vehicle/3.origin + vehicle/5.origin, \
                 vehicle/4.origin + vehicle/5.origin";
    assert_eq!(diff.causes_by_name(), pairs);
    assert_eq!(diff.needed_by_name(), "");
}

#[test]
fn what_has_to_be_put_right_twice_is_not_told_as_enough_by_itself() {
    let law = Setting::today().law(&rulebook());
    let bill = |own: &str, other: &str| {
        let lines = [packs::line("1", "1", own), packs::line("2", "1", other)];
        packs::vehicle(json!([packs::line("3", "98", "PL"), lines[0], lines[1]]))
    };
    // Either contravenes the interests by itself.
    let (from, to) = (bill("RU", "BY"), bill("PL", "PL"));
    holds(&from, &to, &law);
    holds(&to, &from, &law);
    let laws = LawPair::same(law);
    let (before, after) = (read(&from), read(&to));
    let diff = Diff::of(&before, &after, &laws).unwrap();
    let causes = diff.verdict_causes().unwrap();
    assert_eq!(causes.proof, Proof::Together);
    assert_eq!(diff.causes_by_name(), "vehicle/1.origin + vehicle/2.origin");
    assert_eq!(diff.needed_by_name(), "vehicle/1.origin, vehicle/2.origin");
    let back = Diff::of(&after, &before, &laws).unwrap();
    assert_eq!(back.verdict_causes().unwrap().proof, Proof::Alone);
    assert_eq!(back.causes_by_name(), "vehicle/1.origin, vehicle/2.origin");
    assert_eq!(back.needed_by_name(), "");
}

#[test]
fn samples_move_to_one_another_by_what_is_told() {
    let law = Setting::today().law(&rulebook());
    let samples = samples();
    let mut proven = [0; 3];
    for (from, to) in samples.iter().zip(samples.iter().skip(1)) {
        for (sum, more) in proven.iter_mut().zip(holds(from, to, &law)) {
            *sum += more;
        }
    }
    assert!(proven[0] > 100 && proven[1] > 10, "only {proven:?}: these documents prove little");
}

#[test]
fn where_every_set_is_too_many_several_are_told() {
    let law = Setting::today().law(&rulebook());
    let bill = |origin: &str| {
        let mut lines = vec![packs::line("hull", "1000", "PL")];
        lines.extend((0..1500).map(|at| packs::line(&format!("{at}"), "1", origin)));
        packs::vehicle(json!(lines))
    };
    let (from, to) = (bill("PL"), bill("US"));
    assert_eq!(holds(&from, &to, &law), [0, 0, 2]);
    let laws = LawPair::same(law);
    let (before, after) = (read(&from), read(&to));
    let diff = Diff::of(&before, &after, &laws).unwrap();
    let [set] = &diff.moved()[0].causes.enough[..] else { panic!("one cause") };
    // 35 % of 2500 is 875, so that no fewer do.
    assert!((876..1500).contains(&set.differences.len()), "{}", set.differences.len());
}

#[test]
fn a_line_comes_with_its_parent_and_its_supplier() {
    let law = Setting::today().law(&rulebook());
    let from = packs::vehicle(json!([packs::line("1", "70", "PL")]));
    let mut to = packs::vehicle(json!([packs::line("1", "70", "PL"), {
        "id": "2", "quantity": "1"
    }, {
        "id": "2.1", "parent": "2", "quantity": "1", "unit_cost": "60", "currency": "EUR",
        "origin": "US", "supplier": "maker"
    }]));
    to["subcontractors"] = json!([packs::entity("maker", "US")]);
    to["subcontractors"][0]["contract_share"] = json!("0.01");
    to["subcontractors"][0]["critical_unique_input"] = json!(false);
    to["subcontractors"][0]["needs_classified_access"] = json!(false);
    holds(&from, &to, &law);
    holds(&to, &from, &law);
}
