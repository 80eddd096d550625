//! What is assumed, laid over the rule pack as the assessment says.

use std::collections::BTreeMap;

use safe_eligibility::Rulebook;
use safe_eligibility::rulebook::assumption::overlaid;
use safe_receipt::Json;

use super::checks::{Checks, Fault};

/// Assumptions that an assessment names, and the law without them.
#[derive(Default)]
pub(super) struct Assumptions {
    texts: Vec<String>,
    /// The files of the pack without them; `None`: nothing was laid over it.
    pub(super) law_alone: Option<BTreeMap<String, Vec<u8>>>,
    faults: Vec<Fault>,
}

type Files = BTreeMap<String, Vec<u8>>;

impl Assumptions {
    /// The pack as the assessment had it: with what it assumes, which is read off it and nowhere
    /// else, so that the digest of the pack says whether anything is left out.
    pub(super) fn laid(
        assessment: &Json,
        files: Files,
        rulebook: Rulebook,
    ) -> (Files, Rulebook, Self) {
        let Some(given) = assessment.member("assumptions") else {
            return (files, rulebook, Self::default());
        };
        let at = "assessment/assumptions";
        let assumed = given.member("assumed").and_then(Json::as_list);
        let texts = assumed.and_then(|assumed| {
            let texts = assumed.iter().map(|one| Some(one.member("text")?.as_text()?.to_owned()));
            texts.collect::<Option<Vec<String>>>()
        });
        let Some(texts) = texts.filter(|texts| !texts.is_empty()) else {
            let faults = vec![Fault::new(at, "it names nothing that is assumed")];
            return (files, rulebook, Self { faults, ..Self::default() });
        };
        // A pack may have some of them in its files already.
        let own = rulebook.pack().assumptions();
        let is_own = |(text, own): (&String, _)| *text == own;
        let known =
            texts.iter().zip(own.iter().map(|one| one.text)).take_while(|pair| is_own(*pair));
        let laid = texts.get(known.count()..).unwrap_or(&[]).iter().map(String::as_str);
        let laid: Vec<&str> = laid.collect();
        if laid.is_empty() {
            return (files, rulebook, Self { texts, ..Self::default() });
        }
        let made = overlaid(&files, laid.iter().copied());
        let faults = match made {
            Ok(made) => match Rulebook::assuming(&files, laid) {
                Ok(rulebook) => {
                    let assumptions = Self { texts, law_alone: Some(files), faults: Vec::new() };
                    return (made, rulebook, assumptions);
                }
                Err(error) => vec![Fault::new(at, error.to_string())],
            },
            Err(errors) => errors.iter().map(|error| Fault::new(at, error.to_string())).collect(),
        };
        (files, rulebook, Self { texts, law_alone: None, faults })
    }

    /// Tells what was laid over the pack, where the assessment says that something was.
    pub(super) fn tell(&self, checks: &mut Checks) {
        if self.texts.is_empty() && self.faults.is_empty() {
            return;
        }
        let faults = self.faults.iter().map(|one| Fault::new(&*one.at, &*one.problem)).collect();
        let says = match self.law_alone {
            Some(_) => "not the law; laid over the rule pack as the assessment says",
            None => "not the law; the rule pack has it in its files",
        };
        checks.add("assumptions", format!("{says}: {}", self.texts.join("; ")), faults);
    }
}
