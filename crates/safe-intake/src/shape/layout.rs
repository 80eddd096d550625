//! Finds the header of a table, and in it the columns that the mapping names.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::layout_fault::LayoutFault;
use super::problem::ShapeProblem;
use crate::mapping::{CellTest, ColumnNumbers, ColumnRef, Columns, Header, Meaning, TableRules};
use crate::nearest::nearest;
use crate::source::{ColumnLetters, Source};
use crate::table::{Cell, Table};

/// Where the header of a table stands, and which column is which.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    /// The row of the header; 0 for none.
    pub(crate) header: u32,
    /// How many rows above the header hold something.
    pub(crate) titles: usize,
    /// The last column that has a header; 0 where there is no header.
    pub(crate) width: u32,
    pub(crate) columns: ColumnNumbers,
    pub(crate) fill_down: Vec<u32>,
    pub(crate) skip_where: Vec<(u32, CellTest)>,
    /// The header of the column of ids, folded.
    pub(crate) id_header: String,
}

/// The texts of one row with their columns.
pub(crate) struct HeaderRow {
    pub(crate) row: u32,
    pub(crate) texts: Vec<(u32, String)>,
}

// A header stands near the top, or it is named.
const MOST_ROWS: usize = 100;

/// The first rows of a table as texts.
pub(crate) fn first_rows(
    table: &Table<'_>,
    most: usize,
) -> Result<Vec<HeaderRow>, Vec<ShapeProblem>> {
    let mut rows = Vec::new();
    let read = table.rows(|row| {
        // White space before a text may say how deep its row is.
        let text = |cell: Cell<'_>| {
            if let Cell::Text(text) = cell { text.to_owned() } else { cell.given() }
        };
        let texts = row.cells().map(|(column, cell)| (column, text(cell))).collect();
        rows.push(HeaderRow { row: row.number(), texts });
        if rows.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    // What is wrong with a text is told when all of it is read.
    let empty = rows.is_empty();
    match read {
        Err(problems) if empty => Err(problems.into_iter().map(ShapeProblem::Table).collect()),
        Err(_) | Ok(()) => Ok(rows),
    }
}

impl Layout {
    pub(crate) fn find(
        table: &Table<'_>,
        rules: &TableRules,
        columns: &Columns,
    ) -> Result<Self, Vec<ShapeProblem>> {
        let mut finding = Finding { table, header: None, problems: Vec::new() };
        let rows = match rules.header {
            Header::Absent => Vec::new(),
            Header::Found => first_rows(table, MOST_ROWS)?,
            Header::Row(row) => first_rows(table, usize::try_from(row).unwrap_or(MOST_ROWS))?,
        };
        let titles = finding.find_header(&rows, rules, columns)?;
        let mut layout = Self { titles, ..Self::default() };
        for meaning in Meaning::ALL {
            if let Some(column) = columns.get(*meaning) {
                layout.columns.set(*meaning, finding.number(column));
            }
        }
        layout.fill_down = rules.fill_down.iter().map(|column| finding.number(column)).collect();
        let tests = rules.skip_where.iter();
        layout.skip_where =
            tests.map(|rule| (finding.number(&rule.column), folded_test(&rule.holds))).collect();
        if let Some(header) = finding.header {
            layout.header = header.row;
            layout.width = header.texts.iter().map(|(column, _)| *column).max().unwrap_or(0);
            let named = header.texts.iter().find(|(column, _)| *column == layout.columns.id);
            layout.id_header = named.map(|(_, text)| folded(text)).unwrap_or_default();
        }
        if finding.problems.is_empty() { Ok(layout) } else { Err(finding.problems) }
    }
}

impl Layout {
    /// Each column that the mapping names, with the keys that name it.
    pub(crate) fn named(&self) -> BTreeMap<u32, Vec<&'static str>> {
        let mut named: BTreeMap<u32, Vec<&'static str>> = BTreeMap::new();
        let meanings = Meaning::ALL
            .iter()
            .filter_map(|meaning| self.columns.get(*meaning).map(|column| (column, meaning.key())));
        let fill_down = self.fill_down.iter().map(|column| (*column, "fill_down"));
        let skip_where = self.skip_where.iter().map(|(column, _)| (*column, "skip_where"));
        for (column, key) in meanings.chain(fill_down).chain(skip_where) {
            let keys = named.entry(column).or_default();
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        named
    }
}

struct Finding<'t, 'r> {
    table: &'t Table<'t>,
    header: Option<&'r HeaderRow>,
    problems: Vec<ShapeProblem>,
}

impl<'r> Finding<'_, 'r> {
    /// Finds the header, and says how many rows stand above it.
    fn find_header(
        &mut self,
        rows: &'r [HeaderRow],
        rules: &TableRules,
        columns: &Columns,
    ) -> Result<usize, Vec<ShapeProblem>> {
        match rules.header {
            Header::Absent => Ok(0),
            Header::Row(number) => {
                let found = rows.iter().position(|row| row.row == number);
                self.header = found.and_then(|at| rows.get(at));
                let at = self.table.source(number, None);
                let fault = LayoutFault::NoHeader;
                found.ok_or_else(|| vec![ShapeProblem::Layout { at, fault }])
            }
            Header::Found => {
                let names = names(rules, columns);
                let score = |row: &HeaderRow| names.iter().filter(|name| row.has(name)).count();
                let best = rows.iter().map(score).max().unwrap_or(0);
                let found = rows.iter().position(|row| score(row) == best);
                self.header = found.and_then(|at| rows.get(at));
                let at = self.table.whole_source();
                let fault = LayoutFault::NoRows;
                found.ok_or_else(|| vec![ShapeProblem::Layout { at, fault }])
            }
        }
    }

    fn number(&mut self, column: &ColumnRef) -> u32 {
        let name = match column {
            ColumnRef::Number(number) => return *number,
            ColumnRef::Named(name) => name,
        };
        let found = self.header.map_or_else(Vec::new, |header| header.columns_named(name));
        if let [first, second, ..] = found.as_slice() {
            let [first, second] = [*first, *second].map(|at| ColumnLetters(at).to_string());
            self.fault(LayoutFault::TwoColumns { name: name.clone(), first, second });
        }
        if let Some(first) = found.first() {
            return *first;
        }
        if let Some(number) = ColumnLetters::named(name) {
            return number;
        }
        let headers: Vec<String> = self.header.map_or_else(Vec::new, HeaderRow::names);
        let known: Vec<String> = headers.iter().map(|header| folded(header)).collect();
        let near = nearest(&folded(name), known.iter().map(String::as_str));
        let nearest = near
            .and_then(|near| known.iter().position(|header| header == near))
            .and_then(|at| headers.get(at).cloned());
        self.fault(LayoutFault::NoColumn { name: name.clone(), headers, nearest });
        0
    }

    fn fault(&mut self, fault: LayoutFault) {
        let at: Source = match self.header {
            Some(header) => self.table.source(header.row, None),
            None => self.table.whole_source(),
        };
        self.problems.push(ShapeProblem::Layout { at, fault });
    }
}

