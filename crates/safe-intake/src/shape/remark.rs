//! What was understood, changed or left out when rows became a bill.

use safe_eligibility::model::given::shown;

use crate::remark::Weight;

/// What was done with rows of a bill.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub(crate) enum BillRemark {
    /// Rows above the header.
    #[error("{} above the header {} no part of the bill", rows(*.0), are(*.0))]
    TitleRows(usize),
    /// Rows that the mapping leaves out.
    #[error("{} left out as the mapping says", rows(*.0))]
    SkippedRows(usize),
    /// Hidden rows that are read.
    #[error("{} read although the spreadsheet program hides {}", rows(*.0), it(*.0))]
    HiddenRowsRead(usize),
    /// Hidden rows that are left out.
    #[error("{} left out as the mapping says, being hidden", rows(*.0))]
    HiddenRowsSkipped(usize),
    /// A hidden column that the mapping names.
    #[error("the column is read for `{}` although the spreadsheet program hides it", .0.join("` and `"))]
    HiddenColumn(Vec<&'static str>),
    /// Days of validity where they choose no rows: in bills of levels and in tables of parts.
    #[error("days of validity choose no rows of this table, and every row counts")]
    UnusedDays,
    /// A row that repeats the header.
    #[error("{} left out for repeating the header", rows(*.0))]
    RepeatedHeader(usize),
    /// A row with a title and nothing else.
    #[error("the row is taken for the title `{}` of a section and left out", shown(.0))]
    SectionTitle(String),
    /// A row with a sum.
    #[error("the row is taken for the sum `{}` and left out", shown(.0))]
    Subtotal(String),
    /// A further source of the part above.
    #[error("the row is read as a second source of `{}`{effect}", shown(.id))]
    SecondSource {
        /// The part.
        id: String,
        /// What it changes.
        effect: &'static str,
    },
    /// Edges whose last day is past.
    #[error("{} left out for having ended", rows(*.0))]
    Superseded(usize),
    /// Edges whose first day is to come.
    #[error("{} left out for not having begun", rows(*.0))]
    NotYetEffective(usize),
    /// Edges that end before they begin.
    #[error("{} left out whose last day is before the first", rows(*.0))]
    NeverEffective(usize),
    /// The row of the end product itself.
    #[error("the row of `{}` is the end product itself, not a component", shown(.0))]
    ProductRow(String),
    /// Parts that do not go into the end product.
    #[error("{} of other products left out", parts(*.0))]
    OtherProducts(usize),
    /// Parts of the part table that the bill does not use.
    #[error("{} of the part table not used by the bill", rows(*.0))]
    UnusedParts(usize),
    /// Parts without children that the part table does not have.
    #[error("{} without parts of {} own not in the part table", parts(*.0), its(*.0))]
    PartsWithoutFacts(usize),
    /// Parts without children that cost nothing.
    #[error("{} without parts of {} own cost 0, which counts as stated", parts(*.0), its(*.0))]
    FreeLeaves(usize),
    /// Assemblies with an own cost that is kept.
    #[error("{} with a cost of {} own beside {} parts', which is kept", assemblies(*.0), its(*.0), its(*.0))]
    OwnCostsKept(usize),
    /// Assemblies with an own cost that is dropped.
    #[error("{} with a cost of {} own, which is left out for {} parts'", assemblies(*.0), its(*.0), its(*.0))]
    OwnCostsDropped(usize),
    /// Subassemblies that are listed once more.
    #[error("{} listing the parts of a subassembly once more", rows(*.0))]
    RepeatedAssembly(usize),
    /// Rows of an edge list whose level says something else than the edges.
    #[error("{} at another level than one below the assembly; the assemblies decide", rows(*.0))]
    LevelsDisagree(usize),
    /// Suppliers that the procurement does not have.
    #[error("{} not among the contractors and subcontractors, so no supplier is stated", suppliers(*.0))]
    UnknownSuppliers(usize),
    /// Costs that lie between two neighbours with ten decimals.
    #[error("{} with more than 10 decimals read as the range between the nearest two", costs(*.0))]
    CostRanges(usize),
    /// Quantities in another unit than the base unit.
    #[error("{} turned into base units", quantities(*.0))]
    ConvertedQuantities(usize),
    /// Costs of another unit than the base unit.
    #[error("{} turned into costs of a base unit", costs(*.0))]
    ConvertedCosts(usize),
    /// A product that is found and not stated.
    #[error("the end product is `{}`, the only part that goes into no other", shown(.0))]
    OnlyRoot(String),
    /// Dotted numbers kept as numbers.
    #[error("{} kept as numbers by a spreadsheet program, which makes `1.1` of `1.10`", dotted(*.0))]
    DottedAsNumbers(usize),
    /// Ids that lose decimals which are all zero.
    #[error("{} like `10.0` read without the zeros behind the point, as `10`", ids(*.0))]
    IdsWithoutZeros(usize),
    /// Quantities beside pack sizes, where nothing says which of both is counted.
    #[error("beside the sizes of packs, quantities are read as counts of pieces and not of packs")]
    CountsPieces,
    /// A column of origins that looks like codification bureaus.
    #[error(
        "the origins look like NATO stock numbers or their digits 5 and 6, which say who codified a part and not where it comes from; no origin is taken from them"
    )]
    BureauCodes,
    /// Remarks beyond those that are listed.
    #[error("and {0} more remarks like these")]
    More(usize),
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

