//! What the columns of a table mean: a mapping file, or a guess with its reasons.

mod guess;
mod kind;
mod origins;
mod problem;
mod read;
mod section;
mod synonyms;
mod write;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use safe_eligibility::model::country::Origin;
use safe_eligibility::model::day::Day;
use safe_eligibility::model::figure::{Figure, Quantity};
use safe_eligibility::model::product::CurrencyCode;

pub(crate) use guess::Guess;
pub(crate) use origins::{OriginChoices, OriginColumn};
pub(crate) use problem::MappingProblem;

use crate::calendar::DateStyle;
use crate::table::{SheetChoice, TableChoices};

/// A mapping of the format `safe-mapping/1`: how a table is read and what its columns mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mapping {
    /// How the table of the bill is read.
    pub(crate) table: TableRules,
    /// How its rows hang together.
    pub(crate) shape: ShapeRules,
    /// What its columns mean.
    pub(crate) columns: Columns,
    /// What every row states that states nothing else.
    pub(crate) constants: Constants,
    /// How many base units one of each unit is, by its name.
    pub(crate) units: BTreeMap<String, Quantity>,
    /// How packs are read.
    pub(crate) packs: PackRules,
    /// A table of parts beside the bill; `None`: there is none.
    pub(crate) parts: Option<PartTable>,
    /// How declarations of origin are read and weighed.
    pub(crate) origins: OriginChoices,
}

impl Mapping {
    /// Whether it says something about bills, and not of declarations of origin alone.
    pub(crate) fn is_about_bills(&self) -> bool {
        // INVARIANT: a mapping that says anything about bills names their column of ids.
        self.columns.id.is_some()
    }
}

/// How one table is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TableRules {
    /// The sheet; `None`: the first that is neither hidden nor empty.
    pub(crate) sheet: Option<SheetChoice>,
    /// Where the names of the columns stand.
    pub(crate) header: Header,
    /// What stands between two cells; `None`: found from the text.
    pub(crate) separator: Option<char>,
    /// How the bytes of a text are read; `None`: found from the bytes.
    pub(crate) encoding: Option<String>,
    /// How figures are written; `None`: found column by column.
    pub(crate) numbers: Option<NumberRules>,
    /// How days are written; `None`: found from the texts.
    pub(crate) dates: Option<DateStyle>,
    /// Rows that are left out, first and last, ascending, counted from 1.
    pub(crate) skip_rows: Vec<(u32, u32)>,
    /// Rows that are left out for what a cell holds.
    pub(crate) skip_where: Vec<SkipRule>,
    /// Columns in which an empty cell repeats the one above.
    pub(crate) fill_down: Vec<ColumnRef>,
    /// Whether hidden rows are read.
    pub(crate) hidden: Hidden,
    /// Whether the value of merged cells counts for each of them, and not for the first only.
    pub(crate) repeat_merged: bool,
}

impl TableRules {
    /// What they ask of a table before it is read.
    pub(crate) fn choices(&self) -> TableChoices {
        let label = self.encoding.as_deref();
        TableChoices {
            sheet: self.sheet.clone(),
            separator: self.separator.and_then(|one| u8::try_from(one).ok()),
            encoding: label.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes())),
            repeat_merged: self.repeat_merged,
        }
    }
}

/// Where the names of the columns stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Header {
    /// In the first row that names every mapped column.
    #[default]
    Found,
    /// In the row of that number, counted from 1.
    Row(u32),
    /// Nowhere; columns are named by letter or number.
    Absent,
}

/// How figures are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NumberRules {
    /// What stands before decimals: a point or a comma.
    pub(crate) decimal: char,
    /// What stands between thousands; `None`: nothing.
    pub(crate) grouping: Option<char>,
}

/// Whether hidden rows are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Hidden {
    /// As all others, with a remark.
    #[default]
    Read,
    /// Left out, with a remark.
    Skip,
}

/// A row is left out where the cell of a column is so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SkipRule {
    /// The column.
    pub(crate) column: ColumnRef,
    /// What its cell holds.
    pub(crate) holds: CellTest,
}

/// What a cell holds; texts are compared without case and without spaces around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CellTest {
    /// Nothing.
    Empty,
    /// That text.
    Equals(String),
    /// A text that begins so.
    StartsWith(String),
    /// A text in which that stands.
    Contains(String),
}

/// A column as a mapping names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ColumnRef {
    /// By the text of its header, or, where no header is so, by its letters.
    Named(String),
    /// By its number, counted from 1.
    Number(u32),
}

/// How the rows of a bill hang together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ShapeRules {
    /// The kind of shape.
    pub(crate) kind: ShapeKind,
    /// The part that is the end product itself; `None`: found from the rows.
    pub(crate) root: Option<String>,
    /// The level of what goes into the end product itself; `None`: 1, or the least there is.
    pub(crate) top_level: Option<u32>,
    /// What a row of an edge list without a parent says.
    pub(crate) empty_parent: EmptyParent,
    /// How several tables of one bill belong together; `None`: as the kind has it.
    pub(crate) files: Option<Together>,
    /// Which edges with days of effectivity are taken.
    pub(crate) effective: Effective,
    /// What the own cost of a part with children counts.
    pub(crate) assembly_costs: AssemblyCosts,
}

/// The kinds of shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ShapeKind {
    /// Every row goes into the end product.
    #[default]
    Flat,
    /// A column says how deep a row is: `1`, `2`, or `.1`, `..2`.
    Levels,
    /// A column has dotted numbers: `1`, `1.1`, `1.10`.
    Dotted,
    /// The spaces before a text say how deep a row is.
    Indented,
    /// Each row says which part goes into which other.
    Edges,
    /// Each row says which part goes into an assembly, and how many of these there are.
    Multiplier,
}

