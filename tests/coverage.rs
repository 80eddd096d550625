//! What the cases in `tests/cases` show: every rule both ways, every derogation carrying and
//! refused, every topic of an agreement, every option of every reading.

mod support;

use std::collections::BTreeSet;

use safe_eligibility::rulebook::body::Weight;
use safe_eligibility::rulebook::pack::{Answers, Topic};
use support::asking::Setting;
use support::packs::{self, Case};

/// A finding that a case expects: rule, outcome, and what carries it.
type Shown = (String, String, String);

fn shown(cases: &[Case]) -> BTreeSet<Shown> {
    let findings = cases.iter().flat_map(|case| {
        let findings = case.expected.get("findings").and_then(toml::Value::as_array);
        findings.into_iter().flatten()
    });
    let text = |finding: &toml::Value, name: &str| {
        finding.get(name).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
    };
    findings
        .map(|finding| (text(finding, "rule"), text(finding, "outcome"), text(finding, "via")))
        .collect()
}

fn shows(shown: &BTreeSet<Shown>, rule: &str, outcome: &str) -> bool {
    shown.iter().any(|(of, came_to, _)| of == rule && came_to == outcome)
}

fn is_carried(shown: &BTreeSet<Shown>, rule: Option<&str>, via: &str) -> bool {
    let carried = |(of, came_to, by): &Shown| {
        rule.is_none_or(|rule| of == rule) && came_to == "met" && by == via
    };
    shown.iter().any(carried)
}

#[test]
fn cases_cover_every_rule_derogation_topic_and_reading() {
    let cases = packs::cases();
    let shown = shown(&cases);
    let law = Setting::today().law(&support::rulebook());
    let mut missing = Vec::new();
    for rule in law.governing(None).rules() {
        if rule.body.weight == Weight::Definition {
            continue;
        }
        let mut outcomes = vec!["met", "not-met", "undetermined"];
        let may_not_apply = rule.body.applies_to.is_some() || rule.body.follows.is_some();
        if may_not_apply && rule.body.weight != Weight::Derogation {
            outcomes.push("not-applicable");
        }
        for outcome in outcomes {
            if !shows(&shown, &rule.id, outcome) {
                missing.push(format!("no case expects {} {outcome}", rule.id));
            }
        }
        for cure in rule.body.derogates_from.iter().filter(|cure| cure.cures) {
            if !is_carried(&shown, Some(&cure.rule), &rule.id) {
                missing.push(format!("in no case {} carries {}", rule.id, cure.rule));
            }
        }
    }
    let topics = [
        (Topic::Establishment, "establishment"),
        (Topic::ExecutiveManagement, "executive-management"),
        (Topic::Control, "control"),
        (Topic::Facilities, "facilities"),
        (Topic::Components, "component-cap"),
        (Topic::DesignAuthority, "design-authority"),
    ];
    assert_eq!(topics.map(|(topic, _)| topic), Topic::ALL);
    for (topic, rule) in topics {
        if !is_carried(&shown, Some(rule), "agreement:CA") {
            missing.push(format!("in no case the agreement carries {}", topic.as_str()));
        }
    }
    missing.extend(unread(&cases));
    assert!(missing.is_empty(), "{} gaps\n{}", missing.len(), missing.join("\n"));
}

/// Options that no case chooses, and those that no case with a verdict of its own turns on.
fn unread(cases: &[Case]) -> Vec<String> {
    let mut unread = Vec::new();
    for question in &support::rulebook().pack().questions {
        let chosen =
            |option: &str| cases.iter().any(|case| case.setting().reads(&question.id, option));
        match &question.answers {
            Answers::Options { options, default } => {
                let others = options.iter().filter(|(option, _)| option != default);
                let unchosen = others.filter(|(option, _)| !chosen(option));
                unread.extend(
                    unchosen.map(|(option, _)| format!("no case reads {}={option}", question.id)),
                );
            }
            Answers::Countries { .. } => {
                if !cases.iter().any(|case| case.setting().readings.contains_key(&*question.id)) {
                    unread.push(format!("no case reads {} otherwise", question.id));
                }
            }
        }
    }
    unread
}
