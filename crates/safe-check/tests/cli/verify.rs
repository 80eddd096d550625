//! Receipts against what they are about: what is untouched holds, and nothing that was altered.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json as value};

use crate::schema::{problems, validator};
use crate::{Run, folder, json, run_in, samples, workspace};

pub(crate) fn key(name: &str) -> String {
    workspace().join("crates/safe-receipt/tests/data").join(name).display().to_string()
}

/// A folder with a document, its assessment `a.json` and its receipt `r.json`.
pub(crate) fn assessed(name: &str, document: &str, more: &[&str]) -> PathBuf {
    let folder = folder(name, &[("old", "")]);
    fs::copy(samples().join(document), folder.join("p.json")).unwrap();
    let arguments = ["assess", "p.json", "--as-of", "2026-11-22", "--format", "json"];
    let answer = run_in(&folder, &[&arguments[..], &["--receipt", "r.json"], more].concat());
    assert_ne!(answer.status, 2, "{}", answer.stderr);
    fs::write(folder.join("a.json"), answer.stdout).unwrap();
    folder
}

pub(crate) fn verify(folder: &Path, more: &[&str]) -> Run {
    let arguments = ["verify", "r.json", "--document", "p.json", "--trace", "a.json"];
    run_in(folder, &[&arguments[..], more].concat())
}

/// The result of a check by its name.
pub(crate) fn result(answer: &Run, check: &str) -> Value {
    let answer = json(&answer.stdout);
    let checks = answer["checks"].as_array().unwrap();
    checks.iter().find(|one| one["check"] == check).unwrap_or(&Value::Null)["result"].clone()
}

