//! A rule pack as typed law: what its files say once they are read and checked.

mod agreement;
mod approach;

pub use agreement::{AgreementStage, ApplicationMode, Applied, Topic};
pub use approach::{Approach, ApproachAim, ApproachKind};

use std::collections::BTreeMap;
use std::sync::Arc;

use super::assumption::AssumedParameter;
use super::node::Node;
use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::model::procurement::Digest;
use crate::outcome::{EvidenceGrade, Outcome};

/// First and last day, both included; `None`: open on that side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Period {
    /// First day; `None`: since ever.
    pub first_day: Option<Day>,
    /// Last day; `None`: until further notice.
    pub last_day: Option<Day>,
}

impl Period {
    /// The days from the first to the last, both included.
    #[must_use]
    pub fn new(first_day: Option<Day>, last_day: Option<Day>) -> Self {
        Self { first_day, last_day }
    }

    /// Whether the day is one of them.
    #[must_use]
    pub fn includes(&self, day: Day) -> bool {
        self.first_day.is_none_or(|first| first <= day)
            && self.last_day.is_none_or(|last| day <= last)
    }

    /// Whether some day is in both.
    pub(crate) fn meets(self, other: Self) -> bool {
        let begins_in_time = |one: Self, other: Self| {
            one.first_day.zip(other.last_day).is_none_or(|(first, last)| first <= last)
        };
        begins_in_time(self, other) && begins_in_time(other, self)
    }
}

/// Who says so, how well, and since when it is public.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attestation {
    /// Id of the source.
    pub source: Box<str>,
    /// How well documented.
    pub evidence: EvidenceGrade,
    /// The day it became public; `None`: not stated.
    pub known_from: Option<Day>,
    /// What a reader should know about it; `None`: nothing.
    pub note: Option<Box<str>>,
    /// Whether it is assumed because somebody asked for that, and counts whatever its grade.
    pub is_assumption: bool,
}

/// Everything a pack says.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Pack {
    /// Id of the pack.
    pub id: Box<str>,
    /// Its version.
    pub version: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// The day up to which the register was searched.
    pub register_day: Day,
    /// The acts, by id.
    pub acts: BTreeMap<Box<str>, Act>,
    /// Rules in the order of their findings; the versions of one rule in the order of their days.
    pub rules: Vec<RuleHistory>,
    /// Membership, accession, partnerships, assistance.
    pub countries: Countries,
    /// Agreements under Article 17, by party, the stages of one in the order of their days.
    pub agreements: Vec<AgreementStage>,
    /// Open questions, in the order of the file.
    pub questions: Vec<Question>,
    /// Where sources disagree.
    pub conflicts: Vec<Conflict>,
    /// Sources, by id.
    pub sources: BTreeMap<Box<str>, Source>,
    /// SHA-256 over the files in the order of their paths.
    pub digest: Digest,
    /// The pack over which assumptions were laid; `None`: nothing is assumed in this one, or its
    /// files have the assumptions in them.
    pub without_assumptions: Option<Arc<Pack>>,
}

/// An act.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Act {
    /// Full title.
    pub title: Box<str>,
    /// How citations name it, such as "Regulation (EU) 2025/1106".
    pub short_title: Box<str>,
    /// First day in force; standing is never taken on an earlier day.
    pub in_force_from: Day,
    /// Id of the source.
    pub source: Box<str>,
    /// How citations name it in other languages; `None`: as in English.
    pub short_titles: Option<Translated<Box<str>>>,
    /// Which day standing goes by, `"governing-day"` or `"as-of"`; may be a choice of readings.
    pub status_day: Node,
}

/// All versions of one rule.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RuleHistory {
    /// Rule id.
    pub id: Box<str>,
    /// Versions, by first day, without gap or overlap.
    pub versions: Vec<RuleVersion>,
}

/// One version of a rule; its choices of readings are not made yet.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RuleVersion {
    /// Act id.
    pub act: Box<str>,
    /// Days on which it applies; the first day is its name.
    pub first_day: Day,
    /// Last day; `None`: until further notice.
    pub last_day: Option<Day>,
    /// What it is about, in a few words.
    pub title: Box<str>,
    /// What the provision says, in our words.
    pub paraphrase: Box<str>,
    /// The pinpoint as text, without the act: "Article 16(10), first sentence".
    pub pinpoint: Box<str>,
    /// What is said of it in other languages; `None`: as in English.
    pub words: Option<Arc<Translated<RuleWords>>>,
    /// The pinpoint in parts.
    pub provision: Provision,
    /// Who says so, and how well.
    pub attested: Attestation,
    /// The day it was last compared with the source.
    pub checked_on: Day,
    /// Its parameters that are assumed, and not what the source says.
    pub assumed: Vec<AssumedParameter>,
    /// `subjects`, `without_subjects`, `weight`, `applies_to`, `condition`, `further_limb`,
    /// `derogates_from`, `sum_ceiling` and `follows` as the file has them, choices of readings
    /// included.
    pub body: Node,
}

