//! Data that decide nothing, and data that contradict one another.

use super::*;

const EARLIER: &str = "acts/reg-2025-1106/earlier-clearance/2025-05-29.json";

/// What is told once every `from` in a file reads `to`.
fn edited_all(path: &str, from: &str, to: &str) -> Vec<String> {
    let mut files = built_in_files();
    let text = String::from_utf8(files[path].clone()).unwrap();
    assert!(text.contains(from), "{path} has no {from}");
    files.insert(path.into(), text.replace(from, to).into_bytes());
    told(files)
}

#[test]
fn derogations_that_cure_nothing_or_are_never_looked_at() {
    for member in ["cures", "opens"] {
        let [yes, no] = ["true", "false"].map(|value| format!("\"{member}\": {value}"));
        assert_eq!(
            edited_all(EARLIER, &yes, &no),
            [format!(
                "{EARLIER}#/derogates_from: a derogation nobody can use: none of its rules has \
                 `{member}` true; set one to true, or remove it"
            )]
        );
        assert_eq!(edited(EARLIER, &yes, &no), Vec::<String>::new());
    }
}

#[test]
fn readings_that_turn_nothing() {
    assert_eq!(
        edited(CAP, "\"value\": \"leaves\"", "\"value\": \"first-tier\""),
        [format!(
            "{CAP}#/condition/share-at-most/tier: every option of `component-tier` has the same \
             value here; let them differ, or write the value itself"
        )]
    );
}

#[test]
fn days_of_agreements() {
    assert_eq!(
        edited(CANADA, "\"day\": \"2026-02-14\"", "\"day\": \"2026-02-15\""),
        [format!(
            "{CANADA}#/signed/day: signed on 2026-02-15, and applied from 2026-02-14 on; correct \
             one of the days"
        )]
    );
    let stage = "\"first_day\": \"2026-02-14\",\n  \"last_day\": null,";
    assert_eq!(
        edited(CANADA, stage, "\"first_day\": \"2026-02-15\",\n  \"last_day\": \"2026-03-30\","),
        [
            format!(
                "{CANADA}#/applied/0/first_day: 2026-02-14 lies outside the stage, whose first \
                 day is 2026-02-15; correct one of the days"
            ),
            format!(
                "{CANADA}#/applied/0/last_day: 2026-03-31 lies outside the stage, whose last day \
                 is 2026-03-30; correct one of the days"
            ),
            format!(
                "{CANADA}#/applied/2/first_day: 2026-02-14 lies outside the stage, whose first \
                 day is 2026-02-15; correct one of the days"
            ),
        ]
    );
}

#[test]
fn countries_without_the_standing_that_is_taken_for_granted() {
    assert_eq!(
        edited("countries/assistance.json", "\"country\": \"AT\"", "\"country\": \"CH\""),
        ["countries/assistance.json#/rows/0/country: `CH` is no Member State on any of these \
          days; correct the country or the days"]
    );
    assert_eq!(
        edited("countries/territories.json", "\"read_as\": \"FI\"", "\"read_as\": \"US\""),
        ["countries/territories.json#/rows/0/read_as: `US` is no State of the core area on any \
          of these days; correct the country or the days"]
    );
    let mut files = built_in_files();
    let agreement = String::from_utf8(files[CANADA].clone()).unwrap();
    let french = agreement.replacen("\"party\": \"CA\"", "\"party\": \"FR\"", 1);
    files.insert("agreements/FR/provisional-application.json".into(), french.into_bytes());
    assert_eq!(
        told(files),
        ["agreements/FR/provisional-application.json#/party: `FR` is a Member State on days of \
          this stage; correct the party or the days"]
    );
}

#[test]
fn approaches() {
    const APPROACHES: &str = "countries/approaches.json";
    assert_eq!(
        edited(APPROACHES, "\"explored\"", "\"pondered\""),
        [format!(
            "{APPROACHES}#/rows/0/approach: `pondered` is none of `asked`, `explored`, \
             `negotiations-ended`"
        )]
    );
    assert_eq!(
        edited(APPROACHES, "\"country\": \"NZ\"", "\"country\": \"CH\""),
        [format!("{APPROACHES}#/rows/3: `CH` stands at `{APPROACHES}#/rows/0` already; keep one")]
    );
}
