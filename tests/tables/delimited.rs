//! Text with separators, and figures as people write them.

use encoding_rs::WINDOWS_1252;
use toml::{Table, Value};

use super::forms::{of_row, rows, table};
use super::grids::{Cell, Grid, Tables};
use super::random::Random;

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    separator: char,
    /// Whether the mapping names the separator; else a first line does.
    is_named: bool,
    decimal: char,
    grouping: Option<char>,
    encoding: Encoding,
    line_end: &'static str,
    quotes_all: bool,
    ends_with_line_end: bool,
    /// The choices for each row.
    pub(crate) way: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Plain,
    Marked,
    LittleEndian,
    BigEndian,
    Windows1252,
}

impl Style {
    /// A style in which these tables can be written.
    pub(crate) fn any(random: &mut Random, tables: &Tables) -> Style {
        let (decimal, grouping) = [
            ('.', None),
            ('.', Some(',')),
            ('.', Some('\'')),
            (',', None),
            (',', Some('.')),
            (',', Some(' ')),
        ][random.below(6)];
        let mut encodings = vec![
            Encoding::Plain,
            Encoding::Plain,
            Encoding::Marked,
            Encoding::LittleEndian,
            Encoding::BigEndian,
        ];
        let grids = || tables.bills.iter().chain(&tables.parts);
        let is_western = |cell: &Cell| match cell {
            Cell::Text(text) => !WINDOWS_1252.encode(text).2,
            Cell::Empty | Cell::Figure(..) | Cell::Day(_) => true,
        };
        if grids().all(|grid| rows(grid).iter().flatten().all(is_western)) {
            encodings.extend([Encoding::Windows1252; 5]);
        }
        Style {
            separator: [',', ';', '\t', '|'][random.below(4)],
            is_named: random.one_in(2),
            decimal,
            grouping,
            encoding: encodings[random.below(encodings.len())],
            line_end: random.pick(&["\n", "\r\n"]),
            quotes_all: random.one_in(4),
            ends_with_line_end: random.one_in(2),
            way: u64::try_from(random.below(1 << 30)).unwrap(),
        }
    }

    /// What a mapping says about it.
    pub(crate) fn rules(&self, is_text: bool) -> Table {
        let mut rules = table(vec![
            ("decimal_mark", self.decimal.to_string().into()),
            ("dates", "year-month-day".into()),
        ]);
        if let Some(grouping) = self.grouping {
            rules.insert("thousands_mark".to_owned(), grouping.to_string().into());
        }
        if is_text && self.is_named {
            rules.insert("separator".to_owned(), Value::String(self.separator.into()));
        }
        if is_text && self.encoding == Encoding::Windows1252 {
            rules.insert("encoding".to_owned(), "windows-1252".into());
        }
        rules
    }

    /// The bytes of a table.
    pub(crate) fn text(&self, grid: &Grid) -> Vec<u8> {
        let mut text = String::new();
        if !self.is_named {
            text.push_str(&format!("sep={}{}", self.separator, self.line_end));
        }
        let width = grid.header.len();
        for mut row in rows(grid) {
            let random = &mut of_row(&row, self.way);
            if random.one_in(3) {
                row.resize(width, Cell::Empty);
            }
            let cells: Vec<String> = row.iter().map(|cell| self.cell(cell, random)).collect();
            text.push_str(&cells.join(self.separator.encode_utf8(&mut [0; 4])));
            text.push_str(self.line_end);
        }
        if !self.ends_with_line_end {
            text.truncate(text.len() - self.line_end.len());
        }
        self.encoded(&text)
    }

    fn encoded(&self, text: &str) -> Vec<u8> {
        let wide = |bytes: fn(u16) -> [u8; 2]| {
            std::iter::once('\u{feff}')
                .chain(text.chars())
                .flat_map(|one| one.encode_utf16(&mut [0; 2]).to_vec())
                .flat_map(bytes)
                .collect()
        };
        match self.encoding {
            Encoding::Plain => text.as_bytes().to_vec(),
            Encoding::Marked => format!("\u{feff}{text}").into_bytes(),
            Encoding::LittleEndian => wide(u16::to_le_bytes),
            Encoding::BigEndian => wide(u16::to_be_bytes),
            Encoding::Windows1252 => WINDOWS_1252.encode(text).0.into_owned(),
        }
    }

    fn cell(&self, cell: &Cell, random: &mut Random) -> String {
        let text = self.shown(cell, random);
        if let Cell::Text(text) = cell {
            // Programs are told so not to take a text for a number.
            if text.starts_with('0') && random.one_in(3) {
                return format!("=\"{text}\"");
            }
        }
        let special = [self.separator, '"', '\n', '\r'];
        if text.contains(special) || (self.quotes_all && !text.is_empty()) {
            return format!("\"{}\"", text.replace('"', "\"\""));
        }
        text
    }

    /// A cell as a text.
    pub(crate) fn shown(&self, cell: &Cell, random: &mut Random) -> String {
        match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Day(day) => (*day).to_owned(),
            Cell::Figure(figure, mark) => {
                let figure = self.figure(figure, random);
                match mark {
                    Some(mark) if random.one_in(2) => format!("{figure} {mark}"),
                    Some(mark) => format!("{mark} {figure}"),
                    None => figure,
                }
            }
        }
    }

    fn figure(&self, figure: &str, random: &mut Random) -> String {
        let (whole, decimals) = figure.split_once('.').unwrap_or((figure, ""));
        let mut text = String::new();
        let grouping = self.grouping.filter(|_| random.one_in(2));
        for (at, digit) in whole.char_indices() {
            let rest = whole.len() - at;
            if let Some(mark) = grouping.filter(|_| at > 0 && rest % 3 == 0) {
                text.push(mark);
            }
            text.push(digit);
        }
        if !decimals.is_empty() {
            text.push(self.decimal);
            text.push_str(decimals);
        }
        text
    }
}
