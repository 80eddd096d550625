//! A remedy applied makes it eligible and a smaller one does not; what is said to end eligibility
//! does.
//!
//! Changes are made in the document, which is read and assessed again; what they do there is
//! written here, and not taken from the library.

mod oracle;
mod support;

#[path = "remedy/bills.rs"]
mod bills;
#[path = "remedy/breaks.rs"]
mod breaks;
#[path = "remedy/days.rs"]
mod days;
#[path = "remedy/edits.rs"]
mod edits;
#[path = "remedy/prices.rs"]
mod prices;

use edits::{Edit, edited, every_edit};
use oracle::generate::Random;
use safe_eligibility::model::day::Day;
use safe_eligibility::next::Minimal;
use safe_eligibility::remedy::breaks::Breaks;
use safe_eligibility::remedy::{Keep, Measure, Remedies};
use safe_eligibility::timeline::Clock;
use safe_eligibility::{Law, Verdict};
use serde_json::{Value, json};
use support::asking::{Setting, asked};
use support::packs::cases;

fn verdict(document: &Value, law: &Law) -> Verdict {
    asked(document, law, |assessment| assessment.verdict())
}

/// An answer in words that outlive the assessment.
struct Told {
    measures: Vec<Measure>,
    edits: Vec<Edit>,
    verdict: Verdict,
    minimal: Minimal,
    ids: Vec<String>,
}

fn told(document: &Value, law: &Law, keep: &[&str]) -> (Vec<Told>, usize) {
    asked(document, law, |assessment| {
        let keep = Keep::of(assessment.procurement(), keep.iter().copied()).unwrap();
        let remedies = Remedies::of(assessment, keep).unwrap();
        let answers = remedies.answers.iter().map(|remedy| Told {
            measures: remedy.measures.clone(),
            edits: remedy.changes.iter().map(Edit::of).collect(),
            verdict: remedy.verdict,
            minimal: remedy.minimal,
            ids: remedy
                .changes
                .iter()
                .filter_map(|one| one.id.as_deref().map(str::to_owned))
                .collect(),
        });
        (answers.collect(), remedies.beyond.len())
    })
}

/// Every document of the cases, and random ones, with the law it is asked about under.
fn each_document(random: usize, seed: u64, mut look: impl FnMut(&Value, &Law)) {
    let rulebook = support::rulebook();
    for case in cases() {
        look(&case.document, &case.setting().law(&rulebook));
    }
    let law = Setting::today().law(&rulebook);
    let mut source = Random::seeded(seed);
    for _ in 0..random {
        look(&oracle::generate::document(&mut source), &law);
    }
}

#[test]
fn a_remedy_applied_comes_to_what_is_told() {
    let (mut eligible, mut open, mut none) = (0, 0, 0);
    each_document(600, 71, |document, law| {
        let now = verdict(document, law);
        let (answers, beyond) = told(document, law, &[]);
        if now == Verdict::Eligible {
            assert!(answers.is_empty() && beyond == 0);
            return;
        }
        none += usize::from(answers.is_empty());
        assert!(!answers.is_empty() || beyond > 0, "no reason given\n{document}");
        for answer in answers {
            let changed = edited(document, &answer.edits);
            let then = verdict(&changed, law);
            assert_eq!(then, answer.verdict, "{:?}\n{document}", answer.edits);
            assert_ne!(then, Verdict::NotEligible);
            eligible += usize::from(then == Verdict::Eligible);
            open += usize::from(then == Verdict::Undetermined);
        }
    });
    assert!(eligible > 80 && open > 10 && none > 30, "{eligible} {open} {none}");
}

/// Every set of so many of the items.
fn sets(items: usize, size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let with_last = |set: Vec<usize>| {
        let from = set.last().map_or(0, |last| last + 1);
        (from..items).map(move |next| [&*set, &[next]].concat())
    };
    sets(items, size - 1).into_iter().flat_map(with_last).collect()
}

#[test]
fn no_fewer_changes_do_where_that_is_said_to_be_proven() {
    let (mut proven, mut tried) = (0, 0);
    each_document(700, 73, |document, law| {
        if verdict(document, law) == Verdict::Eligible {
            return;
        }
        let (answers, _) = told(document, law, &[]);
        let fewest = answers.iter().find(|one| one.measures.contains(&Measure::FewestChanges));
        let Some(fewest) = fewest.filter(|one| one.minimal == Minimal::Proven) else { return };
        let all = every_edit(document);
        let size = fewest.edits.len() - 1;
        let is_small = match size {
            0 | 1 => true,
            2 => all.len() <= 45,
            3 => all.len() <= 22,
            _ => false,
        };
        if !is_small {
            return;
        }
        proven += 1;
        // Where no set of that size does, no smaller one does: more can be left as it is.
        for set in sets(all.len(), size) {
            let edits: Vec<Edit> = set.iter().map(|at| all[*at].clone()).collect();
            let takes_all = document["participating_states"].as_array().is_some_and(|states| {
                let gone = edits.iter().filter(|edit| edit.kind == "remove-state").count();
                let new = edits.iter().filter(|edit| edit.kind == "add-state").count();
                gone == states.len() && new == 0
            });
            if takes_all {
                continue;
            }
            tried += 1;
            let changed = edited(document, &edits);
            assert_ne!(verdict(&changed, law), Verdict::Eligible, "{edits:?} does\n{document}");
        }
    });
    assert!(proven > 40 && tried > 1000, "{proven} {tried}");
}

