//! A procurement under all readings at once: whether the verdict hangs on how the law is read.

mod choices;
mod diagram;
mod minimal;
mod trial;

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;

pub use choices::{Choice, ChoiceAnswers};

use crate::assessment::{EvaluateError, Verdict};
use crate::model::procurement::CommonProcurement;
use crate::rulebook::law::Law;
use crate::rulebook::readings::Readings;
use diagram::{Counts, Diagram, Diagrams, VERDICTS};
use trial::{Bench, Seen};

/// The verdict of a procurement under every combination of readings.
///
/// The readings of the law it was asked with are those chosen; everything else is told from them.
/// A list of countries is taken country by country: those that a bill names and that are outside
/// the core area, or on the list, may be on it or not.
#[derive(Debug)]
pub struct AllReadings<'a> {
    procurement: &'a CommonProcurement,
    law: &'a Law,
    choices: Vec<Choice>,
    looked_at: BTreeSet<usize>,
    diagrams: Diagrams,
    verdicts: Diagram,
    // The same with each list of countries as chosen.
    as_listed: Diagram,
    evaluations: usize,
}

impl<'a> AllReadings<'a> {
    /// Assesses a procurement under every combination of readings that can matter.
    ///
    /// A combination is left out only where a rule rests on none of the readings in which it
    /// differs from one that was assessed. None is sampled, and no figure is an estimate.
    ///
    /// # Errors
    ///
    /// [`EvaluateError::TooLong`] where the exact figures of a bill are too long to reckon with
    /// under some reading.
    ///
    /// # Examples
    ///
    /// ```
    /// use safe_eligibility::Rulebook;
    /// use safe_eligibility::all_readings::AllReadings;
    /// use safe_eligibility::model::day::Day;
    /// use safe_eligibility::model::procurement::{CommonProcurement, ProcurementDraft};
    ///
    /// let law = Rulebook::embedded()?.on(Day::parse("2026-11-22")?);
    /// let nothing_stated = CommonProcurement::new(ProcurementDraft::new("PL-1")).unwrap();
    /// let all = AllReadings::of(&nothing_stated, &law)?;
    /// assert!(all.depends_on().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(procurement: &'a CommonProcurement, law: &'a Law) -> Result<Self, EvaluateError> {
        let choices = choices::choices(procurement, law);
        let sizes = choices.iter().map(Choice::size).collect();
        let bench = Bench::new(procurement, law, &choices)?;
        let mut growing = Growing {
            bench,
            diagrams: Diagrams::over(sizes),
            tried: BTreeMap::new(),
            looked_at: BTreeSet::new(),
        };
        let mut verdicts = Diagram::Always(Verdict::Eligible);
        let mut answered = vec![None; choices.len()];
        for position in 0..law.rules().len() {
            let of_rule = growing.grow(position, &mut answered);
            verdicts = growing.diagrams.worse(verdicts, of_rule);
        }
        let Growing { mut diagrams, tried, looked_at, .. } = growing;
        let evaluations = tried.len();
        let as_listed = diagrams.with_first_answers(verdicts, &of_lists(&choices));
        Ok(Self {
            procurement,
            law,
            choices,
            looked_at,
            diagrams,
            verdicts,
            as_listed,
            evaluations,
        })
    }

    /// The procurement.
    #[must_use]
    pub fn procurement(&self) -> &'a CommonProcurement {
        self.procurement
    }

    /// The law, with the readings chosen.
    #[must_use]
    pub fn law(&self) -> &'a Law {
        self.law
    }

    /// Everything that can be chosen: the questions of the pack, then countries of lists.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// The verdict under a combination: for each choice the position of its answer.
    ///
    /// Position 0 is what is chosen now; what is left out or has no such position is as it is now.
    #[must_use]
    pub fn verdict_under(&self, combination: &[usize]) -> Verdict {
        let mut diagram = self.verdicts;
        loop {
            match diagram {
                Diagram::Always(verdict) => return verdict,
                Diagram::Asks(_) => {
                    let Some((choice, answers)) = self.diagrams.first_question(diagram) else {
                        return Verdict::Undetermined;
                    };
                    let value = combination.get(choice).copied().unwrap_or(0);
                    let answer = answers.get(value).or(answers.first());
                    diagram = answer.copied().unwrap_or(Diagram::Always(Verdict::Undetermined));
                }
            }
        }
    }

    /// The law under a combination; see [`Self::verdict_under`].
    #[must_use]
    pub fn law_under(&self, combination: &[usize]) -> Law {
        self.law.under(self.readings_under(combination))
    }

    pub(crate) fn readings_under(&self, combination: &[usize]) -> Readings {
        choices::readings(&self.choices, combination, self.law)
    }

    /// Whether some rule that was asked rests on a choice, by its position.
    #[must_use]
    pub fn looked_at(&self, choice: usize) -> bool {
        self.looked_at.contains(&choice)
    }

    /// The choices, by position, of which one changes the verdict under some answers to the others.
    #[must_use]
    pub fn depends_on(&self) -> BTreeSet<usize> {
        self.diagrams.support(self.verdicts)
    }

    /// The ids of the readings on which the verdict depends, in the order of the pack.
    #[must_use]
    pub fn depends_on_readings(&self) -> Vec<&str> {
        let support = self.depends_on();
        let named: BTreeSet<&str> = support
            .into_iter()
            .filter_map(|at| self.choices.get(at))
            .map(|choice| &*choice.reading)
            .collect();
        let questions = self.law.pack().questions.iter().map(|question| &*question.id);
        questions.filter(|id| named.contains(id)).collect()
    }

    /// How many combinations there are of everything that can be chosen.
    #[must_use]
    pub fn combinations(&self) -> BigUint {
        self.diagrams.combinations(&self.everything(), 0, None)
    }

    /// How many combinations there are of the choices on which the verdict depends.
    #[must_use]
    pub fn deciding_combinations(&self) -> BigUint {
        self.diagrams.combinations(&self.depends_on(), 0, None)
    }

    /// Under how many combinations the verdict is which.
    #[must_use]
    pub fn tallies(&self) -> Vec<VerdictTally> {
        let support = self.depends_on();
        let options = support.difference(&of_lists(&self.choices)).copied().collect();
        let all = self.diagrams.count(self.verdicts, &self.everything());
        let deciding = self.diagrams.count(self.verdicts, &support);
        let as_listed = self.diagrams.count(self.as_listed, &options);
        let of = |counts: &Counts, verdict| counts.of(verdict).clone();
        let each = VERDICTS.into_iter().map(|verdict| VerdictTally {
            verdict,
            of_all: of(&all, verdict),
            deciding: of(&deciding, verdict),
            as_listed: of(&as_listed, verdict),
        });
        each.collect()
    }

    /// The smallest sets of choices that, answered otherwise, bring a verdict about.
    ///
    /// Everything else stays as chosen. Each set has for each of its choices the position of the
    /// new answer; none of them has another one within it.
    #[must_use]
    pub fn changes_to(&self, verdict: Verdict) -> Vec<BTreeMap<usize, usize>> {
        minimal::changes_to(&self.diagrams, self.verdicts, verdict)
    }

    /// The smallest sets of choices that, as they are chosen, keep the verdict whatever the others
    /// are; the empty set where it depends on none.
    #[must_use]
    pub fn kept_by(&self) -> Vec<BTreeSet<usize>> {
        let now = self.verdict_under(&[]);
        let others = VERDICTS.into_iter().filter(|verdict| *verdict != now);
        let changes = others.flat_map(|verdict| self.changes_to(verdict));
        minimal::hitting(changes.map(|changes| changes.into_keys().collect()))
    }

    /// How many combinations were assessed to know all of this.
    #[must_use]
    pub fn evaluations(&self) -> usize {
        self.evaluations
    }

    fn everything(&self) -> BTreeSet<usize> {
        (0..self.choices.len()).collect()
    }
}

