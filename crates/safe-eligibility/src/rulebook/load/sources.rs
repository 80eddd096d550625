//! Sources, and what rests on them.

use std::collections::BTreeMap;

use super::super::assumption::{KIND, LIKENESS};
use super::super::pack::{Attestation, Source};
use super::super::problem::PackFault;
use super::super::reader::{Object, Reader};
use super::{Files, check_unique};
use crate::model::day::Day;
use crate::outcome::EvidenceGrade;

const KINDS: [(&str, &str); 7] = [
    ("act", "act"),
    ("treaty", "treaty"),
    ("institution", "institution"),
    ("analysis", "analysis"),
    ("press", "press"),
    (KIND, KIND),
    (LIKENESS, LIKENESS),
];

/// The sources of a pack and the day up to which they were searched.
pub(super) struct Sources {
    // `None`: the file could not be read, and naming a source is no problem.
    known: Option<BTreeMap<Box<str>, Source>>,
    register_day: Option<Day>,
}

pub(super) fn read(files: &Files<'_>, register_day: Option<Day>) -> Sources {
    Sources { known: known(files), register_day }
}

fn known(files: &Files<'_>) -> Option<BTreeMap<Box<str>, Source>> {
    let object = files.needed("sources.json")?.object(&["format", "sources"])?;
    object.get("format").word(&[("safe-sources/1", ())]);
    let list = object.get("sources").list()?;
    let ids: Vec<_> = list
        .iter()
        .filter_map(|one| Some((one.node()?.member("id")?.text()?.into(), one.at().member("id"))))
        .collect();
    check_unique(&ids, object.whole());
    let read: Vec<_> = list.iter().map(source).collect();
    read.into_iter().collect()
}

fn source(reader: &Reader<'_>) -> Option<(Box<str>, Source)> {
    let object = reader.object(&["id", "kind", "title", "day", "link", "evidence"])?;
    let id = object.get("id").id();
    let kind = object.get("kind").word(&KINDS);
    let title = object.get("title").owned();
    let day = object.get("day").or_null(Reader::day);
    let link = object.get("link").or_null(Reader::owned);
    let evidence = grade(&object.get("evidence"))?;
    let kind: Box<str> = kind?.into();
    // Whatever is written there: nobody says what is assumed.
    let is_said = ![KIND, LIKENESS].contains(&&*kind);
    let evidence = if is_said { evidence } else { EvidenceGrade::Assumed };
    Some((id?, Source { kind, title: title?, day: day?, link: link?, evidence }))
}

fn grade(reader: &Reader<'_>) -> Option<EvidenceGrade> {
    reader.word(&EvidenceGrade::ALL.map(|grade| (grade.as_str(), grade)))
}

impl Sources {
    /// The members `source`, `evidence`, `known_from` and `note`.
    pub(super) fn attestation(&self, object: &Object<'_>) -> Option<Attestation> {
        let source = self.id(&object.get("source"));
        let evidence = grade(&object.get("evidence"));
        let known_from = object.get("known_from").or_null(Reader::day);
        let note = object.get("note").or_null(Reader::owned);
        if let (Some(Some(given)), Some(register_day)) = (known_from, self.register_day) {
            if given > register_day {
                let fault = PackFault::KnownTooLate { given, register_day };
                object.get("known_from").fault::<()>(fault);
            }
        }
        let (source, evidence) = (source?, evidence?);
        let named = self.known.as_ref().and_then(|known| known.get(&source));
        let is_assumption = named.is_some_and(|one| &*one.kind == KIND);
        let best = named.map(|one| one.evidence);
        if let Some(best) = best.filter(|best| evidence > *best) {
            let source_id = source.clone();
            let fault = PackFault::BetterThanSource { given: evidence, source_id, best };
            object.get("evidence").fault::<()>(fault);
        }
        Some(Attestation { source, evidence, known_from: known_from?, note: note?, is_assumption })
    }

    /// The id of a source that is on the list.
    pub(super) fn id(&self, reader: &Reader<'_>) -> Option<Box<str>> {
        let id = reader.id()?;
        if self.known.as_ref().is_some_and(|known| !known.contains_key(&id)) {
            return reader.fault(PackFault::UnknownSource { source_id: id });
        }
        Some(id)
    }

    /// The sources by id.
    pub(super) fn into_known(self) -> BTreeMap<Box<str>, Source> {
        self.known.unwrap_or_default()
    }
}
