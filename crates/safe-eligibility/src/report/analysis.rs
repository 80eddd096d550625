//! A rule pack examined, and two packs compared, for reading and for programs.

use super::assumptions::in_words;
use super::document::Document;
use super::json::{self, Json, ReadingsWritten, RulesWritten, Shown, Word, WriteJson, key};
use super::page::{analysis, comparison};
use super::text::{TextOptions, of_sections};
use super::words::{Language, Words};
use crate::analysis::{
    Analysis, Compared, Comparison, Effort, Entry, Gap, LawChange, LawDifference, MovedFinding,
    Overlap, ReadingExamined, RuleExamined, Shown as Found, Witness,
};
use crate::outcome::EvidenceGrade;

impl Analysis {
    /// What was found as text, with a line end at its end.
    #[must_use]
    pub fn to_text(&self, language: Language, screen: TextOptions) -> String {
        let (head, sections) = analysis(self, language);
        let words = Words::of(language);
        let assumed = self.law.pack().assumptions();
        let assumed: Vec<String> = assumed.iter().map(|one| in_words(one.text, words)).collect();
        of_sections(&assumed, &head, &sections, screen)
    }

    /// What was found as `safe-analysis/1`, laid out for reading, without a line end.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        json::append(self, true, &mut text);
        text
    }
}

impl Comparison {
    /// What was found as text, with a line end at its end; a procurement stands there as the
    /// document that can be assessed.
    #[must_use]
    pub fn to_text(&self, language: Language, screen: TextOptions) -> String {
        let (head, sections) = comparison(self, language);
        let mut text = of_sections(&self.assumed().said(language), &head, &sections, screen);
        if let Compared::Differ(witness) = &self.found {
            let heading = Words::of(language).text("analysis/document");
            text.extend(["\n", &heading, "\n", &witness.to_document(), "\n"]);
        }
        text
    }

    /// What was found as `safe-comparison/1`, laid out for reading, without a line end.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        json::append(self, true, &mut text);
        text
    }
}

impl Witness {
    /// The procurement as `safe-procurement/1`, laid out for reading, without a line end.
    #[must_use]
    pub fn to_document(&self) -> String {
        let mut text = String::new();
        json::append(&Document(&self.procurement), true, &mut text);
        text
    }
}

impl WriteJson for Analysis {
    fn write(&self, json: &mut Json<'_>) {
        let law = &self.law;
        json.object(|json| {
            json.member(key!("format"), &Word("safe-analysis/1"));
            json.assumed(law);
            json.member(key!("rules"), &RulesWritten(law.pack()));
            json.member(key!("as_of"), &law.as_of());
            json.member(key!("least_evidence"), &Word(law.least_evidence().as_str()));
            json.member(key!("readings"), &ReadingsWritten(law));
            json.member(key!("register_day"), &self.register_day);
            json.member(key!("effort"), &self.effort);
            json.member(key!("changes"), &self.changes);
            json.member(key!("of_rules"), &self.rules);
            json.member(key!("of_readings"), &self.readings);
            json.member(key!("gaps"), &self.gaps);
            json.member(key!("overlaps"), &self.overlaps);
            json.member(key!("unused_sources"), &self.unused_sources);
            json.member(key!("assumed"), &self.assumed);
            json.member(key!("not_known"), &self.not_known);
        });
    }
}

impl WriteJson for Comparison {
    fn write(&self, json: &mut Json<'_>) {
        let [one, other] = &self.laws;
        let (word, witness, tries) = match &self.found {
            Compared::Alike => ("alike", None, None),
            Compared::Differ(witness) => ("differ", Some(witness), None),
            Compared::NotFound { tries } => ("not-found", None, Some(*tries)),
        };
        json.object(|json| {
            json.member(key!("format"), &Word("safe-comparison/1"));
            let assumed = self.assumed();
            if !assumed.is_empty() {
                json.member(key!("assumptions"), &assumed);
            }
            json.member(key!("rules"), &RulesWritten(one.pack()));
            json.member(key!("against"), &RulesWritten(other.pack()));
            json.member(key!("as_of"), &one.as_of());
            json.member(key!("least_evidence"), &Word(one.least_evidence().as_str()));
            json.member(key!("readings"), &ReadingsWritten(one));
            json.member(key!("readings_against"), &ReadingsWritten(other));
            json.member(key!("effort"), &self.effort);
            json.member(key!("differences"), &self.differences);
            json.member(key!("days"), &self.days);
            json.member(key!("outcome"), &Word(word));
            json.member(key!("tries"), &tries);
            json.member(key!("witness"), &witness.map(|witness| &**witness));
        });
    }
}

