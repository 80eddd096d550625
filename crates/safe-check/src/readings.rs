//! `readings`: how the verdict depends on how the law is read.

use safe_eligibility::all_readings::AllReadings;

use crate::arguments::{AnswerFormat, AskArguments};
use crate::failure::Failure;
use crate::{law, question, screen};

pub(crate) fn run(arguments: &AskArguments) -> Result<u8, Failure> {
    let law = law::of(&arguments.law)?;
    let language = arguments.question.language;
    question::run(&arguments.question, law.as_of(), |procurement, format| {
        let all = AllReadings::of(procurement, &law)?;
        match format {
            AnswerFormat::Text => all.to_text(language, screen::options()),
            AnswerFormat::Json => Ok(all.to_json()? + "\n"),
        }
    })
}
