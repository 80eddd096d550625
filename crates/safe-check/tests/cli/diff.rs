//! `diff`: two documents, and portfolios under another law.

use serde_json::Value;

use crate::report::faults_of;
use crate::schema::{problems, validator};
use crate::{folder, golden, json, run, run_in, sample, samples};

const OTHER_DAY: [&str; 4] = ["--as-of", "2026-02-01", "--to-as-of", "2026-11-22"];
const OTHER_READING: [&str; 4] = ["--as-of", "2026-11-22", "--to-reading", "component-tier=leaves"];
const ASSUMED: [&str; 4] =
    ["--as-of", "2027-02-01", "--to-assume", "agreement GB from 2027-01-01 like CA"];
const PAIR: [&str; 5] = [
    "diff",
    "aew-canadian-airframe-before.json",
    "aew-canadian-airframe-after.json",
    "--as-of",
    "2026-11-22",
];

fn asked(parts: &[&[&str]]) -> crate::Run {
    run(&parts.concat())
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(json).collect()
}

#[test]
fn answers_are_as_their_schema_says() {
    let validator = validator("diff");
    let pair = asked(&[&PAIR, &["--format", "json"]]);
    assert_eq!((pair.status, &*pair.stderr), (0, ""));
    assert_eq!(problems(&validator, &json(&pair.stdout)), [""; 0]);
    for other in [OTHER_DAY, OTHER_READING, ASSUMED] {
        let rows = asked(&[&["diff", ".", "--format", "jsonl", "--all"], &other]);
        assert_eq!((rows.status, &*rows.stderr), (0, ""));
        for line in rows.stdout.lines() {
            assert_eq!(problems(&validator, &json(line)), [""; 0], "{line}");
        }
        let whole = asked(&[&["diff", ".", "--format", "json"], &other]);
        let whole = json(&whole.stdout);
        assert_eq!(problems(&validator, &whole), [""; 0]);
        let moved = whole["comparisons"].as_array().unwrap().len();
        assert_eq!(whole["summary"]["moved"], moved);
        assert!(moved > 0);
    }
}

#[test]
fn a_portfolio_says_what_each_says_by_itself() {
    for other in [OTHER_DAY, OTHER_READING] {
        let rows = lines(&asked(&[&["diff", ".", "--format", "jsonl", "--all"], &other]).stdout);
        let (summary, rows) = rows.split_last().unwrap();
        assert_eq!(summary["procurements"], rows.len());
        let mut moved = 0;
        for row in rows {
            let diff = &row["diff"];
            let is_moved = !diff["moved"].as_array().unwrap().is_empty();
            moved += usize::from(is_moved);
            let input = row["input"].as_str().unwrap();
            if input.contains(", line ") {
                continue;
            }
            let alone = asked(&[&["diff", input, "--format", "json"], &other]);
            assert_eq!(json(&alone.stdout), *diff, "{input}");
        }
        assert_eq!(summary["moved"], moved);
        let told: Vec<&Value> =
            rows.iter().filter(|row| row["diff"]["moved"] != Value::Array(Vec::new())).collect();
        let only = lines(&asked(&[&["diff", ".", "--format", "jsonl"], &other]).stdout);
        assert_eq!(only.iter().take(only.len() - 1).collect::<Vec<_>>(), told);
    }
}

#[test]
fn what_is_told_for_reading_does_not_change() {
    golden("diff/pair.txt", &asked(&[&PAIR, &["--format", "text"]]).all());
    golden("diff/pair-pl.txt", &asked(&[&PAIR, &["--format", "text", "--language", "pl"]]).all());
    let portfolio = ["diff", "."];
    golden("diff/portfolio.txt", &asked(&[&portfolio, &OTHER_DAY, &["--format", "text"]]).all());
    golden("diff/portfolio.csv", &asked(&[&portfolio, &OTHER_DAY, &["--format", "csv"]]).all());
}

