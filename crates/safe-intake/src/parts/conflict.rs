//! Facts that two rows state differently.

use std::fmt;

use safe_eligibility::model::bill::UnitCost;
use safe_eligibility::model::given::shown;

use super::{Fact, PartIndex, Parts, RowId};

// Nobody reads more of them.
const MOST_CONFLICTS: usize = 10_000;

/// A fact that two rows state differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Conflict {
    pub(crate) part: PartIndex,
    pub(crate) fact: Fact,
    pub(crate) first: RowId,
    pub(crate) second: RowId,
    stated: Box<str>,
    given: Box<str>,
}

impl Conflict {
    /// What messages say about it.
    pub(crate) fn differing(self, parts: &Parts) -> Differing {
        let id = parts.id(self.part).into();
        Differing { id, fact: self.fact, stated: self.stated, given: self.given }
    }
}

/// A fact of a part, as one row states it and as another did.
///
/// Displayed it is all but where the other one did, which is to follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Differing {
    id: Box<str>,
    fact: Fact,
    stated: Box<str>,
    given: Box<str>,
}

impl Differing {
    /// What the later row states.
    pub(crate) fn given(&self) -> &str {
        &self.given
    }
}

impl fmt::Display for Differing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (fact, id) = (self.fact.as_str(), shown(&self.id));
        write!(
            out,
            "the {fact} of `{id}` is `{}` here and `{}`",
            shown(&self.given),
            shown(&self.stated)
        )
    }
}

/// A cost as messages tell it.
pub(super) struct CostTold(pub(super) UnitCost);

impl fmt::Display for CostTold {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            UnitCost::Exact(amount, currency) => write!(out, "{amount} {currency}"),
            UnitCost::Range(least, most, currency) => write!(out, "{least} to {most} {currency}"),
        }
    }
}

impl Parts {
    #[cold]
    pub(super) fn conflict(
        &mut self,
        part: PartIndex,
        fact: Fact,
        second: RowId,
        stated: &dyn fmt::Display,
        given: &dyn fmt::Display,
    ) {
        if self.conflicts.len() < MOST_CONFLICTS {
            let first = self.fact_row(part, fact);
            let (stated, given) = (stated.to_string().into(), given.to_string().into());
            self.conflicts.push(Conflict { part, fact, first, second, stated, given });
        }
    }
}
