//! What an answer assumes of the law, told before anything else.

use std::fmt;

use super::ReportOptions;
use super::json::{self, Json, Word, WriteJson, key};
use super::page::bound_percent;
use super::words::{Language, Words};
use crate::all_readings::AllReadings;
use crate::assessment::{Assessment, EvaluateError, Verdict, assess};
use crate::next::NextFacts;
use crate::remedy::Remedies;
use crate::remedy::breaks::Breaks;
use crate::rulebook::assumption::{Assumed, AssumedValue, Assumption, Target};
use crate::rulebook::law::Law;
use crate::rulebook::node::Node;
use crate::timeline::Timeline;

/// What an answer assumes of the law, and whether that changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assumptions<'p> {
    /// Each assumption, in the order in which it was asked for.
    pub assumed: Vec<Assumed<'p>>,
    /// Whether the answer says something else than the same question answered by the law alone: of
    /// an assessment whatever stands beside its trace, which names what did not carry as well;
    /// `None`: the law alone is not known here.
    pub touched: Option<bool>,
    /// Of an assessment, the verdict by the law alone; `None`: it is not known here, or the answer
    /// is another one.
    pub by_law: Option<Verdict>,
}

impl<'p> Assumptions<'p> {
    /// `own` is what is said, and `plain` the same by the law alone.
    pub(crate) fn of(
        law: &'p Law,
        own: impl FnOnce() -> Result<String, EvaluateError>,
        plain: impl FnOnce(&Law) -> Result<String, EvaluateError>,
    ) -> Option<Self> {
        let assumed = law.pack().assumptions();
        if assumed.is_empty() {
            return None;
        }
        let plain = law.without_assumptions().map(|law| plain(&law));
        let touched = match (plain, own()) {
            (Some(Ok(plain)), Ok(own)) => Some(!is_alike(&own, &plain)),
            (Some(_) | None, _) => None,
        };
        Some(Self { assumed, touched, by_law: None })
    }

    /// Each in a sentence, and whether they change anything.
    pub(in crate::report) fn said(&self, language: Language) -> Vec<String> {
        let words = Words::of(language);
        let each = self.assumed.iter().map(|one| in_words(one.text, words));
        let touched = match self.touched {
            Some(true) => "assume/touched/yes",
            Some(false) => "assume/touched/no",
            None => "assume/touched/not-known",
        };
        let touched = match self.by_law.filter(|_| self.touched == Some(true)) {
            Some(verdict) => {
                let verdict = words.text(&format!("verdict/{}", verdict.as_str()));
                words.say("assume/touched/by-law", &[("verdict", &verdict)])
            }
            None => words.text(touched),
        };
        each.chain([touched]).collect()
    }

    /// Whether what is answered may be another answer than that of the law.
    pub(in crate::report) fn may_mislead(&self) -> bool {
        self.touched != Some(false)
    }
}

/// An assumption in a sentence that says that it is not the law.
pub(super) fn in_words(text: &str, words: &Words) -> String {
    words.say("assume/not-law", &[("what", &what(text, words))])
}

/// What is assumed, in words; a text that is none of the forms as it stands.
fn what(text: &str, words: &Words) -> String {
    let Ok(assumption) = Assumption::parse(text) else { return format!("`{text}`") };
    match assumption {
        Assumption::Agreement { party, from, like } => words.say(
            "assume/agreement",
            &[("party", party.as_str()), ("day", &from.to_string()), ("like", like.as_str())],
        ),
        Assumption::AgreementEnds { party, last_day } => words.say(
            "assume/agreement-ends",
            &[("party", party.as_str()), ("day", &last_day.to_string())],
        ),
        Assumption::Gains { country, status, from } => words.say(
            &format!("assume/gains/{}", status.as_str()),
            &[("country", country.as_str()), ("day", &from.to_string())],
        ),
        Assumption::Loses { country, status, from } => words.say(
            &format!("assume/loses/{}", status.as_str()),
            &[("country", country.as_str()), ("day", &from.to_string())],
        ),
        Assumption::Parameter {
            target: Target::Cap,
            value: AssumedValue::Share(share),
            from: None,
        } => words.say("assume/cap", &[("share", &bound_percent(words, share))]),
        Assumption::Parameter {
            target: Target::Cap,
            value: AssumedValue::Share(share),
            from: Some(from),
        } => words.say(
            "assume/cap-from",
            &[("share", &bound_percent(words, share)), ("day", &from.to_string())],
        ),
        Assumption::Parameter { target, value, from: None } => words.say(
            "assume/parameter",
            &[("parameter", &target.to_string()), ("value", &value.to_string())],
        ),
        Assumption::Parameter { target, value, from: Some(from) } => words.say(
            "assume/parameter-from",
            &[
                ("parameter", &target.to_string()),
                ("value", &value.to_string()),
                ("day", &from.to_string()),
            ],
        ),
    }
}

