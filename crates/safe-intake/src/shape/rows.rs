//! Reads the rows of one table of a bill, each into a part and a use of it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use safe_eligibility::model::figure::Quantity;

use super::Days;
use super::classify::{Classifier, RowKind};
use super::collected::Counted;
use super::dotted;
use super::facts::CellReader;
use super::level_check::LevelCheck;
use super::problem::ShapeProblem;
use super::remark::BillRemark;
use super::row_fault::RowFault;
use super::tree::{Hook, Nodes, Tree, hang, level_of};
use super::tree_fault::TreeFault;
use crate::mapping::{ColumnNumbers, EmptyParent, Mapping};
use crate::parts::{PartFacts, PartIndex, Parts, RowId};
use crate::table::problem::RowProblem;
use crate::table::{Cell, Row, TableProblem, plain_id};

/// The bill so far, and what of it must be known to read the next row.
pub(super) struct RowReader<'r, 't, 'a> {
    pub(super) cells: CellReader<'t, 'a>,
    pub(super) parts: &'r mut Parts,
    pub(super) nodes: &'r mut Nodes,
    pub(super) tree: &'r mut Tree,
    pub(super) multipliers: &'r mut BTreeMap<PartIndex, (Option<Quantity>, RowId)>,
    pub(super) levels: &'r mut LevelCheck,
    pub(super) days: Days,
    pub(super) base: u32,
    pub(super) last_row: u32,
    pub(super) last_part: Option<PartIndex>,
    pub(super) is_root_taken: bool,
    // For each column that is filled down, what stands above.
    pub(super) above: Vec<(u32, String)>,
}

