//! Diagnostics in a terminal, for programs, and as SARIF.

use serde_json::Value;

use crate::schema::{problems, validator};
use crate::{folder, golden, json, run, run_in};

const BROKEN: &str = r#"{
  "format": "safe-procurement/1",
  "id": "BROKEN",
  "contractors": [
    { "id": "prime", "established_in": "UK", "controllers": [ { "country": "EL" } ] },
    { "name": "No id", "established_in": "Poland" }
  ],
  "participating_states": [ { "country": "XX" }, { "country": "pl" } ]
}
"#;

const TABLE: &str = "\
Bill of materials of the missile,,
Part,Qty,Cost
seeker,1,41000.00
case,-2,9000.00
grain,two,1500.00
";

const MAPPING: &str = "\
format = \"safe-mapping/1\"
[columns]
id = \"Part\"
quantity = \"Qty\"
unit_cost = \"Cost\"
[constants]
currency = \"EUR\"
";

#[test]
fn a_terminal_shows_the_lines_kind_by_kind() {
    let folder = folder("excerpts", &[("broken.json", BROKEN)]);
    let answer = run_in(&folder, &["assess", "broken.json", "--diagnostics", "excerpts"]);
    golden("diagnostics/document.txt", &answer.stderr);
}

#[test]
fn a_terminal_shows_the_header_above_the_row() {
    let folder = folder("rows", &[("bom.csv", TABLE), ("map.toml", MAPPING)]);
    let arguments = ["assess", "bom.csv", "--map", "map.toml", "--diagnostics", "excerpts"];
    golden("diagnostics/table.txt", &run_in(&folder, &arguments).stderr);
}

#[test]
fn a_title_of_several_cells_is_no_header() {
    let table = "Product,UGV-400,Vehicle,,\nPart,Qty,Cost,Currency,Origin\nhull,x,1,EUR,PL\n";
    let mapping = "format = \"safe-mapping/1\"\n[columns]\nid = \"Part\"\nquantity = \"Qty\"\n";
    let named = mapping.replace("[columns]", "[table]\nheader_row = 2\n[columns]");
    let folder =
        folder("titles", &[("bom.csv", table), ("map.toml", mapping), ("named.toml", &named)]);
    for map in ["map.toml", "named.toml"] {
        let arguments = ["assess", "bom.csv", "--map", map, "--diagnostics", "excerpts"];
        let said = run_in(&folder, &arguments).stderr;
        assert!(said.contains(" 2 │ Part │ Qty │ Cost │ Currency │ Origin"), "{said}");
        assert!(!said.contains("UGV-400"), "{said}");
    }
}

#[test]
fn programs_get_json() {
    let validator = validator("diagnostics");
    let files = [("broken.json", BROKEN), ("bom.csv", TABLE), ("map.toml", MAPPING)];
    let folder = folder("for-programs", &files);
    let arguments = ["assess", "bom.csv", "missing.json", "--map", "map.toml", "--format", "json"];
    let tables = run_in(&folder, &arguments);
    let documents = run_in(&folder, &["assess", "broken.json", "--diagnostics", "json"]);
    let mut codes = Vec::new();
    for line in tables.stderr.lines().chain(documents.stderr.lines()) {
        let said = json(line);
        assert_eq!(problems(&validator, &said), [""; 0], "{line}");
        let list = said["diagnostics"].as_array().unwrap();
        codes.push(list.iter().map(|one| one["code"].clone()).collect::<Vec<Value>>());
    }
    assert_eq!(codes.len(), 3);
    assert_eq!(codes[1], ["unreadable"]);
    assert_eq!(codes[2], ["country", "country", "country", "country", "missing-member", "country"]);
    let first = json(documents.stderr.lines().next().unwrap());
    let place = first["diagnostics"].as_array().unwrap().iter().find(|one| one["given"] == "EL");
    assert_eq!(place.unwrap()["at"], "/contractors/0/controllers/0/country");
    assert_eq!(place.unwrap()["source"]["line"], 5);
}

