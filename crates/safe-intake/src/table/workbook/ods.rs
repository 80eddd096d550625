//! Spreadsheets of the Open Document Format (`.ods`).

mod cells;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::archive::Archive;
use super::sheet_cells::SheetCells;
use super::xml::{Node, attribute, next, reader};
use super::{Book, Sheet};
use crate::calendar::DateSystem;
use crate::table::problem::FileProblem;

/// A spreadsheet of the Open Document Format.
pub(in crate::table) struct Ods {
    content: String,
    sheets: Vec<Sheet>,
}

impl Ods {
    pub(in crate::table) const MAIN_PART: &'static str = "content.xml";

    pub(in crate::table) fn open(mut archive: Archive<'_>) -> Result<Self, FileProblem> {
        let manifest = archive.read_text("META-INF/manifest.xml")?.unwrap_or_default();
        if manifest.contains("encryption-data") {
            return Err(FileProblem::Encrypted);
        }
        let content = archive.read_text(Self::MAIN_PART)?;
        let content = content.ok_or(FileProblem::Damaged("its main part is missing"))?;
        let sheets = sheets(&content)?;
        Ok(Self { content, sheets })
    }
}

impl Book for Ods {
    fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    fn date_system(&self) -> DateSystem {
        DateSystem::From1900
    }

    fn read(&mut self, at: usize) -> Result<SheetCells, FileProblem> {
        let mut sheet = SheetCells::default();
        let mut xml = reader(&self.content);
        let mut tables = 0usize;
        loop {
            match next(&mut xml)? {
                Node::Start(element) if element.local_name().as_ref() == b"table" => {
                    if tables == at {
                        cells::read(&mut xml, &mut sheet)?;
                        return Ok(sheet);
                    }
                    tables = tables.saturating_add(1);
                }
                Node::Eof => return Ok(sheet),
                Node::Start(_) | Node::Empty(_) | Node::End(_) | Node::Text(_) => {}
            }
        }
    }
}

/// The sheets, in order; hidden are those of a style that is not displayed.
fn sheets(content: &str) -> Result<Vec<Sheet>, FileProblem> {
    let mut sheets = Vec::new();
    let mut hiding = BTreeSet::new();
    let mut style = None;
    let mut xml = reader(content);
    loop {
        match next(&mut xml)? {
            Node::Start(element) => match element.local_name().as_ref() {
                b"style" => style = attribute(&element, b"name"),
                b"table-properties" => note_hiding(&element, style.as_ref(), &mut hiding),
                b"table" => {
                    let name = attribute(&element, b"name").unwrap_or_default();
                    let style = attribute(&element, b"style-name");
                    let is_hidden = style.is_some_and(|style| hiding.contains(&style));
                    sheets.push(Sheet { name: Arc::from(name), is_hidden });
                }
                _ => {}
            },
            Node::Empty(element) if element.local_name().as_ref() == b"table-properties" => {
                note_hiding(&element, style.as_ref(), &mut hiding);
            }
            Node::Eof => return Ok(sheets),
            Node::Empty(_) | Node::End(_) | Node::Text(_) => {}
        }
    }
}

fn note_hiding(
    element: &quick_xml::events::BytesStart<'_>,
    style: Option<&String>,
    hiding: &mut BTreeSet<String>,
) {
    if attribute(element, b"display").as_deref() == Some("false") {
        hiding.extend(style.cloned());
    }
}
