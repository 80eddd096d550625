//! The verdict along time, for reading and for programs.

use super::all_readings::{Moved, moved};
use super::assumptions::Assumptions;
use super::json::{
    self, Json, ProcurementWritten, ReadingsWritten, RulesWritten, Shown, Word, WriteJson, key,
};
use super::page::timeline;
use super::text::{TextOptions, of_answer};
use super::words::Language;
use crate::assessment::{Assessment, EvaluateError, assess};
use crate::model::day::Day;
use crate::rulebook::datum::Datum;
use crate::rulebook::known::LeftOut;
use crate::timeline::{Change, Clock, Timeline, Undated, VerdictPeriod};

impl Timeline<'_> {
    /// What was found as text, with a line end at its end.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`Timeline::of`].
    pub fn to_text(
        &self,
        language: Language,
        screen: TextOptions,
    ) -> Result<String, EvaluateError> {
        let told = timeline(self, language)?;
        Ok(of_answer(self.assumptions().as_ref(), &told, language, screen))
    }

    /// What was found as `safe-timeline/1`, laid out for reading, without a line end.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`Timeline::of`].
    pub fn to_json(&self) -> Result<String, EvaluateError> {
        self.to_json_with(self.assumptions().as_ref())
    }

    pub(super) fn to_json_with(
        &self,
        assumptions: Option<&Assumptions<'_>>,
    ) -> Result<String, EvaluateError> {
        let assessment = assess(self.procurement(), self.law())?;
        let [governing_day, as_of] = Clock::ALL.map(|clock| periods(self, clock));
        let written = Written {
            timeline: self,
            assessment: &assessment,
            governing_day: governing_day?,
            as_of: as_of?,
            assumptions,
        };
        let mut text = String::new();
        json::append(&written, true, &mut text);
        Ok(text)
    }
}

fn periods(timeline: &Timeline<'_>, clock: Clock) -> Result<Vec<Period>, EvaluateError> {
    let each = timeline.periods(clock).iter().enumerate();
    let written = each.map(|(index, period)| {
        let begins = |before: &Assessment<'_>, after: &Assessment<'_>, change: &Change<'_>| Begun {
            moved: moved(before, after, true),
            causes: written(change),
        };
        let begun = (index > 0).then(|| timeline.change(clock, period.first_day, begins));
        Ok(Period { period: *period, begun: begun.transpose()? })
    });
    written.collect()
}

/// The causes, written while what they are borrowed from is there.
fn written(change: &Change<'_>) -> Causes {
    let data = |data: &[&Datum<'_>]| data.iter().map(|datum| Stated::of(datum)).collect();
    let versions = change.versions.iter();
    let deadlines = change.deadlines.iter();
    Causes {
        ended: data(&change.ended),
        begun: data(&change.begun),
        versions: versions.map(|(rule, from, to)| ((*rule).to_owned(), *from, *to)).collect(),
        deadlines: deadlines.map(|(rule, day)| ((*rule).to_owned(), *day)).collect(),
    }
}

struct Written<'r, 'a> {
    timeline: &'r Timeline<'a>,
    assessment: &'r Assessment<'r>,
    governing_day: Vec<Period>,
    as_of: Vec<Period>,
    assumptions: Option<&'r Assumptions<'r>>,
}

impl WriteJson for Written<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let Self { timeline, assessment, governing_day, as_of, assumptions } = self;
        let law = timeline.law();
        let signed_on = timeline.procurement().stated().contract.signed_on;
        json.object(|json| {
            json.member(key!("format"), &Word("safe-timeline/1"));
            json.assumptions(*assumptions);
            json.member(key!("procurement"), &ProcurementWritten(assessment));
            json.member(key!("rules"), &RulesWritten(law.pack()));
            json.member(key!("as_of"), &law.as_of());
            json.member(key!("signed_on"), &signed_on);
            json.member(key!("least_evidence"), &Word(law.least_evidence().as_str()));
            json.member(key!("readings"), &ReadingsWritten(law));
            json.member(key!("known_at"), &timeline.known_at().map(|(day, _)| day));
            json.member(key!("left_out"), timeline.known_at().map_or(&[][..], |(_, rows)| rows));
            json.member(key!("undated"), timeline.undated());
            json.member(key!("from"), &timeline.span().from);
            json.member(key!("to"), &timeline.span().to);
            json.member(key!("by_governing_day"), governing_day);
            json.member(key!("by_as_of"), as_of);
        });
    }
}

