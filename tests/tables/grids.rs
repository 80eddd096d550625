//! Tables before they are files: cells in rows, and the mapping that says what they mean.

use toml::{Table, Value};

use super::random::Random;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    /// A figure, and the code of a currency beside it.
    Figure(String, Option<&'static str>),
    Day(&'static str),
}

impl Cell {
    pub(crate) fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    pub(crate) fn figure(figure: &str) -> Cell {
        Cell::Figure(figure.to_owned(), None)
    }
}

/// A table with a header.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    /// The file or sheet.
    pub(crate) name: String,
    pub(crate) titles: Vec<String>,
    pub(crate) header: Vec<String>,
    // INVARIANT: each row has a cell for each column.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// Whether the rows may stand in any order.
    pub(crate) is_loose: bool,
}

/// The tables of one bill, and their mapping but for how the files are written.
#[derive(Clone, Debug)]
pub(crate) struct Tables {
    pub(crate) bills: Vec<Grid>,
    /// A table of parts.
    pub(crate) parts: Option<Grid>,
    pub(crate) mapping: Table,
}

impl Tables {
    /// The same tables, some figures with a zero more and some descriptions in other words.
    pub(crate) fn with_variants(mut self, random: &mut Random) -> Tables {
        let columns = self.mapping["columns"].as_table().unwrap();
        let described = columns.get("description");
        for grid in self.bills.iter_mut().chain(&mut self.parts) {
            let column = described.and_then(|column| grid.column(column));
            for row in &mut grid.rows {
                for (at, cell) in row.iter_mut().enumerate().filter(|_| random.one_in(3)) {
                    match cell {
                        Cell::Figure(figure, _) => figure.push_str(one_zero(figure)),
                        Cell::Text(text) if Some(at) == column => text.push_str(" II"),
                        Cell::Empty | Cell::Text(_) | Cell::Day(_) => {}
                    }
                }
            }
        }
        self
    }

    /// The same tables, rows in another order where order says nothing.
    pub(crate) fn shuffled(&self, random: &mut Random) -> Tables {
        let mut tables = self.clone();
        let grids = tables.bills.iter_mut().chain(&mut tables.parts);
        grids.filter(|grid| grid.is_loose).for_each(|grid| shuffle(random, &mut grid.rows));
        tables
    }
}

impl Grid {
    /// The index of a column as a mapping names it.
    fn column(&self, named: &Value) -> Option<usize> {
        match named {
            Value::Integer(number) => usize::try_from(*number).unwrap().checked_sub(1),
            named => self.header.iter().position(|header| Some(&**header) == named.as_str()),
        }
    }
}

/// What makes a figure longer by a zero, where it may be.
fn one_zero(figure: &str) -> &'static str {
    match figure.split_once('.').map(|(_, decimals)| decimals.len()) {
        None => ".0",
        Some(10) => "",
        Some(_) => "0",
    }
}

pub(crate) fn shuffle<T>(random: &mut Random, list: &mut [T]) {
    for at in (1..list.len()).rev() {
        list.swap(at, random.below(at + 1));
    }
}

/// A table that is being made: columns by what they mean, rows as those meanings.
#[derive(Clone)]
pub(crate) struct Draft {
    columns: Vec<(&'static str, String)>,
    rows: Vec<Vec<(&'static str, Cell)>>,
}

const HEADERS: [(&str, &[&str]); 16] = [
    ("id", &["Part", "part no.", "Teil-Nr."]),
    ("parent", &["Assembly", "goes into", "Baugruppe"]),
    ("level", &["Lvl", "Stufe, Ebene"]),
    ("quantity", &["Qty", "Menge ", "B"]),
    ("multiplier", &["Assemblies", "× assembly"]),
    ("description", &["Description", "Text; kurz", "D"]),
    ("unit_cost", &["Unit cost", "Preis"]),
    ("unit_cost_least", &["At least", "von \"min\""]),
    ("unit_cost_most", &["At most", "bis"]),
    ("currency", &["Currency", "Währung"]),
    ("origin", &["Origin", "Ursprung"]),
    ("sourced_from", &["Sourced from", "Land"]),
    ("supplier", &["Supplier", "Постачальник"]),
    ("valid_from", &["From", "gültig ab"]),
    ("valid_until", &["Until", "gültig bis"]),
    ("remark", &["Remark", "Anmerkung\nintern"]),
];

impl Draft {
    /// A table with these columns, in any order, and perhaps one that means nothing.
    pub(crate) fn new(random: &mut Random, meanings: &[&'static str]) -> Draft {
        let mut meanings = meanings.to_vec();
        if random.one_in(2) {
            meanings.push("remark");
        }
        shuffle(random, &mut meanings);
        let header = |meaning: &'static str| {
            let (_, headers) = HEADERS.into_iter().find(|(known, _)| *known == meaning).unwrap();
            (meaning, random.pick(headers).to_owned())
        };
        Draft { columns: meanings.into_iter().map(header).collect(), rows: Vec::new() }
    }

    pub(crate) fn push(&mut self, row: Vec<(&'static str, Cell)>) {
        self.rows.push(row);
    }

    /// The table, and for each meaning its column as a mapping names it.
    pub(crate) fn finish(self, random: &mut Random, name: &str, is_loose: bool) -> (Grid, Table) {
        let cell = |row: &[(&'static str, Cell)], meaning: &str| {
            let found = row.iter().find(|(known, _)| *known == meaning);
            found.map_or(Cell::Empty, |(_, cell)| cell.clone())
        };
        let as_cells = |row: Vec<(&'static str, Cell)>| {
            self.columns.iter().map(|(meaning, _)| cell(&row, meaning)).collect::<Vec<Cell>>()
        };
        let mut rows: Vec<Vec<Cell>> = self.rows.into_iter().map(as_cells).collect();
        if is_loose {
            shuffle(random, &mut rows);
        }
        if random.one_in(3) {
            let at = random.below(rows.len() + 1);
            rows.insert(at, vec![Cell::Empty; self.columns.len()]);
        }
        let titles = ["Bill of materials", "Stand: Mai; Entwurf"];
        let titles = titles.iter().take(random.below(5) / 2).map(|title| (*title).to_owned());
        let mut named = Table::new();
        for (at, (meaning, header)) in self.columns.iter().enumerate() {
            if *meaning != "remark" {
                // The header is found by the names of columns.
                let by_number = *meaning != "id" && random.one_in(4);
                let number = Value::Integer((at + 1).try_into().unwrap());
                let column = if by_number { number } else { Value::String(header.clone()) };
                named.insert((*meaning).to_owned(), column);
            }
        }
        let header = self.columns.into_iter().map(|(_, header)| header).collect();
        let grid = Grid { name: name.to_owned(), titles: titles.collect(), header, rows, is_loose };
        (grid, named)
    }
}
