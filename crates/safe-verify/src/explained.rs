//! What each share of component cost has to be said to rest on, and what would turn it.
//!
//! Every claim is found by its meaning: the condition is asked of sums of which some part came or
//! went, and a line that is put elsewhere is put there in the document, of which everything is then
//! asked again. With costs withheld, what follows from them is taken as written as far as what is
//! shown allows.

mod changed;
mod growth;
mod margins;
mod turning;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::amount::{Amount, Range};
use crate::asked::Asked;
use crate::bill::{Bill, Counted};
use crate::countries;
use crate::findings::Finding;
use crate::json::{list, text};
use crate::lines::LinesShown;
use crate::logic::Outcome;
use crate::share::Tally;
use crate::step::Step;

use changed::Condition;

/// An origin in the core area, on every day.
const INSIDE: &str = "EU";

/// The sums of every finding on a share of component cost.
pub(crate) fn sums(asked: &Asked<'_>, findings: &[Finding<'_>]) -> Value {
    findings.iter().filter_map(|finding| Some(Explained::of(asked, finding)?.written())).collect()
}

/// One share of one end product.
struct Explained<'e> {
    asked: &'e Asked<'e>,
    finding: &'e Finding<'e>,
    bill: &'e Bill<'e>,
    tally: &'e Tally<'e>,
    /// The step of the condition, as it has to be.
    step: &'e Step,
    condition: Condition<'e>,
    /// A country from outside that has no agreement and is not barred.
    outside: Option<&'e str>,
    parties: Vec<&'e str>,
    // States from which some rule lets nothing come.
    barred: Vec<&'e str>,
    /// Whether there is no cost to take a share of.
    is_nothing: bool,
    is_withheld: bool,
    unstated_origins: usize,
    /// The same sums as they are written.
    given: Option<&'e Value>,
    most: usize,
}

impl<'e> Explained<'e> {
    /// `None`: the finding is on no share, or the product has no line.
    fn of(asked: &'e Asked<'e>, finding: &'e Finding<'e>) -> Option<Self> {
        finding.outcome?;
        let product = &*finding.subject;
        let mut conditions = Vec::new();
        flattened(finding.rule.part("condition")?, &mut conditions);
        let (_, with) = conditions.into_iter().find(|(kind, _)| *kind == "share-at-most")?;
        let (bill, tally) =
            (asked.sums.bill(product)?, asked.sums.tally(product, text(with, "tier"))?);
        let step = of_share(&finding.step)?;
        let left = step.compares.as_ref().and_then(|compares| compares.pointer("/left/least"));
        let is_withheld = tally.counted.iter().any(|one| is_unknown(&one.cost));
        let given = list(asked.given, "sums").iter().find(|one| {
            text(one, "rule") == finding.rule.id && text(one, "subject") == finding.subject
        });
        let mut explained = Self {
            asked,
            finding,
            bill,
            tally,
            step,
            condition: Condition::of(asked, tally, with),
            outside: None,
            parties: asked.law.parties(),
            barred: barred(asked),
            is_nothing: left.is_none_or(Value::is_null),
            is_withheld,
            unstated_origins: bill.missing_origins().len(),
            given,
            most: match asked.sums.shown {
                LinesShown::Largest(most) => most,
                LinesShown::All => usize::MAX,
            },
        };
        explained.outside = explained.some_outside();
        Some(explained)
    }

    fn written(&self) -> Value {
        let (lines, others) = self.contributing();
        json!({
            "rule": self.finding.rule.id,
            "subject": self.finding.subject,
            "outcome": self.step.judged.outcome.word(),
            "total": range(&self.tally.total()),
            "tests": self.tests(),
            "lines": lines,
            "other_lines": others,
            "growth": self.growth(),
            "would_lose": self.losing(),
            "would_win": self.winning(),
        })
    }

    fn is_barred(&self, origin: &str) -> bool {
        origin != INSIDE && self.barred.contains(&self.asked.law.state(origin))
    }

    fn is_party(&self, origin: &str) -> bool {
        self.parties.contains(&origin)
    }

