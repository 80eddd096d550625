//! Tables of alternatives: what lines would cost if they came from elsewhere.

mod problem;

use std::ops::ControlFlow;

use safe_eligibility::model::country::Origin;
use safe_eligibility::model::figure::Amount;
use safe_eligibility::model::procurement::{CommonProcurement, Digest};
use safe_eligibility::model::product::CurrencyCode;
use safe_eligibility::remedy::{Offer, OfferProblem, Offers};

use crate::country_name::{CountryReader, CountryReading, CountryRemark};
use crate::diagnostic::Diagnostic;
use crate::fold::words_of;
use crate::number::{self, Number, NumberStyle};
use crate::source::Source;
use crate::table::{Cell, InputFile, Row, Table, TableChoices, plain_id};

pub(crate) use problem::{AlternativeProblem, Column};

/// Alternatives, and what was understood on the way.
#[derive(Debug)]
#[non_exhaustive]
pub struct Alternatives {
    /// The alternatives.
    pub offers: Offers,
    /// What was read in another way than it is written.
    pub remarks: Vec<Diagnostic>,
}

/// Reads a table of alternatives for the lines of a procurement: an alternative a row, several of
/// a line allowed, with the columns `id`, `origin`, `unit_cost` and `currency`, and perhaps
/// `supplier` and `description`.
///
/// # Errors
///
/// Every problem of every row, in their order: a cell that is missing or cannot be read, a line
/// that no bill has, and a currency without a rate.
pub fn read_alternatives(
    file: &InputFile<'_>,
    procurement: &CommonProcurement,
) -> Result<Alternatives, Vec<Diagnostic>> {
    let table = Table::open(file, &TableChoices::default())
        .map_err(|problem| vec![(&AlternativeProblem::Table { problem }).into()])?;
    let mut reading = Reading {
        remarks: table.remarks().iter().map(Diagnostic::from).collect(),
        countries: CountryReader::new(),
        offers: Vec::new(),
        places: Vec::new(),
        problems: Vec::new(),
    };
    reading.table(&table);
    let checked = Offers::of(procurement, std::mem::take(&mut reading.offers));
    let offers = match checked {
        Ok(offers) => offers,
        Err(problems) => {
            reading.unfitting(&problems);
            Offers::default()
        }
    };
    let Reading { mut problems, remarks, .. } = reading;
    if problems.is_empty() {
        let offers = offers.read_from(file.name, Digest::of(file.bytes));
        return Ok(Alternatives { offers, remarks });
    }
    problems.sort_by_key(|(row, _)| *row);
    Err(problems.iter().map(|(_, problem)| problem.into()).collect())
}

struct Reading {
    remarks: Vec<Diagnostic>,
    countries: CountryReader,
    offers: Vec<Offer>,
    // Of each alternative its row, and where its line and its currency stand.
    places: Vec<(u32, Source, Source)>,
    // With the row; those of the table as a whole come first.
    problems: Vec<(u32, AlternativeProblem)>,
}

/// The header's row, and where each column is.
struct Header {
    row: u32,
    columns: [Option<u32>; Column::ALL.len()],
}

impl Header {
    fn column(&self, column: Column) -> Option<u32> {
        let at = Column::ALL.iter().position(|one| *one == column)?;
        self.columns.get(at).copied().flatten()
    }
}

// Titles above a header take a few rows at most.
const MOST_ROWS_ABOVE: usize = 20;

impl Reading {
    fn table(&mut self, table: &Table<'_>) {
        let Some(header) = self.header(table) else { return };
        let style = match Self::style(table, &header) {
            Ok(style) => style,
            Err(problem) => {
                self.problems.push((0, *problem));
                return;
            }
        };
        let rows = table.rows(|row| {
            if row.number() > header.row && row.cells().any(|(_, cell)| !cell.is_empty()) {
                let line = Line { table, row, header: &header };
                if let Some((offer, line, currency)) = line.read(self, style) {
                    self.offers.push(offer);
                    self.places.push((row.number(), line, currency));
                }
            }
            ControlFlow::Continue(())
        });
        self.broken(rows);
    }

