//! Bills of materials as they are written.

use safe_eligibility::model::bill::{BillOfMaterials, Use};
use safe_eligibility::model::country::Origin;
use safe_eligibility::model::place::Member;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Members, Shown, Written};

impl Serialize for Written<'_, BillOfMaterials> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.0.len()).map(|line| Line { bill: self.0, line }))
    }
}

struct Line<'a> {
    bill: &'a BillOfMaterials,
    line: usize,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { bill, line } = *self;
        let mut map = serializer.serialize_map(None)?;
        map.stated(Member::Id, bill.id(line))?;
        if let Some(quantity) = bill.quantity(line) {
            let parent = bill.uses(line).find_map(|one| one.parent);
            map.text(Member::Parent, parent.map(|parent| bill.id(parent)))?;
            map.text(Member::Description, bill.description(line))?;
            map.shown(Member::Quantity, Some(quantity))?;
        } else {
            map.text(Member::Description, bill.description(line))?;
            map.stated(Member::UsedIn, &Uses { bill, line })?;
        }
        if let Some((least, most)) = bill.unit_cost(line) {
            if bill.has_cost_range(line) {
                map.stated(Member::UnitCostRange, &[Shown(least), Shown(most)])?;
            } else {
                map.shown(Member::UnitCost, Some(least))?;
            }
        }
        map.shown(Member::Currency, bill.currency(line))?;
        map.text(Member::Origin, bill.origin(line).map(Origin::as_str))?;
        map.text(Member::SourcedFrom, bill.sourced_from(line).map(Origin::as_str))?;
        map.text(Member::Supplier, bill.supplier(line))?;
        map.end()
    }
}

struct Uses<'a> {
    bill: &'a BillOfMaterials,
    line: usize,
}

impl Serialize for Uses<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let uses = self.bill.uses(self.line);
        serializer.collect_seq(uses.map(|one| UseWritten { bill: self.bill, one }))
    }
}

struct UseWritten<'a> {
    bill: &'a BillOfMaterials,
    one: Use,
}

impl Serialize for UseWritten<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.text(Member::Parent, self.one.parent.map(|parent| self.bill.id(parent)))?;
        map.shown(Member::Quantity, Some(self.one.quantity))?;
        map.end()
    }
}
