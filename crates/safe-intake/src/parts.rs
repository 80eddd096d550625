//! Parts: each once, with every use of it, and the row that each fact came from.

mod conflict;
mod finish;
mod names;
mod occurrences;
mod second_source;
mod state;
mod tree;

use std::collections::BTreeMap;

use safe_eligibility::model::bill::{FigureColumn, TextColumn, UnitCost};
use safe_eligibility::model::country::Origin;
use safe_eligibility::model::figure::{Amount, Quantity};
use safe_eligibility::model::place::Member;
use safe_eligibility::model::product::CurrencyCode;

pub(crate) use conflict::{Conflict, Differing};
pub(crate) use finish::{BillRows, BuildProblem, Finished};
pub(crate) use names::Names;
pub(crate) use second_source::Widened;

/// The parts of a bill, in columns, in the order in which they were first named.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    ids: Names,
    // INVARIANT: the columns up to `rows` have one entry a part.
    least_costs: FigureColumn,
    currencies: Vec<Option<CurrencyCode>>,
    origins: Vec<Option<Origin>>,
    sources: Vec<Option<Origin>>,
    // Zero for none, else one more than the index into the names or the texts.
    suppliers: Vec<u32>,
    descriptions: Vec<u32>,
    // The row of the first fact; those that came from another row are in `fact_rows`.
    rows: Vec<RowId>,
    fact_rows: BTreeMap<(PartIndex, Fact), RowId>,
    // Whether a table of parts has the part; empty where there is no such table.
    is_described: Vec<bool>,
    highest_costs: BTreeMap<PartIndex, Amount>,
    declarations: BTreeMap<PartIndex, u32>,
    // Facts on which two sources of one part differ; they stay not stated.
    unsettled: BTreeMap<(PartIndex, Fact), RowId>,
    description_texts: TextColumn,
    supplier_names: Names,
    last_supplier: u32,
    uses: Uses,
    conflicts: Vec<Conflict>,
}

/// Every use, in the order of the rows.
#[derive(Debug, Default)]
struct Uses {
    // INVARIANT: every column has one entry a use.
    parts: Vec<PartIndex>,
    parents: Vec<PartIndex>,
    quantities: FigureColumn,
    rows: Vec<RowId>,
}

/// A part by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PartIndex {
    number: u32,
}

impl PartIndex {
    const NONE: Self = Self { number: u32::MAX };

    fn at(self) -> usize {
        usize::try_from(self.number).unwrap_or(usize::MAX)
    }

    fn of(at: usize) -> Self {
        Self { number: u32::try_from(at).unwrap_or(u32::MAX) }
    }
}

/// A row by its number among the rows of all tables that were read together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowId {
    /// Counted from 1; 0 is no row.
    pub(crate) number: u32,
}

impl RowId {
    /// No row.
    pub(crate) const NONE: Self = Self { number: 0 };

    pub(crate) fn is_some(self) -> bool {
        self != Self::NONE
    }
}

/// A fact of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fact {
    /// Its description.
    Description,
    /// Its cost, with the currency.
    UnitCost,
    /// Where it originates.
    Origin,
    /// Where it is bought from.
    SourcedFrom,
    /// Who supplies it.
    Supplier,
}

impl Fact {
    /// What a member of a line becomes; `None`: it is no such fact.
    pub(crate) fn of(member: Member) -> Option<Self> {
        const MEMBERS: [(Member, Fact); 7] = [
            (Member::Description, Fact::Description),
            (Member::UnitCost, Fact::UnitCost),
            (Member::UnitCostRange, Fact::UnitCost),
            (Member::Currency, Fact::UnitCost),
            (Member::Origin, Fact::Origin),
            (Member::SourcedFrom, Fact::SourcedFrom),
            (Member::Supplier, Fact::Supplier),
        ];
        MEMBERS.iter().find(|(known, _)| *known == member).map(|(_, fact)| *fact)
    }

    /// What messages call it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Description => "description",
            Self::UnitCost => "unit cost",
            Self::Origin => "origin",
            Self::SourcedFrom => "country where it is bought",
            Self::Supplier => "supplier",
        }
    }

    const FIRST: Self = Self::Description;
    const LAST: Self = Self::Supplier;
}

/// What a row states about a part.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PartFacts<'a> {
    pub(crate) description: Option<&'a str>,
    pub(crate) unit_cost: Option<UnitCost>,
    pub(crate) origin: Option<Origin>,
    pub(crate) sourced_from: Option<Origin>,
    pub(crate) supplier: Option<&'a str>,
}

