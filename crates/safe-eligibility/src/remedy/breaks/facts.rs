//! Facts that alone, were they otherwise, make a procurement no longer eligible.

use super::stated::{Stated, of_bare, of_products};
use super::{FactBreak, lines, lost};
use crate::assessment::{Assessment, EvaluateError, Verdict, assess};
use crate::model::country::{CountryCode, Origin};
use crate::model::entity::Controller;
use crate::model::place::{Member, Place};
use crate::model::procurement::{CommonProcurement, ProcurementDraft};
use crate::next::answers::Answers;
use crate::next::state::{Answer, Spot, state, with_stated};
use crate::outcome::Outcome;
use crate::remedy::Keep;
use crate::remedy::facts::{judged, without_lines};
use crate::rulebook::law::Governed;

/// So many facts are looked at.
const MOST_FACTS: usize = 500;
/// Among so many stated origins a country from outside is looked for; else any other is taken.
const MOST_ORIGINS: usize = 500;

pub(super) fn of_each(
    assessment: &Assessment<'_>,
    keep: &Keep,
) -> Result<(Vec<FactBreak>, usize), EvaluateError> {
    let stated = assessment.procurement().stated();
    let bare = without_lines(stated);
    let governed = assessment.governed();
    let mut found = states(&bare, governed, keep);
    let (mut all, of_products) = (of_bare(stated), of_products(stated));
    let count = all.len().saturating_add(of_products.len());
    let otherwise = Otherwise::under(assessment);
    all.truncate(MOST_FACTS);
    let room = MOST_FACTS.saturating_sub(all.len());
    for fact in &all {
        for other in otherwise.than(fact) {
            let mut changed = bare.clone();
            if state(&mut changed, Spot::of(&fact.at), &other).is_none() {
                continue;
            }
            let to = Some(text(&other).into());
            let from = text(&fact.is).into();
            if let Some(broken) = broken(changed, governed, fact.at.clone(), from, to) {
                found.push(broken);
                break;
            }
        }
    }
    // Which rules are asked about lines goes by these.
    for fact in of_products.iter().take(room) {
        for other in otherwise.than(fact) {
            if let Some(broken) = of_product(assessment, fact, &other)? {
                found.push(broken);
                break;
            }
        }
    }
    found.sort_by(|one, other| one.at.cmp(&other.at));
    Ok((found, count.saturating_sub(MOST_FACTS)))
}

/// What facts may be instead.
struct Otherwise<'o> {
    answers: Answers,
    procurement: &'o CommonProcurement,
    /// A country from outside that has no agreement and from which components may come.
    outside: Option<CountryCode>,
}

impl<'o> Otherwise<'o> {
    fn under(assessment: &Assessment<'o>) -> Self {
        let governed = assessment.governed();
        let procurement = assessment.procurement();
        let bills = procurement.stated().end_products.iter().flatten();
        let bills = bills.filter_map(|product| product.components.as_ref());
        let here = bills.flat_map(|bill| (0..bill.len()).filter_map(|line| bill.origin(line)));
        let outside = lines::outside(here.take(MOST_ORIGINS), &governed);
        let outside = outside.and_then(|origin| match origin {
            Origin::Country(country) => Some(country),
            Origin::Union => None,
        });
        Self { answers: Answers::under(&[governed]), procurement, outside }
    }

    /// Others than what is stated, the nearest first: a figure or day next to a bound, a country
    /// from outside, every other word.
    fn than(&self, fact: &Stated) -> Vec<Answer> {
        let outside = || self.outside.into_iter();
        let mut others: Vec<Answer> = match &fact.is {
            Answer::Truth(is) => vec![Answer::Truth(!is)],
            Answer::Country(_) => outside().map(Answer::Country).collect(),
            Answer::Controllers(_) => {
                let by = |country| vec![Controller::ultimate(country)];
                outside().map(by).map(Answer::Controllers).collect()
            }
            Answer::Share(_)
            | Answer::Day(_)
            | Answer::Kind(_)
            | Answer::Areas(_)
            | Answer::Holder(_)
            | Answer::Matter(_) => {
                self.answers.of(Spot::of(&fact.at), self.procurement).unwrap_or_default()
            }
            Answer::Origin(_)
            | Answer::Facilities(_)
            | Answer::Restrictions(_)
            | Answer::States(_)
            | Answer::Contractors(_)
            | Answer::Subcontractors(_)
            | Answer::EndProducts(_)
            | Answer::Components(_) => Vec::new(),
        };
        let now = text(&fact.is);
        others.retain(|other| text(other) != now);
        if let Answer::Share(now) = &fact.is {
            let now = now.exact();
            others.sort_by_key(|other| {
                let Answer::Share(share) = other else { return now.clone() };
                let share = share.exact();
                if share > now { share.less(&now) } else { now.less(&share) }
            });
        }
        others
    }
}

