//! Texts of an Excel workbook: those that cells share, and those within a cell.

use crate::table::kept::Stretch;
use crate::table::problem::FileProblem;
use crate::table::workbook::sheet_cells::SheetCells;
use crate::table::workbook::xml::{Node, Xml, next, reader};

/// Keeps the texts that cells share, in order.
pub(super) fn shared(text: &str, sheet: &mut SheetCells) -> Result<Vec<Stretch>, FileProblem> {
    let mut strings = Vec::new();
    let mut xml = reader(text);
    let mut string = String::new();
    loop {
        match next(&mut xml)? {
            Node::Start(element) if element.local_name().as_ref() == b"si" => {
                string.clear();
                rich_text(&mut xml, b"si", &mut string)?;
                strings.push(sheet.share(&string).map_err(FileProblem::TooLarge)?);
            }
            Node::Empty(element) if element.local_name().as_ref() == b"si" => {
                strings.push(sheet.share("").map_err(FileProblem::TooLarge)?);
            }
            Node::Eof => return Ok(strings),
            Node::Start(_) | Node::Empty(_) | Node::End(_) | Node::Text(_) => {}
        }
    }
}

/// Adds the text of an element, whose start was read, up to its end: every run of it, but not how
/// it is pronounced.
pub(super) fn rich_text(
    xml: &mut Xml<'_>,
    end: &[u8],
    string: &mut String,
) -> Result<(), FileProblem> {
    let (mut in_text, mut in_reading) = (false, false);
    let from = string.len();
    loop {
        let event = next(xml)?;
        match &event {
            Node::Start(element) => match element.local_name().as_ref() {
                b"t" => in_text = true,
                b"rPh" => in_reading = true,
                _ => {}
            },
            Node::End(element) => match element.local_name().as_ref() {
                b"t" => in_text = false,
                b"rPh" => in_reading = false,
                name if name == end => break,
                _ => {}
            },
            Node::Eof => return Err(FileProblem::Damaged("a text in it has no end")),
            Node::Text(part) if in_text && !in_reading => string.push_str(part),
            Node::Empty(_) | Node::Text(_) => {}
        }
    }
    if string.get(from..).is_some_and(|added| added.contains("_x")) {
        let escaped = string.split_off(from);
        add_unescaped(&escaped, string);
    }
    Ok(())
}

/// Excel writes characters that XML cannot hold as `_x000D_`.
fn add_unescaped(mut text: &str, out: &mut String) {
    while let Some(at) = text.find("_x") {
        let (before, escape) = text.split_at(at);
        out.push_str(before);
        let character = escape.get(..7).filter(|escape| escape.ends_with('_')).and_then(|escape| {
            let code = escape.get(2..6)?;
            char::from_u32(u32::from_str_radix(code, 16).ok()?)
        });
        let length = if let Some(character) = character {
            out.push(character);
            7
        } else {
            out.push_str("_x");
            2
        };
        text = escape.get(length..).unwrap_or("");
    }
    out.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_cannot_hold_come_back() {
        let cases = [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("part_x1", "part_x1"),
            ("_xé__x_", "_xé__x_"),
        ];
        for (text, expected) in cases {
            let mut out = String::new();
            add_unescaped(text, &mut out);
            assert_eq!(out, expected);
        }
    }
}
