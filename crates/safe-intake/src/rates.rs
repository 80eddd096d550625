//! Exchange rates from tables: those of the European Central Bank, and one's own.

mod quote;
mod read;
mod remark;

use std::collections::{BTreeMap, BTreeSet};

use safe_eligibility::model::day::Day;
use safe_eligibility::model::figure::ExchangeRate;
use safe_eligibility::model::product::{CurrencyCode, ExchangeRates};

use crate::remark::Remark;
use crate::source::{Source, Spot};

pub(crate) use quote::{Direction, Fraction, Quote};
pub(crate) use read::read_rates;
pub(crate) use remark::{RateProblem, RateRemark};

/// The rates that files state, by day; made by [`read_rates`].
#[derive(Debug, Default)]
pub(crate) struct RateTable {
    // INVARIANT: of a day each currency is quoted once, likewise of those without a day.
    bank: BTreeMap<Day, BTreeMap<CurrencyCode, QuotedAt>>,
    own: BTreeMap<CurrencyCode, BTreeMap<Option<Day>, QuotedAt>>,
    file_remarks: Vec<Remark>,
}

#[derive(Clone, Debug)]
struct QuotedAt {
    quote: Quote,
    // The number as it is written.
    given: Box<str>,
    // The row, which is kept once, and the column within it.
    row: Source,
    column: u32,
}

impl QuotedAt {
    fn source(&self) -> Source {
        match self.row.spot() {
            Spot::Cell { sheet, row, line, .. } => {
                let column = Some(self.column);
                let spot = Spot::Cell { sheet: sheet.clone(), row: *row, column, line: *line };
                Source::new(self.row.file().into(), spot)
            }
            Spot::Whole | Spot::Sheet { .. } | Spot::Column { .. } | Spot::Text { .. } => {
                self.row.clone()
            }
        }
    }
}

impl RateTable {
    /// What was understood or changed when the files were opened.
    pub(crate) fn file_remarks(&self) -> &[Remark] {
        &self.file_remarks
    }

    /// The rates of `currencies` on a day, and what was done to find them.
    ///
    /// What the document states wins over one's own table, and that over the bank's. The bank's
    /// rates are those of the last day on or before the wanted one, and that day then stands in
    /// `as_of`. A currency without a rate is left out, so that costs in it are not stated.
    ///
    /// # Errors
    ///
    /// [`RateProblem::TooEarly`] where the bank's rates are needed and begin later, and
    /// [`RateProblem::TooSmall`] where a rate is nothing at ten decimals.
    pub(crate) fn on(
        &self,
        day: Day,
        currencies: &BTreeSet<CurrencyCode>,
        stated: &ExchangeRates,
    ) -> Result<(ExchangeRates, Vec<RateRemark>), Vec<RateProblem>> {
        let mut choice = Choice {
            table: self,
            day,
            bank: self.bank.range(..=day).next_back().map(|(day, rates)| (*day, rates)),
            rates: stated.clone(),
            remarks: Vec::new(),
            problems: Vec::new(),
            bank_is_used: false,
        };
        for currency in currencies.iter().filter(|currency| **currency != CurrencyCode::EUR) {
            choice.choose(*currency, stated.eur_per_unit.get(currency).copied());
        }
        choice.finish()
    }
}

impl RateTable {
    /// Where the rate stands that `on` takes on a day for a currency which the document has none of.
    pub(crate) fn source_of(&self, day: Day, currency: CurrencyCode) -> Option<Source> {
        let bank = || self.bank.range(..=day).next_back()?.1.get(&currency);
        self.own_on(day, currency).or_else(bank).map(QuotedAt::source)
    }

    // The rate of the last day on or before the wanted one, else the one without a day.
    fn own_on(&self, day: Day, currency: CurrencyCode) -> Option<&QuotedAt> {
        // `None` comes before every day.
        self.own.get(&currency)?.range(..=Some(day)).next_back().map(|(_, at)| at)
    }
}

