//! Conditions that wait for facts, in clusters that have nothing to do with each other.

use std::collections::{BTreeMap, BTreeSet};

use super::open::{self, LeftOpen};
use super::smallest::{Effort, Questions, Stopped};
use super::state::Answer;
use super::trial::{self, Fact, Key, State};
use crate::assessment::{Assessment, Finding};
use crate::conditions::Condition;
use crate::model::place::{Member, Place};
use crate::rulebook::body::{Subjects, Weight};

/// Facts, and the conditions that any of them may bear on.
pub(super) struct Cluster<'f> {
    pub(super) facts: Vec<&'f Fact>,
    keys: BTreeSet<Key>,
}

/// The facts by clusters, and of each cluster the conditions.
pub(super) fn clusters<'f>(assessment: &Assessment<'_>, facts: &'f [Fact]) -> Vec<Cluster<'f>> {
    let conditions = assessment.findings().iter();
    let conditions = conditions.filter(|finding| finding.weight == Weight::Condition);
    let mut clusters: Vec<Cluster<'f>> = Vec::new();
    // Facts of one part of the document bear on the same conditions, lines of a bill above all.
    let mut by_part: BTreeMap<_, Vec<&'f Fact>> = BTreeMap::new();
    for fact in facts {
        let own = fact.spot.member.filter(|member| {
            fact.spot.of.is_none() || matches!(member, Member::EstablishedIn | Member::Kind)
        });
        by_part.entry((fact.spot.of, own, is_of_bill(fact))).or_default().push(fact);
    }
    for (_, part) in by_part {
        let bears =
            |finding: &&Finding<'_>| part.first().is_some_and(|fact| bears_on(fact, finding));
        let keys: BTreeSet<Key> = conditions.clone().filter(bears).map(trial::key).collect();
        let mut joined = Cluster { facts: part, keys };
        let (together, apart): (Vec<_>, Vec<_>) =
            clusters.into_iter().partition(|other| !other.keys.is_disjoint(&joined.keys));
        for other in together {
            joined.facts.extend(other.facts);
            joined.keys.extend(other.keys);
        }
        clusters = apart;
        clusters.push(joined);
    }
    for cluster in &mut clusters {
        cluster.facts.sort_by(|one, other| one.at.cmp(&other.at));
    }
    clusters
}

fn is_of_bill(fact: &Fact) -> bool {
    let on_bill = matches!(
        fact.spot.member,
        Some(Member::Components | Member::NoComponentFromContraveningCountry)
    );
    on_bill || matches!(fact.spot.within, Some((Member::Components, _)))
}

/// Whether a fact may bear on a condition; that it does not is certain.
fn bears_on(fact: &Fact, finding: &Finding<'_>) -> bool {
    let (rule, subject) = (&finding.rule.body, &finding.subject);
    let of_product = matches!(super::state::Spot::of(subject).of, Some((Member::EndProducts, _)));
    let parts = rule.condition.flattened();
    let bars = parts.iter().any(|part| matches!(part, Condition::NoComponentFrom { .. }));
    let counts = parts.iter().any(|part| matches!(part, Condition::ShareAtMost { .. }));
    let asks_for_areas = rule.applies_to.as_ref().is_some_and(|to| to.areas.is_some());
    match (fact.spot.of, fact.spot.member) {
        // A rate may be that of any bill.
        (None, None) => of_product || *subject == Place::root(),
        // The law itself goes by the day of signature.
        (None, Some(Member::EndProducts | Member::SignedOn)) => true,
        (None, Some(Member::Contractors | Member::Subcontractors)) => {
            matches!(rule.subjects, Subjects::Entities | Subjects::InvolvedSubcontractors)
        }
        (None, Some(_)) | (Some((Member::ParticipatingStates, _)), _) => {
            matches!(rule.subjects, Subjects::Whole | Subjects::ParticipatingStates)
        }
        (Some((Member::EndProducts, _)), Some(Member::Kind)) => {
            rule.applies_to.is_some() || is_of(fact, subject)
        }
        (Some((Member::EndProducts, _)), _) if is_of_bill(fact) => {
            is_of(fact, subject) && (bars || counts)
        }
        (Some((Member::EndProducts, _)), _) => {
            is_of(fact, subject) && (asks_for_areas || !(bars || counts))
        }
        // All who rely on a derogation may have to stay below its ceiling together, and where the
        // seat of a supplier is decides on the bills that name it.
        (Some((Member::Subcontractors, _)), _) => {
            matches!(rule.subjects, Subjects::Entities | Subjects::InvolvedSubcontractors) || bars
        }
        (Some((Member::Contractors, _)), Some(Member::EstablishedIn)) => {
            is_of(fact, subject) || bars
        }
        (Some(_), _) => is_of(fact, subject),
    }
}

fn is_of(fact: &Fact, subject: &Place) -> bool {
    super::state::Spot::of(subject).of == fact.spot.of
}

/// The questions of one cluster, each answered by an assessment.
pub(super) struct ClusterQuestions<'q, 'f, 'a> {
    assessment: &'q Assessment<'a>,
    cluster: &'q Cluster<'f>,
    // Conditions of other clusters.
    others: BTreeSet<Key>,
    effort: Effort,
}

impl<'q, 'f, 'a> ClusterQuestions<'q, 'f, 'a> {
    pub(super) fn new(
        assessment: &'q Assessment<'a>,
        cluster: &'q Cluster<'f>,
        effort: Effort,
    ) -> Self {
        let all = trial::states(assessment).into_keys();
        let others = all.filter(|key| !cluster.keys.contains(key)).collect();
        Self { assessment, cluster, others, effort }
    }

