//! Whatever is changed in an assessment, the verifier refuses it.
//!
//! Every kind of place (its path without indices, and the kind of step it is in) is changed in
//! every way in some cases, and everything is changed in a dozen of them. With `TAMPER_EVERYTHING`
//! set, as on CI, everything is changed in all of them: a million changes, in some minutes.

mod support;

#[path = "tampered/changes.rs"]
mod changes;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};

use changes::{changes_of, places};
use proptest::prelude::*;
use safe_eligibility::Rulebook;
use safe_eligibility::model::procurement::Digest;
use safe_eligibility::report::ReportOptions;
use safe_verify::{Digests, Grounds, LinesShown, Submitted, verify};
use serde_json::Value;
use support::asking::{Setting, asked_bytes};
use support::packs::{self, Case};

/// In how many cases each kind of change is tried, and every how many cases everything is.
const CASES_OF_A_KIND: usize = 3;
const EVERYTHING_IN_EVERY: usize = 26;

static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(support::rulebook);
static FILES: LazyLock<BTreeMap<String, Vec<u8>>> =
    LazyLock::new(|| safe_rules::files().map(|(path, bytes)| (path, bytes.to_vec())).collect());

#[test]
fn no_change_of_an_assessment_is_verified() {
    let cases: Vec<Tampered> = packs::cases().into_iter().map(Tampered::of).collect();
    let chosen = chosen(&cases);
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Tried::default());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let tried = case.tried(&chosen[&case.name()]);
                    let mut all = all.lock().unwrap();
                    all.changes += tried.changes;
                    all.genuine += tried.genuine;
                    all.passed.extend(tried.passed);
                }
            });
        }
    });
    let Tried { changes, genuine, mut passed } = all.into_inner().unwrap();
    passed.sort();
    println!("{changes} changes tried, {genuine} of them the answer to another question");
    assert!(passed.is_empty(), "{} changes passed\n{}", passed.len(), passed.join("\n"));
    assert!(changes > 35_000, "{changes}");
}

#[derive(Default)]
struct Tried {
    changes: usize,
    genuine: usize,
    passed: Vec<String>,
}

/// A case with its assessment.
struct Tampered {
    case: Case,
    assessment: Value,
    digests: [String; 2],
}

/// Of each case the changes that are tried: by pointer, which of all changes of the value there.
type Chosen = BTreeMap<String, Vec<(String, String, usize)>>;

fn chosen(cases: &[Tampered]) -> Chosen {
    let mut tried: BTreeMap<String, usize> = BTreeMap::new();
    let mut chosen = Chosen::new();
    let every = match std::env::var_os("TAMPER_EVERYTHING") {
        Some(_) => 1,
        None => EVERYTHING_IN_EVERY,
    };
    // Those in which everything is changed come first, and count for each kind.
    let mut numbered: Vec<(usize, &Tampered)> = cases.iter().enumerate().collect();
    numbered.sort_by_key(|(index, _)| index % every != 0);
    for (index, case) in numbered {
        let everything = index % every == 0;
        let mut new_here = BTreeSet::new();
        let of_case = chosen.entry(case.name()).or_default();
        for place in places(&case.assessment) {
            let value = case.assessment.pointer(&place.pointer).unwrap();
            for (at, (how, _)) in changes_of(&place.kind, value).into_iter().enumerate() {
                let kind = format!("{} {how}", place.kind);
                let is_new = tried.get(&kind).is_none_or(|cases| *cases < CASES_OF_A_KIND);
                let is_first_here = is_new && new_here.insert(kind);
                if everything || is_first_here {
                    of_case.push((place.pointer.clone(), place.kind.clone(), at));
                }
            }
        }
        for kind in new_here {
            *tried.entry(kind).or_default() += 1;
        }
    }
    println!("{} kinds of change", tried.len());
    chosen
}

impl Tampered {
    fn of(case: Case) -> Tampered {
        let digests = [Digest::of(&case.bytes), RULEBOOK.pack().digest].map(|one| one.to_string());
        let assessment = assessed(&case, &case.setting(), true);
        Tampered { case, assessment, digests }
    }

    fn name(&self) -> String {
        self.case.name()
    }

