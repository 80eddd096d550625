//! The answers: the law of each day that can be chosen, the changes each needs, and the best by
//! each measure.

use std::collections::BTreeSet;

use super::beyond::{named, never_cured, on_every_day};
use super::change::{Change, ChangeKind, Edit, applied};
use super::days::{are_told, days, signed, widen};
use super::facts::{Beyond, Facts, FactsPlan, Goal, without_lines};
use super::levers::change;
use super::lines::{Forced, Plan, Plans, findings_of, forced_lines, plans};
use super::proof::{Certificate, LinesProof, Measure};
use super::shares::{Bill, share_of};
use super::{BeyondChange, Keep, Remedy};
use crate::assessment::{Assessment, EvaluateError, Verdict, assess, findings_with};
use crate::model::country::{CountryCode, Origin};
use crate::model::day::Day;
use crate::model::exact::Exact;
use crate::model::place::{Member, Place};
use crate::next::Minimal;
use crate::outcome::Outcome;
use crate::rulebook::law::Governed;

/// What is searched for without alternatives.
const MEASURES: [Measure; 3] =
    [Measure::FewestChanges, Measure::FewestComponents, Measure::LeastCost];

/// So many answers of as few changes are told.
const MOST_ANSWERS: usize = 8;
/// So many sets of as few changes are looked at.
const MOST_TRIED: usize = 24;

/// What a procurement needs if it is signed on a day.
struct Candidate {
    day: Option<Change>,
    facts: FactsPlan,
    lines: Vec<OfProduct>,
}

/// The plans for the lines of an end product.
struct OfProduct {
    product: usize,
    to: Origin,
    forced: usize,
    plans: Plans,
}

/// Answers, or what is beyond change; both where some of it is.
pub(super) fn answers<'a>(
    assessment: &Assessment<'a>,
    keep: &Keep,
) -> Result<(Vec<Remedy>, Vec<BeyondChange<'a>>), EvaluateError> {
    let goals: &[Goal] = match assessment.verdict() {
        Verdict::NotEligible => &[Goal::Met, Goal::NotRefused],
        Verdict::Eligible | Verdict::Undetermined => &[Goal::Met],
    };
    let days = days(assessment);
    let mut beyond = Beyond::new();
    for goal in goals {
        let (mut found, mut open) = (Vec::new(), Vec::new());
        for day in &days {
            match candidate(assessment, keep, *goal, *day)? {
                Ok(candidate) => found.push(candidate),
                Err(of_day) => open.push(of_day),
            }
        }
        if *goal == Goal::Met {
            beyond = on_every_day(&open, days.len());
        }
        let answers = chosen(assessment, *goal, &found)?;
        if !answers.is_empty() {
            let beyond = if *goal == Goal::Met { Vec::new() } else { named(assessment, &beyond) };
            return Ok((answers, beyond));
        }
    }
    Ok((Vec::new(), named(assessment, &beyond)))
}

/// What is needed under the law of a day of signature; else the conditions that nothing cures.
fn candidate(
    assessment: &Assessment<'_>,
    keep: &Keep,
    goal: Goal,
    day: Option<Day>,
) -> Result<Result<Candidate, Beyond>, EvaluateError> {
    let stated = assessment.procurement().stated();
    let law = assessment.governed().law();
    let signed_on = day.or(stated.contract.signed_on);
    let governed = law.governing(signed_on);
    let mut draft = without_lines(stated);
    draft.contract.signed_on = signed_on;
    let facts = Facts { draft: &draft, governed, keep, goal }.plan();
    let lines = of_lines(assessment, governed, keep, goal)?;
    Ok(match (facts, lines) {
        (Ok(facts), Ok(lines)) => {
            let day = signed(assessment, day);
            Ok(Candidate { day, facts, lines })
        }
        (facts, lines) => {
            let open = [facts.err(), lines.err()].into_iter().flatten().flatten();
            Err(open.collect())
        }
    })
}

