//! The parts of an Excel workbook beside its cells: which sheets there are, and which formats show
//! a number as a day.

use std::collections::BTreeMap;
use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::archive::Archive;
use super::xml::{Node, attribute, next, reader, says_yes};
use crate::table::Sheet;
use crate::table::problem::FileProblem;

/// Where the parts of a workbook are, by the id that refers to them.
pub(super) type Targets = BTreeMap<String, String>;

/// Reads the relations of a part: the targets within the archive, by id.
pub(super) fn targets(text: &str, folder: &str) -> Result<Targets, FileProblem> {
    let mut targets = Targets::new();
    let mut xml = reader(text);
    loop {
        match next(&mut xml)? {
            Node::Start(element) | Node::Empty(element)
                if element.local_name().as_ref() == b"Relationship" =>
            {
                let (id, target) = (attribute(&element, b"Id"), attribute(&element, b"Target"));
                if let (Some(id), Some(target)) = (id, target) {
                    targets.insert(id, within(folder, &target));
                }
            }
            Node::Eof => return Ok(targets),
            Node::Start(_) | Node::Empty(_) | Node::End(_) | Node::Text(_) => {}
        }
    }
}

/// A target as the name of a file within the archive.
fn within(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                steps.pop();
            }
            name => steps.push(name),
        }
    }
    steps.join("/")
}

/// What the main part of a workbook says.
#[derive(Debug, Default)]
pub(super) struct WorkbookPart {
    pub(super) sheets: Vec<Sheet>,
    /// The id of each sheet's part, in the same order.
    pub(super) ids: Vec<String>,
    pub(super) counts_from_1904: bool,
    /// Whether the values of formulas are to be computed anew, so that those saved mean nothing.
    pub(super) recomputes: bool,
}

pub(super) fn workbook_part(text: &str) -> Result<WorkbookPart, FileProblem> {
    let mut part = WorkbookPart::default();
    let mut xml = reader(text);
    loop {
        let element = match next(&mut xml)? {
            Node::Start(element) | Node::Empty(element) => element,
            Node::Eof => return Ok(part),
            Node::End(_) | Node::Text(_) => continue,
        };
        match element.local_name().as_ref() {
            b"workbookPr" => part.counts_from_1904 = says_yes(&element, b"date1904"),
            b"calcPr" => part.recomputes = says_yes(&element, b"fullCalcOnLoad"),
            b"sheet" => add_sheet(&element, &mut part),
            _ => {}
        }
    }
}

fn add_sheet(element: &BytesStart<'_>, part: &mut WorkbookPart) {
    let (name, id) = (attribute(element, b"name"), attribute(element, b"id"));
    if let (Some(name), Some(id)) = (name, id) {
        let state = attribute(element, b"state");
        let is_hidden = state.is_some_and(|state| state != "visible");
        part.sheets.push(Sheet { name: Arc::from(name), is_hidden });
        part.ids.push(id);
    }
}

/// Which cell formats show a number as a day, by their place in the list of formats.
pub(super) fn day_formats(archive: &mut Archive<'_>, name: &str) -> Result<Vec<bool>, FileProblem> {
    let Some(text) = archive.read_text(name)? else { return Ok(Vec::new()) };
    let mut own: BTreeMap<String, bool> = BTreeMap::new();
    let mut formats = Vec::new();
    let mut in_cell_formats = false;
    let mut xml = reader(&text);
    loop {
        match next(&mut xml)? {
            Node::Start(element) | Node::Empty(element) => match element.local_name().as_ref() {
                b"numFmt" => {
                    let id = attribute(&element, b"numFmtId").unwrap_or_default();
                    let code = attribute(&element, b"formatCode").unwrap_or_default();
                    own.insert(id, shows_day(&code));
                }
                b"cellXfs" => in_cell_formats = true,
                b"xf" if in_cell_formats => {
                    let id = attribute(&element, b"numFmtId").unwrap_or_default();
                    let is_day = own.get(&id).copied();
                    formats
                        .push(is_day.unwrap_or_else(|| is_built_in_day(id.parse().unwrap_or(0))));
                }
                _ => {}
            },
            Node::End(element) if element.local_name().as_ref() == b"cellXfs" => {
                in_cell_formats = false;
            }
            Node::Eof => return Ok(formats),
            Node::End(_) | Node::Text(_) => {}
        }
    }
}

/// Whether one of the formats that every spreadsheet program has shows a day.
pub(super) fn is_built_in_day(id: u16) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=58)
}

/// Whether a format of the workbook's own shows a day: a year or a day of the month in its first
/// section, outside of quotes and brackets.
pub(super) fn shows_day(code: &str) -> bool {
    let (mut in_quotes, mut in_brackets, mut is_escaped) = (false, false, false);
    for one in code.chars() {
        if is_escaped {
            is_escaped = false;
            continue;
        }
        match one {
            '"' if !in_brackets => in_quotes = !in_quotes,
            _ if in_quotes => {}
            '\\' | '_' | '*' => is_escaped = true,
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            _ if in_brackets => {}
            ';' => return false,
            'd' | 'D' | 'y' | 'Y' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_shows_a_day_or_not() {
        for code in ["yyyy-mm-dd", "d.m.yy", "[$-409]d-mmm-yy;@", "dd/mm/yyyy hh:mm", "mmm-yy"] {
            assert!(shows_day(code), "{code}");
        }
        for code in ["General", "0.00", "h:mm", "[h]:mm", "\"day\"0", "[Red]0", "0\\d", "0;[Red]d"]
        {
            assert!(!shows_day(code), "{code}");
        }
    }

    #[test]
    fn a_target_stays_within_the_archive() {
        let cases = [
            ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("../../../etc/passwd", "etc/passwd"),
            ("./a/../b.xml", "xl/b.xml"),
        ];
        for (target, name) in cases {
            assert_eq!(within("xl", target), name);
        }
    }
}
