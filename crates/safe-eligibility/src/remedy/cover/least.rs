//! The pieces of least price that reach every need: branch and bound, up to a number of steps.

use std::cmp::Reverse;

use super::{Numbers, Whole};

/// After so many steps the best so far is taken.
const MOST_STEPS: usize = 300_000;

/// The cheapest pieces found.
#[derive(Clone, Debug)]
pub(in crate::remedy) struct Least {
    /// By their position, ascending.
    pub(in crate::remedy) picked: Vec<usize>,
    /// Whether none cheaper reach every need.
    pub(in crate::remedy) is_proven: bool,
    /// How many steps the search took.
    pub(in crate::remedy) steps: usize,
}

struct Search<'n, T> {
    numbers: &'n Numbers<T>,
    // Positions of the pieces, the dearest first.
    order: Vec<usize>,
    // By place in the order, then need: what this and all behind it add.
    behind: Vec<Vec<T>>,
    // Pairs of needs to which no piece adds at once.
    apart: Vec<(usize, usize)>,
    // The greatest number of which every price is a multiple.
    step: T,
}

impl<T: Whole> Numbers<T> {
    /// Starts from pieces that reach every need.
    pub(super) fn least(&self, known: &[usize]) -> Least {
        let search = Search::of(self);
        let total = |picked: &[usize]| {
            picked.iter().fold(T::zero(), |sum, piece| sum.plus(&self.price(*piece)))
        };
        let mut best = (total(known), known.to_vec());
        let (is_exhausted, steps) = search.run(&mut best);
        let (price, mut picked) = best;
        picked.sort_unstable();
        let none = self.sums(&[]);
        let is_proven = is_exhausted || search.at_least(&T::zero(), &none) >= price;
        Least { picked, is_proven, steps }
    }
}

impl<'n, T: Whole> Search<'n, T> {
    fn of(numbers: &'n Numbers<T>) -> Self {
        let mut order: Vec<usize> =
            (0..numbers.prices.len()).filter(|piece| numbers.mask(*piece) != 0).collect();
        order.sort_by_cached_key(|piece| Reverse(numbers.price(*piece)));
        let mut behind = vec![numbers.sums(&[])];
        for piece in order.iter().rev() {
            let next = behind.last().map_or(&[][..], Vec::as_slice);
            let sums = next.iter().enumerate();
            let sums = sums.map(|(need, sum)| sum.plus(&numbers.weight(*piece, need)));
            behind.push(sums.collect());
        }
        behind.reverse();
        let masks: Vec<u8> = order.iter().map(|piece| numbers.mask(*piece)).collect();
        let has = |mask: u8, need: usize| {
            let bit = u32::try_from(need).ok().and_then(|need| 1u8.checked_shl(need)).unwrap_or(0);
            mask & bit != 0
        };
        let mut apart = Vec::new();
        for one in 0..numbers.needs.len() {
            for other in one.saturating_add(1)..numbers.needs.len() {
                if !masks.iter().any(|mask| has(*mask, one) && has(*mask, other)) {
                    apart.push((one, other));
                }
            }
        }
        let step = order.iter().fold(T::zero(), |step, piece| step.gcd(&numbers.price(*piece)));
        Self { numbers, order, behind, apart, step }
    }

    /// The least price there can be, where so much is spent and reached. No weight is above its
    /// price, so that what is lacking has to be paid at least.
    fn at_least(&self, spent: &T, sums: &[T]) -> T {
        let lacking = |need: usize| {
            let amount = self.numbers.needs.get(need).cloned().unwrap_or_else(T::zero);
            amount.less(&sums.get(need).cloned().unwrap_or_else(T::zero))
        };
        let single = (0..self.numbers.needs.len()).map(lacking);
        let pairs = self.apart.iter().map(|(one, other)| lacking(*one).plus(&lacking(*other)));
        let most = single.chain(pairs).max().unwrap_or_else(T::zero);
        let whole = spent.plus(&most);
        if self.step.is_zero() { whole } else { whole.next_multiple_of(&self.step) }
    }

    /// Whether every possibility was looked at or ruled out, and in how many steps.
    fn run(&self, best: &mut (T, Vec<usize>)) -> (bool, usize) {
        let mut taken: Vec<usize> = Vec::new();
        let mut sums = self.numbers.sums(&[]);
        let mut spent = T::zero();
        let (mut at, mut steps) = (0usize, 0usize);
        let root = self.at_least(&spent, &sums);
        while best.0 > root {
            steps = steps.saturating_add(1);
            if steps >= MOST_STEPS {
                return (false, steps);
            }
            if self.numbers.is_reached(&sums) && spent < best.0 {
                let picked: Vec<usize> =
                    taken.iter().filter_map(|at| self.order.get(*at)).copied().collect();
                if self.numbers.is_allowed(&picked) {
                    *best = (spent.clone(), picked);
                }
            }
            if self.is_worth(at, &spent, &sums, &best.0) {
                self.turn(at, true, &mut spent, &mut sums);
                taken.push(at);
                at = at.saturating_add(1);
                continue;
            }
            let Some(last) = taken.pop() else { return (true, steps) };
            self.turn(last, false, &mut spent, &mut sums);
            at = self.next_other(last);
        }
        (true, steps)
    }

    fn is_worth(&self, at: usize, spent: &T, sums: &[T], best: &T) -> bool {
        let Some(behind) = self.behind.get(at).filter(|_| at < self.order.len()) else {
            return false;
        };
        let each = self.numbers.needs.iter().zip(sums).zip(behind);
        let can_reach = each.into_iter().all(|((need, sum), more)| sum.plus(more) >= *need);
        // Where all is reached, more would only cost more.
        can_reach && !self.numbers.is_reached(sums) && self.at_least(spent, sums) < *best
    }

    fn turn(&self, at: usize, is_taken: bool, spent: &mut T, sums: &mut [T]) {
        let Some(piece) = self.order.get(at) else { return };
        let change = |sum: &T, by: &T| if is_taken { sum.plus(by) } else { sum.less(by) };
        *spent = change(spent, &self.numbers.price(*piece));
        for (need, sum) in sums.iter_mut().enumerate() {
            *sum = change(sum, &self.numbers.weight(*piece, need));
        }
    }

    /// The next piece that differs: leaving one out and taking its like comes to the same.
    fn next_other(&self, at: usize) -> usize {
        let alike = |one: usize, other: usize| {
            let numbers = self.numbers;
            numbers.prices.get(one) == numbers.prices.get(other)
                && numbers.weights.get(one) == numbers.weights.get(other)
                && numbers.limited.get(one) == numbers.limited.get(other)
        };
        let Some(piece) = self.order.get(at) else { return self.order.len() };
        let mut next = at.saturating_add(1);
        while self.order.get(next).is_some_and(|other| alike(*piece, *other)) {
            next = next.saturating_add(1);
        }
        next
    }
}
