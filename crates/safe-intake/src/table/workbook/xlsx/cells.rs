//! The cells of one sheet of an Excel workbook.

use std::borrow::Cow;

use quick_xml::events::BytesStart;
use safe_eligibility::model::day::Day;

use super::strings::rich_text;
use crate::calendar::DateSystem;
use crate::table::kept::{Stretch, Value};
use crate::table::limits::Limit;
use crate::table::problem::FileProblem;
use crate::table::workbook::sheet_cells::{Merged, SheetCells};
use crate::table::workbook::xml::{Node, Xml, attribute, next, reader, says_yes};

/// Most rows and columns of a sheet.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// What cells refer to.
pub(super) struct Context<'c> {
    pub(super) strings: &'c [Stretch],
    pub(super) day_formats: &'c [bool],
    pub(super) system: DateSystem,
    pub(super) recomputes: bool,
}

/// Reads the cells of a sheet, and which rows and columns are hidden and which cells merged.
pub(super) struct Cells<'c, 's> {
    context: &'c Context<'c>,
    sheet: &'s mut SheetCells,
    // Where the last cell was.
    row: u32,
    column: u32,
    has_data: bool,
    // By its number, whether a row was there.
    rows: Vec<bool>,
}

impl<'c, 's> Cells<'c, 's> {
    pub(super) fn new(context: &'c Context<'c>, sheet: &'s mut SheetCells) -> Self {
        Self { context, sheet, row: 0, column: 0, has_data: false, rows: Vec::new() }
    }

    /// Reads a piece of the text of a sheet, which no cell goes beyond.
    pub(super) fn read(&mut self, text: &str) -> Result<(), FileProblem> {
        let mut xml = reader(text);
        let mut inside = Inside::default();
        loop {
            match next(&mut xml)? {
                Node::Start(element) => match element.local_name().as_ref() {
                    b"c" => {
                        let cell = CellStart::of(&element);
                        (self.row, self.column) = cell.place(self.row, self.column)?;
                        inside.read(&mut xml)?;
                        if self.column > 0 {
                            let at = (self.row, self.column);
                            cell.add(&inside, at, self.context, self.sheet)?;
                        }
                    }
                    name => self.other(name, &element)?,
                },
                Node::Empty(element) => match element.local_name().as_ref() {
                    b"c" => {
                        let cell = CellStart::of(&element);
                        (self.row, self.column) = cell.place(self.row, self.column)?;
                    }
                    b"mergeCell" => add_merged(&element, self.sheet)?,
                    name => self.other(name, &element)?,
                },
                Node::Eof => return Ok(()),
                Node::End(_) | Node::Text(_) => {}
            }
        }
    }

    fn other(&mut self, name: &[u8], element: &BytesStart<'_>) -> Result<(), FileProblem> {
        match name {
            b"row" => {
                (self.row, self.column) = row_start(element, self.row, self.sheet)?;
                self.note_row()?;
            }
            b"sheetData" => self.has_data = true,
            b"col" => hide_columns(element, self.sheet),
            _ => {}
        }
        Ok(())
    }

    /// Of two rows with one number the cells of one would hide those of the other.
    fn note_row(&mut self) -> Result<(), FileProblem> {
        let at = usize::try_from(self.row).unwrap_or(usize::MAX);
        if self.rows.len() <= at {
            // At most as many as a sheet has rows.
            self.rows.resize(at.saturating_add(1), false);
        }
        let is_twice = self.rows.get_mut(at).map(|seen| std::mem::replace(seen, true));
        if is_twice == Some(true) {
            return Err(FileProblem::Twice { sheet: None, row: self.row, column: None });
        }
        Ok(())
    }

    /// Checks that there was a place for cells.
    pub(super) fn finish(self) -> Result<(), FileProblem> {
        if self.has_data { Ok(()) } else { Err(FileProblem::NoCells) }
    }
}

fn row_start(
    element: &BytesStart<'_>,
    before: u32,
    sheet: &mut SheetCells,
) -> Result<(u32, u32), FileProblem> {
    let stated = attribute(element, b"r").and_then(|row| row.parse().ok());
    let row = stated.unwrap_or(before.saturating_add(1));
    if row > MOST_ROWS {
        return Err(FileProblem::TooLarge(Limit::Sheet));
    }
    if says_yes(element, b"hidden") {
        sheet.hide(row..row.saturating_add(1));
    }
    Ok((row, 0))
}

/// Columns without any width are not shown either.
fn hide_columns(element: &BytesStart<'_>, sheet: &mut SheetCells) {
    let has_no_width = || attribute(element, b"width").as_deref() == Some("0");
    if !says_yes(element, b"hidden") && !has_no_width() {
        return;
    }
    let end = |name| attribute(element, name).and_then(|column| column.parse::<u32>().ok());
    if let (Some(first), Some(last)) = (end(b"min"), end(b"max")) {
        sheet.hide_columns(first, last);
    }
}

fn add_merged(element: &BytesStart<'_>, sheet: &mut SheetCells) -> Result<(), FileProblem> {
    let Some(range) = attribute(element, b"ref") else { return Ok(()) };
    let Some((first, last)) = range.split_once(':') else { return Ok(()) };
    if let (Some(first), Some(last)) = (place(first.as_bytes()), place(last.as_bytes())) {
        sheet.add_merged(Merged { first, last }).map_err(FileProblem::TooLarge)?;
    }
    Ok(())
}

