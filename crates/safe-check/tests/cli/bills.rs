//! Bills of materials from tables: assessed, converted, mapped.

use std::fs;

use serde_json::{Value, json};

use crate::schema::{problems, validator};
use crate::{Run, folder, golden, json, run_in, sample};

pub(crate) const DAY: &[&str] = &["--as-of", "2026-11-22"];

pub(crate) const BILL: &str = "\
Part,Qty,Cost,Currency,Origin,Supplier
seeker,1,41000.00,GBP,United Kingdom,Example Seekers Ltd
case,2,9000.00,EUR,Polska,prime
grain,4,1500.00,EUR,,somebody else
fuze,1,10.00,USD,DE,
";

const MAPPING: &str = "\
format = \"safe-mapping/1\"

[columns]
id = \"Part\"
quantity = \"Qty\"
unit_cost = \"Cost\"
currency = \"Currency\"
origin = \"Origin\"
supplier = \"Supplier\"
";

const DECLARATIONS: &str = "\
part,origin,document,valid from,valid until
grain,CA,D-1,2026-01-01,2027-12-31
";

const RATES: &str = "Date, USD, GBP,\n2026-08-31, 1.25, 0.80,\n";

const ALL: &[&str] = &[
    "--bill",
    "missile=bom.csv",
    "--map",
    "bom.map.toml",
    "--origins",
    "declarations.csv",
    "--rates",
    "eurofxref.csv",
];

/// What of it deserves a check.
const LEFT_OUT: &str = "bom.csv, F4: 1 supplier not among the contractors and subcontractors, so no \
                        supplier is stated; write the ids of contractors and subcontractors\n";

/// The sample of the contract without the components of its end product, and files beside it.
pub(crate) fn files(name: &str) -> std::path::PathBuf {
    let mut document = json(&sample("contract-example.json"));
    let product = document["end_products"][0].as_object_mut().unwrap();
    product.remove("components").unwrap();
    document.as_object_mut().unwrap().remove("exchange_rates").unwrap();
    let document = serde_json::to_string_pretty(&document).unwrap();
    let bad = BILL.replace("9000.00", "nine").replace(",4,", ",-4,");
    let files = [
        ("procurement.json", &*document),
        ("bom.csv", BILL),
        ("bad.csv", &bad),
        ("bom.map.toml", MAPPING),
        ("declarations.csv", DECLARATIONS),
        ("eurofxref.csv", RATES),
    ];
    folder(name, &files)
}

fn assess(name: &str, arguments: &[&str]) -> Run {
    run_in(&files(name), &[&["assess"], arguments, DAY].concat())
}

fn refused(name: &str, arguments: &[&str]) -> String {
    let answer = assess(name, arguments);
    assert_eq!((answer.status, &*answer.stdout), (2, ""), "{arguments:?}");
    answer.stderr
}

#[test]
fn every_fact_of_a_bill_has_its_cell() {
    let answer = assess("cells", &[&["procurement.json"], ALL].concat());
    assert_eq!(answer.stderr, LEFT_OUT);
    let assessment = json(&answer.stdout);
    assert_eq!(problems(&validator("assessment"), &assessment), [""; 0]);
    let inputs = assessment["procurement"]["inputs"].as_array().unwrap();
    let roles: Vec<&Value> = inputs.iter().map(|input| &input["role"]).collect();
    assert_eq!(roles, ["bill", "mapping", "origins", "rates"]);
    assert!(assessment["procurement"]["sha256"].is_string());
    let steps = assessment["trace"]["steps"].as_array().unwrap();
    let cap = steps.iter().find(|step| step["rule"] == "component-cap").unwrap();
    let lines = cap["lines"]["shown"].as_array().unwrap();
    let cell = |line: &Value| line["source"]["cell"].as_str().unwrap().to_owned();
    let mut cells: Vec<String> = lines.iter().map(cell).collect();
    cells.sort();
    assert_eq!(cells, ["A2", "A3", "A4", "A5"]);
    let facts = cap["facts"].as_array().unwrap();
    let rate = facts.iter().find(|fact| fact["at"] == "/exchange_rates/eur_per_unit/USD").unwrap();
    assert_eq!(rate["value"], "0.8");
    assert_eq!(rate["source"], json!({ "file": "eurofxref.csv", "row": 2, "cell": "B2" }));
    let content = &assessment["content"][0]["by_country"];
    let countries: Vec<&Value> =
        content.as_array().unwrap().iter().map(|one| &one["country"]).collect();
    assert_eq!(countries, ["CA", "DE", "GB", "PL"]);
    let remarks = assessment["remarks"].as_array().unwrap();
    let said = |code: &str| remarks.iter().any(|remark| remark["code"] == code);
    assert!(said("country-read") && said("supplier-by-name"), "{remarks:?}");
}

