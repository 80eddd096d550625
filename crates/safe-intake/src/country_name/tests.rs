use proptest::prelude::*;

use super::*;

/// Reads what one cell says.
pub(super) fn read(text: &str) -> CountryReading {
    CountryReader::new().read(text)
}
use crate::source::{Source, Spot};

fn origin(code: &str) -> Origin {
    Origin::parse(code).unwrap()
}

// The code that a text is read as, `?` before what is only suggested.
fn told(text: &str) -> String {
    match read(text) {
        CountryReading::Plain(origin) => format!("={}", origin.as_str()),
        CountryReading::Read { origin, .. } => origin.as_str().to_owned(),
        CountryReading::Near(suggestions) => {
            let codes: Vec<&str> = suggestions.iter().map(|origin| origin.as_str()).collect();
            format!("?{}", codes.join(" "))
        }
        CountryReading::Former => "former".to_owned(),
        CountryReading::NotStated => "nothing".to_owned(),
        CountryReading::Unknown => "unknown".to_owned(),
    }
}

fn all_told(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(told(text), *expected, "{text}");
    }
}

#[test]
fn codes_of_every_list_are_read() {
    all_told(&[
        ("DE", "=DE"),
        ("EU", "=EU"),
        ("XK", "=XK"),
        (" DE ", "=DE"),
        ("de", "DE"),
        ("NA", "NA"),
        ("DEU", "DE"),
        ("deu", "DE"),
        ("XKX", "XK"),
        ("040", "AT"),
        ("40", "AT"),
        ("8", "AL"),
        ("276", "DE"),
        ("EL", "GR"),
        ("UK", "GB"),
        ("uk", "GB"),
        ("XS", "RS"),
        ("XI", "GB"),
        ("XC", "ES"),
        ("XL", "ES"),
    ]);
}

