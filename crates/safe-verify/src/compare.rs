//! Member by member: what is written against what has to be.

use serde_json::{Map, Value};

use crate::json::{list, text};
use crate::withheld::{UNKNOWN, is_commitment, may_be_withheld};
use crate::{Fault, Openings, Verified};

/// A comparison under way.
pub(crate) struct Comparison<'o> {
    openings: Option<&'o Openings<'o>>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) verified: Verified,
    // The pointer of the value that is looked at, and how much of it leads to the step it is of.
    pointer: String,
    step: Option<(String, usize)>,
    // The address of the fact that is looked at.
    fact: Option<String>,
}

impl<'o> Comparison<'o> {
    pub(crate) fn with(openings: Option<&'o Openings<'o>>) -> Self {
        Self {
            openings,
            faults: Vec::new(),
            verified: Verified::default(),
            pointer: String::new(),
            step: None,
            fact: None,
        }
    }

    /// Compares a value and everything in it.
    pub(crate) fn value(&mut self, expected: &Value, given: &Value) {
        match (expected, given) {
            (Value::Object(expected), Value::Object(given)) => self.object(expected, given),
            (Value::Array(expected), Value::Array(given)) => self.list(expected, given),
            (Value::String(expected), _) if expected == UNKNOWN => self.unknown(given),
            (_, Value::String(text)) if expected == given => self.equal(text),
            (_, Value::String(text)) if self.stands_for(text) => self.commitment(expected, text),
            _ if expected == given => {}
            _ => self.fault(format!(
                "{} stands there, and {} follows",
                short(given),
                short(expected)
            )),
        }
    }

    fn equal(&mut self, text: &str) {
        if is_commitment(text) {
            self.verified.withheld = self.verified.withheld.saturating_add(1);
        }
    }

    // What follows from withheld costs is known to nobody who has not got them.
    fn unknown(&mut self, given: &Value) {
        if given.as_str().is_some_and(is_commitment) {
            self.verified.withheld = self.verified.withheld.saturating_add(1);
        } else {
            let problem = "stands there, though it follows from costs that are withheld";
            self.fault(format!("{} {problem}", short(given)));
        }
    }

    fn stands_for(&self, text: &str) -> bool {
        is_commitment(text) && may_be_withheld(&self.pointer, self.fact.as_deref())
    }

    // The value of a fact has the address that it has in the document.
    fn commitment(&mut self, value: &Value, text: &str) {
        self.verified.withheld = self.verified.withheld.saturating_add(1);
        let own = || format!("assessment{}", self.pointer);
        let address = self.fact.clone().unwrap_or_else(own);
        let Some(commitment) = self.openings.and_then(|open| open(&address, value)) else { return };
        if commitment == text {
            self.verified.opened = self.verified.opened.saturating_add(1);
        } else {
            self.fault(format!("`{text}` is no commitment to the value that follows"));
        }
    }

    fn object(&mut self, expected: &Map<String, Value>, given: &Map<String, Value>) {
        let above = self.step.clone();
        let is_fact = self.pointer.rsplit('/').nth(1) == Some("facts");
        let at = expected.get("at").and_then(Value::as_str).filter(|_| is_fact);
        self.fact = at.map(str::to_owned);
        if expected.contains_key("kind") && expected.contains_key("outcome") {
            let at = expected.get("at").and_then(Value::as_str).unwrap_or("");
            self.step = Some((at.to_owned(), self.pointer.len()));
            self.verified.steps = self.verified.steps.saturating_add(1);
        }
        let exact = expected.get("exact").filter(|exact| exact.is_object());
        if exact.is_some_and(is_reckoned) {
            self.verified.sums = self.verified.sums.saturating_add(1);
        }
        for (name, value) in expected {
            self.within(name, |here| match given.get(name) {
                Some(given) => here.value(value, given),
                None => here.fault(format!("nothing stands there, and {} follows", short(value))),
            });
        }
        for (name, value) in given.iter().filter(|(name, _)| !expected.contains_key(*name)) {
            if !self.may_stand_there(name, value) {
                let problem = format!("{} stands there, and nothing follows", short(value));
                self.within(name, |here| here.fault(problem));
            }
        }
        self.step = above;
        self.fact = None;
    }

    fn list(&mut self, expected: &[Value], given: &[Value]) {
        self.count(expected);
        if expected.len() != given.len() {
            self.of_other_length(expected, given);
            return;
        }
        for (index, (expected, given)) in expected.iter().zip(given).enumerate() {
            self.within(&index.to_string(), |here| here.value(expected, given));
        }
    }

