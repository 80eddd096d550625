//! What one row states: the quantity of a use, and the facts of a part.

use std::borrow::Cow;

use safe_eligibility::model::country::Origin;
use safe_eligibility::model::figure::{Figure, Quantity};

use super::classify::RowKind;
use super::collected::{Collected, Counted};
use super::exact::times;
use super::layout::{Layout, one_line};
use super::remark::BillRemark;
use super::row_fault::RowFault;
use super::style::{ColumnStyle, Styles};
use crate::country_name::{CountryReader, CountryReading};
use crate::mapping::Mapping;
use crate::nearest::nearest;
use crate::number::{self, NumberStyle, NumberText};
use crate::source::Source;
use crate::table::problem::CellProblem;
use crate::table::{Cell, Row, Table};

/// Reads the cells of one table.
pub(super) struct CellReader<'t, 'a> {
    pub(super) table: &'t Table<'a>,
    pub(super) mapping: &'t Mapping,
    pub(super) layout: &'t Layout,
    pub(super) styles: &'t Styles,
    pub(super) countries: &'t mut CountryReader,
    pub(super) collected: &'t mut Collected,
    /// Set where a number needs a style that is not known yet.
    pub(super) needs_style: bool,
}

/// A style in which a number can be read, if there is one.
#[cold]
fn read_in_some(cell: Cell<'_>) -> NumberStyle {
    let fits = |style: &NumberStyle| number::read_cell(cell, *style).is_ok();
    NumberStyle::WRITTEN.into_iter().find(fits).unwrap_or(NumberStyle::POINT)
}

impl CellReader<'_, '_> {
    pub(super) fn at(&self, row: &Row<'_>, column: u32) -> Source {
        self.table.source(row.number(), Some(column).filter(|column| *column > 0))
    }

