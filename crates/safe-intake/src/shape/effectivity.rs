//! Uses with days: those of one day are taken.

use safe_eligibility::model::day::Day;

use super::collected::Counted;
use super::rows::RowReader;
use crate::calendar::{self, DateStyle};
use crate::mapping::Effective;
use crate::table::Row;

impl RowReader<'_, '_, '_> {
    /// Whether a use is effective on the day; one that is not is counted.
    #[inline]
    pub(super) fn is_effective(&mut self, row: &Row<'_>) -> bool {
        let columns = self.columns();
        if columns.valid_from == 0 && columns.valid_until == 0 {
            return true;
        }
        let first = self.day(row, columns.valid_from);
        let last = self.day(row, columns.valid_until);
        if self.cells.styles.dates.is_none() {
            return true;
        }
        if matches!((first, last), (Some(first), Some(last)) if last < first) {
            self.count(Counted::NeverEffective, row);
            return false;
        }
        let day = match self.mapping().shape.effective {
            Effective::Open => {
                if last.is_some() {
                    self.count(Counted::Superseded, row);
                }
                return last.is_none();
            }
            Effective::Governing => self.days.governing,
            Effective::AsOf => self.days.as_of,
            Effective::On(day) => day,
        };
        let is_past = last.is_some_and(|last| last < day);
        let is_to_come = first.is_some_and(|first| day < first);
        if is_past {
            self.count(Counted::Superseded, row);
        } else if is_to_come {
            self.count(Counted::NotYetEffective, row);
        }
        !is_past && !is_to_come
    }

    fn day(&mut self, row: &Row<'_>, column: u32) -> Option<Day> {
        let cell = row.cell(column);
        let styles = self.cells.styles;
        let read = |style| calendar::read_cell(cell, style, styles.date_system);
        let in_some = || {
            let fits = |style: &DateStyle| read(*style).is_ok();
            DateStyle::WRITTEN.into_iter().find(fits).unwrap_or(DateStyle::YearFirst)
        };
        match read(styles.dates.unwrap_or_else(in_some)) {
            Ok(day) => day,
            Err(problem) => {
                let at = self.cells.at(row, column);
                self.cells.collected.cell(at, cell.given(), problem);
                None
            }
        }
    }
}
