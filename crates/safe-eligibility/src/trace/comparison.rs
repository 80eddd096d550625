//! Both sides of a comparison, as exact as they were compared.

use crate::model::day::Day;
use crate::model::exact::{Exact, Fraction};
use crate::model::figure::Share;
use crate::outcome::EvidenceGrade;
use crate::rulebook::assumption::AssumedParameter;
use crate::rulebook::datum::Datum;

/// Both sides of a comparison.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Comparison<'a> {
    /// What is compared.
    pub left: Side,
    /// How, such as `at-most`.
    pub operator: &'static str,
    /// With what.
    pub right: Bound<'a>,
}

/// What is compared.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_enums, reason = "the kinds of condition are closed")]
pub enum Side {
    /// A share that is only known to lie between two fractions.
    Range {
        /// Its name.
        name: &'static str,
        /// The least and the most it can be; `None`: there is nothing to take a share of.
        share: Option<ShareRange>,
    },
    /// A sum of shares that is only known to lie between two.
    Sum {
        /// Its name.
        name: &'static str,
        /// The least it can be.
        least: Exact,
        /// The most it can be.
        most: Exact,
    },
    /// A single share.
    Share {
        /// Its name.
        name: &'static str,
        /// The share; `None`: not stated.
        value: Option<Share>,
    },
    /// A day.
    Day {
        /// Its name.
        name: &'static str,
        /// The day; `None`: not stated.
        value: Option<Day>,
    },
}

/// What it is compared with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Bound<'a> {
    /// Its name.
    pub name: &'static str,
    /// Its value, in words of the document.
    pub value: BoundValue,
    /// Where it comes from.
    pub from: BoundOrigin<'a>,
}

/// The value of a bound.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "the kinds of condition are closed")]
pub enum BoundValue {
    /// A share.
    Share(Share),
    /// Two shares.
    Shares(Share, Share),
    /// A day.
    Day(Day),
}

/// Where a bound comes from.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "law is in rules and agreements")]
pub enum BoundOrigin<'a> {
    /// A parameter of the rule the step belongs to.
    Parameter(&'static str),
    /// A parameter of that rule that is assumed.
    Assumed {
        /// The parameter.
        parameter: &'static str,
        /// Id of the source, which is the assumption.
        source: &'a str,
    },
    /// A datum of law.
    Datum(Datum<'a>),
}

impl<'a> BoundOrigin<'a> {
    /// A bound that one of these parameters sets, named by the first.
    pub(crate) fn of(assumed: &'a [AssumedParameter], parameters: &[&'static str]) -> Self {
        let parameter = parameters.first().copied().unwrap_or("");
        let own = assumed.iter().find(|one| parameters.contains(&&*one.parameter));
        match own {
            Some(one) => Self::Assumed { parameter, source: &one.source },
            None => Self::Parameter(parameter),
        }
    }

    /// How well the bound is documented.
    pub(crate) fn evidence(&self) -> EvidenceGrade {
        match self {
            Self::Parameter(_) => EvidenceGrade::Text,
            Self::Assumed { .. } => EvidenceGrade::Assumed,
            Self::Datum(datum) => datum.evidence,
        }
    }
}

/// Least and most of a share, each as part and whole.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ShareRange {
    /// Part and whole where the share is least; `None` as whole: without limit.
    pub least: Portion,
    /// Part and whole where the share is most.
    pub most: Portion,
}

/// A part and the rest of a whole; `None`: without limit.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Portion {
    /// The part.
    pub part: Option<Exact>,
    /// What the whole holds beside it.
    pub rest: Option<Exact>,
}

impl Portion {
    /// Whether it is nothing of nothing: multiplied out, that meets every bound.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        let zero = |amount: &Option<Exact>| amount.as_ref().is_some_and(Exact::is_zero);
        zero(&self.part) && zero(&self.rest)
    }

    /// The share as a fraction; a limitless part is all, a limitless rest makes it nothing.
    #[must_use]
    pub fn fraction(&self) -> Fraction {
        match (&self.part, &self.rest) {
            (None, _) => Fraction::integer(1),
            (Some(_), None) => Fraction::integer(0),
            (Some(part), Some(rest)) => Fraction::of(part, &part.plus(rest)),
        }
    }
}
