//! Files of which one thing is read: one document, or one assessment.

use std::io::Read;
use std::path::Path;

use safe_intake::{Diagnostic, DocumentText, Documents};
use safe_receipt::Json;

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
    let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let several = Failure::Several(path.to_path_buf());
    let json = match Json::read(&text) {
        // Each of several lines is JSON by itself.
        Err(_) if lines.clone().count() > 1 && lines.clone().all(is_json) => return Err(several),
        read => read.map_err(|error| Failure::unfit(path, error))?,
    };
    if json.as_list().is_some() {
        return Err(several);
    }
    if json.member("format") != Some(&"safe-assessment/1".into()) {
        return Err(Failure::NoAssessment(path.to_path_buf()));
    }
    Ok((text, json))
}

fn is_json(line: &[u8]) -> bool {
    Json::read(line).is_ok()
}
