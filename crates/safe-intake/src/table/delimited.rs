//! Text with a separator between its cells, split row by row without copying.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::OnceLock;

use super::cell::Cell;
use super::row::Row;
use crate::swar::{HIGH, before_first, every, every_zero, zeros};

/// Faults of one text that are reported; the rest are like them.
const MOST_FAULTS: usize = 100;

/// A text with a separator between its cells.
#[derive(Debug)]
pub(super) struct DelimitedText<'a> {
    text: Cow<'a, str>,
    separator: u8,
    // Where the first row begins, behind a first line such as `sep=;`, and in which line.
    start: usize,
    start_line: u32,
    // From which row on the line is ahead of the row, and by how much.
    steps: OnceLock<Vec<(u32, u32)>>,
}

/// Something wrong with the quotes of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) kind: FaultKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// A quote opens a cell and is never closed; the rest of the text is lost in it.
    Unclosed,
    /// A quote closes a cell, and something else follows in the same cell.
    Stray,
}

/// The cells of one row of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'r> {
    text: &'r str,
    // Cells in quotes that hold a quote stand here, with one quote for two.
    mended: &'r str,
    spans: &'r [Span],
}

#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
    is_mended: bool,
}

impl<'r> Fields<'r> {
    pub(super) fn count(self) -> u32 {
        u32::try_from(self.spans.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn offset(self) -> Option<usize> {
        self.spans.first().filter(|first| !first.is_mended).map(|first| first.start)
    }

    #[inline]
    pub(super) fn cell(self, column: u32) -> Cell<'r> {
        let at = usize::try_from(column).ok().and_then(|column| column.checked_sub(1));
        let Some(span) = at.and_then(|at| self.spans.get(at)) else { return Cell::Empty };
        let text = if span.is_mended { self.mended } else { self.text };
        Cell::from_delimited(text.get(span.start..span.end).unwrap_or(""))
    }
}

impl<'a> DelimitedText<'a> {
    /// A text whose separator is given, or named by a first line such as `sep=;`, or guessed.
    pub(super) fn new(text: Cow<'a, str>, separator: Option<u8>, is_tabbed: bool) -> Self {
        let (named, start) = named_separator(&text);
        let rest = text.get(start..).unwrap_or("");
        let separator = separator.or(named).unwrap_or_else(|| guess_separator(rest, is_tabbed));
        let start_line = if start > 0 { 2 } else { 1 };
        Self { text, separator, start, start_line, steps: OnceLock::new() }
    }

    pub(super) fn separator(&self) -> char {
        char::from(self.separator)
    }

    /// Hands out every row that holds something until told to stop; returns what was wrong.
    pub(super) fn each_row(&self, each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>) -> Vec<Fault> {
        let mut splitter = self.splitter();
        while let Some((number, _)) = splitter.next_row() {
            if splitter.holds_something() && each(&Row::split(number, splitter.fields())).is_break()
            {
                break;
            }
        }
        splitter.faults
    }

    /// The line in which a row begins.
    pub(super) fn line_of(&self, row: u32) -> u32 {
        let steps = self.steps.get_or_init(|| self.find_steps());
        let before = steps.partition_point(|(first, _)| *first <= row);
        let ahead = before.checked_sub(1).and_then(|at| steps.get(at)).map_or(0, |(_, by)| *by);
        row.saturating_add(ahead)
    }

    fn find_steps(&self) -> Vec<(u32, u32)> {
        let mut steps = vec![(1, self.start_line.saturating_sub(1))];
        if !self.text.contains('"') {
            return steps;
        }
        let mut splitter = self.splitter();
        while let Some((number, line)) = splitter.next_row() {
            let ahead = line.saturating_sub(number);
            if steps.last().is_some_and(|(_, by)| *by != ahead) {
                steps.push((number, ahead));
            }
        }
        steps
    }

    fn splitter(&self) -> Splitter<'_> {
        Splitter::new(&self.text, self.separator, self.start, self.start_line)
    }
}

struct Splitter<'t> {
    text: &'t str,
    separator: u8,
    position: usize,
    row: u32,
    line: u32,
    spans: Vec<Span>,
    mended: String,
    faults: Vec<Fault>,
}

/// What ends a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Cell,
    Row,
}

