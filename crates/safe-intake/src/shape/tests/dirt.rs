//! Dirt that was seen in real tables.

use super::*;

#[test]
fn a_clean_table_is_read_without_a_remark() {
    let table = "Part,Qty,Cost,Origin\nA,1,10.50,DE\nB,2,3,FR\n";
    assert_eq!(lines(FLAT, table), ["A 1× 10.50 EUR DE", "B 2× 3 EUR FR"]);
    assert_eq!(remarks(FLAT, table), [""; 0]);
}

#[test]
fn headers_with_spaces_in_another_case_and_over_two_lines() {
    let table = "part ,QTY,\"Cost\n\",  origin\nA,1,10,DE\n";
    assert_eq!(lines(FLAT, table), ["A 1× 10 EUR DE"]);
}

#[test]
fn title_rows_stand_above_the_header() {
    let table = "Bill of materials,,,\nRevision C,,,\n\nPart,Qty,Cost,Origin\nA,1,10,DE\n";
    assert_eq!(lines(FLAT, table), ["A 1× 10 EUR DE"]);
    assert_eq!(
        remarks(FLAT, table),
        ["bom.csv, row 1: 2 rows above the header are no part of the bill"]
    );
}

#[test]
fn a_sign_beside_one_amount_and_none_beside_another() {
    let mapping = FLAT.replace("EUR", "USD");
    let table = "Part,Qty,Cost,Origin\nA,1,$25.27,US\nB,1,2.79,US\n";
    assert_eq!(lines(&mapping, table), ["A 1× 25.27 USD US", "B 1× 2.79 USD US"]);
    assert_eq!(
        problems(FLAT, table),
        ["bom.csv, C2: `$` stands beside the amount but the currency is EUR [write the amount in \
          the stated currency, or correct that]"]
    );
}

#[test]
fn a_cost_without_a_currency_is_told_once() {
    let mapping = FLAT.replace("currency = \"EUR\"", "");
    assert_eq!(
        problems(&mapping, "Part,Qty,Cost,Origin\nA,1,25.27,US\nB,1,2.79,US\nC,1,1,US\n"),
        [
            "bom.csv, C2: a cost without a currency, and 2 others [state `currency` in `[columns]` or \
          in `[constants]` of the mapping]"
        ]
    );
    let euro = "Part,Qty,Cost,Origin\nA,1,€25.27,US\n";
    assert_eq!(lines(&mapping, euro), ["A 1× 25.27 EUR US"]);
}

#[test]
fn a_quantity_that_is_a_dash_or_nothing_is_not_stated() {
    let table = "Part,Qty,Cost,Origin\nA,-,1,DE\nB,0,1,DE\nC,,1,DE\n";
    assert_eq!(
        problems(FLAT, table),
        [
            "bom.csv, B2: the quantity of `A` is not stated [write how many are used, or leave the \
             row out with `skip_rows` or `skip_where`]",
            "bom.csv, B3: the quantity of `B` is 0 [write how many are used, or leave such rows \
             out with `skip_where`]",
            "bom.csv, B4: the quantity of `C` is not stated [write how many are used, or leave the \
             row out with `skip_rows` or `skip_where`]",
        ]
    );
    let skipping =
        format!("[table]\nskip_where = [{{ column = \"Qty\", equals = \"0\" }}]\n{FLAT}");
    let table = "Part,Qty,Cost,Origin\nA,1,1,DE\nB,0,1,DE\n";
    assert_eq!(lines(&skipping, table), ["A 1× 1 EUR DE"]);
    assert_eq!(remarks(&skipping, table), ["bom.csv, row 3: 1 row left out as the mapping says"]);
}

#[test]
fn a_comma_without_quotes_splits_a_row() {
    assert_eq!(
        problems(FLAT, "Part,Qty,Cost,Origin\nA,1,1,DE\nnut, hex,2,1,DE\n"),
        [
            "bom.csv, E3: the row has 5 cells but the header has 4 [put a cell that holds the \
             separator in quotes]",
            "bom.csv, B3: `hex` is not a number [write a number, or empty the cell if it is not \
             known]",
        ]
    );
}

#[test]
fn empty_columns_behind_the_last_are_nothing() {
    let commas = ",".repeat(21);
    let table = format!("Part,Qty,Cost,Origin{commas}\nA,1,1,DE{commas}\nB,1,1,DE\n");
    assert_eq!(lines(FLAT, &table), ["A 1× 1 EUR DE", "B 1× 1 EUR DE"]);
}

