//! What rules and readings are called in other languages than English.

use super::super::pack::{QuestionWords, RuleWords, Translated};
use super::super::problem::PackFault;
use super::super::reader::Reader;

/// Something in French, German and Polish; where one is there, all are.
pub(super) fn translated<T>(
    reader: &Reader<'_>,
    read: impl Fn(&Reader<'_>) -> Option<T>,
) -> Option<Translated<T>> {
    let object = reader.object(&["fr", "de", "pl"])?;
    let [fr, de, pl] = ["fr", "de", "pl"].map(|language| read(&object.get(language)));
    Some(Translated { fr: fr?, de: de?, pl: pl? })
}

pub(super) fn of_rule(reader: &Reader<'_>) -> Option<Translated<RuleWords>> {
    translated(reader, |one| {
        let object = one.object(&["title", "paraphrase", "pinpoint"])?;
        let [title, paraphrase, pinpoint] =
            ["title", "paraphrase", "pinpoint"].map(|member| object.get(member).owned());
        Some(RuleWords { title: title?, paraphrase: paraphrase?, pinpoint: pinpoint? })
    })
}

/// `options`: those of the question, each of which has a meaning in every language.
pub(super) fn of_question(
    reader: &Reader<'_>,
    reading: &str,
    options: &[(Box<str>, Box<str>)],
) -> Option<Translated<QuestionWords>> {
    translated(reader, |one| {
        let object = one.object(&["question", "options"])?;
        let question = object.get("question").owned();
        let list = object.get("options");
        let meanings = list.each(|one| {
            let object = one.object(&["option", "meaning"])?;
            let (option, meaning) = (object.get("option").id(), object.get("meaning").owned());
            option.zip(meaning)
        })?;
        let ids = |list: &[(Box<str>, Box<str>)]| -> Vec<Box<str>> {
            list.iter().map(|(option, _)| option.clone()).collect()
        };
        let (known, given) = (ids(options), ids(&meanings));
        if known != given {
            return list.fault(PackFault::OtherOptions { reading: reading.into(), known, given });
        }
        let meanings = meanings.into_iter().map(|(_, meaning)| meaning).collect();
        Some(QuestionWords { question: question?, meanings })
    })
}
