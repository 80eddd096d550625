//! What is handed in to be verified, and what comes of it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value, json};

use crate::asked::Asked;
use crate::compare::{Comparison, short, shows_all_lines};
use crate::document::{self, Document};
use crate::json::{self, list, text};
use crate::law::Law;
use crate::lines::LinesShown;
use crate::logic::Grade;
use crate::pack::{Pack, Readings};
use crate::share::Sums;
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
        Self { document, pack, assessment, digests, openings: None, lines: None }
    }

    /// The same with something to check commitments with.
    #[must_use]
    pub fn with_openings(self, openings: &'a Openings<'a>) -> Self {
        Self { openings: Some(openings), ..self }
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
    fn new(at: impl Into<String>, problem: impl Into<String>) -> Self {
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
    let Submitted { document, pack, assessment, digests, openings, lines } = *submitted;
    match Grounds::new(document, pack, digests) {
        Ok(grounds) => grounds.verify(assessment, openings, lines),
        Err(mut faults) => {
            faults.extend(read_assessment(assessment).err());
            Err(faults)
        }
    }
}

fn read_assessment(bytes: &[u8]) -> Result<Value, Fault> {
    json::read(bytes).map_err(|problem| Fault::new("", problem))
}

/// What assessments are said to follow from, read once for any number of them.
#[derive(Clone, Debug)]
pub struct Grounds<'a> {
    document: Value,
    pack: Pack,
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
        let pack = Pack::read(pack).map_err(|problems| {
            let problems = problems.into_iter();
            problems.map(|(path, problem)| Fault::new(format!("pack {path}"), problem)).collect()
        });
        match (document, pack) {
            (Ok(document), Ok(pack)) => Ok(Self { document, pack, digests }),
            (document, pack) => {
                let of_pack: Vec<Fault> = pack.err().unwrap_or_default();
                Err(document.err().into_iter().chain(of_pack).collect())
            }
        }
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
        let (expected, trusted) = self.expected(&given, lines)?;
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

    /// What has to be written on the day, under the readings and with the evidence that are given.
    fn expected(
        &self,
        given: &Value,
        lines: Option<LinesShown>,
    ) -> Result<(Map<String, Value>, usize), Vec<Fault>> {
        let (document, empty) = (Document { root: &self.document }, Map::new());
        let chosen = given.get("readings").and_then(Value::as_object).unwrap_or(&empty);
        let (as_of, least) = (text(given, "as_of"), Grade::named(text(given, "least_evidence")));
        let signed_on = document.text("/contract/signed_on");
        let law = Law::of(&self.pack, as_of, signed_on, least, Readings { chosen });
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
        let mut expected = whole::assessment(&asked);
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
            "as_of": as_of,
            "governing_day": law.governing_day,
            "least_evidence": least.word(),
            "readings": chosen,
        });
        expected.extend(about.as_object().cloned().unwrap_or_default());
        Ok((expected, asked.trusted.get()))
    }
}

/// Why nothing can be reckoned at all.
fn unfit(document: &Value, pack: &Pack, given: &Value) -> Vec<Fault> {
    let mut faults = Vec::new();
    if given.get("format").and_then(Value::as_str) != Some("safe-assessment/1") {
        faults.push(Fault::new("/format", "it is no `safe-assessment/1`"));
        return faults;
    }
    if given.get("trace").is_none_or(|trace| !trace.is_object()) {
        faults.push(Fault::new(
            "/trace",
            "the assessment has no trace, without which nothing can be verified; write it with \
             `--trace full`",
        ));
    }
    let day = given.get("as_of").unwrap_or(&Value::Null);
    if !day.as_str().is_some_and(is_day) {
        faults.push(Fault::new("/as_of", format!("{} is no day", short(day))));
    }
    let least = text(given, "least_evidence");
    if Grade::named(least).word() != least {
        faults.push(Fault::new("/least_evidence", format!("`{least}` is no grade of evidence")));
    }
    faults.extend(unfit_readings(pack, given.get("readings").unwrap_or(&Value::Null)));
    let document_fault = |problem: String| Fault::new("document", problem);
    faults.extend(document::problem(document).map(document_fault));
    if list(pack.file("pack.json"), "rules").is_empty() {
        faults.push(Fault::new("pack pack.json", "it lists no rules"));
    }
    faults
}

/// Every open question has one answer, which it allows.
fn unfit_readings(pack: &Pack, readings: &Value) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut known = Vec::new();
    for question in pack.questions() {
        let id = text(question, "id");
        known.push(id);
        let answer = readings.get(id).and_then(Value::as_str);
        let options = list(question, "options");
        let is_allowed = answer.is_some_and(|answer| {
            if options.is_empty() {
                is_list_of_countries(answer)
            } else {
                options.iter().any(|option| text(option, "option") == answer)
            }
        });
        if !is_allowed {
            let answer = short(readings.get(id).unwrap_or(&Value::Null));
            let problem = format!("{answer} is no answer that the pack allows");
            faults.push(Fault::new(format!("/readings/{id}"), problem));
        }
    }
    for id in readings.as_object().into_iter().flat_map(|readings| readings.keys()) {
        if !known.contains(&&**id) {
            let problem = "the pack has no such question";
            faults.push(Fault::new(format!("/readings/{id}"), problem));
        }
    }
    faults
}

fn is_list_of_countries(answer: &str) -> bool {
    let mut seen = Vec::new();
    answer.is_empty()
        || answer.split(',').all(|country| {
            let is_code = country.len() == 2 && country.bytes().all(|one| one.is_ascii_uppercase());
            let is_new = !seen.contains(&country);
            seen.push(country);
            is_code && is_new
        })
}

/// Whether a text is a day of the calendar, written `YYYY-MM-DD`.
pub(crate) fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digits = |from: usize, to: usize| {
        bytes.get(from..to).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let shape = bytes.len() == 10
        && is_digits(0, 4)
        && is_digits(5, 7)
        && is_digits(8, 10)
        && [4, 7].iter().all(|at| bytes.get(*at) == Some(&b'-'));
    let number = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse().ok());
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(5, 7), number(8, 10)) else {
        return false;
    };
    let year: u16 = year;
    let is_divided = |by: u16| year.checked_rem(by) == Some(0);
    let is_leap = is_divided(4) && (!is_divided(100) || is_divided(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    shape && year > 0 && (1..=last).contains(&day)
}
