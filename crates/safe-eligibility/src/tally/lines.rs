//! The lines that count, with their cost.

use super::cost::{Cost, Costing, Effort, TooLong};
use crate::conditions::Tier;
use crate::model::bill::BillOfMaterials;
use crate::model::exact::Exact;

/// Calls `visit` for every line that counts, with its cost in the end product.
///
/// Under [`Tier::FirstTier`] these are the lines that go into the end product itself; under
/// [`Tier::Leaves`] the lines without children, their quantities multiplied up every way to the
/// end product.
///
/// # Errors
///
/// [`TooLong`] where the exact figures grow beyond reason.
#[inline]
pub(crate) fn for_each_counted(
    bill: &BillOfMaterials,
    costing: &Costing<'_>,
    tier: Tier,
    visit: impl FnMut(usize, Cost),
) -> Result<(), TooLong> {
    match tier {
        Tier::FirstTier => first_tier(bill, costing, visit),
        Tier::Leaves => leaves(bill, costing, visit),
    }
}

#[inline]
fn first_tier(
    bill: &BillOfMaterials,
    costing: &Costing<'_>,
    mut visit: impl FnMut(usize, Cost),
) -> Result<(), TooLong> {
    let mut effort = Effort::new();
    for line in 0..bill.len() {
        // Nearly every line of a flat bill; its product is never too long.
        if let Some(cost) = costing.plain_product(line) {
            visit(line, Cost::Exact(cost));
            continue;
        }
        let Some(quantity) = in_end_product(bill, line) else { continue };
        let cost = costing.unit(line).times(&quantity);
        effort.spend(cost.bits(), line)?;
        visit(line, cost);
    }
    Ok(())
}

/// How many of a line go into the end product itself; `None`: none.
#[inline]
pub(super) fn in_end_product(bill: &BillOfMaterials, line: usize) -> Option<Exact> {
    if bill.is_flat() {
        return bill.quantity_figure(line).map(crate::model::figure::Figure::exact);
    }
    let direct = bill.uses(line).filter(|using| using.parent.is_none());
    direct.map(|using| using.quantity.exact()).reduce(|one, other| one.plus(&other))
}

fn leaves(
    bill: &BillOfMaterials,
    costing: &Costing<'_>,
    mut visit: impl FnMut(usize, Cost),
) -> Result<(), TooLong> {
    let mut effort = Effort::new();
    // By number of the assembly: how many of it are in one end product.
    let mut multiples = vec![Exact::ZERO; bill.shape().assembly_count()];
    let mut counted: Vec<(usize, Exact)> = Vec::new();
    for line in bill.shape().parents_first(bill.len()) {
        let mut multiple = Exact::ZERO;
        for using in bill.uses(line) {
            let quantity = using.quantity.exact();
            let above = using.parent.and_then(|parent| bill.shape().assembly(parent));
            multiple.add(&match above.and_then(|assembly| multiples.get(assembly)) {
                Some(parents) => parents.times(&quantity),
                None => quantity,
            });
        }
        effort.spend(multiple.bits(), line)?;
        match bill.shape().assembly(line).and_then(|assembly| multiples.get_mut(assembly)) {
            Some(slot) => *slot = multiple,
            None if bill.shape().is_in_document_order() => {
                let cost = costing.unit(line).times(&multiple);
                effort.spend(cost.bits(), line)?;
                visit(line, cost);
            }
            None => counted.push((line, multiple)),
        }
    }
    // Lines are visited in the order of the document whatever order they were reckoned in.
    counted.sort_unstable_by_key(|(line, _)| *line);
    for (line, multiple) in counted {
        let cost = costing.unit(line).times(&multiple);
        effort.spend(cost.bits(), line)?;
        visit(line, cost);
    }
    Ok(())
}