#[test]
fn what_is_missing_names_the_cell_where_it_belongs() {
    let arguments = ["procurement.json", "--bill", "missile=bom.csv", "--map", "bom.map.toml"];
    let answer = assess("missing", &arguments);
    let assessment = json(&answer.stdout);
    let facts = assessment["missing_facts"].as_array().unwrap();
    let origin = facts.iter().find(|fact| fact["at"].as_str().unwrap().ends_with("/origin"));
    assert_eq!(origin.unwrap()["source"], json!({ "file": "bom.csv", "row": 4, "cell": "E4" }));
    let text = assess("missing-text", &[&arguments[..], &["--format", "text"]].concat()).stdout;
    assert!(text.contains("bom.csv, E4") || text.contains("bom.csv,"), "{text}");
    assert!(text.contains("Read with    bill bom.csv, mapping bom.map.toml"), "{text}");
}

#[test]
fn a_bill_by_itself_is_an_end_product() {
    let answer = assess("alone", &["bom.csv", "--map", "bom.map.toml"]);
    let assessment = json(&answer.stdout);
    assert_eq!(assessment["procurement"]["id"], "bom");
    assert!(assessment["procurement"]["sha256"].is_null());
    assert_eq!(answer.status, 3);
}

#[test]
fn a_guess_is_told_with_how_to_pin_it() {
    let answer = assess("guess", &["procurement.json", "--bill", "missile=bom.csv"]);
    assert!(answer.stderr.ends_with(LEFT_OUT), "{}", answer.stderr);
    assert_eq!(answer.stderr.lines().count(), 2, "{}", answer.stderr);
    for expected in
        ["id from `Part`", "`safe-check map bom.csv -o bom.map.toml`", "--map bom.map.toml"]
    {
        assert!(answer.stderr.contains(expected), "{}", answer.stderr);
    }
}

#[test]
fn what_keeps_files_from_being_put_together() {
    let mut all = String::new();
    for (name, arguments) in [
        (
            "no-product",
            &["procurement.json", "--bill", "misile=bom.csv", "--map", "bom.map.toml"][..],
        ),
        ("bad-table", &["procurement.json", "--bill", "missile=bad.csv", "--map", "bom.map.toml"]),
        ("no-file", &["procurement.json", "--bill", "missile=none.csv", "--rates", "none.xml"]),
        ("bad-map", &["procurement.json", "--bill", "missile=bom.csv", "--map", "bom.csv"]),
    ] {
        all.extend(["--- ", name, "\n", &refused(name, arguments)]);
    }
    golden("errors/bills.txt", &all);
}

#[test]
fn components_of_the_document_and_a_bill_contradict_each_other() {
    let folder = folder("stated", &[("bom.csv", BILL), ("map.toml", MAPPING)]);
    fs::write(folder.join("d.json"), sample("contract-example.json")).unwrap();
    let arguments = ["assess", "d.json", "--bill", "missile=bom.csv", "--map", "map.toml"];
    let answer = run_in(&folder, &arguments);
    assert_eq!(answer.status, 2);
    assert_eq!(
        answer.stderr,
        "bom.csv: /end_products/0/components: the end product `missile` has components of its \
         own; remove them from the document, or leave this bill out\n"
    );
}

#[test]
fn a_converted_document_is_assessed_alike() {
    let folder = files("convert");
    let arguments = [&["convert", "procurement.json", "-o", "out.json"], ALL, DAY].concat();
    let converted = run_in(&folder, &arguments);
    assert_eq!((converted.status, &*converted.stdout), (0, ""), "{}", converted.stderr);
    assert!(converted.stderr.contains("`Polska` is read as `PL`"), "{}", converted.stderr);
    let direct =
        json(&run_in(&folder, &[&["assess", "procurement.json"], ALL, DAY].concat()).stdout);
    let again = json(&run_in(&folder, &[&["assess", "out.json"], DAY].concat()).stdout);
    assert_eq!(again["content"], direct["content"]);
    assert_eq!(again["verdict"], direct["verdict"]);
    assert_eq!(
        again["missing_facts"].as_array().unwrap().len(),
        direct["missing_facts"].as_array().unwrap().len()
    );
    let names: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(names.len(), 7, "nothing is left behind: {names:?}");
}

