//! From which cell each fact came.

use safe_eligibility::model::place::Member;

use super::*;

#[test]
fn every_fact_knows_its_cell() {
    let table = b"Part,Qty,Cost,Origin\nB,1,,DE\nA,2,3,FR\nB,5,7,\n" as &[u8];
    let files = [("bom.csv", table)];
    let finished = read(FLAT, &files, 0).unwrap();
    let at = |line, member| finished.sources.of(line, member).unwrap().to_string();
    assert_eq!(at(0, Member::Id), "bom.csv, A3");
    assert_eq!(at(0, Member::Quantity), "bom.csv, B3");
    assert_eq!(at(0, Member::UnitCost), "bom.csv, C3");
    assert_eq!(at(1, Member::Origin), "bom.csv, D2");
    // Another row fills what the first one leaves open.
    assert_eq!(at(1, Member::UnitCost), "bom.csv, C4");
    assert_eq!(at(1, Member::Quantity), "bom.csv, B2");
    let second = finished.sources.of_use(1, 1, Member::Quantity).unwrap();
    assert_eq!(second.to_string(), "bom.csv, B4");
    assert_eq!(finished.sources.of(7, Member::Origin), None);
}
