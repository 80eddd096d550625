//! Levels, indentations and dotted numbers.

use super::*;

const LEVELS: &str = "
[shape]
kind = \"levels\"
[columns]
level = \"Level\"
id = \"Part\"
quantity = \"Qty\"
";

#[test]
fn levels_are_numbers_with_or_without_dots() {
    for marks in [["1", "2", "3", "2", "1"], [".1", "..2", "...3", "..2", ".1"]] {
        let parts = ["A", "B", "C", "D", "E"];
        let rows: Vec<String> =
            marks.iter().zip(parts).map(|(mark, part)| format!("{mark},{part},2")).collect();
        let table = format!("Level,Part,Qty\n{}\n", rows.join("\n"));
        assert_eq!(lines(LEVELS, &table), ["A 2×", "B 2×A", "C 2×B", "D 2×A", "E 2×"]);
    }
}

#[test]
fn level_0_is_the_end_product_itself() {
    let table = "Level,Part,Qty\n0,TOP,1\n1,A,2\n2,B,1\n";
    assert_eq!(lines(LEVELS, table), ["A 2×", "B 1×A"]);
    assert_eq!(
        remarks(LEVELS, table),
        ["bom.csv, B2: the row of `TOP` is the end product itself, not a component"]
    );
    assert_eq!(
        problems(LEVELS, "Level,Part,Qty\n0,TOP,1\n1,A,2\n0,B,1\n"),
        [
            "bom.csv, A4: a second row of level 0, which is the end product itself [state `top_level \
          = 0` in `[shape]` if these go into the end product]"
        ]
    );
    let top = LEVELS.replace("kind", "top_level = 0\nkind");
    assert_eq!(
        lines(&top, "Level,Part,Qty\n0,TOP,1\n1,A,2\n0,B,1\n"),
        ["A 2×TOP", "B 1×", "TOP 1×"]
    );
    let root = LEVELS.replace("kind", "root = \"TOP\"\nkind");
    assert_eq!(lines(&root, "Level,Part,Qty\n1,TOP,1\n2,A,2\n2,B,1\n"), ["A 2×", "B 1×"]);
}

#[test]
fn a_level_that_disagrees_with_the_tree_is_a_problem() {
    assert_eq!(
        problems(LEVELS, "Level,Part,Qty\n1,A,1\n3,B,1\n2,C,1\nx,D,1\n2,E,1\n"),
        [
            "bom.csv, A3: level 3 follows level 1 [add the assembly in between, or correct the \
             level]",
            "bom.csv, A5: `x` is not a level [write a whole number, perhaps with dots before it]",
        ]
    );
    assert_eq!(
        problems(LEVELS, "Level,Part,Qty\n2,A,1\n3,B,1\n1,C,1\n"),
        ["bom.csv, A4: level 1 stands below the top, which is level 2 [state `top_level` in \
          `[shape]` of the mapping]"]
    );
}

#[test]
fn a_part_of_several_assemblies_is_one_line_with_several_uses() {
    let table = "Level,Part,Qty\n1,A,1\n2,nut,4\n1,B,1\n2,nut,2\n1,nut,1\n";
    assert_eq!(lines(LEVELS, table), ["A 1×", "B 1×", "nut 1×+4×A+2×B"]);
}

#[test]
fn the_same_child_twice_under_one_parent_stays_two_uses() {
    let table = "Level,Part,Qty\n1,A,1\n2,nut,4\n2,nut,2\n2,nut,4\n";
    assert_eq!(lines(LEVELS, table), ["A 1×", "nut 2×A+4×A+4×A"]);
}

#[test]
fn an_assembly_that_is_listed_again_is_read_once() {
    let table = "Level,Part,Qty\n1,A,1\n2,S,1\n3,nut,2\n3,bolt,1\n1,B,1\n2,S,3\n3,bolt,1\n\
                 3,nut,2.0\n1,C,1\n2,S,2\n";
    assert_eq!(
        lines(LEVELS, table),
        ["A 1×", "B 1×", "C 1×", "S 1×A+3×B+2×C", "bolt 1×S", "nut 2×S"]
    );
    assert_eq!(
        remarks(LEVELS, table),
        ["bom.csv, B8: 2 rows listing the parts of a subassembly once more"]
    );
    assert_eq!(
        problems(LEVELS, "Level,Part,Qty\n1,S,1\n2,nut,2\n1,B,1\n2,S,3\n3,nut,1\n"),
        ["bom.csv, B5: `S` is made of other parts here than in bom.csv, B2 [list the parts once, \
          or the same each time]"]
    );
}

