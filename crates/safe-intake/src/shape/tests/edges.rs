//! Edge lists, multipliers, and bills over several files.

use super::*;

const EDGES: &str = "
[shape]
kind = \"edges\"
[columns]
parent = \"Assembly\"
id = \"Component\"
quantity = \"Qty\"
";

#[test]
fn the_only_root_is_the_end_product() {
    let table = "Assembly,Component,Qty\nTOP,A,1\nA,nut,4\nTOP,nut,2\nB,nut,1\nTOP,B,1\n";
    assert_eq!(lines(EDGES, table), ["A 1×", "B 1×", "nut 2×+4×A+1×B"]);
    assert_eq!(
        remarks(EDGES, table),
        ["bom.csv: the end product is `TOP`, the only part that goes into no other [pin it as \
          `root` in the mapping]"]
    );
}

#[test]
fn several_roots_need_a_name() {
    let table = "Assembly,Component,Qty\nX,A,1\nY,A,4\nY,B,1\nB,A,2\n";
    assert_eq!(
        problems(EDGES, table),
        [
            "bom.csv: 2 parts go into no other: `X`, `Y` [name the end product as `root` in `[shape]` \
          of the mapping]"
        ]
    );
    let y = EDGES.replace("kind", "root = \"Y\"\nkind");
    assert_eq!(lines(&y, table), ["A 4×+2×B", "B 1×"]);
    assert_eq!(remarks(&y, table), ["bom.csv: 1 part of other products left out"]);
    let z = EDGES.replace("kind", "root = \"Z\"\nkind");
    assert_eq!(
        problems(&z, table),
        ["bom.csv: no row names the root `Z` [name a part of the table as `root`]"]
    );
}

#[test]
fn the_day_chooses_the_rows_of_flat_bills_and_no_levels() {
    let columns = "[columns]\nid = \"Part\"\nquantity = \"Qty\"\nvalid_until = \"To\"\n";
    let table = "Level,Part,Qty,To\n1,old,1,2025-12-31\n2,below,2,\n1,now,1,\n";
    assert_eq!(lines(columns, table), ["below 2×", "now 1×"]);
    assert_eq!(remarks(columns, table), ["bom.csv, row 2: 1 row left out for having ended"]);
    let days = format!("{columns}valid_from = \"From\"\n");
    let backwards = "Part,Qty,From,To\nold,1,2026-12-31,2025-12-31\nnow,1,,\n";
    assert_eq!(lines(&days, backwards), ["now 1×"]);
    assert_eq!(
        remarks(&days, backwards),
        ["bom.csv, row 2: 1 row left out whose last day is before the first [exchange the two \
             days if the row holds]"]
    );
    let levels = format!("[shape]\nkind = \"levels\"\n{columns}level = \"Level\"\n");
    assert_eq!(lines(&levels, table), ["below 2×old", "now 1×", "old 1×"]);
    assert_eq!(
        remarks(&levels, table),
        ["bom.csv, column D: days of validity choose no rows of this table, and every row counts \
             [leave rows that do not hold out with `skip_rows` or `skip_where`, and take the columns \
             out of the mapping]"]
    );
}

#[test]
fn a_row_without_a_parent_names_a_root_or_a_component() {
    let table = "Assembly,Component,Qty\n,A,1\nA,B,4\n,C,2\n";
    let root = EDGES.replace("kind", "root = \"A\"\nkind");
    assert_eq!(lines(&root, table), ["B 4×"]);
    let product = EDGES.replace("kind", "empty_parent = \"end-product\"\nkind");
    assert_eq!(lines(&product, table), ["A 1×", "B 4×A", "C 2×"]);
}

#[test]
fn cycles_are_told_with_their_cells() {
    let table = "Assembly,Component,Qty\nTOP,A,1\nB,C,1\nC,D,2\nD,B,1\n";
    assert_eq!(
        problems(EDGES, table),
        ["bom.csv, B5: a cycle: `B` (bom.csv, B5) goes into `D` (bom.csv, B4) goes into `C` \
          (bom.csv, B3) goes into `B` [take out the row that closes the cycle]"]
    );
    assert_eq!(
        problems(EDGES, "Assembly,Component,Qty\nA,B,1\nB,A,1\n"),
        [
            "bom.csv, B3: a cycle: `A` (bom.csv, B3) goes into `B` (bom.csv, B2) goes into `A` [take \
          out the row that closes the cycle]"
        ]
    );
}

#[test]
fn the_day_chooses_the_edges() {
    let mapping =
        EDGES.replace("quantity", "valid_from = \"From\"\nvalid_until = \"To\"\nquantity");
    let table = "Assembly,Component,Qty,From,To\nTOP,old,1,2020-01-01,2025-12-31\n\
                 TOP,now,1,2026-01-01,2026-11-22\nTOP,next,1,2026-11-23,\nTOP,open,1,2026-11-22,\n";
    assert_eq!(lines(&mapping, table), ["now 1×", "open 1×"]);
    assert_eq!(
        remarks(&mapping, table)[..2],
        [
            "bom.csv, row 2: 1 row left out for having ended",
            "bom.csv, row 4: 1 row left out for not having begun",
        ]
    );
    let open = mapping.replace("kind", "effective = \"open\"\nkind");
    assert_eq!(lines(&open, table), ["next 1×", "open 1×"]);
    let then = mapping.replace("kind", "effective = \"2025-12-31\"\nkind");
    assert_eq!(lines(&then, table), ["old 1×"]);
    let ambiguous = "Assembly,Component,Qty,From,To\nTOP,A,1,01/02/2020,\n";
    assert_eq!(
        problems(&mapping, ambiguous),
        [
            "bom.csv, D2: `01/02/2020` may be read with the day or the month first [state `dates` in \
          `[table]` of the mapping, such as `\"day-month-year\"`]"
        ]
    );
    let more = format!("{ambiguous}TOP,B,x,03/04/2020,whenever\n");
    let found = problems(&mapping, &more);
    let at: Vec<&str> = found.iter().map(|one| one.split(": ").next().unwrap()).collect();
    assert_eq!(at, ["bom.csv, D2", "bom.csv, E3", "bom.csv, C3"], "{found:#?}");
}

