//! Assumptions against packs that were edited by hand, and against the verifier.

#[path = "assumptions/messages.rs"]
mod messages;
mod oracle;
mod support;

use std::collections::BTreeMap;

use proptest::prelude::*;
use safe_eligibility::model::country::CountryCode;
use safe_eligibility::model::day::Day;
use safe_eligibility::model::figure::Share;
use safe_eligibility::model::procurement::Digest;
use safe_eligibility::outcome::EvidenceGrade;
use safe_eligibility::report::ReportOptions;
use safe_eligibility::rulebook::assumption::{
    AssumedStatus, AssumedValue, Assumption, Target, overlaid,
};
use safe_eligibility::{Assessment, Rulebook, Verdict, assess};
use safe_verify::{Digests, Submitted, verify};
use serde_json::{Value, json};
use support::asking::{Setting, read};
use support::packs::{entity, line, vehicle};
use support::{day, files_below, pack_files, rulebook, rulebook_of, top};

type Edited = BTreeMap<String, Value>;

fn assuming(texts: &[&str]) -> Rulebook {
    Rulebook::assuming(&Rulebook::embedded_files(), texts.iter().copied()).unwrap()
}

/// What an assessment comes to, whatever it rests on.
type Came = (Verdict, Vec<(String, String, &'static str, Option<String>)>);

fn came(assessment: &Assessment<'_>) -> Came {
    let findings = assessment.findings().iter().map(|finding| {
        let via = finding.via.map(|via| via.to_string());
        (finding.rule.id.to_string(), finding.subject.to_string(), finding.outcome_word(), via)
    });
    (assessment.verdict(), findings.collect())
}

/// Every sample and every case, and some random documents.
fn documents() -> Vec<(String, Vec<u8>)> {
    let folders =
        ["examples/data", "tests/cases"].map(|folder| files_below(&top().join(folder), ".json"));
    let files = folders.into_iter().flatten();
    let mut documents: Vec<(String, Vec<u8>)> = files
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .filter(|(_, text)| safe_intake::read_document(text).is_ok())
        .collect();
    let mut random = oracle::generate::Random::seeded(41);
    for number in 0..150 {
        let document = oracle::generate::document(&mut random);
        documents.push((format!("random {number}"), serde_json::to_vec(&document).unwrap()));
    }
    documents
}

/// A datum that an act states, so that nothing is set aside.
fn stated(mut datum: Value) -> Value {
    for (name, value) in [
        ("source", json!("oj-l-2025-1106")),
        ("evidence", json!("text")),
        ("known_from", Value::Null),
        ("note", Value::Null),
    ] {
        datum[name] = value;
    }
    datum
}

fn rows<'f>(files: &'f mut Edited, register: &str) -> &'f mut Vec<Value> {
    files.get_mut(&format!("countries/{register}.json")).unwrap()["rows"].as_array_mut().unwrap()
}

fn row<'f>(files: &'f mut Edited, register: &str, country: &str) -> &'f mut Value {
    let mut rows = rows(files, register).iter_mut();
    rows.find(|row| row["country"] == country && row["last_day"].is_null()).unwrap()
}

const CANADA: &str = "agreements/CA/provisional-application.json";
const CAP: &str = "acts/reg-2025-1106/component-cap/2025-05-29.json";
const WINDOW: &str = "acts/reg-2025-1106/single-state-window/2025-05-29.json";
const OUTSIDE: &str = "acts/reg-2025-1106/outside-subcontractor/2025-05-29.json";

