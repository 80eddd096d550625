//! The cells of a sheet while they are read, with what is to be said about them.

use std::ops::Range;

use super::number_text::add_plain;
use crate::calendar::{DateSystem, of_serial};
use crate::table::cell::Cell;
use crate::table::kept::{KeptCells, Stretch, Value};
use crate::table::limits::{Limit, MOST_REPEATED};
use crate::table::problem::FileProblem;

/// The cells of a sheet; rows and columns count from 1.
#[derive(Debug, Default)]
pub(in crate::table) struct SheetCells {
    kept: KeptCells,
    hidden: Vec<Range<u32>>,
    merged: Vec<Merged>,
    digits: Option<DigitsLeftOut>,
    scratch: String,
}

/// Cells merged into one, the ends included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Merged {
    pub(super) first: (u32, u32),
    pub(super) last: (u32, u32),
}

/// Cells merged over several rows: the first of them, and how many there are.
#[derive(Clone, Debug)]
pub(super) struct MergedRows {
    pub(super) first: (u32, u32),
    pub(super) count: usize,
    /// Values that a repeated one takes the place of.
    pub(super) replaced: Vec<Replaced>,
    /// How many more there are of them.
    pub(super) more_replaced: usize,
}

/// A value of a cell that a merged one covers.
#[derive(Clone, Debug)]
pub(super) struct Replaced {
    pub(super) at: (u32, u32),
    pub(super) given: String,
    pub(super) by: String,
}

// Nobody reads more of them one by one.
const MOST_REPLACED: usize = 100;

impl MergedRows {
    fn starting(first: (u32, u32)) -> Self {
        Self { first, count: 0, replaced: Vec::new(), more_replaced: 0 }
    }

    #[cold]
    fn replace(&mut self, at: (u32, u32), given: &Cell<'_>, by: &Cell<'_>) {
        if self.replaced.len() < MOST_REPLACED {
            self.replaced.push(Replaced { at, given: given.given(), by: by.given() });
        } else {
            self.more_replaced = self.more_replaced.saturating_add(1);
        }
    }
}

/// Numbers of which a spreadsheet program does not show every digit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DigitsLeftOut {
    pub(super) first: (u32, u32),
    pub(super) given: String,
    pub(super) read: String,
    pub(super) count: usize,
}

impl SheetCells {
    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Keeps a text that several cells share.
    pub(super) fn share(&mut self, text: &str) -> Result<Stretch, Limit> {
        self.kept.keep_text(text)
    }

    pub(super) fn shared(&mut self, at: (u32, u32), text: Stretch) -> Result<(), Limit> {
        self.value(at, Value::Text(text))
    }

    pub(super) fn text(&mut self, at: (u32, u32), text: &str) -> Result<(), Limit> {
        if Cell::from_text(text).is_empty() {
            return Ok(());
        }
        let text = self.kept.keep_text(text)?;
        self.value(at, Value::Text(text))
    }

    pub(super) fn error(&mut self, at: (u32, u32), error: &str) -> Result<(), Limit> {
        let error = self.kept.keep_text(error)?;
        self.value(at, Value::Error(error))
    }

    pub(super) fn value(&mut self, (row, column): (u32, u32), value: Value) -> Result<(), Limit> {
        self.kept.push(row, column, value)
    }

    /// A number as the file writes it; what is none stays a text.
    #[inline]
    pub(super) fn number(&mut self, at: (u32, u32), text: &str) -> Result<(), Limit> {
        self.scratch.clear();
        let Some(is_rounded) = add_plain(text, &mut self.scratch) else {
            return self.text(at, text);
        };
        if is_rounded {
            self.note_digits(at, text);
        }
        let number = self.kept.keep_text(&self.scratch)?;
        self.value(at, Value::Number(number))
    }

    /// A number that is shown as a day; where no day has it, a number.
    pub(super) fn serial(
        &mut self,
        at: (u32, u32),
        text: &str,
        system: DateSystem,
    ) -> Result<(), Limit> {
        self.scratch.clear();
        let _ = add_plain(text, &mut self.scratch);
        match of_serial(&self.scratch, system) {
            Ok(day) => self.value(at, Value::Day(day)),
            Err(_) => self.number(at, text),
        }
    }

    /// Marks rows as hidden, the last not included; they come in ascending order.
    pub(super) fn hide(&mut self, rows: Range<u32>) {
        match self.hidden.last_mut() {
            Some(last) if last.end == rows.start => last.end = rows.end,
            Some(_) | None => self.hidden.push(rows),
        }
    }

    /// Marks columns as hidden, both ends included.
    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        self.kept.hide_columns(first..last.saturating_add(1));
    }

    pub(super) fn add_merged(&mut self, merged: Merged) -> Result<(), Limit> {
        if self.merged.len() >= MOST_REPEATED {
            return Err(Limit::Cells);
        }
        self.merged.push(merged);
        Ok(())
    }

    /// Looks at the cells merged over several rows and repeats their value where that is asked
    /// for; returns the first of them, how many there are, and what was replaced.
    ///
    /// A cell that the sheet has twice is a problem: whichever is taken would hide the other.
    pub(super) fn merge(&mut self, repeat: bool) -> Result<Option<MergedRows>, FileProblem> {
        if let Some((row, column)) = self.kept.finish(&[]) {
            return Err(FileProblem::Twice { sheet: None, row, column: Some(column) });
        }
        let mut found: Option<MergedRows> = None;
        let mut repeated = Vec::new();
        for merged in &self.merged {
            let (first, last) = (merged.first, merged.last);
            if last.0 <= first.0 {
                continue;
            }
            let Some(value) = self.kept.at(first.0, first.1) else { continue };
            let found = found.get_or_insert_with(|| MergedRows::starting(first));
            found.count = found.count.saturating_add(1);
            if !repeat {
                continue;
            }
            let cells = (first.0..=last.0)
                .flat_map(|row| (first.1..=last.1).map(move |column| (row, column)));
            for place in cells.skip(1) {
                if repeated.len() >= MOST_REPEATED {
                    return Err(FileProblem::TooLarge(Limit::Cells));
                }
                if let Some(covered) = self.kept.at(place.0, place.1) {
                    let (given, by) = (self.kept.seen(covered), self.kept.seen(value));
                    if given != by {
                        found.replace(place, &given, &by);
                    }
                }
                repeated.push((place, value));
            }
        }
        for (at, value) in repeated {
            self.value(at, value).map_err(FileProblem::TooLarge)?;
        }
        Ok(found)
    }

    pub(super) fn finish(mut self) -> (KeptCells, Option<DigitsLeftOut>) {
        // What a merged cell repeats takes the place of what it covers.
        let _covered = self.kept.finish(&self.hidden);
        (self.kept, self.digits)
    }

    #[cold]
    fn note_digits(&mut self, first: (u32, u32), given: &str) {
        if let Some(digits) = &mut self.digits {
            digits.count = digits.count.saturating_add(1);
        } else {
            let (given, read) = (given.to_owned(), self.scratch.clone());
            self.digits = Some(DigitsLeftOut { first, given, read, count: 1 });
        }
    }
}
