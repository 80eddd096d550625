//! The cells of one sheet of an Open Document spreadsheet.

use std::num::IntErrorKind;

use quick_xml::events::BytesStart;
use safe_eligibility::model::day::Day;

use crate::table::kept::Value;
use crate::table::limits::{Limit, MOST_REPEATED};
use crate::table::problem::FileProblem;
use crate::table::workbook::sheet_cells::{Merged, SheetCells};
use crate::table::workbook::xml::{Node, Xml, attribute, next, unescaped};

/// Reads the cells of a table, whose start was read, up to its end.
pub(super) fn read(xml: &mut Xml<'_>, sheet: &mut SheetCells) -> Result<(), FileProblem> {
    let mut reading = Reading { row: 1, column: 1, repeated: 0, cells: Vec::new(), sheet };
    loop {
        match next(xml)? {
            Node::Start(element) if element.local_name().as_ref() == b"table-row" => {
                reading.row(xml, &element)?;
            }
            Node::Empty(element) if element.local_name().as_ref() == b"table-row" => {
                reading.skip_row(&element)?;
            }
            Node::Start(element) | Node::Empty(element)
                if element.local_name().as_ref() == b"table-column" =>
            {
                reading.columns(&element)?;
            }
            Node::End(element) if element.local_name().as_ref() == b"table" => return Ok(()),
            Node::Eof => return Err(FileProblem::Damaged("a sheet in it has no end")),
            Node::Start(_) | Node::Empty(_) | Node::End(_) | Node::Text(_) => {}
        }
    }
}

struct Reading<'s> {
    row: u32,
    // The next column that the sheet describes before its rows.
    column: u32,
    repeated: usize,
    cells: Vec<OdsCell>,
    sheet: &'s mut SheetCells,
}

/// One cell as the file writes it, for one column or several.
struct OdsCell {
    column: u32,
    count: u32,
    value: OdsValue,
    spans: (u32, u32),
}

enum OdsValue {
    Text(String),
    Number(String),
    Day(Day),
    Flag(bool),
    Error(String),
    Unsaved,
}

impl Reading<'_> {
    fn skip_row(&mut self, element: &BytesStart<'_>) -> Result<(), FileProblem> {
        let next = self.row.checked_add(repeated(element, b"number-rows-repeated", Limit::Rows)?);
        self.row = next.ok_or(FileProblem::TooLarge(Limit::Rows))?;
        Ok(())
    }

    fn columns(&mut self, element: &BytesStart<'_>) -> Result<(), FileProblem> {
        let first = self.column;
        let next =
            first.checked_add(repeated(element, b"number-columns-repeated", Limit::Columns)?);
        self.column = next.ok_or(FileProblem::TooLarge(Limit::Columns))?;
        if is_hidden(element) {
            self.sheet.hide_columns(first, self.column.saturating_sub(1));
        }
        Ok(())
    }

    fn row(&mut self, xml: &mut Xml<'_>, element: &BytesStart<'_>) -> Result<(), FileProblem> {
        let first = self.row;
        self.skip_row(element)?;
        let rows = first..self.row;
        if is_hidden(element) {
            self.sheet.hide(rows.clone());
        }
        self.read_cells(xml)?;
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            for (at, row) in rows.enumerate() {
                self.add_row(row, &cells, at > 0)?;
            }
        }
        self.cells = cells;
        Ok(())
    }

    fn add_row(
        &mut self,
        row: u32,
        cells: &[OdsCell],
        is_repeated: bool,
    ) -> Result<(), FileProblem> {
        for cell in cells {
            let columns = cell.column..cell.column.saturating_add(cell.count);
            for (at, column) in columns.enumerate() {
                if is_repeated || at > 0 {
                    self.repeated = self.repeated.saturating_add(1);
                }
                if self.repeated > MOST_REPEATED {
                    return Err(FileProblem::TooLarge(Limit::Cells));
                }
                self.add(cell, (row, column)).map_err(FileProblem::TooLarge)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, cell: &OdsCell, at: (u32, u32)) -> Result<(), Limit> {
        let (rows, columns) = cell.spans;
        if rows > 1 || columns > 1 {
            let last = (
                at.0.saturating_add(rows.saturating_sub(1)),
                at.1.saturating_add(columns.saturating_sub(1)),
            );
            self.sheet.add_merged(Merged { first: at, last })?;
        }
        match &cell.value {
            OdsValue::Text(text) => self.sheet.text(at, text),
            OdsValue::Number(number) => self.sheet.number(at, number),
            OdsValue::Day(day) => self.sheet.value(at, Value::Day(*day)),
            OdsValue::Flag(flag) => self.sheet.value(at, Value::Flag(*flag)),
            OdsValue::Error(error) => self.sheet.error(at, error),
            OdsValue::Unsaved => self.sheet.value(at, Value::Unsaved),
        }
    }

    /// Reads the cells of a row up to its end; those without a value are left out.
    fn read_cells(&mut self, xml: &mut Xml<'_>) -> Result<(), FileProblem> {
        self.cells.clear();
        let mut column = 1u32;
        let mut next_column = |element: &BytesStart<'_>| {
            let (at, count) =
                (column, repeated(element, b"number-columns-repeated", Limit::Columns)?);
            column = column.checked_add(count).ok_or(FileProblem::TooLarge(Limit::Columns))?;
            Ok((at, count))
        };
        loop {
            let event = next(xml)?;
            match &event {
                Node::Start(element) if is_cell(element) => {
                    let (column, count) = next_column(element)?;
                    let text = cell_text(xml, element.local_name().as_ref())?;
                    self.keep(element, column, count, text);
                }
                Node::Empty(element) if is_cell(element) => {
                    let (column, count) = next_column(element)?;
                    self.keep(element, column, count, String::new());
                }
                Node::End(element) if element.local_name().as_ref() == b"table-row" => {
                    return Ok(());
                }
                Node::Eof => return Err(FileProblem::Damaged("a row in it has no end")),
                Node::Start(_) | Node::Empty(_) | Node::End(_) | Node::Text(_) => {}
            }
        }
    }

    fn keep(&mut self, element: &BytesStart<'_>, column: u32, count: u32, text: String) {
        if let Some(value) = value(element, text) {
            let spans = (
                self::count(element, b"number-rows-spanned"),
                self::count(element, b"number-columns-spanned"),
            );
            self.cells.push(OdsCell { column, count, value, spans });
        }
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, b"visibility").is_some_and(|visibility| visibility != "visible")
}

