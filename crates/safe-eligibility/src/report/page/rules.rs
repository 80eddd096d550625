//! The rules as a table, and who is involved.

use super::block::{Align, Block, Cell, Section, Table, Tone};
use super::told::Told;
use crate::assessment::{Finding, Via};
use crate::model::place::{Member, Place};
use crate::outcome::Outcome;
use crate::rulebook::body::Weight;
use crate::rulebook::law::{Law, Rule};
use crate::trace::{Fact, Key, Step};

/// Every finding; what a rule comes to alike for several subjects stands in one row.
pub(super) fn findings(told: &Told<'_, '_>) -> Section {
    let rows = told.assessment.findings.chunk_by(is_alike).filter_map(|alike| {
        let first = alike.first()?;
        let subjects = alike.iter().map(|finding| told.names.subject(&finding.subject));
        Some(vec![
            Cell::toned(rule(told, first), tone(first.outcome)),
            Cell::plain(told.together(subjects)),
            Cell::plain(outcome(told, first)),
            Cell::plain(told.pinpoint(first.rule)),
            Cell::plain(told.grade(first.evidence)),
        ])
    });
    let table = Table {
        columns: vec![
            (told.text("page/column/rule"), Align::Left),
            (told.text("page/column/asked-of"), Align::Left),
            (told.text("page/column/outcome"), Align::Left),
            (told.text("page/column/provision"), Align::Left),
            (told.text("page/column/evidence"), Align::Left),
        ],
        rows: rows.collect(),
    };
    Section::new(told.text("page/rules"), vec![Block::Table(table)])
}

fn is_alike(one: &Finding<'_>, other: &Finding<'_>) -> bool {
    let key = |finding: &Finding<'_>| (finding.rule.position, finding.outcome, finding.evidence);
    key(one) == key(other) && one.via == other.via
}

fn rule(told: &Told<'_, '_>, finding: &Finding<'_>) -> String {
    let (title, id) = (told.rule(finding.rule), &*finding.rule.id);
    let named = if title == id {
        title
    } else {
        told.say("page/column/rule-named", &[("title", &title), ("rule", id)])
    };
    match finding.weight {
        Weight::Condition => named,
        Weight::Duty | Weight::Derogation | Weight::Definition => {
            let name = format!("page/weight/{}", finding.weight.as_str());
            told.say(&name, &[("rule", &named)])
        }
    }
}

/// The outcome of a finding, with what carries it.
pub(super) fn outcome(told: &Told<'_, '_>, finding: &Finding<'_>) -> String {
    let word = told.text(&format!("page/outcome/{}", finding.outcome_word()));
    match finding.via {
        None => word,
        Some(Via::Agreement(party)) => {
            let values = [("outcome", &*word), ("party", party.as_str())];
            told.say("page/outcome/by-agreement", &values)
        }
        Some(Via::Derogation(rule)) => {
            let rule = told.derogation(Key::Word(rule));
            told.say("page/outcome/by-derogation", &[("outcome", &word), ("rule", &rule)])
        }
    }
}

impl Told<'_, '_> {
    /// The provision without the act, which is the same for all.
    pub(super) fn pinpoint(&self, rule: &Rule) -> String {
        match self.translated(rule.words.as_deref()) {
            Some(words) => words.pinpoint.to_string(),
            None => pinpoint(self.assessment.governed.law(), rule),
        }
    }
}

/// The provision of a rule without the act, which is the same for all.
pub(in crate::report) fn pinpoint(law: &Law, rule: &Rule) -> String {
    let act = law.pack().acts.get(&rule.act);
    let within = act.and_then(|act| rule.citation.strip_prefix(&*act.short_title));
    within.map_or(&*rule.citation, |within| within.trim_start_matches([',', ' '])).to_owned()
}

pub(in crate::report) fn tone(outcome: Option<Outcome>) -> Tone {
    match outcome {
        Some(Outcome::Met) => Tone::Met,
        Some(Outcome::NotMet) => Tone::NotMet,
        Some(Outcome::Undetermined) => Tone::Undetermined,
        None => Tone::Quiet,
    }
}

/// Which subcontractors are involved, and why.
pub(super) fn involvement(told: &Told<'_, '_>) -> Option<Section> {
    let rows = told.assessment.involvement.iter().enumerate().map(|(index, step)| {
        let subject = Place::root().at(Member::Subcontractors, index);
        let (word, tone) = match step.outcome() {
            Outcome::Met => ("page/involved", Tone::Plain),
            Outcome::NotMet => ("page/not-involved", Tone::Quiet),
            Outcome::Undetermined => ("page/involvement-open", Tone::Undetermined),
        };
        let mut facts = Vec::new();
        collect(step, &mut facts);
        let facts = told.together(facts.into_iter().map(|fact| told.fact(fact)));
        vec![
            Cell::plain(told.names.subject(&subject)),
            Cell::toned(told.text(word), tone),
            Cell::plain(facts),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let columns = vec![
        (told.text("page/column/subcontractor"), Align::Left),
        (told.text("page/column/involved"), Align::Left),
        (told.text("page/column/as-stated"), Align::Left),
    ];
    (!rows.is_empty()).then(|| {
        Section::new(told.text("page/involvement"), vec![Block::Table(Table { columns, rows })])
    })
}

fn collect<'s, 'a>(step: &'s Step<'a>, facts: &mut Vec<&'s Fact<'a>>) {
    facts.extend(&step.facts);
    step.because.iter().for_each(|part| collect(part, facts));
}
