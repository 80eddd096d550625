//! A second evaluator, slow and obvious, written from the readings alone.
//!
//! It shares no code and no data with the engine: where the two disagree, one of them is wrong.

#![allow(dead_code, unused_imports, reason = "each test uses its own part of the second evaluator")]

mod bill;
mod components;
mod derogations;
mod entities;
pub mod generate;
mod generate_product;
mod judged;
mod law;
mod place;
mod products;
mod random;
mod register;
mod setting;
mod standing;
mod states;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub use bill::{Content, Range};
pub use judged::{Grade, Outcome};
pub use law::{Agreement, Application, Law, Share, TOPICS, Topic};

use judged::Judged;
use place::Place;
use standing::{Carried, Inquiry};

/// Rule ids in the order of findings (contract, section 4).
pub const RULES: [&str; 17] = [
    "product-in-scope",
    "common-procurement",
    "single-state-window",
    "participating-state",
    "participation-requirements",
    "establishment",
    "executive-management",
    "control",
    "outside-subcontractor",
    "screened-or-guaranteed",
    "notified",
    "facilities",
    "earlier-clearance",
    "component-cap",
    "component-source",
    "design-authority",
    "own-eligibility-conditions",
];

/// `document` is valid; `readings` holds those that differ from their default, or all.
pub struct Question<'a> {
    pub document: &'a Value,
    pub as_of: &'a str,
    pub readings: &'a BTreeMap<String, String>,
    pub least_evidence: Grade,
    pub law: &'a Law,
}

#[derive(Debug)]
pub struct Answer {
    pub verdict: String,
    pub evidence: String,
    pub governing_day: String,
    pub findings: Vec<Finding>,
    pub content: Vec<Content>,
    /// Places of facts not stated, each with the rules that wait for it.
    pub missing: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: String,
    pub subject: String,
    pub outcome: String,
    pub via: Option<String>,
    pub evidence: String,
    pub weight: String,
    pub share_outside: Option<(String, String)>,
}

pub fn assess(question: &Question) -> Answer {
    let inquiry = inquiry(question);
    let mut reached = Vec::new();
    reached.extend(products::in_scope(&inquiry));
    reached.extend(states::findings(&inquiry));
    reached.extend(products::clauses(&inquiry));
    reached.extend(entities::findings(&inquiry));
    reached.extend(components::findings(&inquiry));
    reached.extend(products::design_authority(&inquiry));
    // Stable: within a rule the subjects were reached in document order.
    reached.sort_by_key(|reached| RULES.iter().position(|rule| *rule == reached.rule));

    let (verdict, evidence) = verdict(&reached);
    Answer {
        verdict: verdict.to_owned(),
        evidence: evidence.name().to_owned(),
        governing_day: inquiry.governing_day.to_owned(),
        missing: missing(&reached),
        content: bill::content(&inquiry),
        findings: reached.into_iter().map(Reached::finding).collect(),
    }
}

fn inquiry<'a>(question: &Question<'a>) -> Inquiry<'a> {
    let document = Place::whole(question.document);
    let governing_day =
        document.member("contract").member("signed_on").text().unwrap_or(question.as_of);
    let by_as_of = question.readings.get("status-day").is_some_and(|option| option == "as-of");
    let standing_day = if by_as_of { question.as_of } else { governing_day };
    Inquiry {
        document,
        as_of: question.as_of,
        governing_day,
        standing_day: standing_day.max(register::IN_FORCE),
        readings: question.readings,
        least_evidence: question.least_evidence,
        law: question.law,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    Condition,
    Duty,
    Derogation,
}

/// A finding before it is written down; `carried` is `None` where the rule is not applicable.
struct Reached {
    rule: &'static str,
    subject: String,
    weight: Weight,
    carried: Option<Carried>,
    share_outside: Option<(String, String)>,
}

impl Reached {
    fn new(rule: &'static str, subject: &str, weight: Weight, carried: Option<Carried>) -> Reached {
        Reached { rule, subject: subject.to_owned(), weight, carried, share_outside: None }
    }

    fn plain(rule: &'static str, subject: &str, weight: Weight, judged: Judged) -> Reached {
        Reached::new(rule, subject, weight, Some(Carried { judged, via: None }))
    }

    fn outcome(&self) -> Option<Outcome> {
        self.carried.as_ref().map(|carried| carried.judged.outcome)
    }

    fn grade(&self) -> Grade {
        self.carried.as_ref().map_or(Grade::Text, |carried| carried.judged.grade)
    }

    fn finding(self) -> Finding {
        let weight = match self.weight {
            Weight::Condition => "condition",
            Weight::Duty => "duty",
            Weight::Derogation => "derogation",
        };
        Finding {
            outcome: self.outcome().map_or("not-applicable", Outcome::name).to_owned(),
            evidence: self.grade().name().to_owned(),
            rule: self.rule.to_owned(),
            subject: self.subject,
            via: self.carried.and_then(|carried| carried.via),
            weight: weight.to_owned(),
            share_outside: self.share_outside,
        }
    }
}

fn verdict(reached: &[Reached]) -> (&'static str, Grade) {
    let conditions: Vec<&Reached> =
        reached.iter().filter(|reached| reached.weight == Weight::Condition).collect();
    let grades = |outcome: Outcome| {
        let of_outcome =
            conditions.iter().filter(move |reached| reached.outcome() == Some(outcome));
        of_outcome.map(|reached| reached.grade())
    };
    if let Some(strongest) = grades(Outcome::NotMet).max() {
        return ("not-eligible", strongest);
    }
    if let Some(weakest) = grades(Outcome::Undetermined).min() {
        return ("undetermined", weakest);
    }
    let weakest = conditions.iter().map(|reached| reached.grade()).min();
    ("eligible", weakest.unwrap_or(Grade::Text))
}

fn missing(reached: &[Reached]) -> BTreeMap<String, BTreeSet<String>> {
    let mut missing: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for reached in reached.iter().filter(|reached| reached.weight != Weight::Derogation) {
        let places = reached.carried.iter().flat_map(|carried| carried.judged.missing.iter());
        for place in places {
            missing.entry(place.clone()).or_default().insert(reached.rule.to_owned());
        }
    }
    missing
}
