//! Mapping files, what is said about wrong ones, and what is guessed without one.

use std::collections::BTreeSet;

use jsonschema::Validator;

use super::*;
use crate::table::InputFile;

fn read(text: &str) -> Result<Mapping, Vec<String>> {
    let file = InputFile { name: "map.toml", bytes: text.as_bytes() };
    Mapping::read(&file).map_err(|problems| {
        let told = problems.iter().map(|problem| {
            let help = problem.help().map_or_else(String::new, |help| format!(" [{help}]"));
            format!("{}: {problem}{help}", problem.source())
        });
        told.collect()
    })
}

const EVERYTHING: &str = r#"format = "safe-mapping/1"

[table]
sheet = "BOM"
header_row = 3
separator = ";"
encoding = "windows-1252"
decimal_mark = ","
thousands_mark = " "
dates = "day-month-year"
skip_rows = [4, "10-12"]
skip_where = [{ column = "Part", starts_with = "Note" }, { column = 2, empty = true }]
fill_down = ["Assembly"]
hidden = "skip"
merged = "repeat"

[shape]
kind = "edges"
root = "749"
empty_parent = "end-product"
files = "one-table"
effective = "2026-09-01"
assembly_costs = "children"

[columns]
id = "Part \"A\""
parent = "Assembly"
quantity = 7
unit_cost = "Cost"

[constants]
currency = "EUR"
origin = "EU"
sourced_from = "PL"
quantity = "2.5"
unit = "mm"
cost_unit = "m"
pack_size = "50"

[units]
"m" = "1"
"mm" = "0.001"

[packs]
quantity_in = "packs"
cost_from = "pack_price"

[parts]
file = "Product.csv"

[parts.table]
header = false

[parts.columns]
id = "A"

[origins]
later = "wins"
declarations = "win"
dates = "month-day-year"

[origins.columns]
part = "Material"
supplier = 2
origin = "C"
"#;

#[test]
fn what_is_written_reads_back() {
    let mapping = read(EVERYTHING).unwrap();
    assert_eq!(mapping.to_toml(&[]), EVERYTHING);
    let reasons = [("columns.id".to_owned(), "it is headed so".to_owned())];
    let text = mapping.to_toml(&reasons);
    assert!(text.contains("[columns]\n# it is headed so\nid = "), "{text}");
    assert_eq!(read(&text), Ok(mapping));
}

#[test]
fn every_problem_is_told_at_once_with_its_line() {
    let text = r#"format = "safe-mapping/2"
colums = 1
[table]
heder_row = 3
header_row = 0
separator = ";;"
encoding = "ebcdic-7"
thousands_mark = "."
skip_rows = ["12-10", 4.5]
skip_where = [{ equals = "x" }, { column = "A" }]
[shape]
kind = "levles"
effective = "2026-02-30"
root = 749
[columns]
id = true
currancy = "B"
[constants]
currency = "euro"
origin = "UK"
quantity = "0"
[units]
mm = "1/1000"
m = 1
"#;
    assert_eq!(
        read(text).unwrap_err(),
        [
            "map.toml, line 1: `columns.quantity` is not stated; it says how many of a part are \
             used [state it]",
            "map.toml, line 1: `safe-mapping/2` is not a format that is read here [write `format = \
             \"safe-mapping/1\"`]",
            "map.toml, line 2: `colums` is an unknown key [perhaps `columns` is meant]",
            "map.toml, line 4: `table.heder_row` is an unknown key [perhaps `header_row` is meant]",
            "map.toml, line 5: `table.header_row` is a number [write a whole number from 1]",
            "map.toml, line 6: `table.separator` is not a single character [write one character in \
             quotes, such as `\";\"` or `\"\\t\"`]",
            "map.toml, line 7: `ebcdic-7` is not an encoding that is known [write a name such as \
             `utf-8`, `utf-16le` or `windows-1252`]",
            "map.toml, line 8: `table.decimal_mark` is not stated; it is needed beside \
             `thousands_mark` [state it]",
            "map.toml, line 9: `12-10` is no row and no range of rows [write a number such as `7`, \
             or a range such as `\"7-12\"`]",
            "map.toml, line 9: `` is no row and no range of rows [write a number such as `7`, or a \
             range such as `\"7-12\"`]",
            "map.toml, line 10: `table.skip_where.column` is not stated [state it]",
            "map.toml, line 10: `table.skip_where.equals` is not stated; state `equals`, \
             `starts_with`, `contains`, or `empty = true` [state it]",
            "map.toml, line 12: `levles` is no `shape.kind` [write one of `flat`, `levels`, \
             `dotted`, `indented`, `edges`, `multiplier`]",
            "map.toml, line 13: `2026-02-30` is not a day of the calendar; correct it",
            "map.toml, line 14: `shape.root` is a number [write a text in quotes]",
            "map.toml, line 16: `columns.id` is `true` or `false` [write the text of a header, a \
             letter in quotes, or a number from 1]",
            "map.toml, line 17: `columns.currancy` is an unknown key [perhaps `currency` is meant]",
            "map.toml, line 19: `euro` is not a currency [write three capital letters such as \
             `EUR`]",
            "map.toml, line 20: `UK` is not a country code; the United Kingdom is `GB`",
            "map.toml, line 21: `0` is zero; it must be more than 0",
            "map.toml, line 23: `1/1000` is not a plain decimal; write digits, and a point before \
             decimals, such as `1250.00`",
            "map.toml, line 24: `units.m` is a number [write a decimal in quotes, such as \
             `\"0.001\"`]",
        ]
    );
}

