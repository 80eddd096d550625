//! Two bills of one end product side by side, line by line by their ids.

use std::collections::BTreeMap;

use serde_json::Value;

use super::documents::Parties;
use super::facts::{list, object, origin, shown, text};
use super::lists::{Chosen, Found, is_chosen, is_stated_on_one_side, said, stays_stated};
use super::part::{FactDifference, Owner};
use crate::model::bill::{BillOfMaterials, BomLine, Position, UnitCost};
use crate::model::figure::Quantity;
use crate::model::place::{Member, Place};
use crate::model::product::EndProduct;

/// How the bill of an end product becomes the other.
pub(super) struct BillPlan {
    // That a bill is stated on one side only, where its lines do not say so.
    stated: Option<usize>,
    lines: Vec<LinePlan>,
    // Indices of its differences.
    differences: std::ops::Range<usize>,
}

/// Differences that make no bill by themselves, such as a line without its parent.
pub(super) struct NoBill;

/// A line on either side.
struct LinePlan {
    from: Option<usize>,
    to: Option<usize>,
    // The difference that it is on one side only.
    presence: Option<usize>,
    // The difference of each fact of `LINE`.
    facts: [Option<usize>; 5],
}

/// A fact of a line.
struct LineFact {
    member: fn(&BillOfMaterials, usize, &BillOfMaterials, usize) -> Member,
    same: fn(&BillOfMaterials, usize, &BillOfMaterials, usize) -> bool,
    value: fn(&BillOfMaterials, usize) -> Value,
}

const USES: usize = 0;
const COST: usize = 1;
const ORIGIN: usize = 2;
const SOURCE: usize = 3;
const SUPPLIER: usize = 4;

const LINE: [LineFact; 5] = [
    LineFact {
        member: |old, from, new, to| {
            let moves = parents(old, from).ne(parents(new, to));
            if moves { Member::UsedIn } else { Member::Quantity }
        },
        same: |old, from, new, to| uses(old, from).eq(uses(new, to)),
        value: |bill, line| {
            let all: Vec<_> = uses(bill, line).collect();
            match all.as_slice() {
                [(None, quantity)] => quantity.to_string().into(),
                all => list(Some(all), |(parent, quantity)| {
                    object([("parent", text(*parent)), ("quantity", quantity.to_string().into())])
                }),
            }
        },
    },
    LineFact {
        member: |_, _, _, _| Member::UnitCost,
        same: |old, from, new, to| {
            old.unit_cost(from) == new.unit_cost(to) && old.currency(from) == new.currency(to)
        },
        value: |bill, line| {
            let Some((least, most)) = bill.unit_cost(line) else { return Value::Null };
            let cost = if bill.has_cost_range(line) {
                ("unit_cost_range", list(Some(&[least, most]), |end| end.to_string().into()))
            } else {
                ("unit_cost", least.to_string().into())
            };
            object([cost, ("currency", shown(bill.currency(line)))])
        },
    },
    LineFact {
        member: |_, _, _, _| Member::Origin,
        same: |old, from, new, to| old.origin(from) == new.origin(to),
        value: |bill, line| origin(bill.origin(line)),
    },
    LineFact {
        member: |_, _, _, _| Member::SourcedFrom,
        same: |old, from, new, to| old.sourced_from(from) == new.sourced_from(to),
        value: |bill, line| origin(bill.sourced_from(line)),
    },
    LineFact {
        member: |_, _, _, _| Member::Supplier,
        same: |old, from, new, to| old.supplier(from) == new.supplier(to),
        value: |bill, line| text(bill.supplier(line)),
    },
];

/// Where a line is used, by the ids of its parents.
fn uses(
    bill: &BillOfMaterials,
    line: usize,
) -> impl Iterator<Item = (Option<&str>, Quantity)> + '_ {
    bill.uses(line).map(|one| (one.parent.map(|parent| bill.id(parent)), one.quantity))
}

fn parents(bill: &BillOfMaterials, line: usize) -> impl Iterator<Item = Option<&str>> + '_ {
    uses(bill, line).map(|(parent, _)| parent)
}

type Products<'p> = (&'p EndProduct, &'p EndProduct);

