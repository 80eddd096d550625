//! Lines which, from outside, make a share fail.

use std::collections::BTreeSet;

use super::{Broken, LineBreak};
use crate::assessment::{Assessment, EvaluateError, Verdict, assess};
use crate::model::country::{CountryCode, Origin};
use crate::model::exact::Exact;
use crate::next::Minimal;
use crate::outcome::Outcome;
use crate::remedy::Keep;
use crate::remedy::change::applied;
use crate::remedy::proof::{ShareProof, Shown};
use crate::remedy::search::re_sourced;
use crate::remedy::shares::{Aim, Bill, Bounded, Moving, Test, barred_by, puzzle, tests};
use crate::rulebook::law::Governed;

pub(super) fn of_each<'a>(
    assessment: &Assessment<'a>,
    keep: &Keep,
) -> Result<Vec<LineBreak<'a>>, EvaluateError> {
    let mut found = Vec::new();
    for finding in assessment.findings().iter().filter(|one| one.outcome.is_some()) {
        let Some(bill) = Bill::of(assessment, finding)? else { continue };
        let here = bill.lines.iter().filter_map(|line| line.origin);
        let Some(to) = outside(here, &assessment.governed()) else { continue };
        let search = Search { assessment, bill: &bill, to, keep };
        let [fewest, least] = search.found()?;
        let (rule, subject) = (finding.rule, finding.subject.clone());
        found.push(LineBreak { rule, subject, fewest, least });
    }
    Ok(found)
}

/// A country from outside that has no agreement and from which components may come; one of those
/// from which something comes already says more than another.
pub(super) fn outside(
    here: impl Iterator<Item = Origin>,
    governed: &Governed<'_>,
) -> Option<Origin> {
    let barred: Vec<CountryCode> =
        governed.rules().filter_map(barred_by).flatten().copied().collect();
    let is_free = |country: &CountryCode| {
        governed.core(*country).judgement.outcome == Outcome::NotMet
            && !governed.agreements().any(|one| one.party() == *country)
            && !barred.iter().any(|other| governed.same_state(*other, *country))
    };
    let here = here.filter_map(|origin| match origin {
        Origin::Country(country) => Some(country),
        Origin::Union => None,
    });
    here.chain(CountryCode::all()).find(is_free).map(Origin::Country)
}

struct Search<'s, 'a> {
    assessment: &'s Assessment<'a>,
    bill: &'s Bill<'a>,
    to: Origin,
    keep: &'s Keep,
}

/// One way in which every test fails.
#[derive(Clone, Default)]
struct Way {
    shares: Vec<Bounded>,
    // Parties of which no line is left.
    emptied: Vec<CountryCode>,
}

/// Lines that may be enough, with what shows that less is not.
struct Found {
    lines: BTreeSet<usize>,
    cost: Option<Exact>,
    is_proven: bool,
    shown: Shown,
}

impl Search<'_, '_> {
    /// The fewest lines, and those that cost least.
    fn found(&self) -> Result<[Option<Broken>; 2], EvaluateError> {
        let governed = self.assessment.governed();
        let kept = self.keep.lines(self.assessment.procurement(), self.bill.product);
        let (mut few, mut cheap) = (Vec::new(), Vec::new());
        for way in ways(&tests(self.bill, &governed)) {
            let is_emptied = |origin: Option<Origin>| {
                way.emptied.iter().any(|party| origin == Some(Origin::Country(*party)))
            };
            let emptied = self.bill.lines.iter().filter(|line| is_emptied(line.origin));
            let forced: BTreeSet<usize> = emptied.map(|line| line.number).collect();
            let moving =
                Moving { aim: Aim::Fail, to: self.to, kept: &kept, forced: &forced, stays: None };
            let Some(puzzle) = puzzle(self.bill, &governed, &way.shares, &moving) else { continue };
            let Some(covered) = puzzle.problem.solved() else { continue };
            let lines = |picked: &[usize]| -> BTreeSet<usize> {
                let picked = picked.iter().filter_map(|piece| puzzle.lines.get(*piece));
                puzzle.forced.iter().chain(picked).copied().collect()
            };
            let of_few = lines(&covered.fewest.picked);
            few.push(Found {
                cost: self.cost(&of_few),
                lines: of_few,
                is_proven: covered.fewest.is_proven && !puzzle.has_limitless,
                shown: Shown::Tried { combinations: covered.fewest.tried },
            });
            let of_cheap = lines(&covered.least.picked);
            let cost = self.cost(&of_cheap);
            let is_proven = covered.least.is_proven && !puzzle.has_limitless;
            cheap.push(Found {
                shown: Shown::searched(
                    cost.as_ref(),
                    is_proven,
                    || {
                        let forced = self.cost(&puzzle.forced).unwrap_or(Exact::ZERO);
                        forced.plus(&puzzle.most_needed())
                    },
                    covered.least.steps,
                ),
                cost,
                lines: of_cheap,
                is_proven,
            });
        }
        few.sort_by_key(|one| (one.lines.len(), one.cost.is_none(), one.cost.clone()));
        cheap.sort_by_key(|one| (one.cost.is_none(), one.cost.clone(), one.lines.len()));
        Ok([self.broken(&few)?, self.broken(&cheap)?])
    }

    /// The first that is not eligible when it is assessed again.
    fn broken(&self, found: &[Found]) -> Result<Option<Broken>, EvaluateError> {
        let mut is_proven = found.iter().all(|one| one.is_proven);
        for one in found {
            let lines = one.lines.iter().filter_map(|at| self.bill.lines.get(*at));
            let numbers: BTreeSet<usize> = lines.map(|line| line.number).collect();
            let changes = re_sourced(self.assessment, self.bill.product, self.to, &numbers);
            let stated = self.assessment.procurement().stated();
            let Some(other) = applied(stated, &changes) else { continue };
            let verdict = assess(&other, self.assessment.governed().law())?.verdict();
            if verdict == Verdict::Eligible {
                is_proven = false;
                continue;
            }
            return Ok(Some(Broken {
                cost_moved: one.cost.clone(),
                minimal: if is_proven { Minimal::Proven } else { Minimal::NotProven },
                proof: ShareProof {
                    agreement: None,
                    lines: Some(changes.len()),
                    shown: one.shown.clone(),
                },
                changes,
                verdict,
            }));
        }
        Ok(None)
    }

    fn cost(&self, lines: &BTreeSet<usize>) -> Option<Exact> {
        let each = lines.iter().filter_map(|at| self.bill.lines.get(*at));
        each.map(|line| line.cost.most.as_ref())
            .try_fold(Exact::ZERO, |sum, most| Some(sum.plus(most?)))
    }
}

/// Every way in which each test fails by one of its shares, or since no line from its party is
/// left. Lines that leave for elsewhere never add to the share of a party.
fn ways(tests: &[Test]) -> Vec<Way> {
    let mut ways = vec![Way::default()];
    for test in tests {
        let mut next = Vec::new();
        for way in &ways {
            for share in &test.shares {
                let mut with = way.clone();
                // Where that share fails already it goes on to, unless its own lines leave.
                with.shares.push(*share);
                next.push(with);
            }
            if let Some(party) = test.party {
                let mut without = way.clone();
                without.emptied.push(party);
                next.push(without);
            }
        }
        ways = next;
    }
    ways
}