impl WriteJson for LeftOut {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("at"), &Shown(&self.address));
            json.member(key!("known_from"), &self.known_from);
            json.member(key!("source"), &self.source);
        });
    }
}

impl WriteJson for Undated {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("at"), &Shown(&self.address));
            json.member(key!("source"), &self.source);
            json.member(key!("source_day"), &self.source_day);
        });
    }
}

struct Period {
    period: VerdictPeriod,
    begun: Option<Begun>,
}

impl WriteJson for Period {
    fn write(&self, json: &mut Json<'_>) {
        let VerdictPeriod { first_day, last_day, verdict, evidence } = self.period;
        json.object(|json| {
            json.member(key!("first_day"), &first_day);
            json.member(key!("last_day"), &last_day);
            json.member(key!("verdict"), &Word(verdict.as_str()));
            json.member(key!("evidence"), &Word(evidence.as_str()));
            json.member(key!("change"), &self.begun);
        });
    }
}

/// With what a period begins.
struct Begun {
    moved: Vec<Moved>,
    causes: Causes,
}

impl WriteJson for Begun {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("moved"), &self.moved);
            json.member(key!("begun"), &self.causes.begun);
            json.member(key!("ended"), &self.causes.ended);
            let versions = self.causes.versions.iter().map(VersionWritten);
            json.member(key!("versions"), &versions.collect::<Vec<_>>());
            let deadlines = self.causes.deadlines.iter().map(DeadlineWritten);
            json.member(key!("deadlines"), &deadlines.collect::<Vec<_>>());
        });
    }
}

struct Causes {
    ended: Vec<Stated>,
    begun: Vec<Stated>,
    versions: Vec<(String, Option<Day>, Option<Day>)>,
    deadlines: Vec<(String, Day)>,
}

/// A datum of law as the trace writes it.
struct Stated {
    at: String,
    value: String,
    source: Option<String>,
    evidence: &'static str,
    set_aside: bool,
}

impl Stated {
    fn of(datum: &Datum<'_>) -> Self {
        Self {
            at: datum.address.to_string(),
            value: datum.value.to_string(),
            source: datum.source.map(str::to_owned),
            evidence: datum.evidence.as_str(),
            set_aside: datum.set_aside,
        }
    }
}

impl WriteJson for Stated {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("at"), &self.at);
            json.member(key!("value"), &self.value);
            json.member(key!("source"), &self.source);
            json.member(key!("evidence"), &Word(self.evidence));
            if self.set_aside {
                json.member(key!("set_aside"), &true);
            }
        });
    }
}

struct VersionWritten<'r>(&'r (String, Option<Day>, Option<Day>));

impl WriteJson for VersionWritten<'_> {
    fn write(&self, json: &mut Json<'_>) {
        let (rule, before, after) = self.0;
        json.object(|json| {
            json.member(key!("rule"), rule);
            json.member(key!("before"), before);
            json.member(key!("after"), after);
        });
    }
}

struct DeadlineWritten<'r>(&'r (String, Day));

impl WriteJson for DeadlineWritten<'_> {
    fn write(&self, json: &mut Json<'_>) {
        let (rule, last_day) = self.0;
        json.object(|json| {
            json.member(key!("rule"), rule);
            json.member(key!("last_day"), last_day);
        });
    }
}
