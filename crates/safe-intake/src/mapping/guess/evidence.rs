//! What stands in each column of the first rows.

use std::collections::BTreeSet;

use super::header::bare;
use crate::country_name::{is_country, looks_like_bureau_codes, looks_like_stock_number};
use crate::mapping::Meaning;
use crate::mapping::synonyms::{meanings, names_bureau};
use crate::number::{self, Number, NumberStyle};
use crate::shape::layout::{HeaderRow, folded, one_line};
use crate::table::Cell;

/// What is known of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct ColumnEvidence {
    /// Its number, counted from 1.
    pub(super) number: u32,
    /// Its header as it is written; empty where it has none.
    pub(super) header: String,
    /// What its header may mean, and how clearly.
    pub(super) meanings: Vec<(Meaning, usize)>,
    pub(super) names_bureau: bool,
    /// How many cells hold something.
    pub(super) filled: usize,
    /// How many rows with several filled cells leave it empty.
    pub(super) gaps: usize,
    pub(super) numbers: usize,
    pub(super) countries: usize,
    pub(super) currencies: usize,
    /// Cells such as `1`, `.1`, `..2`.
    pub(super) levels: usize,
    pub(super) dotted: usize,
    /// Dotted numbers with at least one point within.
    pub(super) deep: usize,
    /// Dotted numbers of which the one above stands in the column too.
    pub(super) hung: usize,
    /// Texts that begin with white space.
    pub(super) indented: usize,
    /// Whether no two cells are alike.
    pub(super) is_unique: bool,
    pub(super) looks_like_bureaus: bool,
}

/// Looks at every column that has a header or holds something.
pub(super) fn evidence(header: Option<&HeaderRow>, below: &[HeaderRow]) -> Vec<ColumnEvidence> {
    let texts: &[(u32, String)] = header.map_or(&[], |header| &header.texts);
    let last = |row: &HeaderRow| row.texts.last().map_or(0, |(column, _)| *column);
    let width = below.iter().map(last).max().unwrap_or(0);
    let width = texts.last().map_or(0, |(column, _)| *column).max(width).min(1_000);
    (1..=width)
        .map(|number| {
            let named = texts.iter().find(|(column, _)| *column == number);
            let header = named.map(|(_, text)| one_line(text)).unwrap_or_default();
            column(number, header, below)
        })
        .filter(|column| !column.header.is_empty() || column.filled > 0)
        .collect()
}

fn column(number: u32, header: String, below: &[HeaderRow]) -> ColumnEvidence {
    let mut column = ColumnEvidence {
        number,
        meanings: meanings(&bare(&header)).collect(),
        names_bureau: names_bureau(&folded(&header)),
        header,
        is_unique: true,
        ..ColumnEvidence::default()
    };
    let mut seen = BTreeSet::new();
    let mut texts: Vec<&str> = Vec::new();
    for row in below {
        let cell = row.texts.iter().find(|(at, _)| *at == number).map(|(_, text)| text.as_str());
        match cell {
            // What a formula would give is not known, and says nothing.
            Some(text) if text.is_empty() || matches!(Cell::from_text(text), Cell::Error(_)) => {}
            Some(text) => {
                column.look_at(text);
                column.is_unique &= seen.insert(text.trim());
                texts.push(text);
            }
            // A row with one cell is a title; what it leaves empty says nothing.
            None if row.texts.len() > 1 => column.gaps = column.gaps.saturating_add(1),
            None => {}
        }
    }
    column.hung = hung(&texts);
    let are_stock_numbers = !texts.is_empty() && texts.iter().all(|t| looks_like_stock_number(t));
    column.looks_like_bureaus = are_stock_numbers || looks_like_bureau_codes(texts);
    column
}

// `1.10` and `1.10.` hang below `1` and `1.`.
fn hung(texts: &[&str]) -> usize {
    let numbers = texts.iter().map(|text| text.trim().trim_end_matches('.'));
    let all: BTreeSet<&str> = numbers.clone().collect();
    let above = numbers.filter_map(|number| number.rsplit_once('.').map(|(above, _)| above));
    above.filter(|above| all.contains(above)).count()
}

