//! `timeline`: the verdict of every day, and why it changes.

use safe_eligibility::assess;
use safe_eligibility::timeline::{Span, Timeline};

use crate::arguments::TimelineArguments;
use crate::failure::Failure;
use crate::question::{self, Form};
use crate::{law, screen};

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
            Form::Text => timeline.to_text(language, screen::options()),
            Form::Json => Ok(timeline.to_json()? + "\n"),
            Form::Page(page) => {
                let assessment = assess(procurement, &law)?;
                Ok(page.report(&assessment, timeline.to_answer(language)?, language))
            }
        }
    })
}
