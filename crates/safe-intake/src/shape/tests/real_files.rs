//! Real files with known answers, read from the folder that `SAFE_REAL_FILES` names.

use std::path::PathBuf;

use super::*;
use safe_eligibility::model::bill::BillOfMaterials;
use safe_eligibility::model::exact::Exact;

fn folder() -> Option<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "tests find the folder by the environment")]
    let folder = std::env::var("SAFE_REAL_FILES").ok();
    if folder.is_none() {
        println!("skipped: SAFE_REAL_FILES names no folder");
    }
    folder.map(PathBuf::from)
}

fn bytes(folder: &std::path::Path, name: &str) -> Vec<u8> {
    #[expect(clippy::disallowed_methods, reason = "tests read files of their own")]
    let bytes = std::fs::read(folder.join(name));
    bytes.unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

const ADVENTURE_WORKS: &str = "
[table]
header = false
[shape]
kind = \"edges\"
effective = \"open\"
[columns]
parent = \"B\"
id = \"C\"
valid_from = \"D\"
valid_until = \"E\"
quantity = \"H\"
[constants]
currency = \"USD\"
[parts]
file = \"Product.csv\"
[parts.table]
header = false
[parts.columns]
id = \"A\"
description = \"B\"
unit_cost = \"I\"
";

/// Depth, exploded lines and cost of the leaves, as the way up to the end product has it.
fn roll_up(bill: &BillOfMaterials) -> (usize, usize, String) {
    let mut children: Vec<Vec<(usize, Exact)>> = vec![Vec::new(); bill.len()];
    let mut top = Vec::new();
    for line in 0..bill.len() {
        for one in bill.uses(line) {
            let list = one.parent.map_or(&mut top, |parent| &mut children[parent]);
            list.push((line, one.quantity.exact()));
        }
    }
    let mut open: Vec<(usize, Exact, usize)> =
        top.into_iter().map(|(line, quantity)| (line, quantity, 1)).collect();
    let (mut depth, mut lines, mut cost) = (0, 0, Exact::ZERO);
    while let Some((line, quantity, level)) = open.pop() {
        depth = depth.max(level);
        lines += 1;
        if children[line].is_empty() {
            cost.add(&quantity.times(&bill.unit_cost(line).unwrap().0.exact()));
        }
        for (child, each) in &children[line] {
            open.push((*child, quantity.times(each), level + 1));
        }
    }
    (depth, lines, cost.to_string())
}

#[test]
fn adventure_works_rolls_up_as_stated() {
    let Some(folder) = folder() else { return };
    let bill = bytes(&folder, "adventureworks/BillOfMaterials.csv");
    let parts = bytes(&folder, "adventureworks/Product.csv");
    let files = [("BillOfMaterials.csv", bill.as_slice()), ("Product.csv", parts.as_slice())];
    for (root, cost) in [("749", "190.2598"), ("774", "192.8030"), ("954", "188.3076")] {
        let mapping = ADVENTURE_WORKS.replace("kind", &format!("root = \"{root}\"\nkind"));
        let finished = read(&mapping, &files, 1).unwrap_or_else(|problems| {
            panic!("{:#?}", problems.iter().map(told).collect::<Vec<_>>())
        });
        let (depth, lines, total) = roll_up(&finished.bill);
        println!("{root} {depth} {lines} {total}");
        assert_eq!((depth, lines), (4, 89), "{root}");
        assert_eq!(total.trim_end_matches('0'), cost.trim_end_matches('0'), "{root}");
        let remarks: Vec<String> = finished.remarks.iter().map(remarked).collect();
        println!("{remarks:#?}");
        assert!(
            remarks.iter().any(|remark| remark.contains(": 199 rows left out for having ended"))
        );
    }
    let problems = read(ADVENTURE_WORKS, &files, 1).unwrap_err();
    assert!(problems[0].to_string().starts_with("97 parts go into no other: "), "{problems:?}");
}

#[test]
fn adventure_works_has_its_leaves_without_cost() {
    let Some(folder) = folder() else { return };
    let bill = bytes(&folder, "adventureworks/BillOfMaterials.csv");
    let parts = bytes(&folder, "adventureworks/Product.csv");
    let files = [("BillOfMaterials.csv", bill.as_slice()), ("Product.csv", parts.as_slice())];
    let text = std::str::from_utf8(&bill).unwrap();
    let rows = text.lines().map(|row| row.split('\t').collect::<Vec<_>>());
    let roots = rows.filter(|row| row[1].is_empty() && row[4].is_empty());
    let roots: Vec<&str> = roots.map(|row| row[2]).collect();
    let mut without_cost = std::collections::BTreeSet::new();
    for root in &roots {
        let mapping = ADVENTURE_WORKS.replace("kind", &format!("root = \"{root}\"\nkind"));
        let bill = read(&mapping, &files, 1).unwrap().bill;
        let uses = |line| bill.uses(line).filter_map(|one| one.parent);
        let assemblies: Vec<usize> = (0..bill.len()).flat_map(uses).collect();
        let is_free = |line: &usize| bill.unit_cost(*line).unwrap().0.exact() == Exact::ZERO;
        let leaves = (0..bill.len()).filter(|line| !assemblies.contains(line));
        without_cost.extend(leaves.filter(is_free).map(|line| bill.id(line).to_owned()));
    }
    assert_eq!((roots.len(), without_cost.len()), (97, 58));
}

#[test]
fn the_same_bill_as_text_and_as_workbook() {
    let Some(folder) = folder() else { return };
    let text = bytes(&folder, "exa-spim/BOM.csv");
    let workbook = bytes(&folder, "exa-spim/BOM.xlsx");
    let mapping = |name: &str| {
        format!("[columns]\nid = \"ITEM NO.\"\ndescription = \"{name}\"\nquantity = \"QTY.\"\n")
    };
    let from_text = [("BOM.csv", text.as_slice())];
    let from_text = read(&mapping("DESCRIPTION"), &from_text, 0).unwrap();
    let from_workbook = [("BOM.xlsx", workbook.as_slice())];
    let from_workbook = read(&mapping("DESCRIPTION"), &from_workbook, 0).unwrap();
    assert_eq!(from_text.bill.len(), 92);
    assert_eq!(show(&from_text), show(&from_workbook));
}

#[test]
fn a_bill_over_several_workbooks_with_packs() {
    let Some(folder) = folder() else { return };
    let names = ["SKA-100.xlsx", "TR-01.xlsx", "WH-01.xlsx", "Parts List.xlsx"];
    let contents = names.map(|name| bytes(&folder, &format!("pybom/{name}")));
    let files: Vec<(&str, &[u8])> =
        names.iter().zip(&contents).map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let mapping = "
[columns]
id = \"PN\"
quantity = \"QTY\"
[constants]
currency = \"USD\"
[parts]
file = \"Parts List.xlsx\"
[parts.columns]
id = \"PN\"
description = \"Name\"
unit_cost = \"Cost\"
pack_size = \"Pkg QTY\"
pack_price = \"Pkg Price\"
";
    let finished = read(mapping, &files, 1)
        .unwrap_or_else(|problems| panic!("{:#?}", problems.iter().map(told).collect::<Vec<_>>()));
    assert_eq!(
        show(&finished),
        [
            "SK1001-01 1×WH-01 'Bearing' 2.99 USD",
            "SK1002-01 1× 'Board' 13.42 USD",
            "SK1003-01 1×TR-01 'Truck half' 9.87 USD",
            "SK1004-01 1×TR-01 'Truck half' 12.25 USD",
            "SK1005-01 8× 'Truck screw' 0.2572 USD",
            "SK1006-01 2×WH-01 'Wheel' 2.4675 USD",
            "SK1007-01 4×+1×TR-01+2×WH-01 'Nut' 0.0976 USD",
            "TR-01 2×",
            "WH-01 4×",
        ]
    );
}
