//! Procurements that are tried one after the other: seeds, each with one change, then with several.

use super::focus::Focus;
use super::moves::{Fact, Move, moves};
use super::sketch::{Part, Party, Sketch};
use crate::assessment::{Finding, Verdict, judged_with};
use crate::conditions::Tier;
use crate::model::day::Day;
use crate::model::entity::EarlierInstrument;
use crate::model::procurement::CommonProcurement;
use crate::model::product::{Area, ProductKind, RestrictedMatter};
use crate::rulebook::law::Law;
use crate::tally::Tallies;

/// How far is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Effort {
    /// How many procurements are tried for one answer.
    pub tries: usize,
    /// With what the choice of several changes at once begins.
    pub seed: u32,
}

impl Default for Effort {
    /// A hundred thousand procurements, and seed 1.
    fn default() -> Self {
        Self { tries: 100_000, seed: 1 }
    }
}

/// A procurement that is tried, its bills summed up once.
pub(super) struct Tried {
    pub(super) procurement: CommonProcurement,
    tallies: Tallies,
}

impl Tried {
    /// `None`: what the sketch makes up is not in order.
    pub(super) fn of(sketch: &Sketch) -> Option<Self> {
        let procurement = sketch.built()?;
        let tallies = Tallies::of_all(&procurement, &[Tier::FirstTier, Tier::Leaves]).ok()?;
        Some(Self { procurement, tallies })
    }

    /// What every rule comes to, and the verdict.
    pub(super) fn judged<'a>(&'a self, law: &'a Law) -> (Vec<Finding<'a>>, Verdict) {
        let (findings, verdict, _) = judged_with(&self.procurement, law, &self.tallies);
        (findings, verdict)
    }

    /// The verdict alone.
    pub(super) fn verdict(&self, law: &Law) -> Verdict {
        self.judged(law).1
    }
}

/// What is tried under some laws: seeds that are eligible as far as that can be, and changes.
pub(super) struct Lattice {
    seeds: Vec<Sketch>,
    moves: Vec<Move>,
}

impl Lattice {
    /// What is tried under laws, the seeds being eligible under the first; `None`: nothing that
    /// is plain is.
    pub(super) fn of(laws: &[&Law]) -> Option<Self> {
        let focus = Focus::of(laws)?;
        let plain = laws.iter().find_map(|law| eligible(&focus, law).map(|plain| (plain, *law)));
        let (plain, law) = plain?;
        Some(Self { seeds: seeds(&plain, &focus, law), moves: moves(&focus) })
    }

    /// The sketch at a position: seeds, then single changes, then several chosen by the seed.
    pub(super) fn at(&self, position: usize, effort: Effort) -> Option<Sketch> {
        if let Some(seed) = self.seeds.get(position) {
            return Some(seed.clone());
        }
        let single = position.checked_sub(self.seeds.len())?;
        let seed = self.seeds.get(single.checked_rem(self.seeds.len())?)?;
        if let Some(change) = self.moves.get(single.checked_div(self.seeds.len())?) {
            let mut sketch = seed.clone();
            return change.apply(&mut sketch).map(|()| sketch);
        }
        let mut random = Random::new(u64::from(effort.seed), position);
        let mut sketch = random.pick(&self.seeds)?.clone();
        for _ in 0..random.below(3).saturating_add(2) {
            // A change that there is nothing for leaves the others.
            let _made = random.pick(&self.moves)?.apply(&mut sketch);
        }
        Some(sketch)
    }
}

/// A plain procurement that is eligible under a law; `None`: none is.
fn eligible(focus: &Focus, law: &Law) -> Option<Sketch> {
    let [home, other] = focus.homes;
    let kinds = ProductKind::ALL.iter();
    let mut plain = kinds.flat_map(|kind| {
        Area::ALL.iter().map(move |area| Sketch::plain(home, other, *area, *kind))
    });
    plain.find(|sketch| verdict(sketch, law) == Some(Verdict::Eligible))
}

