//! The rules as a table, and who is involved.

use super::block::{Align, Block, Cell, Section, Table, Tone};
use super::names::Names;
use super::words;
use crate::assessment::{Assessment, Finding, Via};
use crate::model::place::{Member, Place};
use crate::outcome::Outcome;
use crate::rulebook::body::Weight;
use crate::rulebook::law::{Law, Rule};
use crate::trace::{Fact, Step};

/// Every finding; what a rule comes to alike for several subjects stands in one row.
pub(super) fn findings(assessment: &Assessment<'_>) -> Section {
    let names = Names::of(assessment.procurement);
    let rows = assessment.findings.chunk_by(is_alike).filter_map(|alike| {
        let first = alike.first()?;
        let subjects = alike.iter().map(|finding| names.subject(&finding.subject));
        Some(vec![
            Cell::toned(rule(first), tone(first.outcome)),
            Cell::plain(subjects.collect::<Vec<_>>().join("; ")),
            Cell::plain(outcome(first)),
            Cell::plain(pinpoint(assessment.governed.law(), first.rule)),
            Cell::plain(first.evidence.as_str()),
        ])
    });
    let table = Table {
        columns: vec![
            ("Rule", Align::Left),
            ("Asked of", Align::Left),
            ("Outcome", Align::Left),
            ("Provision", Align::Left),
            ("Evidence", Align::Left),
        ],
        rows: rows.collect(),
    };
    Section::new("Rules", vec![Block::Table(table)])
}

fn is_alike(one: &Finding<'_>, other: &Finding<'_>) -> bool {
    let key = |finding: &Finding<'_>| (finding.rule.position, finding.outcome, finding.evidence);
    key(one) == key(other) && one.via == other.via
}

fn rule(finding: &Finding<'_>) -> String {
    match finding.weight {
        Weight::Condition => finding.rule.id.to_string(),
        Weight::Duty | Weight::Derogation | Weight::Definition => {
            format!("{} ({})", finding.rule.id, finding.weight.as_str())
        }
    }
}

fn outcome(finding: &Finding<'_>) -> String {
    let word = finding.outcome_word().replace('-', " ");
    match finding.via {
        None => word,
        Some(Via::Agreement(party)) => format!("{word} by the agreement with {party}"),
        Some(Via::Derogation(rule)) => format!("{word} by {rule}"),
    }
}

/// The provision without the act, which is the same for all.
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
pub(super) fn involvement(assessment: &Assessment<'_>) -> Option<Section> {
    let names = Names::of(assessment.procurement);
    let rows = assessment.involvement.iter().enumerate().map(|(index, step)| {
        let subject = Place::root().at(Member::Subcontractors, index);
        let (word, tone) = match step.outcome() {
            Outcome::Met => ("involved", Tone::Plain),
            Outcome::NotMet => ("not involved", Tone::Quiet),
            Outcome::Undetermined => ("open", Tone::Undetermined),
        };
        let mut facts = Vec::new();
        collect(step, &mut facts);
        let facts = facts.into_iter().map(words::fact).collect::<Vec<_>>().join("; ");
        vec![Cell::plain(names.subject(&subject)), Cell::toned(word, tone), Cell::plain(facts)]
    });
    let rows: Vec<_> = rows.collect();
    let columns =
        vec![("Subcontractor", Align::Left), ("", Align::Left), ("As stated", Align::Left)];
    (!rows.is_empty()).then(|| {
        Section::new("Subcontractors involved", vec![Block::Table(Table { columns, rows })])
    })
}

fn collect<'s, 'a>(step: &'s Step<'a>, facts: &mut Vec<&'s Fact<'a>>) {
    facts.extend(&step.facts);
    step.because.iter().for_each(|part| collect(part, facts));
}
