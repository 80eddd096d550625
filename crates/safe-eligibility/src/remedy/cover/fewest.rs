//! The fewest pieces that reach every need.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Numbers, Whole};

/// After so many combinations of how many of each group the search is given up.
const MOST_TRIED: usize = 2_000_000;

/// The fewest pieces found.
#[derive(Clone, Debug)]
pub(in crate::remedy) struct Fewest {
    /// By their position, ascending.
    pub(in crate::remedy) picked: Vec<usize>,
    /// Whether no fewer reach every need.
    pub(in crate::remedy) is_proven: bool,
    /// A need that the heaviest pieces for it, one fewer, do not reach, and which pieces they are.
    pub(in crate::remedy) witness: Option<(usize, Vec<usize>)>,
    /// How many combinations of numbers from each group were tried.
    pub(in crate::remedy) tried: usize,
}

/// Pieces that add to the same needs, the heaviest first, with sums of as many from the first on.
struct Group<T> {
    pieces: Vec<usize>,
    is_limited: bool,
    // By need: the sums of none, one, two and so on.
    sums: Vec<Vec<T>>,
}

impl<T: Whole> Group<T> {
    fn sum(&self, need: usize, count: usize) -> T {
        let sums = self.sums.get(need).map_or(&[][..], Vec::as_slice);
        sums.get(count).or(sums.last()).cloned().unwrap_or_else(T::zero)
    }
}

impl<T: Whole> Numbers<T> {
    pub(super) fn fewest(&self) -> Option<Fewest> {
        let groups = self.groups();
        let (counts, tried) = self.counts(&groups);
        let picked = match counts {
            Some(counts) => {
                let each = groups.iter().zip(counts).flat_map(|(group, count)| {
                    group.pieces.iter().take(count).copied().collect::<Vec<_>>()
                });
                each.collect()
            }
            None if tried >= MOST_TRIED => self.greedily()?,
            None => return None,
        };
        let mut picked = self.cheaper(picked);
        picked.sort_unstable();
        let witness = self.witness(picked.len());
        let is_proven =
            witness.is_some() || picked.is_empty() || (tried < MOST_TRIED && self.is_exact());
        Some(Fewest { picked, is_proven, witness, tried })
    }

    /// Whether pieces of one group weigh in the same order whichever need is asked.
    fn is_exact(&self) -> bool {
        self.weights.iter().all(|weights| {
            let mut some = weights.iter().filter(|weight| !weight.is_zero());
            let first = some.next();
            some.all(|weight| Some(weight) == first)
        })
    }

    fn groups(&self) -> Vec<Group<T>> {
        let mut by_mask: BTreeMap<(u8, bool), Vec<usize>> = BTreeMap::new();
        for piece in 0..self.prices.len() {
            let mask = self.mask(piece);
            if mask != 0 {
                by_mask.entry((mask, self.is_limited(piece))).or_default().push(piece);
            }
        }
        let groups = by_mask.into_iter().map(|((_, is_limited), mut pieces)| {
            let weights = |piece: &usize| self.weights.get(*piece).cloned();
            pieces.sort_by_cached_key(|piece| Reverse(weights(piece)));
            let sums = (0..self.needs.len()).map(|need| {
                let mut sums = vec![T::zero()];
                for piece in &pieces {
                    let last = sums.last().cloned().unwrap_or_else(T::zero);
                    sums.push(last.plus(&self.weight(*piece, need)));
                }
                sums
            });
            Group { sums: sums.collect(), pieces, is_limited }
        });
        let mut groups: Vec<_> = groups.collect();
        // The longest is searched by halves.
        groups.sort_by_key(|group| group.pieces.len());
        groups
    }

    /// How many of each group are fewest together; `None` with all tried: there is no such number.
    fn counts(&self, groups: &[Group<T>]) -> (Option<Vec<usize>>, usize) {
        let Some((last, others)) = groups.split_last() else {
            let nothing = self.needs.iter().all(T::is_zero);
            return (nothing.then(Vec::new), 1);
        };
        let mut counts = vec![0usize; others.len()];
        let (mut best, mut tried): (Option<Vec<usize>>, usize) = (None, 0);
        loop {
            tried = tried.saturating_add(1);
            if tried >= MOST_TRIED {
                return (best, tried);
            }
            let fewest = best.as_ref().map_or(usize::MAX, |best| best.iter().sum());
            let so_far: usize = counts.iter().sum();
            if let Some(count) = self.of_last(others, &counts, last) {
                if so_far.saturating_add(count) < fewest {
                    best = Some(counts.iter().copied().chain([count]).collect());
                }
            }
            // The next combination, like the digits of a number.
            let mut at = 0;
            loop {
                let (Some(count), Some(group)) = (counts.get_mut(at), others.get(at)) else {
                    return (best, tried);
                };
                if *count < self.most_of(group) {
                    *count = count.saturating_add(1);
                    break;
                }
                *count = 0;
                at = at.saturating_add(1);
            }
        }
    }

