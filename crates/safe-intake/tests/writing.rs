//! What is written reads back as it was.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test may fail")]

use std::fs;
use std::path::{Path, PathBuf};

use safe_eligibility::model::procurement::CommonProcurement;
use safe_intake::{read_document, write_document};

fn written(procurement: &CommonProcurement) -> String {
    let mut text = Vec::new();
    write_document(procurement, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

/// Everything a procurement states, but for the digest of the text it was read from.
fn facts(procurement: &CommonProcurement) -> String {
    let mut stated = procurement.stated().clone();
    stated.digest = None;
    format!("{stated:#?}")
}

fn documents(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            documents(&path, found);
        } else if path.extension().is_some_and(|end| end == "json") {
            found.push(path);
        }
    }
}

#[test]
fn every_sample_and_case_reads_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut paths = Vec::new();
    documents(&root.join("examples/data"), &mut paths);
    documents(&root.join("tests/cases"), &mut paths);
    assert!(paths.len() > 300, "{} documents", paths.len());
    for path in paths {
        // Some samples are there to be refused.
        let Ok(procurement) = read_document(&fs::read(&path).unwrap()) else { continue };
        let text = written(&procurement);
        let again = read_document(text.as_bytes())
            .unwrap_or_else(|errors| panic!("{}: {:?}", path.display(), errors.problems()));
        assert_eq!(facts(&again), facts(&procurement), "{}", path.display());
        assert_eq!(written(&again), text, "{}", path.display());
    }
}

#[test]
fn a_line_of_a_bill_is_a_line_of_text() {
    let text = br#"{
        "format": "safe-procurement/1", "id": "A",
        "contractors": [{ "id": "prime", "controllers": [{ "country": "LU", "controllers": [{ "country": "US" }] }] }],
        "end_products": [{ "id": "missile", "components": [
            { "id": "1", "description": "\"Motor\"", "quantity": "1", "origin": "PL", "supplier": "prime" },
            { "id": "1.1", "used_in": [{ "parent": "1", "quantity": "4" }, { "quantity": "1.50" }],
              "unit_cost_range": ["800.00", "950"], "currency": "EUR", "sourced_from": "EU" }
        ] }],
        "exchange_rates": { "eur_per_unit": { "GBP": "1.1534" } }
    }"#;
    let expected = r#"{
  "format": "safe-procurement/1",
  "id": "A",
  "contractors": [
    {
      "id": "prime",
      "controllers": [
        { "country": "LU", "controllers": [{ "country": "US" }] }
      ]
    }
  ],
  "end_products": [
    {
      "id": "missile",
      "components": [
        { "id": "1", "description": "\"Motor\"", "quantity": "1", "origin": "PL", "supplier": "prime" },
        { "id": "1.1", "used_in": [{ "parent": "1", "quantity": "4" }, { "quantity": "1.50" }], "unit_cost_range": ["800.00", "950"], "currency": "EUR", "sourced_from": "EU" }
      ]
    }
  ],
  "exchange_rates": {
    "eur_per_unit": {
      "GBP": "1.1534"
    }
  }
}
"#;
    assert_eq!(written(&read_document(text).unwrap()), expected);
}
