//! What is said to settle a verdict does, whatever it turns out to be, and less does not.
//!
//! A fact is stated in the document, which is read and assessed again; what it may turn out to be
//! is listed here, and not taken from the library.

mod oracle;
mod support;

#[path = "next/amounts.rs"]
mod amounts;
#[path = "next/answers.rs"]
mod answers;
#[path = "next/left_open.rs"]
mod left_open;

use std::collections::BTreeSet;

use answers::{answers_to, stated};
use oracle::generate::Random;
use safe_eligibility::next::{Beyond, Minimal, NextFacts, Settles, Tried};
use safe_eligibility::outcome::Outcome;
use safe_eligibility::rulebook::body::Weight;
use safe_eligibility::trace::{Missing, Step};
use safe_eligibility::{Assessment, Law, Verdict};
use serde_json::Value;
use support::asking::{Setting, asked};
use support::packs::cases;

/// What is said to be asked next, in words that outlive the assessment.
pub struct Said {
    pub facts: Vec<(String, usize, usize, Settles)>,
    pub smallest: Vec<String>,
    pub minimal: Minimal,
    /// Rule and subject of what some answers leave open, and of what is open anyway.
    pub may_leave_open: Vec<(String, String)>,
    pub beyond_facts: Vec<(String, String)>,
    pub tried: Tried,
}

pub fn said(document: &Value, law: &Law) -> Said {
    asked(document, law, |assessment| {
        let next = NextFacts::of(assessment).unwrap();
        let facts = next.facts.iter();
        let facts = facts.map(|one| (one.at.to_string(), one.at_worst, one.at_best, one.verdict));
        Said {
            facts: facts.collect(),
            smallest: next.smallest.facts.iter().map(ToString::to_string).collect(),
            minimal: next.smallest.minimal,
            may_leave_open: named(&next.smallest.may_leave_open),
            beyond_facts: named(&next.beyond_facts),
            tried: next.smallest.tried,
        }
    })
}

