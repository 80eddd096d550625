//! One document: read, assessed, written.

use std::collections::BTreeSet;
use std::io;

use safe_eligibility::all_readings::AllReadings;
use safe_eligibility::model::procurement::CommonProcurement;
use safe_eligibility::next::NextFacts;
use safe_eligibility::remedy::breaks::Breaks;
use safe_eligibility::remedy::{Keep, Remedies};
use safe_eligibility::report::{Answer, ReportOptions, TextOptions};
use safe_eligibility::timeline::{Span, Timeline};
use safe_eligibility::{Assessment, EvaluateError, Law, Verdict, assess};
use safe_intake::{Diagnostic, DocumentText, Severity, write_document};
use safe_receipt::{Json, ReceiptError};

use super::bound::{Binding, Bound};
use super::sarif::{self, Places};
use crate::arguments::{Format, Question};
use crate::beside::{Asking, Beside, Together};
use crate::diagnostics::Telling;
use crate::input::Name;
use crate::question;

/// How a document is assessed and its assessment written.
pub(super) struct Writing<'a> {
    pub(super) law: &'a Law,
    pub(super) format: Format,
    pub(super) report: ReportOptions,
    pub(super) screen: TextOptions,
    pub(super) telling: Telling,
    pub(super) beside: &'a Beside,
    pub(super) depends_on_readings: bool,
    pub(super) questions: &'a BTreeSet<Question>,
    pub(super) binding: &'a Binding,
}

/// What became of a document.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// The verdict; `None`: it could not be assessed.
    pub(super) verdict: Option<Verdict>,
    /// What the procurement is called, for a page.
    pub(super) called: Option<String>,
    /// The assessment as it is written.
    pub(super) text: String,
    /// What is said about it beside that; every problem where it could not be assessed.
    pub(super) said: Vec<Diagnostic>,
    /// How long the document was.
    pub(super) bytes: usize,
    /// What is written beside the assessment.
    pub(super) bound: Bound,
}

// Nearly every assessment is shorter; one that was longer does not keep its memory.
const MOST_KEPT: usize = 1 << 18;

