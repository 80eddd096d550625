//! The condition on a share, asked again with other sums.

use std::collections::BTreeMap;

use super::Question;
use super::change::Change;
use super::heap::Heap;
use crate::assessment::Assessment;
use crate::conditions::{Condition, Limit, Measured, Portions, Role};
use crate::model::bill::{code_of, origin_of};
use crate::model::country::{CountryCode, Origin};
use crate::model::figure::Share;
use crate::outcome::Outcome;
use crate::rulebook::law::{Governed, Rule};
use crate::tally::CostRange;

/// One condition on a share with the sums it was asked about.
pub(super) struct Asked<'q, 'a> {
    pub(super) governed: Governed<'a>,
    pub(super) question: &'q Question<'a>,
    /// By code of origin: what it contributes, and with how many lines.
    pub(super) sums: BTreeMap<u8, (Heap, usize)>,
    pub(super) tests: Vec<Test>,
    /// Countries of which some condition says that nothing may come from there, with its rule.
    barred: Vec<(CountryCode, &'a Rule)>,
    /// An origin in the core area.
    pub(super) inside: Option<Origin>,
    /// A country from outside that has no agreement and is not barred.
    pub(super) outside: Option<Origin>,
    /// What the condition comes to as it is.
    pub(super) now: Outcome,
    total: Heap,
}

/// One of the tests of which one is enough.
pub(super) struct Test {
    /// The party of the agreement; `None`: the test of the ceiling itself.
    pub(super) party: Option<CountryCode>,
    // Whether the agreement is applied and opens the topic.
    gate: Outcome,
    pub(super) shares: Vec<TestShare>,
}

/// A share that a test bounds.
pub(super) struct TestShare {
    pub(super) name: &'static str,
    pub(super) measured: Measured,
    pub(super) limit: Limit,
    pub(super) bound: Share,
    set_aside: bool,
    part: Heap,
    rest: Heap,
    open: Heap,
}

impl<'q, 'a> Asked<'q, 'a> {
    /// `None`: the product has no line.
    pub(super) fn of(assessment: &Assessment<'a>, question: &'q Question<'a>) -> Option<Self> {
        let tally = assessment.tallies.of(question.product, question.tier)?;
        let each = tally.parts().iter();
        let sums = each.map(|(code, part)| (*code, (Heap::of_part(part), part.lines)));
        let governed = assessment.governed();
        let mut asked = Self {
            governed,
            question,
            sums: sums.collect(),
            tests: Vec::new(),
            barred: barred(&governed),
            inside: None,
            outside: None,
            now: Outcome::Undetermined,
            total: Heap::EMPTY,
        };
        asked.sums.values().for_each(|(sum, _)| asked.total.add(sum));
        asked.tests = asked.all_tests();
        asked.inside = asked.some_inside();
        asked.outside = asked.some_outside();
        asked.now = asked.outcome(None);
        Some(asked)
    }

    pub(super) fn total(&self) -> CostRange {
        self.total.range()
    }

    /// How an origin that is stated stands; undetermined also where it is not known.
    pub(super) fn core(&self, origin: Origin) -> Outcome {
        self.governed.origin(origin).judgement.outcome
    }

    pub(super) fn lines_from(&self, origin: Option<Origin>) -> usize {
        self.sums.get(&code_of(origin)).map_or(0, |(_, lines)| *lines)
    }

    pub(super) fn is_barred(&self, origin: Option<Origin>) -> bool {
        let Some(Origin::Country(country)) = origin else { return false };
        self.barred.iter().any(|(barred, _)| self.governed.same_state(*barred, country))
    }

    pub(super) fn barred_origins(&self) -> Vec<(Origin, &'a Rule)> {
        self.barred.iter().map(|(country, rule)| (Origin::Country(*country), *rule)).collect()
    }

    pub(super) fn is_party(&self, origin: Option<Origin>) -> bool {
        self.tests
            .iter()
            .any(|test| test.party.is_some_and(|party| origin == Some(Origin::Country(party))))
    }

    /// What the condition comes to after a change; `None`: as it is.
    pub(super) fn outcome(&self, change: Option<&Change>) -> Outcome {
        let mut total = self.total.clone();
        if let Some(change) = change.filter(|change| change.from.is_none()) {
            total.add(&change.cost);
        }
        if total.is_nothing() {
            return Outcome::Undetermined;
        }
        let asked = self.tests.iter().filter(|test| self.is_asked(test, change));
        asked.map(|test| self.of_test(test, change)).max().unwrap_or(Outcome::NotMet)
    }

    /// Whether a test is asked at all: that of an agreement where some line is from its party.
    pub(super) fn is_asked(&self, test: &Test, change: Option<&Change>) -> bool {
        let Some(party) = test.party.map(Origin::Country) else { return true };
        let lines = self.lines_from(Some(party));
        change.map_or(lines > 0, |change| change.leaves(lines, party))
    }