#[test]
fn a_part_of_itself_is_told_with_the_cells_of_the_cycle() {
    assert_eq!(
        problems(LEVELS, "Level,Part,Qty\n1,A,1\n2,B,1\n3,A,1\n"),
        [
            "bom.csv, B4: a cycle: `A` (bom.csv, B4) goes into `B` (bom.csv, B3) goes into `A` [take \
          out the row that closes the cycle]"
        ]
    );
}

#[test]
fn a_row_that_cannot_be_read_does_not_hide_a_cycle_of_others() {
    let mapping = "
[shape]
kind = \"edges\"
[columns]
parent = \"Into\"
id = \"Part\"
quantity = \"Qty\"
";
    let told = problems(mapping, "Into,Part,Qty\n,A,1\nB,C,1\nC,B,1\nA,D,x\n");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().any(|one| one.contains("`x` is not a number")), "{told:?}");
    assert!(
        told.iter().any(|one| one.contains("a cycle: `B`") || one.contains("a cycle: `C`")),
        "{told:?}"
    );
}

#[test]
fn indentations_say_how_deep_a_row_is() {
    let mapping = "
[shape]
kind = \"indented\"
[columns]
level = \"Part\"
id = \"Part\"
quantity = \"Qty\"
";
    let table = "Part,Qty\nA,1\n  B,2\n    C,1\n  D,1\nE,1\n\tF,7\n";
    assert_eq!(lines(mapping, table), ["A 1×", "B 2×A", "C 1×B", "D 1×A", "E 1×", "F 7×E"]);
    assert_eq!(
        problems(mapping, "Part,Qty\nA,1\n    B,2\n  C,1\n"),
        ["bom.csv, A4: an indentation of 2 that no assembly above has [indent it as its assembly \
          or as the parts beside it]"]
    );
}

const DOTTED: &str = "
[shape]
kind = \"dotted\"
[columns]
level = \"No\"
id = \"No\"
quantity = \"Qty\"
";

#[test]
fn dotted_numbers_stand_in_any_order() {
    let table = "No,Qty\n1.2.1,4\n1,1\n1.10,2\n2,1\n1.2,3\n";
    assert_eq!(lines(DOTTED, table), ["1 1×", "1.2 3×1", "1.2.1 4×1.2", "1.10 2×1", "2 1×"]);
}

#[test]
fn dotted_numbers_beside_ids_share_parts() {
    let mapping = DOTTED.replace("id = \"No\"", "id = \"Part\"");
    let table = "No,Part,Qty\n1,A,1\n1.1,nut,4\n2.0,B,1\n2.1,nut,2\n";
    assert_eq!(lines(&mapping, table), ["A 1×", "B 1×", "nut 4×A+2×B"]);
}

#[test]
fn dotted_numbers_that_do_not_fit_are_told() {
    assert_eq!(
        problems(DOTTED, "No,Qty\n1,1\n1.1,2\n1.1,3\n3.1.1,1\na..b,1\n"),
        [
            "bom.csv, A4: the number `1.1` stands in bom.csv, A3 as well [show the column as text \
             if a spreadsheet program made `1.1` of `1.10`]",
            "bom.csv, A6: `a..b` is not a dotted number [write numbers with points in between, \
             such as `1.2.3`]",
            "bom.csv, A5: there is no row `3.1` into which `3.1.1` could go [add its row; a \
             spreadsheet program may also have made `1.1` of `1.10`]",
        ]
    );
}

#[test]
fn an_own_cost_beside_the_parts_is_kept_or_dropped_as_the_mapping_says() {
    let mapping = format!("{LEVELS}unit_cost = \"Cost\"\n[constants]\ncurrency = \"EUR\"\n");
    let table = "Level,Part,Qty,Cost\n1,A,1,100\n2,B,2,3\n";
    assert_eq!(lines(&mapping, table), ["A 1× 100 EUR", "B 2×A 3 EUR"]);
    assert_eq!(
        remarks(&mapping, table),
        ["bom.csv, D2: 1 assembly with a cost of its own beside its parts', which is kept [set \
          `assembly_costs = \"children\"` in the mapping to count the parts instead]"]
    );
    let dropping = mapping.replace("kind", "assembly_costs = \"children\"\nkind");
    assert_eq!(lines(&dropping, table), ["A 1×", "B 2×A 3 EUR"]);
    assert_eq!(
        remarks(&dropping, table),
        ["bom.csv, D2: 1 assembly with a cost of its own, which is left out for its parts'"]
    );
}
