//! `assess`: documents in, assessments out, in the order of the input.

mod batch;
mod frame;
mod input;
mod one;
mod progress;
mod sink;

use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use safe_eligibility::report::ReportOptions;
use safe_intake::{DocumentText, Documents, JsonLines};

use crate::arguments::{AssessArguments, Format, Trace};
use crate::failure::Failure;
use crate::{law, screen};
use batch::batches;
use input::{Body, Name, Work};
use one::{Done, Writing};
use sink::Sink;

pub(crate) fn run(arguments: &AssessArguments) -> Result<u8, Failure> {
    let law = law::of(&arguments.law)?;
    let default = if screen::is_terminal() { Format::Text } else { Format::Jsonl };
    let format = arguments.format.unwrap_or(default);
    let writing =
        Writing { law: &law, format, report: report(arguments), screen: screen::options() };
    let mut sink = Sink::new(format, &arguments.files);
    for work in input::work(&arguments.files) {
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
        Ok((name, text)) => {
            let documents: Vec<_> = Documents::in_json(&text).collect();
            documents.par_iter().map(|text| writing.assess(&name, text)).collect()
        }
        Err(done) => vec![done],
    });
    each.collect::<Vec<Vec<Done>>>().into_iter().flatten().collect()
}

/// One input, of which a batch of documents at a time is assessed on all cores.
fn stream(path: &Path, writing: &Writing<'_>, sink: &mut Sink) -> io::Result<()> {
    match input::open(path) {
        Ok((name, Body::Text(text))) => {
            in_batches(Documents::in_json(&text).map(Ok), &name, writing, sink)
        }
        Ok((name, Body::Lines(lines))) => in_batches(JsonLines::new(lines), &name, writing, sink),
        Err(done) => sink.take(vec![done]),
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
            sink.take(vec![name.unreadable(&error)])?;
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
