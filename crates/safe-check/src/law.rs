//! The law that answers, from the arguments.

use std::path::Path;

use safe_eligibility::diff::LawPair;
use safe_eligibility::model::day::Day;
use safe_eligibility::rulebook::assumption::AssumeError;
use safe_eligibility::rulebook::readings::ReadingError;
use safe_eligibility::{Law, Rulebook};

use crate::arguments::{DiffArguments, LawArguments};
use crate::failure::Failure;

/// The law of the day asked about, or of today.
pub(crate) fn of(arguments: &LawArguments) -> Result<Law, Failure> {
    let readings = arguments.readings.iter().map(String::as_str).collect();
    read(arguments, readings, Failure::Readings)
}

/// The law on both sides of a comparison: the second is the first but for what is said of it.
pub(crate) fn pair(arguments: &DiffArguments) -> Result<LawPair, Failure> {
    let (own, to) = (&arguments.law, &arguments.to);
    let from = of(own)?;
    if !to.is_given() {
        return Ok(LawPair::same(from));
    }
    let other = LawArguments {
        as_of: Some(to.as_of.unwrap_or(from.as_of())),
        rules: to.rules.as_ref().or(own.rules.as_ref()).cloned(),
        readings: Vec::new(),
        assumptions: own.assumptions.iter().chain(&to.assumptions).cloned().collect(),
        least_evidence: own.least_evidence,
    };
    let id = |choice: &str| choice.split('=').next().map(str::to_owned);
    let is_other = |choice: &&String| to.readings.iter().any(|other| id(other) == id(choice));
    let kept = own.readings.iter().filter(|choice| !is_other(choice));
    let readings = kept.chain(&to.readings).map(String::as_str).collect();
    let to = read(&other, readings, Failure::OtherReadings).map_err(of_the_other)?;
    Ok(LawPair::new(from, to))
}

/// What is wrong with assumptions of the second law, where those of the first are in order.
pub(crate) fn of_the_other(failure: Failure) -> Failure {
    if let Failure::Assumptions(errors) = failure {
        Failure::OtherAssumptions(errors)
    } else {
        failure
    }
}

fn read(
    arguments: &LawArguments,
    readings: Vec<&str>,
    refused: fn(Vec<ReadingError>) -> Failure,
) -> Result<Law, Failure> {
    let rulebook = rulebook(arguments.rules.as_deref(), &arguments.assumptions)?;
    let as_of = arguments.as_of.map_or_else(today, Ok)?;
    let law = rulebook.on(as_of).with_least_evidence(arguments.least_evidence);
    law.with_readings(readings).map_err(refused)
}

/// The pack in a folder, or the built-in one, and what is assumed laid over it.
pub(crate) fn rulebook(folder: Option<&Path>, assumptions: &[String]) -> Result<Rulebook, Failure> {
    let of_folder = |error| Failure::Rulebook { error, folder: folder.map(Path::to_path_buf) };
    if assumptions.is_empty() {
        return folder.map_or_else(Rulebook::embedded, Rulebook::from_dir).map_err(of_folder);
    }
    let files = folder.map_or_else(|| Ok(Rulebook::embedded_files()), Rulebook::files_in);
    let texts = assumptions.iter().map(String::as_str);
    Rulebook::assuming(&files.map_err(of_folder)?, texts).map_err(|error| match error {
        AssumeError::Rulebook(error) => of_folder(error),
        AssumeError::Assumptions(errors) => Failure::Assumptions(errors),
        error => Failure::Assuming(error),
    })
}

/// Today by Coordinated Universal Time, wherever the program runs.
pub(crate) fn today() -> Result<Day, Failure> {
    // Only the command line knows what day it is; everything behind it takes the day as an argument.
    let date = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let text = format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
    Day::parse(&text).map_err(|_| Failure::Clock)
}