#[test]
fn nothing_is_written_where_a_table_cannot_be_understood() {
    let folder = files("unwritten");
    fs::write(folder.join("out.json"), "as it was").unwrap();
    let arguments = ["--bill", "missile=bad.csv", "--map", "bom.map.toml"];
    for output in ["out.json", "new.json"] {
        let convert = ["convert", "procurement.json", "-o", output];
        let answer = run_in(&folder, &[&convert, &arguments, DAY].concat());
        assert_eq!((answer.status, &*answer.stdout), (2, ""));
        assert!(answer.stderr.contains("bad.csv, B4: `-4` is negative"), "{}", answer.stderr);
    }
    assert_eq!(fs::read_to_string(folder.join("out.json")).unwrap(), "as it was");
    assert!(!folder.join("new.json").exists());
}

#[test]
fn a_mapping_is_guessed_shown_and_never_written_over() {
    let folder = files("map");
    let answer = run_in(&folder, &["map", "bom.csv", "-o", "new.map.toml"]);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    for expected in ["new.map.toml says what is guessed, and why:", "seeker", "A2", "columns.id"] {
        assert!(answer.stdout.contains(expected), "{expected}: {}", answer.stdout);
    }
    let written = fs::read_to_string(folder.join("new.map.toml")).unwrap();
    assert!(written.starts_with("format = \"safe-mapping/1\""), "{written}");
    let arguments = ["assess", "bom.csv", "--map", "new.map.toml"];
    let assessed = run_in(&folder, &[&arguments[..], DAY].concat());
    assert_eq!(assessed.status, 3);
    assert_eq!(assessed.stderr, LEFT_OUT.replace("F4: 1 supplier", "F3: 3 suppliers"));

    let again = run_in(&folder, &["map", "bom.csv", "-o", "new.map.toml"]);
    assert_eq!(again.status, 2);
    assert_eq!(
        again.stderr,
        "new.map.toml: there is such a file; give another name, or `--force`\n"
    );
    let forced = run_in(&folder, &["map", "bom.csv", "-o", "new.map.toml", "--force"]);
    assert_eq!(forced.status, 0);
    let printed = run_in(&folder, &["map", "bom.csv"]);
    assert_eq!(printed.stdout, written);
}

#[test]
fn a_mapping_is_written_whole_also_where_the_bill_cannot_be_read_with_it() {
    let folder = files("map-bad");
    let answer = run_in(&folder, &["map", "bad.csv", "-o", "bad.map.toml"]);
    assert_eq!(answer.status, 2);
    assert!(answer.stdout.starts_with("bad.map.toml says what is guessed, and why:\n"));
    assert_eq!(
        answer.stderr,
        "bad.csv, C3: `nine` is not a number; write a number, or empty the cell if it is not known\n\
         bad.csv, B4: `-4` is negative; write what is bought as a number above 0; leave credits out\n\
         bad.map.toml: the mapping is written, but the bill cannot be read with it as it stands; \
         mend the bill where it is wrong, or the mapping where it is\n"
    );
    // The mapping is right; once the bill is mended, it is read.
    fs::write(folder.join("bad.csv"), BILL).unwrap();
    let arguments = ["assess", "bad.csv", "--map", "bad.map.toml"];
    assert_eq!(run_in(&folder, &[&arguments[..], DAY].concat()).status, 3);
}

#[test]
fn a_country_that_cannot_be_read_is_warned_of_and_not_stated() {
    let bill = "Part,Qty,Cost,Currency,Origin,Supplier\na,1,1,EUR,DE,\nb,1,1,EUR,Germny,\nc,1,1,EUR,\
                Atlantis,\nd,2,1,EUR,Germny,\n";
    let folder = folder("countries", &[("bom.csv", bill), ("map.toml", MAPPING)]);
    let arguments = ["assess", "bom.csv", "--map", "map.toml"];
    let answer = run_in(&folder, &[&arguments[..], DAY].concat());
    let warnings = [
        "bom.csv, E4: `Atlantis` is not a country that is known; it counts as not stated; write the \
         code of the country, such as `DE`",
        "bom.csv, E3: `Germny` is not clearly one country; it counts as not stated, and so in 1 \
         other cell; write `DE` if that is meant",
    ];
    assert_eq!(answer.stderr.lines().collect::<Vec<_>>(), warnings);
    let assessment = json(&answer.stdout);
    let remarks = assessment["remarks"].as_array().unwrap().iter().map(|remark| {
        let text = |member: &str| remark[member].as_str().unwrap().to_owned();
        let cell = remark["source"]["cell"].as_str().unwrap();
        format!("bom.csv, {cell}: {}; {}", text("message"), text("help"))
    });
    assert_eq!(remarks.collect::<Vec<_>>(), warnings);
    assert_eq!(assessment["content"][0]["unstated"]["most"], "4.00");
    let text = run_in(&folder, &[&arguments[..], DAY, &["--format", "text"]].concat());
    assert_eq!(text.stderr, "");
    assert!(text.stdout.contains("bom.csv, E4: `Atlantis` is not a country"), "{}", text.stdout);
    let sarif = run_in(&folder, &[&arguments[..], DAY, &["--format", "sarif"]].concat());
    let results = json(&sarif.stdout)["runs"][0]["results"].clone();
    let unknown = results.as_array().unwrap().iter().find(|one| one["ruleId"] == "country-unknown");
    assert_eq!(unknown.unwrap()["level"], "warning");
}

