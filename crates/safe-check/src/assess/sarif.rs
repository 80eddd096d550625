//! SARIF 2.1.0: findings, and problems of the files, where tools look for them.

mod place;

use safe_eligibility::model::place::Place;
use safe_eligibility::outcome::Outcome;
use safe_eligibility::report::Language;
use safe_eligibility::rulebook::body::Weight;
use safe_eligibility::{Assessment, Finding, Law};
use safe_intake::{Diagnostic, Severity};
use serde::Serialize;

pub(super) use place::Places;
use place::{Location, of_diagnostic};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// How many missing facts stand beside a finding that is open.
const MOST_RELATED: usize = 20;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tool<'l> {
    driver: Driver<'l>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'l> {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor<'l>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'l> {
    id: &'l str,
    short_description: Message<'l>,
    full_description: Message<'l>,
}

#[derive(Serialize)]
struct Message<'t> {
    text: &'t str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultWritten<'r> {
    rule_id: &'r str,
    kind: &'static str,
    level: &'static str,
    message: Message<'r>,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    properties: Properties<'r>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    procurement: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    citation: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'static str>,
    // What is assumed and is not the law, and whether that changes the assessment.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    assumptions: &'r [&'r str],
    #[serde(skip_serializing_if = "Option::is_none")]
    touched: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'r str>,
}

/// What stands before the first result.
pub(super) fn before(law: &Law) -> String {
    let day = law.as_of();
    let versions = law.rules().iter().filter_map(|rule| rule.on(day).or(rule.versions.last()));
    let described = versions.map(|rule| Descriptor {
        id: &rule.id,
        short_description: Message { text: &rule.citation },
        full_description: Message { text: &rule.paraphrase },
    });
    let described = described.collect();
    let version = env!("CARGO_PKG_VERSION");
    let tool = Tool { driver: Driver { name: "safe-check", version, rules: described } };
    // Texts and numbers are always JSON.
    let tool = serde_json::to_string(&tool).unwrap_or_default();
    format!(
        "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{tool},\
         \"columnKind\":\"unicodeCodePoints\",\"results\":[\n"
    )
}

/// What stands behind the last result.
pub(super) fn after(status: u8) -> String {
    let is_successful = status != crate::COULD_NOT_RUN;
    format!(
        "\n],\"invocations\":[{{\"executionSuccessful\":{is_successful},\"exitCode\":{status}}}]}}]}}\n"
    )
}

/// A result for each finding.
pub(super) fn of_assessment(assessment: &Assessment<'_>, places: &Places<'_>) -> String {
    let missing = assessment.missing_facts();
    let mut related: Vec<Vec<Place>> = Vec::new();
    for finding in assessment.findings() {
        let subject = finding.subject.to_string();
        let is_its_own = |at: &Place| {
            let at = at.to_string();
            at.strip_prefix(&*subject).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let open = finding.outcome == Some(Outcome::Undetermined);
        let facts = missing.iter().filter(|fact| open && fact.decides.contains(&&*finding.rule.id));
        let facts = facts.map(|fact| fact.at.clone()).filter(is_its_own);
        related.push(facts.take(MOST_RELATED).collect());
    }
    let subjects = assessment.findings().iter().map(|finding| &finding.subject);
    let mut found = places.locate(subjects.chain(related.iter().flatten())).into_iter();
    let locations: Vec<Location> = found.by_ref().take(related.len()).collect();
    let mut written = Vec::new();
    let assumptions = assessment.assumptions();
    let assumed = assumptions.iter().flat_map(|all| &all.assumed).map(|one| one.text);
    let assumed: Vec<&str> = assumed.collect();
    let touched = assumptions.as_ref().and_then(|all| all.touched);
    for ((finding, location), facts) in assessment.findings().iter().zip(locations).zip(&related) {
        let mut message = assessment.reason_for(finding, Language::English);
        if !assumed.is_empty() {
            message = format!("Not the law, assumed: {}. {message}", assumed.join("; "));
        }
        let (kind, level) = kind_and_level(finding);
        written.push(json(&ResultWritten {
            rule_id: &finding.rule.id,
            kind,
            level,
            message: Message { text: &message },
            locations: vec![location],
            related_locations: found.by_ref().take(facts.len()).collect(),
            properties: Properties {
                procurement: Some(assessment.procurement().id()),
                verdict: Some(assessment.verdict().as_str()),
                citation: Some(&finding.rule.citation),
                outcome: Some(finding.outcome_word()),
                evidence: Some(finding.evidence.as_str()),
                assumptions: &assumed,
                touched,
                ..Properties::default()
            },
        }));
    }
    written.join(",\n")
}

/// A result for each thing that is said about an input.
pub(super) fn of_diagnostics(list: &[Diagnostic]) -> String {
    let each = list.iter().map(|diagnostic| {
        let level = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        json(&ResultWritten {
            rule_id: diagnostic.code,
            kind: "fail",
            level,
            message: Message { text: &diagnostic.to_string() },
            locations: vec![of_diagnostic(diagnostic)],
            related_locations: Vec::new(),
            properties: Properties {
                given: diagnostic.given.as_deref(),
                help: diagnostic.help.as_deref(),
                ..Properties::default()
            },
        })
    });
    each.collect::<Vec<_>>().join(",\n")
}

fn json(result: &ResultWritten<'_>) -> String {
    // Texts and numbers are always JSON.
    serde_json::to_string(result).unwrap_or_default()
}

/// Only what can change the verdict is an error; a derogation counts through another rule alone.
fn kind_and_level(finding: &Finding<'_>) -> (&'static str, &'static str) {
    match (finding.weight, finding.outcome) {
        (_, None) => ("notApplicable", "none"),
        (_, Some(Outcome::Met)) => ("pass", "none"),
        (Weight::Derogation | Weight::Definition, Some(_)) => ("informational", "none"),
        (Weight::Condition, Some(Outcome::NotMet)) => ("fail", "error"),
        (Weight::Condition, Some(Outcome::Undetermined))
        | (Weight::Duty, Some(Outcome::NotMet)) => ("fail", "warning"),
        (Weight::Duty, Some(Outcome::Undetermined)) => ("fail", "note"),
    }
}