/// Each form with the edit of the files that says the same.
fn forms() -> Vec<(&'static [&'static str], fn(&mut Edited))> {
    vec![
        (&["agreement GB from 2026-03-01 like CA"], |files| {
            let mut agreement = files[CANADA].clone();
            agreement["party"] = "GB".into();
            agreement["stage"] = "by-hand".into();
            agreement["first_day"] = "2026-03-01".into();
            agreement["signed"] = stated(json!({ "day": "2026-03-01" }));
            agreement["applied"] = json!([stated(json!({
                "mode": "provisional", "first_day": "2026-03-01", "last_day": null, "answer": "yes"
            }))]);
            files.insert("agreements/GB/by-hand.json".into(), agreement);
        }),
        (&["agreement CA ends on 2026-08-31"], |files| {
            let applied = files.get_mut(CANADA).unwrap()["applied"].as_array_mut().unwrap();
            for row in applied.iter_mut().filter(|row| row["last_day"].is_null()) {
                row["last_day"] = "2026-08-31".into();
            }
            for mode in ["provisional", "in-force"] {
                applied.push(stated(json!({
                    "mode": mode, "first_day": "2026-09-01", "last_day": null, "answer": "no"
                })));
            }
        }),
        (&["GE loses candidate status on 2026-06-01"], |files| {
            row(files, "accession", "GE")["last_day"] = "2026-05-31".into();
        }),
        (&["US gains potential candidate status on 2026-06-01"], |files| {
            rows(files, "accession").push(stated(json!({
                "country": "US", "first_day": "2026-06-01", "last_day": null,
                "status": "potential-candidate", "stalled": null
            })));
        }),
        (&["US gains acceding status on 2026-06-01"], |files| {
            rows(files, "accession").push(stated(json!({
                "country": "US", "first_day": "2026-06-01", "last_day": null,
                "status": "acceding", "stalled": null
            })));
        }),
        (&["US gains partnership on 2026-06-01"], |files| {
            rows(files, "partnerships").push(stated(json!({
                "country": "US", "first_day": "2026-06-01", "last_day": null, "answer": "yes"
            })));
        }),
        (&["CA loses partnership on 2026-06-01"], |files| {
            row(files, "partnerships", "CA")["last_day"] = "2026-05-31".into();
        }),
        (&["PL loses assistance on 2026-06-01"], |files| {
            row(files, "assistance", "PL")["last_day"] = "2026-05-31".into();
            rows(files, "assistance").push(stated(json!({
                "country": "PL", "first_day": "2026-06-01", "last_day": null, "answer": "no"
            })));
        }),
        (&["AT gains assistance on 2026-06-01"], |files| {
            row(files, "assistance", "AT")["last_day"] = "2026-05-31".into();
            rows(files, "assistance").push(stated(json!({
                "country": "AT", "first_day": "2026-06-01", "last_day": null, "answer": "yes"
            })));
        }),
        (&["cap 0.30"], |files| {
            files.get_mut(CAP).unwrap()["condition"]["share-at-most"]["ceiling"] = "0.30".into();
        }),
        (&["component-cap.ceiling 0.4 from 2026-06-01"], |files| {
            let mut later = files[CAP].clone();
            files.get_mut(CAP).unwrap()["last_day"] = "2026-05-31".into();
            later["first_day"] = "2026-06-01".into();
            later["condition"]["share-at-most"]["ceiling"] = "0.4".into();
            files.insert(CAP.replace("2025-05-29", "2026-06-01"), later);
        }),
        (&["single-state-window.last_day 2026-11-30"], |files| {
            let window = files.get_mut(WINDOW).unwrap();
            window["condition"]["all"][1]["signed-by"]["last_day"] = "2026-11-30".into();
        }),
        (&["outside-subcontractor.least 0.03", "outside-subcontractor.most 0.5"], |files| {
            let rule = files.get_mut(OUTSIDE).unwrap();
            let share = &mut rule["condition"]["all"][0]["contract-share"];
            share["least"] = "0.03".into();
            share["most"] = "0.5".into();
        }),
        (
            &["outside-subcontractor.day 2026-01-01", "outside-subcontractor.sum_ceiling 0.2"],
            |files| {
                let rule = files.get_mut(OUTSIDE).unwrap();
                rule["condition"]["all"][1]["any"][0]["related-before"]["day"] =
                    "2026-01-01".into();
                rule["sum_ceiling"]["options"][1]["value"] = "0.2".into();
            },
        ),
    ]
}

fn settings() -> Vec<Setting> {
    let mut official = Setting::today();
    official.least = EvidenceGrade::Assumed;
    vec![
        Setting::today(),
        Setting::on("2026-05-15").reading("component-tier", "leaves"),
        Setting::on("2026-09-15").reading("outside-subcontractor-sum", "together"),
        official,
    ]
}

