//! Assumptions on the command line: told before all else, bound, verified, and never law.

use std::fs;

use serde_json::{Value, json as value};

use crate::schema::{problems, validator};
use crate::verify::{assessed, failing, result, verify};
use crate::{golden, json, run};

const BRITISH: &str = "vshorad-british-seeker.json";
const DAY: [&str; 2] = ["--as-of", "2026-11-22"];
const AGREEMENT: &str = "agreement GB from 2026-01-01 like CA";

fn asked(command: &str, file: &str, more: &[&str]) -> crate::Run {
    run(&[&[command, file][..], &DAY, more].concat())
}

/// Every form, each with the words of its sentence in English.
const FORMS: [(&str, &str); 15] = [
    (AGREEMENT, "an agreement with GB is applied from 2026-01-01 on, on the terms of that with CA"),
    (
        "agreement CA ends on 2026-08-31",
        "the agreement with CA is applied up to 2026-08-31 and no longer",
    ),
    ("US gains acceding status on 2026-06-01", "US is an acceding country from 2026-06-01 on"),
    ("US gains candidate status on 2026-06-01", "US is a candidate country from 2026-06-01 on"),
    (
        "US gains potential-candidate status on 2026-06-01",
        "US is a potential candidate from 2026-06-01 on",
    ),
    (
        "US gains partnership on 2026-06-01",
        "US has a Security and Defence Partnership with the Union from 2026-06-01 on",
    ),
    ("AT gains assistance on 2026-06-01", "AT receives financial assistance from 2026-06-01 on"),
    ("GE loses candidate status on 2026-06-01", "GE is no candidate country from 2026-06-01 on"),
    (
        "XK loses potential-candidate status on 2026-06-01",
        "XK is no potential candidate from 2026-06-01 on",
    ),
    (
        "GB loses partnership on 2026-06-01",
        "GB has no Security and Defence Partnership with the Union from 2026-06-01 on",
    ),
    ("PL loses assistance on 2026-06-01", "PL receives no financial assistance from 2026-06-01 on"),
    ("cap 0.30", "the ceiling on components from outside is 30 %"),
    (
        "cap 0.275 from 2026-06-01",
        "the ceiling on components from outside is 27.5 % from 2026-06-01 on",
    ),
    (
        "component-cap.ceiling 0.30 from 2026-06-01",
        "component-cap.ceiling is 0.30 from 2026-06-01 on",
    ),
    ("single-state-window.last_day 2026-11-30", "single-state-window.last_day is 2026-11-30"),
];

#[test]
fn every_form_is_told_in_every_output() {
    let commands = [
        ("assess", "assessment", None),
        ("next", "next", None),
        ("remedy", "remedy", None),
        ("remedy", "break", Some("--break")),
        ("readings", "readings", None),
        ("timeline", "timeline", None),
    ];
    let commands = commands.map(|(command, schema, more)| (command, validator(schema), more));
    for (text, sentence) in FORMS {
        for (command, validator, more) in &commands {
            let assume = ["--assume", text].into_iter().chain(*more).collect::<Vec<_>>();
            let answer = asked(command, BRITISH, &[&assume[..], &["--format", "json"]].concat());
            assert_eq!(answer.stderr, "", "{text}");
            let answer = json(&answer.stdout);
            assert_eq!(problems(validator, &answer), [""; 0], "{command} {more:?} {text}");
            let expected = value!([{ "source": "assumption-1", "text": text }]);
            assert_eq!(answer["assumptions"]["assumed"], expected, "{command}");
            assert_eq!(answer["rules"]["version"], "2026.11.0+assumed");
            for language in ["en", "fr", "de", "pl"] {
                let form = ["--format", "text", "--language", language];
                let answer = asked(command, BRITISH, &[&assume[..], &form].concat()).stdout;
                assert!(answer.starts_with("! ") && !answer.contains('⟦'), "{answer}");
                let told = answer.replace("\n  ", " ").replace('\u{a0}', " ");
                let expected = format!("! Not the law: assumed that {sentence}.\n");
                assert!(language != "en" || told.starts_with(&expected), "{expected}{told}");
            }
        }
        let assume = ["--assume", text];
        let status = run(&[&["status", "GB", "--format", "text"][..], &DAY, &assume].concat());
        assert!(status.stdout.starts_with("! Not the law: assumed that "), "{}", status.stdout);
        let status = run(&[&["status", "GB", "--format", "json"][..], &DAY, &assume].concat());
        assert_eq!(json(&status.stdout)["assumptions"]["assumed"][0]["text"], text);
        for rules in [&["rules"][..], &["rules", "show", "component-cap"]] {
            let rules = run(&[rules, &DAY, &assume].concat());
            assert!(rules.stdout.starts_with("! Not the law: assumed that "), "{}", rules.stdout);
        }
    }
}