fn of_lines(
    assessment: &Assessment<'_>,
    governed: Governed<'_>,
    keep: &Keep,
    goal: Goal,
) -> Result<Result<Vec<OfProduct>, Beyond>, EvaluateError> {
    let procurement = assessment.procurement();
    let findings = findings_with(procurement, governed, &assessment.tallies);
    let products = procurement.stated().end_products.as_deref().unwrap_or_default();
    let (mut found, mut beyond) = (Vec::new(), Beyond::new());
    for (index, product) in products.iter().enumerate() {
        let (own, open) = findings_of(&findings, assessment, index);
        if open.is_empty() {
            continue;
        }
        let kept = keep.lines(procurement, index);
        let Forced { lines: forced, is_cured: cured, is_sure } =
            forced_lines(assessment, &governed, &open, (product, &kept), goal);
        let Some(to) = inside(&governed) else { continue };
        let mut plan = None;
        for finding in &own {
            if let Some(bill) = Bill::of(assessment, finding)? {
                plan = plans(&bill, &governed, to, &kept, &forced);
            }
        }
        let has_share = own.iter().any(|one| share_of(one.rule).is_some());
        let plan = plan.or_else(|| (!has_share).then(|| only(&forced)));
        let is_planned = plan.is_some();
        if let Some(mut plans) = plan.filter(|_| cured) {
            plans.fewest.is_proven &= is_sure;
            plans.least.is_proven &= is_sure;
            found.push(OfProduct { product: index, to, forced: forced.len(), plans });
        } else {
            let open = open.iter().filter(|one| !goal.is_reached(one.outcome));
            // A share is cured by lines that a plan moves, sources by those that have to be.
            let open = open.map(|one| {
                let is_cured = if share_of(one.rule).is_some() { is_planned } else { cured };
                ((one.rule.position, one.subject.clone()), is_cured)
            });
            beyond.extend(never_cured(open));
        }
    }
    Ok(if beyond.is_empty() { Ok(found) } else { Err(beyond) })
}

/// A plan for a bill of which no share is asked for.
fn only(forced: &BTreeSet<usize>) -> Plans {
    let plan = Plan {
        lines: forced.clone(),
        cost: Some(Exact::ZERO),
        is_proven: true,
        proofs: Vec::new(),
    };
    Plans { fewest: plan.clone(), least: plan }
}

/// An origin in the core area from which components may come.
pub(super) fn inside(governed: &Governed<'_>) -> Option<Origin> {
    let countries = CountryCode::all().map(Origin::Country);
    std::iter::once(Origin::Union)
        .chain(countries)
        .find(|origin| governed.origin(*origin).judgement.outcome == Outcome::Met)
}

/// What an answer comes to by every measure.
struct Size {
    changes: usize,
    components: usize,
    is_limitless: bool,
    cost: Exact,
}

impl Candidate {
    fn plans(&self, measure: Measure) -> impl Iterator<Item = (&OfProduct, &Plan)> {
        self.lines.iter().map(move |of| match measure {
            Measure::FewestChanges | Measure::FewestComponents => (of, &of.plans.fewest),
            Measure::LeastCost | Measure::LeastExtraPrice => (of, &of.plans.least),
        })
    }

    fn size(&self, measure: Measure) -> Size {
        let components = self.plans(measure).map(|(_, plan)| plan.lines.len()).sum::<usize>();
        let others = self.facts.changes.len().saturating_add(usize::from(self.day.is_some()));
        let mut cost = Exact::ZERO;
        let mut is_limitless = false;
        for (_, plan) in self.plans(measure) {
            is_limitless |= plan.cost.is_none();
            cost.add(plan.cost.as_ref().unwrap_or(&Exact::ZERO));
        }
        Size { changes: components.saturating_add(others), components, is_limitless, cost }
    }

    fn key(&self, measure: Measure) -> (bool, Exact, usize, usize) {
        let Size { changes, components, is_limitless, cost } = self.size(measure);
        match measure {
            Measure::FewestChanges => (false, Exact::ZERO, changes, components),
            Measure::FewestComponents => (false, Exact::ZERO, components, changes),
            Measure::LeastCost | Measure::LeastExtraPrice => {
                (is_limitless, cost, changes, components)
            }
        }
    }

    /// The sets of changes to everything but lines: one, or for the fewest changes all of as few.
    fn sets(&self, measure: Measure) -> Vec<Vec<Change>> {
        let first = std::iter::once(self.facts.changes.clone());
        match measure {
            Measure::FewestChanges => first.chain(self.facts.others.iter().cloned()).collect(),
            Measure::FewestComponents | Measure::LeastCost | Measure::LeastExtraPrice => {
                first.collect()
            }
        }
    }

    fn is_proven(&self, measure: Measure) -> bool {
        let facts = self.facts.is_proven || measure != Measure::FewestChanges;
        facts && self.plans(measure).all(|(_, plan)| plan.is_proven)
    }
}

