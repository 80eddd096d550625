//! Renders an assessment; adds no fact.

mod content;
mod html;
mod json;
mod lines;
mod markdown;
mod missing;
mod page;
mod reservations;
mod rulebook;
mod source;
mod status;
mod steps;
mod sums;
mod text;

use std::io;

pub(crate) use content::standing;
pub use content::{Content, ContentShare};
pub use html::{HTML_END, HTML_START};
pub use lines::{LineReport, LinesShown};
pub use missing::MissingFact;
pub use source::{FactSource, FactSources, InputRead, RemarkMade};
pub use text::TextOptions;

use crate::assessment::Assessment;

/// What of an assessment is written.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ReportOptions {
    /// Whether the trace is written out; it is made either way.
    pub trace: bool,
    /// Which lines behind a sum the trace shows.
    pub lines: LinesShown,
    /// Whether the JSON is laid out for reading.
    pub pretty: bool,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self { trace: true, lines: LinesShown::Largest(20), pretty: false }
    }
}

impl Assessment<'_> {
    /// Writes the assessment as `safe-assessment/1`, without a line end.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn write_json<W: io::Write>(&self, mut out: W, options: ReportOptions) -> io::Result<()> {
        let written = json::Written { assessment: self, options };
        json::to_writer(&written, options.pretty, &mut out)
    }

    /// The assessment as `safe-assessment/1`.
    #[must_use]
    pub fn to_json(&self, options: ReportOptions) -> String {
        let mut text = String::new();
        self.append_json(&mut text, options);
        text
    }

    /// Appends the assessment as `safe-assessment/1` to a text, without a line end.
    pub fn append_json(&self, text: &mut String, options: ReportOptions) {
        json::append(&json::Written { assessment: self, options }, options.pretty, text);
    }
}
