//! Workbooks of Excel since 2007 (`.xlsx`, `.xlsm`), read in one pass over the text of a sheet.

mod cells;
mod strings;

use super::archive::Archive;
use super::parts::{Targets, WorkbookPart, day_formats, targets, workbook_part};
use super::sheet_cells::SheetCells;
use super::{Book, Sheet};
use crate::calendar::DateSystem;
use crate::table::problem::FileProblem;

/// A workbook of Excel since 2007.
pub(in crate::table) struct Xlsx<'a> {
    archive: Archive<'a>,
    part: WorkbookPart,
    targets: Targets,
    day_formats: Vec<bool>,
}

impl<'a> Xlsx<'a> {
    pub(in crate::table) const MAIN_PART: &'static str = "xl/workbook.xml";

    pub(in crate::table) fn open(mut archive: Archive<'a>) -> Result<Self, FileProblem> {
        let part = archive.read_text(Self::MAIN_PART)?;
        let part = workbook_part(&part.ok_or(FileProblem::Damaged("its main part is missing"))?)?;
        let relations = archive.read_text("xl/_rels/workbook.xml.rels")?.unwrap_or_default();
        let targets = targets(&relations, "xl")?;
        let day_formats = day_formats(&mut archive, "xl/styles.xml")?;
        Ok(Self { archive, part, targets, day_formats })
    }
}

impl Book for Xlsx<'_> {
    fn sheets(&self) -> &[Sheet] {
        &self.part.sheets
    }

    fn date_system(&self) -> DateSystem {
        if self.part.counts_from_1904 { DateSystem::From1904 } else { DateSystem::From1900 }
    }

    fn read(&mut self, at: usize) -> Result<SheetCells, FileProblem> {
        let id = self.part.ids.get(at);
        let target = id.and_then(|id| self.targets.get(id));
        let target = target.ok_or(FileProblem::Damaged("a sheet has no part"))?.clone();
        // Where a row seems to end within a comment, or the text has two bytes a character, only
        // the whole can be read.
        match self.read_sheet(&target, true) {
            Err(FileProblem::Damaged(_) | FileProblem::NoCells) => self.read_sheet(&target, false),
            read => read,
        }
    }
}

impl Xlsx<'_> {
    fn read_sheet(&mut self, target: &str, in_pieces: bool) -> Result<SheetCells, FileProblem> {
        const MISSING: FileProblem = FileProblem::Damaged("the part of a sheet is missing");
        let system = self.date_system();
        let mut sheet = SheetCells::default();
        let strings = self.archive.read_text("xl/sharedStrings.xml")?.unwrap_or_default();
        let strings = strings::shared(&strings, &mut sheet)?;
        let context = cells::Context {
            strings: &strings,
            day_formats: &self.day_formats,
            system,
            recomputes: self.part.recomputes,
        };
        let mut cells = cells::Cells::new(&context, &mut sheet);
        if in_pieces {
            let read = self.archive.read_pieces(target, "</row>", &mut |text| cells.read(text))?;
            read.ok_or(MISSING)?;
        } else {
            cells.read(&self.archive.read_text(target)?.ok_or(MISSING)?)?;
        }
        cells.finish()?;
        Ok(sheet)
    }
}
