//! Whether a rule or a reading ever matters: shown by a procurement, or by what the rule is.

use std::collections::BTreeSet;

use super::possible::{Never, never_decides, never_met, never_not_met};
use super::reduce::minimised;
use super::search::{Effort, Lattice, Tried, on};
use super::sketch::Sketch;
use super::witness::Witness;
use crate::assessment::{Finding, Verdict};
use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::outcome::Outcome;
use crate::rulebook::body::Weight;
use crate::rulebook::law::{Law, Rule};
use crate::rulebook::node::Node;
use crate::rulebook::pack::{Answers, Question, RuleVersion};
use crate::rulebook::readings::{Reading, Readings};
use crate::rulebook::resolve::Choice;

/// What was found out about a claim that something happens.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_enums, reason = "it is shown, ruled out, or neither")]
pub enum Shown {
    /// It happens: a procurement on which it does.
    By(Box<Witness>),
    /// It never happens, whatever is procured.
    Never(Never),
    /// None of the procurements that were tried shows it, and nothing rules it out.
    NotFound {
        /// How many were tried.
        tries: usize,
    },
}

/// A version of a rule, examined.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RuleExamined {
    /// Rule id.
    pub rule: Box<str>,
    /// The first day of the version.
    pub first_day: Day,
    /// To what effect it is asked under the readings chosen.
    pub weight: Weight,
    /// Whether it alone turns a verdict between eligible and not eligible: the law without this
    /// version comes to the other one.
    pub decides: Shown,
    /// Whether it is met where the verdict is eligible.
    pub met: Shown,
    /// Whether it is not met.
    pub not_met: Shown,
}

/// Another answer to an open question, examined.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReadingExamined {
    /// Id of the reading.
    pub reading: Box<str>,
    /// What is chosen.
    pub chosen: Box<str>,
    /// The other answer.
    pub other: Box<str>,
    /// Whether the two answers turn a verdict between eligible and not eligible.
    pub differs: Shown,
}

/// What has to hold of a procurement.
#[derive(Clone, Copy)]
enum Claim {
    /// Not eligible, and eligible under the other law.
    Refuses,
    /// Eligible, and not eligible under the other law.
    Admits,
    /// Eligible under one law and not eligible under the other.
    Differs,
    /// Eligible, with findings of this rule that are all met.
    Met(usize),
    /// Some finding of this rule is not met.
    NotMet(usize),
}

/// A claim about two laws, until it is settled.
struct Open {
    claim: Claim,
    other: Law,
    shown: Option<Shown>,
}

/// Claims with the same first law, which are tried together.
struct Group {
    law: Law,
    open: Vec<Open>,
}

/// Claims by group, to be found again by what is given out for each.
#[derive(Default)]
struct Claims {
    groups: Vec<Group>,
}

enum Ticket {
    Settled(Never),
    At(usize, usize),
}

/// Every version of every rule, and every other answer to every open question.
pub(super) fn examined(law: &Law, effort: Effort) -> (Vec<RuleExamined>, Vec<ReadingExamined>) {
    let mut claims = Claims::default();
    let mut rules = Vec::new();
    for history in &law.pack().rules {
        for version in &history.versions {
            let tickets = claims.about(law, &history.id, version);
            rules.push((history.id.clone(), version.first_day, tickets));
        }
    }
    let mut readings = Vec::new();
    for question in &law.pack().questions {
        let Some(chosen) = law.readings().answer(&question.id) else { continue };
        for other in others(question, law) {
            let of_other = other.answer(&question.id).map(Reading::to_text).unwrap_or_default();
            let ticket = claims.ask(law.clone(), Claim::Differs, law.under(other));
            readings.push((&question.id, chosen.to_text(), of_other, ticket));
        }
    }
    claims.groups.iter_mut().for_each(|group| group.settle(effort));
    let weight = |id: &str, first_day: Day| {
        version_of(law, id, first_day).map_or(Weight::Condition, |rule| rule.body.weight)
    };
    let rules = rules.into_iter().map(|(rule, first_day, [decides, met, not_met])| RuleExamined {
        weight: weight(&rule, first_day),
        rule,
        first_day,
        decides: claims.shown(&decides),
        met: claims.shown(&met),
        not_met: claims.shown(&not_met),
    });
    let readings = readings.into_iter().map(|(id, chosen, other, ticket)| ReadingExamined {
        reading: id.clone(),
        chosen: chosen.into(),
        other: other.into(),
        differs: claims.shown(&ticket),
    });
    (rules.collect(), readings.collect())
}

