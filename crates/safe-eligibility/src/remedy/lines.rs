//! Which lines of a bill have to come from the core area.

use std::collections::BTreeSet;

use super::cover::Fewest;
use super::facts::Goal;
use super::proof::{ShareProof, Shown};
use super::shares::{
    Aim, Bill, Moving, Puzzle, Test, barred_by, product_of, puzzle, share_of, tests,
};
use crate::assessment::{Assessment, Finding};
use crate::model::bill::BillOfMaterials;
use crate::model::country::{CountryCode, Origin};
use crate::model::exact::Exact;
use crate::model::product::EndProduct;
use crate::outcome::Outcome;
use crate::rulebook::law::Governed;

/// Lines that cure a share, by their number in the bill.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) lines: BTreeSet<usize>,
    /// What they cost at most; `None`: some are without limit.
    pub(super) cost: Option<Exact>,
    pub(super) is_proven: bool,
    pub(super) proofs: Vec<ShareProof>,
}

/// The fewest lines, and those that cost least.
#[derive(Clone, Debug)]
pub(super) struct Plans {
    pub(super) fewest: Plan,
    pub(super) least: Plan,
}

/// Lines that have to come from elsewhere since nothing may come from where they do, or since it is
/// not known where that is; `None`: the document says of no line that it is one of them.
///
/// Also whether some are only since their supplier has its seat there: replacing it may do as well.
fn barred_lines(
    assessment: &Assessment<'_>,
    governed: &Governed<'_>,
    finding: &Finding<'_>,
    product: &EndProduct,
) -> Option<(BTreeSet<usize>, bool)> {
    let countries = barred_by(finding.rule)?;
    if product.no_component_from_contravening_country == Some(false) {
        return None;
    }
    let bill = product.components.as_ref().filter(|bill| !bill.is_empty())?;
    let is_barred = |origin: Origin| match origin {
        Origin::Union => false,
        Origin::Country(country) => is_among(countries, country, governed),
    };
    let from = (0..bill.len()).filter(|line| bill.origin(*line).is_some_and(is_barred));
    let mut lines: BTreeSet<usize> = from.collect();
    lines.extend(bill.sourced_lines().filter(|(_, from)| is_barred(*from)).map(|(line, _)| line));
    let before = lines.len();
    lines.extend(supplied_from(assessment, bill, |country| is_among(countries, country, governed)));
    let is_by_supplier = lines.len() > before;
    if product.no_component_from_contravening_country.is_none() {
        lines.extend((0..bill.len()).filter(|line| bill.origin(*line).is_none()));
    }
    Some((lines, is_by_supplier))
}

pub(super) fn is_among(
    countries: &[CountryCode],
    country: CountryCode,
    governed: &Governed<'_>,
) -> bool {
    countries.iter().any(|barred| governed.same_state(*barred, country))
}

/// Lines whose supplier has its seat where that is not allowed.
fn supplied_from(
    assessment: &Assessment<'_>,
    bill: &BillOfMaterials,
    is_barred: impl Fn(CountryCode) -> bool,
) -> Vec<usize> {
    let seat = |supplier: &&str| {
        let entity = assessment.procurement().entity(supplier);
        entity.and_then(|entity| entity.established_in).is_some_and(&is_barred)
    };
    let suppliers: BTreeSet<&str> = bill.suppliers().filter(seat).collect();
    if suppliers.is_empty() {
        return Vec::new();
    }
    let named = |line: &usize| bill.supplier(*line).is_some_and(|one| suppliers.contains(one));
    (0..bill.len()).filter(named).collect()
}

/// Lines that have to change whatever the share is.
pub(super) struct Forced {
    pub(super) lines: BTreeSet<usize>,
    /// Whether changing them cures what is open of them.
    pub(super) is_cured: bool,
    /// Whether nothing else than changing them does.
    pub(super) is_sure: bool,
}

