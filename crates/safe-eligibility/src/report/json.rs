//! `safe-assessment/1`.

use std::fmt::Display;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::ReportOptions;
use super::content::{Content, ContentShare};
use super::missing::MissingFact;
use super::source::{FactSources, InputRead, RemarkMade, Sourced, WriteMembers};
use super::steps::Trace;
use crate::assessment::{Assessment, Finding};
use crate::rulebook::law::Law;
use crate::tally::CostRange;
use crate::trace::ShareRange;

/// An assessment as it is written.
#[derive(serde::Serialize)]
pub(super) struct Written<'r, 'a> {
    format: &'static str,
    procurement: ProcurementWritten<'r>,
    rules: RulesWritten<'r>,
    as_of: Shown<crate::model::day::Day>,
    governing_day: Shown<crate::model::day::Day>,
    least_evidence: &'static str,
    readings: ReadingsWritten<'r>,
    verdict: &'static str,
    evidence: &'static str,
    findings: FindingsWritten<'r, 'a>,
    content: Vec<Content>,
    missing_facts: MissingWritten<'r, 'a>,
    reservations: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remarks: Option<Vec<RemarkMade>>,
    trace: Option<Trace<'r, 'a>>,
}

#[derive(serde::Serialize)]
struct ProcurementWritten<'r> {
    id: &'r str,
    title: Option<&'r str>,
    sha256: Option<Shown<crate::model::procurement::Digest>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inputs: Option<Vec<InputRead>>,
}

#[derive(serde::Serialize)]
struct RulesWritten<'r> {
    pack: &'r str,
    version: &'r str,
    sha256: Shown<crate::model::procurement::Digest>,
}

impl<'r, 'a> Written<'r, 'a> {
    pub(super) fn of(assessment: &'r Assessment<'a>, options: ReportOptions) -> Self {
        let law = assessment.governed.law();
        let pack = law.pack();
        let stated = assessment.procurement.stated();
        Self {
            format: "safe-assessment/1",
            procurement: ProcurementWritten {
                id: &stated.id,
                title: stated.title.as_deref(),
                sha256: stated.digest.map(Shown),
                inputs: assessment.sources.map(FactSources::inputs),
            },
            rules: RulesWritten {
                pack: &pack.id,
                version: &pack.version,
                sha256: Shown(pack.digest),
            },
            as_of: Shown(law.as_of()),
            governing_day: Shown(assessment.governed.governing_day()),
            least_evidence: law.least_evidence().as_str(),
            readings: ReadingsWritten(law),
            verdict: assessment.verdict().as_str(),
            evidence: assessment.evidence().as_str(),
            findings: FindingsWritten(assessment),
            content: assessment.content(),
            missing_facts: MissingWritten(assessment),
            reservations: assessment.reservations(),
            remarks: assessment.sources.map(FactSources::remarks),
            trace: options.trace.then_some(Trace { assessment, lines: options.lines }),
        }
    }
}

/// A value written as its text.
pub(super) struct Shown<T>(pub(super) T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

struct FindingsWritten<'r, 'a>(&'r Assessment<'a>);

impl Serialize for FindingsWritten<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let each = self.0.findings.iter();
        serializer.collect_seq(each.map(|finding| Sourced {
            assessment: self.0,
            at: &finding.subject,
            item: finding,
        }))
    }
}

struct MissingWritten<'r, 'a>(&'r Assessment<'a>);

impl Serialize for MissingWritten<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let facts = self.0.missing_facts();
        let mut list = serializer.serialize_seq(Some(facts.len()))?;
        for fact in &facts {
            list.serialize_element(&Sourced { assessment: self.0, at: &fact.at, item: fact })?;
        }
        list.end()
    }
}

struct ReadingsWritten<'r>(&'r Law);

impl Serialize for ReadingsWritten<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (id, text) in self.0.printed_readings() {
            map.serialize_entry(id, text)?;
        }
        map.end()
    }
}

impl WriteMembers for Finding<'_> {
    fn write_members<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("rule", &*self.rule.id)?;
        map.serialize_entry("subject", &Shown(&self.subject))?;
        map.serialize_entry("citation", &*self.rule.citation)?;
        map.serialize_entry("outcome", self.outcome_word())?;
        map.serialize_entry("via", &self.via.map(Shown))?;
        map.serialize_entry("evidence", self.evidence.as_str())?;
        map.serialize_entry("weight", self.weight.as_str())?;
        if let Some(share) = self.share_outside() {
            map.serialize_entry("share_outside", &ShareWritten(share))?;
        }
        Ok(())
    }
}

struct ShareWritten<'s>(&'s ShareRange);

impl Serialize for ShareWritten<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("least", &self.0.least.fraction().to_four_decimals())?;
        map.serialize_entry("most", &self.0.most.fraction().to_four_decimals())?;
        map.end()
    }
}

impl Serialize for CostRange {
    /// Least and most; without limit is null.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("least", &Shown(&self.least))?;
        map.serialize_entry("most", &self.most.as_ref().map(Shown))?;
        map.end()
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("subject", &Shown(&self.subject))?;
        map.serialize_entry("currency", "EUR")?;
        map.serialize_entry("total", &self.total)?;
        map.serialize_entry("core", &self.core)?;
        map.serialize_entry("outside", &self.outside)?;
        map.serialize_entry("unstated", &self.unstated)?;
        map.serialize_entry("by_country", &self.by_country)?;
        map.end()
    }
}

impl Serialize for ContentShare {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("country", self.origin.as_str())?;
        map.serialize_entry("standing", self.standing)?;
        map.serialize_entry("least", &Shown(&self.cost.least))?;
        map.serialize_entry("most", &self.cost.most.as_ref().map(Shown))?;
        map.end()
    }
}

impl WriteMembers for MissingFact<'_> {
    fn write_members<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("at", &Shown(&self.at))?;
        map.serialize_entry("decides", &self.decides)
    }
}
