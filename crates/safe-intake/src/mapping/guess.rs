//! Guesses what the columns of a table mean, from their headers and from what stands in them.
//!
//! Nothing is guessed without a reason, and no reason is kept from whoever reads the mapping.

mod evidence;
mod header;
mod shape;

use std::ops::ControlFlow;

use super::{ColumnRef, Header, Mapping, Meaning, ShapeKind};
use crate::shape::layout::{HeaderRow, first_rows, folded};
use crate::shape::{LayoutFault, ShapeProblem};
use crate::source::ColumnLetters;
use crate::table::{InputFile, SheetChoice, Table, TableChoices};
use evidence::{ColumnEvidence, evidence};
use safe_eligibility::model::given::shown;

/// Why each key has its value: the key with its section, and the reason.
type Reasons = Vec<(String, String)>;

/// A mapping that was guessed.
#[derive(Debug)]
pub(crate) struct Guess {
    pub(crate) mapping: Mapping,
    pub(crate) reasons: Reasons,
    /// What is not read of the table, and why where that is not plain.
    pub(crate) unread: Vec<String>,
}

// So many rows tell what a column holds.
const ROWS: usize = 300;

impl Mapping {
    /// Guesses what the columns of the first table mean, with a reason for each key.
    ///
    /// # Errors
    ///
    /// What keeps the table from being looked at; [`LayoutFault::NoGuess`] where no column of ids
    /// or of quantities is found.
    pub(crate) fn guess(files: &[InputFile<'_>]) -> Result<Guess, Vec<ShapeProblem>> {
        let Some(file) = files.first() else {
            let mapping = Self::default();
            return Ok(Guess { mapping, reasons: Vec::new(), unread: Vec::new() });
        };
        let table = Table::open(file, &TableChoices::default())
            .map_err(|problem| vec![ShapeProblem::Table(problem)])?;
        let rows = first_rows(&table, ROWS)?;
        let header = header::find(&rows);
        let mut guessing = Guessing::new(&table, &rows, header);
        guessing.columns();
        guessing.fall_back_on_item_numbers();
        guessing.shape(files.len());
        guessing.drop_unread();
        guessing.currency();
        guessing.finish().map_err(|not_found| {
            // A text that cannot be split says more than what is not found in the rest of it.
            match table.rows(|_| ControlFlow::Continue(())) {
                Ok(()) => not_found,
                Err(problems) => problems.into_iter().map(ShapeProblem::Table).collect(),
            }
        })
    }
}

/// A mapping that is being guessed.
struct Guessing<'t, 'r> {
    table: &'t Table<'t>,
    rows: &'r [HeaderRow],
    header: Option<&'r HeaderRow>,
    // Those below the header.
    below: &'r [HeaderRow],
    evidence: Vec<ColumnEvidence>,
    mapping: Mapping,
    reasons: Reasons,
    // How many columns were taken for what stands in them, against their header or without one.
    doubts: usize,
    // Columns that are not taken for what their header says, and why.
    unfit: Vec<(u32, String)>,
}

impl<'t, 'r> Guessing<'t, 'r> {
    fn new(table: &'t Table<'t>, rows: &'r [HeaderRow], header: Option<usize>) -> Self {
        let below = rows.get(header.map_or(0, |at| at.saturating_add(1))..).unwrap_or(&[]);
        let header = header.and_then(|at| rows.get(at));
        let mut guessing = Self {
            table,
            rows,
            header,
            below,
            evidence: evidence(header, below),
            mapping: Mapping::default(),
            reasons: Vec::new(),
            doubts: 0,
            unfit: Vec::new(),
        };
        guessing.table();
        guessing
    }

    fn because(&mut self, key: &str, why: String) {
        self.reasons.push((key.to_owned(), why));
    }

    fn table(&mut self) {
        if let Some(header) = self.header {
            self.mapping.table.header = Header::Row(header.row);
            let known = header::known(header);
            let why = format!("row {} has {known} headers that are known", header.row);
            self.because("table.header_row", why);
        }
        let sheets = self.table.sheets().iter().filter(|sheet| !sheet.is_hidden).count();
        if let Some(sheet) = self.table.sheet().filter(|_| sheets > 1) {
            self.mapping.table.sheet = Some(SheetChoice::Name(sheet.to_owned()));
            let why = format!("the first of {sheets} sheets that are not hidden");
            self.because("table.sheet", why);
        }
        if let Some(separator) = self.table.separator() {
            self.mapping.table.separator = Some(separator);
            self.because("table.separator", "it splits the first rows evenly".to_owned());
        }
    }

