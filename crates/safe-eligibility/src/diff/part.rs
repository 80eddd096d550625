//! What may differ: facts of documents and law.

use std::fmt;

use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::model::place::{Member, Place};
use crate::model::product::CurrencyCode;
use crate::rulebook::datum::AgreementMember;

/// One difference between two documents or two laws.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_enums, reason = "an assessment takes a document and the law")]
pub enum Difference {
    /// Something that is stated.
    Fact(FactDifference),
    /// Law, a reading, or the day asked about.
    Law(LawDifference),
}

/// Something that two documents state differently.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FactDifference {
    /// Whose fact it is.
    pub owner: Owner,
    /// Which; `None`: the owner as a whole was added or removed.
    pub member: Option<Member>,
    /// What was stated, as JSON; `None`: nothing.
    pub before: Option<String>,
    /// What is stated, as JSON; `None`: nothing.
    pub after: Option<String>,
    /// Where in the first document the owner is; `None`: it was added.
    pub before_at: Option<Place>,
    /// Where in the second document the owner is; `None`: it was removed.
    pub after_at: Option<Place>,
    /// Whether any condition reads it; names and descriptions are for people.
    pub weighs: bool,
}

impl FactDifference {
    /// Whether the owner was added or removed, or a fact of it changed.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match (self.member, &self.before_at, &self.after_at) {
            (None, None, _) => "added",
            (None, Some(_), None) => "removed",
            (Some(_), _, _) | (None, Some(_), Some(_)) => "changed",
        }
    }
}

/// Whose a fact is, by ids rather than by positions, which move with every line that is inserted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "contract section 1 closes the list")]
pub enum Owner {
    /// The procurement as a whole.
    Procurement,
    /// A participating State.
    State(CountryCode),
    /// A contractor, by its id.
    Contractor(Box<str>),
    /// A subcontractor, by its id.
    Subcontractor(Box<str>),
    /// Whoever has that id, contractor or subcontractor.
    Party(Box<str>),
    /// An end product, by its id.
    Product(Box<str>),
    /// A line of the bill of an end product, by the ids of both.
    Line(Box<str>, Box<str>),
    /// The exchange rate of a currency.
    Rate(CurrencyCode),
}

impl Owner {
    /// What kind of owner it is.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Procurement => "procurement",
            Self::State(_) => "participating-state",
            Self::Contractor(_) => "contractor",
            Self::Subcontractor(_) => "subcontractor",
            Self::Party(_) => "party",
            Self::Product(_) => "end-product",
            Self::Line(..) => "component",
            Self::Rate(_) => "exchange-rate",
        }
    }
}

impl fmt::Display for Owner {
    /// Its id; that of a line behind the id of its end product.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Procurement => Ok(()),
            Self::State(country) => write!(out, "{country}"),
            Self::Contractor(id)
            | Self::Subcontractor(id)
            | Self::Party(id)
            | Self::Product(id) => out.write_str(id),
            Self::Line(product, line) => write!(out, "{product}/{line}"),
            Self::Rate(currency) => write!(out, "{currency}"),
        }
    }
}

/// Something that two laws say differently.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LawDifference {
    /// What it is.
    pub part: LawPart,
    /// What the first law says; `None`: nothing.
    pub before: Option<Said>,
    /// What the second law says; `None`: nothing.
    pub after: Option<Said>,
    /// For whose day of signature the two laws are told.
    pub signed_as: SignedAs,
}

/// For a contract signed on whose day of signature law is told.
///
/// Law is tried in the place of other law for the day of signature of the document that it is tried
/// with, which is the first or the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "two documents are compared")]
pub enum SignedAs {
    /// Each law for the day of its own side: what the two assessments rest on.
    Each,
    /// Both laws for the day of the first document; they may differ less, or not, on the other.
    First,
    /// Both laws for the day of the second document; on that of the first they do not differ.
    Second,
}