/// Something in the languages beside English.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Translated<T> {
    /// In French.
    pub fr: T,
    /// In German.
    pub de: T,
    /// In Polish.
    pub pl: T,
}

/// What a rule is called, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleWords {
    /// What it is about, in a few words.
    pub title: Box<str>,
    /// What the provision says, in our words.
    pub paraphrase: Box<str>,
    /// The pinpoint as text, without the act.
    pub pinpoint: Box<str>,
}

/// What a reading asks, and what its options mean.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct QuestionWords {
    /// The question.
    pub question: Box<str>,
    /// What each option means, in the order of the options.
    pub meanings: Vec<Box<str>>,
}

/// A provision in parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Provision {
    /// Article.
    pub article: Box<str>,
    /// Paragraph; `None`: the article as a whole.
    pub paragraph: Option<Box<str>>,
    /// Subparagraph; `None`: not narrowed down.
    pub subparagraph: Option<u8>,
    /// Sentence; `None`: not narrowed down.
    pub sentence: Option<u8>,
}

/// The registers of countries.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Countries {
    /// Member States of the Union.
    pub member_states: Vec<Standing>,
    /// EEA EFTA States.
    pub eea_efta_states: Vec<Standing>,
    /// Ukraine, as the act names it.
    pub ukraine: Vec<Standing>,
    /// Territories that are read as a Member State, with that State.
    pub territories: Vec<(Standing, CountryCode)>,
    /// Accession status.
    pub accession: Vec<Accession>,
    /// Security and Defence Partnerships; not known where `answer` is undetermined.
    pub partnerships: Vec<Answer>,
    /// Financial assistance; not known where `answer` is undetermined.
    pub assistance: Vec<Answer>,
    /// What was asked for, explored or negotiated in vain; decides nothing.
    pub approaches: Vec<Approach>,
}

/// A country belongs to a group for a period.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Standing {
    /// Which country.
    pub country: CountryCode,
    /// When.
    pub period: Period,
    /// Who says so.
    pub attested: Attestation,
}

/// A register answers yes, no or not known for a period.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Answer {
    /// Country, period and source.
    pub standing: Standing,
    /// Yes, no, or not known.
    pub answer: Outcome,
}

/// The accession status of a country.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Accession {
    /// Country, period and source.
    pub standing: Standing,
    /// Which status.
    pub status: AccessionStatus,
    /// Who says that the process is stalled; `None`: nobody.
    pub stalled: Option<Attestation>,
}

/// A status that lets a country join a common procurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccessionStatus {
    /// Acceding country.
    Acceding,
    /// Candidate country.
    Candidate,
    /// Potential candidate.
    PotentialCandidate,
    /// None any more, or none yet: a source says so.
    NoStatus,
}

impl AccessionStatus {
    /// The word of register files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Acceding => "acceding",
            Self::Candidate => "candidate",
            Self::PotentialCandidate => "potential-candidate",
            Self::NoStatus => "none",
        }
    }
}

/// An open question of interpretation.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Question {
    /// Id of the reading.
    pub id: Box<str>,
    /// The question.
    pub question: Box<str>,
    /// What is said of it in other languages; `None`: as in English.
    pub words: Option<Translated<QuestionWords>>,
    /// Provisions concerned.
    pub provisions: Vec<Box<str>>,
    /// The options, or countries.
    pub answers: Answers,
    /// Why the default is the default.
    pub why: Box<str>,
}

/// How a question can be answered.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_enums, reason = "a question has options or asks for a list")]
pub enum Answers {
    /// One of several options.
    Options {
        /// The options, with what each means, in the order of the file.
        options: Vec<(Box<str>, Box<str>)>,
        /// The default.
        default: Box<str>,
    },
    /// A list of countries, which may be empty.
    Countries {
        /// The default list, in the order of the file.
        default: Vec<CountryCode>,
        /// Who says so for each country of the default.
        attested: Vec<(CountryCode, Attestation)>,
    },
}

/// Where sources disagree and what was chosen.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Conflict {
    /// Id of the conflict.
    pub id: Box<str>,
    /// What each source says: id of the source, claim.
    pub claims: Vec<(Box<str>, Box<str>)>,
    /// What was chosen.
    pub choice: Box<str>,
    /// Why.
    pub why: Box<str>,
}

/// A source.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Source {
    /// What kind of source.
    pub kind: Box<str>,
    /// Title.
    pub title: Box<str>,
    /// Day of publication; `None`: not known.
    pub day: Option<Day>,
    /// Link; `None`: none that lasts.
    pub link: Option<Box<str>>,
    /// The best grade that a datum resting on it can have.
    pub evidence: EvidenceGrade,
}
