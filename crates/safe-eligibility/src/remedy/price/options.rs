//! The lines of a bill that alternatives may replace, and the programme of each test.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_integer::Integer;

use super::choice::{Choice, Chosen, Programme};
use super::{OfProduct, Priced, Replaced, Sum};
use crate::assessment::EvaluateError;
use crate::conditions::Tier;
use crate::model::bill::Resourced;
use crate::model::country::{CountryCode, Origin};
use crate::model::exact::Exact;
use crate::model::place::{Member, Place};
use crate::model::product::ExchangeRates;
use crate::remedy::lines::is_among;
use crate::remedy::offers::{Offer, Offers};
use crate::remedy::proof::{LinesProof, ShareProof, Shown};
use crate::remedy::shares::{Bill, Test, tests_with};
use crate::rulebook::law::Governed;
use crate::tally::{CostRange, Costing, for_each_counted};

/// What is asked of the lines of an end product.
pub(super) struct Asked<'m> {
    pub(super) governed: &'m Governed<'m>,
    pub(super) rates: &'m ExchangeRates,
    /// Lines that stay as they are, by their number in the bill.
    pub(super) kept: &'m BTreeSet<usize>,
    /// Lines that have to be replaced, by their number in the bill.
    pub(super) forced: &'m BTreeSet<usize>,
    /// Countries from which nothing may come.
    pub(super) barred: &'m [&'m [CountryCode]],
}

/// One way for a line to be.
struct Way<'o> {
    /// `None`: as it is.
    offer: Option<(usize, &'o Offer)>,
    origin: Option<Origin>,
    cost: CostRange,
}

/// A line that counts, and how it may be.
struct Line<'o> {
    number: usize,
    present: CostRange,
    ways: Vec<Way<'o>>,
}

/// What was found under one test, by the positions of the lines and of their ways.
struct Under {
    picked: Option<Vec<usize>>,
    proof: ShareProof,
    extra: Sum,
    /// Less than this no choice comes to; `None`: there is none at all.
    bound: Option<Sum>,
    is_proven: bool,
}

