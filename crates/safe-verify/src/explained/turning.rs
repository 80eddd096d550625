//! Single lines that would turn the condition on a share if they came from elsewhere.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::changed::{Change, Source};
use super::{Explained, INSIDE, by_line};
use crate::asked::{Asked, Assumed};
use crate::bill::Counted;
use crate::document::Document;
use crate::findings::Questions;
use crate::json::{list, text};
use crate::logic::Outcome;
use crate::share::Sums;
use crate::whole::verdict;

/// Which way a condition turns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Lose,
    Win,
}

impl Way {
    fn turns(self, now: Outcome, then: Outcome) -> bool {
        match self {
            Self::Lose => then < now,
            Self::Win => then > now,
        }
    }

    fn outcomes(self, now: Outcome) -> Vec<Outcome> {
        let all = [Outcome::NotMet, Outcome::Undetermined, Outcome::Met];
        all.into_iter().filter(|then| self.turns(now, *then)).collect()
    }
}

/// A line that turns the condition, and to what.
type Turning<'l, 'e> = (&'l Counted<'e>, Outcome);

/// What a line elsewhere comes to, by what the condition does and whether it is the last one whose
/// origin is not stated.
type Known = ((Outcome, bool), (Outcome, &'static str));

impl<'e> Explained<'e> {
    /// From outside they would make it worse.
    pub(super) fn losing(&self) -> Value {
        self.turning(Way::Lose, self.outside, "would_lose")
    }

    /// From the core area they would make it better.
    pub(super) fn winning(&self) -> Value {
        self.turning(Way::Win, Some(INSIDE), "would_win")
    }

    fn turning(&self, way: Way, to: Option<&str>, member: &str) -> Value {
        let Some(to) = to else { return json!({ "from": null, "count": 0, "lines": [] }) };
        let outcomes = way.outcomes(self.step.judged.outcome);
        let lines = self.tally.counted.iter();
        let may = lines.filter(|one| !outcomes.is_empty() && self.may_turn(way, one, to));
        let given = self.given.and_then(|sums| sums.get(member)).unwrap_or(&Value::Null);
        let (count, turning) = if self.is_withheld {
            self.as_written(may.collect(), &outcomes, given)
        } else {
            let then = |one: &Counted<'_>| {
                let from = Source::Line(one.origin);
                self.condition.outcome(Some(Change { to, from, cost: &one.cost }))
            };
            let turning = may.map(|one| (one, then(one)));
            let turning: Vec<Turning<'_, 'e>> =
                turning.filter(|(_, then)| outcomes.contains(then)).collect();
            (turning.len(), turning)
        };
        let lines: Vec<&Counted<'_>> = turning.iter().map(|(one, _)| *one).collect();
        let lines = self.heaviest_first(lines, list(given, "lines")).into_iter().take(self.most);
        let then: BTreeMap<usize, Outcome> =
            turning.iter().map(|(one, then)| (one.line, *then)).collect();
        let mut known = Vec::new();
        let written = lines.map(|one| {
            let then = then.get(&one.line).copied().unwrap_or(Outcome::Undetermined);
            let (finding, verdict) = self.come_to(one, to, then, &mut known);
            let mut written = self.line(one);
            if let Some(members) = written.as_object_mut() {
                members.insert("condition".into(), then.word().into());
                members.insert("finding".into(), finding.word().into());
                members.insert("verdict".into(), verdict.into());
            }
            written
        });
        json!({ "from": to, "count": count, "lines": written.collect::<Value>() })
    }

    /// Lines from outside cannot come from there, nor those of the core area from that, unless an
    /// agreement asks about their origin; what is barred is another rule's.
    fn may_turn(&self, way: Way, one: &Counted<'_>, to: &str) -> bool {
        let Some(origin) = one.origin else { return true };
        let core = self.condition.core(origin);
        let is_asked = match way {
            Way::Lose => core != Outcome::NotMet || self.is_party(origin),
            Way::Win => core != Outcome::Met,
        };
        is_asked && origin != to && !self.is_barred(origin)
    }

    /// Of withheld costs those that are written, as many as there may be.
    fn as_written<'l>(
        &self,
        may: Vec<&'l Counted<'e>>,
        outcomes: &[Outcome],
        given: &Value,
    ) -> (usize, Vec<Turning<'l, 'e>>) {
        let Some(first) = outcomes.first() else { return (0, Vec::new()) };
        self.asked.trust();
        let count = given.get("count").and_then(Value::as_u64);
        let count = count.and_then(|count| usize::try_from(count).ok());
        let count = count.filter(|count| *count <= may.len()).unwrap_or(may.len());
        let written = by_line(list(given, "lines"));
        let then = |one: &Counted<'_>| {
            let (_, line) = written.get(&one.line)?;
            let word = text(line, "condition");
            Some(*outcomes.iter().find(|outcome| outcome.word() == word).unwrap_or(first))
        };
        // Those that are not written stand last, and are cut off where enough are.
        let (mut named, mut others) = (Vec::new(), Vec::new());
        for one in may {
            match then(one) {
                Some(then) => named.push((one, then)),
                None => others.push((one, *first)),
            }
        }
        named.append(&mut others);
        named.truncate(count.min(self.most));
        (count, named)
    }

    /// What the finding and the verdict come to with the line from elsewhere.
    fn come_to(
        &self,
        one: &Counted<'_>,
        to: &str,
        then: Outcome,
        known: &mut Vec<Known>,
    ) -> (Outcome, &'static str) {
        let key = (then, one.origin.is_none() && self.unstated_origins == 1);
        if let Some((_, found)) = known.iter().find(|(other, _)| *other == key) {
            return *found;
        }
        let found = self.asked_again(one.line, to, then);
        let found = found.unwrap_or((Outcome::Undetermined, "undetermined"));
        known.push((key, found));
        found
    }

    /// Everything asked again of the document in which a line is from elsewhere.
    fn asked_again(&self, line: usize, to: &str, then: Outcome) -> Option<(Outcome, &'static str)> {
        let mut root = self.asked.document.root.clone();
        let stated = root.pointer_mut(&format!("{}/{line}", self.bill.at))?.as_object_mut()?;
        stated.insert("origin".to_owned(), to.into());
        let document = Document { root: &root };
        let (law, given, product) = (self.asked.law, self.asked.given, &*self.finding.subject);
        let assumed = Assumed { rule: self.finding.rule.id, product, outcome: then };
        let again = Asked {
            document,
            law,
            sums: Sums::of(document, law, self.asked.sums.shown).ok()?,
            explains_sums: false,
            given,
            trusted: Cell::new(0),
            // What withheld costs would come to cannot be asked.
            assumed: self.is_withheld.then_some(assumed),
        };
        let findings = Questions::of(&again).findings();
        let same = findings.iter().find(|finding| {
            finding.rule.id == self.finding.rule.id && finding.subject == self.finding.subject
        });
        Some((same?.outcome?, verdict(&findings).0))
    }
}
