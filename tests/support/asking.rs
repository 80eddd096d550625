//! Asking the engine about a document, and what of its answer tests compare.

use std::collections::BTreeMap;

use safe_eligibility::model::procurement::CommonProcurement;
use safe_eligibility::outcome::EvidenceGrade;
use safe_eligibility::{Assessment, EvaluateError, Finding, Law, Rulebook, Verdict, assess};
use serde_json::Value;

/// With what a document is asked about.
#[derive(Clone, Debug)]
pub struct Setting {
    pub as_of: String,
    pub readings: BTreeMap<String, String>,
    pub least: EvidenceGrade,
}

impl Setting {
    /// That day, default readings, secondary evidence at least.
    pub fn on(as_of: &str) -> Setting {
        Setting { as_of: as_of.into(), readings: BTreeMap::new(), least: EvidenceGrade::Secondary }
    }

    /// The day up to which the register was searched.
    pub fn today() -> Setting {
        Setting::on("2026-11-22")
    }

    pub fn reading(mut self, id: &str, option: &str) -> Setting {
        self.readings.insert(id.into(), option.into());
        self
    }

    pub fn reads(&self, id: &str, option: &str) -> bool {
        self.readings.get(id).is_some_and(|chosen| chosen == option)
    }

    pub fn law(&self, rulebook: &Rulebook) -> Law {
        let choices: Vec<String> =
            self.readings.iter().map(|(id, option)| format!("{id}={option}")).collect();
        let law = rulebook.on(super::day(&self.as_of));
        let law = law.with_readings(choices.iter().map(String::as_str)).unwrap();
        law.with_least_evidence(self.least)
    }
}

/// A document that is valid, read.
pub fn read(document: &Value) -> CommonProcurement {
    read_bytes(&serde_json::to_vec(document).unwrap())
}

fn read_bytes(text: &[u8]) -> CommonProcurement {
    safe_intake::read_document(text).unwrap_or_else(|errors| {
        let problems: Vec<String> = errors.problems().iter().map(ToString::to_string).collect();
        panic!("{}\n{}", problems.join("\n"), String::from_utf8_lossy(text))
    })
}

/// Assesses a document that is valid, and looks at what comes out.
pub fn asked<R>(document: &Value, law: &Law, look: impl FnOnce(&Assessment<'_>) -> R) -> R {
    look(&assess(&read(document), law).unwrap())
}

/// The same for the text of a document.
pub fn asked_bytes<R>(
    text: &[u8],
    law: &Law,
    look: impl FnOnce(Result<Assessment<'_>, EvaluateError>) -> R,
) -> R {
    look(assess(&read_bytes(text), law))
}

/// A finding, its trace left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    pub rule: String,
    pub subject: String,
    pub outcome: &'static str,
    pub via: Option<String>,
    pub evidence: &'static str,
    pub weight: &'static str,
    /// Numerator and denominator of the least and the most.
    pub share: Option<[String; 4]>,
}

impl Line {
    pub fn of(finding: &Finding<'_>) -> Line {
        let share = finding.share_outside().map(|share| {
            let (least, most) = (share.least.fraction(), share.most.fraction());
            [least.numerator(), least.denominator(), most.numerator(), most.denominator()]
                .map(ToString::to_string)
        });
        Line {
            rule: finding.rule.id.to_string(),
            subject: finding.subject.to_string(),
            outcome: finding.outcome_word(),
            via: finding.via.map(|via| via.to_string()),
            evidence: finding.evidence.as_str(),
            weight: finding.weight.as_str(),
            share,
        }
    }

    pub fn is_settled(&self) -> bool {
        matches!(self.outcome, "met" | "not-met")
    }
}

/// Everything that an assessment says, its trace left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub verdict: Verdict,
    pub evidence: EvidenceGrade,
    pub lines: Vec<Line>,
}

impl Summary {
    pub fn of(assessment: &Assessment<'_>) -> Summary {
        Summary {
            verdict: assessment.verdict(),
            evidence: assessment.evidence(),
            lines: assessment.findings().iter().map(Line::of).collect(),
        }
    }

    pub fn asked(document: &Value, law: &Law) -> Summary {
        asked(document, law, Summary::of)
    }

    pub fn line(&self, rule: &str, subject: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.rule == rule && line.subject == subject)
    }

    pub fn outcome(&self, rule: &str, subject: &str) -> Option<&'static str> {
        self.line(rule, subject).map(|line| line.outcome)
    }

    pub fn via(&self, rule: &str, subject: &str) -> Option<&str> {
        self.line(rule, subject)?.via.as_deref()
    }

    /// The findings of one rule.
    pub fn of_rule(&self, rule: &str) -> Vec<&Line> {
        self.lines.iter().filter(|line| line.rule == rule).collect()
    }
}
