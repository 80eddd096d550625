//! Everything read and written is as its JSON Schema says.

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::{run, run_in, samples, workspace};

pub(crate) fn validator(of: &str) -> Validator {
    let schema = crate::json(&run(&["schema", of]).stdout);
    assert!(jsonschema::meta::is_valid(&schema), "{of}");
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

pub(crate) fn problems(validator: &Validator, value: &Value) -> Vec<String> {
    let problem =
        |error: jsonschema::ValidationError<'_>| format!("{}: {error}", error.instance_path);
    validator.iter_errors(value).map(problem).collect()
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
}

fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    files_below(&samples(), &mut found);
    files_below(&workspace().join("tests/cases"), &mut found);
    found.sort();
    assert!(found.len() > 150, "{}", found.len());
    found
}

#[test]
fn what_is_read() {
    let validator = validator("procurement");
    for path in documents() {
        let document = crate::json(&fs::read_to_string(&path).unwrap());
        assert_eq!(problems(&validator, &document), [""; 0], "{}", path.display());
    }
    for line in crate::sample("portfolio.jsonl").lines() {
        assert_eq!(problems(&validator, &crate::json(line)), [""; 0], "{line}");
    }
}

#[test]
fn what_is_written() {
    let validator = validator("assessment");
    let documents = documents();
    let mut arguments = vec!["assess", "--as-of", "2026-11-22"];
    arguments.extend(documents.iter().map(|path| path.to_str().unwrap()));
    for options in [&["--lines", "all"][..], &["--trace", "none"], &["--least-evidence", "text"]] {
        let answer = run_in(&samples(), &[&arguments[..], options].concat());
        assert_eq!(answer.stderr, "");
        assert_eq!(answer.stdout.lines().count(), documents.len());
        for line in answer.stdout.lines() {
            let assessment = crate::json(line);
            let id = &assessment["procurement"]["id"];
            assert_eq!(problems(&validator, &assessment), [""; 0], "{id}");
        }
    }
}

#[test]
fn rules() {
    let validator = validator("rule");
    let mut files = Vec::new();
    files_below(&workspace().join("rules/acts"), &mut files);
    files.retain(|path| path.file_name().is_some_and(|name| name != "act.json"));
    assert!(files.len() >= 18);
    for path in files {
        let rule = crate::json(&fs::read_to_string(&path).unwrap());
        assert_eq!(problems(&validator, &rule), [""; 0], "{}", path.display());
    }
}

/// A document with one member changed, by JSON pointer to an object and a member of it.
fn with(at: &str, member: &str, value: Value) -> Value {
    let mut document = crate::json(&crate::sample("contract-example.json"));
    document.pointer_mut(at).unwrap()[member] = value;
    document
}

#[test]
fn schema_and_reader_refuse_the_same() {
    let validator = validator("procurement");
    let line = "/end_products/0/components/0";
    for (at, member, value) in [
        ("", "format", json!("safe-procurement/2")),
        ("", "id", json!("")),
        ("", "id", json!(null)),
        ("", "comment", json!("x")),
        ("", "contractors", json!([])),
        ("", "end_products", json!([])),
        ("", "participating_states", json!([])),
        ("/contract", "signed_on", json!("2026-2-1")),
        ("/contract", "signed_on", json!("2026-02-30")),
        ("/contract", "signed_on", json!("0000-01-01")),
        ("/contract", "value", json!(5)),
        ("/contract", "currency", json!("eur")),
        ("/participating_states/0", "country", json!("EU")),
        ("/participating_states/0", "country", json!("XX")),
        ("/participating_states/0", "country", json!(null)),
        ("/contractors/0", "contract_share", json!("0.1")),
        ("/contractors/0", "established_in", json!("UK")),
        ("/contractors/0", "controllers", json!([{}])),
        ("/contractors/0", "cleared_before", json!([{ "changed_since": false }])),
        ("/contractors/0", "facilities", json!([{ "own": true }])),
        ("/subcontractors/0", "contract_share", json!("1.0000000001")),
        ("/subcontractors/0", "contract_share", json!("35 %")),
        ("/end_products/0", "kind", json!("weapon")),
        ("/end_products/0", "areas", json!(["cyberspace"])),
        ("/end_products/0/design_authority", "held_by", json!("us")),
        (line, "quantity", json!(null)),
        (line, "quantity", json!("0.0")),
        (line, "quantity", json!("1e3")),
        (line, "used_in", json!([{ "quantity": "1" }])),
        (line, "unit_cost", json!("-1")),
        (line, "unit_cost", json!("1.00000000001")),
        (line, "unit_cost_range", json!(["1", "2"])),
        (line, "currency", json!(null)),
        (line, "origin", json!("EL")),
        (line, "supplier", json!("")),
        ("/exchange_rates/eur_per_unit", "GBP", json!("0")),
        ("/exchange_rates/eur_per_unit", "EUR", json!("1")),
        ("/exchange_rates/eur_per_unit", "pound", json!("1")),
    ] {
        let document = with(at, member, value);
        let text = document.to_string();
        assert!(!validator.is_valid(&document), "{at} {member} {text}");
        assert!(safe_intake::read_document(text.as_bytes()).is_err(), "{at} {member} {text}");
    }
}

#[test]
fn schema_and_reader_take_the_same() {
    let validator = validator("procurement");
    let line = "/end_products/0/components/0";
    for (at, member, value) in [
        ("", "contractors", json!(null)),
        ("", "title", json!("")),
        ("/contract", "signed_on", json!(null)),
        ("/contract", "value", json!("0")),
        ("/contractors/0", "controllers", json!([])),
        ("/contractors/0", "screening", json!({})),
        ("/subcontractors/0", "contract_share", json!("000.350")),
        ("/subcontractors/0", "contract_share", json!("1.0000000000")),
        ("/end_products/0", "areas", json!([])),
        ("/end_products/0", "components", json!([])),
        (line, "origin", json!("EU")),
        (line, "used_in", json!(null)),
        (line, "unit_cost_range", json!(null)),
        ("/exchange_rates/eur_per_unit", "GBP", json!(null)),
        ("/exchange_rates", "eur_per_unit", json!({})),
    ] {
        let document = with(at, member, value);
        let text = document.to_string();
        assert_eq!(problems(&validator, &document), [""; 0], "{at} {member}");
        assert!(safe_intake::read_document(text.as_bytes()).is_ok(), "{at} {member} {text}");
    }
}
