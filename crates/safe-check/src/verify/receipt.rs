//! What the receipt itself says: its signature, and each of its members.

use safe_receipt::difference::{Difference, differences};
use safe_receipt::{Engine, Json};

use super::checks::{Checks, Fault};
use super::submitted::Submitted;
use crate::ENGINE;

/// Who signed, if anybody did.
pub(super) fn signature(submitted: &Submitted, checks: &mut Checks) {
    let name = "signature";
    match (submitted.receipt.envelope(), &submitted.key) {
        (Some(envelope), Some(key)) => {
            let fault = envelope.check(key).err();
            let fault = fault.map(|fault| Fault::new("receipt/signatures", fault.to_string()));
            let says = format!("made with the key {}", key.id());
            checks.add(name, says, fault.into_iter().collect());
        }
        (Some(envelope), None) => {
            let keys = envelope.keys().collect::<Vec<_>>().join(", ");
            let says = format!("give `--key`; the receipt says that the key {keys} signed it");
            checks.not_checked(name, says);
        }
        (None, Some(_)) => {
            let fault = Fault::new("receipt", "nobody has signed it; ask for a signed one");
            checks.add(name, "", vec![fault]);
        }
        (None, None) => {
            checks.not_checked(name, "there is none, so that nothing says who made the receipt");
        }
    }
}

/// Which members belong to which check, by how their JSON pointer begins.
const GROUPS: [(&str, &[&str]); 6] = [
    ("subjects", &["/subject"]),
    ("days", &["/predicate/as_of", "/predicate/governing_day"]),
    ("readings", &["/predicate/readings", "/predicate/least_evidence"]),
    ("verdict", &["/predicate/verdict", "/predicate/evidence"]),
    ("trace", &["/predicate/trace"]),
    (
        "assessment",
        &[
            "/predicate/assessment",
            "/predicate/rules",
            "/predicate/assumptions",
            "/predicate/redacted",
        ],
    ),
];

/// Every member of the receipt against what follows from the assessment.
pub(super) fn statement(submitted: &Submitted, checks: &mut Checks) {
    let given = submitted.receipt.statement();
    let text = |at| given.at(at).and_then(Json::as_text).unwrap_or_default();
    let (name, version) = (text("/predicate/engine/name"), text("/predicate/engine/version"));
    let follows = safe_receipt::statement(&submitted.assessment, Engine::new(name, version));
    let expected = match follows {
        Ok(expected) => expected,
        Err(error) => {
            return checks.add("assessment", "", vec![Fault::new("assessment", error.to_string())]);
        }
    };
    let mut rest = differences(given, &expected);
    for (group, starts) in GROUPS {
        let is_in = |one: &Difference| {
            starts.iter().any(|start| {
                one.at.strip_prefix(start).is_some_and(|end| end.is_empty() || end.starts_with('/'))
            })
        };
        let (own, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_in);
        rest = others;
        let says = says(group, &expected);
        checks.add(group, says, own.into_iter().map(|one| fault(&one)).collect());
    }
    let says = "the receipt has the members of one, and no others";
    checks.add("members", says, rest.iter().map(fault).collect());
    let own = env!("CARGO_PKG_VERSION");
    let is_own = (name, version) == (ENGINE, own);
    let this = if is_own { "this version".to_owned() } else { format!("this is {ENGINE} {own}") };
    checks.told("engine", format!("assessed by {name} {version}; {this}"));
}

fn says(group: &str, expected: &Json) -> String {
    let text = |at| expected.at(at).and_then(Json::as_text).unwrap_or_default();
    match group {
        "subjects" => {
            let subjects = expected.member("subject").and_then(Json::as_list).unwrap_or(&[]);
            let names = subjects.iter().filter_map(|one| one.member("name")?.as_text());
            format!("the receipt is about {}", names.collect::<Vec<_>>().join(", "))
        }
        "days" => format!(
            "asked about {}, governed by {}",
            text("/predicate/as_of"),
            text("/predicate/governing_day")
        ),
        "readings" => format!(
            "as in the assessment; law weaker than `{}` counts as not known",
            text("/predicate/least_evidence")
        ),
        "verdict" => {
            format!("{}, of evidence `{}`", text("/predicate/verdict"), text("/predicate/evidence"))
        }
        _ => "its digest is the one in the receipt".to_owned(),
    }
}

fn fault(one: &Difference) -> Fault {
    let problem = match (&one.given, &one.expected) {
        (Some(given), Some(expected)) => {
            format!("`{given}`, where `{expected}` follows from the assessment")
        }
        (Some(given), None) => format!("`{given}`, where nothing follows from the assessment"),
        (None, expected) => format!(
            "not there, where `{}` follows from the assessment",
            expected.as_deref().unwrap_or_default()
        ),
    };
    Fault::new(format!("receipt{}", one.at), problem)
}
