//! Packs, units and ranges.

use super::*;

const PACKS: &str = "
[columns]
id = \"Part\"
quantity = \"Qty\"
unit_cost = \"Cost\"
pack_size = \"Size\"
pack_price = \"Price\"
[constants]
currency = \"USD\"
";

#[test]
fn the_price_of_a_pack_is_divided_exactly_or_into_a_range() {
    let table = "Part,Qty,Cost,Size,Price\nA,1,,50,12.86\nB,1,,3,1\nC,1,13.42,,\nD,2,0.25,4,1\n";
    assert_eq!(
        lines(PACKS, table),
        [
            "A 1× 0.2572 USD",
            "B 1× 0.3333333333..0.3333333334 USD",
            "C 1× 13.42 USD",
            "D 2× 0.25 USD",
        ]
    );
    assert_eq!(
        problems(PACKS, "Part,Qty,Cost,Size,Price\nA,1,0.26,50,12.86\nB,1,,,1\nC,1,,0,1\n"),
        [
            "bom.csv, C2: the unit cost 0.26 is not the pack price 12.86 divided by the pack size \
             50 [say in the mapping which one holds: `cost_from` in `[packs]`]",
            "bom.csv, D3: the size of the pack is not stated [write how many a pack holds]",
            "bom.csv, D4: the size of the pack is 0 [write how many a pack holds]",
        ]
    );
    let wins = format!("{PACKS}[packs]\ncost_from = \"pack_price\"\n");
    assert_eq!(lines(&wins, "Part,Qty,Cost,Size,Price\nA,1,0.26,50,12.86\n"), ["A 1× 0.2572 USD"]);
}

#[test]
fn half_a_pack_of_two_is_half_a_pack_or_one_piece() {
    let table = "Part,Qty,Cost,Size,Price\nA,0.5,,2,3\n";
    assert_eq!(lines(PACKS, table), ["A 0.5× 1.5 USD"]);
    assert_eq!(
        remarks(PACKS, table),
        ["bom.csv, column D: beside the sizes of packs, quantities are read as counts of pieces \
             and not of packs [state `quantity_in` in `[packs]` of the mapping: `\"packs\"`, or \
             `\"pieces\"` if that is right]"]
    );
    let pieces = format!("{PACKS}[packs]\nquantity_in = \"pieces\"\n");
    assert_eq!(lines(&pieces, table), ["A 0.5× 1.5 USD"]);
    assert!(remarks(&pieces, table).is_empty());
    let packs = format!("{PACKS}[packs]\nquantity_in = \"packs\"\n");
    assert_eq!(lines(&packs, table), ["A 1× 1.5 USD"]);
    assert_eq!(remarks(&packs, table), ["bom.csv, B2: 1 quantity turned into base units"]);
}

#[test]
fn units_are_turned_into_base_units() {
    let mapping = "
[columns]
id = \"Part\"
quantity = \"Qty\"
unit = \"Unit\"
unit_cost = \"Cost\"
cost_unit = \"Per\"
[constants]
currency = \"EUR\"
[units]
m = \"1\"
mm = \"0.001\"
C = \"100\"
";
    let table = "Part,Qty,Unit,Cost,Per\nwire,250,mm,4,m\nnut,3,,7,C\ntape,2,M,6,mm\n";
    assert_eq!(lines(mapping, table), ["nut 3× 0.07 EUR", "tape 2× 6000 EUR", "wire 0.25× 4 EUR"]);
    assert_eq!(
        remarks(mapping, table),
        [
            "bom.csv, B2: 1 quantity turned into base units",
            "bom.csv, D3: 2 costs turned into costs of a base unit",
        ]
    );
    assert_eq!(
        problems(mapping, "Part,Qty,Unit,Cost,Per\nwire,250,mms,4,m\n"),
        ["bom.csv, C2: `mms` is not one of the units of the mapping [perhaps `mm` is meant; if \
          not, add it to `[units]`]"]
    );
}

#[test]
fn a_range_has_two_ends_in_order() {
    let mapping = "
[columns]
id = \"Part\"
quantity = \"Qty\"
unit_cost_least = \"From\"
unit_cost_most = \"To\"
currency = \"Cur\"
";
    let table = "Part,Qty,From,To,Cur\nA,1,800,950.00,GBP\nB,1,,,\n";
    assert_eq!(lines(mapping, table), ["A 1× 800..950.00 GBP", "B 1×"]);
    assert_eq!(
        problems(mapping, "Part,Qty,From,To,Cur\nA,1,950,800,GBP\nB,1,5,,GBP\nC,1,1,2,Pound\n"),
        [
            "bom.csv, C2: the least cost 950 is more than the most, 800 [write the least and the \
             most the other way round]",
            "bom.csv, D3: only one end of the range of the cost is stated [state both, or neither \
             if the cost is not known]",
            "bom.csv, E4: `Pound` is not a currency [write three capital letters such as `EUR`]",
        ]
    );
}
