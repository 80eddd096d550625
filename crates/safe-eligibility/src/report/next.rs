//! What to find out next, for reading and for programs.

use super::assumptions::Assumptions;
use super::json::{self, Json, Word, WriteJson, key};
use super::page::next_facts;
use super::text::{TextOptions, of_answer};
use super::words::Language;
use crate::model::exact::{Exact, Fraction};
use crate::next::{
    AskedFact, Beyond, DeclarationLine, Declarations, Gap, Narrowing, NextFacts, RangeLine,
    SettlingSet,
};

impl NextFacts<'_, '_> {
    /// What was found as text, with a line end at its end.
    #[must_use]
    pub fn to_text(&self, language: Language, screen: TextOptions) -> String {
        let assumptions = self.assumptions();
        let told = next_facts(self, assumptions.as_ref(), language);
        of_answer(assumptions.as_ref(), &told, language, screen)
    }

    /// What was found as `safe-next/1`, laid out for reading, without a line end.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.to_json_with(self.assumptions().as_ref())
    }

    pub(super) fn to_json_with(&self, assumptions: Option<&Assumptions<'_>>) -> String {
        let mut text = String::new();
        json::append(&Written { next: self, assumptions }, true, &mut text);
        text
    }
}

struct Written<'w, 'r, 'a> {
    next: &'w NextFacts<'r, 'a>,
    assumptions: Option<&'w Assumptions<'w>>,
}

impl WriteJson for Written<'_, '_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let next = self.next;
        json.object(|json| {
            json.member(key!("format"), &Word("safe-next/1"));
            json.assumptions(self.assumptions);
            json.head(next.assessment);
            json.member(key!("smallest"), &next.smallest);
            json.member(key!("facts"), &next.facts);
            json.member(key!("other_facts"), &next.others);
            json.member(key!("beyond_facts"), &next.beyond_facts);
            json.member(key!("declarations"), &next.declarations);
            json.member(key!("ranges"), &next.ranges);
        });
    }
}

impl WriteJson for SettlingSet<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("facts"), &self.facts);
            json.member(key!("minimal"), &Word(self.minimal.as_str()));
            json.member(key!("may_leave_open"), &self.may_leave_open);
            json.member(key!("answers_tried"), &Word(self.tried.as_str()));
        });
    }
}

impl WriteJson for AskedFact<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("at"), &self.at);
            json.member(key!("decides"), &self.decides);
            json.member(key!("at_worst"), &self.at_worst);
            json.member(key!("at_best"), &self.at_best);
            json.member(key!("settles_verdict"), &Word(self.verdict.as_str()));
        });
    }
}

impl WriteJson for Beyond<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("rule"), &*self.rule.id);
            json.member(key!("subject"), &self.subject);
            json.member(key!("law"), &self.law);
            json.member(key!("by_range"), &self.by_range);
        });
    }
}

impl WriteJson for Declarations<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("rule"), &*self.rule.id);
            json.member(key!("subject"), &self.subject);
            json.member(key!("at_worst"), &self.at_worst);
            json.member(key!("minimal"), &Word(self.minimal.as_str()));
            json.member(key!("at_best"), &self.at_best);
            json.member(key!("lines"), &self.lines);
        });
    }
}

impl WriteJson for DeclarationLine<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("at"), &self.at);
            json.member(key!("id"), self.id);
            json.member(key!("cost"), &self.cost);
            json.member(
                key!("share"),
                &Ends([self.share.least.fraction(), self.share.most.fraction()]),
            );
        });
    }
}

/// A share at its least and at its most, four decimals for reading.
struct Ends([Fraction; 2]);

impl WriteJson for Ends {
    fn write(&self, json: &mut Json<'_>) {
        let Self([least, most]) = self;
        json.object(|json| {
            json.member(key!("least"), &least.to_four_decimals());
            json.member(key!("most"), &most.to_four_decimals());
        });
    }
}

impl WriteJson for Narrowing<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("rule"), &*self.rule.id);
            json.member(key!("subject"), &self.subject);
            json.member(key!("allowed"), &self.allowed);
            json.member(key!("exceeded"), &self.exceeded);
            json.member(key!("lines"), &self.lines);
        });
    }
}

impl WriteJson for Gap {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("outside"), &self.outside);
            json.member(key!("core"), &self.core);
        });
    }
}

impl WriteJson for RangeLine<'_> {
    fn write(&self, json: &mut Json<'_>) {
        // From outside it is allowed up to a cost, from the core area from it on, and the other way.
        let limits = |at_most: &Option<Exact>, at_least: &Option<Exact>| Limits {
            at_most: at_most.clone(),
            at_least: at_least.clone(),
        };
        let (allowed, exceeded) = if self.is_outside {
            (limits(&self.allowed, &None), limits(&None, &self.exceeded))
        } else {
            (limits(&None, &self.allowed), limits(&self.exceeded, &None))
        };
        json.object(|json| {
            json.member(key!("at"), &self.at);
            json.member(key!("id"), self.id);
            json.member(key!("cost"), &self.cost);
            json.member(key!("from"), &Word(if self.is_outside { "outside" } else { "core" }));
            json.member(key!("allowed"), &allowed);
            json.member(key!("exceeded"), &exceeded);
        });
    }
}

struct Limits {
    at_most: Option<Exact>,
    at_least: Option<Exact>,
}

impl WriteJson for Limits {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("at_most"), &self.at_most);
            json.member(key!("at_least"), &self.at_least);
        });
    }
}
