//! Acts and the versions of their rules.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::assumption::AssumedParameter;
use super::super::node::Node;
use super::super::pack::{Act, Period, Provision, Question, RuleHistory, RuleVersion};
use super::super::problem::{PackFault, PackPlace};
use super::super::read_body::BODY_MEMBERS;
use super::super::reader::{Object, Reader};
use super::super::resolve::resolve_placed;
use super::bodies::{self, Bodies};
use super::periods::Between;
use super::registers::agrees_with_path;
use super::sources::Sources;
use super::{Files, choices, periods, words};
use crate::model::day::Day;

type Law = (BTreeMap<Box<str>, Act>, Vec<RuleHistory>);

/// The acts, and the rules in the order of the list.
pub(super) fn read(
    files: &Files<'_>,
    sources: &Sources,
    questions: Option<&[Question]>,
    listed: Option<&[(Box<str>, PackPlace)]>,
) -> Option<Law> {
    let mut used = BTreeSet::new();
    let acts = acts(files, sources, questions, &mut used);
    let (versions, bodies) = versions(files, sources, questions, &mut used);
    check_acts(files, &acts);
    check_list(files, &versions, listed);
    bodies::check_together(&bodies, files.problems);
    check_used(files, questions, &used);
    let acts: Option<BTreeMap<_, _>> =
        acts.into_iter().map(|(id, act)| Some((Box::from(id), act?))).collect();
    let mut by_rule: BTreeMap<&str, Vec<RuleVersion>> = BTreeMap::new();
    for (rule, _, version) in versions {
        by_rule.entry(rule).or_default().push(version?);
    }
    let history = listed?.iter().map(|(id, _)| {
        let mut versions = by_rule.remove(&**id)?;
        versions.sort_by_key(|version| version.first_day);
        Some(RuleHistory { id: id.clone(), versions })
    });
    let histories: Option<Vec<_>> = history.collect();
    acts.zip(histories)
}

type Acts<'a> = BTreeMap<&'a str, Option<Act>>;

fn acts<'a>(
    files: &Files<'a>,
    sources: &Sources,
    questions: Option<&[Question]>,
    used: &mut BTreeSet<Box<str>>,
) -> Acts<'a> {
    let mut acts = BTreeMap::new();
    for (parts, file) in files.like("acts/*/act.json") {
        let [id] = parts.as_slice() else { continue };
        acts.insert(*id, act(&file, id, sources, questions, used));
    }
    acts
}

const ACT: &[&str] =
    &["format", "id", "title", "short_title", "source", "in_force_from", "status_day"];

fn act(
    file: &Reader<'_>,
    path_id: &str,
    sources: &Sources,
    questions: Option<&[Question]>,
    used: &mut BTreeSet<Box<str>>,
) -> Option<Act> {
    let object = file.object_with(&[ACT], &["words"])?;
    object.get("format").word(&[("safe-act/1", ())]);
    object.get("id").id();
    agrees_with_path(&object.get("id"), path_id);
    let title = object.get("title").owned();
    let short_title = object.get("short_title").owned();
    let words = object.get("words").or_absent(|words| {
        words::translated(words, |one| one.object(&["short_title"])?.get("short_title").owned())
    });
    let source = sources.id(&object.get("source"));
    let in_force_from = object.get("in_force_from").day();
    let status_day = object.get("status_day");
    if let Some(questions) = questions {
        check_status_day(&status_day, questions, used);
    }
    Some(Act {
        title: title?,
        short_title: short_title?,
        short_titles: words?,
        source: source?,
        in_force_from: in_force_from?,
        status_day: status_day.node()?.clone(),
    })
}

fn check_status_day(
    reader: &Reader<'_>,
    questions: &[Question],
    used: &mut BTreeSet<Box<str>>,
) -> Option<()> {
    let mentioned = choices::check(reader, questions)?;
    used.extend(mentioned.ids().map(Into::into));
    for readings in choices::combinations(reader, &mentioned, questions) {
        let resolved = resolve_placed(reader.node()?, &readings);
        let PackPlace { file, pointer } = reader.at();
        let pointer = format!("{pointer}{}", resolved.pointer_in_file("")).into();
        let at = PackPlace { file: file.clone(), pointer };
        let own = Reader::new(&resolved.node, at, reader.problems());
        own.word(&[("governing-day", ()), ("as-of", ())]);
    }
    Some(())
}

type Versions<'a> = Vec<(&'a str, PackPlace, Option<RuleVersion>)>;

fn versions<'a>(
    files: &Files<'a>,
    sources: &Sources,
    questions: Option<&[Question]>,
    used: &mut BTreeSet<Box<str>>,
) -> (Versions<'a>, Bodies) {
    let (mut versions, mut bodies) = (Vec::new(), Bodies::default());
    for (parts, file) in files.like("acts/*/*/*.json") {
        let [act, rule, day] = parts.as_slice() else { continue };
        bodies.announce(rule);
        let object = file.object_with(&[HEAD, BODY_MEMBERS], &["words", "assumed"]);
        if let (Some(object), Some(questions)) = (&object, questions) {
            let body = body(object);
            let own = Reader::new(&body, file.at().clone(), files.problems);
            used.extend(bodies.add(rule, &own, questions));
        }
        let version = object.and_then(|object| version(&object, [act, rule, day], sources));
        versions.push((*rule, file.at().clone(), version));
    }
    (versions, bodies)
}

