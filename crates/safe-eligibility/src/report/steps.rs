//! The trace as it is written.

mod compared;
mod rejected;

use compared::Compared;
use rejected::Rejected;

use super::json::{Json, Shown, Word, WriteJson, key};
use super::lines::{LineReport, LinesShown};
use super::source::{Sourced, WriteMembers};
use crate::assessment::{Assessment, Finding};
use crate::model::place::{Member, Place};
use crate::rulebook::body::Weight;
use crate::rulebook::datum::Datum;
use crate::rulebook::law::Rule;
use crate::trace::{DIRECTLY, Fact, FactValue, Key, Lines, Step};

/// The whole trace of an assessment.
#[derive(Clone, Copy)]
pub(super) struct Trace<'r, 'a> {
    pub(super) assessment: &'r Assessment<'a>,
    pub(super) lines: LinesShown,
}

impl WriteJson for Trace<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("steps"), &Findings(*self));
            json.member(key!("involvement"), &Involved(*self));
        });
    }
}

struct Findings<'r, 'a>(Trace<'r, 'a>);

impl WriteJson for Findings<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let findings = self.0.assessment.findings.iter();
        json.list(findings.map(|finding| TopStep { trace: self.0, finding }));
    }
}

struct Involved<'r, 'a>(Trace<'r, 'a>);

impl WriteJson for Involved<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let assessment = self.0.assessment;
        let mut rules = assessment.governed.rules();
        let definition = rules.find(|rule| rule.body.weight == Weight::Definition);
        let each = definition.into_iter().flat_map(|rule| {
            let steps = assessment.involvement.iter().enumerate();
            steps.map(move |(index, step)| Involvement { trace: self.0, rule, index, step })
        });
        json.list(each);
    }
}

struct Involvement<'r, 'a> {
    trace: Trace<'r, 'a>,
    rule: &'r Rule,
    index: usize,
    step: &'r Step<'a>,
}

impl WriteJson for Involvement<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let Self { trace, rule, index, step } = *self;
        let subject = Place::root().at(Member::Subcontractors, index);
        let address = Address::Top { rule, subject: &subject };
        let top = Some(step.outcome().as_str());
        WrittenStep { trace, rule, address: &address, step, top }.write(json);
    }
}

struct TopStep<'r, 'a> {
    trace: Trace<'r, 'a>,
    finding: &'r Finding<'a>,
}

impl WriteJson for TopStep<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let Finding { rule, subject, step, .. } = self.finding;
        let address = Address::Top { rule, subject };
        let top = Some(self.finding.outcome_word());
        WrittenStep { trace: self.trace, rule, address: &address, step, top }.write(json);
    }
}

/// The address of a step: rule and subject, then the names of the steps down to it.
///
/// What stands below a rule itself has the same address whether or not derogations and open
/// questions stand beside the rule.
enum Address<'s> {
    Top { rule: &'s Rule, subject: &'s Place },
    Below { parent: &'s Address<'s>, key: Key<'s> },
}

impl Address<'_> {
    fn print(&self, out: &mut String) {
        match self {
            Self::Top { rule, subject } => {
                out.push_str(&rule.id);
                out.push(':');
                // Writing to memory does not fail.
                _ = subject.print(out);
            }
            Self::Below { parent, key } => {
                parent.print(out);
                out.push(if matches!(parent, Self::Top { .. }) { '#' } else { '.' });
                _ = key.print(out);
            }
        }
    }
}

impl WriteJson for Address<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.string(|text| self.print(text));
    }
}

struct WrittenStep<'s, 'r, 'a> {
    trace: Trace<'r, 'a>,
    rule: &'s Rule,
    address: &'s Address<'s>,
    step: &'s Step<'a>,
    // The outcome of the finding, for its own step; below it a step speaks for itself.
    top: Option<&'static str>,
}

impl WriteJson for WrittenStep<'_, '_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let step = self.step;
        json.object(|json| {
            json.member(key!("at"), self.address);
            if self.top.is_some() {
                json.member(key!("rule"), &*self.rule.id);
                json.member(key!("version"), &self.rule.first_day);
                json.member(key!("provision"), &Provision(self.rule));
            }
            json.member(key!("kind"), &Word(step.kind));
            json.member(key!("outcome"), &Word(self.top.unwrap_or(step.outcome().as_str())));
            json.member(key!("evidence"), &Word(step.judgement.evidence.as_str()));
            if let Some(comparison) = &step.compares {
                json.member(key!("compares"), &Compared { rule: self.rule, comparison });
            }
            let always = self.top.is_some();
            if always || !step.facts.is_empty() {
                json.member(key!("facts"), &Facts { trace: self.trace, facts: &step.facts });
            }
            if always || !step.law.is_empty() {
                json.member(key!("law"), &step.law);
            }
            if always {
                json.member(key!("readings"), &ReadingsUsed { rule: self.rule, step });
            }
            if let Some(lines) = &step.lines {
                json.member(key!("lines"), &WrittenLines { trace: self.trace, lines });
            }
            if always || !step.rejected.is_empty() {
                json.member(
                    key!("rejected"),
                    &Rejected { trace: self.trace, rejected: &step.rejected },
                );
            }
            if always || !step.because.is_empty() {
                json.member(key!("because"), &Because(self));
            }
        });
    }
}

struct Because<'w, 's, 'r, 'a>(&'w WrittenStep<'s, 'r, 'a>);

