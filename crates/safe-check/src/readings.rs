//! `readings`: how the verdict depends on how the law is read.

use safe_eligibility::all_readings::AllReadings;
use safe_eligibility::assess;

use crate::arguments::AskArguments;
use crate::failure::Failure;
use crate::question::{self, Form};
use crate::{law, screen};

pub(crate) fn run(arguments: &AskArguments) -> Result<u8, Failure> {
    let law = law::of(&arguments.law)?;
    let language = arguments.question.language;
    question::run(&arguments.question, law.as_of(), |procurement, format| {
        let all = AllReadings::of(procurement, &law)?;
        match format {
            Form::Text => all.to_text(language, screen::options()),
            Form::Json => Ok(all.to_json()? + "\n"),
            Form::Page(page) => {
                let assessment = assess(procurement, &law)?;
                Ok(page.report(&assessment, all.to_answer(language)?, language))
            }
        }
    })
}
