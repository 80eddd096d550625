//! What stands around assessments, and between them.

use std::borrow::Cow;

use safe_eligibility::Law;
use safe_eligibility::report::{Language, html_end, html_start, html_start_of};

use super::sarif;
use crate::arguments::Format;

/// What a format has around one assessment or several.
pub(super) struct Frame {
    pub(super) before: Cow<'static, str>,
    pub(super) between: &'static str,
    pub(super) after: Cow<'static, str>,
    pub(super) indent: bool,
    /// Whether it is written even where nothing stands within it.
    pub(super) always: bool,
}

impl Frame {
    /// `status` is that of the process, as far as it is known; `only`: what the one procurement
    /// is called, where there are no others.
    pub(super) fn of(
        format: Format,
        language: Language,
        several: bool,
        law: &Law,
        status: u8,
        only: Option<&str>,
    ) -> Self {
        let (before, between, after) = match (format, several) {
            (Format::Json, true) => ("[", ",", "\n]\n"),
            (Format::Json, false) => ("", "", "\n"),
            (Format::Jsonl, _) => ("", "", ""),
            (Format::Text, _) => ("", TEXT_RULE, ""),
            (Format::Markdown, _) => ("", "\n---\n\n", ""),
            (Format::Html, _) => {
                let before = match only {
                    Some(only) => html_start_of(language, only),
                    None => html_start(language),
                };
                return Self {
                    before: before.into(),
                    between: "",
                    after: html_end(language).into(),
                    indent: false,
                    always: false,
                };
            }
            (Format::Sarif, _) => {
                return Self {
                    before: sarif::before(law).into(),
                    between: ",\n",
                    after: sarif::after(status).into(),
                    indent: false,
                    always: true,
                };
            }
        };
        let indent = format == Format::Json && several;
        Self { before: before.into(), between, after: after.into(), indent, always: false }
    }
}

const TEXT_RULE: &str = "\n────────────────────────────────────────\n\n";
