//! What moved and because of what, for reading and for programs.

use super::assumptions::in_words as assumed_in_words;
use super::json::{self, Json, Raw, Shown, Word, WriteJson, key};
use super::page::{diff, diff_in_brief, diff_summary};
use super::text::{TextOptions, in_lines, of_sections};
use super::words::{Language, Words};
use crate::assessment::{Assessment, Verdict};
use crate::diff::{
    AssumedOnSides, Came, Cause, Causes, Diff, DiffSubject, DiffSummary, Difference,
    FactDifference, LawDifference, MovedFinding, OnlyWithOthers, Owner, Said, Trial,
};
use crate::model::place::{Member, Place};

impl Diff<'_> {
    /// What moved as text, with a line end at its end.
    #[must_use]
    pub fn to_text(&self, language: Language, screen: TextOptions) -> String {
        let (head, sections) = diff(self, [self.before(), self.after()], language);
        let assumed = self.laws().assumed().said(language);
        of_sections(&assumed, &head, &sections, screen)
    }

    /// What moved in a few lines, as one of many that were compared, with a line end at its end.
    #[must_use]
    pub fn to_brief_text(&self, input: &str, language: Language, screen: TextOptions) -> String {
        let (head, said) = diff_in_brief(self, [self.before(), self.after()], input, language);
        of_sections(&[], &head, &[], screen) + &in_lines(&said, screen)
    }

    /// What moved as `safe-diff/1`, without a line end; laid out for reading, or on one line.
    #[must_use]
    pub fn to_json(&self, pretty: bool) -> String {
        let mut text = String::new();
        json::append(self, pretty, &mut text);
        text
    }
}

impl DiffSummary {
    /// The counts as text, with a line end at its end.
    #[must_use]
    pub fn to_text(&self, language: Language, screen: TextOptions) -> String {
        let (head, sections) = diff_summary(self, language);
        of_sections(&self.assumed.said(language), &head, &sections, screen)
    }

    /// The counts as `safe-diff-summary/1` on one line, without a line end.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        json::append(self, false, &mut text);
        text
    }
}

impl WriteJson for DiffSummary {
    fn write(&self, json: &mut Json<'_>) {
        let by_cause: Vec<_> = self.by_cause.iter().map(Counted).collect();
        json.object(|json| {
            json.member(key!("format"), &Word("safe-diff-summary/1"));
            if !self.assumed.is_empty() {
                json.member(key!("assumptions"), &self.assumed);
            }
            json.member(key!("procurements"), &self.all());
            json.member(key!("unchanged"), &self.unchanged);
            json.member(key!("moved"), &self.moved);
            json.member(key!("failed"), &self.failed);
            json.member(key!("by_cause"), &by_cause);
        });
    }
}

struct Counted<'r>((&'r (Verdict, Verdict, String), &'r usize));

impl WriteJson for Counted<'_> {
    fn write(&self, json: &mut Json<'_>) {
        let ((before, after, causes), count) = self.0;
        json.object(|json| {
            json.member(key!("before"), &Word(before.as_str()));
            json.member(key!("after"), &Word(after.as_str()));
            json.member(key!("causes"), causes);
            json.member(key!("procurements"), count);
        });
    }
}

impl AssumedOnSides {
    /// Each assumption in a sentence that says on which side it is made, where it is on one.
    pub(super) fn said(&self, language: Language) -> Vec<String> {
        let words = Words::of(language);
        let on =
            |side: &str, text: &str| words.say(side, &[("said", &assumed_in_words(text, words))]);
        let both = self.before.iter().filter(|text| self.after.contains(text));
        let before = self.before.iter().filter(|text| !self.after.contains(text));
        let after = self.after.iter().filter(|text| !self.before.contains(text));
        let both = both.map(|text| assumed_in_words(text, words));
        let before = before.map(|text| on("assume/before", text));
        both.chain(before).chain(after.map(|text| on("assume/after", text))).collect()
    }
}

impl WriteJson for AssumedOnSides {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("before"), &self.before);
            json.member(key!("after"), &self.after);
        });
    }
}

impl WriteJson for Diff<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("format"), &Word("safe-diff/1"));
            json.member(key!("before"), &Side(self.before()));
            json.member(key!("after"), &Side(self.after()));
            json.member(key!("verdict_moved_by"), &self.verdict_causes());
            json.member(key!("moved"), self.moved());
            json.member(key!("differences"), self.differences());
            json.member(key!("only_with_others"), self.only_with_others());
        });
    }
}