impl<'t> Splitter<'t> {
    fn new(text: &'t str, separator: u8, position: usize, line: u32) -> Self {
        let (spans, mended, faults) = (Vec::new(), String::new(), Vec::new());
        Self { text, separator, position, row: 0, line, spans, mended, faults }
    }

    fn fields(&self) -> Fields<'_> {
        Fields { text: self.text, mended: &self.mended, spans: &self.spans }
    }

    fn holds_something(&self) -> bool {
        let fields = self.fields();
        (1..=fields.count()).any(|column| !fields.cell(column).is_empty())
    }

    /// Splits the next row; `None` at the end, and where a quote is never closed.
    fn next_row(&mut self) -> Option<(u32, u32)> {
        if self.position >= self.text.len() {
            return None;
        }
        self.spans.clear();
        self.mended.clear();
        self.row = self.row.saturating_add(1);
        let line = self.line;
        let mut end = self.plain_cells();
        while end == End::Cell {
            end = self.cell()?;
        }
        Some((self.row, line))
    }

    /// Splits the row up to the first cell that may be in quotes, or that is near the end of the
    /// text; `End::Cell` where something of the row is left.
    #[inline]
    fn plain_cells(&mut self) -> End {
        const NEWLINES: u64 = every(b'\n');
        const RETURNS: u64 = every(b'\r');
        let bytes = self.text.as_bytes();
        let separators = every(self.separator);
        let mut at = self.position;
        if may_be_quoted(bytes, at) {
            return End::Cell;
        }
        while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            let word = u64::from_le_bytes(*chunk);
            let ends_rows = every_zero(word ^ NEWLINES) | every_zero(word ^ RETURNS);
            let mut ends = ends_rows | every_zero(word ^ separators);
            while ends != 0 {
                let end = at.wrapping_add(before_first(ends));
                self.spans.push(Span { start: self.position, end, is_mended: false });
                if ends & ends.wrapping_neg() & ends_rows != 0 {
                    return self.step_over(end);
                }
                self.position = end.wrapping_add(1);
                if may_be_quoted(bytes, self.position) {
                    return End::Cell;
                }
                ends &= ends.wrapping_sub(1);
            }
            at = at.wrapping_add(chunk.len());
        }
        End::Cell
    }

    #[inline]
    fn cell(&mut self) -> Option<End> {
        let rest = self.rest();
        if rest.first().is_some_and(|byte| matches!(byte, b'"' | b' ')) {
            if let Some(blanks) = rest.iter().position(|byte| *byte != b' ') {
                if rest.get(blanks) == Some(&b'"') {
                    return self.quoted_cell(blanks);
                }
            }
        }
        let length = cell_length(rest, self.separator);
        let start = self.position;
        let end = start.saturating_add(length);
        self.spans.push(Span { start, end, is_mended: false });
        Some(self.step_over(end))
    }

    /// A cell in quotes, `blanks` behind here.
    fn quoted_cell(&mut self, blanks: usize) -> Option<End> {
        let start = self.position.saturating_add(blanks).saturating_add(1);
        let mut position = start;
        let mut is_mended = false;
        let mended_start = self.mended.len();
        let end = loop {
            let rest = self.text.get(position..).unwrap_or("");
            let Some(length) = rest.find('"') else {
                self.note(FaultKind::Unclosed);
                self.position = self.text.len();
                return None;
            };
            let quote = position.saturating_add(length);
            let behind = quote.saturating_add(1);
            if self.text.as_bytes().get(behind) != Some(&b'"') {
                if is_mended {
                    self.mended.push_str(self.text.get(position..quote).unwrap_or(""));
                }
                break quote;
            }
            // Two quotes stand for one.
            let part = if is_mended { position } else { start };
            self.mended.push_str(self.text.get(part..behind).unwrap_or(""));
            is_mended = true;
            position = behind.saturating_add(1);
        };
        self.count_lines(start, end);
        self.spans.push(if is_mended {
            Span { start: mended_start, end: self.mended.len(), is_mended }
        } else {
            Span { start, end, is_mended }
        });
        let behind = self.text.as_bytes().get(end.saturating_add(1)..).unwrap_or(&[]);
        let length = cell_length(behind, self.separator);
        if behind.iter().take(length).any(|byte| *byte != b' ') {
            self.note(FaultKind::Stray);
        }
        Some(self.step_over(end.saturating_add(1).saturating_add(length)))
    }

    /// Steps over what ends a cell at `end`.
    #[inline]
    fn step_over(&mut self, end: usize) -> End {
        let bytes = self.text.as_bytes();
        let behind = end.saturating_add(1);
        self.position = behind;
        match bytes.get(end) {
            Some(b'\r') if bytes.get(behind) == Some(&b'\n') => {
                self.position = behind.saturating_add(1);
            }
            Some(b'\n' | b'\r') | None => {}
            Some(_) => return End::Cell,
        }
        self.line = self.line.saturating_add(1);
        End::Row
    }

    fn count_lines(&mut self, start: usize, end: usize) {
        let inside = self.text.as_bytes().get(start..end).unwrap_or(&[]);
        let pairs = inside.iter().zip(inside.iter().skip(1).chain(Some(&0)));
        let breaks = pairs
            .filter(|(one, next)| **one == b'\n' || (**one == b'\r' && **next != b'\n'))
            .count();
        self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
    }

    #[cold]
    fn note(&mut self, kind: FaultKind) {
        if self.faults.len() < MOST_FAULTS {
            let count = u32::try_from(self.spans.len()).unwrap_or(u32::MAX);
            let column = match kind {
                FaultKind::Unclosed => count.saturating_add(1),
                FaultKind::Stray => count,
            };
            self.faults.push(Fault { row: self.row, column, kind });
        }
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.position..).unwrap_or(&[])
    }
}

