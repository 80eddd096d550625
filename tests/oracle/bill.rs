//! The bill of materials: which lines count, and what they cost at least and at most.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use num_traits::{One, Zero};

use super::place::{Place, decimal};
use super::register;
use super::standing::Inquiry;

/// `most` is `None` where there is no limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    pub least: BigRational,
    pub most: Option<BigRational>,
}

impl Range {
    pub fn zero() -> Range {
        Range::exactly(BigRational::zero())
    }

    fn exactly(value: BigRational) -> Range {
        Range { least: value.clone(), most: Some(value) }
    }

    fn unlimited() -> Range {
        Range { least: BigRational::zero(), most: None }
    }

    pub fn plus(&self, other: &Range) -> Range {
        let most = self.most.as_ref().zip(other.most.as_ref()).map(|(one, two)| one + two);
        Range { least: &self.least + &other.least, most }
    }

    fn times(&self, factor: &BigRational) -> Range {
        Range { least: &self.least * factor, most: self.most.as_ref().map(|most| most * factor) }
    }
}

/// In euro. `total` is `core`, `outside` and `unstated` together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub subject: String,
    pub total: Range,
    pub core: Range,
    pub outside: Range,
    pub unstated: Range,
}

pub fn content(inquiry: &Inquiry) -> Vec<Content> {
    let products = inquiry.document.member("end_products").items().unwrap_or_default();
    products.iter().map(|product| Bill::of(inquiry, product).content(&product.at)).collect()
}

/// One line of one end product, or one of its uses, that counts.
struct Counted {
    line: usize,
    quantity: BigRational,
}

struct Use {
    parent: Option<usize>,
    quantity: BigRational,
}

struct Line<'a> {
    place: Place<'a>,
    uses: Vec<Use>,
}

pub struct Bill<'a> {
    lines: Vec<Line<'a>>,
    rates: Place<'a>,
    counted: Vec<Counted>,
}

/// Costs of the lines that count, by origin (AX as FI, and so on), and of those without one.
pub struct Costs {
    pub by_origin: BTreeMap<String, Range>,
    pub unstated: Range,
}

impl Costs {
    /// Sums the stated origins that `belongs` picks.
    pub fn of(&self, belongs: impl Fn(&str) -> bool) -> Range {
        let picked = self.by_origin.iter().filter(|(origin, _)| belongs(origin));
        picked.fold(Range::zero(), |sum, (_, cost)| sum.plus(cost))
    }
}