struct Choice<'t> {
    table: &'t RateTable,
    day: Day,
    bank: Option<(Day, &'t BTreeMap<CurrencyCode, QuotedAt>)>,
    rates: ExchangeRates,
    remarks: Vec<RateRemark>,
    problems: Vec<RateProblem>,
    bank_is_used: bool,
}

impl Choice<'_> {
    fn choose(&mut self, currency: CurrencyCode, stated: Option<ExchangeRate>) {
        let own = self.table.own_on(self.day, currency).cloned();
        let bank = self.bank.and_then(|(_, rates)| rates.get(&currency)).cloned();
        if let Some(stated) = stated {
            if let Some((other, rate)) = own.or(bank).and_then(|at| Some((at.quote.rate()?.0, at)))
            {
                if other.exact() != stated.exact() {
                    let at = rate.source();
                    self.remarks.push(RateRemark::DocumentWins { at, currency, stated, other });
                }
            }
            return;
        }
        match (own, bank) {
            (Some(own), bank) => {
                let rate = self.take(currency, &own);
                let other = bank.and_then(|bank| Some((bank.quote.rate()?.0, bank.source())));
                if let (Some(rate), Some((other, bank))) = (rate, other) {
                    if rate.exact() != other.exact() {
                        let at = own.source();
                        let remark = RateRemark::OwnWins { at, bank, currency, rate, other };
                        self.remarks.push(remark);
                    }
                }
            }
            (None, Some(bank)) => {
                self.bank_is_used = true;
                self.take(currency, &bank);
            }
            (None, None) => self.miss(currency),
        }
    }

    fn take(&mut self, currency: CurrencyCode, quoted: &QuotedAt) -> Option<ExchangeRate> {
        let at = quoted.source();
        let Some((rate, rounded_from)) = quoted.quote.rate() else {
            self.problems.push(RateProblem::TooSmall { at, given: quoted.given.to_string() });
            return None;
        };
        if let Some(exact) = rounded_from {
            let given = quoted.given.to_string();
            self.remarks.push(RateRemark::Rounded { at, currency, given, rate, exact });
        }
        self.rates.eur_per_unit.insert(currency, rate);
        Some(rate)
    }

    fn miss(&mut self, currency: CurrencyCode) {
        let (table, day) = (self.table, self.day);
        let own = table.own.get(&currency).and_then(|days| days.iter().next());
        let bank = table.bank.iter().find(|(_, rates)| rates.contains_key(&currency));
        if let (None, Some((first, rates))) = (self.bank, bank) {
            if let Some(quoted) = rates.get(&currency) {
                let (at, first) = (quoted.row.clone(), *first);
                self.problems.push(RateProblem::TooEarly { at, currency, day, first });
                return;
            }
        }
        let later = own.and_then(|(first, quoted)| Some(((*first)?, quoted.source())));
        let quoted_on = self.bank.map(|(day, _)| day);
        self.remarks.push(RateRemark::Missing { currency, day, quoted_on, later });
    }

    fn finish(mut self) -> Result<(ExchangeRates, Vec<RateRemark>), Vec<RateProblem>> {
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        if let Some((chosen, rates)) = self.bank.filter(|_| self.bank_is_used) {
            if let Some(quoted) = rates.values().next() {
                let (at, wanted) = (quoted.row.clone(), self.day);
                let is_old = !is_within_a_week(chosen, wanted);
                self.remarks.insert(0, RateRemark::Chosen { at, wanted, chosen, is_old });
            }
            self.rates.as_of = Some(chosen);
        }
        Ok((self.rates, self.remarks))
    }
}

// The bank quotes no rates on some days in a row around Easter and Christmas, but never for a week.
fn is_within_a_week(chosen: Day, wanted: Day) -> bool {
    std::iter::successors(Some(wanted), |day| day.yesterday()).take(8).any(|day| day == chosen)
}

#[cfg(test)]
mod tests;