impl BillPlan {
    /// What differs; `None` where nothing does.
    pub(super) fn compare(
        (old, new): Products<'_>,
        at: (usize, usize),
        found: &mut Found,
    ) -> Option<Self> {
        let first = found.len();
        let (from, to) = (old.components.as_ref(), new.components.as_ref());
        let places = (
            Place::root().at(Member::EndProducts, at.0),
            Place::root().at(Member::EndProducts, at.1),
        );
        let stated = is_stated_on_one_side(
            from.map(BillOfMaterials::is_empty),
            to.map(BillOfMaterials::is_empty),
        );
        let empty = |bill: Option<&BillOfMaterials>| bill.map(|_| "[]".to_owned());
        let stated = stated.then(|| {
            found.push(FactDifference {
                owner: Owner::Product(old.id.clone()),
                member: Some(Member::Components),
                before: empty(from),
                after: empty(to),
                before_at: Some(places.0.clone()),
                after_at: Some(places.1.clone()),
                weighs: true,
            });
            first
        });
        let nothing = BillOfMaterials::default();
        let bills = (from.unwrap_or(&nothing), to.unwrap_or(&nothing));
        let lines = Lines { product: &old.id, bills, places }.compare(found);
        let differences = first..found.len();
        (!differences.is_empty()).then_some(Self { stated, lines, differences })
    }

    /// Whether any of its differences is made.
    pub(super) fn is_touched(&self, chosen: Chosen<'_>) -> bool {
        self.differences.clone().any(|at| is_chosen(chosen, Some(at)))
    }

    /// The first bill with some differences made, or that none is stated.
    ///
    /// # Errors
    ///
    /// [`NoBill`] where that is no bill.
    pub(super) fn between(
        &self,
        (old, new): Products<'_>,
        chosen: Chosen<'_>,
    ) -> Result<Option<BillOfMaterials>, NoBill> {
        let (from, to) = (old.components.as_ref(), new.components.as_ref());
        let mut builder = BillOfMaterials::builder();
        let mut is_empty = true;
        for line in &self.lines {
            let (own, other) = (from.zip(line.from), to.zip(line.to));
            let taken = is_chosen(chosen, line.presence);
            let (own, other) = match (own, other) {
                (Some(own), Some(other)) => (own, other),
                (Some(own), None) if !taken => (own, own),
                (None, Some(other)) if taken => (other, other),
                (Some(_) | None, None) | (None, Some(_)) => continue,
            };
            is_empty = false;
            let of = |fact: usize| {
                let at = line.facts.get(fact).copied().flatten();
                if is_chosen(chosen, at) { other } else { own }
            };
            let (bill, at) = of(USES);
            let places: Vec<_> = uses(bill, at).collect();
            let mut added = BomLine::new(own.0.id(own.1), position(bill, at, &places));
            let (bill, at) = of(COST);
            added.unit_cost = unit_cost(bill, at);
            let (bill, at) = of(ORIGIN);
            added.origin = bill.origin(at);
            let (bill, at) = of(SOURCE);
            added.sourced_from = bill.sourced_from(at);
            let (bill, at) = of(SUPPLIER);
            added.supplier = bill.supplier(at);
            builder.push(added);
        }
        let are_stated = (from.is_some(), to.is_some());
        if is_empty && !stays_stated(self.stated, are_stated, chosen) {
            return Ok(None);
        }
        builder.finish().map(Some).map_err(|_| NoBill)
    }

    /// Which lines cannot come without a parent or a supplier, or go without their children.
    pub(super) fn needs(
        &self,
        (old, new): Products<'_>,
        parties: &Parties<'_>,
        needs: &mut Vec<(usize, usize)>,
    ) {
        let nothing = BillOfMaterials::default();
        let from = old.components.as_ref().unwrap_or(&nothing);
        let to = new.components.as_ref().unwrap_or(&nothing);
        let [mut came, mut went] = [BTreeMap::new(), BTreeMap::new()];
        for line in &self.lines {
            match (line.from, line.to) {
                (None, Some(at)) => _ = came.insert(at, line.presence),
                (Some(at), None) => _ = went.insert(at, line.presence),
                (Some(_), Some(_)) | (None, None) => {}
            }
        }
        for line in &self.lines {
            let of = |fact: usize| line.presence.or(line.facts.get(fact).copied().flatten());
            if let (Some(at), Some(own)) = (line.to, of(USES)) {
                let parents = to.uses(at).filter_map(|one| one.parent);
                let new = parents.filter_map(|parent| came.get(&parent).copied().flatten());
                needs.extend(new.map(|parent| (own, parent)));
            }
            if let (Some(at), Some(own)) = (line.from, of(USES)) {
                let parents = from.uses(at).filter_map(|one| one.parent);
                let gone = parents.filter_map(|parent| went.get(&parent).copied().flatten());
                needs.extend(gone.map(|parent| (parent, own)));
            }
            if let (Some(at), Some(own)) = (line.to, of(SUPPLIER)) {
                let new = to.supplier(at).and_then(|supplier| parties.added.get(supplier));
                needs.extend(new.map(|party| (own, *party)));
            }
            if let (Some(at), Some(own)) = (line.from, of(SUPPLIER)) {
                let gone = from.supplier(at).and_then(|supplier| parties.removed.get(supplier));
                needs.extend(gone.map(|party| (*party, own)));
            }
        }
    }
}

