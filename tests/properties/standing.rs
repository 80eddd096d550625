//! What comes from inside, or becomes inside, never makes a verdict worse.
//!
//! The readings make two exceptions. Both are the same limb of Article 16(4), which is for
//! subcontractors from outside: it cures control only where establishment or executive management
//! is itself not met, so that an entity which moves inside with its seat loses the cure of its
//! control; and under `facilities-of-outside-subcontractor=follow-derogation` it loses that of its
//! facilities too. Documents in which that limb may carry are left out.
//!
//! A third one is not of the law but of how well it is documented: where the shares that an
//! agreement sets count as not known, a line from its party leaves the ceiling undetermined, and
//! once the last such line comes from inside, the agreement is not asked and the ceiling is
//! certainly not met. Lines from a party are not moved where its shares are set aside.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use proptest::prop_assert;
use proptest::test_runner::TestCaseError;
use safe_eligibility::Rulebook;
use safe_eligibility::outcome::EvidenceGrade;
use serde_json::Value;

use super::samples::{self, Random, Sample};
use crate::support::asking::{Setting, Summary};
use crate::support::{self, packs};

// In no register of core countries on any day, and not read as one that is.
const OUTSIDE: [&str; 18] = [
    "GB", "KR", "US", "TR", "GE", "MD", "IN", "AU", "GH", "JP", "CN", "CH", "XK", "GL", "SJ", "FO",
    "MK", "AL",
];
// The day after the United Kingdom left: its membership would have no hole in it.
const FROM: &str = "2020-02-01";
// In none of the lists of contravening countries that are drawn.
const INSIDE: [&str; 6] = ["DE", "PL", "NO", "UA", "EU", "AX"];

pub(crate) fn component_from_inside_is_no_worse(seed: u64) -> Result<(), TestCaseError> {
    let (sample, moved) = samples::drawn(seed, |random| {
        let sample = samples::built_in(random);
        let moved = moved_inside(&sample, random)?;
        Some((sample, moved))
    });
    let law = sample.law();
    let before = Summary::asked(&sample.document, &law);
    let after = Summary::asked(&moved, &law);
    no_worse(&sample, &before, &after, &moved.to_string())
}

fn moved_inside(sample: &Sample, random: &mut Random) -> Option<Value> {
    let mut document = sample.document.clone();
    let shares_are_known = sample.setting.least <= EvidenceGrade::Secondary;
    let products = document.get_mut("end_products")?.as_array_mut()?;
    let lines = products.iter_mut().filter_map(|product| product.get_mut("components"));
    let lines = lines.filter_map(Value::as_array_mut).flatten();
    let is_outside = |line: &&mut Value| {
        let origin = line.get("origin").and_then(Value::as_str);
        origin
            .is_some_and(|origin| OUTSIDE.contains(&origin) || (origin == "CA" && shares_are_known))
    };
    let mut outside: Vec<&mut Value> = lines.filter(is_outside).collect();
    if outside.is_empty() {
        return None;
    }
    let index = random.below(outside.len());
    outside[index]["origin"] = random.pick(&INSIDE).into();
    Some(document)
}

pub(crate) fn gaining_core_is_no_worse(seed: u64) -> Result<(), TestCaseError> {
    gaining_is_no_worse(seed, "core", |country| {
        let mut files = support::pack_files();
        packs::rows(&mut files, "member-states").push(packs::core_row(country, FROM));
        support::rulebook_of(&files)
    })
}

pub(crate) fn gaining_partnership_is_no_worse(seed: u64) -> Result<(), TestCaseError> {
    gaining_is_no_worse(seed, "partner", |country| {
        let mut files = support::pack_files();
        let agreement = packs::agreement(country, FROM, ["0.80", "0.20", "0.35"]);
        files.insert(packs::agreement_path(country), agreement);
        support::rulebook_of(&files)
    })
}

fn gaining_is_no_worse(
    seed: u64,
    what: &str,
    pack: impl Fn(&str) -> Rulebook,
) -> Result<(), TestCaseError> {
    let (sample, before, country) = samples::drawn(seed, |random| {
        let sample = samples::built_in(random);
        let country = named_outside(&sample.document, random)?;
        let before = Summary::asked(&sample.document, &sample.law());
        (!cured_as_from_outside(&before, &sample.setting)).then_some((sample, before, country))
    });
    let rulebook = kept(&format!("{what} {country}"), || pack(&country));
    let after = Summary::asked(&sample.document, &sample.setting.law(&rulebook));
    no_worse(&sample, &before, &after, &format!("{country} becomes {what}"))
}

/// A country of the document that is outside on every day.
fn named_outside(document: &Value, random: &mut Random) -> Option<String> {
    let text = document.to_string();
    let named: Vec<&str> =
        OUTSIDE.into_iter().filter(|country| text.contains(&format!("\"{country}\""))).collect();
    if named.is_empty() { None } else { Some(random.pick(&named).to_owned()) }
}

/// Whether Article 16(4) may cure control, or facilities where they follow it.
fn cured_as_from_outside(summary: &Summary, setting: &Setting) -> bool {
    let follow = setting.reads("facilities-of-outside-subcontractor", "follow-derogation");
    summary.of_rule("outside-subcontractor").into_iter().any(|derogation| {
        let may_carry = derogation.outcome != "not-met";
        let needs_it = |rule: &str| {
            let line = summary.line(rule, &derogation.subject);
            line.is_some_and(|line| {
                line.outcome == "undetermined"
                    || line.via.as_deref() == Some("outside-subcontractor")
            })
        };
        may_carry && (needs_it("control") || (follow && needs_it("facilities")))
    })
}

fn no_worse(
    sample: &Sample,
    before: &Summary,
    after: &Summary,
    change: &str,
) -> Result<(), TestCaseError> {
    let differing = after.lines.iter().filter(|line| !before.lines.contains(line));
    prop_assert!(
        before.verdict <= after.verdict,
        "{} becomes {}: {change}\n{:?}\n{:#?}\n{}",
        before.verdict,
        after.verdict,
        sample.setting,
        differing.collect::<Vec<_>>(),
        sample.document
    );
    Ok(())
}

/// Packs take long to read; each is read once.
fn kept(name: &str, pack: impl FnOnce() -> Rulebook) -> Rulebook {
    static PACKS: OnceLock<Mutex<BTreeMap<String, Rulebook>>> = OnceLock::new();
    let mut packs = PACKS.get_or_init(Mutex::default).lock().unwrap();
    packs.entry(name.to_owned()).or_insert_with(pack).clone()
}