#[test]
fn a_failed_formula_is_a_problem() {
    assert_eq!(
        problems(FLAT, "Part,Qty,Cost,Origin\nA,1,#DIV/0!,DE\nB,1,1,#N/A\n"),
        [
            "bom.csv, C2: `#DIV/0!` is what a formula failed with [mend the formula, or empty the \
             cell if it is not known]",
            "bom.csv, D3: `#N/A` is what a formula failed with [mend the formula, or empty the \
             cell if it is not known]",
        ]
    );
}

#[test]
fn a_formula_that_was_not_computed_is_a_problem() {
    assert_eq!(
        problems(FLAT, "Part,Qty,Cost,Origin\nA,1,=B2*3,DE\n"),
        [
            "bom.csv, C2: `=B2*3` is a formula, not its value [save the table with the values of its \
          formulas]"
        ]
    );
}

#[test]
fn a_line_break_in_quotes_belongs_to_its_cell() {
    let mapping = FLAT.replace("unit_cost", "description = \"Text\"\nunit_cost");
    let table = "Part,Qty,Cost,Origin,Text\n\"A\nB\",1,1,DE,\"bolt,\nhex\"\nC,1,x,DE,\n";
    assert_eq!(
        problems(&mapping, table),
        ["bom.csv, C3 (line 5): `x` is not a number [write a number, or empty the cell if it is \
          not known]"]
    );
    let table = table.replace("C,1,x", "C,1,2");
    assert_eq!(lines(&mapping, &table), ["A B 1× 'bolt,\nhex' 1 EUR DE", "C 1× 2 EUR DE"]);
}

#[test]
fn titles_and_sums_are_left_out_and_told() {
    let table = "Part,Qty,Cost,Origin\nMechanical parts:,,,\nA,1,1,DE\n,,ELECTRICAL,\nB,2,1,DE\n\
                 Subtotal,3,3,\n,,3,Total\nGesamtsumme:,,3,\n";
    assert_eq!(lines(FLAT, table), ["A 1× 1 EUR DE", "B 2× 1 EUR DE"]);
    let pin = "[pin it with `skip_rows` or `skip_where`, or complete the row if it is a part]";
    assert_eq!(
        remarks(FLAT, table),
        [
            format!(
                "bom.csv, A2: the row is taken for the title `Mechanical parts:` of a section and \
                 left out {pin}"
            ),
            format!(
                "bom.csv, C4: the row is taken for the title `ELECTRICAL` of a section and left \
                 out {pin}"
            ),
            format!("bom.csv, A6: the row is taken for the sum `Subtotal` and left out {pin}"),
            format!("bom.csv, D7: the row is taken for the sum `Total` and left out {pin}"),
            format!("bom.csv, A8: the row is taken for the sum `Gesamtsumme:` and left out {pin}"),
        ]
    );
}

#[test]
fn a_row_that_could_be_a_part_is_never_taken_for_a_title() {
    assert_eq!(
        problems(FLAT, "Part,Qty,Cost,Origin\nA,1,1,DE\nBRACKET,,,\n,,12,DE\n"),
        [
            "bom.csv, B3: the quantity of `BRACKET` is not stated [write how many are used, or \
             leave the row out with `skip_rows` or `skip_where`]",
            "bom.csv, A4: a row without an id [write an id, or leave the row out with `skip_rows` \
             or `skip_where`]",
        ]
    );
}

#[test]
fn the_header_may_stand_again_on_every_page() {
    let table = "Part,Qty,Cost,Origin\nA,1,1,DE\nPart,Qty,Cost,Origin\nB,1,1,DE\n";
    assert_eq!(lines(FLAT, table), ["A 1× 1 EUR DE", "B 1× 1 EUR DE"]);
    assert_eq!(remarks(FLAT, table), ["bom.csv, row 3: 1 row left out for repeating the header"]);
}

#[test]
fn ids_with_and_without_decimals_are_one_part() {
    let table = "Part,Qty,Cost,Origin\n749.0,1,1,DE\n749,2,1,DE\n";
    assert_eq!(lines(FLAT, table), ["749 1×+2× 1 EUR DE"]);
    assert_eq!(
        remarks(FLAT, table),
        ["bom.csv, A2: 1 id like `10.0` read without the zeros behind the point, as `10` [write \
             ids that are not of the same part so that more than zeros tells them apart]"]
    );
}