fn position<'p>(
    bill: &BillOfMaterials,
    line: usize,
    places: &'p [(Option<&'p str>, Quantity)],
) -> Position<'p> {
    match places {
        [(parent, quantity)] if bill.quantity(line).is_some() => match parent {
            Some(parent) => Position::Parent(parent, *quantity),
            None => Position::EndProduct(*quantity),
        },
        several => Position::Shared(several),
    }
}

fn unit_cost(bill: &BillOfMaterials, line: usize) -> Option<UnitCost> {
    let ((least, most), currency) = bill.unit_cost(line).zip(bill.currency(line))?;
    Some(if bill.has_cost_range(line) {
        UnitCost::Range(least, most, currency)
    } else {
        UnitCost::Exact(least, currency)
    })
}

/// The lines of two bills.
struct Lines<'l> {
    product: &'l str,
    bills: (&'l BillOfMaterials, &'l BillOfMaterials),
    // Of the end product on both sides.
    places: (Place, Place),
}

impl Lines<'_> {
    fn compare(&self, found: &mut Found) -> Vec<LinePlan> {
        let (old, new) = self.bills;
        let by_id: BTreeMap<&str, usize> =
            (0..new.len()).map(|line| (new.id(line), line)).collect();
        let mut is_met = vec![false; new.len()];
        let mut plans = Vec::with_capacity(old.len());
        for from in 0..old.len() {
            let to = by_id.get(old.id(from)).copied();
            if let Some(met) = to.and_then(|to| is_met.get_mut(to)) {
                *met = true;
            }
            plans.push(match to {
                Some(to) => self.both(from, to, found),
                None => self.alone(Some(from), None, found),
            });
        }
        let added = is_met.iter().enumerate().filter(|(_, met)| !**met);
        plans.extend(added.map(|(to, _)| self.alone(None, Some(to), found)));
        plans
    }

    fn both(&self, from: usize, to: usize, found: &mut Found) -> LinePlan {
        let (old, new) = self.bills;
        if old.description(from) != new.description(to) {
            let values = (text(old.description(from)), text(new.description(to)));
            found.push(self.difference(Member::Description, (from, to), &values));
        }
        let mut facts = [None; 5];
        for (fact, slot) in LINE.iter().zip(&mut facts) {
            if (fact.same)(old, from, new, to) {
                continue;
            }
            *slot = Some(found.len());
            let values = ((fact.value)(old, from), (fact.value)(new, to));
            let member = (fact.member)(old, from, new, to);
            found.push(self.difference(member, (from, to), &values));
        }
        LinePlan { from: Some(from), to: Some(to), presence: None, facts }
    }

    fn difference(
        &self,
        member: Member,
        (from, to): (usize, usize),
        values: &(Value, Value),
    ) -> FactDifference {
        FactDifference {
            owner: self.owner(self.bills.0, from),
            member: Some(member),
            before: said(&values.0),
            after: said(&values.1),
            before_at: Some(self.places.0.at(Member::Components, from)),
            after_at: Some(self.places.1.at(Member::Components, to)),
            weighs: member != Member::Description,
        }
    }

    fn alone(&self, from: Option<usize>, to: Option<usize>, found: &mut Found) -> LinePlan {
        let (old, new) = self.bills;
        let presence = Some(found.len());
        let owner = match (from, to) {
            (Some(from), _) => self.owner(old, from),
            (None, to) => self.owner(new, to.unwrap_or(usize::MAX)),
        };
        found.push(FactDifference {
            owner,
            member: None,
            before: from.map(|line| whole(old, line)),
            after: to.map(|line| whole(new, line)),
            before_at: from.map(|line| self.places.0.at(Member::Components, line)),
            after_at: to.map(|line| self.places.1.at(Member::Components, line)),
            weighs: true,
        });
        LinePlan { from, to, presence, facts: [None; 5] }
    }

    fn owner(&self, bill: &BillOfMaterials, line: usize) -> Owner {
        Owner::Line(self.product.into(), bill.id(line).into())
    }
}

/// A line as it is told where it comes or goes.
fn whole(bill: &BillOfMaterials, line: usize) -> String {
    let [uses, cost, source, sourced, supplier] = &LINE;
    let members = object([
        ("description", text(bill.description(line))),
        ("used_in", (uses.value)(bill, line)),
        ("cost", (cost.value)(bill, line)),
        ("origin", (source.value)(bill, line)),
        ("sourced_from", (sourced.value)(bill, line)),
        ("supplier", (supplier.value)(bill, line)),
    ]);
    members.to_string()
}