/// Lines that barred origins force to change, by what is open of an end product.
pub(super) fn forced_lines(
    assessment: &Assessment<'_>,
    governed: &Governed<'_>,
    open: &[&Finding<'_>],
    (product, kept): (&EndProduct, &BTreeSet<usize>),
    goal: Goal,
) -> Forced {
    let mut forced = Forced { lines: BTreeSet::new(), is_cured: true, is_sure: true };
    for finding in open.iter().filter(|finding| share_of(finding.rule).is_none()) {
        match barred_lines(assessment, governed, finding, product) {
            Some((lines, is_by_supplier)) if lines.is_disjoint(kept) => {
                forced.lines.extend(lines);
                forced.is_sure &= !is_by_supplier;
            }
            Some(_) | None => forced.is_cured &= goal.is_reached(finding.outcome),
        }
    }
    forced
}

/// The lines of a bill that make its share hold under the law of a day; `None`: none do.
pub(super) fn plans(
    bill: &Bill<'_>,
    governed: &Governed<'_>,
    inside: Origin,
    kept: &BTreeSet<usize>,
    forced: &BTreeSet<usize>,
) -> Option<Plans> {
    let has_cost =
        |cost: &crate::tally::CostRange| cost.most.as_ref().is_none_or(|most| !most.is_zero());
    if !bill.lines.iter().any(|line| has_cost(&line.cost)) {
        return None;
    }
    let (mut fewest, mut least): (Option<Plan>, Option<Plan>) = (None, None);
    let (mut few_proofs, mut cost_proofs) = (Vec::new(), Vec::new());
    let mut is_proven = [true, true];
    for test in tests(bill, governed) {
        let moving = Moving { aim: Aim::Hold, to: inside, kept, forced, stays: test.party };
        let puzzle = puzzle(bill, governed, &test.shares, &moving);
        let solved = puzzle.and_then(|puzzle| puzzle.problem.solved().map(|found| (puzzle, found)));
        let Some((puzzle, found)) = solved else {
            let proof = ShareProof { agreement: test.party, lines: None, shown: Shown::NotEnough };
            few_proofs.push(proof.clone());
            cost_proofs.push(proof);
            continue;
        };
        let few = plan(bill, &puzzle, &found.fewest.picked, forced);
        let cheap = plan(bill, &puzzle, &found.least.picked, forced);
        few_proofs.push(few_proof(&test, &puzzle, &found.fewest, few.lines.len()));
        cost_proofs.push(ShareProof {
            agreement: test.party,
            lines: Some(cheap.lines.len()),
            shown: Shown::searched(
                cheap.cost.as_ref(),
                found.least.is_proven,
                || {
                    let forced = plan(bill, &puzzle, &[], forced).cost.unwrap_or(Exact::ZERO);
                    forced.plus(&puzzle.most_needed())
                },
                found.least.steps,
            ),
        });
        let [few_proven, cost_proven] = &mut is_proven;
        *few_proven &= found.fewest.is_proven;
        *cost_proven &= found.least.is_proven && cheap.cost.is_some();
        if fewest.as_ref().is_none_or(|best| key(&few, true) < key(best, true)) {
            fewest = Some(few);
        }
        if least.as_ref().is_none_or(|best| key(&cheap, false) < key(best, false)) {
            least = Some(cheap);
        }
    }
    let [few_proven, cost_proven] = is_proven;
    Some(Plans {
        fewest: Plan { is_proven: few_proven, proofs: few_proofs, ..fewest? },
        least: Plan { is_proven: cost_proven, proofs: cost_proofs, ..least? },
    })
}

/// Fewer lines first, or less cost; what is without limit last.
fn key(plan: &Plan, is_by_number: bool) -> (usize, bool, Exact, usize) {
    let cost = plan.cost.clone().unwrap_or(Exact::ZERO);
    let number = plan.lines.len();
    let first = if is_by_number { number } else { 0 };
    (first, plan.cost.is_none(), cost, number)
}

fn plan(bill: &Bill<'_>, puzzle: &Puzzle, picked: &[usize], forced: &BTreeSet<usize>) -> Plan {
    let picked = picked.iter().filter_map(|piece| puzzle.lines.get(*piece)).copied();
    let counting: BTreeSet<usize> = puzzle.forced.iter().copied().chain(picked).collect();
    let mut cost = Some(Exact::ZERO);
    let mut lines = forced.clone();
    for line in counting.iter().filter_map(|at| bill.lines.get(*at)) {
        cost = cost.zip(line.cost.most.as_ref()).map(|(sum, most)| sum.plus(most));
        lines.insert(line.number);
    }
    Plan { lines, cost, is_proven: false, proofs: Vec::new() }
}

fn few_proof(test: &Test, puzzle: &Puzzle, fewest: &Fewest, lines: usize) -> ShareProof {
    let shown = match &fewest.witness {
        None if fewest.picked.is_empty() => Shown::NoneNeeded,
        None => Shown::Tried { combinations: fewest.tried },
        Some((need, pieces)) => {
            let weight = |piece: &usize| {
                puzzle.problem.pieces.get(*piece).and_then(|piece| piece.weights.get(*need))
            };
            let reach = pieces.iter().filter_map(weight);
            Shown::TooFew {
                share: puzzle.shares.get(*need).map_or("", |share| share.name),
                lines: pieces.len(),
                reach: reach.fold(Exact::ZERO, |sum, weight| sum.plus(weight)),
                need: puzzle
                    .problem
                    .needs
                    .get(*need)
                    .map_or(Exact::ZERO, |need| need.amount.clone()),
            }
        }
    };
    ShareProof { agreement: test.party, lines: Some(lines), shown }
}

/// Whether a finding is about lines of a bill.
pub(super) fn is_of_lines(finding: &Finding<'_>) -> bool {
    share_of(finding.rule).is_some() || barred_by(finding.rule).is_some()
}

/// What was asked of the lines of an end product, and what of that is in the way.
pub(super) fn findings_of<'f, 'a>(
    findings: &'f [Finding<'a>],
    assessment: &Assessment<'a>,
    product: usize,
) -> (Vec<&'f Finding<'a>>, Vec<&'f Finding<'a>>) {
    let own: Vec<&Finding<'_>> = findings
        .iter()
        .filter(|finding| is_of_lines(finding) && finding.outcome.is_some())
        .filter(|finding| product_of(finding, assessment) == Some(product))
        .collect();
    let open = own.iter().copied().filter(|finding| is_in_the_way(finding)).collect();
    (own, open)
}

/// Whether a finding stands in the way of being eligible.
pub(super) fn is_in_the_way(finding: &Finding<'_>) -> bool {
    finding.weight == crate::rulebook::body::Weight::Condition
        && finding.outcome.is_some_and(|outcome| outcome != Outcome::Met)
}
