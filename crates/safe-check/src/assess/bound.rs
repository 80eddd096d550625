//! What is written beside an assessment: its receipt, and both with values withheld.

use std::path::Path;

use safe_eligibility::Assessment;
use safe_eligibility::report::{Depth, ReportOptions};
use safe_receipt::{
    Engine, Json, PrivateKey, Receipt, ReceiptError, Redaction, Secret, digest, statement,
};

use crate::arguments::{AssessArguments, ReceiptArguments};
use crate::beside::Beside;
use crate::failure::Failure;
use crate::{ENGINE, input, put, secret};

/// What of each assessment is bound, and with which keys.
#[derive(Debug, Default)]
pub(super) struct Binding {
    has_receipts: bool,
    key: Option<PrivateKey>,
    secret: Option<Secret>,
}

/// What is written beside one assessment.
#[derive(Debug, Default)]
pub(super) struct Bound {
    /// Its receipt, on one line; `None`: not asked for.
    pub(super) receipt: Option<String>,
    /// The document with values withheld, on one line; `None`: nothing is withheld.
    pub(super) document: Option<String>,
    /// The assessment with values withheld; `None`: nothing is.
    pub(super) assessment: Option<Json>,
}

/// What was bound, in the order of the assessments.
#[derive(Debug, Default)]
pub(super) struct Kept {
    receipts: Vec<String>,
    documents: Vec<String>,
}

impl Binding {
    /// As it was asked for, with the files that are written refused where they are read.
    pub(super) fn of(arguments: &AssessArguments, beside: &Beside) -> Result<Self, Failure> {
        let ReceiptArguments { receipt, sign, redact, redacted_document } = &arguments.bound;
        if let (Some(receipt), Some(document)) = (receipt, redacted_document) {
            if put::is_same(receipt, document) {
                return Err(Failure::OntoOutput(receipt.clone()));
            }
        }
        let inputs = || {
            let named = arguments.files.iter().chain(arguments.beside.paths());
            named.map(std::path::PathBuf::as_path).chain(beside.part_paths())
        };
        if let Some(secret) = redact {
            if inputs().any(|input| put::is_same(secret, input)) {
                return Err(Failure::SecretIsInput(secret.clone()));
            }
        }
        for output in arguments.bound.outputs() {
            let kept = sign.iter().chain(redact);
            let read = inputs().chain(kept.map(std::path::PathBuf::as_path));
            // The secret need not be there yet.
            if redact.as_ref().is_some_and(|secret| put::is_same(secret, output)) {
                return Err(Failure::OntoInput(output.clone()));
            }
            put::beside_inputs(output, read)?;
        }
        Ok(Self {
            has_receipts: receipt.is_some(),
            key: sign.as_deref().map(key).transpose()?,
            secret: redact.as_deref().map(secret::read_or_make).transpose()?,
        })
    }

    /// Whether anything is to be bound.
    pub(super) fn is_asked(&self) -> bool {
        self.has_receipts || self.secret.is_some()
    }

    /// Binds the assessment of a document, given by its own bytes.
    ///
    /// The receipt is that of the assessment with its trace, whether or not that is written; it
    /// shows as many lines as were asked for.
    pub(super) fn bind(
        &self,
        assessment: &Assessment<'_>,
        document: &[u8],
        asked: ReportOptions,
    ) -> Result<Bound, ReceiptError> {
        let mut options = asked;
        (options.trace, options.pretty) = (true, false);
        let is_traced = asked.trace && asked.depth != Depth::Short;
        if asked.depth == Depth::Short {
            options.depth = Depth::Full;
        }
        let written = |options| Json::read(assessment.to_json(options).as_bytes());
        let mut bound = Bound::default();
        let mut full = None;
        if self.has_receipts || is_traced {
            full = Some(written(options)?);
        }
        if let Some(secret) = &self.secret {
            let redaction = Redaction::new(secret, document);
            let shown = redaction.document(Json::read(document)?)?.to_line();
            let sha256 = digest(shown.as_bytes());
            let withheld = |json| redaction.assessment(json, &sha256);
            full = full.map(withheld).transpose()?;
            bound.assessment = if is_traced {
                full.clone()
            } else {
                options.trace = false;
                Some(withheld(written(options)?)?)
            };
            bound.document = Some(shown);
        }
        if let Some(full) = full.filter(|_| self.has_receipts) {
            bound.receipt = Some(self.receipt(&full)?);
        }
        Ok(bound)
    }

    fn receipt(&self, assessment: &Json) -> Result<String, ReceiptError> {
        let statement = statement(assessment, Engine::new(ENGINE, env!("CARGO_PKG_VERSION")))?;
        let receipt = match &self.key {
            Some(key) => Receipt::signed(statement, key)?,
            None => Receipt::unsigned(statement),
        };
        receipt.to_line()
    }
}

fn key(path: &Path) -> Result<PrivateKey, Failure> {
    let text = input::whole(path).map_err(|error| Failure::read(path, error))?;
    PrivateKey::from_pem(&text).map_err(|error| Failure::unfit(path, error.into()))
}

impl Kept {
    /// Keeps what was bound of the next assessment.
    pub(super) fn add(&mut self, bound: Bound) {
        self.receipts.extend(bound.receipt);
        self.documents.extend(bound.document);
    }

    /// Writes the files that were asked for, each whole or not at all; where nothing was assessed
    /// there is nothing to write.
    pub(super) fn write(&self, arguments: &ReceiptArguments) -> Result<(), Failure> {
        if let (Some(path), false) = (&arguments.receipt, self.receipts.is_empty()) {
            put::file(path, (self.receipts.join("\n") + "\n").as_bytes())?;
        }
        // The digest of a single document is taken over all of its file.
        let end = if self.documents.len() > 1 { "\n" } else { "" };
        if let (Some(path), false) = (&arguments.redacted_document, self.documents.is_empty()) {
            put::file(path, (self.documents.join("\n") + end).as_bytes())?;
        }
        Ok(())
    }
}
