//! The law that answers, from the arguments.

use std::path::Path;

use safe_eligibility::model::day::Day;
use safe_eligibility::{Law, Rulebook};

use crate::arguments::LawArguments;
use crate::failure::Failure;

/// The law of the day asked about, or of today.
pub(crate) fn of(arguments: &LawArguments) -> Result<Law, Failure> {
    let rulebook = rulebook(arguments.rules.as_deref())?;
    let as_of = arguments.as_of.map_or_else(today, Ok)?;
    let law = rulebook.on(as_of).with_least_evidence(arguments.least_evidence);
    let readings = arguments.readings.iter().map(String::as_str);
    law.with_readings(readings).map_err(Failure::Readings)
}

/// The pack in a folder, or the built-in one.
pub(crate) fn rulebook(folder: Option<&Path>) -> Result<Rulebook, Failure> {
    let rulebook = folder.map_or_else(Rulebook::embedded, Rulebook::from_dir);
    rulebook.map_err(|error| Failure::Rulebook { error, folder: folder.map(Path::to_path_buf) })
}

/// Today by Coordinated Universal Time, wherever the program runs.
pub(crate) fn today() -> Result<Day, Failure> {
    // Only the command line knows what day it is; everything behind it takes the day as an argument.
    let date = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let text = format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
    Day::parse(&text).map_err(|_| Failure::Clock)
}
