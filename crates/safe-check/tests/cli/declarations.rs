//! Declarations of origin beside a bill, and what the mapping says about them.

use serde_json::Value;

use crate::{Run, folder, json, run_in};

const BILL: &str = "\
part,quantity,cost,currency,origin
grain,4,1500.00,EUR,
fuze,1,4000.00,EUR,CN
";

// Two about the grain that contradict each other, and one that contradicts the bill.
const DECLARATIONS: &str = "\
Material;Country;Valid from;Valid until
grain;US;01.02.2026;31.12.2026
grain;DE;01.06.2026;31.05.2027
fuze;PL;01.01.2026;
";

const COLUMNS: &str = "[origins.columns]\npart = \"Material\"\norigin = \"Country\"\n";

/// Assesses the bill with declarations; `origins` is the section of the mapping about them.
fn assess(name: &str, origins: &str) -> Run {
    let mapping = format!("format = \"safe-mapping/1\"\n[origins]\n{origins}{COLUMNS}");
    let files = [("bom.csv", BILL), ("declared.csv", DECLARATIONS), ("map.toml", &*mapping)];
    let arguments = ["bom.csv", "--origins", "declared.csv", "--map", "map.toml"];
    let day = ["--as-of", "2026-11-22"];
    run_in(&folder(name, &files), &[&["assess"], &arguments[..], &day[..]].concat())
}

/// The cost by country of origin, and what is not stated.
fn content(assessment: &Value) -> Vec<String> {
    let content = &assessment["content"][0];
    let most = |one: &Value| one["most"].as_str().unwrap().to_owned();
    let countries = content["by_country"].as_array().unwrap().iter();
    let countries =
        countries.map(|one| format!("{} {}", one["country"].as_str().unwrap(), most(one)));
    countries.chain([format!("not stated {}", most(&content["unstated"]))]).collect()
}

/// What is remarked, but that the bill was guessed.
fn remarks(assessment: &Value) -> Vec<String> {
    let remarks = assessment["remarks"].as_array().unwrap().iter();
    let remarks = remarks.filter(|one| one["code"] != "guessed-mapping");
    remarks.map(|one| one["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn contradictory_declarations_stand_side_by_side_and_count_as_not_stated() {
    let answer = assess("declared-both", "");
    let assessment = json(&answer.stdout);
    assert_eq!(content(&assessment), ["not stated 10000.00"]);
    assert_eq!(
        remarks(&assessment),
        [
            "contradictory origins of part `grain`: `US` in declared.csv, B2, `DE` in \
             declared.csv, B3; it counts as not stated",
            "`PL` is declared for part `fuze`, but the bill states `CN` in bom.csv, E3; \
             it counts as not stated",
        ]
    );
    let missing = assessment["missing_facts"].as_array().unwrap();
    let origin = |line: &str| {
        let origin = format!("/end_products/0/components/{line}/origin");
        missing.iter().find(|fact| fact["at"] == *origin).unwrap()["source"].clone()
    };
    assert_eq!(origin("0")["file"], "declared.csv");
    // The bill is guessed as without a mapping, since this one says nothing about it.
    assert!(answer.stderr.contains("id from `part`"), "{}", answer.stderr);
}

#[test]
fn the_later_declaration_counts_where_the_mapping_says_so() {
    let assessment = json(&assess("declared-later", "later = \"wins\"\n").stdout);
    assert_eq!(content(&assessment), ["DE 6000.00", "not stated 4000.00"]);
    assert_eq!(remarks(&assessment)[0], "replaced by declared.csv, row 3; it does not count");
}

#[test]
fn declarations_beat_the_bill_where_the_mapping_says_so() {
    let assessment = json(&assess("declared-win", "declarations = \"win\"\n").stdout);
    assert_eq!(content(&assessment), ["PL 4000.00", "not stated 6000.00"]);
    assert_eq!(
        remarks(&assessment)[1],
        "`PL` is declared for part `fuze`, but the bill states `CN` in bom.csv, E3; the \
         declaration counts"
    );
}

#[test]
fn a_mapping_that_declarations_do_not_fit_is_refused() {
    let answer = assess("declared-wrong", "dates = \"iso\"\n");
    assert_eq!((answer.status, &*answer.stdout), (2, ""));
    assert_eq!(
        answer.stderr,
        "map.toml, line 3: `iso` is no `origins.dates`; write one of `day-month-year`, \
         `month-day-year`, `year-month-day`, `serial-1900`, `serial-1904`\n"
    );
    let answer = assess("declared-days", "dates = \"month-day-year\"\n");
    assert_eq!((answer.status, &*answer.stdout), (2, ""));
    let first = answer.stderr.lines().next();
    assert_eq!(
        first,
        Some("declared.csv, D2: `31.12.2026` is not a day; write it as `2026-05-30`")
    );
}

#[test]
fn what_contradicts_the_document_names_its_pointer() {
    let document = r#"{ "format": "safe-procurement/1", "id": "1", "end_products": [ { "id": "p", "components": [
        { "id": "fuze", "quantity": "1", "unit_cost": "5", "currency": "EUR", "origin": "CN" } ] } ] }"#;
    let files = [("p.json", document), ("declared.csv", "part,origin\nfuze,PL\n")];
    let arguments = ["assess", "p.json", "--origins", "declared.csv", "--as-of", "2026-11-22"];
    let assessment = json(&run_in(&folder("declared-document", &files), &arguments).stdout);
    let remark = &assessment["remarks"][0];
    assert_eq!(remark["at"], "/end_products/0/components/0/origin");
    assert_eq!(remark["source"]["cell"], "B2");
    assert_eq!(
        remark["message"],
        "`PL` is declared for part `fuze`, but the bill states `CN` in \
         /end_products/0/components/0/origin; it counts as not stated"
    );
}

#[test]
fn a_supplier_is_declared_about_by_id_or_by_name() {
    let document = r#"{ "format": "safe-procurement/1", "id": "1",
        "contractors": [ { "id": "prime", "name": "Example Vehicles Sp. z o.o." } ],
        "end_products": [ { "id": "p" } ] }"#;
    let bill = "part,quantity,supplier\ngrain,4,example vehicles  Sp. z o.o.\nfuze,1,prime\n";
    let converted = |declared: &str| {
        let files = [("p.json", document), ("bom.csv", bill), ("declared.csv", declared)];
        let arguments =
            ["convert", "p.json", "--bill", "p=bom.csv", "--origins", "declared.csv", "-o", "-"];
        run_in(&folder("declared-by-name", &files), &arguments)
    };
    let origins = |answer: &Run| {
        let lines = json(&answer.stdout)["end_products"][0]["components"].clone();
        lines.as_array().unwrap().iter().map(|line| line["origin"].clone()).collect::<Vec<_>>()
    };
    let name = "Example Vehicles Sp. z o.o.";
    let all = converted(&format!("supplier,origin\n{name},PL\n"));
    assert_eq!(origins(&all), ["PL", "PL"], "{}", all.stderr);
    assert!(!all.stderr.contains("no bill has"), "{}", all.stderr);
    let one = converted(&format!("part,supplier,origin\nfuze,{name},PL\n"));
    assert_eq!(origins(&one), [Value::from("PL"), Value::Null], "{}", one.stderr);
    // By name and by id it is the same supplier, and so a contradiction.
    let both = converted(&format!("supplier,origin\n{name},PL\nprime,DE\n"));
    assert_eq!(origins(&both), [Value::Null, Value::Null]);
    assert!(both.stderr.contains("contradictory origins of supplier `prime`"), "{}", both.stderr);
}
