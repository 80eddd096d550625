//! What is said of the law itself.

use crate::{golden, json, run};

#[test]
fn the_status_of_a_country() {
    let core = |country: &str| {
        let answer = run(&["status", country, "--as-of", "2026-11-22"]);
        let answer = json(&answer.stdout);
        (
            answer["class"].clone(),
            answer["core"]["outcome"].clone(),
            answer["may_participate"]["outcome"].clone(),
        )
    };
    assert_eq!(core("PL"), ("member-state".into(), "met".into(), "met".into()));
    assert_eq!(core("NO"), ("eea-efta-state".into(), "met".into(), "met".into()));
    assert_eq!(core("UA"), ("ukraine".into(), "met".into(), "met".into()));
    assert_eq!(core("GB"), (serde_json::Value::Null, "not-met".into(), "met".into()));
    assert_eq!(core("CH"), (serde_json::Value::Null, "not-met".into(), "not-met".into()));
    let stalled =
        ["status", "GE", "--as-of", "2026-11-22", "--reading", "stalled-accession=does-not-count"];
    assert_eq!(json(&run(&stalled).stdout)["may_participate"]["outcome"], "not-met");
}

#[test]
fn the_status_for_reading() {
    for (country, day) in [
        ("CA", "2026-03-10"),
        ("CA", "2026-11-22"),
        ("GE", "2026-11-22"),
        ("AX", "2026-11-22"),
        ("GB", "2026-11-22"),
    ] {
        let answer = run(&["status", country, "--as-of", day, "--format", "text"]);
        assert_eq!((answer.status, &*answer.stderr), (0, ""));
        golden(&format!("status/{country}-{day}.txt"), &answer.stdout);
    }
}

#[test]
fn what_was_asked_for_explored_or_negotiated_in_vain() {
    let approaches = |country: &str, day: &str| {
        json(&run(&["status", country, "--as-of", day]).stdout)["approaches"].clone()
    };
    let kind = |country: &str| {
        let own = approaches(country, "2026-11-22");
        (own[0]["about"].clone(), own[0]["approach"].clone(), own[0]["evidence"].clone())
    };
    assert_eq!(kind("GB"), ("agreement".into(), "negotiations-ended".into(), "secondary".into()));
    assert_eq!(kind("KR"), ("agreement".into(), "asked".into(), "official".into()));
    assert_eq!(kind("TR"), ("agreement".into(), "asked".into(), "secondary".into()));
    for country in ["US", "NZ", "SG", "CH"] {
        assert_eq!(kind(country).0, "partnership", "{country}");
        assert_eq!(kind(country).1, "explored", "{country}");
    }
    assert_eq!(approaches("GB", "2025-11-28")[0]["day"], "2025-11-28");
    assert_eq!(approaches("GB", "2025-11-27"), serde_json::json!([]));
    assert_eq!(approaches("PL", "2026-11-22"), serde_json::json!([]));
}

#[test]
fn the_rules() {
    golden("rules/list.txt", &run(&["rules", "--as-of", "2026-11-22"]).stdout);
    for rule in ["component-cap", "outside-subcontractor", "notified"] {
        let answer = run(&["rules", "show", rule, "--as-of", "2026-11-22"]);
        golden(&format!("rules/{rule}.txt"), &answer.stdout);
    }
}

#[test]
fn every_rule_can_be_shown() {
    let list = run(&["rules", "--as-of", "2026-11-22"]).stdout;
    let assessed = run(&["assess", "contract-example.json", "--as-of", "2026-11-22"]).stdout;
    for finding in json(&assessed)["findings"].as_array().unwrap() {
        let rule = finding["rule"].as_str().unwrap();
        assert!(list.contains(rule), "{rule}");
        let shown = run(&["rules", "show", rule]);
        assert!(shown.stdout.contains(finding["citation"].as_str().unwrap()), "{rule}");
    }
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let answer = run(&["completions", shell]);
        assert!(answer.status == 0 && answer.stdout.contains("least-evidence"), "{shell}");
    }
}
