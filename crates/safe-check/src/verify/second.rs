//! The whole assessment, reckoned again by a program that is not the engine.

use std::borrow::Cow;

use safe_eligibility::report::LinesShown;
use safe_receipt::{Json, Redaction};
use safe_verify::{Digests, Verified, verify};

use super::checks::{Checks, Fault};
use super::submitted::{Document, Openings, Submitted};
use super::withheld::Opened;

/// What the second reckoning comes to.
pub(super) type Reckoned = Result<Verified, Vec<safe_verify::Fault>>;

/// Reckons every step of the trace, and everything beside it.
pub(super) fn reckon(submitted: &Submitted, document: &Document, opened: &Opened) -> Reckoned {
    let pack = submitted.rulebook.pack().digest.to_string();
    let own = opened.shown_sha256.as_deref().or(document.sha256.as_deref());
    let assessment = comparable(submitted, own);
    let digests = Digests::new(own.unwrap_or_default(), &pack);
    let given = safe_verify::Submitted::new(&document.bytes, &submitted.pack, &assessment, digests);
    let given = match &submitted.assumptions.law_alone {
        Some(files) => given.with_law_alone(files),
        None => given,
    };
    let redaction = match &submitted.openings {
        Openings::All(secret) => Some(Redaction::new(secret, &document.bytes)),
        Openings::None | Openings::Some(_) => None,
    };
    let commitment = |at: &str, value: &serde_json::Value| {
        redaction.as_ref().and_then(|redaction| redaction.salt(at).commitment(value).ok())
    };
    let given = match redaction {
        Some(_) => given.with_openings(&commitment),
        None => given,
    };
    let given = match submitted.lines {
        Some(LinesShown::All) => given.with_lines(safe_verify::LinesShown::All),
        Some(LinesShown::Largest(count)) => {
            given.with_lines(safe_verify::LinesShown::Largest(count))
        }
        // The twenty largest or all of them: how many were asked for is never read off what was
        // submitted, which could leave out lines as it likes.
        None => given,
    };
    verify(&given)
}

/// Tells what came of it, and what had to be taken as written.
pub(super) fn tell(submitted: &Submitted, reckoned: Reckoned, checks: &mut Checks) {
    let verified = match reckoned {
        Ok(verified) => verified,
        Err(faults) => {
            let faults = faults.iter().map(|one| fault(one, submitted.lines.is_none()));
            return checks.add("every step", "", faults.collect());
        }
    };
    checks.add("every step", says(&verified), Vec::new());
    if verified.trusted > 0 {
        let why = format!(
            "comparisons of shares taken as written, since their costs are withheld: {}; the \
             outcome of these findings, and the verdict, rest on what is written; the secret \
             beside the document with nothing withheld lets them be reckoned",
            verified.trusted
        );
        checks.not_checked("shares", why);
    }
}

fn fault(fault: &safe_verify::Fault, is_usual: bool) -> Fault {
    // What is no address of a step is a JSON pointer into the assessment.
    let is_pointer = fault.at.is_empty() || fault.at.starts_with('/');
    let before = if is_pointer { "assessment" } else { "" };
    let is_of_lines = fault.problem.starts_with("`lines/shown`: ")
        && fault.problem.contains(" entries stand there");
    let help = "; where another number than twenty was asked for, say which with `--lines`";
    let help = if is_usual && is_of_lines { help } else { "" };
    Fault::new(format!("{before}{}", fault.at), format!("{}{help}", fault.problem))
}

/// The assessment as the second reckoning takes it, for which every procurement has a document: of
/// a bill by itself the digest of that is none, here as there.
fn comparable<'s>(submitted: &'s Submitted, sha256: Option<&str>) -> Cow<'s, [u8]> {
    let digest = submitted.assessment.at("/procurement/sha256");
    if sha256.is_some() || digest != Some(&Json::Null) {
        return Cow::Borrowed(&submitted.assessment_text);
    }
    let mut assessment = submitted.assessment.clone();
    if let Some(procurement) = assessment.member_mut("procurement") {
        procurement.set("sha256", "".into());
    }
    Cow::Owned(assessment.to_line().into_bytes())
}

fn says(verified: &Verified) -> String {
    let Verified { steps, facts, law, lines, sums, withheld, opened, .. } = verified;
    let says = format!(
        "reckoned again without the engine: steps {steps}, facts {facts}, data of law {law}, \
         lines {lines}, shares {sums}"
    );
    if *withheld == 0 {
        return says;
    }
    format!("{says}; withheld {withheld}, of them opened {opened}")
}