fn of_lists(choices: &[Choice]) -> BTreeSet<usize> {
    let each = choices.iter().enumerate();
    each.filter(|(_, choice)| choice.country().is_some()).map(|(at, _)| at).collect()
}

/// Under how many combinations one verdict is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VerdictTally {
    /// The verdict.
    pub verdict: Verdict,
    /// Of all combinations.
    pub of_all: BigUint,
    /// Of the combinations of choices on which the verdict depends.
    pub deciding: BigUint,
    /// The same with each list of countries as chosen.
    pub as_listed: BigUint,
}

/// Diagrams of rules, as they are grown by trying combinations out.
struct Growing<'a> {
    bench: Bench<'a>,
    diagrams: Diagrams,
    tried: BTreeMap<Vec<usize>, Vec<Seen>>,
    looked_at: BTreeSet<usize>,
}

impl Growing<'_> {
    /// What a rule comes to, given some answers; the others are asked about only where it rests on
    /// them.
    fn grow(&mut self, rule: usize, answered: &mut Vec<Option<usize>>) -> Diagram {
        let combination: Vec<usize> = answered.iter().map(|value| value.unwrap_or(0)).collect();
        let Some(seen) = self.seen(rule, combination) else {
            return Diagram::Always(Verdict::Undetermined);
        };
        self.looked_at.extend(&seen.rests_on);
        let is_open = |choice: &&usize| answered.get(**choice).is_some_and(Option::is_none);
        let Some(choice) = seen.rests_on.iter().find(is_open).copied() else {
            return Diagram::Always(seen.verdict);
        };
        let size = self.diagrams.size(choice);
        let mut answers = Vec::with_capacity(size);
        for value in 0..size {
            set(answered, choice, Some(value));
            answers.push(self.grow(rule, answered));
        }
        set(answered, choice, None);
        self.diagrams.select(choice, &answers)
    }

    fn seen(&mut self, rule: usize, combination: Vec<usize>) -> Option<Seen> {
        let bench = &self.bench;
        let tried = self.tried.entry(combination);
        let seen = match tried {
            std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::btree_map::Entry::Vacant(entry) => {
                let seen = bench.try_out(entry.key());
                entry.insert(seen)
            }
        };
        seen.get(rule).cloned()
    }
}

fn set(answered: &mut [Option<usize>], choice: usize, value: Option<usize>) {
    if let Some(slot) = answered.get_mut(choice) {
        *slot = value;
    }
}
