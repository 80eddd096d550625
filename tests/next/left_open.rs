//! What answers leave open in law, or by a range of cost, is said beforehand.

use std::collections::BTreeSet;

use safe_eligibility::next::{Minimal, NextFacts, Tried};
use safe_eligibility::rulebook::body::Weight;
use safe_eligibility::{Finding, Law, Verdict};
use serde_json::{Value, json};

use super::answers::{answers_to, stated};
use super::oracle::generate::Random;
use super::support::asking::{Setting, asked};
use super::support::{rulebook, top};
use super::{Said, answered, each_document, is_open, said};

/// Rule and subject of what leaves the verdict open; nothing where it is settled.
fn left_open(document: &Value, law: &Law) -> BTreeSet<(String, String)> {
    asked(document, law, |assessment| {
        let findings = assessment.findings().iter().filter(|one| one.weight == Weight::Condition);
        let open = findings.filter(|one| one.outcome_word() == "undetermined");
        let open = open.filter(|_| assessment.verdict() == Verdict::Undetermined);
        open.map(|one| (one.rule.id.to_string(), one.subject.to_string())).collect()
    })
}

fn is_named(said: &Said, one: &(String, String)) -> bool {
    said.may_leave_open.contains(one) || said.beyond_facts.contains(one)
}

#[test]
fn what_answers_leave_open_is_said_with_rule_and_subject() {
    let mut random = Random::seeded(29);
    let (mut tried, mut open, mut all) = (0, 0, 0);
    each_document(60, 31, |document, law| {
        let said = said(document, law);
        if said.smallest.is_empty() {
            return;
        }
        assert!(said.tried == Tried::All || said.minimal == Minimal::NotProven, "{document}");
        all += usize::from(said.tried == Tried::All);
        for _ in 0..12 {
            let changed = answered(document, &said.smallest, &mut random);
            tried += 1;
            // No fact is missing any more, so that what is open is beyond facts.
            let left = left_open(&changed, law);
            open += usize::from(!left.is_empty());
            let unnamed = left.iter().find(|one| !is_named(&said, one));
            assert!(
                unnamed.is_none() || said.tried == Tried::Some,
                "{unnamed:?} {:?} of\n{document}\nas\n{changed}",
                said.smallest
            );
        }
    });
    assert!(tried > 400 && open > 30 && all > 20, "{tried} {open} {all}");
}

/// Everything that some answers to these facts leave open though none is missing any more.
fn every_left_open(
    document: &Value,
    law: &Law,
    facts: &[String],
    found: &mut BTreeSet<(String, String)>,
) {
    let Some((first, rest)) = facts.split_first() else {
        if !is_open(document, law) {
            found.extend(left_open(document, law));
        }
        return;
    };
    for answer in answers_to(first, document) {
        every_left_open(&stated(document, first, &answer), law, rest, found);
    }
}

#[test]
fn nothing_is_said_to_be_left_open_that_no_answer_leaves_open() {
    let (mut tried, mut named) = (0, 0);
    each_document(60, 41, |document, law| {
        let said = said(document, law);
        let combinations: usize =
            said.smallest.iter().map(|at| answers_to(at, document).len()).product();
        // What a list may turn out to be is more than is listed here.
        let lists = ["/contractors", "/subcontractors", "/end_products", "/participating_states"];
        let asks_for_list = said.smallest.iter().any(|at| lists.contains(&&**at));
        let is_small = !said.smallest.is_empty() && combinations <= 2000;
        if said.tried != Tried::All || !is_small || asks_for_list {
            return;
        }
        tried += 1;
        let mut found = BTreeSet::new();
        every_left_open(document, law, &said.smallest, &mut found);
        for one in &said.may_leave_open {
            named += 1;
            assert!(found.contains(one), "{one:?} after {:?}\n{document}", said.smallest);
        }
    });
    assert!(tried > 20 && named > 3, "{tried} {named}");
}

/// What of the law leaves open what, of a sample with one member taken away.
fn said_of(name: &str, pointer: &str, member: &str) -> (Value, Vec<(String, Vec<String>, bool)>) {
    let path = top().join("examples/data").join(name);
    let mut document: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    document.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(member);
    let law = Setting::today().law(&rulebook());
    let open = asked(&document, &law, |assessment| {
        let smallest = NextFacts::of(assessment).unwrap().smallest;
        assert_eq!(smallest.tried, Tried::All);
        let each = smallest.may_leave_open.iter().map(|one| {
            let law = one.law.iter().map(|datum| datum.address.to_string()).collect();
            (one.rule.id.to_string(), law, one.by_range)
        });
        each.collect()
    });
    (document, open)
}

#[test]
fn control_from_elsewhere_is_left_open_by_the_agreement_with_canada() {
    let name = "tactical-radios-from-canada.json";
    let (document, open) = said_of(name, "/contractors/0", "controllers");
    let rules: Vec<&str> = open.iter().map(|(rule, ..)| &**rule).collect();
    assert_eq!(rules, ["control"]);
    let (_, law, by_range) = &open[0];
    assert!(law.contains(&"agreements/CA#control_terms".to_owned()), "{law:?}");
    assert!(!by_range);
    let answer = json!([{ "country": "US" }]);
    let changed = stated(&document, "/contractors/0/controllers", &answer);
    let law = Setting::today().law(&rulebook());
    let left = left_open(&changed, &law).into_iter().collect::<Vec<_>>();
    assert_eq!(left, [("control".to_owned(), "/contractors/0".to_owned())]);
}

#[test]
fn a_restriction_from_canada_is_left_open_by_the_agreement() {
    let pointer = "/end_products/0/design_authority";
    let (_, open) = said_of("drone-jammer-two-categories.json", pointer, "restrictions");
    let law = vec!["agreements/CA#topics/design-authority".to_owned()];
    assert_eq!(open, [("design-authority".to_owned(), law, false)]);
}

#[test]
fn what_leaves_a_condition_open_is_the_law_or_a_range_of_cost() {
    let mut ranges = 0;
    each_document(60, 43, |document, law| {
        asked(document, law, |assessment| {
            let next = NextFacts::of(assessment).unwrap();
            for one in next.smallest.may_leave_open.iter().chain(&next.beyond_facts) {
                // A bill without lines or without cost has no share that could be judged.
                let at = |finding: &&Finding<'_>| {
                    finding.subject == one.subject && finding.rule.id == one.rule.id
                };
                let asked = assessment.findings().iter().find(at);
                let has_no_share = asked.is_none_or(|finding| finding.share_outside().is_none());
                let is_said = one.by_range || !one.law.is_empty();
                assert!(is_said || has_no_share, "{}{}\n{document}", one.rule.id, one.subject);
                ranges += usize::from(one.by_range);
                let has_range = document.to_string().contains("unit_cost_range");
                assert!(!one.by_range || has_range, "{document}");
            }
        });
    });
    assert!(ranges > 0);
}