pub(crate) fn failing(answer: &Run) -> Vec<String> {
    let answer = json(&answer.stdout);
    let checks = answer["checks"].as_array().unwrap().iter();
    let failing = checks.filter(|one| one["result"] == "fails");
    failing.map(|one| one["check"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn whatever_is_assessed_is_verified() {
    let mut names: Vec<_> = fs::read_dir(samples())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "json"))
        .collect();
    names.sort();
    assert!(names.len() > 25);
    let validator = validator("verification");
    for name in names {
        let folder = assessed("verify-samples", &name, &[]);
        let answer = verify(&folder, &[]);
        assert_eq!((answer.status, &*answer.stderr), (0, ""), "{name}: {}", answer.stdout);
        assert_eq!(json(&answer.stdout)["holds"], true);
        assert_eq!(problems(&validator, &json(&answer.stdout)), [""; 0], "{name}");
        assert_eq!(result(&answer, "every-step"), "holds", "{name}");
    }
}

#[test]
fn however_many_lines_are_shown() {
    for lines in ["0", "3", "7", "500", "all"] {
        let document = "vshorad-british-seeker.json";
        let folder = assessed("verify-lines", document, &["--lines", lines]);
        let asked = ["--lines", lines];
        let answer = verify(&folder, &asked);
        assert_eq!(answer.status, 0, "{lines}: {}", answer.stdout);
        // How many were asked for is not read off the assessment.
        let answer = verify(&folder, &[]);
        let is_usual = ["500", "all"].contains(&lines);
        assert_eq!(answer.status, i32::from(!is_usual), "{lines}: {}", answer.stdout);
        let help = "where another number than twenty was asked for, say which with `--lines`";
        let is_short = ["0", "3", "7"].contains(&lines);
        assert_eq!(answer.stdout.contains(help), is_short, "{lines}: {}", answer.stdout);
        // A line fewer than are said to be shown is found, whatever the digests say.
        let mut assessment = json(&fs::read_to_string(folder.join("a.json")).unwrap());
        let steps = assessment["trace"]["steps"].as_array_mut().unwrap();
        let shown = steps.iter_mut().find_map(|step| step.pointer_mut("/lines/shown"));
        if shown.and_then(|shown| shown.as_array_mut().unwrap().pop()).is_some() {
            fs::write(folder.join("a.json"), assessment.to_string()).unwrap();
            let failing = failing(&verify(&folder, &asked));
            assert!(failing.contains(&"trace".to_owned()), "{lines}");
            assert!(failing.contains(&"every-step".to_owned()), "{lines}");
        }
    }
    let answer = run_in(&folder("verify-no-lines", &[("old", "")]), &["verify", "--lines", "few"]);
    assert_eq!(answer.status, 2);
    assert!(answer.stderr.contains("write a whole number, or `all`"), "{}", answer.stderr);
}

#[test]
fn what_is_no_receipt() {
    let folder = assessed("verify-no-receipt", "ifv-a-cent-over.json", &[]);
    let document = fs::read_to_string(folder.join("p.json")).unwrap();
    let line = json(&document).to_string();
    let receipt = fs::read_to_string(folder.join("r.json")).unwrap();
    for (name, text) in [
        ("p.jsonl", &*format!("{line}\n\n{line}\n")),
        ("list.json", &*format!("[{document}]")),
        ("bom.json", "{\n \"bomFormat\":\n \"CycloneDX\"\n}"),
        ("o.json", "{ \"format\": \"safe-openings/1\", \"openings\": [] }"),
        ("two.jsonl", &*format!("{receipt}{receipt}")),
        ("scalars.json", "1\n2\n"),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    for (name, message) in [
        (
            "p.json",
            "p.json: holds a procurement, where the receipt is meant; give what `safe-check assess --receipt` wrote, and this file with `--document`\n",
        ),
        (
            "a.json",
            "a.json: holds an assessment, where the receipt is meant; give what `safe-check assess --receipt` wrote, and this file with `--trace`\n",
        ),
        ("p.jsonl", "p.jsonl: holds a procurement, where"),
        ("list.json", "list.json: holds a procurement, where"),
        ("bom.json", "bom.json: holds a bill of materials, where"),
        ("o.json", "o.json: holds openings of what is withheld, where"),
        (
            "two.jsonl",
            "two.jsonl: holds several, where one is meant; give a file with that one alone\n",
        ),
        ("scalars.json", "scalars.json: line 2, column 1: trailing characters"),
    ] {
        let arguments = ["verify", name, "--document", "p.json", "--trace", "a.json"];
        let answer = run_in(&folder, &arguments);
        assert_eq!((answer.status, &*answer.stdout), (2, ""), "{name}");
        assert!(answer.stderr.starts_with(message), "{name}: {}", answer.stderr);
    }
    let arguments = ["verify", "r.json", "--document", "p.json", "--trace", "scalars.json"];
    let answer = run_in(&folder, &arguments);
    assert!(answer.stderr.starts_with("scalars.json: line 2"), "{}", answer.stderr);
}

#[test]
fn the_answer_for_reading() {
    let sign = ["--sign", &*key("private.pem")];
    let folder = assessed("verify-text", "vshorad-british-seeker.json", &sign);
    let text = |more: &[&str]| verify(&folder, &[&["--format", "text"], more].concat());
    let answer = text(&["--key", &key("public.pem")]);
    assert_eq!(answer.status, 0);
    assert!(answer.stdout.starts_with("✔ signature    made with the key 5ddd38f7"));
    assert!(answer.stdout.contains("\n✔ verdict      eligible, of evidence `secondary`\n"));
    let answer = text(&[]);
    assert_eq!(answer.status, 0);
    let says = "– signature    not checked: give `--key`; the receipt says that the key 5ddd38f7";
    assert!(answer.stdout.starts_with(says), "{}", answer.stdout);
    let end = "\nHolds as far as it was checked: 10 of 10; not checked: 1.\n";
    assert!(answer.stdout.ends_with(end), "{}", answer.stdout);
    let answer = text(&["--key", &key("other-public.pem")]);
    assert_eq!(answer.status, 1);
    assert!(answer.stdout.contains("    receipt/signatures: no signature of the key b7ad9a9a"));
    assert!(answer.stdout.contains("\nDOES NOT HOLD: 10 of 11 checks hold; not checked: 0.\n"));
    let answer = text(&["--key", &key("public.pem")]);
    assert!(answer.stdout.ends_with("\nHolds: 11 of 11 checks hold.\n"), "{}", answer.stdout);
}

#[test]
fn a_receipt_that_nobody_has_signed() {
    let folder = assessed("verify-unsigned", "ifv-a-cent-over.json", &[]);
    let answer = verify(&folder, &[]);
    assert_eq!((answer.status, result(&answer, "signature")), (0, "not-checked".into()));
    let answer = verify(&folder, &["--key", &key("public.pem")]);
    assert_eq!((answer.status, failing(&answer)), (1, vec!["signature".to_owned()]));
}

#[test]
fn a_receipt_that_was_altered() {
    let folder = assessed("verify-altered", "vshorad-british-seeker.json", &[]);
    let receipt = json(&fs::read_to_string(folder.join("r.json")).unwrap());
    let text = |at: &str, value: Value| (at.to_owned(), value);
    for ((at, value), check) in [
        (text("/_type", value!("https://in-toto.io/Statement/v0.1")), "members"),
        (text("/predicateType", value!("x")), "members"),
        (text("/more", value!(1)), "members"),
        (text("/predicate/more", value!(null)), "members"),
        (text("/predicate/verdict", value!("not-eligible")), "verdict"),
        (text("/predicate/evidence", value!("text")), "verdict"),
        (text("/predicate/as_of", value!("2026-11-21")), "days"),
        (text("/predicate/governing_day", value!("2026-11-21")), "days"),
        (text("/predicate/least_evidence", value!("text")), "readings"),
        (text("/predicate/readings/component-tier", value!("leaves")), "readings"),
        (text("/predicate/trace/sha256", value!("00")), "trace"),
        (text("/predicate/assessment/sha256", value!("00")), "assessment"),
        (text("/predicate/rules/sha256", value!("00")), "assessment"),
        (text("/predicate/redacted", value!(true)), "assessment"),
        (text("/subject/0/digest/sha256", value!("00")), "subjects"),
        (text("/subject/0/name", value!("other")), "subjects"),
        (text("/subject/1", value!({})), "subjects"),
    ] {
        let mut altered = receipt.clone();
        let (parent, member) = at.rsplit_once('/').unwrap();
        let parent = altered.pointer_mut(parent).unwrap();
        match parent.as_array_mut() {
            Some(items) => items.push(value),
            None => parent[member] = value,
        }
        fs::write(folder.join("r.json"), altered.to_string()).unwrap();
        let answer = verify(&folder, &[]);
        assert_eq!((answer.status, failing(&answer)), (1, vec![check.to_owned()]), "{at}");
        assert!(answer.stdout.contains(&format!("\"receipt{at}")), "{at}: {}", answer.stdout);
    }
    // Another version of the program is told, and may well have come to the same.
    let mut other = receipt;
    other["predicate"]["engine"]["version"] = value!("2027.1.0");
    fs::write(folder.join("r.json"), other.to_string()).unwrap();
    let answer = verify(&folder, &[]);
    assert_eq!(answer.status, 0);
    assert!(answer.stdout.contains("assessed by safe-eligibility 2027.1.0; this is"));
}

#[test]
fn an_assessment_that_was_altered() {
    let folder = assessed("verify-altered-trace", "ifv-a-cent-over.json", &[]);
    let written = fs::read_to_string(folder.join("a.json")).unwrap();
    for (old, new) in [
        ("\"verdict\": \"not-eligible\"", "\"verdict\": \"eligible\""),
        ("\"outcome\": \"not-met\"", "\"outcome\": \"met\""),
        ("\"count\": ", "\"count\": 1"),
        ("\"governing_day\": \"2026", "\"governing_day\": \"2025"),
        ("\"reservations\": [", "\"reservations\": [ \"x\","),
    ] {
        // The last one, which stands in the trace if it stands there at all.
        let (before, after) = written.rsplit_once(old).unwrap();
        fs::write(folder.join("a.json"), format!("{before}{new}{after}")).unwrap();
        let answer = verify(&folder, &[]);
        assert_eq!(answer.status, 1, "{old}");
        assert!(failing(&answer).contains(&"assessment".to_owned()), "{old}");
        assert!(failing(&answer).contains(&"every-step".to_owned()), "{old}: {}", answer.stdout);
    }
    // However it is laid out, it is the same.
    fs::write(folder.join("a.json"), json(&written).to_string()).unwrap();
    assert_eq!(verify(&folder, &[]).status, 0);
}

#[test]
fn another_document_or_rule_pack() {
    let folder = assessed("verify-others", "ifv-a-cent-over.json", &[]);
    let document = fs::read_to_string(folder.join("p.json")).unwrap();
    fs::write(folder.join("p.json"), document.clone() + " ").unwrap();
    let answer = verify(&folder, &[]);
    assert_eq!(answer.status, 1);
    assert!(failing(&answer).contains(&"document".to_owned()));
    fs::write(folder.join("p.json"), document).unwrap();

    let rules = workspace().join("rules").display().to_string();
    assert_eq!(verify(&folder, &["--rules", &rules]).status, 0);
    let pack = folder.join("rules");
    for (path, bytes) in safe_rules::files() {
        fs::create_dir_all(pack.join(&path).parent().unwrap()).unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        fs::write(pack.join(&path), text.replace("\"2026.11.0\"", "\"2026.11.1\"")).unwrap();
    }
    let answer = verify(&folder, &["--rules", "rules"]);
    assert_eq!(answer.status, 1);
    assert!(failing(&answer).contains(&"rule-pack".to_owned()), "{}", answer.stdout);
}

#[test]
fn a_procurement_of_several_files() {
    let tables = workspace().join("examples/tables");
    let folder = folder("verify-tables", &[("sub/old", "")]);
    for name in ["procurement.json", "bom.xlsx", "bom.map.toml", "origins.csv", "eurofxref.csv"] {
        fs::copy(tables.join(name), folder.join(name)).unwrap();
    }
    let files = |rates| {
        let bill = ["--bill", "vehicle=bom.xlsx", "--map", "bom.map.toml"];
        [&bill[..], &["--origins", "origins.csv", "--rates", rates]].concat()
    };
    let assess = ["assess", "procurement.json", "--as-of", "2026-11-22", "--format", "jsonl"];
    let more = files("eurofxref.csv");
    let answer = run_in(&folder, &[&assess[..], &["--receipt", "r.json"], &more].concat());
    fs::write(folder.join("a.jsonl"), &answer.stdout).unwrap();
    let verify = ["verify", "r.json", "--document", "procurement.json", "--trace", "a.jsonl"];
    let answer = run_in(&folder, &[&verify[..], &more].concat());
    assert_eq!((answer.status, &*answer.stderr), (0, ""), "{}", answer.stdout);
    assert_eq!(result(&answer, "every-step"), "holds");
    // Where they lie does not matter; that they are the same does.
    let moved = folder.join("sub/rates.csv");
    fs::rename(folder.join("eurofxref.csv"), &moved).unwrap();
    assert_eq!(run_in(&folder, &[&verify[..], &files("sub/rates.csv")].concat()).status, 0);
    let text = fs::read_to_string(&moved).unwrap();
    fs::write(&moved, text + "\n").unwrap();
    let answer = run_in(&folder, &[&verify[..], &files("sub/rates.csv")].concat());
    assert_eq!((answer.status, failing(&answer)), (1, vec!["document".to_owned()]));
    let answer = run_in(&folder, &[&verify[..], &["--bill", "vehicle=bom.xlsx"]].concat());
    assert_eq!(answer.status, 1);
}

#[test]
fn a_bill_by_itself() {
    let tables = workspace().join("examples/tables");
    let folder = folder("verify-bill", &[("old", "")]);
    fs::copy(tables.join("bom.cdx.json"), folder.join("bom.cdx.json")).unwrap();
    let assess = ["assess", "bom.cdx.json", "--as-of", "2026-11-22", "--receipt", "r.json"];
    let answer = run_in(&folder, &assess);
    assert_ne!(answer.status, 2, "{}", answer.stderr);
    fs::write(folder.join("a.jsonl"), &answer.stdout).unwrap();
    let verify = ["verify", "r.json", "--document", "bom.cdx.json", "--trace", "a.jsonl"];
    let answer = run_in(&folder, &verify);
    assert_eq!((answer.status, &*answer.stderr), (0, ""), "{}", answer.stdout);
}

#[test]
fn what_cannot_be_verified() {
    let folder = assessed("verify-unfit", "ifv-a-cent-over.json", &[]);
    let receipt = fs::read_to_string(folder.join("r.json")).unwrap();
    let one = fs::read_to_string(samples().join("ifv-a-cent-over.json")).unwrap();
    let line = json(&one).to_string();
    for (name, text) in [
        ("two.jsonl", &*format!("{receipt}{receipt}")),
        ("documents.jsonl", &*format!("{line}\n{line}\n")),
        ("list.json", "[ { \"format\": \"safe-assessment/1\" } ]"),
        ("broken.json", "{"),
        ("twice.json", r#"{"_type":"x","_type":"y"}"#),
        ("empty.json", "{}"),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    let none = run_in(&folder, &["assess", "p.json", "--trace", "none"]).stdout;
    fs::write(folder.join("none.json"), none).unwrap();
    for (receipt, document, trace, message) in [
        ("two.jsonl", "p.json", "a.json", "two.jsonl: holds several, where one is meant"),
        ("r.json", "documents.jsonl", "a.json", "several documents, where one is meant"),
        ("r.json", "p.json", "list.json", "list.json: holds several, where one is meant"),
        ("r.json", "p.json", "p.json", "p.json: no assessment; give what"),
        ("r.json", "p.json", "x.json", "x.json: cannot be read (entity not found)"),
        ("r.json", "x.json", "a.json", "x.json: cannot be read (entity not found)"),
        ("broken.json", "p.json", "a.json", "broken.json: line 1, column 1: EOF"),
        ("twice.json", "p.json", "a.json", "the member `_type` stands here twice"),
        ("empty.json", "p.json", "a.json", "empty.json: no receipt: `/_type` is not there"),
    ] {
        let arguments = ["verify", receipt, "--document", document, "--trace", trace];
        let answer = run_in(&folder, &arguments);
        assert_eq!((answer.status, &*answer.stdout), (2, ""), "{message}: {}", answer.stderr);
        assert!(answer.stderr.contains(message), "{message}: {}", answer.stderr);
    }
    let answer =
        run_in(&folder, &["verify", "r.json", "--document", "p.json", "--trace", "none.json"]);
    assert_eq!(answer.status, 1);
    assert!(answer.stdout.contains("write it with `--trace full`"), "{}", answer.stdout);
    let missing = run_in(&folder, &["verify", "r.json", "--document", "p.json"]);
    assert_eq!(missing.status, 2);
    assert!(missing.stderr.contains("--trace <FILE>"), "{}", missing.stderr);
}
