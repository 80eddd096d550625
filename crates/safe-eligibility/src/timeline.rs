//! The verdict of a procurement for every day, as periods, and why it changes.

use std::collections::{BTreeMap, BTreeSet};

use crate::assessment::{Assessment, EvaluateError, Finding, Verdict, assess, judged_with};
use crate::conditions::Tier;
use crate::model::day::Day;
use crate::model::place::Place;
use crate::model::procurement::CommonProcurement;
use crate::outcome::EvidenceGrade;
use crate::rulebook::datum::{Address, Datum};
use crate::rulebook::known::LeftOut;
use crate::rulebook::law::Law;
use crate::tally::Tallies;
use crate::trace::{BoundOrigin, BoundValue, Key, Step};

/// Which day moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "the law knows two days (decision 0004)")]
pub enum Clock {
    /// The day of signature, asked about on one day.
    GoverningDay,
    /// The day asked about, the contract signed as stated.
    AsOf,
}

impl Clock {
    /// Both, in the order in which they are told.
    pub const ALL: [Self; 2] = [Self::GoverningDay, Self::AsOf];
}

/// First and last day that are looked at, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Span {
    /// First day.
    pub from: Day,
    /// Last day, not before the first.
    pub to: Day,
}

impl Span {
    /// From the first day to the last; `None` where the last is before the first.
    #[must_use]
    pub fn new(from: Day, to: Day) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// From the day the act came into force to a year behind the last change that is known.
    #[must_use]
    pub fn known(law: &Law) -> Self {
        let acts = law.pack().acts.values();
        let from = acts.map(|act| act.in_force_from).min().unwrap_or(law.as_of());
        let last = law.change_days().last().unwrap_or(from).max(from);
        Self { from, to: last.a_year_later() }
    }
}

/// Days in a row with the same verdict and the same outcome of every finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VerdictPeriod {
    /// First day.
    pub first_day: Day,
    /// Last day.
    pub last_day: Day,
    /// The verdict.
    pub verdict: Verdict,
    /// How well the law behind it is documented on the first day.
    pub evidence: EvidenceGrade,
}

/// The verdict of a procurement along time, by either clock.
#[derive(Debug)]
pub struct Timeline<'a> {
    procurement: &'a CommonProcurement,
    law: Law,
    span: Span,
    known_at: Option<(Day, Vec<LeftOut>)>,
    periods: [Vec<VerdictPeriod>; 2],
}

impl<'a> Timeline<'a> {
    /// The verdict on every day of a span.
    ///
    /// Only days on which the law may say something else than on the day before are assessed
    /// ([`Law::change_days`]): between two of them nothing changes.
    ///
    /// # Errors
    ///
    /// [`EvaluateError::TooLong`] where the exact figures of a bill are too long to reckon with.
    pub fn of(
        procurement: &'a CommonProcurement,
        law: &Law,
        span: Span,
    ) -> Result<Self, EvaluateError> {
        let mut timeline = Self {
            procurement,
            law: law.clone(),
            span,
            known_at: None,
            periods: [Vec::new(), Vec::new()],
        };
        let [governing, as_of] = Clock::ALL.map(|clock| timeline.found(clock));
        timeline.periods = [governing?, as_of?];
        Ok(timeline)
    }

    /// The same timeline, which says what its law leaves out because it was not public on a day.
    #[must_use]
    pub fn knowing(mut self, day: Day, left_out: Vec<LeftOut>) -> Self {
        self.known_at = Some((day, left_out));
        self
    }

