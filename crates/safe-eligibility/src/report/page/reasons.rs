//! Why each finding came out as it did: the steps of the trace, each as a sentence.

use super::block::{Block, Cell, Reason, Section, Tone};
use super::rules;
use super::sentence::tells_its_law;
use super::told::Told;
use crate::assessment::{Assessment, Finding};
use crate::model::place::Place;
use crate::outcome::Outcome;
use crate::report::ReportOptions;
use crate::report::steps::readings_used;
use crate::report::words::Language;
use crate::trace::{Considered, Rejection, Step};

/// Every finding with the steps it rests on, those that did not carry told more briefly.
///
/// At [`Depth::Lines`] those are told in full as well.
///
/// [`Depth::Lines`]: crate::report::Depth::Lines
pub(super) fn section(told: &Told<'_, '_>, options: ReportOptions) -> Option<Section> {
    let every_step = options.depth.shows_every_step();
    let findings = told.assessment.findings.iter();
    let reasons = findings.map(|finding| Telling { told, finding, every_step }.whole());
    let reasons: Vec<_> = reasons.collect();
    (!reasons.is_empty())
        .then(|| Section::new(told.text("page/reasons"), vec![Block::Reasons(reasons)]))
}

/// A finding on its way to be told.
struct Telling<'t, 'r, 'a> {
    told: &'t Told<'r, 'a>,
    finding: &'r Finding<'a>,
    every_step: bool,
}

impl<'a> Telling<'_, '_, 'a> {
    fn whole(&self) -> Reason {
        let Finding { rule, subject, step, outcome, .. } = self.finding;
        let values = [
            ("rule", &*rule.id),
            ("provision", &*self.told.pinpoint(rule)),
            ("subject", &*self.told.names.subject(subject)),
            ("outcome", &*rules::outcome(self.told, self.finding)),
        ];
        let cell = Cell::toned(self.told.say("page/reason", &values), rules::tone(*outcome));
        let mut under = match step.kind {
            "all" | "any" | "not-called-for" => self.under(step, true),
            _ => vec![self.step(step, true)],
        };
        under.extend(self.readings());
        Reason { cell, under }
    }

    fn readings(&self) -> Option<Reason> {
        let readings = self.told.assessment.governed.law().readings();
        let used = readings_used(self.finding.rule, &self.finding.step);
        let used = used.filter_map(|id| Some(format!("{id}={}", readings.answer(id)?.to_text())));
        let used = self.told.listing(used);
        (!used.is_empty())
            .then(|| Reason::said(self.told.say("page/read-as", &[("readings", &used)])))
    }

    fn step(&self, step: &Step<'a>, carries: bool) -> Reason {
        let tone = rules::tone(Some(step.outcome()));
        let cell = |text: String| Cell::toned(text, tone);
        match step.because.as_slice() {
            // Where a seat is outside is said by where it is.
            [seat] if step.kind == "located-outside" => {
                let Reason { cell: Cell { text, .. }, under } = self.step(seat, carries);
                Reason { cell: cell(text), under }
            }
            _ if carries || self.every_step => Reason {
                cell: cell(self.told.attested_sentence(step)),
                under: self.under(step, carries),
            },
            _ => Reason { cell: cell(self.told.reason(step)), under: Vec::new() },
        }
    }

    /// What a step rests on: law, steps, and what was considered and did not carry.
    fn under(&self, step: &Step<'a>, carries: bool) -> Vec<Reason> {
        let mut under = Vec::new();
        under.extend(self.told.assumed_bound(step).map(Reason::said));
        if !tells_its_law(step) {
            let law = step.law.iter();
            under.extend(law.map(|datum| Reason::said(self.told.attested(datum))));
        }
        for (part, decides) in step.branches() {
            let is_rejected = part.kind == "derogation" && part.outcome() != Outcome::Met;
            // What is said of it as rejected says why.
            if !is_rejected || self.every_step {
                under.push(self.step(part, carries && decides));
            }
        }
        let rejected = step.rejected.iter();
        under.extend(
            rejected.map(|one| Reason::said(rejected_words(self.told, self.finding, *one))),
        );
        under
    }
}

fn rejected_words(told: &Told<'_, '_>, finding: &Finding<'_>, one: Rejection) -> String {
    let Rejection { what, why } = one;
    let why = told.text(&format!("steps/why-not/{}", why.as_str()));
    match what {
        Considered::Agreement(party) => {
            told.say("steps/rejected/agreement", &[("party", party.as_str()), ("why", &why)])
        }
        Considered::Version(day) => {
            told.say("steps/rejected/version", &[("day", &day.to_string()), ("why", &why)])
        }
        Considered::Row(address) => {
            told.say("steps/rejected/row", &[("row", &address.to_string()), ("why", &why)])
        }
        Considered::Derogation(position) => derogation(told, finding, position, &why),
    }
}

fn derogation(told: &Told<'_, '_>, finding: &Finding<'_>, position: usize, why: &str) -> String {
    let rules = told.assessment.governed.law().rules();
    let name = rules.get(position).map_or_else(String::new, |rule| told.rule_of(&rule.id));
    // The finding that the derogation has of its own tells more than the word.
    let own = told
        .assessment
        .findings
        .iter()
        .find(|own| own.rule.position == position && own.subject == finding.subject);
    match own {
        Some(own) if own.outcome != Some(Outcome::Met) => {
            let reason = told.reason(&own.step);
            let values = [("rule", &*name), ("why", why), ("reason", &*reason)];
            told.say("steps/rejected/derogation-as", &values)
        }
        Some(_) | None => told.say("steps/rejected/derogation", &[("rule", &name), ("why", why)]),
    }
}

impl Told<'_, '_> {
    /// Why a finding came out as it did.
    pub(super) fn why_finding(&self, finding: &Finding<'_>) -> String {
        match finding.outcome {
            Some(_) => self.reason(&finding.step),
            None => self.text("verdict/not-applicable"),
        }
    }
}

impl Assessment<'_> {
    /// Why one of its findings came out as it did, in one line: rule, subject, reason.
    #[must_use]
    pub fn reason_for(&self, finding: &Finding<'_>, language: Language) -> String {
        let told = Told::new(self, language);
        let reason = told.why_finding(finding);
        let values = [("rule", &*finding.rule.id), ("reason", &*reason)];
        if finding.subject == Place::root() {
            return told.say("verdict/finding", &values);
        }
        let subject = told.names.subject(&finding.subject);
        let [rule, reason] = values;
        told.say("verdict/finding-of", &[rule, ("subject", &subject), reason])
    }
}

impl Reason {
    fn said(text: String) -> Self {
        Self { cell: Cell::toned(text, Tone::Plain), under: Vec::new() }
    }
}
