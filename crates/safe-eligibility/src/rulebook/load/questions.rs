//! Open questions with their options, and conflicts between sources.

use super::super::pack::{Answers, Conflict, Question};
use super::super::problem::PackFault;
use super::super::reader::{Object, Reader};
use super::super::readings::{Reading, ReadingError};
use super::sources::Sources;
use super::{Files, check_unique, words};

pub(super) fn questions(files: &Files<'_>, sources: &Sources) -> Option<Vec<Question>> {
    let object = files.needed("readings.json")?.object(&["format", "questions"])?;
    object.get("format").word(&[("safe-readings/1", ())]);
    let list = object.get("questions");
    let questions = list.each(|one| question(one, sources));
    let ids: Vec<_> = list.list()?.iter().filter_map(|one| id_of(one, "id")).collect();
    check_unique(&ids, &list);
    questions
}

const MEMBERS: &[&str] =
    &["id", "question", "provisions", "options", "default", "countries", "why"];

fn question(reader: &Reader<'_>, sources: &Sources) -> Option<Question> {
    let object = reader.object_with(&[MEMBERS], &["words"])?;
    let id = object.get("id").id();
    let question = object.get("question").owned();
    let provisions = object.get("provisions").each(Reader::owned);
    let options = object.get("options").or_null(options);
    let default = object.get("default").or_null(Reader::id);
    let countries = object.get("countries").or_null(|list| countries(list, sources));
    let why = object.get("why").owned();
    let id = id?;
    let answers = match (options?, default?, countries?) {
        (Some(options), Some(default), None) => with_options(&object, &id, options, default)?,
        (None, None, Some(answers)) => answers,
        (Some(_) | None, Some(_) | None, Some(_) | None) => {
            return reader.fault(PackFault::MixedQuestion);
        }
    };
    let options = match &answers {
        Answers::Options { options, .. } => options.as_slice(),
        Answers::Countries { .. } => &[],
    };
    let words = object.get("words").or_absent(|own| words::of_question(own, &id, options))?;
    let (question, provisions) = (question?, provisions?);
    Some(Question { id, question, words, provisions, answers, why: why? })
}

fn with_options(
    object: &Object<'_>,
    id: &str,
    options: Vec<(Box<str>, Box<str>)>,
    default: Box<str>,
) -> Option<Answers> {
    if options.iter().any(|(option, _)| *option == default) {
        return Some(Answers::Options { options, default });
    }
    let known = options.into_iter().map(|(option, _)| option).collect();
    let error = ReadingError::UnknownOption { id: id.into(), option: default, known };
    object.get("default").fault(PackFault::Reading(error))
}

fn options(list: &Reader<'_>) -> Option<Vec<(Box<str>, Box<str>)>> {
    let items = list.filled_list()?;
    let ids: Vec<_> = items.iter().filter_map(|one| id_of(one, "option")).collect();
    check_unique(&ids, list);
    list.each(|one| {
        let object = one.object(&["option", "meaning"])?;
        let (option, meaning) = (object.get("option").id(), object.get("meaning").owned());
        option.zip(meaning)
    })
}

fn countries(list: &Reader<'_>, sources: &Sources) -> Option<Answers> {
    let ids: Vec<_> = list.list()?.iter().filter_map(|one| id_of(one, "country")).collect();
    check_unique(&ids, list);
    let attested = list.each(|one| {
        let object = one.object(&["country", "source", "evidence", "known_from", "note"])?;
        let country = object.get("country").country();
        let attested = sources.attestation(&object)?;
        Some((country?, attested))
    })?;
    Some(Answers::Countries {
        default: attested.iter().map(|(country, _)| *country).collect(),
        attested,
    })
}

fn id_of(
    reader: &Reader<'_>,
    member: &str,
) -> Option<(Box<str>, super::super::problem::PackPlace)> {
    let id = reader.node()?.member(member)?.text()?;
    Some((id.into(), reader.at().member(member)))
}

/// Makes another answer the default; it is of the form the question asks for.
pub(super) fn set_default(question: &mut Question, answer: Reading) {
    match (&mut question.answers, answer) {
        (Answers::Options { default, .. }, Reading::Option(option)) => *default = option,
        (Answers::Countries { default, .. }, Reading::Countries(countries)) => {
            *default = countries;
        }
        (Answers::Options { .. }, Reading::Countries(_))
        | (Answers::Countries { .. }, Reading::Option(_)) => {}
    }
}

pub(super) fn conflicts(files: &Files<'_>, sources: &Sources) -> Option<Vec<Conflict>> {
    let object = files.needed("conflicts.json")?.object(&["format", "conflicts"])?;
    object.get("format").word(&[("safe-conflicts/1", ())]);
    let list = object.get("conflicts");
    let ids: Vec<_> = list.list()?.iter().filter_map(|one| id_of(one, "id")).collect();
    check_unique(&ids, &list);
    list.each(|one| conflict(one, sources))
}

fn conflict(reader: &Reader<'_>, sources: &Sources) -> Option<Conflict> {
    let object = reader.object(&["id", "claims", "choice", "why"])?;
    let id = object.get("id").id();
    let claims = object.get("claims").each(|one| {
        let object = one.object(&["source", "claim"])?;
        let (source, claim) = (sources.id(&object.get("source")), object.get("claim").owned());
        source.zip(claim)
    });
    let choice = object.get("choice").owned();
    let why = object.get("why").owned()?;
    Some(Conflict { id: id?, claims: claims?, choice: choice?, why })
}
