//! Packs that were edited by hand, against the built-in one.

use safe_eligibility::analysis::{Compared, Comparison, Witness};
use safe_eligibility::model::procurement::CommonProcurement;
use safe_eligibility::{Law, Rulebook, Verdict, assess};
use serde_json::{Value, json};

use super::{effort, findings, holds, law, under};
use crate::support::{self, packs::Files};

const CAP: &str = "acts/reg-2025-1106/component-cap/2025-05-29.json";

fn edited(edit: impl FnOnce(&mut Files)) -> Rulebook {
    let mut files = support::pack_files();
    edit(&mut files);
    support::rulebook_of(&files)
}

fn compared(other: &Rulebook, tries: usize) -> Comparison {
    Comparison::of(&law(&support::rulebook()), &law(other), effort(tries))
}

/// The difference that is found, held against plain assessments under both packs, and shown to
/// have nothing that could be left out.
fn differing(other: &Rulebook) -> (Comparison, Witness) {
    let comparison = compared(other, 100_000);
    let Compared::Differ(witness) = &comparison.found else {
        panic!("{:?}", comparison.differences)
    };
    let witness = (**witness).clone();
    let own = support::rulebook();
    let laws = [under(&own, &witness, 0), under(other, &witness, 1)];
    holds(&witness, [&laws[0], &laws[1]]);
    assert_ne!(witness.verdicts[0], witness.verdicts[1]);
    minimal(&witness, [&laws[0], &laws[1]]);
    (comparison, witness)
}

fn verdicts(document: &Value, laws: [&Law; 2]) -> Option<[Verdict; 2]> {
    let procurement: CommonProcurement =
        safe_intake::read_document(document.to_string().as_bytes()).ok()?;
    Some(laws.map(|law| assess(&procurement, law).unwrap().verdict()))
}

/// Leaves out every single member and item of the document in turn, and shortens every figure:
/// nothing that is left is a document with the same verdicts.
fn minimal(witness: &Witness, laws: [&Law; 2]) {
    let document: Value = serde_json::from_str(&witness.to_document()).unwrap();
    let mut places = Vec::new();
    walk(&document, String::new(), &mut places);
    assert!(places.len() > 3);
    for place in places {
        for less in smaller(&document, &place) {
            let same = verdicts(&less, laws) == Some(witness.verdicts);
            assert!(!same, "{place} can be less: {document}");
        }
    }
}

fn walk(value: &Value, at: String, places: &mut Vec<String>) {
    if !at.is_empty() {
        places.push(at.clone());
    }
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| walk(value, format!("{at}/{name}"), places));
        }
        Value::Array(items) => {
            let each = items.iter().enumerate();
            each.for_each(|(index, item)| walk(item, format!("{at}/{index}"), places));
        }
        _ => {}
    }
}

fn smaller(document: &Value, place: &str) -> Vec<Value> {
    let (parent, name) = place.rsplit_once('/').unwrap();
    let mut without = document.clone();
    match without.pointer_mut(parent).unwrap() {
        Value::Object(members) => drop(members.remove(name)),
        Value::Array(items) => drop(items.remove(name.parse().unwrap())),
        _ => unreachable!("{place}"),
    }
    let mut found = vec![without];
    let figure = document.pointer(place).and_then(Value::as_str);
    let figure = figure.filter(|_| ["unit_cost", "contract_share"].contains(&name));
    if let Some(figure) = figure.filter(|figure| figure.trim_end_matches('0').len() > 1) {
        let mut digits = figure.trim_end_matches('0').to_owned();
        let zeros = figure.len() - digits.len();
        digits.pop();
        let less = if digits.contains('.') { digits } else { digits + &"0".repeat(zeros + 1) };
        let mut shorter = document.clone();
        *shorter.pointer_mut(place).unwrap() = less.trim_end_matches('.').into();
        found.push(shorter);
    }
    found
}

fn places(comparison: &Comparison) -> Vec<&str> {
    comparison.differences.iter().map(|one| &*one.at).collect()
}

#[test]
fn a_lower_ceiling_refuses_what_lies_between() {
    let other = edited(|files| {
        let cap = files.get_mut(CAP).unwrap();
        cap["condition"]["share-at-most"]["ceiling"] = "0.30".into();
    });
    let (comparison, witness) = differing(&other);
    assert_eq!(places(&comparison), ["rules/component-cap#/condition/share-at-most/ceiling"]);
    let [one] = &*comparison.differences else { panic!("several") };
    assert_eq!((one.one.as_deref(), one.other.as_deref()), (Some("0.35"), Some("0.3")));
    assert_eq!(witness.verdicts, [Verdict::Eligible, Verdict::NotEligible]);
    assert_eq!(witness.moved.len(), 1);
    let cap = &witness.moved[0];
    assert_eq!(&*cap.rule, "component-cap");
    assert_eq!(&*cap.citation, "Regulation (EU) 2025/1106, Article 16(10), first sentence");
    assert_eq!(cap.outcomes, [Some("met"), Some("not-met")]);
    // The other way round it is the other pack that accepts.
    let back = Comparison::of(&law(&other), &law(&support::rulebook()), effort(100_000));
    let Compared::Differ(back) = back.found else { panic!("alike") };
    assert_eq!(back.verdicts, [Verdict::NotEligible, Verdict::Eligible]);
}

