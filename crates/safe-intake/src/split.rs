//! Splits an input into its documents.

use std::borrow::Cow;
use std::io::{self, Read};
use std::ops::Range;

use crate::document::{DocumentText, mark_length};
use crate::error::Malformed;
use crate::json::{LineEnd, is_left_open, line_end, value_end};

/// The documents of an input in memory, one after the other.
///
/// Where there is none, there is one that cannot be read, so that nothing to read never passes
/// for nothing to report. A list that is not in order yields the documents before that place, then
/// one that cannot be read.
///
/// # Examples
///
/// ```
/// use safe_intake::Documents;
///
/// let input = br#"[ {"format":"safe-procurement/1","id":"A"}, {"format":"safe-procurement/1"} ]"#;
/// let read: Vec<bool> = Documents::in_json(input).map(|text| text.read().is_ok()).collect();
/// assert_eq!(read, [true, false]);
/// assert!(Documents::in_json(b"[]").next().unwrap().read().is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Documents<'a> {
    input: &'a [u8],
    at: usize,
    index: usize,
    line: usize,
    next: Next,
}

#[derive(Clone, Copy, Debug)]
enum Next {
    Whole,
    FirstItem,
    Item,
    Line,
    Nothing,
}

impl<'a> Documents<'a> {
    /// Those of a `.json` file: one document, or a list of them.
    #[must_use]
    pub fn in_json(input: &'a [u8]) -> Self {
        let text = without_mark(input).trim_ascii_start();
        if text.first() != Some(&b'[') {
            return Self::starting(input, 0, Next::Whole);
        }
        let behind = input.len().saturating_sub(text.len()).saturating_add(1);
        Self::starting(input, behind, Next::FirstItem)
    }

    /// Those of a `.jsonl` file in memory: one a line.
    #[must_use]
    pub fn in_lines(input: &'a [u8]) -> Self {
        Self::starting(input, 0, Next::Line)
    }

    /// Those of an input of any of these forms, told apart by how it begins.
    ///
    /// What begins with `[` is a list. Otherwise the first two lines that are not blank decide, so
    /// that a stream need not be read any further. They are JSON lines where no document goes on
    /// like that:
    ///
    /// - the first is a complete object; or
    /// - the first is broken, and the second, which has a `{` at its very start, is one document a
    ///   line by its look. Broken is what does not end where a value may stand next, behind the
    ///   `:` of an open object or behind the `[` or `,` of an open list. One a line is what does
    ///   not end within a document that goes on: there either, or behind the `{` or `,` of an open
    ///   object.
    ///
    /// A broken first line is then one document that cannot be read, and the others are read.
    /// Everything else is one document, written on as many lines as it likes.
    #[must_use]
    pub fn in_any(input: &'a [u8]) -> Self {
        let text = without_mark(input);
        let mut lines = text.split(|byte| *byte == b'\n').filter(|line| !is_blank(line));
        let (Some(first), Some(second)) = (lines.next(), lines.next()) else {
            return Self::in_json(input);
        };
        let is_one_a_line = match line_end(first) {
            LineEnd::Complete => true,
            LineEnd::BeforeValue => false,
            LineEnd::BeforeName | LineEnd::Elsewhere => {
                second.starts_with(b"{")
                    && matches!(line_end(second), LineEnd::Complete | LineEnd::Elsewhere)
            }
        };
        let is_list = text.trim_ascii_start().starts_with(b"[");
        if is_one_a_line && !is_list { Self::in_lines(input) } else { Self::in_json(input) }
    }

    fn starting(input: &'a [u8], at: usize, next: Next) -> Self {
        Self { input, at, index: 0, line: 0, next }
    }