#[test]
fn each_form_says_what_an_edit_by_hand_says() {
    let documents = documents();
    for (texts, edit) in forms() {
        let assumed = assuming(texts);
        let mut files = pack_files();
        edit(&mut files);
        let edited = rulebook_of(&files);
        let mut turned = 0;
        for setting in settings() {
            let laws = [&assumed, &edited, &rulebook()].map(|rulebook| setting.law(rulebook));
            for (name, text) in &documents {
                let procurement = safe_intake::read_document(text).unwrap();
                let [assumed, edited, plain] =
                    laws.each_ref().map(|law| came(&assess(&procurement, law).unwrap()));
                assert_eq!(assumed, edited, "{texts:?} {name} {setting:?}");
                turned += usize::from(assumed != plain);
            }
        }
        assert!(turned > 0, "{texts:?} turns nothing, so that nothing was shown");
    }
}

/// Everything that is assumed stands in the assessment, holds, and whether it touches it is true.
#[test]
fn what_is_assumed_is_told_and_verified() {
    let documents = documents();
    let plain_files = Rulebook::embedded_files();
    let (mut touched, mut untouched) = (0, 0);
    for (turn, (texts, _)) in forms().into_iter().enumerate() {
        let assumed = assuming(texts);
        let of_pack = assumed.pack().digest.to_string();
        let files = overlaid(&plain_files, texts.iter().copied()).unwrap();
        for setting in settings().into_iter().take(3) {
            let (law, alone) = (setting.law(&assumed), setting.law(&rulebook()));
            for (name, text) in documents.iter().skip(turn % 13).step_by(13) {
                let procurement = safe_intake::read_document(text).unwrap();
                let assessment = assess(&procurement, &law).unwrap();
                let assumptions = assessment.assumptions().unwrap();
                let of_law = assess(&procurement, &alone).unwrap();
                let has_moved = came(&assessment) != came(&of_law)
                    || format!("{:?}", assessment.content()) != format!("{:?}", of_law.content())
                    || assessment.reservations() != of_law.reservations()
                    || grades(&assessment) != grades(&of_law);
                assert_eq!(assumptions.touched, Some(has_moved), "{texts:?} {name}");
                if has_moved {
                    touched += 1;
                } else {
                    untouched += 1;
                }
                let mut options = ReportOptions::default();
                options.sums = true;
                let written = assessment.to_json(options);
                let of_document = Digest::of(text).to_string();
                let digests = Digests::new(&of_document, &of_pack);
                let submitted = Submitted::new(text, &files, written.as_bytes(), digests);
                let faults = verify(&submitted.with_law_alone(&plain_files)).err();
                let faults = faults.unwrap_or_default();
                let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
                assert!(faults.is_empty(), "{texts:?} {name}\n{}", faults.join("\n"));
            }
        }
    }
    assert!(touched > 15 && untouched > 15, "{touched} {untouched}");
}

fn grades(assessment: &Assessment<'_>) -> Vec<EvidenceGrade> {
    assessment.findings().iter().map(|finding| finding.evidence).collect()
}

