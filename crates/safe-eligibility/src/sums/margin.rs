//! How far shares are from their bounds.

use super::asked::{Asked, TestShare};
use super::{BoundSide, Margin, ShareMargin, ShareTest};
use crate::conditions::{Limit, complement};
use crate::model::exact::{Exact, Fraction};
use crate::model::figure::Share;
use crate::trace::Portion;

impl Asked<'_, '_> {
    pub(super) fn margins(&self) -> Vec<ShareTest> {
        let asked = self.tests.iter().filter(|test| self.is_asked(test, None));
        let each = asked.map(|test| ShareTest {
            agreement: test.party,
            outcome: self.of_test(test, None),
            shares: test.shares.iter().map(|share| self.margin(share)).collect(),
        });
        each.collect()
    }

    fn margin(&self, share: &TestShare) -> ShareMargin {
        let nothing = self.total().most.is_some_and(|most| most.is_zero());
        let portions = (!nothing).then(|| share.portions(self, None));
        let of = |end: Portion| Margin::of(&end, share.bound, share.limit);
        ShareMargin {
            name: share.name,
            operator: match share.limit {
                Limit::AtMost => "at-most",
                Limit::AtLeast => "at-least",
            },
            bound: share.bound,
            share: portions.as_ref().map(crate::conditions::Portions::range),
            least: portions.as_ref().map(|portions| of(portions.least())),
            most: portions.as_ref().map(|portions| of(portions.most())),
        }
    }
}

impl Margin {
    /// From a share, at one of its ends, to its bound.
    pub(crate) fn of(end: &Portion, bound: Share, limit: Limit) -> Self {
        let one = Exact::new(1, 0);
        let (bound, other) = (bound.exact(), complement(bound));
        let value = end.fraction();
        let apart = Fraction::apart(&value, &Fraction::of(&bound, &one));
        let Some((part, rest)) = end.part.as_ref().zip(end.rest.as_ref()) else {
            let side = if end.part.is_none() { BoundSide::Above } else { BoundSide::Below };
            let side = if apart == Fraction::integer(0) { BoundSide::At } else { side };
            return Self { side, apart, added: None, replaced: None };
        };
        let (part, rest) = (part.times(&other), rest.times(&bound));
        let (side, gap, weight) = match part.cmp(&rest) {
            std::cmp::Ordering::Less => (BoundSide::Below, rest.less(&part), other),
            std::cmp::Ordering::Equal => (BoundSide::At, Exact::ZERO, one.clone()),
            std::cmp::Ordering::Greater => (BoundSide::Above, part.less(&rest), bound),
        };
        // A bound that is kept lets so much be given; one that is not asks for so much.
        let is_kept = match limit {
            Limit::AtMost => side != BoundSide::Above,
            Limit::AtLeast => side != BoundSide::Below,
        };
        let cents = |weight: &Exact| {
            let amount = Fraction::of(&gap, weight);
            let down = amount.whole_cents();
            let is_whole = Fraction::of(&down, &one) == amount;
            if is_kept || is_whole { down } else { down.plus(&Exact::new(1, 2)) }
        };
        let added = (!weight.is_zero()).then(|| cents(&weight));
        Self { side, apart, added, replaced: Some(cents(&one)) }
    }
}
