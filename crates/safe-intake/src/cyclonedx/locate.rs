//! Where in its text a component states something.

use std::borrow::Cow;

use safe_eligibility::model::place::Member;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::facts::{
    CURRENCY, LEAST_COST, MOST_COST, ORIGIN, Property, SOURCED_FROM, SUPPLIER, UNIT_COST,
};
use super::text::Text;
use super::{Place, Row};
use crate::parts::Fact;

/// What a component states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stated {
    /// All of it.
    Whole,
    /// What other components call it.
    Id,
    /// Of which type it is.
    Type,
    /// What it is.
    Description,
    /// What one costs.
    UnitCost,
    /// In which currency.
    Currency,
    /// Where it originates.
    Origin,
    /// Where it is bought from.
    SourcedFrom,
    /// Who supplies it.
    Supplier,
    /// Where it goes.
    Parent,
    /// How many go there.
    Quantity,
}

/// The members of a line, and what of a component becomes them.
const MEMBERS: [(Member, Stated); 11] = [
    (Member::Id, Stated::Id),
    (Member::Parent, Stated::Parent),
    (Member::UsedIn, Stated::Parent),
    (Member::Quantity, Stated::Quantity),
    (Member::Description, Stated::Description),
    (Member::UnitCost, Stated::UnitCost),
    (Member::UnitCostRange, Stated::UnitCost),
    (Member::Currency, Stated::Currency),
    (Member::Origin, Stated::Origin),
    (Member::SourcedFrom, Stated::SourcedFrom),
    (Member::Supplier, Stated::Supplier),
];

impl Stated {
    /// What becomes a member of a line.
    pub(crate) fn of(member: Member) -> Self {
        let known = MEMBERS.iter().find(|(known, _)| *known == member);
        known.map_or(Self::Whole, |(_, stated)| *stated)
    }

    /// What becomes a fact of a part.
    pub(super) fn of_fact(fact: Fact) -> Self {
        match fact {
            Fact::Description => Self::Description,
            Fact::UnitCost => Self::UnitCost,
            Fact::Origin => Self::Origin,
            Fact::SourcedFrom => Self::SourcedFrom,
            Fact::Supplier => Self::Supplier,
        }
    }
}

/// A component by the text of its members.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Members<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<&'a RawValue>,
    #[serde(borrow)]
    bom_ref: Option<&'a RawValue>,
    #[serde(borrow)]
    name: Option<&'a RawValue>,
    #[serde(borrow)]
    description: Option<&'a RawValue>,
    #[serde(borrow)]
    supplier: Option<&'a RawValue>,
    #[serde(borrow)]
    properties: Option<Vec<Property<'a>>>,
}

#[derive(Deserialize)]
struct Organisation<'a> {
    #[serde(borrow)]
    name: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Called<'a> {
    #[serde(borrow)]
    bom_ref: Option<&'a RawValue>,
    #[serde(borrow)]
    name: Option<&'a RawValue>,
}

/// What a component calls itself, even where the rest of it cannot be read.
pub(super) fn called(raw: &RawValue) -> Option<String> {
    let called: Called<'_> = serde_json::from_str(raw.get()).ok()?;
    let text = |raw: &RawValue| {
        let text = serde_json::from_str::<Cow<'_, str>>(raw.get()).ok()?;
        (!text.is_empty()).then(|| text.into_owned())
    };
    called.bom_ref.and_then(text).or_else(|| called.name.and_then(text))
}

impl Text<'_> {
    /// Where something is stated of a use of a component, or else the component.
    pub(super) fn stated(&self, row: &Row, stated: Stated) -> Place {
        match stated {
            Stated::Parent => row.parent,
            Stated::Quantity => row.quantity,
            Stated::Whole
            | Stated::Id
            | Stated::Type
            | Stated::Description
            | Stated::UnitCost
            | Stated::Currency
            | Stated::Origin
            | Stated::SourcedFrom
            | Stated::Supplier => self.stated_in(row.component, stated),
        }
    }

    /// Where a component states something, or else the component.
    pub(super) fn stated_in(&self, component: Place, stated: Stated) -> Place {
        let text = self.at(component);
        let members = text.and_then(|text| serde_json::from_str::<Members<'_>>(text).ok());
        let found = members.and_then(|members| members.find(stated));
        found.map_or(component, |raw| self.place(raw))
    }
}

impl<'a> Members<'a> {
    fn find(&self, stated: Stated) -> Option<&'a RawValue> {
        match stated {
            Stated::Id => self.bom_ref.or(self.name),
            Stated::Type => self.kind,
            Stated::Description => self.description,
            Stated::UnitCost => [UNIT_COST, LEAST_COST, MOST_COST]
                .into_iter()
                .find_map(|property| self.property(property)),
            Stated::Currency => self.property(CURRENCY),
            Stated::Origin => self.property(ORIGIN),
            Stated::SourcedFrom => self.property(SOURCED_FROM),
            Stated::Supplier => self.property(SUPPLIER).or_else(|| {
                let organisation: Organisation<'a> =
                    serde_json::from_str(self.supplier?.get()).ok()?;
                organisation.name
            }),
            // These do not stand in one member, and a use knows them by itself.
            Stated::Whole | Stated::Parent | Stated::Quantity => None,
        }
    }

    fn property(&self, name: &str) -> Option<&'a RawValue> {
        self.properties.iter().flatten().find(|one| one.is_called(name))?.value
    }
}