#[test]
fn columns_that_a_guess_leaves_unread_are_told() {
    let bill = "Part,Qty,Origin,Remark\na,1,Germny,x\nb,1,Atlantis,y\n";
    let folder = folder("unread", &[("bom.csv", bill)]);
    let answer = run_in(&folder, &[&["assess", "bom.csv"], DAY].concat());
    assert_eq!(
        answer.stderr,
        "bom.csv: no mapping of its columns is given, and they are guessed: id from `Part`, \
         quantity from `Qty`; no column says how the rows hang together; the header is row 1; column \
         C, `Origin`, is not taken as `origin`: few of the first 2 cells \
         look like one; not read: `Remark`; check it, and pin it with `safe-check map bom.csv -o \
         bom.map.toml` and `--map bom.map.toml`\n"
    );
}

#[test]
fn edges_are_those_of_the_governing_day() {
    let bill = "Parent,Part,Qty,Cost,Currency,Origin,Valid from,Valid until\n\
                missile,old,1,10.00,EUR,DE,,2026-05-01\nmissile,new,1,10.00,EUR,US,2026-05-02,\n";
    let document = |signed: &str| {
        json!({
            "format": "safe-procurement/1", "id": "A",
            "contract": { "signed_on": signed },
            "end_products": [{ "id": "missile", "kind": "defence-product" }],
        })
        .to_string()
    };
    let (before, after) = (document("2026-04-15"), document("2026-06-15"));
    let files = [("bom.csv", bill), ("before.json", &*before), ("after.json", &*after)];
    let folder = folder("effectivity", &files);
    for (file, part) in [("before.json", "old"), ("after.json", "new")] {
        // The day that is asked about says nothing of what was bought.
        for day in ["2026-04-15", "2026-11-22"] {
            let bill = ["convert", file, "--bill", "missile=bom.csv", "--as-of", day];
            let out = format!("{day}-{file}");
            assert_eq!(run_in(&folder, &[&bill[..], &["-o", &out]].concat()).status, 0);
            let written = json(&fs::read_to_string(folder.join(out)).unwrap());
            let lines = written["end_products"][0]["components"].as_array().unwrap();
            let ids: Vec<&Value> = lines.iter().map(|line| &line["id"]).collect();
            assert_eq!(ids, [part], "{file} {day}");
        }
    }
}

#[test]
fn a_guess_stands_in_the_assessment_and_hides_no_sheet() {
    let folder = folder("guessed-sheets", &[("read.me", "")]);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (sheet, origin) in [("Bill 1", "DE"), ("Bill 2", "US")] {
        let sheet = workbook.add_worksheet().set_name(sheet).unwrap();
        for (column, (header, cell)) in
            (0..).zip([("Part", "A1"), ("Qty", "1"), ("Origin", origin)])
        {
            sheet.write_string(0, column, header).unwrap();
            sheet.write_string(1, column, cell).unwrap();
        }
    }
    workbook.save(folder.join("bom.xlsx")).unwrap();
    let answer = run_in(&folder, &[&["assess", "bom.xlsx", "--format", "json"], DAY].concat());
    let assessment: Value = serde_json::from_str(&answer.stdout).unwrap();
    let remarks: Vec<&str> = assessment["remarks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|remark| remark["message"].as_str().unwrap())
        .collect();
    assert_eq!(
        remarks,
        [
            "no mapping of its columns is given, and they are guessed: id from `Part`, quantity from \
             `Qty`, origin from `Origin`; no column says how the rows hang together; the header is \
             row 1; the sheet is `Bill 1`",
            "the sheet `Bill 1` is read, and no other: `Bill 2`",
        ]
    );
}

#[test]
fn a_bill_by_itself_is_not_given_again() {
    let said = refused("by-itself-and-beside", &["bom.csv", "--bill", "bom=bom.csv"]);
    assert_eq!(
        said,
        "bom.csv: it is the bill of the end product `bom`, and `--bill` gives one too; give it \
         once; for another end product, name that in `--bill`\n"
    );
}
