//! What `diff` takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use safe_eligibility::model::day::Day;
use safe_eligibility::report::Language;

use super::{DiagnosticsForm, FileArguments, LawArguments, languages};

#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 answered, 2 could not run, or could not compare some input."
)]
pub(crate) struct DiffArguments {
    /// Two documents, the earlier first; or, with any of `--to-as-of`, `--to-rules`,
    /// `--to-reading` and `--to-assume`, any number of documents, `.jsonl` files and folders, each of which is
    /// compared with itself under the other law
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The second document, where the law is another too
    #[arg(long, value_name = "FILE")]
    pub(crate) with: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) to: OtherLawArguments,
    /// Writes procurements of which nothing moved as well
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) beside: FileArguments,
    #[command(flatten)]
    pub(crate) law: LawArguments,
    /// How the answer is written [default: text on a terminal, else json of two documents and
    /// jsonl of others]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<DiffFormat>,
    /// The language of text, Markdown and HTML; JSON and CSV hold values and ids
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = languages())]
    pub(crate) language: Language,
    /// How problems are written on standard error [default: excerpts on a terminal, json with
    /// `--format json`, else lines]
    #[arg(long, value_name = "FORM")]
    pub(crate) diagnostics: Option<DiagnosticsForm>,
}

/// The law on the second side, where it is another.
#[derive(Debug, Args)]
#[command(next_help_heading = "The other law")]
pub(crate) struct OtherLawArguments {
    /// The day asked about on the second side [default: the same]
    #[arg(long = "to-as-of", id = "to-as-of", value_name = "DAY", value_parser = Day::parse)]
    pub(crate) as_of: Option<Day>,
    /// The rule pack on the second side [default: the same]
    #[arg(long = "to-rules", id = "to-rules", value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
    /// A reading that is another on the second side
    #[arg(long = "to-reading", id = "to-readings", value_name = "ID=OPTION")]
    pub(crate) readings: Vec<String>,
    /// Something that is assumed of the law on the second side, in the words of `--assume`
    #[arg(long = "to-assume", id = "to-assume", value_name = "TEXT")]
    pub(crate) assumptions: Vec<String>,
}

impl OtherLawArguments {
    /// Whether there is another law.
    pub(crate) fn is_given(&self) -> bool {
        self.as_of.is_some()
            || self.rules.is_some()
            || !self.readings.is_empty()
            || !self.assumptions.is_empty()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For reading
    Text,
    /// Laid out where there is one comparison; else an object of all
    Json,
    /// One comparison a line, and a summary
    Jsonl,
    /// One comparison a row
    Csv,
    /// The report on the second of two documents, with what moved in it
    Markdown,
    /// The same as a page by itself
    Html,
}