impl WriteJson for Because<'_, '_, '_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let WrittenStep { trace, rule, address, step, .. } = *self.0;
        let parent = match address {
            Address::Below { parent, key: Key::Word(DIRECTLY) } => parent,
            Address::Top { .. } | Address::Below { .. } => address,
        };
        json.list(step.because.iter().map(|step| Below { trace, rule, parent, step }));
    }
}

struct Below<'s, 'r, 'a> {
    trace: Trace<'r, 'a>,
    rule: &'s Rule,
    parent: &'s Address<'s>,
    step: &'s Step<'a>,
}

impl WriteJson for Below<'_, '_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let Self { trace, parent, step, .. } = *self;
        let address = Address::Below { parent, key: step.key };
        let rule = rule_of(&trace, self.rule, step);
        WrittenStep { trace, rule, address: &address, step, top: None }.write(json);
    }
}

// The parameters of a derogation, or of what makes a subcontractor involved, are those of its rule.
fn rule_of<'s>(trace: &Trace<'s, '_>, rule: &'s Rule, step: &Step<'_>) -> &'s Rule {
    let mut rules = trace.assessment.governed.rules();
    let other = match (step.kind, step.key) {
        ("derogation", Key::Word(id)) => rules.find(|rule| &*rule.id == id),
        ("not-involved", _) => rules.find(|rule| rule.body.weight == Weight::Definition),
        _ => None,
    };
    other.unwrap_or(rule)
}

/// Readings that shaped the rule; those on its application only where that was in question.
pub(super) fn readings_used<'s>(rule: &'s Rule, step: &Step<'_>) -> impl Iterator<Item = &'s str> {
    let in_question = |step: &Step<'_>| matches!(step.kind, "applies-to" | "not-for-this-product");
    let application = in_question(step)
        || step.key == Key::Word("applies-to")
        || step.because.iter().any(in_question);
    let more: &[Box<str>] = if application { &rule.application_readings } else { &[] };
    rule.readings.iter().chain(more).map(|id| &**id)
}

struct ReadingsUsed<'s, 'a> {
    rule: &'s Rule,
    step: &'s Step<'a>,
}

impl WriteJson for ReadingsUsed<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        json.list(readings_used(self.rule, self.step));
    }
}

struct Provision<'s>(&'s Rule);

impl WriteJson for Provision<'_> {
    fn write(&self, json: &mut Json<'_>) {
        let provision = &self.0.provision;
        json.object(|json| {
            json.member(key!("act"), &*self.0.act);
            json.member(key!("article"), &*provision.article);
            json.member(key!("paragraph"), &provision.paragraph.as_deref());
            if let Some(subparagraph) = provision.subparagraph {
                json.member(key!("subparagraph"), &subparagraph);
            }
            json.member(key!("sentence"), &provision.sentence);
        });
    }
}

struct Facts<'s, 'r, 'a> {
    trace: Trace<'r, 'a>,
    facts: &'s [Fact<'a>],
}

impl WriteJson for Facts<'_, '_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let assessment = self.trace.assessment;
        json.list(self.facts.iter().map(|fact| Sourced { assessment, at: &fact.at, item: fact }));
    }
}

impl WriteMembers for Fact<'_> {
    fn write_members(&self, json: &mut Json<'_>) {
        json.member(key!("at"), &self.at);
        json.member(key!("value"), &self.value);
    }
}

impl WriteJson for FactValue<'_> {
    fn write(&self, json: &mut Json<'_>) {
        match self {
            Self::NotStated => None::<bool>.write(json),
            Self::Truth(truth) => truth.write(json),
            Self::Country(country) => country.as_str().write(json),
            Self::Origin(origin) => origin.as_str().write(json),
            Self::Day(day) => Shown(day).write(json),
            Self::Share(share) => Shown(share).write(json),
            Self::Rate(rate) => Shown(rate).write(json),
            Self::Word(word) => word.write(json),
            Self::Text(text) => text.write(json),
            Self::Areas(areas) => json.list(areas.iter().map(|area| area.as_str())),
            Self::Items(0) => json.list([false; 0]),
            Self::Items(count) => Shown(format_args!("{count} items")).write(json),
        }
    }
}

impl WriteJson for Datum<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("at"), &self.address);
            json.member(key!("value"), &Shown(self.value));
            json.member(key!("source"), &self.source);
            json.member(key!("evidence"), &Word(self.evidence.as_str()));
            if self.set_aside {
                json.member(key!("set_aside"), &true);
            }
        });
    }
}

struct WrittenLines<'s, 'r, 'a> {
    trace: Trace<'r, 'a>,
    lines: &'s Lines,
}

impl WriteJson for WrittenLines<'_, '_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("count"), &self.lines.count);
            json.member(key!("shown"), &LinesListed(self));
        });
    }
}

struct LinesListed<'w, 's, 'r, 'a>(&'w WrittenLines<'s, 'r, 'a>);

impl WriteJson for LinesListed<'_, '_, '_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let WrittenLines { trace: Trace { assessment, lines: shown }, lines } = self.0;
        json.list_by(|json| {
            assessment.for_each_line(lines.product, *shown, |line| {
                json.item(&Sourced { assessment, at: &line.at, item: &line });
            });
        });
    }
}

impl WriteMembers for LineReport<'_> {
    fn write_members(&self, json: &mut Json<'_>) {
        json.member(key!("at"), &self.at);
        json.member(key!("path"), &self.path);
        json.member(key!("least"), &self.cost.least);
        json.member(key!("most"), &self.cost.most);
        json.member(key!("standing"), &Word(self.standing));
    }
}
