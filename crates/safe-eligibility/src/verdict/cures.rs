//! Derogations: where they are looked at, what they come to, and which rules they cure.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::assessment::Finding;
use crate::model::exact::Exact;
use crate::model::figure::Share;
use crate::model::place::Place;
use crate::outcome::{Judgement, Outcome};
use crate::rulebook::body::{Cure, Follows, Weight};
use crate::rulebook::law::Rule;
use crate::subjects::Subject;
use crate::trace::{Key, Missing, Reason, Step};

use super::cases::{Case, Cases, not_for_this};

/// A derogation for one subject.
pub(super) struct Derogation<'a> {
    rule: &'a Rule,
    subject: Subject<'a>,
    place: Place,
    base: Step<'a>,
    further_limb: Option<Step<'a>>,
    /// Whether all who rely on it stay together below its ceiling; `None`: no such limit.
    together: Option<Step<'a>>,
    application: Option<Box<Step<'a>>>,
    // Whether it is involved at all; `None`: a contractor.
    involvement: Option<Step<'a>>,
    // Whether the condition that silences a duty holds, and the one that calls for it all the same.
    silent: Vec<(&'a str, bool)>,
}

impl<'a> Derogation<'a> {
    /// What the finding comes to: every limb and the ceiling.
    fn in_full(&self) -> Step<'a> {
        self.limbs(self.further_limb.as_ref())
    }

    fn certainly_involved(&self) -> bool {
        self.involvement.as_ref().is_none_or(|step| step.outcome() == Outcome::Met)
    }

    fn limbs(&self, further: Option<&Step<'a>>) -> Step<'a> {
        if further.is_none() && self.together.is_none() {
            return self.base.clone();
        }
        let base = self.base.clone().keyed(Key::Word("conditions"));
        let mut limbs = vec![base];
        limbs.extend(further.cloned().map(|step| step.keyed(Key::Word("further-limb"))));
        limbs.extend(self.together.clone());
        Step::all("all", limbs)
    }

    pub(super) fn finding(&self) -> Finding<'a> {
        let mut step = self.in_full();
        let open =
            self.application.as_deref().filter(|step| step.outcome() == Outcome::Undetermined);
        if let Some(open) = open {
            step = Step::any("any", vec![step.keyed(Key::Word("directly")), not_for_this(open)]);
        }
        let outcome = Some(step.outcome());
        super::finding(self.rule, self.place.clone(), outcome, None, step)
    }
}

/// A derogation as a branch of the rule it cures.
pub(super) struct CureBranch<'a> {
    pub(super) rule: &'a Rule,
    /// What it comes to; `None`: it does not cure the rule.
    pub(super) step: Option<Step<'a>>,
    pub(super) why_not: Reason,
}

/// Every derogation that is looked at.
pub(super) struct Derogations<'a> {
    found: Vec<Derogation<'a>>,
    // The position of each derogation, by rule and subject.
    by_place: BTreeMap<(usize, Place), usize>,
    rules: Vec<&'a Rule>,
}

impl<'a> Derogations<'a> {
    pub(super) fn of_all(cases: &Cases<'_, 'a>) -> Self {
        let rules = cases.governed.rules().filter(|rule| rule.body.weight == Weight::Derogation);
        let rules: Vec<&'a Rule> = rules.collect();
        let mut derogations = Vec::new();
        for rule in &rules {
            let first = derogations.len();
            for subject in cases.subjects_of(rule) {
                derogations.extend(examine(rule, subject, cases));
            }
            if let (Some(ceiling), Some(of_rule)) =
                (rule.body.sum_ceiling, derogations.get_mut(first..))
            {
                limit_together(of_rule, ceiling);
            }
        }
        let keyed = derogations.iter().enumerate();
        let keyed = keyed.map(|(at, one)| ((one.rule.position, one.place.clone()), at));
        Self { by_place: keyed.collect(), found: derogations, rules }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Derogation<'a>> {
        self.found.iter()
    }

