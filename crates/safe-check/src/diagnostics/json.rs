//! `safe-diagnostics/1`.

use safe_intake::{Diagnostic, Source, Spot};
use serde::Serialize;

#[derive(Serialize)]
struct Written<'d> {
    format: &'static str,
    diagnostics: Vec<DiagnosticWritten<'d>>,
}

#[derive(Serialize)]
struct DiagnosticWritten<'d> {
    code: &'static str,
    severity: &'static str,
    input: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceWritten<'d>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<&'d str>,
    message: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'d str>,
}

/// A place in a file, member by member.
#[derive(Default, Serialize)]
struct SourceWritten<'s> {
    file: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<Region>,
}

/// Bytes of a text, counted from 0.
#[derive(Serialize)]
struct Region {
    start: usize,
    length: usize,
}

impl<'s> SourceWritten<'s> {
    fn of(source: &'s Source) -> Self {
        let mut written = Self { file: source.file(), ..Self::default() };
        match source.spot() {
            Spot::Sheet { sheet } => written.sheet = Some(sheet),
            Spot::Column { sheet, column } => {
                written.sheet = sheet.as_deref();
                written.column = Some(*column);
            }
            Spot::Cell { sheet, row, column, line } => {
                written.sheet = sheet.as_deref();
                (written.row, written.column, written.line) = (Some(*row), *column, *line);
                written.cell = source.cell();
            }
            Spot::Text { line, bytes } => {
                written.line = Some(*line);
                written.bytes = Some(Region { start: bytes.start, length: bytes.len() });
            }
            Spot::Whole | _ => {}
        }
        written
    }
}

/// All that is said about one input, on one line.
pub(super) fn text(list: &[Diagnostic]) -> String {
    let each = list.iter().map(|diagnostic| DiagnosticWritten {
        code: diagnostic.code,
        severity: diagnostic.severity.as_str(),
        input: &diagnostic.input,
        at: diagnostic.pointer.as_ref().map(ToString::to_string),
        source: diagnostic.source.as_ref().map(SourceWritten::of),
        given: diagnostic.given.as_deref(),
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
    });
    let written = Written { format: "safe-diagnostics/1", diagnostics: each.collect() };
    // Texts and numbers are always JSON.
    serde_json::to_string(&written).unwrap_or_default() + "\n"
}
