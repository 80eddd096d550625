//! Workbooks of Excel 5 to 2003 (`.xls`): one stream of records.

mod cells;
mod records;
mod texts;

use std::collections::BTreeMap;
use std::sync::Arc;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::binary::{size_at, u8_at, u16_at};
use super::compound::Compound;
use super::parts::{is_built_in_day, shows_day};
use super::sheet_cells::SheetCells;
use super::{Book, Sheet};
use crate::calendar::DateSystem;
use crate::table::problem::FileProblem;
use records::{Record, Records, kind};
use texts::{TextForm, shared_texts, short_text, text};

/// A workbook of Excel 5 to 2003.
pub(in crate::table) struct Xls {
    stream: Vec<u8>,
    sheets: Vec<Sheet>,
    starts: Vec<usize>,
    globals: Globals,
}

/// What the cells of every sheet refer to.
struct Globals {
    form: TextForm,
    strings: Vec<String>,
    day_formats: Vec<bool>,
    system: DateSystem,
}

impl Xls {
    /// The names of the stream a workbook is in: since Excel 97, and before.
    pub(in crate::table) const STREAMS: [&'static str; 2] = ["Workbook", "Book"];

    pub(in crate::table) fn open(document: &Compound<'_>) -> Result<Self, FileProblem> {
        let name = Self::STREAMS.into_iter().find(|name| document.has(name));
        let stream = document.stream(name.unwrap_or_default())?;
        let mut reading = Reading::default();
        let mut records = Records::new(&stream, 0);
        while let Some(record) = records.next() {
            if record.kind == kind::END {
                break;
            }
            reading.add(&record)?;
        }
        let day_formats = reading.day_formats();
        let Reading { form, strings, sheets, starts, system, .. } = reading;
        let globals = Globals { form, strings, day_formats, system };
        Ok(Self { stream, sheets, starts, globals })
    }
}

impl Book for Xls {
    fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    fn date_system(&self) -> DateSystem {
        self.globals.system
    }

    fn read(&mut self, at: usize) -> Result<SheetCells, FileProblem> {
        let start = *self.starts.get(at).ok_or(FileProblem::Damaged("a sheet has no part"))?;
        let mut sheet = SheetCells::default();
        cells::read(Records::new(&self.stream, start), &self.globals, &mut sheet)?;
        Ok(sheet)
    }
}

struct Reading {
    form: TextForm,
    strings: Vec<String>,
    sheets: Vec<Sheet>,
    starts: Vec<usize>,
    system: DateSystem,
    formats: Vec<u16>,
    own_formats: BTreeMap<u16, bool>,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            form: TextForm { is_wide: true, encoding: WINDOWS_1252 },
            strings: Vec::new(),
            sheets: Vec::new(),
            starts: Vec::new(),
            system: DateSystem::From1900,
            formats: Vec::new(),
            own_formats: BTreeMap::new(),
        }
    }
}

impl Reading {
    fn add(&mut self, record: &Record<'_>) -> Result<(), FileProblem> {
        let bytes = record.bytes();
        match record.kind {
            kind::BEGIN => match u16_at(bytes, 0) {
                Some(0x0500) => self.form.is_wide = false,
                Some(0x0600) => {}
                _ => return Err(FileProblem::Other("a workbook of Excel before version 5")),
            },
            kind::PASSWORD => return Err(FileProblem::Encrypted),
            kind::CODE_PAGE => self.form.encoding = code_page(u16_at(bytes, 0).unwrap_or(0)),
            kind::DATE_SYSTEM if u16_at(bytes, 0) == Some(1) => {
                self.system = DateSystem::From1904;
            }
            kind::FORMAT => {
                let number = u16_at(bytes, 0).unwrap_or(0);
                let rest = bytes.get(2..).unwrap_or(&[]);
                let code = if self.form.is_wide {
                    text(rest, self.form)
                } else {
                    short_text(rest, self.form)
                };
                self.own_formats.insert(number, shows_day(&code.unwrap_or_default()));
            }
            kind::CELL_FORMAT => self.formats.push(u16_at(bytes, 2).unwrap_or(0)),
            kind::SHEET => self.add_sheet(bytes),
            kind::SHARED_TEXTS => {
                let damaged = FileProblem::Damaged("its shared texts are cut short");
                self.strings = shared_texts(record).ok_or(damaged)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn add_sheet(&mut self, bytes: &[u8]) {
        let is_worksheet = u8_at(bytes, 5) == Some(0);
        let name = short_text(bytes.get(6..).unwrap_or(&[]), self.form);
        if let (true, Some(start), Some(name)) = (is_worksheet, size_at(bytes, 0), name) {
            let is_hidden = u8_at(bytes, 4).unwrap_or(0) & 3 != 0;
            self.sheets.push(Sheet { name: Arc::from(name), is_hidden });
            self.starts.push(start);
        }
    }

    fn day_formats(&self) -> Vec<bool> {
        let is_day = |number: &u16| {
            self.own_formats.get(number).copied().unwrap_or_else(|| is_built_in_day(*number))
        };
        self.formats.iter().map(is_day).collect()
    }
}

/// The encoding behind the number of a code page.
fn code_page(number: u16) -> &'static Encoding {
    let label = match number {
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        1250 => "windows-1250",
        1251 => "windows-1251",
        1253 => "windows-1253",
        1254 => "windows-1254",
        1255 => "windows-1255",
        1256 => "windows-1256",
        1257 => "windows-1257",
        1258 => "windows-1258",
        10000 | 0x8000 => "macintosh",
        65001 => "utf-8",
        _ => return WINDOWS_1252,
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}
