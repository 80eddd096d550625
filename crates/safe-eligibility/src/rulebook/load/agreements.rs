//! Agreements under Article 17.

use std::collections::BTreeMap;

use super::super::node::Node;
use super::super::pack::{AgreementStage, ApplicationMode, Applied, Attestation, Period, Topic};
use super::super::problem::{PackFault, PackPlace};
use super::super::reader::{Object, Reader};
use super::periods::Between;
use super::registers::{ANSWERS, agrees_with_path};
use super::sources::Sources;
use super::{Files, periods};
use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::model::figure::Share;
use crate::outcome::Outcome;

const MEMBERS: &[&str] = &[
    "format",
    "party",
    "stage",
    "title",
    "citation",
    "first_day",
    "last_day",
    "signed",
    "applied",
    "topics",
    "max_party_share",
    "max_other_share",
    "min_core_share",
    "control_terms",
    "contribution",
];

const TOPIC_ANSWERS: [(&str, Outcome); 3] =
    [("open", Outcome::Met), ("not-open", Outcome::NotMet), ("not-known", Outcome::Undetermined)];

const CONTROL_TERMS: [(&str, Outcome); 2] =
    [("as-the-act", Outcome::Met), ("not-known", Outcome::Undetermined)];

pub(super) fn read(files: &Files<'_>, sources: &Sources) -> Option<Vec<AgreementStage>> {
    let mut stages = Vec::new();
    let mut of_party: BTreeMap<CountryCode, Vec<(Period, PackPlace)>> = BTreeMap::new();
    for (parts, file) in files.like("agreements/*/*.json") {
        let stage = stage(&file, &parts, sources);
        if let Some(stage) = &stage {
            of_party.entry(stage.party).or_default().push((stage.period, file.at().clone()));
        }
        stages.push(stage);
    }
    for (party, of_one) in of_party {
        periods::check(party.as_str(), Between::Absence, of_one, files.problems);
    }
    let mut stages: Vec<AgreementStage> = stages.into_iter().collect::<Option<_>>()?;
    stages.sort_by_key(|stage| (stage.party, stage.period.first_day));
    Some(stages)
}

fn stage(file: &Reader<'_>, parts: &[&str], sources: &Sources) -> Option<AgreementStage> {
    let object = file.object(MEMBERS)?;
    object.get("format").word(&[("safe-agreement/1", ())]);
    for (member, part) in ["party", "stage"].into_iter().zip(parts) {
        agrees_with_path(&object.get(member), part);
    }
    let other_party = object.get("party").country();
    let stage = object.get("stage").id();
    let title = object.get("title").owned();
    let citation = object.get("citation").owned();
    let period = periods::period(&object);
    let signed = datum(&object, "signed", &SIGNED, sources, |one| one.get("day").day());
    let applied = applied(&object.get("applied"), sources);
    check_days(&object, period, signed.as_ref().map(|(day, _)| *day));
    let topics = topics(&object.get("topics"), sources);
    let max_party_share = share(&object, "max_party_share", sources);
    let max_other_share = share(&object, "max_other_share", sources);
    let min_core_share = share(&object, "min_core_share", sources);
    let control_terms = datum(&object, "control_terms", &TERMS, sources, |one| {
        one.get("answer").word(&CONTROL_TERMS)
    });
    let contribution = object.get("contribution").or_null(|_| {
        datum(&object, "contribution", &CONTRIBUTION, sources, |one| one.get("text").owned())
    });
    Some(AgreementStage {
        party: other_party?,
        stage: stage?,
        title: title?,
        citation: citation?,
        period: period?,
        signed: signed?,
        applied: applied?,
        topics: topics?,
        max_party_share: max_party_share?,
        max_other_share: max_other_share?,
        min_core_share: min_core_share?,
        control_terms: control_terms?,
        contribution: contribution?,
    })
}

const SIGNED: [&str; 5] = ["day", "source", "evidence", "known_from", "note"];
const SHARE: [&str; 5] = ["share", "source", "evidence", "known_from", "note"];
const TERMS: [&str; 5] = ["answer", "source", "evidence", "known_from", "note"];
const CONTRIBUTION: [&str; 5] = ["text", "source", "evidence", "known_from", "note"];

fn datum<T>(
    object: &Object<'_>,
    member: &str,
    names: &'static [&'static str],
    sources: &Sources,
    read: impl FnOnce(&Object<'_>) -> Option<T>,
) -> Option<(T, Attestation)> {
    let own = object.get(member).object(names)?;
    let value = read(&own);
    let attested = sources.attestation(&own)?;
    Some((value?, attested))
}

