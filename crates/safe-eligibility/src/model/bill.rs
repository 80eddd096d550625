//! The bill of materials of an end product, in columns.

mod builder;
mod column;
mod columns;
mod natural;
mod problem;
mod shape;

pub use builder::{BillBuilder, BomLine, Position, UnitCost};
pub use column::{FigureColumn, TextColumn};
pub use columns::LineColumns;
pub use natural::compare as compare_ids;
pub use problem::{BillProblem, BillProblems};

use column::Sparse;
use shape::Shape;

use super::country::{CountryCode, Origin};
use super::figure::{Amount, Figure, Quantity};
use super::product::CurrencyCode;

/// A bill of materials of any depth, without cycles, each line under ids that exist.
///
/// Lines keep the order of the document and are named by their index. Each fact of all lines is
/// one column, so that a pass over a million lines reads only what it needs.
#[derive(Clone, Debug, Default)]
pub struct BillOfMaterials {
    ids: TextColumn,
    descriptions: TextColumn,
    // INVARIANT: every column has one entry a line.
    quantities: FigureColumn,
    unit_costs: FigureColumn,
    highest_costs: Sparse<Amount>,
    currencies: Vec<u16>,
    currency_codes: Vec<CurrencyCode>,
    origins: Vec<u8>,
    sources: Sparse<Origin>,
    suppliers: Vec<u32>,
    supplier_ids: Vec<Box<str>>,
    // INVARIANT: for each supplier the first line that names it.
    supplier_lines: Vec<usize>,
    shape: Shape,
}