    fn first_item(&mut self) -> DocumentText<'a> {
        if self.skip_space() == Some(b']') { self.empty() } else { self.item() }
    }

    fn item(&mut self) -> DocumentText<'a> {
        self.skip_space();
        let start = self.at;
        self.at = value_end(self.input, start);
        if start == self.at {
            return self.broken(Malformed::Value);
        }
        // A document that is not closed takes in all the rest, also what closes the list.
        let takes_all =
            self.at == self.input.len() && self.input.get(start..).is_some_and(is_left_open);
        self.next = if takes_all { Next::Nothing } else { Next::Item };
        DocumentText::part(self.input, start..self.at, self.count())
    }

    fn next_item(&mut self) -> Option<DocumentText<'a>> {
        match self.skip_space() {
            Some(b',') => {
                self.at = self.at.saturating_add(1);
                Some(self.item())
            }
            Some(b']') => {
                self.at = self.at.saturating_add(1);
                self.next = Next::Nothing;
                self.skip_space().map(|_| self.broken(Malformed::Trailing))
            }
            Some(_) | None => Some(self.broken(Malformed::ItemEnd)),
        }
    }

    fn next_line(&mut self) -> Option<DocumentText<'a>> {
        while let Some(rest) = self.input.get(self.at..).filter(|rest| !rest.is_empty()) {
            let end = memchr::memchr(b'\n', rest);
            let (text, _) = rest.split_at(end.map_or(rest.len(), |end| end.saturating_add(1)));
            self.at = self.at.saturating_add(text.len());
            self.line = self.line.saturating_add(1);
            if let Some(text) = content(text, self.line) {
                return Some(DocumentText::line_of(Cow::Borrowed(text), self.count(), self.line));
            }
        }
        self.next = Next::Nothing;
        (self.index == 0).then(|| self.empty())
    }

    fn empty(&mut self) -> DocumentText<'a> {
        self.next = Next::Nothing;
        DocumentText::part(self.input, self.input.len()..self.input.len(), self.count())
    }

    fn broken(&mut self, why: Malformed) -> DocumentText<'a> {
        self.next = Next::Nothing;
        DocumentText::broken(self.input, self.at, self.count(), why)
    }

    fn skip_space(&mut self) -> Option<u8> {
        let rest = self.input.get(self.at..).unwrap_or(&[]).trim_ascii_start();
        self.at = self.input.len().saturating_sub(rest.len());
        rest.first().copied()
    }

    fn count(&mut self) -> usize {
        let index = self.index;
        self.index = index.saturating_add(1);
        index
    }
}

impl<'a> Iterator for Documents<'a> {
    type Item = DocumentText<'a>;

    fn next(&mut self) -> Option<DocumentText<'a>> {
        match self.next {
            Next::Whole => {
                self.next = Next::Nothing;
                Some(DocumentText::whole(self.input))
            }
            Next::FirstItem => Some(self.first_item()),
            Next::Item => self.next_item(),
            Next::Line => self.next_line(),
            Next::Nothing => None,
        }
    }
}

/// The documents of JSON lines as they come, each with little more memory than its own line.
///
/// As with [`Documents`], an input without any yields one that cannot be read.
#[derive(Debug)]
pub struct JsonLines<R> {
    // `None` once everything was read.
    input: Option<R>,
    index: usize,
    line: usize,
    // What was read lies in `text` from `start` to `end`; the rest is room for what follows.
    text: Vec<u8>,
    start: usize,
    end: usize,
}

/// How much is read at a time, at most.
const CHUNK: usize = 1 << 18;

impl<R: Read> JsonLines<R> {
    /// Those of `input`, which needs no buffer of its own.
    #[must_use]
    pub fn new(input: R) -> Self {
        Self { input: Some(input), index: 0, line: 0, text: Vec::new(), start: 0, end: 0 }
    }

