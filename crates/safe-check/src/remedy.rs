//! `remedy`: the least that has to change before a procurement is eligible, or no longer is.

use safe_eligibility::assess;
use safe_eligibility::model::procurement::CommonProcurement;
use safe_eligibility::remedy::breaks::Breaks;
use safe_eligibility::remedy::{Keep, Remedies, UnknownId};
use safe_eligibility::{EvaluateError, Law};
use safe_intake::Diagnostic;

use crate::arguments::{AnswerFormat, RemedyArguments};
use crate::failure::Failure;
use crate::{law, question, screen};

pub(crate) fn run(arguments: &RemedyArguments) -> Result<u8, Failure> {
    let law = law::of(&arguments.law)?;
    question::run_named(&arguments.question, law.as_of(), |procurement, format, name| {
        let ids = arguments.keep.iter().map(String::as_str);
        let keep = Keep::of(procurement, ids).map_err(|unknown| not_kept(name, &unknown))?;
        answered(arguments, procurement, &law, keep, format)
            .map_err(|error| vec![question::too_long(name, &error)])
    })
}

fn answered(
    arguments: &RemedyArguments,
    procurement: &CommonProcurement,
    law: &Law,
    keep: Keep,
    format: AnswerFormat,
) -> Result<String, EvaluateError> {
    let language = arguments.question.language;
    let assessment = assess(procurement, law)?;
    if arguments.breaks {
        let breaks = Breaks::of(&assessment, keep)?;
        return Ok(match format {
            AnswerFormat::Text => breaks.to_text(language, screen::options()),
            AnswerFormat::Json => breaks.to_json() + "\n",
        });
    }
    let remedies = Remedies::of(&assessment, keep)?;
    match format {
        AnswerFormat::Text => remedies.to_text(language, screen::options()),
        AnswerFormat::Json => Ok(remedies.to_json()? + "\n"),
    }
}

fn not_kept(name: &str, unknown: &[UnknownId]) -> Vec<Diagnostic> {
    let each = unknown.iter().map(|one| {
        let message = format!("--keep {}: nothing in the procurement has this id", one.id);
        Diagnostic::new("unknown-id", name, &message).with_help(
            "give the id of a line, a contractor, a subcontractor or an end product, \
             or the code of a State that takes part",
        )
    });
    each.collect()
}
