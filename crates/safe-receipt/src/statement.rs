//! What a receipt says: an in-toto statement about an assessment.

use crate::canonical::digest_of;
use crate::error::ReceiptError;
use crate::json::Json;

/// The type of the statement.
pub const STATEMENT_TYPE: &str = "https://in-toto.io/Statement/v1";
/// The type of its predicate.
pub const PREDICATE_TYPE: &str = "https://example.invalid/safe-eligibility/receipt/1";

/// The program that has assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Engine<'a> {
    name: &'a str,
    version: &'a str,
}

impl<'a> Engine<'a> {
    /// A program by name and version.
    #[must_use]
    pub fn new(name: &'a str, version: &'a str) -> Self {
        Self { name, version }
    }
}

/// The statement about an assessment: everything in it follows from the assessment and the
/// program.
///
/// Its subjects are the document and every file that was read beside it. Of an assessment with
/// values withheld it is the document with these values withheld, and no other file, since the
/// digest of a file whose costs can be guessed tells them.
///
/// # Errors
///
/// [`ReceiptError::NoTrace`], and [`ReceiptError::Member`] where the assessment lacks another
/// member, or is about no file at all.
pub fn statement(assessment: &Json, engine: Engine<'_>) -> Result<Json, ReceiptError> {
    let text = |at: &str| {
        let found = assessment.at(at).filter(|found| found.as_text().is_some());
        found.cloned().ok_or_else(|| missing(at, "a text"))
    };
    let object = |at: &str| {
        let found = assessment.at(at).filter(|found| matches!(found, Json::Object(_)));
        found.ok_or_else(|| missing(at, "an object"))
    };
    let digest = |value: &Json| -> Result<Json, ReceiptError> {
        Ok(members([("sha256", Json::Text(digest_of(value)?))]))
    };
    // What nobody asked to assume is not there, as it always was.
    let assumptions = match assessment.at("/assumptions/assumed") {
        Some(assumed) => Some(("assumptions", texts_of(assumed)?)),
        None if assessment.member("assumptions").is_some() => {
            return Err(missing("/assumptions/assumed", "a list of assumptions"));
        }
        None => None,
    };
    let predicate = [
        ("engine", members([("name", engine.name.into()), ("version", engine.version.into())])),
        (
            "rules",
            members([
                ("pack", text("/rules/pack")?),
                ("version", text("/rules/version")?),
                ("sha256", text("/rules/sha256")?),
            ]),
        ),
        ("as_of", text("/as_of")?),
        ("governing_day", text("/governing_day")?),
        ("least_evidence", text("/least_evidence")?),
        ("readings", object("/readings")?.clone()),
        ("verdict", text("/verdict")?),
        ("evidence", text("/evidence")?),
        ("trace", digest(object("/trace").map_err(|_| ReceiptError::NoTrace)?)?),
        ("assessment", digest(assessment)?),
        ("redacted", Json::Bool(is_redacted(assessment))),
    ];
    Ok(members([
        ("_type", STATEMENT_TYPE.into()),
        ("subject", Json::List(subjects(assessment)?)),
        ("predicateType", PREDICATE_TYPE.into()),
        ("predicate", Json::Object(named(predicate).chain(named(assumptions)).collect())),
    ]))
}

/// Whether an assessment says of itself that values are withheld in it.
#[must_use]
pub fn is_redacted(assessment: &Json) -> bool {
    assessment.at("/procurement/redacted") == Some(&Json::Bool(true))
}

fn subjects(assessment: &Json) -> Result<Vec<Json>, ReceiptError> {
    let procurement = "/procurement";
    let mut subjects = Vec::new();
    let (id, sha256) = (assessment.at("/procurement/id"), assessment.at("/procurement/sha256"));
    if let (Some(id @ Json::Text(_)), Some(sha256 @ Json::Text(_))) = (id, sha256) {
        subjects.push(subject(id, sha256, &"document".into()));
    }
    let inputs = assessment.at("/procurement/inputs").and_then(Json::as_list);
    for input in inputs.unwrap_or(&[]).iter().filter(|_| !is_redacted(assessment)) {
        let part = |name| input.member(name).filter(|part| part.as_text().is_some());
        let (Some(name), Some(sha256), Some(role)) = (part("name"), part("sha256"), part("role"))
        else {
            return Err(missing("/procurement/inputs", "a list of files"));
        };
        subjects.push(subject(name, sha256, role));
    }
    if subjects.is_empty() { Err(missing(procurement, "about a file")) } else { Ok(subjects) }
}

fn subject(name: &Json, sha256: &Json, role: &Json) -> Json {
    members([
        ("name", name.clone()),
        ("digest", members([("sha256", sha256.clone())])),
        ("annotations", members([("role", role.clone())])),
    ])
}

/// The texts of assumptions, which are no law.
fn texts_of(assumed: &Json) -> Result<Json, ReceiptError> {
    let at = "/assumptions/assumed";
    let all = assumed.as_list().ok_or_else(|| missing(at, "a list of assumptions"))?;
    let each = all.iter().map(|one| match one.member("text") {
        Some(text @ Json::Text(_)) => Ok(text.clone()),
        Some(_) | None => Err(missing(at, "a list of assumptions")),
    });
    Ok(Json::List(each.collect::<Result<_, _>>()?))
}

fn members<const N: usize>(list: [(&str, Json); N]) -> Json {
    Json::Object(named(list).collect())
}

fn named<'n>(
    list: impl IntoIterator<Item = (&'n str, Json)>,
) -> impl Iterator<Item = (String, Json)> {
    list.into_iter().map(|(name, value)| (name.to_owned(), value))
}

fn missing(at: &str, wanted: &'static str) -> ReceiptError {
    ReceiptError::Member { at: at.to_owned(), wanted }
}