    /// The next documents, in memory that is used again for those after them; none at the end.
    ///
    /// There are at most `documents` of them, and none is added once they have `bytes` bytes. With
    /// them comes what ended the reading too early.
    pub fn batch(
        &mut self,
        documents: usize,
        bytes: usize,
    ) -> (Vec<DocumentText<'_>>, Option<io::Error>) {
        self.move_to_front();
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        let mut failure = None;
        let first = self.index;
        while found.len() < documents && self.start < bytes {
            match self.next_line() {
                Some(Ok(span)) => found.push((span, self.line)),
                Some(Err(error)) => failure = Some(error),
                None => break,
            }
        }
        let text = self.text.as_slice();
        let batch = found.into_iter().zip(first..).map(|((span, line), index)| {
            let text = text.get(span).unwrap_or(&[]);
            if text.is_empty() {
                return DocumentText::whole(text);
            }
            DocumentText::line_of(Cow::Borrowed(text), index, line)
        });
        (batch.collect(), failure)
    }

    // Keeps what was read ahead of the last batch, and no more memory than it and some more needs.
    fn move_to_front(&mut self) {
        self.text.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end.saturating_sub(self.start));
        let most = MOST_KEPT.max(self.end);
        self.text.truncate(most);
        self.text.shrink_to(most);
    }

    // The next line that is not blank, without its end; the input is dropped behind the last.
    fn next_line(&mut self) -> Option<io::Result<Range<usize>>> {
        if self.input.is_none() && self.start == self.end {
            return None;
        }
        loop {
            let from = self.start;
            match self.line_end() {
                Err(error) => {
                    (self.input, self.start) = (None, self.end);
                    return Some(Err(error));
                }
                Ok(None) => {
                    // An empty line stands in for a document where there is none at all.
                    return (self.index == 0).then(|| Ok(self.counted(from..from)));
                }
                Ok(Some(end)) => self.start = end,
            }
            self.line = self.line.saturating_add(1);
            let whole = self.text.get(from..self.start).unwrap_or(&[]);
            if let Some(length) = content(whole, self.line).map(<[u8]>::len) {
                return Some(Ok(self.counted(from..from.saturating_add(length))));
            }
        }
    }

    // Where the line that begins at `start` ends, its line end included; `None`: there is none.
    fn line_end(&mut self) -> io::Result<Option<usize>> {
        let mut searched = self.start;
        loop {
            let ahead = self.text.get(searched..self.end).unwrap_or(&[]);
            if let Some(at) = memchr::memchr(b'\n', ahead) {
                return Ok(Some(searched.saturating_add(at).saturating_add(1)));
            }
            searched = self.end;
            if self.read_on()? == 0 {
                self.input = None;
                return Ok((self.start < self.end).then_some(self.end));
            }
        }
    }

    fn read_on(&mut self) -> io::Result<usize> {
        let Some(input) = &mut self.input else { return Ok(0) };
        let room = self.end.saturating_add(CHUNK);
        if self.text.len() < room {
            self.text.resize(room, 0);
        }
        let room = self.text.get_mut(self.end..room).unwrap_or(&mut []);
        loop {
            match input.read(room) {
                Ok(read) => {
                    self.end = self.end.saturating_add(read);
                    return Ok(read);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn counted(&mut self, span: Range<usize>) -> Range<usize> {
        self.index = self.index.saturating_add(1);
        span
    }
}

// A line that was longer than all others must not stay in memory to the end.
const MOST_KEPT: usize = 1 << 25;

impl<R: Read> Iterator for JsonLines<R> {
    type Item = io::Result<DocumentText<'static>>;

    fn next(&mut self) -> Option<io::Result<DocumentText<'static>>> {
        let (found, failure) = self.batch(1, usize::MAX);
        let found = found.into_iter().next().map(DocumentText::into_owned);
        found.map(Ok).or_else(|| failure.map(Err))
    }
}

/// A line without its end; `None` where it is blank.
fn content(text: &[u8], line: usize) -> Option<&[u8]> {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    let visible = if line == 1 { without_mark(text) } else { text };
    (!is_blank(visible)).then_some(text)
}

fn is_blank(line: &[u8]) -> bool {
    line.trim_ascii().is_empty()
}

fn without_mark(input: &[u8]) -> &[u8] {
    input.get(mark_length(input)..).unwrap_or(&[])
}
