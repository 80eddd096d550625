//! Why the command line could not do what it was asked for.

use std::io;
use std::path::{Path, PathBuf};

use safe_eligibility::rulebook::assumption::{AssumeError, AssumptionError};
use safe_eligibility::rulebook::problem::{PackProblem, RulebookError};
use safe_eligibility::rulebook::readings::ReadingError;
use safe_receipt::ReceiptError;

/// What ends a command before it has answered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// There is no rulebook.
    #[error("{}", Broken(.error, .folder.as_deref()))]
    Rulebook {
        /// What is wrong.
        error: RulebookError,
        /// The folder of the pack; `None`: the built-in one.
        folder: Option<PathBuf>,
    },
    /// Readings that cannot be chosen.
    #[error("{}", Lines(.0, "--reading: "))]
    Readings(Vec<ReadingError>),
    /// What cannot be assumed.
    #[error("{}", Lines(.0, "--assume: "))]
    Assumptions(Vec<AssumptionError>),
    /// What cannot be assumed of the second law.
    #[error("{}", Lines(.0, "--to-assume: "))]
    OtherAssumptions(Vec<AssumptionError>),
    /// Another reason why there is no rulebook under assumptions.
    #[error("--assume: {0}")]
    Assuming(AssumeError),
    /// Readings of the second law that cannot be chosen.
    #[error("{}", Lines(.0, "--to-reading: "))]
    OtherReadings(Vec<ReadingError>),
    /// Neither two documents nor documents under two laws.
    #[error(
        "{given} where two documents are compared; give two, or one and `--with`, or say under \
         which other law any number of them is looked at: `--to-as-of`, `--to-rules`, \
         `--to-reading` or `--to-assume`"
    )]
    Operands {
        /// How many inputs were given.
        given: usize,
    },
    /// A report on many comparisons.
    #[error(
        "--format: a report tells of two documents; give two, or one and `--with`, or ask for \
         `text`, `json`, `jsonl` or `csv`"
    )]
    NoPair,
    /// A second document beside several first ones.
    #[error("--with: {given} inputs to compare with one; give one input")]
    With {
        /// How many inputs were given.
        given: usize,
    },
    /// Readings that cannot be chosen in the pack that is compared with.
    #[error("{}", Lines(.errors, &format!("--against {}: --reading: ", .folder.display())))]
    ReadingsOf {
        /// Why each of them cannot be.
        errors: Vec<ReadingError>,
        /// The folder of the pack.
        folder: PathBuf,
    },
    /// A rule that the pack does not have.
    #[error("no rule has the id `{id}`; {}", match .nearest {
        Some(nearest) => format!("did you mean `{nearest}`"),
        None => "`safe-check rules` lists them".to_owned(),
    })]
    UnknownRule {
        /// The id.
        id: String,
        /// The id most like it; `None`: none is.
        nearest: Option<Box<str>>,
    },
    /// A rule that does not apply on the day.
    #[error("no version of `{id}` applies on {day}; ask about another day with `--as-of`")]
    NoVersion {
        /// The id.
        id: String,
        /// The day.
        day: safe_eligibility::model::day::Day,
    },
    /// A last day before the first.
    #[error("the last day {to} is before the first, {from}; correct `--from` or `--to`")]
    Span {
        /// The first.
        from: safe_eligibility::model::day::Day,
        /// The last.
        to: safe_eligibility::model::day::Day,
    },
    /// A day on which there was no law to know.
    #[error("--known-at: {0}")]
    NotYetPublic(#[from] safe_eligibility::rulebook::known::NotYetPublic),
    /// The clock stands outside the calendar.
    #[error("the clock of this computer tells no day; give one with `--as-of`")]
    Clock,
    /// A file that is there and must not be written over.
    #[error("{}: there is such a file; give another name, or `--force`", .0.display())]
    Exists(PathBuf),
    /// A file that is read and must not be written over.
    #[error("{}: is read here, and is not written over; give another name", .0.display())]
    OntoInput(PathBuf),
    /// Two files that are written are one.
    #[error("{}: is written twice here; give the receipt and the document a file each", .0.display())]
    OntoOutput(PathBuf),
    /// A secret that is read as an input as well.
    #[error(
        "{}: is read here as an input, and cannot be the secret as well, since whoever has that \
         file could open everything that is withheld; give `--redact` a file of its own, or a \
         name that no file has yet, under which a secret is made at random",
        .0.display()
    )]
    SecretIsInput(PathBuf),
    /// A form in which values cannot be withheld.
    #[error("--redact: only for `--format json` and `jsonl`; ask for one of these")]
    RedactedForm,
    /// A form that has no answers beside an assessment.
    #[error(
        "--answer: only for `--format text`, `markdown` and `html`; ask for one of these, or ask \
         the question by itself, such as `safe-check readings FILE --format json`"
    )]
    AnswersForm,
    /// A file cannot be read.
    #[error("{}: cannot be read ({}); look how it is spelt, and who may read it", path.display(), error.kind())]
    Read {
        /// Which.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// Several things in a file, where one is meant.
    #[error("{}: holds several, where one is meant; give a file with that one alone", .0.display())]
    Several(PathBuf),
    /// A file that holds something else than a receipt.
    #[error(
        "{}: holds {is}, where the receipt is meant; give what `safe-check assess --receipt` \
         wrote, and this file with `{belongs}`",
        path.display()
    )]
    NoReceipt {
        /// Which.
        path: PathBuf,
        /// What it holds.
        is: &'static str,
        /// The option with which that is given.
        belongs: &'static str,
    },
    /// A file that holds no assessment.
    #[error("{}: no assessment; give what `safe-check assess --format json` wrote", .0.display())]
    NoAssessment(PathBuf),
    /// A place in an assessment that was not given.
    #[error("--at {0}: stands in the assessment; give that with `--trace`")]
    NoTrace(String),
    /// A place where nothing is withheld.
    #[error("{}: nothing is withheld at `{at}`; name the place of a description, supplier or cost, such as `/end_products/0/components/0/unit_cost`", file.display())]
    NotWithheld {
        /// In which file.
        file: PathBuf,
        /// Where, as a JSON pointer.
        at: String,
    },
    /// A file that is not what it was given for.
    #[error("{}: {error}", path.display())]
    Unfit {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        error: ReceiptError,
    },
    /// A file cannot be written.
    #[error("{}: cannot be written ({})", path.display(), error.kind())]
    Write {
        /// Which.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// What was said already, problem by problem.
    #[error("")]
    Said,
    /// Standard output takes no more.
    #[error("cannot write the answer ({})", .0.kind())]
    Output(#[from] io::Error),
}

impl Failure {
    /// That a file cannot be read.
    pub(crate) fn read(path: &Path, error: io::Error) -> Self {
        Self::Read { path: path.to_path_buf(), error }
    }

    /// That a file is not what it was given for.
    pub(crate) fn unfit(path: &Path, error: ReceiptError) -> Self {
        Self::Unfit { path: path.to_path_buf(), error }
    }

    /// Whether the reader of standard output left before the end.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

struct Broken<'a>(&'a RulebookError, Option<&'a std::path::Path>);

impl std::fmt::Display for Broken<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(error, folder) = self;
        write!(out, "{error}")?;
        let RulebookError::Broken { problems } = error else { return Ok(()) };
        let before = folder.map_or_else(String::new, |folder| format!("{}/", folder.display()));
        problems.iter().try_for_each(|problem: &PackProblem| write!(out, "\n{before}{problem}"))
    }
}

struct Lines<'a, T>(&'a [T], &'a str);

impl<T: std::fmt::Display> std::fmt::Display for Lines<'_, T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, line) in self.0.iter().enumerate() {
            let end = if index == 0 { "" } else { "\n" };
            write!(out, "{end}{}{line}", self.1)?;
        }
        Ok(())
    }
}
