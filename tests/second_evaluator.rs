//! The engine against a second evaluator that was written from the readings alone.

mod oracle;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use safe_eligibility::outcome::EvidenceGrade;
use safe_eligibility::tally::CostRange;
use safe_eligibility::{Assessment, Rulebook, assess};
use serde_json::{Value, json};

const DOCUMENTS: u64 = 100_000;
const SHARDS: u64 = 8;

#[test]
fn a_hundred_thousand_random_documents_agree() {
    let shards: Vec<_> =
        (0..SHARDS).map(|shard| std::thread::spawn(move || disagreements(shard))).collect();
    let found: Vec<String> = shards.into_iter().flat_map(|shard| shard.join().unwrap()).collect();
    assert!(found.is_empty(), "{} disagreements\n{}", found.len(), found.join("\n\n"));
}

fn disagreements(shard: u64) -> Vec<String> {
    let mut random = oracle::generate::Random::seeded(shard + 1);
    let mut packs: BTreeMap<String, Rulebook> = BTreeMap::new();
    let mut found = Vec::new();
    for _ in 0..DOCUMENTS / SHARDS {
        let document = oracle::generate::document(&mut random);
        let setting = oracle::generate::setting(&mut random);
        let law = oracle::generate::law(&mut random);
        let rulebook = packs.entry(format!("{law:?}")).or_insert_with(|| rulebook_of(&law));
        let question = oracle::Question {
            document: &document,
            as_of: &setting.as_of,
            readings: &setting.readings,
            least_evidence: setting.least_evidence,
            law: &law,
        };
        let differing = differing(&question, rulebook);
        if !differing.is_empty() {
            found.push(format!(
                "{}\nas of {}, readings {:?}, least evidence {:?}, agreements {:?}\n{document}",
                differing.join("\n"),
                setting.as_of,
                setting.readings,
                setting.least_evidence,
                law.agreements().iter().map(|agreement| &agreement.party).collect::<Vec<_>>(),
            ));
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

fn differing(question: &oracle::Question<'_>, rulebook: &Rulebook) -> Vec<String> {
    let expected = oracle::assess(question);
    let bytes = serde_json::to_vec(question.document).unwrap();
    let procurement = match safe_intake::read_document(&bytes) {
        Ok(procurement) => procurement,
        Err(errors) => return errors.problems().iter().map(ToString::to_string).collect(),
    };
    let choices: Vec<String> =
        question.readings.iter().map(|(id, option)| format!("{id}={option}")).collect();
    let law = rulebook.on(support::day(question.as_of));
    let law = law.with_readings(choices.iter().map(String::as_str)).unwrap();
    let law =
        law.with_least_evidence(EvidenceGrade::named(question.least_evidence.name()).unwrap());
    let assessment = assess(&procurement, &law).unwrap();
    let mut differing = Vec::new();
    let mut compare = |what: &str, found: String, expected: String| {
        if found != expected {
            differing.push(format!("{what}:\n  engine {found}\n  second {expected}"));
        }
    };
    compare("verdict", assessment.verdict().to_string(), expected.verdict.clone());
    compare("evidence", assessment.evidence().to_string(), expected.evidence.clone());
    compare(
        "governing day",
        assessment.governed().governing_day().to_string(),
        expected.governing_day.clone(),
    );
    let engine = findings(&assessment);
    let second = expected_findings(&expected);
    for line in engine.iter().filter(|line| !second.contains(line)) {
        compare("finding", line.clone(), "-".into());
    }
    for line in second.iter().filter(|line| !engine.contains(line)) {
        compare("finding", "-".into(), line.clone());
    }
    if differing.is_empty() && engine != second {
        differing.push("the findings come in another order".into());
    }
    differing.extend(contents(&assessment, &expected));
    differing.extend(missing_facts(&assessment, &expected));
    differing
}

fn findings(assessment: &Assessment<'_>) -> Vec<String> {
    let lines = assessment.findings().iter().map(|finding| {
        let share = finding.share_outside().map(|share| {
            (share.least.fraction().to_four_decimals(), share.most.fraction().to_four_decimals())
        });
        let via = finding.via.map(|via| via.to_string());
        format!(
            "{} {} {} via {:?} {} {} {share:?}",
            finding.rule.id,
            finding.subject,
            finding.outcome_word(),
            via,
            finding.evidence,
            finding.weight.as_str()
        )
    });
    lines.collect()
}

fn expected_findings(expected: &oracle::Answer) -> Vec<String> {
    let lines = expected.findings.iter().map(|finding| {
        format!(
            "{} {} {} via {:?} {} {} {:?}",
            finding.rule,
            finding.subject,
            finding.outcome,
            finding.via,
            finding.evidence,
            finding.weight,
            finding.share_outside
        )
    });
    lines.collect()
}

fn contents(assessment: &Assessment<'_>, expected: &oracle::Answer) -> Vec<String> {
    let mut differing = Vec::new();
    let found = assessment.content();
    if found.len() != expected.content.len() {
        differing.push(format!("{} contents against {}", found.len(), expected.content.len()));
    }
    for (found, expected) in found.iter().zip(&expected.content) {
        let pairs = [
            ("total", &found.total, &expected.total),
            ("core", &found.core, &expected.core),
            ("outside", &found.outside, &expected.outside),
            ("unstated", &found.unstated, &expected.unstated),
        ];
        for (name, found, expected) in pairs {
            if rational(found) != (expected.least.clone(), expected.most.clone()) {
                differing.push(format!(
                    "{name} of {}: {found:?} against {expected:?}",
                    expected_place(name)
                ));
            }
        }
    }
    differing
}

fn expected_place(name: &str) -> &str {
    name
}

fn rational(range: &CostRange) -> (BigRational, Option<BigRational>) {
    let of = |amount: &safe_eligibility::model::exact::Exact| {
        let text = amount.to_string();
        let (whole, decimals) = text.split_once('.').unwrap();
        let digits: num_bigint::BigInt = format!("{whole}{decimals}").parse().unwrap();
        let scale = num_bigint::BigInt::from(10).pow(u32::try_from(decimals.len()).unwrap());
        BigRational::new(digits, scale)
    };
    (of(&range.least), range.most.as_ref().map(of))
}

fn missing_facts(assessment: &Assessment<'_>, expected: &oracle::Answer) -> Vec<String> {
    let facts = assessment.missing_facts().into_iter().map(|fact| {
        let decides: BTreeSet<String> = fact.decides.into_iter().map(str::to_owned).collect();
        (fact.at.to_string(), decides)
    });
    let found: BTreeMap<String, BTreeSet<String>> = facts.collect();
    let mut differing = Vec::new();
    let places: BTreeSet<&String> = found.keys().chain(expected.missing.keys()).collect();
    for place in places {
        let (found, expected) = (found.get(place), expected.missing.get(place));
        if found != expected {
            differing.push(format!("missing {place}: engine {found:?}, second {expected:?}"));
        }
    }
    differing
}

/// The built-in pack with the agreements of a law of the second evaluator.
fn rulebook_of(law: &oracle::Law) -> Rulebook {
    let mut files = support::pack_files();
    files.retain(|path, _| !path.starts_with("agreements/"));
    for agreement in law.agreements() {
        let path = format!("agreements/{}/provisional-application.json", agreement.party);
        files.insert(path, agreement_file(agreement));
    }
    support::rulebook_of(&files)
}

fn agreement_file(agreement: &oracle::Agreement) -> Value {
    let attested = |mut object: Value, grade: oracle::Grade| {
        let members = object.as_object_mut().unwrap();
        members.insert("source".into(), json!("oj-l-2025-1106"));
        members.insert("evidence".into(), json!(grade.name()));
        members.insert("known_from".into(), Value::Null);
        members.insert("note".into(), Value::Null);
        object
    };
    let first_day = agreement.applications.iter().map(|row| &row.first_day).min().unwrap();
    let applied: Vec<Value> = agreement
        .applications
        .iter()
        .map(|row| {
            let answer = if row.is_known { "yes" } else { "not-known" };
            let mode = if row.is_known { "provisional" } else { "in-force" };
            let later = agreement.applications.iter().filter(|other| other.is_known == row.is_known);
            let later = later.map(|other| &other.first_day).filter(|day| *day > &row.first_day).min();
            let last_day = later.map(|day| support::day(day).yesterday().unwrap().to_string());
            let object = json!({"mode": mode, "first_day": row.first_day, "last_day": last_day, "answer": answer});
            attested(object, row.grade)
        })
        .collect();
    let topics: Vec<Value> = oracle::TOPICS
        .iter()
        .zip([
            "establishment",
            "executive-management",
            "control",
            "facilities",
            "components",
            "design-authority",
        ])
        .map(|(topic, name)| match agreement.topics.get(topic) {
            Some(grade) => attested(json!({"topic": name, "answer": "open"}), *grade),
            None => attested(json!({"topic": name, "answer": "not-open"}), oracle::Grade::Text),
        })
        .collect();
    let share = |share: &oracle::Share| {
        let ten_thousandths =
            (&share.value * BigRational::from_integer(10_000.into())).to_integer();
        let value = format!("0.{:0>4}", ten_thousandths.to_string());
        attested(json!({"share": value}), share.grade)
    };
    let terms = if agreement.control_terms_known { "as-the-act" } else { "not-known" };
    json!({
        "format": "safe-agreement/1",
        "party": agreement.party,
        "stage": "provisional-application",
        "title": "An agreement of the second evaluator",
        "citation": "none",
        "first_day": first_day,
        "last_day": null,
        "signed": attested(json!({"day": first_day}), oracle::Grade::Text),
        "applied": applied,
        "topics": topics,
        "max_party_share": share(&agreement.max_party_share),
        "max_other_share": share(&agreement.max_other_share),
        "min_core_share": share(&agreement.min_core_share),
        "control_terms": attested(json!({"answer": terms}), agreement.control_terms_grade),
        "contribution": null,
    })
}
