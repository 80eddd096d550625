//! The verdict under all readings, for reading and for programs.

use std::collections::{BTreeMap, BTreeSet};

use super::assumptions::Assumptions;
use super::json::{self, Json, Shown, Word, WriteJson, key};
use super::page::{combination, readings};
use super::text::{TextOptions, of_answer};
use super::words::Language;
use crate::all_readings::{AllReadings, Choice, ChoiceAnswers, VerdictTally};
use crate::assessment::{Assessment, EvaluateError, Finding, Verdict, assess};
use crate::model::country::CountryCode;
use crate::rulebook::body::Weight;
use crate::rulebook::law::Law;

impl AllReadings<'_> {
    /// What was found as text, with a line end at its end.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`AllReadings::of`].
    pub fn to_text(
        &self,
        language: Language,
        screen: TextOptions,
    ) -> Result<String, EvaluateError> {
        let assumptions = self.assumptions();
        let told = readings(self, assumptions.as_ref(), language)?;
        Ok(of_answer(assumptions.as_ref(), &told, language, screen))
    }

    /// What was found as `safe-all-readings/1`, laid out for reading, without a line end.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`AllReadings::of`].
    pub fn to_json(&self) -> Result<String, EvaluateError> {
        self.to_json_with(self.assumptions().as_ref())
    }

    pub(super) fn to_json_with(
        &self,
        assumptions: Option<&Assumptions<'_>>,
    ) -> Result<String, EvaluateError> {
        let assessment = assess(self.procurement(), self.law())?;
        let mut brought_about = Vec::new();
        for verdict in [Verdict::Eligible, Verdict::Undetermined, Verdict::NotEligible] {
            if verdict == assessment.verdict() {
                continue;
            }
            let sets = self.changes_to(verdict).into_iter();
            let sets = sets.map(|changes| Brought::of(self, &changes, &assessment));
            let sets = sets.collect::<Result<Vec<_>, _>>()?;
            brought_about.push((verdict, sets));
        }
        let written = Written { all: self, assessment: &assessment, brought_about, assumptions };
        let mut text = String::new();
        json::append(&written, true, &mut text);
        Ok(text)
    }
}

struct Written<'r, 'a> {
    all: &'r AllReadings<'a>,
    assessment: &'r Assessment<'a>,
    brought_about: Vec<(Verdict, Vec<Brought>)>,
    assumptions: Option<&'r Assumptions<'r>>,
}

impl WriteJson for Written<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let Self { all, assessment, brought_about, assumptions } = self;
        let support = all.depends_on();
        let each = all.choices().iter().enumerate();
        let looked_at = each.filter(|(at, _)| all.looked_at(*at));
        let looked_at: Vec<_> = looked_at
            .map(|(at, choice)| ChoiceWritten { choice, matters: support.contains(&at) })
            .collect();
        json.object(|json| {
            json.member(key!("format"), &Word("safe-all-readings/1"));
            json.assumptions(*assumptions);
            json.head(assessment);
            json.member(key!("depends_on_readings"), &all.depends_on_readings());
            json.member(key!("choices"), &looked_at);
            json.member(key!("combinations"), &Shown(all.combinations()));
            json.member(key!("deciding_combinations"), &Shown(all.deciding_combinations()));
            json.member(key!("evaluations"), &all.evaluations());
            json.member(key!("verdicts"), &all.tallies());
            let by_verdict: Vec<_> = brought_about
                .iter()
                .map(|(verdict, sets)| Way { verdict: *verdict, sets })
                .collect();
            json.member(key!("brought_about"), &by_verdict);
            let kept: Vec<Vec<Kept<'_>>> = all.kept_by().iter().map(|set| kept(all, set)).collect();
            json.member(key!("kept_by"), &kept);
        });
    }
}

struct ChoiceWritten<'r> {
    choice: &'r Choice,
    matters: bool,
}

impl WriteJson for ChoiceWritten<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("reading"), &self.choice.reading);
            match &self.choice.answers {
                ChoiceAnswers::Options(options) => {
                    json.member(key!("country"), &None::<bool>);
                    json.member(key!("chosen"), &options.first());
                    json.member(key!("others"), options.get(1..).unwrap_or(&[]));
                }
                ChoiceAnswers::Listed { country, now } => {
                    json.member(key!("country"), country.as_str());
                    json.member(key!("chosen"), &Word(listed(*now)));
                    json.member(key!("others"), &[Word(listed(!now))]);
                }
            }
            json.member(key!("matters"), &self.matters);
        });
    }
}

fn listed(is_listed: bool) -> &'static str {
    if is_listed { "listed" } else { "not-listed" }
}

