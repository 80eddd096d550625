//! What is said when something is wrong, in full.

use crate::{Run, folder, golden, run, run_in, run_with};

const SOUND: &str = r#"{"format":"safe-procurement/1","id":"SOUND"}"#;

fn check(name: &str, run: &Run) {
    golden(&format!("errors/{name}.txt"), &run.all());
}

#[test]
fn problems_of_a_document() {
    let broken = r#"{
  "format": "safe-procurement/1",
  "id": "BROKEN",
  "contract": { "signed_on": "2026-02-30", "value": 1200.50 },
  "contractors": [
    { "id": "prime", "established_in": "UK", "controllers": [ { "country": "EL" } ] },
    { "name": "No id" }
  ],
  "end_products": [
    { "id": "x", "kind": "weapon", "components": [
      { "id": "1", "quantity": "0", "unit_cost": "-1", "currency": "EUR", "orgin": "PL" },
      { "id": "1", "quantity": "1", "unit_cost": "5", "parent": "9", "supplier": "nobody" }
    ] }
  ]
}
"#;
    let folder = folder("problems", &[("broken.json", broken)]);
    check("problems", &run_in(&folder, &["assess", "broken.json", "--as-of", "2026-11-22"]));
}

#[test]
fn places_in_lists_and_lines() {
    let list = format!("[\n{SOUND},\n{{\"format\":\"safe-procurement/2\",\"id\":\"OTHER\"}}\n]\n");
    let lines = format!(
        "{SOUND}\n\n{{\"format\":\"safe-procurement/1\",\"contractors\":[]}}\n{{\n{SOUND}\n"
    );
    let files = [("list.json", &*list), ("lines.jsonl", &lines), ("sound.json", SOUND)];
    let folder = folder("places", &files);
    let day = ["--trace", "none", "--as-of", "2026-11-22"];
    let arguments = ["assess", "list.json", "lines.jsonl", "sound.json"];
    let answer = run_in(&folder, &[&arguments[..], &day].concat());
    assert_eq!(answer.stdout.lines().count(), 4);
    check("places", &Run { stdout: String::new(), ..answer });
}

#[test]
fn text_that_is_no_json() {
    let files = [
        ("cut.json", "{\"format\": \"safe-procurement/1\",\n  \"id\": \"CUT\",\n"),
        ("empty.json", ""),
        ("empty.jsonl", "\n\n"),
        ("none.json", "[]"),
        ("prose.json", "Dear Sir or Madam,\n"),
    ];
    let folder = folder("no-json", &files);
    let mut arguments = vec!["assess"];
    arguments.extend(files.iter().map(|(name, _)| *name));
    check("no-json", &run_in(&folder, &arguments));
}

#[test]
fn files_that_are_not_read() {
    let folder = folder("not-read", &[("bill.pdf", "%PDF"), ("bill", "{}")]);
    let arguments = ["assess", "bill.pdf", "bill", "missing.XLSX", "missing.json", "missing.jsonl"];
    check("not-read", &run_in(&folder, &arguments));
}

#[test]
fn readings_and_rule_packs() {
    let sample = "iceland-joins.json";
    let readings = ["--reading", "component-tier=roots", "--reading", "share-bound=inclusive"];
    check("readings", &run(&[&["assess", sample][..], &readings].concat()));
    let folder = folder("broken-pack", &[("pack.json", "{}\n"), ("sources.json", "[\n")]);
    std::fs::write(folder.join(sample), crate::sample(sample)).unwrap();
    let broken = run_in(&folder, &["assess", sample, "--rules", "."]);
    assert!(broken.stdout.is_empty());
    check("rules", &broken);
    check("no-rules", &run_in(&folder, &["assess", sample, "--rules", "nowhere"]));
}

#[test]
fn usage() {
    let sample = "iceland-joins.json";
    for arguments in [
        &["assess"][..],
        &["assess", sample, "--as-of", "2026-02-30"],
        &["assess", sample, "--least-evidence", "rumour"],
        &["assess", sample, "--lines", "some"],
        &["assess", sample, "--depth", "deep"],
        &["assess", sample, "--language", "it"],
        &["assess", sample, "--format", "pdf"],
        &["status", "UK"],
        &["status", "EL"],
        &["rules", "show", "component-cpa"],
        &["rules", "show", "component-cap", "--as-of", "x"],
    ] {
        let answer = run(arguments);
        assert_eq!((answer.status, &*answer.stdout), (2, ""), "{arguments:?}");
        assert!(!answer.stderr.is_empty());
    }
    assert!(run(&["status", "UK"]).stderr.contains("`GB`"));
    assert!(run(&["status", "EL"]).stderr.contains("`GR`"));
    assert!(run(&["rules", "show", "component-cpa"]).stderr.contains("`component-cap`"));
    assert_eq!((run(&["--help"]).status, run(&["--version"]).status), (0, 0));
}

#[test]
fn figures_too_long_to_reckon_with_are_no_verdict() {
    let most = "999999999999999.9999999999";
    let mut lines = vec![format!(r#"{{"id":"0","quantity":"{most}"}}"#)];
    lines.extend((1..12_000).map(|line| {
        let parent = line - 1;
        format!(r#"{{"id":"{line}","parent":"{parent}","quantity":"{most}"}}"#)
    }));
    let cost = r#""unit_cost":"1.01","currency":"EUR","origin":"PL""#;
    lines.push(format!(r#"{{"id":"last","parent":"11999","quantity":"1",{cost}}}"#));
    let lines = lines.join(",");
    let product = format!(r#"{{"id":"x","kind":"defence-product","components":[{lines}]}}"#);
    let text =
        format!(r#"{{"format":"safe-procurement/1","id":"LONG","end_products":[{product}]}}"#);
    let answer = run_with(&crate::samples(), &["assess", "-"], text.as_bytes());
    assert_eq!((answer.status, &*answer.stdout), (2, ""));
    assert!(answer.stderr.starts_with("-: the exact cost at `/end_products/0/components/"));
    assert!(answer.stderr.contains("too many digits"), "{}", answer.stderr);
}
