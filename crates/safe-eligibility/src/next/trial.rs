//! Assessing what a procurement would come to with facts stated.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::Answers;
use super::state::{Answer, Spot, with_stated};
use crate::assessment::{Assessment, EvaluateError, Finding, Verdict, assess};
use crate::conditions::Condition;
use crate::model::place::{Member, Place};
use crate::outcome::Outcome;
use crate::rulebook::body::Weight;

/// A rule for a subject.
pub(super) type Key = (usize, Place);

pub(super) fn key(finding: &Finding<'_>) -> Key {
    (finding.rule.position, finding.subject.clone())
}

/// How far a condition is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Certainly not met: the verdict is settled with it.
    Failed,
    /// Met, or not a question of facts: what leaves it open is the law, or a range of cost.
    Settled,
    /// It waits for a fact.
    Waiting,
}

/// What a finding waits for, those facts included that it goes without.
pub(super) fn waits_for(assessment: &Assessment<'_>, index: usize) -> Vec<Place> {
    let mut facts = assessment.missing_facts_of(index);
    let finding = assessment.findings().get(index);
    facts.extend(finding.and_then(|finding| declaration(assessment, finding)));
    facts
}

/// The statement on a bill as a whole that would settle where nothing may come from.
fn declaration(assessment: &Assessment<'_>, finding: &Finding<'_>) -> Option<Place> {
    let bars = |part: &&Condition| matches!(part, Condition::NoComponentFrom { .. });
    finding.rule.body.condition.flattened().iter().find(|part| bars(part))?;
    let Spot { member: None, of: Some((Member::EndProducts, index)), .. } =
        Spot::of(&finding.subject)
    else {
        return None;
    };
    let products = assessment.procurement().stated().end_products.as_ref()?;
    let product = products.get(index)?;
    let is_open = finding.outcome == Some(Outcome::Undetermined)
        && product.no_component_from_contravening_country.is_none();
    is_open.then(|| finding.subject.member(Member::NoComponentFromContraveningCountry))
}

/// The state of each condition.
pub(super) fn states(assessment: &Assessment<'_>) -> BTreeMap<Key, State> {
    let findings = assessment.findings().iter().enumerate();
    let conditions = findings.filter(|(_, finding)| finding.weight == Weight::Condition);
    let each = conditions.map(|(index, finding)| (key(finding), state_of(assessment, index)));
    each.collect()
}

pub(super) fn state_of(assessment: &Assessment<'_>, index: usize) -> State {
    let outcome = assessment.findings().get(index).and_then(|finding| finding.outcome);
    match outcome {
        Some(Outcome::NotMet) => State::Failed,
        Some(Outcome::Undetermined) if !waits_for(assessment, index).is_empty() => State::Waiting,
        Some(Outcome::Met | Outcome::Undetermined) | None => State::Settled,
    }
}

/// A fact that is not stated, with what it may turn out to be.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) at: Place,
    pub(super) spot: Spot,
    /// `None`: an amount, of which there is no end.
    pub(super) answers: Option<Vec<Answer>>,
}

/// A fact with what it may turn out to be under the law.
pub(super) fn fact(at: Place, assessment: &Assessment<'_>, law: &Answers) -> Fact {
    let spot = Spot::of(&at);
    Fact { at, spot, answers: law.of(spot, assessment.procurement()) }
}

/// The assessment with facts stated, as `look` sees it.
///
/// `None`: what is stated does not fit together.
pub(super) fn with<R>(
    assessment: &Assessment<'_>,
    stated: &[(&Fact, &Answer)],
    look: impl FnOnce(&Assessment<'_>) -> R,
) -> Result<Option<R>, EvaluateError> {
    let facts = stated.iter().map(|(fact, answer)| (fact.spot, *answer));
    let Some(procurement) = with_stated(assessment.procurement(), facts) else { return Ok(None) };
    let changed = assess(&procurement, assessment.governed().law())?;
    Ok(Some(look(&changed)))
}

/// What the answer to one fact comes to by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settled {
    /// How many conditions no longer wait.
    pub(super) conditions: usize,
    pub(super) verdict: Verdict,
}

/// What one answer settles of the conditions that wait.
pub(super) fn settled_by(
    assessment: &Assessment<'_>,
    waiting: &BTreeSet<Key>,
    fact: &Fact,
    answer: &Answer,
) -> Result<Option<Settled>, EvaluateError> {
    with(assessment, &[(fact, answer)], |changed| {
        let now = states(changed);
        let still = waiting.iter().filter(|key| now.get(*key) == Some(&State::Waiting)).count();
        Settled { conditions: waiting.len().saturating_sub(still), verdict: changed.verdict() }
    })
}
