//! `assess`: documents in, assessments out, in the order of the input.

pub(crate) mod batch;
mod bound;
mod frame;
mod one;
pub(crate) mod progress;
mod sarif;
mod sink;
pub(crate) mod work;

use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use safe_eligibility::report::ReportOptions;
use safe_intake::{DocumentText, Documents, JsonLines};

use crate::arguments::{AssessArguments, Format, Trace};
use crate::beside::Beside;
use crate::diagnostics::Telling;
use crate::failure::Failure;
use crate::input::{self, Body, Name};
use crate::{law, screen};
use batch::Batches;
use bound::Binding;
use one::{Done, Writing};
use sink::Sink;
use work::Work;

pub(crate) fn run(arguments: &AssessArguments) -> Result<u8, Failure> {
    // Who reads and writes is one of those who assess: with one core there is one thread, and a
    // document stays in the cache of the core that has read it.
    rayon::scope(|_| run_in_pool(arguments))
}

fn run_in_pool(arguments: &AssessArguments) -> Result<u8, Failure> {
    let law = law::of(&arguments.law)?;
    let format = format(arguments)?;
    let telling = Telling::of(arguments.diagnostics, arguments.format);
    let mut sink = Sink::new(format, telling, &law, arguments);
    let (beside, problems) = match Beside::read(&arguments.beside) {
        Ok(beside) => (beside, Vec::new()),
        Err(problems) => (Beside::default(), problems),
    };
    let (report, screen) = (report(arguments), screen::options());
    let binding =
        if problems.is_empty() { Binding::of(arguments, &beside)? } else { Binding::default() };
    let (beside, binding) = (&beside, &binding);
    let depends_on_readings = arguments.depends_on_readings;
    let questions = &arguments.answer.iter().copied().collect();
    let writing = Writing {
        law: &law,
        format,
        report,
        screen,
        telling,
        beside,
        depends_on_readings,
        questions,
        binding,
    };
    if !problems.is_empty() {
        // Without these files nothing can be assessed as it was asked for.
        sink.take(&mut [writing.refuse(problems)])?;
        return Ok(sink.finish()?.0);
    }
    for work in work::work(&arguments.files) {
        match work {
            Work::Files(files) => match files.as_slice() {
                [one] if writing.can_stream() => stream(one, &writing, &mut sink)?,
                files => sink.take(&mut each_file(files, &writing))?,
            },
            Work::Stream(path) => stream(&path, &writing, &mut sink)?,
        }
    }
    let (status, kept) = sink.finish()?;
    kept.write(&arguments.bound)?;
    Ok(status)
}

/// The format that was asked for, or that fits who reads.
fn format(arguments: &AssessArguments) -> Result<Format, Failure> {
    let is_redacted = arguments.bound.redact.is_some();
    match arguments.format {
        Some(Format::Json | Format::Jsonl) => {}
        Some(_) if is_redacted => return Err(Failure::RedactedForm),
        Some(_) | None => {}
    }
    let is_read = (screen::is_terminal() || !arguments.answer.is_empty()) && !is_redacted;
    let format = arguments.format.unwrap_or(if is_read { Format::Text } else { Format::Jsonl });
    match format {
        Format::Text | Format::Markdown | Format::Html => Ok(format),
        Format::Json | Format::Jsonl | Format::Sarif if arguments.answer.is_empty() => Ok(format),
        Format::Json | Format::Jsonl | Format::Sarif => Err(Failure::AnswersForm),
    }
}

/// Small files, each read and assessed on whatever core is free.
fn each_file(files: &[PathBuf], writing: &Writing<'_>) -> Vec<Done> {
    let each = files.par_iter().map(|path| match input::read(path) {
        Ok((name, text)) if input::is_bill(path, &name, &text) => {
            vec![writing.assess_bill(&name, &text)]
        }
        Ok((name, text)) => {
            let documents: Vec<_> = Documents::in_json(&text).collect();
            let mut done = Vec::new();
            assess_all(&documents, &name, writing, &mut done);
            done
        }
        Err(problem) => vec![writing.refuse(vec![*problem])],
    });
    each.collect::<Vec<Vec<Done>>>().into_iter().flatten().collect()
}

/// One input, of which a batch of documents at a time is assessed on all cores.
fn stream(path: &Path, writing: &Writing<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    match input::open(path) {
        Ok((name, Body::Text(text))) if input::is_bill(path, &name, &text) => {
            sink.take(&mut [writing.assess_bill(&name, &text)])
        }
        Ok((name, Body::Text(text))) => {
            in_batches(&mut Documents::in_json(&text), &name, writing, sink)
        }
        Ok((name, Body::Lines(lines))) => {
            in_batches(&mut JsonLines::new(lines), &name, writing, sink)
        }
        Err(problem) => sink.take(&mut [writing.refuse(vec![*problem])]),
    }
}

fn in_batches(
    documents: &mut impl Batches,
    name: &Name,
    writing: &Writing<'_>,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    // Used again for each batch: memory that is given back and asked for anew costs as much as
    // the assessment of a small document.
    let mut done = Vec::new();
    loop {
        let (texts, error) = documents.next_batch();
        if texts.is_empty() && error.is_none() {
            return Ok(());
        }
        match texts.as_slice() {
            [one] if writing.can_stream() => {
                sink.stream(|out| writing.assess_to(out, name, one))?;
            }
            several => {
                assess_all(several, name, writing, &mut done);
                sink.take(&mut done)?;
            }
        }
        if let Some(error) = error {
            sink.take(&mut [writing.refuse(vec![name.unreadable(&error)])])?;
        }
    }
}

fn assess_all(
    texts: &[DocumentText<'_>],
    name: &Name,
    writing: &Writing<'_>,
    done: &mut Vec<Done>,
) {
    done.resize_with(texts.len(), Done::default);
    let each = texts.par_iter().zip(done.par_iter_mut());
    each.for_each(|(text, done)| writing.assess(name, text, done));
}

fn report(arguments: &AssessArguments) -> ReportOptions {
    let mut report = ReportOptions::default();
    report.depth = arguments.depth;
    report.trace = arguments.trace == Trace::Full;
    report.lines = arguments.lines;
    report.sums = arguments.sums;
    report.language = arguments.language;
    report.pretty = arguments.format == Some(Format::Json);
    report
}
