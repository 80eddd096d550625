//! Declared origins over the lines of bills.

use std::collections::BTreeMap;

use safe_eligibility::model::bill::{BillOfMaterials, BomLine, Position, UnitCost};
use safe_eligibility::model::country::Origin;
use safe_eligibility::model::day::Day;
use safe_eligibility::model::figure::Quantity;
use safe_eligibility::model::place::{Member, Place};
use safe_eligibility::model::procurement::ProcurementDraft;

use super::Gathering;
use super::suppliers::Suppliers;
use crate::diagnostic::Diagnostic;
use crate::mapping::OriginChoices;
use crate::origins::{
    Declarations, OriginOverlay, OriginRemark, StatedAt, StatedPart, read_origins,
};
use crate::parts::{PartIndex, Parts};
use crate::provenance::Provenance;
use crate::source::Source;

/// What is declared, if any file declares something.
pub(super) struct Declared {
    declarations: Option<Declarations>,
    choices: OriginChoices,
    // What messages call the declarations as a whole.
    input: String,
}

impl Gathering<'_, '_> {
    pub(super) fn declared(&mut self) -> Option<Declared> {
        let files = &self.files.origins;
        let given = self.files.mapping.map(|given| given.mapping.origins.clone());
        let choices = given.unwrap_or_default();
        let input = files.first().map_or_else(String::new, |file| file.name.to_owned());
        if files.is_empty() {
            return Some(Declared { declarations: None, choices, input });
        }
        match read_origins(files, &choices) {
            Ok((declarations, remarks)) => {
                self.remarks.extend(declarations.file_remarks().iter().map(Diagnostic::from));
                self.remarks.extend(remarks.iter().map(|one| Diagnostic::of_origins(one, &input)));
                Some(Declared { declarations: Some(declarations), choices, input })
            }
            Err(problems) => {
                self.problems.extend(problems.iter().map(Diagnostic::from));
                None
            }
        }
    }
}

impl Declared {
    /// Puts the ids of suppliers for the names that declarations give them, as in bills.
    pub(super) fn take_names_for(&mut self, suppliers: &Suppliers) {
        if let Some(declarations) = &mut self.declarations {
            declarations.rename_suppliers(|named| suppliers.id_of(named));
        }
    }

    /// The declarations that count on a day; `None`: no file declares anything.
    pub(super) fn overlay(&self, day: Day) -> Option<OriginOverlay<'_>> {
        Some(OriginOverlay::new(self.declarations.as_ref()?, day, &self.choices))
    }

    pub(super) fn said(&self, remark: &OriginRemark) -> Diagnostic {
        Diagnostic::of_origins(remark, &self.input)
    }

    /// The cell of each declaration, in their order.
    pub(super) fn sources(&self) -> Vec<Source> {
        let list = self.declarations.as_ref().map_or(&[][..], Declarations::list);
        list.iter().map(|one| one.source.clone()).collect()
    }
}

/// Lays declarations over the parts of a bill; `source` tells where the bill has an origin.
pub(super) fn lay_over_parts(
    parts: &mut Parts,
    source: &dyn Fn(PartIndex, &Parts) -> Option<Source>,
    overlay: &mut OriginOverlay<'_>,
    suppliers: &Suppliers,
) {
    for part in parts.all() {
        let named = parts.supplier(part);
        let id = named.and_then(|name| suppliers.id_of(name));
        // Whom nobody knows, declarations name as the bill does.
        let supplier = id.as_deref().or(named);
        let stated = StatedPart { id: parts.id(part), supplier, origin: parts.origin(part) };
        if let Some(found) = overlay.part(stated, || source(part, parts).map(StatedAt::File)) {
            let row = found.declarations.first().and_then(|row| u32::try_from(*row).ok());
            parts.set_origin(part, found.origin, row.unwrap_or(u32::MAX));
        }
    }
}