impl WriteJson for OnlyWithOthers {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("applied"), &self.applied);
            json.member(key!("undone"), &self.undone);
        });
    }
}

struct Side<'r, 'a>(&'r Assessment<'a>);

impl WriteJson for Side<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let law = self.0.governed.law();
        json.object(|json| {
            json.assumed(law);
            json.head(self.0);
        });
    }
}

impl WriteJson for MovedFinding {
    fn write(&self, json: &mut Json<'_>) {
        fn side<'r>(rule: &str, side: Option<&'r (Place, Came)>) -> Option<FindingWritten<'r>> {
            side.map(|(at, came)| FindingWritten { at: format!("{rule}:{at}"), came })
        }
        json.object(|json| {
            json.member(key!("rule"), &self.rule);
            json.member(key!("subject"), &self.subject);
            json.member(key!("before"), &side(&self.rule, self.before.as_ref()));
            json.member(key!("after"), &side(&self.rule, self.after.as_ref()));
            json.member(key!("moved_by"), &self.causes);
        });
    }
}

/// A finding with the address of its step in the trace.
struct FindingWritten<'r> {
    at: String,
    came: &'r Came,
}

impl WriteJson for FindingWritten<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("at"), &self.at);
            came(json, self.came);
        });
    }
}

fn came(json: &mut Json<'_>, came: &Came) {
    json.member(key!("outcome"), &Word(came.outcome));
    json.member(key!("via"), &came.via);
    json.member(key!("weight"), &Word(came.weight));
}

impl WriteJson for Came {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| came(json, self));
    }
}

impl WriteJson for DiffSubject {
    fn write(&self, json: &mut Json<'_>) {
        match self {
            Self::Owner(owner) => owner.write(json),
            Self::List(member) => json.object(|json| {
                json.member(key!("kind"), &Word("list"));
                json.member(key!("id"), member.as_str());
            }),
        }
    }
}

impl WriteJson for Owner {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("kind"), &Word(self.kind()));
            match self {
                Self::Line(product, line) => {
                    json.member(key!("end_product"), product);
                    json.member(key!("id"), line);
                }
                Self::Procurement
                | Self::State(_)
                | Self::Contractor(_)
                | Self::Subcontractor(_)
                | Self::Party(_)
                | Self::Product(_)
                | Self::Rate(_) => json.member(key!("id"), &Shown(self)),
            }
        });
    }
}

impl WriteJson for Causes {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("proof"), &Word(self.proof.as_str()));
            json.member(key!("enough"), &self.enough);
            json.member(key!("needed"), &self.needed);
        });
    }
}

impl WriteJson for Cause {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("differences"), &self.differences);
            json.member(key!("applied"), &self.applied);
            json.member(key!("undone"), &self.undone);
        });
    }
}

impl WriteJson for Trial {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            let (possible, came) = match self {
                Self::Impossible => (false, None),
                Self::Came(came) => (true, came.as_ref()),
            };
            json.member(key!("possible"), &possible);
            json.member(key!("comes_to"), &came);
        });
    }
}

impl WriteJson for Difference {
    fn write(&self, json: &mut Json<'_>) {
        match self {
            Self::Fact(fact) => fact.write(json),
            Self::Law(law) => law.write(json),
        }
    }
}

impl WriteJson for FactDifference {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("of"), &Word("fact"));
            json.member(key!("change"), &Word(self.kind()));
            json.member(key!("owner"), &self.owner);
            json.member(key!("member"), &self.member.map(Member::as_str));
            json.member(key!("before"), &self.before.as_deref().map(Raw));
            json.member(key!("after"), &self.after.as_deref().map(Raw));
            json.member(key!("before_at"), &self.before_at);
            json.member(key!("after_at"), &self.after_at);
            json.member(key!("weighs"), &self.weighs);
        });
    }
}

impl WriteJson for LawDifference {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("of"), &Word("law"));
            json.member(key!("kind"), &Word(self.part.kind()));
            json.member(key!("part"), &Shown(&self.part));
            json.member(key!("before"), &self.before);
            json.member(key!("after"), &self.after);
            json.member(key!("signed_as"), &Word(self.signed_as.as_str()));
        });
    }
}

impl WriteJson for Said {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("at"), &self.at);
            json.member(key!("value"), &self.value);
            json.member(key!("source"), &self.source);
            json.member(key!("evidence"), &self.evidence.map(Word));
        });
    }
}
