//! The least that has to change before a procurement is eligible, and before it no longer is.
//!
//! Nothing here decides anything. Each answer is applied to the document, which is assessed again.

mod beyond;
pub mod breaks;
mod change;
mod cover;
mod days;
mod facts;
mod levers;
mod lines;
mod offers;
mod price;
mod proof;
mod search;
mod shares;

use std::collections::BTreeSet;

pub use change::{Change, ChangeKind, Window};
pub use offers::{Balance, Offer, OfferProblem, Offered, Offers, OffersFile, Taken};
pub use proof::{Certificate, LinesProof, Measure, ShareProof, Shown};

use crate::assessment::{Assessment, EvaluateError, Verdict, assess};
use crate::model::place::Place;
use crate::model::procurement::CommonProcurement;
use crate::next::Minimal;
use crate::outcome::Outcome;
use crate::rulebook::law::Rule;

/// Ids of what is not to be changed: lines, contractors, subcontractors, end products, and codes of
/// States that take part.
#[derive(Clone, Debug, Default)]
pub struct Keep {
    ids: BTreeSet<Box<str>>,
}

/// An id that nothing in the procurement has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "nothing in the procurement has the id `{}`; give the id of a line, an entity, an end product \
     or the code of a State that takes part",
    crate::model::given::shown(id)
)]
#[non_exhaustive]
pub struct UnknownId {
    /// The id.
    pub id: Box<str>,
}

impl Keep {
    /// What is kept of a procurement.
    ///
    /// # Errors
    ///
    /// Every [`UnknownId`], in the order given.
    pub fn of<'i>(
        procurement: &CommonProcurement,
        ids: impl IntoIterator<Item = &'i str>,
    ) -> Result<Self, Vec<UnknownId>> {
        let stated = procurement.stated();
        let is_known = |id: &str| {
            let mut products = stated.end_products.iter().flatten();
            let mut countries = stated.participating_states.iter().flatten();
            let in_bill = |product: &crate::model::product::EndProduct| {
                let bill = product.components.as_ref();
                bill.is_some_and(|bill| (0..bill.len()).any(|line| bill.id(line) == id))
            };
            procurement.entity(id).is_some()
                || countries.any(|state| state.country.as_str() == id)
                || products.any(|product| &*product.id == id || in_bill(product))
        };
        let (mut keep, mut unknown) = (Self::default(), Vec::new());
        for id in ids {
            if is_known(id) {
                keep.ids.insert(id.into());
            } else {
                unknown.push(UnknownId { id: id.into() });
            }
        }
        if unknown.is_empty() { Ok(keep) } else { Err(unknown) }
    }

    /// Whether an id is kept.
    #[must_use]
    pub fn holds(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(AsRef::as_ref)
    }

    /// The lines of a bill that stay as they are, by their number.
    fn lines(&self, procurement: &CommonProcurement, product: usize) -> BTreeSet<usize> {
        let products = procurement.stated().end_products.as_deref().unwrap_or_default();
        let Some(product) = products.get(product) else { return BTreeSet::new() };
        let Some(bill) = product.components.as_ref().filter(|_| !self.ids.is_empty()) else {
            return BTreeSet::new();
        };
        let all = self.holds(&product.id);
        (0..bill.len()).filter(|line| all || self.holds(bill.id(*line))).collect()
    }
}

/// The smallest changes that make a procurement eligible.
#[derive(Debug)]
#[non_exhaustive]
pub struct Remedies<'r, 'a> {
    /// The assessment of the procurement as it is.
    pub assessment: &'r Assessment<'a>,
    /// What is not to be changed.
    pub keep: Keep,
    /// Answers, each the smallest by one measure or several; none where it is eligible already, or
    /// where no change that can be chosen makes it so.
    pub answers: Vec<Remedy>,
    /// Conditions that no change cures which somebody can choose.
    pub beyond: Vec<BeyondChange<'a>>,
    /// What alternatives came to; `None`: none were given.
    pub offered: Option<Offered>,
}

/// Changes that make a procurement eligible.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Remedy {
    /// By what it is the smallest.
    pub measures: Vec<Measure>,
    /// What changes, in the order of the kinds and of the document.
    pub changes: Vec<Change>,
    /// What the components that are re-sourced cost at most, in euro; `None`: without limit.
    pub cost_moved: Option<crate::model::exact::Exact>,
    /// By how much the alternatives taken cost more than what they replace, at most; `None`: it is
    /// not an answer of least extra price.
    pub extra_price: Option<Balance>,
    /// Whether nothing smaller does the same, by each of its measures.
    pub minimal: Minimal,
    /// What shows it.
    pub certificate: Certificate,
    /// The verdict of the procurement as changed; undetermined where facts are missing that no
    /// change makes up for.
    pub verdict: Verdict,
    /// The procurement as changed.
    pub procurement: CommonProcurement,
}

/// A condition that no change cures which somebody can choose.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BeyondChange<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// Of whom it is asked.
    pub subject: Place,
    /// What it came to for the procurement as it is: not met, or undetermined.
    pub outcome: Outcome,
}

impl<'r, 'a> Remedies<'r, 'a> {
    /// Finds the smallest changes.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], where the exact figures of a bill are too long to reckon with.
    pub fn of(assessment: &'r Assessment<'a>, keep: Keep) -> Result<Self, EvaluateError> {
        let (answers, beyond) = match assessment.verdict() {
            Verdict::Eligible => (Vec::new(), Vec::new()),
            Verdict::NotEligible | Verdict::Undetermined => search::answers(assessment, &keep)?,
        };
        Ok(Self { assessment, keep, answers, beyond, offered: None })
    }

    /// The same, and which alternatives make it eligible at the least extra price.
    ///
    /// Of a range of the present cost its least counts; a choice may be a saving. End products of
    /// which nothing is open stay as they are.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`Remedies::of`].
    pub fn with_offers(
        assessment: &'r Assessment<'a>,
        keep: Keep,
        offers: &Offers,
    ) -> Result<Self, EvaluateError> {
        let mut remedies = Self::of(assessment, keep)?;
        if assessment.verdict() == Verdict::Eligible {
            return Ok(remedies);
        }
        let (answer, offered) = price::answer(assessment, &remedies.keep, offers)?;
        remedies.offered = Some(offered);
        if let Some(answer) = answer {
            remedies.beyond.clear();
            remedies.answers.push(answer);
        }
        Ok(remedies)
    }

    /// Looks at the assessment of an answer, with everything it follows from.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`Remedies::of`].
    pub fn assessed<R>(
        &self,
        remedy: &Remedy,
        look: impl FnOnce(&Assessment<'_>) -> R,
    ) -> Result<R, EvaluateError> {
        let law = self.assessment.governed().law();
        assess(&remedy.procurement, law).map(|assessment| look(&assessment))
    }
}