    // Which entries are too many or too few is told by name, where they have one.
    fn of_other_length(&mut self, expected: &[Value], given: &[Value]) {
        let problem = format!("{} entries stand there, and {} follow", given.len(), expected.len());
        self.fault(problem);
        let others = |these: &[Value], those: &[Value]| -> Vec<String> {
            let unknown = these.iter().filter(|one| !those.contains(one));
            unknown.map(name).collect()
        };
        // Both have been bounded by the text they were read from, but not their product.
        if expected.len().saturating_mul(given.len()) > 1_000_000 {
            return;
        }
        for name in others(expected, given) {
            self.fault(format!("{name} follows as it does not stand there"));
        }
        for name in others(given, expected) {
            self.fault(format!("{name} stands there as it does not follow"));
        }
    }

    // Remarks, and where facts were read from, are no part of what follows.
    fn may_stand_there(&self, name: &str, value: &Value) -> bool {
        match name {
            "remarks" => self.pointer.is_empty(),
            "inputs" => self.pointer == "/procurement",
            "redacted" => self.pointer == "/procurement" && *value == Value::Bool(true),
            "source" => {
                let list = self.pointer.rsplit('/').nth(1).unwrap_or("");
                let known = ["file", "sheet", "row", "cell", "line", "bytes"];
                matches!(list, "facts" | "shown" | "lines" | "findings" | "missing_facts")
                    && value.as_object().is_some_and(|source| {
                        source.keys().all(|member| known.contains(&&**member))
                    })
            }
            _ => false,
        }
    }

    fn count(&mut self, expected: &[Value]) {
        let name = self.pointer.rsplit('/').next().unwrap_or("");
        let Verified { facts, law, lines, .. } = &mut self.verified;
        let counter = match name {
            "facts" => facts,
            "law" => law,
            "shown" => lines,
            _ => return,
        };
        *counter = counter.saturating_add(expected.len());
    }

    fn within(&mut self, name: &str, look: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
        look(self);
        self.pointer.truncate(length);
    }

    fn fault(&mut self, problem: String) {
        let fault = match &self.step {
            None => Fault { at: self.pointer.clone(), problem },
            Some((at, length)) => {
                let member = self.pointer.get(*length..).unwrap_or("").trim_start_matches('/');
                let place = if member.is_empty() { String::new() } else { format!("`{member}`: ") };
                Fault { at: at.clone(), problem: format!("{place}{problem}") }
            }
        };
        self.faults.push(fault);
    }
}

/// Whether all ends of a share were reckoned, and none follows from withheld costs.
fn is_reckoned(exact: &Value) -> bool {
    let ends = ["least", "most"].iter().flat_map(|end| list(exact, end));
    ends.filter_map(Value::as_str).all(|figure| figure != UNKNOWN)
}

fn name(entry: &Value) -> String {
    let named = ["at", "what", "rule", "country"].iter().find_map(|member| entry.get(*member));
    short(named.unwrap_or(entry))
}

/// A value as a problem quotes it.
pub(crate) fn short(value: &Value) -> String {
    let whole = value.to_string();
    let mut quoted: String = whole.chars().take(MOST_QUOTED).collect();
    if quoted.len() < whole.len() {
        quoted.push('…');
    }
    format!("`{quoted}`")
}

const MOST_QUOTED: usize = 120;

/// Whether every list of lines is whole and in the order of the document.
pub(crate) fn shows_all_lines(trace: &Value) -> bool {
    let mut open: Vec<&Value> =
        ["steps", "involvement"].iter().flat_map(|member| list(trace, member)).collect();
    let mut any = false;
    while let Some(step) = open.pop() {
        open.extend(list(step, "because"));
        let Some(lines) = step.get("lines") else { continue };
        let shown = list(lines, "shown");
        let index = |line: &Value| {
            text(line, "at").rsplit('/').next().and_then(|index| index.parse::<usize>().ok())
        };
        let indices: Vec<Option<usize>> = shown.iter().map(index).collect();
        let count = lines.get("count").and_then(Value::as_u64);
        let is_whole = count.and_then(|count| usize::try_from(count).ok()) == Some(shown.len());
        if !is_whole || !indices.windows(2).all(|pair| matches!(pair, [one, other] if one < other))
        {
            return false;
        }
        any = true;
    }
    any
}
