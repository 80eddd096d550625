//! One bill of materials under the law of two days, and which findings moved between them.
//!
//! Run it with `cargo run --example same_bill_two_days`.

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use std::error::Error;

use safe_eligibility::model::day::Day;
use safe_eligibility::{Assessment, Finding, Rulebook, assess};
use safe_intake::read_document;

const DOCUMENT: &[u8] = include_bytes!("data/vshorad-british-seeker.json");

fn main() -> Result<(), Box<dyn Error>> {
    let procurement = read_document(DOCUMENT)?;
    let rulebook = Rulebook::embedded()?;
    // A day before the agreement with Canada was signed, and a day on which it is applied.
    let february = rulebook.on(Day::parse("2026-02-13")?);
    let november = rulebook.on(Day::parse("2026-11-22")?);
    let before = assess(&procurement, &february)?;
    let after = assess(&procurement, &november)?;

    println!("{} on {}: {}", procurement.id(), february.as_of(), before.verdict());
    println!("{} on {}: {}", procurement.id(), november.as_of(), after.verdict());
    for finding in after.findings() {
        let (then, now) = (earlier(&before, finding), shown(finding));
        if then != now {
            println!("  {}:{} {then}, then {now}", finding.rule.id, finding.subject);
        }
    }
    Ok(())
}

// A derogation has a finding only on days on which it is needed.
fn earlier(before: &Assessment<'_>, finding: &Finding<'_>) -> String {
    let same =
        |other: &&Finding<'_>| other.rule.id == finding.rule.id && other.subject == finding.subject;
    before.findings().iter().find(same).map_or_else(|| "not looked at".to_owned(), shown)
}

fn shown(finding: &Finding<'_>) -> String {
    let carried = finding.via.map(|via| format!(" through {via}")).unwrap_or_default();
    format!("{}{carried}", finding.outcome_word())
}
