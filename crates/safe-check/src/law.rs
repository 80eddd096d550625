//! The law that answers, from the arguments.

use safe_eligibility::model::day::Day;
use safe_eligibility::rulebook::assumption::AssumeError;
use safe_eligibility::{Law, Rulebook};

use crate::arguments::LawArguments;
use crate::failure::Failure;

/// The law of the day asked about, or of today.
pub(crate) fn of(arguments: &LawArguments) -> Result<Law, Failure> {
    let folder = arguments.rules.as_deref();
    let of_folder = |error| {
        let folder = folder.map(std::path::Path::to_path_buf);
        Failure::Rulebook { error, folder }
    };
    let rulebook = if arguments.assumptions.is_empty() {
        folder.map_or_else(Rulebook::embedded, Rulebook::from_dir).map_err(of_folder)?
    } else {
        let files = folder.map_or_else(|| Ok(Rulebook::embedded_files()), Rulebook::files_in);
        let texts = arguments.assumptions.iter().map(String::as_str);
        Rulebook::assuming(&files.map_err(of_folder)?, texts).map_err(|error| match error {
            AssumeError::Rulebook(error) => of_folder(error),
            AssumeError::Assumptions(errors) => Failure::Assumptions(errors),
            error => Failure::Assuming(error),
        })?
    };
    let as_of = arguments.as_of.map_or_else(today, Ok)?;
    let law = rulebook.on(as_of).with_least_evidence(arguments.least_evidence);
    let readings = arguments.readings.iter().map(String::as_str);
    law.with_readings(readings).map_err(Failure::Readings)
}

/// Today by Coordinated Universal Time, wherever the program runs.
pub(crate) fn today() -> Result<Day, Failure> {
    // Only the command line knows what day it is; everything behind it takes the day as an argument.
    let date = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let text = format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
    Day::parse(&text).map_err(|_| Failure::Clock)
}
