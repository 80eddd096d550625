//! The explanation: what evaluation returns, step by step.
//!
//! A step borrows from the procurement and the law; it copies no line and renders nothing.

mod comparison;
mod rejection;

pub use comparison::{Bound, BoundOrigin, BoundValue, Comparison, Portion, ShareRange, Side};
pub use rejection::{Considered, Reason, Rejection};

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use crate::model::country::{CountryCode, Origin};
use crate::model::day::Day;
use crate::model::figure::Share;
use crate::model::number::print_number;
use crate::model::place::Place;
use crate::model::product::Area;
use crate::outcome::{Judgement, Outcome};
use crate::rulebook::datum::Datum;

/// One step of an explanation: its name and its [`Statement`].
///
/// Steps that stand in several places, such as a derogation in each rule it cures, are one in
/// memory: a copy costs as much as its name.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Step<'a> {
    pub(crate) key: Key<'a>,
    statement: Arc<Statement<'a>>,
}

/// What a step states: an outcome and everything it follows from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Statement<'a> {
    /// Which kind of condition or combination it is.
    pub kind: &'static str,
    /// Its outcome and the grade of the law it rests on.
    pub judgement: Judgement,
    /// Agreements without which a met outcome would not be met.
    pub carried_by: Carriers,
    /// Both sides of a comparison.
    pub compares: Option<Box<Comparison<'a>>>,
    /// Facts of the document it looked at.
    pub facts: Vec<Fact<'a>>,
    /// Data of law it looked at.
    pub law: Vec<Datum<'a>>,
    /// Facts not stated that leave this very step undetermined.
    pub missing: Missing,
    /// The lines behind a sum.
    pub lines: Option<Box<Lines>>,
    /// What was considered and did not carry.
    pub rejected: Vec<Rejection>,
    /// Whether it is the opposite of the one step it follows from.
    pub opposite: bool,
    /// The steps it is combined from.
    pub because: Vec<Step<'a>>,
}

impl<'a> Deref for Step<'a> {
    type Target = Statement<'a>;

    fn deref(&self) -> &Statement<'a> {
        &self.statement
    }
}

impl DerefMut for Step<'_> {
    // What stands elsewhere too stays there as it is.
    fn deref_mut(&mut self) -> &mut Self::Target {
        Arc::make_mut(&mut self.statement)
    }
}

impl<'a> Statement<'a> {
    /// What rests on nothing but its own outcome.
    #[must_use]
    pub(crate) fn new(kind: &'static str, judgement: Judgement) -> Self {
        Self {
            kind,
            judgement,
            carried_by: Carriers::NONE,
            compares: None,
            facts: Vec::new(),
            law: Vec::new(),
            missing: Missing::Nothing,
            lines: None,
            rejected: Vec::new(),
            opposite: false,
            because: Vec::new(),
        }
    }

    pub(crate) fn add_fact(&mut self, fact: Fact<'a>) {
        add(&mut self.facts, fact);
    }

    pub(crate) fn add_law(&mut self, datum: Datum<'a>) {
        add(&mut self.law, datum);
    }
}

impl<'a> Step<'a> {
    /// A step under the name of its kind.
    #[must_use]
    pub(crate) fn stating(statement: Statement<'a>) -> Self {
        Self { key: Key::Word(statement.kind), statement: Arc::new(statement) }
    }

    /// A step that rests on nothing but its own outcome.
    #[must_use]
    pub(crate) fn new(kind: &'static str, judgement: Judgement) -> Self {
        Self::stating(Statement::new(kind, judgement))
    }

    /// All of the branches.
    #[must_use]
    pub(crate) fn all(kind: &'static str, branches: Vec<Self>) -> Self {
        let judgement = Judgement::all(branches.iter().map(|branch| branch.judgement));
        let mut statement = Statement::new(kind, judgement);
        if judgement.outcome == Outcome::Met {
            for branch in &branches {
                statement.carried_by = statement.carried_by.and(branch.carried_by);
            }
        }
        statement.because = branches;
        Self::stating(statement)
    }