impl Claims {
    fn ask(&mut self, law: Law, claim: Claim, other: Law) -> Ticket {
        let alike = |group: &Group| {
            group.law.as_of() == law.as_of() && group.law.readings() == law.readings()
        };
        let at = self.groups.iter().position(alike).unwrap_or_else(|| {
            self.groups.push(Group { law, open: Vec::new() });
            self.groups.len().saturating_sub(1)
        });
        let open = self.groups.get_mut(at).map(|group| &mut group.open);
        let within = open.map_or(0, |open| {
            open.push(Open { claim, other, shown: None });
            open.len().saturating_sub(1)
        });
        Ticket::At(at, within)
    }

    fn shown(&self, ticket: &Ticket) -> Shown {
        match ticket {
            Ticket::Settled(never) => Shown::Never(*never),
            Ticket::At(group, at) => {
                let open = self.groups.get(*group).and_then(|group| group.open.get(*at));
                open.and_then(|open| open.shown.clone()).unwrap_or(Shown::NotFound { tries: 0 })
            }
        }
    }

    /// What is asked about a version of a rule, each under readings that do not rule it out.
    fn about(&mut self, law: &Law, id: &str, version: &RuleVersion) -> [Ticket; 3] {
        let Some(law) = day_of(law, version).map(|day| on(law, day)) else {
            return [Never::NoDay; 3].map(Ticket::Settled);
        };
        let first_day = version.first_day;
        let ways: [RulesOut; 3] = [never_decides, never_met, never_not_met];
        let mut asked = 0usize;
        ways.map(|never| {
            asked = asked.saturating_add(1);
            let (law, weight, position) = match able(&law, id, version, never) {
                Ok(found) => found,
                Err(never) => return Ticket::Settled(never),
            };
            let claim = match (asked, weight) {
                (1, Weight::Condition | Weight::Duty) => Claim::Refuses,
                (1, Weight::Derogation | Weight::Definition) => Claim::Admits,
                (2, _) => Claim::Met(position),
                (_, _) => Claim::NotMet(position),
            };
            let without = law.without(id, first_day);
            self.ask(law, claim, without)
        })
    }
}

/// What of a rule rules something out under the readings of a law.
type RulesOut = fn(&Rule, &Law) -> Option<Never>;

/// The law under the first readings, those chosen before all others, that do not rule something
/// out; or why those chosen do, where all of them do.
fn able(
    law: &Law,
    id: &str,
    version: &RuleVersion,
    never: RulesOut,
) -> Result<(Law, Weight, usize), Never> {
    let mut why = None;
    for law in ways_to_read(law, version) {
        let Some(rule) = version_of(&law, id, version.first_day) else { continue };
        let (weight, position) = (rule.body.weight, rule.position);
        match never(rule, &law) {
            None => return Ok((law.clone(), weight, position)),
            Some(never) => why = why.or(Some(never)),
        }
    }
    Err(why.unwrap_or(Never::NoDay))
}

/// The law as it is read, then under every other combination of what a version mentions, and of
/// what says who is involved.
fn ways_to_read(law: &Law, version: &RuleVersion) -> impl Iterator<Item = Law> {
    let mut mentioned = BTreeSet::new();
    mentions(&version.body, &mut mentioned);
    let of_all = law.rules().iter().flat_map(|history| &history.versions);
    for rule in of_all.filter(|rule| rule.body.weight == Weight::Definition) {
        let histories = law.pack().rules.iter().filter(|history| history.id == rule.id);
        for definition in histories.flat_map(|history| &history.versions) {
            mentions(&definition.body, &mut mentioned);
        }
    }
    let mut combinations: Vec<Readings> = vec![law.readings().clone()];
    for question in law.pack().questions.iter().filter(|one| mentioned.contains(&one.id)) {
        let Answers::Options { options, .. } = &question.answers else { continue };
        let mut more = Vec::new();
        for readings in &combinations {
            for (option, _) in options {
                let mut other = readings.clone();
                other.set(&question.id, option);
                more.extend((other != *readings).then_some(other));
            }
        }
        combinations.extend(more);
    }
    combinations.into_iter().map(|readings| law.under(readings))
}

fn mentions(node: &Node, found: &mut BTreeSet<Box<str>>) {
    if let Some(Choice::Options { reading, .. }) = Choice::of(node) {
        found.insert(reading.into());
    }
    match node {
        Node::Object(members) => members.iter().for_each(|(_, value)| mentions(value, found)),
        Node::List(items) => items.iter().for_each(|item| mentions(item, found)),
        Node::Null | Node::Bool(_) | Node::Whole(_) | Node::OtherNumber | Node::Text(_) => {}
    }
}

fn version_of<'l>(law: &'l Law, id: &str, first_day: Day) -> Option<&'l Rule> {
    let history = law.rules().iter().find(|history| &*history.id == id)?;
    history.versions.iter().find(|rule| rule.first_day == first_day)
}

