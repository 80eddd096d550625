//! What is handed in to be verified, and what comes of it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value, json};

use crate::asked::Asked;
use crate::assumptions::is_alike;
use crate::compare::{Comparison, shows_all_lines};
use crate::document::Document;
use crate::json::{self, list, text};
use crate::law::Law;
use crate::lines::LinesShown;
use crate::logic::Grade;
use crate::pack::{Pack, Readings};
use crate::share::Sums;
use crate::unfit::unfit;
use crate::whole;

/// Computes the commitment to the value at an address; `None`: it cannot.
pub type Openings<'a> = dyn Fn(&str, &Value) -> Option<String> + 'a;

/// An assessment with everything it is said to follow from.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Submitted<'a> {
    /// The bytes of the procurement document.
    pub document: &'a [u8],
    /// The files of the rule pack, by their path below its top.
    pub pack: &'a BTreeMap<String, Vec<u8>>,
    /// One `safe-assessment/1` with its trace.
    pub assessment: &'a [u8],
    /// The digests of document and pack as the caller took them.
    pub digests: Digests<'a>,
    /// Computes the commitment to the value at an address, `None` where it cannot; without it,
    /// commitments are only counted.
    pub openings: Option<&'a Openings<'a>>,
    /// Which lines the trace is to show; `None`: the twenty largest, or all of them.
    pub lines: Option<LinesShown>,
    /// The files of the pack without what is assumed in it; `None`: nothing is, or that is not
    /// known, and then neither is whether it changes anything.
    pub law_alone: Option<&'a BTreeMap<String, Vec<u8>>>,
}

impl<'a> Submitted<'a> {
    /// What has to be handed in.
    #[must_use]
    pub fn new(
        document: &'a [u8],
        pack: &'a BTreeMap<String, Vec<u8>>,
        assessment: &'a [u8],
        digests: Digests<'a>,
    ) -> Self {
        Self { document, pack, assessment, digests, openings: None, lines: None, law_alone: None }
    }

    /// The same with something to check commitments with.
    #[must_use]
    pub fn with_openings(self, openings: &'a Openings<'a>) -> Self {
        Self { openings: Some(openings), ..self }
    }

    /// The same for a pack in which something is assumed, with its files without that.
    #[must_use]
    pub fn with_law_alone(self, files: &'a BTreeMap<String, Vec<u8>>) -> Self {
        Self { law_alone: Some(files), ..self }
    }

    /// The same for a trace that shows other lines than the twenty largest, or all of them.
    #[must_use]
    pub fn with_lines(self, lines: LinesShown) -> Self {
        Self { lines: Some(lines), ..self }
    }
}

impl fmt::Debug for Submitted<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Submitted").field("digests", &self.digests).finish_non_exhaustive()
    }
}

/// SHA-256 of document and pack, in hexadecimal digits.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Digests<'a> {
    /// Of the bytes of the document.
    pub document: &'a str,
    /// Of the files of the pack, as its format says.
    pub pack: &'a str,
}

impl<'a> Digests<'a> {
    /// Both digests.
    #[must_use]
    pub fn new(document: &'a str, pack: &'a str) -> Self {
        Self { document, pack }
    }
}

/// Something that does not follow, or does not stand where it has to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// The address of the step, or a JSON pointer into the assessment; `document` or `pack` and a
    /// place where the fault is there.
    pub at: String,
    /// What is wrong.
    pub problem: String,
}

impl Fault {
    pub(crate) fn new(at: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { at: at.into(), problem: problem.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { at, problem } = self;
        if at.is_empty() { out.write_str(problem) } else { write!(out, "{at}: {problem}") }
    }
}

/// How much was reckoned again and holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// Steps of the trace.
    pub steps: usize,
    /// Facts, found in the document.
    pub facts: usize,
    /// Data of law, found in the pack.
    pub law: usize,
    /// Lines behind sums.
    pub lines: usize,
    /// Comparisons of shares, each end as an exact fraction.
    pub sums: usize,
    /// Values that a commitment stands for.
    pub withheld: usize,
    /// Commitments that were computed again from the value they stand for.
    pub opened: usize,
    /// Shares, growth and turning lines taken as written, since the costs behind them are withheld.
    pub trusted: usize,
}

/// Verifies an assessment.
///
/// # Errors
///
/// Every [`Fault`]: whatever of the assessment does not follow from document and pack, or why they
/// cannot be read.
pub fn verify(submitted: &Submitted<'_>) -> Result<Verified, Vec<Fault>> {
    let Submitted { document, pack, assessment, digests, openings, lines, law_alone } = *submitted;
    let grounds = Grounds::new(document, pack, digests).and_then(|grounds| match law_alone {
        Some(files) => grounds.with_law_alone(files),
        None => Ok(grounds),
    });
    match grounds {
        Ok(grounds) => grounds.verify(assessment, openings, lines),
        Err(mut faults) => {
            faults.extend(read_assessment(assessment).err());
            Err(faults)
        }
    }
}

