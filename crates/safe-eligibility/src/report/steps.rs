//! The trace as it is written.

mod rejected;

use std::fmt;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use rejected::Rejected;

use super::json::Shown;
use super::lines::{LineReport, LinesShown};
use super::source::{Sourced, WriteMembers};
use crate::assessment::{Assessment, Finding};
use crate::model::exact::Fraction;
use crate::model::place::{Member, Place};
use crate::rulebook::body::Weight;
use crate::rulebook::datum::Datum;
use crate::rulebook::law::Rule;
use crate::trace::{
    Bound, BoundOrigin, BoundValue, Comparison, Fact, FactValue, Key, Lines, ShareRange, Side, Step,
};

/// The whole trace of an assessment.
pub(super) struct Trace<'r, 'a> {
    pub(super) assessment: &'r Assessment<'a>,
    pub(super) lines: LinesShown,
}

impl Serialize for Trace<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("steps", &Findings(self))?;
        map.serialize_entry("involvement", &Involved(self))?;
        map.end()
    }
}

struct Findings<'t, 'r, 'a>(&'t Trace<'r, 'a>);

impl Serialize for Findings<'_, '_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings = &self.0.assessment.findings;
        let mut list = serializer.serialize_seq(Some(findings.len()))?;
        for finding in findings {
            list.serialize_element(&TopStep { trace: self.0, finding })?;
        }
        list.end()
    }
}

struct Involved<'t, 'r, 'a>(&'t Trace<'r, 'a>);

impl Serialize for Involved<'_, '_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let assessment = self.0.assessment;
        let mut rules = assessment.governed.rules();
        let Some(rule) = rules.find(|rule| rule.body.weight == Weight::Definition) else {
            return serializer.serialize_seq(Some(0))?.end();
        };
        let mut list = serializer.serialize_seq(Some(assessment.involvement.len()))?;
        for (index, step) in assessment.involvement.iter().enumerate() {
            let subject = Place::root().at(Member::Subcontractors, index);
            let address = Address::Top { rule, subject: &subject };
            let written = WrittenStep {
                trace: self.0,
                rule,
                address: &address,
                step,
                top: Some(step.outcome().as_str()),
            };
            list.serialize_element(&written)?;
        }
        list.end()
    }
}

struct TopStep<'t, 'r, 'a> {
    trace: &'t Trace<'r, 'a>,
    finding: &'t Finding<'a>,
}

impl Serialize for TopStep<'_, '_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Finding { rule, subject, step, .. } = self.finding;
        let address = Address::Top { rule, subject };
        let top = Some(self.finding.outcome_word());
        WrittenStep { trace: self.trace, rule, address: &address, step, top }.serialize(serializer)
    }
}

/// The address of a step: rule and subject, then the names of the steps down to it.
enum Address<'s> {
    Top { rule: &'s Rule, subject: &'s Place },
    Below { parent: &'s Address<'s>, key: Key<'s> },
}

impl fmt::Display for Address<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top { rule, subject } => write!(out, "{}:{subject}", rule.id),
            Self::Below { parent: parent @ Self::Top { .. }, key } => write!(out, "{parent}#{key}"),
            Self::Below { parent, key } => write!(out, "{parent}.{key}"),
        }
    }
}

struct WrittenStep<'s, 'r, 'a> {
    trace: &'s Trace<'r, 'a>,
    rule: &'s Rule,
    address: &'s Address<'s>,
    step: &'s Step<'a>,
    // The outcome of the finding, for its own step; below it a step speaks for itself.
    top: Option<&'static str>,
}

