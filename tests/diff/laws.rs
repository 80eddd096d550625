//! One document under two laws: days, readings, rule packs.

use std::collections::BTreeMap;

use safe_eligibility::Law;
use safe_eligibility::diff::{Cause, Diff, Difference, LawPair, LawPart, Proof, Said, SignedAs};
use serde_json::{Value, json};

use super::applying::outcomes;
use super::holding::agrees;
use super::{all_causes, plainly_moved, samples, told_moved};
use crate::oracle::generate::{self, Random};
use crate::support::asking::{Setting, read};
use crate::support::packs::{self, Files};
use crate::support::{pack_files, rulebook, rulebook_of};

fn random_setting(random: &mut Random) -> Setting {
    let drawn = generate::setting(random);
    let mut setting = Setting::on(&drawn.as_of);
    setting.readings = drawn.readings;
    setting
}

fn part(diff: &Diff<'_>, at: usize) -> LawPart {
    match &diff.differences()[at] {
        Difference::Law(law) => law.part.clone(),
        Difference::Fact(fact) => panic!("{fact:?} between a document and itself"),
    }
}

/// No law is told of which both sides say the same.
fn sides_differ(diff: &Diff<'_>) {
    for one in diff.differences() {
        if let Difference::Law(law) = one {
            assert_ne!(law.before, law.after, "{law:?}");
        }
    }
}

#[test]
fn days_and_readings_move_what_plain_comparison_finds() {
    let mut random = Random::seeded(41);
    let rulebook = rulebook();
    let (mut moves, mut readings) = (0, 0);
    for _ in 0..300 {
        let document = generate::document(&mut random);
        let [from, to] = [(); 2].map(|()| random_setting(&mut random));
        let [old, new] = [&from, &to].map(|setting| setting.law(&rulebook));
        let sides = (outcomes(&document, &old), outcomes(&document, &new));
        let (Some(before), Some(after)) = sides else { continue };
        let laws = LawPair::new(old.clone(), new.clone());
        let procurement = read(&document);
        let diff = Diff::of(&procurement, &procurement, &laws).unwrap();
        sides_differ(&diff);
        assert_eq!(told_moved(&diff), plainly_moved(&before, &after), "{document}");
        for (key, causes) in all_causes(&diff) {
            moves += 1;
            assert_ne!(causes.proof, Proof::NotAttributed, "{document}\n{from:?}\n{to:?}");
            for set in causes.enough.iter().chain(causes.needed.iter().flatten()) {
                let [LawPart::Reading(id)] =
                    &set.differences.iter().map(|at| part(&diff, *at)).collect::<Vec<_>>()[..]
                else {
                    continue;
                };
                readings += 1;
                let with = |law: &Law, other: &Law| {
                    let chosen = law.readings().iter().map(|(own, answer)| {
                        let answer = if own == &**id {
                            other.readings().answer(id).unwrap()
                        } else {
                            answer
                        };
                        format!("{own}={}", answer.to_text())
                    });
                    let chosen: Vec<String> = chosen.collect();
                    law.with_readings(chosen.iter().map(String::as_str)).unwrap()
                };
                let about = format!("{document}\n{from:?}\n{to:?}");
                let applied = outcomes(&document, &with(&old, &new));
                let undone = outcomes(&document, &with(&new, &old));
                agrees(&set.applied, applied.as_ref(), &key, &about);
                agrees(&set.undone, undone.as_ref(), &key, &about);
            }
        }
    }
    assert!(moves > 200 && readings > 50, "only {moves} moves, {readings} by a reading");
}

/// What is changed in a pack, by the name that a difference has.
fn edits() -> BTreeMap<&'static str, fn(&mut Files)> {
    let mut edits: BTreeMap<&'static str, fn(&mut Files)> = BTreeMap::new();
    edits.insert("agreements/GB", |files| {
        let agreement = packs::agreement("GB", "2026-01-01", ["0.35", "0.50", "0.35"]);
        files.insert(packs::agreement_path("GB"), agreement);
    });
    edits.insert("countries/partnerships#NO", |files| {
        packs::rows(files, "partnerships").retain(|row| row["country"] != "NO");
    });
    edits.insert("countries/accession#GE", |files| {
        packs::rows(files, "accession").retain(|row| row["country"] != "GE");
    });
    edits.insert("countries/core#US", |files| {
        packs::rows(files, "member-states").push(packs::core_row("US", "2025-01-01"));
    });
    edits.insert("rules/component-cap", |files| {
        for (path, file) in files.iter_mut().filter(|(path, _)| path.contains("/component-cap/")) {
            let ceiling = file.pointer_mut("/condition/share-at-most/ceiling");
            *ceiling.unwrap_or_else(|| panic!("{path}")) = "0.30".into();
        }
    });
    edits.insert("agreements/CA#topics/establishment", |files| {
        for (path, file) in files.iter_mut().filter(|(path, _)| path.starts_with("agreements/CA/"))
        {
            let topics = file["topics"].as_array_mut().unwrap_or_else(|| panic!("{path}"));
            for topic in topics.iter_mut().filter(|topic| topic["topic"] == "establishment") {
                topic["answer"] = json!("not-open");
            }
        }
    });
    edits
}

fn pack(names: &[&str]) -> Law {
    let mut files = pack_files();
    let edits = edits();
    names.iter().for_each(|name| edits[name](&mut files));
    Setting::today().law(&rulebook_of(&files))
}

