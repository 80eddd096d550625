//! Headers of tables of declarations, known ones and those that the mapping names.

use super::*;
use crate::mapping::ColumnRef;

#[test]
fn headers_of_other_languages_and_of_the_mapping_are_read() {
    let german =
        "Teilenummer;Lieferant;Ursprungsland;Gültig ab;Gültig bis\n1;;DE;01.01.2026;31.12.2026\n";
    assert_eq!(laid(german, &["1 - -"]).0, "DE");
    let french = "Numéro de pièce;Pays d’origine;Valable jusqu'au\n1;Allemagne;31/12/2026\n";
    assert_eq!(laid(french, &["1 - -"]).0, "DE");
    let polish = "Część;Kraj pochodzenia;Ważne do\n1;Niemcy;31.12.2026\n";
    assert_eq!(laid(polish, &["1 - -"]).0, "DE");
    let named = "key;made;origin\n1;DE;CN\n";
    let choices = OriginChoices {
        columns: vec![
            (OriginColumn::Part, ColumnRef::Named("Key".to_owned())),
            (OriginColumn::Origin, ColumnRef::Named("B".to_owned())),
        ],
        ..OriginChoices::default()
    };
    assert_eq!(laid_with(named, &["1 - -"], &choices).0, "DE");
    let below_titles = format!("Declarations received\n\n{named}");
    assert_eq!(laid_with(&below_titles, &["1 - -"], &choices).0, "DE");
}

#[test]
fn a_table_without_header_is_read_by_letters_and_numbers() {
    let choices = OriginChoices {
        columns: vec![
            (OriginColumn::Part, ColumnRef::Named("A".to_owned())),
            (OriginColumn::Origin, ColumnRef::Number(2)),
        ],
        ..OriginChoices::default()
    };
    assert_eq!(laid_with("1;DE\n2;FR\n", &["1 - -", "2 - -"], &choices).0, "DE FR");
    // Words that no header has are read as a declaration, and what is wrong with it is told.
    let (results, remarks) = laid_with("Was;Woher\n1;DE\n", &["1 - -"], &choices);
    assert_eq!(results, "DE");
    assert_eq!(
        remarks,
        [
            "d.csv, B1: !country-unknown: `Woher` is not a country that is known; it counts as not stated; write the code \
             of the country, such as `DE`",
            "d.csv, row 1: !declaration-not-in-bill: no bill has part `Was`; compare the ids with \
             those of the bill",
        ],
    );
}

#[test]
fn a_column_that_the_mapping_names_is_there() {
    let choices = OriginChoices {
        columns: vec![
            (OriginColumn::Part, ColumnRef::Named("Key".to_owned())),
            (OriginColumn::ValidUntil, ColumnRef::Named("Ends".to_owned())),
        ],
        ..OriginChoices::default()
    };
    let told = |text: &str| -> Vec<String> {
        let problems = read(text, &choices).unwrap_err();
        let told = |one: &OriginProblem| {
            format!("{}: {}: {one}; {}", one.source(), one.code(), one.help().unwrap())
        };
        problems.iter().map(told).collect()
    };
    assert_eq!(
        told("key,origin,end\n1,DE,2026-12-31\n"),
        ["d.csv, row 1: no-such-column: no column is headed `Ends`, which the mapping names for \
          `valid_until`; perhaps `end` is meant"]
    );
    assert_eq!(
        told("part,origin\n1,DE\n"),
        [
            "d.csv, row 1: no-such-column: no column is headed `Key`, which the mapping names for \
             `part`; the headers are `part`, `origin`",
            "d.csv, row 1: no-such-column: no column is headed `Ends`, which the mapping names for \
             `valid_until`; the headers are `part`, `origin`",
        ]
    );
    assert_eq!(
        told("key,Key,origin,ends\n1,1,DE,\n"),
        [
            "d.csv, B1: two-columns: `Key` is a second column for `part`, beside d.csv, A1; name the \
          one that holds it by letter, as `part` in `[origins.columns]` of the mapping"
        ]
    );
}
