//! Random questions to ask about a document: day, readings, least evidence, law.

use std::collections::BTreeMap;

use super::judged::Grade;
use super::law::{Agreement, Law};
use super::random::{DAYS, LATE_DAYS, Random};

/// A day, readings and a grade to ask with.
pub struct Setting {
    pub as_of: String,
    pub readings: BTreeMap<String, String>,
    pub least_evidence: Grade,
}

pub fn setting(random: &mut Random) -> Setting {
    let days: &[&str] = if random.one_in(2) { &DAYS } else { &LATE_DAYS };
    let as_of = random.pick(days).to_owned();
    let least_evidence = match random.below(8) {
        0 | 1 => Grade::Assumed,
        2 => Grade::Official,
        3 => Grade::Text,
        _ => Grade::Secondary,
    };
    Setting { as_of, readings: readings(random), least_evidence }
}

/// The register's law, or other shares for Canada, or further agreements.
pub fn law(random: &mut Random) -> Law {
    match random.below(4) {
        0 | 1 => Law::of_register(),
        2 => Law::with_canada_shares("0.50", "0.40", "0.10"),
        _ => {
            let grade = [Grade::Text, Grade::Official, Grade::Secondary][random.below(3)];
            let korea = Agreement::opening_all("KR", "2026-03-01", ["0.50", "0.40", "0.10"], grade);
            Law::with_canada_shares("0.50", "0.40", "0.10").and(korea)
        }
    }
}

/// Each reading with its options, the default first.
pub const READINGS: [(&str, &[&str]); 17] = [
    ("status-day", &["signature", "as-of"]),
    ("mixed-category", &["stricter", "first-listed"]),
    ("single-state-with-joiners", &["not-covered", "covered"]),
    ("extension-steps", &["required", "reported"]),
    ("stalled-accession", &["counts", "does-not-count"]),
    ("clause-in-contract", &["duty", "condition"]),
    ("classified-limbs", &["cumulative", "any"]),
    ("share-bounds", &["inclusive", "exclusive"]),
    ("outside-subcontractor-control", &["cured", "not-cured"]),
    ("outside-subcontractor-sum", &["each", "together"]),
    ("screening-territory", &["union", "core"]),
    ("facilities-of-outside-subcontractor", &["apply", "follow-derogation"]),
    ("earlier-clearance", &["accepted", "ignored"]),
    ("other-products", &["own-conditions", "all-rules"]),
    ("component-tier", &["first-tier", "leaves"]),
    ("contravening-countries", &["RU,BY,IR,KP", "", "RU,CN", "US,CA", "FR"]),
    ("restriction-from-core", &["ignored", "counts"]),
];

/// Holds only the readings that were chosen; one drawn as its default is there too.
fn readings(random: &mut Random) -> BTreeMap<String, String> {
    let rarity = [1, 2, 4, 17][random.below(4)];
    let mut chosen = BTreeMap::new();
    for (id, options) in READINGS {
        if random.one_in(rarity) {
            chosen.insert(id.to_owned(), random.pick(options).to_owned());
        }
    }
    chosen
}