#[test]
fn pages_open_with_what_is_assumed() {
    for language in ["en", "fr", "de", "pl"] {
        let arguments = ["--assume", AGREEMENT, "--assume", "cap 0.30", "--language", language];
        for (format, ending) in [("text", "txt"), ("markdown", "md")] {
            let depth = ["--format", format, "--depth", "short"];
            let answer = asked("assess", BRITISH, &[&arguments[..], &depth].concat());
            golden(&format!("assumed/{language}.{ending}"), &answer.stdout);
        }
        let html =
            asked("assess", BRITISH, &[&arguments[..], &["--format", "html"]].concat()).stdout;
        let note = html.find("<div role=\"note\">").unwrap();
        assert!(note < html.find("<header class=\"verdict").unwrap());
        assert_eq!(html.matches("<p class=\"note\"><strong>").count(), 3);
        assert!(!html.contains('⟦'));
    }
    // Where the reasons are told, each step that rests on it names it.
    let full = ["--assume", "cap 0.30", "--format", "text"];
    let answer = asked("assess", BRITISH, &full).stdout;
    assert!(answer.contains("assumed: cap 0.30 [assumption-1: assumed]"), "{answer}");
    let looked_at = "assumption-1 is not the law and was looked at: cap 0.30";
    assert!(answer.contains(looked_at), "{answer}");
    assert!(answer.contains("assumption-1 (assumed): cap 0.30"), "{answer}");
}

#[test]
fn what_is_not_touched_says_so() {
    let arguments = ["--assume", "agreement GB from 2027-01-01 like CA", "--format"];
    let answer = asked("assess", BRITISH, &[&arguments[..], &["text"]].concat()).stdout;
    let told = "! What is assumed changes nothing here: by the law alone the same is said.\n";
    assert!(answer.contains(told), "{answer}");
    assert!(answer.contains("\n✔ ELIGIBLE  PL-2026-0530"), "{answer}");
    for command in ["assess", "next", "readings"] {
        let answer = asked(command, BRITISH, &[&arguments[..], &["json"]].concat()).stdout;
        assert_eq!(json(&answer)["assumptions"]["touched"], false, "{command}");
    }
    // The timeline looks beyond that day.
    let answer = json(&asked("timeline", BRITISH, &[&arguments[..], &["json"]].concat()).stdout);
    assert_eq!(answer["assumptions"]["touched"], true);
    let by_day = answer["by_governing_day"].as_array().unwrap().iter();
    assert!(by_day.clone().any(|period| period["first_day"] == "2027-01-01"), "{answer}");
    let short = ["--to", "2026-12-31", "json"];
    let more = [&arguments[..2], &["--to", short[1], "--format", short[2]]].concat();
    let answer = json(&asked("timeline", BRITISH, &more).stdout);
    assert_eq!(answer["assumptions"]["touched"], false);
    let status = run(&[&["status", "FR", "--format", "json"][..], &DAY, &arguments[..2]].concat());
    assert_eq!(json(&status.stdout)["assumptions"]["touched"], false);
}

