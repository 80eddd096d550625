//! Bills in JSON: rows as objects, and CycloneDX that is known by what it says.

use std::fs;

use crate::bills::{BILL, DAY, files};
use crate::schema::{problems, validator};
use crate::sources::{piece, sources};
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

#[test]
fn facts_of_cyclonedx_on_one_line_are_told_apart_by_their_bytes() {
    let folder = files("cyclonedx-places");
    let bill = concat!(
        r#"{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"type":"device","#,
        r#""name":"seeker","properties":[{"name":"cdx:device:quantity","value":"1"},"#,
        r#"{"name":"safe:unit-cost","value":"12.50"},{"name":"safe:currency","value":"EUR"},"#,
        r#"{"name":"safe:origin","value":"Polska"}]},{"type":"device","name":"motor"}]}"#,
    );
    fs::write(folder.join("bom.cdx.json"), bill).unwrap();
    let answer = run_in(&folder, &[&["assess", "bom.cdx.json"], DAY].concat());
    let assessment = json(&answer.stdout);
    let found = sources(&assessment);
    let found = |at: &str| piece(bill, &found[at]);
    let motor = r#"{"type":"device","name":"motor"}"#;
    let line = |index: usize, member: &str| format!("/end_products/0/components/{index}{member}");
    // Lines are in the order of their ids.
    for (at, expected) in [(line(0, "/origin"), motor), (line(0, "/unit_cost"), motor)] {
        assert_eq!(found(&at), expected, "{at}");
    }
    assert!(found(&line(1, "")).starts_with(r#"{"type":"device","name":"seeker""#));
    let remarks = assessment["remarks"].as_array().unwrap();
    let country = remarks.iter().find(|one| one["code"] == "read-country").unwrap();
    let start = bill.find("\"Polska\"").unwrap();
    assert_eq!(country["source"]["bytes"], serde_json::json!({ "start": start, "length": 8 }));
    assert_eq!(country["message"], "component `seeker`: `Polska` is read as PL");
    let answer = run_in(&folder, &[&["assess", "bom.cdx.json", "--format", "text"], DAY].concat());
    let byte = bill.find(motor).unwrap();
    let told = format!("bom.cdx.json, line 1, byte {byte}");
    assert!(answer.stdout.contains(&told), "{told}: {}", answer.stdout);
    let sarif = run_in(&folder, &[&["assess", "bom.cdx.json", "--format", "sarif"], DAY].concat());
    let told = format!("\"byteOffset\":{byte},\"byteLength\":{}", motor.len());
    let tight: String = sarif.stdout.split_whitespace().collect();
    assert!(tight.contains(&told), "{told}: {}", sarif.stdout);
}

#[test]
fn declarations_and_rates_may_be_objects_in_json() {
    let folder = files("rows-beside");
    let declarations = r#"[{"part": "grain", "origin": "CA", "document": "D-1",
        "valid from": "2026-01-01", "valid until": "2027-12-31"}]"#;
    fs::write(folder.join("declarations.json"), declarations).unwrap();
    let rates = r#"[{"Date": "2026-08-31", "USD": 1.25, "GBP": 0.80}]"#;
    fs::write(folder.join("eurofxref.json"), rates).unwrap();
    let with = |origins: &str, rates: &str| {
        let beside = ["--bill", "missile=bom.csv", "--map", "bom.map.toml"];
        let over = ["--origins", origins, "--rates", rates];
        let arguments = [&["assess", "procurement.json"], &beside[..], &over[..], DAY].concat();
        let answer = run_in(&folder, &arguments);
        let mut assessment = json(&answer.stdout);
        assert_eq!(problems(&validator("assessment"), &assessment), [""; 0]);
        let found = sources(&assessment);
        let taken = ["content", "verdict", "missing_facts"].map(|one| assessment[one].take());
        (found, taken)
    };
    let (_, of_csv) = with("declarations.csv", "eurofxref.csv");
    let (found, of_json) = with("declarations.json", "eurofxref.json");
    assert_eq!(of_json, of_csv);
    let rate = &found["/exchange_rates/eur_per_unit/USD"];
    assert_eq!((&rate["file"], &rate["cell"]), (&"eurofxref.json".into(), &"B2".into()));
    let countries = of_json[0][0]["by_country"].as_array().unwrap();
    assert!(countries.iter().any(|one| one["country"] == "CA"), "{countries:?}");
}