/// What an edge without a parent says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum EmptyParent {
    /// The component is a product of its own, and one of them is the end product.
    #[default]
    Root,
    /// The component goes into the end product.
    EndProduct,
}

/// How several tables of one bill belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Together {
    /// Each is an assembly that is named as its file.
    Assemblies,
    /// They are read as one table, one after the other.
    OneTable,
}

/// Which edges with days of effectivity are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Effective {
    /// Those of the governing day: that of signature, else the day that is asked about.
    #[default]
    Governing,
    /// Those of the day that is asked about.
    AsOf,
    /// Those of a day, first and last day included.
    On(Day),
    /// Those without a last day.
    Open,
}

/// What the own cost of a part with children counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum AssemblyCosts {
    /// It is kept, and stands for the costs of the children.
    #[default]
    Own,
    /// It is dropped, and the children's costs count.
    Children,
}

macro_rules! columns {
    ($($(#[$doc:meta])* $variant:ident $field:ident,)*) => {
        /// What a column can mean.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Meaning { $($(#[$doc])* $variant,)* }

        impl Meaning {
            /// Every meaning, in the order of the mapping file.
            pub(crate) const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The key in the mapping file.
            pub(crate) fn key(self) -> &'static str {
                match self { $(Self::$variant => stringify!($field),)* }
            }
        }

        /// Which column has which meaning; `None`: no column.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub(crate) struct Columns { $($(#[$doc])* pub(crate) $field: Option<ColumnRef>,)* }

        /// The number of the column with each meaning, counted from 1; 0 for none.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(crate) struct ColumnNumbers { $($(#[$doc])* pub(crate) $field: u32,)* }

        impl ColumnNumbers {
            /// The column with a meaning.
            pub(crate) fn get(&self, meaning: Meaning) -> Option<u32> {
                let number = match meaning { $(Meaning::$variant => self.$field,)* };
                (number > 0).then_some(number)
            }

            /// Gives a column a meaning.
            pub(crate) fn set(&mut self, meaning: Meaning, number: u32) {
                match meaning { $(Meaning::$variant => self.$field = number,)* }
            }
        }

        impl Columns {
            /// The column with a meaning.
            pub(crate) fn get(&self, meaning: Meaning) -> Option<&ColumnRef> {
                match meaning { $(Meaning::$variant => self.$field.as_ref(),)* }
            }

            /// Gives a column a meaning.
            pub(crate) fn set(&mut self, meaning: Meaning, column: Option<ColumnRef>) {
                match meaning { $(Meaning::$variant => self.$field = column,)* }
            }
        }
    };
}

columns! {
    /// Id of the part; in an edge list, the component.
    Id id,
    /// The assembly into which a row goes.
    Parent parent,
    /// How deep a row is: level, dotted number, or indented text.
    Level level,
    /// How many of it go into one unit of its parent.
    Quantity quantity,
    /// How many of the assembly there are.
    Multiplier multiplier,
    /// The unit of the quantity.
    Unit unit,
    /// Description.
    Description description,
    /// Cost of one unit.
    UnitCost unit_cost,
    /// The least that one unit costs.
    UnitCostLeast unit_cost_least,
    /// The most that one unit costs.
    UnitCostMost unit_cost_most,
    /// The unit of the cost.
    CostUnit cost_unit,
    /// How many pieces a pack holds.
    PackSize pack_size,
    /// Cost of a pack.
    PackPrice pack_price,
    /// Currency of the cost.
    Currency currency,
    /// Where it originates.
    Origin origin,
    /// Where it is bought from.
    SourcedFrom sourced_from,
    /// Who supplies it: the id of a contractor or subcontractor, or a name.
    Supplier supplier,
    /// Who makes it; only for second sources.
    Manufacturer manufacturer,
    /// First day on which a row counts; not in bills of levels.
    ValidFrom valid_from,
    /// Last day on which a row counts; not in bills of levels.
    ValidUntil valid_until,
}

/// What every row states that states nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Constants {
    /// Currency of every cost.
    pub(crate) currency: Option<CurrencyCode>,
    /// Where every part originates.
    pub(crate) origin: Option<Origin>,
    /// Where every part is bought from.
    pub(crate) sourced_from: Option<Origin>,
    /// Quantity of every use.
    pub(crate) quantity: Option<Quantity>,
    /// Unit of every quantity.
    pub(crate) unit: Option<String>,
    /// Unit of every cost.
    pub(crate) cost_unit: Option<String>,
    /// How many pieces every pack holds.
    pub(crate) pack_size: Option<Figure>,
}

/// How packs are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PackRules {
    /// Whether quantities count packs instead of pieces; `None`: not stated, and pieces are.
    pub(crate) quantity_counts_packs: Option<bool>,
    /// Which cost holds where a row has both; `None`: they must agree.
    pub(crate) wins: Option<CostColumn>,
}

/// One of the two ways to state a cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CostColumn {
    /// The cost of one unit.
    UnitCost,
    /// The cost of a pack.
    PackPrice,
}

/// A table of parts beside the bill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PartTable {
    /// The name of its file; `None`: a sheet of the bill's own file.
    pub(crate) file: Option<String>,
    /// How it is read.
    pub(crate) table: TableRules,
    /// What its columns mean.
    pub(crate) columns: Columns,
}