fn rows(count: usize) -> String {
    counted(count, "row", "rows")
}

fn parts(count: usize) -> String {
    counted(count, "part", "parts")
}

fn assemblies(count: usize) -> String {
    counted(count, "assembly", "assemblies")
}

fn suppliers(count: usize) -> String {
    counted(count, "supplier", "suppliers")
}

fn costs(count: usize) -> String {
    counted(count, "cost", "costs")
}

fn quantities(count: usize) -> String {
    counted(count, "quantity", "quantities")
}

fn dotted(count: usize) -> String {
    counted(count, "dotted number", "dotted numbers")
}

fn ids(count: usize) -> String {
    counted(count, "id", "ids")
}

fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

fn it(count: usize) -> &'static str {
    if count == 1 { "it" } else { "them" }
}

fn its(count: usize) -> &'static str {
    if count == 1 { "its" } else { "their" }
}

impl BillRemark {
    /// The kind of remark, for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::TitleRows(_) => "title-rows",
            Self::SkippedRows(_) => "skipped-rows",
            Self::HiddenRowsRead(_) | Self::HiddenRowsSkipped(_) => "hidden-rows",
            Self::HiddenColumn(_) => "hidden-column",
            Self::UnusedDays => "unused-days",
            Self::RepeatedHeader(_) => "repeated-header",
            Self::SectionTitle(_) => "section-title",
            Self::Subtotal(_) => "subtotal",
            Self::SecondSource { .. } => "second-source",
            Self::Superseded(_) => "superseded-rows",
            Self::NotYetEffective(_) => "future-rows",
            Self::NeverEffective(_) => "never-effective-rows",
            Self::ProductRow(_) => "product-row",
            Self::OtherProducts(_) => "other-products",
            Self::UnusedParts(_) => "unused-parts",
            Self::PartsWithoutFacts(_) => "parts-without-facts",
            Self::FreeLeaves(_) => "zero-cost",
            Self::OwnCostsKept(_) | Self::OwnCostsDropped(_) => "own-cost",
            Self::RepeatedAssembly(_) => "repeated-assembly",
            Self::LevelsDisagree(_) => "levels-disagree",
            Self::UnknownSuppliers(_) => "unknown-suppliers",
            Self::CostRanges(_) => "cost-range",
            Self::ConvertedQuantities(_) => "converted-quantities",
            Self::ConvertedCosts(_) => "converted-costs",
            Self::OnlyRoot(_) => "only-root",
            Self::DottedAsNumbers(_) => "dotted-as-numbers",
            Self::IdsWithoutZeros(_) => "ids-without-zeros",
            Self::CountsPieces => "counts-pieces",
            Self::BureauCodes => "bureau-codes",
            Self::More(_) => "more-remarks",
        }
    }

    /// How much it asks of its reader.
    pub(crate) fn weight(&self) -> Weight {
        match self {
            Self::TitleRows(_)
            | Self::SkippedRows(_)
            | Self::HiddenRowsSkipped(_)
            | Self::RepeatedHeader(_)
            | Self::Superseded(_)
            | Self::NotYetEffective(_)
            | Self::ProductRow(_)
            | Self::OtherProducts(_)
            | Self::UnusedParts(_)
            | Self::OwnCostsDropped(_)
            | Self::RepeatedAssembly(_)
            | Self::CostRanges(_)
            | Self::ConvertedQuantities(_)
            | Self::ConvertedCosts(_)
            | Self::OnlyRoot(_) => Weight::Note,
            Self::HiddenRowsRead(_)
            | Self::HiddenColumn(_)
            | Self::UnusedDays
            | Self::NeverEffective(_)
            | Self::IdsWithoutZeros(_)
            | Self::CountsPieces
            | Self::SectionTitle(_)
            | Self::Subtotal(_)
            | Self::SecondSource { .. }
            | Self::LevelsDisagree(_)
            | Self::PartsWithoutFacts(_)
            | Self::FreeLeaves(_)
            | Self::OwnCostsKept(_)
            | Self::UnknownSuppliers(_)
            | Self::DottedAsNumbers(_)
            | Self::BureauCodes
            | Self::More(_) => Weight::Warning,
        }
    }

    /// What stands there.
    pub(crate) fn given(&self) -> Option<&str> {
        if let Self::SectionTitle(text)
        | Self::Subtotal(text)
        | Self::ProductRow(text)
        | Self::OnlyRoot(text) = self
        {
            Some(text)
        } else {
            None
        }
    }

    /// The one thing to do if it was not meant.
    pub(crate) fn help(&self) -> Option<String> {
        let help = match self {
            Self::HiddenRowsRead(_) => {
                "set `hidden = \"skip\"` in the mapping to leave such rows out"
            }
            Self::HiddenColumn(_) => {
                "show it if it is meant, or take it out of the mapping if it does not hold"
            }
            Self::UnusedDays => {
                "leave rows that do not hold out with `skip_rows` or `skip_where`, and take the \
                 columns out of the mapping"
            }
            Self::SectionTitle(_) | Self::Subtotal(_) => {
                "pin it with `skip_rows` or `skip_where`, or complete the row if it is a part"
            }
            Self::SecondSource { .. } => "leave the row out with `skip_rows` if it is not used",
            Self::PartsWithoutFacts(_) => "add a row for each to the part table",
            Self::FreeLeaves(_) => "empty the cell if the cost is not known",
            Self::OwnCostsKept(_) => {
                "set `assembly_costs = \"children\"` in the mapping to count the parts instead"
            }
            Self::UnknownSuppliers(_) => "write the ids of contractors and subcontractors",
            Self::LevelsDisagree(_) => {
                "mend the level or the assembly, or take the column of levels out of the mapping"
            }
            Self::OnlyRoot(_) => "pin it as `root` in the mapping",
            Self::DottedAsNumbers(_) => "show the column as text and save the table again",
            Self::NeverEffective(_) => "exchange the two days if the row holds",
            Self::IdsWithoutZeros(_) => {
                "write ids that are not of the same part so that more than zeros tells them apart"
            }
            Self::CountsPieces => {
                "state `quantity_in` in `[packs]` of the mapping: `\"packs\"`, or `\"pieces\"` if \
                 that is right"
            }
            Self::BureauCodes => "take the column out of the mapping",
            Self::TitleRows(_)
            | Self::SkippedRows(_)
            | Self::HiddenRowsSkipped(_)
            | Self::RepeatedHeader(_)
            | Self::Superseded(_)
            | Self::NotYetEffective(_)
            | Self::ProductRow(_)
            | Self::OtherProducts(_)
            | Self::UnusedParts(_)
            | Self::OwnCostsDropped(_)
            | Self::RepeatedAssembly(_)
            | Self::CostRanges(_)
            | Self::ConvertedQuantities(_)
            | Self::ConvertedCosts(_)
            | Self::More(_) => return None,
        };
        Some(help.to_owned())
    }
}
