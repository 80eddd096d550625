use super::*;

const ASSISTANCE: &str = "countries/assistance.json";

#[test]
fn days_countries_and_words() {
    assert_eq!(
        edited("countries/ukraine.json", "2025-05-29", "2025-5-29"),
        ["countries/ukraine.json#/rows/0/first_day: `2025-5-29` is not a day written `YYYY-MM-DD`"]
    );
    assert_eq!(
        edited("countries/partnerships.json", "\"GB\"", "\"UK\""),
        ["countries/partnerships.json#/rows/3/country: `UK` is not a country code; \
             the United Kingdom is `GB`"]
    );
    assert_eq!(
        edited("countries/partnerships.json", "\"answer\": \"yes\"", "\"answer\": \"maybe\""),
        ["countries/partnerships.json#/rows/0/answer: `maybe` is none of `yes`, `no`, \
             `not-known`"]
    );
}

#[test]
fn periods() {
    assert_eq!(
        edited(ASSISTANCE, "\"last_day\": \"2026-02-10\"", "\"last_day\": \"2025-02-10\""),
        ["countries/assistance.json#/rows/2/last_day: the last day 2025-02-10 is before the \
             first day 2025-09-09; exchange or correct them"]
    );
    assert_eq!(
        edited(ASSISTANCE, "\"last_day\": \"2026-02-10\"", "\"last_day\": \"2026-02-11\""),
        ["countries/assistance.json#/rows/3: `BE` has two periods on 2026-02-11, the other at \
             `countries/assistance.json#/rows/2`; end one before the next"]
    );
    assert_eq!(
        edited(ASSISTANCE, "\"last_day\": \"2026-02-10\"", "\"last_day\": \"2026-02-01\""),
        ["countries/assistance.json#/rows/3: nothing is said of `BE` from 2026-02-02 to \
             2026-02-10; close the hole"]
    );
    assert_eq!(
        edited(ASSISTANCE, "\"first_day\": \"2025-09-09\"", "\"first_day\": null"),
        ["countries/assistance.json#/rows/2: `BE` has two periods without a first day, the \
             other at `countries/assistance.json#/rows/1`; end one before the next"]
    );
}

#[test]
fn who_left_a_group_may_come_back_but_not_be_there_twice() {
    let row = |first_day: &str, last_day: &str| {
        format!(
            "{{ \"country\": \"FR\", \"first_day\": {first_day}, \"last_day\": {last_day}, \"source\": \
             \"oj-l-2025-1106\", \"evidence\": \"text\", \"known_from\": null, \"note\": null }}, "
        )
    };
    let with = |earlier: &str| {
        let rows = format!("\"rows\": [ {}", row("\"1950-01-01\"", earlier));
        edited("countries/ukraine.json", "\"rows\": [", &(rows + &row("\"1960-01-01\"", "null")))
    };
    assert_eq!(with("\"1955-12-31\""), Vec::<String>::new());
    assert_eq!(with("\"1959-12-31\""), Vec::<String>::new());
    assert_eq!(
        with("\"1960-01-01\""),
        ["countries/ukraine.json#/rows/1: `FR` has two periods on 1960-01-01, the other at \
             `countries/ukraine.json#/rows/0`; end one before the next"]
    );
}

#[test]
fn stages_and_modes_of_agreements() {
    let mut files = built_in_files();
    let first = String::from_utf8(files[CANADA].clone()).unwrap();
    let second =
        first.replacen("\"stage\": \"provisional-application\"", "\"stage\": \"in-force\"", 1);
    files.insert("agreements/CA/in-force.json".into(), second.into_bytes());
    assert_eq!(
        told(files),
        [format!(
            "{CANADA}: `CA` has two periods on 2026-02-14, the other at \
             `agreements/CA/in-force.json`; end one before the next"
        )]
    );
    assert_eq!(
        edited(CANADA, "\"last_day\": \"2026-03-31\"", "\"last_day\": null"),
        [format!(
            "{CANADA}#/applied/1: `provisional` has two periods on 2026-04-01, the other at \
             `{CANADA}#/applied/0`; end one before the next"
        )]
    );
}

#[test]
fn an_agreement_may_end_and_another_begin_but_each_day_of_a_stage_has_an_answer() {
    let mut files = built_in_files();
    let first = String::from_utf8(files[CANADA].clone()).unwrap();
    let ended = first.replacen("\"last_day\": null", "\"last_day\": \"2027-01-31\"", 1);
    let second = first
        .replacen("\"stage\": \"provisional-application\"", "\"stage\": \"second\"", 1)
        .replace("\"first_day\": \"2026-02-14\"", "\"first_day\": \"2027-06-01\"")
        .replace("\"last_day\": \"2026-03-31\"", "\"last_day\": \"2027-06-30\"")
        .replace("\"first_day\": \"2026-04-01\"", "\"first_day\": \"2027-07-01\"");
    files.insert(CANADA.into(), ended.into_bytes());
    files.insert("agreements/CA/second.json".into(), second.into_bytes());
    assert_eq!(told(files), Vec::<String>::new());
    assert_eq!(
        edited(CANADA, "\"last_day\": \"2026-03-31\"", "\"last_day\": \"2026-03-01\""),
        [format!(
            "{CANADA}#/applied/1: nothing is said of `provisional` from 2026-03-02 to 2026-03-31; \
             close the hole"
        )]
    );
}

#[test]
fn terms_of_agreements() {
    assert_eq!(
        edited(CANADA, "\"topic\": \"control\"", "\"topic\": \"facilities\""),
        [
            format!(
                "{CANADA}#/topics/3: `facilities` stands at `{CANADA}#/topics/2` already; keep one"
            ),
            format!(
                "{CANADA}#/topics: nothing is said of the topic `control`; add it, `not-known` \
                 where it is not known"
            ),
        ]
    );
    assert_eq!(
        edited(CANADA, "\"0.80\"", "\"1.80\""),
        [format!(
            "{CANADA}#/max_party_share/share: `1.80` is more than one; a share is a fraction of \
             one, such as `0.35` for 35 %"
        )]
    );
    assert_eq!(
        edited(CANADA, "\"0.80\"", "0.80"),
        [format!("{CANADA}#/max_party_share/share: a number is not a text; write a text")]
    );
}
