//! The fewest facts that settle the verdict, put together of those of each cluster.

use std::collections::BTreeSet;

use super::clusters::{self, Cluster, ClusterQuestions};
use super::smallest::{Effort, Stopped, smallest};
use super::trial::Fact;
use super::{Declarations, Minimal, SettlingSet};
use crate::assessment::{Assessment, EvaluateError};
use crate::model::place::{Member, Place};

/// A cluster of more facts is not searched.
const MOST_FACTS: usize = 24;
/// How many lines may be gone over in a search, one assessment after the other.
const MOST_WORK: usize = 1_500_000;

/// The smallest set for each cluster, and whether they are the smallest together.
pub(super) fn of(
    assessment: &Assessment<'_>,
    facts: &[Fact],
    declarations: &[Declarations<'_>],
    may_open_again: bool,
) -> Result<SettlingSet, EvaluateError> {
    let mut chosen = Vec::new();
    let mut minimal = Minimal::Proven;
    for cluster in clusters::clusters(assessment, facts) {
        let searched = if may_open_again && cluster.facts.iter().any(|fact| is_origin(fact)) {
            Err(Stopped::TooMany)
        } else {
            searched(assessment, &cluster)
        };
        match searched {
            Ok(set) => chosen.extend(set),
            Err(Stopped::TooMany) => {
                minimal = Minimal::NotProven;
                chosen.extend(without_search(&cluster, declarations));
            }
            Err(Stopped::Failed(error)) => return Err(error),
        }
    }
    chosen.sort_unstable();
    Ok(SettlingSet { facts: chosen, minimal })
}

fn is_origin(fact: &Fact) -> bool {
    fact.spot.member == Some(Member::Origin)
}

fn searched(assessment: &Assessment<'_>, cluster: &Cluster<'_>) -> Result<Vec<Place>, Stopped> {
    if cluster.facts.len() > MOST_FACTS || cluster.facts.iter().any(|fact| fact.answers.is_none()) {
        return Err(Stopped::TooMany);
    }
    let products = assessment.procurement().stated().end_products.iter().flatten();
    let lines = products.filter_map(|product| product.components.as_ref());
    let lines = lines.fold(0usize, |sum, bill| sum.saturating_add(bill.len()));
    let effort = Effort::of(MOST_WORK.checked_div(lines.saturating_add(100)).unwrap_or(0));
    let mut questions = ClusterQuestions::new(assessment, cluster, effort);
    // Where a cluster can only fail, its facts settle the verdict without those of the others.
    if !questions.may_pass()? {
        return Err(Stopped::TooMany);
    }
    let set = smallest(&mut questions)?.ok_or(Stopped::TooMany)?;
    Ok(set
        .into_iter()
        .filter_map(|fact| cluster.facts.get(fact))
        .map(|fact| fact.at.clone())
        .collect())
}

/// Every fact of a cluster, but for origins that others make up for.
///
/// Where a statement on the bill as a whole is open, it settles where nothing may come from, and
/// of the origins those are enough that settle the share.
fn without_search(cluster: &Cluster<'_>, declarations: &[Declarations<'_>]) -> Vec<Place> {
    // What a share comes to under another law is not known.
    if cluster.facts.iter().any(|fact| fact.spot.member == Some(Member::SignedOn)) {
        return cluster.facts.iter().map(|fact| fact.at.clone()).collect();
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
    let needed = cluster.facts.iter().filter(|fact| is_needed(fact));
    needed.map(|fact| fact.at.clone()).collect()
}
