//! Workbooks: which sheet is read, and what is said about it.
//!
//! Each form has a reader of its own that fills a [`SheetCells`]; everything else is the same.

mod archive;
mod binary;
mod compound;
mod number_text;
mod ods;
mod parts;
mod sheet_cells;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use std::sync::Arc;

pub(super) use archive::Archive;
pub(super) use compound::Compound;
pub(super) use ods::Ods;
pub(super) use xls::Xls;
pub(super) use xlsb::Xlsb;
pub(super) use xlsx::Xlsx;

use sheet_cells::{Replaced, SheetCells};

use super::problem::FileProblem;
use super::{Body, InputFile, Sheet, SheetChoice, Table, TableChoices};
use crate::calendar::DateSystem;
use crate::remark::{Remark, TableRemark};
use crate::source::{Source, Spot};

/// A workbook of any form.
pub(super) trait Book {
    /// Its sheets, in order.
    fn sheets(&self) -> &[Sheet];

    /// From which day it counts.
    fn date_system(&self) -> DateSystem;

    /// Reads the cells of the sheet at a place, counted from 0.
    fn read(&mut self, at: usize) -> Result<SheetCells, FileProblem>;
}

/// Opens the sheet that is chosen.
pub(super) fn open<'a>(
    file: &InputFile<'a>,
    book: &mut dyn Book,
    choices: &TableChoices,
) -> Result<Table<'a>, FileProblem> {
    let sheets = book.sheets().to_vec();
    let date_system = book.date_system();
    let (at, mut read) = match &choices.sheet {
        Some(choice) => {
            let at = chosen(&sheets, choice)?;
            (at, read_in(book, &sheets, at)?)
        }
        None => first_with_cells(&sheets, book)?,
    };
    let chosen = sheets.get(at).cloned().ok_or(FileProblem::Empty)?;
    let name: Arc<str> = file.name.into();
    let mut remarks = Vec::new();
    let mut remark = |cell: Option<(u32, u32)>, what| {
        let sheet = chosen.name.clone();
        let spot = match cell {
            Some((row, column)) => {
                Spot::Cell { sheet: Some(sheet), row, column: Some(column), line: None }
            }
            None => Spot::Sheet { sheet },
        };
        remarks.push(Remark::Table { at: Source::new(name.clone(), spot), what });
    };
    if chosen.is_hidden {
        remark(None, TableRemark::HiddenSheet);
    }
    let others = sheets.iter().filter(|sheet| !sheet.is_hidden && sheet.name != chosen.name);
    let others: Vec<String> = others.map(|sheet| sheet.name.to_string()).collect();
    if choices.sheet.is_none() && !others.is_empty() {
        remark(None, TableRemark::OtherSheets { read: chosen.name.to_string(), others });
    }
    let repeated = choices.repeat_merged;
    let merged = read.merge(repeated).map_err(|problem| problem.in_sheet(&chosen.name))?;
    if let Some(merged) = merged {
        remark(Some(merged.first), TableRemark::Merged { count: merged.count, repeated });
        let last = merged.replaced.len().saturating_sub(1);
        for (index, Replaced { at, given, by }) in merged.replaced.into_iter().enumerate() {
            let more = if index == last { merged.more_replaced } else { 0 };
            remark(Some(at), TableRemark::Covered { given, by, count: more.saturating_add(1) });
        }
    }
    let (cells, digits) = read.finish();
    if let Some(digits) = digits {
        let (given, read, count) = (digits.given, digits.read, digits.count);
        remark(Some(digits.first), TableRemark::Digits { given, read, count });
    }
    if cells.is_empty() {
        return Err(FileProblem::Empty);
    }
    let body = Body::Kept(cells);
    Ok(Table { name, sheet: Some(chosen.name), sheets, date_system, remarks, body })
}

fn chosen(sheets: &[Sheet], choice: &SheetChoice) -> Result<usize, FileProblem> {
    let (at, given) = match choice {
        SheetChoice::Number(number) => {
            let at = usize::try_from(*number).ok().and_then(|number| number.checked_sub(1));
            (at.filter(|at| *at < sheets.len()), number.to_string())
        }
        SheetChoice::Name(name) => {
            let folded = |text: &str| text.trim().to_lowercase();
            let exact = sheets.iter().position(|sheet| *sheet.name == **name);
            let near = || sheets.iter().position(|sheet| folded(&sheet.name) == folded(name));
            (exact.or_else(near), name.clone())
        }
    };
    let names = || sheets.iter().map(|sheet| sheet.name.to_string()).collect();
    at.ok_or_else(|| FileProblem::NoSheet { given, sheets: names() })
}

fn read_in(book: &mut dyn Book, sheets: &[Sheet], at: usize) -> Result<SheetCells, FileProblem> {
    let read = book.read(at);
    read.map_err(|problem| match sheets.get(at) {
        Some(sheet) => problem.in_sheet(&sheet.name),
        None => problem,
    })
}

/// The first sheet with cells, hidden ones last; what holds a chart only is passed over.
fn first_with_cells(
    sheets: &[Sheet],
    book: &mut dyn Book,
) -> Result<(usize, SheetCells), FileProblem> {
    let order = |is_hidden: bool| {
        let of_kind = sheets.iter().enumerate().filter(move |(_, one)| one.is_hidden == is_hidden);
        of_kind.map(|(at, _)| at)
    };
    for at in order(false).chain(order(true)) {
        match read_in(book, sheets, at) {
            Ok(read) if read.is_empty() => {}
            Err(FileProblem::NoCells) => {}
            Ok(read) => return Ok((at, read)),
            Err(problem) => return Err(problem),
        }
    }
    Err(FileProblem::Empty)
}

#[cfg(test)]
pub(super) mod tests;