    /// The procurement.
    #[must_use]
    pub fn procurement(&self) -> &'a CommonProcurement {
        self.procurement
    }

    /// The law, on the day asked about.
    #[must_use]
    pub fn law(&self) -> &Law {
        &self.law
    }

    /// First and last day.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The day as of which the law was known, and what is left out for it; `None`: all is known.
    #[must_use]
    pub fn known_at(&self) -> Option<(Day, &[LeftOut])> {
        self.known_at.as_ref().map(|(day, left_out)| (*day, &**left_out))
    }

    /// The periods by a clock, without gap or overlap from the first day of the span to its last.
    #[must_use]
    pub fn periods(&self, clock: Clock) -> &[VerdictPeriod] {
        let [governing, as_of] = &self.periods;
        match clock {
            Clock::GoverningDay => governing,
            Clock::AsOf => as_of,
        }
    }

    /// Looks at the assessment on a day by a clock.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`Timeline::of`].
    pub fn on<R>(
        &self,
        clock: Clock,
        day: Day,
        look: impl FnOnce(&Assessment<'_>) -> R,
    ) -> Result<R, EvaluateError> {
        match clock {
            Clock::GoverningDay => {
                let signed = self.procurement.as_signed_on(day);
                assess(&signed, &self.law).map(|assessment| look(&assessment))
            }
            Clock::AsOf => {
                let law = self.law.on(day);
                assess(self.procurement, &law).map(|assessment| look(&assessment))
            }
        }
    }

    /// Looks at what changes from the day before a day to that day, by a clock.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`Timeline::of`].
    pub fn change<R>(
        &self,
        clock: Clock,
        day: Day,
        look: impl FnOnce(&Assessment<'_>, &Assessment<'_>, &Change<'_>) -> R,
    ) -> Result<R, EvaluateError> {
        let eve = day.yesterday().unwrap_or(day);
        // Both stand side by side, so that what they rest on can be compared.
        match clock {
            Clock::GoverningDay => {
                let [before, after] = [eve, day].map(|day| self.procurement.as_signed_on(day));
                let (before, after) = (assess(&before, &self.law)?, assess(&after, &self.law)?);
                Ok(look(&before, &after, &Change::between(&before, &after)))
            }
            Clock::AsOf => {
                let [before, after] = [eve, day].map(|day| self.law.on(day));
                let before = assess(self.procurement, &before)?;
                let after = assess(self.procurement, &after)?;
                Ok(look(&before, &after, &Change::between(&before, &after)))
            }
        }
    }

    fn found(&self, clock: Clock) -> Result<Vec<VerdictPeriod>, EvaluateError> {
        let Span { from, to } = self.span;
        let changes = self.law.change_days().filter(|day| from < *day && *day <= to);
        let mut days: BTreeSet<Day> = changes.collect();
        days.insert(from);
        // What a bill comes to is the same on every day.
        let tallies = Tallies::of_all(self.procurement, &self.tiers())?;
        let mut periods: Vec<VerdictPeriod> = Vec::new();
        let mut before: Option<Vec<Came>> = None;
        // One copy of the document serves for every day of signature.
        let mut signed = match clock {
            Clock::GoverningDay => Some(self.procurement.as_signed_on(from)),
            Clock::AsOf => None,
        };
        for day in days {
            let (law, procurement) = match &mut signed {
                Some(signed) => {
                    signed.sign_on(day);
                    (self.law.clone(), &*signed)
                }
                None => (self.law.on(day), self.procurement),
            };
            let (findings, verdict, evidence) = judged_with(procurement, &law, &tallies);
            let came: Vec<Came> = findings.iter().map(Came::of).collect();
            if before.as_ref() == Some(&came) {
                continue;
            }
            if let Some(last) = periods.last_mut() {
                last.last_day = day.yesterday().unwrap_or(day);
            }
            periods.push(VerdictPeriod { first_day: day, last_day: to, verdict, evidence });
            before = Some(came);
        }
        Ok(periods)
    }
}

impl Timeline<'_> {
    /// Which lines some version of some rule counts.
    fn tiers(&self) -> Vec<Tier> {
        let versions = self.law.rules().iter().flat_map(|rule| &rule.versions);
        let mut tiers = Vec::new();
        for tier in versions.flat_map(|version| &version.tiers) {
            if !tiers.contains(tier) {
                tiers.push(*tier);
            }
        }
        tiers
    }
}

/// What a finding came to, apart from law and facts it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Came {
    rule: Box<str>,
    subject: Place,
    outcome: &'static str,
    via: Option<String>,
    weight: &'static str,
}

impl Came {
    fn of(finding: &Finding<'_>) -> Self {
        Self {
            rule: finding.rule.id.clone(),
            subject: finding.subject.clone(),
            outcome: finding.outcome_word(),
            via: finding.via.map(|via| via.to_string()),
            weight: finding.weight.as_str(),
        }
    }
}

