//! The fewest facts that settle the verdict, put together of those of each cluster.

use std::collections::BTreeSet;

use super::clusters::{self, Cluster, ClusterQuestions};
use super::open::LeftOpen;
use super::smallest::{Effort, Stopped, smallest};
use super::trial::Fact;
use super::{Declarations, Minimal, SettlingSet, Tried};
use crate::assessment::{Assessment, EvaluateError};
use crate::model::place::{Member, Place};

/// A cluster of more facts is not searched.
const MOST_FACTS: usize = 24;
/// How many lines may be gone over in a search, one assessment after the other.
const MOST_WORK: usize = 1_500_000;
/// Fewer where a cluster is not searched, and some answers are tried for what they leave open.
const MOST_WORK_TRIED: usize = 200_000;

/// The smallest set for each cluster, whether they are the smallest together, and what they leave
/// open beside `known`, which is open anyway.
pub(super) fn of<'a>(
    assessment: &Assessment<'a>,
    facts: &[Fact],
    declarations: &[Declarations<'_>],
    may_open_again: bool,
    known: &LeftOpen<'a>,
) -> Result<SettlingSet<'a>, EvaluateError> {
    let (mut chosen, mut open) = (Vec::new(), LeftOpen::default());
    let (mut minimal, mut tried) = (Minimal::Proven, Tried::All);
    for cluster in clusters::clusters(assessment, facts) {
        let searched = if may_open_again && cluster.facts.iter().any(|fact| is_origin(fact)) {
            Err(Stopped::TooMany)
        } else {
            searched(assessment, &cluster)
        };
        let (set, looked) = match searched {
            Ok(set) => {
                let mut questions = questions(assessment, &cluster, MOST_WORK);
                let looked = questions.left_open(&set, &mut Vec::new(), &mut open);
                (set, looked)
            }
            Err(Stopped::TooMany) => {
                (minimal, tried) = (Minimal::NotProven, Tried::Some);
                let set = without_search(&cluster, declarations);
                let mut questions = questions(assessment, &cluster, MOST_WORK_TRIED);
                let looked = questions.sometimes_left_open(&set, &mut open);
                (set, looked)
            }
            Err(Stopped::Failed(error)) => return Err(error),
        };
        match looked {
            Ok(()) => {}
            Err(Stopped::TooMany) => tried = Tried::Some,
            Err(Stopped::Failed(error)) => return Err(error),
        }
        let set = set.into_iter().filter_map(|fact| cluster.facts.get(fact));
        chosen.extend(set.map(|fact| fact.at.clone()));
    }
    chosen.sort_unstable();
    let may_leave_open = open.without(known).into_list();
    Ok(SettlingSet { facts: chosen, minimal, may_leave_open, tried })
}

fn is_origin(fact: &Fact) -> bool {
    fact.spot.member == Some(Member::Origin)
}

fn questions<'q, 'f, 'a>(
    assessment: &'q Assessment<'a>,
    cluster: &'q Cluster<'f>,
    work: usize,
) -> ClusterQuestions<'q, 'f, 'a> {
    let products = assessment.procurement().stated().end_products.iter().flatten();
    let lines = products.filter_map(|product| product.components.as_ref());
    let lines = lines.fold(0usize, |sum, bill| sum.saturating_add(bill.len()));
    let effort = Effort::of(work.checked_div(lines.saturating_add(100)).unwrap_or(0));
    ClusterQuestions::new(assessment, cluster, effort)
}

fn searched(assessment: &Assessment<'_>, cluster: &Cluster<'_>) -> Result<Vec<usize>, Stopped> {
    if cluster.facts.len() > MOST_FACTS || cluster.facts.iter().any(|fact| fact.answers.is_none()) {
        return Err(Stopped::TooMany);
    }
    let mut questions = questions(assessment, cluster, MOST_WORK);
    // Where a cluster can only fail, its facts settle the verdict without those of the others.
    if !questions.may_pass()? {
        return Err(Stopped::TooMany);
    }
    smallest(&mut questions)?.ok_or(Stopped::TooMany)
}

/// Every fact of a cluster, but for origins that others make up for.
///
/// Where a statement on the bill as a whole is open, it settles where nothing may come from, and
/// of the origins those are enough that settle the share.
fn without_search(cluster: &Cluster<'_>, declarations: &[Declarations<'_>]) -> Vec<usize> {
    // What a share comes to under another law is not known.
    if cluster.facts.iter().any(|fact| fact.spot.member == Some(Member::SignedOn)) {
        return (0..cluster.facts.len()).collect();
    }
    let whole = cluster
        .facts
        .iter()
        .filter(|fact| fact.spot.member == Some(Member::NoComponentFromContraveningCountry));
    let whole: BTreeSet<_> = whole.map(|fact| fact.spot.of).collect();
    let asked = declarations.iter().flat_map(|one| {
        one.lines.iter().take(one.at_worst.unwrap_or(one.lines.len())).map(|line| &line.at)
    });
    let asked: BTreeSet<&Place> = asked.collect();
    let is_needed = |fact: &Fact| {
        !is_origin(fact) || !whole.contains(&fact.spot.of) || asked.contains(&fact.at)
    };
    let needed = cluster.facts.iter().enumerate().filter(|(_, fact)| is_needed(fact));
    needed.map(|(at, _)| at).collect()
}