#[test]
fn lines_stay_the_default_for_programs() {
    let folder = folder("lines", &[("broken.json", BROKEN)]);
    let answer = run_in(&folder, &["assess", "broken.json"]);
    assert!(answer.stderr.starts_with("broken.json: /participating_states/0/country: `XX`"));
    let asked = ["assess", "broken.json", "--format", "json", "--diagnostics", "lines"];
    assert_eq!(run_in(&folder, &asked).stderr, answer.stderr);
}

/// What SARIF 2.1.0 asks of a log, as far as it is used here.
fn check_log(log: &Value) -> &Vec<Value> {
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().ends_with("sarif-schema-2.1.0.json"));
    assert_eq!(log["runs"].as_array().unwrap().len(), 1);
    let one = &log["runs"][0];
    let driver = &one["tool"]["driver"];
    assert_eq!(driver["name"], "safe-check");
    let rules: Vec<&str> = driver["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    assert!(rules.contains(&"component-cap") && rules.len() == 18, "{rules:?}");
    assert!(one["invocations"][0]["executionSuccessful"].is_boolean());
    let results = one["results"].as_array().unwrap();
    for result in results {
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        assert!(result["ruleId"].is_string());
        let (kind, level) = (result["kind"].as_str().unwrap(), result["level"].as_str().unwrap());
        let kinds = ["fail", "pass", "notApplicable", "informational"];
        assert!(kinds.contains(&kind), "{result}");
        // Section 3.27.10: a level other than none belongs to a failure.
        assert_eq!(kind == "fail", level != "none", "{result}");
        assert!(["error", "warning", "note", "none"].contains(&level), "{result}");
        let related = result["relatedLocations"].as_array();
        for location in
            result["locations"].as_array().unwrap().iter().chain(related.into_iter().flatten())
        {
            let uri = &location["physicalLocation"]["artifactLocation"]["uri"];
            assert!(uri.is_string(), "{result}");
            if let Some(region) = location["physicalLocation"]["region"].as_object() {
                assert!(region["startLine"].as_u64().unwrap() >= 1, "{result}");
            }
            for logical in location["logicalLocations"].as_array().into_iter().flatten() {
                assert!(logical["fullyQualifiedName"].is_string(), "{result}");
            }
        }
    }
    results
}

#[test]
fn findings_are_results() {
    let answer =
        run(&["assess", "ifv-a-cent-over.json", "--as-of", "2026-11-22", "--format", "sarif"]);
    assert_eq!(answer.status, 1);
    let log = json(&answer.stdout);
    let results = check_log(&log);
    let assessment =
        json(&run(&["assess", "ifv-a-cent-over.json", "--as-of", "2026-11-22"]).stdout);
    assert_eq!(results.len(), assessment["findings"].as_array().unwrap().len());
    let failed: Vec<&Value> =
        results.iter().filter(|one| one["level"] == "error").map(|one| &one["ruleId"]).collect();
    assert_eq!(failed, ["component-cap"]);
    assert_eq!(log["runs"][0]["invocations"][0]["exitCode"], 1);
}

#[test]
fn problems_of_files_are_results_too() {
    let files = [("broken.json", BROKEN), ("bom.csv", TABLE), ("map.toml", MAPPING)];
    let folder = folder("sarif", &files);
    let arguments = ["assess", "broken.json", "bom.csv", "--map", "map.toml", "--format", "sarif"];
    let answer = run_in(&folder, &arguments);
    assert_eq!(answer.status, 2);
    let log = json(&answer.stdout);
    let results = check_log(&log);
    assert!(results.iter().all(|result| result["level"] != "none"));
    let cell = results.iter().find(|result| result["properties"]["given"] == "-2").unwrap();
    let location = &cell["locations"][0];
    assert_eq!(location["physicalLocation"]["artifactLocation"]["uri"], "bom.csv");
    assert_eq!(location["physicalLocation"]["region"]["startLine"], 4);
    assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "bom.csv, B4");
    let none = run_in(&folder, &["assess", "none.json", "--format", "sarif"]);
    assert_eq!(check_log(&json(&none.stdout)).len(), 1);
}