#[test]
fn rows_that_contradict_each_other_are_told_with_both_cells() {
    assert_eq!(
        problems(FLAT, "Part,Qty,Cost,Origin\nA,1,1,DE\nA,2,3,FR\nA,1,1.0,\n"),
        [
            "bom.csv, D3: the origin of `A` is `FR` here and `DE` in bom.csv, D2 [state it once, or \
             the same each time]",
            "bom.csv, C3: the unit cost of `A` is `3 EUR` here and `1 EUR` in bom.csv, C2 [state it \
             once, or the same each time]",
        ]
    );
    let filled = "Part,Qty,Cost,Origin\nA,1,,DE\nA,2,3,\n";
    assert_eq!(lines(FLAT, filled), ["A 1×+2× 3 EUR DE"]);
}

#[test]
fn parts_that_cost_nothing_stay_and_are_told() {
    let table = "Part,Qty,Cost,Origin\nA,1,0.00,DE\nB,1,0,DE\nC,1,1,DE\n";
    assert_eq!(lines(FLAT, table), ["A 1× 0.00 EUR DE", "B 1× 0 EUR DE", "C 1× 1 EUR DE"]);
    assert_eq!(
        remarks(FLAT, table),
        ["bom.csv, C2: 2 parts without parts of their own cost 0, which counts as stated [empty \
          the cell if the cost is not known]"]
    );
}

#[test]
fn countries_are_read_as_people_write_them() {
    let table = "Part,Qty,Cost,Origin\nA,1,1,Germany\nB,1,1,Germany\nC,1,1,EL\nD,1,1,Germny\n";
    assert_eq!(
        lines(FLAT, table),
        ["A 1× 1 EUR DE", "B 1× 1 EUR DE", "C 1× 1 EUR GR", "D 1× 1 EUR"]
    );
    assert_eq!(
        remarks(FLAT, table),
        [
            "bom.csv, D4: `EL` is read as `GR`, by the code that institutions of the Union use, 1 \
             times",
            "bom.csv, D2: `Germany` is read as `DE`, by its name in English, 2 times",
            "bom.csv, D5: `Germny` is not clearly one country; it counts as not stated, 1 times",
        ]
    );
}

#[test]
fn codification_bureaus_are_no_origins() {
    let table = "Part,Qty,Cost,Origin\nA,1,1,12\nB,1,1,99\n";
    assert_eq!(lines(FLAT, table), ["A 1× 1 EUR", "B 1× 1 EUR"]);
    assert_eq!(
        remarks(FLAT, table),
        ["bom.csv, column D: the origins look like NATO stock numbers or their digits 5 and 6, \
          which say who codified a part and not where it comes from; no origin is taken from them \
          [take the column out of the mapping]"]
    );
}

#[test]
fn second_sources_widen_what_is_stated() {
    let mapping = FLAT.replace("unit_cost", "supplier = \"Supplier\"\nunit_cost");
    let table =
        "Part,Qty,Supplier,Cost,Origin\nA,1,Acme,2,DE\n,,Bolts,3,US\nB,1,Acme,1,FR\n,,Nuts,,\n";
    assert_eq!(lines(&mapping, table), ["A 1× 2..3 EUR", "B 1× 1 EUR FR"]);
    let help = "[leave the row out with `skip_rows` if it is not used]";
    assert_eq!(
        remarks(&mapping, table),
        [
            "bom.csv, C2: 1 supplier not among the contractors and subcontractors, so no supplier \
             is stated [write the ids of contractors and subcontractors]"
                .to_owned(),
            format!(
                "bom.csv, C3: the row is read as a second source of `A`; the sources differ, so \
                 its origin is not stated and its cost is a range {help}"
            ),
            format!("bom.csv, C5: the row is read as a second source of `B` {help}"),
        ]
    );
}

