//! The rows of tables that diagnostics are about.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::Files;
use crate::diagnostic::{Diagnostic, Excerpt};
use crate::mapping::{Header, TableRules};
use crate::source::Spot;
use crate::table::{InputFile, Row, SheetChoice, Table, TableChoices};

// A header is looked for in so many rows.
const ROWS_WITH_A_HEADER: u32 = 50;

/// Adds to each diagnostic about a cell or a row that row, with the header above it.
///
/// Every table is read once more, which only those pay for who look at problems in a terminal.
pub(super) fn add(list: &mut [Diagnostic], files: &Files<'_>) {
    let mut by_table: BTreeMap<(String, Option<String>), Vec<usize>> = BTreeMap::new();
    for (at, diagnostic) in list.iter().enumerate() {
        let Some(source) = diagnostic.source.as_ref().filter(|_| diagnostic.excerpt.is_none())
        else {
            continue;
        };
        if let Spot::Cell { sheet, .. } = source.spot() {
            let key = (source.file().to_owned(), sheet.as_deref().map(str::to_owned));
            by_table.entry(key).or_default().push(at);
        }
    }
    for ((name, sheet), which) in by_table {
        let rules = files.mapping.map(|one| &one.mapping.table);
        let Some(file) = file_named(files, &name) else { continue };
        let Some(table) = opened(&file, sheet, rules) else { continue };
        let header = header_of(&table, rules.filter(|_| is_bill(files, &name)));
        let mut wanted: BTreeMap<u32, Option<Vec<String>>> =
            which.iter().filter_map(|at| Some((row_of(list.get(*at)?)?.0, None))).collect();
        // What is wrong with the text of the table was told when it was read first.
        let _read = table.rows(|row| {
            if let Some(slot) = wanted.get_mut(&row.number()) {
                *slot = Some(texts(row));
            }
            ControlFlow::Continue(())
        });
        for at in which {
            let Some(diagnostic) = list.get_mut(at) else { continue };
            let Some((number, column)) = row_of(diagnostic) else { continue };
            let mut rows = Vec::new();
            rows.extend(header.clone().filter(|(row, _)| *row < number));
            rows.extend(wanted.get(&number).cloned().flatten().map(|cells| (number, cells)));
            diagnostic.excerpt = excerpt(rows, column);
        }
    }
}

fn excerpt(rows: Vec<(u32, Vec<String>)>, column: Option<u32>) -> Option<Excerpt> {
    let wide = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let rows: Vec<_> = rows.into_iter().map(|(number, cells)| (wide(number), cells)).collect();
    let column = column.and_then(|column| column.checked_sub(1)).map(wide);
    (!rows.is_empty()).then(|| Excerpt::of_rows(&rows, column))
}

fn row_of(diagnostic: &Diagnostic) -> Option<(u32, Option<u32>)> {
    match diagnostic.source.as_ref()?.spot() {
        Spot::Cell { row, column, .. } => Some((*row, *column)),
        Spot::Whole | Spot::Sheet { .. } | Spot::Column { .. } | Spot::Text { .. } => None,
    }
}

fn file_named<'a>(files: &Files<'a>, name: &str) -> Option<InputFile<'a>> {
    let bills = files.bills.iter().flat_map(|bill| &bill.files);
    let others = files.parts.iter().chain(&files.origins).chain(&files.rates);
    bills.chain(others).find(|file| file.name == name).copied()
}

fn opened<'a>(
    file: &InputFile<'a>,
    sheet: Option<String>,
    rules: Option<&TableRules>,
) -> Option<Table<'a>> {
    let choices = rules.map(TableRules::choices).unwrap_or_default();
    // An excerpt shows each cell as the file has it.
    let sheet = sheet.map(SheetChoice::Name);
    Table::open(file, &TableChoices { sheet, repeat_merged: false, ..choices }).ok()
}

fn is_bill(files: &Files<'_>, name: &str) -> bool {
    files.bills.iter().flat_map(|bill| &bill.files).any(|file| file.name == name)
}

/// The row that names the columns: the one that the mapping has, else the first of those with the
/// most texts, as titles above it have fewer.
fn header_of(table: &Table<'_>, rules: Option<&TableRules>) -> Option<(u32, Vec<String>)> {
    let stated = match rules.map(|rules| &rules.header) {
        Some(Header::Row(row)) => Some(*row),
        Some(Header::Found | Header::Absent) | None => None,
    };
    let mut most = 1;
    let mut header = None;
    let _read = table.rows(|row| {
        if stated.unwrap_or(ROWS_WITH_A_HEADER) < row.number() {
            return ControlFlow::Break(());
        }
        if stated.is_some_and(|stated| stated != row.number()) {
            return ControlFlow::Continue(());
        }
        let cells = texts(row);
        let named = cells.iter().filter(|cell| cell.contains(char::is_alphabetic)).count();
        if named > most {
            most = named;
            header = Some((row.number(), cells));
        }
        ControlFlow::Continue(())
    });
    header
}

fn texts(row: &Row<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    for (column, cell) in row.cells() {
        let at = usize::try_from(column.saturating_sub(1)).unwrap_or(0);
        if texts.len() <= at {
            texts.resize(at.saturating_add(1), String::new());
        }
        if let Some(slot) = texts.get_mut(at) {
            *slot = cell.given();
        }
    }
    texts
}
