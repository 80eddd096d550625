//! What a reader must know beside the verdict: what is missing, what it rests on.

use std::collections::BTreeSet;

use super::block::{Align, Block, Cell, Section, Table, Tone};
use super::sources;
use super::told::Told;
use crate::report::lines::LinesShown;
use crate::report::reservations::Reservation;
use crate::report::words::Words;
use crate::rulebook::pack::{Answers, Pack};
use crate::rulebook::readings::Readings;
use crate::trace::Step;

/// Missing facts, most decisive first.
pub(super) fn missing(told: &Told<'_, '_>, shown: LinesShown) -> Option<Section> {
    let facts = told.assessment.missing_facts();
    let most = match shown {
        LinesShown::Largest(count) => count,
        LinesShown::All => usize::MAX,
    };
    let rows = facts.iter().take(most).map(|fact| {
        let mut row = vec![
            Cell::toned(told.names.fact(&fact.at), Tone::Undetermined),
            Cell::plain(told.listing(fact.decides.iter().map(ToString::to_string))),
            Cell::plain(fact.at.to_string()),
        ];
        row.extend(sources::cell(told, &fact.at));
        row
    });
    let mut columns = vec![
        (told.text("page/column/not-stated"), Align::Left),
        (told.text("page/column/decides"), Align::Left),
        (told.text("page/column/place"), Align::Left),
    ];
    columns.extend(sources::column(told));
    let table = Table { columns, rows: rows.collect() };
    let mut blocks = vec![Block::Table(table)];
    let more = facts.len().saturating_sub(most);
    if more > 0 {
        let text = told.say("page/missing-more", &[("count", &more.to_string())]);
        blocks.push(Block::Paragraph(text));
    }
    (!facts.is_empty()).then(|| Section::new(told.text("page/missing"), blocks))
}

/// What the law behind the verdict leaves to be desired.
pub(super) fn reservations(told: &Told<'_, '_>) -> Option<Section> {
    let reservations = told.assessment.each_reservation();
    let items = reservations.iter().map(|one| (Cell::plain(reserved(told, one)), Vec::new()));
    let items: Vec<_> = items.collect();
    (!items.is_empty())
        .then(|| Section::new(told.text("page/reservations"), vec![Block::List(items)]))
}

fn reserved(told: &Told<'_, '_>, reservation: &Reservation<'_>) -> String {
    let name = format!("law/reservation/{}", reservation.name());
    match reservation {
        Reservation::GoverningAfterAsked { governing, as_of } => {
            told.say(&name, &[("governing", &governing.to_string()), ("as_of", &as_of.to_string())])
        }
        Reservation::GoverningAfterSearch { governing, searched } => told.say(
            &name,
            &[("governing", &governing.to_string()), ("searched", &searched.to_string())],
        ),
        Reservation::AskedAfterSearch { as_of, searched } => {
            told.say(&name, &[("as_of", &as_of.to_string()), ("searched", &searched.to_string())])
        }
        Reservation::Bound { source, text } => {
            told.say("assume/looked-at", &[("source", source), ("text", text)])
        }
        Reservation::Datum { datum, least, .. } => {
            let (address, value) = (datum.address.to_string(), datum.value.to_string());
            let (evidence, least) = (told.grade(datum.evidence), told.grade(*least));
            let none = told.text("law/reservation/no-source");
            let mut values = vec![
                ("address", &*address),
                ("value", &*value),
                ("evidence", &*evidence),
                ("source", datum.source.unwrap_or(&none)),
            ];
            if told.words.takes(&name, "least") {
                values.push(("least", &*least));
            }
            told.say(&name, &values)
        }
    }
}

/// Readings that are not the default.
pub(super) fn readings(told: &Told<'_, '_>) -> Option<Section> {
    let law = told.assessment.governed.law();
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
        let (option, default) = (chosen.to_text(), default.to_text());
        let words = told.translated(question.words.as_ref());
        let values = [
            ("reading", &*question.id),
            ("option", &*option),
            ("default", &*default),
            ("question", words.map_or(&*question.question, |words| &*words.question)),
        ];
        let meaning = match &question.answers {
            Answers::Options { options, .. } => {
                let at = options.iter().position(|(known, _)| **known == *option);
                let own = at.and_then(|at| words?.meanings.get(at));
                own.or_else(|| Some(&options.get(at?)?.1)).map(ToString::to_string)
            }
            Answers::Countries { .. } => None,
        };
        let text = told.say("page/reading", &values);
        items.push((Cell::plain(text), meaning.into_iter().collect()));
    }
    (!items.is_empty()).then(|| Section::new(told.text("page/readings"), vec![Block::List(items)]))
}

/// The sources of the law that was looked at.
pub(super) fn sources(told: &Told<'_, '_>) -> Option<Section> {
    let assessment = told.assessment;
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    for finding in &assessment.findings {
        if finding.outcome.is_some() {
            ids.insert(&finding.rule.source);
        }
        collect(&finding.step, &mut ids);
    }
    let items = source_items(assessment.governed.law().pack(), ids, told.words);
    (!items.is_empty()).then(|| Section::new(told.text("page/sources"), vec![Block::List(items)]))
}

/// Sources with grade, title and link, in the order of their ids.
pub(in crate::report) fn source_items(
    pack: &Pack,
    ids: BTreeSet<&str>,
    words: &Words,
) -> Vec<(Cell, Vec<String>)> {
    let items = ids.into_iter().filter_map(|id| {
        let source = pack.sources.get(id)?;
        let grade = words.text(&format!("law/grade/{}", source.evidence.as_str()));
        let values = [("source", id), ("grade", &*grade), ("title", &*source.title)];
        let text = words.say("page/source", &values);
        Some((Cell::plain(text), source.link.iter().map(ToString::to_string).collect()))
    });
    items.collect()
}

fn collect<'a>(step: &Step<'a>, ids: &mut BTreeSet<&'a str>) {
    ids.extend(step.law.iter().filter_map(|datum| datum.source));
    ids.extend(step.assumed_bound());
    step.because.iter().for_each(|part| collect(part, ids));
}