impl Parts {
    /// The part with an id, which is added if it is new.
    #[inline]
    pub(crate) fn part(&mut self, id: &str) -> PartIndex {
        let (number, is_new) = self.ids.add(id);
        let part = PartIndex { number };
        if !is_new {
            return part;
        }
        self.least_costs.push(None);
        self.currencies.push(None);
        self.origins.push(None);
        self.sources.push(None);
        self.suppliers.push(0);
        self.descriptions.push(0);
        self.rows.push(RowId::NONE);
        part
    }

    /// The part with an id, if there is one.
    pub(crate) fn find(&self, id: &str) -> Option<PartIndex> {
        self.ids.find(id).map(|number| PartIndex { number })
    }

    /// Every part, in the order in which they were first named.
    pub(crate) fn all(&self) -> impl Iterator<Item = PartIndex> + use<> {
        (0..self.ids.len()).map(PartIndex::of)
    }

    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(crate) fn id(&self, part: PartIndex) -> &str {
        self.ids.get(part.at())
    }

    /// Who supplies a part, as the table has it; `None`: not stated.
    pub(crate) fn supplier(&self, part: PartIndex) -> Option<&str> {
        let index = *self.suppliers.get(part.at())?;
        let name = usize::try_from(index.checked_sub(1)?).ok()?;
        Some(self.supplier_names.get(name))
    }

    pub(crate) fn description(&self, part: PartIndex) -> Option<&str> {
        let index = *self.descriptions.get(part.at())?;
        let text = usize::try_from(index.checked_sub(1)?).ok()?;
        Some(self.description_texts.get(text))
    }

    pub(crate) fn origin(&self, part: PartIndex) -> Option<Origin> {
        self.origins.get(part.at()).copied().flatten()
    }

    pub(crate) fn unit_cost(&self, part: PartIndex) -> Option<UnitCost> {
        let least = Amount::new(self.least_costs.get(part.at())?).ok()?;
        let currency = self.currencies.get(part.at()).copied().flatten()?;
        Some(match self.highest_costs.get(&part) {
            None => UnitCost::Exact(least, currency),
            Some(most) => UnitCost::Range(least, *most, currency),
        })
    }

    /// The row in which a fact of a part stands.
    pub(crate) fn fact_row(&self, part: PartIndex, fact: Fact) -> RowId {
        let own = self.fact_rows.get(&(part, fact)).copied();
        own.unwrap_or_else(|| self.rows.get(part.at()).copied().unwrap_or(RowId::NONE))
    }

    /// The first row that states facts of a part, if only its id.
    pub(crate) fn row(&self, part: PartIndex) -> RowId {
        self.rows.get(part.at()).copied().unwrap_or(RowId::NONE)
    }

    /// Notes that a table of parts has a part.
    pub(crate) fn describe(&mut self, part: PartIndex) {
        self.is_described.resize(self.len(), false);
        if let Some(slot) = self.is_described.get_mut(part.at()) {
            *slot = true;
        }
    }

    /// States where every part originates or is bought from of which no row says so.
    pub(crate) fn state_for_all(&mut self, origin: Option<Origin>, source: Option<Origin>) {
        let columns = [
            (Fact::Origin, &mut self.origins, origin),
            (Fact::SourcedFrom, &mut self.sources, source),
        ];
        for (fact, column, given) in columns {
            let Some(given) = given else { continue };
            for (at, slot) in column.iter_mut().enumerate() {
                if slot.is_none() && !self.unsettled.contains_key(&(PartIndex::of(at), fact)) {
                    *slot = Some(given);
                }
            }
        }
    }

    /// Lays a declared origin over what the rows state; `None` leaves it not stated.
    pub(crate) fn set_origin(&mut self, part: PartIndex, origin: Option<Origin>, declaration: u32) {
        if let Some(slot) = self.origins.get_mut(part.at()) {
            *slot = origin;
            self.declarations.insert(part, declaration);
        }
    }

    /// What rows state differently, in the order in which it was found.
    pub(crate) fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    #[inline]
    fn quantity(&self, at: usize) -> Quantity {
        let figure = self.uses.quantities.get(at);
        figure.and_then(|figure| Quantity::new(figure).ok()).unwrap_or(Quantity::ONE)
    }

    /// Adds a use of a part in a parent or, without one, in the end product.
    #[inline]
    pub(crate) fn use_in(
        &mut self,
        part: PartIndex,
        parent: Option<PartIndex>,
        quantity: Quantity,
        row: RowId,
    ) {
        self.uses.parts.push(part);
        self.uses.parents.push(parent.unwrap_or(PartIndex::NONE));
        self.uses.quantities.push(Some(quantity.figure()));
        self.uses.rows.push(row);
    }
}