    /// Any of the branches.
    #[must_use]
    pub(crate) fn any(kind: &'static str, branches: Vec<Self>) -> Self {
        let judgement = Judgement::any(branches.iter().map(|branch| branch.judgement));
        let mut statement = Statement::new(kind, judgement);
        let met = branches.iter().filter(|branch| branch.outcome() == Outcome::Met);
        statement.carried_by = met.map(|branch| branch.carried_by).min().unwrap_or(Carriers::NONE);
        statement.because = branches;
        Self::stating(statement)
    }

    /// The opposite of another step.
    #[must_use]
    pub(crate) fn opposite_of(kind: &'static str, step: Self) -> Self {
        let mut statement = Statement::new(kind, step.judgement.opposite());
        statement.opposite = true;
        add(&mut statement.because, step);
        Self::stating(statement)
    }

    /// The steps it is combined from, each with whether its outcome rests on it.
    pub(crate) fn branches(&self) -> impl Iterator<Item = (&Self, bool)> {
        let carries = |part: &Self| self.opposite || part.judgement.carries(self.judgement);
        self.because.iter().map(move |part| (part, carries(part)))
    }

    /// Its name below the step it belongs to.
    #[must_use]
    pub fn key(&self) -> Key<'a> {
        self.key
    }

    /// The source of the bound it compares with, where that is assumed.
    pub(crate) fn assumed_bound(&self) -> Option<&'a str> {
        match self.compares.as_ref()?.right.from {
            BoundOrigin::Assumed { source, .. } => Some(source),
            BoundOrigin::Parameter(_) | BoundOrigin::Datum(_) => None,
        }
    }

    /// Its outcome.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.judgement.outcome
    }

    /// Where the facts are that it names and that are not stated.
    pub(crate) fn unstated(&self) -> impl Iterator<Item = &Place> {
        let unstated = self.facts.iter().filter(|fact| !fact.value.is_stated());
        unstated.map(|fact| &fact.at)
    }

    /// The facts whose absence leaves it undetermined, those of a bill aside.
    pub(crate) fn open_places(&self, places: &mut Vec<Place>) {
        if self.outcome() != Outcome::Undetermined {
            return;
        }
        if matches!(self.missing, Missing::Named) {
            places.extend(self.unstated().cloned());
        }
        self.because.iter().for_each(|part| part.open_places(places));
    }

    pub(crate) fn keyed(mut self, key: Key<'a>) -> Self {
        self.key = key;
        self
    }

    pub(crate) fn fact(mut self, at: Place, value: FactValue<'a>) -> Self {
        let statement = &mut *self;
        let is_open = statement.judgement.outcome == Outcome::Undetermined;
        if is_open && !value.is_stated() {
            statement.missing = Missing::Named;
        }
        statement.add_fact(Fact { at, value });
        self
    }

    /// Adds what did not carry; a step that is shared stays so where there is nothing to add.
    pub(crate) fn reject(&mut self, rejected: impl IntoIterator<Item = Rejection>) {
        for one in rejected {
            add(&mut self.rejected, one);
        }
    }
}

// Most lists of a step hold one item, and room for four is made with the first.
fn add<T>(list: &mut Vec<T>, item: T) {
    if list.is_empty() {
        list.reserve_exact(1);
    }
    list.push(item);
}

/// The name of a rule itself beside its derogations and open questions.
pub(crate) const DIRECTLY: &str = "directly";

