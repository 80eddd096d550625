//! A table of parts beside the bill: what it says about the parts that the bill uses.

use super::classify::RowKind;
use super::collected::Counted;
use super::facts::CellReader;
use super::layout_fault::LayoutFault;
use super::rows::with_facts;
use super::{NEXT, Reading, ShapeProblem, Stop};
use crate::mapping::PartTable;
use crate::parts::RowId;
use crate::table::{InputFile, plain_id};

impl<'a> Reading<'_, 'a> {
    pub(super) fn read_part_table(&mut self) -> Result<(), Stop> {
        let mapping = self.files.mapping;
        let Some(rules) = &mapping.parts else { return Ok(()) };
        let Some(file) = self.part_file(rules) else {
            let name = rules.file.clone().unwrap_or_default();
            let at = self.files.bills.first().map_or("", |file| file.name);
            let at = crate::source::Source::whole(at);
            self.collected.layout(at, LayoutFault::NoPartTable { name });
            return Ok(());
        };
        let table = self.open(&file, &rules.table)?;
        let (layout, styles) = self.lay_out(&table, &rules.table, &rules.columns, false)?;
        let base = self.places.base();
        let mut last_row = 0;
        let mut cells = CellReader {
            table: &table,
            mapping,
            layout: &layout,
            styles: &styles,
            countries: &mut self.countries,
            collected: &mut self.collected,
            needs_style: false,
        };
        let classifier = super::Classifier {
            rules: &rules.table,
            layout: &layout,
            needs_quantity: false,
            fills_ids: false,
        };
        let parts = &mut self.parts;
        let read = table.rows(|row| {
            last_row = row.number();
            let kind = classifier.kind(row);
            if kind != RowKind::Part {
                cells.note_kind(row, kind);
                return NEXT;
            }
            let Some(id) = cells.text(row, layout.columns.id) else {
                let at = cells.at(row, layout.columns.id);
                cells.collected.row(at, None, super::row_fault::RowFault::NoId);
                return NEXT;
            };
            let at = RowId { number: base.saturating_add(row.number()) };
            if let Some(part) = parts.find(&CellReader::id_of(plain_id(&id))) {
                parts.describe(part);
                with_facts(&mut cells, row, |facts| parts.state(part, facts, at));
            } else {
                cells.count(Counted::UnusedParts, row);
            }
            if cells.needs_style { std::ops::ControlFlow::Break(()) } else { NEXT }
        });
        if cells.needs_style {
            return Err(Stop::NeedsStyle);
        }
        for problem in read.err().unwrap_or_default() {
            self.collected.problem(ShapeProblem::Table(problem));
        }
        self.check_skipped(&rules.table, last_row, &table.whole_source());
        self.place(table, &layout, last_row);
        Ok(())
    }

    /// The file of the part table; without a name, a sheet of the first file of the bill.
    fn part_file(&self, rules: &PartTable) -> Option<InputFile<'a>> {
        let Some(name) = &rules.file else { return self.files.bills.first().copied() };
        let last = |name: &str| name.rsplit(['/', '\\']).next().unwrap_or("").to_owned();
        let others = self.files.others;
        let exact = others.iter().find(|file| file.name == name);
        exact.or_else(|| others.iter().find(|file| last(file.name) == last(name))).copied()
    }
}
