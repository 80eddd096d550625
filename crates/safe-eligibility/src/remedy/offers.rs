//! Alternatives on offer: what a line would cost if it came from elsewhere.

use std::collections::BTreeMap;
use std::fmt;

use num_bigint::{BigInt, Sign};

use crate::model::country::Origin;
use crate::model::exact::Exact;
use crate::model::figure::Amount;
use crate::model::given::shown;
use crate::model::procurement::{CommonProcurement, Digest};
use crate::model::product::CurrencyCode;

/// An alternative for a line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Offer {
    /// The id of the line; of every end product that has one of it.
    pub line: Box<str>,
    /// Where it would originate, and be bought.
    pub origin: Origin,
    /// What one unit would cost.
    pub unit_cost: Amount,
    /// In which currency.
    pub currency: CurrencyCode,
    /// Who would supply it. It is told and goes nowhere: who is outside the contract so far would
    /// have to be assessed as well.
    pub supplier: Option<Box<str>>,
    /// What it is.
    pub description: Option<Box<str>>,
}

impl Offer {
    /// An alternative without a supplier and a description.
    #[must_use]
    pub fn new(line: &str, origin: Origin, unit_cost: Amount, currency: CurrencyCode) -> Self {
        let line = line.into();
        Self { line, origin, unit_cost, currency, supplier: None, description: None }
    }
}

/// Alternatives whose lines and rates a procurement has.
#[derive(Clone, Debug, Default)]
pub struct Offers {
    list: Vec<Offer>,
    file: Option<OffersFile>,
}

/// The file that alternatives were read from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OffersFile {
    /// Its name as it was given.
    pub name: Box<str>,
    /// Over its own bytes.
    pub digest: Digest,
}

/// What is wrong with an alternative.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OfferProblem {
    /// No line of any bill has the id.
    #[error("no line of a bill has the id `{}`", shown(.line))]
    UnknownLine {
        /// Of which alternative, by its position.
        index: usize,
        /// The id.
        line: Box<str>,
    },
    /// There is no rate for the currency.
    #[error("the procurement states no exchange rate for `{currency}`")]
    NoRate {
        /// Of which alternative, by its position.
        index: usize,
        /// The currency.
        currency: CurrencyCode,
    },
}

impl OfferProblem {
    /// Of which alternative, by its position.
    #[must_use]
    pub fn index(&self) -> usize {
        match self {
            Self::UnknownLine { index, .. } | Self::NoRate { index, .. } => *index,
        }
    }
}

impl Offers {
    /// The alternatives for a procurement.
    ///
    /// # Errors
    ///
    /// Every [`OfferProblem`], in the order of the alternatives.
    pub fn of(
        procurement: &CommonProcurement,
        list: Vec<Offer>,
    ) -> Result<Self, Vec<OfferProblem>> {
        let stated = procurement.stated();
        let products = stated.end_products.iter().flatten();
        let bills = products.filter_map(|product| product.components.as_ref());
        let known: std::collections::BTreeSet<&str> =
            bills.flat_map(|bill| (0..bill.len()).map(move |line| bill.id(line))).collect();
        let mut problems = Vec::new();
        for (index, offer) in list.iter().enumerate() {
            if !known.contains(&*offer.line) {
                problems.push(OfferProblem::UnknownLine { index, line: offer.line.clone() });
            }
            let currency = offer.currency;
            let has_rate = currency == CurrencyCode::EUR
                || stated.exchange_rates.eur_per_unit.contains_key(&currency);
            if !has_rate {
                problems.push(OfferProblem::NoRate { index, currency });
            }
        }
        if problems.is_empty() { Ok(Self { list, file: None }) } else { Err(problems) }
    }

    /// The same, read from a file; answers name it and its digest.
    #[must_use]
    pub fn read_from(mut self, name: &str, digest: Digest) -> Self {
        self.file = Some(OffersFile { name: name.into(), digest });
        self
    }

    /// The file they were read from; `None`: they were not read from a file, or it is not named.
    #[must_use]
    pub fn file(&self) -> Option<&OffersFile> {
        self.file.as_ref()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// By the id of the line, each in the order given, with its position.
    pub(super) fn by_line(&self) -> BTreeMap<&str, Vec<(usize, &Offer)>> {
        let mut lines: BTreeMap<&str, Vec<(usize, &Offer)>> = BTreeMap::new();
        for (index, offer) in self.list.iter().enumerate() {
            lines.entry(&offer.line).or_default().push((index, offer));
        }
        lines
    }
}

/// So much more in euro, or so much less.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Balance {
    /// Whether it is less.
    pub is_less: bool,
    /// By how much.
    pub amount: Exact,
}

impl Balance {
    /// `digits` with the last `scale` of them behind the point.
    pub(super) fn of(digits: BigInt, scale: u32) -> Self {
        let (sign, magnitude) = digits.into_parts();
        Self { is_less: sign == Sign::Minus, amount: Exact::from_big(magnitude, scale) }
    }
}

impl fmt::Display for Balance {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_less {
            out.write_str("-")?;
        }
        fmt::Display::fmt(&self.amount, out)
    }
}

/// What the alternatives came to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Offered {
    /// The file they were read from; `None`: none was named.
    pub file: Option<OffersFile>,
    /// How many were given.
    pub given: usize,
    /// How many are for lines that cannot be replaced: that do not count under the tier in force,
    /// go into an assembly that does, are kept, or would come from where nothing may.
    pub passed_over: usize,
    /// Whether some choice of them makes the procurement eligible; `None`: none was found, and it
    /// is not proven that there is none.
    pub is_enough: Option<bool>,
}

/// An alternative that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Taken {
    /// The alternative.
    pub offer: Offer,
    /// What it costs in the end product, in euro.
    pub cost: Exact,
    /// What that is more than the present cost; of a range, than its least.
    pub extra: Balance,
}
