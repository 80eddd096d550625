//! Derogations: where they are looked at, what they come to, and which rules they cure.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::assessment::Finding;
use crate::model::exact::Exact;
use crate::model::figure::Share;
use crate::model::place::{Member, Place};
use crate::outcome::{Judgement, Outcome};
use crate::rulebook::body::{Cure, Follows, Weight};
use crate::rulebook::law::{Governed, Rule};
use crate::subjects::Subject;
use crate::trace::{
    Bound, BoundOrigin, BoundValue, Comparison, Considered, DIRECTLY, Fact, FactValue, Key,
    Missing, Reason, Rejection, Side, Step,
};

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
    application: Option<Step<'a>>,
    // Whether it is involved at all; `None`: a contractor.
    involvement: Option<Step<'a>>,
    // Duties that it does not call for, each with the conditions that say so.
    silenced: Vec<(&'a str, Vec<Step<'a>>)>,
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
        if further.is_none() && self.rule.body.sum_ceiling.is_none() {
            return self.base.clone();
        }
        let base = self.base.clone().keyed(Key::Word("conditions"));
        let mut limbs = vec![base];
        limbs.extend(further.cloned().map(|step| step.keyed(Key::Word("further-limb"))));
        limbs.extend(self.together.clone());
        Step::all("all", limbs)
    }

    pub(super) fn finding(&self, governed: Governed<'a>) -> Finding<'a> {
        let mut step = self.in_full();
        let open = self.application.as_ref().filter(|step| step.outcome() == Outcome::Undetermined);
        if let Some(open) = open {
            step = Step::any("any", vec![step.keyed(Key::Word(DIRECTLY)), not_for_this(open)]);
        }
        let outcome = Some(step.outcome());
        super::finding(self.rule, self.place.clone(), outcome, None, step, governed)
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

    /// Why a duty is not called for: the derogation it comes with is not met, or silences it.
    ///
    /// `None`: it is called for.
    pub(super) fn not_called_for(&self, case: &Case<'a>, follows: &Follows) -> Option<Step<'a>> {
        let mut step = Step::new("not-called-for", Judgement::of_text(Outcome::NotMet));
        let rule = self.rules.iter().find(|rule| rule.id == follows.derogation);
        let Some(rule) = rule else { return Some(step) };
        let why = match self.of(rule, case) {
            None => Reason::NotOpen,
            Some(derogation) => match derogation.in_full().outcome() {
                Outcome::Met => {
                    let mut silenced = derogation.silenced.iter();
                    let (_, because) = silenced.find(|(duty, _)| *duty == &*case.rule.id)?;
                    step.because.clone_from(because);
                    return Some(step);
                }
                outcome @ (Outcome::NotMet | Outcome::Undetermined) => Reason::of(outcome),
            },
        };
        step.rejected.push(Rejection { what: Considered::Derogation(rule.position), why });
        Some(step)
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
    let view = cases.view(rule, subject);
    let base = rule.body.condition.examine(&view);
    // Only a derogation that is met silences a duty.
    let is_met = base.outcome() == Outcome::Met;
    let silenced = if is_met { silenced_duties(rule, subject, cases) } else { Vec::new() };
    Some(Derogation {
        rule,
        subject,
        base,
        further_limb: rule.body.further_limb.as_ref().map(|limb| limb.examine(&view)),
        together: None,
        application,
        involvement: cases.involvement_of(&subject).cloned(),
        silenced,
        place: subject.place(),
    })
}

// The condition that silences a duty holds, and the one that calls for it all the same does not.
fn silenced_duties<'a>(
    rule: &Rule,
    subject: Subject<'a>,
    cases: &Cases<'_, 'a>,
) -> Vec<(&'a str, Vec<Step<'a>>)> {
    let duties =
        cases.governed.rules().filter_map(|duty| Some((duty, duty.body.follows.as_ref()?)));
    let following = duties.filter(|(_, follows)| follows.derogation == rule.id);
    let silenced = following.filter_map(|(duty, follows)| {
        let view = cases.view(duty, subject);
        let silent = follows.silent_where.as_ref()?.examine(&view);
        let unless = follows.unless.as_ref().map(|condition| condition.examine(&view));
        let holds = |step: &Step<'_>| step.outcome() == Outcome::Met;
        if !holds(&silent) || unless.as_ref().is_some_and(holds) {
            return None;
        }
        let silent = silent.keyed(Key::Word("silent-where"));
        let unless = unless.map(|step| step.keyed(Key::Word("unless")));
        Some((&*duty.id, std::iter::once(silent).chain(unless).collect()))
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
    let mut shares = Vec::new();
    for derogation in derogations.iter() {
        let share = share_of(derogation).unwrap_or(ceiling).exact();
        let alone = derogation.in_full();
        if alone.outcome() == Outcome::NotMet {
            continue;
        }
        possibly.add(&share);
        if shares.len() < MOST_SHARES_NAMED {
            shares.extend(share_fact(derogation));
        }
        if alone.outcome() == Outcome::Met && derogation.certainly_involved() {
            relying.add(&share);
        } else {
            alone.open_places(&mut open);
            derogation.involvement.iter().for_each(|step| step.open_places(&mut open));
        }
    }
    let open: Arc<[Place]> = open.into();
    for derogation in derogations.iter_mut() {
        // Who may not rely on it at all has, at least, nothing to add up.
        let least = match derogation.in_full().outcome() {
            Outcome::Met if derogation.certainly_involved() => relying.clone(),
            Outcome::Met => relying.plus(&share_of(derogation).unwrap_or(ceiling).exact()),
            Outcome::Undetermined => Exact::ZERO,
            Outcome::NotMet => continue,
        };
        let outcome = if least > ceiling.exact() {
            Outcome::NotMet
        } else if possibly > ceiling.exact() {
            Outcome::Undetermined
        } else {
            Outcome::Met
        };
        let from = BoundOrigin::of(&derogation.rule.assumed, &["sum_ceiling"]);
        let mut step = Step::new("relying-together", Judgement::new(outcome, from.evidence()));
        step.compares = Some(Box::new(Comparison {
            left: Side::Sum { name: "contract shares together", least, most: possibly.clone() },
            operator: "at-most",
            right: Bound { name: "ceiling", value: BoundValue::Share(ceiling), from },
        }));
        step.facts.clone_from(&shares);
        if outcome == Outcome::Undetermined {
            step.missing = Missing::Shared(Arc::clone(&open));
        }
        derogation.together = Some(step);
    }
}

// A step names that many shares; the others are in the document.
const MOST_SHARES_NAMED: usize = 20;

fn share_fact<'a>(derogation: &Derogation<'_>) -> Option<Fact<'a>> {
    let stated = derogation.subject.subcontractor()?.involvement.contract_share;
    let at = derogation.place.member(Member::ContractShare);
    Some(Fact { at, value: stated.map_or(FactValue::NotStated, FactValue::Share) })
}

fn share_of(derogation: &Derogation<'_>) -> Option<Share> {
    derogation.subject.subcontractor().and_then(|one| one.involvement.contract_share)
}
