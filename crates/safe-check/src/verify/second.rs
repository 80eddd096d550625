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
    lines: Option<LinesShown>,
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
    let given = match lines {
        Some(lines) => given.with_lines(lines),
        None => given,
    };
    for_reading(submitted, checks);
    match verify(&given) {
        Ok(verified) => {
            checks.add("every step", says(&verified), Vec::new());
            as_written(&verified, checks);
        }
        Err(faults) => {
            let faults = faults.into_iter().map(|fault| {
                // What is no address of a step is a JSON pointer into the assessment.
                let is_pointer = fault.at.is_empty() || fault.at.starts_with('/');
                let before = if is_pointer { "assessment" } else { "" };
                Fault::new(format!("{before}{}", fault.at), fault.problem)
            });
            checks.add("every step", "", faults.collect());
            other_lines(&submitted.assessment, lines, checks);
        }
    }
}

/// What is only for reading is bound by the receipt, but reckoned by nobody else.
fn for_reading(submitted: &Submitted, checks: &mut Checks) {
    let assessment = &submitted.assessment;
    let is_there = |name: &&str| {
        let member = assessment.member(name);
        member.is_some_and(|value| value.as_list().is_none_or(|list| !list.is_empty()))
    };
    let mut names: Vec<_> =
        ["remarks", "depends_on_readings"].into_iter().filter(is_there).collect();
    if names_cells(assessment) {
        names.push("source");
    }
    if !names.is_empty() {
        let says = format!("`{}` is bound, and not reckoned again", names.join("` and `"));
        checks.not_checked("for reading", says);
    }
}

/// Whether facts, findings or lines say from which cell or line of a file they were read.
fn names_cells(json: &Json) -> bool {
    match json {
        Json::Object(members) => members.iter().any(|(name, value)| {
            (name == "source" && matches!(value, Json::Object(_))) || names_cells(value)
        }),
        Json::List(items) => items.iter().any(names_cells),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => false,
    }
}

/// With costs withheld nobody can reckon their sums: what rests on them is what is written.
fn as_written(verified: &Verified, checks: &mut Checks) {
    if verified.trusted > 0 {
        checks.not_checked(
            "sums of costs",
            format!(
                "their costs are withheld, so that what follows from them is taken as it is \
                 written, {} times in all; outcomes and a verdict that rest on them rest on what is written",
                verified.trusted
            ),
        );
    }
}

/// A list of lines may be shorter or longer than is usual because that was asked for.
fn other_lines(assessment: &Json, lines: Option<LinesShown>, checks: &mut Checks) {
    if let (None, Some(LinesShown::Largest(shown))) = (lines, lines_shown(assessment)) {
        checks.told(
            "lines",
            format!(
                "behind a sum the trace shows {shown} lines; say `--lines {shown}` if so many \
                 were asked for"
            ),
        );
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
