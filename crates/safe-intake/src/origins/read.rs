//! Reads tables of declarations.

use std::ops::ControlFlow;

use safe_eligibility::model::day::Day;

use super::columns::{self, Columns, Header, HeaderRow};
use super::{
    About, Declaration, Declarations, OriginChoices, OriginColumn, OriginProblem, OriginRemark,
    Replaces,
};
use crate::calendar::{self, DateStyle};
use crate::country_name::{CountryReader, CountryReading, CountryRemark};
use crate::fold::words_of;
use crate::remark::Remark;
use crate::source::Source;
use crate::table::{Cell, InputFile, Row, Table, TableChoices, plain_id};

/// Reads every file of declarations, and what was understood on the way.
///
/// # Errors
///
/// Every problem of the files: a row that is about nothing, a day that is none, tables without a
/// header that names an origin and a part or supplier, and columns that the mapping names and a
/// table does not have. A country that is not clear is no
/// problem: its row then declares something that is not known, and a remark says so.
pub(crate) fn read_origins(
    files: &[InputFile<'_>],
    choices: &OriginChoices,
) -> Result<(Declarations, Vec<OriginRemark>), Vec<OriginProblem>> {
    let mut reading = Reading {
        choices,
        countries: CountryReader::new(),
        list: Vec::new(),
        file_remarks: Vec::new(),
        remarks: Vec::new(),
        problems: Vec::new(),
    };
    for file in files {
        match Table::open(file, &TableChoices::default()) {
            Ok(table) => {
                reading.file_remarks.extend_from_slice(table.remarks());
                reading.table(&table);
            }
            Err(problem) => reading.problems.push(OriginProblem::Table { problem }),
        }
    }
    if reading.problems.is_empty() {
        let Reading { list, file_remarks, remarks, .. } = reading;
        Ok((Declarations { list, file_remarks }, remarks))
    } else {
        Err(reading.problems)
    }
}

struct Reading<'c> {
    choices: &'c OriginChoices,
    countries: CountryReader,
    list: Vec<Declaration>,
    file_remarks: Vec<Remark>,
    remarks: Vec<OriginRemark>,
    problems: Vec<OriginProblem>,
}

// Titles above a header take a few rows at most.
const MOST_ROWS_ABOVE: usize = 20;

