//! What was asked for, explored or negotiated without anything having come of it.

use super::Attestation;
use crate::model::country::CountryCode;
use crate::model::day::Day;

/// A country was approached, or made an approach; it decides nothing.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Approach {
    /// Which country.
    pub country: CountryCode,
    /// What it was about.
    pub about: ApproachAim,
    /// How far it went.
    pub kind: ApproachKind,
    /// The day; `None`: not known.
    pub day: Option<Day>,
    /// Who says so.
    pub attested: Attestation,
}

/// What an approach is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ApproachAim {
    /// An agreement under Article 17.
    Agreement,
    /// A Security and Defence Partnership.
    Partnership,
}

impl ApproachAim {
    pub(crate) const ALL: [Self; 2] = [Self::Agreement, Self::Partnership];

    /// The word of the register.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agreement => "agreement",
            Self::Partnership => "partnership",
        }
    }
}

/// How far an approach went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ApproachKind {
    /// The country asked.
    Asked,
    /// It was explored.
    Explored,
    /// Negotiations ended without result.
    NegotiationsEnded,
}

impl ApproachKind {
    pub(crate) const ALL: [Self; 3] = [Self::Asked, Self::Explored, Self::NegotiationsEnded];

    /// The word of the register.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Explored => "explored",
            Self::NegotiationsEnded => "negotiations-ended",
        }
    }
}
