//! `timeline`: the verdict of every day, and why it changes.

use safe_eligibility::timeline::{Span, Timeline};

use crate::arguments::{AnswerFormat, TimelineArguments};
use crate::failure::Failure;
use crate::{law, question, screen};

pub(crate) fn run(arguments: &TimelineArguments) -> Result<u8, Failure> {
    let law = law::of(&arguments.law)?;
    let (law, known) = match arguments.known_at {
        None => (law, None),
        Some(day) => {
            let (law, left_out) = law.known_at(day)?;
            (law, Some((day, left_out)))
        }
    };
    let whole = Span::known(&law);
    let from = arguments.from.unwrap_or(whole.from);
    // Who asks from a late day on wants to see some of it.
    let to = arguments.to.unwrap_or(whole.to.max(from));
    let span = Span::new(from, to).ok_or(Failure::Span { from, to })?;
    let language = arguments.question.language;
    question::run(&arguments.question, law.as_of(), |procurement, format| {
        let mut timeline = Timeline::of(procurement, &law, span)?;
        if let Some((day, left_out)) = known {
            timeline = timeline.knowing(day, left_out)?;
        }
        match format {
            AnswerFormat::Text => timeline.to_text(language, screen::options()),
            AnswerFormat::Json => Ok(timeline.to_json()? + "\n"),
        }
    })
}
