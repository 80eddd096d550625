//! Where in its text a document says what.

use std::ops::Range;

use super::DocumentText;
use crate::diagnostic::{Diagnostic, Excerpt, Severity, line_ends};
use crate::error::InputError;
use crate::json;
use crate::problems::InputErrors;
use crate::source::{Source, Spot};

impl DocumentText<'_> {
    /// For each JSON pointer the line and the bytes of what it is about, in the file of that name.
    ///
    /// Where nothing is stated there, it is what is around that place; `None`: the text is not
    /// JSON up to there. Bytes are counted in the file or, of JSON lines, in the line.
    #[must_use]
    pub fn locate(&self, file: &str, pointers: &[String]) -> Vec<Option<Source>> {
        let places = self.places(pointers).into_iter();
        places.map(|bytes| Some(self.source(file, bytes?))).collect()
    }

    /// What is wrong with the document, one diagnostic a problem.
    ///
    /// `input` is what messages call the document, such as `list.json, document 2`. Lines are
    /// looked for and excerpts made only where `detailed` asks for them.
    #[must_use]
    pub fn diagnose(
        &self,
        errors: &InputErrors,
        file: &str,
        input: &str,
        detailed: bool,
    ) -> Vec<Diagnostic> {
        let each = errors.problems().iter().map(|problem| {
            // Where the text is broken, the problem tells its line in the file by itself.
            let input = if problem.position().is_some() { file } else { input };
            Diagnostic::of_document(input, problem)
        });
        let mut list: Vec<Diagnostic> = each.collect();
        if detailed {
            let pointers: Vec<String> = errors
                .problems()
                .iter()
                .map(|problem| problem.at().map(ToString::to_string).unwrap_or_default())
                .collect();
            let places = self.places(&pointers);
            for ((diagnostic, problem), place) in list.iter_mut().zip(errors.problems()).zip(places)
            {
                self.add_place(diagnostic, problem, place, file);
            }
        }
        if errors.more() > 0 {
            let message = format!("{} more problems are not listed", errors.more());
            list.push(Diagnostic::new("more-problems", input, &message));
        }
        list
    }

    /// Adds line and excerpt to what is said about a procurement, as far as its document goes.
    pub(crate) fn add_places(&self, list: &mut [Diagnostic], file: &str) {
        let pointer = |one: &Diagnostic| one.pointer.as_ref().map(ToString::to_string);
        let pointers: Vec<String> =
            list.iter().map(|one| pointer(one).unwrap_or_default()).collect();
        for (diagnostic, place) in list.iter_mut().zip(self.places(&pointers)) {
            let without = diagnostic.pointer.is_some() && diagnostic.source.is_none();
            if let Some(bytes) = place.filter(|_| without) {
                diagnostic.excerpt = Some(self.excerpt(&bytes));
                diagnostic.source = Some(self.source(file, bytes));
            }
        }
    }

    fn add_place(
        &self,
        diagnostic: &mut Diagnostic,
        problem: &InputError,
        place: Option<Range<usize>>,
        file: &str,
    ) {
        let bytes = match problem.position() {
            Some((line, column)) => Some(self.offset(line, column)),
            None if problem.at().is_none() => None,
            None => place,
        };
        let Some(bytes) = bytes else { return };
        diagnostic.severity = Severity::Error;
        diagnostic.excerpt = Some(self.excerpt(&bytes));
        diagnostic.source = Some(self.source(file, bytes));
    }

    // Byte ranges in `input`.
    fn places(&self, pointers: &[String]) -> Vec<Option<Range<usize>>> {
        let Ok(text) = std::str::from_utf8(self.bytes()) else {
            return vec![None; pointers.len()];
        };
        let start = self.span.start;
        let moved = |bytes: Range<usize>| {
            start.saturating_add(bytes.start)..start.saturating_add(bytes.end)
        };
        json::locate(text, pointers).into_iter().map(|bytes| bytes.map(moved)).collect()
    }

    // The byte of a line and a character in the input, both counted from 1.
    fn offset(&self, line: usize, column: usize) -> Range<usize> {
        let lines = line.saturating_sub(self.line.unwrap_or(1));
        let mut start = 0usize;
        for text in self.input.split_inclusive(|byte| *byte == b'\n').take(lines) {
            start = start.saturating_add(text.len());
        }
        if start == 0 {
            start = super::mark_length(&self.input);
        }
        let rest = self.input.get(start..).unwrap_or(&[]);
        let is_first_byte = |byte: &u8| *byte & 0xc0 != 0x80;
        let mut characters = rest.iter().enumerate().filter(|(_, byte)| is_first_byte(byte));
        let at = characters.nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
        let at = start.saturating_add(at);
        at..at.saturating_add(1).min(self.input.len().max(at))
    }

    fn source(&self, file: &str, bytes: Range<usize>) -> Source {
        let before = self.input.get(..bytes.start).unwrap_or(&self.input);
        let line = self.line.unwrap_or(1).saturating_add(line_ends(before));
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        Source::new(file.into(), Spot::Text { line, bytes })
    }

    fn excerpt(&self, bytes: &Range<usize>) -> Excerpt {
        Excerpt::of_text(&self.input, bytes, self.line.unwrap_or(1))
    }
}

#[cfg(test)]
mod tests {
    use crate::Documents;

    #[test]
    fn a_list_has_the_lines_and_bytes_of_its_file() {
        let input = b"\xef\xbb\xbf[\n{},\n { \"id\":\n \"A\" } ]";
        let second = Documents::in_json(input).nth(1).unwrap();
        let pointers = ["/id".to_owned(), "/title".to_owned()];
        let found = second.locate("x.json", &pointers);
        let shown: Vec<String> = found.iter().flatten().map(ToString::to_string).collect();
        assert_eq!(shown, ["x.json, line 4", "x.json, line 3"]);
        let errors = second.read().unwrap_err();
        let list = second.diagnose(&errors, "x.json", "x.json, document 2", true);
        assert_eq!(
            list[0].to_string(),
            "x.json, document 2: /format: not stated; add it, it is required"
        );
        assert_eq!(list[0].excerpt.as_ref().unwrap().lines[0].text, " { \"id\":");
    }

    #[test]
    fn broken_text_is_shown_where_it_breaks() {
        for (input, line) in [
            (&b"{\n  \"id\": \"\xc3\xa9\" 5\n}"[..], "  \"id\": \"é\" 5"),
            (b"\xef\xbb\xbf{\n  \"id\": \"\xff\"}", "  \"id\": \"\u{fffd}\"}"),
            (b"{\"format\"", "{\"format\""),
        ] {
            let document = Documents::in_json(input).next().unwrap();
            let errors = document.read().unwrap_err();
            let list = document.diagnose(&errors, "x.json", "x.json", true);
            assert_eq!(list[0].excerpt.as_ref().unwrap().lines[0].text, line);
        }
        let lines = b"\n{}\n{\"id\":5}\n";
        let third = Documents::in_lines(lines).nth(1).unwrap();
        let errors = third.read().unwrap_err();
        let list = third.diagnose(&errors, "x.jsonl", "x.jsonl, line 3", true);
        assert_eq!(list[1].source.as_ref().unwrap().to_string(), "x.jsonl, line 3");
        assert_eq!(list[1].excerpt.as_ref().unwrap().lines[0].number, 3);
    }
}
