//! What is said about an input, whatever part of the reading says it.

mod excerpt;
mod said;

use std::fmt;

use safe_eligibility::model::procurement::ProcurementProblem;

pub(crate) use excerpt::line_ends;
pub use excerpt::{Excerpt, ExcerptLine};

use crate::error::InputError;
use crate::pointer::Pointer;
use crate::source::Source;

/// One thing that is said about an input: what is wrong, or what was made of it.
///
/// Displayed it is one line: the input, the place, what is wrong with what was given, and what to
/// do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Of which kind: lower case with hyphens.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The input, as messages call it: a file, a document of a list, or a cell.
    pub input: Box<str>,
    /// The place in the procurement document; `None`: the input as a whole.
    pub pointer: Option<Pointer>,
    /// Where it was read; `None`: nowhere in particular.
    pub source: Option<Source>,
    /// The text that was given; `None`: it is not about a text.
    pub given: Option<Box<str>>,
    /// What is wrong, or what was made of it: lower case, no full stop.
    pub message: Box<str>,
    /// The one thing to do; `None`: nothing needs to be done.
    pub help: Option<Box<str>>,
    /// The lines around it, for those who cannot open the file now; `None`: none were asked for.
    pub excerpt: Option<Excerpt>,
}

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "it stops the reading, deserves a check, or neither")]
pub enum Severity {
    /// The input cannot be assessed.
    Error,
    /// It may say something else than what was meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl Diagnostic {
    /// An error about an input as a whole.
    #[must_use]
    pub fn new(code: &'static str, input: &str, message: &str) -> Self {
        Self {
            code,
            severity: Severity::Error,
            input: input.into(),
            pointer: None,
            source: None,
            given: None,
            message: message.into(),
            help: None,
            excerpt: None,
        }
    }

    /// The same with what to do.
    #[must_use]
    pub fn with_help(mut self, help: &str) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What is said about a place that was read from a file; the place names the input.
    pub(crate) fn at(code: &'static str, source: Source, message: &str) -> Self {
        let mut diagnostic = Self::new(code, &source.to_string(), message);
        diagnostic.source = Some(source);
        diagnostic
    }

    /// What is wrong with a document of an input.
    pub(crate) fn of_document(input: &str, problem: &InputError) -> Self {
        let text = problem.to_string();
        let (message, help) = parts(without_place(&text, problem.at()));
        let mut diagnostic = Self::new(problem.code(), input, message);
        diagnostic.pointer = problem.at().filter(|at| !at.is_whole()).cloned();
        diagnostic.given = problem.given().map(Into::into);
        diagnostic.help = help.map(Into::into);
        diagnostic
    }

    /// What is wrong with a procurement once it was put together.
    pub(crate) fn of_procurement(input: &str, problem: ProcurementProblem) -> Self {
        Self::of_document(
            input,
            &InputError::Procurement { at: problem.at().clone().into(), problem },
        )
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: ", self.input)?;
        if let Some(pointer) = &self.pointer {
            write!(out, "{pointer}: ")?;
        }
        out.write_str(&self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(out, "; {help}"))
    }
}

impl std::error::Error for Diagnostic {}

fn without_place<'t>(text: &'t str, at: Option<&Pointer>) -> &'t str {
    let place = at.map(ToString::to_string).unwrap_or_default();
    let behind = text.strip_prefix(&*place).and_then(|text| text.strip_prefix(": "));
    behind.filter(|_| !place.is_empty()).unwrap_or(text)
}

/// What is wrong and what to do, between which the first semicolon outside a given text stands.
///
/// A given text holds no backtick of its own.
fn parts(text: &str) -> (&str, Option<&str>) {
    let mut is_given = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '`' => is_given = !is_given,
            ';' if !is_given => {
                if let Some((message, help)) = text.split_at_checked(at) {
                    return (message, Some(help.trim_start_matches("; ")));
                }
            }
            _ => {}
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read_document;

    #[test]
    fn what_is_wrong_stands_before_what_to_do() {
        let text = r#"{"format":"a; b","id":"","x":1,"contract":{"currency":"a;b"}}"#;
        let errors = read_document(text.as_bytes()).unwrap_err();
        let mut lines = Vec::new();
        for problem in errors.problems() {
            let diagnostic = Diagnostic::of_document("x.json", problem);
            assert_eq!(diagnostic.to_string(), format!("x.json: {problem}"));
            let Diagnostic { code, given, message, help, .. } = diagnostic;
            lines.push(format!("{code} {given:?} {message} | {}", help.unwrap_or_default()));
        }
        assert_eq!(
            lines,
            [
                "unknown-member None unknown member | remove it",
                "unknown-format Some(\"a; b\") `a; b` is not read here | write `safe-procurement/1`",
                "empty-id None an empty id | write at least one character",
                "currency Some(\"a;b\") `a;b` is not a currency | write three capital letters such \
                 as `EUR`",
            ]
        );
    }

    #[test]
    fn a_broken_text_keeps_its_place_in_the_message() {
        let errors = read_document(b"{\n,").unwrap_err();
        let diagnostic = Diagnostic::of_document("x.json", &errors.problems()[0]);
        assert_eq!(
            diagnostic.to_string(),
            "x.json: line 2, column 1: not valid JSON; the name of a member belongs here, in quotes"
        );
    }
}
