//! Reads tables of rates, the European Central Bank's and one's own.

use std::collections::btree_map::Entry;
use std::ops::ControlFlow;

use safe_eligibility::model::day::Day;
use safe_eligibility::model::product::CurrencyCode;

use super::quote::NoQuote;
use super::{Direction, Quote, QuotedAt, RateProblem, RateTable};
use crate::calendar::{self, DateStyle};
use crate::fold::words_of;
use crate::source::Source;
use crate::table::{InputFile, Row, Table, TableChoices};

/// Reads every file of rates.
///
/// A table whose header begins with `Date` and goes on in currencies is the bank's. Any other is
/// one's own, a currency a row; its header says which way round its rates are.
///
/// # Errors
///
/// Every problem of the files.
pub(crate) fn read_rates(files: &[InputFile<'_>]) -> Result<RateTable, Vec<RateProblem>> {
    let mut reading = Reading::default();
    for file in files {
        reading.file(file);
    }
    if reading.problems.is_empty() { Ok(reading.table) } else { Err(reading.problems) }
}

#[derive(Default)]
struct Reading {
    table: RateTable,
    problems: Vec<RateProblem>,
}

// What a header makes of the rows below it.
enum Layout {
    Bank { day: u32, currencies: Vec<(u32, CurrencyCode)> },
    Own { currency: u32, rate: u32, direction: Direction, day: Option<u32> },
}

// Titles above a header take a few rows at most.
const MOST_ROWS_ABOVE: usize = 20;

impl Reading {
    fn file(&mut self, file: &InputFile<'_>) {
        if is_zip(file) {
            self.problems.push(RateProblem::Zip { at: Source::whole(file.name) });
            return;
        }
        let table = match Table::open(file, &TableChoices::default()) {
            Ok(table) => table,
            Err(problem) => {
                self.problems.push(RateProblem::Table { problem });
                return;
            }
        };
        self.table.file_remarks.extend_from_slice(table.remarks());
        let (mut layout, mut above) = (None, 0usize);
        let mut refused = false;
        let rows = table.rows(|row| {
            match &layout {
                Some(layout) => self.row(&table, layout, row),
                None => match header(&table, row) {
                    Ok(found) => {
                        above = above.saturating_add(1);
                        layout = found;
                    }
                    Err(problem) => {
                        self.problems.push(problem);
                        refused = true;
                    }
                },
            }
            if refused || (layout.is_none() && above >= MOST_ROWS_ABOVE) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        if let Err(problems) = rows {
            let problems = problems.into_iter().map(|problem| RateProblem::Table { problem });
            self.problems.extend(problems);
        } else if layout.is_none() && !refused {
            self.problems.push(RateProblem::NoHeader { at: table.whole_source() });
        }
    }

    fn row(&mut self, table: &Table<'_>, layout: &Layout, row: &Row<'_>) {
        match layout {
            Layout::Bank { day, currencies } => self.bank_row(table, row, *day, currencies),
            Layout::Own { currency, rate, direction, day } => {
                let rate = Place { table, row, column: *rate };
                self.own_row(&Place { column: *currency, ..rate }, &rate, *direction, *day);
            }
        }
    }

    fn bank_row(
        &mut self,
        table: &Table<'_>,
        row: &Row<'_>,
        day: u32,
        currencies: &[(u32, CurrencyCode)],
    ) {
        let Some(day) = self.day(&Place { table, row, column: day }) else { return };
        let at = table.source(row.number(), None);
        let rates = self.table.bank.entry(day).or_default();
        for (column, currency) in currencies {
            let Some(given) = row.cell(*column).text() else { continue };
            // Not quoted on that day.
            if given == "N/A" {
                continue;
            }
            let place = || table.source(row.number(), Some(*column));
            let quote = match Quote::read(&given, Direction::UnitsPerEuro) {
                Ok(quote) => quote,
                Err(reason) => {
                    self.problems.push(no_quote(reason, place(), given.into_owned()));
                    continue;
                }
            };
            let quoted =
                QuotedAt { quote, given: (*given).into(), row: at.clone(), column: *column };
            match rates.entry(*currency) {
                Entry::Vacant(entry) => {
                    entry.insert(quoted);
                }
                Entry::Occupied(entry) if entry.get().quote.is_same(quote) => {}
                Entry::Occupied(entry) => self.problems.push(RateProblem::Twice {
                    at: place(),
                    currency: *currency,
                    first: entry.get().source(),
                }),
            }
        }
    }

    fn own_row(
        &mut self,
        currency: &Place<'_>,
        rate: &Place<'_>,
        direction: Direction,
        day: Option<u32>,
    ) {
        let Some(code) = currency.text() else {
            if let Some(given) = rate.text() {
                self.problems.push(RateProblem::NoCurrency { at: rate.source(), given });
            }
            return;
        };
        let Some(code) = CurrencyCode::parse(&code) else {
            self.problems.push(RateProblem::Currency { at: currency.source(), given: code });
            return;
        };
        if code == CurrencyCode::EUR {
            self.problems.push(RateProblem::Euro { at: currency.source() });
            return;
        }
        let given = rate.text().unwrap_or_default();
        let quote = match Quote::read(&given, direction) {
            Ok(quote) => quote,
            Err(reason) => {
                self.problems.push(no_quote(reason, rate.source(), given));
                return;
            }
        };
        let day = match day.map(|column| Place { column, ..*rate }) {
            Some(place) if place.text().is_some() => match self.day(&place) {
                Some(day) => Some(day),
                None => return,
            },
            Some(_) | None => None,
        };
        let row = rate.table.source(rate.row.number(), None);
        let quoted = QuotedAt { quote, given: given.into(), row, column: rate.column };
        match self.table.own.entry(code).or_default().entry(day) {
            Entry::Vacant(entry) => {
                entry.insert(quoted);
            }
            Entry::Occupied(entry) if entry.get().quote.is_same(quote) => {}
            Entry::Occupied(entry) => self.problems.push(RateProblem::Twice {
                at: quoted.source(),
                currency: code,
                first: entry.get().source(),
            }),
        }
    }

    fn day(&mut self, place: &Place<'_>) -> Option<Day> {
        let cell = place.row.cell(place.column);
        let day = calendar::read_cell(cell, DateStyle::YearFirst, place.table.date_system());
        if let Ok(Some(day)) = day {
            return Some(day);
        }
        self.problems.push(RateProblem::Day { at: place.source(), given: cell.given() });
        None
    }
}

#[derive(Clone, Copy)]
struct Place<'t> {
    table: &'t Table<'t>,
    row: &'t Row<'t>,
    column: u32,
}

impl Place<'_> {
    fn text(&self) -> Option<String> {
        let text = self.row.cell(self.column).text()?.into_owned();
        (!text.is_empty()).then_some(text)
    }

    fn source(&self) -> Source {
        self.table.source(self.row.number(), Some(self.column))
    }
}

fn no_quote(reason: NoQuote, at: Source, given: String) -> RateProblem {
    match reason {
        NoQuote::Shape => RateProblem::Figure { at, given },
        NoQuote::Digits => RateProblem::Digits { at, given },
    }
}

fn is_zip(file: &InputFile<'_>) -> bool {
    let ending = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.eq_ignore_ascii_case("zip") && file.bytes.starts_with(b"PK")
}

// Nothing where the row is no header at all.
fn header(table: &Table<'_>, row: &Row<'_>) -> Result<Option<Layout>, RateProblem> {
    let cells: Vec<(u32, String, String)> = row
        .cells()
        .filter_map(|(column, cell)| Some((column, cell.text()?.into_owned())))
        .map(|(column, text)| (column, words_of(&text), text))
        .collect();
    if let [(day, date, _), rest @ ..] = cells.as_slice() {
        let currencies: Option<Vec<(u32, CurrencyCode)>> = rest
            .iter()
            .map(|(column, _, text)| Some((*column, CurrencyCode::parse(text)?)))
            .collect();
        if let Some(currencies) = currencies.filter(|list| date == "date" && !list.is_empty()) {
            return bank_layout(table, row, *day, currencies).map(Some);
        }
    }
    let find = |names: &[&str]| {
        cells.iter().find(|(_, words, _)| names.contains(&words.as_str())).map(|(at, ..)| *at)
    };
    let Some(currency) = find(CURRENCY) else { return Ok(None) };
    let source = |column| table.source(row.number(), Some(column));
    let (rate, direction) = match (find(EURO_PER_UNIT), find(UNITS_PER_EURO)) {
        (Some(rate), None) => (rate, Direction::EuroPerUnit),
        (None, Some(rate)) => (rate, Direction::UnitsPerEuro),
        (Some(_), Some(second)) => return Err(RateProblem::BothWays { at: source(second) }),
        (None, None) => {
            return match cells.iter().find(|(_, words, _)| RATE.contains(&words.as_str())) {
                Some((column, _, given)) => {
                    Err(RateProblem::NoDirection { at: source(*column), given: given.clone() })
                }
                None => Ok(None),
            };
        }
    };
    Ok(Some(Layout::Own { currency, rate, direction, day: find(DAY) }))
}

fn bank_layout(
    table: &Table<'_>,
    row: &Row<'_>,
    day: u32,
    currencies: Vec<(u32, CurrencyCode)>,
) -> Result<Layout, RateProblem> {
    let mut seen: Vec<(CurrencyCode, u32)> = Vec::new();
    for (column, currency) in &currencies {
        let at = table.source(row.number(), Some(*column));
        if *currency == CurrencyCode::EUR {
            return Err(RateProblem::Euro { at });
        }
        if let Some((_, first)) = seen.iter().find(|(known, _)| known == currency) {
            let first = table.source(row.number(), Some(*first));
            return Err(RateProblem::Twice { at, currency: *currency, first });
        }
        seen.push((*currency, *column));
    }
    Ok(Layout::Bank { day, currencies })
}

const CURRENCY: &[&str] =
    &["currency", "currency code", "ccy", "wahrung", "wahrungscode", "devise", "monnaie", "waluta"];
const EURO_PER_UNIT: &[&str] = &[
    "eur per unit",
    "euro per unit",
    "eur per 1",
    "euro je einheit",
    "eur je einheit",
    "euro par unite",
    "eur par unite",
    "euro za jednostke",
    "eur za jednostke",
];
const UNITS_PER_EURO: &[&str] = &[
    "units per eur",
    "units per euro",
    "per eur",
    "per euro",
    "einheiten je euro",
    "einheiten je eur",
    "unites par euro",
    "unites par eur",
    "jednostek za euro",
    "jednostek za eur",
];
const RATE: &[&str] =
    &["rate", "exchange rate", "kurs", "wechselkurs", "cours", "taux", "taux de change"];
const DAY: &[&str] = &["day", "date", "as of", "tag", "datum", "stichtag", "jour", "data", "dzien"];