fn names<'c>(rules: &'c TableRules, columns: &'c Columns) -> Vec<&'c str> {
    let mapped = Meaning::ALL.iter().filter_map(|meaning| columns.get(*meaning));
    let others = rules.fill_down.iter().chain(rules.skip_where.iter().map(|rule| &rule.column));
    mapped
        .chain(others)
        .filter_map(|column| match column {
            ColumnRef::Named(name) => Some(name.as_str()),
            ColumnRef::Number(_) => None,
        })
        .collect()
}

impl HeaderRow {
    pub(crate) fn names(&self) -> Vec<String> {
        self.texts.iter().map(|(_, text)| one_line(text)).collect()
    }

    fn has(&self, name: &str) -> bool {
        !self.columns_named(name).is_empty()
    }

    // A header as it is written wins over one that differs in case or spaces.
    fn columns_named(&self, name: &str) -> Vec<u32> {
        let matching = |same: &dyn Fn(&str) -> bool| -> Vec<u32> {
            let found = self.texts.iter().filter(|(_, text)| same(text));
            found.map(|(column, _)| *column).collect()
        };
        let exact = matching(&|text| text.trim() == name.trim());
        if exact.is_empty() { matching(&|text| folded(text) == folded(name)) } else { exact }
    }
}

/// A text in lower case, with one space for any white space within and none around it.
pub(crate) fn folded(text: &str) -> String {
    one_line(text).to_lowercase()
}

pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn folded_test(test: &CellTest) -> CellTest {
    match test {
        CellTest::Empty => CellTest::Empty,
        CellTest::Equals(word) => CellTest::Equals(folded(word)),
        CellTest::StartsWith(word) => CellTest::StartsWith(folded(word)),
        CellTest::Contains(word) => CellTest::Contains(folded(word)),
    }
}

/// Whether a cell, given as its text, passes a test that is folded.
pub(crate) fn passes(test: &CellTest, given: &str) -> bool {
    match test {
        CellTest::Empty => given.trim().is_empty(),
        CellTest::Equals(word) => folded(given) == *word,
        CellTest::StartsWith(word) => folded(given).starts_with(word.as_str()),
        CellTest::Contains(word) => folded(given).contains(word.as_str()),
    }
}
