//! Verdicts, exit statuses, several documents.

use std::fmt::Write as _;
use std::io::Read;
use std::process::Stdio;

use crate::{json, program, run, run_with, sample, samples};

const DAY: &[&str] = &["--as-of", "2026-11-22"];
const ELIGIBLE: &str = "iceland-joins.json";
const NOT_ELIGIBLE: &str = "switzerland-joins.json";
const UNDETERMINED: &str = "contract-example.json";

fn assess(arguments: &[&str]) -> crate::Run {
    run(&[&["assess"], arguments, DAY].concat())
}

fn ids(jsonl: &str) -> Vec<String> {
    let id = |line| json(line)["procurement"]["id"].as_str().unwrap().to_owned();
    jsonl.lines().map(id).collect()
}

#[test]
fn the_status_is_that_of_the_worst() {
    for (files, status) in [
        (&[ELIGIBLE][..], 0),
        (&[NOT_ELIGIBLE], 1),
        (&[UNDETERMINED], 3),
        (&[ELIGIBLE, ELIGIBLE], 0),
        (&[UNDETERMINED, ELIGIBLE], 3),
        (&[UNDETERMINED, NOT_ELIGIBLE, ELIGIBLE], 1),
        (&[NOT_ELIGIBLE, "missing.json"], 2),
        (&["portfolio.jsonl"], 1),
    ] {
        assert_eq!(assess(files).status, status, "{files:?}");
    }
}

#[test]
fn every_sample_has_the_verdict_of_its_readme() {
    let readme = sample("README.md");
    let mut count = 0;
    for line in readme.lines().filter(|line| line.starts_with("| `") && line.contains(".json`")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let (file, verdict) = (cells[1].trim_matches('`'), cells[3]);
        let answer = assess(&[file, "--trace", "none"]);
        assert_eq!(json(&answer.stdout)["verdict"], verdict, "{file}");
        count += 1;
    }
    assert_eq!(count, 30);
}

#[test]
fn one_document_is_an_object_and_several_are_an_array() {
    let one = assess(&[ELIGIBLE, "--format", "json"]);
    assert_eq!(json(&one.stdout)["verdict"], "eligible");
    assert!(one.stdout.starts_with("{\n  \"format\"") && one.stdout.ends_with("}\n"));
    let several = assess(&[ELIGIBLE, NOT_ELIGIBLE, "--format", "json"]);
    let several = json(&several.stdout);
    assert_eq!(several[0], json(&one.stdout));
    assert_eq!(several.as_array().unwrap().len(), 2);
    let lines = assess(&["portfolio.jsonl", "--format", "json"]);
    assert_eq!(json(&lines.stdout).as_array().unwrap().len(), 12);
}

#[test]
fn an_array_stays_an_array_where_some_cannot_be_assessed() {
    let some = assess(&["missing.json", ELIGIBLE, "x.csv", "--format", "json"]);
    assert_eq!(json(&some.stdout).as_array().unwrap().len(), 1);
    let none = assess(&["missing.json", "x.csv", "--format", "json"]);
    assert_eq!((none.status, &*none.stdout), (2, "[]\n"));
    let only = assess(&["missing.json", "--format", "json"]);
    assert_eq!((only.status, &*only.stdout), (2, ""));
}

#[test]
fn lines_are_the_default_for_programs() {
    let lines = assess(&["portfolio.jsonl"]);
    assert_eq!(lines.stdout, assess(&["portfolio.jsonl", "--format", "jsonl"]).stdout);
    let expected: Vec<String> = (1..=12).map(|number| format!("PF-{number:02}")).collect();
    assert_eq!(ids(&lines.stdout), expected);
    assert!(lines.stderr.is_empty());
}

#[test]
fn standard_input_may_have_any_form() {
    let (one, other) = (sample(ELIGIBLE), sample(NOT_ELIGIBLE));
    let line = |text: &str| text.replace('\n', " ");
    for (input, count) in [
        (one.clone(), 1),
        (line(&one), 1),
        (format!("[{one},{other}]"), 2),
        (format!("\n\u{a}{}\n\n{}\n", line(&one), line(&other)), 2),
        (format!("\u{feff}{}\r\n{}", line(&one), line(&other)), 2),
        (sample("portfolio.jsonl"), 12),
    ] {
        let answer = run_with(&samples(), &["assess", "-"], input.as_bytes());
        assert_eq!(answer.stdout.lines().count(), count, "{}", answer.stderr);
    }
}

