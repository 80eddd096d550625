//! The readings that were used, the default ones too.

use super::block::{Align, Block, Cell, Section, Table, Tone};
use super::told::Told;
use crate::rulebook::pack::{Answers, Question};
use crate::rulebook::readings::Readings;

/// Every open question with the answer that was used.
pub(super) fn section(told: &Told<'_, '_>) -> Option<Section> {
    let law = told.assessment.governed.law();
    let questions = &law.pack().questions;
    let defaults = Readings::defaults(questions);
    let rows = questions.iter().filter_map(|question| {
        let option = law.readings().answer(&question.id)?.to_text();
        let is_default = defaults.answer(&question.id)?.to_text() == option;
        let words = told.translated(question.words.as_ref());
        let asked = words.map_or(&*question.question, |words| &*words.question);
        let (name, tone) = if is_default {
            ("report/default", Tone::Plain)
        } else {
            ("report/chosen", Tone::Undetermined)
        };
        let shown =
            if option.is_empty() { told.text("facts/none") } else { option.replace(',', ", ") };
        Some(vec![
            Cell::plain(&*question.id),
            Cell::plain(asked),
            Cell::toned(told.say(name, &[("option", &shown)]), tone),
            Cell::plain(meaning(told, question, &option).unwrap_or_default()),
        ])
    });
    let columns = ["reading", "question", "answer", "meaning"];
    let columns = columns.map(|name| (told.text(&format!("report/column/{name}")), Align::Left));
    let table = Table::new(columns, rows);
    (!table.rows.is_empty())
        .then(|| Section::new(told.text("report/readings"), vec![Block::Table(table)]))
}

fn meaning(told: &Told<'_, '_>, question: &Question, option: &str) -> Option<String> {
    let Answers::Options { options, .. } = &question.answers else { return None };
    let at = options.iter().position(|(known, _)| **known == *option)?;
    let words = told.translated(question.words.as_ref());
    let translated = words.and_then(|words| words.meanings.get(at));
    translated.or_else(|| Some(&options.get(at)?.1)).map(ToString::to_string)
}