/// A day on which a version applies, that asked about where it is one; `None`: there is none.
fn day_of(law: &Law, version: &RuleVersion) -> Option<Day> {
    let acts = law.pack().acts.values();
    let from = acts.map(|act| act.in_force_from).next().unwrap_or(version.first_day);
    let first = version.first_day.max(from);
    let last = version.last_day;
    last.is_none_or(|last| first <= last).then(|| {
        let day = law.as_of().max(first);
        last.map_or(day, |last| day.min(last))
    })
}

/// The readings with every other answer to a question: each option, each list with a country less,
/// and with one more.
fn others(question: &Question, law: &Law) -> Vec<Readings> {
    let chosen = law.readings();
    let changed = |change: &dyn Fn(&mut Readings)| {
        let mut readings = chosen.clone();
        change(&mut readings);
        readings
    };
    match (&question.answers, chosen.answer(&question.id)) {
        (Answers::Options { options, .. }, Some(now)) => {
            let others = options.iter().filter(|(option, _)| now.to_text() != **option);
            others.map(|(option, _)| changed(&|one| one.set(&question.id, option))).collect()
        }
        (Answers::Countries { .. }, Some(Reading::Countries(now))) => {
            let governed = law.governing(None);
            let unlisted = CountryCode::all()
                .find(|country| !now.contains(country) && governed.core(*country).class.is_none());
            let less = now.iter().map(|country| {
                changed(&|one| one.change_list(&question.id, |list| list.retain(|c| c != country)))
            });
            let more = unlisted.map(|country| {
                changed(&|one| one.change_list(&question.id, |list| list.push(country)))
            });
            less.chain(more).collect()
        }
        (Answers::Options { .. } | Answers::Countries { .. }, _) => Vec::new(),
    }
}

impl Group {
    /// Tries procurements until every claim is shown or enough were tried.
    fn settle(&mut self, effort: Effort) {
        let Self { law, open } = self;
        let others: Vec<Law> = open.iter().map(|one| one.other.clone()).collect();
        let laws: Vec<&Law> = std::iter::once(&*law).chain(&others).collect();
        let lattice = Lattice::of(&laws);
        let mut count = 0usize;
        while count < effort.tries && open.iter().any(|one| one.shown.is_none()) {
            let Some(lattice) = &lattice else { break };
            let sketch = lattice.at(count, effort);
            count = count.saturating_add(1);
            let Some(sketch) = sketch else { continue };
            let Some(tried) = Tried::of(&sketch) else { continue };
            let (findings, verdict) = tried.judged(law);
            for one in open.iter_mut().filter(|one| one.shown.is_none()) {
                if one.claim.holds(&tried, &findings, verdict, &one.other) {
                    let claim = one.claim;
                    let other = one.other.clone();
                    one.shown = witness(&sketch, claim, [law, &other]);
                }
            }
        }
        for one in open.iter_mut().filter(|one| one.shown.is_none()) {
            one.shown = Some(Shown::NotFound { tries: count });
        }
    }
}

fn witness(sketch: &Sketch, claim: Claim, [law, other]: [&Law; 2]) -> Option<Shown> {
    let smallest = minimised(sketch, |less| {
        Tried::of(less).is_some_and(|tried| {
            let (findings, verdict) = tried.judged(law);
            claim.holds(&tried, &findings, verdict, other)
        })
    });
    let tried = Tried::of(&smallest)?;
    Some(Shown::By(Box::new(Witness::of(&tried, [law, other]))))
}

impl Claim {
    fn holds(self, tried: &Tried, findings: &[Finding<'_>], verdict: Verdict, other: &Law) -> bool {
        let of = |position: usize| {
            let of_rule = findings.iter().filter(move |one| one.rule.position == position);
            of_rule.filter_map(|finding| finding.outcome)
        };
        match self {
            Self::Refuses => {
                verdict == Verdict::NotEligible && tried.verdict(other) == Verdict::Eligible
            }
            Self::Admits => {
                verdict == Verdict::Eligible && tried.verdict(other) == Verdict::NotEligible
            }
            Self::Differs => match verdict {
                Verdict::Eligible => tried.verdict(other) == Verdict::NotEligible,
                Verdict::NotEligible => tried.verdict(other) == Verdict::Eligible,
                Verdict::Undetermined => false,
            },
            Self::Met(position) => {
                verdict == Verdict::Eligible
                    && of(position).next().is_some()
                    && of(position).all(|outcome| outcome == Outcome::Met)
            }
            Self::NotMet(position) => of(position).any(|outcome| outcome == Outcome::NotMet),
        }
    }
}