    fn most_of(&self, group: &Group<T>) -> usize {
        let all = group.pieces.len();
        let limit = self.most_limited.filter(|_| group.is_limited);
        limit.map_or(all, |most| most.min(all))
    }

    /// How many of the last group are needed beside the others; `None`: all are not enough.
    fn of_last(&self, others: &[Group<T>], counts: &[usize], last: &Group<T>) -> Option<usize> {
        let limited =
            |(group, count): (&Group<T>, &usize)| if group.is_limited { *count } else { 0 };
        let used: usize = others.iter().zip(counts).map(limited).sum();
        let most = match self.most_limited {
            Some(most) if used > most => return None,
            Some(most) if last.is_limited => last.pieces.len().min(most.saturating_sub(used)),
            Some(_) | None => last.pieces.len(),
        };
        let mut needed = 0;
        for (need, amount) in self.needs.iter().enumerate() {
            let each = others.iter().zip(counts);
            let sum =
                each.fold(T::zero(), |sum, (group, count)| sum.plus(&group.sum(need, *count)));
            let sums = last.sums.get(need)?;
            let count = sums.partition_point(|of_last| sum.plus(of_last) < *amount);
            needed = needed.max(count);
        }
        (needed <= most).then_some(needed)
    }

    fn greedily(&self) -> Option<Vec<usize>> {
        let mut pieces: Vec<usize> = (0..self.prices.len()).collect();
        pieces.sort_by_cached_key(|piece| Reverse(self.weights.get(*piece).cloned()));
        let mut picked = Vec::new();
        let mut sums = self.sums(&[]);
        for piece in pieces {
            if self.is_reached(&sums) {
                break;
            }
            picked.push(piece);
            for (need, sum) in sums.iter_mut().enumerate() {
                *sum = sum.plus(&self.weight(piece, need));
            }
        }
        (self.is_reached(&sums) && self.is_allowed(&picked)).then_some(picked)
    }

    /// As many pieces, the lightest of them exchanged for the cheapest that does as well.
    fn cheaper(&self, mut picked: Vec<usize>) -> Vec<usize> {
        let Some(lightest) =
            (0..picked.len()).min_by_key(|at| picked.get(*at).map(|piece| self.price(*piece)))
        else {
            return picked;
        };
        let old = picked.swap_remove(lightest);
        let sums = self.sums(&picked);
        let mut best = old;
        let mut taken = picked.clone();
        taken.sort_unstable();
        for piece in 0..self.prices.len() {
            let is_free = taken.binary_search(&piece).is_err();
            if !is_free || self.price(piece) >= self.price(best) {
                continue;
            }
            let with: Vec<T> = sums
                .iter()
                .enumerate()
                .map(|(need, sum)| sum.plus(&self.weight(piece, need)))
                .collect();
            let is_allowed = self.is_limited(old) || !self.is_limited(piece);
            if is_allowed && self.is_reached(&with) {
                best = piece;
            }
        }
        picked.push(best);
        picked
    }

    /// A need that is not reached by the heaviest pieces for it, one fewer than so many.
    fn witness(&self, count: usize) -> Option<(usize, Vec<usize>)> {
        let fewer = count.checked_sub(1)?;
        self.needs.iter().enumerate().find_map(|(need, amount)| {
            let mut pieces: Vec<usize> = (0..self.prices.len()).collect();
            let weight = |piece: &usize| Reverse(self.weight(*piece, need));
            pieces.sort_by_cached_key(weight);
            pieces.truncate(fewer);
            let sum =
                pieces.iter().fold(T::zero(), |sum, piece| sum.plus(&self.weight(*piece, need)));
            (sum < *amount).then_some((need, pieces))
        })
    }
}
