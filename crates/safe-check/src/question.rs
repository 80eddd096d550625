//! Questions about one procurement: the file it is in, and what is put together with it.

use safe_eligibility::model::day::Day;
use safe_eligibility::model::procurement::CommonProcurement;
use safe_eligibility::report::{Answer, Language, ReportOptions, html_end, html_start_of};
use safe_eligibility::{Assessment, EvaluateError};
use safe_intake::{Diagnostic, Documents};

use crate::arguments::{Format, QuestionArguments, QuestionFormat};
use crate::beside::{Asking, Beside, Together};
use crate::diagnostics::Telling;
use crate::failure::Failure;
use crate::input::{self, Body, Name};
use crate::screen;

/// What an answer is written as.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    Text,
    Json,
    Page(Paged),
}

/// A report in which an answer stands.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Paged {
    Markdown,
    Html,
}

impl Paged {
    /// The report on what the answer is about, with the answer.
    pub(crate) fn report(
        self,
        assessment: &Assessment<'_>,
        answer: Answer,
        language: Language,
    ) -> String {
        let mut options = ReportOptions::default();
        options.language = language;
        let assessment = assessment.clone().with_answers(vec![answer]);
        match self {
            Self::Markdown => assessment.to_markdown(options),
            Self::Html => [
                html_start_of(language, called(assessment.procurement())),
                assessment.to_html(options),
                html_end(language),
            ]
            .concat(),
        }
    }
}

/// What a procurement is called.
pub(crate) fn called(procurement: &CommonProcurement) -> &str {
    let stated = procurement.stated();
    stated.title.as_deref().unwrap_or(&stated.id)
}

/// Reads the procurement and prints what `answer` says of it in the form asked for.
pub(crate) fn run(
    arguments: &QuestionArguments,
    as_of: Day,
    answer: impl FnOnce(&CommonProcurement, Form) -> Result<String, EvaluateError>,
) -> Result<u8, Failure> {
    run_named(arguments, as_of, |procurement, format, name| {
        answer(procurement, format).map_err(|error| vec![too_long(name, &error)])
    })
}

/// The figures of a bill are too long to reckon with.
pub(crate) fn too_long(name: &str, error: &EvaluateError) -> Diagnostic {
    Diagnostic::new("too-long", name, &error.to_string())
}

/// The same where what was asked may not fit the procurement, which has a name.
pub(crate) fn run_named(
    arguments: &QuestionArguments,
    as_of: Day,
    answer: impl FnOnce(&CommonProcurement, Form, &str) -> Result<String, Vec<Diagnostic>>,
) -> Result<u8, Failure> {
    let default = if screen::is_terminal() { QuestionFormat::Text } else { QuestionFormat::Json };
    let format = match arguments.format.unwrap_or(default) {
        QuestionFormat::Text => Form::Text,
        QuestionFormat::Json => Form::Json,
        QuestionFormat::Markdown => Form::Page(Paged::Markdown),
        QuestionFormat::Html => Form::Page(Paged::Html),
    };
    let telling = telling(arguments);
    let asking = Asking { as_of, detailed: telling.shows_places() };
    let (name, text) = match opened(arguments) {
        Ok(opened) => opened,
        Err(problems) => return said(telling, &problems),
    };
    let asked = |procurement: &CommonProcurement| answer(procurement, format, name.as_str());
    let beside = match Beside::read(&arguments.beside) {
        Ok(beside) => beside,
        Err(problems) => return said(telling, &problems),
    };
    let answered = if input::is_bill(&arguments.file, &name, &text) {
        together(beside.with_bill(name.as_str(), &text, asking), telling, asked)
    } else {
        let mut documents = Documents::in_json(&text);
        match (documents.next(), documents.next()) {
            (Some(document), None) if beside.is_empty() => document
                .read()
                .map_err(|errors| {
                    let detailed = telling.shows_places();
                    document.diagnose(&errors, name.as_str(), name.as_str(), detailed)
                })
                .and_then(|procurement| asked(&procurement)),
            (Some(document), None) => {
                let read = beside.with_document(&document, name.as_str(), name.as_str(), asking);
                together(read, telling, asked)
            }
            (None | Some(_), _) => Err(vec![several(&name)]),
        }
    };
    match answered {
        Ok(text) => {
            screen::print(text.as_bytes())?;
            Ok(0)
        }
        Err(problems) => said(telling, &problems),
    }
}

/// How what is said beside the answer is told.
pub(crate) fn telling(arguments: &QuestionArguments) -> Telling {
    let told = arguments.format.map(|format| match format {
        QuestionFormat::Text => Format::Text,
        QuestionFormat::Json => Format::Json,
        QuestionFormat::Markdown => Format::Markdown,
        QuestionFormat::Html => Format::Html,
    });
    Telling::of(arguments.diagnostics, told)
}

fn opened(arguments: &QuestionArguments) -> Result<(Name, Vec<u8>), Vec<Diagnostic>> {
    match input::open(&arguments.file) {
        Ok((name, Body::Text(text))) => Ok((name, text)),
        Ok((name, Body::Lines(_))) => Err(vec![several(&name)]),
        Err(problem) => Err(vec![*problem]),
    }
}

fn together(
    read: Result<Together<'_>, Vec<Diagnostic>>,
    telling: Telling,
    asked: impl FnOnce(&CommonProcurement) -> Result<String, Vec<Diagnostic>>,
) -> Result<String, Vec<Diagnostic>> {
    let Together { gathered, said } = read?;
    // An answer has no room for what was remarked.
    telling.tell(&[&said, gathered.provenance.remarks()].concat());
    asked(&gathered.procurement)
}

fn said(telling: Telling, problems: &[Diagnostic]) -> Result<u8, Failure> {
    telling.tell(problems);
    Err(Failure::Said)
}

fn several(name: &Name) -> Diagnostic {
    let message = "several documents, where one is asked about";
    Diagnostic::new("several-documents", name.as_str(), message)
        .with_help("ask about them one by one")
}
