//! What the documents of `tests/cases` reach, each asked about under every reading.

use std::collections::{BTreeMap, BTreeSet};

use safe_eligibility::model::procurement::CommonProcurement;
use safe_eligibility::rulebook::pack::{Answers, Question};
use safe_eligibility::{Rulebook, assess};

use crate::support::asking::{self, Setting, Summary};
use crate::support::{self, packs};

/// Rules that may not be for what is procured, or follow what is not there.
const MAY_NOT_APPLY: [&str; 9] = [
    "participation-requirements",
    "establishment",
    "executive-management",
    "control",
    "notified",
    "facilities",
    "component-cap",
    "design-authority",
    "own-eligibility-conditions",
];

pub(crate) fn every_outcome_of_every_rule() {
    let rulebook = support::rulebook();
    let mut reached: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    let mut involved: BTreeSet<&'static str> = BTreeSet::new();
    for case in packs::cases() {
        let procurement = asking::read(&case.document);
        let law = case.setting().law(&rulebook);
        let assessment = assess(&procurement, &law).unwrap();
        involved.extend(assessment.involvement().iter().map(|step| step.outcome().as_str()));
        for finding in assessment.findings() {
            reached.entry(finding.rule.id.to_string()).or_default().insert(finding.outcome_word());
        }
    }
    let settled = BTreeSet::from(["met", "not-met", "undetermined"]);
    for rule in rulebook.on(support::day("2026-11-22")).rules() {
        if &*rule.id == "involved-subcontractor" {
            assert_eq!(involved, settled);
            continue;
        }
        let mut expected = settled.clone();
        if MAY_NOT_APPLY.contains(&&*rule.id) {
            expected.insert("not-applicable");
        }
        assert_eq!(reached.get(&*rule.id), Some(&expected), "outcomes of {}", rule.id);
    }
}

pub(crate) fn every_option_turns_something() {
    let rulebook = support::rulebook();
    let cases = packs::cases();
    let cases: Vec<(CommonProcurement, Setting)> = cases
        .iter()
        .map(|case| {
            (asking::read(&case.document), Setting { readings: BTreeMap::new(), ..case.setting() })
        })
        .collect();
    let defaults: Vec<Summary> =
        cases.iter().map(|(procurement, setting)| told(&rulebook, procurement, setting)).collect();
    let mut idle = Vec::new();
    for question in &rulebook.pack().questions {
        for option in other_options(question) {
            let turned = cases.iter().zip(&defaults).filter(|((procurement, setting), default)| {
                let setting = setting.clone().reading(&question.id, &option);
                told(&rulebook, procurement, &setting) != **default
            });
            let verdicts: Vec<bool> = turned
                .map(|((procurement, setting), default)| {
                    let setting = setting.clone().reading(&question.id, &option);
                    told(&rulebook, procurement, &setting).verdict != default.verdict
                })
                .collect();
            if !verdicts.contains(&true) {
                idle.push(format!(
                    "{}={option} turns {} findings and no verdict",
                    question.id,
                    verdicts.len()
                ));
            }
        }
    }
    assert!(idle.is_empty(), "{}", idle.join("\n"));
}

fn told(rulebook: &Rulebook, procurement: &CommonProcurement, setting: &Setting) -> Summary {
    Summary::of(&assess(procurement, &setting.law(rulebook)).unwrap())
}

/// The options that are not the default; of a list of countries, none and all of some others.
fn other_options(question: &Question) -> Vec<String> {
    match &question.answers {
        Answers::Options { options, default } => {
            options.iter().filter(|(id, _)| id != default).map(|(id, _)| id.to_string()).collect()
        }
        Answers::Countries { .. } => vec![String::new(), "RU,BY,IR,KP,CN".into(), "US,FR".into()],
    }
}