/// What is stated, in words.
fn text(answer: &Answer) -> String {
    let listed = |codes: Vec<&str>| codes.join(", ");
    match answer {
        Answer::Truth(is) => is.to_string(),
        Answer::Country(country) => country.as_str().to_owned(),
        Answer::Origin(origin) => origin.as_str().to_owned(),
        Answer::Day(day) => day.to_string(),
        Answer::Share(share) => share.to_string(),
        Answer::Kind(kind) => kind.as_str().to_owned(),
        Answer::Areas(areas) => listed(areas.iter().map(|area| area.as_str()).collect()),
        Answer::Holder(holder) => holder.as_str().to_owned(),
        Answer::Matter(matter) => matter.as_str().to_owned(),
        Answer::Controllers(all) => {
            listed(all.iter().map(Controller::country).map(CountryCode::as_str).collect())
        }
        Answer::Facilities(_)
        | Answer::Restrictions(_)
        | Answer::States(_)
        | Answer::Contractors(_)
        | Answer::Subcontractors(_)
        | Answer::EndProducts(_)
        | Answer::Components(_) => String::new(),
    }
}

/// What comes of a change that no line of a bill has to do with.
fn broken(
    changed: ProcurementDraft,
    governed: Governed<'_>,
    at: Place,
    from: Box<str>,
    to: Option<Box<str>>,
) -> Option<FactBreak> {
    let procurement = CommonProcurement::new(changed).ok()?;
    let rules: Vec<_> = governed.rules().collect();
    let open: Vec<_> = judged(&procurement, governed)
        .into_iter()
        .filter(|came| came.outcome.is_some_and(|outcome| outcome != Outcome::Met))
        .collect();
    let is_refused = open.iter().any(|came| came.outcome == Some(Outcome::NotMet));
    let verdict = if is_refused { Verdict::NotEligible } else { Verdict::Undetermined };
    let lost = open.into_iter().filter_map(|came| {
        let rule = rules.iter().find(|rule| rule.position == came.rule)?;
        Some((rule.id.clone(), came.subject))
    });
    let lost: Vec<_> = lost.collect();
    (!lost.is_empty()).then_some(FactBreak { at, from, to, verdict, lost })
}

/// States without which it is no longer eligible.
fn states(bare: &ProcurementDraft, governed: Governed<'_>, keep: &Keep) -> Vec<FactBreak> {
    let states = bare.participating_states.as_deref().unwrap_or_default();
    let each = states.iter().enumerate().filter_map(|(index, state)| {
        if keep.holds(state.country.as_str()) {
            return None;
        }
        let mut changed = bare.clone();
        changed.participating_states.as_mut()?.retain(|other| other.country != state.country);
        let at = Place::root().at(Member::ParticipatingStates, index);
        broken(changed, governed, at, state.country.as_str().into(), None)
    });
    each.collect()
}

/// A fact of an end product, were it otherwise, with its lines.
fn of_product(
    assessment: &Assessment<'_>,
    fact: &Stated,
    other: &Answer,
) -> Result<Option<FactBreak>, EvaluateError> {
    let stated = with_stated(assessment.procurement(), [(Spot::of(&fact.at), other)]);
    let Some(procurement) = stated else { return Ok(None) };
    let assessed = assess(&procurement, assessment.governed().law())?;
    let verdict = assessed.verdict();
    Ok((verdict != Verdict::Eligible).then(|| FactBreak {
        at: fact.at.clone(),
        from: text(&fact.is).into(),
        to: Some(text(other).into()),
        verdict,
        lost: lost(&assessed),
    }))
}
