//! Choosing one option of each group so that every need is reached at the least price.
//!
//! Everything is in whole numbers, so that each sum and comparison is exact. Prices that are cut
//! down by what an option adds to the needs bound what the rest can come to, whatever the factors
//! of that are: a need that is reached only makes such a sum smaller.

use std::cmp::Reverse;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Zero;

use super::solver;

/// After so many steps the best so far is taken.
const MOST_STEPS: usize = 100_000;

/// One way for a line to be.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) price: BigInt,
    /// What it adds to each need, in the order of the needs.
    pub(super) adds: Vec<BigInt>,
}

/// Of each group one option is taken; what is taken has to add up to every need.
#[derive(Debug)]
pub(super) struct Programme {
    pub(super) groups: Vec<Vec<Choice>>,
    pub(super) needs: Vec<BigInt>,
}

/// What was found.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    /// The option of each group; `None`: none was found that does.
    pub(super) picked: Option<Vec<usize>>,
    /// Less than this no choice comes to; where it is proven, what is picked comes to it.
    pub(super) at_least: BigInt,
    /// Whether none that does is cheaper or, where none was found, whether there is none.
    pub(super) is_proven: bool,
    pub(super) steps: usize,
    /// Whether it is what the solver had found.
    pub(super) is_of_solver: bool,
}

impl Programme {
    pub(super) fn price(&self, picked: &[usize]) -> BigInt {
        self.taken(picked).map(|choice| &choice.price).sum()
    }

    fn taken<'p>(&'p self, picked: &'p [usize]) -> impl Iterator<Item = &'p Choice> {
        self.groups.iter().zip(picked).filter_map(|(group, at)| group.get(*at))
    }

    /// By how much each need is exceeded; negative where it is not reached.
    fn left_over(&self, picked: &[usize]) -> Vec<BigInt> {
        let mut sums: Vec<BigInt> = self.needs.iter().map(|need| -need).collect();
        for choice in self.taken(picked) {
            for (sum, adds) in sums.iter_mut().zip(&choice.adds) {
                *sum += adds;
            }
        }
        sums
    }

    pub(super) fn does(&self, picked: &[usize]) -> bool {
        let is_whole = picked.len() == self.groups.len();
        is_whole && self.left_over(picked).iter().all(|left| *left >= BigInt::zero())
    }

    /// Nothing that the solver says is believed: its choice is checked, and mended where rounding
    /// made it fall short.
    pub(super) fn solved(&self) -> Chosen {
        let proposed = solver::proposed(self).and_then(|picked| self.mended(picked));
        let search = Search::of(self);
        let at_least = search.bound();
        let mut best = proposed.map(|picked| (self.price(&picked), picked));
        let before = best.as_ref().map(|(price, _)| price.clone());
        let (is_exhausted, steps) = search.run(&mut best);
        let is_proven = is_exhausted || best.as_ref().is_some_and(|(price, _)| *price <= at_least);
        let is_of_solver = best.as_ref().map(|(price, _)| price) == before.as_ref();
        let is_of_solver = is_of_solver && before.is_some();
        // Where nothing cheaper does, the price itself is what no choice comes below.
        let at_least = match &best {
            Some((price, _)) if is_proven => price.clone(),
            Some(_) | None => at_least,
        };
        let picked = best.map(|(_, picked)| picked);
        Chosen { picked, at_least, is_proven, steps, is_of_solver }
    }

    /// Takes what adds most to the need that lacks most, until all are reached.
    fn mended(&self, mut picked: Vec<usize>) -> Option<Vec<usize>> {
        for _ in 0..=self.groups.len() {
            if self.does(&picked) {
                return Some(picked);
            }
            let left = self.left_over(&picked);
            let (need, _) = left.iter().enumerate().min_by_key(|(_, left)| (*left).clone())?;
            let adds = |group: &[Choice], at: usize| {
                group.get(at).and_then(|choice| choice.adds.get(need)).cloned().unwrap_or_default()
            };
            let gains =
                self.groups.iter().zip(&picked).enumerate().flat_map(|(at, (group, now))| {
                    let now = adds(group, *now);
                    (0..group.len()).map(move |other| (adds(group, other) - &now, at, other))
                });
            let (gain, at, other) =
                gains.max_by_key(|(gain, at, _)| (gain.clone(), Reverse(*at)))?;
            if gain <= BigInt::zero() {
                return None;
            }
            *picked.get_mut(at)? = other;
        }
        None
    }
}

/// An option with its price cut down, and where it stands in its group.
struct Cut<'p> {
    price: BigInt,
    at: usize,
    choice: &'p Choice,
}

struct Search<'p> {
    programme: &'p Programme,
    /// The groups in the order in which they are chosen from, by their position.
    order: Vec<usize>,
    /// By place in the order: the options, the least cut price first.
    options: Vec<Vec<Cut<'p>>>,
    /// By place in the order: the least that this group and all behind it come to, cut down.
    behind: Vec<BigInt>,
    /// By place in the order, then need: the most that this group and all behind it add.
    reach: Vec<Vec<BigInt>>,
    /// What the needs are worth by the factors.
    worth: BigInt,
    unit: BigInt,
}

/// Where a search is.
struct Path {
    // By place in the order: which of its options is taken.
    taken: Vec<usize>,
    cut: Vec<BigInt>,
    sums: Vec<Vec<BigInt>>,
}

