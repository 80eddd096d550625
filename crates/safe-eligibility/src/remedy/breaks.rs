//! The least that has to change before a procurement is no longer eligible: what to watch.

mod barred;
mod facts;
mod lines;
mod rates;
mod stated;

use super::proof::ShareProof;
use super::{Change, Keep};
use crate::assessment::{Assessment, EvaluateError, Verdict};
use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::model::exact::{Exact, Fraction};
use crate::model::figure::ExchangeRate;
use crate::model::place::Place;
use crate::model::product::CurrencyCode;
use crate::next::Minimal;
use crate::rulebook::law::Rule;
use crate::timeline::{Clock, Span, Timeline};

/// The smallest changes with which a procurement is no longer eligible.
#[derive(Debug)]
#[non_exhaustive]
pub struct Breaks<'r, 'a> {
    /// The assessment of the procurement as it is; where it is not eligible there is nothing else.
    pub assessment: &'r Assessment<'a>,
    /// What is not to be changed.
    pub keep: Keep,
    /// Lines which, from outside, are enough, of each end product of which a share is asked for;
    /// they leave for a country without an agreement from which components may come.
    pub lines: Vec<LineBreak<'a>>,
    /// Of each end product from which one line alone is enough, from where nothing may come.
    pub barred: Vec<BarredBreak<'a>>,
    /// How far each exchange rate may move before a share no longer holds.
    pub rates: Vec<RateBreak<'a>>,
    /// The first day, by each clock, on which it is no longer eligible.
    pub days: Vec<DayBreak>,
    /// Facts of which one alone, were it otherwise, is enough: what is stated of contract, States,
    /// contractors, subcontractors and end products. A figure or day is moved to the nearest bound,
    /// a country or who controls to a country from outside, a word to another; a State is left out.
    pub facts: Vec<FactBreak>,
    /// How many further facts were not looked at.
    pub facts_left_out: usize,
}

/// Lines of an end product which, from outside, are enough.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LineBreak<'a> {
    /// The rule that asks for the share.
    pub rule: &'a Rule,
    /// The end product.
    pub subject: Place,
    /// The fewest lines; `None`: all that may be moved are not enough.
    pub fewest: Option<Broken>,
    /// Lines that cost as little as can be; `None`: as the fewest.
    pub least: Option<Broken>,
}

/// That one line from where nothing may come is enough, whatever it costs.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BarredBreak<'a> {
    /// The rule that lets nothing come from there.
    pub rule: &'a Rule,
    /// The end product.
    pub subject: Place,
    /// From where nothing may come.
    pub countries: Vec<CountryCode>,
    /// Of how many lines any one is enough, at whatever depth; none where all are kept.
    pub lines: usize,
    /// The cheapest of those that count, else the first, that comes from there; `None`: all are
    /// kept.
    pub line: Option<Change>,
    /// Suppliers of lines of whom each is enough with its seat there.
    pub suppliers: Vec<Place>,
    /// The verdict then: with that line, else with the seat of the first supplier, assessed again.
    pub verdict: Verdict,
}

/// Lines that come from outside, and what comes of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Broken {
    /// The lines.
    pub changes: Vec<Change>,
    /// What they cost at most, in euro; `None`: some are without limit.
    pub cost_moved: Option<Exact>,
    /// Whether no fewer, or no cheaper ones, are enough.
    pub minimal: Minimal,
    /// What shows it.
    pub proof: ShareProof,
    /// The verdict then, assessed again.
    pub verdict: Verdict,
}

/// How far an exchange rate may move before a share no longer holds, every other staying as it is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RateBreak<'a> {
    /// The rule that asks for the share.
    pub rule: &'a Rule,
    /// The end product.
    pub subject: Place,
    /// The currency.
    pub currency: CurrencyCode,
    /// What the document states.
    pub rate: ExchangeRate,
    /// From this rate on the share holds; `None`: from nothing on.
    pub at_least: Option<Fraction>,
    /// Up to this rate the share holds; `None`: without limit.
    pub at_most: Option<Fraction>,
}

/// A day on which it is no longer eligible.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DayBreak {
    /// Which day moves.
    pub clock: Clock,
    /// The first such day.
    pub first_day: Day,
    /// The verdict then.
    pub verdict: Verdict,
    /// Rule and subject of the conditions that are no longer met.
    pub lost: Vec<(Box<str>, Place)>,
}

/// A fact that alone, were it otherwise, is enough.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FactBreak {
    /// Where it is.
    pub at: Place,
    /// What is stated.
    pub from: Box<str>,
    /// What it would be; `None`: it would not be there.
    pub to: Option<Box<str>>,
    /// The verdict then.
    pub verdict: Verdict,
    /// Rule and subject of the conditions that are no longer met.
    pub lost: Vec<(Box<str>, Place)>,
}

impl<'r, 'a> Breaks<'r, 'a> {
    /// Finds them.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], where the exact figures of a bill are too long to reckon with.
    pub fn of(assessment: &'r Assessment<'a>, keep: Keep) -> Result<Self, EvaluateError> {
        let mut breaks = Self {
            assessment,
            keep,
            lines: Vec::new(),
            barred: Vec::new(),
            rates: Vec::new(),
            days: Vec::new(),
            facts: Vec::new(),
            facts_left_out: 0,
        };
        if assessment.verdict() == Verdict::Eligible {
            breaks.lines = lines::of_each(assessment, &breaks.keep)?;
            breaks.barred = barred::of_each(assessment, &breaks.keep)?;
            breaks.rates = rates::of_each(assessment)?;
            breaks.days = days(assessment)?;
            (breaks.facts, breaks.facts_left_out) = facts::of_each(assessment, &breaks.keep)?;
        }
        Ok(breaks)
    }
}

/// The first day behind the present one on which it is no longer eligible, by each clock; that of
/// a contract that is signed does not move.
fn days(assessment: &Assessment<'_>) -> Result<Vec<DayBreak>, EvaluateError> {
    let law = assessment.governed().law();
    let procurement = assessment.procurement();
    let is_signed = procurement.stated().contract.signed_on.is_some_and(|day| day < law.as_of());
    let governing_day = assessment.governed().governing_day();
    let mut found = Vec::new();
    for (clock, from) in [(Clock::GoverningDay, governing_day), (Clock::AsOf, law.as_of())] {
        if clock == Clock::GoverningDay && is_signed {
            continue;
        }
        let to = Span::known(law).to.max(from);
        let Some(span) = Span::new(from, to) else { continue };
        let timeline = Timeline::of(procurement, law, span)?;
        let mut periods = timeline.periods(clock).iter();
        let Some(period) = periods.find(|period| period.verdict != Verdict::Eligible) else {
            continue;
        };
        let lost = timeline.on(clock, period.first_day, lost)?;
        let (first_day, verdict) = (period.first_day, period.verdict);
        found.push(DayBreak { clock, first_day, verdict, lost });
    }
    Ok(found)
}

/// Rule and subject of the conditions that are not met.
fn lost(assessment: &Assessment<'_>) -> Vec<(Box<str>, Place)> {
    let findings = assessment.findings().iter();
    let open = findings.filter(|finding| super::lines::is_in_the_way(finding));
    open.map(|finding| (finding.rule.id.clone(), finding.subject.clone())).collect()
}
