//! Rows of tables into the parts of a bill, in each shape in which bills are written.

mod classify;
mod collected;
mod cost;
mod currency;
mod dotted;
mod effectivity;
mod exact;
mod facts;
mod finish;
pub(crate) mod layout;
mod layout_fault;
mod level_check;
mod part_table;
mod places;
mod problem;
mod remark;
mod root;
mod row_fault;
mod rows;
mod second_source;
mod style;
mod tree;
mod tree_fault;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use safe_eligibility::model::day::Day;
use safe_eligibility::model::figure::Quantity;

pub(crate) use collected::RowRemark;
pub(crate) use finish::BillSources;
pub(crate) use layout_fault::{LayoutFault, the_headers};
pub(crate) use places::Places;
pub(crate) use problem::ShapeProblem;
pub(crate) use remark::BillRemark;

use classify::Classifier;
use collected::{Collected, Counted};
use facts::CellReader;
use layout::Layout;
use level_check::LevelCheck;
use rows::RowReader;
use style::Styles;
use tree::{Indents, Levels, Nodes, Tree};

use crate::country_name::CountryReader;
use crate::mapping::{Columns, Mapping, ShapeKind, TableRules, Together};
use crate::parts::{PartIndex, Parts, RowId};
use crate::read_so_far::ReadSoFar;
use crate::remark::Remark;
use crate::source::Source;
use crate::table::{InputFile, Table};

/// The tables of one bill, and how they are read.
pub(crate) struct BillFiles<'f, 'a> {
    /// The tables of the bill; never none.
    pub(crate) bills: &'f [InputFile<'a>],
    /// Further files, among which the mapping may name a table of parts.
    pub(crate) others: &'f [InputFile<'a>],
    pub(crate) mapping: &'f Mapping,
    pub(crate) days: Days,
    /// Where it is told how far the reading has come; `None`: nobody asks.
    pub(crate) read: Option<&'f ReadSoFar>,
}

/// The days of which edges may be taken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Days {
    /// The day that is asked about.
    pub(crate) as_of: Day,
    /// The day of signature or, where none is stated, the day that is asked about.
    pub(crate) governing: Day,
}

/// The parts of a bill before origins are laid over them.
#[derive(Debug)]
pub(crate) struct BillParts<'a> {
    pub(crate) parts: Parts,
    pub(crate) places: Places<'a>,
    /// Remarks about files as a whole.
    pub(crate) table_remarks: Vec<Remark>,
    root: Option<PartIndex>,
    may_drop_unreached: bool,
    assembly_costs: crate::mapping::AssemblyCosts,
    collected: Collected,
}

/// Reads the tables of a bill into parts.
///
/// # Errors
///
/// Every problem of every table.
pub(crate) fn read_bill<'a>(files: &BillFiles<'_, 'a>) -> Result<BillParts<'a>, Vec<ShapeProblem>> {
    match Reading::new(files, false).read() {
        Err(Stop::NeedsStyle) => match Reading::new(files, true).read() {
            Ok(parts) => Ok(parts),
            Err(Stop::Problems(problems)) => Err(problems),
            // With every row asked, no style is open.
            Err(Stop::NeedsStyle) => Err(Vec::new()),
        },
        Err(Stop::Problems(problems)) => Err(problems),
        Ok(parts) => Ok(parts),
    }
}

/// Why reading stopped.
enum Stop {
    /// A column turned out to need a style that its first rows did not tell.
    NeedsStyle,
    Problems(Vec<ShapeProblem>),
}

/// A bill that is being read.
struct Reading<'f, 'a> {
    files: &'f BillFiles<'f, 'a>,
    // Whether styles are judged over all rows and not only over the first.
    over_all: bool,
    parts: Parts,
    nodes: Nodes,
    multipliers: BTreeMap<PartIndex, (Option<Quantity>, RowId)>,
    levels: LevelCheck,
    countries: CountryReader,
    places: Places<'a>,
    table_remarks: Vec<Remark>,
    collected: Collected,
    is_root_taken: bool,
    bytes_read: usize,
    // The last row of the longest table.
    longest: u32,
}

// Often enough to be seen to move.
const ROWS_BETWEEN_TELLING: u32 = 4096;

