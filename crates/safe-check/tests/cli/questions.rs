//! Questions after the verdict: what to find out next, readings and timelines.

use std::fs;

use serde_json::Value;

use crate::schema::{problems, validator};
use crate::{golden, json, run, run_in, sample, samples};

const DAY: [&str; 2] = ["--as-of", "2026-11-22"];

fn asked(command: &str, file: &str, more: &[&str]) -> crate::Run {
    run(&[&[command, file][..], &DAY, more].concat())
}

fn every_sample() -> Vec<String> {
    let paths = fs::read_dir(samples()).unwrap().map(|entry| entry.unwrap().path());
    let documents =
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    let mut names: Vec<String> =
        documents.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn answers_are_as_their_schemas_say() {
    for command in ["next", "readings", "timeline", "remedy"] {
        let validator = validator(command);
        for name in every_sample() {
            let answer = asked(command, &name, &["--format", "json"]);
            assert_eq!((answer.status, &*answer.stderr), (0, ""), "{name}");
            assert_eq!(problems(&validator, &json(&answer.stdout)), [""; 0], "{command} {name}");
        }
    }
    let (remedy, assessment) = (validator("remedy"), validator("assessment"));
    for name in every_sample() {
        let answer = asked("remedy", &name, &["--format", "json", "--break"]);
        assert_eq!((answer.status, &*answer.stderr), (0, ""), "{name}");
        assert_eq!(problems(&validator("break"), &json(&answer.stdout)), [""; 0], "{name}");
        let answer = json(&asked("remedy", &name, &["--format", "json"]).stdout);
        assert_eq!(problems(&remedy, &answer), [""; 0], "{name}");
        for one in answer["answers"].as_array().unwrap() {
            assert_eq!(problems(&assessment, &one["assessment"]), [""; 0], "{name}");
            assert_eq!(one["assessment"]["verdict"], one["verdict"], "{name}");
        }
    }
    let validator = validator("timeline");
    let known = ["--format", "json", "--known-at", "2026-02-14"];
    let answer = json(&asked("timeline", "contract-example.json", &known).stdout);
    assert_eq!(problems(&validator, &answer), [""; 0]);
    assert_eq!(answer["known_at"], "2026-02-14");
    assert!(!answer["left_out"].as_array().unwrap().is_empty());
}

#[test]
fn answers_speak_four_languages() {
    for command in ["next", "readings", "timeline", "remedy"] {
        for name in every_sample() {
            for language in ["en", "fr", "de", "pl"] {
                let options = ["--format", "text", "--language", language];
                let options = if command == "timeline" {
                    [&options[..], &["--known-at", "2026-02-14"]].concat()
                } else {
                    options.to_vec()
                };
                let answer = asked(command, &name, &options);
                assert_eq!((answer.status, &*answer.stderr), (0, ""), "{name}");
                assert!(!answer.stdout.contains('⟦'), "{command} {name}: {}", answer.stdout);
            }
        }
    }
    for command in ["next", "readings", "timeline", "remedy"] {
        let polish = ["--format", "text", "--language", "pl"];
        let settled = "vshorad-british-seeker.json";
        let name = match command {
            "next" => "contract-example.json",
            "remedy" => "joint-venture-partly-israeli-owned.json",
            _ => settled,
        };
        let answer = asked(command, name, &polish);
        golden(&format!("questions/{command}-pl.txt"), &answer.stdout);
    }
}

#[test]
fn another_reading_brings_about_what_was_told() {
    for name in every_sample() {
        let answer = json(&asked("readings", &name, &["--format", "json"]).stdout);
        for way in answer["brought_about"].as_array().unwrap() {
            for set in way["sets"].as_array().unwrap().iter().take(5) {
                let choices: Vec<String> = set["readings"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|one| {
                        let text = |member: &str| one[member].as_str().unwrap().to_owned();
                        format!("--reading={}={}", text("reading"), text("to"))
                    })
                    .collect();
                let mut arguments = vec!["--format", "json", "--trace", "none"];
                arguments.extend(choices.iter().map(String::as_str));
                let assessed = json(&asked("assess", &name, &arguments).stdout);
                assert_eq!(assessed["verdict"], way["verdict"], "{name} {choices:?}");
            }
        }
    }
}

#[test]
fn an_assessment_says_on_which_readings_it_depends_where_asked() {
    let name = "vshorad-british-seeker.json";
    let plain = asked("assess", name, &["--format", "json"]).stdout;
    let asked_for = asked("assess", name, &["--format", "json", "--depends-on-readings"]).stdout;
    assert!(json(&plain).get("depends_on_readings").is_none());
    let assessment = json(&asked_for);
    assert_eq!(problems(&validator("assessment"), &assessment), [""; 0]);
    let readings = json(&asked("readings", name, &["--format", "json"]).stdout);
    assert_eq!(assessment["depends_on_readings"], readings["depends_on_readings"]);
    let text = asked("assess", name, &["--format", "text", "--depends-on-readings"]).stdout;
    assert!(text.contains("\n  Depends on readings  "), "{text}");
}

#[test]
fn tables_and_lists_are_asked_about_too() {
    let list = run_in(&samples(), &["readings", "portfolio.jsonl"]);
    assert_eq!((list.status, &*list.stdout), (2, ""));
    assert!(list.stderr.contains("several documents, where one is asked about"), "{}", list.stderr);
    let broken = sample("contract-example.json").replace("\"PL\"", "\"Poland\"");
    let folder = crate::folder("asked", &[("broken.json", &broken), ("bom.csv", BILL)]);
    let refused = run_in(&folder, &["timeline", "broken.json"]);
    assert_eq!((refused.status, &*refused.stdout), (2, ""));
    assert!(refused.stderr.contains("/contractors/0/established_in"), "{}", refused.stderr);
    for command in ["next", "readings", "timeline", "remedy"] {
        let answer = run_in(&folder, &[command, "bom.csv", "--as-of", "2026-11-22"]);
        assert_eq!(answer.status, 0, "{}", answer.stderr);
        assert_eq!(json(&answer.stdout)["procurement"]["sha256"], serde_json::Value::Null);
    }
}

const BILL: &str = "id,description,quantity,unit_cost,currency,origin\n1,Hull,1,70,EUR,PL\n";

#[test]
fn what_would_end_eligibility_is_told_in_four_languages() {
    for name in every_sample() {
        for language in ["en", "fr", "de", "pl"] {
            let options = ["--break", "--format", "text", "--language", language];
            let answer = asked("remedy", &name, &options);
            assert_eq!((answer.status, &*answer.stderr), (0, ""), "{name}");
            assert!(!answer.stdout.contains('⟦'), "{name}: {}", answer.stdout);
        }
    }
    let options = ["--break", "--format", "text", "--language", "pl"];
    let answer = asked("remedy", "vshorad-british-seeker.json", &options);
    golden("questions/break-pl.txt", &answer.stdout);
}

#[test]
fn what_is_to_be_kept_has_to_be_there() {
    let name = "ifv-a-cent-over.json";
    let refused = asked("remedy", name, &["--keep", "12", "--keep", "x", "--keep", "y"]);
    let help = "give the id of a line, a contractor, a subcontractor or an end product, \
                or the code of a State that takes part";
    let each = ["x", "y"]
        .map(|id| format!("{name}: --keep {id}: nothing in the procurement has this id; {help}\n"));
    assert_eq!((refused.status, &*refused.stdout), (2, ""));
    assert_eq!(refused.stderr, each.concat());
}

#[test]
fn alternatives_are_chosen_from_a_table() {
    let table = "../tables/alternatives.csv";
    let more = ["--alternatives", table];
    let answer = run_in(
        &samples(),
        &[&["remedy", "ifv-a-cent-over.json", "--format", "json"], &DAY[..], &more].concat(),
    );
    assert_eq!((answer.status, &*answer.stderr), (0, ""));
    let answer = json(&answer.stdout);
    assert_eq!(problems(&validator("remedy"), &answer), [""; 0]);
    let bytes = fs::read(samples().join(table)).unwrap();
    let digest = safe_eligibility::model::procurement::Digest::of(&bytes).to_string();
    let given = serde_json::json!({
        "file": table, "sha256": digest, "given": 5, "passed_over": 0, "enough": true,
    });
    assert_eq!(answer["alternatives"], given);
    let all = answer["answers"].as_array().unwrap();
    let found = all.last().unwrap();
    assert_eq!(found["measures"], serde_json::json!(["least-extra-price"]));
    assert_eq!((&found["extra_price"], &found["minimal"]), (&"5000.00".into(), &"proven".into()));
    assert_eq!(found["assessment"]["verdict"], "eligible");
    let proof = &found["certificate"]["lines"][0]["tests"][0];
    assert_eq!(
        (&proof["extra_price"], &proof["extra_at_least"]),
        (&"5000.00".into(), &"5000.00".into())
    );
    assert_eq!(found["changes"][0]["alternative"]["supplier"], "Example Radio sp. z o.o.");
    for language in ["en", "fr", "de", "pl"] {
        for name in ["ifv-a-cent-over.json", "contract-example.json"] {
            let options = [&more[..], &["--format", "text", "--language", language]].concat();
            let answer = run_in(&samples(), &[&["remedy", name], &DAY[..], &options].concat());
            assert!(!answer.stdout.contains('⟦'), "{name}: {}", answer.stdout);
        }
    }
    let broken = run_in(&samples(), &["remedy", "x.json", "--break", "--alternatives", table]);
    assert_eq!(broken.status, 2);
}

#[test]
fn alternatives_are_the_same_from_every_form_of_table() {
    let table = fs::read_to_string(samples().join("../tables/alternatives.csv")).unwrap();
    let mut lines = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let rows: Vec<_> = lines.collect();
    let objects = rows.iter().map(|row| {
        let cells = head.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        cells.map(|(name, cell)| ((*name).to_owned(), Value::from(*cell))).collect()
    });
    let objects = Value::Array(objects.map(Value::Object).collect()).to_string();
    let document = sample("ifv-a-cent-over.json");
    let files = [("a.csv", &*table), ("a.json", &objects), ("d.json", &document)];
    let folder = crate::folder("forms-of-alternatives", &files);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (at, row) in (0u32..).zip(std::iter::once(&head).chain(&rows)) {
        for (column, cell) in (0u16..).zip(row) {
            // Costs are numbers there, as people have them.
            match cell.strip_suffix(".00").map(str::parse::<u32>) {
                Some(Ok(euro)) => sheet.write(at, column, euro).unwrap(),
                Some(Err(_)) | None => sheet.write(at, column, *cell).unwrap(),
            };
        }
    }
    workbook.save(folder.join("a.xlsx")).unwrap();
    let answers = ["a.csv", "a.json", "a.xlsx"].map(|table| {
        let options = ["remedy", "d.json", "--alternatives", table, "--format", "json"];
        let answer = run_in(&folder, &[&options[..], &DAY].concat());
        assert_eq!((answer.status, &*answer.stderr), (0, ""), "{table}");
        json(&answer.stdout)
    });
    let [first, others @ ..] = &answers;
    assert_eq!(first["alternatives"]["given"], rows.len());
    for other in others {
        let without_places = |answer: &Value| {
            let found = answer["answers"].as_array().unwrap().last().unwrap().clone();
            let price = found["extra_price"].clone();
            let changes = found["changes"].as_array().unwrap().iter().map(|change| {
                let taken = &change["alternative"];
                [&change["id"], &change["from"], &change["to"], &taken["supplier"]]
                    .map(Clone::clone)
            });
            (price, changes.collect::<Vec<_>>(), found["minimal"].clone())
        };
        assert_eq!(without_places(other), without_places(first));
    }
}

#[test]
fn alternatives_that_are_not_enough_are_said_to_be_so() {
    let rows = "id,origin,unit_cost,currency\n12,US,90000,EUR\n12,RU,1,EUR\n13,DE,1,EUR\n";
    let document = sample("ifv-a-cent-over.json");
    let folder = crate::folder("not-enough", &[("a.csv", rows), ("d.json", &document)]);
    let options = ["remedy", "d.json", "--alternatives", "a.csv", "--keep", "13", "--format"];
    let told = |format| run_in(&folder, &[&options[..], &[format], &DAY[..]].concat());
    let text = told("text").stdout;
    assert!(text.contains("\nAlternatives\n"), "{text}");
    let answer = json(&told("json").stdout);
    assert_eq!(problems(&validator("remedy"), &answer), [""; 0]);
    assert_eq!(answer["alternatives"]["given"], 3);
}

#[test]
fn every_problem_of_a_table_of_alternatives_is_told_at_once() {
    let rows = "Alternatives for the vehicle\nid,origin,unit cost,currency\n\
                12,CZ,-5,EUR\n99,CZ,7,USD\n,Atlantis,abc,euro\n12,CZ,7 EUR,EUR\n10,CZ,7,\n";
    let document = sample("ifv-a-cent-over.json");
    let folder = crate::folder(
        "alternatives",
        &[
            ("a.csv", rows),
            ("d.json", &document),
            ("b.csv", "a,b\n1,2\n"),
            ("c.csv", "id,origin,unit_cost,id\n1,PL,2,1\n"),
        ],
    );
    let refused = |table: &str| {
        let refused = run_in(&folder, &["remedy", "d.json", "--alternatives", table]);
        assert_eq!((refused.status, &*refused.stdout), (2, ""));
        refused.stderr
    };
    let all = [refused("a.csv"), refused("b.csv"), refused("c.csv")].concat();
    golden("questions/alternatives.txt", &all);
}

#[test]
fn days_that_make_no_span_are_refused() {
    let name = "contract-example.json";
    let refused = asked("timeline", name, &["--from", "2026-02-02", "--to", "2026-02-01"]);
    assert_eq!((refused.status, &*refused.stdout), (2, ""));
    let last = "the last day 2026-02-01 is before the first, 2026-02-02; \
                correct `--from` or `--to`\n";
    assert_eq!(refused.stderr, last);
    let refused = asked("timeline", name, &["--known-at", "2025-05-27"]);
    let early = "--known-at: no rule was public on 2025-05-27; \
                 ask about what was known on 2025-05-28 or later\n";
    assert_eq!((refused.status, &*refused.stderr), (2, early));
}