#[test]
fn names_in_use_are_read() {
    all_told(&[
        ("Deutschland", "DE"),
        ("NIEMCY", "DE"),
        ("Saksamaa", "DE"),
        ("Oesterreich", "AT"),
        ("Vereinigtes Koenigreich", "GB"),
        ("U.S.A.", "US"),
        ("United States of America", "US"),
        ("South Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("Korea (Republic of)", "KR"),
        ("Holland", "NL"),
        ("the Netherlands", "NL"),
        ("Czech Republic", "CZ"),
        ("Turkey", "TR"),
        ("TÜRKİYE", "TR"),
        ("Turkiye", "TR"),
        ("Great Britain", "GB"),
        ("Northern Ireland", "GB"),
        ("Ireland", "IE"),
        ("Cote d Ivoire", "CI"),
        ("Bosnia & Herzegovina", "BA"),
        ("European Union", "EU"),
        ("Иpлaндия", "IE"),
        ("Ирландия", "IE"),
        ("Made in Germany", "DE"),
        ("made in the U.S.A.", "US"),
        ("Country of origin: DE", "DE"),
        ("Hergestellt in Österreich", "AT"),
    ]);
}

#[test]
fn what_stands_together_must_agree() {
    all_told(&[
        ("DE (Germany)", "DE"),
        ("Germany (DE)", "DE"),
        ("DE - Deutschland", "DE"),
        ("DE-Germany", "DE"),
        ("DEU Germany", "DE"),
        ("US/USA", "US"),
        ("DE/CN", "?DE CN"),
        ("Germany (EU)", "?DE EU"),
        ("Frankfurt, Germany", "?DE"),
        ("Korea (KR)", "?KR KP"),
    ]);
}

#[test]
fn near_misses_are_suggested_and_nothing_is_guessed() {
    all_told(&[
        ("Germny", "?DE"),
        ("Polnad", "?PL"),
        ("Slovania", "?SK SI"),
        ("Korea", "?KR KP"),
        ("Congo", "?CG CD"),
        ("Kongo", "?CG CD"),
        ("Guinea", "?GN GQ GW PG"),
        ("Saint Martin", "?MF SX"),
        ("San Martín", "?MF SX"),
        ("Macedonia", "?MK"),
        ("Republic of China", "?CN TW"),
        ("no", "?NO"),
        ("GER", "?DE"),
        ("Soviet Union", "former"),
        ("USSR", "former"),
        ("Yugoslavia", "former"),
        ("Czechoslovakia", "former"),
        ("SU", "former"),
        ("XX", "unknown"),
        ("QQQ", "unknown"),
        ("000", "unknown"),
        ("1040", "unknown"),
        ("Atlantis", "unknown"),
        ("@@ DE @@", "DE"),
        ("!", "unknown"),
        ("", "nothing"),
        (" - ", "nothing"),
        ("–", "nothing"),
        ("?", "nothing"),
        ("n/a", "nothing"),
        ("unbekannt", "nothing"),
    ]);
    assert_eq!(read(&"Germany ".repeat(1_000)), CountryReading::Unknown);
}

#[test]
fn remarks_say_by_which_list() {
    let spot = Spot::Cell { sheet: None, row: 7, column: Some(5), line: None };
    let source = Source::new("bom.csv".into(), spot);
    let remark = |text: &str| {
        let remark = CountryRemark::of(&read(text), text, source.clone()).unwrap();
        let help = remark.help().map_or(String::new(), |help| format!("; {help}"));
        assert_eq!((remark.given(), remark.source()), (text, &source));
        format!("{}: {remark}{help}", remark.code())
    };
    assert_eq!(
        ["de", "NA", "DEU", "40", "EL", "XI", "Niemcy", "Holland", "DE (Germany)"].map(remark),
        [
            "country-read: `de` is read as `DE`, its ISO 3166-1 alpha-2 code",
            "country-read: `NA` is read as `NA`, its ISO 3166-1 alpha-2 code; \
             leave the cell empty if it is to mean that the country is not available",
            "country-read: `DEU` is read as `DE`, by its ISO 3166-1 alpha-3 code",
            "country-read: `40` is read as `AT`, by its ISO 3166-1 numeric code",
            "country-read: `EL` is read as `GR`, by the code that institutions of the Union use",
            "country-read: `XI` is read as `GB`, by the code of customs declarations",
            "country-read: `Niemcy` is read as `DE`, by its name in Polish",
            "country-read: `Holland` is read as `NL`, by another of its names",
            "country-read: `DE (Germany)` is read as `DE`, which all of its parts mean",
        ],
    );
    assert_eq!(
        ["Korea", "Germny", "Guinea", "Yugoslavia", "Atlantis"].map(remark),
        [
            "country-unclear: `Korea` is not clearly one country; it counts as not stated; \
             write the one that is meant: `KR` or `KP`",
            "country-unclear: `Germny` is not clearly one country; it counts as not stated; write `DE` if that is meant",
            "country-unclear: `Guinea` is not clearly one country; it counts as not stated; \
             write the one that is meant: `GN`, `GQ`, `GW` or `PG`",
            "country-former: `Yugoslavia` exists no more; it counts as not stated; write the code of the country of today",
            "country-unknown: `Atlantis` is not a country that is known; it counts as not stated; \
             write the code of the country, such as `DE`",
        ],
    );
    assert!(CountryRemark::of(&read("DE"), "DE", source.clone()).is_none());
    assert!(CountryRemark::of(&read("-"), "-", source).is_none());
}

#[test]
fn a_reader_reads_as_one_cell_does_and_tires_of_searching() {
    let mut reader = CountryReader::new();
    for text in ["DE", "NA", "Germany", "Germany", "Korea", "Germny", "", "EL"] {
        assert_eq!(reader.read(text), read(text), "{text}");
    }
    for number in 0..2_000 {
        reader.read(&format!("part {number}"));
    }
    assert_eq!(reader.read("Polnad"), CountryReading::Unknown);
    assert_eq!(reader.read("Poland"), read("Poland"));
    assert_eq!(reader.read("PL"), CountryReading::Plain(origin("PL")));
}

proptest! {
    #[test]
    fn no_text_breaks_it(text in "\\PC*") {
        read(&text);
    }

    #[test]
    fn bytes_of_any_kind_do_not_break_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read(&String::from_utf8_lossy(&bytes));
    }
}
