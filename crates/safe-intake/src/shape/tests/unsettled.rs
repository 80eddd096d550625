//! What the mapping leaves open or says in vain, told beside everything else.

use super::{FLAT, lines, problems};

#[test]
fn a_number_that_may_be_read_in_two_ways_hides_no_other_problem() {
    let found = problems(
        FLAT,
        "Part;Qty;Cost;Origin\nA;1;1.234;DE\nB;x;2.345;DE\nC;1;12 per kg;DE\nD;2.500;-7;DE\n",
    );
    assert_eq!(
        without_help(&found),
        [
            "bom.csv, B5: `2.500` may be read with decimals or with thousands",
            "bom.csv, C2: `1.234` may be read with decimals or with thousands",
            "bom.csv, B3: `x` is not a number",
            "bom.csv, C4: `12 per kg` has `per kg` beside the number",
            "bom.csv, C5: `-7` is negative",
        ]
    );
    let found = problems(FLAT, "Part;Qty;Cost;Origin\nA;1;1.5;DE\nB;2;2,5;DE\nC;;x;DE\n");
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found[0].starts_with("bom.csv, C3: `2,5` is written in another style"));
    assert!(found[1].starts_with("bom.csv, B4: ") && found[2].starts_with("bom.csv, C4: `x`"));
}

#[test]
fn what_the_mapping_says_in_vain_is_a_problem() {
    let mapping = format!("[table]\nsheet = \"BOM\"\nskip_rows = [3, 9]\n{FLAT}");
    let table = "Part;Qty;Cost;Origin\nA;1;2;DE\nTotal;;2;\n";
    assert_eq!(
        problems(&mapping, table),
        [
            "bom.csv: the mapping names a sheet, and the file has none [take `sheet` out of the \
             mapping, or give the workbook]",
            "bom.csv: `skip_rows` of the mapping names row 9, and the last row is 3 [correct \
             `skip_rows` or take it out of the mapping]",
        ]
    );
    let mapping = format!("[table]\nskip_rows = [\"3-9\"]\n{FLAT}");
    assert_eq!(lines(&mapping, table), ["A 1× 2 EUR DE"]);
}

#[test]
fn amounts_are_not_compared_while_one_may_mean_another() {
    let mapping = "[columns]\nid = \"Part\"\nquantity = \"Qty\"\nunit_cost = \"Cost\"\n\
                   pack_price = \"Pack\"\npack_size = \"Size\"\n[constants]\ncurrency = \"EUR\"\n";
    // Read with a point, the price of the pack would be none of ten times the cost.
    let found = problems(mapping, "Part;Qty;Cost;Pack;Size\nA;1;100;1.000;10\nB;1;y;2.000;10\n");
    assert_eq!(
        without_help(&found),
        [
            "bom.csv, D2: `1.000` may be read with decimals or with thousands",
            "bom.csv, C3: `y` is not a number",
        ]
    );
}

fn without_help(problems: &[String]) -> Vec<&str> {
    problems.iter().map(|one| one.split(" [").next().unwrap_or_default()).collect()
}