#[test]
fn where_nothing_is_told_no_single_change_does() {
    let mut tried = 0;
    each_document(300, 77, |document, law| {
        if verdict(document, law) == Verdict::Eligible || !told(document, law, &[]).0.is_empty() {
            return;
        }
        for edit in every_edit(document) {
            let alone = document["participating_states"].as_array().map_or(0, Vec::len) == 1;
            if edit.kind == "remove-state" && alone {
                continue;
            }
            tried += 1;
            let changed = edited(document, std::slice::from_ref(&edit));
            assert_ne!(verdict(&changed, law), Verdict::Eligible, "{edit:?}\n{document}");
        }
    });
    assert!(tried > 100, "{tried}");
}

#[test]
fn what_is_kept_does_not_change() {
    let mut tried = 0;
    each_document(300, 79, |document, law| {
        let (answers, _) = told(document, law, &[]);
        let Some(id) = answers.first().and_then(|one| one.ids.first()).cloned() else { return };
        tried += 1;
        for answer in told(document, law, &[&id]).0 {
            assert!(!answer.ids.contains(&id), "{id}\n{document}");
        }
    });
    assert!(tried > 50, "{tried}");
    let nothing = json!({ "format": "safe-procurement/1", "id": "x" });
    let unknown = asked(&nothing, &Setting::today().law(&support::rulebook()), |assessment| {
        Keep::of(assessment.procurement(), ["one", "two"]).unwrap_err()
    });
    let said: Vec<String> = unknown.iter().map(ToString::to_string).collect();
    let all = |id: &str| {
        format!(
            "nothing in the procurement has the id `{id}`; give the id of a line, an entity, an \
             end product or the code of a State that takes part"
        )
    };
    assert_eq!(said, [all("one"), all("two")]);
}

#[test]
fn a_planned_day_of_signature_moves_to_one_that_is_still_to_come() {
    let case = |as_of: &str| {
        let law = Setting::on(as_of).law(&support::rulebook());
        let text =
            std::fs::read(support::top().join("examples/data/one-state-alone-31-may-2026.json"));
        let document: Value = serde_json::from_slice(&text.unwrap()).unwrap();
        let (answers, _) = told(&document, &law, &[]);
        let edits = answers.into_iter().flat_map(|one| one.edits);
        edits.filter(|edit| edit.kind == "sign-on").collect::<Vec<_>>()
    };
    assert_eq!(case("2026-05-20")[0].to.as_deref(), Some("2026-05-30"));
    // That day is gone.
    assert_eq!(case("2026-11-22"), []);
}

#[test]
fn a_fact_that_is_otherwise_comes_to_what_is_told() {
    let (mut facts, mut days) = (0, 0);
    let rulebook = support::rulebook();
    let early = Setting::on("2026-05-01").law(&rulebook);
    let mut look = |document: &Value, law: &Law| {
        if verdict(document, law) != Verdict::Eligible {
            return;
        }
        let (found, changed_days) = asked(document, law, |assessment| {
            let breaks = Breaks::of(assessment, Keep::default()).unwrap();
            let facts = breaks.facts.iter();
            let facts = facts.map(|one| (one.at.to_string(), one.to.clone(), one.verdict));
            let days = breaks.days.iter().map(|one| (one.clock, one.first_day, one.verdict));
            (facts.collect::<Vec<_>>(), days.collect::<Vec<_>>())
        });
        for (at, to, then) in found {
            let mut changed = document.clone();
            match to {
                Some(to) => breaks::state(&mut changed, &at, &to),
                None => {
                    let index: usize = at.rsplit('/').next().unwrap().parse().unwrap();
                    changed["participating_states"].as_array_mut().unwrap().remove(index);
                }
            }
            facts += 1;
            assert_eq!(verdict(&changed, law), then, "{at}\n{document}");
        }
        for (clock, day, then) in changed_days {
            days += 1;
            let eve = day.yesterday().unwrap();
            let on = |day: Day| match clock {
                Clock::GoverningDay => {
                    let mut signed = document.clone();
                    if signed["contract"].is_null() {
                        signed["contract"] = json!({});
                    }
                    signed["contract"]["signed_on"] = day.to_string().into();
                    verdict(&signed, law)
                }
                Clock::AsOf => verdict(document, &law.on(day)),
            };
            assert_eq!((on(eve), on(day)), (Verdict::Eligible, then), "{day}\n{document}");
        }
    };
    each_document(3000, 83, |document, law| {
        look(document, law);
        look(document, &early);
    });
    assert!(facts > 60 && days > 5, "{facts} {days}");
}
