//! Covering: which pieces together reach every need, the fewest of them or those of least price.
//!
//! Everything is in whole numbers of one unit, so that each sum and comparison is exact.

mod fewest;
mod least;

use num_bigint::BigUint;
use num_integer::Integer;

use crate::model::exact::Exact;

pub(super) use fewest::Fewest;
pub(super) use least::Least;

/// At most so many needs at once: the ceiling, and one or more for each agreement.
pub(super) const MOST_NEEDS: usize = 8;

/// Something that may be picked.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// What it adds to each need, in the order of the needs.
    pub(super) weights: Vec<Exact>,
    /// What picking it costs; no weight is above it.
    pub(super) price: Exact,
    /// Whether it is one of those of which not all may be picked.
    pub(super) is_limited: bool,
}

/// A sum that has to be reached.
#[derive(Clone, Debug)]
pub(super) struct Need {
    pub(super) amount: Exact,
    /// Whether it has to be exceeded.
    pub(super) is_strict: bool,
}

/// Pieces and needs in the same order of needs.
pub(super) struct Problem {
    pub(super) pieces: Vec<Piece>,
    pub(super) needs: Vec<Need>,
    /// How many of the limited pieces may be picked; `None`: all.
    pub(super) most_limited: Option<usize>,
}

/// Whole numbers without sign.
pub(super) trait Whole: Integer + Clone {
    fn plus(&self, other: &Self) -> Self;
    /// Nothing where the other is greater.
    fn less(&self, other: &Self) -> Self;
}

impl Whole for u128 {
    // Sums were seen to fit when the numbers were made.
    fn plus(&self, other: &Self) -> Self {
        self.saturating_add(*other)
    }

    fn less(&self, other: &Self) -> Self {
        self.saturating_sub(*other)
    }
}

impl Whole for BigUint {
    fn plus(&self, other: &Self) -> Self {
        self + other
    }

    fn less(&self, other: &Self) -> Self {
        if self > other { self - other } else { Self::ZERO }
    }
}

/// A problem in whole numbers of one unit.
struct Numbers<T> {
    weights: Vec<Vec<T>>,
    prices: Vec<T>,
    limited: Vec<bool>,
    needs: Vec<T>,
    most_limited: Option<usize>,
}

/// The pieces with fewest members or least price; `None`: all of them together are not enough.
#[derive(Clone, Debug)]
pub(super) struct Covered {
    pub(super) fewest: Fewest,
    pub(super) least: Least,
}

impl Problem {
    pub(super) fn solved(&self) -> Option<Covered> {
        match self.small() {
            Some(numbers) => numbers.solved(),
            None => self.big().solved(),
        }
    }

    fn scale(&self) -> u32 {
        let weights = self.pieces.iter().flat_map(|piece| piece.weights.iter());
        let prices = self.pieces.iter().map(|piece| &piece.price);
        let needs = self.needs.iter().map(|need| &need.amount);
        weights.chain(prices).chain(needs).map(Exact::scale).max().unwrap_or(0)
    }

    /// `None`: some sum might not fit.
    fn small(&self) -> Option<Numbers<u128>> {
        let scale = self.scale();
        let numbers = self.numbers(&|exact| exact.digits_at(scale), &1)?;
        // No weight is above its price.
        let total = numbers.prices.iter().try_fold(0u128, |sum, one| sum.checked_add(*one))?;
        numbers.needs.iter().try_fold(total, |sum, one| sum.checked_add(*one))?;
        Some(numbers)
    }

    fn big(&self) -> Numbers<BigUint> {
        let scale = self.scale();
        let numbers = self.numbers(&|exact| Some(exact.big_digits_at(scale)), &BigUint::from(1u8));
        numbers.unwrap_or(Numbers {
            weights: Vec::new(),
            prices: Vec::new(),
            limited: Vec::new(),
            needs: Vec::new(),
            most_limited: None,
        })
    }

    fn numbers<T: Whole>(
        &self,
        whole: &dyn Fn(&Exact) -> Option<T>,
        one: &T,
    ) -> Option<Numbers<T>> {
        let weights = self.pieces.iter().map(|piece| piece.weights.iter().map(whole).collect());
        let needs = self.needs.iter().map(|need| {
            let amount = whole(&need.amount)?;
            Some(if need.is_strict { amount.plus(one) } else { amount })
        });
        Some(Numbers {
            weights: weights.collect::<Option<_>>()?,
            prices: self.pieces.iter().map(|piece| whole(&piece.price)).collect::<Option<_>>()?,
            limited: self.pieces.iter().map(|piece| piece.is_limited).collect(),
            needs: needs.collect::<Option<_>>()?,
            most_limited: self.most_limited,
        })
    }
}

impl<T: Whole> Numbers<T> {
    fn solved(&self) -> Option<Covered> {
        let fewest = self.fewest()?;
        let least = self.least(&fewest.picked);
        Some(Covered { fewest, least })
    }

    fn weight(&self, piece: usize, need: usize) -> T {
        let weights = self.weights.get(piece);
        weights.and_then(|weights| weights.get(need)).cloned().unwrap_or_else(T::zero)
    }

    fn price(&self, piece: usize) -> T {
        self.prices.get(piece).cloned().unwrap_or_else(T::zero)
    }

    fn is_limited(&self, piece: usize) -> bool {
        self.limited.get(piece).copied().unwrap_or(false)
    }

    /// Which needs a piece adds to, as bits.
    fn mask(&self, piece: usize) -> u8 {
        let weights = self.weights.get(piece).map_or(&[][..], Vec::as_slice);
        let bits = weights.iter().zip(0u32..).filter(|(weight, _)| !weight.is_zero());
        bits.fold(0, |mask, (_, need)| mask | 1u8.checked_shl(need).unwrap_or(0))
    }

    fn sums(&self, picked: &[usize]) -> Vec<T> {
        let sum =
            |need| picked.iter().fold(T::zero(), |sum, piece| sum.plus(&self.weight(*piece, need)));
        (0..self.needs.len()).map(sum).collect()
    }

    fn is_reached(&self, sums: &[T]) -> bool {
        self.needs.iter().zip(sums).all(|(need, sum)| sum >= need)
    }

    fn is_allowed(&self, picked: &[usize]) -> bool {
        let limited = picked.iter().filter(|piece| self.is_limited(**piece)).count();
        self.most_limited.is_none_or(|most| limited <= most)
    }
}
