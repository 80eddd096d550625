//! An assessment for reading.

use super::lines::LinesShown;
use crate::assessment::Assessment;

/// How an assessment is written for reading.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct PageOptions {
    /// Whether the reasons are written out.
    pub trace: bool,
    /// Which lines behind a sum are shown.
    pub lines: LinesShown,
    /// How many columns a line has; only text goes by it.
    pub width: usize,
    /// Whether colours are used; only text has any.
    pub colour: bool,
}

impl Default for PageOptions {
    fn default() -> Self {
        Self { trace: true, lines: LinesShown::Largest(20), width: 100, colour: false }
    }
}

/// start
pub const HTML_START: &str = "";
/// end
pub const HTML_END: &str = "";

impl Assessment<'_> {
    /// text
    pub fn to_text(&self, _options: PageOptions) -> String {
        let mut text = format!("{} {}\n", self.verdict(), self.procurement.id());
        for finding in &self.findings {
            text.push_str(&format!("  {} {} {}\n", finding.rule.id, finding.subject, finding.outcome_word()));
        }
        text
    }
    /// markdown
    pub fn to_markdown(&self, options: PageOptions) -> String {
        self.to_text(options)
    }
    /// html
    pub fn to_html(&self, options: PageOptions) -> String {
        self.to_text(options)
    }
}
