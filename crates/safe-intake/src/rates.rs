//! Exchange rates from tables: those of the European Central Bank, and one's own.

mod problem;
mod quote;
mod read;
mod remark;

use std::collections::{BTreeMap, BTreeSet};

use safe_eligibility::model::day::Day;
use safe_eligibility::model::figure::ExchangeRate;
use safe_eligibility::model::product::{CurrencyCode, ExchangeRates};

use crate::remark::Remark;
use crate::source::{Source, Spot};

pub(crate) use problem::RateProblem;
use quote::OutOfRange;
pub(crate) use quote::{Direction, Quote};
pub(crate) use read::read_rates;
pub(crate) use remark::RateRemark;

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
    /// rates are those of the last day on or before the wanted one. Where a table gives a rate,
    /// `as_of` is the day that all rates are of, and is not stated where they are of several or of
    /// none. A currency without a rate is left out, so that costs in it are not stated.
    ///
    /// # Errors
    ///
    /// [`RateProblem::TooEarly`] where the bank's rates are needed and begin later, and
    /// [`RateProblem::TooSmall`] or [`RateProblem::TooLarge`] where a rate does not fit ten
    /// decimals and fifteen digits before them.
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
            taken: None,
            // Those that the document states are of the day that it states.
            days: if stated.eur_per_unit.is_empty() {
                BTreeSet::new()
            } else {
                BTreeSet::from([stated.as_of])
            },
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
        self.own_on(day, currency).map(|(_, at)| at).or_else(bank).map(QuotedAt::source)
    }

    // The rate of the last day on or before the wanted one, else the one without a day.
    fn own_on(&self, day: Day, currency: CurrencyCode) -> Option<(Option<Day>, &QuotedAt)> {
        // `None` comes before every day.
        self.own.get(&currency)?.range(..=Some(day)).next_back().map(|(day, at)| (*day, at))
    }
}

struct Choice<'t> {
    table: &'t RateTable,
    day: Day,
    bank: Option<(Day, &'t BTreeMap<CurrencyCode, QuotedAt>)>,
    rates: ExchangeRates,
    remarks: Vec<RateRemark>,
    problems: Vec<RateProblem>,
    // The first rate that a table gave.
    taken: Option<Source>,
    // The days of the rates that tables gave.
    days: BTreeSet<Option<Day>>,
    bank_is_used: bool,
}

impl Choice<'_> {
    fn choose(&mut self, currency: CurrencyCode, stated: Option<ExchangeRate>) {
        let own = self.table.own_on(self.day, currency);
        let bank = self.bank.and_then(|(day, rates)| Some((day, rates.get(&currency)?)));
        if let Some(stated) = stated {
            let beaten = own.or(bank.map(|(day, at)| (Some(day), at)));
            if let Some((day, at, other)) = beaten.and_then(with_rate) {
                if other.exact() != stated.exact() {
                    let at = at.source();
                    self.remarks.push(RateRemark::DocumentWins {
                        at,
                        day,
                        currency,
                        stated,
                        other,
                    });
                }
            }
            return;
        }
        match (own, bank) {
            (Some((day, own)), bank) => {
                let Some(rate) = self.take(currency, day, own) else { return };
                self.tell_day(currency, rate, day, own);
                let beaten = bank.map(|(day, at)| (Some(day), at)).and_then(with_rate);
                if let Some((Some(bank_day), bank, other)) = beaten {
                    if rate.exact() != other.exact() {
                        let (at, bank) = (own.source(), bank.source());
                        let remark =
                            RateRemark::OwnWins { at, day, bank, bank_day, currency, rate, other };
                        self.remarks.push(remark);
                    }
                }
            }
            (None, Some((day, bank))) => {
                self.bank_is_used = true;
                self.take(currency, Some(day), bank);
            }
            (None, None) => self.miss(currency),
        }
    }

    fn take(
        &mut self,
        currency: CurrencyCode,
        day: Option<Day>,
        quoted: &QuotedAt,
    ) -> Option<ExchangeRate> {
        let (at, given) = (quoted.source(), quoted.given.to_string());
        let (rate, rounded_from) = match quoted.quote.rate() {
            Ok(found) => found,
            Err(OutOfRange::Small) => {
                self.problems.push(RateProblem::TooSmall { at, given });
                return None;
            }
            Err(OutOfRange::Large) => {
                self.problems.push(RateProblem::TooLarge { at, given });
                return None;
            }
        };
        self.taken.get_or_insert_with(|| at.clone());
        self.days.insert(day);
        if let Some(exact) = rounded_from {
            let exact = if quoted.quote.is_decimal() { given.clone() } else { exact.to_string() };
            self.remarks.push(RateRemark::Rounded { at, currency, given, rate, exact });
        }
        self.rates.eur_per_unit.insert(currency, rate);
        Some(rate)
    }

    fn tell_day(
        &mut self,
        currency: CurrencyCode,
        rate: ExchangeRate,
        day: Option<Day>,
        own: &QuotedAt,
    ) {
        let (at, wanted) = (own.source(), self.day);
        let is_old = day.is_some_and(|day| !is_within_a_week(day, wanted));
        self.remarks.push(RateRemark::OwnDay { at, currency, rate, wanted, day, is_old });
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
        }
        self.state_day();
        Ok((self.rates, self.remarks))
    }

    // A day that is stated for all rates has to be the day of each.
    fn state_day(&mut self) {
        let Some(at) = self.taken.take() else { return };
        let mut days = self.days.iter().copied();
        self.rates.as_of = days.next().flatten();
        if days.next().is_some() {
            self.rates.as_of = None;
            self.remarks.push(RateRemark::SeveralDays { at });
        }
    }
}

fn with_rate(
    (day, at): (Option<Day>, &QuotedAt),
) -> Option<(Option<Day>, &QuotedAt, ExchangeRate)> {
    Some((day, at, at.quote.rate().ok()?.0))
}

// The bank quotes no rates on some days in a row around Easter and Christmas, but never for a week.
fn is_within_a_week(chosen: Day, wanted: Day) -> bool {
    std::iter::successors(Some(wanted), |day| day.yesterday()).take(8).any(|day| day == chosen)
}

#[cfg(test)]
mod tests;