/// The name of a step below the step it belongs to; unique among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a name is one of these")]
pub enum Key<'a> {
    /// A word, or the id of a rule.
    Word(&'a str),
    /// A word and a position.
    Indexed(&'static str, usize),
    /// A word and a country.
    Country(&'static str, CountryCode),
}

impl Key<'_> {
    /// As it is displayed, straight into any text.
    pub(crate) fn print(&self, out: &mut impl std::fmt::Write) -> std::fmt::Result {
        match self {
            Self::Word(word) => out.write_str(word),
            Self::Indexed(word, index) => {
                out.write_str(word)?;
                out.write_char('-')?;
                print_number(u64::try_from(*index).unwrap_or(u64::MAX), out)
            }
            Self::Country(word, country) => {
                out.write_str(word)?;
                out.write_char('-')?;
                out.write_str(country.as_str())
            }
        }
    }
}

impl std::fmt::Display for Key<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.print(out)
    }
}

/// A set of agreements, by their position among those of the law of the day.
///
/// Ordered so that a branch which needs no agreement comes first, then the one whose first
/// agreement comes first by code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carriers {
    bits: u128,
}

impl Carriers {
    pub(crate) const NONE: Self = Self { bits: 0 };

    pub(crate) fn one(position: usize) -> Self {
        let shift = u32::try_from(position).unwrap_or(u32::MAX);
        Self { bits: 1u128.checked_shl(shift).unwrap_or(0) }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self { bits: self.bits | other.bits }
    }

    /// The position of the first of them; `None`: there is none.
    #[must_use]
    pub fn first(self) -> Option<usize> {
        if self.bits == 0 { None } else { usize::try_from(self.bits.trailing_zeros()).ok() }
    }
}

impl PartialOrd for Carriers {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Carriers {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.first().cmp(&other.first()).then(self.bits.cmp(&other.bits))
    }
}

/// A fact of the document.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fact<'a> {
    /// Where it is, or would be.
    pub at: Place,
    /// What it says.
    pub value: FactValue<'a>,
}

/// What a fact says.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum FactValue<'a> {
    /// Nothing is stated.
    NotStated,
    /// Yes or no.
    Truth(bool),
    /// A country.
    Country(CountryCode),
    /// An origin.
    Origin(Origin),
    /// A day.
    Day(Day),
    /// A share.
    Share(Share),
    /// An exchange rate.
    Rate(crate::model::figure::ExchangeRate),
    /// A word of the document.
    Word(&'static str),
    /// A text of the document.
    Text(&'a str),
    /// Areas of the act.
    Areas(&'a [Area]),
    /// How many items a list has.
    Items(usize),
}

impl FactValue<'_> {
    /// The country that it names, as a country or as an origin; `None`: it names none.
    pub(crate) fn named_country(&self) -> Option<CountryCode> {
        match self {
            Self::Country(country) | Self::Origin(Origin::Country(country)) => Some(*country),
            Self::Origin(Origin::Union)
            | Self::NotStated
            | Self::Truth(_)
            | Self::Day(_)
            | Self::Share(_)
            | Self::Rate(_)
            | Self::Word(_)
            | Self::Text(_)
            | Self::Areas(_)
            | Self::Items(_) => None,
        }
    }

    pub(crate) fn is_stated(&self) -> bool {
        !matches!(self, Self::NotStated)
    }

    pub(crate) fn country(stated: Option<CountryCode>) -> Self {
        stated.map_or(FactValue::NotStated, FactValue::Country)
    }

    pub(crate) fn truth(stated: Option<bool>) -> Self {
        stated.map_or(FactValue::NotStated, FactValue::Truth)
    }
}

/// Facts not stated.
#[derive(Clone, Debug, Default)]
#[expect(clippy::exhaustive_enums, reason = "facts stand in the document or in a bill")]
pub enum Missing {
    /// None.
    #[default]
    Nothing,
    /// Those among the facts of the step that are not stated.
    Named,
    /// These, which several steps wait for.
    Shared(Arc<[Place]>),
    /// Costs, rates and origins of the lines that count, of the end product at that index.
    Costs(usize),
    /// Origins of lines at any depth, of the end product at that index.
    Origins(usize),
}

/// The lines behind a sum, by index into the bill.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Lines {
    /// Index of the end product.
    pub product: usize,
    /// How many lines count.
    pub count: usize,
}