/// The law that differs between two days, as far as findings that moved rest on it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Change<'r> {
    /// Data that are looked at only before, or say something else after; by address.
    pub ended: Vec<&'r Datum<'r>>,
    /// Data that are looked at only after, or said something else before; by address.
    pub begun: Vec<&'r Datum<'r>>,
    /// Rules of which another version applies: id, first day before and after.
    pub versions: Vec<(&'r str, Option<Day>, Option<Day>)>,
    /// Last days that have just passed: rule id and day.
    pub deadlines: Vec<(&'r str, Day)>,
}

impl<'r> Change<'r> {
    /// Compares the assessments of two days.
    fn between(before: &'r Assessment<'r>, after: &'r Assessment<'r>) -> Self {
        let moved = moved(before, after);
        let change = Self::among(before, after, Some(&moved));
        // What moves with others, such as shares together, may rest on what those rest on.
        if change.is_empty() { Self::among(before, after, None) } else { change }
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ended.is_empty()
            && self.begun.is_empty()
            && self.versions.is_empty()
            && self.deadlines.is_empty()
    }

    fn among(
        before: &'r Assessment<'r>,
        after: &'r Assessment<'r>,
        moved: Option<&BTreeSet<(usize, Place)>>,
    ) -> Self {
        let [old, new] = [before, after].map(|assessment| Rested::of(assessment, moved));
        let says = |datum: &Datum<'_>| {
            (datum.value.to_string(), datum.source.map(str::to_owned), datum.evidence, datum.set_aside)
        };
        let differs = |one: &Rested<'r>, other: &Rested<'r>| -> Vec<&'r Datum<'r>> {
            let each = one.data.iter().filter(|(address, datum)| {
                other.data.get(address).is_none_or(|other| says(other) != says(datum))
            });
            each.map(|(_, datum)| *datum).collect()
        };
        let rules: BTreeSet<&str> = old.versions.keys().chain(new.versions.keys()).copied().collect();
        let versions = rules.into_iter().filter_map(|rule| {
            let (from, to) = (old.versions.get(rule).copied(), new.versions.get(rule).copied());
            (from != to).then_some((rule, from, to))
        });
        let passed = old.deadlines.iter().filter(|(key, outcome)| {
            new.deadlines.get(key).is_some_and(|other| other != *outcome)
        });
        Self {
            ended: differs(&old, &new),
            begun: differs(&new, &old),
            versions: versions.collect(),
            deadlines: passed.map(|(key, _)| *key).collect(),
        }
    }
}

/// The findings that come to something else, by rule and subject.
fn moved(before: &Assessment<'_>, after: &Assessment<'_>) -> BTreeSet<(usize, Place)> {
    let of = |assessment: &Assessment<'_>| {
        let each = assessment.findings().iter();
        each.map(|finding| ((finding.rule.position, finding.subject.clone()), Came::of(finding)))
            .collect::<BTreeMap<_, _>>()
    };
    let (before, after) = (of(before), of(after));
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).cloned().collect();
    keys.into_iter().filter(|key| before.get(key) != after.get(key)).collect()
}

/// The law that an assessment looked at.
#[derive(Default)]
struct Rested<'r> {
    data: BTreeMap<Address, &'r Datum<'r>>,
    versions: BTreeMap<&'r str, Day>,
    deadlines: BTreeMap<(&'r str, Day), &'static str>,
}

impl<'r> Rested<'r> {
    /// What some findings look at; `None`: all of them, and who is involved.
    fn of(assessment: &'r Assessment<'r>, some: Option<&BTreeSet<(usize, Place)>>) -> Self {
        let mut rested = Self::default();
        for finding in assessment.findings() {
            let key = (finding.rule.position, finding.subject.clone());
            if some.is_none_or(|some| some.contains(&key)) {
                rested.versions.insert(&finding.rule.id, finding.rule.first_day);
                rested.add(&finding.rule.id, &finding.step);
            }
        }
        if some.is_none() {
            let rules = assessment.governed().rules();
            rested.versions.extend(rules.map(|rule| (&*rule.id, rule.first_day)));
            for step in assessment.involvement() {
                rested.add("", step);
            }
        }
        rested
    }

    fn add(&mut self, rule: &'r str, step: &'r Step<'r>) {
        let rule = match (step.kind, step.key()) {
            ("derogation", Key::Word(id)) => id,
            _ => rule,
        };
        for datum in &step.law {
            self.data.entry(datum.address).or_insert(datum);
        }
        if let Some(comparison) = step.compares.as_deref() {
            if let BoundValue::Day(last_day) = comparison.right.value {
                self.deadlines.insert((rule, last_day), step.outcome().as_str());
            }
            if let BoundOrigin::Datum(datum) = &comparison.right.from {
                self.data.entry(datum.address).or_insert(datum);
            }
        }
        step.because.iter().for_each(|part| self.add(rule, part));
    }
}
