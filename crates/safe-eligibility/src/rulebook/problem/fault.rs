//! The kinds of problem.

use super::PackPlace;
use super::words::{On, Words};
use crate::model::country::{CountryCode, CountryError};
use crate::model::day::{Day, DayError};
use crate::model::figure::{FigureError, Share};
use crate::outcome::EvidenceGrade;

/// What is wrong at a place of a rule pack.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackFault {
    /// The bytes are not JSON.
    #[error("not JSON from line {line}, column {column} on; correct it there")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1; 0 before the first.
        column: usize,
    },
    /// The bytes are not UTF-8.
    #[error("not UTF-8 from line {line} on; save the file as UTF-8")]
    NotUtf8 {
        /// Line, from 1.
        line: usize,
    },
    /// A value of another kind than the format has there.
    #[error("{given} is not {expected}; write {expected}")]
    WrongKind {
        /// What belongs there, with its article.
        expected: &'static str,
        /// What is there: a value in backticks, or in words what kind of value it is.
        given: String,
    },
    /// A member the format does not have.
    #[error("unknown member `{name}`; known are {}", Words(.known))]
    UnknownMember {
        /// Its name.
        name: Box<str>,
        /// The names the format has there.
        known: Vec<Box<str>>,
    },
    /// A member that is written twice.
    #[error("the member `{name}` occurs more than once; keep one")]
    RepeatedMember {
        /// Its name.
        name: Box<str>,
    },
    /// A member that is left out.
    #[error("the member `{name}` is missing; add it, `null` where there is nothing to say")]
    MissingMember {
        /// Its name.
        name: &'static str,
    },
    /// A word that is not on the list for that place.
    #[error("`{given}` is none of {}", Words(.known))]
    UnknownWord {
        /// The word.
        given: Box<str>,
        /// The list.
        known: Vec<Box<str>>,
    },
    /// A list with nothing in it.
    #[error("an empty list; list at least one")]
    EmptyList,
    /// A text with nothing in it.
    #[error("an empty text; say it, or write `null` where the format allows it")]
    EmptyText,
    /// Not an id.
    #[error("`{given}` is not an id of lower-case letters, digits and single hyphens")]
    Id {
        /// What is there.
        given: Box<str>,
    },
    /// Not a day.
    #[error("`{given}` is {reason}")]
    Day {
        /// What is there.
        given: Box<str>,
        /// Why not.
        reason: DayError,
    },
    /// Not a country.
    #[error("`{given}` is {reason}")]
    Country {
        /// What is there.
        given: Box<str>,
        /// Why not.
        reason: CountryError,
    },
    /// Not a share.
    #[error("`{given}` is {reason}")]
    Share {
        /// What is there.
        given: Box<str>,
        /// Why not.
        reason: FigureError,
    },
    /// A file of which the format knows nothing.
    #[error("a file the format does not have; remove it, or move it out of the pack")]
    UnknownFile,
    /// A file the pack needs.
    #[error("the file is missing; add it")]
    MissingFile,
    /// An id that says something else than the path, or the list of rules.
    #[error("`{given}` stands here, and the path says `{expected}`; make them agree")]
    PathDisagrees {
        /// What the file says.
        given: Box<str>,
        /// What the path says.
        expected: Box<str>,
    },
    /// Something of the same id comes earlier.
    #[error("`{id}` stands at `{first}` already; keep one")]
    Duplicate {
        /// The id, country, or topic.
        id: Box<str>,
        /// Where the other is.
        first: PackPlace,
    },
    /// A source that is not in the list of sources.
    #[error("no source has the id `{source_id}`; add it to `sources.json`")]
    UnknownSource {
        /// The id.
        source_id: Box<str>,
    },
    /// A grade better than that of the source.
    #[error(
        "evidence `{given}` is better than `{source_id}` can give, which is `{best}`; lower it"
    )]
    BetterThanSource {
        /// The grade stated.
        given: EvidenceGrade,
        /// The source.
        source_id: Box<str>,
        /// Its best.
        best: EvidenceGrade,
    },
    /// A day on which something became known after the pack was made.
    #[error("known from {given}, which is after the register day {register_day}; correct one")]
    KnownTooLate {
        /// The day stated.
        given: Day,
        /// The register's own day.
        register_day: Day,
    },
    /// A period that ends before it begins.
    #[error(
        "the last day {last_day} is before the first day {first_day}; exchange or correct them"
    )]
    Backwards {
        /// First day.
        first_day: Day,
        /// Last day.
        last_day: Day,
    },
    /// Two periods share a day.
    #[error("`{of}` has two periods {}, the other at `{other}`; end one before the next", On(*.day))]
    Overlap {
        /// What the periods are of.
        of: Box<str>,
        /// The first day they share; `None`: both are open towards the past.
        day: Option<Day>,
        /// Where the earlier period is.
        other: PackPlace,
    },
    /// Days that no period covers.
    #[error("nothing is said of `{of}` from {from} to {to}; close the hole")]
    Hole {
        /// What the periods are of.
        of: Box<str>,
        /// First day of the hole.
        from: Day,
        /// Last day of the hole.
        to: Day,
    },
    /// A signature on a day on which the agreement is applied already.
    #[error("signed on {signed}, and applied from {applied} on; correct one of the days")]
    SignedTooLate {
        /// Day of signature.
        signed: Day,
        /// First day on which a row does not deny application.
        applied: Day,
    },
    /// A row on application that begins before its stage, or ends after it.
    #[error("{given} lies outside the stage, whose {bound} is {day}; correct one of the days")]
    OutsideStage {
        /// The day of the row.
        given: Day,
        /// Which day of the stage: first or last day.
        bound: &'static str,
        /// That day.
        day: Day,
    },
    /// A row that takes for granted that a country belongs to a group on some of its days.
    #[error("`{country}` is no {group} on any of these days; correct the country or the days")]
    WithoutStanding {
        /// The country.
        country: CountryCode,
        /// What it would have to be.
        group: &'static str,
    },
    /// An agreement with a Member State.
    #[error("`{party}` is a Member State on days of this stage; correct the party or the days")]
    PartyIsMemberState {
        /// The party.
        party: CountryCode,
    },
    /// The last period ends, and nothing comes after it.
    #[error("no version of `{rule}` applies from {from} on; add one, or leave the end open")]
    NoVersionFrom {
        /// The rule.
        rule: Box<str>,
        /// The first day without a version.
        from: Day,
    },
    /// A rule without any version.
    #[error("`{rule}` has no version under `acts`; add one, or take it off the list")]
    RuleWithoutVersion {
        /// The rule.
        rule: Box<str>,
    },
    /// A rule that the pack does not list.
    #[error("`{rule}` is not in the list of rules of `pack.json`; add it, or remove the file")]
    UnlistedRule {
        /// The rule.
        rule: Box<str>,
    },
    /// A rule id that no rule has.
    #[error("no rule has the id `{rule}`; the list is in `pack.json`")]
    UnknownRule {
        /// The id.
        rule: Box<str>,
    },
    /// An act without a file of its own.
    #[error("no act has the id `{act}`; add `acts/{act}/act.json`")]
    UnknownAct {
        /// The id.
        act: Box<str>,
    },
    /// A reading that no question has.
    #[error("no open question has the id `{reading}`; add it to `readings.json`")]
    UnknownReading {
        /// The id.
        reading: Box<str>,
    },
    /// A choice whose options are not those of the question.
    #[error("the options of `{reading}` are {}, here are {}; give each once", Words(.known), Words(.given))]
    OtherOptions {
        /// The reading.
        reading: Box<str>,
        /// The options of the question.
        known: Vec<Box<str>>,
        /// The options here.
        given: Vec<Box<str>>,
    },
    /// A choice of options for a question that asks for a list, or the other way round.
    #[error("`{reading}` {}", if *.list { "asks for a list; write `reading_list`" } else { "has options; write `reading` and `options`" })]
    OtherForm {
        /// The reading.
        reading: Box<str>,
        /// Whether the question asks for a list.
        list: bool,
    },
    /// A choice that comes to the same whatever is chosen.
    #[error(
        "every option of `{reading}` has the same value here; let them differ, or write the value itself"
    )]
    SameUnderEveryOption {
        /// The reading.
        reading: Box<str>,
    },
    /// More combinations of options than are tried out.
    #[error("more than {most} combinations of readings in one rule; split the rule")]
    TooManyCombinations {
        /// How many are tried out.
        most: usize,
    },
    /// An open question whose answer changes nothing.
    #[error("no rule and no act uses the reading `{reading}`; use it, or remove it")]
    UnusedReading {
        /// The id.
        reading: Box<str>,
    },
    /// A default that is no option, or a choice of the pack that cannot be made.
    #[error(transparent)]
    Reading(#[from] super::super::readings::ReadingError),
    /// A question that neither has options nor asks for a list, or does both.
    #[error("either `options` with `default`, or `countries`, and `null` for the others")]
    MixedQuestion,
    /// A derogation from nothing.
    #[error("a derogation that derogates from no rule; name one, or change its weight")]
    DerogationFromNothing,
    /// A derogation that nobody can rely on.
    #[error(
        "a derogation nobody can use: none of its rules has `{member}` true; set one to true, or remove it"
    )]
    DerogationUnused {
        /// `cures` or `opens`.
        member: &'static str,
    },
    /// A rule that derogates without being a derogation.
    #[error("weight `{weight}` and `derogates_from` do not go together; make it a derogation")]
    NotADerogation {
        /// Its weight.
        weight: &'static str,
    },
    /// A derogation from something that is no condition.
    #[error("`{rule}` has weight `{weight}`; only a condition can be derogated from, so name one")]
    DerogatesFrom {
        /// The rule named.
        rule: Box<str>,
        /// Its weight.
        weight: &'static str,
    },
    /// A derogation for subjects of whom the rule is not asked.
    #[error("`{rule}` is asked of `{asked}`, not of `{here}`; they can have no derogation from it")]
    OtherSubjects {
        /// The rule named.
        rule: Box<str>,
        /// Of whom that rule is asked.
        asked: &'static str,
        /// Of whom this one is.
        here: &'static str,
    },
    /// A duty of something that is no derogation.
    #[error("`{rule}` is no derogation; `follows` must name one")]
    FollowsNoDerogation {
        /// The rule named.
        rule: Box<str>,
    },
    /// A further limb that no cure asks for, or a cure that asks for a limb there is not.
    #[error("`further_limb` and `with_further_limb` do not go together; have both, or neither")]
    FurtherLimb,
    /// A definition that is used as a rule, or the other way round.
    #[error(
        "weight `definition` and subjects `subcontractors` only go together, without `applies_to`, `derogates_from`, `further_limb`, `sum_ceiling` and `follows`"
    )]
    Definition,
    /// Not exactly one definition.
    #[error("{found} rules have weight `definition`; have exactly one")]
    Definitions {
        /// How many.
        found: usize,
    },
    /// An undetermined finding asked for where the subject is the whole or follows from others.
    #[error("`asks_for_subjects` is true, but `{subjects}` cannot be left out; write false")]
    NothingToAskFor {
        /// The subjects.
        subjects: &'static str,
    },
    /// A kind of condition that cannot see its subject.
    #[error("`{kind}` cannot be asked of `{subjects}`; change the condition or the subjects")]
    CannotSee {
        /// The kind, or the fact of `stated`.
        kind: Box<str>,
        /// Of whom the rule is asked.
        subjects: &'static str,
    },
    /// Thresholds that no share satisfies.
    #[error("no share is at least {least} and at most {most}; correct one")]
    NoSuchShare {
        /// The lower bound.
        least: Share,
        /// The upper bound.
        most: Share,
    },
    /// A topic that an agreement leaves out.
    #[error("nothing is said of the topic `{topic}`; add it, `not-known` where it is not known")]
    MissingTopic {
        /// The topic.
        topic: &'static str,
    },
}