impl<'a> Bill<'a> {
    pub fn of(inquiry: &Inquiry<'a>, product: &Place<'a>) -> Bill<'a> {
        let rates = inquiry.document.member("exchange_rates").member("eur_per_unit");
        let mut bill = Bill { lines: lines(product), rates, counted: Vec::new() };
        bill.counted = if inquiry.reads("component-tier", "leaves") {
            bill.leaves()
        } else {
            bill.first_tier()
        };
        bill
    }

    pub fn costs(&self) -> Costs {
        let mut costs = Costs { by_origin: BTreeMap::new(), unstated: Range::zero() };
        for counted in &self.counted {
            let cost = self.unit_cost(counted.line).times(&counted.quantity);
            match self.lines[counted.line].place.member("origin").text() {
                Some(origin) => {
                    let of_origin = costs
                        .by_origin
                        .entry(register::read_as(origin).to_owned())
                        .or_insert_with(Range::zero);
                    *of_origin = of_origin.plus(&cost);
                }
                None => costs.unstated = costs.unstated.plus(&cost),
            }
        }
        costs
    }

    fn content(&self, subject: &str) -> Content {
        let costs = self.costs();
        let (core, outside) =
            (costs.of(register::is_core), costs.of(|origin| !register::is_core(origin)));
        let total = core.plus(&outside).plus(&costs.unstated);
        Content { subject: subject.to_owned(), total, core, outside, unstated: costs.unstated }
    }

    fn first_tier(&self) -> Vec<Counted> {
        let mut counted = Vec::new();
        for (line, of_line) in self.lines.iter().enumerate() {
            for used in of_line.uses.iter().filter(|used| used.parent.is_none()) {
                counted.push(Counted { line, quantity: used.quantity.clone() });
            }
        }
        counted
    }

    fn leaves(&self) -> Vec<Counted> {
        let leaves = (0..self.lines.len()).filter(|line| !self.has_children(*line));
        leaves.map(|line| Counted { line, quantity: self.quantity_per_product(line) }).collect()
    }

    fn has_children(&self, line: usize) -> bool {
        self.children(line).next().is_some()
    }

    fn children(&self, parent: usize) -> impl Iterator<Item = (usize, &BigRational)> {
        let uses = self
            .lines
            .iter()
            .enumerate()
            .flat_map(|(line, of_line)| of_line.uses.iter().map(move |used| (line, used)));
        uses.filter(move |(_, used)| used.parent == Some(parent))
            .map(|(line, used)| (line, &used.quantity))
    }

    /// Over every way up to the end product.
    fn quantity_per_product(&self, line: usize) -> BigRational {
        let ways = self.lines[line].uses.iter().map(|used| {
            let above = used
                .parent
                .map_or_else(BigRational::one, |parent| self.quantity_per_product(parent));
            above * &used.quantity
        });
        ways.sum()
    }

    fn unit_cost(&self, line: usize) -> Range {
        match self.own_cost(line) {
            Some(own) => own.unwrap_or_else(|_| Range::unlimited()),
            None if self.has_children(line) => {
                let children = self.children(line);
                children.fold(Range::zero(), |sum, (child, quantity)| {
                    sum.plus(&self.unit_cost(child).times(quantity))
                })
            }
            None => Range::unlimited(),
        }
    }

    /// In euro, or the place of the rate that is missing; `None` where it has no cost of its own.
    fn own_cost(&self, line: usize) -> Option<Result<Range, String>> {
        let place = &self.lines[line].place;
        let own = match (place.member("unit_cost").text(), place.member("unit_cost_range").items())
        {
            (Some(cost), _) => Range::exactly(decimal(cost)),
            (None, Some(range)) => Range { least: range[0].number()?, most: range[1].number() },
            (None, None) => return None,
        };
        let currency = place.member("currency").text().expect("a cost has a currency");
        if currency == "EUR" {
            return Some(Ok(own));
        }
        let rate = self.rates.member(currency);
        Some(rate.number().map(|rate| own.times(&rate)).ok_or(rate.at))
    }

    /// Places of the origins and costs that the sums lack.
    pub fn missing(&self) -> BTreeSet<String> {
        let mut missing = BTreeSet::new();
        for counted in &self.counted {
            let origin = self.lines[counted.line].place.member("origin");
            let may_cost = self.unit_cost(counted.line).most.is_none_or(|most| !most.is_zero());
            if !origin.is_stated() && may_cost {
                missing.insert(origin.at);
            }
            self.collect_missing_costs(counted.line, &mut missing);
        }
        missing
    }

    fn collect_missing_costs(&self, line: usize, missing: &mut BTreeSet<String>) {
        match self.own_cost(line) {
            Some(Ok(_)) => {}
            Some(Err(rate)) => {
                missing.insert(rate);
            }
            None if self.has_children(line) => self
                .children(line)
                .for_each(|(child, _)| self.collect_missing_costs(child, missing)),
            None => {
                missing.insert(self.lines[line].place.member("unit_cost").at);
            }
        }
    }
}

fn lines<'a>(product: &Place<'a>) -> Vec<Line<'a>> {
    let places = product.member("components").items().unwrap_or_default();
    let index_of = |id: &str| places.iter().position(|place| place.member("id").text() == Some(id));
    let used = |place: &Place| Use {
        parent: place
            .member("parent")
            .text()
            .map(|parent| index_of(parent).expect("a parent is a line")),
        quantity: place.member("quantity").number().expect("a use has a quantity"),
    };
    let uses = |place: &Place| match place.member("used_in").items() {
        Some(used_in) => used_in.iter().map(used).collect(),
        None => vec![used(place)],
    };
    places.iter().map(|place| Line { place: place.clone(), uses: uses(place) }).collect()
}
