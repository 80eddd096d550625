//! What is said on standard error: plain lines, excerpts for a terminal, or JSON.

mod json;
mod pretty;

use std::io::{self, IsTerminal, Write};

use safe_intake::Diagnostic;

use crate::arguments::{DiagnosticsForm, Format};

/// How diagnostics are written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Telling {
    /// One line each.
    Lines,
    /// With excerpts, as wide as that, in colour or not.
    Pretty { width: usize, colour: bool },
    /// One object an input.
    Json,
}

fn lines(list: &[Diagnostic]) -> String {
    let mut text = list.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}

impl Telling {
    /// As it was asked for; otherwise with excerpts on a terminal, as JSON where the answer was
    /// asked for as JSON, and in lines for anybody else.
    pub(crate) fn of(asked: Option<DiagnosticsForm>, format: Option<Format>) -> Self {
        let pretty = || Self::Pretty {
            width: terminal_size::terminal_size_of(io::stderr())
                .map_or(100, |(width, _)| usize::from(width.0).clamp(40, 120)),
            colour: anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never,
        };
        let json = format == Some(Format::Json);
        match asked {
            Some(DiagnosticsForm::Excerpts) => pretty(),
            Some(DiagnosticsForm::Json) => Self::Json,
            None if json => Self::Json,
            None if io::stderr().is_terminal() => pretty(),
            Some(DiagnosticsForm::Lines) | None => Self::Lines,
        }
    }

    /// Whether lines of the files are shown, so that they have to be looked for.
    pub(crate) fn shows_places(self) -> bool {
        match self {
            Self::Lines => false,
            Self::Pretty { .. } | Self::Json => true,
        }
    }

    /// All that is said about one input, with a line end at its end; empty where nothing is.
    pub(crate) fn text(self, list: &[Diagnostic]) -> String {
        if list.is_empty() {
            return String::new();
        }
        match self {
            Self::Lines => lines(list),
            Self::Pretty { width, colour } => pretty::text(list, width, colour),
            Self::Json => json::text(list),
        }
    }

    /// Says it on standard error.
    pub(crate) fn tell(self, list: &[Diagnostic]) {
        // Where standard error is closed there is nobody left to tell.
        let _told = io::stderr().lock().write_all(self.text(list).as_bytes());
    }
}