impl Serialize for WrittenStep<'_, '_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let step = self.step;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("at", &Shown(self.address))?;
        if self.top.is_some() {
            map.serialize_entry("rule", &*self.rule.id)?;
            map.serialize_entry("version", &Shown(self.rule.first_day))?;
            map.serialize_entry("provision", &Provision(self.rule))?;
        }
        map.serialize_entry("kind", step.kind)?;
        map.serialize_entry("outcome", self.top.unwrap_or(step.outcome().as_str()))?;
        map.serialize_entry("evidence", step.judgement.evidence.as_str())?;
        if let Some(comparison) = &step.compares {
            map.serialize_entry("compares", &Compared { rule: self.rule, comparison })?;
        }
        let always = self.top.is_some();
        if always || !step.facts.is_empty() {
            map.serialize_entry("facts", &Facts { trace: self.trace, facts: &step.facts })?;
        }
        if always || !step.law.is_empty() {
            map.serialize_entry("law", &step.law)?;
        }
        if always {
            map.serialize_entry("readings", &ReadingsUsed { rule: self.rule, step })?;
        }
        if let Some(lines) = &step.lines {
            map.serialize_entry("lines", &WrittenLines { trace: self.trace, lines })?;
        }
        if always || !step.rejected.is_empty() {
            map.serialize_entry(
                "rejected",
                &Rejected { trace: self.trace, rejected: &step.rejected },
            )?;
        }
        if always || !step.because.is_empty() {
            map.serialize_entry("because", &Because(self))?;
        }
        map.end()
    }
}

struct Because<'w, 's, 'r, 'a>(&'w WrittenStep<'s, 'r, 'a>);

impl Serialize for Because<'_, '_, '_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let WrittenStep { trace, rule, address, step, .. } = self.0;
        let mut list = serializer.serialize_seq(Some(step.because.len()))?;
        for part in &step.because {
            let address = Address::Below { parent: address, key: part.key };
            let rule = rule_of(trace, rule, part);
            list.serialize_element(&WrittenStep {
                trace,
                rule,
                address: &address,
                step: part,
                top: None,
            })?;
        }
        list.end()
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
struct ReadingsUsed<'s, 'a> {
    rule: &'s Rule,
    step: &'s Step<'a>,
}

impl Serialize for ReadingsUsed<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let in_question =
            |step: &Step<'_>| matches!(step.kind, "applies-to" | "not-for-this-product");
        let application = in_question(self.step)
            || self.step.key == Key::Word("applies-to")
            || self.step.because.iter().any(in_question);
        let more: &[Box<str>] = if application { &self.rule.application_readings } else { &[] };
        serializer.collect_seq(self.rule.readings.iter().chain(more))
    }
}

struct Provision<'s>(&'s Rule);

impl Serialize for Provision<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let provision = &self.0.provision;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("act", &*self.0.act)?;
        map.serialize_entry("article", &*provision.article)?;
        map.serialize_entry("paragraph", &provision.paragraph.as_deref())?;
        if let Some(subparagraph) = provision.subparagraph {
            map.serialize_entry("subparagraph", &subparagraph)?;
        }
        map.serialize_entry("sentence", &provision.sentence)?;
        map.end()
    }
}

struct Compared<'s, 'a> {
    rule: &'s Rule,
    comparison: &'s Comparison<'a>,
}

impl Serialize for Compared<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("left", &self.comparison.left)?;
        map.serialize_entry("operator", self.comparison.operator)?;
        map.serialize_entry(
            "right",
            &WrittenBound { rule: self.rule, bound: &self.comparison.right },
        )?;
        map.end()
    }
}

impl Serialize for Side {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Range { name, share } => {
                map.serialize_entry("name", name)?;
                let (least, most) = share.as_ref().map(ends).unzip();
                map.serialize_entry("least", &least.as_ref().map(Fraction::to_four_decimals))?;
                map.serialize_entry("most", &most.as_ref().map(Fraction::to_four_decimals))?;
                map.serialize_entry(
                    "exact",
                    &least.zip(most).map(|(least, most)| Fractions(least, most)),
                )?;
            }
            Self::Share { name, value } => {
                map.serialize_entry("name", name)?;
                map.serialize_entry("value", &value.map(Shown))?;
            }
            Self::Day { name, value } => {
                map.serialize_entry("name", name)?;
                map.serialize_entry("value", &value.map(Shown))?;
            }
        }
        map.end()
    }
}

