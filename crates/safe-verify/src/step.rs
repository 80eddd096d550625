//! A step as it has to be: what it names, what it comes to, what it follows from.

use std::rc::Rc;

use serde_json::{Map, Value, json};

use crate::lines::ShownLines;
use crate::logic::{Judged, Outcome};

/// A fact of the document with its value there.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub(crate) at: String,
    pub(crate) value: Value,
}

/// A datum of law with what the pack says of it.
#[derive(Clone, Debug)]
pub(crate) struct Datum {
    pub(crate) at: String,
    pub(crate) value: String,
    pub(crate) source: Option<String>,
    pub(crate) judged: Judged,
    pub(crate) set_aside: bool,
    /// Whether the outcome of the step that names it rests on it.
    pub(crate) carries: bool,
    /// Where it stands among the data that an assessment has reservations about.
    pub(crate) order: Order,
}

/// Kind of address, register, country, member of an agreement, topic or mode, first day.
pub(crate) type Order = (u8, usize, String, u8, usize, String);

impl Datum {
    /// As a step names it that came to `whole`.
    pub(crate) fn within(self, whole: Judged) -> Self {
        Self { carries: self.judged.carries(whole), ..self }
    }

    fn written(&self) -> Value {
        let mut written = json!({
            "at": self.at, "value": self.value, "source": self.source,
            "evidence": self.judged.grade.word(),
        });
        if let (true, Some(members)) = (self.set_aside, written.as_object_mut()) {
            members.insert("set_aside".into(), true.into());
        }
        written
    }
}

/// A step of the trace.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// Its name below the step it belongs to.
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) judged: Judged,
    pub(crate) compares: Option<Value>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) law: Vec<Datum>,
    pub(crate) lines: Option<Rc<ShownLines>>,
    pub(crate) rejected: Vec<Rejection>,
    pub(crate) because: Vec<Step>,
    /// Whether it is the opposite of the one step below it.
    pub(crate) opposite: bool,
    /// The agreement without which it would not be met.
    pub(crate) carried_by: Option<String>,
    /// The facts whose absence leaves this very step open.
    pub(crate) missing: Option<Rc<[String]>>,
    /// Whether these are facts that the step names itself.
    pub(crate) names_missing: bool,
}

/// What was considered and did not carry, and why.
#[derive(Clone, Debug)]
pub(crate) struct Rejection {
    pub(crate) what: String,
    pub(crate) why: &'static str,
}

impl Step {
    /// A step that rests on nothing but its own outcome.
    pub(crate) fn new(kind: &'static str, judged: Judged) -> Self {
        Self {
            name: kind.to_owned(),
            kind,
            judged,
            compares: None,
            facts: Vec::new(),
            law: Vec::new(),
            lines: None,
            rejected: Vec::new(),
            because: Vec::new(),
            opposite: false,
            carried_by: None,
            missing: None,
            names_missing: false,
        }
    }

    /// One that rests on facts alone.
    pub(crate) fn by_text(kind: &'static str, outcome: Outcome) -> Self {
        Self::new(kind, Judged::by_text(outcome))
    }

    pub(crate) fn all(kind: &'static str, because: Vec<Self>) -> Self {
        let mut step = Self::new(kind, Judged::all(&judgements(&because)));
        if step.is_met() {
            step.carried_by = because.iter().filter_map(|part| part.carried_by.clone()).min();
        }
        Self { because, ..step }
    }

    pub(crate) fn any(kind: &'static str, because: Vec<Self>) -> Self {
        let step = Self::new(kind, Judged::any(&judgements(&because)));
        let met = because.iter().filter(|part| part.is_met());
        let carried_by = met.map(|part| part.carried_by.clone()).min().flatten();
        Self { because, carried_by, ..step }
    }

    pub(crate) fn opposite_of(kind: &'static str, step: Self) -> Self {
        let judged = step.judged.opposite();
        Self { because: vec![step], opposite: true, ..Self::new(kind, judged) }
    }

    pub(crate) fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Adds a fact; one that is not stated may be why the step is open.
    pub(crate) fn fact(mut self, fact: Fact) -> Self {
        let is_open = self.judged.outcome == Outcome::Undetermined && fact.value.is_null();
        self.facts.push(fact);
        if is_open {
            let unstated = self.facts.iter().filter(|fact| fact.value.is_null());
            self.missing = Some(unstated.map(|fact| fact.at.clone()).collect());
            self.names_missing = true;
        }
        self
    }

    pub(crate) fn law(mut self, datum: Datum) -> Self {
        self.law.push(datum);
        self
    }

    pub(crate) fn reject(&mut self, what: impl Into<String>, why: &'static str) {
        self.rejected.push(Rejection { what: what.into(), why });
    }

    pub(crate) fn is_met(&self) -> bool {
        self.judged.outcome == Outcome::Met
    }

    /// The steps below it, each with whether its outcome rests on it.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&Self, bool)> {
        let carries = |part: &Self| self.opposite || part.judged.carries(self.judged);
        self.because.iter().map(move |part| (part, carries(part)))
    }

    /// The facts, those of bills and of applications aside, whose absence leaves it open.
    pub(crate) fn open_facts(&self, found: &mut Vec<String>) {
        if self.judged.outcome != Outcome::Undetermined {
            return;
        }
        if self.names_missing {
            found.extend(self.missing.iter().flat_map(|missing| missing.iter().cloned()));
        }
        self.because.iter().for_each(|part| part.open_facts(found));
    }

    /// As it has to be written below a step at that address.
    fn below(&self, parent: &str, is_top: bool) -> Value {
        let at = format!("{parent}{}{}", if is_top { '#' } else { '.' }, self.name);
        // What stands below the rule itself keeps its address beside derogations.
        let is_rule = self.name == DIRECTLY;
        let (above, is_top) = if is_rule { (parent, is_top) } else { (&*at, false) };
        let mut members = Map::new();
        self.write(&mut members, above, is_top);
        members.retain(|_, value| value.as_array().is_none_or(|items| !items.is_empty()));
        members.insert("at".into(), at.into());
        Value::Object(members)
    }

    /// The members that every step has, those of the steps below it included.
    pub(crate) fn write(&self, members: &mut Map<String, Value>, at: &str, is_top: bool) {
        members.insert("kind".into(), self.kind.into());
        members.insert("outcome".into(), self.judged.outcome.word().into());
        members.insert("evidence".into(), self.judged.grade.word().into());
        if let Some(compares) = &self.compares {
            members.insert("compares".into(), compares.clone());
        }
        let facts = self.facts.iter().map(|fact| json!({ "at": fact.at, "value": fact.value }));
        members.insert("facts".into(), facts.collect());
        members.insert("law".into(), self.law.iter().map(Datum::written).collect());
        if let Some(lines) = &self.lines {
            members.insert("lines".into(), lines.written());
        }
        let rejected = self.rejected.iter().map(|one| json!({ "what": one.what, "why": one.why }));
        members.insert("rejected".into(), rejected.collect());
        let because = self.because.iter().map(|part| part.below(at, is_top));
        members.insert("because".into(), because.collect());
    }
}

/// The name of a rule itself beside its derogations and open questions.
pub(crate) const DIRECTLY: &str = "directly";

fn judgements(steps: &[Step]) -> Vec<Judged> {
    steps.iter().map(|step| step.judged).collect()
}