#[test]
fn a_row_that_begins_later_is_found_on_the_days_between() {
    let other = edited(|files| {
        let rows = support::packs::rows(files, "partnerships");
        let row = rows.iter_mut().find(|row| row["country"] == "GH").unwrap();
        row["first_day"] = "2026-10-01".into();
    });
    let (comparison, witness) = differing(&other);
    assert_eq!(places(&comparison), ["countries/partnerships#GH"]);
    let [one] = &*comparison.differences else { panic!("several") };
    assert_eq!(one.first_day, Some(support::day("2026-03-24")));
    assert_eq!(one.last_day, Some(support::day("2026-09-30")));
    assert_eq!(comparison.days, [support::day("2026-09-30")]);
    assert_eq!(witness.verdicts, [Verdict::Eligible, Verdict::NotEligible]);
    assert!(witness.to_document().contains("\"GH\""));
    assert!(witness.moved.iter().all(|moved| &*moved.rule == "participating-state"));
}

#[test]
fn an_agreement_that_has_ended_is_found() {
    let other = edited(|files| {
        let agreement = files.get_mut(&support::packs::agreement_path("CA")).unwrap();
        agreement["last_day"] = "2026-10-31".into();
        for row in agreement["applied"].as_array_mut().unwrap() {
            if row["last_day"].is_null() {
                row["last_day"] = "2026-10-31".into();
            }
        }
    });
    let (comparison, witness) = differing(&other);
    assert!(places(&comparison).iter().all(|at| at.starts_with("agreements/CA#")));
    assert_eq!(witness.verdicts, [Verdict::Eligible, Verdict::NotEligible]);
    assert!(witness.to_document().contains("\"CA\""));
}

#[test]
fn another_default_is_found() {
    let other = edited(|files| {
        files.get_mut("pack.json").unwrap()["default_readings"] =
            json!([{ "reading": "component-tier", "option": "leaves" }]);
    });
    let (comparison, witness) = differing(&other);
    assert_eq!(places(&comparison), ["readings/component-tier"]);
    assert!(witness.moved.iter().all(|moved| &*moved.rule == "component-cap"));
}

#[test]
fn a_later_deadline_is_found_with_the_day_of_signature() {
    let other = edited(|files| {
        let path = "acts/reg-2025-1106/single-state-window/2025-05-29.json";
        let window = files.get_mut(path).unwrap();
        window["condition"]["all"][1]["signed-by"]["last_day"] = "2026-06-30".into();
    });
    let (_, witness) = differing(&other);
    assert_eq!(witness.verdicts, [Verdict::NotEligible, Verdict::Eligible]);
    let signed = witness.procurement.stated().contract.signed_on.unwrap_or(witness.as_of);
    assert!(support::day("2026-05-31") <= signed && signed <= support::day("2026-06-30"));
}

#[test]
fn weaker_documentation_is_found_to_leave_it_open() {
    let other = edited(|files| {
        let rows = support::packs::rows(files, "partnerships");
        let row = rows.iter_mut().find(|row| row["country"] == "GH").unwrap();
        row["evidence"] = "assumed".into();
    });
    let comparison = compared(&other, 20_000);
    let Compared::Differ(witness) = &comparison.found else { panic!("not found") };
    assert_eq!(witness.verdicts, [Verdict::Eligible, Verdict::Undetermined]);
    // Where assumptions count, the two are alike.
    let assumed = safe_eligibility::outcome::EvidenceGrade::Assumed;
    let own = law(&support::rulebook()).with_least_evidence(assumed);
    let comparison = Comparison::of(&own, &law(&other), effort(100));
    assert!(matches!(comparison.found, Compared::Alike), "{:?}", comparison.differences);
}

/// Words, sources, figures that are written longer, and a version that says nothing new.
#[test]
fn packs_that_say_the_same_in_other_words_are_proven_alike() {
    let other = edited(|files| {
        let mut cap = files[CAP].clone();
        cap["paraphrase"] = "Said otherwise.".into();
        cap.as_object_mut().unwrap().remove("words");
        cap["condition"]["share-at-most"]["ceiling"] = "0.3500".into();
        cap["last_day"] = "2026-05-31".into();
        files.insert(CAP.to_owned(), cap.clone());
        (cap["first_day"], cap["last_day"]) = ("2026-06-01".into(), Value::Null);
        files.insert(CAP.replace("2025-05-29", "2026-06-01"), cap);
        let rows = support::packs::rows(files, "partnerships");
        rows.reverse();
        rows[0]["note"] = "A note.".into();
    });
    let comparison = compared(&other, 0);
    assert!(matches!(comparison.found, Compared::Alike), "{:?}", comparison.differences);
    assert!(comparison.differences.is_empty());
    assert_ne!(other.pack().digest, support::rulebook().pack().digest);
    let own = support::rulebook();
    for case in support::packs::cases() {
        let laws = [&own, &other].map(|rulebook| case.setting().law(rulebook));
        let [one, two] = laws.each_ref().map(|law| {
            support::asking::asked(&case.document, law, |assessment| {
                (assessment.verdict(), findings(assessment))
            })
        });
        assert_eq!(one, two, "{}", case.name());
    }
}

/// The least core share decides only where a little comes from elsewhere.
#[test]
fn what_was_not_found_in_few_tries_is_not_said_not_to_be_there() {
    let other = edited(|files| {
        let agreement = files.get_mut(&support::packs::agreement_path("CA")).unwrap();
        agreement["min_core_share"]["share"] = "0.19".into();
    });
    let comparison = compared(&other, 500);
    assert_eq!(places(&comparison), ["agreements/CA#min_core_share"]);
    let Compared::NotFound { tries } = comparison.found else { panic!("{:?}", comparison.found) };
    assert_eq!(tries, 500);
    let (_, witness) = differing(&other);
    assert_eq!(witness.verdicts, [Verdict::NotEligible, Verdict::Eligible]);
}
