//! The readings chosen for the open questions of a pack.

use std::collections::BTreeMap;

use super::pack::{Answers, Question};
use crate::model::country::{CountryCode, CountryError};

/// The answer chosen for every open question of a pack.
///
/// Every question has an answer: the default where no other was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readings {
    // INVARIANT: one answer for each question, of the form the question asks for.
    chosen: BTreeMap<Box<str>, Reading>,
}

/// The answer chosen for one open question.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a question has options or asks for a list")]
pub enum Reading {
    /// One of its options.
    Option(Box<str>),
    /// A list of countries, each once, in the order given; it may be empty.
    Countries(Vec<CountryCode>),
}

impl Readings {
    /// The default answer of every question.
    #[must_use]
    pub fn defaults(questions: &[Question]) -> Self {
        let chosen = questions.iter().map(|question| {
            let reading = match &question.answers {
                Answers::Options { default, .. } => Reading::Option(default.clone()),
                Answers::Countries { default, .. } => Reading::Countries(default.clone()),
            };
            (question.id.clone(), reading)
        });
        Self { chosen: chosen.collect() }
    }

    /// The defaults but for some choices, each written `ID=OPTION`.
    ///
    /// A list of countries is separated by commas and may be empty.
    ///
    /// # Errors
    ///
    /// Every [`ReadingError`], in the order of the choices; a question that is answered twice is
    /// one.
    pub fn chosen<'a>(
        questions: &[Question],
        choices: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, Vec<ReadingError>> {
        let mut readings = Self::defaults(questions);
        let mut answered: BTreeMap<&str, &str> = BTreeMap::new();
        let mut errors = Vec::new();
        for choice in choices {
            let Some((id, answer)) = choice.split_once('=') else {
                errors.push(ReadingError::Shape { given: choice.into() });
                continue;
            };
            if answered.insert(id, answer).is_some() {
                errors.push(ReadingError::Twice { id: id.into() });
                continue;
            }
            match answer_to(questions, id, answer) {
                Ok(reading) => {
                    readings.chosen.insert(id.into(), reading);
                }
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(readings) } else { Err(errors) }
    }

    /// The answer chosen for a question; `None`: the pack has no such question.
    #[must_use]
    pub fn answer(&self, id: &str) -> Option<&Reading> {
        self.chosen.get(id)
    }

    /// Every question with its answer, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Reading)> {
        self.chosen.iter().map(|(id, reading)| (&**id, reading))
    }

    // For trying out every option; the caller takes it from the question.
    pub(crate) fn set(&mut self, id: &str, option: &str) {
        self.chosen.insert(id.into(), Reading::Option(option.into()));
    }

    /// Answers a question as other readings do, which it may be the only one to ask.
    pub(crate) fn answer_as(&mut self, id: &str, answer: &Reading) {
        self.chosen.insert(id.into(), answer.clone());
    }

    /// Changes a list; nothing where the question has options.
    pub(crate) fn change_list(&mut self, id: &str, change: impl FnOnce(&mut Vec<CountryCode>)) {
        if let Some(Reading::Countries(countries)) = self.chosen.get_mut(id) {
            change(countries);
        }
    }
}

impl Reading {
    /// The answer as the command line takes it: the option, or the countries with commas.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Option(option) => option.to_string(),
            Self::Countries(countries) => {
                countries.iter().map(|country| country.as_str()).collect::<Vec<_>>().join(",")
            }
        }
    }
}

/// Why a reading cannot be chosen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadingError {
    /// No equals sign.
    #[error("`{given}` is no choice of a reading; write `ID=OPTION`")]
    Shape {
        /// What was given.
        given: Box<str>,
    },
    /// An id that no open question has.
    #[error("no open question has the id `{id}`; {}", Nearest(.nearest.as_deref(), .known))]
    UnknownId {
        /// The id.
        id: Box<str>,
        /// The id most like it; `None`: none is.
        nearest: Option<Box<str>>,
        /// Every id.
        known: Vec<Box<str>>,
    },
    /// An answer that is no option of the question.
    #[error("`{option}` is no option of `{id}`; choose {}", OneOf(.known))]
    UnknownOption {
        /// The id.
        id: Box<str>,
        /// The answer.
        option: Box<str>,
        /// Every option.
        known: Vec<Box<str>>,
    },
    /// An item of a list that is no country.
    #[error("`{given}` in the list of `{id}` is {reason}")]
    Country {
        /// The id.
        id: Box<str>,
        /// The item.
        given: Box<str>,
        /// Why it is none.
        reason: CountryError,
    },
    /// A country that a list has twice.
    #[error("`{country}` stands twice in the list of `{id}`; list each country once")]
    RepeatedCountry {
        /// The id.
        id: Box<str>,
        /// The country.
        country: CountryCode,
    },
    /// A question that is answered twice.
    #[error("the reading `{id}` is chosen twice; choose it once")]
    Twice {
        /// The id.
        id: Box<str>,
    },
}

