//! Facts by what their answers settle.

use std::collections::BTreeSet;

use super::trial::{self, Fact};
use super::{AskedFact, Declarations, Settles, Waiting};
use crate::assessment::{Assessment, EvaluateError, Verdict};
use crate::model::place::{Member, Place};

/// That many facts of lines are ranked, those that weigh most.
const MOST_LINES: usize = 50;
/// Fewer where many lines have to be gone over for each.
const RANKED_WORK: usize = 100_000;
/// Facts by what their answers settle, and how many are left out.
pub(super) fn of<'a>(
    assessment: &Assessment<'a>,
    waiting: &Waiting<'a>,
    facts: &[Fact],
    declarations: &[Declarations<'a>],
) -> Result<(Vec<AskedFact<'a>>, usize), EvaluateError> {
    let lines = declarations.iter().map(|one| one.lines.len()).max().unwrap_or(0);
    let most = RANKED_WORK.checked_div(lines).unwrap_or(MOST_LINES).clamp(3, MOST_LINES);
    let weightiest = declarations.iter().flat_map(|one| one.lines.iter().take(most));
    let weightiest: BTreeSet<&Place> = weightiest.map(|line| &line.at).collect();
    let (mut asked, mut others) = (Vec::new(), 0usize);
    for fact in facts {
        let of_line = matches!(fact.spot.within, Some((Member::Components, _)));
        let is_light = fact.spot.member == Some(Member::Origin) && !weightiest.contains(&fact.at);
        if of_line && (is_light || fact.answers.is_none()) && facts.len() > most {
            others = others.saturating_add(1);
            continue;
        }
        asked.push(asked_fact(assessment, waiting, fact)?);
    }
    // Sorting keeps the order of the document among equals.
    asked.sort_by_key(|fact| {
        std::cmp::Reverse((fact.at_worst, fact.at_best, fact.verdict, fact.decides.len()))
    });
    Ok((asked, others))
}

fn asked_fact<'a>(
    assessment: &Assessment<'a>,
    waiting: &Waiting<'a>,
    fact: &Fact,
) -> Result<AskedFact<'a>, EvaluateError> {
    let mut asked = AskedFact {
        at: fact.at.clone(),
        decides: Vec::new(),
        at_worst: 0,
        at_best: 0,
        verdict: Settles::Never,
    };
    for (_, rule) in waiting.facts.get(&fact.at).into_iter().flatten() {
        if asked.decides.last() != Some(rule) {
            asked.decides.push(rule);
        }
    }
    let Some(answers) = &fact.answers else {
        // Whatever the amount is, a condition that waits for nothing else is settled by it.
        asked.at_worst = waiting.only_for(&fact.at);
        asked.at_best = asked.at_worst;
        return Ok(asked);
    };
    let (mut settled, mut ends) = (Vec::new(), Vec::new());
    for answer in answers {
        let found = trial::settled_by(assessment, &waiting.conditions, fact, answer)?;
        settled.extend(found.map(|found| found.conditions));
        ends.extend(found.map(|found| found.verdict != Verdict::Undetermined));
    }
    asked.at_worst = settled.iter().copied().min().unwrap_or(0);
    asked.at_best = settled.iter().copied().max().unwrap_or(0);
    asked.verdict = match (ends.iter().all(|ends| *ends), ends.iter().any(|ends| *ends)) {
        (true, true) => Settles::Always,
        (false, true) => Settles::Perhaps,
        (_, false) => Settles::Never,
    };
    Ok(asked)
}