#[test]
fn a_shape_needs_its_columns() {
    let base = "format = \"safe-mapping/1\"\n[columns]\nid = \"A\"\nquantity = \"B\"\n";
    for (kind, missing) in [
        ("levels", vec!["level"]),
        ("dotted", vec!["level"]),
        ("indented", vec!["level"]),
        ("edges", vec!["parent"]),
        ("multiplier", vec!["parent", "multiplier"]),
        ("flat", vec![]),
    ] {
        let text = format!("{base}[shape]\nkind = \"{kind}\"\n");
        let told = read(&text).err().unwrap_or_default();
        assert_eq!(told.len(), missing.len(), "{told:?}");
        for (told, key) in told.iter().zip(missing) {
            assert!(
                told.contains(&format!("`columns.{key}` is not stated; `{kind}` needs")),
                "{told}"
            );
        }
    }
}

#[test]
fn columns_that_the_shape_does_not_read_are_problems() {
    let base = "format = \"safe-mapping/1\"\n[columns]\nid = \"A\"\nquantity = \"B\"\n";
    // Whoever names a level and forgets the kind would have a flat bill.
    assert_eq!(
        read(&format!("{base}level = \"C\"\nparent = \"D\"\n")).unwrap_err(),
        [
            "map.toml, line 1: `columns.parent` is stated, and `shape.kind` is `flat`, which does \
             not read it [state the `kind` that reads it in `[shape]`, or remove it]",
            "map.toml, line 1: `columns.level` is stated, and `shape.kind` is `flat`, which does \
             not read it [state the `kind` that reads it in `[shape]`, or remove it]",
        ]
    );
    let edges = format!("{base}level = \"C\"\nparent = \"D\"\n[shape]\nkind = \"edges\"\n");
    assert!(read(&edges).is_ok());
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    let told = read("format = \"safe-mapping/1\"\n[columns\nid = \"A\"\n").unwrap_err();
    assert!(told[0].starts_with("map.toml, line 2: not valid TOML; "), "{told:?}");
    let told = read("").unwrap_err();
    assert_eq!(
        told[0],
        "map.toml, line 1: `format` is not stated; write `format = \"safe-mapping/1\"` in the \
         first line [state it]"
    );
}

const DECLARATIONS_ALONE: &str = r#"format = "safe-mapping/1"

[origins]
later = "wins"
"#;