fn read_pack(files: &BTreeMap<String, Vec<u8>>) -> Result<Pack, Vec<Fault>> {
    Pack::read(files).map_err(|problems| {
        let problems = problems.into_iter();
        problems.map(|(path, problem)| Fault::new(format!("pack {path}"), problem)).collect()
    })
}

fn read_assessment(bytes: &[u8]) -> Result<Value, Fault> {
    json::read(bytes).map_err(|problem| Fault::new("", problem))
}

/// What assessments are said to follow from, read once for any number of them.
#[derive(Clone, Debug)]
pub struct Grounds<'a> {
    document: Value,
    pack: Pack,
    // The pack without what is assumed in it.
    law_alone: Option<Pack>,
    digests: Digests<'a>,
}

impl<'a> Grounds<'a> {
    /// Document and pack; see [`Submitted`].
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
            (Ok(document), Ok(pack)) => Ok(Self { document, pack, law_alone: None, digests }),
            (document, pack) => {
                let of_pack: Vec<Fault> = pack.err().unwrap_or_default();
                Err(document.err().into_iter().chain(of_pack).collect())
            }
        }
    }

    /// The same with the files of the pack without what is assumed in it; see [`Submitted`].
    ///
    /// # Errors
    ///
    /// A [`Fault`] for each file that cannot be read.
    pub fn with_law_alone(self, files: &BTreeMap<String, Vec<u8>>) -> Result<Self, Vec<Fault>> {
        Ok(Self { law_alone: Some(read_pack(files)?), ..self })
    }

    /// Verifies an assessment; see [`verify`].
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
        let (mut expected, mut trusted) = self.expected(&given, lines)?;
        // Of withheld costs much is taken as written, so that there is nothing to compare.
        let written = given.pointer("/assumptions/touched").and_then(Value::as_bool);
        let touched = match &self.law_alone {
            Some(_) if trusted > 0 && written.is_some() => {
                trusted = trusted.saturating_add(1);
                written
            }
            Some(alone) => {
                let (alone, _) = self.reckoned(alone, &given, lines)?;
                let (own, _) = self.reckoned(&self.pack, &given, lines)?;
                Some(!is_alike(&own, &alone))
            }
            None => None,
        };
        let assumptions = self.pack.assumptions(touched);
        expected.extend(assumptions.map(|assumptions| ("assumptions".to_owned(), assumptions)));
        let mut comparison = Comparison::with(openings);
        comparison.verified.trusted = trusted;
        comparison.value(&Value::Object(expected), &given);
        let is_told = given.pointer("/procurement/redacted") == Some(&Value::Bool(true));
        if comparison.verified.withheld > 0 && !is_told {
            let problem = "values are withheld, and the assessment does not say so";
            comparison.faults.push(Fault::new("/procurement/redacted", problem));
        }
        if comparison.faults.is_empty() { Ok(comparison.verified) } else { Err(comparison.faults) }
    }

    /// What follows on the day, under the readings and with the evidence that are given, and how
    /// much is taken as written.
    fn reckoned(
        &self,
        pack: &Pack,
        given: &Value,
        lines: Option<LinesShown>,
    ) -> Result<(Map<String, Value>, usize), Vec<Fault>> {
        let (document, empty) = (Document { root: &self.document }, Map::new());
        let chosen = given.get("readings").and_then(Value::as_object).unwrap_or(&empty);
        let (as_of, least) = (text(given, "as_of"), Grade::named(text(given, "least_evidence")));
        let signed_on = document.text("/contract/signed_on");
        let law = Law::of(pack, as_of, signed_on, least, Readings { chosen });
        let trace = given.get("trace").unwrap_or(&Value::Null);
        let cut = list(given, "sums")
            .iter()
            .any(|sums| sums.pointer("/other_lines/count").and_then(Value::as_u64) != Some(0));
        let all = (shows_all_lines(trace) && !cut).then_some(LinesShown::All);
        let lines = lines.or(all).unwrap_or(LinesShown::Largest(20));
        let sums = Sums::of(document, &law, lines).map_err(|problems| {
            let problems = problems.into_iter();
            let faults =
                problems.map(|(at, problem)| Fault::new(format!("document {at}"), problem));
            faults.collect::<Vec<_>>()
        })?;
        let trusted = Cell::new(0);
        let asked = Asked { document, law: &law, sums, given, trusted, assumed: None };
        let mut reckoned = whole::assessment(&asked);
        reckoned.insert("governing_day".into(), law.governing_day.into());
        Ok((reckoned, asked.trusted.get()))
    }

    /// The same with everything that is bound to it.
    fn expected(
        &self,
        given: &Value,
        lines: Option<LinesShown>,
    ) -> Result<(Map<String, Value>, usize), Vec<Fault>> {
        let (mut expected, trusted) = self.reckoned(&self.pack, given, lines)?;
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
            "as_of": text(given, "as_of"),
            "least_evidence": Grade::named(text(given, "least_evidence")).word(),
            "readings": given.get("readings").cloned().unwrap_or_else(|| json!({})),
        });
        expected.extend(about.as_object().cloned().unwrap_or_default());
        Ok((expected, trusted))
    }
}