#[test]
fn answers_speak_four_languages() {
    for language in ["en", "fr", "de", "pl"] {
        let options = ["--format", "text", "--language", language];
        let both =
            ["--with", "vshorad-british-seeker.json", "--to-reading", "share-bounds=exclusive"];
        let answers = [
            asked(&[&PAIR, &options]),
            asked(&[&["diff", "contract-example.json"], &OTHER_DAY, &options]),
            asked(&[&["diff", "."], &OTHER_DAY, &options]),
            asked(&[&["diff", "contract-example.json"], &both, &OTHER_DAY, &options]),
        ];
        for answer in answers {
            assert_eq!((answer.status, &*answer.stderr), (0, ""));
            assert!(!answer.stdout.contains('⟦'), "{}", answer.stdout);
        }
    }
}

#[test]
fn one_bad_document_is_a_row_of_problems_and_stops_nothing() {
    let good = sample("tactical-radios-from-canada.json");
    let broken = sample("contract-example.json").replace("\"PL\"", "\"Poland\"");
    let files = [("a.json", &*good), ("b.json", &broken), ("c/d.json", &good)];
    let folder = folder("diff-broken", &files);
    let run = |format: &str| {
        let asked = ["diff", ".", "missing.json", "--format", format];
        run_in(&folder, &[&asked[..], &OTHER_DAY].concat())
    };
    let answer = run("jsonl");
    assert_eq!(answer.status, 2);
    let rows = lines(&answer.stdout);
    let validator = validator("diff");
    for row in &rows {
        assert_eq!(problems(&validator, row), [""; 0]);
    }
    let inputs: Vec<&str> = rows.iter().filter_map(|row| row["input"].as_str()).collect();
    assert_eq!(inputs, ["./a.json", "./b.json", "./c/d.json", "missing.json"]);
    let problem = rows[1]["problems"][0].as_str().unwrap();
    assert!(problem.contains("/participating_states/0/country"), "{problem}");
    assert!(answer.stderr.contains("/participating_states/0/country"), "{}", answer.stderr);
    assert_eq!((&rows[4]["moved"], &rows[4]["failed"]), (&2.into(), &2.into()));
    let table = run("csv");
    assert_eq!(table.status, 2);
    assert_eq!(table.stdout.lines().next().unwrap(), HEAD);
    assert!(table.stdout.contains("\nmissing.json,,,,,,,,,"), "{}", table.stdout);
    let whole = json(&run("json").stdout);
    assert_eq!(whole["comparisons"].as_array().unwrap().len(), 4);
    let text = run("text");
    assert!(text.stdout.contains("4 procurements: 2 moved, 0 unchanged, 2 could not be compared"));
}

const HEAD: &str = "input,id,before,after,moved,findings,because_of,proof,needed,assumed,problems";

#[test]
fn a_table_has_its_columns_even_without_rows() {
    let same = ["--as-of", "2026-11-22", "--to-as-of", "2026-11-22"];
    let table = asked(&[&["diff", ".", "--format", "csv"], &same]);
    assert_eq!((table.status, &*table.stdout), (0, &*format!("{HEAD}\n")));
    let whole = json(&asked(&[&["diff", ".", "--format", "json"], &same]).stdout);
    assert_eq!(problems(&validator("diff"), &whole), [""; 0]);
    assert_eq!(whole["comparisons"], Value::Array(Vec::new()));
}

#[test]
fn two_bills_by_themselves_are_compared() {
    let head = "id,description,quantity,unit_cost,currency,origin\n";
    let old = format!("{head}1,Hull,1,70,EUR,PL\n2,Sight,1,20,EUR,US\n");
    let new = format!("{head}0,Plate,1,1,EUR,PL\n1,Hull,1,70,EUR,PL\n2,Sight,3,20,EUR,US\n");
    let folder = folder("diff-bills", &[("old.csv", &old), ("new.csv", &new)]);
    let answer = run_in(&folder, &["diff", "old.csv", "new.csv", "--as-of", "2026-11-22"]);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    let diff = json(&answer.stdout);
    assert_eq!(problems(&validator("diff"), &diff), [""; 0]);
    let members =
        |of: &Value| (of["change"].clone(), of["owner"]["id"].clone(), of["member"].clone());
    let differences = diff["differences"].as_array().unwrap();
    let lines: Vec<_> =
        differences.iter().filter(|one| one["owner"]["kind"] == "component").collect();
    assert_eq!(lines.len(), 2, "{differences:?}");
    assert_eq!(members(lines[0]), ("changed".into(), "2".into(), "quantity".into()));
    assert_eq!(members(lines[1]), ("added".into(), "0".into(), Value::Null));
}

