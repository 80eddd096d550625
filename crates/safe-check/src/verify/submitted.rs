//! What is given to be verified.

use std::collections::BTreeMap;
use std::path::Path;

use safe_eligibility::Rulebook;
use safe_eligibility::model::day::Day;
use safe_eligibility::report::{FactSources, LinesShown};
use safe_intake::{Diagnostic, write_document};
use safe_receipt::commitment::is_commitment;
use safe_receipt::opening::{self, Opening};
use safe_receipt::{Json, PublicKey, Receipt, Secret, digest};

use super::assumptions::Assumptions;
use crate::arguments::VerifyArguments;
use crate::beside::{Asking, Beside, Together};
use crate::failure::Failure;
use crate::input::{Name, whole};
use crate::{law, secret, single};

/// Receipt, assessment, rule pack, key and openings.
pub(super) struct Submitted {
    pub(super) receipt: Receipt,
    pub(super) assessment: Json,
    pub(super) assessment_text: Vec<u8>,
    pub(super) pack: BTreeMap<String, Vec<u8>>,
    pub(super) rulebook: Rulebook,
    /// What the assessment says is assumed, and the pack without that.
    pub(super) assumptions: Assumptions,
    pub(super) key: Option<PublicKey>,
    pub(super) openings: Openings,
    /// How many lines were asked for; `None`: the usual number, or all.
    pub(super) lines: Option<LinesShown>,
    as_of: Day,
}

/// With what withheld values are opened.
pub(super) enum Openings {
    None,
    Some(Vec<Opening>),
    All(Secret),
}

/// A document with everything that was put into it.
pub(super) struct Document {
    /// As it was assessed: put together, where it is of several files.
    pub(super) bytes: Vec<u8>,
    /// The digest of the file itself; `None`: a bill of materials by itself.
    pub(super) sha256: Option<String>,
    /// What was read beside it: role and digest.
    pub(super) inputs: Vec<(&'static str, String)>,
}

impl Submitted {
    pub(super) fn read(arguments: &VerifyArguments) -> Result<Self, Failure> {
        let path = &arguments.receipt;
        let receipt = single::receipt(path)?;
        let (assessment_text, assessment) = single::assessment(&arguments.trace)?;
        let (pack, rulebook) = pack(arguments.rules.as_deref())?;
        let (pack, rulebook, assumptions) = Assumptions::laid(&assessment, pack, rulebook);
        let as_of = assessment.member("as_of").and_then(Json::as_text).map(Day::parse);
        Ok(Self {
            receipt,
            as_of: match as_of {
                Some(Ok(day)) => day,
                Some(Err(_)) | None => law::today()?,
            },
            assessment,
            assessment_text,
            pack,
            rulebook,
            assumptions,
            key: arguments.key.as_deref().map(key).transpose()?,
            openings: match &arguments.openings {
                Some(path) => openings(path)?,
                None => Openings::None,
            },
            lines: arguments.lines,
        })
    }

    /// The document with everything that goes into it, put together as `convert` does.
    pub(super) fn document(
        &self,
        beside: &Beside,
        name: &Name,
        text: &[u8],
        is_bill: bool,
    ) -> Result<Document, Vec<Diagnostic>> {
        let asking = Asking { as_of: self.as_of, detailed: true };
        if is_bill {
            return Ok(put_together(None, &beside.with_bill(name.as_str(), text, asking)?));
        }
        let document = single::document(name, text)?;
        let sha256 = Some(digest(document.bytes()));
        if beside.is_empty() {
            return Ok(Document { bytes: document.bytes().to_vec(), sha256, inputs: Vec::new() });
        }
        if Json::read(document.bytes()).is_ok_and(|json| is_redacted(&json)) {
            let message = "values are withheld in it, so that nothing can be put into it";
            let problem = Diagnostic::new("redacted-document", name.as_str(), message);
            return Err(vec![problem.with_help(
                "leave out `--bill`, `--map`, `--origins` and `--rates`; what they gave stands in it",
            )]);
        }
        let together = beside.with_document(&document, name.as_str(), name.as_str(), asking)?;
        Ok(put_together(sha256, &together))
    }
}

/// The files that were read beside the document.
pub(super) fn beside(arguments: &VerifyArguments) -> Result<Beside, Vec<Diagnostic>> {
    Beside::read(&arguments.beside)
}

/// Whether values are withheld in a document.
pub(super) fn is_redacted(document: &Json) -> bool {
    document.texts().into_iter().any(is_commitment)
}

fn put_together(sha256: Option<String>, together: &Together<'_>) -> Document {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    _ = write_document(&together.gathered.procurement, &mut bytes);
    let inputs = together.gathered.provenance.inputs();
    let inputs = inputs.iter().map(|input| (input.role, input.digest.to_string())).collect();
    Document { bytes, sha256, inputs }
}

fn pack(folder: Option<&Path>) -> Result<(BTreeMap<String, Vec<u8>>, Rulebook), Failure> {
    let of_folder = |error| Failure::Rulebook { error, folder: folder.map(Path::to_path_buf) };
    let files = match folder {
        Some(folder) => Rulebook::files_in(folder).map_err(of_folder)?,
        None => safe_rules::files().map(|(path, bytes)| (path, bytes.to_vec())).collect(),
    };
    let rulebook = Rulebook::from_files(files.clone()).map_err(of_folder)?;
    Ok((files, rulebook))
}

fn key(path: &Path) -> Result<PublicKey, Failure> {
    let text = whole(path).map_err(|error| Failure::read(path, error))?;
    PublicKey::from_pem(&text).map_err(|error| Failure::unfit(path, error.into()))
}

/// Openings where the file says that it holds some; otherwise it is the secret.
fn openings(path: &Path) -> Result<Openings, Failure> {
    let text = whole(path).map_err(|error| Failure::read(path, error))?;
    match Json::read(&text) {
        Ok(json) if opening::is_openings(&json) => {
            let openings = opening::read(&json).map_err(|error| Failure::unfit(path, error))?;
            Ok(Openings::Some(openings))
        }
        Ok(_) | Err(_) => Ok(Openings::All(secret::read(path)?)),
    }
}
