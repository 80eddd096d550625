//! Smallest sets of readings.

use std::collections::{BTreeMap, BTreeSet};

use super::diagram::{Diagram, Diagrams};
use crate::assessment::Verdict;

/// Choices that are changed, each with the position of its new answer.
pub(crate) type Changes = BTreeMap<usize, usize>;

/// The smallest sets of changes that bring a verdict about, everything else as chosen.
///
/// None of them has another one within it, and each set of changes that brings the verdict about
/// has one of them within it.
pub(super) fn changes_to(diagrams: &Diagrams, diagram: Diagram, verdict: Verdict) -> Vec<Changes> {
    let mut known = BTreeMap::new();
    let sets = sets_of(diagrams, diagram, verdict, &mut known);
    let mut sets: Vec<Changes> = sets.into_iter().map(|set| set.into_iter().collect()).collect();
    sets.sort_by_key(|set| {
        (set.len(), set.iter().map(|(one, to)| (*one, *to)).collect::<Vec<_>>())
    });
    sets
}

type Set = BTreeSet<(usize, usize)>;

fn sets_of(
    diagrams: &Diagrams,
    diagram: Diagram,
    verdict: Verdict,
    known: &mut BTreeMap<Diagram, Vec<Set>>,
) -> Vec<Set> {
    if let Diagram::Always(always) = diagram {
        return if always == verdict { vec![Set::new()] } else { Vec::new() };
    }
    if let Some(found) = known.get(&diagram) {
        return found.clone();
    }
    let Some((choice, answers)) = diagrams.first_question(diagram) else { return Vec::new() };
    let mut sets = Vec::new();
    for (value, answer) in answers.iter().enumerate() {
        let below = sets_of(diagrams, *answer, verdict, known);
        sets.extend(below.into_iter().map(|mut set| {
            if value > 0 {
                set.insert((choice, value));
            }
            set
        }));
    }
    let sets = smallest(sets);
    known.insert(diagram, sets.clone());
    sets
}

/// The smallest sets that have an element in common with each of some sets (Berge's way).
pub(super) fn hitting(sets: impl IntoIterator<Item = BTreeSet<usize>>) -> Vec<BTreeSet<usize>> {
    let mut sets = smallest(sets.into_iter().collect());
    // Few ways to hit a set first: what has one element alone leaves the least to multiply.
    sets.sort_by_key(BTreeSet::len);
    let mut hitting = vec![BTreeSet::new()];
    for set in sets {
        let (hit, missed): (Vec<_>, Vec<_>) =
            hitting.into_iter().partition(|one: &BTreeSet<usize>| !one.is_disjoint(&set));
        let with_more = missed.iter().flat_map(|one| {
            set.iter().map(move |element| {
                let mut more = one.clone();
                more.insert(*element);
                more
            })
        });
        hitting = smallest(hit.into_iter().chain(with_more).collect());
    }
    hitting.sort_by_key(|set| (set.len(), set.iter().copied().collect::<Vec<_>>()));
    hitting
}

/// Those that have no other one within them, each once.
fn smallest<T: Ord>(mut sets: Vec<BTreeSet<T>>) -> Vec<BTreeSet<T>> {
    sets.sort_by_key(BTreeSet::len);
    let mut kept: Vec<BTreeSet<T>> = Vec::new();
    for set in sets {
        if !kept.iter().any(|other| other.is_subset(&set)) {
            kept.push(set);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const E: Diagram = Diagram::Always(Verdict::Eligible);
    const N: Diagram = Diagram::Always(Verdict::NotEligible);

    #[test]
    fn a_set_with_a_smaller_one_within_it_is_left_out() {
        let mut diagrams = Diagrams::over(vec![2, 2, 2]);
        let last = diagrams.select(2, &[E, N]);
        let middle = diagrams.select(1, &[E, last]);
        let first = diagrams.select(0, &[middle, last]);
        let sets = changes_to(&diagrams, first, Verdict::NotEligible);
        assert_eq!(sets, [Changes::from([(0, 1), (2, 1)]), Changes::from([(1, 1), (2, 1)])]);
        assert_eq!(changes_to(&diagrams, first, Verdict::Eligible), [Changes::new()]);
        assert!(changes_to(&diagrams, first, Verdict::Undetermined).is_empty());
    }

    #[test]
    fn what_holds_a_verdict_meets_every_way_to_change_it() {
        let sets = [BTreeSet::from([0, 2]), BTreeSet::from([1, 2]), BTreeSet::from([0, 1, 2])];
        assert_eq!(hitting(sets), [BTreeSet::from([2]), BTreeSet::from([0, 1])]);
        assert_eq!(hitting([]), [BTreeSet::new()]);
    }
}
