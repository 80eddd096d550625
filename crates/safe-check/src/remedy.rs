//! `remedy`: the least that has to change before a procurement is eligible, or no longer is.

use safe_eligibility::assess;
use safe_eligibility::model::procurement::CommonProcurement;
use safe_eligibility::remedy::breaks::Breaks;
use safe_eligibility::remedy::{Keep, Offers, Remedies, UnknownId};
use safe_eligibility::{EvaluateError, Law};
use safe_intake::{Diagnostic, InputFile, read_alternatives};

use crate::arguments::RemedyArguments;
use crate::failure::Failure;
use crate::question::{self, Form};
use crate::{input, law, screen};

pub(crate) fn run(arguments: &RemedyArguments) -> Result<u8, Failure> {
    let law = law::of(&arguments.law)?;
    question::run_named(&arguments.question, law.as_of(), |procurement, format, name| {
        let ids = arguments.keep.iter().map(String::as_str);
        let keep = Keep::of(procurement, ids).map_err(|unknown| not_kept(name, &unknown))?;
        let offers = alternatives(arguments, procurement)?;
        answered(arguments, procurement, &law, (keep, offers), format)
            .map_err(|error| vec![question::too_long(name, &error)])
    })
}

fn answered(
    arguments: &RemedyArguments,
    procurement: &CommonProcurement,
    law: &Law,
    (keep, offers): (Keep, Option<Offers>),
    format: Form,
) -> Result<String, EvaluateError> {
    let language = arguments.question.language;
    let assessment = assess(procurement, law)?;
    if arguments.breaks {
        let breaks = Breaks::of(&assessment, keep)?;
        return Ok(match format {
            Form::Text => breaks.to_text(language, screen::options()),
            Form::Json => breaks.to_json() + "\n",
            Form::Page(page) => page.report(&assessment, breaks.to_answer(language), language),
        });
    }
    let remedies = match offers {
        Some(offers) => Remedies::with_offers(&assessment, keep, &offers)?,
        None => Remedies::of(&assessment, keep)?,
    };
    match format {
        Form::Text => remedies.to_text(language, screen::options()),
        Form::Json => Ok(remedies.to_json()? + "\n"),
        Form::Page(page) => Ok(page.report(&assessment, remedies.to_answer(language)?, language)),
    }
}

fn alternatives(
    arguments: &RemedyArguments,
    procurement: &CommonProcurement,
) -> Result<Option<Offers>, Vec<Diagnostic>> {
    let Some(path) = &arguments.alternatives else { return Ok(None) };
    let name = path.display().to_string();
    let bytes = input::whole(path).map_err(|error| vec![input::unreadable(&name, &error)])?;
    let file = InputFile { name: &name, bytes: &bytes };
    let read = read_alternatives(&file, procurement)?;
    question::telling(&arguments.question).tell(&read.remarks);
    Ok(Some(read.offers))
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
