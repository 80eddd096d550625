//! JSON as a table: objects in a list, or one after another as JSON lines have them.
//!
//! The names of their members are the header, which is row 1, in the order in which they first
//! appear; the first object is row 2. An object that holds nothing but one list stands for that
//! list, as many exports wrap it.

mod columns;
mod number;
mod problem;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use super::kept::{KeptCells, Value};
use super::limits::Limit;
use super::problem::{FileProblem, TableProblem};
use super::row::Row;
use crate::error::{Kind, Malformed};
use crate::json::Lexer;
use crate::source::{Source, Spot};
use columns::Columns;

pub(crate) use problem::RowsProblem;

/// The objects of a text as rows.
#[derive(Debug)]
pub(super) struct JsonRows {
    cells: KeptCells,
    // The lines in which the objects begin, which are the rows from 2 on.
    lines: Vec<u32>,
    problems: Vec<TableProblem>,
}

impl JsonRows {
    /// Reads a text to its end; what is wrong with it is told when its rows are asked for.
    pub(super) fn read(text: &RowsText<'_>) -> Result<Self, FileProblem> {
        let mut reader = Reader::of(text);
        let read = reader.rows();
        match read {
            Ok(()) => reader.finish(None),
            Err(Stop::Malformed(why)) => reader.finish(Some(why)),
            Err(Stop::Limit(limit)) => Err(FileProblem::TooLarge(limit)),
        }
    }

    pub(super) fn each_row(
        &self,
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), Vec<TableProblem>> {
        self.cells.each_row(each);
        if self.problems.is_empty() { Ok(()) } else { Err(self.problems.clone()) }
    }

    /// The line in which the object of a row begins; `None` for the header.
    pub(super) fn line_of(&self, row: u32) -> Option<u32> {
        line_of(&self.lines, row)
    }

    pub(super) fn forget_cells(&mut self) {
        self.cells = KeptCells::default();
    }
}

fn line_of(lines: &[u32], row: u32) -> Option<u32> {
    lines.get(usize::try_from(row.checked_sub(2)?).ok()?).copied()
}

/// A text that is looked at as rows.
#[derive(Clone, Debug)]
pub(super) struct RowsText<'a> {
    pub(super) file: Arc<str>,
    pub(super) text: &'a str,
    /// How many bytes stand before it in the file; `None`: its bytes are not those of the file.
    pub(super) start: Option<usize>,
}

/// Why reading ends early.
enum Stop {
    Malformed(Malformed),
    Limit(Limit),
}

impl From<Malformed> for Stop {
    fn from(why: Malformed) -> Self {
        Self::Malformed(why)
    }
}

impl From<Limit> for Stop {
    fn from(limit: Limit) -> Self {
        Self::Limit(limit)
    }
}

/// What is wrong with a member or a row; what is wrong alike is told once, with how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    NoObject,
    Nested { is_list: bool },
    Repeated,
    Unnamed,
}

/// Kinds of faults of one text that are reported; the rest are like them.
const MOST_FAULTS: usize = 100;

struct Reader<'t> {
    of: RowsText<'t>,
    lexer: Lexer<'t>,
    cells: KeptCells,
    columns: Columns,
    lines: Vec<u32>,
    // The row that is read, and its cells as they come.
    row: u32,
    row_cells: Vec<(u32, Value)>,
    // Up to where line ends are counted, and the line there.
    counted: (usize, u32),
    // By the fault and its column: the first row that has it, and how many do.
    faults: BTreeMap<(Fault, u32), (u32, usize)>,
    scratch: String,
}

impl<'t> Reader<'t> {
    fn of(of: &RowsText<'t>) -> Self {
        Self {
            of: of.clone(),
            lexer: Lexer::new(of.text),
            cells: KeptCells::default(),
            columns: Columns::default(),
            lines: Vec::new(),
            row: 1,
            row_cells: Vec::new(),
            counted: (0, 1),
            faults: BTreeMap::new(),
            scratch: String::new(),
        }
    }

    fn rows(&mut self) -> Result<(), Stop> {
        match self.lexer.kind()? {
            Kind::List => self.list()?,
            Kind::Object if wraps_a_list(self.of.text) => {
                self.lexer.open()?;
                let mut first = true;
                self.lexer.member(&mut first)?;
                self.lexer.kind()?;
                self.list()?;
                self.lexer.member(&mut first)?;
            }
            Kind::Object | Kind::Text | Kind::Number | Kind::Flag | Kind::Null => {
                self.row()?;
                while self.lexer.end().is_err() {
                    self.row()?;
                }
            }
        }
        Ok(self.lexer.end()?)
    }

    fn list(&mut self) -> Result<(), Stop> {
        self.lexer.open()?;
        let mut first = true;
        while self.lexer.item(&mut first)? {
            self.row()?;
        }
        Ok(())
    }

    fn row(&mut self) -> Result<(), Stop> {
        let kind = self.lexer.kind()?;
        let line = self.line();
        self.row = self.row.checked_add(1).ok_or(Limit::Rows)?;
        self.lines.push(line);
        if kind != Kind::Object {
            self.fault(Fault::NoObject, 0);
            return Ok(self.lexer.skip()?);
        }
        self.lexer.open()?;
        self.row_cells.clear();
        let (mut first, mut near) = (true, 0);
        while let Some(name) = self.lexer.member(&mut first)? {
            let column = self.columns.find_or_add(&name, near)?;
            near = column;
            if name.trim().is_empty() {
                self.fault(Fault::Unnamed, column);
            }
            if !self.columns.take(column, self.row) {
                self.fault(Fault::Repeated, column);
            }
            if let Some(value) = self.value(column)? {
                self.row_cells.push((column, value));
            }
        }
        if self.row == 2 {
            // Most objects have the members of the first, and then all cells come in order.
            self.add_header()?;
        }
        self.row_cells.sort_unstable_by_key(|(column, _)| *column);
        for (column, value) in &self.row_cells {
            self.cells.push(self.row, *column, *value)?;
        }
        Ok(())
    }