impl ColumnEvidence {
    fn look_at(&mut self, text: &str) {
        let add = |counter: &mut usize, holds: bool| {
            *counter = counter.saturating_add(usize::from(holds));
        };
        let plain = text.trim();
        add(&mut self.filled, true);
        let is_number = NumberStyle::WRITTEN.into_iter().any(|style| {
            number::read(plain, style).is_ok_and(|read| read.number != Number::NotStated)
        });
        add(&mut self.numbers, is_number);
        add(&mut self.countries, is_country(plain));
        let is_code = plain.len() == 3 && plain.bytes().all(|byte| byte.is_ascii_uppercase());
        add(&mut self.currencies, is_code || ["€", "$", "£"].contains(&plain));
        add(&mut self.levels, crate::shape::is_level(plain));
        let parts: Vec<&str> = plain.trim_end_matches('.').split('.').collect();
        let digits = |part: &&str| {
            !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let is_dotted = parts.iter().all(digits);
        add(&mut self.dotted, is_dotted);
        add(&mut self.deep, is_dotted && parts.len() > 1);
        add(&mut self.indented, text.starts_with(char::is_whitespace));
    }

    /// How many of a hundred filled cells are so.
    pub(super) fn share(&self, cells: usize) -> usize {
        cells.saturating_mul(100).checked_div(self.filled).unwrap_or(0)
    }

    /// Whether what stands in the column does not speak against a meaning.
    pub(super) fn may_be(&self, meaning: Meaning) -> bool {
        if self.filled == 0 {
            return !matches!(meaning, Meaning::Id | Meaning::Quantity | Meaning::Level);
        }
        let fits = |(cells, _, least)| self.share(cells) >= least;
        !self.is_origin_of_bureaus(meaning) && self.looked_for(meaning).is_none_or(fits)
    }

    /// What of the cells speaks for a meaning, to follow the header.
    pub(super) fn seen_as(&self, meaning: Meaning) -> String {
        let Some((cells, what, _)) = self.looked_for(meaning) else { return String::new() };
        format!(", and {cells} of the first {} cells are {what}", self.filled)
    }

    /// How many cells are what a meaning asks for, what that is, and how many of a hundred must
    /// be; `None`: any cell may stand there.
    fn looked_for(&self, meaning: Meaning) -> Option<(usize, &'static str, usize)> {
        match meaning {
            Meaning::Quantity
            | Meaning::Multiplier
            | Meaning::UnitCost
            | Meaning::UnitCostLeast
            | Meaning::UnitCostMost
            | Meaning::PackSize
            | Meaning::PackPrice => Some((self.numbers, "numbers", 60)),
            Meaning::Origin | Meaning::SourcedFrom => Some((self.countries, "countries", 40)),
            Meaning::Currency => Some((self.currencies, "currencies", 60)),
            Meaning::Level => Some((self.levels.max(self.dotted), "levels", 80)),
            Meaning::Id
            | Meaning::Parent
            | Meaning::Unit
            | Meaning::Description
            | Meaning::CostUnit
            | Meaning::Supplier
            | Meaning::Manufacturer
            | Meaning::ValidFrom
            | Meaning::ValidUntil => None,
        }
    }

    fn is_origin_of_bureaus(&self, meaning: Meaning) -> bool {
        matches!(meaning, Meaning::Origin | Meaning::SourcedFrom) && self.looks_like_bureaus
    }

    /// Why it is not taken for what its header says.
    pub(super) fn unfit_for(&self, meaning: Meaning) -> String {
        if self.filled == 0 {
            return "it is empty".to_owned();
        }
        if self.is_origin_of_bureaus(meaning) {
            return "the cells look like digits of NATO stock numbers, which say who codified a \
                    part and not where it comes from"
                .to_owned();
        }
        format!("few of the first {} cells look like one", self.filled)
    }

    /// Whether the column numbers the rows: its header says so, and its cells are whole numbers.
    pub(super) fn is_item_number(&self) -> bool {
        const HEADERS: [&str; 12] = [
            "item",
            "item no",
            "item no.",
            "item #",
            "item number",
            "pos",
            "pos.",
            "position",
            "no",
            "no.",
            "nr",
            "nr.",
        ];
        HEADERS.contains(&bare(&self.header).as_str()) && self.share(self.dotted) == 100
    }
}
