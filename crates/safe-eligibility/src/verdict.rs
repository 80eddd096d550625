//! Derogations, agreements, open questions and the final conjunction, here and nowhere else.

mod cases;
mod cures;

use crate::assessment::{Finding, Verdict, Via};
use crate::model::place::Place;
use crate::model::procurement::CommonProcurement;
use crate::outcome::{EvidenceGrade, Judgement, Outcome};
use crate::rulebook::body::Weight;
use crate::rulebook::law::{Governed, Rule};
use crate::tally::Tallies;
use crate::trace::{Considered, DIRECTLY, Key, Reason, Rejection, Step};

use cases::{Case, Cases};
use cures::{CureBranch, Derogations};

/// Every finding, in the order of the rules, then of the document.
pub(crate) fn findings<'a>(
    procurement: &'a CommonProcurement,
    governed: Governed<'a>,
    tallies: &Tallies,
    involvement: &[Step<'a>],
) -> Vec<Finding<'a>> {
    let cases = Cases::of_all(procurement, governed, tallies, involvement);
    let derogations = Derogations::of_all(&cases);
    let mut findings: Vec<Finding<'a>> = Vec::with_capacity(32);
    for case in cases.into_found() {
        findings.push(combined(case, &derogations, governed));
    }
    for derogation in derogations.iter() {
        findings.push(derogation.finding(governed));
    }
    // Rules come in their order already, and so do the subjects of each: the sort keeps both.
    findings.sort_by_key(|finding| finding.rule.position);
    findings
}

/// The verdict and the evidence it rests on.
pub(crate) fn of(findings: &[Finding<'_>]) -> (Verdict, EvidenceGrade) {
    let conditions = || findings.iter().filter(|finding| finding.weight == Weight::Condition);
    let grades = |outcome: Outcome| {
        conditions()
            .filter(move |finding| finding.outcome == Some(outcome))
            .map(|finding| finding.evidence)
    };
    if let Some(strongest) = grades(Outcome::NotMet).max() {
        return (Verdict::NotEligible, strongest);
    }
    if let Some(weakest) = grades(Outcome::Undetermined).min() {
        return (Verdict::Undetermined, weakest);
    }
    let weakest = conditions().map(|finding| finding.evidence).min();
    (Verdict::Eligible, weakest.unwrap_or(EvidenceGrade::Text))
}

/// A rule for one subject: met directly, by an agreement, by a derogation, or for want of a need.
fn combined<'a>(
    case: Case<'a>,
    derogations: &Derogations<'a>,
    governed: Governed<'a>,
) -> Finding<'a> {
    let follows = case.rule.body.follows.as_ref();
    let uncalled = follows.and_then(|follows| derogations.not_called_for(&case, follows));
    if case.applies == Outcome::NotMet || uncalled.is_some() {
        return not_applicable(case, uncalled, governed);
    }
    let is_met = case.direct.outcome() == Outcome::Met;
    let cures = if is_met { Vec::new() } else { derogations.cures_of(&case) };
    let via = via(&case.direct, &cures, governed);
    let rejected = rejected(&case.direct, &cures);
    let cures = cures.into_iter().filter_map(|cure| cure.step);
    let others: Vec<Step<'a>> = cures.chain(case.open_questions).collect();
    let mut step = if others.is_empty() {
        case.direct
    } else {
        let direct = case.direct.keyed(Key::Word(DIRECTLY));
        Step::any("any", std::iter::once(direct).chain(others).collect())
    };
    step.reject(rejected);
    finding(case.rule, case.place, Some(step.outcome()), via, step, governed)
}

fn via<'a>(direct: &Step<'a>, cures: &[CureBranch<'a>], governed: Governed<'a>) -> Option<Via<'a>> {
    if direct.outcome() == Outcome::Met {
        let position = direct.carried_by.first()?;
        return governed
            .agreements()
            .nth(position)
            .map(|agreement| Via::Agreement(agreement.party()));
    }
    let carries = |cure: &&CureBranch<'a>| {
        cure.step.as_ref().is_some_and(|step| step.outcome() == Outcome::Met)
    };
    cures.iter().find(carries).map(|cure| Via::Derogation(&cure.rule.id))
}

/// Derogations that were looked at and did not carry.
fn rejected<'a>(direct: &Step<'a>, cures: &[CureBranch<'a>]) -> Vec<Rejection> {
    let mut rejected = Vec::new();
    let mut carried = direct.outcome() == Outcome::Met;
    for cure in cures {
        let what = Considered::Derogation(cure.rule.position);
        let why = match cure.step.as_ref().map(Step::outcome) {
            None => Some(cure.why_not),
            Some(Outcome::NotMet) => Some(Reason::NotMet),
            Some(Outcome::Undetermined) => Some(Reason::Undetermined),
            Some(Outcome::Met) if carried => Some(Reason::NotNeeded),
            Some(Outcome::Met) => {
                carried = true;
                None
            }
        };
        rejected.extend(why.map(|why| Rejection { what, why }));
    }
    rejected
}

/// The versions of a rule for other days.
pub(crate) fn other_versions<'a>(
    rule: &'a Rule,
    governed: Governed<'a>,
) -> impl Iterator<Item = Rejection> + use<'a> {
    let history = governed.law().rules().get(rule.position);
    let versions = history.into_iter().flat_map(|history| &history.versions);
    let others = versions.filter(|other| other.first_day != rule.first_day);
    others.map(|other| {
        let later = other.first_day > rule.first_day;
        let why = if later { Reason::LaterVersion } else { Reason::EarlierVersion };
        Rejection { what: Considered::Version(other.first_day), why }
    })
}

// Either the rule is not for what is procured, or nothing called for the duty.
fn not_applicable<'a>(
    case: Case<'a>,
    uncalled: Option<Step<'a>>,
    governed: Governed<'a>,
) -> Finding<'a> {
    let not_for_this = case.application.filter(|_| case.applies == Outcome::NotMet);
    let mut step = not_for_this.or(uncalled).unwrap_or(case.direct);
    step.judgement = Judgement::of_text(Outcome::NotMet);
    finding(case.rule, case.place, None, None, step, governed)
}

fn finding<'a>(
    rule: &'a Rule,
    subject: Place,
    outcome: Option<Outcome>,
    via: Option<Via<'a>>,
    mut step: Step<'a>,
    governed: Governed<'a>,
) -> Finding<'a> {
    step.reject(other_versions(rule, governed));
    let evidence = step.judgement.evidence;
    Finding { rule, subject, outcome, evidence, via, weight: rule.body.weight, step }
}
