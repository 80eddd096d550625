//! What a bill of materials comes to, by origin: the sums behind a share.

mod cost;
mod facts;
mod largest;
mod lines;

use crate::conditions::Tier;
use crate::model::bill::{BillOfMaterials, ORIGIN_CODES, origin_of};
use crate::model::country::Origin;
use crate::model::exact::Exact;
use crate::model::figure::ExchangeRate;
use crate::model::procurement::CommonProcurement;
use crate::model::product::CurrencyCode;

pub use cost::CostRange;
pub use largest::CountedLine;

pub(crate) use cost::{Cost, Costing, TooLong};

use cost::CostSum;
pub(crate) use facts::{missing_costs, missing_origins};
pub(crate) use largest::largest_lines;
pub(crate) use lines::for_each_counted;

/// The sums of one bill.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    /// How many lines count.
    pub(crate) count: usize,
    /// The cost of lines whose origin is not stated.
    pub(crate) unstated: CostRange,
    /// Currencies other than the euro in which costs are stated, with their rates.
    pub(crate) rates: Vec<(CurrencyCode, Option<ExchangeRate>)>,
    // By code of origin, ascending.
    sums: Vec<(u8, CostRange)>,
    // What of those can be taken away again, by code as well; 0 is not stated.
    parts: Vec<(u8, OriginSum)>,
}

/// What one origin contributes, in parts that can be taken away again.
#[derive(Clone, Debug)]
pub(crate) struct OriginSum {
    /// How many lines.
    pub(crate) lines: usize,
    /// At least, what is without limit included.
    pub(crate) least: Exact,
    /// What ranges may add.
    pub(crate) spread: Exact,
    /// How many lines are without limit.
    pub(crate) limitless: usize,
}

impl Tally {
    pub(crate) fn of(
        bill: &BillOfMaterials,
        costing: &Costing<'_>,
        tier: Tier,
    ) -> Result<Self, TooLong> {
        let mut slots = [0usize; ORIGIN_CODES];
        let mut sums: Vec<(u8, CostSum, usize)> = Vec::with_capacity(16);
        let mut count = 0usize;
        for_each_counted(bill, costing, tier, |line, cost| {
            count = count.saturating_add(1);
            let code = bill.origin_code(line);
            let slot = slots.get_mut(usize::from(code));
            let Some(slot) = slot else { return };
            if *slot == 0 {
                sums.push((code, CostSum::default(), 0));
                *slot = sums.len();
            }
            if let Some((_, sum, lines)) = slot.checked_sub(1).and_then(|at| sums.get_mut(at)) {
                sum.add(&cost);
                *lines = lines.saturating_add(1);
            }
        })?;
        sums.sort_unstable_by_key(|(code, ..)| *code);
        let ranges = sums.iter().map(|(code, sum, _)| (*code, sum.range())).collect();
        let parts = sums.into_iter().map(|(code, sum, lines)| (code, sum.into_part(lines)));
        let empty = Self {
            count,
            unstated: CostRange::ZERO,
            rates: costing.foreign_rates(),
            sums: Vec::new(),
            parts: parts.collect(),
        };
        Ok(empty.with_sums(ranges))
    }

    /// The cost from each origin that is stated, in the order of the codes.
    pub(crate) fn by_origin(&self) -> impl Iterator<Item = (Origin, &CostRange)> {
        self.sums.iter().filter_map(|(code, cost)| Some((origin_of(*code)?, cost)))
    }

    /// What each origin contributes, in the order of the codes; 0 is not stated.
    pub(crate) fn parts(&self) -> &[(u8, OriginSum)] {
        &self.parts
    }

    pub(crate) fn origins(&self) -> impl Iterator<Item = Origin> {
        self.by_origin().map(|(origin, _)| origin)
    }

    /// Whether some line that counts has this origin, be its cost nothing.
    pub(crate) fn has(&self, origin: Origin) -> bool {
        self.origins().any(|other| other == origin)
    }

    /// The same lines with other sums by origin: the codes ascend, and 0 is not stated.
    pub(crate) fn with_sums(&self, mut sums: Vec<(u8, CostRange)>) -> Self {
        let unstated = match sums.first() {
            Some((code, _)) if origin_of(*code).is_none() => sums.remove(0).1,
            Some(_) | None => CostRange::ZERO,
        };
        Self {
            count: self.count,
            unstated,
            rates: self.rates.clone(),
            sums,
            parts: self.parts.clone(),
        }
    }

    /// The cost of every line that counts.
    pub(crate) fn total(&self) -> CostRange {
        let mut total = self.unstated.clone();
        for (_, cost) in self.by_origin() {
            total.add(cost);
        }
        total
    }
}

/// The sums of every end product, for each tier that some rule asks about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tallies {
    tallies: Vec<(usize, Tier, Tally)>,
}

impl Tallies {
    pub(crate) fn of_all(procurement: &CommonProcurement, tiers: &[Tier]) -> Result<Self, TooLong> {
        let stated = procurement.stated();
        let mut tallies = Vec::new();
        for (index, product) in stated.end_products.iter().flatten().enumerate() {
            let Some(bill) = product.components.as_ref().filter(|bill| !bill.is_empty()) else {
                continue;
            };
            let costing =
                Costing::new(bill, &stated.exchange_rates).map_err(|error| error.of(index))?;
            for tier in tiers {
                let tally = Tally::of(bill, &costing, *tier).map_err(|error| error.of(index))?;
                tallies.push((index, *tier, tally));
            }
        }
        Ok(Self { tallies })
    }

    /// The same sums, those of one product and tier aside.
    pub(crate) fn with(&self, product: usize, tier: Tier, tally: &Tally) -> Self {
        let mut changed = self.clone();
        for (index, of, old) in &mut changed.tallies {
            if *index == product && *of == tier {
                *old = tally.clone();
            }
        }
        changed
    }

    /// The sums of a product; `None`: it has no line at all.
    pub(crate) fn of(&self, product: usize, tier: Tier) -> Option<&Tally> {
        let found = self.tallies.iter().find(|(index, of, _)| *index == product && *of == tier);
        found.map(|(_, _, tally)| tally)
    }

    /// Every origin of some line that counts.
    pub(crate) fn origins(&self) -> impl Iterator<Item = Origin> {
        self.tallies.iter().flat_map(|(_, _, tally)| tally.origins())
    }

    /// Whether what some origin comes to in a product is a range.
    pub(crate) fn has_range(&self, product: usize) -> bool {
        let of_product = self.tallies.iter().filter(|(index, ..)| *index == product);
        let mut totals = of_product.map(|(_, _, tally)| tally.total());
        totals.any(|total| total.most.as_ref() != Some(&total.least))
    }
}