fn ends(share: &ShareRange) -> (Fraction, Fraction) {
    (share.least.fraction(), share.most.fraction())
}

struct Fractions(Fraction, Fraction);

impl Serialize for Fractions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pair =
            |share: &Fraction| [share.numerator().to_string(), share.denominator().to_string()];
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("least", &pair(&self.0))?;
        map.serialize_entry("most", &pair(&self.1))?;
        map.end()
    }
}

struct WrittenBound<'s, 'a> {
    rule: &'s Rule,
    bound: &'s Bound<'a>,
}

impl Serialize for WrittenBound<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", self.bound.name)?;
        match self.bound.value {
            BoundValue::Share(share) => map.serialize_entry("value", &Shown(share))?,
            BoundValue::Day(day) => map.serialize_entry("value", &Shown(day))?,
            BoundValue::Shares(least, most) => {
                map.serialize_entry("least", &Shown(least))?;
                map.serialize_entry("most", &Shown(most))?;
            }
        }
        match self.bound.from {
            BoundOrigin::Parameter(name) => {
                map.serialize_entry("from", &Shown(format_args!("{}#{name}", self.rule.id)))?;
            }
            BoundOrigin::Datum(datum) => map.serialize_entry("from", &Shown(datum.address))?,
        }
        map.end()
    }
}

struct Facts<'s, 'r, 'a> {
    trace: &'s Trace<'r, 'a>,
    facts: &'s [Fact<'a>],
}

impl Serialize for Facts<'_, '_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let assessment = self.trace.assessment;
        let each = self.facts.iter();
        serializer.collect_seq(each.map(|fact| Sourced { assessment, at: &fact.at, item: fact }))
    }
}

impl WriteMembers for Fact<'_> {
    fn write_members<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("at", &Shown(&self.at))?;
        map.serialize_entry("value", &self.value)
    }
}

impl Serialize for FactValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::NotStated => serializer.serialize_none(),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::Country(country) => serializer.serialize_str(country.as_str()),
            Self::Origin(origin) => serializer.serialize_str(origin.as_str()),
            Self::Day(day) => serializer.collect_str(day),
            Self::Share(share) => serializer.collect_str(share),
            Self::Rate(rate) => serializer.collect_str(rate),
            Self::Word(word) => serializer.serialize_str(word),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Areas(areas) => serializer.collect_seq(areas.iter().map(|area| area.as_str())),
            Self::Items(0) => serializer.serialize_seq(Some(0))?.end(),
            Self::Items(count) => serializer.collect_str(&format_args!("{count} items")),
        }
    }
}

impl Serialize for Datum<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("at", &Shown(self.address))?;
        map.serialize_entry("value", &Shown(self.value))?;
        map.serialize_entry("source", &self.source)?;
        map.serialize_entry("evidence", self.evidence.as_str())?;
        if self.set_aside {
            map.serialize_entry("set_aside", &true)?;
        }
        map.end()
    }
}

struct WrittenLines<'s, 'r, 'a> {
    trace: &'s Trace<'r, 'a>,
    lines: &'s Lines,
}

impl Serialize for WrittenLines<'_, '_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let assessment = self.trace.assessment;
        let shown = assessment.lines(self.lines.product, self.trace.lines);
        let shown: Vec<_> =
            shown.iter().map(|line| Sourced { assessment, at: &line.at, item: line }).collect();
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("count", &self.lines.count)?;
        map.serialize_entry("shown", &shown)?;
        map.end()
    }
}

impl WriteMembers for LineReport<'_> {
    fn write_members<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("at", &Shown(&self.at))?;
        map.serialize_entry("path", &self.path)?;
        map.serialize_entry("least", &Shown(&self.cost.least))?;
        map.serialize_entry("most", &self.cost.most.as_ref().map(Shown))?;
        map.serialize_entry("standing", self.standing)
    }
}
