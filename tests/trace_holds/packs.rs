//! The packs whose traces are looked at: the built-in one, and one that has more of everything.

use serde_json::{Value, json};

use crate::support;
use crate::support::packs::{self, Files};

/// Several rows on the same question, weak rows of core countries, and rules in two versions.
pub(crate) fn crowded() -> Files {
    let mut files = support::pack_files();
    let korea = packs::agreement("KR", "2026-03-01", ["0.50", "0.40", "0.10"]);
    files.insert(packs::agreement_path("KR"), korea);
    files.insert(packs::agreement_path("GB"), british());
    let mut japan = packs::agreement("JP", "2025-12-01", ["0.50", "0.40", "0.10"]);
    japan["applied"][0]["answer"] = "no".into();
    files.insert(packs::agreement_path("JP"), japan);
    for (register, country, evidence) in [
        ("member-states", "PL", "official"),
        ("eea-efta-states", "NO", "secondary"),
        ("member-states", "FI", "assumed"),
    ] {
        let row =
            packs::rows(&mut files, register).iter_mut().find(|row| row["country"] == country);
        row.unwrap()["evidence"] = evidence.into();
    }
    second_version(&mut files, "component-cap", |rule| {
        rule["condition"]["share-at-most"]["ceiling"] = "0.40".into();
    });
    second_version(&mut files, "involved-subcontractor", |_| {});
    second_version(&mut files, "screened-or-guaranteed", |_| {});
    second_version(&mut files, "notified", |_| {});
    files
}

/// On each day another mixture of rows that say yes, no or nothing, and of grades.
fn british() -> Value {
    let mut british = packs::agreement("GB", "2026-01-15", ["0.60", "0.30", "0.20"]);
    let row = |mode: &str, first_day: &str, last_day: Option<&str>, answer: &str, grade: &str| {
        json!({
            "mode": mode, "first_day": first_day, "last_day": last_day, "answer": answer,
            "source": "oj-l-2025-1106", "evidence": grade, "known_from": null, "note": null
        })
    };
    british["applied"] = json!([
        row("provisional", "2026-01-15", Some("2026-03-31"), "yes", "official"),
        row("provisional", "2026-04-01", Some("2026-06-30"), "no", "text"),
        row("provisional", "2026-07-01", None, "not-known", "official"),
        row("in-force", "2026-01-15", Some("2026-02-28"), "not-known", "secondary"),
        row("in-force", "2026-03-01", Some("2026-04-30"), "yes", "text"),
        row("in-force", "2026-05-01", Some("2026-08-31"), "no", "assumed"),
        row("in-force", "2026-09-01", None, "yes", "secondary"),
    ]);
    for (topic, answer) in [(2, "not-open"), (3, "not-known")] {
        british["topics"][topic]["answer"] = answer.into();
    }
    british["control_terms"]["answer"] = "not-known".into();
    british["max_other_share"]["evidence"] = "assumed".into();
    british
}

/// From the middle of 2026 on a rule in another version.
fn second_version(files: &mut Files, rule: &str, change: impl FnOnce(&mut Value)) {
    let path = |day: &str| format!("acts/reg-2025-1106/{rule}/{day}.json");
    let first = files.get_mut(&path("2025-05-29")).unwrap();
    let mut second = first.clone();
    first["last_day"] = "2026-06-14".into();
    second["first_day"] = "2026-06-15".into();
    change(&mut second);
    files.insert(path("2026-06-15"), second);
}