fn faults(
    document: &[u8],
    pack: &BTreeMap<String, Vec<u8>>,
    alone: Option<&BTreeMap<String, Vec<u8>>>,
    written: &str,
) -> Vec<String> {
    let of_document = Digest::of(document).to_string();
    let of_pack = Rulebook::from_files(pack.clone()).unwrap().pack().digest.to_string();
    let submitted =
        Submitted::new(document, pack, written.as_bytes(), Digests::new(&of_document, &of_pack));
    let submitted = match alone {
        Some(files) => submitted.with_law_alone(files),
        None => submitted,
    };
    let faults = verify(&submitted).err().unwrap_or_default();
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn an_assumption_that_is_dropped_or_altered_is_found() {
    let texts = ["cap 0.30", "agreement GB from 2026-03-01 like CA"];
    let document = std::fs::read(top().join("examples/data/vshorad-british-seeker.json")).unwrap();
    let plain = Rulebook::embedded_files();
    let files = overlaid(&plain, texts).unwrap();
    let assumed = assuming(&texts);
    let law = Setting::today().law(&assumed);
    let procurement = safe_intake::read_document(&document).unwrap();
    let written = assess(&procurement, &law).unwrap().to_json(ReportOptions::default());
    assert_eq!(faults(&document, &files, Some(&plain), &written), [""; 0]);
    let genuine: Value = serde_json::from_str(&written).unwrap();
    let alterations: [fn(&mut Value); 6] = [
        |value| _ = value.as_object_mut().unwrap().remove("assumptions"),
        |value| value["assumptions"]["touched"] = false.into(),
        |value| value["assumptions"]["touched"] = Value::Null,
        |value| _ = value["assumptions"]["assumed"].as_array_mut().unwrap().pop(),
        |value| value["assumptions"]["assumed"][0]["text"] = "cap 0.31".into(),
        |value| value["assumptions"]["assumed"][1]["source"] = "oj-l-2025-1106".into(),
    ];
    for alter in alterations {
        let mut altered = genuine.clone();
        alter(&mut altered);
        let altered = altered.to_string();
        assert_ne!(faults(&document, &files, Some(&plain), &altered), [""; 0], "{altered}");
        assert_ne!(faults(&document, &plain, None, &altered), [""; 0]);
    }
    // Without the law alone nobody knows what is touched, and without the assumptions nothing fits.
    assert_eq!(faults(&document, &files, None, &written).len(), 1);
    assert!(faults(&document, &plain, None, &written).len() > 5);
}

/// Who has what Canada has comes out as Canada does.
#[test]
fn an_agreement_like_another_opens_what_that_opens() {
    let assumed = assuming(&["agreement GB from 2026-02-14 like CA"]);
    for least in EvidenceGrade::ALL.into_iter().take(2) {
        let mut setting = Setting::today();
        setting.least = least;
        let law = setting.law(&assumed);
        let mut carried = 0;
        for share in ["0.10", "0.36", "0.79", "0.81"] {
            for place in ["components", "contractor", "controller", "facility"] {
                let of = |country: &str| {
                    let document = with(country, place, share);
                    let came = came(&assess(&read(&document), &law).unwrap());
                    let swapped = came.1.into_iter().map(|(rule, subject, outcome, via)| {
                        let via = via.map(|via| via.replace(country, "??"));
                        (rule, subject, outcome, via)
                    });
                    (came.0, swapped.collect::<Vec<_>>())
                };
                let (british, canadian) = (of("GB"), of("CA"));
                assert_eq!(british, canadian, "{least} {share} {place}");
                carried += usize::from(british.1.iter().any(|finding| finding.3.is_some()));
            }
        }
        assert!(carried > 5);
    }
}

fn with(country: &str, place: &str, share: &str) -> Value {
    let part: u32 = share.trim_start_matches("0.").parse().unwrap();
    let origin = if place == "components" { country } else { "NO" };
    let mut document = vehicle(json!([
        line("1", &part.to_string(), origin),
        line("2", &(100 - part).to_string(), "PL")
    ]));
    match place {
        "contractor" => document["contractors"] = json!([entity("prime", country)]),
        "controller" => {
            document["contractors"][0]["controllers"] = json!([{ "country": country }]);
        }
        "facility" => {
            document["contractors"][0]["facilities"] = json!([{ "country": country }]);
        }
        _ => {}
    }
    document
}

#[test]
fn nothing_is_assumed_that_was_not_asked_for() {
    let plain = Rulebook::embedded_files();
    assert_eq!(overlaid(&plain, []).unwrap(), plain);
    let none = Rulebook::assuming(&plain, []).unwrap();
    assert_eq!(none.pack().digest, rulebook().pack().digest);
    assert!(none.pack().assumptions().is_empty());
    let law = none.on(day("2026-11-22"));
    assert!(law.without_assumptions().is_none());
    let document = vehicle(json!([line("1", "62.00", "PL")]));
    assert!(assess(&read(&document), &law).unwrap().assumptions().is_none());
}

/// A pack is what its files are, however they came about.
#[test]
fn a_pack_with_assumptions_in_its_files_tells_them_too() {
    let files = overlaid(&Rulebook::embedded_files(), ["cap 0.30"]).unwrap();
    let pack = Rulebook::from_files(files.clone()).unwrap();
    assert_eq!(&*pack.pack().version, "2026.11.0+assumed");
    let document = vehicle(json!([line("1", "62.00", "PL"), line("2", "31.00", "US")]));
    let law = pack.on(day("2026-11-22"));
    let procurement = read(&document);
    let assessment = assess(&procurement, &law).unwrap();
    let assumptions = assessment.assumptions().unwrap();
    assert_eq!((assumptions.assumed[0].text, assumptions.touched), ("cap 0.30", None));
    // More can be assumed on top, and every one is told, in order.
    let texts: Vec<String> =
        (0..11).map(|at| format!("US gains candidate status on 20{}-01-01", 30 + at * 2)).collect();
    let mut all: Vec<&str> = Vec::new();
    for text in &texts {
        all.push(text);
    }
    let refused = Rulebook::assuming(&files, all.iter().copied()).unwrap_err();
    assert!(refused.to_string().starts_with("the assumptions have 10 problems"), "{refused}");
    let more = ["cap 0.2 from 2027-01-01", "GE loses candidate status on 2026-12-01"];
    let pack = Rulebook::assuming(&files, more).unwrap();
    let told: Vec<(&str, &str)> =
        pack.pack().assumptions().iter().map(|one| (one.source, one.text)).collect();
    let expected =
        [("assumption-1", "cap 0.30"), ("assumption-2", more[0]), ("assumption-3", more[1])];
    assert_eq!(told, expected);
}

fn countries() -> impl Strategy<Value = CountryCode> {
    let all: Vec<CountryCode> = CountryCode::all().collect();
    prop::sample::select(all)
}

fn days() -> impl Strategy<Value = Day> {
    (1u16..9999, 1u8..13, 1u8..29)
        .prop_map(|(year, month, day)| support::day(&format!("{year:04}-{month:02}-{day:02}")))
}

fn shares() -> impl Strategy<Value = Share> {
    "0\\.[0-9]{1,10}|0|1".prop_map(|text| Share::parse(&text).unwrap())
}

fn assumptions() -> impl Strategy<Value = Assumption> {
    let status = || prop::sample::select(AssumedStatus::ALL.to_vec());
    let names = || "[a-z]{1,8}(-[a-z]{1,8}){0,2}";
    let targets = prop_oneof![
        Just(Target::Cap),
        (names(), "[a-z_]{1,12}").prop_map(|(rule, parameter)| Target::Parameter {
            rule: rule.into(),
            parameter: parameter.into()
        }),
    ];
    let values =
        prop_oneof![shares().prop_map(AssumedValue::Share), days().prop_map(AssumedValue::Day)];
    prop_oneof![
        (countries(), days(), countries()).prop_map(|(party, from, like)| Assumption::Agreement {
            party,
            from,
            like
        }),
        (countries(), days())
            .prop_map(|(party, last_day)| Assumption::AgreementEnds { party, last_day }),
        (countries(), status(), days()).prop_map(|(country, status, from)| Assumption::Gains {
            country,
            status,
            from
        }),
        (countries(), status(), days()).prop_map(|(country, status, from)| Assumption::Loses {
            country,
            status,
            from
        }),
        (targets, values, prop::option::of(days())).prop_filter_map(
            "a ceiling is a share",
            |(target, value, from)| {
                let is_day = matches!(value, AssumedValue::Day(_));
                (target != Target::Cap || !is_day).then_some(Assumption::Parameter {
                    target,
                    value,
                    from,
                })
            }
        ),
    ]
}

proptest! {
    #[test]
    fn what_is_written_reads_back(assumption in assumptions()) {
        let text = assumption.to_string();
        prop_assert_eq!(Assumption::parse(&text), Ok(assumption.clone()));
        let spread = text.replace(' ', "  \t");
        prop_assert_eq!(Assumption::parse(&spread), Ok(assumption));
    }

    /// Whatever is asked for, there is a pack that is in order, or every reason why not.
    #[test]
    fn nothing_breaks_the_pack(list in prop::collection::vec(assumptions(), 0..4)) {
        let texts: Vec<String> = list.iter().map(ToString::to_string).collect();
        let files = Rulebook::embedded_files();
        match Rulebook::assuming(&files, texts.iter().map(String::as_str)) {
            Ok(rulebook) => prop_assert_eq!(rulebook.pack().assumptions().len(), texts.len()),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "([A-Z]{2}|agreement|cap|gains|loses|on|from|like|ends|0\\.3|2027-01-01|candidate|status|[ a.0-9-]{1,6}| ){0,9}") {
        if let Err(faults) = Assumption::parse(&text) {
            prop_assert!(!faults.is_empty());
        }
    }
}
