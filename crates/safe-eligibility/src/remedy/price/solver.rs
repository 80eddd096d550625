//! What a solver of mixed-integer programmes proposes, in numbers that are rounded.
//!
//! Nothing here is believed: a choice is checked in whole numbers, and any factors that are not
//! negative make a bound that holds.

#![expect(
    clippy::float_arithmetic,
    clippy::disallowed_types,
    reason = "the solver reckons so; what it says is only proposed, and checked in whole numbers"
)]

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, Variable};
use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::choice::{Choice, Programme};

/// Factors are so many parts of one.
pub(super) const UNIT: u64 = 1 << 20;

/// Of more options the solver is not asked.
const MOST_OPTIONS: usize = 3_000;
/// After so many nodes of its tree it says the best it has; of time it knows nothing, so that it
/// says the same everywhere.
const MOST_NODES: u64 = 400;
const ROUNDS: usize = 4;
const HALVINGS: usize = 50;

struct Rounded {
    prices: Vec<Vec<f64>>,
    adds: Vec<Vec<Vec<f64>>>,
    needs: Vec<f64>,
    // What one of a need is in the unit of prices, so that both are near one.
    price_unit: f64,
    need_units: Vec<f64>,
}

fn float(number: &BigInt) -> f64 {
    number.to_f64().filter(|number| number.is_finite()).unwrap_or(0.0)
}

fn unit(most: f64) -> f64 {
    if most > 0.0 { most } else { 1.0 }
}

impl Rounded {
    fn of(programme: &Programme) -> Self {
        let choices = || programme.groups.iter().flatten();
        let most = |numbers: &mut dyn Iterator<Item = f64>| {
            unit(numbers.fold(0.0, |most, number| number.abs().max(most)))
        };
        let price_unit = most(&mut choices().map(|choice| float(&choice.price)));
        let need_units: Vec<f64> = (0..programme.needs.len())
            .map(|need| most(&mut choices().filter_map(|one| one.adds.get(need)).map(float)))
            .collect();
        let scaled = |numbers: &[BigInt]| -> Vec<f64> {
            numbers.iter().zip(&need_units).map(|(number, unit)| float(number) / unit).collect()
        };
        let prices = programme
            .groups
            .iter()
            .map(|group| group.iter().map(|choice| float(&choice.price) / price_unit).collect());
        let adds = programme
            .groups
            .iter()
            .map(|group| group.iter().map(|choice: &Choice| scaled(&choice.adds)).collect());
        Self {
            prices: prices.collect(),
            adds: adds.collect(),
            needs: scaled(&programme.needs),
            price_unit,
            need_units,
        }
    }

    /// How much of a need is lacking where each group takes what is least when cut down.
    fn lacking(&self, factors: &[f64], need: usize) -> f64 {
        let mut lacking = self.needs.get(need).copied().unwrap_or(0.0);
        for (prices, adds) in self.prices.iter().zip(&self.adds) {
            let mut least = (f64::INFINITY, 0.0);
            for (price, adds) in prices.iter().zip(adds) {
                let off: f64 = adds.iter().zip(factors).map(|(adds, factor)| adds * factor).sum();
                if price - off < least.0 {
                    least = (price - off, adds.get(need).copied().unwrap_or(0.0));
                }
            }
            lacking -= least.1;
        }
        lacking
    }
}

/// Factors of the needs in parts of [`UNIT`], that cut prices down to a bound near the best.
pub(super) fn factors(programme: &Programme) -> Vec<BigInt> {
    let rounded = Rounded::of(programme);
    let mut factors = vec![0.0f64; programme.needs.len()];
    for _ in 0..ROUNDS {
        for need in 0..factors.len() {
            let (mut low, mut high) = (0.0, 1.0);
            let mut with = |factor: f64| {
                if let Some(slot) = factors.get_mut(need) {
                    *slot = factor;
                }
                rounded.lacking(&factors, need)
            };
            while high < 1e9 && with(high) > 0.0 {
                low = high;
                high *= 4.0;
            }
            for _ in 0..HALVINGS {
                let middle = f64::midpoint(low, high);
                if with(middle) > 0.0 {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            let factor = if with(0.0) > 0.0 { high } else { 0.0 };
            with(factor);
        }
    }
    let parts = UNIT.to_f64().unwrap_or(1.0);
    let whole = factors.iter().zip(&rounded.need_units).map(|(factor, unit)| {
        let number = (factor * rounded.price_unit / unit * parts).floor();
        number.to_u128().map_or_else(BigInt::default, BigInt::from)
    });
    whole.collect()
}

/// The option of each group that the solver would take.
pub(super) fn proposed(programme: &Programme) -> Option<Vec<usize>> {
    let options: usize = programme.groups.iter().map(Vec::len).sum();
    if options > MOST_OPTIONS || programme.groups.is_empty() {
        return None;
    }
    let rounded = Rounded::of(programme);
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut variables: Vec<Vec<Variable>> = Vec::new();
    let mut sums: Vec<Vec<(Variable, f64)>> = vec![Vec::new(); rounded.needs.len()];
    for (prices, adds) in rounded.prices.iter().zip(&rounded.adds) {
        let group: Vec<Variable> =
            prices.iter().map(|price| problem.add_binary_var(*price)).collect();
        for (variable, adds) in group.iter().zip(adds) {
            for (sum, adds) in sums.iter_mut().zip(adds) {
                sum.push((*variable, *adds));
            }
        }
        let one: Vec<(Variable, f64)> = group.iter().map(|variable| (*variable, 1.0)).collect();
        problem.add_constraint(one.as_slice(), ComparisonOp::Eq, 1.0);
        variables.push(group);
    }
    for (sum, need) in sums.iter().zip(&rounded.needs) {
        problem.add_constraint(sum.as_slice(), ComparisonOp::Ge, *need);
    }
    let mut options = SolveOptions::default();
    options.node_limit = Some(MOST_NODES);
    let outcome = problem.solve_with(options).ok()?;
    let solution = outcome.solution()?;
    let picked = variables.iter().map(|group| {
        let values = group.iter().map(|variable| solution.var_value_raw(*variable));
        let most = values.enumerate().max_by(|(_, one), (_, other)| one.total_cmp(other));
        most.map_or(0, |(at, _)| at)
    });
    Some(picked.collect())
}