fn named(open: &[Beyond<'_>]) -> Vec<(String, String)> {
    open.iter().map(|one| (one.rule.id.to_string(), one.subject.to_string())).collect()
}

/// Rule and subject of each condition that waits for some fact.
fn waiting(assessment: &Assessment<'_>) -> BTreeSet<(String, String)> {
    let missing = assessment.missing_facts();
    let findings = assessment.findings().iter().filter(|one| one.weight == Weight::Condition);
    let open = findings.filter(|one| one.outcome_word() == "undetermined").filter(|one| {
        let of_rule = missing.iter().any(|fact| fact.decides.contains(&&*one.rule.id));
        (of_rule && misses_facts(&one.step)) || &*one.rule.id == "component-source"
    });
    open.map(|one| (one.rule.id.to_string(), one.subject.to_string())).collect()
}

/// Whether what leaves a step open is a fact, somewhere below it.
fn misses_facts(step: &Step<'_>) -> bool {
    let is_open = step.outcome() == Outcome::Undetermined;
    is_open && (!matches!(step.missing, Missing::Nothing) || step.because.iter().any(misses_facts))
}

/// Whether the verdict still waits for facts.
pub fn is_open(document: &Value, law: &Law) -> bool {
    asked(document, law, |assessment| {
        assessment.verdict() == Verdict::Undetermined && !waiting(assessment).is_empty()
    })
}

/// Every document of the cases, and random ones, with the law it is asked about under.
fn each_document(random: usize, seed: u64, mut look: impl FnMut(&Value, &Law)) {
    let rulebook = support::rulebook();
    for case in cases() {
        look(&case.document, &case.setting().law(&rulebook));
    }
    let mut source = Random::seeded(seed);
    let mut found = 0;
    while found < random {
        let document = oracle::generate::document(&mut source);
        let law = Setting::today().law(&rulebook);
        let is_undetermined =
            asked(&document, &law, |assessment| assessment.verdict() == Verdict::Undetermined);
        if is_undetermined {
            found += 1;
            look(&document, &law);
        }
    }
}

#[test]
fn what_is_said_to_settle_the_verdict_does() {
    let mut random = Random::seeded(5);
    let (mut tried, mut proven) = (0, 0);
    each_document(60, 11, |document, law| {
        let said = said(document, law);
        if !is_open(document, law) {
            return;
        }
        proven += usize::from(said.minimal == Minimal::Proven);
        for _ in 0..12 {
            let changed = answered(document, &said.smallest, &mut random);
            tried += 1;
            assert!(!is_open(&changed, law), "{:?} of\n{document}\nas\n{changed}", said.smallest);
        }
    });
    assert!(tried > 500 && proven > 20, "{tried} {proven}");
}

/// The document with some answer to each of these facts.
fn answered(document: &Value, facts: &[String], random: &mut Random) -> Value {
    facts.iter().fold(document.clone(), |changed, at| {
        let answers = answers_to(at, document);
        stated(&changed, at, &answers[random.below(answers.len())])
    })
}

/// Whether some answers to these facts leave the verdict open.
fn some_leave_it_open(document: &Value, law: &Law, facts: &[&String]) -> bool {
    if !is_open(document, law) {
        return false;
    }
    let Some((first, rest)) = facts.split_first() else { return true };
    let answers = answers_to(first, document);
    answers.iter().any(|answer| some_leave_it_open(&stated(document, first, answer), law, rest))
}

fn subsets(facts: &[String], size: usize) -> Vec<Vec<&String>> {
    let Some((first, rest)) = facts.split_first() else {
        return if size == 0 { vec![Vec::new()] } else { Vec::new() };
    };
    let mut all = subsets(rest, size);
    if size > 0 {
        let with = subsets(rest, size - 1).into_iter();
        all.extend(with.map(|set| std::iter::once(first).chain(set).collect()));
    }
    all
}

#[test]
fn no_smaller_set_settles_it_where_that_is_said_to_be_proven() {
    let mut tried = 0;
    each_document(60, 23, |document, law| {
        let said = said(document, law);
        let facts: Vec<String> = said.facts.iter().map(|(at, ..)| at.clone()).collect();
        let combinations: usize =
            said.smallest.iter().map(|at| answers_to(at, document).len()).product();
        let is_small = facts.len() <= 6 && combinations <= 3000;
        if said.minimal != Minimal::Proven || !is_small || said.smallest.is_empty() {
            return;
        }
        tried += 1;
        let all: Vec<&String> = said.smallest.iter().collect();
        assert!(!some_leave_it_open(document, law, &all), "{:?}\n{document}", said.smallest);
        // Where no set of that size settles it, no smaller one does.
        for set in subsets(&facts, said.smallest.len() - 1) {
            assert!(some_leave_it_open(document, law, &set), "{set:?} settles\n{document}");
        }
    });
    assert!(tried > 20, "{tried}");
}

#[test]
fn an_answer_settles_as_much_as_is_said() {
    let mut tried = 0;
    each_document(30, 37, |document, law| {
        let before = asked(document, law, waiting);
        let is_undetermined = |document: &Value| {
            asked(document, law, |assessment| assessment.verdict() == Verdict::Undetermined)
        };
        for (at, at_worst, at_best, verdict) in said(document, law).facts {
            let answers = answers_to(&at, document);
            let is_amount = at.contains("unit_cost") || at.contains("eur_per_unit");
            let mut most = 0;
            let mut ends = Vec::new();
            for answer in &answers {
                let changed = stated(document, &at, answer);
                let still = asked(&changed, law, waiting);
                let settled = before.difference(&still).count();
                assert!(settled >= at_worst, "{at}={answer} settles {settled}\n{document}");
                most = most.max(settled);
                ends.push(!is_undetermined(&changed));
            }
            if !is_amount {
                assert!(most >= at_best, "{at} settles {most}, not {at_best}\n{document}");
                let any = ends.iter().any(|one| *one);
                assert!(verdict != Settles::Always || ends.iter().all(|one| *one), "{at}");
                assert_eq!(any, verdict != Settles::Never, "{at}\n{document}");
            }
            tried += 1;
        }
    });
    assert!(tried > 100, "{tried}");
}

#[test]
fn a_settled_verdict_asks_for_nothing() {
    each_document(0, 1, |document, law| {
        let settled = asked(document, law, |assessment| {
            let next = NextFacts::of(assessment).unwrap();
            let asks = next.facts.len() + next.smallest.facts.len() + next.declarations.len();
            assessment.verdict() == Verdict::Undetermined || asks + next.ranges.len() == 0
        });
        assert!(settled, "{document}");
    });
}