impl WriteJson for VerdictTally {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("verdict"), &Word(self.verdict.as_str()));
            json.member(key!("of_all"), &Shown(&self.of_all));
            json.member(key!("deciding"), &Shown(&self.deciding));
            json.member(key!("as_listed"), &Shown(&self.as_listed));
        });
    }
}

struct Way<'r> {
    verdict: Verdict,
    sets: &'r [Brought],
}

impl WriteJson for Way<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("verdict"), &Word(self.verdict.as_str()));
            json.member(key!("sets"), self.sets);
        });
    }
}

/// A set of readings that brings a verdict about, and what moves then.
struct Brought {
    readings: Vec<(String, String)>,
    moved: Vec<Moved>,
}

impl Brought {
    fn of(
        all: &AllReadings<'_>,
        changes: &BTreeMap<usize, usize>,
        now: &Assessment<'_>,
    ) -> Result<Self, EvaluateError> {
        let law = all.law_under(&combination(all, changes));
        let readings = changed(all.law(), &law);
        let assessment = assess(all.procurement(), &law)?;
        Ok(Self { readings, moved: moved(now, &assessment, false) })
    }
}

/// The readings that differ, as the command line takes them.
fn changed(now: &Law, then: &Law) -> Vec<(String, String)> {
    let questions = now.pack().questions.iter();
    let changed = questions.filter_map(|question| {
        let reading = then.readings().answer(&question.id)?;
        let is_changed = now.readings().answer(&question.id) != Some(reading);
        is_changed.then(|| (question.id.to_string(), reading.to_text()))
    });
    changed.collect()
}

impl WriteJson for Brought {
    fn write(&self, json: &mut Json<'_>) {
        let readings = self.readings.iter().map(|(reading, to)| ReadingTo { reading, to });
        let readings: Vec<_> = readings.collect();
        json.object(|json| {
            json.member(key!("readings"), &readings);
            json.member(key!("moved"), &self.moved);
        });
    }
}

struct ReadingTo<'r> {
    reading: &'r str,
    to: &'r str,
}

impl WriteJson for ReadingTo<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("reading"), self.reading);
            json.member(key!("to"), self.to);
        });
    }
}

/// A finding that comes out otherwise.
pub(super) struct Moved {
    at: String,
    rule: String,
    subject: String,
    from: Option<Came>,
    to: Option<Came>,
}

/// What a finding came to.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Came {
    outcome: &'static str,
    via: Option<String>,
}

impl Came {
    fn of(finding: &Finding<'_>) -> Self {
        let via = finding.via.map(|via| via.to_string());
        Self { outcome: finding.outcome_word(), via }
    }
}

/// The findings that differ, of all weights or of those that enter the verdict, in their order.
pub(super) fn moved(now: &Assessment<'_>, then: &Assessment<'_>, all_weights: bool) -> Vec<Moved> {
    let of = |assessment: &Assessment<'_>| {
        let findings = assessment.findings().iter();
        findings
            .filter(|finding| all_weights || finding.weight == Weight::Condition)
            .map(|finding| {
                let key = (finding.rule.position, finding.subject.clone());
                (key, (finding.rule.id.to_string(), Came::of(finding)))
            })
            .collect::<BTreeMap<_, _>>()
    };
    let (now, then) = (of(now), of(then));
    let keys: BTreeSet<_> = now.keys().chain(then.keys()).collect();
    let each = keys.into_iter().filter_map(|key| {
        let (from, to) = (now.get(key), then.get(key));
        let rule = from.or(to).map(|(rule, _)| rule.clone())?;
        let (from, to) = (from.map(|(_, came)| came.clone()), to.map(|(_, came)| came.clone()));
        let subject = key.1.to_string();
        (from != to).then(|| Moved { at: format!("{rule}:{subject}"), rule, subject, from, to })
    });
    each.collect()
}

impl WriteJson for Moved {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("at"), &self.at);
            json.member(key!("rule"), &self.rule);
            json.member(key!("subject"), &self.subject);
            json.member(key!("from"), &self.from);
            json.member(key!("to"), &self.to);
        });
    }
}

impl WriteJson for Came {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("outcome"), &Word(self.outcome));
            json.member(key!("via"), &self.via);
        });
    }
}

struct Kept<'r>(&'r Choice);

impl WriteJson for Kept<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("reading"), &self.0.reading);
            json.member(key!("country"), &self.0.country().map(CountryCode::as_str));
        });
    }
}

fn kept<'r>(all: &'r AllReadings<'_>, set: &BTreeSet<usize>) -> Vec<Kept<'r>> {
    set.iter().filter_map(|at| all.choices().get(*at)).map(Kept).collect()
}
