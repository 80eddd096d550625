//! Why something cannot be assumed.

use super::super::problem::{PackProblem, RulebookError, one_line};
use crate::model::country::{CountryCode, CountryError};
use crate::model::day::{Day, DayError};
use crate::model::figure::FigureError;

/// Why there is no rulebook under assumptions.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AssumeError {
    /// The pack itself is not in order.
    #[error(transparent)]
    Rulebook(#[from] RulebookError),
    /// Some of it cannot be assumed.
    #[error("{}", problems_words(.0.len()))]
    Assumptions(Vec<AssumptionError>),
}

fn problems_words(count: usize) -> String {
    if count == 1 {
        "the assumptions have 1 problem; correct it".to_owned()
    } else {
        format!("the assumptions have {count} problems; correct them all")
    }
}

/// Why an assumption cannot be made, and which.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", one_line(&format!("assumption {number}, `{text}`: {fault}")))]
#[non_exhaustive]
pub struct AssumptionError {
    /// Which of those given, from 1 on.
    pub number: usize,
    /// As it was given.
    pub text: Box<str>,
    /// Why.
    pub fault: AssumptionFault,
}

/// What is understood, form by form.
pub(super) const FORMS: [&str; 6] =
    [AGREEMENT, AGREEMENT_ENDS, GAINS, LOSES, CAP, "RULE.PARAMETER VALUE [from DAY]"];
pub(super) const AGREEMENT: &str = "agreement XX from DAY like YY";
pub(super) const AGREEMENT_ENDS: &str = "agreement XX ends on DAY";
pub(super) const GAINS: &str = "XX gains STATUS on DAY";
pub(super) const LOSES: &str = "XX loses STATUS on DAY";
pub(super) const CAP: &str = "cap SHARE [from DAY]";
pub(super) const PARAMETER: &str = "RULE.PARAMETER VALUE [from DAY]";
/// What `STATUS` stands for.
pub(super) const STATUSES: &str = "`acceding status`, `candidate status`, \
                                   `potential-candidate status`, `partnership` or `assistance`";

fn forms() -> String {
    FORMS.map(|form| format!("`{form}`")).join(", ")
}

fn listed<T: std::fmt::Display>(items: &[T]) -> String {
    if items.is_empty() {
        return "none".to_owned();
    }
    items.iter().map(|item| format!("`{item}`")).collect::<Vec<_>>().join(", ")
}

/// What is wrong with an assumption.
///
/// The first group is about its words, counted from 1 on; the second about a pack in which it
/// would say nothing, or nothing that can be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the message of each says what its fields are")]
pub enum AssumptionFault {
    /// None of the forms.
    #[error("not understood; understood are {}", forms())]
    NotUnderstood,
    /// Another word than one that is meant.
    #[error("word {position}: `{given}`, where {expected} is meant; understood is `{form}`")]
    Word { position: usize, given: Box<str>, expected: &'static str, form: &'static str },
    /// It ends too early.
    #[error("word {position} is missing, {expected}; understood is `{form}`")]
    Missing { position: usize, expected: &'static str, form: &'static str },
    /// It goes on too long.
    #[error("word {position}: nothing is understood from `{given}` on; understood is `{form}`")]
    More { position: usize, given: Box<str>, form: &'static str },
    /// No country.
    #[error("word {position}: `{given}` is {reason}; understood is `{form}`")]
    Country { position: usize, given: Box<str>, reason: CountryError, form: &'static str },
    /// No day.
    #[error("word {position}: `{given}` is {reason}; understood is `{form}`")]
    Day { position: usize, given: Box<str>, reason: DayError, form: &'static str },
    /// No share.
    #[error("word {position}: `{given}` is {reason}; understood is `{form}`")]
    Share { position: usize, given: Box<str>, reason: FigureError, form: &'static str },
    /// The same was given before.
    #[error("is assumption {first} already; leave one of them out")]
    Repeated { first: usize },
    /// Another assumption says otherwise of the same.
    #[error("a later assumption says otherwise of the same days; leave one of them out")]
    Overruled,
    /// No agreement with the party.
    #[error("the rules have no agreement with {party}; they have one with {}", listed(.known))]
    NoAgreement { party: CountryCode, known: Vec<CountryCode> },
    /// An agreement that is like itself.
    #[error("an agreement with {party} is like itself; name another one that it is to be like")]
    LikeItself { party: CountryCode },
    /// An agreement with a Member State.
    #[error("{party} is a Member State on or after {from}, with which there is no agreement")]
    PartyIsMemberState { party: CountryCode, from: Day },
    /// The agreement is not applied any more.
    #[error("the agreement with {party} is not applied after {last_day} as it is")]
    NotApplied { party: CountryCode, last_day: Day },
    /// It is so already.
    #[error("{what} on {day} as it is, so that nothing would be assumed")]
    SoAlready { what: Box<str>, day: Day },
    /// A territory of a State.
    #[error("{country} is read as {state}; name {state}")]
    Territory { country: CountryCode, state: CountryCode },
    /// Assistance to who is no Member State.
    #[error("{country} is no Member State, and only those receive assistance")]
    NoMemberState { country: CountryCode },
    /// No rule has that id.
    #[error("no rule has the id `{given}`; `safe-check rules` lists them")]
    UnknownRule { given: Box<str> },
    /// The rule has no such parameter.
    #[error("`{rule}` has no share or day called `{given}`; it has {}", listed(.known))]
    UnknownParameter { rule: Box<str>, given: Box<str>, known: Vec<Box<str>> },
    /// The rule has several of that name.
    #[error("`{rule}` has `{parameter}` in several places, so that it is not clear which is meant")]
    Ambiguous { rule: Box<str>, parameter: Box<str> },
    /// The pack has not one ceiling.
    #[error("the rules have not one ceiling on components; write `{PARAMETER}`")]
    NoCap,
    /// A share where there is a day, or the other way.
    #[error("`{given}` is no {expected}, which `{parameter}` is")]
    OtherKind { given: Box<str>, expected: &'static str, parameter: Box<str> },
    /// The parameter has that value already.
    #[error("`{parameter}` is `{given}` as it is, so that nothing would be assumed")]
    SameValue { parameter: Box<str>, given: Box<str> },
    /// A day before there was a rule.
    #[error("`{rule}` applies from {first} on; name that day or a later one, or none")]
    NoVersion { rule: Box<str>, first: Day },
    /// What comes of it is no rule pack.
    #[error("the rules would contradict themselves: {0}")]
    Contradiction(Box<PackProblem>),
}