#[test]
fn a_report_on_the_second_document_says_what_moved() {
    for language in ["en", "fr", "de", "pl"] {
        let page = asked(&[&PAIR, &["--format", "html", "--language", language]]);
        assert_eq!((page.status, &*page.stderr), (0, ""));
        assert_eq!(faults_of(&page.stdout), [""; 0], "{language}");
    }
    let markdown = asked(&[&PAIR, &["--format", "markdown"]]);
    let [_, _, second, day @ ..] = PAIR;
    let plain = asked(&[&["assess", second], &day, &["--format", "markdown"]]).stdout;
    let (before, rest) = markdown.stdout.split_once("## What changed – ").unwrap();
    assert!(plain.starts_with(before), "{before}");
    let (moved, sources) = rest.split_once("\n## Sources").unwrap();
    assert!(plain.ends_with(sources), "{sources}");
    golden("diff/moved.md", moved);
    let treaty = ["--format", "markdown", "--to-assume", "agreement GB from 2026-01-01 like CA"];
    let assumed = asked(&[&["diff", second, "--with", second], &day, &treaty]).stdout;
    assert!(assumed.contains("Second side: Not the law"), "{assumed}");
    // One that cannot be read is told, and no page is begun.
    let broken = folder("diff/page", &[("a.json", "{"), ("b.json", "{}")]);
    let refused = run_in(&broken, &["diff", "a.json", "b.json", "--format", "html"]);
    assert_eq!((refused.status, &*refused.stdout), (2, ""));
    assert!(refused.stderr.contains("a.json") && refused.stderr.contains("b.json"));
}

#[test]
fn what_cannot_be_compared_is_refused_with_what_to_do() {
    let one = "contract-example.json";
    let refused = |arguments: &[&str], message: &str| {
        let run = run_in(&samples(), arguments);
        assert_eq!((run.status, &*run.stdout, &*run.stderr), (2, "", message));
    };
    let two = "1 where two documents are compared; give two, or one and `--with`, or say under which \
               other law any number of them is looked at: `--to-as-of`, `--to-rules`, \
               `--to-reading` or `--to-assume`\n";
    refused(&["diff", one], two);
    refused(&["diff", one, one, one], &two.replacen('1', "3", 1));
    refused(
        &["diff", one, "--to-as-of", "2026-11-22", "--format", "html"],
        "--format: a report tells of two documents; give two, or one and `--with`, or ask for \
         `text`, `json`, `jsonl` or `csv`\n",
    );
    refused(
        &["diff", one, one, "--with", one],
        "--with: 2 inputs to compare with one; give one input\n",
    );
    refused(
        &["diff", one, "--to-reading", "component-tier=roots"],
        "--to-reading: `roots` is no option of `component-tier`; choose `first-tier` or `leaves`\n",
    );
    let several = run(&["diff", one, "portfolio.jsonl"]);
    assert_eq!((several.status, &*several.stdout), (2, ""));
    let message = "portfolio.jsonl: several documents, where one is meant";
    assert!(several.stderr.starts_with(message), "{}", several.stderr);
}

