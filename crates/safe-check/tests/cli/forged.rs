//! Assessments that were rewritten, each with a receipt that was made anew and fits it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json as value};

use crate::redact::{COMMITMENT, read, redacted, texts, verify as verify_of};
use crate::verify::{assessed, failing, key, result, verify};
use crate::{json, run_in, samples};

/// Puts an assessment into a folder, with a receipt that fits it.
fn forge(folder: &Path, assessment: &Value) {
    let text = assessment.to_string();
    let read = safe_receipt::Json::read(text.as_bytes()).unwrap();
    let engine = safe_receipt::Engine::new("safe-eligibility", env!("CARGO_PKG_VERSION"));
    let statement = safe_receipt::statement(&read, engine).unwrap();
    let receipt = safe_receipt::Receipt::unsigned(statement).to_line().unwrap();
    fs::write(folder.join("a.json"), text).unwrap();
    fs::write(folder.join("r.json"), receipt).unwrap();
}

#[test]
fn lines_that_are_left_out_are_found_without_any_digest() {
    let folder = assessed("verify-no-shown", "ifv-a-cent-over.json", &[]);
    let written = json(&fs::read_to_string(folder.join("a.json")).unwrap());
    for left in [0, 1] {
        let mut forged = written.clone();
        let steps = forged["trace"]["steps"].as_array_mut().unwrap();
        let shown = steps.iter_mut().find_map(|step| step.pointer_mut("/lines/shown"));
        shown.unwrap().as_array_mut().unwrap().truncate(left);
        forge(&folder, &forged);
        let answer = verify(&folder, &[]);
        assert_eq!((answer.status, failing(&answer)), (1, vec!["every-step".to_owned()]));
    }
}

#[test]
fn what_is_passed_over_is_named_whatever_it_is() {
    let folder = assessed("verify-passed-over", "ifv-a-cent-over.json", &[]);
    let mut forged = json(&fs::read_to_string(folder.join("a.json")).unwrap());
    forged["depends_on_readings"] = value!(null);
    forged["remarks"] = value!({});
    forged["findings"][0]["source"] = value!({});
    forge(&folder, &forged);
    let answer = verify(&folder, &[]);
    assert_eq!(answer.status, 0, "{}", answer.stdout);
    assert_eq!(json(&answer.stdout)["all_checked"], false);
    let named =
        "bound, and not reckoned again: `remarks`, `depends_on_readings`, `source` in 1 places";
    assert!(answer.stdout.contains(named), "{}", answer.stdout);
    for member in ["depends_on_readings", "remarks"] {
        forged.as_object_mut().unwrap().remove(member);
    }
    forged["findings"][0].as_object_mut().unwrap().remove("source");
    forge(&folder, &forged);
    assert_eq!(result(&verify(&folder, &[]), "for-reading"), Value::Null);
    forged["procurement"]["inputs"] = value!("none");
    forge(&folder, &forged);
    let answer = verify(&folder, &[]);
    assert_eq!((answer.status, failing(&answer)), (1, vec!["document".to_owned()]));
}

#[test]
fn the_word_that_values_are_withheld_is_not_taken() {
    let folder = assessed("verify-not-redacted", "ifv-a-cent-over.json", &[]);
    let mut forged = json(&fs::read_to_string(folder.join("a.json")).unwrap());
    forged["procurement"]["redacted"] = value!(true);
    forge(&folder, &forged);
    let answer = verify(&folder, &[]);
    assert_eq!((answer.status, failing(&answer)), (1, vec!["withheld".to_owned()]));
    assert!(answer.stdout.contains("\"assessment/procurement/redacted\""), "{}", answer.stdout);
    let file = value!({ "role": "bill", "name": "b.csv", "sha256": "0".repeat(64) });
    forged["procurement"]["inputs"] = value!([file]);
    forge(&folder, &forged);
    let fails = ["document".to_owned(), "withheld".to_owned()];
    assert_eq!(failing(&verify(&folder, &[])), fails);
    let answer = verify(&folder, &["--openings", &key("private.pem")]);
    assert!(answer.stdout.contains("\"assessment/procurement/inputs/0\""), "{}", answer.stdout);
}