impl BillOfMaterials {
    /// Starts a bill without lines.
    #[must_use]
    pub fn builder() -> BillBuilder {
        BillBuilder::default()
    }

    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.origins.len()
    }

    /// Whether there is no line at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.origins.is_empty()
    }

    /// The id of a line, unique among the lines; empty beyond the last line.
    #[must_use]
    pub fn id(&self, line: usize) -> &str {
        self.ids.get(line)
    }

    /// The description of a line; `None`: not stated.
    #[must_use]
    pub fn description(&self, line: usize) -> Option<&str> {
        Some(self.descriptions.get(line)).filter(|text| !text.is_empty())
    }

    /// How many of it go into one unit of its parent or, without a parent, into one end product.
    ///
    /// `None` for a line that is used in several places; see [`uses`](Self::uses).
    #[must_use]
    pub fn quantity(&self, line: usize) -> Option<Quantity> {
        Quantity::new(self.quantities.get(line)?).ok()
    }

    /// Where a line is used, in the order of the document.
    pub fn uses(&self, line: usize) -> impl Iterator<Item = Use> + '_ {
        let single =
            self.quantity(line).map(|quantity| Use { parent: self.shape.parent(line), quantity });
        single.into_iter().chain(self.shape.shared_uses(line).iter().copied())
    }

    /// Whether any line is used in several places or has a parent.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        self.shape.is_flat()
    }

    /// Whether a line has children.
    #[must_use]
    pub fn has_children(&self, line: usize) -> bool {
        self.shape.assembly(line).is_some()
    }

    /// Cost of one unit of a line, least and most, in its [`currency`](Self::currency); `None`: not stated.
    #[must_use]
    #[inline]
    pub fn unit_cost(&self, line: usize) -> Option<(Amount, Amount)> {
        let least = Amount::new(self.unit_costs.get(line)?).ok()?;
        Some((least, self.highest_costs.get(line).unwrap_or(least)))
    }

    /// Whether the cost of a line was stated as a range.
    #[must_use]
    pub fn has_cost_range(&self, line: usize) -> bool {
        self.highest_costs.get(line).is_some()
    }

    /// The currency of the cost of a line; `None`: not stated.
    #[must_use]
    #[inline]
    pub fn currency(&self, line: usize) -> Option<CurrencyCode> {
        let index = self.currency_index(line).checked_sub(1)?;
        self.currency_codes.get(index).copied()
    }

    /// Every currency in which some line has a cost, in the order of first appearance.
    pub fn currencies(&self) -> impl Iterator<Item = CurrencyCode> + '_ {
        self.currency_codes.iter().copied()
    }

    /// Where a line originates; `None`: not stated.
    #[must_use]
    pub fn origin(&self, line: usize) -> Option<Origin> {
        column::origin_of(self.origin_code(line))
    }

    /// Where a line is bought from; `None`: not stated.
    #[must_use]
    pub fn sourced_from(&self, line: usize) -> Option<Origin> {
        self.sources.get(line)
    }

    /// The id of the contractor or subcontractor that supplies a line; `None`: not stated.
    #[must_use]
    pub fn supplier(&self, line: usize) -> Option<&str> {
        let index = usize::try_from(*self.suppliers.get(line)?).ok()?.checked_sub(1)?;
        self.supplier_ids.get(index).map(AsRef::as_ref)
    }

    /// Every supplier named by some line, in the order of first appearance.
    pub fn suppliers(&self) -> impl Iterator<Item = &str> {
        self.supplier_ids.iter().map(AsRef::as_ref)
    }

    /// Every supplier with the first line that names it, in the order of these lines.
    pub fn suppliers_by_line(&self) -> impl Iterator<Item = (usize, &str)> {
        self.supplier_lines.iter().copied().zip(self.suppliers())
    }

    /// The first line that names a supplier.
    #[must_use]
    pub fn first_line_of_supplier(&self, supplier: &str) -> Option<usize> {
        let mut suppliers = self.suppliers_by_line();
        suppliers.find_map(|(line, other)| (other == supplier).then_some(line))
    }

    /// Lines that state where they are bought from, in order.
    pub fn sourced_lines(&self) -> impl Iterator<Item = (usize, Origin)> + '_ {
        self.sources.iter()
    }

    /// States where a line originates, in the place of what was stated.
    pub(crate) fn state_origin(&mut self, line: usize, origin: Origin) {
        if let Some(code) = self.origins.get_mut(line) {
            *code = column::code_of(Some(origin));
        }
    }

    /// Has lines come from elsewhere: origin and source are stated anew, and a supplier no longer.
    pub(crate) fn re_source(&mut self, moved: &[Resourced]) {
        for Resourced { line, to } in moved {
            self.state_origin(*line, *to);
            self.sources.replace(*line, *to);
            if let Some(supplier) = self.suppliers.get_mut(*line) {
                *supplier = 0;
            }
        }
        self.forget_unnamed_suppliers();
    }

    /// States what one unit of lines costs, in the place of what was stated.
    pub(crate) fn re_price(&mut self, priced: &[(usize, Amount, CurrencyCode)]) {
        for (line, cost, currency) in priced {
            self.unit_costs.set(*line, Some(cost.figure()));
            self.highest_costs.remove(*line);
            let known = self.currency_codes.iter().position(|code| code == currency);
            let index = known.unwrap_or_else(|| {
                self.currency_codes.push(*currency);
                self.currency_codes.len().saturating_sub(1)
            });
            if let Some(slot) = self.currencies.get_mut(*line) {
                *slot = u16::try_from(index.saturating_add(1)).unwrap_or(0);
            }
        }
        self.forget_unnamed_currencies();
    }

    /// Numbers the currencies anew, in the order of the lines that still name them.
    fn forget_unnamed_currencies(&mut self) {
        let mut numbers: Vec<u16> = vec![0; self.currency_codes.len().saturating_add(1)];
        let mut codes = Vec::new();
        for currency in &mut self.currencies {
            let old = usize::from(*currency);
            let Some(before) = old.checked_sub(1) else { continue };
            let Some(number) = numbers.get_mut(old) else { continue };
            if *number == 0 {
                codes.extend(self.currency_codes.get(before).copied());
                *number = u16::try_from(codes.len()).unwrap_or(0);
            }
            *currency = *number;
        }
        self.currency_codes = codes;
    }

    /// Numbers the suppliers anew, in the order of the lines that still name them.
    fn forget_unnamed_suppliers(&mut self) {
        let mut numbers: Vec<u32> = vec![0; self.supplier_ids.len().saturating_add(1)];
        let (mut ids, mut lines) = (Vec::new(), Vec::new());
        for (line, supplier) in self.suppliers.iter_mut().enumerate() {
            let old = usize::try_from(*supplier).unwrap_or(0);
            let Some(before) = old.checked_sub(1) else { continue };
            let Some(number) = numbers.get_mut(old) else { continue };
            if *number == 0 {
                ids.extend(self.supplier_ids.get(before).cloned());
                lines.push(line);
                *number = u32::try_from(ids.len()).unwrap_or(0);
            }
            *supplier = *number;
        }
        self.supplier_ids = ids;
        self.supplier_lines = lines;
    }

    #[inline]
    pub(crate) fn unit_cost_figures(&self, line: usize) -> Option<(Figure, Option<Figure>)> {
        let least = self.unit_costs.get(line)?;
        Some((least, self.highest_costs.get(line).map(Amount::figure)))
    }

    #[inline]
    pub(crate) fn quantity_figure(&self, line: usize) -> Option<Figure> {
        self.quantities.get(line)
    }

    pub(crate) fn currency_codes(&self) -> &[CurrencyCode] {
        &self.currency_codes
    }

    /// 0 where no currency is stated, else one more than the index into `currency_codes`.
    #[inline]
    pub(crate) fn currency_index(&self, line: usize) -> usize {
        self.currencies.get(line).copied().map_or(0, usize::from)
    }

    /// 0 where the origin is not stated; see `column::origin_of`.
    #[inline]
    pub(crate) fn origin_code(&self, line: usize) -> u8 {
        self.origins.get(line).copied().unwrap_or(column::NOT_STATED)
    }

    pub(crate) fn origin_codes(&self) -> &[u8] {
        &self.origins
    }

    pub(crate) fn shape(&self) -> &Shape {
        &self.shape
    }
}

/// A line that comes from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Resourced {
    pub(crate) line: usize,
    pub(crate) to: Origin,
}

/// A use of a line in a parent or, without one, in the end product itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Use {
    /// The line it goes into; `None`: the end product.
    pub parent: Option<usize>,
    /// How many go into one unit of that.
    pub quantity: Quantity,
}

/// One more than the greatest code of an origin; codes are dense from 0, *not stated*.
pub(crate) const ORIGIN_CODES: usize = CountryCode::COUNT + 2;

pub(crate) use column::{code_of, origin_of};
