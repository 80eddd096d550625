//! Where the facts of a procurement stand that is put together of several files.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};

use crate::bills::{DAY, files};
use crate::schema::{problems, validator};
use crate::{json, run_in};

/// The source of everything that an assessment names by a pointer.
pub(crate) fn sources(assessment: &Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    collect(assessment, &mut found);
    found
}

fn collect(value: &Value, found: &mut BTreeMap<String, Value>) {
    let at = value["at"].as_str().or_else(|| value["subject"].as_str());
    if let (Some(at), Some(source)) = (at, value.get("source").filter(|one| one.is_object())) {
        found.insert(at.to_owned(), source.clone());
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(members) => members.values().for_each(|member| collect(member, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The bytes of a text that a source names.
pub(crate) fn piece<'t>(text: &'t str, source: &Value) -> &'t str {
    let number = |name: &str| usize::try_from(source["bytes"][name].as_u64().unwrap()).unwrap();
    let (start, length) = (number("start"), number("length"));
    let (before, rest) = text.split_at(start);
    assert_eq!(source["line"], json!(before.split('\n').count()));
    rest.split_at(length).0
}

#[test]
fn facts_of_a_document_beside_tables_have_their_line_and_bytes() {
    let folder = files("sources-of-the-document");
    let text = fs::read_to_string(folder.join("procurement.json")).unwrap();
    let document = json(&text);
    let arguments = ["assess", "procurement.json", "--bill", "missile=bom.csv"];
    let arguments = [&arguments[..], &["--map", "bom.map.toml"], DAY].concat();
    let assessment = json(&run_in(&folder, &arguments).stdout);
    assert_eq!(problems(&validator("assessment"), &assessment), Vec::<String>::new());
    let (mut stated, mut around) = (0, 0);
    for (at, source) in sources(&assessment) {
        if source["file"] != "procurement.json" {
            continue;
        }
        let piece = piece(&text, &source);
        let piece: Value = serde_json::from_str(piece).unwrap();
        if let Some(value) = document.pointer(&at) {
            assert_eq!(&piece, value, "{at}");
            stated += 1;
        } else {
            // The innermost that is there: one level up, as here no list is missing.
            let (above, _) = at.rsplit_once('/').unwrap();
            assert_eq!(Some(&piece), document.pointer(above), "{at}");
            around += 1;
        }
    }
    assert!(stated > 10 && around > 0, "{stated} and {around}");
    for missing in assessment["missing_facts"].as_array().unwrap() {
        assert!(missing["source"].is_object(), "{missing}");
    }
}

#[test]
fn a_document_by_itself_names_no_sources() {
    let folder = files("sources-of-none");
    let arguments = [&["assess", "procurement.json"], DAY].concat();
    let assessment = json(&run_in(&folder, &arguments).stdout);
    assert_eq!(sources(&assessment), BTreeMap::new());
}

#[test]
fn a_missing_rate_names_the_cell_of_the_first_cost_that_needs_it() {
    let folder = files("sources-of-rates");
    let at = "/exchange_rates/eur_per_unit/GBP";
    for (bill, columns, cell) in [
        (
            "Part,Qty,Cost,Currency\nnut,1,2.00,EUR\nlens,1,3.00,GBP\nmount,1,4.00,GBP\n",
            "currency = \"Currency\"",
            "D3",
        ),
        ("Part,Qty,Cost\nnut,1,EUR 2.00\nlens,1,GBP 3.00\n", "", "C3"),
    ] {
        fs::write(folder.join("bom.csv"), bill).unwrap();
        let mapping = format!(
            "format = \"safe-mapping/1\"\n[columns]\nid = \"Part\"\nquantity = \"Qty\"\n\
             unit_cost = \"Cost\"\n{columns}\n"
        );
        fs::write(folder.join("bom.map.toml"), mapping).unwrap();
        let arguments = ["assess", "procurement.json", "--bill", "missile=bom.csv"];
        let arguments = [&arguments[..], &["--map", "bom.map.toml"], DAY].concat();
        let answer = run_in(&folder, &arguments);
        assert_eq!(answer.status, 3, "{}", answer.stderr);
        let found = sources(&json(&answer.stdout));
        assert_eq!(found.get(at).map(|one| &one["cell"]), Some(&json!(cell)), "{found:#?}");
        assert_eq!(found[at]["file"], "bom.csv");
    }
}

#[test]
fn a_missing_rate_may_be_for_a_line_of_the_document() {
    let folder = files("sources-of-own-lines");
    let text = crate::sample("contract-example.json").replace("\"GBP\": \"1.1534\"", "");
    fs::write(folder.join("own.json"), &text).unwrap();
    let arguments = ["assess", "own.json", "--origins", "declarations.csv"];
    let answer = run_in(&folder, &[&arguments[..], DAY].concat());
    let found = sources(&json(&answer.stdout));
    let source = &found["/exchange_rates/eur_per_unit/GBP"];
    assert_eq!(source["file"], "own.json");
    assert_eq!(piece(&text, source), "\"GBP\"");
    let line = format!("own.json, line {}", source["line"]);
    let arguments = [&arguments[..], &["--format", "text"], DAY].concat();
    let written = run_in(&folder, &arguments).stdout;
    assert!(written.contains(&line), "{line}: {written}");
}