fn is_cell(element: &BytesStart<'_>) -> bool {
    // What stands below a merged cell is kept by the file but shown by no program.
    matches!(element.local_name().as_ref(), b"table-cell" | b"covered-table-cell")
}

fn count(element: &BytesStart<'_>, name: &[u8]) -> u32 {
    attribute(element, name)
        .and_then(|count| count.parse().ok())
        .map_or(1, |count: u32| count.max(1))
}

/// How many rows or cells one stands for.
fn repeated(element: &BytesStart<'_>, name: &[u8], limit: Limit) -> Result<u32, FileProblem> {
    let Some(given) = attribute(element, name) else { return Ok(1) };
    match given.parse() {
        Ok(count) if count > 0 => Ok(count),
        Err(error) if *error.kind() == IntErrorKind::PosOverflow => {
            Err(FileProblem::TooLarge(limit))
        }
        Ok(_) | Err(_) => Err(FileProblem::Repeated { given }),
    }
}

/// The value of a cell; `None` where it has none.
fn value(element: &BytesStart<'_>, text: String) -> Option<OdsValue> {
    if element.local_name().as_ref() == b"covered-table-cell" {
        return None;
    }
    let (mut kind, mut given, mut has_formula, mut has_failed) = (None, None, false, false);
    for found in element.attributes().with_checks(false).filter_map(Result::ok) {
        let read = || unescaped(&found.value);
        match found.key.as_ref() {
            b"office:value-type" => kind = read(),
            b"office:value"
            | b"office:date-value"
            | b"office:boolean-value"
            | b"office:string-value" => {
                given = read();
            }
            b"table:formula" => has_formula = true,
            b"calcext:value-type" => has_failed = &*found.value == b"error",
            _ => {}
        }
    }
    if has_failed {
        return Some(OdsValue::Error(text));
    }
    let Some(kind) = kind else { return has_formula.then_some(OdsValue::Unsaved) };
    match (&*kind, given) {
        ("float" | "percentage" | "currency", Some(number)) => Some(OdsValue::Number(number)),
        ("date", Some(date)) => match date.get(..10).map(Day::parse) {
            Some(Ok(day)) => Some(OdsValue::Day(day)),
            Some(Err(_)) | None => Some(OdsValue::Text(text)),
        },
        ("boolean", Some(flag)) => Some(OdsValue::Flag(flag == "true")),
        (_, Some(string)) => Some(OdsValue::Text(string)).filter(|_| kind == "string"),
        (_, None) => Some(OdsValue::Text(text)),
    }
}

/// The text of a cell, whose start was read, up to its end: its paragraphs, without notes.
fn cell_text(xml: &mut Xml<'_>, end: &[u8]) -> Result<String, FileProblem> {
    let mut text = String::new();
    let (mut paragraphs, mut in_paragraph, mut notes) = (0u32, false, 0u32);
    loop {
        let event = next(xml)?;
        match &event {
            Node::Start(element) => match element.local_name().as_ref() {
                b"annotation" => notes = notes.saturating_add(1),
                b"p" if notes == 0 => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs = paragraphs.saturating_add(1);
                    in_paragraph = true;
                }
                name if notes == 0 => add_space(name, element, &mut text),
                _ => {}
            },
            Node::Empty(element) if notes == 0 => {
                add_space(element.local_name().as_ref(), element, &mut text);
            }
            Node::End(element) => match element.local_name().as_ref() {
                b"annotation" => notes = notes.saturating_sub(1),
                b"p" => in_paragraph = false,
                name if name == end => return Ok(text),
                _ => {}
            },
            Node::Eof => return Err(FileProblem::Damaged("a cell in it has no end")),
            Node::Text(part) if in_paragraph && notes == 0 => text.push_str(part),
            Node::Empty(_) | Node::Text(_) => {}
        }
    }
}

/// White space that XML would fold is an element of its own.
fn add_space(name: &[u8], element: &BytesStart<'_>, text: &mut String) {
    const MOST_SPACES: u32 = 1000;
    match name {
        b"s" => {
            let spaces = count(element, b"c").min(MOST_SPACES);
            text.extend((0..spaces).map(|_| ' '));
        }
        b"tab" => text.push('\t'),
        b"line-break" => text.push('\n'),
        _ => {}
    }
}
