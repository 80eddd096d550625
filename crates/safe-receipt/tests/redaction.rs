//! What is withheld, what is shown, and how it is opened.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use safe_receipt::commitment::is_commitment;
use safe_receipt::opening::{self, Opening};
use safe_receipt::{Json, ReceiptError, Redaction, Salt, Secret};

const DOCUMENT: &str = r#"{"id":"PL-1","title":"Missiles","contract":{"value":"5.00","currency":"EUR"},
"contractors":[{"id":"prime","name":"Prime S.A."}],
"subcontractors":[{"id":"seeker","name":"Seekers Ltd","established_in":"GB","contract_share":"0.2"}],
"end_products":[{"id":"m","name":"Missile","components":[
{"id":"1","description":"Seeker","quantity":"1","unit_cost":"41.00","currency":"GBP","origin":"GB","supplier":"seeker"},
{"id":"2","description":null,"quantity":"4","unit_cost_range":["8.00","9.00"],"currency":"EUR","origin":null}]}],
"exchange_rates":{"eur_per_unit":{"GBP":"1.15"}}}"#;

fn read(text: &str) -> Json {
    Json::read(text.as_bytes()).unwrap()
}

fn secret() -> Secret {
    Secret::new(&[9; 32]).unwrap()
}

#[test]
fn descriptions_suppliers_and_costs_of_a_document_are_withheld() {
    let secret = secret();
    let redaction = Redaction::new(&secret, DOCUMENT.as_bytes());
    let shown = redaction.document(read(DOCUMENT)).unwrap();
    let line = "/end_products/0/components";
    let mut withheld = Vec::new();
    for at in [
        "/contract/value".to_owned(),
        "/subcontractors/0/id".to_owned(),
        "/subcontractors/0/name".to_owned(),
        format!("{line}/0/description"),
        format!("{line}/0/unit_cost"),
        format!("{line}/0/supplier"),
        format!("{line}/1/unit_cost_range/0"),
        format!("{line}/1/unit_cost_range/1"),
    ] {
        let own = shown.at(&at).and_then(Json::as_text).unwrap();
        assert!(is_commitment(own), "{at}: {own}");
        let value = read(DOCUMENT).at(&at).unwrap().clone();
        assert_eq!(redaction.salt(&at).commitment(&value).unwrap(), own);
        withheld.push(own.to_owned());
    }
    let all = shown.texts();
    assert_eq!(all.iter().filter(|text| is_commitment(text)).count(), withheld.len());
    withheld.sort_unstable();
    withheld.dedup();
    assert_eq!(withheld.len(), 8, "equal values have commitments of their own");
    // What is not stated, and everything else, stays where it was.
    assert_eq!(shown.at(&format!("{line}/1/description")), Some(&Json::Null));
    for text in ["PL-1", "Missiles", "Prime S.A.", "GB", "1.15", "0.2"] {
        assert!(all.contains(&text), "{text}");
    }
}

#[test]
fn a_salt_is_of_one_place_in_one_document() {
    let (secret, other) = (secret(), Secret::new(&[8; 32]).unwrap());
    let salts = [
        Redaction::new(&secret, b"a").salt("/a"),
        Redaction::new(&secret, b"a").salt("/b"),
        Redaction::new(&secret, b"b").salt("/a"),
        Redaction::new(&other, b"a").salt("/a"),
    ];
    for (at, salt) in salts.iter().enumerate() {
        assert!(!salts.get(..at).unwrap().contains(salt));
        assert_eq!(Salt::from_hexadecimal(&salt.to_hexadecimal()), Some(*salt));
    }
    let short = Secret::new(&[1; 31]).unwrap_err();
    assert_eq!(short, ReceiptError::ShortSecret { bytes: 31, least: 32 });
    assert_eq!(format!("{secret:?}"), "Secret(32 bytes)");
}