pub(crate) fn answer_to(
    questions: &[Question],
    id: &str,
    answer: &str,
) -> Result<Reading, ReadingError> {
    let Some(question) = questions.iter().find(|question| &*question.id == id) else {
        let known: Vec<Box<str>> = questions.iter().map(|question| question.id.clone()).collect();
        return Err(ReadingError::UnknownId { id: id.into(), nearest: nearest(id, &known), known });
    };
    match &question.answers {
        Answers::Options { options, .. } => {
            if options.iter().any(|(option, _)| &**option == answer) {
                return Ok(Reading::Option(answer.into()));
            }
            let known = options.iter().map(|(option, _)| option.clone()).collect();
            Err(ReadingError::UnknownOption { id: id.into(), option: answer.into(), known })
        }
        Answers::Countries { .. } => countries(id, answer).map(Reading::Countries),
    }
}

fn countries(id: &str, list: &str) -> Result<Vec<CountryCode>, ReadingError> {
    let mut countries = Vec::new();
    for given in list.split(',').map(str::trim).filter(|_| !list.trim().is_empty()) {
        let country = CountryCode::parse(given).map_err(|reason| ReadingError::Country {
            id: id.into(),
            given: given.into(),
            reason,
        })?;
        if countries.contains(&country) {
            return Err(ReadingError::RepeatedCountry { id: id.into(), country });
        }
        countries.push(country);
    }
    Ok(countries)
}

// The id with the fewest edits, where they are at most a third of its letters.
pub(crate) fn nearest(given: &str, known: &[Box<str>]) -> Option<Box<str>> {
    let distance = |id: &str| edits(given.as_bytes(), id.as_bytes());
    let best = known.iter().min_by_key(|id| distance(id))?;
    (distance(best).saturating_mul(3) <= best.len()).then(|| best.clone())
}

fn edits(from: &[u8], to: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, letter) in from.iter().enumerate() {
        let mut next = vec![index.saturating_add(1)];
        for ((other, left_above), above) in to.iter().zip(&row).zip(row.iter().skip(1)) {
            let replaced = left_above.saturating_add(usize::from(letter != other));
            let left = next.last().copied().unwrap_or(usize::MAX);
            next.push(replaced.min(left.saturating_add(1)).min(above.saturating_add(1)));
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}

struct OneOf<'a>(&'a [Box<str>]);

impl std::fmt::Display for OneOf<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words: Vec<String> = self.0.iter().map(|word| format!("`{word}`")).collect();
        out.write_str(&words.join(" or "))
    }
}

struct Nearest<'a>(Option<&'a str>, &'a [Box<str>]);

impl std::fmt::Display for Nearest<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(nearest, known) = self;
        match nearest {
            Some(id) => write!(out, "did you mean `{id}`"),
            None => write!(out, "write {}", OneOf(known)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn questions() -> Vec<Question> {
        crate::rulebook::load::built_in().unwrap().questions
    }

    fn refused(choices: &[&str]) -> Vec<String> {
        let errors = Readings::chosen(&questions(), choices.iter().copied()).unwrap_err();
        errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_not_chosen_has_its_default() {
        let choices = ["component-tier=leaves", "contravening-countries="];
        let readings = Readings::chosen(&questions(), choices).unwrap();
        assert_eq!(readings.answer("component-tier").unwrap().to_text(), "leaves");
        assert_eq!(readings.answer("contravening-countries").unwrap().to_text(), "");
        assert_eq!(readings.answer("status-day").unwrap().to_text(), "signature");
        assert_eq!(readings.iter().count(), 17);
        let defaults = Readings::defaults(&questions());
        assert_eq!(defaults.answer("contravening-countries").unwrap().to_text(), "RU,BY,IR,KP");
    }

    #[test]
    fn refuses_what_is_no_choice() {
        let choices = [
            "component-tier",
            "component-teir=leaves",
            "component-tier=roots",
            "contravening-countries=RU,UK",
            "share-bounds=inclusive",
            "share-bounds=exclusive",
        ];
        assert_eq!(
            refused(&choices),
            [
                "`component-tier` is no choice of a reading; write `ID=OPTION`",
                "no open question has the id `component-teir`; did you mean `component-tier`",
                "`roots` is no option of `component-tier`; choose `first-tier` or `leaves`",
                "`UK` in the list of `contravening-countries` is not a country code; \
                 the United Kingdom is `GB`",
                "the reading `share-bounds` is chosen twice; choose it once",
            ]
        );
        assert_eq!(
            refused(&["contravening-countries=RU,BY,RU"]),
            ["`RU` stands twice in the list of `contravening-countries`; list each country once"]
        );
        let [unlike] = &refused(&["rounding=up"])[..] else { panic!("one error") };
        assert!(
            unlike.starts_with("no open question has the id `rounding`; write `status-day` or")
        );
    }
}
