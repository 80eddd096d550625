//! The verdict in one sentence.

use std::collections::BTreeMap;

use super::told::Told;
use crate::assessment::{Assessment, Finding, Verdict, Via};
use crate::model::place::Place;
use crate::outcome::Outcome;
use crate::rulebook::body::Weight;
use crate::rulebook::law::Rule;
use crate::trace::Key;

impl Told<'_, '_> {
    /// The verdict in one sentence.
    pub(super) fn why(&self) -> String {
        match self.assessment.verdict() {
            Verdict::Eligible => self.why_eligible(),
            Verdict::NotEligible => self.why_not_eligible(),
            Verdict::Undetermined => self.why_undetermined(),
        }
    }

    fn why_eligible(&self) -> String {
        let mut carried: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
        for finding in conditions(self.assessment, Outcome::Met) {
            let Some(via) = finding.via else { continue };
            let by = match via {
                Via::Agreement(party) => {
                    self.say("verdict/agreement", &[("party", party.as_str())])
                }
                Via::Derogation(rule) => self.derogation(Key::Word(rule)),
            };
            let subject = if finding.subject == Place::root() {
                String::new()
            } else {
                self.names.subject(&finding.subject)
            };
            carried.entry((by, subject)).or_default().push(self.rule(finding.rule));
        }
        let each = carried.iter().map(|((carrier, subject), rules)| {
            let rules = self.listed(rules);
            let mut values = vec![("rules", &*rules), ("carrier", carrier)];
            if subject.is_empty() {
                return self.say("verdict/carried", &values);
            }
            values.push(("subject", subject));
            self.say("verdict/carried-of", &values)
        });
        let carried = self.together(each);
        if carried.is_empty() {
            return self.text("verdict/all-met");
        }
        self.say("verdict/all-met-by", &[("carried", &carried)])
    }

    fn why_not_eligible(&self) -> String {
        let mut findings = conditions(self.assessment, Outcome::NotMet);
        let Some(first) = findings.next() else { return String::new() };
        let reason = self.about(first);
        match findings.count() {
            0 => self.say("verdict/not-met", &[("reason", &reason)]),
            more => {
                let values = [("reason", &*reason), ("count", &more.to_string())];
                self.say("verdict/not-met-more", &values)
            }
        }
    }

    fn why_undetermined(&self) -> String {
        let facts = self.assessment.missing_facts();
        let Some(first) = facts.first() else {
            let open = conditions(self.assessment, Outcome::Undetermined).next();
            let Some(finding) = open else { return String::new() };
            return self.say("verdict/open", &[("reason", &self.about(finding))]);
        };
        let fact = self.names.fact(&first.at);
        let named = first.decides.iter().map(|id| self.rule_of(id));
        let rules = self.listed(&named.collect::<Vec<_>>());
        match facts.len().saturating_sub(1) {
            0 => self.say("verdict/depends", &[("fact", &fact), ("rules", &rules)]),
            more => {
                let values = [("fact", &*fact), ("rules", &*rules), ("count", &more.to_string())];
                self.say("verdict/depends-more", &values)
            }
        }
    }

    fn listed(&self, words: &[String]) -> String {
        match words {
            [] => String::new(),
            [one] => one.clone(),
            [before @ .., last] => {
                let before = self.listing(before.iter().cloned());
                self.say("verdict/and", &[("before", &before), ("last", last)])
            }
        }
    }

    /// Why a finding came out as it did, with its provision, and why no derogation helps.
    fn about(&self, finding: &Finding<'_>) -> String {
        let reason = self.reason(&finding.step);
        let provision = self.pinpoint(finding.rule);
        let because =
            self.say("verdict/because", &[("reason", &reason), ("provision", &provision)]);
        let findings = &self.assessment.findings;
        let unhelpful = findings.iter().filter(|own| {
            let cures = own.rule.body.derogates_from.iter();
            own.weight == Weight::Derogation
                && own.outcome == finding.outcome
                && own.subject == finding.subject
                && cures.clone().any(|cure| cure.rule == finding.rule.id && cure.opens)
        });
        // Who obtained nothing that could help needs not be told so.
        let unhelpful = unhelpful.filter(|own| own.step.kind != "cleared-before");
        unhelpful.fold(because, |because, own| {
            let values = [
                ("because", &*because),
                ("derogation", &*self.pinpoint(own.rule)),
                ("reason", &*self.reason(&own.step)),
            ];
            self.say("verdict/because-derogation", &values)
        })
    }

    /// A rule by its title, or in English by its id.
    pub(super) fn rule(&self, rule: &Rule) -> String {
        let words = self.translated(rule.words.as_deref());
        words.map_or_else(|| rule.id.to_string(), |words| words.title.to_string())
    }

    pub(super) fn rule_of(&self, id: &str) -> String {
        let rule = self.assessment.governed.rules().find(|rule| &*rule.id == id);
        rule.map_or_else(|| id.to_owned(), |rule| self.rule(rule))
    }

    /// A derogation by its provision.
    pub(super) fn derogation(&self, key: Key<'_>) -> String {
        let Key::Word(id) = key else { return key.to_string() };
        let rule = self.assessment.governed.rules().find(|rule| &*rule.id == id);
        rule.map_or_else(|| id.to_owned(), |rule| self.pinpoint(rule))
    }
}

fn conditions<'r, 'a>(
    assessment: &'r Assessment<'a>,
    outcome: Outcome,
) -> impl Iterator<Item = &'r Finding<'a>> {
    let counts = move |finding: &&Finding<'a>| {
        finding.weight == Weight::Condition && finding.outcome == Some(outcome)
    };
    assessment.findings.iter().filter(counts)
}
