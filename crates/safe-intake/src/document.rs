//! One document among those of an input.

mod index;
mod places;

use std::borrow::Cow;
use std::ops::Range;

use safe_eligibility::model::procurement::CommonProcurement;

use crate::error::{InputError, Malformed};
use crate::json::{self, Fault};
use crate::problems::{InputErrors, Problems};

pub(crate) use index::DocumentIndex;

/// Reads a single document.
///
/// Its digest is taken over the bytes as they are given, but for a byte order mark before them.
///
/// # Errors
///
/// Every problem of the document.
///
/// # Examples
///
/// ```
/// use safe_intake::read_document;
///
/// let text = r#"{ "format": "safe-procurement/1", "id": "A", "contractors": [] }"#;
/// let errors = read_document(text.as_bytes()).unwrap_err();
/// assert_eq!(
///     errors.problems()[0].to_string(),
///     "/contractors: an empty list; leave it out, or list at least one",
/// );
/// ```
pub fn read_document(bytes: &[u8]) -> Result<CommonProcurement, InputErrors> {
    DocumentText::whole(bytes).read()
}

/// The text of one document, and where it stands in its input.
#[derive(Clone, Debug)]
pub struct DocumentText<'a> {
    input: Cow<'a, [u8]>,
    // INVARIANT: within `input`.
    span: Range<usize>,
    index: usize,
    // Of JSON lines only: the line that the whole of `input` is.
    line: Option<usize>,
    fault: Option<Fault>,
}

impl<'a> DocumentText<'a> {
    /// Reads the document.
    ///
    /// # Errors
    ///
    /// Every problem of the document.
    pub fn read(&self) -> Result<CommonProcurement, InputErrors> {
        self.read_inner().map_err(|problems| InputErrors::new(self.index, self.line, problems))
    }

    /// Its own bytes, over which its digest is taken.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.input.get(self.span.clone()).unwrap_or(&[])
    }

    /// Its position among the documents of the input, counted from 0.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// Its line in JSON lines, counted from 1; `None` for other input.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// The same with a text of its own.
    pub(crate) fn into_owned(self) -> DocumentText<'static> {
        DocumentText { input: Cow::Owned(self.input.into_owned()), ..self }
    }

    /// All of `input` but a byte order mark.
    pub(crate) fn whole(input: &'a [u8]) -> Self {
        Self::part(input, mark_length(input)..input.len(), 0)
    }

    /// A part of `input`, which is document number `index`.
    pub(crate) fn part(input: &'a [u8], span: Range<usize>, index: usize) -> Self {
        Self { input: Cow::Borrowed(input), span, index, line: None, fault: None }
    }

    /// What cannot be a document, because the list of documents is not in order there.
    pub(crate) fn broken(input: &'a [u8], at: usize, index: usize, why: Malformed) -> Self {
        Self { fault: Some(Fault { at: 0, why }), ..Self::part(input, at..input.len(), index) }
    }

    /// A line of JSON lines, without its end.
    pub(crate) fn line_of(text: Cow<'a, [u8]>, index: usize, line: usize) -> Self {
        let span = if line == 1 { mark_length(&text) } else { 0 }..text.len();
        Self { input: text, span, index, line: Some(line), fault: None }
    }

    fn read_inner(&self) -> Result<CommonProcurement, Problems> {
        let bytes = self.bytes();
        let mut problems = Problems::of(bytes.len());
        if self.fault.is_none() && bytes.trim_ascii().is_empty() {
            problems.push(InputError::NoDocument);
            return Err(problems);
        }
        let fault = match (self.fault, simdutf8::compat::from_utf8(bytes)) {
            (Some(fault), _) => fault,
            (None, Ok(text)) => match json::read(text) {
                Ok(procurement) => return Ok(procurement),
                Err((found, None)) => return Err(found),
                Err((found, Some(fault))) => {
                    problems = found;
                    fault
                }
            },
            (None, Err(error)) => {
                let (line, column) = self.position(error.valid_up_to());
                problems.push(InputError::NotUtf8 { line, column });
                return Err(problems);
            }
        };
        let (line, column) = self.position(fault.at);
        problems.push_first(InputError::Syntax { line, column, why: fault.why });
        Err(problems)
    }

    // Line and character of a byte of the document, in the input and counted from 1.
    fn position(&self, at: usize) -> (usize, usize) {
        let read = self.input.get(..self.span.start.saturating_add(at)).unwrap_or(&[]);
        let mut ended = read.split(|byte| *byte == b'\n');
        let last = ended.next_back().unwrap_or(&[]);
        let lines = ended.count();
        let last = if lines == 0 { last.get(mark_length(last)..).unwrap_or(&[]) } else { last };
        // In UTF-8 every character has one byte that is not of the form 10xxxxxx.
        let characters = last.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        (self.line.unwrap_or(1).saturating_add(lines), characters.saturating_add(1))
    }
}

/// How many bytes a byte order mark at the start takes.
pub(crate) fn mark_length(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 }
}