#[test]
fn decimal_commas_are_told_by_the_column() {
    let table = "Part;Qty;Cost;Origin\nA;1;1.234,50;DE\nB;2;7,25;DE\n";
    assert_eq!(lines(FLAT, table), ["A 1× 1234.50 EUR DE", "B 2× 7.25 EUR DE"]);
    assert_eq!(
        problems(FLAT, "Part;Qty;Cost;Origin\nA;1;1.234;DE\nB;2;2.345;DE\n"),
        ["bom.csv, C2: `1.234` may be read with decimals or with thousands [state `decimal_mark` \
          and `thousands_mark` in `[table]` of the mapping]"]
    );
    let stated = format!("[table]\ndecimal_mark = \",\"\nthousands_mark = \".\"\n{FLAT}");
    assert_eq!(lines(&stated, "Part;Qty;Cost;Origin\nA;1;1.234;DE\n"), ["A 1× 1234 EUR DE"]);
    assert_eq!(
        problems(FLAT, "Part;Qty;Cost;Origin\nA;1;1.5;DE\nB;2;2,5;DE\n"),
        ["bom.csv, C3: `2,5` is written in another style than the numbers above it [state \
          `decimal_mark` and `thousands_mark` in `[table]` of the mapping]"]
    );
}

#[test]
fn a_style_that_shows_late_is_found_all_the_same() {
    let mut table = "Part;Qty;Cost;Origin\n".to_owned();
    for row in 0..1500 {
        table.push_str(&format!("P{row};1;{row};DE\n"));
    }
    table.push_str("Q1;1;1.234;DE\nQ2;1;2,5;DE\n");
    let lines = lines(FLAT, &table);
    assert_eq!(lines.len(), 1502);
    assert_eq!(lines[1500..], ["Q1 1× 1234 EUR DE", "Q2 1× 2.5 EUR DE"]);
}

#[test]
fn more_than_ten_decimals_become_a_range() {
    let table = "Part,Qty,Cost,Origin\nA,1,0.123456789012,DE\n";
    assert_eq!(lines(FLAT, table), ["A 1× 0.1234567890..0.1234567891 EUR DE"]);
    assert_eq!(
        remarks(FLAT, table),
        [
            "bom.csv, C2: 1 cost with more than 10 decimals read as the range between the nearest two"
        ]
    );
    assert_eq!(
        problems(FLAT, "Part,Qty,Cost,Origin\nA,0.123456789012,1,DE\n"),
        [
            "bom.csv, B2: `0.123456789012` has more than 10 decimals [write the quantity with at most \
          10 decimals, or in a smaller unit]"
        ]
    );
}

#[test]
fn columns_that_are_not_there_are_told_with_those_that_are() {
    assert_eq!(
        problems(FLAT, "Parts,Qty,Cost,Land\nA,1,1,DE\n"),
        [
            "bom.csv, row 1: no column is headed `Part` [perhaps `Parts` is meant]",
            "bom.csv, row 1: no column is headed `Origin` [the headers are `Parts`, `Qty`, `Cost`, \
             `Land`]",
        ]
    );
    assert_eq!(
        problems(FLAT, "Part,Qty,Cost,Origin,Qty\nA,1,1,DE,2\n"),
        ["bom.csv, row 1: the columns B and E are both headed `Qty` [name it by number, or by \
          letter as `B` or `E`]"]
    );
    assert_eq!(
        problems(FLAT, "Part,Qty,Cost,Origin\n"),
        ["bom.csv: there is no row below the header [name the sheet or the row of the headers in \
          the mapping]"]
    );
}

#[test]
fn columns_may_be_named_by_letter_or_number() {
    let mapping = "[columns]\nid = \"B\"\nquantity = 1\n[table]\nheader = false\n";
    assert_eq!(lines(mapping, "2,X\n1,Y\n"), ["X 2×", "Y 1×"]);
}

#[test]
fn the_order_of_the_rows_does_not_show() {
    let rows = ["P10,1,1,DE", "P2,3,2,FR", "P1,1,1,", "P2,4,2,", "a,1,1,PL"];
    let table = |order: [usize; 5]| {
        let rows: Vec<&str> = order.iter().map(|at| rows[*at]).collect();
        format!("Part,Qty,Cost,Origin\n{}\n", rows.join("\n"))
    };
    let expected = lines(FLAT, &table([0, 1, 2, 3, 4]));
    assert_eq!(expected, ["P1 1× 1 EUR", "P2 3×+4× 2 EUR FR", "P10 1× 1 EUR DE", "a 1× 1 EUR PL"]);
    for order in [[4, 3, 2, 1, 0], [3, 0, 4, 2, 1], [1, 2, 3, 4, 0]] {
        assert_eq!(lines(FLAT, &table(order)), expected);
    }
}