    pub(super) fn of_test(&self, test: &Test, change: Option<&Change>) -> Outcome {
        let shares = test.shares.iter().map(|share| {
            let outcome = share.portions(self, change).outcome(share.limit, share.bound);
            if share.set_aside { Outcome::Undetermined } else { outcome }
        });
        shares.min().unwrap_or(Outcome::Met).min(test.gate)
    }

    fn all_tests(&self) -> Vec<Test> {
        let share = |name, measured, limit, bound, set_aside| {
            TestShare::of(self, name, measured, limit, bound, set_aside)
        };
        let ceiling = self.question.ceiling;
        let outside = share("outside-share", Measured::Outside, Limit::AtMost, ceiling, false);
        let mut tests = vec![Test { party: None, gate: Outcome::Met, shares: vec![outside] }];
        for agreement in self.governed.agreements() {
            let party = agreement.party();
            let applied = agreement.applied().judgement.outcome;
            let opens = agreement.opens(self.question.topic).judgement.outcome;
            let mut shares = Vec::new();
            for (name, measured, member, limit) in Measured::of_agreement(party) {
                let known = agreement.share(member).filter(|_| applied != Outcome::NotMet);
                let Some(known) = known else { continue };
                shares.push(share(name, measured, limit, known.share, known.datum.set_aside));
            }
            let gate = if applied == Outcome::NotMet { applied } else { applied.min(opens) };
            tests.push(Test { party: Some(party), gate, shares });
        }
        tests
    }

    fn some_inside(&self) -> Option<Origin> {
        let countries = CountryCode::all().map(Origin::Country);
        let mut all = std::iter::once(Origin::Union).chain(countries);
        all.find(|origin| self.core(*origin) == Outcome::Met && !self.is_barred(Some(*origin)))
    }

    // One that is in the bill already says more than the first by code.
    fn some_outside(&self) -> Option<Origin> {
        let free = |origin: &Origin| {
            self.core(*origin) == Outcome::NotMet
                && !self.is_party(Some(*origin))
                && !self.is_barred(Some(*origin))
        };
        let here = self.sums.iter().filter_map(|(code, (sum, _))| Some((origin_of(*code)?, sum)));
        let here = here.filter(|(origin, _)| free(origin));
        let most =
            here.reduce(|one, other| if other.1.least() > one.1.least() { other } else { one });
        most.map(|(origin, _)| origin)
            .or_else(|| CountryCode::all().map(Origin::Country).find(free))
    }
}

impl TestShare {
    fn of(
        asked: &Asked<'_, '_>,
        name: &'static str,
        measured: Measured,
        limit: Limit,
        bound: Share,
        set_aside: bool,
    ) -> Self {
        let mut share = Self {
            name,
            measured,
            limit,
            bound,
            set_aside,
            part: Heap::EMPTY,
            rest: Heap::EMPTY,
            open: Heap::EMPTY,
        };
        for (code, (sum, _)) in &asked.sums {
            let role = share.role(asked, origin_of(*code));
            share.heap(role).add(sum);
        }
        share
    }

    /// To which side an origin counts; one not stated may belong to either.
    pub(super) fn role(&self, asked: &Asked<'_, '_>, origin: Option<Origin>) -> Role {
        origin.map_or(Role::Open, |origin| self.measured.role(origin, asked.core(origin)))
    }

    fn heap(&mut self, role: Role) -> &mut Heap {
        match role {
            Role::Part => &mut self.part,
            Role::Rest => &mut self.rest,
            Role::Open => &mut self.open,
        }
    }

    /// The portions after a change; `None`: as they are.
    pub(super) fn portions(&self, asked: &Asked<'_, '_>, change: Option<&Change>) -> Portions {
        let heaps = |share: &Self| Portions {
            part: share.part.range(),
            rest: share.rest.range(),
            open: share.open.range(),
        };
        let Some(change) = change else { return heaps(self) };
        let mut changed = Self {
            part: self.part.clone(),
            rest: self.rest.clone(),
            open: self.open.clone(),
            ..*self
        };
        changed.heap(self.role(asked, change.to)).add(&change.cost);
        if let Some(source) = change.from {
            changed.heap(self.role(asked, source.origin)).take(&change.cost);
        }
        heaps(&changed)
    }
}

/// The countries from which some rule lets nothing come.
fn barred<'a>(governed: &Governed<'a>) -> Vec<(CountryCode, &'a Rule)> {
    let mut barred = Vec::new();
    for rule in governed.rules() {
        for part in rule.body.condition.flattened() {
            if let Condition::NoComponentFrom { countries } = part {
                barred.extend(countries.iter().map(|country| (*country, rule)));
            }
        }
    }
    barred
}
