//! Files of which one thing is read: one document, one assessment, or one receipt.

use std::io::Read;
use std::path::Path;

use safe_intake::{Diagnostic, DocumentText, Documents};
use safe_receipt::{Json, Receipt, ReceiptError};

use crate::failure::Failure;
use crate::input::{self, Body, Name, whole};

/// The whole text of an input of any form.
pub(crate) fn text(path: &Path) -> Result<(Name, Vec<u8>), Vec<Diagnostic>> {
    match input::open(path).map_err(|problem| vec![*problem])? {
        (name, Body::Text(text)) => Ok((name, text)),
        (name, Body::Lines(mut lines)) => {
            let mut text = Vec::new();
            match lines.read_to_end(&mut text) {
                Ok(_) => Ok((name, text)),
                Err(error) => Err(vec![name.unreadable(&error)]),
            }
        }
    }
}

/// The only document of a text.
pub(crate) fn document<'t>(
    name: &Name,
    text: &'t [u8],
) -> Result<DocumentText<'t>, Vec<Diagnostic>> {
    let mut documents = Documents::in_any(text);
    if let (Some(document), None) = (documents.next(), documents.next()) {
        return Ok(document);
    }
    let message = "several documents, where one is meant";
    let problem = Diagnostic::new("several-documents", name.as_str(), message);
    Err(vec![problem.with_help("give a file with that one alone")])
}

/// The only assessment of a file, as it stands there and as JSON.
pub(crate) fn assessment(path: &Path) -> Result<(Vec<u8>, Json), Failure> {
    let text = whole(path).map_err(|error| Failure::read(path, error))?;
    let json = match Held::of(&text) {
        Held::One(json) => json,
        Held::Several(_) => return Err(Failure::Several(path.to_path_buf())),
        Held::Broken(error) => return Err(Failure::unfit(path, error)),
    };
    if json.member("format") != Some(&"safe-assessment/1".into()) {
        return Err(Failure::NoAssessment(path.to_path_buf()));
    }
    Ok((text, json))
}

/// The only receipt of a file.
pub(crate) fn receipt(path: &Path) -> Result<Receipt, Failure> {
    let text = whole(path).map_err(|error| Failure::read(path, error))?;
    let held = Held::of(&text);
    let first = match &held {
        Held::One(json) | Held::Several(Some(json)) => Some(json),
        Held::Several(None) | Held::Broken(_) => None,
    };
    if let Some((is, belongs)) = first.and_then(other_than_receipt) {
        return Err(Failure::NoReceipt { path: path.to_path_buf(), is, belongs });
    }
    if matches!(held, Held::Several(_)) {
        return Err(Failure::Several(path.to_path_buf()));
    }
    Receipt::read(&text).map_err(|error| Failure::unfit(path, error))
}

/// What is often given in the place of a receipt, and with which option it is meant to be given.
fn other_than_receipt(json: &Json) -> Option<(&'static str, &'static str)> {
    if json.member("bomFormat").is_some() {
        return Some(("a bill of materials", "--document"));
    }
    match json.member("format").and_then(Json::as_text)? {
        "safe-procurement/1" => Some(("a procurement", "--document")),
        "safe-assessment/1" => Some(("an assessment", "--trace")),
        "safe-openings/1" => Some(("openings of what is withheld", "--openings")),
        _ => None,
    }
}

/// What a file holds, of which one thing is to be read.
enum Held {
    /// One value, however it is laid out.
    One(Json),
    /// A list, or an object a line: with the first of them, where it can be read.
    Several(Option<Json>),
    /// Neither.
    Broken(ReceiptError),
}

impl Held {
    fn of(text: &[u8]) -> Self {
        let error = match Json::read(text) {
            Ok(Json::List(items)) => return Self::Several(items.into_iter().next()),
            Ok(json) => return Self::One(json),
            Err(error) => error,
        };
        let lines = text.split(|byte| *byte == b'\n');
        let mut lines = lines.filter(|line| !line.trim_ascii().is_empty());
        // A text or number on a line of its own is a part of something that is laid out.
        let first = lines.next().and_then(|line| Json::read(line).ok());
        let first = first.filter(|first| matches!(first, Json::Object(_)));
        let goes_on = lines.next().is_some_and(|line| line.trim_ascii().starts_with(b"{"));
        if first.is_some() && goes_on { Self::Several(first) } else { Self::Broken(error) }
    }
}
