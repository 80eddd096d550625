//! The readings that were used, the default ones too.

use super::block::{Align, Block, Cell, Section, Table, Tone};
use crate::assessment::Assessment;
use crate::rulebook::pack::Answers;
use crate::rulebook::readings::Readings;

/// Every open question with the answer that was used.
pub(super) fn section(assessment: &Assessment<'_>) -> Option<Section> {
    let law = assessment.governed.law();
    let questions = &law.pack().questions;
    let defaults = Readings::defaults(questions);
    let rows = questions.iter().filter_map(|question| {
        let chosen = law.readings().answer(&question.id)?.to_text();
        let is_default = defaults.answer(&question.id)?.to_text() == chosen;
        let meaning = match &question.answers {
            Answers::Options { options, .. } => {
                let mut options = options.iter();
                options.find(|(option, _)| **option == *chosen).map(|(_, meaning)| &**meaning)
            }
            Answers::Countries { .. } => None,
        };
        let tone = if is_default { Tone::Plain } else { Tone::Undetermined };
        let chosen = if chosen.is_empty() { "none".to_owned() } else { chosen.replace(',', ", ") };
        Some(vec![
            Cell::plain(&*question.id),
            Cell::plain(&*question.question),
            Cell::toned(chosen, tone),
            Cell::plain(meaning.unwrap_or("")),
            Cell::plain(if is_default { "default" } else { "chosen" }),
        ])
    });
    let rows: Vec<_> = rows.collect();
    let columns = vec![
        ("Reading", Align::Left),
        ("Question", Align::Left),
        ("Answer", Align::Left),
        ("What it means", Align::Left),
        ("How it came", Align::Left),
    ];
    let table = Table { columns, rows };
    (!table.rows.is_empty()).then(|| Section::new("Readings used", vec![Block::Table(table)]))
}