#[test]
fn each_change_of_a_pack_moves_what_it_moves_by_itself() {
    let all: Vec<&str> = edits().keys().copied().collect();
    let (old, new) = (pack(&[]), pack(&all));
    let laws = LawPair::new(old.clone(), new.clone());
    let alone: BTreeMap<&str, [Law; 2]> = all
        .iter()
        .map(|name| {
            let others: Vec<&str> = all.iter().filter(|other| *other != name).copied().collect();
            (*name, [pack(&[name]), pack(&others)])
        })
        .collect();
    let mut random = Random::seeded(43);
    let documents: Vec<Value> =
        samples().into_iter().chain((0..300).map(|_| generate::document(&mut random))).collect();
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    let mut together: BTreeMap<Vec<String>, Law> = BTreeMap::new();
    for document in &documents {
        let sides = (outcomes(document, &old), outcomes(document, &new));
        let (Some(before), Some(after)) = sides else { continue };
        let procurement = read(document);
        let diff = Diff::of(&procurement, &procurement, &laws).unwrap();
        sides_differ(&diff);
        assert_eq!(told_moved(&diff), plainly_moved(&before, &after), "{document}");
        for (key, causes) in all_causes(&diff) {
            assert_ne!(causes.proof, Proof::NotAttributed, "{document}");
            let sets = causes.enough.iter().chain(causes.needed.iter().flatten());
            for set in sets.filter(|set| set.differences.len() == 1) {
                let name = part(&diff, set.differences[0]).to_string();
                let [applied, undone] = &alone[&*name];
                let about = format!("{document}\n{name}");
                agrees(&set.applied, outcomes(document, applied).as_ref(), &key, &about);
                agrees(&set.undone, outcomes(document, undone).as_ref(), &key, &about);
                *named.entry(name).or_default() += 1;
            }
            for set in &causes.enough {
                let names = set.differences.iter().map(|at| part(&diff, *at).to_string());
                let names: Vec<String> = names.collect();
                let law = together
                    .entry(names.clone())
                    .or_insert_with(|| pack(&names.iter().map(|name| &**name).collect::<Vec<_>>()));
                let plain = outcomes(document, law);
                let about = format!("{document}\n{key:?} {names:?}");
                agrees(&set.applied, plain.as_ref(), &key, &about);
                assert_eq!(plain.unwrap().get(&key), after.get(&key), "{about}");
            }
            for (name, [applied, undone]) in &alone {
                let is_after = |law| outcomes(document, law).unwrap().get(&key) == after.get(&key);
                let is_named = |sets: &[Cause]| {
                    sets.iter().any(|set| {
                        set.differences.len() == 1
                            && part(&diff, set.differences[0]).to_string() == *name
                    })
                };
                let about = format!("{document}\n{key:?} {name}");
                let needed = causes.needed.as_deref().unwrap();
                assert_eq!(!is_after(undone), is_named(needed), "{about}");
                assert_eq!(is_after(applied), is_named(&causes.enough), "{about}");
            }
        }
    }
    assert!(named.len() >= 5, "only {named:?}: these documents prove little");
}

#[test]
fn two_documents_and_two_laws_at_once() {
    let rulebook = rulebook();
    let law = Setting::today().law(&rulebook);
    let leaves = law.with_readings(["component-tier=leaves"]).unwrap();
    let laws = LawPair::new(law.clone(), leaves.clone());
    let mut random = Random::seeded(47);
    let mut moves = 0;
    for _ in 0..150 {
        let from = generate::document(&mut random);
        let changes = 1 + random.below(3);
        let to = super::changed(&from, &mut random, changes);
        let sides = (outcomes(&from, &law), outcomes(&to, &leaves));
        let (Some(before), Some(after)) = sides else { continue };
        let (old, new) = (read(&from), read(&to));
        let diff = Diff::of(&old, &new, &laws).unwrap();
        sides_differ(&diff);
        assert_eq!(told_moved(&diff), plainly_moved(&before, &after), "{from}\n{to}");
        for (key, causes) in all_causes(&diff) {
            assert_ne!(causes.proof, Proof::NotAttributed, "{from}\n{to}\n{key:?}");
            moves += 1;
        }
    }
    assert!(moves > 50, "only {moves} moves: these documents prove little");
}

#[test]
fn law_is_told_for_the_day_of_signature_with_which_it_was_tried() {
    // Not signed, the agreement with Canada counts on the second day and not on the first. Signed
    // while it is applied, both days say the same of it.
    let mut signed =
        packs::vehicle(json!([packs::line("1", "60", "PL"), packs::line("2", "40", "CA")]));
    let unsigned = signed.clone();
    signed["contract"]["signed_on"] = json!("2026-09-18");
    let rulebook = rulebook();
    let [late, early] = ["2026-11-22", "2026-02-01"].map(|day| Setting::on(day).law(&rulebook));
    let pairs = [
        ([&unsigned, &signed], [&late, &early], SignedAs::First),
        ([&signed, &unsigned], [&early, &late], SignedAs::Second),
        ([&unsigned, &unsigned], [&late, &early], SignedAs::Each),
    ];
    for ([from, to], [old, new], signed_as) in pairs {
        let laws = LawPair::new(old.clone(), new.clone());
        let (before, after) = (read(from), read(to));
        let diff = Diff::of(&before, &after, &laws).unwrap();
        sides_differ(&diff);
        let agreement = diff.differences().iter().find_map(|one| match one {
            Difference::Law(law) if law.part.to_string().starts_with("agreements/CA") => Some(law),
            Difference::Law(_) | Difference::Fact(_) => None,
        });
        let agreement = agreement.unwrap();
        assert_eq!(agreement.signed_as, signed_as);
        let said = |side: &Option<Said>| side.as_ref().unwrap().value.clone();
        let told = [said(&agreement.before), said(&agreement.after)];
        let applied = [old.as_of(), new.as_of()].map(|day| day.to_string() == "2026-11-22");
        assert_eq!(told.map(|value| value == "yes"), applied);
    }
}
