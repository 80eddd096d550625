//! An assessment in which values are withheld is verified as far as that allows, and no further.

mod support;

#[path = "tampered/changes.rs"]
mod changes;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use changes::{changes_of, places};
use safe_eligibility::model::procurement::Digest;
use safe_eligibility::report::ReportOptions;
use safe_verify::{Digests, Grounds, Verified};
use serde_json::{Value, json};
use support::asking::{Setting, asked_bytes};
use support::packs;

/// Stands for a salted commitment: what counts here is that it depends on address and value.
fn commitment(address: &str, value: &Value) -> String {
    format!("withheld:sha256:{}", Digest::of(format!("salt {address} {value}").as_bytes()))
}

fn withhold(value: &mut Value, address: &str) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                withhold(item, &format!("{address}/{index}"));
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                withhold(value, &format!("{address}/{name}"));
            }
        }
        Value::String(_) => *value = commitment(address, value).into(),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Withholds the values of a document that tell a cost, a supplier or what a line is.
fn withhold_in_document(value: &mut Value, address: &str) {
    let in_bill = address.contains("/components/");
    let each: Vec<(String, &mut Value)> = match value {
        Value::Object(members) => {
            members.iter_mut().map(|(name, value)| (name.clone(), value)).collect()
        }
        Value::Array(items) => {
            items.iter_mut().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
        }
        _ => Vec::new(),
    };
    for (name, value) in each {
        let here = format!("{address}/{name}");
        let of_line = ["description", "unit_cost", "unit_cost_range", "supplier"];
        let of_subcontractor = address.starts_with("/subcontractors/")
            && address.matches('/').count() == 2
            && matches!(&*name, "id" | "name");
        if (in_bill && of_line.contains(&&*name)) || here == "/contract/value" || of_subcontractor {
            withhold(value, &here);
        } else {
            withhold_in_document(value, &here);
        }
    }
}

/// Withholds the values of an assessment from which costs could be told, and suppliers.
fn withhold_in_assessment(value: &mut Value, pointer: &str) {
    if let Value::Object(members) = value {
        let of_fact = pointer.rsplit('/').nth(1) == Some("facts");
        let at = members.get("at").and_then(Value::as_str).unwrap_or("").to_owned();
        for (name, value) in members {
            let here = format!("{pointer}/{name}");
            let is_end = matches!(&**name, "least" | "most");
            let of_sums = pointer.starts_with("/sums/");
            let is_cost = pointer.starts_with("/content/")
                || pointer.contains("/lines/shown/")
                || (of_sums && !pointer.contains("/shares/"));
            let is_margin = of_sums && value.is_string() && (name == "added" || name == "replaced");
            if name == "exact" || is_margin || (is_end && is_cost) {
                withhold(value, &format!("assessment{here}"));
            } else if name == "value" && of_fact && at.ends_with("/supplier") {
                withhold(value, &at);
            } else {
                withhold_in_assessment(value, &here);
            }
        }
    } else if let Value::Array(items) = value {
        for (index, item) in items.iter_mut().enumerate() {
            withhold_in_assessment(item, &format!("{pointer}/{index}"));
        }
    }
}

/// A document and its assessment, with and without what is withheld.
struct Pair {
    document: Vec<u8>,
    shown: Vec<u8>,
    assessment: Value,
}

impl Pair {
    fn of(document: &[u8], setting: &Setting) -> Pair {
        let law = setting.law(&support::rulebook());
        let options = ReportOptions::default();
        let written = asked_bytes(document, &law, |found| found.unwrap().to_json(options));
        let mut assessment: Value = serde_json::from_str(&written).unwrap();
        let mut shown: Value = serde_json::from_slice(document).unwrap();
        withhold_in_document(&mut shown, "");
        withhold_in_assessment(&mut assessment, "");
        let shown = serde_json::to_vec(&shown).unwrap();
        assessment["procurement"]["sha256"] = Digest::of(&shown).to_string().into();
        assessment["procurement"]["redacted"] = true.into();
        Pair { document: document.to_vec(), shown, assessment }
    }

    fn verify(&self, document: &[u8], assessment: &Value) -> Result<Verified, String> {
        let shown = Digest::of(&self.shown).to_string();
        let digests = Digests::new(&shown, &PACK.1);
        let grounds = Grounds::new(document, &PACK.0, digests).unwrap();
        let open = |address: &str, value: &Value| Some(commitment(address, value));
        let verified = grounds.verify(assessment.to_string().as_bytes(), Some(&open), None);
        verified
            .map_err(|faults| faults.iter().map(|fault| format!("{fault}\n")).collect::<String>())
    }
}