    /// Every derogation from the rule of a case, in the order of the rules.
    pub(super) fn cures_of(&self, case: &Case<'a>) -> Vec<CureBranch<'a>> {
        let mut branches = Vec::new();
        for rule in &self.rules {
            let cure = rule.body.derogates_from.iter().find(|cure| cure.rule == case.rule.id);
            let Some(cure) = cure else { continue };
            let derogation = self.of(rule, case);
            let (step, why_not) = match derogation {
                Some(_) if !cure.cures => (None, Reason::ReadingExcludes),
                Some(derogation) => (Some(branch(derogation, cure)), Reason::NotMet),
                None => (None, Reason::NotOpen),
            };
            branches.push(CureBranch { rule, step, why_not });
        }
        branches
    }

    /// Whether the derogation that a duty comes with is met, and nothing silences the duty.
    pub(super) fn calls_for(&self, case: &Case<'a>, follows: &Follows) -> bool {
        let rule = self.rules.iter().find(|rule| rule.id == follows.derogation);
        let derogation = rule.and_then(|rule| self.of(rule, case));
        derogation.is_some_and(|derogation| {
            let silenced =
                derogation.silent.iter().any(|(duty, silent)| *duty == &*case.rule.id && *silent);
            derogation.in_full().outcome() == Outcome::Met && !silenced
        })
    }

    fn of(&self, rule: &Rule, case: &Case<'a>) -> Option<&Derogation<'a>> {
        let index = self.by_place.get(&(rule.position, case.place.clone()))?;
        self.found.get(*index)
    }
}

fn branch<'a>(derogation: &Derogation<'a>, cure: &Cure) -> Step<'a> {
    let further = derogation.further_limb.as_ref().filter(|_| cure.with_further_limb);
    let mut step = Step::all("derogation", vec![derogation.limbs(further)]);
    step.key = Key::Word(&derogation.rule.id);
    step
}

/// A derogation is looked at where a rule it opens for is not met directly, nor by an agreement.
fn examine<'a>(
    rule: &'a Rule,
    subject: Subject<'a>,
    cases: &Cases<'_, 'a>,
) -> Option<Derogation<'a>> {
    let application = cases.application(rule, &subject);
    if application.as_ref().is_some_and(|step| step.outcome() == Outcome::NotMet) {
        return None;
    }
    let opens = |case: &&Case<'a>| {
        let cure = rule.body.derogates_from.iter().find(|cure| cure.rule == case.rule.id);
        cure.is_some_and(|cure| cure.opens)
            && case.applies != Outcome::NotMet
            && case.direct.outcome() != Outcome::Met
    };
    cases.of(&subject).find(opens)?;
    let view = cases.view(subject);
    Some(Derogation {
        rule,
        subject,
        base: rule.body.condition.examine(&view),
        further_limb: rule.body.further_limb.as_ref().map(|limb| limb.examine(&view)),
        together: None,
        application,
        involvement: cases.involvement_of(&subject).cloned(),
        silent: silenced_duties(rule, subject, cases),
        place: subject.place(),
    })
}

fn silenced_duties<'a>(
    rule: &Rule,
    subject: Subject<'a>,
    cases: &Cases<'_, 'a>,
) -> Vec<(&'a str, bool)> {
    let view = cases.view(subject);
    let duties =
        cases.governed.rules().filter_map(|duty| Some((duty, duty.body.follows.as_ref()?)));
    let following = duties.filter(|(_, follows)| follows.derogation == rule.id);
    let silenced = following.map(|(duty, follows)| {
        let met = |condition: &Option<crate::conditions::Condition>| {
            condition
                .as_ref()
                .is_some_and(|condition| condition.examine(&view).outcome() == Outcome::Met)
        };
        (&*duty.id, met(&follows.silent_where) && !met(&follows.unless))
    });
    silenced.collect()
}

/// Where those who rely on a derogation exceed its ceiling together, none of them may.
///
/// Who may not be involved relies only possibly for the others, but certainly for itself: its own
/// finding is reached as for an involved one. A share not stated counts as the ceiling.
fn limit_together(derogations: &mut [Derogation<'_>], ceiling: Share) {
    let (mut relying, mut possibly) = (Exact::ZERO, Exact::ZERO);
    let mut open = Vec::new();
    for derogation in derogations.iter() {
        let share = share_of(derogation).unwrap_or(ceiling).exact();
        let alone = derogation.in_full();
        if alone.outcome() == Outcome::NotMet {
            continue;
        }
        possibly.add(&share);
        if alone.outcome() == Outcome::Met && derogation.certainly_involved() {
            relying.add(&share);
        } else {
            alone.open_places(&mut open);
            derogation.involvement.iter().for_each(|step| step.open_places(&mut open));
        }
    }
    let open: Arc<[Place]> = open.into();
    for derogation in derogations.iter_mut() {
        let own = match derogation.in_full().outcome() {
            Outcome::Met if derogation.certainly_involved() => Some(relying.clone()),
            Outcome::Met => Some(relying.plus(&share_of(derogation).unwrap_or(ceiling).exact())),
            Outcome::Undetermined => None,
            Outcome::NotMet => continue,
        };
        let outcome = if own.is_some_and(|own| own > ceiling.exact()) {
            Outcome::NotMet
        } else if possibly > ceiling.exact() {
            Outcome::Undetermined
        } else {
            Outcome::Met
        };
        let mut step = Step::new("relying-together", Judgement::of_text(outcome));
        if outcome == Outcome::Undetermined {
            step.missing = Missing::Shared(Arc::clone(&open));
        }
        derogation.together = Some(step);
    }
}

fn share_of(derogation: &Derogation<'_>) -> Option<Share> {
    derogation.subject.subcontractor().and_then(|one| one.involvement.contract_share)
}
