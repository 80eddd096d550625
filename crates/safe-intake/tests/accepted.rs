//! What section 1 of the contract allows, at its edges; what it refuses is in `messages.golden`.

use safe_intake::read_document;

/// The first letter says where the rest belongs: a document, contractor, subcontractor, end
/// product, or lines of a bill.
fn document(case: &str) -> String {
    let (place, text) = case.split_at(1);
    let inner = match place {
        "D" => text.to_owned(),
        "C" => format!(r#"{text},"contractors":[{{"id":"c","controllers":[]}}]"#),
        "E" => format!(r#""contractors":[{{"id":"c",{text}}}]"#),
        "S" => format!(r#""subcontractors":[{{"id":"s",{text}}}]"#),
        "P" => format!(r#""end_products":[{{"id":"p",{text}}}]"#),
        _ => format!(r#""end_products":[{{"id":"p","components":[{text}]}}]"#),
    };
    format!(r#"{{"format":"safe-procurement/1","id":"A",{inner}}}"#)
}

fn refused(cases: &[&str]) -> Vec<String> {
    let problems = cases.iter().filter_map(|case| {
        let errors = read_document(document(case).as_bytes()).err()?;
        Some(format!("{case}: {}", errors.problems().first()?))
    });
    problems.collect()
}

const NONE: [String; 0] = [];

#[test]
fn figures_days_and_codes() {
    let cases = [
        r#"L{"id":"1","quantity":"0.0000000001"}"#,
        r#"L{"id":"1","quantity":"999999999999999.9999999999"}"#,
        r#"L{"id":"1","quantity":"000000000000001"}"#,
        r#"L{"id":"1","quantity":"1","unit_cost":"0","currency":"ZZZ"}"#,
        r#"L{"id":"1","quantity":"1","unit_cost_range":["1","1.0"],"currency":"EUR"}"#,
        r#"L{"id":"1","quantity":"1","unit_cost":null,"unit_cost_range":["1","2"],"currency":"EUR"}"#,
        r#"L{"id":"1","quantity":"1","currency":"EUR"}"#,
        r#"L{"id":"1","quantity":"1","origin":"EU","sourced_from":"EU"}"#,
        r#"S"contract_share":"0""#,
        r#"S"contract_share":"1.0000000000""#,
        r#"D"contract":{"signed_on":"2024-02-29"}"#,
        r#"D"exchange_rates":{"eur_per_unit":{"GBP":null,"USD":"0.0000000001"}}"#,
    ];
    assert_eq!(refused(&cases), NONE);
    let territories =
        ["XK", "AX", "GF", "GP", "MF", "MQ", "RE", "YT", "SJ", "GL", "FO", "NC", "PF"];
    let seats = territories.map(|code| format!(r#"E"established_in":"{code}""#));
    assert_eq!(refused(&seats.each_ref().map(String::as_str)), NONE);
}

#[test]
fn what_is_not_stated_and_what_is_empty() {
    assert_eq!(
        refused(&[
            r#"D"title":null,"contract":null,"participating_states":null,"single_state":null"#,
            r#"D"contractors":null,"subcontractors":null,"end_products":null,"exchange_rates":null"#,
            r#"D"subcontractors":[]"#,
            "L",
            r#"P"areas":[],"design_authority":{"restrictions":[]}"#,
            r#"P"design_authority":{"restrictions":[{}]}"#,
            r#"E"controllers":[],"facilities":[],"cleared_before":[],"screening":{},"guarantees":{}"#,
            r#"E"controllers":[{"country":"PL","controllers":[]}]"#,
        ]),
        NONE
    );
}

#[test]
fn ids_states_and_uses() {
    assert_eq!(
        refused(&[
            r#"C"end_products":[{"id":"c","components":[{"id":"c","quantity":"1","supplier":"c"}]}]"#,
            r#"D"end_products":[{"id":"a","components":[{"id":"1","quantity":"1"}]},
                {"id":"b","components":[{"id":"1","quantity":"1"}]}]"#,
            // Two codes are two States of the document, though one is read as the other.
            r#"D"participating_states":[{"country":"GP"},{"country":"FR"}]"#,
            r#"L{"id":"2","quantity":"1","parent":"1"},{"id":"1","quantity":"1","parent":null}"#,
            r#"L{"id":"1","used_in":[{"quantity":"1"},{"parent":null,"quantity":"2"}]}"#,
            r#"L{"id":"1","used_in":[{"parent":"2","quantity":"1"},{"parent":"2","quantity":"1"}]},
                {"id":"2","quantity":"1"}"#,
            r#"L{"id":"1","parent":null,"quantity":null,"used_in":[{"quantity":"1"}]}"#,
            r#"L{"id":"1","quantity":"1","used_in":null}"#,
        ]),
        NONE
    );
}

#[test]
fn controllers_nest_exactly_thirty_two_deep() {
    let nested = |levels: usize| {
        let open = r#"{"country":"PL","controllers":["#.repeat(levels - 1);
        let close = "]}".repeat(levels - 1);
        format!(r#"E"controllers":[{open}{{"country":"PL"}}{close}]"#)
    };
    assert_eq!(refused(&[&nested(32)]), NONE);
    assert_eq!(refused(&[&nested(33)]).len(), 1);
}
