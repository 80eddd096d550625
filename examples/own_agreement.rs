//! What if the United Kingdom concludes an agreement under Article 17?
//!
//! The law is data, so that a question about other law is the same call with other files. What
//! nobody has said is `assumed`, and counts only where one asks for it.
//!
//! Run it with `cargo run --example own_agreement`.

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use std::collections::BTreeMap;
use std::error::Error;

use safe_eligibility::model::day::Day;
use safe_eligibility::model::procurement::CommonProcurement;
use safe_eligibility::outcome::EvidenceGrade;
use safe_eligibility::{Rulebook, assess};
use safe_intake::read_document;
use serde_json::{Value, json};

const DOCUMENT: &[u8] = include_bytes!("data/vshorad-british-seeker.json");

fn main() -> Result<(), Box<dyn Error>> {
    let procurement = read_document(DOCUMENT)?;
    let mut files: BTreeMap<String, Vec<u8>> =
        safe_rules::files().map(|(path, bytes)| (path, bytes.to_vec())).collect();
    files.insert("agreements/GB/what-if.json".to_owned(), serde_json::to_vec(&agreement())?);
    let with_agreement = Rulebook::from_files(files)?;

    println!("the law as it is");
    print_verdict(&procurement, &Rulebook::embedded()?, EvidenceGrade::Secondary)?;
    println!("with the agreement, where what is assumed counts as not known");
    print_verdict(&procurement, &with_agreement, EvidenceGrade::Secondary)?;
    println!("with the agreement, where what is assumed counts");
    print_verdict(&procurement, &with_agreement, EvidenceGrade::Assumed)
}

// Under this reading paragraph 4 does not lift control, and the maker of the seeker has a British
// parent.
const READING: &str = "outside-subcontractor-control=not-cured";

fn print_verdict(
    procurement: &CommonProcurement,
    rulebook: &Rulebook,
    least: EvidenceGrade,
) -> Result<(), Box<dyn Error>> {
    let law = rulebook.on(Day::parse("2026-11-22")?).with_least_evidence(least);
    let law = law.with_readings([READING]).map_err(|errors| format!("{errors:?}"))?;
    let assessment = assess(procurement, &law)?;
    println!("  {}, on {} evidence", assessment.verdict(), assessment.evidence());
    let of_seeker =
        assessment.findings().iter().filter(|one| one.subject.to_string() == "/subcontractors/0");
    for finding in of_seeker {
        let carried = finding.via.map(|via| format!(" through {via}")).unwrap_or_default();
        println!("  {} {}{carried}", finding.rule.id, finding.outcome_word());
    }
    Ok(())
}

/// An agreement that opens every topic, with the shares of the one with Canada.
fn agreement() -> Value {
    let topics = [
        "establishment",
        "executive-management",
        "control",
        "facilities",
        "components",
        "design-authority",
    ];
    let applied = json!({
        "mode": "provisional", "first_day": "2026-10-01", "last_day": null, "answer": "yes"
    });
    json!({
        "format": "safe-agreement/1",
        "party": "GB",
        "stage": "what-if",
        "title": "What if the United Kingdom concludes an agreement",
        "citation": "nowhere",
        "first_day": "2026-10-01",
        "last_day": null,
        "signed": assumed(json!({ "day": "2026-10-01" })),
        "applied": [assumed(applied)],
        "topics": topics.map(|topic| assumed(json!({ "topic": topic, "answer": "open" }))),
        "max_party_share": assumed(json!({ "share": "0.80" })),
        "max_other_share": assumed(json!({ "share": "0.35" })),
        "min_core_share": assumed(json!({ "share": "0.20" })),
        "control_terms": assumed(json!({ "answer": "as-the-act" })),
        "contribution": null
    })
}

/// A datum that rests on nothing but Article 17, under which there can be such an agreement.
fn assumed(mut datum: Value) -> Value {
    if let Value::Object(members) = &mut datum {
        members.extend([
            ("source".to_owned(), json!("oj-l-2025-1106")),
            ("evidence".to_owned(), json!("assumed")),
            ("known_from".to_owned(), Value::Null),
            ("note".to_owned(), json!("What if.")),
        ]);
    }
    datum
}