impl Asked<'_> {
    pub(super) fn of_product<'o>(
        &self,
        bill: &Bill<'_>,
        offers: &'o Offers,
    ) -> Result<OfProduct<'o>, EvaluateError> {
        let lines = self.lines(bill, offers)?;
        let usable = lines.iter().flat_map(|line| line.ways.iter());
        let usable = usable.filter_map(|way| way.offer.map(|(index, _)| index)).collect();
        let counted: BTreeSet<usize> = lines.iter().map(|line| line.number).collect();
        let is_stuck = lines.iter().any(|line| line.ways.is_empty());
        if is_stuck || !self.forced.is_subset(&counted) {
            return Ok(OfProduct { priced: None, is_proven: true, usable });
        }
        let origins: BTreeSet<Origin> =
            lines.iter().flat_map(|line| &line.ways).filter_map(|way| way.origin).collect();
        let has = |party| origins.contains(&Origin::Country(party));
        let (mut best, mut proofs): (Option<(Sum, Vec<usize>)>, _) = (None, Vec::new());
        let mut not_proven: Vec<Option<Sum>> = Vec::new();
        for test in tests_with(bill, self.governed, has) {
            let under = self.under(&test, &lines);
            if !under.is_proven {
                not_proven.push(under.bound);
            }
            proofs.push(under.proof);
            let Some(picked) = under.picked else { continue };
            let count = |picked: &[usize]| taken(&lines, picked).count();
            let is_better = best.as_ref().is_none_or(|(least, before)| {
                let order = under.extra.compare(least);
                order.then(count(&picked).cmp(&count(before))).is_lt()
            });
            if is_better {
                best = Some((under.extra, picked));
            }
        }
        // What a test cannot come below is no better than what another came to.
        let is_proven = not_proven.iter().all(|bound| {
            let least = best.as_ref().map(|(extra, _)| extra);
            let both = bound.as_ref().zip(least);
            both.is_some_and(|(bound, least)| bound.compare(least).is_ge())
        });
        let priced = best.map(|(extra, picked)| Priced {
            product: bill.product,
            replaced: taken(&lines, &picked).collect(),
            extra,
            is_proven,
            proof: LinesProof {
                subject: Place::root().at(Member::EndProducts, bill.product),
                forced: self.forced.len(),
                tests: proofs,
            },
        });
        Ok(OfProduct { priced, is_proven, usable })
    }

    /// The lines that count. What an alternative comes to is reckoned as the lines are: the first
    /// of every line in a copy of the bill, then the second of every line, and so on.
    fn lines<'o>(
        &self,
        bill: &Bill<'_>,
        offers: &'o Offers,
    ) -> Result<Vec<Line<'o>>, EvaluateError> {
        let by_line = offers.by_line();
        let materials = bill.materials;
        let is_alone = |line: usize| {
            bill.tier == Tier::Leaves || materials.uses(line).all(|using| using.parent.is_none())
        };
        let mut lines: Vec<Line<'o>> = Vec::with_capacity(bill.lines.len());
        let mut on_offer: Vec<Vec<(usize, &'o Offer)>> = Vec::with_capacity(bill.lines.len());
        for line in &bill.lines {
            let stays = Way { offer: None, origin: line.origin, cost: line.cost.clone() };
            let ways = (!self.forced.contains(&line.number)).then_some(stays);
            lines.push(Line {
                number: line.number,
                present: line.cost.clone(),
                ways: ways.into_iter().collect(),
            });
            let is_open = !self.kept.contains(&line.number) && is_alone(line.number);
            let own = by_line.get(materials.id(line.number)).filter(|_| is_open);
            let own = own.into_iter().flatten().copied();
            on_offer.push(own.filter(|(_, offer)| self.may_come(offer.origin)).collect());
        }
        let most = on_offer.iter().map(Vec::len).max().unwrap_or(0);
        for layer in 0..most {
            let mut copy = materials.clone();
            let chosen = || {
                let each = lines.iter().zip(&on_offer);
                each.filter_map(|(line, own)| Some((line.number, own.get(layer)?.1)))
            };
            let moved: Vec<Resourced> =
                chosen().map(|(line, offer)| Resourced { line, to: offer.origin }).collect();
            let costs: Vec<_> =
                chosen().map(|(line, offer)| (line, offer.unit_cost, offer.currency)).collect();
            copy.re_source(&moved);
            copy.re_price(&costs);
            let costing =
                Costing::new(&copy, self.rates).map_err(|error| error.of(bill.product))?;
            let mut at = 0usize;
            for_each_counted(&copy, &costing, bill.tier, |_, cost| {
                let own = on_offer.get(at).and_then(|own| own.get(layer));
                if let (Some(offer), Some(line)) = (own, lines.get_mut(at)) {
                    let origin = Some(offer.1.origin);
                    line.ways.push(Way { offer: Some(*offer), origin, cost: cost.range() });
                }
                at = at.saturating_add(1);
            })
            .map_err(|error| error.of(bill.product))?;
        }
        Ok(lines)
    }

    fn may_come(&self, origin: Origin) -> bool {
        let Origin::Country(country) = origin else { return true };
        !self.barred.iter().any(|barred| is_among(barred, country, self.governed))
    }

    fn under(&self, test: &Test, lines: &[Line<'_>]) -> Under {
        let shares = test.shares.iter().map(|share| share.bound.exact().scale()).max();
        let costs = lines.iter().flat_map(|line| &line.ways).flat_map(|way| {
            let most = way.cost.most.as_ref().map_or(0, Exact::scale);
            [way.cost.least.scale(), most]
        });
        let scale = costs.max().unwrap_or(0).saturating_add(shares.unwrap_or(0));
        let mut grid = Grid::of(test, scale, lines);
        for line in lines {
            grid.add(self.governed, test, line);
        }
        let Some(chosen) = grid.solved() else {
            let proof = ShareProof { agreement: test.party, lines: None, shown: Shown::NotEnough };
            let extra = Sum::nothing();
            return Under { picked: None, proof, extra, bound: None, is_proven: true };
        };
        let present = lines.iter().fold(Sum::nothing(), |sum, line| {
            let least = Sum::of(&line.present.least);
            sum.plus(&least)
        });
        let bound = grid.price_of(&chosen.at_least).less(&present);
        let picked = chosen.picked.as_ref().map(|picked| grid.ways(picked));
        let extra = picked.as_ref().map(|picked| {
            taken(lines, picked).fold(Sum::nothing(), |sum, one| {
                sum.plus(&Sum::of(&one.cost)).less(&Sum::of(&one.present.least))
            })
        });
        let count = picked.as_ref().map(|picked| taken(lines, picked).count());
        let shown = if extra.is_none() && chosen.is_proven {
            Shown::NotEnough
        } else {
            Shown::Priced {
                extra: extra.clone().map(Sum::balance),
                at_least: bound.clone().balance(),
                steps: chosen.steps,
                is_of_solver: chosen.is_of_solver,
            }
        };
        let proof = ShareProof { agreement: test.party, lines: count, shown };
        let extra = extra.unwrap_or(Sum::nothing());
        Under { picked, proof, extra, bound: Some(bound), is_proven: chosen.is_proven }
    }
}

