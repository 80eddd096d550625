//! `openings`: salt and value of what is withheld, place by place.

use std::path::PathBuf;

use safe_receipt::opening::{self, Opening};
use safe_receipt::redaction::ASSESSMENT;
use safe_receipt::{Json, Redaction};

use crate::arguments::OpeningsArguments;
use crate::diagnostics::Telling;
use crate::failure::Failure;
use crate::{screen, secret, single};

pub(crate) fn run(arguments: &OpeningsArguments) -> Result<u8, Failure> {
    let secret = secret::read(&arguments.secret)?;
    let read = single::text(&arguments.document);
    let (name, text) = read.map_err(|problems| said(&problems))?;
    let document = single::document(&name, &text).map_err(|problems| said(&problems))?;
    let unfit = |error| Failure::unfit(&arguments.document, error);
    let redaction = Redaction::new(&secret, document.bytes());
    let before = Json::read(document.bytes()).map_err(unfit)?;
    let after = redaction.document(before.clone()).map_err(unfit)?;
    let document = Pair { file: arguments.document.clone(), before, after };
    let assessment = match &arguments.trace {
        Some(path) => {
            let (_, before) = single::assessment(path)?;
            let after = redaction.assessment(before.clone(), "");
            let after = after.map_err(|error| Failure::unfit(path, error))?;
            Some(Pair { file: path.clone(), before, after })
        }
        None => None,
    };
    let openings = arguments.at.iter().map(|at| {
        let (pair, pointer) = match (at.strip_prefix(ASSESSMENT), &assessment) {
            (Some(pointer), Some(assessment)) => (assessment, pointer),
            (Some(_), None) => return Err(Failure::NoTrace(at.clone())),
            (None, _) => (&document, at.as_str()),
        };
        let value = pair.withheld(pointer)?;
        Ok(Opening::new(at, value, redaction.salt(at)))
    });
    let openings = openings.collect::<Result<Vec<_>, _>>()?;
    screen::print((opening::to_json(&openings).to_pretty() + "\n").as_bytes())?;
    Ok(0)
}

fn said(problems: &[safe_intake::Diagnostic]) -> Failure {
    Telling::of(None, None).tell(problems);
    Failure::Said
}

/// A file before and after values of it are withheld.
struct Pair {
    file: PathBuf,
    before: Json,
    after: Json,
}

impl Pair {
    /// The value at a place where it is withheld.
    fn withheld(&self, pointer: &str) -> Result<Json, Failure> {
        let value = self.before.at(pointer).filter(|value| self.after.at(pointer) != Some(*value));
        match value {
            Some(value @ (Json::Text(_) | Json::Number(_))) => Ok(value.clone()),
            Some(_) | None => {
                Err(Failure::NotWithheld { file: self.file.clone(), at: pointer.to_owned() })
            }
        }
    }
}
