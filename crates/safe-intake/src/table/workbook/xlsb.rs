//! Binary workbooks of Excel since 2007 (`.xlsb`): an archive whose parts are records.

mod cells;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::archive::Archive;
use super::binary::{size_at, u8_at, u16_at, u32_at, wide_text};
use super::parts::{Targets, is_built_in_day, shows_day, targets};
use super::sheet_cells::SheetCells;
use super::{Book, Sheet};
use crate::calendar::DateSystem;
use crate::table::kept::Stretch;
use crate::table::problem::FileProblem;

const CUT_SHORT: FileProblem = FileProblem::Damaged("a record in it is cut short");

/// A binary workbook of Excel since 2007.
pub(in crate::table) struct Xlsb<'a> {
    archive: Archive<'a>,
    sheets: Vec<Sheet>,
    ids: Vec<String>,
    targets: Targets,
    system: DateSystem,
    day_formats: Vec<bool>,
}

impl<'a> Xlsb<'a> {
    pub(in crate::table) const MAIN_PART: &'static str = "xl/workbook.bin";

    pub(in crate::table) fn open(mut archive: Archive<'a>) -> Result<Self, FileProblem> {
        let relations = archive.read_text("xl/_rels/workbook.bin.rels")?.unwrap_or_default();
        let targets = targets(&relations, "xl")?;
        let styles = archive.read("xl/styles.bin")?.unwrap_or_default();
        let day_formats = day_formats(&styles);
        let main = archive.read(Self::MAIN_PART)?;
        let main = main.ok_or(FileProblem::Damaged("its main part is missing"))?;
        let (mut sheets, mut ids, mut system) = (Vec::new(), Vec::new(), DateSystem::From1900);
        for (kind, bytes) in Records::new(&main) {
            match kind {
                0x0099 if u8_at(bytes, 0).unwrap_or(0) & 1 == 1 => system = DateSystem::From1904,
                0x009c => {
                    let (id, name) = sheet_names(bytes).ok_or(CUT_SHORT)?;
                    let is_hidden = u32_at(bytes, 0) != Some(0);
                    sheets.push(Sheet { name: Arc::from(name), is_hidden });
                    ids.push(id);
                }
                _ => {}
            }
        }
        Ok(Self { archive, sheets, ids, targets, system, day_formats })
    }

    fn strings(&mut self, sheet: &mut SheetCells) -> Result<Vec<Stretch>, FileProblem> {
        let bytes = self.archive.read("xl/sharedStrings.bin")?.unwrap_or_default();
        let mut strings = Vec::new();
        for (kind, bytes) in Records::new(&bytes) {
            if kind == 0x0013 {
                let (text, _) = text_at(bytes, 1).ok_or(CUT_SHORT)?;
                strings.push(sheet.share(&text).map_err(FileProblem::TooLarge)?);
            }
        }
        Ok(strings)
    }
}

impl Book for Xlsb<'_> {
    fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    fn date_system(&self) -> DateSystem {
        self.system
    }

    fn read(&mut self, at: usize) -> Result<SheetCells, FileProblem> {
        let target = self.ids.get(at).and_then(|id| self.targets.get(id));
        let target = target.ok_or(FileProblem::Damaged("a sheet has no part"))?.clone();
        let mut sheet = SheetCells::default();
        let strings = self.strings(&mut sheet)?;
        let bytes = self.archive.read(&target)?;
        let bytes = bytes.ok_or(FileProblem::Damaged("the part of a sheet is missing"))?;
        let context = cells::Context {
            strings: &strings,
            day_formats: &self.day_formats,
            system: self.system,
        };
        cells::read(&bytes, &context, &mut sheet)?;
        Ok(sheet)
    }
}

/// The records of a part; one that is cut short ends them.
pub(super) struct Records<'b> {
    rest: &'b [u8],
}

impl<'b> Records<'b> {
    fn new(rest: &'b [u8]) -> Self {
        Self { rest }
    }

    /// A number in as many bytes as it needs, seven bits each.
    fn number(&mut self, most_bytes: u32) -> Option<u32> {
        let mut number = 0u32;
        for at in 0..most_bytes {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u32::from(byte & 0x7f).checked_shl(at.checked_mul(7)?)?;
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = (u32, &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = self.number(2)?;
        let length = usize::try_from(self.number(4)?).ok()?;
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some((kind, bytes))
    }
}

/// A text and where what follows it begins.
fn text_at(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let start = at.checked_add(4)?;
    let end = size_at(bytes, at)?.checked_mul(2)?.checked_add(start)?;
    Some((wide_text(bytes.get(start..end)?), end))
}

fn sheet_names(bytes: &[u8]) -> Option<(String, String)> {
    let (id, end) = text_at(bytes, 8)?;
    let (name, _) = text_at(bytes, end)?;
    Some((id, name))
}

fn day_formats(styles: &[u8]) -> Vec<bool> {
    let mut own = BTreeMap::new();
    let mut formats = Vec::new();
    let mut in_cell_formats = false;
    for (kind, bytes) in Records::new(styles) {
        match kind {
            0x002c => {
                let code = text_at(bytes, 2).map(|(code, _)| code).unwrap_or_default();
                own.insert(u16_at(bytes, 0).unwrap_or(0), shows_day(&code));
            }
            0x0269 => in_cell_formats = true,
            0x026a => in_cell_formats = false,
            0x002f if in_cell_formats => {
                let number = u16_at(bytes, 2).unwrap_or(0);
                formats.push(own.get(&number).copied().unwrap_or_else(|| is_built_in_day(number)));
            }
            _ => {}
        }
    }
    formats
}
