//! `next`: which missing facts would settle the verdict.

use safe_eligibility::assess;
use safe_eligibility::next::NextFacts;

use crate::arguments::{AnswerFormat, AskArguments};
use crate::failure::Failure;
use crate::{law, question, screen};

pub(crate) fn run(arguments: &AskArguments) -> Result<u8, Failure> {
    let law = law::of(&arguments.law)?;
    let language = arguments.question.language;
    question::run(&arguments.question, law.as_of(), |procurement, format| {
        let assessment = assess(procurement, &law)?;
        let next = NextFacts::of(&assessment)?;
        Ok(match format {
            AnswerFormat::Text => next.to_text(language, screen::options()),
            AnswerFormat::Json => next.to_json() + "\n",
        })
    })
}
