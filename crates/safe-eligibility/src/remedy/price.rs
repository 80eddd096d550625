//! Which alternatives on offer make a procurement eligible at the least price.

mod choice;
mod options;
mod solver;

use std::cmp::Ordering;
use std::collections::BTreeSet;

use num_bigint::BigInt;

use super::change::{Change, ChangeKind, Edit, applied};
use super::days::{days, signed, widen};
use super::facts::{Facts, Goal, without_lines};
use super::levers::change;
use super::lines::{findings_of, forced_lines};
use super::offers::{Balance, Offer, Offered, Offers, Taken};
use super::proof::{Certificate, LinesProof, Measure};
use super::shares::{Bill, barred_by};
use super::{Keep, Remedy};
use crate::assessment::{Assessment, EvaluateError, Verdict, assess, findings_with};
use crate::model::day::Day;
use crate::model::exact::Exact;
use crate::model::place::{Member, Place};
use crate::next::Minimal;
use crate::rulebook::body::Weight;
use crate::rulebook::law::Governed;
use crate::tally::CostRange;

/// A whole number with so many digits behind the point.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    digits: BigInt,
    scale: u32,
}

impl Sum {
    const fn nothing() -> Self {
        Self { digits: BigInt::ZERO, scale: 0 }
    }

    fn of(exact: &Exact) -> Self {
        let scale = exact.scale();
        Self { digits: BigInt::from(exact.big_digits_at(scale)), scale }
    }

    fn at(&self, scale: u32) -> BigInt {
        let power = num_bigint::BigUint::from(10u8).pow(scale.saturating_sub(self.scale));
        &self.digits * BigInt::from(power)
    }

    fn plus(&self, other: &Self) -> Self {
        let scale = self.scale.max(other.scale);
        Self { digits: self.at(scale) + other.at(scale), scale }
    }

    fn less(&self, other: &Self) -> Self {
        self.plus(&Self { digits: -&other.digits, scale: other.scale })
    }

    fn compare(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.at(scale).cmp(&other.at(scale))
    }

    fn balance(self) -> Balance {
        Balance::of(self.digits, self.scale)
    }
}

/// A line and the alternative that takes its place.
#[derive(Clone, Debug)]
struct Replaced<'o> {
    line: usize,
    offer: &'o Offer,
    cost: Exact,
    present: CostRange,
}

/// The alternatives for one end product.
struct Priced<'o> {
    product: usize,
    replaced: Vec<Replaced<'o>>,
    extra: Sum,
    is_proven: bool,
    proof: LinesProof,
}

/// What is known of the alternatives for one end product.
struct OfProduct<'o> {
    /// `None`: no choice was found that does.
    priced: Option<Priced<'o>>,
    /// Whether no choice is cheaper or, where none was found, does.
    is_proven: bool,
    /// Alternatives that could be chosen, by their position.
    usable: BTreeSet<usize>,
}

/// What is needed if it is signed on a day.
struct Candidate<'o> {
    changes: Vec<Change>,
    sets_assessed: usize,
    products: Vec<Priced<'o>>,
    extra: Sum,
}

/// The answer of least extra price, and what the alternatives came to.
pub(super) fn answer(
    assessment: &Assessment<'_>,
    keep: &Keep,
    offers: &Offers,
) -> Result<(Option<Remedy>, Offered), EvaluateError> {
    let (mut found, mut is_proven) = (Vec::new(), true);
    let mut usable = BTreeSet::new();
    for day in days(assessment) {
        let (candidate, is_sure, could) = candidate(assessment, keep, offers, day)?;
        is_proven &= is_sure;
        found.extend(candidate);
        if day.is_none() {
            usable = could;
        }
    }
    found.sort_by(|one, other| {
        let size = |one: &Candidate<'_>| {
            let lines = one.products.iter().map(|product| product.replaced.len()).sum::<usize>();
            one.changes.len().saturating_add(lines)
        };
        one.extra.compare(&other.extra).then(size(one).cmp(&size(other)))
    });
    let mut offered = Offered {
        given: offers.len(),
        passed_over: offers.len().saturating_sub(usable.len()),
        file: offers.file().cloned(),
        is_enough: is_proven.then_some(false),
    };
    for candidate in found {
        if let Some(remedy) = told(assessment, candidate, is_proven)? {
            offered.is_enough = Some(true);
            return Ok((Some(remedy), offered));
        }
        // What was reckoned and what was assessed differ.
        is_proven = false;
        offered.is_enough = None;
    }
    Ok((None, offered))
}

type Found<'o> = (Option<Candidate<'o>>, bool, BTreeSet<usize>);

