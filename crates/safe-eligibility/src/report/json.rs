//! `safe-assessment/1`.

mod writer;

pub(super) use writer::{Json, Kept, Raw, Shown, Word, WriteJson, append, key, to_writer};

use super::ReportOptions;
use super::assumptions::Assumptions;
use super::content::{Content, ContentShare};
use super::missing::MissingFact;
use super::source::{Sourced, WriteMembers};
use super::steps::Trace;
use super::sums::WrittenSums;
use crate::assessment::{Assessment, Finding};
use crate::rulebook::law::Law;
use crate::rulebook::pack::Pack;
use crate::tally::CostRange;
use crate::trace::ShareRange;

/// An assessment as it is written.
pub(super) struct Written<'r, 'a> {
    pub(super) assessment: &'r Assessment<'a>,
    pub(super) options: ReportOptions,
    pub(super) assumptions: Option<&'r Assumptions<'a>>,
}

impl Json<'_> {
    /// What is assumed, where anything is: before all that follows from it.
    pub(super) fn assumptions(&mut self, assumptions: Option<&Assumptions<'_>>) {
        if let Some(assumptions) = assumptions {
            self.member(key!("assumptions"), assumptions);
        }
    }

    /// What is assumed of a law, as texts; nothing where it is the law alone.
    pub(super) fn assumed(&mut self, law: &Law) {
        let assumed: Vec<&str> = law.pack().assumptions().iter().map(|one| one.text).collect();
        if !assumed.is_empty() {
            self.member(key!("assumptions"), &assumed);
        }
    }

    /// Of what procurement, under what law an answer is, and the verdict.
    pub(super) fn head(&mut self, assessment: &Assessment<'_>) {
        let governed = assessment.governed;
        let law = governed.law();
        self.member(key!("procurement"), &ProcurementWritten(assessment));
        self.member(key!("rules"), &RulesWritten(law.pack()));
        self.member(key!("as_of"), &law.as_of());
        self.member(key!("governing_day"), &governed.governing_day());
        self.member(key!("least_evidence"), &Word(law.least_evidence().as_str()));
        self.member(key!("readings"), &ReadingsWritten(law));
        self.member(key!("verdict"), &Word(assessment.verdict().as_str()));
    }
}

impl WriteJson for Written<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let Self { assessment, options, assumptions } = self;
        let governed = assessment.governed;
        let law = governed.law();
        let lines = options.lines_shown();
        let trace = options.writes_trace().then_some(Trace { assessment, lines });
        json.object(|json| {
            json.member(key!("format"), &Word("safe-assessment/1"));
            json.assumptions(*assumptions);
            json.member(key!("procurement"), &ProcurementWritten(assessment));
            json.member(key!("rules"), &Kept(RulesWritten(law.pack()), &law.printed().rules));
            json.member(key!("as_of"), &law.as_of());
            json.member(key!("governing_day"), &governed.governing_day());
            json.member(key!("least_evidence"), &Word(law.least_evidence().as_str()));
            json.member(key!("readings"), &Kept(ReadingsWritten(law), &law.printed().readings));
            if let Some(readings) = assessment.depends_on_readings() {
                json.member(key!("depends_on_readings"), readings);
            }
            json.member(key!("verdict"), &Word(assessment.verdict().as_str()));
            json.member(key!("evidence"), &Word(assessment.evidence().as_str()));
            json.member(key!("findings"), &FindingsWritten(assessment));
            json.member(key!("content"), &assessment.content());
            json.member(key!("missing_facts"), &MissingWritten(assessment));
            json.member(key!("reservations"), &assessment.reservations());
            if let Some(sources) = assessment.sources {
                json.member(key!("remarks"), &sources.remarks());
            }
            if options.writes_sums() {
                let sums = assessment.sums(lines);
                json.member(key!("sums"), &WrittenSums { assessment, sums });
            }
            json.member(key!("trace"), &trace);
        });
    }
}

pub(super) struct ProcurementWritten<'r, 'a>(pub(super) &'r Assessment<'a>);

impl WriteJson for ProcurementWritten<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let stated = self.0.procurement.stated();
        json.object(|json| {
            json.member(key!("id"), &stated.id);
            json.member(key!("title"), &stated.title);
            json.member(key!("sha256"), &stated.digest);
            if let Some(sources) = self.0.sources {
                json.member(key!("inputs"), &sources.inputs());
            }
        });
    }
}

struct FindingsWritten<'r, 'a>(&'r Assessment<'a>);

impl WriteJson for FindingsWritten<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let assessment = self.0;
        let each = assessment.findings.iter();
        json.list(each.map(|item| Sourced { assessment, at: &item.subject, item }));
    }
}

pub(super) struct MissingWritten<'r, 'a>(pub(super) &'r Assessment<'a>);

impl WriteJson for MissingWritten<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let assessment = self.0;
        let facts = assessment.missing_facts();
        json.list(facts.iter().map(|item| Sourced { assessment, at: &item.at, item }));
    }
}

pub(super) struct RulesWritten<'r>(pub(super) &'r Pack);

impl WriteJson for RulesWritten<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("pack"), &self.0.id);
            json.member(key!("version"), &self.0.version);
            json.member(key!("sha256"), &self.0.digest);
        });
    }
}

pub(super) struct ReadingsWritten<'r>(pub(super) &'r Law);

impl WriteJson for ReadingsWritten<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            for (id, text) in self.0.printed_readings() {
                json.entry(id, text);
            }
        });
    }
}

impl WriteMembers for Finding<'_> {
    fn write_members(&self, json: &mut Json<'_>) {
        json.member(key!("rule"), &*self.rule.id);
        json.member(key!("subject"), &self.subject);
        json.member(key!("citation"), &*self.rule.citation);
        json.member(key!("outcome"), &Word(self.outcome_word()));
        json.member(key!("via"), &self.via.map(Shown));
        json.member(key!("evidence"), &Word(self.evidence.as_str()));
        json.member(key!("weight"), &Word(self.weight.as_str()));
        if let Some(share) = self.share_outside() {
            json.member(key!("share_outside"), &ShareWritten(share));
        }
    }
}

struct ShareWritten<'s>(&'s ShareRange);

impl WriteJson for ShareWritten<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("least"), &self.0.least.fraction().to_four_decimals());
            json.member(key!("most"), &self.0.most.fraction().to_four_decimals());
        });
    }
}

impl WriteJson for CostRange {
    /// Least and most; without limit is null.
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("least"), &self.least);
            json.member(key!("most"), &self.most);
        });
    }
}

impl WriteJson for Content {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("subject"), &self.subject);
            json.member(key!("currency"), &Word("EUR"));
            json.member(key!("total"), &self.total);
            json.member(key!("core"), &self.core);
            json.member(key!("outside"), &self.outside);
            json.member(key!("unstated"), &self.unstated);
            json.member(key!("by_country"), &self.by_country);
        });
    }
}

impl WriteJson for ContentShare {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("country"), &Word(self.origin.as_str()));
            json.member(key!("standing"), &Word(self.standing));
            json.member(key!("least"), &self.cost.least);
            json.member(key!("most"), &self.cost.most);
        });
    }
}

impl WriteMembers for MissingFact<'_> {
    fn write_members(&self, json: &mut Json<'_>) {
        json.member(key!("at"), &self.at);
        json.member(key!("decides"), &self.decides);
    }
}
