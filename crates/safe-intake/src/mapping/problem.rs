//! What can be wrong with a mapping file, each kind with its message and what to do about it.

use safe_eligibility::model::country::CountryError;
use safe_eligibility::model::day::DayError;
use safe_eligibility::model::figure::FigureError;
use safe_eligibility::model::given::shown;

use crate::source::Source;

/// Something wrong with a mapping file; without it nothing is read.
///
/// Displayed it is what is wrong, without the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub(crate) struct MappingProblem {
    /// Where it is.
    pub(crate) at: Source,
    /// What is wrong there.
    pub(crate) fault: MappingFault,
}

/// What is wrong at one place of a mapping file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum MappingFault {
    /// The text is not TOML.
    #[error("not valid TOML; {message}")]
    Syntax {
        /// What the parser of TOML says.
        message: String,
    },
    /// Another format or version.
    #[error("`{}` is not a format that is read here", shown(.given))]
    Format {
        /// What was given.
        given: String,
    },
    /// A key that must be there.
    #[error("`{key}` is not stated{}", .why.map(|why| format!("; {why}")).unwrap_or_default())]
    Missing {
        /// The key.
        key: String,
        /// Why it must be there.
        why: Option<&'static str>,
    },
    /// A key that nothing is known of.
    #[error("`{}` is an unknown key", shown(.key))]
    UnknownKey {
        /// The key, with those around it.
        key: String,
        /// The known key that looks most like it.
        nearest: Option<&'static str>,
    },
    /// A value of another kind than what belongs there.
    #[error("`{key}` is {given}")]
    Kind {
        /// The key.
        key: String,
        /// What was given.
        given: &'static str,
        /// What belongs there.
        expected: &'static str,
    },
    /// A word that is not one of those that may stand there.
    #[error("`{}` is no `{key}`", shown(.given))]
    Choice {
        /// The key.
        key: String,
        /// What was given.
        given: String,
        /// What may stand there.
        options: Vec<&'static str>,
    },
    /// A text that is not a figure.
    #[error("`{}` is {problem}", shown(.given))]
    Figure {
        /// What was given.
        given: String,
        /// What is wrong with it.
        problem: FigureError,
    },
    /// A text that is not the code of a country.
    #[error("`{}` is {problem}", shown(.given))]
    Country {
        /// What was given.
        given: String,
        /// What is wrong with it.
        problem: CountryError,
    },
    /// A text that is not a day.
    #[error("`{}` is {problem}", shown(.given))]
    Day {
        /// What was given.
        given: String,
        /// What is wrong with it.
        problem: DayError,
    },
    /// A text that is not a currency.
    #[error("`{}` is not a currency", shown(.given))]
    Currency {
        /// What was given.
        given: String,
    },
    /// An encoding that nobody knows.
    #[error("`{}` is not an encoding that is known", shown(.given))]
    Encoding {
        /// What was given.
        given: String,
    },
    /// Rows that are not a number or a range.
    #[error("`{}` is no row and no range of rows", shown(.given))]
    Rows {
        /// What was given.
        given: String,
    },
    /// Two keys of which one may be stated.
    #[error("`{key}` stands beside `{other}`")]
    Beside {
        /// The key.
        key: String,
        /// The other one.
        other: &'static str,
    },
    /// A column that says how rows hang together, for a kind of shape that does not read it.
    #[error("`{key}` is stated, and `shape.kind` is `{kind}`, which does not read it")]
    Unread {
        /// The key.
        key: String,
        /// The kind of shape.
        kind: &'static str,
    },
    /// Files of which no mapping can say anything because it is too long.
    #[error("the mapping file is longer than 1 MiB")]
    TooLong,
}

impl MappingProblem {
    /// The kind of problem, for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self.fault {
            MappingFault::Syntax { .. } => "mapping-syntax",
            MappingFault::Format { .. } => "mapping-format",
            MappingFault::Missing { .. } => "mapping-missing-key",
            MappingFault::UnknownKey { .. } => "mapping-unknown-key",
            MappingFault::Kind { .. } => "mapping-value-kind",
            MappingFault::Choice { .. } => "mapping-choice",
            MappingFault::Figure { .. } => "mapping-figure",
            MappingFault::Country { .. } => "mapping-country",
            MappingFault::Day { .. } => "mapping-day",
            MappingFault::Currency { .. } => "mapping-currency",
            MappingFault::Encoding { .. } => "mapping-encoding",
            MappingFault::Rows { .. } => "mapping-rows",
            MappingFault::Beside { .. } => "mapping-two-keys",
            MappingFault::Unread { .. } => "mapping-unread-column",
            MappingFault::TooLong => "mapping-too-long",
        }
    }

    /// Where it is.
    pub(crate) fn source(&self) -> &Source {
        &self.at
    }

    /// What stands there.
    pub(crate) fn given(&self) -> Option<&str> {
        match &self.fault {
            MappingFault::Format { given }
            | MappingFault::Choice { given, .. }
            | MappingFault::Figure { given, .. }
            | MappingFault::Country { given, .. }
            | MappingFault::Day { given, .. }
            | MappingFault::Currency { given }
            | MappingFault::Encoding { given }
            | MappingFault::Rows { given } => Some(given),
            MappingFault::UnknownKey { key, .. } => Some(key),
            MappingFault::Syntax { .. }
            | MappingFault::Missing { .. }
            | MappingFault::Kind { .. }
            | MappingFault::Beside { .. }
            | MappingFault::Unread { .. }
            | MappingFault::TooLong => None,
        }
    }

    /// The one thing to do about it.
    pub(crate) fn help(&self) -> Option<String> {
        Some(match &self.fault {
            MappingFault::Syntax { .. }
            | MappingFault::Figure { .. }
            | MappingFault::Country { .. }
            | MappingFault::Day { .. } => return None,
            MappingFault::Format { .. } => "write `format = \"safe-mapping/1\"`".to_owned(),
            MappingFault::Missing { .. } => "state it".to_owned(),
            MappingFault::UnknownKey { nearest: Some(nearest), .. } => {
                format!("perhaps `{nearest}` is meant")
            }
            MappingFault::UnknownKey { nearest: None, .. } => "remove it".to_owned(),
            MappingFault::Kind { expected, .. } => format!("write {expected}"),
            MappingFault::Choice { options, .. } => {
                format!("write one of `{}`", options.join("`, `"))
            }
            MappingFault::Currency { .. } => "write three capital letters such as `EUR`".to_owned(),
            MappingFault::Encoding { .. } => {
                "write a name such as `utf-8`, `utf-16le` or `windows-1252`".to_owned()
            }
            MappingFault::Rows { .. } => {
                "write a number such as `7`, or a range such as `\"7-12\"`".to_owned()
            }
            MappingFault::Beside { .. } => "state one of the two".to_owned(),
            MappingFault::Unread { .. } => {
                "state the `kind` that reads it in `[shape]`, or remove it".to_owned()
            }
            MappingFault::TooLong => "state only what the columns mean".to_owned(),
        })
    }
}