    fn broken(&mut self, rows: Result<(), Vec<crate::table::TableProblem>>) {
        let problems = rows.err().into_iter().flatten();
        self.problems
            .extend(problems.map(|problem| (u32::MAX, AlternativeProblem::Table { problem })));
    }

    fn header(&mut self, table: &Table<'_>) -> Option<Header> {
        let (mut found, mut above) = (None, 0usize);
        let rows = table.rows(|row| {
            above = above.saturating_add(1);
            found = self.header_in(table, row);
            if found.is_some() || above >= MOST_ROWS_ABOVE {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        if found.is_none() {
            let is_read = rows.is_ok();
            self.broken(rows);
            if is_read {
                let at = table.whole_source();
                self.problems.push((0, AlternativeProblem::NoHeader { at }));
            }
        }
        let header = found?;
        let missing = Column::NEEDED.iter().filter(|column| header.column(**column).is_none());
        let missing: Vec<_> = missing.copied().collect();
        for column in &missing {
            let at = table.source(header.row, None);
            self.problems.push((0, AlternativeProblem::NoColumn { at, column: *column }));
        }
        missing.is_empty().then_some(header)
    }

    /// A row that heads at least two of the columns that are needed.
    fn header_in(&mut self, table: &Table<'_>, row: &Row<'_>) -> Option<Header> {
        let mut header = Header { row: row.number(), columns: [None; Column::ALL.len()] };
        let mut twice = Vec::new();
        for (at, cell) in row.cells() {
            let Some(given) = cell.text() else { continue };
            let words = words_of(&given);
            let found = Column::ALL.iter().position(|one| one.names().contains(&words.as_str()));
            let slot = found.and_then(|found| header.columns.get_mut(found));
            let (Some(found), Some(slot)) = (found, slot) else { continue };
            match slot {
                None => *slot = Some(at),
                Some(first) => {
                    let first = table.source(row.number(), Some(*first));
                    let column = Column::ALL.get(found).copied().unwrap_or(Column::Line);
                    let at = table.source(row.number(), Some(at));
                    let given = given.into_owned();
                    twice.push(AlternativeProblem::TwoColumns { at, given, first, column });
                }
            }
        }
        let needed = Column::NEEDED.iter().filter(|column| header.column(**column).is_some());
        if needed.count() < 2 {
            return None;
        }
        self.problems.extend(twice.into_iter().map(|problem| (0, problem)));
        Some(header)
    }

    /// How the column of costs writes its numbers.
    fn style(table: &Table<'_>, header: &Header) -> Result<NumberStyle, Box<AlternativeProblem>> {
        let Some(column) = header.column(Column::UnitCost) else { return Ok(NumberStyle::POINT) };
        let mut texts: Vec<String> = Vec::new();
        // What is wrong with the rows is found when they are read.
        let _ = table.rows(|row| {
            if row.number() > header.row {
                if let Cell::Text(text) = row.cell(column) {
                    texts.push(text.to_owned());
                }
            }
            ControlFlow::Continue(())
        });
        let guess = NumberStyle::guess(texts.iter().map(String::as_str));
        match (guess.settled(), guess.differs_at.or(guess.contradicted_by)) {
            (Some(style), _) => Ok(style),
            (None, Some(given)) => {
                let at = table.column_source(column);
                Err(Box::new(AlternativeProblem::Style { at, given }))
            }
            (None, None) => Ok(NumberStyle::POINT),
        }
    }

    fn unfitting(&mut self, problems: &[OfferProblem]) {
        for problem in problems {
            let Some((row, line, currency)) = self.places.get(problem.index()) else { continue };
            let at = match problem {
                OfferProblem::NoRate { .. } => currency,
                OfferProblem::UnknownLine { .. } | _ => line,
            };
            let problem = problem.clone();
            let problem = AlternativeProblem::Unfitting { at: at.clone(), problem };
            self.problems.push((*row, problem));
        }
    }
}

#[derive(Clone, Copy)]
struct Line<'t> {
    table: &'t Table<'t>,
    row: &'t Row<'t>,
    header: &'t Header,
}

impl Line<'_> {
    fn read(&self, reading: &mut Reading, style: NumberStyle) -> Option<(Offer, Source, Source)> {
        let line = self.needed(reading, Column::Line);
        let origin = self.origin(reading);
        let cost = self.cost(reading, style);
        let currency = self.currency(reading);
        let (line, origin, cost, currency) = (line?, origin?, cost?, currency?);
        let mut offer = Offer::new(plain_id(&line), origin, cost, currency);
        offer.supplier = self.text(Column::Supplier).map(Into::into);
        offer.description = self.text(Column::Description).map(Into::into);
        Some((offer, self.source(Column::Line), self.source(Column::Currency)))
    }

    fn origin(&self, reading: &mut Reading) -> Option<Origin> {
        let given = self.needed(reading, Column::Origin)?;
        let country = reading.countries.read(&given);
        let remark = CountryRemark::of(&country, &given, self.source(Column::Origin));
        match country {
            CountryReading::Plain(origin) => return Some(origin),
            CountryReading::Read { origin, .. } => {
                reading.remarks.extend(remark.as_ref().map(Diagnostic::from));
                return Some(origin);
            }
            CountryReading::Near(_)
            | CountryReading::Former
            | CountryReading::NotStated
            | CountryReading::Unknown => {}
        }
        let help = remark.and_then(|remark| remark.help());
        self.problem(reading, |at| AlternativeProblem::Origin { at, given, help }, Column::Origin);
        None
    }

    fn cost(&self, reading: &mut Reading, style: NumberStyle) -> Option<Amount> {
        let given = self.needed(reading, Column::UnitCost)?;
        let cell = self.row.cell(self.header.column(Column::UnitCost)?);
        let read = number::read_cell(cell, style);
        let problem = match read {
            Ok(text) => match (text.number, text.currency) {
                (_, Some(_)) => "has a currency beside it".to_owned(),
                (Number::Exact(figure), None) => return Amount::new(figure).ok(),
                (Number::Between(..), None) => "has more than 10 decimals".to_owned(),
                (Number::NotStated, None) => "is not a number".to_owned(),
            },
            Err(problem) => problem.to_string(),
        };
        let column = Column::UnitCost;
        self.problem(reading, |at| AlternativeProblem::Cost { at, given, problem }, column);
        None
    }

    fn currency(&self, reading: &mut Reading) -> Option<CurrencyCode> {
        let given = self.needed(reading, Column::Currency)?;
        let currency = CurrencyCode::parse(&given);
        if currency.is_none() {
            let column = Column::Currency;
            self.problem(reading, |at| AlternativeProblem::Currency { at, given }, column);
        }
        currency
    }

    fn needed(&self, reading: &mut Reading, column: Column) -> Option<String> {
        let cell = self.row.cell(self.header.column(column)?);
        let text = self.text(column);
        if text.is_none() {
            let given = cell.given();
            self.problem(reading, |at| AlternativeProblem::Missing { at, given, column }, column);
        }
        text
    }

    fn problem(
        &self,
        reading: &mut Reading,
        problem: impl FnOnce(Source) -> AlternativeProblem,
        column: Column,
    ) {
        reading.problems.push((self.row.number(), problem(self.source(column))));
    }

    fn text(&self, column: Column) -> Option<String> {
        let text = self.row.cell(self.header.column(column)?).text()?.into_owned();
        (!text.is_empty()).then_some(text)
    }

    fn source(&self, column: Column) -> Source {
        self.table.source(self.row.number(), self.header.column(column))
    }
}
