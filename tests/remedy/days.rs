//! Days of signature, held against every day; and what is beyond change, against single changes.

use safe_eligibility::model::day::Day;
use safe_eligibility::remedy::{ChangeKind, Keep, Measure, Remedies};
use safe_eligibility::{Law, Verdict};
use serde_json::{Value, json};

use super::edits::{Edit, edited, every_edit};
use super::{each_document, verdict};
use crate::support::asking::{Setting, asked};
use crate::support::rulebook;

/// An answer: its other changes, from when to when it may be signed, and what comes of it.
struct Told {
    is_fewest: bool,
    others: Vec<Edit>,
    window: Option<(Day, Option<Day>)>,
    verdict: Verdict,
}

fn told(document: &Value, law: &Law) -> Vec<Told> {
    asked(document, law, |assessment| {
        let remedies = Remedies::of(assessment, Keep::default()).unwrap();
        let answers = remedies.answers.iter().map(|remedy| {
            let (days, others): (Vec<_>, Vec<_>) =
                remedy.changes.iter().partition(|change| change.kind == ChangeKind::SignOn);
            let window = days.first().map(|day| day.window.unwrap());
            Told {
                is_fewest: remedy.measures.contains(&Measure::FewestChanges),
                others: others.into_iter().map(Edit::of).collect(),
                window: window.map(|window| (window.first_day, window.last_day)),
                verdict: remedy.verdict,
            }
        });
        answers.collect()
    })
}

fn signed(document: &Value, day: Day) -> Value {
    let mut signed = document.clone();
    if signed["contract"].is_null() {
        signed["contract"] = json!({});
    }
    signed["contract"]["signed_on"] = day.to_string().into();
    signed
}

/// Documents as they are and without a day of signature, asked about early and late.
fn each(random: usize, seed: u64, mut look: impl FnMut(&Value, &Law)) {
    let rulebook = rulebook();
    let laws = ["2026-02-01", "2026-05-01"].map(|day| Setting::on(day).law(&rulebook));
    each_document(random, seed, |document, _| {
        let mut open = document.clone();
        if let Some(contract) = open["contract"].as_object_mut() {
            contract.remove("signed_on");
        }
        for law in &laws {
            look(document, law);
            look(&open, law);
        }
    });
}

/// Every day next to one on which the law changes, and one of each few others.
fn looked_at(law: &Law) -> Vec<Day> {
    let near = |day: Day| {
        let around = [day.yesterday(), Some(day), day.tomorrow()];
        around.into_iter().flatten()
    };
    let mut days: Vec<Day> = law.change_days().flat_map(near).collect();
    let mut day = law.as_of();
    for at in 0..350 {
        if at % 13 == 0 {
            days.push(day);
        }
        day = day.tomorrow().unwrap();
    }
    days.retain(|day| *day >= law.as_of());
    days.sort_unstable();
    days.dedup();
    days
}

#[test]
fn every_day_of_signature_that_does_alone_is_told_and_no_other() {
    let (mut days, mut docs, mut ends) = (0, 0, 0);
    each(25, 61, |document, law| {
        let stated = document["contract"]["signed_on"].as_str().map(crate::support::day);
        let is_gone = stated.is_some_and(|day| day < law.as_of());
        if is_gone || verdict(document, law) == Verdict::Eligible {
            return;
        }
        let answers = told(document, law);
        let alone: Vec<_> = answers.iter().filter(|one| one.others.is_empty()).collect();
        let mut is_one_of = false;
        for day in looked_at(law) {
            let then = verdict(&signed(document, day), law);
            let by = alone.iter().find(|one| {
                let (first, last) = one.window.unwrap();
                first <= day && last.is_none_or(|last| day <= last)
            });
            if let Some(by) = by {
                days += 1;
                assert_eq!(then, by.verdict, "{day}\n{document}");
            } else {
                assert_ne!(then, Verdict::Eligible, "{day}\n{document}");
            }
            is_one_of |= then == Verdict::Eligible;
        }
        docs += usize::from(is_one_of);
        // Both ends are ends.
        for one in &alone {
            let (first, last) = one.window.unwrap();
            let eve = first.yesterday().filter(|eve| *eve >= law.as_of());
            for day in eve.into_iter().chain(last.and_then(Day::tomorrow)) {
                ends += 1;
                assert_ne!(verdict(&signed(document, day), law), one.verdict, "{day}\n{document}");
            }
        }
    });
    assert!(days > 300 && docs > 10 && ends > 10, "{days} {docs} {ends}");
}