/// The best candidate by each measure, those that are alike as one, each assessed again; of the
/// fewest changes also other sets of as many.
fn chosen(
    assessment: &Assessment<'_>,
    goal: Goal,
    found: &[Candidate],
) -> Result<Vec<Remedy>, EvaluateError> {
    let mut answers: Vec<Remedy> = Vec::new();
    for measure in MEASURES {
        let Some(least) = found.iter().map(|one| one.key(measure)).min() else { continue };
        let is_proven = goal == Goal::Met && found.iter().all(|one| one.is_proven(measure));
        let minimal = if is_proven { Minimal::Proven } else { Minimal::NotProven };
        let all = found.iter().filter(|one| one.key(measure) == least);
        let sets = all.flat_map(|one| one.sets(measure).into_iter().map(move |set| (one, set)));
        let most = if measure == Measure::FewestChanges { MOST_TRIED } else { 1 };
        for (best, set) in sets.take(most) {
            if answers.len() >= MOST_ANSWERS {
                break;
            }
            let mut changes = changes(assessment, best, &set, measure);
            if let Some(same) = answers.iter_mut().find(|one| are_told(&changes, &one.changes)) {
                if !same.measures.contains(&measure) {
                    same.measures.push(measure);
                }
                if !is_proven {
                    same.minimal = Minimal::NotProven;
                }
                continue;
            }
            let stated = assessment.procurement().stated();
            let Some(procurement) = applied(stated, &changes) else { continue };
            let verdict = assess(&procurement, assessment.governed().law())?.verdict();
            let is_reached = match goal {
                Goal::Met => verdict == Verdict::Eligible,
                Goal::NotRefused => verdict != Verdict::NotEligible,
            };
            if !is_reached || changes.is_empty() {
                continue;
            }
            widen(&mut changes, assessment, &procurement, verdict)?;
            let size = best.size(measure);
            answers.push(Remedy {
                measures: vec![measure],
                changes,
                extra_price: None,
                cost_moved: (!size.is_limitless).then_some(size.cost),
                minimal,
                certificate: certificate(best, measure, found),
                verdict,
                procurement,
            });
        }
    }
    Ok(answers)
}

fn certificate(best: &Candidate, measure: Measure, found: &[Candidate]) -> Certificate {
    let lines = best.plans(measure).map(|(of, plan)| LinesProof {
        subject: Place::root().at(Member::EndProducts, of.product),
        forced: of.forced,
        tests: plan.proofs.clone(),
    });
    Certificate {
        sets_assessed: found.iter().map(|one| one.facts.assessed).sum(),
        lines: lines.collect(),
    }
}

fn changes(
    assessment: &Assessment<'_>,
    best: &Candidate,
    set: &[Change],
    measure: Measure,
) -> Vec<Change> {
    let mut changes: Vec<Change> = best.day.iter().chain(set).cloned().collect();
    for (of, plan) in best.plans(measure) {
        changes.extend(re_sourced(assessment, of.product, of.to, &plan.lines));
    }
    changes
}

/// Lines that come from elsewhere, in the order of the document.
pub(super) fn re_sourced(
    assessment: &Assessment<'_>,
    product: usize,
    to: Origin,
    lines: &BTreeSet<usize>,
) -> Vec<Change> {
    let place = Place::root().at(Member::EndProducts, product);
    let share = assessment.findings().iter().find(|finding| {
        finding.subject == place && finding.outcome.is_some() && share_of(finding.rule).is_some()
    });
    let bill = share.and_then(|finding| Bill::of(assessment, finding).ok().flatten());
    let stated = assessment.procurement().stated();
    let products = stated.end_products.as_deref().unwrap_or_default();
    let Some(all) = products.get(product).and_then(|product| product.components.as_ref()) else {
        return Vec::new();
    };
    let counted = bill.as_ref().map_or(&[][..], |bill| &*bill.lines);
    let each = lines.iter().map(|line| {
        let at = place.at(Member::Components, *line);
        let mut moved = change(ChangeKind::ReSource, at, Edit::ReSource(product, *line, to));
        moved.id = Some(all.id(*line).into());
        moved.description = all.description(*line).map(Into::into);
        moved.from = all.origin(*line).map(|origin| origin.as_str().into());
        moved.to = Some(to.as_str().into());
        let found = counted.binary_search_by_key(line, |one| one.number).ok();
        moved.cost = found.and_then(|at| counted.get(at)).map(|one| one.cost.clone());
        moved
    });
    each.collect()
}