#[test]
fn facts_come_from_a_table_of_parts() {
    let mapping = format!(
        "{EDGES}[constants]\ncurrency = \"EUR\"\norigin = \"PL\"\n\
         [parts]\nfile = \"parts.csv\"\n[parts.columns]\nid = \"Part\"\nunit_cost = \"Cost\"\n\
         origin = \"Origin\"\n"
    );
    let bill = b"Assembly,Component,Qty\nTOP,A,1\nTOP,B,2\n" as &[u8];
    let parts = b"Part,Cost,Origin\nA,7,DE\nC,1,FR\n" as &[u8];
    let files = [("dir/bom.csv", bill), ("dir/parts.csv", parts)];
    let finished = read(&mapping, &files, 1).unwrap();
    assert_eq!(show(&finished), ["A 1× 7 EUR DE", "B 2× PL"]);
    let remarks: Vec<String> = finished.remarks.iter().map(remarked).collect();
    assert_eq!(
        remarks,
        [
            "dir/parts.csv, row 3: 1 row of the part table not used by the bill",
            "dir/bom.csv, B3: 1 part without parts of its own not in the part table [add a row \
             for each to the part table]",
            "dir/bom.csv: the end product is `TOP`, the only part that goes into no other [pin it \
             as `root` in the mapping]",
        ]
    );
    let problems = read(&mapping, &files[..1], 0).unwrap_err();
    assert_eq!(
        problems.iter().map(told).collect::<Vec<_>>(),
        [
            "dir/bom.csv: the mapping names a table of parts `parts.csv` that was not given [give the \
          file, or take `[parts]` out of the mapping]"
        ]
    );
}

#[test]
fn assemblies_with_a_multiplier() {
    let mapping = "
[shape]
kind = \"multiplier\"
[table]
fill_down = [\"Assembly\"]
[columns]
parent = \"Assembly\"
multiplier = \"Number\"
id = \"Part\"
quantity = \"Qty\"
";
    let table = "Assembly,Number,Part,Qty\nAxis,2,motor,1\n,,nut,4\nFrame,1,nut,8\n";
    assert_eq!(
        lines(mapping, table),
        ["Axis 2×", "Frame 1×", "motor 1×Axis", "nut 4×Axis+8×Frame"]
    );
    assert_eq!(
        problems(mapping, "Assembly,Number,Part,Qty\nAxis,2,motor,1\nAxis,3,nut,4\nBox,,nut,8\n"),
        [
            "bom.csv, B3: how many of the assembly `Axis` there are is another number than in \
             bom.csv, B2 [state it once, or the same each time]",
            "bom.csv, B4: how many of the assembly `Box` there are is not stated [state it once, \
             or the same each time]",
        ]
    );
}

#[test]
fn each_file_is_an_assembly() {
    let mapping = "[columns]\nid = \"PN\"\nquantity = \"QTY\"\n";
    let files: [(&str, &[u8]); 3] = [
        ("top.csv", b"PN,QTY\nwheel,4\nnut,2\n"),
        ("wheel.csv", b"PN,QTY\ntyre,1\nnut,5\n"),
        ("tyre.csv", b"PN,QTY\nrubber,0.5\n"),
    ];
    let finished = read(mapping, &files, 0).unwrap();
    assert_eq!(show(&finished), ["nut 2×+5×wheel", "rubber 0.5×tyre", "tyre 1×wheel", "wheel 4×"]);
    let together = format!("[shape]\nfiles = \"one-table\"\n{mapping}");
    let finished = read(&together, &files[..2], 0).unwrap();
    assert_eq!(show(&finished), ["nut 2×+5×", "tyre 1×", "wheel 4×"]);
}

#[test]
fn a_bill_of_very_many_uses_stays_small() {
    // Forty assemblies, each twice in the next: more uses than there are grains of sand.
    let mut table = "Assembly,Component,Qty\n".to_owned();
    for at in 0..40 {
        table.push_str(&format!("A{at},A{},1\nA{at},A{},1\n", at + 1, at + 1));
    }
    let lines = lines(EDGES, &table);
    assert_eq!(lines.len(), 40);
    assert_eq!(lines[0], "A1 1×+1×");
}

#[test]
fn a_level_beside_edges_decides_nothing_but_is_compared() {
    let mapping = "[shape]\nkind = \"edges\"\n[columns]\nlevel = \"Level\"\nparent = \"In\"\nid = \"Part\"\n\
                   quantity = \"Qty\"\n";
    let agreeing = "Level,In,Part,Qty\n0,,TOP,1\n1,TOP,A,1\n2,A,B,1\n1,TOP,B,1\n2,B,C,1\n3,B,C,2\n";
    assert_eq!(remarks(mapping, agreeing).len(), 1, "{:?}", remarks(mapping, agreeing));
    let table = "Level,In,Part,Qty\n1,TOP,A,1\n2,A,B,1\n2,B,C,1\n0,A,D,1\n";
    assert_eq!(lines(mapping, table), ["A 1×", "B 1×A", "C 1×B", "D 1×A"]);
    assert_eq!(
        remarks(mapping, table)[0],
        "bom.csv, A4: 2 rows at another level than one below the assembly; the assemblies decide \
         [mend the level or the assembly, or take the column of levels out of the mapping]"
    );
}
