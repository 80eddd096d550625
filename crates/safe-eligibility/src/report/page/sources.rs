//! Cells and files, where a procurement was not read from its document alone.

use super::block::{Align, Block, Cell, Section};
use super::told::Told;
use crate::model::place::Place;

/// The column of a table that says where its rows were read; `None`: there is only a document.
pub(super) fn column(told: &Told<'_, '_>) -> Option<(String, Align)> {
    told.assessment.sources.map(|_| (told.text("page/column/read-from"), Align::Left))
}

/// The cell of a row in that column.
pub(super) fn cell(told: &Told<'_, '_>, at: &Place) -> Option<Cell> {
    let source = told.assessment.sources?.source_of(at);
    Some(Cell::plain(source.map_or_else(String::new, |source| source.to_string())))
}

/// The files that were read beside the document.
pub(super) fn read_beside(told: &Told<'_, '_>) -> Option<(String, String)> {
    let inputs = told.assessment.sources?.inputs();
    let each = inputs.iter().map(|input| format!("{} {}", input.role, input.name));
    let all = told.listing(each);
    (!all.is_empty()).then(|| (told.text("page/read-with"), all))
}

/// What was understood otherwise than it is written.
pub(super) fn remarks(told: &Told<'_, '_>) -> Option<Section> {
    let remarks = told.assessment.sources?.remarks();
    let items = remarks.into_iter().map(|remark| {
        let source = remark.source.map(|source| format!("{source}: ")).unwrap_or_default();
        let under = remark.at.iter().chain(&remark.help).map(ToString::to_string);
        (Cell::plain(format!("{source}{}", remark.message)), under.collect())
    });
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| Section::new(told.text("page/remarks"), vec![Block::List(items)]))
}
