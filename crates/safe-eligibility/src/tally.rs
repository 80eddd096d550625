//! What a bill of materials comes to, by origin: the sums behind a share.

mod cost;
mod facts;
mod largest;
mod lines;

use crate::conditions::Tier;
use crate::model::bill::{BillOfMaterials, ORIGIN_CODES, origin_of};
use crate::model::country::Origin;
use crate::model::figure::ExchangeRate;
use crate::model::procurement::CommonProcurement;
use crate::model::product::CurrencyCode;

pub use cost::CostRange;
pub use largest::CountedLine;

pub(crate) use cost::{Cost, Costing, TooLong};

use cost::CostSum;
pub(crate) use facts::{missing_costs, missing_origins};
pub(crate) use largest::{Largest, largest_lines};
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
}

impl Tally {
    fn of(bill: &BillOfMaterials, costing: &Costing<'_>, tier: Tier) -> Result<Self, TooLong> {
        let mut slots = [0usize; ORIGIN_CODES];
        let mut sums: Vec<(u8, CostSum)> = Vec::with_capacity(16);
        let mut count = 0usize;
        for_each_counted(bill, costing, tier, |line, cost| {
            count = count.saturating_add(1);
            let code = bill.origin_code(line);
            let slot = slots.get_mut(usize::from(code));
            let Some(slot) = slot else { return };
            if *slot == 0 {
                sums.push((code, CostSum::default()));
                *slot = sums.len();
            }
            if let Some((_, sum)) = slot.checked_sub(1).and_then(|at| sums.get_mut(at)) {
                sum.add(&cost);
            }
        })?;
        sums.sort_unstable_by_key(|(code, _)| *code);
        let sums = sums.into_iter().map(|(code, sum)| (code, sum.range())).collect();
        let rates = costing.foreign_rates();
        let nothing = Self { count, unstated: CostRange::ZERO, rates, sums: Vec::new() };
        Ok(nothing.with_sums(sums))
    }

    /// The cost from each origin that is stated, in the order of the codes.
    pub(crate) fn by_origin(&self) -> impl Iterator<Item = (Origin, &CostRange)> {
        self.sums.iter().filter_map(|(code, cost)| Some((origin_of(*code)?, cost)))
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
        Self { count: self.count, unstated, rates: self.rates.clone(), sums }
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
}