fn candidate<'o>(
    assessment: &Assessment<'_>,
    keep: &Keep,
    offers: &'o Offers,
    day: Option<Day>,
) -> Result<Found<'o>, EvaluateError> {
    let stated = assessment.procurement().stated();
    let signed_on = day.or(stated.contract.signed_on);
    let governed = assessment.governed().law().governing(signed_on);
    let mut draft = without_lines(stated);
    draft.contract.signed_on = signed_on;
    let goal = Goal::Met;
    let facts = Facts { draft: &draft, governed, keep, goal }.plan();
    let (mut products, mut extra) = (Vec::new(), Sum::nothing());
    let (mut is_proven, mut usable, mut does) = (true, BTreeSet::new(), true);
    for mut found in of_lines(assessment, governed, keep, offers)? {
        is_proven &= found.is_proven;
        usable.append(&mut found.usable);
        match found.priced {
            Some(priced) => {
                extra = extra.plus(&priced.extra);
                products.push(priced);
            }
            None => does = false,
        }
    }
    let Ok(facts) = facts else { return Ok((None, true, usable)) };
    if !does {
        return Ok((None, is_proven, usable));
    }
    let mut changes: Vec<Change> = signed(assessment, day).into_iter().collect();
    changes.extend(facts.changes);
    let candidate = Candidate { changes, sets_assessed: facts.assessed, products, extra };
    Ok((Some(candidate), is_proven, usable))
}

fn of_lines<'o>(
    assessment: &Assessment<'_>,
    governed: Governed<'_>,
    keep: &Keep,
    offers: &'o Offers,
) -> Result<Vec<OfProduct<'o>>, EvaluateError> {
    let procurement = assessment.procurement();
    let findings = findings_with(procurement, governed, &assessment.tallies);
    let products = procurement.stated().end_products.as_deref().unwrap_or_default();
    let mut found = Vec::new();
    for (index, product) in products.iter().enumerate() {
        let (own, open) = findings_of(&findings, assessment, index);
        if open.is_empty() {
            continue;
        }
        let kept = keep.lines(procurement, index);
        let forced = forced_lines(assessment, &governed, &open, (product, &kept), Goal::Met);
        let mut bill = None;
        for finding in &own {
            if bill.is_none() {
                bill = Bill::of(assessment, finding)?;
            }
        }
        let nothing = |is_proven| OfProduct { priced: None, is_proven, usable: BTreeSet::new() };
        let Some(bill) = bill.filter(|_| forced.is_cured) else {
            // Without a share nothing says which lines count.
            found.push(nothing(forced.is_sure && !forced.is_cured));
            continue;
        };
        let barred = own.iter().filter(|finding| finding.weight == Weight::Condition);
        let barred: Vec<_> = barred.filter_map(|finding| barred_by(finding.rule)).collect();
        let asked = options::Asked {
            governed: &governed,
            rates: &procurement.stated().exchange_rates,
            kept: &kept,
            forced: &forced.lines,
            barred: &barred,
        };
        let mut of = asked.of_product(&bill, offers)?;
        of.is_proven &= forced.is_sure;
        found.push(of);
    }
    Ok(found)
}

/// `None`: it does not do once it is assessed.
fn told(
    assessment: &Assessment<'_>,
    candidate: Candidate<'_>,
    is_proven: bool,
) -> Result<Option<Remedy>, EvaluateError> {
    let Candidate { mut changes, sets_assessed, products, extra } = candidate;
    let mut moved = Some(Exact::ZERO);
    let is_proven = is_proven && products.iter().all(|product| product.is_proven);
    for priced in &products {
        for replaced in &priced.replaced {
            let most = replaced.present.most.as_ref();
            let change = taken(assessment, priced.product, replaced);
            // One from where the component comes already moves nothing.
            if change.from != change.to {
                moved = moved.zip(most).map(|(sum, most)| sum.plus(most));
            }
            changes.push(change);
        }
    }
    let stated = assessment.procurement().stated();
    let Some(procurement) = applied(stated, &changes).filter(|_| !changes.is_empty()) else {
        return Ok(None);
    };
    let verdict = assess(&procurement, assessment.governed().law())?.verdict();
    if verdict != Verdict::Eligible {
        return Ok(None);
    }
    widen(&mut changes, assessment, &procurement, verdict)?;
    let lines = products.into_iter().map(|product| product.proof).collect();
    Ok(Some(Remedy {
        measures: vec![Measure::LeastExtraPrice],
        changes,
        cost_moved: moved,
        extra_price: Some(extra.balance()),
        minimal: if is_proven { Minimal::Proven } else { Minimal::NotProven },
        certificate: Certificate { sets_assessed, lines },
        verdict,
        procurement,
    }))
}

fn taken(assessment: &Assessment<'_>, product: usize, replaced: &Replaced<'_>) -> Change {
    let Replaced { line, offer, cost, present } = replaced;
    let at = Place::root().at(Member::EndProducts, product).at(Member::Components, *line);
    let edit = Edit::TakeOffer(product, *line, Box::new((*offer).clone()));
    let mut taken = change(ChangeKind::TakeAlternative, at, edit);
    let stated = assessment.procurement().stated();
    let products = stated.end_products.as_deref().unwrap_or_default();
    if let Some(bill) = products.get(product).and_then(|product| product.components.as_ref()) {
        taken.id = Some(bill.id(*line).into());
        taken.description = bill.description(*line).map(Into::into);
        taken.from = bill.origin(*line).map(|origin| origin.as_str().into());
    }
    taken.to = Some(offer.origin.as_str().into());
    taken.cost = Some(present.clone());
    let extra = Sum::of(cost).less(&Sum::of(&present.least)).balance();
    taken.taken = Some(Box::new(Taken { offer: (*offer).clone(), cost: cost.clone(), extra }));
    taken
}