/// Lays declarations over the bills that the document itself states.
pub(super) fn lay_over_document(
    draft: &mut ProcurementDraft,
    overlay: &mut OriginOverlay<'_>,
    provenance: &mut Provenance<'_>,
) {
    for (index, product) in draft.end_products.iter_mut().flatten().enumerate() {
        let Some(bill) = product.components.as_mut().filter(|_| !provenance.has_bill(index)) else {
            continue;
        };
        let mut declared: BTreeMap<usize, Option<Origin>> = BTreeMap::new();
        for line in 0..bill.len() {
            let (id, supplier, origin) = (bill.id(line), bill.supplier(line), bill.origin(line));
            let stated = StatedPart { id, supplier, origin };
            let place = || {
                let at = Place::root().at(Member::EndProducts, index).at(Member::Components, line);
                Some(StatedAt::Document(at.member(Member::Origin).into()))
            };
            let Some(found) = overlay.part(stated, place) else { continue };
            declared.insert(line, found.origin);
            if let Some(row) = found.declarations.first() {
                provenance.add_declared(index, line, *row);
            }
        }
        if let Some(relaid) = with_origins(bill, &declared).filter(|_| !declared.is_empty()) {
            *bill = relaid;
        }
    }
}

/// The same bill with other origins; a bill that was in order stays so.
fn with_origins(
    bill: &BillOfMaterials,
    origins: &BTreeMap<usize, Option<Origin>>,
) -> Option<BillOfMaterials> {
    let mut builder = BillOfMaterials::builder();
    builder.reserve(bill.len());
    for line in 0..bill.len() {
        let uses: Vec<(Option<&str>, Quantity)> = bill
            .uses(line)
            .map(|using| (using.parent.map(|parent| bill.id(parent)), using.quantity))
            .collect();
        let position = match (bill.quantity(line), uses.as_slice()) {
            (Some(quantity), [(Some(parent), _)]) => Position::Parent(parent, quantity),
            (Some(quantity), _) => Position::EndProduct(quantity),
            (None, uses) => Position::Shared(uses),
        };
        let mut copy = BomLine::new(bill.id(line), position);
        copy.description = bill.description(line);
        copy.unit_cost =
            bill.unit_cost(line).zip(bill.currency(line)).map(|((least, most), currency)| {
                if bill.has_cost_range(line) {
                    UnitCost::Range(least, most, currency)
                } else {
                    UnitCost::Exact(least, currency)
                }
            });
        copy.origin = origins.get(&line).copied().unwrap_or_else(|| bill.origin(line));
        copy.sourced_from = bill.sourced_from(line);
        copy.supplier = bill.supplier(line);
        builder.push(copy);
    }
    builder.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read_document;

    #[test]
    fn a_bill_with_other_origins_is_otherwise_the_same() {
        let text = br#"{ "format": "safe-procurement/1", "id": "1", "end_products": [ { "id": "p", "components": [
            { "id": "a", "quantity": "2", "unit_cost_range": ["1", "2.5"], "currency": "USD", "origin": "PL" },
            { "id": "b", "parent": "a", "quantity": "0.5", "unit_cost": "7", "currency": "EUR", "description": "B" },
            { "id": "c", "used_in": [ { "parent": "a", "quantity": "3" }, { "quantity": "1" } ], "sourced_from": "EU" } ] } ] }"#;
        let stated = read_document(text).unwrap().into_stated();
        let bill = stated.end_products.unwrap().remove(0).components.unwrap();
        let one = BTreeMap::from([(2, Origin::parse("CA").ok()), (0, None)]);
        let other = with_origins(&bill, &one).unwrap();
        assert_eq!((other.origin(0), other.origin(2)), (None, Origin::parse("CA").ok()));
        let back = BTreeMap::from([(2, None), (0, bill.origin(0))]);
        let same = with_origins(&other, &back).unwrap();
        assert_eq!(format!("{bill:?}"), format!("{same:?}"));
    }
}
