//! Document and pack, and what follows from them.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map, Value, json};

use crate::asked::Asked;
use crate::assumptions::is_alike;
use crate::compare::Comparison;
use crate::document::Document;
use crate::json;
use crate::law::Law;
use crate::lines::LinesShown;
use crate::pack::{Pack, Readings};
use crate::question::Question;
use crate::share::Sums;
use crate::unfit::unfit;
use crate::whole;
use crate::withheld::holds_a_commitment;
use crate::{Digests, Fault, Openings, Verified};

/// What assessments are said to follow from, read once for any number of them.
///
/// What follows is kept until something else is asked, so that a second assessment of the same day,
/// readings and least evidence is only compared.
#[derive(Clone, Debug)]
pub struct Grounds<'a> {
    document: Value,
    pack: Pack,
    // The pack without what is assumed in it.
    law_alone: Option<Pack>,
    digests: Digests<'a>,
    // Where something is withheld, what follows is read off each assessment anew.
    withholds: bool,
    last: Arc<Mutex<Option<Arc<Followed>>>>,
}

/// What follows as the answer to a question, and how much of it is taken as written.
#[derive(Debug)]
struct Followed {
    question: Question,
    expected: Value,
    trusted: usize,
}

impl<'a> Grounds<'a> {
    /// Document and pack; see [`Submitted`](crate::Submitted).
    ///
    /// # Errors
    ///
    /// A [`Fault`] for the document and each file that cannot be read.
    pub fn new(
        document: &[u8],
        pack: &BTreeMap<String, Vec<u8>>,
        digests: Digests<'a>,
    ) -> Result<Self, Vec<Fault>> {
        let document = json::read(document).map_err(|problem| Fault::new("document", problem));
        let pack = read_pack(pack);
        match (document, pack) {
            (Ok(document), Ok(pack)) => {
                let (withholds, last) = (holds_a_commitment(&document), Arc::default());
                Ok(Self { document, pack, law_alone: None, digests, withholds, last })
            }
            (document, pack) => {
                let of_pack: Vec<Fault> = pack.err().unwrap_or_default();
                Err(document.err().into_iter().chain(of_pack).collect())
            }
        }
    }

    /// The same with the files of the pack without what is assumed in it; see
    /// [`Submitted`](crate::Submitted).
    ///
    /// # Errors
    ///
    /// A [`Fault`] for each file that cannot be read.
    pub fn with_law_alone(self, files: &BTreeMap<String, Vec<u8>>) -> Result<Self, Vec<Fault>> {
        Ok(Self { law_alone: Some(read_pack(files)?), last: Arc::default(), ..self })
    }

    /// Verifies an assessment; see [`verify`](crate::verify).
    ///
    /// # Errors
    ///
    /// Every [`Fault`].
    pub fn verify(
        &self,
        assessment: &[u8],
        openings: Option<&Openings<'_>>,
        lines: Option<LinesShown>,
    ) -> Result<Verified, Vec<Fault>> {
        let given = read_assessment(assessment).map_err(|fault| vec![fault])?;
        let faults = unfit(&self.document, &self.pack, &given);
        if !faults.is_empty() {
            return Err(faults);
        }
        let followed = self.followed(Question::of(&given, lines), &given)?;
        let mut comparison = Comparison::with(openings);
        comparison.verified.trusted = followed.trusted;
        comparison.value(&followed.expected, &given);
        let is_told = given.pointer("/procurement/redacted") == Some(&Value::Bool(true));
        if comparison.verified.withheld > 0 && !is_told {
            let problem = "values are withheld, and the assessment does not say so";
            comparison.faults.push(Fault::new("/procurement/redacted", problem));
        }
        if comparison.faults.is_empty() { Ok(comparison.verified) } else { Err(comparison.faults) }
    }