impl RowReader<'_, '_, '_> {
    /// Reads a row; stops where a number needs a style that is not known yet.
    #[inline]
    pub(super) fn read(&mut self, row: &Row<'_>, classifier: &Classifier<'_>) -> ControlFlow<()> {
        self.last_row = row.number();
        let kind = classifier.kind(row);
        if kind == RowKind::Part {
            self.read_part(row);
        } else if kind == RowKind::SecondSource {
            self.read_second_source(row);
        } else {
            self.cells.note_kind(row, kind);
        }
        if self.cells.needs_style { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    pub(super) fn mapping(&self) -> &Mapping {
        self.cells.mapping
    }

    pub(super) fn columns(&self) -> ColumnNumbers {
        self.cells.layout.columns
    }

    pub(super) fn row_id(&self, row: &Row<'_>) -> RowId {
        RowId { number: self.base.saturating_add(row.number()) }
    }

    pub(super) fn count(&mut self, counted: Counted, row: &Row<'_>) {
        self.cells.count(counted, row);
    }

    /// Notes a row with more cells than there are headers: a separator within a cell splits it.
    #[inline]
    pub(super) fn check_width(&mut self, row: &Row<'_>, headers: u32) {
        if row.reach() > headers {
            self.note_width(row, headers);
        }
    }

    // Empty cells behind the last header are only separators.
    #[cold]
    fn note_width(&mut self, row: &Row<'_>, headers: u32) {
        let columns = row.width();
        if columns > headers {
            let at = self.cells.at(row, headers.saturating_add(1));
            let problem = RowProblem::TooLong { columns, headers };
            self.cells.collected.problem(ShapeProblem::Table(TableProblem::Row { at, problem }));
        }
    }

    /// The text of a cell or, where the column is filled down, of the one above.
    #[inline]
    fn filled<'c>(&mut self, row: &Row<'c>, column: u32) -> Option<Cow<'c, str>> {
        let text = self.cells.text(row, column);
        if self.above.is_empty() {
            return text;
        }
        let slot = self.above.iter_mut().find(|(above, _)| *above == column);
        match (text, slot) {
            (Some(text), Some((_, above))) => {
                above.clear();
                above.push_str(&text);
                Some(text)
            }
            (Some(text), None) => Some(text),
            (None, Some((_, above))) => {
                Some(above.clone()).filter(|a| !a.is_empty()).map(Cow::Owned)
            }
            (None, None) => None,
        }
    }

    /// An id in the form in which it is looked up; `None` where there is none.
    #[inline]
    fn id<'c>(&mut self, row: &Row<'c>, column: u32) -> Option<Cow<'c, str>> {
        let text = self.filled(row, column)?;
        let is_dotted = matches!(self.tree, Tree::Dotted(_)) && column == self.columns().level;
        Some(match text {
            Cow::Borrowed(text) if is_dotted => CellReader::id_of(text),
            Cow::Borrowed(text) => {
                let plain = plain_id(text);
                self.note_zeros(row, column, text, plain);
                CellReader::id_of(plain)
            }
            Cow::Owned(text) => {
                let plain = plain_id(&text);
                self.note_zeros(row, column, &text, plain);
                Cow::Owned(CellReader::id_of(plain).into_owned())
            }
        })
    }

    /// Counts an id that lost decimals, which may be what tells it from another.
    #[inline]
    fn note_zeros(&mut self, row: &Row<'_>, column: u32, text: &str, plain: &str) {
        if plain.len() < text.len() && text.contains('.') && !plain.contains('.') {
            let (table, number) = (self.cells.table, row.number());
            let at = || table.source(number, Some(column));
            self.cells.collected.count(Counted::IdsWithoutZeros, at);
        }
    }

    #[inline]
    fn read_part(&mut self, row: &Row<'_>) {
        if row.is_hidden() {
            self.count(Counted::HiddenRowsRead, row);
        }
        let columns = self.columns();
        let before = self.cells.collected.count_of_problems();
        let Some(id) = self.id(row, columns.id) else {
            if self.cells.collected.count_of_problems() == before {
                self.note_no_id(row);
            }
            return;
        };
        if self.tree.takes_days() && !self.is_effective(row) {
            return;
        }
        self.place(row, &id);
    }

    #[cold]
    pub(super) fn note_no_id(&mut self, row: &Row<'_>) {
        let given = row.cells().next().map(|(_, cell)| cell.given());
        let at = self.cells.at(row, self.columns().id);
        self.cells.collected.row(at, given, RowFault::NoId);
    }

    /// Adds the part and hangs the use where it belongs.
    #[inline]
    fn place(&mut self, row: &Row<'_>, id: &str) {
        let id_of_row = self.row_id(row);
        match self.hook(row, id) {
            Some(Place::Product) => {
                let remark = BillRemark::ProductRow(id.to_owned());
                let at = self.cells.at(row, self.columns().id);
                self.cells.collected.remark(at, remark);
                self.last_part = None;
            }
            Some(Place::Root) => {
                let part = self.state(row, id);
                self.last_part = Some(part);
                self.note_level(row, part, None);
            }
            Some(Place::Use(hook)) => {
                let quantity = self.cells.quantity(row, id);
                let part = self.state(row, id);
                self.last_part = Some(part);
                if let Target::Part(parent) = &hook {
                    self.note_level(row, part, *parent);
                }
                self.hang(hook, part, quantity.unwrap_or(Quantity::ONE), id_of_row);
            }
            // What is wrong with its place is noted; the part is kept for what else is wrong.
            None => {
                self.cells.quantity(row, id);
                let part = self.state(row, id);
                self.last_part = Some(part);
            }
        }
    }

    #[inline]
    fn note_level(&mut self, row: &Row<'_>, part: PartIndex, parent: Option<PartIndex>) {
        let column = self.columns().level;
        if column > 0 && matches!(self.tree, Tree::Edges) {
            let level = self.cells.text(row, column).and_then(|text| level_of(&text));
            if let Some(level) = level {
                self.levels.note(part, parent, level, self.row_id(row));
            }
        }
    }

    /// Takes the facts of a row.
    #[inline]
    pub(super) fn state(&mut self, row: &Row<'_>, id: &str) -> PartIndex {
        let part = self.parts.part(id);
        let row_id = self.row_id(row);
        let (parts, cells) = (&mut *self.parts, &mut self.cells);
        with_facts(cells, row, |facts| parts.state(part, facts, row_id));
        part
    }

    /// Where a row goes; `None` where that is wrong, which is noted.
    #[inline]
    fn hook(&mut self, row: &Row<'_>, id: &str) -> Option<Place> {
        let columns = self.columns();
        match self.tree {
            Tree::Flat(parent) => Some(Place::Use(Target::Part(*parent))),
            Tree::Levels(_) | Tree::Indented(_) => self.depth(row, id),
            Tree::Dotted(_) => self.dotted_number(row),
            Tree::Edges => match self.id(row, columns.parent) {
                Some(parent) => Some(Place::Use(Target::Part(Some(self.parts.part(&parent))))),
                None if self.mapping().shape.empty_parent == EmptyParent::Root => Some(Place::Root),
                None => Some(Place::Use(Target::Part(None))),
            },
            Tree::Multiplier => Some(Place::Use(Target::Part(self.assembly(row)))),
        }
    }

    fn depth(&mut self, row: &Row<'_>, id: &str) -> Option<Place> {
        let column = self.columns().level;
        // The spaces before a text are what an indented one says.
        let text = if let Cell::Text(text) = row.cell(column) {
            Cow::Borrowed(text)
        } else {
            self.cells.text(row, column).unwrap_or_default()
        };
        let is_root = self.mapping().shape.root.as_deref() == Some(id);
        let hook = match self.tree {
            Tree::Levels(levels) => match level_of(&text) {
                Some(level) => levels.hook(level, is_root),
                None => Err(TreeFault::Level { given: text.trim().to_owned() }),
            },
            Tree::Indented(indents) => indents.hook(&text),
            Tree::Flat(_) | Tree::Dotted(_) | Tree::Edges | Tree::Multiplier => return None,
        };
        match hook {
            Ok(Hook::Product) => {
                self.is_root_taken = true;
                Some(Place::Product)
            }
            Ok(Hook::Depth(depth)) => Some(Place::Use(Target::Depth(depth))),
            Err(fault) => {
                let given = Some(text.trim().to_owned()).filter(|given| !given.is_empty());
                let at = self.cells.at(row, column);
                self.cells.collected.tree(at, given, fault);
                None
            }
        }
    }

    fn dotted_number(&mut self, row: &Row<'_>) -> Option<Place> {
        let column = self.columns().level;
        let cell = row.cell(column);
        let text = self.cells.text(row, column).unwrap_or_default();
        if matches!(cell, Cell::Number(number) if number.contains('.')) {
            self.count(Counted::DottedAsNumbers, row);
        }
        match dotted::plain(&text) {
            Ok("0") => {
                self.is_root_taken = true;
                Some(Place::Product)
            }
            Ok(number) => Some(Place::Use(Target::Number(number.to_owned()))),
            Err(fault) => {
                let at = self.cells.at(row, column);
                self.cells.collected.tree(at, Some(cell.given()), fault);
                None
            }
        }
    }

    /// The assembly of a row, of which the row also says how many there are.
    fn assembly(&mut self, row: &Row<'_>) -> Option<PartIndex> {
        let columns = self.columns();
        let assembly = self.id(row, columns.parent)?;
        let multiplier = self.cells.multiplier(row);
        let row_id = self.row_id(row);
        let part = self.parts.part(&assembly);
        let (known, first) = self.multipliers.entry(part).or_insert((multiplier, row_id));
        match (*known, multiplier) {
            (None, Some(_)) => (*known, *first) = (multiplier, row_id),
            (Some(known), Some(now)) if known.exact() != now.exact() => {
                let base = self.base;
                let table = self.cells.table;
                // Another table of the same bill may have said so; its row is not this table's.
                let same_table = first.number.checked_sub(base).filter(|number| *number > 0);
                let first = same_table.map(|number| table.source(number, Some(columns.multiplier)));
                let fault = TreeFault::Multiplier { id: assembly.into_owned(), first };
                let given = Some(row.cell(columns.multiplier).given());
                self.cells.collected.tree(self.cells.at(row, columns.multiplier), given, fault);
            }
            (Some(_) | None, Some(_) | None) => {}
        }
        Some(part)
    }

    #[inline]
    fn hang(&mut self, target: Target, part: PartIndex, quantity: Quantity, row: RowId) {
        let (parts, nodes) = (&mut *self.parts, &mut *self.nodes);
        match (target, &mut *self.tree) {
            (Target::Part(parent), _) => parts.use_in(part, parent, quantity, row),
            (Target::Depth(depth), Tree::Levels(levels)) => {
                hang(&mut levels.open, depth, |above| nodes.add(parts, part, above, quantity, row));
            }
            (Target::Depth(depth), Tree::Indented(indents)) => {
                hang(&mut indents.open, depth, |above| {
                    nodes.add(parts, part, above, quantity, row)
                });
            }
            (Target::Number(number), Tree::Dotted(dotted)) => {
                if let Err(misfit) = dotted.keep(&number, part, quantity, row) {
                    let base = self.base;
                    misfit.note(self.cells.collected, |row| {
                        let number = row.number.saturating_sub(base);
                        self.cells.table.source(number, Some(self.cells.layout.columns.level))
                    });
                }
            }
            // A target is made from the tree that it is for.
            (Target::Depth(_) | Target::Number(_), _) => {}
        }
    }
}

/// Where a row goes.
enum Place {
    /// It is the end product itself.
    Product,
    /// It names a part that goes into nothing.
    Root,
    Use(Target),
}

enum Target {
    /// Into that part, or into the end product.
    Part(Option<PartIndex>),
    /// Under as many open assemblies.
    Depth(usize),
    /// Under the row of the number above.
    Number(String),
}

/// Reads the facts of a row and hands them on.
#[inline]
pub(super) fn with_facts<T>(
    cells: &mut CellReader<'_, '_>,
    row: &Row<'_>,
    take: impl FnOnce(&PartFacts<'_>) -> T,
) -> T {
    let columns = cells.layout.columns;
    let of_origin = if cells.styles.has_bureau_codes { 0 } else { columns.origin };
    let description = cells.text(row, columns.description);
    let supplier = cells.text(row, columns.supplier);
    let facts = PartFacts {
        description: description.as_deref(),
        unit_cost: cells.unit_cost(row),
        origin: cells.country(row, of_origin),
        sourced_from: cells.country(row, columns.sourced_from),
        supplier: supplier.as_deref(),
    };
    take(&facts)
}