#[test]
fn every_problem_of_every_one() {
    let texts = ["agreement UK from 2027-13-01 like CA", "cap 0.35", "Georgia joins"];
    let arguments: Vec<&str> = texts.iter().flat_map(|text| ["--assume", text]).collect();
    let answer = asked("assess", BRITISH, &arguments);
    assert_eq!((answer.status, &*answer.stdout), (2, ""));
    golden("errors/assume.txt", &answer.stderr);
}

type Alteration = fn(&mut Value);

#[test]
fn a_receipt_binds_it_and_verify_lays_it_again() {
    let more = ["--assume", "cap 0.30", "--assume", AGREEMENT, "--sums"];
    let folder = assessed("assumed", BRITISH, &more);
    let receipt = json(&fs::read_to_string(folder.join("r.json")).unwrap());
    assert_eq!(problems(&validator("receipt"), &receipt), [""; 0]);
    assert_eq!(receipt["predicate"]["assumptions"], value!(["cap 0.30", AGREEMENT]));
    let answer = verify(&folder, &[]);
    assert_eq!((answer.status, &*answer.stderr), (0, ""), "{}", answer.stdout);
    assert_eq!(problems(&validator("verification"), &json(&answer.stdout)), [""; 0]);
    assert_eq!(result(&answer, "assumptions"), "holds");
    let text = verify(&folder, &["--format", "text"]).stdout;
    let says =
        "not the law; laid over the rule pack as the assessment says: cap 0.30; agreement GB";
    assert!(text.contains(says), "{text}");

    let path = folder.join("a.json");
    let genuine = json(&fs::read_to_string(&path).unwrap());
    let altered: [(Alteration, &[&str]); 5] = [
        (
            |all| _ = all.as_object_mut().unwrap().remove("assumptions"),
            &["rule-pack", "every-step"],
        ),
        (
            |all| _ = all["assumptions"]["assumed"].as_array_mut().unwrap().pop(),
            &["rule-pack", "every-step"],
        ),
        (|all| all["assumptions"]["assumed"] = value!([]), &["assumptions", "every-step"]),
        (
            |all| all["assumptions"]["assumed"][0]["text"] = "cap thirty".into(),
            &["assumptions", "rule-pack"],
        ),
        (|all| all["assumptions"]["touched"] = false.into(), &["every-step"]),
    ];
    for (alter, checks) in altered {
        let mut all = genuine.clone();
        alter(&mut all);
        fs::write(&path, all.to_string()).unwrap();
        let answer = verify(&folder, &[]);
        assert_eq!(answer.status, 1, "{}", answer.stdout);
        let failing = failing(&answer);
        for check in checks {
            assert!(failing.contains(&(*check).to_owned()), "{check} of {failing:?}");
        }
        assert!(failing.contains(&"assessment".to_owned()), "{failing:?}");
    }
}

#[test]
fn what_is_withheld_is_assumed_all_the_same() {
    let more = ["--assume", "cap 0.30", "--redact", "s.key", "--redacted-document", "d.json"];
    let folder = assessed("assumed-redacted", BRITISH, &more);
    let shown = json(&fs::read_to_string(folder.join("a.json")).unwrap());
    assert_eq!(shown["assumptions"]["assumed"][0]["text"], "cap 0.30");
    fs::copy(folder.join("d.json"), folder.join("p.json")).unwrap();
    let answer = verify(&folder, &[]);
    assert_eq!((answer.status, &*answer.stderr), (0, ""), "{}", answer.stdout);
}

#[test]
fn other_tools_are_told_as_well() {
    let answer = asked("assess", BRITISH, &["--assume", "cap 0.30", "--format", "sarif"]);
    let results = json(&answer.stdout)["runs"][0]["results"].as_array().unwrap().clone();
    assert!(!results.is_empty());
    for result in results {
        let message = result["message"]["text"].as_str().unwrap();
        assert!(message.starts_with("Not the law, assumed: cap 0.30. "), "{message}");
        assert_eq!(result["properties"]["assumptions"], value!(["cap 0.30"]));
        assert_eq!(result["properties"]["touched"], true);
    }
}