impl Reading<'_> {
    fn table(&mut self, table: &Table<'_>) {
        let header = match self.header(table) {
            Ok(header) => header,
            Err(problems) => {
                self.problems.extend(problems);
                return;
            }
        };
        if header.titles > 0 {
            let at = table.source(1, None);
            self.remarks.push(OriginRemark::TitleRows { at, count: header.titles });
        }
        for (column, given) in &header.columns.unread {
            let at = table.source(header.row, Some(*column));
            self.remarks.push(OriginRemark::UnreadColumn { at, given: given.clone() });
        }
        for (column, at) in header.columns.found() {
            if table.is_column_hidden(at) {
                let at = table.column_source(at);
                self.remarks.push(OriginRemark::HiddenColumn { at, column });
            }
        }
        let dates = match self.date_style(table, &header) {
            Ok(dates) => dates,
            Err(problem) => {
                self.problems.push(*problem);
                return;
            }
        };
        let (mut hidden, mut first_hidden) = (0usize, None);
        let rows = table.rows(|row| {
            if row.number() > header.row {
                if row.is_hidden() {
                    hidden = hidden.saturating_add(1);
                    first_hidden.get_or_insert(row.number());
                }
                Line { table, row, columns: &header.columns }.read(self, dates);
            }
            ControlFlow::Continue(())
        });
        if let Some(first) = first_hidden {
            let at = table.source(first, None);
            self.remarks.push(OriginRemark::HiddenRows { at, count: hidden });
        }
        if let Err(problems) = rows {
            let problems = problems.into_iter().map(|problem| OriginProblem::Table { problem });
            self.problems.extend(problems);
        }
    }

    fn header(&self, table: &Table<'_>) -> Result<Header, Vec<OriginProblem>> {
        let mut first = Vec::new();
        let rows = table.rows(|row| {
            first.push(HeaderRow::of(row));
            if first.len() < MOST_ROWS_ABOVE {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        match (columns::find(table, &first, &self.choices.columns), rows) {
            (Ok(header), _) => Ok(header),
            // Without a row that can be read it is no wonder that no header is there.
            (Err(_), Err(problems)) if first.is_empty() => {
                Err(problems.into_iter().map(|problem| OriginProblem::Table { problem }).collect())
            }
            (Err(problems), _) => Err(problems),
        }
    }

    // Both columns of days are written alike.
    fn date_style(
        &self,
        table: &Table<'_>,
        header: &Header,
    ) -> Result<DateStyle, Box<OriginProblem>> {
        if let Some(style) = self.choices.dates {
            return Ok(style);
        }
        let columns: Vec<u32> = [OriginColumn::ValidFrom, OriginColumn::ValidUntil]
            .into_iter()
            .filter_map(|column| header.columns.column(column))
            .collect();
        let Some(first) = columns.first() else { return Ok(DateStyle::YearFirst) };
        let mut days: Vec<String> = Vec::new();
        // What is wrong with the text is found when its rows are read.
        let _ = table.rows(|row| {
            if row.number() > header.row {
                let cells = columns.iter().map(|column| row.cell(*column));
                days.extend(cells.filter_map(|cell| match cell {
                    Cell::Text(text) => Some(text.to_owned()),
                    Cell::Empty
                    | Cell::Number(_)
                    | Cell::Day(_)
                    | Cell::Flag(_)
                    | Cell::Error(_)
                    | Cell::Unsaved => None,
                }));
            }
            ControlFlow::Continue(())
        });
        let guess = DateStyle::guess(days.iter().map(String::as_str));
        match (guess.settled(), guess.differs_at.or(guess.contradicted_by)) {
            (Some(style), _) => Ok(style),
            (None, Some(given)) => {
                Err(Box::new(OriginProblem::DateStyle { at: table.column_source(*first), given }))
            }
            (None, None) => Ok(DateStyle::YearFirst),
        }
    }
}

#[derive(Clone, Copy)]
struct Line<'t> {
    table: &'t Table<'t>,
    row: &'t Row<'t>,
    columns: &'t Columns,
}

impl Line<'_> {
    fn read(&self, reading: &mut Reading<'_>, dates: DateStyle) {
        let id = |column| self.text(column).map(|id| plain_id(&id).into());
        let row = self.table.source(self.row.number(), None);
        let about = match (id(OriginColumn::Part), id(OriginColumn::Supplier)) {
            (Some(part), Some(supplier)) => About::PartOfSupplier { part, supplier },
            (Some(part), None) => About::Part(part),
            (None, Some(supplier)) => About::Supplier(supplier),
            (None, None) => {
                reading.problems.push(OriginProblem::AboutNothing { at: row });
                return;
            }
        };
        let source = self.source(OriginColumn::Origin).unwrap_or_else(|| row.clone());
        let given = self.text(OriginColumn::Origin).unwrap_or_default();
        let country = reading.countries.read(&given);
        if let Some(remark) = CountryRemark::of(&country, &given, source.clone()) {
            reading.remarks.push(OriginRemark::Country { remark });
        }
        let origin = match country {
            CountryReading::Plain(origin) | CountryReading::Read { origin, .. } => Some(origin),
            CountryReading::Near(_) | CountryReading::Former | CountryReading::Unknown => None,
            CountryReading::NotStated => {
                reading.remarks.push(OriginRemark::NothingDeclared { at: source });
                return;
            }
        };
        let days = (
            self.day(reading, OriginColumn::ValidFrom, dates),
            self.day(reading, OriginColumn::ValidUntil, dates),
        );
        let (Ok(valid_from), Ok(valid_until)) = days else { return };
        if let (Some(first), Some(last)) = (valid_from, valid_until) {
            if last < first {
                reading.problems.push(OriginProblem::Backwards { at: row, first, last });
                return;
            }
        }
        let text = |column| self.text(column).map(String::into_boxed_str);
        reading.list.push(Declaration {
            about,
            origin,
            evidence: text(OriginColumn::Evidence),
            document: text(OriginColumn::Document),
            declared_by: text(OriginColumn::DeclaredBy),
            valid_from,
            valid_until,
            replaces: replaces(text(OriginColumn::Replaces)),
            row,
            source,
        });
    }

    fn text(&self, column: OriginColumn) -> Option<String> {
        let text = self.row.cell(self.columns.column(column)?).text()?.into_owned();
        (!text.is_empty()).then_some(text)
    }

    fn source(&self, column: OriginColumn) -> Option<Source> {
        Some(self.table.source(self.row.number(), Some(self.columns.column(column)?)))
    }

    fn day(
        &self,
        reading: &mut Reading<'_>,
        column: OriginColumn,
        style: DateStyle,
    ) -> Result<Option<Day>, ()> {
        let Some(at) = self.columns.column(column) else { return Ok(None) };
        let cell = self.row.cell(at);
        calendar::read_cell(cell, style, self.table.date_system()).map_err(|_| {
            let at = self.table.source(self.row.number(), Some(at));
            reading.problems.push(OriginProblem::Day { at, given: cell.given() });
        })
    }
}

// A mark says that every other declaration about the same is meant; anything else names one.
fn replaces(text: Option<Box<str>>) -> Replaces {
    let Some(text) = text else { return Replaces::Nothing };
    match words_of(&text).as_str() {
        "" | "no" | "n" | "false" | "nein" | "non" | "nie" | "0" | "none" => Replaces::Nothing,
        "yes" | "y" | "true" | "x" | "ja" | "j" | "oui" | "o" | "tak" | "t" | "1" | "all" => {
            Replaces::Others
        }
        _ => Replaces::Document(text),
    }
}
