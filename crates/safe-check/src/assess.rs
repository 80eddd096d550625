//! `assess`: documents in, assessments out, in the order of the input.

mod batch;
mod frame;
mod one;
mod progress;
mod sarif;
mod sink;
mod work;

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
use batch::batches;
use one::{Done, Writing};
use sink::Sink;
use work::Work;

pub(crate) fn run(arguments: &AssessArguments) -> Result<u8, Failure> {
    let law = law::of(&arguments.law)?;
    let default = if screen::is_terminal() { Format::Text } else { Format::Jsonl };
    let format = arguments.format.unwrap_or(default);
    let telling = Telling::of(arguments.diagnostics, arguments.format);
    let mut sink = Sink::new(format, telling, &law, arguments);
    let (beside, problems) = match Beside::read(&arguments.beside) {
        Ok(beside) => (beside, Vec::new()),
        Err(problems) => (Beside::default(), problems),
    };
    let (report, screen) = (report(arguments), screen::options());
    let writing = Writing { law: &law, format, report, screen, telling, beside: &beside };
    if !problems.is_empty() {
        // Without these files nothing can be assessed as it was asked for.
        sink.take(vec![writing.refuse(problems)])?;
        return sink.finish().map_err(Failure::from);
    }
    for work in work::work(&arguments.files) {
        match work {
            Work::Files(files) => sink.take(each_file(&files, &writing))?,
            Work::Stream(path) => stream(&path, &writing, &mut sink)?,
        }
    }
    sink.finish().map_err(Failure::from)
}

/// Small files, each read and assessed on whatever core is free.
fn each_file(files: &[PathBuf], writing: &Writing<'_>) -> Vec<Done> {
    let each = files.par_iter().map(|path| match input::read(path) {
        Ok((name, text)) if input::is_bill(path) => vec![writing.assess_bill(&name, &text)],
        Ok((name, text)) => {
            let documents: Vec<_> = Documents::in_json(&text).collect();
            documents.par_iter().map(|text| writing.assess(&name, text)).collect()
        }
        Err(problem) => vec![writing.refuse(vec![*problem])],
    });
    each.collect::<Vec<Vec<Done>>>().into_iter().flatten().collect()
}

/// One input, of which a batch of documents at a time is assessed on all cores.
fn stream(path: &Path, writing: &Writing<'_>, sink: &mut Sink) -> io::Result<()> {
    match input::open(path) {
        Ok((name, Body::Text(text))) if input::is_bill(path) => {
            sink.take(vec![writing.assess_bill(&name, &text)])
        }
        Ok((name, Body::Text(text))) => {
            in_batches(Documents::in_json(&text).map(Ok), &name, writing, sink)
        }
        Ok((name, Body::Lines(lines))) => in_batches(JsonLines::new(lines), &name, writing, sink),
        Err(problem) => sink.take(vec![writing.refuse(vec![*problem])]),
    }
}

fn in_batches<'t>(
    documents: impl Iterator<Item = io::Result<DocumentText<'t>>>,
    name: &Name,
    writing: &Writing<'_>,
    sink: &mut Sink,
) -> io::Result<()> {
    for (texts, error) in batches(documents) {
        sink.take(texts.par_iter().map(|text| writing.assess(name, text)).collect())?;
        if let Some(error) = error {
            sink.take(vec![writing.refuse(vec![name.unreadable(&error)])])?;
        }
    }
    Ok(())
}

fn report(arguments: &AssessArguments) -> ReportOptions {
    let mut report = ReportOptions::default();
    report.trace = arguments.trace == Trace::Full;
    report.lines = arguments.lines;
    report.pretty = arguments.format == Some(Format::Json);
    report
}
