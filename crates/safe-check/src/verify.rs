//! `verify`: a receipt against the document, the rules and the trace that it is about.

mod assumptions;
mod checks;
mod files;
mod passed_over;
mod receipt;
mod second;
mod submitted;
mod withheld;

use crate::arguments::{AnswerFormat, VerifyArguments};
use crate::diagnostics::Telling;
use crate::failure::Failure;
use crate::{input, screen, single};
use checks::Checks;
use submitted::Submitted;

pub(crate) fn run(arguments: &VerifyArguments) -> Result<u8, Failure> {
    let telling = Telling::of(arguments.diagnostics, None);
    let submitted = Submitted::read(arguments)?;
    let beside = submitted::beside(arguments);
    let held = beside.and_then(|beside| Ok((beside, single::text(&arguments.document)?)));
    let checks = held.and_then(|(beside, (name, text))| {
        let is_bill = input::is_bill(&arguments.document, &name, &text);
        let document = submitted.document(&beside, &name, &text, is_bill)?;
        Ok(check(&submitted, &document))
    });
    let checks = checks.map_err(|problems| {
        telling.tell(&problems);
        Failure::Said
    })?;
    let default = if screen::is_terminal() { AnswerFormat::Text } else { AnswerFormat::Json };
    let answer = match arguments.format.unwrap_or(default) {
        AnswerFormat::Text => checks.to_text(),
        AnswerFormat::Json => checks.to_json(),
    };
    screen::print(answer.as_bytes())?;
    Ok(u8::from(!checks.all_hold()))
}

fn check(submitted: &Submitted, document: &submitted::Document) -> Checks {
    let mut checks = Checks::default();
    receipt::signature(submitted, &mut checks);
    let mut opened = withheld::open(submitted, document);
    let reckoned = second::reckon(submitted, document, &opened);
    opened.weigh(&reckoned);
    files::check(submitted, document, &opened, &mut checks);
    submitted.assumptions.tell(&mut checks);
    receipt::statement(submitted, &mut checks);
    passed_over::tell(&submitted.assessment, &mut checks);
    second::tell(submitted, reckoned, &mut checks);
    opened.tell(submitted, &mut checks);
    checks
}