#[test]
fn a_forger_with_a_receipt_of_their_own_is_found_by_the_second_reckoning() {
    let folder = assessed("verify-forged", "ifv-a-cent-over.json", &[]);
    let mut assessment = json(&fs::read_to_string(folder.join("a.json")).unwrap());
    assessment["verdict"] = value!("eligible");
    forge(&folder, &assessment);
    let answer = verify(&folder, &[]);
    assert_eq!((answer.status, failing(&answer)), (1, vec!["every-step".to_owned()]));
    assert!(answer.stdout.contains("\"assessment/verdict\""), "{}", answer.stdout);
}

#[test]
fn what_is_taken_as_written_is_no_more_than_that() {
    let folder = redacted("redact-rewritten", &samples().join("ifv-a-cent-over.json"));
    let (written, shown) = (json(&read(&folder, "a.json")), json(&read(&folder, "shown.json")));
    assert_eq!(written["verdict"], "not-eligible");
    let receipt = read(&folder, "r.json");
    // Of the same document with a cost so low that it would be eligible, assessed by whoever has
    // no secret but one of their own: only the commitments of the genuine copy are put into it.
    let cheaper = read(&folder, "p.json").replacen("640000.01", "1.00", 1);
    fs::write(folder.join("cheaper.json"), cheaper).unwrap();
    let arguments = ["assess", "cheaper.json", "--as-of", "2026-11-22", "--lines", "all"];
    let more = ["--redact", "own", "--redacted-document", "cheaper-shown.json"];
    let answer = run_in(&folder, &[&arguments[..], &more].concat());
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    let other = json(&read(&folder, "cheaper-shown.json"));
    let mut forged = answer.stdout;
    for (own, genuine) in texts(&other).iter().zip(texts(&shown)) {
        if own.starts_with(COMMITMENT) {
            forged = forged.replace(own, genuine);
        }
    }
    let mut forged = json(&forged);
    forged["procurement"]["sha256"] = written["procurement"]["sha256"].clone();
    forge(&folder, &forged);
    let answer = verify_of(&folder, "shown.json", &[]);
    assert_eq!(answer.status, 0, "{}", answer.stdout);
    let answer = json(&answer.stdout);
    assert_eq!((&answer["holds"], &answer["all_checked"]), (&true.into(), &false.into()));
    let checks = answer["checks"].as_array().unwrap();
    let shares = checks.iter().find(|check| check["check"] == "shares").unwrap();
    assert_eq!(shares["result"], "not-checked");
    let says = "not checked: comparisons of shares taken as written, since their costs are \
                withheld: 1; the outcome of these findings, and the verdict, rest on what is \
                written";
    assert!(shares["says"].as_str().unwrap().starts_with(says), "{shares}");
    let text = verify_of(&folder, "shown.json", &["--format", "text"]).stdout;
    assert!(text.contains("\n– shares       not checked: comparisons"), "{text}");
    assert!(text.contains("\nHolds as far as it was checked: "), "{text}");
    // With the secret and the document itself it is found.
    let answer = verify_of(&folder, "p.json", &["--openings", "secret"]);
    assert_eq!(answer.status, 1, "{}", answer.stdout);
    fs::write(folder.join("r.json"), receipt).unwrap();
    fs::write(folder.join("a.json"), written.to_string()).unwrap();
    let answer = verify_of(&folder, "p.json", &["--openings", "secret"]);
    assert_eq!(answer.status, 0, "{}", answer.stdout);
    assert!(!answer.stdout.contains("\"shares\""), "{}", answer.stdout);
}

#[test]
fn a_commitment_that_was_exchanged_is_found_with_the_secret() {
    let folder = redacted("redact-exchanged", &samples().join("ifv-a-cent-over.json"));
    let written = json(&read(&folder, "a.json"));
    let other = written["content"][0]["core"]["least"].clone();
    for at in ["/content/0/total/least", "/content/0/by_country/0/most"] {
        let mut forged = written.clone();
        *forged.pointer_mut(at).unwrap() = other.clone();
        forge(&folder, &forged);
        // Nobody else can tell.
        assert_eq!(verify_of(&folder, "shown.json", &[]).status, 0);
        let answer = verify_of(&folder, "p.json", &["--openings", "secret"]);
        assert_eq!(answer.status, 1, "{at}: {}", answer.stdout);
        assert!(answer.stdout.contains(&format!("\"assessment{at}\"")), "{}", answer.stdout);
    }
}
