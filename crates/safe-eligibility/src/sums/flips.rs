//! What would come of a line from elsewhere: the condition, the finding, the verdict.

use super::asked::Asked;
use super::change::{Change, Source};
use super::heap::Heap;
use super::pick::Kept;
use super::{Question, Turning, TurningLine};
use crate::assessment::{Assessment, Finding, Verdict};
use crate::model::bill::code_of;
use crate::model::country::Origin;
use crate::outcome::Outcome;
use crate::tally::{CostRange, CountedLine};
use crate::trace::{Missing, Step};
use crate::verdict;

pub(super) struct Turns<'t, 'a> {
    pub(super) assessment: &'t Assessment<'a>,
    pub(super) finding: &'t Finding<'a>,
    pub(super) question: &'t Question<'a>,
    pub(super) asked: &'t Asked<'t, 'a>,
}

/// What the change of one line comes to.
#[derive(Clone, Copy)]
struct Turned {
    condition: Outcome,
    // Whether it states the one origin that is not stated.
    states_last: bool,
    finding: Outcome,
    verdict: Verdict,
}

impl<'a> Turns<'_, 'a> {
    pub(super) fn of(&self, to: Option<Origin>, kept: Kept) -> Turning<'a> {
        let Some(origin) = to else {
            return Turning { origin: None, count: 0, lines: Vec::new() };
        };
        // Lines that come to the same are looked at once.
        let mut known: Vec<Turned> = Vec::new();
        let lines = kept.lines.into_iter().map(|counted| {
            let turned = self.turned(origin, &counted, &mut known);
            TurningLine {
                line: self.assessment.line(self.question.bill, &self.question.list, counted),
                condition: turned.condition,
                finding: turned.finding,
                verdict: turned.verdict,
            }
        });
        Turning { origin: Some(origin), count: kept.count, lines: lines.collect() }
    }

    fn turned(&self, to: Origin, counted: &CountedLine, known: &mut Vec<Turned>) -> Turned {
        let from = self.question.bill.origin(counted.line);
        let source = Source::line(from);
        let cost = Heap::of_range(&counted.cost);
        let change = Change { to: Some(to), from: Some(source), cost };
        let condition = self.asked.outcome(Some(&change));
        let unstated = self.question.bill.origin_codes().iter().filter(|code| **code == 0);
        let states_last = from.is_none() && unstated.take(2).count() == 1;
        let alike =
            |turned: &&Turned| turned.condition == condition && turned.states_last == states_last;
        if let Some(turned) = known.iter().find(alike) {
            return *turned;
        }
        let (finding, verdict) = self.asked_again(&change, states_last);
        let turned = Turned { condition, states_last, finding, verdict };
        known.push(turned);
        turned
    }

    /// All rules, asked again with the changed sums.
    fn asked_again(&self, change: &Change, states_last: bool) -> (Outcome, Verdict) {
        let Self { assessment, question, .. } = self;
        let unchanged = (Outcome::Undetermined, assessment.verdict());
        let Some(tally) = assessment.tallies.of(question.product, question.tier) else {
            return unchanged;
        };
        let changed = tally.with_sums(self.sums_after(change));
        let tallies = assessment.tallies.with(question.product, question.tier, &changed);
        let mut findings = verdict::findings(
            assessment.procurement,
            assessment.governed,
            &tallies,
            &assessment.involvement,
        );
        if states_last {
            for finding in findings.iter_mut().filter(|one| one.outcome.is_some()) {
                finding.outcome = Some(all_stated(&finding.step, question.product));
            }
        }
        let (verdict, _) = verdict::of(&findings);
        let same = |one: &&Finding<'_>| {
            one.rule.position == self.finding.rule.position && one.subject == self.finding.subject
        };
        let outcome = findings.iter().find(same).and_then(|finding| finding.outcome);
        (outcome.unwrap_or(Outcome::Undetermined), verdict)
    }

    fn sums_after(&self, change: &Change) -> Vec<(u8, CostRange)> {
        let mut sums = self.asked.sums.clone();
        if let Some(source) = change.from {
            let code = code_of(source.origin);
            if let Some((sum, lines)) = sums.get_mut(&code) {
                sum.take(&change.cost);
                *lines = lines.saturating_sub(1);
            }
            sums.retain(|_, (_, lines)| *lines > 0);
        }
        let (sum, lines) = sums.entry(code_of(change.to)).or_insert((Heap::EMPTY, 0));
        sum.add(&change.cost);
        *lines = lines.saturating_add(1);
        sums.into_iter().map(|(code, (sum, _))| (code, sum.range())).collect()
    }
}

/// What a step comes to once the last origin of a bill is stated, from where nothing is barred.
fn all_stated(step: &Step<'_>, product: usize) -> Outcome {
    let below = || step.because.iter().map(|part| all_stated(part, product));
    match (step.outcome(), &step.missing, step.kind) {
        (Outcome::Undetermined, Missing::Origins(of), _) if *of == product => Outcome::Met,
        (Outcome::Undetermined, _, "all") => below().min().unwrap_or(Outcome::Met),
        (Outcome::Undetermined, _, "any") => below().max().unwrap_or(Outcome::NotMet),
        (outcome, ..) if step.opposite => below().next().map_or(outcome, Outcome::opposite),
        (outcome, ..) => outcome,
    }
}