#[test]
fn the_ends_of_a_day_hold_beside_other_changes() {
    let (mut tried, mut together) = (0, 0);
    each(100, 62, |document, law| {
        if verdict(document, law) == Verdict::Eligible {
            return;
        }
        for one in told(document, law) {
            let Some((first, last)) = one.window else { continue };
            let changed = edited(document, &one.others);
            let then = |day| verdict(&signed(&changed, day), law);
            tried += 1;
            together += usize::from(!one.others.is_empty());
            assert_eq!(then(first), one.verdict, "{first}\n{document}");
            assert_eq!(then(last.unwrap_or(first)), one.verdict, "{last:?}\n{document}");
            if let Some(eve) = first.yesterday().filter(|eve| *eve >= law.as_of()) {
                assert_ne!(then(eve), one.verdict, "{eve}\n{document}");
            }
            if let Some(next) = last.and_then(Day::tomorrow) {
                assert_ne!(then(next), one.verdict, "{next}\n{document}");
            }
        }
    });
    assert!(tried > 40 && together > 5, "{tried} {together}");
}

#[test]
fn poland_alone_may_sign_in_time_or_have_another_state_take_part() {
    let path = crate::support::top().join("examples/data/one-state-alone-31-may-2026.json");
    let mut document: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    document["contract"].as_object_mut().unwrap().remove("signed_on");
    let law = Setting::on("2026-05-01").law(&rulebook());
    let answers = told(&document, &law);
    let days = [crate::support::day("2026-05-01"), crate::support::day("2026-05-30")];
    let window = Some((days[0], Some(days[1])));
    let by_day: Vec<_> = answers.iter().filter(|one| one.window.is_some()).collect();
    assert_eq!(by_day.len(), 1);
    assert!(by_day[0].window == window && by_day[0].others.is_empty() && by_day[0].is_fewest);
    assert!(answers.iter().any(|one| one.others.iter().any(|edit| edit.kind == "add-state")));
}

#[test]
fn what_is_beyond_change_is_cured_by_no_single_change() {
    let (mut tried, mut open) = (0, 0);
    each(60, 63, |document, law| {
        let beyond = asked(document, law, |assessment| {
            let remedies = Remedies::of(assessment, Keep::default()).unwrap();
            let beyond = remedies.beyond.iter();
            beyond
                .map(|one| {
                    let found = assessment.findings().iter();
                    let mut found =
                        found.filter(|f| f.rule.id == one.rule.id && f.subject == one.subject);
                    assert_eq!(found.next().unwrap().outcome, Some(one.outcome));
                    (one.rule.id.to_string(), one.subject.to_string())
                })
                .collect::<Vec<_>>()
        });
        if beyond.is_empty() {
            return;
        }
        open += 1;
        // Without one State places of others move up.
        let edits = every_edit(document).into_iter().filter(|edit| edit.kind != "remove-state");
        for edit in edits {
            let changed = edited(document, std::slice::from_ref(&edit));
            let met: Vec<(String, String)> = asked(&changed, law, |assessment| {
                let met = assessment.findings().iter();
                let met = met.filter(|one| one.outcome.is_none_or(|one| one.as_str() == "met"));
                met.map(|one| (one.rule.id.to_string(), one.subject.to_string())).collect()
            });
            for one in &beyond {
                tried += 1;
                assert!(!met.contains(one), "{one:?} by {edit:?}\n{document}");
            }
        }
    });
    assert!(tried > 1000 && open > 40, "{tried} {open}");
}