    /// Of those the bill has, the one that costs most; else the first by code.
    fn some_outside(&self) -> Option<&'e str> {
        let is_free = |origin: &&str| {
            self.condition.core(origin) == Outcome::NotMet
                && !self.is_party(origin)
                && !self.is_barred(origin)
        };
        let here = self.tally.by_origin.iter().filter(|(origin, _)| is_free(origin));
        let here: Vec<_> = here.collect();
        if here.len() > 1 && here.iter().any(|(_, cost)| cost.least.is_unknown()) {
            // Which of them costs most is withheld.
            let written = self.given.map(|sums| text(&sums["would_lose"], "from"));
            let origins = || here.iter().map(|(origin, _)| *origin);
            return origins().find(|origin| written == Some(origin)).or(origins().next());
        }
        let most = here.into_iter().reduce(
            |one, other| {
                if other.1.least > one.1.least { other } else { one }
            },
        );
        most.map(|(origin, _)| *origin).or_else(|| countries::all().find(is_free))
    }

    /// Lines that are, or may be, from outside, and the rest of them.
    fn contributing(&self) -> (Value, Value) {
        let is_core = |origin: &str| self.condition.core(origin) == Outcome::Met;
        let lines = self.tally.counted.iter().filter(|one| !one.origin.is_some_and(is_core));
        let given = self.given.map_or(&[][..], |sums| list(sums, "lines"));
        let lines = self.heaviest_first(lines.collect(), given);
        let (shown, others) = lines.split_at(self.most.min(lines.len()));
        let cost = others.iter().fold(Range::nothing(), |sum, one| sum.plus(&one.cost));
        let others = json!({
            "count": others.len(),
            "least": cost.least.text(),
            "most": cost.most.as_ref().map(Amount::text),
        });
        (shown.iter().map(|one| self.line(one)).collect(), others)
    }

    /// Without limit weighs more than every amount; where costs are withheld, as they are written.
    fn heaviest_first<'l>(
        &self,
        mut lines: Vec<&'l Counted<'e>>,
        given: &[Value],
    ) -> Vec<&'l Counted<'e>> {
        if self.is_withheld {
            let written = by_line(given);
            let rank = |line: usize| written.get(&line).map_or(usize::MAX, |(rank, _)| *rank);
            lines.sort_by_cached_key(|one| (rank(one.line), one.line));
        } else {
            lines.sort_by(|one, other| {
                let key = |line: &'l Counted<'e>| {
                    let Range { least, most } = &line.cost;
                    (most.is_none(), most.as_ref(), least)
                };
                Reverse(key(one)).cmp(&Reverse(key(other))).then(one.line.cmp(&other.line))
            });
        }
        lines
    }

    fn line(&self, one: &Counted<'_>) -> Value {
        json!({
            "at": format!("{}/{}", self.bill.at, one.line),
            "path": self.bill.path(one.line),
            "least": one.cost.least.text(),
            "most": one.cost.most.as_ref().map(Amount::text),
            "standing": self.asked.standing(one.origin),
        })
    }
}

fn range(range: &Range) -> Value {
    json!({ "least": range.least.text(), "most": range.most.as_ref().map(Amount::text) })
}

fn is_unknown(range: &Range) -> bool {
    range.least.is_unknown() || range.most.as_ref().is_some_and(Amount::is_unknown)
}

/// Lines as they are written, by the index in their address: the rank of the first that has it, and
/// the line.
fn by_line(written: &[Value]) -> BTreeMap<usize, (usize, &Value)> {
    let mut found = BTreeMap::new();
    for (rank, line) in written.iter().enumerate() {
        if let Some(Ok(index)) = text(line, "at").rsplit('/').next().map(str::parse) {
            found.entry(index).or_insert((rank, line));
        }
    }
    found
}

/// A condition and those it is put together from, each with what it asks.
fn flattened<'c>(condition: &'c Value, found: &mut Vec<(&'c str, &'c Value)>) {
    for (kind, with) in condition.as_object().into_iter().flatten() {
        found.push((kind, with));
        if matches!(kind.as_str(), "all" | "any") {
            with.as_array().into_iter().flatten().for_each(|part| flattened(part, found));
        }
    }
}

/// The step on a share, if it or one below it is one.
fn of_share(step: &Step) -> Option<&Step> {
    if step.kind == "share-at-most" { Some(step) } else { step.because.iter().find_map(of_share) }
}

fn barred<'e>(asked: &'e Asked<'e>) -> Vec<&'e str> {
    let mut conditions = Vec::new();
    for rule in &asked.law.rules {
        flattened(rule.part("condition").unwrap_or(&Value::Null), &mut conditions);
    }
    let barring = conditions.into_iter().filter(|(kind, _)| *kind == "no-component-from");
    let countries = barring.flat_map(|(_, with)| list(with, "countries"));
    countries.filter_map(Value::as_str).map(|country| asked.law.state(country)).collect()
}