const HEAD: &[&str] = &[
    "format",
    "id",
    "act",
    "first_day",
    "last_day",
    "title",
    "paraphrase",
    "pinpoint",
    "provision",
    "source",
    "evidence",
    "known_from",
    "note",
    "checked_on",
];

fn version(
    object: &Object<'_>,
    [act, rule, day]: [&str; 3],
    sources: &Sources,
) -> Option<RuleVersion> {
    object.get("format").word(&[("safe-rule/1", ())]);
    object.get("id").id();
    object.get("act").id();
    for (member, part) in [("act", act), ("id", rule), ("first_day", day)] {
        agrees_with_path(&object.get(member), part);
    }
    let first_day = object.get("first_day").day();
    let period = periods::period(object);
    let title = object.get("title").owned();
    let paraphrase = object.get("paraphrase").owned();
    let pinpoint = object.get("pinpoint").owned();
    let words = object.get("words").or_absent(words::of_rule);
    let provision = provision(&object.get("provision"));
    let attested = sources.attestation(object);
    let checked_on = object.get("checked_on").day();
    let assumed = object.get("assumed").or_absent(|list| list.each(|one| assumed(one, sources)));
    Some(RuleVersion {
        act: act.into(),
        first_day: first_day?,
        last_day: period?.last_day,
        title: title?,
        paraphrase: paraphrase?,
        pinpoint: pinpoint?,
        words: words?.map(Arc::new),
        provision: provision?,
        attested: attested?,
        checked_on: checked_on?,
        assumed: assumed?.unwrap_or_default(),
        body: body(object),
    })
}

fn assumed(reader: &Reader<'_>, sources: &Sources) -> Option<AssumedParameter> {
    let object = reader.object(&["parameter", "source"])?;
    let parameter = object.get("parameter").owned();
    let source = sources.id(&object.get("source"))?;
    Some(AssumedParameter { parameter: parameter?, source })
}

fn body(object: &Object<'_>) -> Node {
    let members = BODY_MEMBERS.iter().filter_map(|name| {
        let value = object.get(name).node()?.clone();
        Some((Box::from(*name), value))
    });
    Node::Object(members.collect())
}

fn provision(reader: &Reader<'_>) -> Option<Provision> {
    let object = reader.object(&["article", "paragraph", "subparagraph", "sentence"])?;
    let article = object.get("article").owned();
    let paragraph = object.get("paragraph").or_null(Reader::owned);
    let subparagraph = object.get("subparagraph").or_null(Reader::ordinal);
    let sentence = object.get("sentence").or_null(Reader::ordinal)?;
    Some(Provision {
        article: article?,
        paragraph: paragraph?,
        subparagraph: subparagraph?,
        sentence,
    })
}

fn check_acts(files: &Files<'_>, acts: &Acts<'_>) {
    for (parts, file) in files.like("acts/*/*/*.json") {
        let Some(act) = parts.first().filter(|act| !acts.contains_key(**act)) else { continue };
        file.fault::<()>(PackFault::UnknownAct { act: (*act).into() });
    }
}

// Each rule on the list has versions from its first day on, and each version is of a rule on it.
fn check_list(
    files: &Files<'_>,
    versions: &Versions<'_>,
    listed: Option<&[(Box<str>, PackPlace)]>,
) {
    let Some(listed) = listed else { return };
    for (rule, at, _) in versions {
        if !listed.iter().any(|(id, _)| **id == **rule) {
            files.problems.add(at.clone(), PackFault::UnlistedRule { rule: (*rule).into() });
        }
    }
    for (rule, at) in listed {
        let own = versions.iter().filter(|(id, _, _)| **id == **rule);
        let periods: Vec<(Option<Period>, PackPlace)> =
            own.map(|(_, at, version)| (version.as_ref().map(period), at.clone())).collect();
        if periods.is_empty() {
            files.problems.add(at.clone(), PackFault::RuleWithoutVersion { rule: rule.clone() });
        }
        let known = periods.into_iter().map(|(period, at)| Some((period?, at)));
        let Some(known) = known.collect::<Option<Vec<_>>>() else { continue };
        if let Some((last, at)) = periods::check(rule, Between::Hole, known, files.problems).last()
        {
            if let Some(from) = last.last_day.and_then(Day::tomorrow) {
                let fault = PackFault::NoVersionFrom { rule: rule.clone(), from };
                files.problems.add(at.member("last_day"), fault);
            }
        }
    }
}

fn period(version: &RuleVersion) -> Period {
    Period::new(Some(version.first_day), version.last_day)
}

fn check_used(files: &Files<'_>, questions: Option<&[Question]>, used: &BTreeSet<Box<str>>) {
    for (index, question) in questions.into_iter().flatten().enumerate() {
        if !used.contains(&question.id) {
            let at = PackPlace::file("readings.json").member("questions").item(index);
            let reading = question.id.clone();
            files.problems.add(at, PackFault::UnusedReading { reading });
        }
    }
}
