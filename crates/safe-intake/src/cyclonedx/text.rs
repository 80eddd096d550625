//! The text of a file, and where its pieces stand in it.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Place;
use super::problem::{CyclonedxFault, CyclonedxProblem};
use crate::document::mark_length;
use crate::table::InputFile;

/// A text in UTF-8, without its byte order mark.
#[derive(Debug)]
pub(super) struct Text<'a> {
    file: Arc<str>,
    content: &'a str,
    // How many bytes the mark takes.
    mark: usize,
    // INVARIANT: ascending; where each line begins in `content`.
    lines: Vec<usize>,
}

impl<'a> Text<'a> {
    pub(super) fn of(file: &InputFile<'a>) -> Result<Self, Vec<CyclonedxProblem>> {
        let mark = mark_length(file.bytes);
        let bytes = file.bytes.get(mark..).unwrap_or(&[]);
        let name: Arc<str> = file.name.into();
        let (text, valid) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => ("", Some(error.valid_up_to())),
        };
        let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at.saturating_add(1))).collect();
        let text = Self { file: name, content: text, mark, lines };
        match valid {
            None => Ok(text),
            Some(at) => Err(vec![text.problem(at..at, CyclonedxFault::NotUtf8)]),
        }
    }

    pub(super) fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// Reads the file as a whole.
    pub(super) fn whole<T: Deserialize<'a>>(&self) -> Result<T, CyclonedxProblem> {
        self.part(self.content)
    }

    /// Reads a piece of the file.
    pub(super) fn piece<T: Deserialize<'a>>(
        &self,
        raw: &'a RawValue,
    ) -> Result<T, CyclonedxProblem> {
        self.part(raw.get())
    }

    /// Reads a piece of the file that is to be a text.
    pub(super) fn word(&self, raw: &'a RawValue) -> Result<Cow<'a, str>, CyclonedxProblem> {
        serde_json::from_str(raw.get())
            .map_err(|error| self.problem(self.span(raw.get()), CyclonedxFault::of(&error)))
    }

    /// Where the file begins.
    pub(super) fn start(&self) -> Place {
        self.place_of(0..0)
    }

    /// Where a piece of the file stands.
    pub(super) fn place(&self, raw: &RawValue) -> Place {
        self.place_of(self.span(raw.get()))
    }

    pub(super) fn problem(&self, at: Range<usize>, fault: CyclonedxFault) -> CyclonedxProblem {
        CyclonedxProblem::new(self.place_of(at).source(&self.file), fault)
    }

    /// The piece of the file at a place.
    pub(super) fn at(&self, place: Place) -> Option<&'a str> {
        let bytes = place.start.checked_sub(self.mark)?..place.end.checked_sub(self.mark)?;
        self.content.get(bytes)
    }

    fn part<T: Deserialize<'a>>(&self, part: &'a str) -> Result<T, CyclonedxProblem> {
        serde_json::from_str(part).map_err(|error| {
            let start = self.span(part).start;
            let line = error.line().saturating_sub(1);
            let before = part.split_inclusive('\n').take(line).map(str::len);
            let column = error.column().saturating_sub(1);
            let at = before.fold(start, usize::saturating_add).saturating_add(column);
            self.problem(at..at, CyclonedxFault::of(&error))
        })
    }

    // Every piece borrows from the text, so that its address tells where it stands.
    fn span(&self, part: &str) -> Range<usize> {
        let start = part.as_ptr().addr().saturating_sub(self.content.as_ptr().addr());
        start..start.saturating_add(part.len())
    }

    fn place_of(&self, span: Range<usize>) -> Place {
        let line = self.lines.partition_point(|start| *start <= span.start);
        let (start, end) =
            (span.start.saturating_add(self.mark), span.end.saturating_add(self.mark));
        Place { line: u32::try_from(line).unwrap_or(u32::MAX), start, end }
    }
}
