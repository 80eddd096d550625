//! `safe-assessment/1`.

mod writer;

pub(super) use writer::{Json, Shown, WriteJson, append, to_writer};

use super::ReportOptions;
use super::content::{Content, ContentShare};
use super::missing::MissingFact;
use super::steps::Trace;
use crate::assessment::{Assessment, Finding};
use crate::model::procurement::CommonProcurement;
use crate::rulebook::law::Law;
use crate::rulebook::pack::Pack;
use crate::tally::CostRange;
use crate::trace::ShareRange;

/// An assessment as it is written.
pub(super) struct Written<'r, 'a> {
    pub(super) assessment: &'r Assessment<'a>,
    pub(super) options: ReportOptions,
}

impl WriteJson for Written<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let Self { assessment, options } = self;
        let governed = assessment.governed;
        let law = governed.law();
        let trace = options.trace.then_some(Trace { assessment, lines: options.lines });
        json.object(|json| {
            json.member("format", "safe-assessment/1");
            json.member("procurement", &ProcurementWritten(assessment.procurement));
            json.member("rules", &RulesWritten(law.pack()));
            json.member("as_of", &law.as_of());
            json.member("governing_day", &governed.governing_day());
            json.member("least_evidence", law.least_evidence().as_str());
            json.member("readings", &ReadingsWritten(law));
            json.member("verdict", assessment.verdict().as_str());
            json.member("evidence", assessment.evidence().as_str());
            json.member("findings", &assessment.findings);
            json.member("content", &assessment.content());
            json.member("missing_facts", &assessment.missing_facts());
            json.member("reservations", &assessment.reservations());
            json.member("trace", &trace);
        });
    }
}

struct ProcurementWritten<'r>(&'r CommonProcurement);

impl WriteJson for ProcurementWritten<'_> {
    fn write(&self, json: &mut Json<'_>) {
        let stated = self.0.stated();
        json.object(|json| {
            json.member("id", &stated.id);
            json.member("title", &stated.title);
            json.member("sha256", &stated.digest.map(Shown));
        });
    }
}

struct RulesWritten<'r>(&'r Pack);

impl WriteJson for RulesWritten<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member("pack", &self.0.id);
            json.member("version", &self.0.version);
            json.member("sha256", &Shown(self.0.digest));
        });
    }
}

struct ReadingsWritten<'r>(&'r Law);

impl WriteJson for ReadingsWritten<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            for (id, text) in self.0.printed_readings() {
                json.entry(id, text);
            }
        });
    }
}

impl WriteJson for Finding<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member("rule", &*self.rule.id);
            json.member("subject", &self.subject);
            json.member("citation", &*self.rule.citation);
            json.member("outcome", self.outcome_word());
            json.member("via", &self.via.map(Shown));
            json.member("evidence", self.evidence.as_str());
            json.member("weight", self.weight.as_str());
            if let Some(share) = self.share_outside() {
                json.member("share_outside", &ShareWritten(share));
            }
        });
    }
}

struct ShareWritten<'s>(&'s ShareRange);

impl WriteJson for ShareWritten<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member("least", &self.0.least.fraction().to_four_decimals());
            json.member("most", &self.0.most.fraction().to_four_decimals());
        });
    }
}

impl WriteJson for CostRange {
    /// Least and most; without limit is null.
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member("least", &self.least);
            json.member("most", &self.most);
        });
    }
}

impl WriteJson for Content {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member("subject", &self.subject);
            json.member("currency", "EUR");
            json.member("total", &self.total);
            json.member("core", &self.core);
            json.member("outside", &self.outside);
            json.member("unstated", &self.unstated);
            json.member("by_country", &self.by_country);
        });
    }
}

impl WriteJson for ContentShare {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member("country", self.origin.as_str());
            json.member("standing", self.standing);
            json.member("least", &self.cost.least);
            json.member("most", &self.cost.most);
        });
    }
}

impl WriteJson for MissingFact<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member("at", &self.at);
            json.member("decides", &self.decides);
        });
    }
}