/// Row and column of a reference such as `AB12`.
fn place(reference: &[u8]) -> Option<(u32, u32)> {
    let letters = reference.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (letters, digits) = reference.split_at_checked(letters)?;
    let column = letters.iter().try_fold(0u32, |column, letter| {
        let letter = u32::from(letter.to_ascii_uppercase().wrapping_sub(b'A'));
        column.checked_mul(26)?.checked_add(letter)?.checked_add(1)
    })?;
    let row = digits.iter().try_fold(0u32, |row, digit| {
        let digit = digit.is_ascii_digit().then(|| u32::from(digit.wrapping_sub(b'0')))?;
        row.checked_mul(10)?.checked_add(digit)
    })?;
    let fits = (1..=MOST_ROWS).contains(&row) && (1..=MOST_COLUMNS).contains(&column);
    fits.then_some((row, column))
}

/// How a cell says that its value is to be understood.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Flag,
    Error,
    Day,
}

/// What stands at the start of a cell.
struct CellStart {
    place: Result<Option<(u32, u32)>, Limit>,
    format: Option<usize>,
    kind: Kind,
}

impl CellStart {
    #[inline]
    fn of(element: &BytesStart<'_>) -> Self {
        let mut start = Self { place: Ok(None), format: None, kind: Kind::Number };
        for found in element.attributes().with_checks(false).filter_map(Result::ok) {
            match found.key.as_ref() {
                b"r" => start.place = place(&found.value).map(Some).ok_or(Limit::Sheet),
                b"s" => {
                    start.format =
                        std::str::from_utf8(&found.value).ok().and_then(|at| at.parse().ok());
                }
                b"t" => {
                    start.kind = match &*found.value {
                        b"s" => Kind::Shared,
                        b"str" | b"inlineStr" => Kind::Text,
                        b"b" => Kind::Flag,
                        b"e" => Kind::Error,
                        b"d" => Kind::Day,
                        _ => Kind::Number,
                    }
                }
                _ => {}
            }
        }
        start
    }

    /// Where the cell is: as it says, else behind the one before.
    fn place(&self, row: u32, column: u32) -> Result<(u32, u32), FileProblem> {
        let stated = self.place.map_err(FileProblem::TooLarge)?;
        Ok(stated.unwrap_or((row.max(1), column.saturating_add(1))))
    }

    #[inline]
    fn add(
        &self,
        inside: &Inside<'_>,
        at: (u32, u32),
        context: &Context<'_>,
        sheet: &mut SheetCells,
    ) -> Result<(), FileProblem> {
        let value = inside.value();
        let added = match self.kind {
            // A formula may well give an empty text; but it never gives an empty number.
            Kind::Text => sheet.text(at, value),
            _ if value.is_empty() && !inside.has_formula => Ok(()),
            _ if value.is_empty() => sheet.value(at, Value::Unsaved),
            Kind::Number if inside.has_formula && context.recomputes && value == "0" => {
                // Programs that cannot compute leave a zero and ask for it to be done on opening.
                sheet.value(at, Value::Unsaved)
            }
            Kind::Number => {
                let is_day = self.format.and_then(|at| context.day_formats.get(at));
                if is_day == Some(&true) {
                    sheet.serial(at, value, context.system)
                } else {
                    sheet.number(at, value)
                }
            }
            Kind::Shared => {
                let string = value.parse::<usize>().ok().and_then(|at| context.strings.get(at));
                let string = string.ok_or(FileProblem::Damaged("a text in it is missing"))?;
                sheet.shared(at, *string)
            }
            Kind::Flag => sheet.value(at, Value::Flag(matches!(value, "1" | "true"))),
            Kind::Error => sheet.error(at, value),
            Kind::Day => match value.get(..10).map(Day::parse) {
                Some(Ok(day)) => sheet.value(at, Value::Day(day)),
                Some(Err(_)) | None => sheet.text(at, value),
            },
        };
        added.map_err(FileProblem::TooLarge)
    }
}

/// What stands within a cell.
#[derive(Default)]
struct Inside<'t> {
    has_formula: bool,
    // The value where it is one piece of the text of the file, else in `joined`.
    piece: Option<&'t str>,
    joined: String,
}

impl<'t> Inside<'t> {
    fn value(&self) -> &str {
        self.piece.unwrap_or(&self.joined)
    }

    /// Reads up to the end of the cell.
    #[inline]
    fn read(&mut self, xml: &mut Xml<'t>) -> Result<(), FileProblem> {
        self.has_formula = false;
        self.piece = None;
        self.joined.clear();
        loop {
            match next(xml)? {
                Node::Start(element) => match element.local_name().as_ref() {
                    b"v" => self.read_value(xml)?,
                    b"f" => self.has_formula = true,
                    b"is" => rich_text(xml, b"is", &mut self.joined)?,
                    _ => {}
                },
                Node::Empty(element) if element.local_name().as_ref() == b"f" => {
                    self.has_formula = true;
                }
                Node::End(element) if element.local_name().as_ref() == b"c" => return Ok(()),
                Node::Eof => return Err(FileProblem::Damaged("a cell in it has no end")),
                Node::Empty(_) | Node::End(_) | Node::Text(_) => {}
            }
        }
    }

    #[inline]
    fn read_value(&mut self, xml: &mut Xml<'t>) -> Result<(), FileProblem> {
        loop {
            match next(xml)? {
                Node::End(_) => return Ok(()),
                Node::Eof => return Err(FileProblem::Damaged("a cell in it has no end")),
                Node::Text(Cow::Borrowed(piece)) if self.is_unread() => self.piece = Some(piece),
                Node::Text(part) => self.join(&part),
                Node::Start(_) | Node::Empty(_) => {}
            }
        }
    }

    fn is_unread(&self) -> bool {
        self.piece.is_none() && self.joined.is_empty()
    }

    #[cold]
    fn join(&mut self, part: &str) {
        if let Some(piece) = self.piece.take() {
            self.joined.push_str(piece);
        }
        self.joined.push_str(part);
    }
}
