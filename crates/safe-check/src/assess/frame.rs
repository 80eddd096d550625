//! What stands around assessments, and between them.

use crate::arguments::Format;

/// What a format has around one assessment or several.
pub(super) struct Frame {
    pub(super) before: &'static str,
    pub(super) between: &'static str,
    pub(super) after: &'static str,
    pub(super) indent: bool,
}

impl Frame {
    pub(super) fn of(format: Format, several: bool) -> Self {
        let (before, between, after) = match (format, several) {
            (Format::Json, true) => ("[", ",", "\n]\n"),
            (Format::Json, false) => ("", "", "\n"),
            (Format::Jsonl, _) => ("", "", ""),
            (Format::Text, _) => ("", TEXT_RULE, ""),
            (Format::Markdown, _) => ("", "\n---\n\n", ""),
            (Format::Html, _) => (PAGE_START, "", PAGE_END),
        };
        Self { before, between, after, indent: format == Format::Json && several }
    }
}

const PAGE_START: &str = safe_eligibility::report::HTML_START;
const PAGE_END: &str = safe_eligibility::report::HTML_END;
const TEXT_RULE: &str = "\n────────────────────────────────────────\n\n";
