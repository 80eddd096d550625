//! Why the command line could not do what it was asked for.

use std::io;
use std::path::PathBuf;

use safe_eligibility::rulebook::problem::{PackProblem, RulebookError};
use safe_eligibility::rulebook::readings::ReadingError;

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
    /// The clock stands outside the calendar.
    #[error("the clock of this computer tells no day; give one with `--as-of`")]
    Clock,
    /// A file that is there and must not be written over.
    #[error("{}: there is such a file; give another name, or `--force`", .0.display())]
    Exists(PathBuf),
    /// A file that is read and must not be written over.
    #[error("{}: is read here, and is not written over; give another name", .0.display())]
    OntoInput(PathBuf),
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

struct Lines<'a, T>(&'a [T], &'static str);

impl<T: std::fmt::Display> std::fmt::Display for Lines<'_, T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, line) in self.0.iter().enumerate() {
            let end = if index == 0 { "" } else { "\n" };
            write!(out, "{end}{}{line}", self.1)?;
        }
        Ok(())
    }
}
