//! What is withheld, and what of it is opened.

use safe_receipt::commitment::is_commitment;
use safe_receipt::opening::Opening;
use safe_receipt::redaction::ASSESSMENT;
use safe_receipt::statement::is_redacted;
use safe_receipt::{Json, Redaction, digest};

use super::checks::{Checks, Fault};
use super::submitted::{self, Document, Openings, Submitted};

/// What openings came to.
#[derive(Default)]
pub(super) struct Opened {
    /// Whether the assessment says that values are withheld in it.
    pub(super) is_redacted: bool,
    /// Whether values are withheld in the document that was given.
    pub(super) document_is_redacted: bool,
    /// The digest of the document with its values withheld, made of the one that was given.
    pub(super) shown_sha256: Option<String>,
    has_openings: bool,
    withheld: usize,
    says: Vec<String>,
    faults: Vec<Fault>,
}

/// Opens what can be opened.
pub(super) fn open(given: &Submitted, document: &Document) -> Opened {
    let withheld = count(&given.assessment);
    let says_so = is_redacted(&given.assessment);
    let mut opened = Opened {
        // Who says so of an assessment in which nothing is withheld gets nothing passed over.
        is_redacted: says_so && withheld > 0,
        withheld,
        has_openings: !matches!(given.openings, Openings::None),
        ..Opened::default()
    };
    if says_so && withheld == 0 {
        let problem = "it says that values are withheld, and none is";
        opened.faults.push(Fault::new("assessment/procurement/redacted", problem));
    }
    let Ok(json) = Json::read(&document.bytes) else { return opened };
    opened.document_is_redacted = submitted::is_redacted(&json);
    match &given.openings {
        Openings::None => {}
        Openings::Some(list) => opened.open_some(list, &json, &given.assessment),
        Openings::All(secret) => {
            if opened.document_is_redacted {
                let problem = "a secret opens it only beside the document with nothing withheld; \
                               give that, or what `safe-check openings` prints";
                opened.faults.push(Fault::new("document", problem));
                return opened;
            }
            let shown = Redaction::new(secret, &document.bytes).document(json);
            match shown {
                Ok(shown) => {
                    opened
                        .says
                        .push(format!("the secret opens the {} in the document", count(&shown)));
                    opened.shown_sha256 = Some(digest(shown.to_line().as_bytes()));
                }
                Err(error) => opened.faults.push(Fault::new("document", error.to_string())),
            }
        }
    }
    opened
}

impl Opened {
    /// Says what is withheld, and what was opened.
    pub(super) fn tell(self, checks: &mut Checks) {
        let mut says = match (self.withheld, self.is_redacted) {
            (0, false) if self.faults.is_empty() => return self.tell_needless(checks),
            (count, _) => vec![format!("in the assessment {count} values")],
        };
        if self.says.is_empty() && self.faults.is_empty() {
            says.push("none is opened".to_owned());
        }
        says.extend(self.says);
        checks.add("withheld", says.join("; "), self.faults);
    }

    // Openings that were given for nothing are told, so that nobody takes them for checked.
    fn tell_needless(self, checks: &mut Checks) {
        if self.has_openings {
            checks.not_checked("withheld", "nothing is withheld that could be opened");
        }
    }

    fn open_some(&mut self, list: &[Opening], document: &Json, assessment: &Json) {
        for Opening { at, value, salt, .. } in list {
            let place = match at.strip_prefix(ASSESSMENT) {
                Some(pointer) => assessment.at(pointer),
                None => document.at(at),
            };
            let whole =
                if at.starts_with(ASSESSMENT) { at.clone() } else { format!("document{at}") };
            let problem = match (place.and_then(Json::as_text), salt.commitment(value)) {
                (Some(text), Ok(commitment)) if text == commitment => {
                    self.says.push(format!("{whole} is {}", value.to_line()));
                    continue;
                }
                (Some(text), Ok(_)) if is_commitment(text) => {
                    format!("{} with this salt is not what is withheld here", value.to_line())
                }
                (Some(_) | None, _) => "nothing is withheld here".to_owned(),
            };
            self.faults.push(Fault::new(whole, problem));
        }
    }
}

fn count(json: &Json) -> usize {
    json.texts().iter().filter(|text| is_commitment(text)).count()
}
