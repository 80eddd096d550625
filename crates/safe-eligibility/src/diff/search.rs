//! Which differences are enough for a move and which are needed, proven by assessing with them made
//! and unmade.

use super::came::{Came, Key, Outcomes};
use super::causes::{Cause, Causes, OnlyWithOthers, Proof, Trial};
use super::trial::Between;

/// So many sets of differences are tried at most, and fewer where bills are long.
const MOST_TRIALS: usize = 2_000;
/// So many lines are looked at in all trials together, so that an answer comes while one waits.
const MOST_LINES: usize = 10_000_000;
/// However long the bills, so many sets are tried.
const LEAST_TRIALS: usize = 64;
/// Several differences are tried together in sets of at most so many.
const LARGEST_SET: usize = 4;

/// Something that moved, and to what.
pub(super) struct Moving {
    pub(super) key: Key,
    pub(super) after: Option<Came>,
}

impl Moving {
    /// Whether a trial on the first side comes to what it is on the second.
    fn is_after(&self, tried: Option<&Outcomes>) -> bool {
        tried.is_some_and(|outcomes| outcomes.get(&self.key) == self.after.as_ref())
    }

    /// Whether all but some differences do not come to what it is on the second side.
    fn is_lost(&self, undone: Option<&Outcomes>) -> bool {
        undone.is_some_and(|outcomes| outcomes.get(&self.key) != self.after.as_ref())
    }

    fn cause(&self, set: &[usize], applied: Option<&Outcomes>, undone: Option<&Outcomes>) -> Cause {
        let trial = |outcomes: Option<&Outcomes>| match outcomes {
            Some(outcomes) => Trial::Came(outcomes.get(&self.key).cloned()),
            None => Trial::Impossible,
        };
        Cause { differences: set.to_vec(), applied: trial(applied), undone: trial(undone) }
    }
}

/// The causes of each move, and what could not be tried by itself.
pub(super) type Found = (Vec<Causes>, OnlyWithOthers);

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
    pub(super) fn causes(mut self, moving: &[Moving]) -> Found {
        let all = self.between.weighing().to_vec();
        let mut causes: Vec<Causes> = moving.iter().map(|_| Causes::none()).collect();
        let mut only_with_others = OnlyWithOthers::default();
        if self.can_try(all.len().saturating_mul(2)) {
            only_with_others = self.singly(&all, moving, &mut causes);
            self.in_sets(&all, moving, &mut causes);
        }
        for (one, causes) in moving.iter().zip(&mut causes) {
            if causes.enough.is_empty() {
                causes.proof = Proof::Several;
                causes.enough = vec![self.several(one, &all, causes)];
            }
        }
        (causes, only_with_others)
    }

    /// Each difference alone made, and alone unmade.
    fn singly(&self, all: &[usize], moving: &[Moving], causes: &mut [Causes]) -> OnlyWithOthers {
        let mut only_with_others = OnlyWithOthers::default();
        for causes in causes.iter_mut() {
            causes.needed = Some(Vec::new());
        }
        for at in all {
            let set = [*at];
            let (applied, undone) = (self.applied(&set), self.undone(&set));
            let (applied, undone) = (applied.as_ref(), undone.as_ref());
            only_with_others.applied.extend(applied.is_none().then_some(at));
            only_with_others.undone.extend(undone.is_none().then_some(at));
            for (one, causes) in moving.iter().zip(causes.iter_mut()) {
                if one.is_after(applied) {
                    causes.proof = Proof::Alone;
                    causes.enough.push(one.cause(&set, applied, undone));
                }
                if one.is_lost(undone) {
                    let needed = causes.needed.get_or_insert_default();
                    needed.push(one.cause(&set, applied, undone));
                }
            }
        }
        only_with_others
    }

    /// Sets of two and more, for what no single difference is enough for.
    fn in_sets(&mut self, all: &[usize], moving: &[Moving], causes: &mut [Causes]) {
        for size in 2..=LARGEST_SET.min(all.len()) {
            let open: Vec<bool> = causes.iter().map(|causes| causes.enough.is_empty()).collect();
            if !open.contains(&true) || !self.can_try(sets(all.len(), size)) {
                return;
            }
            each_set(all, size, &mut |set| {
                let applied = self.applied(set);
                let applied = applied.as_ref();
                let mut undone = None;
                for ((one, causes), open) in moving.iter().zip(causes.iter_mut()).zip(&open) {
                    if *open && one.is_after(applied) {
                        let undone = undone.get_or_insert_with(|| self.undone(set)).as_ref();
                        causes.proof = Proof::Together;
                        causes.enough.push(one.cause(set, applied, undone));
                    }
                }
            });
        }
    }

    /// Whether so many sets can still be tried.
    fn can_try(&mut self, trials: usize) -> bool {
        let can = trials <= self.left;
        if can {
            self.left = self.left.saturating_sub(trials);
        }
        can
    }

    /// What everything comes to with a set of differences alone made.
    fn applied(&self, set: &[usize]) -> Option<Outcomes> {
        self.between.with(&set.iter().copied().collect())
    }

    /// What everything comes to with all but a set of differences made.
    fn undone(&self, set: &[usize]) -> Option<Outcomes> {
        let others = self.between.weighing().iter().filter(|at| !set.contains(at));
        self.between.with(&others.copied().collect())
    }

    /// Differences that are enough together: those that are needed, where these are; else as few as
    /// are found by leaving out what may be left out.
    fn several(&self, one: &Moving, all: &[usize], causes: &Causes) -> Cause {
        let needed: Vec<usize> =
            self.between.closed(causes.each_needed().collect()).into_iter().collect();
        let kept = if !needed.is_empty() && one.is_after(self.applied(&needed).as_ref()) {
            needed
        } else {
            self.fewer(one, all.to_vec())
        };
        one.cause(&kept, self.applied(&kept).as_ref(), self.undone(&kept).as_ref())
    }

    fn fewer(&self, one: &Moving, mut kept: Vec<usize>) -> Vec<usize> {
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
                let is_enough = one.is_after(self.between.with(&rest).as_ref());
                if is_enough && rest.len() < kept.len() {
                    kept = rest.into_iter().collect();
                } else {
                    at = end;
                }
            }
            if chunk == 1 || allowed == 0 {
                return kept;
            }
            chunk = chunk.div_ceil(2);
        }
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
    use std::collections::BTreeSet;

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