#[test]
fn an_assessment_shows_what_is_known_to_be_safe() {
    let assessment = r#"{"format":"safe-assessment/1",
    "procurement":{"id":"PL-1","sha256":"00","inputs":[{"role":"bill","name":"b.csv","sha256":"ff"}]},
    "content":[{"subject":"/end_products/0","currency":"EUR","total":{"least":"41.00","most":null},
        "by_country":[{"country":"GB","standing":"outside","least":"41.00","most":"41.00"}]}],
    "remarks":[{"code":"number","message":"`41,00` is read as 41.00","help":"41.00"}],
    "unheard_of":{"costs":["41.00",4100],"is":true},
    "trace":{"steps":[{"at":"component-cap:/end_products/0","outcome":"not-met",
        "compares":{"left":{"name":"outside share","least":"0.4100","most":"0.4100",
            "exact":{"least":["4100","10000"],"most":["4100","10000"]}},
            "operator":"at-most","right":{"name":"ceiling","value":"0.35","from":"x"}},
        "facts":[{"at":"/end_products/0/components/0/supplier","value":"seeker"},
            {"at":"/end_products/0/components/0/origin","value":"GB","note":"41.00"},
            {"at":"/end_products/0/components/1/description","value":null}],
        "lines":{"count":1,"shown":[{"at":"/end_products/0/components/0","path":["1"],
            "least":"41.00","most":"41.00","standing":"outside"}]},
        "because":[{"at":"x","kind":"y","sentence":"41.00"}]}],"involvement":[]}}"#;
    let secret = secret();
    let redaction = Redaction::new(&secret, DOCUMENT.as_bytes());
    let shown = redaction.assessment(read(assessment), "ab").unwrap();
    let text = shown.to_line();
    for leak in ["41.00", "4100", "seeker", "10000", "ff"] {
        assert!(!text.contains(&format!("\"{leak}")), "{leak} is in {text}");
    }
    for (at, expected) in [
        ("/procurement/sha256", r#""ab""#),
        ("/procurement/redacted", "true"),
        ("/content/0/total/most", "null"),
        ("/content/0/by_country/0/country", r#""GB""#),
        ("/remarks/0/code", r#""number""#),
        ("/unheard_of/is", "true"),
        ("/trace/steps/0/compares/left/least", r#""0.4100""#),
        ("/trace/steps/0/compares/right/value", r#""0.35""#),
        ("/trace/steps/0/facts/1/value", r#""GB""#),
        ("/trace/steps/0/facts/2/value", "null"),
        ("/trace/steps/0/lines/shown/0/path/0", r#""1""#),
        ("/trace/steps/0/because/0/kind", r#""y""#),
    ] {
        assert_eq!(shown.at(at).unwrap().to_line(), expected, "{at}");
    }
    // A fact of the document has there and here the same commitment.
    let document = redaction.document(read(DOCUMENT)).unwrap();
    assert_eq!(
        shown.at("/trace/steps/0/facts/0/value"),
        document.at("/end_products/0/components/0/supplier")
    );
    let at = "/content/0/total/least";
    let salt = redaction.salt(&format!("assessment{at}"));
    assert_eq!(shown.at(at), Some(&Json::Text(salt.commitment(&"41.00").unwrap())));
}

#[test]
fn openings_read_back() {
    let secret = secret();
    let redaction = Redaction::new(&secret, DOCUMENT.as_bytes());
    let at = "/end_products/0/components/0/unit_cost";
    let openings = [Opening::new(at, "41.00".into(), redaction.salt(at))];
    let json = opening::to_json(&openings);
    assert_eq!(opening::read(&json).unwrap(), openings);
    for (text, at) in [
        ("{}", "/format"),
        (r#"{"format":"safe-openings/1"}"#, "/openings"),
        (r#"{"format":"safe-openings/1","openings":[{}]}"#, "/openings/0/at"),
        (r#"{"format":"safe-openings/1","openings":[{"at":""}]}"#, "/openings/0/value"),
        (r#"{"format":"safe-openings/1","openings":[{"at":"","value":1}]}"#, "/openings/0/salt"),
    ] {
        let error = opening::read(&read(text)).unwrap_err();
        assert!(
            matches!(&error, ReceiptError::NotOpenings { at: own, .. } if own == at),
            "{error}"
        );
    }
}