#[expect(clippy::option_option, reason = "null is a value, and a problem is none")]
fn share(
    object: &Object<'_>,
    member: &str,
    sources: &Sources,
) -> Option<Option<(Share, Attestation)>> {
    let read = |one: &Object<'_>| one.get("share").share();
    object.get(member).or_null(|_| datum(object, member, &SHARE, sources, read))
}

fn applied(list: &Reader<'_>, sources: &Sources) -> Option<Vec<Applied>> {
    const NAMES: &[&str] =
        &["mode", "first_day", "last_day", "answer", "source", "evidence", "known_from", "note"];
    let modes = ApplicationMode::ALL.map(|mode| (mode.as_str(), mode));
    let mut of_mode: BTreeMap<ApplicationMode, Vec<(Period, PackPlace)>> = BTreeMap::new();
    let mut rows = Vec::new();
    for row in list.filled_list()? {
        let Some(object) = row.object(NAMES) else { continue };
        let mode = object.get("mode").word(&modes);
        let period = periods::period(&object);
        let answer = object.get("answer").word(&ANSWERS);
        let attested = sources.attestation(&object);
        if let Some((mode, period)) = mode.zip(period) {
            of_mode.entry(mode).or_default().push((period, row.at().clone()));
        }
        rows.push(mode.zip(period).zip(answer.zip(attested)));
    }
    for (mode, of_one) in of_mode {
        periods::check(mode.as_str(), Between::Hole, of_one, list.problems());
    }
    let rows = rows.into_iter().map(|row| {
        let ((mode, period), (answer, attested)) = row?;
        Some(Applied { mode, period, answer, attested })
    });
    rows.collect()
}

// A row that leaves a side open reaches as far as the stage. What is wrong with the days
// themselves is told where they are read.
fn check_days(object: &Object<'_>, stage: Option<Period>, signed: Option<Day>) {
    let mut first_applied = None;
    let rows = object.get("applied").node().map_or(&[][..], Node::items);
    for (index, row) in rows.iter().enumerate() {
        let at = object.get("applied").at().item(index);
        let text = |name: &str| row.member(name).and_then(Node::text);
        let day = |name: &str| text(name).and_then(|day| Day::parse(day).ok());
        let (first, last) = (day("first_day"), day("last_day"));
        let tell = |name: &str, fault| object.whole().problems().add(at.member(name), fault);
        let Some(stage) = stage else { continue };
        if let Some((given, day)) = first.zip(stage.first_day).filter(|(given, day)| given < day) {
            tell("first_day", PackFault::OutsideStage { given, bound: "first day", day });
        }
        if let Some((given, day)) = last.zip(stage.last_day).filter(|(given, day)| given > day) {
            tell("last_day", PackFault::OutsideStage { given, bound: "last day", day });
        }
        if text("answer") != Some("no") {
            let begins = first.or(stage.first_day);
            first_applied = [first_applied, begins].into_iter().flatten().min();
        }
    }
    if let Some((signed, applied)) = signed.zip(first_applied).filter(|(one, other)| one > other) {
        let fault = PackFault::SignedTooLate { signed, applied };
        object.whole().problems().add(object.get("signed").at().member("day"), fault);
    }
}

fn topics(list: &Reader<'_>, sources: &Sources) -> Option<BTreeMap<Topic, (Outcome, Attestation)>> {
    const NAMES: &[&str] = &["topic", "answer", "source", "evidence", "known_from", "note"];
    let words = Topic::ALL.map(|topic| (topic.as_str(), topic));
    let mut topics = BTreeMap::new();
    let mut seen: BTreeMap<Topic, PackPlace> = BTreeMap::new();
    for row in list.list()? {
        let Some(object) = row.object(NAMES) else { continue };
        let answer = object.get("answer").word(&TOPIC_ANSWERS);
        let attested = sources.attestation(&object);
        let Some(topic) = object.get("topic").word(&words) else { continue };
        if let Some(first) = seen.get(&topic) {
            let fault = PackFault::Duplicate { id: topic.as_str().into(), first: first.clone() };
            row.fault::<()>(fault);
            continue;
        }
        seen.insert(topic, row.at().clone());
        if let Some(datum) = answer.zip(attested) {
            topics.insert(topic, datum);
        }
    }
    for topic in Topic::ALL.into_iter().filter(|topic| !seen.contains_key(topic)) {
        list.fault::<()>(PackFault::MissingTopic { topic: topic.as_str() });
    }
    Some(topics)
}
