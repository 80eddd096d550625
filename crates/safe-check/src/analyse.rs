//! `rules analyse`: a rule pack examined, or compared with another one.

use safe_eligibility::Law;
use safe_eligibility::analysis::{Analysis, Comparison, Effort};
use safe_eligibility::model::day::Day;
use safe_eligibility::rulebook::readings::ReadingError;

use crate::arguments::{AnalyseArguments, AnswerFormat};
use crate::failure::Failure;
use crate::{law, screen};

pub(crate) fn run(arguments: &AnalyseArguments) -> Result<u8, Failure> {
    let rulebook = law::rulebook(arguments.rules.as_deref(), &arguments.assumptions)?;
    // The answer is the same on every day on which it is asked for.
    let as_of = arguments.as_of.unwrap_or(rulebook.pack().register_day);
    let law = rulebook.on(as_of).with_least_evidence(arguments.least_evidence);
    let law = read(&law, arguments).map_err(Failure::Readings)?;
    let mut effort = Effort::default();
    (effort.tries, effort.seed) = (arguments.tries, arguments.seed);
    let default = if screen::is_terminal() { AnswerFormat::Text } else { AnswerFormat::Json };
    let format = arguments.format.unwrap_or(default);
    let (language, options) = (arguments.language, screen::options());
    let answer = match other(arguments, as_of)? {
        None => {
            let analysis = Analysis::of(&law, effort);
            match format {
                AnswerFormat::Text => analysis.to_text(language, options),
                AnswerFormat::Json => analysis.to_json() + "\n",
            }
        }
        Some(other) => {
            let comparison = Comparison::of(&law, &other, effort);
            match format {
                AnswerFormat::Text => comparison.to_text(language, options),
                AnswerFormat::Json => comparison.to_json() + "\n",
            }
        }
    };
    screen::print(answer.as_bytes())?;
    Ok(0)
}

/// The law to compare with: another pack, what is assumed of one, or both.
fn other(arguments: &AnalyseArguments, as_of: Day) -> Result<Option<Law>, Failure> {
    let against = arguments.against.as_deref();
    if against.is_none() && arguments.to_assume.is_empty() {
        return Ok(None);
    }
    let folder = against.or(arguments.rules.as_deref());
    let assumptions: Vec<String> =
        arguments.assumptions.iter().chain(&arguments.to_assume).cloned().collect();
    let other = law::rulebook(folder, &assumptions).map_err(law::of_the_other)?.on(as_of);
    let other = read(&other, arguments).map_err(|errors| match against {
        Some(folder) => Failure::ReadingsOf { errors, folder: folder.to_path_buf() },
        None => Failure::Readings(errors),
    })?;
    Ok(Some(other))
}

fn read(law: &Law, arguments: &AnalyseArguments) -> Result<Law, Vec<ReadingError>> {
    law.with_readings(arguments.readings.iter().map(String::as_str))
}
