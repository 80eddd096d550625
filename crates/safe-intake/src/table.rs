//! Tables: any CSV, TSV, workbook or JSON of objects as rows of cells, each with its address.
//!
//! A text is split as its rows are asked for; of a workbook the cells of one sheet are kept, and
//! of JSON the values of all objects.
//! Rows and columns count from 1, as a spreadsheet program shows them.

mod cell;
mod delimited;
mod encoding;
mod form;
mod json_rows;
mod kept;
mod limits;
pub(crate) mod problem;
#[cfg(test)]
mod real_files;
mod row;
mod workbook;

use std::ops::ControlFlow;
use std::sync::Arc;

pub(crate) use cell::{Cell, plain_id};
pub(crate) use form::TableForm;
pub(crate) use problem::TableProblem;
pub(crate) use row::Row;
#[cfg(test)]
pub(crate) use workbook::tests::{sheets, xlsx};

use delimited::{DelimitedText, Fault, FaultKind};
use json_rows::JsonRows;
use kept::KeptCells;
use problem::{FileProblem, RowProblem};

use crate::calendar::DateSystem;
use crate::remark::Remark;
use crate::source::{Source, Spot};

/// A file as it was given: a name to show, and its bytes.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a file is its name and its bytes")]
pub struct InputFile<'a> {
    /// The name, which is shown and of which the ending counts; nothing is opened by it.
    pub name: &'a str,
    /// The bytes.
    pub bytes: &'a [u8],
}

/// What is asked of a table before it is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct TableChoices {
    /// The sheet of a workbook; `None`: the first that is not hidden and not empty.
    pub(crate) sheet: Option<SheetChoice>,
    /// What stands between the cells of a text; `None`: what its first rows look like.
    pub(crate) separator: Option<u8>,
    /// How a text is encoded; `None`: what it looks like.
    pub(crate) encoding: Option<&'static encoding_rs::Encoding>,
    /// Whether the value of merged cells counts for each of them, and not for the first only.
    pub(crate) repeat_merged: bool,
}

/// One sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SheetChoice {
    /// By its name, case and white space around it aside.
    Name(String),
    /// By its place, counted from 1, hidden sheets included.
    Number(u32),
}

/// A sheet that a workbook has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) name: Arc<str>,
    pub(crate) is_hidden: bool,
}

/// The rows of one table, in order.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    name: Arc<str>,
    sheet: Option<Arc<str>>,
    sheets: Vec<Sheet>,
    date_system: DateSystem,
    remarks: Vec<Remark>,
    body: Body<'a>,
}

#[derive(Debug)]
enum Body<'a> {
    Delimited(DelimitedText<'a>),
    Kept(KeptCells),
    Json(JsonRows),
}

impl<'a> Table<'a> {
    /// Opens a file as what its content is, which need not be what its name says.
    ///
    /// # Errors
    ///
    /// [`TableProblem::File`] where it cannot be read as a table at all, [`TableProblem::Rows`]
    /// where it is JSON of another kind.
    pub(crate) fn open(file: &InputFile<'a>, choices: &TableChoices) -> Result<Self, TableProblem> {
        form::open(file, choices)
    }

    /// The name of the sheet; `None` where the file has none.
    pub(crate) fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// Every sheet of the workbook, in order; none for a text.
    pub(crate) fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// From which day the workbook counts its days.
    pub(crate) fn date_system(&self) -> DateSystem {
        self.date_system
    }

    /// What was understood or changed when the file was opened.
    pub(crate) fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// How many rows that hold something are hidden.
    #[cfg(test)]
    pub(crate) fn hidden_rows(&self) -> usize {
        match &self.body {
            Body::Delimited(_) | Body::Json(_) => 0,
            Body::Kept(cells) => cells.count_hidden(),
        }
    }

    /// Whether the spreadsheet program does not show a column.
    pub(crate) fn is_column_hidden(&self, column: u32) -> bool {
        match &self.body {
            Body::Delimited(_) | Body::Json(_) => false,
            Body::Kept(cells) => cells.is_column_hidden(column),
        }
    }

    /// The separator of a text; `None` for a workbook and for JSON.
    pub(crate) fn separator(&self) -> Option<char> {
        match &self.body {
            Body::Delimited(text) => Some(text.separator()),
            Body::Kept(_) | Body::Json(_) => None,
        }
    }

    /// Hands out the rows that hold something, from the first to the last, until told to stop.
    /// It may be called any number of times.
    ///
    /// # Errors
    ///
    /// Every problem of the text itself: cells in quotes that are not closed, or closed twice; of
    /// JSON what is no row, no value of a cell, or no JSON.
    pub(crate) fn rows(
        &self,
        mut each: impl FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), Vec<TableProblem>> {
        match &self.body {
            Body::Delimited(text) => {
                let faults = text.each_row(&mut each);
                if faults.is_empty() {
                    return Ok(());
                }
                Err(faults.into_iter().map(|fault| self.fault(&fault)).collect())
            }
            Body::Kept(cells) => {
                cells.each_row(&mut each);
                Ok(())
            }
            Body::Json(rows) => rows.each_row(&mut each),
        }
    }

    /// Lets go of the cells of a workbook or of JSON once they are read; places can still be told.
    pub(crate) fn forget_cells(&mut self) {
        match &mut self.body {
            Body::Delimited(_) => {}
            Body::Kept(cells) => *cells = KeptCells::default(),
            Body::Json(rows) => rows.forget_cells(),
        }
    }

    /// The place of a cell, or of a row as a whole.
    pub(crate) fn source(&self, row: u32, column: Option<u32>) -> Source {
        let line = match &self.body {
            Body::Delimited(text) => Some(text.line_of(row)).filter(|line| *line != row),
            Body::Kept(_) => None,
            Body::Json(rows) => rows.line_of(row).filter(|line| *line != row),
        };
        Source::new(self.name.clone(), Spot::Cell { sheet: self.sheet.clone(), row, column, line })
    }

    /// The place of a column as a whole.
    pub(crate) fn column_source(&self, column: u32) -> Source {
        Source::new(self.name.clone(), Spot::Column { sheet: self.sheet.clone(), column })
    }

    /// The table as a whole.
    pub(crate) fn whole_source(&self) -> Source {
        let spot = self.sheet.clone().map_or(Spot::Whole, |sheet| Spot::Sheet { sheet });
        Source::new(self.name.clone(), spot)
    }

    fn fault(&self, fault: &Fault) -> TableProblem {
        let at = self.source(fault.row, Some(fault.column));
        match fault.kind {
            FaultKind::Unclosed => TableProblem::File { at, problem: FileProblem::UnclosedQuote },
            FaultKind::Stray => TableProblem::Row { at, problem: RowProblem::StrayQuote },
        }
    }
}
