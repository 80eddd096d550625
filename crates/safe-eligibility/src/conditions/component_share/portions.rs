//! A part of the cost of components against a share of the whole.

use crate::model::country::{CountryCode, Origin};
use crate::model::exact::Exact;
use crate::model::figure::Share;
use crate::outcome::Outcome;
use crate::rulebook::datum::AgreementMember;
use crate::tally::{CostRange, Tally};
use crate::trace::{Portion, ShareRange};

/// To what side a share of component cost is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    AtMost,
    AtLeast,
}

/// What a share is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measured {
    /// What comes from outside the core area.
    Outside,
    /// What comes from the party of an agreement.
    Party(CountryCode),
    /// What comes from outside, but not from the party.
    Other(CountryCode),
    /// What comes from the core area.
    Core,
}

/// To which side of a share the cost from an origin counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Part,
    Rest,
    /// It may belong to either.
    Open,
}

impl Measured {
    /// The three shares of an agreement, each with the name of its step.
    pub(crate) fn of_agreement(
        party: CountryCode,
    ) -> [(&'static str, Self, AgreementMember, Limit); 3] {
        [
            ("party-share", Self::Party(party), AgreementMember::MaxPartyShare, Limit::AtMost),
            ("other-share", Self::Other(party), AgreementMember::MaxOtherShare, Limit::AtMost),
            ("core-share", Self::Core, AgreementMember::MinCoreShare, Limit::AtLeast),
        ]
    }

    /// To which side an origin counts that is core, or outside, or of which that is not known.
    pub(crate) fn role(self, origin: Origin, core: Outcome) -> Role {
        let is = |country: CountryCode| origin == Origin::Country(country);
        match (self, core) {
            (Self::Party(party), _) if is(party) => Role::Part,
            (Self::Party(_), _) => Role::Rest,
            (Self::Other(party), _) if is(party) => Role::Rest,
            (Self::Outside | Self::Other(_), Outcome::NotMet) | (Self::Core, Outcome::Met) => {
                Role::Part
            }
            (Self::Outside | Self::Other(_), Outcome::Met) | (Self::Core, Outcome::NotMet) => {
                Role::Rest
            }
            (Self::Outside | Self::Other(_) | Self::Core, Outcome::Undetermined) => Role::Open,
        }
    }
}

/// A part of the whole cost, the rest, and what may belong to either.
#[derive(Clone, Debug)]
pub(crate) struct Portions {
    pub(crate) part: CostRange,
    pub(crate) rest: CostRange,
    pub(crate) open: CostRange,
}

impl Portions {
    // An origin that is in neither, its standing not being known, is open as an unstated one is.
    pub(crate) fn of(tally: &Tally, role: impl Fn(Origin) -> Role) -> Self {
        let mut portions =
            Self { part: CostRange::ZERO, rest: CostRange::ZERO, open: tally.unstated.clone() };
        for (origin, cost) in tally.by_origin() {
            match role(origin) {
                Role::Part => portions.part.add(cost),
                Role::Rest => portions.rest.add(cost),
                Role::Open => portions.open.add(cost),
            }
        }
        portions
    }

    pub(crate) fn range(&self) -> ShareRange {
        ShareRange { least: self.least(), most: self.most() }
    }

    /// The part at least, everything else at most.
    pub(crate) fn least(&self) -> Portion {
        let rest = self.rest.most.as_ref().zip(self.open.most.as_ref());
        Portion {
            part: Some(self.part.least.clone()),
            rest: rest.map(|(rest, open)| rest.plus(open)),
        }
    }

    /// The part and what is open at most, everything else at least.
    pub(crate) fn most(&self) -> Portion {
        let part = self.part.most.as_ref().zip(self.open.most.as_ref());
        Portion {
            part: part.map(|(part, open)| part.plus(open)),
            rest: Some(self.rest.least.clone()),
        }
    }

    pub(crate) fn outcome(&self, limit: Limit, bound: Share) -> Outcome {
        match limit {
            Limit::AtMost => self.at_most(bound),
            Limit::AtLeast => self.at_least(bound),
        }
    }

    pub(crate) fn at_most(&self, ceiling: Share) -> Outcome {
        if holds_at_most(&self.most(), ceiling) {
            Outcome::Met
        } else if holds_at_most(&self.least(), ceiling) {
            Outcome::Undetermined
        } else {
            Outcome::NotMet
        }
    }

    fn at_least(&self, floor: Share) -> Outcome {
        if holds_at_least(&self.least(), floor) {
            Outcome::Met
        } else if holds_at_least(&self.most(), floor) {
            Outcome::Undetermined
        } else {
            Outcome::NotMet
        }
    }
}

/// `part ≤ share × (part + rest)`, multiplied out; without limit stands above every amount, and
/// nothing times without limit is nothing.
fn holds_at_most(portion: &Portion, share: Share) -> bool {
    let left = weighted(portion.part.as_ref(), &complement(share));
    let right = weighted(portion.rest.as_ref(), &share.exact());
    match (left, right) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(left), Some(right)) => left <= right,
    }
}

/// `part ≥ share × (part + rest)`, likewise.
fn holds_at_least(portion: &Portion, share: Share) -> bool {
    let left = weighted(portion.part.as_ref(), &complement(share));
    let right = weighted(portion.rest.as_ref(), &share.exact());
    match (left, right) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(left), Some(right)) => left >= right,
    }
}

fn weighted(amount: Option<&Exact>, weight: &Exact) -> Option<Exact> {
    if weight.is_zero() { Some(Exact::ZERO) } else { amount.map(|amount| amount.times(weight)) }
}

/// What a share leaves of the whole.
pub(crate) fn complement(share: Share) -> Exact {
    Exact::new(1, 0).less(&share.exact())
}