impl BillFiles<'_, '_> {
    fn tell(&self, bytes: Option<usize>) {
        if let (Some(read), Some(bytes)) = (self.read, bytes) {
            read.set(bytes);
        }
    }
}

impl<'f, 'a> Reading<'f, 'a> {
    fn new(files: &'f BillFiles<'f, 'a>, over_all: bool) -> Self {
        Self {
            files,
            over_all,
            parts: Parts::default(),
            nodes: Nodes::default(),
            multipliers: BTreeMap::new(),
            levels: LevelCheck::default(),
            countries: CountryReader::new(),
            places: Places::default(),
            table_remarks: Vec::new(),
            collected: Collected::default(),
            is_root_taken: false,
            bytes_read: 0,
            longest: 0,
        }
    }

    fn read(mut self) -> Result<BillParts<'a>, Stop> {
        let mut tree = None;
        for file in self.files.bills {
            let next = self.tree(file, tree.take());
            tree = Some(self.read_table(file, next)?);
        }
        let first = self.places.whole();
        self.check_skipped(&self.files.mapping.table, self.longest, &first);
        self.hang_dotted(tree);
        self.hang_multipliers();
        self.compare_levels();
        self.merge_repeated();
        self.read_part_table()?;
        let constants = &self.files.mapping.constants;
        self.parts.state_for_all(constants.origin, constants.sourced_from);
        self.note_conflicts();
        let (root, may_drop_unreached) = self.root();
        let parts = BillParts {
            parts: self.parts,
            places: self.places,
            table_remarks: self.table_remarks,
            root,
            may_drop_unreached,
            assembly_costs: self.files.mapping.shape.assembly_costs,
            collected: self.collected,
        };
        if parts.collected.has_problems() {
            let states_parents = self.files.mapping.shape.kind == ShapeKind::Edges;
            return Err(Stop::Problems(parts.into_problems(states_parents)));
        }
        Ok(parts)
    }

    /// How a table is read as a tree; numbers go on from the table before it.
    fn tree(&mut self, file: &InputFile<'_>, before: Option<Tree>) -> Tree {
        let shape = &self.files.mapping.shape;
        match shape.kind {
            ShapeKind::Flat => {
                let apart = shape.files.unwrap_or(Together::Assemblies) == Together::Assemblies;
                let is_assembly = self.files.bills.len() > 1 && apart;
                Tree::Flat(is_assembly.then(|| self.parts.part(stem(file.name))))
            }
            ShapeKind::Levels => Tree::Levels(Levels::new(shape.top_level)),
            ShapeKind::Indented => Tree::Indented(Indents::default()),
            ShapeKind::Dotted => before.unwrap_or_else(|| Tree::Dotted(dotted::Dotted::default())),
            ShapeKind::Edges => Tree::Edges,
            ShapeKind::Multiplier => Tree::Multiplier,
        }
    }

    fn read_table(&mut self, file: &InputFile<'a>, mut tree: Tree) -> Result<Tree, Stop> {
        let mapping = self.files.mapping;
        let table = self.open(file, &mapping.table)?;
        let (layout, styles) =
            self.lay_out(&table, &mapping.table, &mapping.columns, tree.takes_days())?;
        let classifier = Classifier {
            rules: &mapping.table,
            layout: &layout,
            needs_quantity: mapping.constants.quantity.is_none(),
            fills_ids: layout.fill_down.contains(&layout.columns.id),
        };
        let mut reader = RowReader {
            cells: CellReader {
                table: &table,
                mapping,
                layout: &layout,
                styles: &styles,
                countries: &mut self.countries,
                collected: &mut self.collected,
                needs_style: false,
            },
            parts: &mut self.parts,
            nodes: &mut self.nodes,
            tree: &mut tree,
            multipliers: &mut self.multipliers,
            levels: &mut self.levels,
            days: self.files.days,
            base: self.places.base(),
            last_row: 0,
            last_part: None,
            is_root_taken: self.is_root_taken,
            above: layout.fill_down.iter().map(|column| (*column, String::new())).collect(),
        };
        let before = self.bytes_read;
        let width = if table.separator().is_some() { layout.width } else { 0 };
        let read = table.rows(|row| {
            if row.number() % ROWS_BETWEEN_TELLING == 0 {
                self.files.tell(row.offset().map(|offset| before.saturating_add(offset)));
            }
            if width > 0 && row.number() > layout.header {
                reader.check_width(row, width);
            }
            reader.read(row, &classifier)
        });
        self.is_root_taken = reader.is_root_taken;
        self.bytes_read = before.saturating_add(file.bytes.len());
        self.files.tell(Some(self.bytes_read));
        let (needs_style, last_row) = (reader.cells.needs_style, reader.last_row);
        if needs_style {
            return Err(Stop::NeedsStyle);
        }
        for problem in read.err().unwrap_or_default() {
            self.collected.problem(ShapeProblem::Table(problem));
        }
        if last_row <= layout.header {
            self.collected.layout(table.whole_source(), LayoutFault::NoRows);
        }
        self.longest = self.longest.max(last_row);
        self.place(table, &layout, last_row);
        Ok(tree)
    }

    fn open(&mut self, file: &InputFile<'a>, rules: &TableRules) -> Result<Table<'a>, Stop> {
        let table = Table::open(file, &rules.choices())
            .map_err(|problem| Stop::Problems(vec![ShapeProblem::Table(problem)]))?;
        if rules.sheet.is_some() && table.sheet().is_none() {
            self.collected.layout(table.whole_source(), LayoutFault::NoSheets);
        }
        self.table_remarks.extend(table.remarks().iter().cloned());
        Ok(table)
    }

    fn note_layout(
        &mut self,
        table: &Table<'_>,
        layout: &Layout,
        styles: &Styles,
        takes_days: bool,
    ) {
        let at = || table.source(1, None);
        self.collected.count_many(Counted::TitleRows, layout.titles, at);
        if styles.has_bureau_codes {
            let at = table.column_source(layout.columns.origin);
            self.collected.remark(at, BillRemark::BureauCodes);
        }
        let of_days = [layout.columns.valid_from, layout.columns.valid_until];
        if let Some(column) = of_days.into_iter().find(|at| *at > 0 && !takes_days) {
            self.collected.remark(table.column_source(column), BillRemark::UnusedDays);
        }
        let columns = &layout.columns;
        let is_open = self.files.mapping.packs.quantity_counts_packs.is_none();
        if is_open && columns.pack_size > 0 && columns.quantity > 0 {
            let at = table.column_source(columns.pack_size);
            self.collected.remark(at, BillRemark::CountsPieces);
        }
        for (column, keys) in layout.named() {
            if table.is_column_hidden(column) {
                let at = table.column_source(column);
                self.collected.remark(at, BillRemark::HiddenColumn(keys));
            }
        }
    }

    /// Which columns of a table hold what, and how its numbers and days are written.
    fn lay_out(
        &mut self,
        table: &Table<'_>,
        rules: &TableRules,
        columns: &Columns,
        takes_days: bool,
    ) -> Result<(Layout, Styles), Stop> {
        let layout = Layout::find(table, rules, columns).map_err(Stop::Problems)?;
        let (styles, unsettled) = Styles::judge(table, rules, &layout, self.over_all);
        for problem in unsettled {
            self.collected.problem(problem);
        }
        self.note_layout(table, &layout, &styles, takes_days);
        Ok((layout, styles))
    }

    /// Reports rows to be left out that no table has, which are perhaps those of another file.
    fn check_skipped(&mut self, rules: &TableRules, last: u32, at: &Source) {
        for (first, _) in rules.skip_rows.iter().filter(|(first, _)| *first > last) {
            let fault = LayoutFault::SkipsNothing { first: *first, last };
            self.collected.layout(at.clone(), fault);
        }
    }

    fn place(&mut self, mut table: Table<'a>, layout: &Layout, last_row: u32) {
        table.forget_cells();
        self.places.add(table, layout.columns, last_row);
    }
}

/// The name of a file without the folders before it and the ending behind it.
pub(crate) fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        Some(_) | None => name,
    }
}

/// Whether a text says how deep a row is, such as `2` or `..2`.
pub(crate) fn is_level(text: &str) -> bool {
    tree::level_of(text).is_some()
}

/// Goes on to the next row.
const NEXT: ControlFlow<()> = ControlFlow::Continue(());
