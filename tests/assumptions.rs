//! Assumptions against packs that were edited by hand, and against the verifier.

#[path = "assumptions/forms.rs"]
mod forms;
#[path = "assumptions/messages.rs"]
mod messages;
mod oracle;
#[path = "assumptions/random.rs"]
mod random;
mod support;

use std::collections::BTreeMap;

use forms::forms;
use safe_eligibility::model::procurement::Digest;
use safe_eligibility::outcome::EvidenceGrade;
use safe_eligibility::report::ReportOptions;
use safe_eligibility::rulebook::assumption::overlaid;
use safe_eligibility::{Assessment, Rulebook, Verdict, assess};
use safe_verify::{Digests, Submitted, verify};
use serde_json::{Value, json};
use support::asking::{Setting, read};
use support::packs::{entity, line, vehicle};
use support::{day, files_below, pack_files, rulebook, rulebook_of, top};

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
    let alterations: [fn(&mut Value); 8] = [
        |value| _ = value.as_object_mut().unwrap().remove("assumptions"),
        |value| value["assumptions"]["touched"] = false.into(),
        |value| value["assumptions"]["touched"] = Value::Null,
        |value| value["assumptions"]["verdict_by_law"] = "undetermined".into(),
        |value| _ = value["assumptions"].as_object_mut().unwrap().remove("verdict_by_law"),
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
    // Without the law alone nobody knows what is touched and what it says, and without the assumptions nothing fits.
    assert_eq!(faults(&document, &files, None, &written).len(), 2);
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