impl SignedAs {
    /// The word of the output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Each => "each",
            Self::First => "first",
            Self::Second => "second",
        }
    }
}

/// What a law says, and who attests it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Said {
    /// Where it stands in the rule pack; `None`: it was chosen by whoever asks.
    pub at: Option<String>,
    /// What it says.
    pub value: String,
    /// Id of the source; `None`: nobody has to attest it.
    pub source: Option<String>,
    /// How well documented; `None`: nobody has to attest it.
    pub evidence: Option<&'static str>,
}

impl Said {
    pub(super) fn chosen(value: impl Into<String>) -> Self {
        Self { at: None, value: value.into(), source: None, evidence: None }
    }

    pub(super) fn version(rule: &str, first_day: Day, source: &str) -> Self {
        Self {
            at: Some(format!("rules/{rule}@{first_day}")),
            value: first_day.to_string(),
            source: Some(source.to_owned()),
            evidence: None,
        }
    }
}

/// A piece of law that may stand otherwise by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "the format of a pack closes the list")]
pub enum LawPart {
    /// The day asked about, where no day of signature is stated.
    Day,
    /// The least evidence that counts.
    LeastEvidence,
    /// The answer to an open question.
    Reading(Box<str>),
    /// A rule, in the version that applies.
    Rule(Box<str>),
    /// Whether a country is in the core area.
    Core(CountryCode),
    /// Whether a country is acceding, a candidate or a potential candidate.
    Accession(CountryCode),
    /// Whether a country has a partnership in security and defence.
    Partnership(CountryCode),
    /// Whether a State receives financial assistance.
    Assistance(CountryCode),
    /// As part of which State a territory is read.
    Territory(CountryCode),
    /// The agreement with a party as a whole, where one side has none.
    Agreement(CountryCode),
    /// A term of the agreement with a party; `Applied` is its application in every way.
    Term(CountryCode, Term),
}

/// A term of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "the format of a pack closes the list")]
pub enum Term {
    /// That and how it is applied.
    Applied,
    /// Anything else it says.
    Says(AgreementMember),
}

impl LawPart {
    /// What kind of law it is.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::LeastEvidence => "least-evidence",
            Self::Reading(_) => "reading",
            Self::Rule(_) => "rule",
            Self::Core(_)
            | Self::Accession(_)
            | Self::Partnership(_)
            | Self::Assistance(_)
            | Self::Territory(_) => "register",
            Self::Agreement(_) | Self::Term(..) => "agreement",
        }
    }

    /// The country it is about; `None`: it is about none.
    pub(super) fn country(&self) -> Option<CountryCode> {
        match self {
            Self::Core(country)
            | Self::Accession(country)
            | Self::Partnership(country)
            | Self::Assistance(country)
            | Self::Territory(country) => Some(*country),
            Self::Day
            | Self::LeastEvidence
            | Self::Reading(_)
            | Self::Rule(_)
            | Self::Agreement(_)
            | Self::Term(..) => None,
        }
    }
}

impl fmt::Display for LawPart {
    /// Its name, as the rule pack has it where it stands in one.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day => out.write_str("as_of"),
            Self::LeastEvidence => out.write_str("least_evidence"),
            Self::Reading(id) => write!(out, "readings/{id}"),
            Self::Rule(id) => write!(out, "rules/{id}"),
            Self::Core(country) => write!(out, "countries/core#{country}"),
            Self::Accession(country) => write!(out, "countries/accession#{country}"),
            Self::Partnership(country) => write!(out, "countries/partnerships#{country}"),
            Self::Assistance(country) => write!(out, "countries/assistance#{country}"),
            Self::Territory(country) => write!(out, "countries/territories#{country}"),
            Self::Agreement(party) => write!(out, "agreements/{party}"),
            Self::Term(party, Term::Applied) => write!(out, "agreements/{party}#applied"),
            Self::Term(party, Term::Says(member)) => {
                write!(out, "agreements/{party}#")?;
                member.print(out)
            }
        }
    }
}
