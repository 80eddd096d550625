use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::country_name::CountryReading;
use crate::country_name::tests::read;

fn rows() -> Vec<Vec<&'static str>> {
    NAMES.lines().skip(1).map(|line| line.split('\t').collect()).collect()
}

#[test]
fn every_country_has_a_row() {
    let rows = rows();
    assert!(rows.iter().all(|row| row.len() == 27), "three codes and the names in 24 languages");
    assert!(rows.iter().all(|row| row.iter().all(|cell| cell.trim() == *cell)));
    let codes: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let mut expected: Vec<&str> = CountryCode::all().map(CountryCode::as_str).collect();
    expected.push("EU");
    expected.sort_unstable();
    assert_eq!(codes, expected);
    for row in rows.iter().filter(|row| !["EU", "XK"].contains(&row[0])) {
        assert!(row[1].len() == 3 && row[2].len() == 3, "{row:?}");
    }
    let table = Names::get();
    assert_eq!((table.alpha3.len(), table.numeric.len()), (250, 249));
    assert!(table.meanings.is_sorted_by(|a, b| a.0 < b.0));
    assert!(table.alpha3.is_sorted_by(|a, b| a.0 < b.0));
    assert!(table.numeric.is_sorted_by(|a, b| a.0 < b.0));
}

#[test]
fn every_variant_is_understood_and_says_something_new() {
    let mut seen = BTreeSet::new();
    let mut official: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for row in rows() {
        for name in row[3..].iter().filter(|name| !name.is_empty()) {
            official.entry(key_of(name)).or_default().insert(row[0]);
        }
    }
    for line in VARIANTS.lines().skip(1) {
        let (key, meaning) = variant(line).unwrap_or_else(|| panic!("{line}"));
        let codes = line.split('\t').nth(2).unwrap();
        for code in codes.split(' ').filter(|code| !code.is_empty()) {
            assert!(Origin::parse(code).is_ok(), "{line}");
        }
        assert_eq!(
            codes.is_empty(),
            matches!(meaning, Meaning::Former | Meaning::Absent),
            "{line}"
        );
        assert!(seen.insert(key.clone()), "stated twice: {line}");
        if let (Meaning::Country(origin, _), Some(known)) = (&meaning, official.get(&*key)) {
            panic!("a name of {known:?} already, and of {origin:?}: {line}");
        }
    }
}

#[test]
fn a_name_of_two_countries_is_never_read() {
    let mut owners: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for row in rows() {
        for name in row[3..].iter().filter(|name| !name.is_empty()) {
            owners.entry(key_of(name)).or_default().insert(row[0]);
        }
    }
    let shared: Vec<&String> =
        owners.iter().filter(|(_, codes)| codes.len() > 1).map(|(key, _)| key).collect();
    assert_eq!(shared, ["sanmartin", "saomartinho", "svatymartin", "αγιοσμαρτινοσ"]);
    for key in shared {
        assert!(matches!(Names::get().find(key), Some(Meaning::Unclear(_))), "{key}");
    }
}

// Of these the name alone is that of several countries in ordinary speech.
const UNCLEAR: [&str; 4] = ["CG", "GN", "MF", "SX"];

#[test]
fn every_name_is_read_as_its_country() {
    for row in rows() {
        for name in row[3..].iter().filter(|name| !name.is_empty()) {
            read_as(name, row[0]);
            read_as(&name.to_uppercase(), row[0]);
            read_as(&name.to_lowercase(), row[0]);
        }
        if row[0] != "EU" {
            read_as(row[1], row[0]);
            read_as(&row[1].to_lowercase(), row[0]);
        }
    }
}

fn read_as(name: &str, code: &str) {
    let origin = Origin::parse(code).unwrap();
    match read(name) {
        CountryReading::Plain(read) | CountryReading::Read { origin: read, .. } => {
            assert_eq!(read, origin, "{name}");
        }
        CountryReading::Near(suggestions) => {
            assert!(UNCLEAR.contains(&code) && suggestions.contains(&origin), "{name} {code}");
        }
        CountryReading::Former | CountryReading::NotStated | CountryReading::Unknown => {
            panic!("{name} of {code} is not read");
        }
    }
}

// The table against the one that its names were checked against.
#[test]
#[expect(clippy::disallowed_methods, reason = "the real files stand outside the project")]
fn names_are_those_of_the_publications_office() {
    let Ok(folder) = std::env::var("SAFE_REAL_FILES") else {
        println!("skipped: SAFE_REAL_FILES is not set");
        return;
    };
    let table: BTreeMap<&str, Vec<&str>> = rows().into_iter().map(|row| (row[1], row)).collect();
    for (file, count) in
        [("country.gc", 246), ("country_eu-country.gc", 27), ("country_eea-country.gc", 30)]
    {
        let path = std::path::Path::new(&folder).join("eu-codelists").join(file);
        let text = std::fs::read_to_string(path).unwrap();
        let rows: Vec<&str> = text.split("<Row>").skip(1).collect();
        assert_eq!(rows.len(), count, "{file}");
        for row in rows {
            let value = |column: &str| {
                let (_, rest) = row.split_once(&format!("ColumnRef=\"{column}\">"))?;
                let (_, rest) = rest.split_once("<SimpleValue>")?;
                Some(rest.split_once("</SimpleValue>")?.0)
            };
            let code = value("code").unwrap();
            // Clipperton has no code of its own in ISO 3166-1.
            let Some(known) = table.get(code) else {
                assert_eq!(code, "CPT");
                continue;
            };
            for (column, name) in COLUMNS.iter().zip(&known[3..]) {
                let given = value(&format!("{column}_label"));
                if let Some(given) = given.filter(|_| (code, *column) != ("VAT", "pol")) {
                    assert_eq!(key_of(given), key_of(name), "{code} {column}");
                    read_as(given, known[0]);
                }
            }
        }
    }
}

const COLUMNS: [&str; 24] = [
    "bul", "ces", "dan", "deu", "ell", "eng", "spa", "est", "fin", "fra", "gle", "hrv", "hun",
    "ita", "lit", "lav", "mlt", "nld", "pol", "por", "ron", "slk", "slv", "swe",
];
