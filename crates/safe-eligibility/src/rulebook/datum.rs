//! Data of law as the trace names them.

use std::fmt;

use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::model::figure::Share;
use crate::outcome::EvidenceGrade;
use crate::rulebook::pack::{ApplicationMode, Topic};

/// A datum of law that an outcome rests on.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Datum<'a> {
    /// Where it stands in the rule pack.
    pub address: Address,
    /// What it says.
    pub value: LawValue,
    /// Id of the source; `None`: an absence, which no source states.
    pub source: Option<&'a str>,
    /// How well documented.
    pub evidence: EvidenceGrade,
    /// The day it became public; `None`: not stated, or an absence.
    pub known_from: Option<Day>,
    /// Whether it counts as not known because it is documented too weakly.
    pub set_aside: bool,
    /// Whether the outcome of the step that names it rests on it.
    pub carries: bool,
}

/// Where a datum stands in the rule pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "law stands in registers and agreements")]
pub enum Address {
    /// A row of a register, by the country and the first day of the row.
    Row(Register, CountryCode, Option<Day>),
    /// The mark in the register of accession that the process of a country is stalled.
    Stalled(CountryCode),
    /// A register that has no row for the country on the day.
    NoRow(Register, CountryCode),
    /// A member of an agreement.
    Agreement(CountryCode, AgreementMember),
    /// No agreement with the country applies on the day.
    NoAgreement(CountryCode),
}

/// A register of countries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "the format of a pack closes the list")]
pub enum Register {
    /// Member States.
    MemberStates,
    /// EEA EFTA States.
    EeaEftaStates,
    /// Ukraine.
    Ukraine,
    /// The core area as a whole, where a country is in none of its registers.
    Core,
    /// Accession.
    Accession,
    /// Security and Defence Partnerships.
    Partnerships,
    /// Financial assistance.
    Assistance,
}

impl Register {
    /// The name of its file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MemberStates => "member-states",
            Self::EeaEftaStates => "eea-efta-states",
            Self::Ukraine => "ukraine",
            Self::Core => "core",
            Self::Accession => "accession",
            Self::Partnerships => "partnerships",
            Self::Assistance => "assistance",
        }
    }
}

/// A member of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "the format of a pack closes the list")]
pub enum AgreementMember {
    /// Application, by the way it is applied and the first day of the row.
    Applied(ApplicationMode, Option<Day>),
    /// A topic.
    Topic(Topic),
    /// `max_party_share`
    MaxPartyShare,
    /// `max_other_share`
    MaxOtherShare,
    /// `min_core_share`
    MinCoreShare,
    /// `control_terms`
    ControlTerms,
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.print(out)
    }
}

impl Address {
    /// As it is displayed, straight into any text.
    pub(crate) fn print(&self, out: &mut impl fmt::Write) -> fmt::Result {
        match self {
            Self::Row(register, country, first_day) => {
                print_row(*register, *country, out)?;
                print_first_day(*first_day, out)
            }
            Self::NoRow(register, country) => print_row(*register, *country, out),
            Self::Stalled(country) => {
                print_row(Register::Accession, *country, out)?;
                out.write_str("/stalled")
            }
            Self::NoAgreement(country) => print_agreement(*country, out),
            Self::Agreement(party, member) => {
                print_agreement(*party, out)?;
                out.write_char('#')?;
                member.print(out)
            }
        }
    }
}

impl AgreementMember {
    /// As it is displayed, straight into any text.
    pub(crate) fn print(self, out: &mut impl fmt::Write) -> fmt::Result {
        match self {
            Self::Applied(mode, first_day) => {
                out.write_str("applied/")?;
                out.write_str(mode.as_str())?;
                print_first_day(first_day, out)
            }
            Self::Topic(topic) => {
                out.write_str("topics/")?;
                out.write_str(topic.as_str())
            }
            Self::MaxPartyShare => out.write_str("max_party_share"),
            Self::MaxOtherShare => out.write_str("max_other_share"),
            Self::MinCoreShare => out.write_str("min_core_share"),
            Self::ControlTerms => out.write_str("control_terms"),
        }
    }
}

fn print_row(register: Register, country: CountryCode, out: &mut impl fmt::Write) -> fmt::Result {
    out.write_str("countries/")?;
    out.write_str(register.as_str())?;
    out.write_char('#')?;
    out.write_str(country.as_str())
}

fn print_agreement(party: CountryCode, out: &mut impl fmt::Write) -> fmt::Result {
    out.write_str("agreements/")?;
    out.write_str(party.as_str())
}

fn print_first_day(first_day: Option<Day>, out: &mut impl fmt::Write) -> fmt::Result {
    let Some(day) = first_day else { return Ok(()) };
    out.write_char('@')?;
    day.print(out)
}

/// What a datum says.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "the format of a pack closes the list")]
pub enum LawValue {
    /// A word, such as `member-state`, `yes`, `not-known` or `none`.
    Word(&'static str),
    /// A share.
    Share(Share),
}

impl fmt::Display for LawValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => out.write_str(word),
            Self::Share(share) => write!(out, "{share}"),
        }
    }
}