#[test]
fn a_mapping_may_be_about_declarations_alone() {
    let mapping = read(DECLARATIONS_ALONE).unwrap();
    assert!(!mapping.is_about_bills());
    assert!(mapping.origins.later_wins && !mapping.origins.declarations_win);
    assert_eq!(mapping.to_toml(&[]), DECLARATIONS_ALONE);
    // Without any word about declarations it is about bills, and needs their columns.
    let told = read("format = \"safe-mapping/1\"\n").unwrap_err();
    assert_eq!(told.len(), 2, "{told:?}");
    let told = read(&format!("{DECLARATIONS_ALONE}[shape]\nkind = \"flat\"\n")).unwrap_err();
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn what_is_wrong_about_declarations_is_told_at_once() {
    let text = r#"format = "safe-mapping/1"
[origins]
later = "win"
declaration = "win"
dates = "iso"
[origins.columns]
parts = "Material"
origin = 0
valid_until = true
"#;
    assert_eq!(
        read(text).unwrap_err(),
        [
            "map.toml, line 3: `win` is no `origins.later` [write one of `contradicts`, `wins`]",
            "map.toml, line 4: `origins.declaration` is an unknown key [perhaps `declarations` is \
             meant]",
            "map.toml, line 5: `iso` is no `origins.dates` [write one of `day-month-year`, \
             `month-day-year`, `year-month-day`, `serial-1900`, `serial-1904`]",
            "map.toml, line 7: `origins.columns.parts` is an unknown key [perhaps `part` is meant]",
            "map.toml, line 8: `origins.columns.origin` is a number [write the text of a header, a \
             letter in quotes, or a number from 1]",
            "map.toml, line 9: `origins.columns.valid_until` is `true` or `false` [write the text \
             of a header, a letter in quotes, or a number from 1]",
        ]
    );
}

fn schema() -> Validator {
    let text = include_str!("../../../safe-check/schema/mapping.schema.json");
    jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap()
}

#[test]
fn the_schema_allows_what_is_read_and_refuses_what_is_not() {
    let schema = schema();
    let value = |text: &str| {
        let table: toml::Table = text.parse().unwrap();
        serde_json::to_value(table).unwrap()
    };
    let good = "format = \"safe-mapping/1\"\n[columns]\nid = \"A\"\nquantity = 2\n";
    for text in [EVERYTHING, good, DECLARATIONS_ALONE] {
        let errors: Vec<String> =
            schema.iter_errors(&value(text)).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0]);
        assert!(read(text).is_ok());
    }
    for (from, to) in [
        ("safe-mapping/1", "safe-mapping/2"),
        ("id = \"A\"\n", ""),
        ("quantity = 2\n", ""),
        ("quantity = 2", "quantity = 0"),
        ("quantity = 2", "quantity = true"),
        ("quantity = 2", "quantity = 2\nwidth = 3"),
        ("[columns]", "[shape]\nkind = \"levels\"\n[columns]"),
        ("[columns]", "[shape]\nkind = \"star\"\n[columns]"),
        ("[columns]", "[shape]\ntop_level = -1\n[columns]"),
        ("[columns]", "[table]\nheader_row = 0\n[columns]"),
        ("[columns]", "[table]\nseparator = \"||\"\n[columns]"),
        ("[columns]", "[table]\nthousands_mark = \",\"\n[columns]"),
        ("[columns]", "[table]\nskip_where = [{ column = \"A\" }]\n[columns]"),
        ("[columns]", "[units]\nmm = \"0\"\n[columns]"),
        ("[columns]", "[constants]\ncurrency = \"eur\"\n[columns]"),
        ("[columns]", "[parts]\nfile = \"x\"\n[columns]"),
        ("[columns]", "[origins]\nlater = \"win\"\n[columns]"),
        ("[columns]", "[origins]\ndates = \"iso\"\n[columns]"),
        ("[columns]", "[origins.columns]\nid = \"A\"\n[columns]"),
        ("[columns]\nid = \"A\"\nquantity = 2", "[origins]\n[shape]"),
        ("[columns]", "[table]\nskip_rows = [\"a\"]\n[columns]"),
    ] {
        let text = good.replace(from, to);
        assert!(!schema.is_valid(&value(&text)), "{text}");
        assert!(read(&text).is_err(), "{text}");
    }
    // Every meaning of a column is in the schema.
    let text = include_str!("../../../safe-check/schema/mapping.schema.json");
    let schema: serde_json::Value = serde_json::from_str(text).unwrap();
    let known = |at: &str| -> BTreeSet<String> {
        schema.pointer(at).unwrap().as_object().unwrap().keys().cloned().collect()
    };
    let keys: BTreeSet<String> = Meaning::ALL.iter().map(|one| one.key().to_owned()).collect();
    assert_eq!(known("/$defs/columns/properties"), keys);
    let keys: BTreeSet<String> =
        OriginColumn::ALL.iter().map(|one| one.as_str().to_owned()).collect();
    assert_eq!(known("/properties/origins/properties/columns/properties"), keys);
}

mod guesses;
