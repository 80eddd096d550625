//! What receipts bind: every member that is altered is noticed.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use safe_receipt::difference::differences;
use safe_receipt::envelope::{Envelope, SignatureFault, pre_authentication};
use safe_receipt::error::KeyError;
use safe_receipt::{Engine, Json, PrivateKey, PublicKey, Receipt, ReceiptError, statement};

const PRIVATE: &[u8] = include_bytes!("data/private.pem");
const PUBLIC: &[u8] = include_bytes!("data/public.pem");
const OTHER: &[u8] = include_bytes!("data/other-public.pem");
// As `openssl pkey -pubout -outform DER | sha256sum` names the key.
const KEY_ID: &str = "5ddd38f73772eb1208150a236cd65f30daf22454390ba05b1338e05e585ac3bd";
const ENGINE: (&str, &str) = ("safe-eligibility", "2026.11.0");

const ASSESSMENT: &str = r#"{
    "format": "safe-assessment/1",
    "procurement": {
        "id": "PL-1", "title": null,
        "sha256": "1111111111111111111111111111111111111111111111111111111111111111",
        "inputs": [ { "role": "bill", "name": "bom.csv",
            "sha256": "2222222222222222222222222222222222222222222222222222222222222222" } ]
    },
    "rules": { "pack": "safe", "version": "2026.11.0",
        "sha256": "3333333333333333333333333333333333333333333333333333333333333333" },
    "as_of": "2026-11-22", "governing_day": "2026-09-01", "least_evidence": "secondary",
    "readings": { "component-tier": "first-tier" },
    "verdict": "eligible", "evidence": "text",
    "findings": [ { "rule": "component-cap", "outcome": "met" } ],
    "trace": { "steps": [ { "at": "component-cap:/end_products/0", "lines": { "count": 1 } } ] }
}"#;

fn assessment() -> Json {
    Json::read(ASSESSMENT.as_bytes()).unwrap()
}

fn stated(assessment: &Json) -> Json {
    statement(assessment, Engine::new(ENGINE.0, ENGINE.1)).unwrap()
}

/// The value with each of its leaves altered in turn, each member gone, and one added.
fn altered(value: &Json) -> Vec<Json> {
    match value {
        Json::Null => vec![Json::Bool(false)],
        Json::Bool(truth) => vec![Json::Bool(!truth), Json::Null],
        Json::Number(number) => vec![Json::Number(!number)],
        Json::Text(text) => vec![Json::Text(format!("{text}x")), Json::Text(String::new())],
        Json::List(items) => {
            let mut all = vec![Json::List([items.as_slice(), &[Json::Null]].concat())];
            for (at, item) in items.iter().enumerate() {
                let others = |with: &[Json]| {
                    let (before, after) = items.split_at(at);
                    Json::List([before, with, after.get(1..).unwrap()].concat())
                };
                all.push(others(&[]));
                all.extend(altered(item).into_iter().map(|item| others(&[item])));
            }
            all
        }
        Json::Object(members) => {
            let mut more = value.clone();
            more.set("more", Json::Null);
            let mut all = vec![more];
            for (name, own) in members {
                let mut without = value.clone();
                without.remove(name);
                all.push(without);
                all.extend(altered(own).into_iter().map(|own| {
                    let mut changed = value.clone();
                    changed.set(name, own);
                    changed
                }));
            }
            all
        }
    }
}

#[test]
fn a_receipt_says_what_it_binds() {
    let text = Receipt::unsigned(stated(&assessment())).to_line().unwrap();
    for expected in [
        r#""_type":"https://in-toto.io/Statement/v1""#,
        r#""predicateType":"https://example.invalid/safe-eligibility/receipt/1""#,
        r#"{"annotations":{"role":"document"},"digest":{"sha256":"1111"#,
        r#"{"annotations":{"role":"bill"},"digest":{"sha256":"2222"#,
        r#""engine":{"name":"safe-eligibility","version":"2026.11.0"}"#,
        r#""redacted":false"#,
    ] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
    assert_eq!(Receipt::read(text.as_bytes()).unwrap().to_line().unwrap(), text);
}

