//! Tables as files: text with separators, XLSX, XLSB, XLS, ODS, JSON.

use toml::{Table, Value};

use super::delimited::Style;
use super::grids::{Cell, Grid, Tables};
use super::random::Random;
use super::{json, ods, xls, xlsb, xlsx};

/// A form in which tables are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    Json,
}

/// A bill as files.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) bills: Vec<(String, Vec<u8>)>,
    pub(crate) parts: Option<(String, Vec<u8>)>,
    pub(crate) mapping: String,
}

impl Form {
    pub(crate) const ALL: [Form; 6] =
        [Form::Text, Form::Xlsx, Form::Xlsb, Form::Xls, Form::Ods, Form::Json];

    /// Whether figures keep zeros that say nothing.
    pub(crate) fn keeps_zeros(self) -> bool {
        !self.is_workbook()
    }

    fn is_workbook(self) -> bool {
        !matches!(self, Form::Text | Form::Json)
    }

    fn ending(self, random: &mut Random) -> &'static str {
        match self {
            Form::Text => random.pick(&["csv", "tsv", "txt"]),
            Form::Xlsx => "xlsx",
            Form::Xlsb => "xlsb",
            Form::Xls => "xls",
            Form::Ods => "ods",
            Form::Json => random.pick(&["json", "jsonl"]),
        }
    }

    /// Writes the tables of a bill, all in one way.
    pub(crate) fn write(self, tables: &Tables, random: &mut Random) -> Written {
        let ending = self.ending(random);
        let style = Style::any(random, tables);
        let mut mapping = tables.mapping.clone();
        let mut rules = style.rules(self == Form::Text);
        // A workbook may hold the table of parts as a sheet of its own.
        let may_be = self.is_workbook() && tables.bills.len() == 1 && tables.parts.is_some();
        let is_a_sheet = may_be && random.one_in(2);
        let mut sheets: Vec<&Grid> = tables.bills.iter().collect();
        sheets.extend(tables.parts.as_ref().filter(|_| is_a_sheet));
        let name = |grid: &Grid| format!("{}.{ending}", grid.name);
        let workbook = |grids: &[&Grid]| match self {
            Form::Text => style.text(grids[0]),
            Form::Xlsx => xlsx::workbook(grids, &style),
            Form::Xlsb => xlsb::workbook(grids, &style),
            Form::Xls => xls::workbook(grids, &style),
            Form::Ods => ods::workbook(grids, &style),
            Form::Json => json::rows(grids[0], &style),
        };
        let bills = match is_a_sheet {
            true => vec![(name(sheets[0]), workbook(&sheets))],
            false => sheets.iter().map(|grid| (name(grid), workbook(&[grid]))).collect(),
        };
        let apart = tables.parts.as_ref().filter(|_| !is_a_sheet);
        let parts = apart.map(|grid| (name(grid), workbook(&[grid])));
        if let Some(of_parts) = mapping.get_mut("parts").and_then(Value::as_table_mut) {
            let mut rules = rules.clone();
            if is_a_sheet {
                rules.insert("sheet".to_owned(), "parts".into());
            } else {
                of_parts.insert("file".to_owned(), format!("parts.{ending}").into());
            }
            of_parts.insert("table".to_owned(), Value::Table(rules));
        }
        if is_a_sheet {
            rules.insert("sheet".to_owned(), tables.bills[0].name.clone().into());
        }
        mapping.insert("table".to_owned(), Value::Table(rules));
        Written { bills, parts, mapping: toml::to_string(&mapping).unwrap() }
    }
}

/// Every row of a table: titles, header, and the others.
pub(crate) fn rows(grid: &Grid) -> Vec<Vec<Cell>> {
    let alone = |title: &String| vec![Cell::text(title)];
    let header = grid.header.iter().map(|header| Cell::text(header)).collect();
    let above = grid.titles.iter().map(alone).chain([header]);
    above.chain(grid.rows.iter().cloned()).collect()
}

/// The choices for a row, which do not depend on where it stands.
pub(crate) fn of_row(row: &[Cell], way: u64) -> Random {
    let shown = format!("{row:?}");
    let seed = shown
        .bytes()
        .fold(way, |seed, byte| (seed ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    Random::seeded(seed)
}

/// A figure that a double holds to the last digit, if a spreadsheet program takes it for one.
pub(crate) fn as_number<'c>(cell: &'c Cell, random: &mut Random) -> Option<&'c str> {
    let text = match cell {
        Cell::Figure(figure, None) => figure,
        // An id that looks like a number is often taken for one.
        Cell::Text(text) if is_whole(text) => text,
        Cell::Empty | Cell::Text(_) | Cell::Figure(_, Some(_)) | Cell::Day(_) => return None,
    };
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (digits <= 15 && !random.one_in(3)).then_some(text)
}

fn is_whole(text: &str) -> bool {
    !text.starts_with('0') && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(crate) fn table(pairs: Vec<(&str, Value)>) -> Table {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