    /// Gives each column its meaning, the clearest header first.
    fn columns(&mut self) {
        let mut found: Vec<(usize, Meaning, u32)> = Vec::new();
        for column in &self.evidence {
            for (meaning, rank) in &column.meanings {
                if column.may_be(*meaning) {
                    found.push((*rank, *meaning, column.number));
                }
            }
        }
        found.sort_by_key(|(rank, meaning, number)| (*meaning, *rank, *number));
        for (_, meaning, number) in found {
            if self.mapping.columns.get(meaning).is_none() && !self.is_taken(number) {
                let why = self.why(meaning, number);
                self.take(meaning, number, why);
            }
        }
        self.by_header(Meaning::Quantity);
        self.note_unfit();
        self.by_content(Meaning::Origin, "nearly every cell is a country", |column| {
            column.filled >= 3 && column.share(column.countries) >= 80 && column.meanings.is_empty()
        });
    }

    /// Takes a column that a bill cannot do without for what its header says, whatever stands in
    /// it: where that is wrong, it is better told cell by cell.
    fn by_header(&mut self, meaning: Meaning) {
        if self.mapping.columns.get(meaning).is_some() {
            return;
        }
        let means = |column: &&ColumnEvidence| {
            column.meanings.iter().any(|(one, _)| *one == meaning) && !self.is_taken(column.number)
        };
        if let Some(number) = self.evidence.iter().find(means).map(|column| column.number) {
            let why = self.why(meaning, number);
            self.take(meaning, number, why);
        }
    }

    fn is_taken(&self, number: u32) -> bool {
        let name = self.column_ref(number);
        Meaning::ALL.iter().any(|meaning| self.mapping.columns.get(*meaning) == Some(&name))
    }

    fn why(&self, meaning: Meaning, number: u32) -> String {
        let Some(column) = self.evidence_of(number) else { return String::new() };
        let seen = column.seen_as(meaning);
        let letters = ColumnLetters(number);
        format!("column {letters} is headed `{}`{seen}", shown(&column.header))
    }

    fn evidence_of(&self, number: u32) -> Option<&ColumnEvidence> {
        self.evidence.iter().find(|column| column.number == number)
    }

    fn take(&mut self, meaning: Meaning, number: u32, why: String) {
        let column = self.column_ref(number);
        self.mapping.columns.set(meaning, Some(column));
        self.because(&format!("columns.{}", meaning.key()), why);
    }

    /// A column as the mapping names it: by its header where no other column has the same.
    fn column_ref(&self, number: u32) -> ColumnRef {
        let header = |column: &ColumnEvidence| folded(&column.header);
        let own = self.evidence_of(number).map(header).unwrap_or_default();
        let same = self.evidence.iter().filter(|column| header(column) == own).count();
        match self.evidence_of(number).filter(|_| !own.is_empty() && same == 1) {
            Some(column) => ColumnRef::Named(column.header.clone()),
            None => ColumnRef::Number(number),
        }
    }

    /// Says why a column is not taken for what its header says.
    fn note_unfit(&mut self) {
        let mut notes = Vec::new();
        for column in &self.evidence {
            let (letters, header) = (ColumnLetters(column.number), shown(&column.header));
            for (meaning, _) in &column.meanings {
                if self.mapping.columns.get(*meaning).is_none() && !column.may_be(*meaning) {
                    let (key, why) = (meaning.key(), column.unfit_for(*meaning));
                    let note =
                        format!("column {letters}, `{header}`, is not taken as `{key}`: {why}");
                    notes.push((column.number, note));
                }
            }
            if column.names_bureau {
                let note = format!(
                    "column {letters}, `{header}`, names who codified a part and not where it \
                     comes from"
                );
                notes.push((column.number, note));
            }
        }
        notes.sort();
        notes.dedup();
        self.unfit = notes;
    }

