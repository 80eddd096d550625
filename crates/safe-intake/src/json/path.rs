//! Where the reader is, kept on the stack and written out only when there is a problem.

use safe_eligibility::model::place::{Member, Place};
use safe_eligibility::model::product::CurrencyCode;

/// A place as a chain of steps up to the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path<'p> {
    above: Option<&'p Path<'p>>,
    step: Step,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Root,
    Member(Member),
    Item(usize),
    Currency(CurrencyCode),
}

impl Path<'_> {
    pub(super) const ROOT: Self = Self { above: None, step: Step::Root };

    #[inline]
    pub(super) fn member(&self, member: Member) -> Path<'_> {
        Path { above: Some(self), step: Step::Member(member) }
    }

    #[inline]
    pub(super) fn item(&self, index: usize) -> Path<'_> {
        Path { above: Some(self), step: Step::Item(index) }
    }

    pub(super) fn currency(&self, currency: CurrencyCode) -> Path<'_> {
        Path { above: Some(self), step: Step::Currency(currency) }
    }

    pub(super) fn place(&self) -> Place {
        let above = self.above.map(Self::place).unwrap_or_default();
        match self.step {
            Step::Root => above,
            Step::Member(member) => above.member(member),
            Step::Item(index) => above.item(index),
            Step::Currency(currency) => above.currency(currency),
        }
    }
}
