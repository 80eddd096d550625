//! `next`: which missing facts would settle the verdict.

use safe_eligibility::assess;
use safe_eligibility::next::NextFacts;

use crate::arguments::AskArguments;
use crate::failure::Failure;
use crate::question::{self, Form};
use crate::{law, screen};

pub(crate) fn run(arguments: &AskArguments) -> Result<u8, Failure> {
    let law = law::of(&arguments.law)?;
    let language = arguments.question.language;
    question::run(&arguments.question, law.as_of(), |procurement, format| {
        let assessment = assess(procurement, &law)?;
        let next = NextFacts::of(&assessment)?;
        Ok(match format {
            Form::Text => next.to_text(language, screen::options()),
            Form::Json => next.to_json() + "\n",
            Form::Page(page) => page.report(&assessment, next.to_answer(language), language),
        })
    })
}
