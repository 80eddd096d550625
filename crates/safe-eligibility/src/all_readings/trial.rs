//! What each rule comes to under one combination, and on which choices that rests.

use std::collections::{BTreeMap, BTreeSet};

use super::choices::{self, Choice};
use crate::assessment::{EvaluateError, Finding, Verdict, Via, findings_with};
use crate::conditions::Tier;
use crate::model::country::{CountryCode, Origin};
use crate::model::procurement::CommonProcurement;
use crate::outcome::Outcome;
use crate::rulebook::body::{Subjects, Weight};
use crate::rulebook::law::{Governed, Law, Rule};
use crate::rulebook::node::Node;
use crate::rulebook::pack::Pack;
use crate::tally::Tallies;
use crate::trace::{DIRECTLY, FactValue, Key, Step};

/// What a rule comes to, and on what that rests.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// The verdict if this rule were the only one.
    pub(super) verdict: Verdict,
    /// INVARIANT: under each combination with the same answers to these, it comes to the same.
    pub(super) rests_on: BTreeSet<usize>,
}

/// Everything that is the same under each combination.
pub(super) struct Bench<'a> {
    procurement: &'a CommonProcurement,
    law: &'a Law,
    choices: &'a [Choice],
    tallies: Tallies,
    // Positions of the rules that a rule may derogate from, under some reading.
    derogates_from: BTreeMap<usize, BTreeSet<usize>>,
    standing_depends: bool,
}

impl<'a> Bench<'a> {
    pub(super) fn new(
        procurement: &'a CommonProcurement,
        law: &'a Law,
        choices: &'a [Choice],
    ) -> Result<Self, EvaluateError> {
        let tallies = Tallies::of_all(procurement, &[Tier::FirstTier, Tier::Leaves])
            .map_err(EvaluateError::from)?;
        let signed_on = procurement.stated().contract.signed_on;
        let standing_depends = law.governing_by_either_day(signed_on).len() > 1;
        let derogates_from = derogations(law.pack());
        Ok(Self { procurement, law, choices, tallies, derogates_from, standing_depends })
    }

    /// What every rule comes to under a combination, by its position.
    pub(super) fn try_out(&self, combination: &[usize]) -> Vec<Seen> {
        let law = self.law.under(choices::readings(self.choices, combination, self.law));
        let governed = law.governing(self.procurement.stated().contract.signed_on);
        let findings = findings_with(self.procurement, governed, &self.tallies);
        let trial = Trial { bench: self, governed, findings: &findings, combination };
        (0..self.law.rules().len()).map(|position| trial.seen(position)).collect()
    }

    fn of_reading(&self, id: &str) -> impl Iterator<Item = usize> {
        let each = self.choices.iter().enumerate();
        each.filter(move |(_, choice)| &*choice.reading == id).map(|(at, _)| at)
    }
}

/// For each rule those that its files name as rules it derogates from, whatever the readings.
fn derogations(pack: &Pack) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut found: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (position, history) in pack.rules.iter().enumerate() {
        for version in &history.versions {
            let Some(list) = version.body.member("derogates_from") else { continue };
            let named = pack.rules.iter().enumerate().filter(|(_, other)| names(list, &other.id));
            found.entry(position).or_default().extend(named.map(|(other, _)| other));
        }
    }
    found
}

fn names(node: &Node, id: &str) -> bool {
    match node {
        Node::Text(text) => **text == *id,
        Node::List(items) => items.iter().any(|item| names(item, id)),
        Node::Object(members) => members.iter().any(|(_, value)| names(value, id)),
        Node::Null | Node::Bool(_) | Node::Whole(_) | Node::OtherNumber => false,
    }
}

struct Trial<'t, 'a> {
    bench: &'t Bench<'t>,
    governed: Governed<'a>,
    findings: &'t [Finding<'a>],
    combination: &'t [usize],
}

impl<'t, 'a> Trial<'t, 'a> {
    fn seen(&self, position: usize) -> Seen {
        let mut rests_on = BTreeSet::new();
        self.add_act(&mut rests_on);
        let Some(rule) = self.rule(position) else {
            return Seen { verdict: Verdict::Eligible, rests_on };
        };
        let lists = self.add_rule(rule, &mut rests_on);
        let mut verdict = Verdict::Eligible;
        let counts = |finding: &&Finding<'_>| finding.weight == Weight::Condition;
        for finding in self.of(position).filter(counts) {
            verdict = verdict.min(verdict_of(finding.outcome));
        }
        let is_plain = rule.body.follows.is_none() && self.of(position).all(is_plain);
        if !is_plain {
            self.add_derogations(rule, &mut rests_on);
        }
        self.add_lists(position, verdict, &lists, &mut rests_on);
        Seen { verdict, rests_on }
    }

    fn of(&self, position: usize) -> impl Iterator<Item = &'t Finding<'a>> {
        self.findings.iter().filter(move |finding| finding.rule.position == position)
    }