impl WriteJson for Effort {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("tries"), &self.tries);
            json.member(key!("seed"), &self.seed);
        });
    }
}

impl WriteJson for LawChange {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("day"), &self.day);
            json.member(key!("country"), &self.country.map(Shown));
            json.member(key!("at"), &self.at);
            json.member(key!("from"), &self.from);
            json.member(key!("to"), &self.to);
            json.member(key!("source"), &self.source);
            json.member(key!("evidence"), &self.evidence.map(EvidenceGrade::as_str).map(Word));
        });
    }
}

impl WriteJson for RuleExamined {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("rule"), &self.rule);
            json.member(key!("version"), &self.first_day);
            json.member(key!("weight"), &Word(self.weight.as_str()));
            json.member(key!("decides"), &self.decides);
            json.member(key!("met"), &self.met);
            json.member(key!("not_met"), &self.not_met);
        });
    }
}

impl WriteJson for ReadingExamined {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("reading"), &self.reading);
            json.member(key!("chosen"), &self.chosen);
            json.member(key!("other"), &self.other);
            json.member(key!("differs"), &self.differs);
        });
    }
}

impl WriteJson for Found {
    fn write(&self, json: &mut Json<'_>) {
        let (word, never, tries, witness) = match self {
            Self::By(witness) => ("shown", None, None, Some(&**witness)),
            Self::Never(never) => ("never", Some(never.as_str()), None, None),
            Self::NotFound { tries } => ("not-found", None, Some(*tries), None),
        };
        json.object(|json| {
            json.member(key!("outcome"), &Word(word));
            json.member(key!("never"), &never.map(Word));
            json.member(key!("tries"), &tries);
            json.member(key!("witness"), &witness);
        });
    }
}

impl WriteJson for Witness {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("as_of"), &self.as_of);
            json.member(key!("readings"), &self.readings);
            json.member(key!("verdicts"), &self.verdicts.map(|verdict| Word(verdict.as_str())));
            json.member(key!("moved"), &self.moved);
            json.member(key!("document"), &Document(&self.procurement));
        });
    }
}

impl WriteJson for MovedFinding {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("rule"), &self.rule);
            json.member(key!("subject"), &self.subject);
            json.member(key!("citation"), &self.citation);
            json.member(key!("outcomes"), &self.outcomes.map(|outcome| outcome.map(Word)));
        });
    }
}

impl WriteJson for LawDifference {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("at"), &self.at);
            json.member(key!("first_day"), &self.first_day);
            json.member(key!("last_day"), &self.last_day);
            json.member(key!("one"), &self.one);
            json.member(key!("other"), &self.other);
        });
    }
}

impl WriteJson for Gap {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("at"), &self.at);
            json.member(key!("first_day"), &self.first_day);
            json.member(key!("last_day"), &self.last_day);
        });
    }
}

impl WriteJson for Overlap {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("one"), &self.one);
            json.member(key!("other"), &self.other);
            json.member(key!("first_day"), &self.first_day);
            json.member(key!("last_day"), &self.last_day);
        });
    }
}

impl WriteJson for Entry {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("at"), &self.at);
            json.member(key!("country"), &self.country.map(Shown));
            json.member(key!("value"), &self.value);
            json.member(key!("first_day"), &self.period.first_day);
            json.member(key!("last_day"), &self.period.last_day);
            json.member(key!("source"), &self.source);
            json.member(key!("evidence"), &self.evidence.map(EvidenceGrade::as_str).map(Word));
        });
    }
}