static PACK: LazyLock<(BTreeMap<String, Vec<u8>>, String)> = LazyLock::new(|| {
    let files = safe_rules::files().map(|(path, bytes)| (path, bytes.to_vec())).collect();
    (files, support::rulebook().pack().digest.to_string())
});

#[test]
fn every_case_holds_with_its_values_withheld() {
    let (mut withheld, mut opened, mut trusted) = (0, 0, 0);
    for case in packs::cases() {
        let pair = Pair::of(&case.bytes, &case.setting());
        let name = case.name();
        let closed = pair.verify(&pair.shown, &pair.assessment);
        let closed = closed.unwrap_or_else(|faults| panic!("{name}\n{faults}"));
        let open = pair.verify(&pair.document, &pair.assessment);
        let open = open.unwrap_or_else(|faults| panic!("{name}, opened\n{faults}"));
        assert_eq!(open.withheld, open.opened, "{name}");
        assert_eq!((open.withheld, open.trusted), (closed.withheld, 0), "{name}");
        withheld += closed.withheld;
        opened += open.opened;
        trusted += closed.trusted;
    }
    println!("{withheld} values withheld, {opened} opened, {trusted} comparisons as written");
    assert!(withheld > 3000 && trusted > 200, "{withheld} {trusted}");
}

#[test]
fn what_does_not_follow_from_what_is_shown_is_refused() {
    let path = support::top().join("examples/data/vshorad-british-seeker.json");
    let pair = Pair::of(&std::fs::read(path).unwrap(), &Setting::today());
    pair.verify(&pair.shown, &pair.assessment).unwrap();
    let steps = pair.assessment["trace"]["steps"].as_array().unwrap();
    let cap = steps.iter().position(|step| step["rule"] == "component-cap").unwrap();
    let cap = format!("/trace/steps/{cap}");
    let share = "/sums/0/tests/0/shares/0";
    let finding = pair.assessment["findings"].as_array().unwrap();
    let finding = finding.iter().position(|one| one["rule"] == "component-cap").unwrap();
    for (pointer, value, says) in [
        ("/verdict", json!("not-eligible"), "`\"eligible\"` follows"),
        (&*format!("{cap}/outcome"), json!("undetermined"), "`\"met\"` follows"),
        (&*format!("{cap}/compares/left/least"), json!("0.2000"), "share_outside"),
        (&*format!("{cap}/compares/left/least"), json!("1.2000"), "follows"),
        (&*format!("{cap}/lines/shown/0/least"), json!("7.00"), "costs that are withheld"),
        (&*format!("{cap}/lines/count"), json!(1), "follows"),
        (&*format!("{cap}/lines/shown/0/at"), json!("/end_products/0/components/1"), "follows"),
        (&*format!("{cap}/because/0/because/2/outcome"), json!("not-met"), "`\"met\"` follows"),
        (&*format!("{cap}/because/0/because/3/compares/left/most"), json!("0.3600"), "follows"),
        (&*format!("/findings/{finding}/share_outside/most"), json!("0.1000"), "follows"),
        ("/content/0/total/least", json!("withheld:sha256:0"), "costs that are withheld"),
        ("/as_of", json!("2026-02-13"), "follows"),
        ("/sums", json!([]), "1 follow"),
        ("/sums/0/outcome", json!("not-met"), "`\"met\"` follows"),
        ("/sums/0/total/most", json!("1.00"), "costs that are withheld"),
        (&*format!("{share}/least"), json!("0.1000"), "follows"),
        (&*format!("{share}/margin_at_most/side"), json!("below"), "`\"above\"` follows"),
        (&*format!("{share}/margin_at_most/apart"), json!("0.3000"), "follows"),
        (&*format!("{share}/margin_at_most/replaced"), json!("1.00"), "costs that are withheld"),
        ("/sums/0/other_lines/count", json!(7), "`0` follows"),
        ("/sums/0/growth/0/standing", json!("outside"), "follows"),
        ("/sums/0/would_win/count", json!(1), "`0` follows"),
    ] {
        let mut other = pair.assessment.clone();
        *other.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
        let faults = pair.verify(&pair.shown, &other).unwrap_err();
        assert!(faults.contains(says), "{pointer}\n{faults}");
    }
}

