//! The whole assessment, reckoned again by a program that is not the engine.

use std::borrow::Cow;

use safe_receipt::{Json, Redaction};
use safe_verify::{Digests, LinesShown, Verified, verify};

use super::checks::{Checks, Fault};
use super::submitted::{Document, Openings, Submitted};
use super::withheld::Opened;

/// Checks every step of the trace, and everything beside it.
pub(super) fn check(
    submitted: &Submitted,
    document: &Document,
    opened: &Opened,
    checks: &mut Checks,
) {
    let pack = submitted.rulebook.pack().digest.to_string();
    let own = opened.shown_sha256.as_deref().or(document.sha256.as_deref());
    let assessment = comparable(submitted, own);
    let digests = Digests::new(own.unwrap_or_default(), &pack);
    let given = safe_verify::Submitted::new(&document.bytes, &submitted.pack, &assessment, digests);
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
    let given = match lines_shown(&submitted.assessment) {
        Some(lines) => given.with_lines(lines),
        None => given,
    };
    for_reading(submitted, checks);
    match verify(&given) {
        Ok(verified) => checks.add("every step", says(&verified), Vec::new()),
        Err(faults) => {
            let faults = faults.into_iter().map(|fault| {
                // What is no address of a step is a JSON pointer into the assessment.
                let is_pointer = fault.at.is_empty() || fault.at.starts_with('/');
                let before = if is_pointer { "assessment" } else { "" };
                Fault::new(format!("{before}{}", fault.at), fault.problem)
            });
            checks.add("every step", "", faults.collect());
        }
    }
}

/// What is only for reading is bound by the receipt, but reckoned by nobody else.
fn for_reading(submitted: &Submitted, checks: &mut Checks) {
    let remarks = submitted.assessment.member("remarks").and_then(Json::as_list);
    if remarks.is_some_and(|remarks| !remarks.is_empty()) {
        checks.not_checked("for reading", "`remarks` is bound, and not reckoned again".to_owned());
    }
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

/// Which lines the trace shows, where that is neither the usual number nor all in the order of the
/// document: as many as stand where some are left out.
fn lines_shown(assessment: &Json) -> Option<LinesShown> {
    let mut lists = Vec::new();
    for member in ["/trace/steps", "/trace/involvement"] {
        collect(assessment.at(member), &mut lists);
    }
    // Of these the order tells nothing: those that weigh most come first whichever are shown.
    let sums = of_sums(assessment);
    let all =
        || lists.iter().map(|(count, shown)| (*count, shown.len())).chain(sums.iter().copied());
    if let Some((_, shown)) = all().find(|(count, shown)| shown < count) {
        return Some(LinesShown::Largest(shown));
    }
    let is_in_order = |(_, shown): &(usize, Vec<usize>)| shown.is_sorted();
    let most = all().map(|(count, _)| count).max()?;
    (!lists.iter().all(is_in_order)).then_some(LinesShown::Largest(most))
}

/// How many lines are, or may be, from outside, and how many of them are shown.
fn of_sums(assessment: &Json) -> Vec<(usize, usize)> {
    let sums = assessment.member("sums").and_then(Json::as_list).unwrap_or(&[]);
    let each = sums.iter().map(|sums| {
        let shown = sums.member("lines").and_then(Json::as_list).map_or(0, <[Json]>::len);
        let others = match sums.at("/other_lines/count") {
            Some(Json::Number(count)) => usize::try_from(*count).unwrap_or(0),
            Some(_) | None => 0,
        };
        (shown.saturating_add(others), shown)
    });
    each.collect()
}

/// How many lines are behind each sum, and which are shown.
fn collect(steps: Option<&Json>, found: &mut Vec<(usize, Vec<usize>)>) {
    for step in steps.and_then(Json::as_list).unwrap_or(&[]) {
        if let Some(Json::Number(count)) = step.at("/lines/count") {
            let shown = step.at("/lines/shown").and_then(Json::as_list).unwrap_or(&[]);
            let index = |line: &Json| {
                let at = line.member("at").and_then(Json::as_text)?;
                at.rsplit('/').next()?.parse().ok()
            };
            let shown = shown.iter().filter_map(index).collect();
            found.push((usize::try_from(*count).unwrap_or(0), shown));
        }
        collect(step.member("because"), found);
    }
}

fn says(verified: &Verified) -> String {
    let Verified { steps, facts, law, lines, sums, withheld, opened, trusted, .. } = verified;
    let says = format!(
        "reckoned again without the engine: steps {steps}, facts {facts}, data of law {law}, \
         lines {lines}, shares {sums}"
    );
    if *withheld == 0 {
        return says;
    }
    format!(
        "{says}; withheld {withheld}, of them opened {opened}; taken as written, since their \
         costs are withheld, {trusted}"
    )
}
