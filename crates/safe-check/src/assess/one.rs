//! One document: read, assessed, written.

use std::fmt::Write;

use safe_eligibility::model::procurement::CommonProcurement;
use safe_eligibility::report::{ReportOptions, TextOptions};
use safe_eligibility::{Law, Verdict, assess};
use safe_intake::{DocumentText, InputErrors};

use super::input::Name;
use crate::arguments::Format;

/// How a document is assessed and its assessment written.
pub(super) struct Writing<'a> {
    pub(super) law: &'a Law,
    pub(super) format: Format,
    pub(super) report: ReportOptions,
    pub(super) screen: TextOptions,
}

/// What became of a document.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// The verdict; `None`: it could not be assessed.
    pub(super) verdict: Option<Verdict>,
    /// The assessment as it is written, or every problem, one a line.
    pub(super) text: String,
    /// How long the document was.
    pub(super) bytes: usize,
}

impl Done {
    pub(super) fn failed(problems: String) -> Self {
        Self { verdict: None, text: problems, bytes: 0 }
    }
}

// Nearly every assessment is shorter; one that was longer does not keep its memory.
const MOST_KEPT: usize = 1 << 18;

impl Writing<'_> {
    /// Reads, assesses and writes a document; its problems are what is written where it has some.
    ///
    /// What was in `done` before is gone, but for its memory.
    pub(super) fn assess(&self, name: &Name, document: &DocumentText<'_>, done: &mut Done) {
        done.text.clear();
        done.text.shrink_to(MOST_KEPT);
        done.bytes = document.bytes().len();
        done.verdict = match document.read() {
            Ok(procurement) => self.assess_read(name, document, &procurement, &mut done.text),
            Err(errors) => {
                done.text = all_of(name, &errors);
                None
            }
        };
    }

    fn assess_read(
        &self,
        name: &Name,
        document: &DocumentText<'_>,
        procurement: &CommonProcurement,
        text: &mut String,
    ) -> Option<Verdict> {
        match assess(procurement, self.law) {
            Ok(assessment) => {
                match self.format {
                    Format::Text => *text = assessment.to_text(self.report, self.screen),
                    Format::Json => assessment.append_json(text, self.report),
                    Format::Jsonl => {
                        assessment.append_json(text, self.report);
                        text.push('\n');
                    }
                    Format::Markdown => *text = assessment.to_markdown(self.report),
                    Format::Html => *text = assessment.to_html(self.report),
                }
                Some(assessment.verdict())
            }
            Err(error) => {
                let place = name.document(document.index(), document.line());
                *text = format!("{place}: {error}\n");
                None
            }
        }
    }
}

/// Every problem of a document with its place, one a line.
fn all_of(name: &Name, errors: &InputErrors) -> String {
    let mut text = String::new();
    let document = name.document(errors.index(), errors.line());
    // Writing to memory does not fail.
    for problem in errors.problems() {
        // Where the text is broken, the problem tells its line in the file by itself.
        let place = match problem.position() {
            Some(_) => name.as_str(),
            None => &document,
        };
        let _written = writeln!(text, "{place}: {problem}");
    }
    if errors.more() > 0 {
        let _written = writeln!(text, "{document}: {} more problems are not listed", errors.more());
    }
    text
}
