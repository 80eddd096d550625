//! Receipts: how they are asked for, checked and opened.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PathBufValueParser, TypedValueParser};

use safe_eligibility::report::LinesShown;

use super::{AnswerFormat, DiagnosticsForm, FileArguments};

/// What `assess` writes beside the assessments, and what it withholds.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Receipts and redaction")]
pub(crate) struct ReceiptArguments {
    /// The file for the receipt of the assessment; of several, one a line. It binds the assessment
    /// with its full trace, whatever `--format`, `--trace` and `--depth short` say
    #[arg(long, value_name = "FILE", value_parser = output())]
    pub(crate) receipt: Option<PathBuf>,
    /// The Ed25519 key that signs receipts, as `openssl genpkey -algorithm ed25519` writes it
    #[arg(long, value_name = "KEY", requires = "receipt")]
    pub(crate) sign: Option<PathBuf>,
    /// Withholds descriptions, suppliers and costs; the secret in this file, which is made where
    /// there is none, opens them. For `json` and `jsonl`
    #[arg(long, value_name = "SECRET")]
    pub(crate) redact: Option<PathBuf>,
    /// The file for the document with the same values withheld; of several, one a line
    #[arg(long, value_name = "FILE", requires = "redact", value_parser = output())]
    pub(crate) redacted_document: Option<PathBuf>,
}

fn output() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| {
        let is_standard = path == Path::new("-");
        let refused = "name a file; on standard output are the assessments";
        if is_standard { Err(refused) } else { Ok(path) }
    })
}

impl ReceiptArguments {
    /// The files that are written.
    pub(crate) fn outputs(&self) -> impl Iterator<Item = &PathBuf> {
        self.receipt.iter().chain(&self.redacted_document)
    }
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// The receipt, as `assess --receipt` wrote it
    #[arg(value_name = "RECEIPT")]
    pub(crate) receipt: PathBuf,
    /// The document that was assessed, or its redacted copy; or the bill of materials by itself
    #[arg(long, value_name = "FILE")]
    pub(crate) document: PathBuf,
    /// The assessment with its trace, as `assess --format json` or `jsonl` wrote it
    #[arg(long, value_name = "FILE")]
    pub(crate) trace: PathBuf,
    /// A rule pack other than the built-in one
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
    /// The public key of whoever is to have signed
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<PathBuf>,
    /// Openings of what is withheld, or the secret itself beside the document with nothing withheld
    #[arg(long, value_name = "FILE")]
    pub(crate) openings: Option<PathBuf>,
    /// How many lines behind a sum the assessment was asked to show, or `all` [default: 20 or all]
    #[arg(long, value_name = "N", value_parser = super::lines)]
    pub(crate) lines: Option<LinesShown>,
    #[command(flatten)]
    pub(crate) beside: FileArguments,
    /// How the answer is written [default: text on a terminal, else json]
    #[arg(long, value_name = "FORMAT", help_heading = "Options")]
    pub(crate) format: Option<AnswerFormat>,
    /// How problems are written on standard error [default: excerpts on a terminal, else lines]
    #[arg(long, value_name = "FORM", help_heading = "Options")]
    pub(crate) diagnostics: Option<DiagnosticsForm>,
}

#[derive(Debug, Args)]
pub(crate) struct OpeningsArguments {
    /// The secret with which the document was redacted
    #[arg(value_name = "SECRET")]
    pub(crate) secret: PathBuf,
    /// The document with nothing withheld; of a procurement put together of several files, the one
    /// that `convert` writes
    #[arg(long, value_name = "FILE")]
    pub(crate) document: PathBuf,
    /// Its assessment with nothing withheld, to open what stands there
    #[arg(long, value_name = "FILE")]
    pub(crate) trace: Option<PathBuf>,
    /// What is opened: a JSON pointer in the document, or `assessment` and one in the assessment
    #[arg(long, value_name = "POINTER", required = true)]
    pub(crate) at: Vec<String>,
}
