//! Files on the path that programs take, and what comes out of it.

use safe_eligibility::report::ReportOptions;
use safe_eligibility::{Law, assess};
use safe_intake::gather::{DocumentInput, Files, MappingInput, ProductBill, read_mapping};
use safe_intake::{Diagnostic, Documents, InputFile, gather, read_document, write_document};
use serde_json::Value;

use super::bills::Bill;
use super::facts::plain;
use super::forms::Written;
use crate::support;

/// What is made of a bill.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The document, as it is written.
    pub(crate) document: String,
    /// The assessment without the places of its facts; `Err`: figures that are too large.
    pub(crate) assessment: Result<String, String>,
    /// The assessment with the files, but without rows, cells and digests.
    pub(crate) sourced: Option<Value>,
}

/// Reads a document and writes it.
pub(crate) fn of_document(document: &Value, law: &Law) -> Outcome {
    let procurement = read_document(&serde_json::to_vec(document).unwrap()).unwrap();
    let assessment = assess(&procurement, law);
    Outcome {
        document: written(&procurement),
        assessment: match assessment {
            Ok(assessment) => Ok(assessment.to_json(ReportOptions::default())),
            Err(error) => Err(error.to_string()),
        },
        sourced: None,
    }
}

/// Gathers a bill into the document that has none.
pub(crate) fn of_files(files: &Written, law: &Law) -> Result<Outcome, String> {
    let mapping = InputFile { name: "bom.map.toml", bytes: files.mapping.as_bytes() };
    let mapping_read = read_mapping(&mapping).map_err(|problems| told(&problems))?;
    let mut all = Files::on(support::day("2026-11-22"));
    all.mapping = Some(MappingInput { file: mapping, mapping: &mapping_read });
    all.parts = files.parts.iter().map(input).collect();
    let files = files.bills.iter().map(input).collect();
    all.bills = vec![ProductBill { product: "missile", files }];
    outcome(all, law)
}

/// Gathers a bill in CycloneDX into the document that has none.
pub(crate) fn of_cyclonedx(bytes: &[u8], law: &Law) -> Result<Outcome, String> {
    let mut all = Files::on(support::day("2026-11-22"));
    let files = vec![InputFile { name: "bom.cdx.json", bytes }];
    all.bills = vec![ProductBill { product: "missile", files }];
    outcome(all, law)
}

fn input((name, bytes): &(String, Vec<u8>)) -> InputFile<'_> {
    InputFile { name, bytes }
}

fn outcome(files: Files<'_>, law: &Law) -> Result<Outcome, String> {
    let frame = serde_json::to_vec(&Bill::frame()).unwrap();
    let text = Documents::in_json(&frame).next().unwrap();
    let mut files = files;
    files.document =
        Some(DocumentInput { text: &text, file: "procurement.json", input: "procurement.json" });
    let gathered = gather(&files).map_err(|problems| told(&problems))?;
    let document = written(&gathered.procurement);
    let options = ReportOptions::default();
    let (assessment, sourced) = match assess(&gathered.procurement, law) {
        Ok(assessment) => {
            let plain = assessment.to_json(options);
            let sourced = assessment.with_sources(&gathered.provenance).to_json(options);
            (Ok(plain), Some(without_places(serde_json::from_str(&sourced).unwrap())))
        }
        Err(error) => (Err(error.to_string()), None),
    };
    Ok(Outcome { document, assessment, sourced })
}

fn written(procurement: &safe_eligibility::model::procurement::CommonProcurement) -> String {
    let mut written = Vec::new();
    write_document(procurement, &mut written).unwrap();
    String::from_utf8(written).unwrap()
}

fn told(problems: &[Diagnostic]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

/// The document, figures without zeros that say nothing.
pub(crate) fn without_zeros(document: &str) -> Value {
    let mut document: Value = serde_json::from_str(document).unwrap();
    trim_figures(&mut document);
    document
}

fn trim_figures(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match (name.as_str(), member) {
                    ("quantity" | "unit_cost", Value::String(figure)) => {
                        *figure = plain(figure).to_owned()
                    }
                    ("unit_cost_range", Value::Array(ends)) => {
                        for end in ends {
                            *end = plain(end.as_str().unwrap()).into();
                        }
                    }
                    (_, member) => trim_figures(member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(trim_figures),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

// Remarks stand in the order of the rows, and name the first of many.
fn without_places(mut assessment: Value) -> Value {
    forget_places(&mut assessment);
    if let Some(remarks) = assessment.get_mut("remarks").and_then(Value::as_array_mut) {
        remarks.sort_by_key(Value::to_string);
    }
    assessment
}

fn forget_places(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for name in ["row", "cell", "line", "sha256"] {
                members.remove(name);
            }
            members.values_mut().for_each(forget_places);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_places),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