impl<'p> Search<'p> {
    fn of(programme: &'p Programme) -> Self {
        let factors = solver::factors(programme);
        let unit = BigInt::from(solver::UNIT);
        let cut = |choice: &Choice| {
            let off = choice.adds.iter().zip(&factors).map(|(adds, factor)| adds * factor);
            &choice.price * &unit - off.sum::<BigInt>()
        };
        let mut groups: Vec<(usize, Vec<Cut<'p>>)> = Vec::new();
        for (position, group) in programme.groups.iter().enumerate() {
            let each = group.iter().enumerate();
            let mut each: Vec<Cut<'p>> =
                each.map(|(at, choice)| Cut { price: cut(choice), at, choice }).collect();
            each.sort_by(|one, other| one.price.cmp(&other.price).then(one.at.cmp(&other.at)));
            groups.push((position, each));
        }
        // Where a second choice costs most, to be wrong shows first.
        groups.sort_by_cached_key(|(_, options)| {
            let [first, second, ..] = options.as_slice() else { return Reverse(BigInt::zero()) };
            Reverse(&second.price - &first.price)
        });
        let (mut behind, mut reach) = (vec![BigInt::zero()], vec![programme.nothing()]);
        for (_, options) in groups.iter().rev() {
            let least = options.first().map(|one| one.price.clone()).unwrap_or_default();
            behind.push(behind.last().cloned().unwrap_or_default() + least);
            let sums = reach.last().cloned().unwrap_or_default();
            let most = sums.into_iter().enumerate().map(|(need, sum)| {
                let adds = options.iter().filter_map(|one| one.choice.adds.get(need));
                sum + adds.max().cloned().unwrap_or_default()
            });
            reach.push(most.collect());
        }
        behind.reverse();
        reach.reverse();
        let worth = programme.needs.iter().zip(&factors).map(|(need, factor)| need * factor).sum();
        let (order, options) = groups.into_iter().unzip();
        Self { programme, order, options, behind, reach, worth, unit }
    }

    /// Less than this no choice comes to.
    fn bound(&self) -> BigInt {
        let cut = self.behind.first().cloned().unwrap_or_default() + &self.worth;
        let least = self.programme.groups.iter().map(|group| {
            group.iter().map(|choice| &choice.price).min().cloned().unwrap_or_default()
        });
        cut.div_ceil(&self.unit).max(least.sum())
    }

    /// Whether every possibility was looked at or ruled out, and in how many steps.
    fn run(&self, best: &mut Option<(BigInt, Vec<usize>)>) -> (bool, usize) {
        let mut path = Path {
            taken: Vec::new(),
            cut: vec![self.worth.clone()],
            sums: vec![self.programme.nothing()],
        };
        let (mut next, mut steps) = (0usize, 0usize);
        loop {
            let depth = path.taken.len();
            if depth == self.order.len() {
                self.note(&path, best);
            } else if let Some(option) = self.options.get(depth).and_then(|all| all.get(next)) {
                steps = steps.saturating_add(1);
                if steps >= MOST_STEPS {
                    return (false, steps);
                }
                if self.is_worth(depth, option, &path, best.as_ref()) {
                    let sums = Self::sums(option, &path);
                    if self.can_reach(depth, &sums) {
                        let cut = path.cut.last().cloned().unwrap_or_default() + &option.price;
                        path.cut.push(cut);
                        path.sums.push(sums);
                        path.taken.push(next);
                        next = 0;
                    } else {
                        next = next.saturating_add(1);
                    }
                    continue;
                }
            }
            // All further options of this group are cut down less.
            let Some(last) = path.taken.pop() else { return (true, steps) };
            path.cut.pop();
            path.sums.pop();
            next = last.saturating_add(1);
        }
    }

    fn is_worth(
        &self,
        depth: usize,
        option: &Cut<'_>,
        path: &Path,
        best: Option<&(BigInt, Vec<usize>)>,
    ) -> bool {
        let Some((price, _)) = best else { return true };
        let spent = path.cut.last().cloned().unwrap_or_default();
        let behind = self.behind.get(depth.saturating_add(1)).cloned().unwrap_or_default();
        (spent + &option.price + behind).div_ceil(&self.unit) < *price
    }

    fn sums(option: &Cut<'_>, path: &Path) -> Vec<BigInt> {
        let sums = path.sums.last().map_or(&[][..], Vec::as_slice);
        sums.iter().zip(&option.choice.adds).map(|(sum, adds)| sum + adds).collect()
    }

    fn can_reach(&self, depth: usize, sums: &[BigInt]) -> bool {
        let reach = self.reach.get(depth.saturating_add(1)).map_or(&[][..], Vec::as_slice);
        let each = sums.iter().zip(reach).zip(&self.programme.needs);
        each.into_iter().all(|((sum, more), need)| sum + more >= *need)
    }

    fn note(&self, path: &Path, best: &mut Option<(BigInt, Vec<usize>)>) {
        let mut picked = vec![0usize; self.order.len()];
        for ((group, options), taken) in self.order.iter().zip(&self.options).zip(&path.taken) {
            if let (Some(slot), Some(option)) = (picked.get_mut(*group), options.get(*taken)) {
                *slot = option.at;
            }
        }
        let price = self.programme.price(&picked);
        let is_better = best.as_ref().is_none_or(|(least, _)| price < *least);
        if is_better && self.programme.does(&picked) {
            *best = Some((price, picked));
        }
    }
}

impl Programme {
    fn nothing(&self) -> Vec<BigInt> {
        vec![BigInt::zero(); self.needs.len()]
    }
}
