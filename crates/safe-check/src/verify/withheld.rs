//! What is withheld, and what of it is opened.

use safe_receipt::commitment::is_commitment;
use safe_receipt::opening::Opening;
use safe_receipt::redaction::ASSESSMENT;
use safe_receipt::statement::is_redacted;
use safe_receipt::{Json, Redaction, digest};

use super::checks::{Checks, Fault};
use super::second::Reckoned;
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
    /// Whether anything is withheld at all, in the assessment or in its document.
    pub(super) is_withheld: bool,
    withheld: usize,
    says: Vec<String>,
    faults: Vec<Fault>,
}

/// Opens what can be opened.
pub(super) fn open(given: &Submitted, document: &Document) -> Opened {
    let mut opened = Opened {
        is_redacted: is_redacted(&given.assessment),
        withheld: count(&given.assessment),
        ..Opened::default()
    };
    let Ok(json) = Json::read(&document.bytes) else { return opened };
    opened.document_is_redacted = submitted::is_redacted(&json);
    opened.is_withheld = opened.document_is_redacted;
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
                    opened.is_withheld = count(&shown) > 0;
                    opened.shown_sha256 = Some(digest(shown.to_line().as_bytes()));
                }
                Err(error) => opened.faults.push(Fault::new("document", error.to_string())),
            }
        }
    }
    opened
}

impl Opened {
    /// Takes in how many values the second reckoning found withheld, and refuses the word of an
    /// assessment that says so where there is none.
    pub(super) fn weigh(&mut self, reckoned: &Reckoned) {
        self.is_withheld |= match reckoned {
            Ok(verified) => verified.withheld > 0,
            // It fails already; what it found withheld is not told.
            Err(_) => self.withheld > 0,
        };
        if self.is_redacted && !self.is_withheld {
            let problem = "`true`, though nothing is withheld; an assessment with nothing withheld \
                           does not have this member";
            self.faults.push(Fault::new("assessment/procurement/redacted", problem));
        }
    }

    /// Says what is withheld, and what was opened.
    pub(super) fn tell(self, given: &Submitted, checks: &mut Checks) {
        let mut says = match (self.withheld, self.is_redacted) {
            (0, false) => return tell_needless(given, checks),
            (count, _) => vec![format!("in the assessment {count} values")],
        };
        if self.says.is_empty() && self.faults.is_empty() {
            says.push("none is opened".to_owned());
        }
        says.extend(self.says);
        checks.add("withheld", says.join("; "), self.faults);
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

// Openings that were given for nothing are told, so that nobody takes them for checked.
fn tell_needless(given: &Submitted, checks: &mut Checks) {
    if !matches!(given.openings, Openings::None) {
        checks.not_checked("withheld", "nothing is withheld that could be opened");
    }
}

fn count(json: &Json) -> usize {
    json.texts().iter().filter(|text| is_commitment(text)).count()
}
