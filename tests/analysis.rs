//! A rule pack examined and compared: every claim is held against plain assessments.

mod support;

#[path = "analysis/compared.rs"]
mod compared;
#[path = "analysis/days.rs"]
mod days;

use std::collections::BTreeMap;

use safe_eligibility::analysis::{Analysis, Effort, MovedFinding, Never, Shown, Witness};
use safe_eligibility::model::procurement::CommonProcurement;
use safe_eligibility::outcome::Outcome;
use safe_eligibility::rulebook::body::Weight;
use safe_eligibility::{Assessment, Law, Rulebook, Verdict, assess};

/// So many are tried where something is found soon, or is not there at all.
fn effort(tries: usize) -> Effort {
    let mut effort = Effort::default();
    effort.tries = tries;
    effort
}

/// The law of a pack on the day up to which its registers were searched.
fn law(rulebook: &Rulebook) -> Law {
    rulebook.on(rulebook.pack().register_day)
}

/// The document of a witness as anybody would read it, which states what the witness states.
fn read(witness: &Witness) -> CommonProcurement {
    let read = safe_intake::read_document(witness.to_document().as_bytes()).unwrap();
    let [there, here] = [&read, &witness.procurement].map(|procurement| {
        let mut text = Vec::new();
        safe_intake::write_document(procurement, &mut text).unwrap();
        String::from_utf8(text).unwrap()
    });
    assert_eq!(there, here);
    read
}

/// The law of a witness, asked for as the command line does.
fn under(rulebook: &Rulebook, witness: &Witness, at: usize) -> Law {
    let law = rulebook.on(witness.as_of);
    law.with_readings(witness.readings[at].iter().map(|choice| &**choice)).unwrap()
}