// A quote may have blanks before it.
#[inline]
fn may_be_quoted(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|byte| matches!(byte, b'"' | b' '))
}

/// How many bytes stand before the first separator or line end.
#[inline]
fn cell_length(bytes: &[u8], separator: u8) -> usize {
    const NEWLINES: u64 = every(b'\n');
    const RETURNS: u64 = every(b'\r');
    let separators = every(separator);
    let (mut rest, mut length) = (bytes, 0usize);
    while let Some((chunk, more)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*chunk);
        let ends = zeros(word ^ separators) | zeros(word ^ NEWLINES) | zeros(word ^ RETURNS);
        if ends & HIGH != 0 {
            return length.wrapping_add(before_first(ends & HIGH));
        }
        (rest, length) = (more, length.wrapping_add(chunk.len()));
    }
    let is_end = |byte: &u8| *byte == separator || *byte == b'\n' || *byte == b'\r';
    length.wrapping_add(rest.iter().position(is_end).unwrap_or(rest.len()))
}

/// The separator that a first line such as `sep=;` names, and where the first row begins.
fn named_separator(text: &str) -> (Option<u8>, usize) {
    let line = text.split(['\n', '\r']).next().unwrap_or("");
    let named = line.trim_matches('"').strip_prefix("sep=").map(str::as_bytes);
    let Some([separator]) = named else { return (None, 0) };
    let rest = text.get(line.len()..).unwrap_or("");
    let ending = if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
    (Some(*separator), line.len().saturating_add(ending))
}

/// The separator that splits most of the first rows into the same number of cells.
fn guess_separator(text: &str, is_tabbed: bool) -> u8 {
    const ROWS: usize = 200;
    // Where two fit equally well, the one that stands within cells less often comes first.
    const CANDIDATES: [u8; 4] = [b'\t', b';', b'|', b','];
    let mut best = (0, 0, if is_tabbed { b'\t' } else { b',' });
    for separator in CANDIDATES {
        let mut splitter = Splitter::new(text, separator, 0, 1);
        let mut widths = Vec::new();
        while widths.len() < ROWS && splitter.next_row().is_some() {
            if splitter.holds_something() {
                widths.push(splitter.spans.len());
            }
        }
        widths.sort_unstable();
        let runs = widths.chunk_by(|left, right| left == right);
        let common = runs.filter(|run| run.first().is_some_and(|width| *width > 1));
        let Some(common) = common.max_by_key(|run| run.len()) else { continue };
        let width = common.first().copied().unwrap_or(0);
        if is_tabbed && separator == b'\t' {
            return separator;
        }
        if (common.len(), width) > (best.0, best.1) {
            best = (common.len(), width, separator);
        }
    }
    best.2
}

#[cfg(test)]
mod tests;