    /// Whether it waits for a fact, and whether it fails, once these facts have these answers.
    fn state(&mut self, given: &[(usize, usize)]) -> Result<State, Stopped> {
        let found = self.look(given, |changed, mine| {
            let mut state = State::Settled;
            for index in mine {
                match trial::state_of(changed, index) {
                    State::Failed => return State::Failed,
                    State::Waiting => state = State::Waiting,
                    State::Settled => {}
                }
            }
            state
        })?;
        // What does not fit together cannot turn out so.
        Ok(found.unwrap_or(State::Failed))
    }

    /// Looks at the assessment with these answers, and at which of its findings are conditions of
    /// this cluster; `None`: the answers do not fit together, or one is an amount.
    fn look<R>(
        &mut self,
        given: &[(usize, usize)],
        look: impl FnOnce(&Assessment<'_>, Vec<usize>) -> R,
    ) -> Result<Option<R>, Stopped> {
        self.effort.spend()?;
        let stated: Option<Vec<(&Fact, &Answer)>> = given
            .iter()
            .map(|(fact, answer)| {
                let fact = *self.cluster.facts.get(*fact)?;
                Some((fact, fact.answers.as_ref()?.get(*answer)?))
            })
            .collect();
        let Some(stated) = stated else { return Ok(None) };
        let others = &self.others;
        let is_mine = |finding: &Finding<'_>| {
            finding.weight == Weight::Condition && !others.contains(&trial::key(finding))
        };
        let found = trial::with(self.assessment, &stated, |changed| {
            let findings = changed.findings().iter().enumerate();
            let mine = findings.filter(|(_, finding)| is_mine(finding));
            look(changed, mine.map(|(index, _)| index).collect())
        })?;
        Ok(found)
    }

    /// Adds the conditions that stay open, some answers to these facts being given, with every
    /// answer to the others of them.
    pub(super) fn left_open(
        &mut self,
        facts: &[usize],
        given: &mut Vec<(usize, usize)>,
        open: &mut LeftOpen<'a>,
    ) -> Result<(), Stopped> {
        let state = self.state(given)?;
        if state == State::Failed {
            return Ok(());
        }
        let Some((fact, rest)) = facts.split_first().filter(|_| state == State::Waiting) else {
            return self.add_open(given, open);
        };
        for answer in 0..self.answers(*fact) {
            given.push((*fact, answer));
            self.left_open(rest, given, open)?;
            given.pop();
        }
        Ok(())
    }

    /// The same with some combinations of answers only: all facts much alike, or all but one.
    pub(super) fn sometimes_left_open(
        &mut self,
        facts: &[usize],
        open: &mut LeftOpen<'a>,
    ) -> Result<(), Stopped> {
        let told: Vec<(usize, usize)> = facts.iter().map(|at| (*at, self.answers(*at))).collect();
        let told = told.into_iter().filter(|(_, answers)| *answers > 0);
        let told: Vec<(usize, usize)> = told.collect();
        let most = told.iter().map(|(_, answers)| *answers).max().unwrap_or(0);
        for answer in 0..most {
            let alike =
                |(fact, answers): &(usize, usize)| (*fact, answer.min(answers.saturating_sub(1)));
            self.add_open(&told.iter().map(alike).collect::<Vec<_>>(), open)?;
        }
        for (other, answers) in &told {
            for answer in 1..*answers {
                let but_one =
                    |(fact, _): &(usize, usize)| (*fact, if fact == other { answer } else { 0 });
                self.add_open(&told.iter().map(but_one).collect::<Vec<_>>(), open)?;
            }
        }
        Ok(())
    }

    /// Adds what these answers leave open, unless something fails with them.
    fn add_open(
        &mut self,
        given: &[(usize, usize)],
        open: &mut LeftOpen<'a>,
    ) -> Result<(), Stopped> {
        let assessment = self.assessment;
        let found = self.look(given, |changed, mine| {
            let fails = |index: &usize| trial::state_of(changed, *index) == State::Failed;
            if mine.iter().any(fails) {
                return Vec::new();
            }
            let open = mine.into_iter();
            open.filter_map(|index| open::of_finding(changed, index, assessment)).collect()
        })?;
        open.extend(found.unwrap_or_default());
        Ok(())
    }

    /// Whether all facts together may turn out so that nothing here fails.
    pub(super) fn may_pass(&mut self) -> Result<bool, Stopped> {
        self.passes(&mut Vec::new())
    }

    fn passes(&mut self, given: &mut Vec<(usize, usize)>) -> Result<bool, Stopped> {
        if self.state(given)? == State::Failed {
            return Ok(false);
        }
        let fact = given.len();
        if fact == self.count() {
            return Ok(true);
        }
        for answer in 0..self.answers(fact) {
            given.push((fact, answer));
            if self.passes(given)? {
                return Ok(true);
            }
            given.pop();
        }
        Ok(false)
    }
}

impl Questions for ClusterQuestions<'_, '_, '_> {
    fn count(&self) -> usize {
        self.cluster.facts.len()
    }

    fn answers(&self, fact: usize) -> usize {
        let answers = self.cluster.facts.get(fact).and_then(|fact| fact.answers.as_ref());
        answers.map_or(0, Vec::len)
    }

    fn is_open(&mut self, given: &[(usize, usize)]) -> Result<bool, Stopped> {
        Ok(self.state(given)? == State::Waiting)
    }
}
