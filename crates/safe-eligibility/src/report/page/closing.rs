//! What a reader must know beside the verdict: what is missing, what it rests on.

use std::collections::BTreeSet;

use super::block::{Align, Block, Cell, Section, Table, Tone};
use super::names::Names;
use super::sources;
use crate::assessment::Assessment;
use crate::report::lines::LinesShown;
use crate::rulebook::pack::{Answers, Pack};
use crate::rulebook::readings::Readings;
use crate::trace::Step;

/// Missing facts, most decisive first.
pub(super) fn missing(assessment: &Assessment<'_>, shown: LinesShown) -> Option<Section> {
    let names = Names::of(assessment.procurement);
    let facts = assessment.missing_facts();
    let most = match shown {
        LinesShown::Largest(count) => count,
        LinesShown::All => usize::MAX,
    };
    let rows = facts.iter().take(most).map(|fact| {
        let mut row = vec![
            Cell::toned(names.fact(&fact.at), Tone::Undetermined),
            Cell::plain(fact.decides.join(", ")),
            Cell::plain(fact.at.to_string()),
        ];
        row.extend(sources::cell(assessment, &fact.at));
        row
    });
    let mut columns = vec![
        ("Not stated", Align::Left),
        ("Decides", Align::Left),
        ("Place in the document", Align::Left),
    ];
    columns.extend(sources::column(assessment));
    let table = Table { columns, rows: rows.collect() };
    let mut blocks = vec![Block::Table(table)];
    let more = facts.len().saturating_sub(most);
    if more > 0 {
        blocks.push(Block::Paragraph(format!("{more} more facts are missing.")));
    }
    (!facts.is_empty()).then(|| Section::new("What is missing, most decisive first", blocks))
}

/// What the law behind the verdict leaves to be desired.
pub(super) fn reservations(assessment: &Assessment<'_>) -> Option<Section> {
    let reservations = assessment.reservations();
    let items = reservations.into_iter().map(|text| (Cell::plain(text), Vec::new()));
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| Section::new("Reservations", vec![Block::List(items)]))
}

/// Readings that are not the default.
pub(super) fn readings(assessment: &Assessment<'_>) -> Option<Section> {
    let law = assessment.governed.law();
    let questions = &law.pack().questions;
    let defaults = Readings::defaults(questions);
    let mut items = Vec::new();
    for question in questions {
        let (chosen, default) =
            (law.readings().answer(&question.id), defaults.answer(&question.id));
        let (Some(chosen), Some(default)) = (chosen, default) else { continue };
        if chosen == default {
            continue;
        }
        let text = format!(
            "{}={} instead of {}: {}",
            question.id,
            chosen.to_text(),
            default.to_text(),
            question.question
        );
        let meaning = match &question.answers {
            Answers::Options { options, .. } => options
                .iter()
                .find(|(option, _)| **option == *chosen.to_text())
                .map(|(_, meaning)| meaning.to_string()),
            Answers::Countries { .. } => None,
        };
        items.push((Cell::plain(text), meaning.into_iter().collect()));
    }
    (!items.is_empty())
        .then(|| Section::new("Readings other than the default", vec![Block::List(items)]))
}

/// The sources of the law that was looked at.
pub(super) fn sources(assessment: &Assessment<'_>) -> Option<Section> {
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    for finding in &assessment.findings {
        if finding.outcome.is_some() {
            ids.insert(&finding.rule.source);
        }
        collect(&finding.step, &mut ids);
    }
    let items = source_items(assessment.governed.law().pack(), ids);
    (!items.is_empty()).then(|| Section::new("Sources", vec![Block::List(items)]))
}

/// Sources with grade, title and link, in the order of their ids.
pub(in crate::report) fn source_items(
    pack: &Pack,
    ids: BTreeSet<&str>,
) -> Vec<(Cell, Vec<String>)> {
    let items = ids.into_iter().filter_map(|id| {
        let source = pack.sources.get(id)?;
        let text = format!("{id} ({}): {}", source.evidence, source.title);
        Some((Cell::plain(text), source.link.iter().map(ToString::to_string).collect()))
    });
    items.collect()
}

fn collect<'a>(step: &Step<'a>, ids: &mut BTreeSet<&'a str>) {
    ids.extend(step.law.iter().filter_map(|datum| datum.source));
    step.because.iter().for_each(|part| collect(part, ids));
}
