//! Renders an assessment; adds no fact.

mod all_readings;
mod analysis;
mod answer;
mod assumptions;
mod breaks;
mod content;
mod diff;
mod document;
mod html;
mod json;
mod lines;
mod markdown;
mod missing;
mod next;
mod page;
mod remedy;
mod reservations;
mod rulebook;
mod source;
mod status;
mod steps;
mod sums;
mod text;
mod timeline;
mod words;

use std::io;

pub use answer::Answer;
pub use assumptions::Assumptions;
pub(crate) use content::standing;
pub use content::{Content, ContentShare};
pub use html::{html_end, html_numbered, html_start, html_start_of};
pub use lines::{LineReport, LinesShown};
pub use missing::MissingFact;
pub use source::{FactSource, FactSources, InputRead, RemarkMade};
pub use text::TextOptions;
pub use words::Language;

use crate::assessment::Assessment;

/// What of an assessment is written.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ReportOptions {
    /// How much of the explanation is told.
    pub depth: Depth,
    /// Whether the trace is written out; it is made either way.
    pub trace: bool,
    /// Whether the JSON explains the sums too, which takes longer than the assessment of a small
    /// bill; it does at [`Depth::Lines`], and pages do wherever they have reasons.
    pub sums: bool,
    /// Which lines behind a sum the trace shows; all of them at [`Depth::Lines`].
    pub lines: LinesShown,
    /// The language of text, Markdown and HTML. JSON holds values, and words that are ids.
    pub language: Language,
    /// Whether the JSON is laid out for reading.
    pub pretty: bool,
}

/// How much of an explanation is told; what is told more briefly is told by the same steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "an explanation has these three depths")]
pub enum Depth {
    /// The verdict in a sentence, and the law it was made under. JSON has no trace.
    Short,
    /// The reasons: each finding with the steps it rests on, and the largest lines.
    Full,
    /// Every step, also where it did not carry, and every line.
    Lines,
}

impl Depth {
    /// All of them, the briefest first.
    pub const ALL: [Self; 3] = [Self::Short, Self::Full, Self::Lines];

    /// The word of the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Full => "full",
            Self::Lines => "lines",
        }
    }

    /// The depth of a word; `None`: there is none of that name.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|depth| depth.as_str() == word)
    }

    pub(crate) fn is_short(self) -> bool {
        self == Self::Short
    }

    pub(crate) fn shows_every_step(self) -> bool {
        self == Self::Lines
    }
}

impl ReportOptions {
    /// Which lines behind a sum are shown.
    pub(crate) fn lines_shown(&self) -> LinesShown {
        match self.depth {
            Depth::Short | Depth::Full => self.lines,
            Depth::Lines => LinesShown::All,
        }
    }

    /// Whether every line behind a sum is shown, so that what is written grows with the lines.
    #[must_use]
    pub fn shows_all_lines(&self) -> bool {
        self.writes_trace() && self.lines_shown() == LinesShown::All
    }

    /// Whether the JSON explains the sums.
    pub(crate) fn writes_sums(&self) -> bool {
        self.writes_trace() && (self.sums || self.depth.shows_every_step())
    }

    /// Whether the trace is written out.
    pub(crate) fn writes_trace(&self) -> bool {
        self.trace && !self.depth.is_short()
    }
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self {
            depth: Depth::Full,
            trace: true,
            sums: false,
            lines: LinesShown::Largest(20),
            language: Language::English,
            pretty: false,
        }
    }
}

impl Assessment<'_> {
    /// Writes the assessment as `safe-assessment/1`, without a line end.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn write_json<W: io::Write>(&self, mut out: W, options: ReportOptions) -> io::Result<()> {
        let assumptions = self.assumptions();
        let written =
            json::Written { assessment: self, options, assumptions: assumptions.as_ref() };
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
        let assumptions = self.assumptions();
        let written =
            json::Written { assessment: self, options, assumptions: assumptions.as_ref() };
        json::append(&written, options.pretty, text);
    }
}