impl Writing<'_> {
    /// Reads, assesses and writes a document; its problems are told where it has some.
    ///
    /// What was in `done` before is gone, but for its memory.
    pub(super) fn assess(&self, name: &Name, document: &DocumentText<'_>, done: &mut Done) {
        let mut text = std::mem::take(&mut done.text);
        text.clear();
        text.shrink_to(MOST_KEPT);
        *done = self.assess_into(text, name, document);
    }

    fn assess_into(&self, text: String, name: &Name, document: &DocumentText<'_>) -> Done {
        let bytes = document.bytes().len();
        let input = name.document(document.index(), document.line());
        if !self.beside.is_empty() {
            let together =
                self.beside.with_document(document, name.as_str(), &input, self.asking());
            return Done { bytes, ..self.assess_together(&input, Some(document), together) };
        }
        let procurement = match self.read(name, document, &input) {
            Ok(procurement) => procurement,
            Err(problems) => return Done { bytes, ..self.refuse(problems) },
        };
        let places = Places { file: name.as_str(), document: Some(document), sources: None };
        Done { bytes, ..self.answer(text, &procurement, &input, &places) }
    }

    fn read(
        &self,
        name: &Name,
        document: &DocumentText<'_>,
        input: &str,
    ) -> Result<CommonProcurement, Vec<Diagnostic>> {
        document.read().map_err(|errors| {
            let detailed = self.looks_for_places();
            document.diagnose(&errors, name.as_str(), input, detailed)
        })
    }

    /// Whether an assessment can be written while it is put into words: every line of a bill makes
    /// it as long as the bill, and nothing has to stand around or beside it.
    pub(super) fn can_stream(&self) -> bool {
        self.format == Format::Jsonl
            && self.report.shows_all_lines()
            && self.beside.is_empty()
            && !self.binding.is_asked()
    }

    /// Reads, assesses and writes a document, of which nothing is kept.
    pub(super) fn assess_to(
        &self,
        out: &mut dyn io::Write,
        name: &Name,
        document: &DocumentText<'_>,
    ) -> io::Result<Done> {
        let bytes = document.bytes().len();
        let input = name.document(document.index(), document.line());
        let procurement = match self.read(name, document, &input) {
            Ok(procurement) => procurement,
            Err(problems) => return Ok(Done { bytes, ..self.refuse(problems) }),
        };
        match self.assessed(&procurement) {
            Ok(assessment) => {
                assessment.write_json(&mut *out, self.report)?;
                out.write_all(b"\n")?;
                Ok(Done { verdict: Some(assessment.verdict()), bytes, ..Done::default() })
            }
            Err(error) => Ok(Done { bytes, ..self.too_long(&input, &error) }),
        }
    }

    fn too_long(&self, input: &str, error: &EvaluateError) -> Done {
        self.refuse(vec![Diagnostic::new("too-long", input, &error.to_string())])
    }

    /// Reads, assesses and writes a bill of materials by itself.
    pub(super) fn assess_bill(&self, name: &Name, text: &[u8]) -> Done {
        let together = self.beside.with_bill(name.as_str(), text, self.asking());
        Done { bytes: text.len(), ..self.assess_together(name.as_str(), None, together) }
    }

    /// Assesses what was put together of several files.
    fn assess_together(
        &self,
        input: &str,
        document: Option<&DocumentText<'_>>,
        together: Result<Together<'_>, Vec<Diagnostic>>,
    ) -> Done {
        let together = match together {
            Ok(together) => together,
            Err(problems) => return self.refuse(problems),
        };
        let sources = &together.gathered.provenance;
        let places = Places { file: input, document, sources: Some(sources) };
        let mut done = self.answer(String::new(), &together.gathered.procurement, input, &places);
        let doubtful = together.said.into_iter().chain(self.doubtful(sources.remarks()));
        done.said.splice(0..0, doubtful);
        if self.format == Format::Sarif && done.verdict.is_some() && !sources.remarks().is_empty() {
            done.text.push_str(",\n");
            done.text.push_str(&sarif::of_diagnostics(sources.remarks()));
        }
        done
    }

    /// What was remarked and deserves a check, where nobody reads the assessment that holds it.
    fn doubtful(&self, remarks: &[Diagnostic]) -> Vec<Diagnostic> {
        match self.format {
            Format::Json | Format::Jsonl => {
                let doubtful = remarks.iter().filter(|one| one.severity == Severity::Warning);
                doubtful.cloned().collect()
            }
            Format::Text | Format::Markdown | Format::Html | Format::Sarif => Vec::new(),
        }
    }

    fn asking(&self) -> Asking {
        Asking { as_of: self.law.as_of(), detailed: self.looks_for_places() }
    }

    /// Whether lines of the input have to be found for what is said about it.
    pub(super) fn looks_for_places(&self) -> bool {
        self.telling.shows_places() || self.format == Format::Sarif
    }

    // Writes behind what is in `text`.
    fn answer(
        &self,
        mut text: String,
        procurement: &CommonProcurement,
        input: &str,
        places: &Places<'_>,
    ) -> Done {
        match self.assessed(procurement) {
            Ok(assessment) => {
                let assessment = match places.sources {
                    Some(sources) => assessment.with_sources(sources),
                    None => assessment,
                };
                let mut bound = match self.bind(&assessment, procurement, places) {
                    Ok(bound) => bound,
                    Err(error) => return self.refuse(vec![not_bound(input, &error)]),
                };
                match bound.assessment.take() {
                    Some(redacted) => self.write_redacted(&mut text, &redacted),
                    None => self.write(&mut text, &assessment, places),
                }
                let verdict = Some(assessment.verdict());
                Done { verdict, called: self.called(procurement), text, bound, ..Done::default() }
            }
            Err(error) => self.too_long(input, &error),
        }
    }

    fn assessed<'p>(
        &'p self,
        procurement: &'p CommonProcurement,
    ) -> Result<Assessment<'p>, EvaluateError> {
        let assessment = assess(procurement, self.law)?;
        let asks_readings = self.questions.contains(&Question::Readings);
        let readings = (self.depends_on_readings || asks_readings)
            .then(|| AllReadings::of(procurement, self.law))
            .transpose()?;
        let answers = self.answers(&assessment, readings.as_ref())?;
        let assessment = assessment.with_answers(answers);
        Ok(match &readings {
            Some(all) if self.depends_on_readings => assessment.with_depends_on(all),
            Some(_) | None => assessment,
        })
    }

    fn answers(
        &self,
        assessment: &Assessment<'_>,
        readings: Option<&AllReadings<'_>>,
    ) -> Result<Vec<Answer>, EvaluateError> {
        let language = self.report.language;
        let mut answers = Vec::new();
        for question in self.questions {
            answers.extend(match question {
                Question::Next => Some(NextFacts::of(assessment)?.to_answer(language)),
                Question::Remedy => {
                    Some(Remedies::of(assessment, Keep::default())?.to_answer(language)?)
                }
                Question::Break => {
                    Some(Breaks::of(assessment, Keep::default())?.to_answer(language))
                }
                Question::Readings => readings.map(|all| all.to_answer(language)).transpose()?,
                Question::Timeline => {
                    let procurement = assessment.procurement();
                    let timeline = Timeline::of(procurement, self.law, Span::known(self.law))?;
                    Some(timeline.to_answer(language)?)
                }
            });
        }
        Ok(answers)
    }

    /// What becomes of an input that cannot be assessed.
    pub(super) fn refuse(&self, problems: Vec<Diagnostic>) -> Done {
        let text = match self.format {
            Format::Sarif => sarif::of_diagnostics(&problems),
            Format::Text | Format::Json | Format::Jsonl | Format::Markdown | Format::Html => {
                String::new()
            }
        };
        Done { text, said: problems, ..Done::default() }
    }

    fn bind(
        &self,
        assessment: &Assessment<'_>,
        procurement: &CommonProcurement,
        places: &Places<'_>,
    ) -> Result<Bound, ReceiptError> {
        match (places.document, places.sources) {
            (_, _) if !self.binding.is_asked() => Ok(Bound::default()),
            (Some(document), None) => self.binding.bind(assessment, document.bytes(), self.report),
            (Some(_) | None, _) => {
                let mut together = Vec::new();
                // Writing to memory does not fail.
                _ = write_document(procurement, &mut together);
                self.binding.bind(assessment, &together, self.report)
            }
        }
    }

    fn called(&self, procurement: &CommonProcurement) -> Option<String> {
        (self.format == Format::Html).then(|| question::called(procurement).to_owned())
    }

    fn write_redacted(&self, text: &mut String, redacted: &Json) {
        if self.report.pretty {
            text.push_str(&redacted.to_pretty());
        } else {
            text.push_str(&redacted.to_line());
            text.push('\n');
        }
    }

    fn write(&self, text: &mut String, assessment: &Assessment<'_>, places: &Places<'_>) {
        match self.format {
            Format::Text => text.push_str(&assessment.to_text(self.report, self.screen)),
            Format::Json => assessment.append_json(text, self.report),
            Format::Jsonl => {
                assessment.append_json(text, self.report);
                text.push('\n');
            }
            Format::Markdown => text.push_str(&assessment.to_markdown(self.report)),
            Format::Html => text.push_str(&assessment.to_html(self.report)),
            Format::Sarif => text.push_str(&sarif::of_assessment(assessment, places)),
        }
    }
}

fn not_bound(input: &str, error: &ReceiptError) -> Diagnostic {
    Diagnostic::new("not-bound", input, &format!("no receipt can be made of it ({error})"))
        .with_help("assess it without `--receipt` and `--redact`")
}