#[test]
fn each_member_of_an_assessment_is_bound() {
    let original = stated(&assessment());
    let all = altered(&assessment());
    assert!(all.len() > 60, "{}", all.len());
    for changed in all {
        match statement(&changed, Engine::new(ENGINE.0, ENGINE.1)) {
            Ok(other) => assert_ne!(differences(&original, &other), [], "{}", changed.to_line()),
            Err(ReceiptError::Member { .. } | ReceiptError::NoTrace) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn each_member_of_a_receipt_is_compared() {
    let original = stated(&assessment());
    for changed in altered(&original) {
        assert_ne!(differences(&changed, &original), [], "{}", changed.to_line());
    }
    let mut members = original.clone();
    if let Json::Object(members) = &mut members {
        members.reverse();
    }
    assert_eq!(differences(&members, &original), [], "the order of members says nothing");
}

#[test]
fn each_member_of_an_envelope_is_checked() {
    let key = PrivateKey::from_pem(PRIVATE).unwrap();
    let public = PublicKey::from_pem(PUBLIC).unwrap();
    let receipt = Receipt::signed(stated(&assessment()), &key).unwrap();
    let envelope = receipt.envelope().unwrap();
    assert_eq!(envelope.check(&public), Ok(()));
    assert_eq!(envelope.keys().collect::<Vec<_>>(), [KEY_ID]);
    let line = receipt.to_line().unwrap();
    assert_eq!(Receipt::read(line.as_bytes()).unwrap().to_line().unwrap(), line);

    let json = Json::read(line.as_bytes()).unwrap();
    let (mut refused, mut kept) = (0, Vec::new());
    for changed in altered(&json) {
        let read = Receipt::read(changed.to_line().as_bytes());
        match read.map(|receipt| receipt.envelope().map(|envelope| envelope.check(&public))) {
            Ok(Some(Ok(()))) => kept.push(changed),
            Ok(Some(Err(_)) | None) | Err(_) => refused += 1,
        }
    }
    assert!(refused >= 12, "{refused}");
    // DSSE asks to let unknown members be, and the name of a key is a hint that may be missing.
    let kept: Vec<String> = kept.iter().map(Json::to_line).collect();
    assert_eq!(kept.len(), 3, "{kept:?}");
    assert!(kept.iter().all(|one| one.contains("\"more\":null") || !one.contains("keyid")));
}

#[test]
fn another_statement_under_the_signature_is_refused() {
    let key = PrivateKey::from_pem(PRIVATE).unwrap();
    let public = PublicKey::from_pem(PUBLIC).unwrap();
    let line = |statement| Receipt::signed(statement, &key).unwrap().envelope().unwrap().to_json();
    let signed = line(stated(&assessment()));
    for changed in altered(&stated(&assessment())) {
        let mut forged = line(changed);
        forged.set("signatures", signed.member("signatures").unwrap().clone());
        if let Ok(receipt) = Receipt::read(forged.to_line().as_bytes()) {
            let checked = receipt.envelope().unwrap().check(&public);
            assert!(matches!(checked, Err(SignatureFault::NoneHolds { .. })), "{checked:?}");
        }
    }
}

#[test]
fn openssl_signs_the_same() {
    // What `openssl pkeyutl -sign -rawin` makes of the bytes below.
    let made =
        "RY+Hmc6nnaUt6XOTNOzjVO6dWL7C4b4TQrTbJVLSczQF58bvVn0C4sN4WeY0SolMU2e4CBUwL2pfI3Psus3RAg==";
    let signed = pre_authentication("application/vnd.in-toto+json", b"hello world");
    assert_eq!(signed, b"DSSEv1 28 application/vnd.in-toto+json 11 hello world");
    let key = PrivateKey::from_pem(PRIVATE).unwrap();
    let envelope = Envelope::sign(b"hello world".to_vec(), &key);
    let json = envelope.to_json();
    assert_eq!(json.at("/signatures/0/sig"), Some(&made.into()));
    assert_eq!(json.at("/payload"), Some(&"aGVsbG8gd29ybGQ=".into()));
    let other = PublicKey::from_pem(OTHER).unwrap();
    assert!(matches!(envelope.check(&other), Err(SignatureFault::NoneHolds { .. })));
}

#[test]
fn keys_that_are_none() {
    let crlf = String::from_utf8(PRIVATE.to_vec()).unwrap().replace('\n', "\r\n");
    assert_eq!(PrivateKey::from_pem(crlf.as_bytes()).unwrap().public().id(), KEY_ID);
    assert_eq!(PublicKey::from_pem(PUBLIC).unwrap().id(), KEY_ID);
    let damaged = String::from_utf8(PUBLIC.to_vec()).unwrap().replace("MCow", "MCoy");
    for (text, private, public) in [
        (PUBLIC, Some(KeyError::Public), None),
        (PRIVATE, None, Some(KeyError::Private)),
        (
            &include_bytes!("data/encrypted.pem")[..],
            Some(KeyError::Encrypted),
            Some(KeyError::Private),
        ),
        (include_bytes!("data/x25519.pem"), Some(KeyError::OtherKind), Some(KeyError::Private)),
        (damaged.as_bytes(), Some(KeyError::Public), Some(KeyError::OtherKind)),
        (b"", Some(KeyError::NotPem), Some(KeyError::NotPem)),
        (b"\xff-----BEGIN ", Some(KeyError::NotPem), Some(KeyError::NotPem)),
        (b"-----BEGIN ", Some(KeyError::NotPem), Some(KeyError::NotPem)),
    ] {
        assert_eq!(PrivateKey::from_pem(text).err(), private);
        assert_eq!(PublicKey::from_pem(text).err(), public);
    }
}

#[test]
fn whatever_is_read_nothing_panics() {
    let key = PrivateKey::from_pem(PRIVATE).unwrap();
    let public = PublicKey::from_pem(PUBLIC).unwrap();
    let line = Receipt::signed(stated(&assessment()), &key).unwrap().to_line().unwrap();
    let check = |bytes: &[u8]| {
        let receipt = Receipt::read(bytes).ok()?;
        Some(receipt.envelope()?.check(&public).is_ok())
    };
    assert_eq!(check(line.as_bytes()), Some(true));
    for at in 0..line.len() {
        assert_eq!(check(line.as_bytes().get(..at).unwrap()), None, "{at}");
        let mut bytes = line.clone().into_bytes();
        *bytes.get_mut(at).unwrap() ^= 1;
        let held = check(&bytes) == Some(true);
        // Only the names of what DSSE lets be may read otherwise.
        let near = line.get(at.saturating_sub(6)..).unwrap();
        assert!(!held || near.contains("keyid"), "{at}: {}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn a_key_does_not_show_itself() {
    let key = PrivateKey::from_pem(PRIVATE).unwrap();
    assert_eq!(format!("{key:?}"), format!("PrivateKey({KEY_ID:?})"));
}