#[test]
fn a_second_reading_takes_the_place_of_the_first() {
    let first = ["--reading", "share-bounds=exclusive", "--reading", "component-tier=first-tier"];
    let both =
        asked(&[&["diff", "contract-example.json", "--format", "json"], &first, &OTHER_READING]);
    let diff = json(&both.stdout);
    let readings = |side: &str, id: &str| diff[side]["readings"][id].clone();
    assert_eq!(readings("before", "component-tier"), "first-tier");
    assert_eq!(readings("after", "component-tier"), "leaves");
    assert_eq!(readings("after", "share-bounds"), "exclusive");
}

#[test]
fn what_is_assumed_on_one_side_is_told_in_every_form() {
    let text = "agreement GB from 2027-01-01 like CA";
    let rows = lines(&asked(&[&["diff", ".", "--format", "jsonl"], &ASSUMED]).stdout);
    let (summary, rows) = rows.split_last().unwrap();
    assert_eq!(summary["assumptions"], serde_json::json!({"before": [], "after": [text]}));
    assert!(!rows.is_empty());
    for row in rows {
        assert!(row["diff"]["before"]["assumptions"].is_null());
        assert_eq!(row["diff"]["after"]["assumptions"], serde_json::json!([text]));
        let moved = row["diff"].to_string();
        assert!(moved.contains("agreements/GB"), "{moved}");
    }
    let table = asked(&[&["diff", ".", "--format", "csv"], &ASSUMED]).stdout;
    assert_eq!(table.matches(&format!(",after: {text},")).count(), rows.len(), "{table}");
    let told = asked(&[&["diff", ".", "--format", "text"], &ASSUMED]).stdout;
    assert!(
        told.contains(
            "Second side: Not the law: assumed that an agreement with GB is applied from 2027-01-01"
        ),
        "{told}"
    );
    // Assumed on both sides, nothing moves, and it is told once.
    let both = ["--as-of", "2027-02-01", "--assume", text, "--to-as-of", "2027-02-02"];
    let same = asked(&[&["diff", ".", "--format", "text"], &both]).stdout;
    assert_eq!(same.matches("Not the law").count(), 1, "{same}");
    assert!(!same.contains("side: Not the law"), "{same}");
}

#[test]
fn law_is_told_as_it_was_tried() {
    // The first is not signed, the second is, while the agreement with Canada is applied.
    let options = ["--as-of", "2026-11-22", "--to-as-of", "2026-02-01"];
    let both = ["diff", "vshorad-british-seeker.json", "--with", "ifv-a-cent-over.json"];
    let diff = json(&asked(&[&both, &options, &["--format", "json"]]).stdout);
    assert_eq!(problems(&validator("diff"), &diff), [""; 0]);
    let differences = diff["differences"].as_array().unwrap();
    let laws = differences.iter().filter(|one| one["of"] == "law");
    for law in laws.clone() {
        assert_ne!(law["before"], law["after"], "{law}");
    }
    let agreement = laws.clone().find(|law| law["part"] == "agreements/CA").unwrap();
    assert_eq!(agreement["signed_as"], "first");
    let text = asked(&[&both, &options, &["--format", "text", "--language", "de"]]).stdout;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let told =
        "(beide Rechtslagen für einen Vertrag, der wie auf der ersten Seite unterzeichnet ist)";
    assert!(words.contains(told), "{text}");
}

#[test]
fn a_rule_that_is_edited_is_told_by_what_is_different() {
    let assumed = ["--as-of", "2026-11-22", "--to-assume", "component-cap.ceiling 0.30"];
    let told = |format| {
        asked(&[&["diff", "ifv-exactly-35-percent.json"], &assumed, &["--format", format]]).stdout
    };
    let diff = json(&told("json"));
    assert_eq!(problems(&validator("diff"), &diff), [""; 0]);
    let value = |side: &str| diff["differences"][0][side]["value"].clone();
    let place = "condition/share-at-most/ceiling";
    assert_eq!(
        (value("before"), value("after")),
        (format!("{place}: 0.35").into(), format!("{place}: 0.30").into())
    );
    assert!(
        told("text").contains(&format!("the rule component-cap, edited: {place}: 0.35 before"))
    );
}
