//! Places as SARIF has them.

use std::fmt::Write;
use std::ops::Range;

use safe_eligibility::model::place::Place;
use safe_eligibility::report::{FactSource, FactSources};
use safe_intake::{Diagnostic, DocumentText, Source, Spot};
use serde::Serialize;

/// Where the places of one procurement are found.
#[derive(Clone, Copy)]
pub(in crate::assess) struct Places<'p> {
    /// The file of the document.
    pub(in crate::assess) file: &'p str,
    /// Its text; `None`: there is no document.
    pub(in crate::assess) document: Option<&'p DocumentText<'p>>,
    /// What was read from other files; `None`: nothing was.
    pub(in crate::assess) sources: Option<&'p dyn FactSources>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    physical_location: Option<Physical>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_offset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_length: Option<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    fully_qualified_name: String,
    kind: &'static str,
}

impl Places<'_> {
    /// Each of these places, the document gone through once for all of them.
    pub(super) fn locate<'s>(&self, places: impl Iterator<Item = &'s Place>) -> Vec<Location> {
        let places: Vec<&Place> = places.collect();
        let pointers: Vec<String> = places.iter().map(ToString::to_string).collect();
        let found = self.document.map(|document| document.locate(self.file, &pointers));
        let mut found = found.unwrap_or_default().into_iter();
        let each = places.iter().zip(pointers).map(|(place, pointer)| {
            let in_document = found.next().flatten();
            let mut location = Location::default();
            location.add_pointer(&pointer);
            let source = self.sources.and_then(|sources| sources.source_of(place));
            match source {
                // What the document has itself is looked for there, though its bill is elsewhere.
                Some(source) if is_whole(&source) && in_document.is_some() => {
                    location.add_source(self.file, in_document.as_ref());
                    location.add_cell(source.to_string());
                }
                Some(source) if self.is_of_document(&source) => {
                    location.add_source(self.file, in_document.as_ref());
                }
                Some(source) => {
                    let line = source.line.or(source.row).filter(|_| source.sheet.is_none());
                    let region = line.map(|line| Region::line(line).with(source.bytes.as_ref()));
                    location.add_file(&source.file, region);
                    location.add_cell(source.to_string());
                }
                None => location.add_source(self.file, in_document.as_ref()),
            }
            location
        });
        each.collect()
    }

    fn is_of_document(&self, source: &FactSource) -> bool {
        self.document.is_some() && source.bytes.is_some() && *source.file == *self.file
    }
}

/// Where what is said about an input is.
pub(super) fn of_diagnostic(diagnostic: &Diagnostic) -> Location {
    let mut location = Location::default();
    if let Some(pointer) = &diagnostic.pointer {
        location.add_pointer(&pointer.to_string());
    }
    location.add_source(&diagnostic.input, diagnostic.source.as_ref());
    location
}

impl Location {
    fn add_pointer(&mut self, pointer: &str) {
        self.logical_locations
            .push(Logical { fully_qualified_name: pointer.to_owned(), kind: "member" });
    }

    fn add_cell(&mut self, cell: String) {
        self.logical_locations.push(Logical { fully_qualified_name: cell, kind: "element" });
    }

    fn add_source(&mut self, file: &str, source: Option<&Source>) {
        let Some(source) = source else { return self.add_file(file, None) };
        let region = match source.spot() {
            Spot::Text { line, bytes } => Some(Region::line(*line).with(Some(bytes))),
            // A workbook has no lines.
            Spot::Cell { sheet: None, row, line, .. } => Some(Region::line(line.unwrap_or(*row))),
            Spot::Whole | Spot::Sheet { .. } | Spot::Column { .. } | Spot::Cell { .. } | _ => None,
        };
        let is_cell = !matches!(source.spot(), Spot::Text { .. } | Spot::Whole);
        self.add_file(source.file(), region);
        if is_cell {
            self.add_cell(source.to_string());
        }
    }

    fn add_file(&mut self, file: &str, region: Option<Region>) {
        // Standard input is no file that a tool could open.
        if file != "-" {
            let artifact_location = Artifact { uri: uri(file) };
            self.physical_location = Some(Physical { artifact_location, region });
        }
    }
}

impl Region {
    fn line(start_line: u32) -> Self {
        Self { start_line, byte_offset: None, byte_length: None }
    }

    fn with(self, bytes: Option<&Range<usize>>) -> Self {
        let byte_offset = bytes.map(|bytes| bytes.start);
        Self { byte_offset, byte_length: bytes.map(Range::len), ..self }
    }
}

/// Whether it is a file or a sheet of which nothing nearer is known.
fn is_whole(source: &FactSource) -> bool {
    source.row.is_none() && source.line.is_none()
}

/// The path as a relative reference, or as a file URI where it is absolute.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => {
                // Writing to memory does not fail.
                let _written = write!(uri, "%{other:02X}");
            }
        }
    }
    if uri.starts_with('/') { format!("file://{uri}") } else { uri }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_escaped() {
        assert_eq!(uri("a b/ü#1.csv"), "a%20b/%C3%BC%231.csv");
        assert_eq!(uri("/tmp/x.json"), "file:///tmp/x.json");
    }
}
