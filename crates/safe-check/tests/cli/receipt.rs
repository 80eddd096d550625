//! Receipts: what they say, how they are signed, and where they are written.

use std::fs;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::schema::{problems, validator};
use crate::{Run, folder, json, run_in, sample, workspace};

const NAME: &str = "vshorad-british-seeker.json";

fn key(name: &str) -> String {
    workspace().join("crates/safe-receipt/tests/data").join(name).display().to_string()
}

fn samples_in(name: &str) -> PathBuf {
    let (sample, portfolio) = (sample(NAME), sample("portfolio.jsonl"));
    folder(name, &[(NAME, &*sample), ("portfolio.jsonl", &*portfolio)])
}

fn assess(folder: &std::path::Path, more: &[&str]) -> Run {
    run_in(folder, &[&["assess", NAME, "--as-of", "2026-11-22"], more].concat())
}

fn statement_of(line: &str) -> Value {
    let receipt = json(line);
    match receipt["payload"].as_str() {
        Some(payload) => serde_json::from_slice(&STANDARD.decode(payload).unwrap()).unwrap(),
        None => receipt,
    }
}

#[test]
fn a_receipt_is_the_same_whatever_is_written() {
    let folder = samples_in("receipt-formats");
    let mut receipts = Vec::new();
    for format in ["json", "jsonl", "text", "markdown", "html", "sarif"] {
        for trace in ["full", "none"] {
            let more = ["--format", format, "--trace", trace, "--receipt", "r.json"];
            let answer = assess(&folder, &more);
            assert_eq!((answer.status, &*answer.stderr), (0, ""), "{format}");
            receipts.push(fs::read_to_string(folder.join("r.json")).unwrap());
        }
    }
    for depth in ["short", "full"] {
        assert_eq!(assess(&folder, &["--depth", depth, "--receipt", "r.json"]).status, 0);
        receipts.push(fs::read_to_string(folder.join("r.json")).unwrap());
    }
    receipts.dedup();
    assert_eq!(receipts.len(), 1);
    let predicate = statement_of(&receipts[0])["predicate"].clone();
    assert_eq!(predicate["verdict"], "eligible");
    assert_eq!(predicate["governing_day"], "2026-11-22");
    assert_eq!(predicate["redacted"], false);
}

#[test]
fn receipts_of_several_documents_are_lines_in_their_order() {
    let folder = samples_in("receipt-lines");
    let arguments = ["assess", "portfolio.jsonl", NAME, "--as-of", "2026-11-22", "--format"];
    let more = ["json", "--receipt", "r.jsonl", "--sign", &key("private.pem")];
    let answer = run_in(&folder, &[&arguments[..], &more].concat());
    assert_eq!(answer.status, 1, "{}", answer.stderr);
    let assessments = json(&answer.stdout);
    let written = fs::read_to_string(folder.join("r.jsonl")).unwrap();
    let validator = validator("receipt");
    let assessments = assessments.as_array().unwrap();
    assert_eq!(written.lines().count(), assessments.len());
    for (line, assessment) in written.lines().zip(assessments) {
        assert_eq!(problems(&validator, &json(line)), [""; 0]);
        let statement = statement_of(line);
        assert_eq!(problems(&validator, &statement), [""; 0]);
        assert_eq!(statement["subject"][0]["name"], assessment["procurement"]["id"]);
        let sha256 = &statement["subject"][0]["digest"]["sha256"];
        assert_eq!(*sha256, assessment["procurement"]["sha256"]);
        for member in ["as_of", "governing_day", "readings", "verdict", "evidence", "rules"] {
            assert_eq!(statement["predicate"][member], assessment[member], "{member}");
        }
    }
}