#[test]
fn a_broken_first_line_of_standard_input_is_one_failure() {
    let line = sample("vshorad-british-seeker.json").replace('\n', " ");
    let (broken, _) = line.split_at(200);
    let input = format!("{broken}\n{line}\n{line}\n");
    let answer = run_with(&samples(), &["assess", "-", "--trace", "none"], input.as_bytes());
    assert_eq!(answer.status, 2);
    assert_eq!(ids(&answer.stdout).len(), 2);
    assert_eq!(answer.stderr.lines().count(), 1);
    assert!(answer.stderr.starts_with("-: line 1, column "), "{}", answer.stderr);
    // A byte order mark on a line of its own is blank.
    let input = format!("\u{feff}\n\n{line}\n\n{line}\n");
    let answer = run_with(&samples(), &["assess", "-", "--trace", "none"], input.as_bytes());
    assert_eq!((answer.status, ids(&answer.stdout).len(), &*answer.stderr), (0, 2, ""));
}

#[test]
fn many_documents_come_out_in_the_order_of_the_input() {
    let (mut input, mut expected) = (String::new(), Vec::new());
    for number in 0..3000 {
        let id = format!("N-{number}");
        writeln!(input, r#"{{"format":"safe-procurement/1","id":"{id}"}}"#).unwrap();
        expected.push(id);
    }
    let answer = run_with(&samples(), &["assess", "-", "--trace", "none"], input.as_bytes());
    assert_eq!((answer.status, ids(&answer.stdout)), (3, expected.clone()));
    let array = format!("[{}]", input.trim().replace('\n', ","));
    let answer = run_with(&samples(), &["assess", "-", "--trace", "none"], array.as_bytes());
    assert_eq!(ids(&answer.stdout), expected);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in ["text", "json", "jsonl", "markdown", "html"] {
        let arguments = ["portfolio.jsonl", UNDETERMINED, "--format", format];
        assert_eq!(assess(&arguments).stdout, assess(&arguments).stdout, "{format}");
    }
}

#[test]
fn a_reader_who_leaves_early_is_told_nothing() {
    let mut child = program(&samples())
        .args(["assess", "portfolio.jsonl", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut told = String::new();
    child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert_eq!((&*told, child.wait().unwrap().code()), ("", Some(2)));
}

#[test]
fn options_reach_the_law_and_the_report() {
    let verdict = |options: &[&str]| {
        let file = "vshorad-british-seeker.json";
        json(&run(&[&["assess", file][..], options].concat()).stdout)["verdict"].clone()
    };
    assert_eq!(verdict(&["--as-of", "2026-11-22"]), "eligible");
    assert_eq!(verdict(&["--as-of", "2026-02-13"]), "not-eligible");
    assert_eq!(verdict(&["--as-of", "2026-02-14"]), "undetermined");
    assert_eq!(
        verdict(&["--as-of", "2026-11-22", "--reading", "component-tier=leaves"]),
        "not-eligible"
    );
    assert_eq!(verdict(&["--as-of", "2026-11-22", "--least-evidence", "text"]), "undetermined");
    let rules = crate::workspace().join("rules");
    if crate::run_in(&samples(), &["rules", "check", rules.to_str().unwrap()]).status == 0 {
        assert_eq!(
            verdict(&["--as-of", "2026-11-22", "--rules", rules.to_str().unwrap()]),
            "eligible"
        );
    }

    let shown = |options: &[&str]| {
        let answer = assess(&[&["vshorad-british-seeker.json"][..], options].concat());
        let answer = json(&answer.stdout);
        let steps = answer["trace"]["steps"].as_array().cloned().unwrap_or_default();
        let lines = steps.iter().find_map(|step| step["lines"]["shown"].as_array().map(Vec::len));
        (answer["trace"].is_null(), lines)
    };
    assert_eq!(shown(&[]), (false, Some(11)));
    assert_eq!(shown(&["--lines", "2"]), (false, Some(2)));
    assert_eq!(shown(&["--lines", "all"]), (false, Some(11)));
    assert_eq!(shown(&["--trace", "none"]), (true, None));
}

#[test]
fn without_a_day_it_is_today_and_the_output_says_so() {
    let answer = run(&["assess", ELIGIBLE, "--format", "text"]);
    let day = answer.stdout.lines().find_map(|line| line.trim().strip_prefix("Asked about"));
    let day = day.unwrap().trim().to_owned();
    assert_eq!(json(&run(&["assess", ELIGIBLE]).stdout)["as_of"], *day);
    assert!(*day >= *"2026-01-01", "{day}");
}

#[test]
fn symbols_and_words_do_without_colour() {
    let coloured = |name: &str, value: &str| {
        let mut command = program(&samples());
        command.args(["assess", ELIGIBLE, "--format", "text"]).env(name, value);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    assert!(coloured("CLICOLOR_FORCE", "1").contains("\u{1b}["));
    assert!(!coloured("NO_COLOR", "1").contains('\u{1b}'));
    assert!(coloured("NO_COLOR", "1").starts_with("✔ ELIGIBLE"));
}