    fn value(&mut self, column: u32) -> Result<Option<Value>, Stop> {
        let kind = self.lexer.kind()?;
        let value = match kind {
            Kind::Text => {
                let text = self.lexer.string()?;
                (!text.trim().is_empty()).then(|| self.cells.keep_text(&text).map(Value::Text))
            }
            Kind::Number => {
                let written = self.lexer.number()?;
                Some(match number::plain(written, &mut self.scratch) {
                    Some(plain) => self.cells.keep_text(plain).map(Value::Number),
                    None => self.cells.keep_text(written).map(Value::Text),
                })
            }
            Kind::Flag => Some(Ok(Value::Flag(self.lexer.flag()?))),
            Kind::Null => {
                self.lexer.null()?;
                None
            }
            Kind::Object | Kind::List => {
                self.fault(Fault::Nested { is_list: kind == Kind::List }, column);
                self.lexer.skip()?;
                None
            }
        };
        Ok(value.transpose()?)
    }

    /// Puts those columns into the header that are not there yet.
    fn add_header(&mut self) -> Result<(), Limit> {
        for (column, name) in self.columns.untold() {
            let name = self.cells.keep_text(name)?;
            self.cells.push(1, column, Value::Text(name))?;
        }
        self.columns.tell();
        Ok(())
    }

    fn fault(&mut self, fault: Fault, column: u32) {
        let is_full = self.faults.len() >= MOST_FAULTS;
        match self.faults.get_mut(&(fault, column)) {
            Some((_, rows)) => *rows = rows.saturating_add(1),
            None if is_full => {}
            None => _ = self.faults.insert((fault, column), (self.row, 1)),
        }
    }

    /// The line of what comes next.
    fn line(&mut self) -> u32 {
        let (from, line) = self.counted;
        let to = self.lexer.at();
        let passed = self.of.text.as_bytes().get(from..to).unwrap_or(&[]);
        let ends = memchr::memchr_iter(b'\n', passed).count();
        let line = line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        self.counted = (to, line);
        line
    }

    fn finish(mut self, broken: Option<Malformed>) -> Result<JsonRows, FileProblem> {
        self.add_header().map_err(FileProblem::TooLarge)?;
        self.cells.finish(&[]);
        let broken = broken.map(|why| self.broken(why));
        let mut faults: Vec<_> = std::mem::take(&mut self.faults).into_iter().collect();
        faults.sort_by_key(|((fault, column), (row, _))| (*row, *column, *fault));
        let told = faults.into_iter().map(|((fault, column), (row, rows))| {
            let name = self.columns.name(column).to_owned();
            let problem = match fault {
                Fault::NoObject => RowsProblem::NoObject { rows },
                Fault::Nested { is_list } => RowsProblem::Nested { name, is_list, rows },
                Fault::Repeated => RowsProblem::Repeated { name, rows },
                Fault::Unnamed => RowsProblem::Unnamed { rows },
            };
            let line = line_of(&self.lines, row).filter(|line| *line != row);
            let column = Some(column).filter(|column| *column > 0);
            let spot = Spot::Cell { sheet: None, row, column, line };
            TableProblem::Rows { at: Source::new(self.of.file.clone(), spot), problem }
        });
        let problems: Vec<_> = told.chain(broken).collect();
        if self.cells.is_empty() && problems.is_empty() {
            return Err(FileProblem::Empty);
        }
        Ok(JsonRows { cells: self.cells, lines: self.lines, problems })
    }

    /// That the text stops being JSON where it is read.
    fn broken(&mut self, why: Malformed) -> TableProblem {
        let (line, at) = (self.line(), self.lexer.at());
        let before = self.of.text.get(..at).unwrap_or("");
        let start = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
        let column = before.get(start..).unwrap_or("").chars().count().saturating_add(1);
        let problem = RowsProblem::Syntax { column, why };
        let spot = match self.of.start.and_then(|start| start.checked_add(at)) {
            Some(at) => Spot::Text { line, bytes: Range { start: at, end: at } },
            None => Spot::Cell { sheet: None, row: self.row, column: None, line: Some(line) },
        };
        TableProblem::Rows { at: Source::new(self.of.file.clone(), spot), problem }
    }
}

/// Whether a text is an object with nothing but a list in it.
fn wraps_a_list(text: &str) -> bool {
    let mut lexer = Lexer::new(text);
    let mut first = true;
    let mut wraps = || {
        lexer.kind()?;
        lexer.open()?;
        if lexer.member(&mut first)?.is_none() || lexer.kind()? != Kind::List {
            return Ok(false);
        }
        lexer.skip()?;
        let is_last = lexer.member(&mut first)?.is_none();
        Ok::<bool, Malformed>(is_last && lexer.end().is_ok())
    };
    wraps().unwrap_or(false)
}

/// Whether a text is meant as JSON, whatever its name: no table begins like this.
pub(super) fn looks_like_json(text: &str) -> bool {
    let mut marks = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    matches!((marks.next(), marks.next()), (Some(b'{'), Some(b'"')) | (Some(b'['), Some(b'{')))
}
