//! From a document to a verdict with its findings.
//!
//! Run it with `cargo run --example first_verdict`.

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use std::error::Error;

use safe_eligibility::model::day::Day;
use safe_eligibility::{Finding, Rulebook, assess};
use safe_intake::read_document;

const DOCUMENT: &[u8] = include_bytes!("data/vshorad-british-seeker.json");

fn main() -> Result<(), Box<dyn Error>> {
    let procurement = read_document(DOCUMENT)?;
    let law = Rulebook::embedded()?.on(Day::parse("2026-11-22")?);
    let assessment = assess(&procurement, &law)?;

    println!("{}: {}", procurement.id(), assessment.verdict());
    for finding in assessment.findings() {
        println!("  {}", line(finding));
    }
    for fact in assessment.missing_facts() {
        println!("  not stated: {}, which decides {}", fact.at, fact.decides.join(", "));
    }
    for reservation in assessment.reservations() {
        println!("  {reservation}");
    }
    Ok(())
}

fn line(finding: &Finding<'_>) -> String {
    let Finding { rule, subject, via, .. } = finding;
    let carried = via.map(|via| format!(" through {via}")).unwrap_or_default();
    format!("{}:{subject} {}{carried}, {}", rule.id, finding.outcome_word(), rule.citation)
}