/// Whatever else is changed is refused; what only an opened commitment or a cost could show, passes.
#[test]
fn nothing_is_verified_that_costs_would_not_have_to_show() {
    let (mut tried, mut passed) = (BTreeMap::<String, usize>::new(), BTreeSet::new());
    for case in packs::cases().iter().step_by(23) {
        let pair = Pair::of(&case.bytes, &case.setting());
        for place in places(&pair.assessment) {
            let value = pair.assessment.pointer(&place.pointer).unwrap();
            for (how, changed) in changes_of(&place.kind, value) {
                let kind = format!("{} {how}", place.kind);
                let times = tried.entry(kind.clone()).or_default();
                *times += 1;
                if *times > 2 {
                    continue;
                }
                let mut other = pair.assessment.clone();
                *other.pointer_mut(&place.pointer).unwrap() = changed;
                if pair.verify(&pair.shown, &other).is_ok() {
                    passed.insert(kind);
                }
            }
        }
    }
    println!("{} kinds of change tried", tried.len());
    passed.retain(|kind: &String| !MAY_PASS.contains(&&**kind));
    assert!(passed.is_empty(), "{passed:?}");
}

/// Commitments that nobody opens, which of two lines weighs more, how often growth turns a share of
/// which an agreement asks too, and answers to another question.
const MAY_PASS: [&str; 54] = [
    "/as_of other",
    "/content/-/by_country/-/least other",
    "/content/-/by_country/-/most other",
    "/content/-/core/least other",
    "/content/-/core/most other",
    "/content/-/outside/least other",
    "/content/-/outside/most other",
    "/content/-/total/least other",
    "/content/-/total/most other",
    "/least_evidence assumed for secondary",
    "/least_evidence official for secondary",
    "/least_evidence text for secondary",
    "/sums/-/growth/-/added/met the first twice",
    "/sums/-/growth/-/added/met/-/least other",
    "/sums/-/growth/-/added/met/-/most other",
    "/sums/-/growth/-/added/possible the first twice",
    "/sums/-/growth/-/added/possible/-/least other",
    "/sums/-/growth/-/added/possible/-/most other",
    "/sums/-/growth/-/least other",
    "/sums/-/growth/-/most other",
    "/sums/-/growth/-/replacing_core/met the first twice",
    "/sums/-/growth/-/replacing_core/met/-/least other",
    "/sums/-/growth/-/replacing_core/met/-/most other",
    "/sums/-/growth/-/replacing_core/possible the first twice",
    "/sums/-/growth/-/replacing_core/possible/-/least other",
    "/sums/-/growth/-/replacing_core/possible/-/most other",
    "/sums/-/lines reversed",
    "/sums/-/lines swapped",
    "/sums/-/lines/-/least other",
    "/sums/-/lines/-/most other",
    "/sums/-/tests/-/shares/-/margin_at_least/added other",
    "/sums/-/tests/-/shares/-/margin_at_least/exact reversed",
    "/sums/-/tests/-/shares/-/margin_at_least/exact swapped",
    "/sums/-/tests/-/shares/-/margin_at_least/exact/- other",
    "/sums/-/tests/-/shares/-/margin_at_least/replaced other",
    "/sums/-/tests/-/shares/-/margin_at_most/added other",
    "/sums/-/tests/-/shares/-/margin_at_most/exact reversed",
    "/sums/-/tests/-/shares/-/margin_at_most/exact swapped",
    "/sums/-/tests/-/shares/-/margin_at_most/exact/- other",
    "/sums/-/tests/-/shares/-/margin_at_most/replaced other",
    "/sums/-/total/least other",
    "/sums/-/total/most other",
    "/sums/-/would_lose/lines/-/least other",
    "/sums/-/would_lose/lines/-/most other",
    "share-at-most:/compares/left/exact/least reversed",
    "share-at-most:/compares/left/exact/least swapped",
    "share-at-most:/compares/left/exact/least/- other",
    "share-at-most:/compares/left/exact/most reversed",
    "share-at-most:/compares/left/exact/most swapped",
    "share-at-most:/compares/left/exact/most/- other",
    "share-at-most:/lines/shown reversed",
    "share-at-most:/lines/shown swapped",
    "share-at-most:/lines/shown/-/least other",
    "share-at-most:/lines/shown/-/most other",
];

#[test]
fn a_commitment_to_another_value_is_refused_where_it_is_opened() {
    let path = support::top().join("examples/data/vshorad-british-seeker.json");
    let pair = Pair::of(&std::fs::read(path).unwrap(), &Setting::today());
    let mut other = pair.assessment.clone();
    other["content"][0]["total"]["least"] = commitment("elsewhere", &json!("1.00")).into();
    pair.verify(&pair.shown, &other).unwrap();
    let faults = pair.verify(&pair.document, &other).unwrap_err();
    assert!(faults.starts_with("/content/0/total/least: `withheld:sha256:"), "{faults}");
    let mut other = pair.assessment.clone();
    other["verdict"] = commitment("assessment/verdict", &json!("eligible")).into();
    assert!(pair.verify(&pair.document, &other).unwrap_err().contains("/verdict"));
}