/// What each finding comes to, by rule and subject.
fn findings(assessment: &Assessment<'_>) -> BTreeMap<(String, String), &'static str> {
    let each = assessment.findings().iter().map(|finding| {
        ((finding.rule.id.to_string(), finding.subject.to_string()), finding.outcome_word())
    });
    each.collect()
}

/// Holds verdicts and moved findings of a witness against plain assessments of its document.
fn holds(witness: &Witness, laws: [&Law; 2]) {
    let procurement = read(witness);
    let [one, other] = laws.map(|law| assess(&procurement, law).unwrap());
    assert_eq!([one.verdict(), other.verdict()], witness.verdicts);
    let [one, other] = [findings(&one), findings(&other)];
    for MovedFinding { rule, subject, outcomes, .. } in &witness.moved {
        let key = (rule.to_string(), subject.to_string());
        assert_eq!([one.get(&key).copied(), other.get(&key).copied()], *outcomes, "{key:?}");
    }
    let moved = |key: &(String, String)| {
        let mut all = witness.moved.iter();
        all.any(|one| *one.rule == key.0 && one.subject.to_string() == key.1)
    };
    for key in one.keys().chain(other.keys()).filter(|key| !moved(key)) {
        assert_eq!(one.get(key), other.get(key), "{key:?}");
    }
}

fn shown(found: &Shown) -> Option<&Witness> {
    if let Shown::By(witness) = found { Some(witness) } else { None }
}

#[test]
fn every_rule_and_every_reading_of_the_pack_matters() {
    let rulebook = support::rulebook();
    let analysis = Analysis::of(&law(&rulebook), Effort::default());
    let mut others = Vec::new();
    let mut note = |of: String, found: &Shown| match found {
        Shown::By(_) => {}
        Shown::Never(never) => others.push(format!("{of}: {}", never.as_str())),
        Shown::NotFound { .. } => others.push(format!("{of}: not found")),
    };
    for rule in &analysis.rules {
        let of = |what: &str| format!("{} {what}", rule.rule);
        note(of("decides"), &rule.decides);
        note(of("met"), &rule.met);
        note(of("not met"), &rule.not_met);
    }
    for reading in &analysis.readings {
        note(format!("{}={}", reading.reading, reading.other), &reading.differs);
    }
    // A duty changes no verdict, and a definition has no finding.
    let expected = [
        "involved-subcontractor met: definition",
        "involved-subcontractor not met: definition",
        "notified decides: duty",
    ];
    assert_eq!(others, expected);
    let options = rulebook.pack().questions.iter();
    assert!(analysis.readings.len() > options.count());
    each_rule_decides_alone(&rulebook, &analysis);
    each_reading_differs(&rulebook, &analysis);
}

/// Looks at the document of each witness as its rule would have it.
fn each_rule_decides_alone(rulebook: &Rulebook, analysis: &Analysis) {
    for rule in &analysis.rules {
        let of_rule = |found: &Shown, look: &dyn Fn(&Assessment<'_>, Vec<Outcome>)| {
            let Some(witness) = shown(found) else { return };
            let procurement = read(witness);
            let law = under(rulebook, witness, 0);
            let assessment = assess(&procurement, &law).unwrap();
            assert_eq!(assessment.verdict(), witness.verdicts[0], "{}", rule.rule);
            let own = assessment.findings().iter().filter(|one| one.rule.id == rule.rule);
            look(&assessment, own.filter_map(|finding| finding.outcome).collect());
        };
        of_rule(&rule.decides, &|assessment, _| {
            let counting =
                assessment.findings().iter().filter(|one| one.weight == Weight::Condition);
            let fails: Vec<_> = counting
                .filter(|one| one.outcome.is_some_and(|outcome| outcome != Outcome::Met))
                .collect();
            match rule.weight {
                // It alone is not met, and everything else is.
                Weight::Condition | Weight::Duty => {
                    assert_eq!(assessment.verdict(), Verdict::NotEligible);
                    assert!(fails.iter().all(|one| one.rule.id == rule.rule), "{}", rule.rule);
                }
                Weight::Derogation => {
                    assert_eq!(assessment.verdict(), Verdict::Eligible);
                    let mut findings = assessment.findings().iter();
                    let by = |via: String| via == *rule.rule;
                    assert!(
                        findings.any(|one| one.via.is_some_and(|via| by(via.to_string()))),
                        "{}",
                        rule.rule
                    );
                }
                Weight::Definition => {
                    assert_eq!(assessment.verdict(), Verdict::Eligible);
                    let mut steps = assessment.involvement().iter();
                    assert!(steps.any(|step| step.outcome() != Outcome::Met));
                }
            }
        });
        of_rule(&rule.met, &|assessment, own| {
            assert_eq!(assessment.verdict(), Verdict::Eligible);
            assert!(!own.is_empty() && own.iter().all(|one| *one == Outcome::Met));
        });
        of_rule(&rule.not_met, &|_, own| assert!(own.contains(&Outcome::NotMet)));
    }
}

fn each_reading_differs(rulebook: &Rulebook, analysis: &Analysis) {
    for reading in &analysis.readings {
        let witness = shown(&reading.differs).unwrap();
        let laws = [0, 1].map(|at| under(rulebook, witness, at));
        assert_eq!(laws[0].readings().answer(&reading.reading).unwrap().to_text(), *reading.chosen);
        assert_eq!(laws[1].readings().answer(&reading.reading).unwrap().to_text(), *reading.other);
        holds(witness, [&laws[0], &laws[1]]);
        let mut verdicts = witness.verdicts;
        verdicts.sort_unstable();
        assert_eq!(verdicts, [Verdict::NotEligible, Verdict::Eligible], "{}", reading.reading);
    }
}

#[test]
fn what_is_ruled_out_never_happens() {
    let mut files = support::pack_files();
    let act = |rule: &str| format!("acts/reg-2025-1106/{rule}/2025-05-29.json");
    let cap = files.get_mut(&act("component-cap")).unwrap();
    cap["condition"]["share-at-most"]["ceiling"] = "1.00".into();
    for rule in ["facilities", "product-in-scope"] {
        let rule = files.get_mut(&act(rule)).unwrap();
        rule["condition"] = serde_json::json!({ "never": {} });
    }
    let rulebook = support::rulebook_of(&files);
    let analysis = Analysis::of(&law(&rulebook), effort(3_000));
    let of = |id: &str| analysis.rules.iter().find(|rule| &*rule.rule == id).unwrap();
    let never = |found: &Shown| match found {
        Shown::Never(never) => Some(*never),
        Shown::By(_) | Shown::NotFound { .. } => None,
    };
    assert_eq!(never(&of("component-cap").decides), Some(Never::NeverNotMet));
    assert_eq!(never(&of("component-cap").not_met), Some(Never::NeverNotMet));
    assert_eq!(never(&of("product-in-scope").met), Some(Never::NeverMet));
    // Another rule derogates from it under some reading, and may have it met.
    assert_eq!(never(&of("facilities").met), None);
    for case in support::packs::cases() {
        let law = case.setting().law(&rulebook);
        support::asking::asked(&case.document, &law, |assessment| {
            for finding in assessment.findings() {
                match &*finding.rule.id {
                    "component-cap" => assert_ne!(finding.outcome, Some(Outcome::NotMet)),
                    "product-in-scope" => {
                        assert_ne!(finding.outcome, Some(Outcome::Met), "{}", case.name());
                    }
                    _ => {}
                }
            }
        });
    }
}

#[test]
fn what_another_reading_allows_is_not_ruled_out() {
    let rulebook = support::rulebook();
    let law = law(&rulebook).with_readings(["earlier-clearance=ignored"]).unwrap();
    let analysis = Analysis::of(&law, effort(20_000));
    let rule = analysis.rules.iter().find(|rule| &*rule.rule == "earlier-clearance").unwrap();
    // It is never met as it is read, and is under the default.
    let witness = shown(&rule.decides).unwrap();
    assert_eq!(witness.readings[0], [] as [Box<str>; 0]);
    assert_eq!(witness.verdicts, [Verdict::Eligible, Verdict::NotEligible]);
}

#[test]
fn the_same_question_gets_the_same_answer() {
    let law = law(&support::rulebook());
    let [one, other] = [0, 1].map(|_| Analysis::of(&law, effort(2_000)).to_json());
    assert_eq!(one, other);
}
