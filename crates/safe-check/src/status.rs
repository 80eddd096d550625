//! `status`: what a country may do on a day, and since when.

use safe_eligibility::status::Status;

use crate::arguments::{AnswerFormat, StatusArguments};
use crate::failure::Failure;
use crate::{law, screen};

pub(crate) fn run(arguments: &StatusArguments) -> Result<u8, Failure> {
    let law = law::of(&arguments.law)?;
    let status = Status::of(arguments.country, &law);
    let default = if screen::is_terminal() { AnswerFormat::Text } else { AnswerFormat::Json };
    let answer = match arguments.format.unwrap_or(default) {
        AnswerFormat::Text => status.to_text(&law, screen::options()),
        AnswerFormat::Json => status.to_json() + "\n",
    };
    screen::print(answer.as_bytes())?;
    Ok(0)
}