fn verdict(sketch: &Sketch, law: &Law) -> Option<Verdict> {
    Some(Tried::of(sketch)?.verdict(law))
}

/// The plain procurement, and one for each thing that other facts are needed for.
fn seeds(plain: &Sketch, focus: &Focus, law: &Law) -> Vec<Sketch> {
    let [home, other] = focus.homes;
    let outside = focus.outside;
    let prime = Party::Contractor;
    let of = |party, facts: Vec<Fact>| facts.into_iter().map(move |fact| Move::Of(party, fact));
    let with = |base: &Sketch, changes: Vec<Move>| {
        let mut sketch = base.clone();
        for change in &changes {
            // A change that there is nothing for leaves the others.
            let _made = change.apply(&mut sketch);
        }
        sketch
    };
    let involved = |homes: &[_]| {
        let each = focus.contract_shares().map(|share| {
            let mut sketch = plain.clone();
            for (home, id) in homes.iter().zip(["subcontractor", "further"]) {
                sketch.involve(id, *home, Some(share));
            }
            sketch
        });
        // The share halfway between the bounds is told between those at and beside them.
        let able: Vec<Sketch> =
            each.filter(|one| verdict(one, law) == Some(Verdict::Eligible)).collect();
        able.get(able.len() / 2).cloned()
    };
    let mut seeds = vec![plain.clone()];
    seeds.extend(involved(&[home]));
    seeds.extend(involved(&[outside]));
    seeds.extend(involved(&[outside, outside]));
    let controlled = vec![Fact::Controllers(vec![outside]), Fact::Notified(true)];
    let held = with(plain, of(prime, controlled).collect());
    let screened = Fact::Screened([true, false, true]);
    seeds.push(with(&held, of(prime, vec![screened]).collect()));
    seeds.push(with(&held, of(prime, vec![Fact::Guaranteed(home, [true; 3])]).collect()));
    let cleared = EarlierInstrument::ALL.iter().map(|one| Fact::Cleared(*one, false)).take(1);
    seeds.push(with(plain, of(prime, cleared.chain([Fact::Home(outside)]).collect()).collect()));
    seeds.push(with(plain, of(prime, vec![Fact::Site(outside, [true; 3])]).collect()));
    seeds.push(with(plain, vec![Move::Kind(ProductKind::OtherProduct)]));
    let strict = Area::ALL.last().map(|area| Move::Areas(vec![*area]));
    let restricted = Move::Restricted(outside, RestrictedMatter::Component, true);
    seeds.push(with(plain, strict.into_iter().chain([restricted]).collect()));
    let alone = [Move::States(vec![(home, Some(true))]), Move::Extension(true)];
    let in_time = focus.signed.first().copied().map(Move::Signed);
    seeds.push(with(plain, alone.into_iter().chain(in_time).collect()));
    seeds.push(with(
        plain,
        vec![Move::Bill(vec![
            Part::new("1", 90, home),
            Part::new("2", 10, outside),
            Part::new("1.1", 90, other).within("1"),
        ])],
    ));
    seeds
}

/// The same law asked about on a day.
pub(super) fn on(law: &Law, day: Day) -> Law {
    if law.as_of() == day { law.clone() } else { law.on(day) }
}

/// Choices that follow from a seed and a position alone.
struct Random {
    state: u64,
}

impl Random {
    fn new(seed: u64, position: usize) -> Self {
        let position = u64::try_from(position).unwrap_or(u64::MAX);
        Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ position.rotate_left(32) }
    }

    /// A step of the generator that is known as `SplitMix64`.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX);
        self.next().checked_rem(bound).and_then(|rest| usize::try_from(rest).ok()).unwrap_or(0)
    }

    fn pick<'i, T>(&mut self, items: &'i [T]) -> Option<&'i T> {
        let at = self.below(items.len());
        items.get(at)
    }
}
