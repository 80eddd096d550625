//! Cases as files: a document, a day, and what the law makes of it.

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use safe_eligibility::outcome::EvidenceGrade;
use safe_eligibility::report::{ReportOptions, TextOptions};
use safe_eligibility::{Assessment, Finding, Rulebook, assess};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(rename = "title")]
    _title: String,
    #[serde(rename = "provision")]
    _provision: String,
    #[serde(rename = "why")]
    _why: String,
    as_of: String,
    least_evidence: Option<String>,
    verdict: String,
    evidence: Option<String>,
    #[serde(default)]
    readings: BTreeMap<String, String>,
    #[serde(default)]
    findings: Vec<Expected>,
    #[serde(default)]
    missing_facts: Vec<ExpectedFact>,
    // Where in the pack the data named in reservations stand; all of them.
    reserved: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    rule: String,
    subject: String,
    outcome: String,
    via: Option<String>,
    evidence: Option<String>,
    weight: Option<String>,
    share_outside: Option<[String; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFact {
    at: String,
    decides: Vec<String>,
}

#[test]
fn every_case_comes_out_as_the_law_has_it() {
    let rulebook = support::rulebook();
    let mut faults = Vec::new();
    let cases = support::files_below(&support::top().join("tests/cases"), ".toml");
    assert!(cases.len() >= 80, "only {} cases", cases.len());
    for path in &cases {
        for fault in faults_of(&rulebook, path) {
            faults
                .push(format!("{}: {fault}", path.strip_prefix(support::top()).unwrap().display()));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

fn faults_of(rulebook: &Rulebook, path: &Path) -> Vec<String> {
    let case: Case = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let document = std::fs::read(path.with_extension("json")).unwrap();
    let procurement = match safe_intake::read_document(&document) {
        Ok(procurement) => procurement,
        Err(errors) => return errors.problems().iter().map(ToString::to_string).collect(),
    };
    let choices: Vec<String> =
        case.readings.iter().map(|(id, option)| format!("{id}={option}")).collect();
    let law = rulebook.on(support::day(&case.as_of));
    let law = law.with_readings(choices.iter().map(String::as_str)).unwrap();
    // Choosing readings keeps the least evidence, so that the order of the two does not matter.
    let least = case.least_evidence.as_deref().map(|word| EvidenceGrade::named(word).unwrap());
    let law = law.with_least_evidence(least.unwrap_or(EvidenceGrade::Secondary));
    let assessment = assess(&procurement, &law).unwrap();
    let mut faults = Vec::new();
    let mut compare = |what: &str, found: &str, expected: &str| {
        if found != expected {
            faults.push(format!("{what} is {found}, expected {expected}"));
        }
    };
    compare("verdict", assessment.verdict().as_str(), &case.verdict);
    if let Some(evidence) = &case.evidence {
        compare("evidence", assessment.evidence().as_str(), evidence);
    }
    for expected in &case.findings {
        let name = format!("{} of `{}`", expected.rule, expected.subject);
        let is_it = |finding: &&Finding<'_>| {
            *finding.rule.id == *expected.rule && finding.subject.to_string() == expected.subject
        };
        let Some(finding) = assessment.findings().iter().find(is_it) else {
            compare(&name, "absent", &expected.outcome);
            continue;
        };
        compare(&name, finding.outcome_word(), &expected.outcome);
        let via = finding.via.map(|via| via.to_string());
        compare(
            &format!("via of {name}"),
            via.as_deref().unwrap_or("-"),
            expected.via.as_deref().unwrap_or("-"),
        );
        if let Some(evidence) = &expected.evidence {
            compare(&format!("evidence of {name}"), finding.evidence.as_str(), evidence);
        }
        if let Some(weight) = &expected.weight {
            compare(&format!("weight of {name}"), finding.weight.as_str(), weight);
        }
        if let Some([least, most]) = &expected.share_outside {
            let share = finding.share_outside();
            let four =
                |portion: &safe_eligibility::trace::Portion| portion.fraction().to_four_decimals();
            let found =
                share.map(|share| (four(&share.least), four(&share.most))).unwrap_or_default();
            compare(&format!("least share of {name}"), &found.0, least);
            compare(&format!("most share of {name}"), &found.1, most);
        }
    }
    let explanation = assessment.to_text(ReportOptions::default(), TextOptions::default());
    if let Err(fault) = support::matches_golden(&path.with_extension("txt"), &explanation) {
        compare("explanation", &fault, "as it stands beside the case");
    }
    if let Some(reserved) = &case.reserved {
        compare("reserved", &data_reserved(&assessment), &reserved.join("; "));
    }
    if !case.missing_facts.is_empty() {
        let (found, expected) = missing_facts(&assessment, &case);
        compare("missing facts", &found, &expected);
    }
    faults
}

// A reservation begins with the address of its datum, or says something of a day.
fn data_reserved(assessment: &Assessment<'_>) -> String {
    let reservations = assessment.reservations();
    let addresses = reservations.iter().filter_map(|text| text.split(' ').next());
    let data = addresses.filter(|address| address.contains('#'));
    data.collect::<Vec<_>>().join("; ")
}

fn missing_facts(assessment: &Assessment<'_>, case: &Case) -> (String, String) {
    let written = |at: &str, decides: &str| format!("{at} decides {decides}");
    let found = assessment.missing_facts();
    let found = found.iter().map(|fact| written(&fact.at.to_string(), &fact.decides.join(",")));
    let expected = case.missing_facts.iter();
    let expected = expected.map(|fact| written(&fact.at, &fact.decides.join(",")));
    (found.collect::<Vec<_>>().join("; "), expected.collect::<Vec<_>>().join("; "))
}
