//! Bills in JSON: rows as objects, and CycloneDX that is known by what it says.

use std::fs;

use crate::bills::{BILL, DAY, files};
use crate::schema::{problems, validator};
use crate::{json, run_in};

/// The bill as objects: a list of them, and one a line.
fn as_rows(name: &str) -> std::path::PathBuf {
    let folder = files(name);
    let mut lines = BILL.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let object = |line: &str| {
        let cells = header.iter().zip(line.split(','));
        let members = cells.map(|(header, cell)| match *header {
            "Qty" | "Cost" => format!("\"{header}\": {cell}"),
            _ if cell.is_empty() => format!("\"{header}\": null"),
            _ => format!("\"{header}\": \"{cell}\""),
        });
        format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
    };
    let objects: Vec<String> = lines.map(object).collect();
    fs::write(folder.join("rows.json"), format!("[\n{}\n]\n", objects.join(",\n"))).unwrap();
    fs::write(folder.join("rows.jsonl"), objects.join("\n")).unwrap();
    folder
}

#[test]
fn objects_in_json_are_rows_of_a_bill() {
    let folder = as_rows("rows");
    let with = |bill: &str| {
        let bill = format!("missile={bill}");
        let beside = ["--bill", &bill, "--map", "bom.map.toml", "--rates", "eurofxref.csv"];
        let arguments = [&["assess", "procurement.json"], &beside[..], DAY].concat();
        let answer = run_in(&folder, &arguments);
        let mut assessment = json(&answer.stdout);
        assert_eq!(problems(&validator("assessment"), &assessment), [""; 0]);
        let taken = ["content", "verdict"].map(|one| assessment[one].take());
        (answer.stderr, assessment["missing_facts"][0]["source"].take(), taken)
    };
    let (_, _, of_csv) = with("bom.csv");
    let (said, source, of_list) = with("rows.json");
    assert_eq!(of_list, of_csv);
    assert!(said.starts_with("rows.json, F4: 1 supplier not among"), "{said}");
    assert_eq!(source["cell"], "E4");
    let (said, source, of_lines) = with("rows.jsonl");
    assert_eq!(of_lines, of_csv);
    assert!(said.starts_with("rows.jsonl, F4 (line 3): 1 supplier not among"), "{said}");
    assert_eq!(source["line"], 3);
}

#[test]
fn a_mapping_of_objects_in_json_is_guessed() {
    let folder = as_rows("rows-map");
    for rows in ["rows.json", "rows.jsonl"] {
        let answer = run_in(&folder, &["map", rows]);
        assert_eq!(answer.status, 0, "{}", answer.stderr);
        for expected in ["id = \"Part\"", "quantity = \"Qty\"", "unit_cost = \"Cost\""] {
            assert!(answer.stdout.contains(expected), "{}", answer.stdout);
        }
        assert!(!answer.stdout.contains("separator"), "{}", answer.stdout);
    }
}

#[test]
fn json_that_is_no_table_is_refused_with_all_its_problems() {
    let folder = files("rows-refused");
    let nested = "{\"Part\": \"a\", \"Qty\": 1, \"maker\": {\"name\": \"x\"}}\n\
                  {\"Part\": \"b\", \"Qty\": 1, \"Qty\": 2, \"maker\": {}}\n{\"Part\" }";
    fs::write(folder.join("nested.jsonl"), nested).unwrap();
    let arguments = ["assess", "procurement.json", "--bill", "missile=nested.jsonl"];
    let answer = run_in(&folder, &[&arguments[..], DAY].concat());
    assert_eq!((answer.status, &*answer.stdout), (2, ""));
    let told = "\
nested.jsonl, C2 (line 1): `maker` is an object, but a cell holds one value, here and in another row; flatten it: write each value in it as a member of the row
nested.jsonl, B3 (line 2): the object states `Qty` twice; remove one of the two
nested.jsonl, line 3: not valid JSON at column 9; a `:` belongs here
nested.jsonl: no mapping of its columns is given";
    assert!(answer.stderr.starts_with(told), "{}", answer.stderr);
    let arguments = ["assess", "procurement.json", "--bill", "missile=procurement.json"];
    let answer = run_in(&folder, &[&arguments[..], DAY].concat());
    let told = "procurement.json: the file is a procurement document, not a table; give it by \
                itself, without `--bill`\n";
    assert_eq!((answer.status, &*answer.stderr), (2, told));
}

#[test]
fn cyclonedx_is_known_by_what_it_says() {
    let folder = files("cyclonedx-content");
    let bill = r#"{ "bomFormat": "CycloneDX", "specVersion": "1.5", "components": [
        { "type": "device", "name": "seeker", "properties": [
            { "name": "cdx:device:quantity", "value": "1" } ] } ] }"#;
    for name in ["bom.json", "bom.cdx.json"] {
        fs::write(folder.join(name), bill).unwrap();
    }
    for name in ["bom.json", "bom.cdx.json"] {
        let answer = run_in(&folder, &[&["assess", name], DAY].concat());
        assert_eq!((answer.status, &*answer.stderr), (3, ""), "{name}");
        let assessment = json(&answer.stdout);
        assert_eq!(assessment["procurement"]["id"], "bom");
        let beside = ["assess", "procurement.json", "--bill", &format!("missile={name}")];
        let answer = run_in(&folder, &[&beside[..], DAY].concat());
        assert_ne!(answer.status, 2, "{}", answer.stderr);
        let output = format!("{name}.out.json");
        let answer = run_in(&folder, &[&["convert", name, "-o", &output], DAY].concat());
        assert_eq!(answer.status, 0, "{}", answer.stderr);
    }
    let answer = run_in(&folder, &["map", "bom.json"]);
    let told = "bom.json: the file is a bill in CycloneDX, not a table; give it with `--bill` or \
                by itself; it needs no mapping\n";
    assert_eq!((answer.status, &*answer.stderr), (2, told));
}
