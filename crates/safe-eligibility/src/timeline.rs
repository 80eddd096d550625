//! The verdict of a procurement for every day, as periods, and why it changes.

mod change;
mod undated;

use std::collections::BTreeSet;

pub use change::Change;
pub use undated::Undated;

use crate::assessment::{Assessment, EvaluateError, Verdict, assess, judged_with};
use crate::conditions::Tier;
use crate::model::day::Day;
use crate::model::procurement::CommonProcurement;
use crate::outcome::EvidenceGrade;
use crate::rulebook::known::LeftOut;
use crate::rulebook::law::Law;
use crate::tally::Tallies;
use change::Came;

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

/// What was known on a day.
#[derive(Debug)]
struct Known {
    day: Day,
    left_out: Vec<LeftOut>,
    undated: Vec<Undated>,
}

/// The verdict of a procurement along time, by either clock.
#[derive(Debug)]
pub struct Timeline<'a> {
    procurement: &'a CommonProcurement,
    law: Law,
    span: Span,
    known: Option<Known>,
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
            known: None,
            periods: [Vec::new(), Vec::new()],
        };
        let [governing, as_of] = Clock::ALL.map(|clock| timeline.found(clock));
        timeline.periods = [governing?, as_of?];
        Ok(timeline)
    }

    /// The periods by the day of signature alone, as [`Timeline::of`] finds them.
    pub(crate) fn signed(
        procurement: &'a CommonProcurement,
        law: &Law,
        span: Span,
    ) -> Result<Vec<VerdictPeriod>, EvaluateError> {
        let periods = [Vec::new(), Vec::new()];
        let law = law.clone();
        Self { procurement, law, span, known: None, periods }.found(Clock::GoverningDay)
    }

    /// The same timeline, which says what its law leaves out because it was not public on a day,
    /// and what it counts as known though nobody states when it became public.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], as [`Timeline::of`].
    pub fn knowing(mut self, day: Day, left_out: Vec<LeftOut>) -> Result<Self, EvaluateError> {
        let undated = undated::of(&self)?;
        self.known = Some(Known { day, left_out, undated });
        Ok(self)
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
        self.known.as_ref().map(|known| (known.day, &*known.left_out))
    }

    /// The law that some day of the span looks at and of which it is not known since when it is
    /// public, so that it counts as known, by address; nothing where all is known.
    #[must_use]
    pub fn undated(&self) -> &[Undated] {
        self.known.as_ref().map_or(&[], |known| &known.undated)
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
        // What a bill comes to is the same on every day.
        let tallies = Tallies::of_all(self.procurement, &self.tiers())?;
        let mut periods: Vec<VerdictPeriod> = Vec::new();
        let mut before: Option<Vec<Came>> = None;
        // One copy of the document serves for every day of signature.
        let mut signed = match clock {
            Clock::GoverningDay => Some(self.procurement.as_signed_on(from)),
            Clock::AsOf => None,
        };
        for day in self.days() {
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
    /// The first day of the span, and those on which the law may say something else.
    fn days(&self) -> BTreeSet<Day> {
        let Span { from, to } = self.span;
        let changes = self.law.change_days().filter(|day| from < *day && *day <= to);
        std::iter::once(from).chain(changes).collect()
    }

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
