//! Which differences move what, each proven by assessing with it made, and with it unmade.

use std::collections::BTreeSet;

use super::came::{Came, Key, Outcomes};
use super::causes::{Cause, Causes, Proof, Trial};
use super::trial::Between;

/// So many sets of differences are tried at most, and fewer where bills are long.
const MOST_TRIALS: usize = 2_000;
/// So many lines are looked at in all trials together, so that an answer comes while one waits.
const MOST_LINES: usize = 10_000_000;
/// However long the bills, so many sets are tried.
const LEAST_TRIALS: usize = 64;
/// Several differences are tried together in sets of at most so many.
const LARGEST_SET: usize = 4;

/// Something that moved: from what to what.
pub(super) struct Moving {
    pub(super) key: Key,
    pub(super) before: Option<Came>,
    pub(super) after: Option<Came>,
}

impl Moving {
    /// Whether a trial on the first side comes to something else than there.
    fn moves(&self, tried: &Tried) -> bool {
        let moves = |outcomes: Option<&Outcomes>, than: &Option<Came>| {
            outcomes.is_some_and(|outcomes| outcomes.get(&self.key) != than.as_ref())
        };
        moves(tried.applied.as_ref(), &self.before) || moves(tried.undone.as_ref(), &self.after)
    }

    fn cause(&self, set: &[usize], tried: &Tried) -> Cause {
        let trial = |outcomes: Option<&Outcomes>| match outcomes {
            Some(outcomes) => Trial::Came(outcomes.get(&self.key).cloned()),
            None => Trial::Impossible,
        };
        Cause {
            differences: set.to_vec(),
            applied: trial(tried.applied.as_ref()),
            undone: trial(tried.undone.as_ref()),
        }
    }
}

/// What everything comes to with a set of differences made alone, and with all but it.
struct Tried {
    applied: Option<Outcomes>,
    undone: Option<Outcomes>,
}

pub(super) struct Search<'s, 'a> {
    between: &'s Between<'a>,
    left: usize,
}

impl<'s, 'a> Search<'s, 'a> {
    pub(super) fn new(between: &'s Between<'a>) -> Self {
        let most = MOST_LINES.checked_div(between.lines().max(1)).unwrap_or(0);
        Self { between, left: most.clamp(LEAST_TRIALS, MOST_TRIALS) }
    }

    /// The causes of each, in their order.
    pub(super) fn causes(mut self, moving: &[Moving]) -> Vec<Causes> {
        let mut causes: Vec<Causes> = moving.iter().map(|_| Causes::none()).collect();
        let all = self.between.weighing().to_vec();
        for size in 1..=LARGEST_SET.min(all.len()) {
            let is_open = causes.iter().any(Causes::is_empty);
            if !is_open || !self.can_try(sets(all.len(), size)) {
                break;
            }
            let proof = if size == 1 { Proof::Alone } else { Proof::Together };
            let mut found: Vec<Vec<Cause>> = moving.iter().map(|_| Vec::new()).collect();
            each_set(&all, size, &mut |set| {
                let tried = self.tried(set);
                for ((one, causes), found) in moving.iter().zip(&causes).zip(&mut found) {
                    if causes.is_empty() && one.moves(&tried) {
                        found.push(one.cause(set, &tried));
                    }
                }
            });
            for (causes, found) in causes.iter_mut().zip(found) {
                if !found.is_empty() {
                    *causes = Causes { proof, sets: found };
                }
            }
        }
        for (one, causes) in moving.iter().zip(&mut causes) {
            if causes.is_empty() {
                *causes = self.several(one, &all);
            }
        }
        causes
    }

    /// Whether so many sets can still be tried, each on both sides.
    fn can_try(&mut self, sets: usize) -> bool {
        let trials = sets.saturating_mul(2);
        let can = trials <= self.left;
        if can {
            self.left = self.left.saturating_sub(trials);
        }
        can
    }

    fn tried(&self, set: &[usize]) -> Tried {
        let set: BTreeSet<usize> = set.iter().copied().collect();
        let applied = self.between.with(&set);
        let others = self.between.weighing().iter().filter(|at| !set.contains(at));
        let undone = self.between.with(&others.copied().collect());
        Tried { applied, undone }
    }

    /// Differences that move it together, as few as are found by leaving out what is not needed.
    fn several(&self, one: &Moving, all: &[usize]) -> Causes {
        let mut kept: Vec<usize> = all.to_vec();
        let mut allowed = LEAST_TRIALS.max(self.left.min(MOST_TRIALS / 4));
        let mut chunk = kept.len().div_ceil(2).max(1);
        loop {
            let mut at = 0usize;
            while at < kept.len() && allowed > 0 {
                let end = at.saturating_add(chunk).min(kept.len());
                let rest: Vec<usize> =
                    kept.iter().take(at).chain(kept.iter().skip(end)).copied().collect();
                let rest = self.between.complete(rest);
                allowed = allowed.saturating_sub(1);
                let outcomes = self.between.with(&rest);
                let moves =
                    outcomes.is_some_and(|outcomes| outcomes.get(&one.key) != one.before.as_ref());
                if moves && rest.len() < kept.len() {
                    kept = rest.into_iter().collect();
                } else {
                    at = end;
                }
            }
            if chunk == 1 || allowed == 0 {
                break;
            }
            chunk = chunk.div_ceil(2);
        }
        let tried = self.tried(&kept);
        Causes { proof: Proof::Several, sets: vec![one.cause(&kept, &tried)] }
    }
}

/// How many sets of a size there are.
fn sets(of: usize, size: usize) -> usize {
    (0..size).fold(1usize, |sets, at| {
        let more = sets.saturating_mul(of.saturating_sub(at));
        more.checked_div(at.saturating_add(1)).unwrap_or(usize::MAX)
    })
}

/// Each set of a size, in order.
fn each_set(all: &[usize], size: usize, look: &mut impl FnMut(&[usize])) {
    fn go(all: &[usize], size: usize, set: &mut Vec<usize>, look: &mut impl FnMut(&[usize])) {
        if size == 0 {
            return look(set);
        }
        for (at, one) in all.iter().enumerate() {
            set.push(*one);
            let rest = all.get(at.saturating_add(1)..).unwrap_or(&[]);
            go(rest, size.saturating_sub(1), set, look);
            set.pop();
        }
    }
    go(all, size, &mut Vec::new(), look);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_of_a_size_is_looked_at_once() {
        for (of, size) in [(5, 1), (5, 2), (6, 3), (4, 4), (2, 3)] {
            let all: Vec<usize> = (0..of).collect();
            let mut seen = BTreeSet::new();
            each_set(&all, size, &mut |set| assert!(seen.insert(set.to_vec())));
            assert_eq!(seen.len(), sets(of, size), "{size} of {of}");
        }
    }
}
