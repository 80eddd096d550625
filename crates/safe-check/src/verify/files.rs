//! The files themselves against the digests that the assessment names.

use safe_receipt::Json;
use safe_receipt::commitment::is_commitment;

use super::checks::{Checks, Fault};
use super::submitted::{Document, Submitted};
use super::withheld::Opened;

pub(super) fn check(
    submitted: &Submitted,
    document: &Document,
    opened: &Opened,
    checks: &mut Checks,
) {
    let mut faults = Vec::new();
    faults.extend(digest(submitted, document, opened));
    let are_withheld = opened.is_redacted && opened.is_withheld && are_withheld(submitted);
    if !are_withheld {
        faults.extend(inputs(submitted, document));
    }
    let says = match (document.inputs.len(), &document.sha256) {
        (0, _) => "its digest is the one in the assessment".to_owned(),
        (count, Some(_)) => {
            format!("its digest and those of {count} further files are in the assessment")
        }
        (count, None) => {
            format!("a bill by itself; the digests of {count} files are in the assessment")
        }
    };
    checks.add("document", says, faults);
    if are_withheld {
        let why = "the digests of the files beside the document are withheld, and what \
                   `procurement.inputs` says of them is taken as written";
        checks.not_checked("input files", why);
    }
    let pack = submitted.rulebook.pack();
    let mut faults = Vec::new();
    let sha256 = pack.digest.to_string();
    for (member, own) in
        [("pack", &*pack.id), ("version", &*pack.version), ("sha256", sha256.as_str())]
    {
        let at = format!("/rules/{member}");
        faults.extend(differing(&submitted.assessment, &at, Some(own), "the rule pack has"));
    }
    let says = format!("{} {}, with the digest in the assessment", pack.id, pack.version);
    checks.add("rule pack", says, faults);
}

fn digest(submitted: &Submitted, document: &Document, opened: &Opened) -> Option<Fault> {
    let own = opened.shown_sha256.as_deref().or(document.sha256.as_deref());
    let mut fault =
        differing(&submitted.assessment, "/procurement/sha256", own, "the document has")?;
    if opened.is_redacted && !opened.document_is_redacted {
        fault.problem.push_str(
            "; give the copy that `--redacted-document` wrote, or the secret with `--openings`",
        );
    } else if opened.document_is_redacted && !opened.is_redacted {
        fault.problem.push_str("; it is redacted and the assessment is not");
    }
    Some(fault)
}

/// Whether the assessment names files, and of each withholds the digest.
fn are_withheld(submitted: &Submitted) -> bool {
    let named = submitted.assessment.at("/procurement/inputs").and_then(Json::as_list);
    let digest =
        |input: &Json| input.member("sha256").and_then(Json::as_text).is_some_and(is_commitment);
    named.is_some_and(|named| !named.is_empty() && named.iter().all(digest))
}

/// Every file that the assessment names was given, and no other; where they lie and what they are
/// called now does not matter.
fn inputs(submitted: &Submitted, document: &Document) -> Vec<Fault> {
    let named = submitted.assessment.at("/procurement/inputs");
    let mut given = document.inputs.clone();
    let mut faults = Vec::new();
    if named.is_some_and(|named| named.as_list().is_none()) {
        faults.push(Fault::new("assessment/procurement/inputs", "it is no list of files"));
    }
    for (index, input) in named.and_then(Json::as_list).unwrap_or(&[]).iter().enumerate() {
        let text = |name| input.member(name).and_then(Json::as_text).unwrap_or_default();
        let (role, name, sha256) = (text("role"), text("name"), text("sha256"));
        match given.iter().position(|(own, digest)| *own == role && *digest == sha256) {
            Some(at) => _ = given.swap_remove(at),
            None => faults.push(Fault::new(
                format!("assessment/procurement/inputs/{index}"),
                format!("no file of the role `{role}` with this digest was given; it was `{name}`"),
            )),
        }
    }
    faults.extend(given.iter().map(|(role, digest)| {
        let problem =
            format!("a file of the role `{role}` with the digest {digest} was given, and not read");
        Fault::new("assessment/procurement/inputs", problem)
    }));
    faults
}

fn differing(assessment: &Json, at: &str, own: Option<&str>, whose: &str) -> Option<Fault> {
    let given = assessment.at(at).and_then(Json::as_text);
    if given == own {
        return None;
    }
    let shown =
        |text: Option<&str>| text.map_or_else(|| "none".to_owned(), |text| format!("`{text}`"));
    let problem = format!("{}, where {whose} {}", shown(given), shown(own));
    Some(Fault::new(format!("assessment{at}"), problem))
}