/// What is taken, of lines and of the way of each.
fn taken<'l, 'o>(
    lines: &'l [Line<'o>],
    picked: &'l [usize],
) -> impl Iterator<Item = Replaced<'o>> + 'l {
    lines.iter().zip(picked).filter_map(|(line, way)| {
        let way = line.ways.get(*way)?;
        let (_, offer) = way.offer?;
        let (cost, present) = (way.cost.least.clone(), line.present.clone());
        Some(Replaced { line: line.number, offer, cost, present })
    })
}

/// The programme of a test, in whole numbers of one unit.
struct Grid {
    programme: Programme,
    scale: u32,
    // By line: its group, or `None` where it can be in one way only; and the way of each option.
    groups: Vec<(Option<usize>, Vec<usize>)>,
    // What lines come to that can be in one way only.
    fixed: BigInt,
    // One more than there are lines: of choices that cost the same, the one that replaces fewest.
    factor: BigInt,
    is_open: bool,
}

impl Grid {
    fn of(test: &Test, scale: u32, lines: &[Line<'_>]) -> Self {
        let mut needs = vec![BigInt::ZERO; test.shares.len()];
        // Without a line from the party its agreement is no test, and without a cost no share.
        needs.extend([BigInt::from(u8::from(test.party.is_some())), BigInt::from(1u8)]);
        Self {
            programme: Programme { groups: Vec::new(), needs },
            scale,
            groups: Vec::new(),
            fixed: BigInt::ZERO,
            factor: BigInt::from(lines.len()) + 1u8,
            is_open: true,
        }
    }

    fn whole(&self, exact: &Exact) -> BigInt {
        BigInt::from(exact.big_digits_at(self.scale))
    }

    fn add(&mut self, governed: &Governed<'_>, test: &Test, line: &Line<'_>) {
        let (mut choices, mut ways) = (Vec::new(), Vec::new());
        for (at, way) in line.ways.iter().enumerate() {
            let adds = test.shares.iter().map(|share| {
                let (under, over) = share.adds(way.origin, &way.cost, governed)?;
                Some(self.whole(&under) - self.whole(&over))
            });
            let Some(mut adds) = adds.collect::<Option<Vec<BigInt>>>() else { continue };
            let party = test.party.map(Origin::Country);
            adds.push(BigInt::from(u8::from(party.is_some() && way.origin == party)));
            let has_cost = way.cost.most.as_ref().is_none_or(|most| !most.is_zero());
            adds.push(BigInt::from(u8::from(has_cost)));
            let replaces = u8::from(way.offer.is_some());
            let price = self.whole(&way.cost.least) * &self.factor + replaces;
            choices.push(Choice { price, adds });
            ways.push(at);
        }
        self.is_open &= !choices.is_empty();
        if choices.len() > 1 {
            self.groups.push((Some(self.programme.groups.len()), ways));
            self.programme.groups.push(choices);
            return;
        }
        for choice in choices {
            self.fixed += choice.price;
            for (need, adds) in self.programme.needs.iter_mut().zip(choice.adds) {
                *need -= adds;
            }
        }
        self.groups.push((None, ways));
    }

    /// `None`: some line can be in no way under this test.
    fn solved(&self) -> Option<Chosen> {
        self.is_open.then(|| self.programme.solved())
    }

    /// What a price of the programme is in euro, with the lines that are in one way only; the
    /// count of what is replaced is cut off.
    fn price_of(&self, price: &BigInt) -> Sum {
        let whole = (price + &self.fixed).div_floor(&self.factor);
        Sum { digits: whole, scale: self.scale }
    }

    /// The way of each line.
    fn ways(&self, picked: &[usize]) -> Vec<usize> {
        let way = |(group, ways): &(Option<usize>, Vec<usize>)| {
            let option = group.map_or(0, |group| picked.get(group).copied().unwrap_or(0));
            ways.get(option).copied().unwrap_or(0)
        };
        self.groups.iter().map(way).collect()
    }
}