    fn rule(&self, position: usize) -> Option<&'a Rule> {
        self.governed.rules().find(|rule| rule.position == position)
    }

    /// By which day standing goes, where that makes a difference at all.
    fn add_act(&self, rests_on: &mut BTreeSet<usize>) {
        let act =
            self.governed.law().pack().acts.values().next().filter(|_| self.bench.standing_depends);
        let readings = self.governed.law().readings();
        let asked = act.map(|act| crate::rulebook::resolve::resolve(&act.status_day, readings).1);
        for id in asked.into_iter().flatten() {
            rests_on.extend(self.bench.of_reading(&id));
        }
    }

    /// The readings that shape a rule, and those that say who is involved; lists are given back.
    fn add_rule(&self, rule: &Rule, rests_on: &mut BTreeSet<usize>) -> Vec<usize> {
        let mut lists = Vec::new();
        for id in rule.readings.iter().chain(&rule.application_readings) {
            for at in self.bench.of_reading(id) {
                let is_list = self.bench.choices.get(at).is_some_and(|one| one.country().is_some());
                if is_list {
                    lists.push(at);
                } else {
                    rests_on.insert(at);
                }
            }
        }
        let asks_who_is_involved = match rule.body.subjects {
            Subjects::Entities | Subjects::InvolvedSubcontractors => true,
            Subjects::Whole
            | Subjects::ParticipatingStates
            | Subjects::Subcontractors
            | Subjects::EndProducts => false,
        };
        let subcontractors = self.bench.procurement.stated().subcontractors.as_deref();
        if asks_who_is_involved && subcontractors.is_some_and(|list| !list.is_empty()) {
            let definitions =
                self.governed.rules().filter(|rule| rule.body.weight == Weight::Definition);
            for definition in definitions.filter(|other| other.position != rule.position) {
                let lists = self.add_rule(definition, rests_on);
                rests_on.extend(lists);
            }
        }
        lists
    }

    /// Every derogation that a rule may be cured by or that calls for it, with all rules that it
    /// may be looked at for: who else relies on it may matter too.
    fn add_derogations(&self, rule: &Rule, rests_on: &mut BTreeSet<usize>) {
        let followed = rule.body.follows.as_ref().map(|follows| &*follows.derogation);
        for (position, from) in &self.bench.derogates_from {
            let Some(derogation) = self.rule(*position) else { continue };
            if !from.contains(&rule.position) && followed != Some(&*derogation.id) {
                continue;
            }
            for other in from.iter().chain([position]) {
                if let Some(rule) = self.rule(*other) {
                    let lists = self.add_rule(rule, rests_on);
                    rests_on.extend(lists);
                }
            }
        }
    }

    /// The countries on which a rule with a list of them rests: one that is on the list is enough
    /// for a no; anything else rests on all.
    fn add_lists(
        &self,
        position: usize,
        verdict: Verdict,
        lists: &[usize],
        rests_on: &mut BTreeSet<usize>,
    ) {
        if lists.is_empty() {
            return;
        }
        let mut not_met = self.of(position).filter(|finding| {
            verdict == Verdict::NotEligible
                && finding.weight == Weight::Condition
                && finding.outcome == Some(Outcome::NotMet)
        });
        match not_met.next().and_then(|finding| self.enough(&finding.step, lists)) {
            Some(country) => rests_on.extend([country]),
            None => rests_on.extend(lists),
        }
    }

    /// The choice of the one country that a step is not met for; `None`: it is not that plain.
    fn enough(&self, step: &Step<'a>, lists: &[usize]) -> Option<usize> {
        let stated = step.facts.iter().filter_map(|fact| country_of(&fact.value));
        let mut named = stated.filter(|_| step.kind == "no-component-from");
        named.find_map(|named| {
            lists.iter().copied().find(|at| {
                let country = self.bench.choices.get(*at).and_then(Choice::country);
                let is_named = country.is_some_and(|one| self.governed.same_state(one, named));
                is_named && self.is_listed(*at)
            })
        })
    }

    fn is_listed(&self, at: usize) -> bool {
        let changed = self.combination.get(at).is_some_and(|value| *value > 0);
        self.bench.choices.get(at).is_some_and(|choice| choice.is_listed_now() != changed)
    }
}

fn country_of(value: &FactValue<'_>) -> Option<CountryCode> {
    match value {
        FactValue::Country(country) | FactValue::Origin(Origin::Country(country)) => Some(*country),
        FactValue::Origin(Origin::Union)
        | FactValue::NotStated
        | FactValue::Truth(_)
        | FactValue::Day(_)
        | FactValue::Share(_)
        | FactValue::Rate(_)
        | FactValue::Word(_)
        | FactValue::Text(_)
        | FactValue::Areas(_)
        | FactValue::Items(_) => None,
    }
}

fn verdict_of(outcome: Option<Outcome>) -> Verdict {
    match outcome {
        None | Some(Outcome::Met) => Verdict::Eligible,
        Some(Outcome::Undetermined) => Verdict::Undetermined,
        Some(Outcome::NotMet) => Verdict::NotEligible,
    }
}

/// Whether no derogation was looked at for it: it is met by itself, or not for what is procured.
fn is_plain(finding: &Finding<'_>) -> bool {
    let directly = finding.step.because.first().filter(|step| step.key == Key::Word(DIRECTLY));
    match finding.outcome {
        None => true,
        Some(Outcome::Met) => {
            directly.is_none_or(|step| step.outcome() == Outcome::Met)
                && !matches!(finding.via, Some(Via::Derogation(_)))
        }
        Some(Outcome::NotMet | Outcome::Undetermined) => false,
    }
}