    /// What is not read of the table: columns that do not hold what they say, then all others.
    fn unread(&self) -> Vec<String> {
        const MOST: usize = 10;
        let is_left = |column: &&ColumnEvidence| {
            let is_told = self.unfit.iter().any(|(number, _)| *number == column.number);
            !column.header.is_empty() && !is_told && !self.is_taken(column.number)
        };
        let headers: Vec<String> = self
            .evidence
            .iter()
            .filter(is_left)
            .map(|column| format!("`{}`", shown(&column.header)))
            .collect();
        let mut unread: Vec<String> = self.unfit.iter().map(|(_, note)| note.clone()).collect();
        if !headers.is_empty() {
            let more = headers.len().checked_sub(MOST).filter(|more| *more > 0);
            let more = more.map_or_else(String::new, |more| format!(" and {more} more"));
            let named = headers.iter().take(MOST).map(String::as_str).collect::<Vec<_>>();
            unread.push(format!("not read: {}{more}", named.join(", ")));
        }
        unread
    }

    /// Columns that the shape does not read are left as if their headers said nothing.
    fn drop_unread(&mut self) {
        let kind = self.mapping.shape.kind;
        for meaning in ShapeKind::COLUMNS {
            if !kind.reads(meaning) {
                self.mapping.columns.set(meaning, None);
                let path = format!("columns.{}", meaning.key());
                self.reasons.retain(|(key, _)| *key != path);
            }
        }
    }

    fn by_content(&mut self, meaning: Meaning, why: &str, fits: impl Fn(&ColumnEvidence) -> bool) {
        if self.mapping.columns.get(meaning).is_some() {
            return;
        }
        let found = self.evidence.iter().find(|column| fits(column)).map(|column| column.number);
        if let Some(number) = found {
            self.doubts = self.doubts.saturating_add(1);
            let letters = ColumnLetters(number);
            self.take(
                meaning,
                number,
                format!("column {letters}: {why}, whatever its header says"),
            );
        }
    }

    /// Part numbers that are left out in some rows cannot name these; item numbers can.
    fn fall_back_on_item_numbers(&mut self) {
        let id = self.mapping.columns.id.clone();
        let number = |column: &ColumnEvidence| self.column_ref(column.number);
        let of_id = self.evidence.iter().find(|column| Some(number(column)) == id);
        let rows = self.below.len();
        if of_id.is_some_and(|column| column.gaps == 0) {
            return;
        }
        let item = self.evidence.iter().find(|column| {
            column.is_unique && column.gaps == 0 && rows > 0 && column.is_item_number()
        });
        let Some(item) = item.map(|column| column.number) else { return };
        let gaps = of_id.map_or(0, |column| column.gaps);
        self.doubts = self.doubts.saturating_add(1);
        self.reasons.retain(|(key, _)| key != "columns.id");
        let letters = ColumnLetters(item);
        let why = format!(
            "column {letters} numbers every row once; the column of part numbers is empty in {gaps} \
             of the first rows"
        );
        if let Some(old) = id.filter(|_| self.mapping.columns.description.is_none()) {
            self.mapping.columns.description = Some(old);
            let why = "the part numbers, which do not name every row".to_owned();
            self.because("columns.description", why);
        }
        self.take(Meaning::Id, item, why);
    }

    fn finish(mut self) -> Result<Guess, Vec<ShapeProblem>> {
        let columns = &self.mapping.columns;
        let missing: Vec<&'static str> = [Meaning::Id, Meaning::Quantity]
            .into_iter()
            .filter(|meaning| columns.get(*meaning).is_none())
            .map(Meaning::key)
            .collect();
        if !missing.is_empty() {
            let header = self.header.or_else(|| self.rows.first());
            let headers = header.map_or_else(Vec::new, HeaderRow::names);
            let at = self.table.source(header.map_or(1, |header| header.row), None);
            let fault = if self.rows.len() <= 1 || self.below.is_empty() {
                LayoutFault::NoRows
            } else {
                LayoutFault::NoGuess { missing, headers }
            };
            return Err(vec![ShapeProblem::Layout { at, fault }]);
        }
        let confidence = match self.doubts {
            0 => "high: every column is taken for what its header says",
            1 => "medium: one guess rests on what stands in the cells",
            _ => "low: several guesses rest on what stands in the cells",
        };
        self.reasons.insert(0, ("columns".to_owned(), format!("confidence is {confidence}")));
        let unread = self.unread();
        let notes = unread.iter().map(|note| ("columns".to_owned(), note.clone()));
        self.reasons.extend(notes);
        Ok(Guess { mapping: self.mapping, reasons: self.reasons, unread })
    }
}