    fn followed(&self, question: Question, given: &Value) -> Result<Arc<Followed>, Vec<Fault>> {
        if self.withholds {
            return Ok(Arc::new(self.follow(question, given)?));
        }
        // Nothing is left half-written where a thread that held it has stopped.
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(followed) = last.as_ref().filter(|last| last.question == question) {
            return Ok(Arc::clone(followed));
        }
        let followed = Arc::new(self.follow(question, &Value::Null)?);
        *last = Some(Arc::clone(&followed));
        Ok(followed)
    }

    /// Everything that has to stand in the assessment.
    fn follow(&self, question: Question, given: &Value) -> Result<Followed, Vec<Fault>> {
        let (mut expected, mut trusted) = self.reckoned(&self.pack, &question, given)?;
        // Of withheld costs much is taken as written, so that there is nothing to compare.
        let written = given.pointer("/assumptions/touched").and_then(Value::as_bool);
        let alone = match &self.law_alone {
            Some(alone) => Some(self.reckoned(alone, &question, given)?.0),
            None => None,
        };
        let by_law = alone.as_ref().and_then(|alone| alone.get("verdict")?.as_str());
        let touched = match &alone {
            Some(_) if trusted > 0 && written.is_some() => {
                trusted = trusted.saturating_add(1);
                written
            }
            Some(alone) => Some(!is_alike(&expected, alone)),
            None => None,
        };
        expected.extend(self.bound_to(&question));
        let assumptions = self.pack.assumptions(touched, by_law);
        expected.extend(assumptions.map(|assumptions| ("assumptions".to_owned(), assumptions)));
        Ok(Followed { question, expected: Value::Object(expected), trusted })
    }

    /// What follows on the day, under the readings and with the evidence that are asked for, and
    /// how much is taken as written.
    fn reckoned(
        &self,
        pack: &Pack,
        question: &Question,
        given: &Value,
    ) -> Result<(Map<String, Value>, usize), Vec<Fault>> {
        let document = Document { root: &self.document };
        let signed_on = document.text("/contract/signed_on");
        let chosen = Readings { chosen: &question.readings };
        let law = Law::of(pack, &question.as_of, signed_on, question.least, chosen);
        let sums = Sums::of(document, &law, question.lines).map_err(|problems| {
            let problems = problems.into_iter();
            let faults =
                problems.map(|(at, problem)| Fault::new(format!("document {at}"), problem));
            faults.collect::<Vec<_>>()
        })?;
        let (explains_sums, trusted) = (question.sums, Cell::new(0));
        let asked =
            Asked { document, law: &law, sums, explains_sums, given, trusted, assumed: None };
        let mut reckoned = whole::assessment(&asked);
        reckoned.insert("governing_day".into(), law.governing_day.into());
        Ok((reckoned, asked.trusted.get()))
    }

    /// Which document, pack and question an assessment has to name.
    fn bound_to(&self, question: &Question) -> Map<String, Value> {
        let document = Document { root: &self.document };
        let pack = self.pack.file("pack.json");
        let about = json!({
            "format": "safe-assessment/1",
            "procurement": {
                "id": document.text("/id"),
                "title": document.text("/title"),
                "sha256": self.digests.document,
            },
            "rules": {
                "pack": pack.get("id"),
                "version": pack.get("version"),
                "sha256": self.digests.pack,
            },
            "as_of": question.as_of,
            "least_evidence": question.least.word(),
            "readings": question.readings,
        });
        about.as_object().cloned().unwrap_or_default()
    }
}

fn read_pack(files: &BTreeMap<String, Vec<u8>>) -> Result<Pack, Vec<Fault>> {
    Pack::read(files).map_err(|problems| {
        let problems = problems.into_iter();
        problems.map(|(path, problem)| Fault::new(format!("pack {path}"), problem)).collect()
    })
}

pub(crate) fn read_assessment(bytes: &[u8]) -> Result<Value, Fault> {
    json::read(bytes).map_err(|problem| Fault::new("", problem))
}
