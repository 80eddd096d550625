//! Assumptions: law that is not the law, laid over a rule pack because somebody asked for it.
//!
//! An assumption is read from a text, applied to the files of a pack, and the result is an ordinary
//! pack that is read and checked in full. In it every datum that is assumed names the assumption
//! as its source and is of grade [`EvidenceGrade::Assumed`]; the least evidence asked for does not
//! set it aside. Reports tell every assumption before anything else.
//!
//! [`EvidenceGrade::Assumed`]: crate::outcome::EvidenceGrade::Assumed

mod overlay;
mod problem;
mod read;

use std::fmt;

pub use overlay::overlaid;
pub use problem::{AssumeError, AssumptionError, AssumptionFault};

use super::pack::{AccessionStatus, Pack};
use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::model::figure::Share;

/// Something that is assumed of the law; its text is read back as the same assumption.
///
/// What is assumed from a day on holds from that day on, whatever the pack says of later days.
///
/// # Examples
///
/// ```
/// use safe_eligibility::rulebook::assumption::Assumption;
///
/// let agreement = Assumption::parse("agreement GB  from 2027-01-01 like CA").unwrap();
/// assert_eq!(agreement.to_string(), "agreement GB from 2027-01-01 like CA");
/// assert!(Assumption::parse("cap 1.30").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the forms of an assumption are closed")]
pub enum Assumption {
    /// `agreement XX from DAY like YY`: an agreement under Article 17 with the terms of another.
    Agreement {
        /// The party.
        party: CountryCode,
        /// The first day of its application.
        from: Day,
        /// The party of the agreement whose terms it has.
        like: CountryCode,
    },
    /// `agreement XX ends on DAY`: an agreement is applied no longer.
    AgreementEnds {
        /// The party.
        party: CountryCode,
        /// The last day of its application.
        last_day: Day,
    },
    /// `XX gains STATUS on DAY`
    Gains {
        /// The country.
        country: CountryCode,
        /// What it gains.
        status: AssumedStatus,
        /// The first day on which it has it.
        from: Day,
    },
    /// `XX loses STATUS on DAY`
    Loses {
        /// The country.
        country: CountryCode,
        /// What it loses.
        status: AssumedStatus,
        /// The first day on which it does not have it.
        from: Day,
    },
    /// `cap SHARE [from DAY]` or `RULE.PARAMETER VALUE [from DAY]`
    Parameter {
        /// Which parameter.
        target: Target,
        /// Its value.
        value: AssumedValue,
        /// The first day of its application; `None`: always.
        from: Option<Day>,
    },
}

/// What a country gains or loses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the registers in which a status stands are closed")]
pub enum AssumedStatus {
    /// A status on the way to accession.
    Accession(AccessionStatus),
    /// A Security and Defence Partnership.
    Partnership,
    /// Financial assistance.
    Assistance,
}

impl AssumedStatus {
    /// Every status that can be gained or lost.
    pub const ALL: [Self; 5] = [
        Self::Accession(AccessionStatus::Acceding),
        Self::Accession(AccessionStatus::Candidate),
        Self::Accession(AccessionStatus::PotentialCandidate),
        Self::Partnership,
        Self::Assistance,
    ];

    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accession(status) => status.as_str(),
            Self::Partnership => "partnership",
            Self::Assistance => "assistance",
        }
    }

    /// The register in which it stands.
    pub(crate) fn register(self) -> &'static str {
        match self {
            Self::Accession(_) => "accession",
            Self::Partnership => "partnerships",
            Self::Assistance => "assistance",
        }
    }
}

/// The parameter that is assumed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a parameter is named in these ways")]
pub enum Target {
    /// The ceiling on the share of components, of the one rule of the pack that has one.
    Cap,
    /// A parameter of a rule by the names of its file.
    Parameter {
        /// The id of the rule.
        rule: Box<str>,
        /// The name of the parameter.
        parameter: Box<str>,
    },
}

/// The value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "parameters are shares or days")]
pub enum AssumedValue {
    /// A share.
    Share(Share),
    /// A day.
    Day(Day),
}

impl fmt::Display for AssumedValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Share(share) => write!(out, "{share}"),
            Self::Day(day) => write!(out, "{day}"),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cap => out.write_str("cap"),
            Self::Parameter { rule, parameter } => write!(out, "{rule}.{parameter}"),
        }
    }
}

impl fmt::Display for AssumedStatus {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accession(_) => write!(out, "{} status", self.as_str()),
            Self::Partnership | Self::Assistance => out.write_str(self.as_str()),
        }
    }
}

impl fmt::Display for Assumption {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Agreement { party, from, like } => {
                write!(out, "agreement {party} from {from} like {like}")
            }
            Self::AgreementEnds { party, last_day } => {
                write!(out, "agreement {party} ends on {last_day}")
            }
            Self::Gains { country, status, from } => {
                write!(out, "{country} gains {status} on {from}")
            }
            Self::Loses { country, status, from } => {
                write!(out, "{country} loses {status} on {from}")
            }
            Self::Parameter { target, value, from: None } => write!(out, "{target} {value}"),
            Self::Parameter { target, value, from: Some(from) } => {
                write!(out, "{target} {value} from {from}")
            }
        }
    }
}

/// What a pack assumes: the source that its data name, and the text of the assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assumed<'p> {
    /// Id of the source.
    pub source: &'p str,
    /// The assumption as a text.
    pub text: &'p str,
}

/// A parameter of a rule that is assumed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AssumedParameter {
    /// The name of the parameter.
    pub parameter: Box<str>,
    /// Id of the source.
    pub source: Box<str>,
}

impl Pack {
    /// What the pack assumes, in the order in which it was asked for; nothing of it is law.
    #[must_use]
    pub fn assumptions(&self) -> Vec<Assumed<'_>> {
        let sources = self.sources.iter().filter(|(_, source)| &*source.kind == KIND);
        let mut assumed: Vec<Assumed<'_>> =
            sources.map(|(id, source)| Assumed { source: id, text: &source.title }).collect();
        // The tenth comes behind the second.
        assumed.sort_by_key(|one| (one.source.len(), one.source));
        assumed
    }
}

/// The kind of source that an assumption is.
pub(crate) const KIND: &str = "assumption";
/// The kind of source of a term that is like one of which nobody has said anything either.
pub(crate) const LIKENESS: &str = "likeness";
