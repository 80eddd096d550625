//! What is handed in to be verified, and what comes of it.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use crate::Grounds;
use crate::grounds::read_assessment;
use crate::lines::LinesShown;

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