/// Whether two answers say the same of everything but the law they were asked of.
fn is_alike(one: &str, other: &str) -> bool {
    match (Node::parse(one.as_bytes()), Node::parse(other.as_bytes())) {
        (Ok(one), Ok(other)) => alike(&one, &other),
        (Ok(_) | Err(_), _) => one == other,
    }
}

/// The rule pack, and how often was assessed.
const PASSED_OVER: [&str; 2] = ["rules", "evaluations"];

fn alike(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::Object(one), Node::Object(other)) => {
            let counts = |(name, _): &&(Box<str>, Node)| !PASSED_OVER.contains(&&**name);
            let (mut one, mut other) = (one.iter().filter(counts), other.iter().filter(counts));
            loop {
                match (one.next(), other.next()) {
                    (None, None) => return true,
                    (Some((name, value)), Some((own, own_value))) => {
                        if name != own || !alike(value, own_value) {
                            return false;
                        }
                    }
                    (Some(_), None) | (None, Some(_)) => return false,
                }
            }
        }
        (Node::List(one), Node::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, own)| alike(one, own))
        }
        (one, other) => one == other,
    }
}

impl<'a> Assessment<'a> {
    /// What it assumes of the law; `None`: nothing. The procurement is assessed again for it.
    #[must_use]
    pub fn assumptions(&self) -> Option<Assumptions<'a>> {
        let written = |assessment: &Assessment<'_>| {
            let options = ReportOptions { trace: false, ..ReportOptions::default() };
            let written = json::Written { assessment, options, assumptions: None };
            let mut text = String::new();
            json::append(&written, false, &mut text);
            text
        };
        let mut by_law = None;
        let plain = |law: &Law| {
            let plain = assess(self.procurement, law)?;
            by_law = Some(plain.verdict());
            Ok(written(&plain))
        };
        let own = || {
            // What only this one tells is no difference of the law.
            let mut alone = self.clone();
            (alone.sources, alone.depends_on) = (None, None);
            Ok(written(&alone))
        };
        let assumptions = Assumptions::of(self.governed.law(), own, plain)?;
        Some(Assumptions { by_law, ..assumptions })
    }
}

impl<'a> AllReadings<'a> {
    /// What the answer assumes of the law; `None`: nothing. It is asked again for it.
    #[must_use]
    pub fn assumptions(&self) -> Option<Assumptions<'a>> {
        let plain = |law: &Law| AllReadings::of(self.procurement(), law)?.to_json_with(None);
        Assumptions::of(self.law(), || self.to_json_with(None), plain)
    }
}

impl Timeline<'_> {
    /// What the answer assumes of the law; `None`: nothing. It is asked again for it.
    #[must_use]
    pub fn assumptions(&self) -> Option<Assumptions<'_>> {
        let plain = |law: &Law| {
            let plain = Timeline::of(self.procurement(), law, self.span())?;
            let plain = match self.known_at() {
                Some((day, left_out)) => plain.knowing(day, left_out.to_vec())?,
                None => plain,
            };
            plain.to_json_with(None)
        };
        Assumptions::of(self.law(), || self.to_json_with(None), plain)
    }
}

impl<'a> NextFacts<'_, 'a> {
    /// What the answer assumes of the law; `None`: nothing. It is asked again for it.
    #[must_use]
    pub fn assumptions(&self) -> Option<Assumptions<'a>> {
        let plain = |law: &Law| {
            let assessment = assess(self.assessment.procurement(), law)?;
            Ok(NextFacts::of(&assessment)?.to_json_with(None))
        };
        let law = self.assessment.governed().law();
        Assumptions::of(law, || Ok(self.to_json_with(None)), plain)
    }
}

impl<'a> Remedies<'_, 'a> {
    /// What the answer assumes of the law; `None`: nothing. It is asked again for it.
    #[must_use]
    pub fn assumptions(&self) -> Option<Assumptions<'a>> {
        let plain = |law: &Law| {
            let assessment = assess(self.assessment.procurement(), law)?;
            Remedies::of(&assessment, self.keep.clone())?.to_json_with(None)
        };
        let law = self.assessment.governed().law();
        Assumptions::of(law, || self.to_json_with(None), plain)
    }
}

impl<'a> Breaks<'_, 'a> {
    /// What the answer assumes of the law; `None`: nothing. It is asked again for it.
    #[must_use]
    pub fn assumptions(&self) -> Option<Assumptions<'a>> {
        let plain = |law: &Law| {
            let assessment = assess(self.assessment.procurement(), law)?;
            Ok(Breaks::of(&assessment, self.keep.clone())?.to_json_with(None))
        };
        let law = self.assessment.governed().law();
        Assumptions::of(law, || Ok(self.to_json_with(None)), plain)
    }
}

impl WriteJson for Assumptions<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("touched"), &self.touched);
            if let Some(verdict) = self.by_law {
                json.member(key!("verdict_by_law"), &Word(verdict.as_str()));
            }
            json.member(key!("assumed"), &self.assumed);
        });
    }
}

impl WriteJson for Assumed<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("source"), self.source);
            json.member(key!("text"), self.text);
        });
    }
}

impl fmt::Display for Assumed<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.text)
    }
}