    /// A cell as text; `None` where it is empty or cannot be read, which is noted.
    #[inline]
    pub(super) fn text<'r>(&mut self, row: &Row<'r>, column: u32) -> Option<Cow<'r, str>> {
        if column == 0 {
            return None;
        }
        let cell = row.cell(column);
        match cell {
            Cell::Error(_) => self.fault(row, column, cell, CellProblem::Failed),
            Cell::Unsaved => self.fault(row, column, cell, CellProblem::Unsaved),
            Cell::Empty | Cell::Text(_) | Cell::Number(_) | Cell::Day(_) | Cell::Flag(_) => {}
        }
        cell.text()
    }

    #[cold]
    fn fault(&mut self, row: &Row<'_>, column: u32, cell: Cell<'_>, problem: CellProblem) {
        self.collected.cell(self.at(row, column), cell.given(), problem);
    }

    #[inline]
    pub(super) fn number<'r>(
        &mut self,
        row: &Row<'r>,
        column: u32,
        style: ColumnStyle,
    ) -> Option<NumberText<'r>> {
        if column == 0 {
            return None;
        }
        let cell = row.cell(column);
        let style = match style {
            ColumnStyle::Fixed(style) => style,
            ColumnStyle::Open => {
                if matches!(cell, Cell::Text(text) if text.contains(['.', ','])) {
                    self.needs_style = true;
                }
                NumberStyle::POINT
            }
            ColumnStyle::Unsettled => read_in_some(cell),
        };
        match number::read_cell(cell, style) {
            Ok(read) => Some(read),
            Err(problem) => {
                self.fault(row, column, cell, problem);
                None
            }
        }
    }

    #[inline]
    fn exact(&mut self, row: &Row<'_>, column: u32, style: ColumnStyle) -> Option<Figure> {
        match self.number(row, column, style)?.number.exact() {
            Ok(figure) => figure,
            Err(problem) => {
                self.fault(row, column, row.cell(column), CellProblem::Number(problem));
                None
            }
        }
    }

    /// How many are used, in base units; what is missing or wrong is noted.
    #[inline]
    pub(super) fn quantity(&mut self, row: &Row<'_>, id: &str) -> Option<Quantity> {
        let column = self.layout.columns.quantity;
        let before = self.collected.count_of_problems();
        let stated = self.exact(row, column, self.styles.quantity);
        if self.collected.count_of_problems() > before {
            return None;
        }
        let constant = self.mapping.constants.quantity.map(Quantity::figure);
        let Some(figure) = stated.or(constant) else {
            let fault = RowFault::NoQuantity { id: id.to_owned() };
            let given = Some(row.cell(column).given()).filter(|given| !given.is_empty());
            self.collected.row(self.at(row, column), given, fault);
            return None;
        };
        let figure = self.in_base_units(row, id, figure)?;
        let quantity = Quantity::new(figure).ok();
        if quantity.is_none() {
            let fault = RowFault::ZeroQuantity { id: id.to_owned() };
            self.collected.row(self.at(row, column), Some(row.cell(column).given()), fault);
        }
        quantity
    }

    #[inline]
    fn in_base_units(&mut self, row: &Row<'_>, id: &str, figure: Figure) -> Option<Figure> {
        let mapping = self.mapping;
        let columns = &self.layout.columns;
        if mapping.units.is_empty() && mapping.packs.quantity_counts_packs != Some(true) {
            return Some(figure);
        }
        let constant = mapping.constants.unit.as_deref();
        let has_units = !mapping.units.is_empty();
        let unit = if has_units { Some(self.factor(row, columns.unit, constant)?) } else { None };
        let counts_packs = mapping.packs.quantity_counts_packs == Some(true);
        let pack = if counts_packs { Some(self.pack_size(row)?) } else { None };
        let mut product = figure;
        for factor in unit.into_iter().chain(pack) {
            let Some(next) = times(product, factor) else {
                let fault = RowFault::FineQuantity { id: id.to_owned() };
                let given = row.cell(columns.quantity).given();
                self.collected.row(self.at(row, columns.quantity), Some(given), fault);
                return None;
            };
            if next.exact() != product.exact() {
                let (table, number) = (self.table, row.number());
                let column = columns.quantity;
                self.collected
                    .count(Counted::ConvertedQuantities, || table.source(number, Some(column)));
            }
            product = next;
        }
        Some(product)
    }

    /// How many base units the unit of a cell is, one where it has no unit; `None` where nobody
    /// knows.
    pub(super) fn factor(
        &mut self,
        row: &Row<'_>,
        column: u32,
        constant: Option<&str>,
    ) -> Option<Figure> {
        let text = self.text(row, column);
        let Some(unit) = text.as_deref().or(constant) else {
            return Some(Quantity::ONE.figure());
        };
        let units = &self.mapping.units;
        let same = |name: &&String| name.to_lowercase() == unit.trim().to_lowercase();
        let named = units.get(unit.trim()).or_else(|| units.get(units.keys().find(same)?));
        if let Some(factor) = named {
            return Some(factor.figure());
        }
        let nearest = nearest(unit, units.keys().map(String::as_str)).map(str::to_owned);
        let fault = RowFault::UnknownUnit { unit: unit.to_owned(), nearest };
        self.collected.row(self.at(row, column), Some(unit.to_owned()), fault);
        None
    }

    pub(super) fn pack_size(&mut self, row: &Row<'_>) -> Option<Figure> {
        let column = self.layout.columns.pack_size;
        let stated = self.exact(row, column, self.styles.pack_size);
        let size = stated.or(self.mapping.constants.pack_size);
        if size.is_none_or(Figure::is_zero) {
            let fault = RowFault::NoPackSize { is_zero: size.is_some() };
            self.collected.row(self.at(row, column), None, fault);
            return None;
        }
        size
    }

    /// How many of the assembly there are.
    pub(super) fn multiplier(&mut self, row: &Row<'_>) -> Option<Quantity> {
        let column = self.layout.columns.multiplier;
        let figure = self.exact(row, column, self.styles.multiplier)?;
        let quantity = Quantity::new(figure).ok();
        if quantity.is_none() {
            let id = self.text(row, self.layout.columns.parent).unwrap_or_default().into_owned();
            let fault = RowFault::ZeroQuantity { id };
            self.collected.row(self.at(row, column), Some(row.cell(column).given()), fault);
        }
        quantity
    }

    /// Where a part originates or is bought from.
    #[inline]
    pub(super) fn country(&mut self, row: &Row<'_>, column: u32) -> Option<Origin> {
        let text = self.text(row, column)?;
        let reading = self.countries.read(&text);
        if let CountryReading::Plain(origin) = reading {
            return Some(origin);
        }
        let (table, number) = (self.table, row.number());
        self.collected.country(&reading, &text, || table.source(number, Some(column)));
        match reading {
            CountryReading::Plain(origin) | CountryReading::Read { origin, .. } => Some(origin),
            CountryReading::NotStated
            | CountryReading::Near(_)
            | CountryReading::Former
            | CountryReading::Unknown => None,
        }
    }

    pub(super) fn count(&mut self, counted: Counted, row: &Row<'_>) {
        let (table, number) = (self.table, row.number());
        self.collected.count(counted, || table.source(number, None));
    }

    /// Remarks on a row that is no part.
    #[cold]
    pub(super) fn note_kind(&mut self, row: &Row<'_>, kind: RowKind) {
        match kind {
            // How many rows stand above the header is known from finding it. A second source in
            // a table of parts names a part that the row above has described already.
            RowKind::Part | RowKind::Header | RowKind::SecondSource => {}
            RowKind::RepeatedHeader => self.count(Counted::RepeatedHeader, row),
            RowKind::Skipped => self.count(Counted::SkippedRows, row),
            RowKind::Hidden => self.count(Counted::HiddenRowsSkipped, row),
            RowKind::Title(column) => {
                let remark = BillRemark::SectionTitle(row.cell(column).given());
                self.collected.remark(self.at(row, column), remark);
            }
            RowKind::Sum(column) => {
                let remark = BillRemark::Subtotal(row.cell(column).given());
                self.collected.remark(self.at(row, column), remark);
            }
        }
    }

    /// A text on one line, for ids.
    #[inline]
    pub(super) fn id_of(text: &str) -> Cow<'_, str> {
        // Without a way out of the loop it looks at many bytes at once.
        let breaks = |found: bool, byte: u8| found | matches!(byte, b'\n' | b'\r' | b'\t');
        if text.bytes().fold(false, breaks) {
            return Cow::Owned(one_line(text));
        }
        Cow::Borrowed(text)
    }
}