#[test]
fn the_deepest_control_is_bound_and_withheld() {
    let mut controller = String::from(r#"{"country":"US"}"#);
    for _ in 1..32 {
        controller = format!(r#"{{"country":"LU","controllers":[{controller}]}}"#);
    }
    let document = format!(
        r#"{{"format":"safe-procurement/1","id":"deep","contractors":[{{"id":"prime","established_in":"PL","controllers":[{controller}]}}]}}"#
    );
    let folder = folder("receipt-deep", &[("p.json", &*document)]);
    let arguments = ["assess", "p.json", "--as-of", "2026-11-22", "--receipt", "r.json"];
    let answer = run_in(&folder, &arguments);
    assert_ne!(answer.status, 2, "{}", answer.stderr);
    fs::write(folder.join("a.json"), answer.stdout).unwrap();
    let verify = ["verify", "r.json", "--document", "p.json", "--trace", "a.json"];
    let answer = run_in(&folder, &verify);
    assert_eq!((answer.status, &*answer.stderr), (0, ""), "{}", answer.stdout);
    let answer = run_in(&folder, &[&arguments[..], &["--redact", "secret"]].concat());
    assert_ne!(answer.status, 2, "{}", answer.stderr);
}

#[test]
fn a_document_that_cannot_be_assessed_has_no_receipt() {
    let folder = samples_in("receipt-of-nothing");
    fs::write(folder.join("wrong.json"), "{}").unwrap();
    fs::write(folder.join("r.json"), "earlier").unwrap();
    let answer = run_in(&folder, &["assess", "wrong.json", "--receipt", "r.json"]);
    assert_eq!(answer.status, 2);
    assert_eq!(fs::read_to_string(folder.join("r.json")).unwrap(), "earlier");
    let answer = run_in(&folder, &["assess", "wrong.json", NAME, "--receipt", "r.json"]);
    assert_eq!(answer.status, 2);
    assert_eq!(fs::read_to_string(folder.join("r.json")).unwrap().lines().count(), 1);
}

#[test]
fn the_files_beside_a_document_are_subjects() {
    let tables = workspace().join("examples/tables");
    let receipt = samples_in("receipt-of-tables").join("r.json");
    let mut arguments = vec!["assess", "procurement.json", "--bill", "vehicle=bom.xlsx"];
    arguments.extend(["--map", "bom.map.toml", "--origins", "origins.csv"]);
    arguments.extend(["--rates", "eurofxref.csv", "--as-of", "2026-11-22", "--receipt"]);
    let answer = run_in(&tables, &[&arguments[..], &[receipt.to_str().unwrap()]].concat());
    assert_ne!(answer.status, 2, "{}", answer.stderr);
    let statement = statement_of(&fs::read_to_string(&receipt).unwrap());
    assert_eq!(problems(&validator("receipt"), &statement), [""; 0]);
    let subjects = statement["subject"].as_array().unwrap();
    let roles: Vec<_> = subjects.iter().map(|one| &one["annotations"]["role"]).collect();
    assert_eq!(roles[0], "document");
    for role in ["bill", "mapping", "origins", "rates"] {
        assert!(roles.iter().any(|own| *own == role), "{role} is not in {roles:?}");
    }
}

#[test]
fn nothing_that_is_read_is_written_over() {
    let folder = samples_in("receipt-onto-input");
    fs::copy(key("private.pem"), folder.join("key.pem")).unwrap();
    for output in [NAME, "./vshorad-british-seeker.json", "key.pem"] {
        let answer = assess(&folder, &["--receipt", output, "--sign", "key.pem"]);
        assert_eq!((answer.status, &*answer.stdout), (2, ""), "{output}");
        assert!(
            answer.stderr.ends_with("is read here, and is not written over; give another name\n")
        );
    }
    for output in ["secret", "./secret"] {
        let answer = assess(&folder, &["--receipt", output, "--redact", "secret"]);
        assert_eq!((answer.status, &*answer.stdout), (2, ""), "{}", answer.stderr);
    }
    assert!(!folder.join("secret").exists());
    let both = ["--receipt", "x", "--redact", "secret", "--redacted-document", "./x"];
    let answer = assess(&folder, &both);
    assert!(answer.stderr.contains("is written twice here"), "{}", answer.stderr);
    assert_eq!(fs::read_to_string(folder.join(NAME)).unwrap(), sample(NAME));
}

#[test]
fn keys_that_do_not_sign() {
    let folder = samples_in("receipt-keys");
    for (name, message) in [
        ("public.pem", "a public key, with which nothing can be signed; give the private one"),
        ("encrypted.pem", "a private key under a password"),
        ("x25519.pem", "no Ed25519 key; `openssl genpkey -algorithm ed25519` makes one"),
        ("README.md", "no key in PEM; `openssl genpkey -algorithm ed25519` makes one"),
        ("none.pem", "cannot be read (entity not found)"),
    ] {
        let answer = assess(&folder, &["--receipt", "r.json", "--sign", &key(name)]);
        assert_eq!((answer.status, &*answer.stdout), (2, ""), "{name}");
        assert!(answer.stderr.contains(message), "{name}: {}", answer.stderr);
    }
    assert!(!folder.join("r.json").exists());
    let answer = assess(&folder, &["--receipt", "-"]);
    assert!(answer.stderr.contains("name a file; on standard output"), "{}", answer.stderr);
    let answer = assess(&folder, &["--sign", &key("private.pem")]);
    assert_eq!(answer.status, 2, "a key without a receipt signs nothing");
}