    fn grounds(&self) -> Grounds<'_> {
        let [document, pack] = self.digests.each_ref().map(String::as_str);
        Grounds::new(&self.case.bytes, &FILES, Digests::new(document, pack)).unwrap()
    }

    fn tried(&self, chosen: &[(String, String, usize)]) -> Tried {
        let grounds = self.grounds();
        let holds = |assessment: &Value| {
            let text = assessment.to_string();
            grounds.verify(text.as_bytes(), None, Some(LinesShown::Largest(20))).is_ok()
        };
        assert!(holds(&self.assessment), "{}", self.name());
        let mut tried = Tried::default();
        let mut other = self.assessment.clone();
        for (pointer, kind, at) in chosen {
            let value = other.pointer_mut(pointer).unwrap();
            let (how, changed) = changes_of(kind, value).swap_remove(*at);
            let before = std::mem::replace(value, changed);
            tried.changes += 1;
            if holds(&other) {
                if is_genuine(&self.case, &other) {
                    tried.genuine += 1;
                } else {
                    tried.passed.push(format!("{} {pointer}: {how}", self.name()));
                }
            }
            *other.pointer_mut(pointer).unwrap() = before;
        }
        assert_eq!(other, self.assessment);
        tried
    }
}

fn assessed(case: &Case, setting: &Setting, sums: bool) -> Value {
    let law = setting.law(&RULEBOOK);
    let mut options = ReportOptions::default();
    options.sums = sums;
    let written = asked_bytes(&case.bytes, &law, |found| found.unwrap().to_json(options));
    serde_json::from_str(&written).unwrap()
}

/// Whether it is what the engine answers to another question: without sums, or for another day,
/// another reading or least evidence that nothing in the case depends on.
fn is_genuine(case: &Case, assessment: &Value) -> bool {
    let mut setting = Setting::on(assessment["as_of"].as_str().unwrap());
    for (id, option) in assessment["readings"].as_object().unwrap() {
        setting = setting.reading(id, option.as_str().unwrap());
    }
    let least = assessment["least_evidence"].as_str().unwrap();
    setting.least = safe_eligibility::outcome::EvidenceGrade::named(least).unwrap();
    assessed(case, &setting, assessment.get("sums").is_some()) == *assessment
}

#[test]
fn what_a_reader_may_overlook_is_refused() {
    let case = Tampered::of(packs::cases().swap_remove(0));
    let written = case.assessment.to_string();
    let faults = |text: &str, digests: Digests<'_>| {
        let grounds = Grounds::new(&case.case.bytes, &FILES, digests).unwrap();
        let faults = grounds.verify(text.as_bytes(), None, None).err().unwrap_or_default();
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let [document, pack] = case.digests.each_ref().map(String::as_str);
    let digests = Digests::new(document, pack);
    assert_eq!(faults(&written, digests), "");
    let twice = written.replacen("\"verdict\":", "\"verdict\":\"eligible\",\"verdict\":", 1);
    assert!(faults(&twice, digests).contains("the member `verdict` stands there twice"));
    assert!(faults(&written, Digests::new(pack, pack)).contains("/procurement/sha256"));
    assert!(faults(&written, Digests::new(document, document)).contains("/rules/sha256"));
    let mut of_a_line = packs::vehicle(serde_json::json!([packs::line("1", "2.00", "PL")]));
    let told = |document: &Value| {
        let bytes = document.to_string().into_bytes();
        let grounds = Grounds::new(&bytes, &FILES, digests).unwrap();
        let faults = grounds.verify(written.as_bytes(), None, None).unwrap_err();
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    of_a_line["end_products"][0]["components"][0]["quantity"] = "0".into();
    let expected =
        "document /end_products/0/components/0: the quantity is no plain decimal above 0";
    assert_eq!(told(&of_a_line), expected);
    of_a_line["contract"]["signed_on"] = "2026-02-30".into();
    assert_eq!(told(&of_a_line), "document: `\"2026-02-30\"` is no day of signature");
    let mut without = case.assessment.clone();
    without["trace"] = Value::Null;
    assert!(faults(&without.to_string(), digests).contains("has no trace"));
    for length in (0..written.len()).step_by(997) {
        assert_ne!(faults(&written[..length], digests), "");
    }
}

static SOME_CASES: LazyLock<Vec<Tampered>> = LazyLock::new(|| {
    packs::cases().into_iter().step_by(EVERYTHING_IN_EVERY).map(Tampered::of).collect()
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_bytes_whatever_are_told_apart_without_a_panic(
        part in 0usize..3, at in 0usize..100_000, bytes in prop::collection::vec(any::<u8>(), 0..8)
    ) {
        let case = &SOME_CASES[at % SOME_CASES.len()];
        let assessment = case.assessment.to_string().into_bytes();
        let mut parts = [case.case.bytes.clone(), assessment, FILES["pack.json"].clone()];
        let text = &mut parts[part];
        let from = at % text.len();
        let to = (from + bytes.len()).min(text.len());
        text.splice(from..to, bytes);
        let [document, assessment, pack] = parts;
        let mut files = FILES.clone();
        files.insert("pack.json".into(), pack);
        let [of_document, of_pack] = case.digests.each_ref().map(String::as_str);
        let digests = Digests::new(of_document, of_pack);
        let submitted = Submitted::new(&document, &files, &assessment, digests);
        _ = verify(&submitted);
    }
}
