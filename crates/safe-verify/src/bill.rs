//! A bill of materials: which lines count, what each costs, what is not stated.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::amount::{Amount, Range};
use crate::document::Document;
use crate::json::{list, text};
use crate::withheld::is_commitment;

/// The bill of one end product.
#[derive(Debug)]
pub(crate) struct Bill<'d> {
    /// The address of its list of lines.
    pub(crate) at: String,
    lines: Vec<Line<'d>>,
    // INVARIANT: every line once, each behind its parents.
    parents_first: Vec<usize>,
    // What one of each line costs.
    units: Vec<Range>,
    /// Currencies other than the euro in which costs are stated.
    pub(crate) currencies: Vec<&'d str>,
}

#[derive(Debug)]
struct Line<'d> {
    stated: &'d Value,
    // Parent and quantity; no parent: the end product itself.
    uses: Vec<(Option<usize>, Amount)>,
    own: Option<Own<'d>>,
    has_children: bool,
}

/// The cost that a line states for one of it.
#[derive(Debug)]
enum Own<'d> {
    Known(Range),
    WithoutRate(&'d str),
}

/// A line that counts.
#[derive(Clone, Debug)]
pub(crate) struct Counted<'d> {
    pub(crate) line: usize,
    /// `None`: not stated.
    pub(crate) origin: Option<&'d str>,
    pub(crate) cost: Range,
}

/// What is wrong with a bill, and where.
pub(crate) type Problem = (String, String);

/// Bounds the work on figures that deep bills can make grow without end.
struct Effort {
    words_left: u64,
}

impl Effort {
    const MOST_WORDS: u64 = 1 << 24;

    fn spend(&mut self, amount: &Amount, at: &str) -> Result<(), Problem> {
        let words = amount.words();
        if words > 4 {
            let too_long = || (at.to_owned(), "the figures are too long to reckon with".to_owned());
            self.words_left = self.words_left.checked_sub(words).ok_or_else(too_long)?;
        }
        Ok(())
    }
}

impl<'d> Bill<'d> {
    /// The bill at that address of the document.
    pub(crate) fn of(document: Document<'d>, at: &str) -> Result<Self, Problem> {
        let stated = document.list(at).unwrap_or(&[]);
        let mut ids = BTreeMap::new();
        for (index, line) in stated.iter().enumerate() {
            if ids.insert(text(line, "id"), index).is_some() {
                let problem = format!("the id `{}` stands there twice", text(line, "id"));
                return Err((format!("{at}/{index}/id"), problem));
            }
        }
        let mut lines = Vec::with_capacity(stated.len());
        let mut currencies = Vec::new();
        for (index, line) in stated.iter().enumerate() {
            let here = format!("{at}/{index}");
            let own = own_cost(document, line, &mut currencies)
                .map_err(|problem| (here.clone(), problem))?;
            let uses = uses(line, &ids).map_err(|problem| (here, problem))?;
            lines.push(Line { stated: line, uses, own, has_children: false });
        }
        let parents: Vec<usize> = lines
            .iter()
            .flat_map(|line| line.uses.iter().filter_map(|(parent, _)| *parent))
            .collect();
        for parent in parents {
            if let Some(line) = lines.get_mut(parent) {
                line.has_children = true;
            }
        }
        currencies.sort_unstable();
        currencies.dedup();
        let parents_first = parents_first(&lines);
        if parents_first.len() < lines.len() {
            return Err((at.to_owned(), "some lines are parents of themselves".to_owned()));
        }
        let mut bill =
            Self { at: at.to_owned(), lines, parents_first, units: Vec::new(), currencies };
        bill.units = bill.add_up()?;
        Ok(bill)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines that count, in the order of the document, with their cost in the end product.
    pub(crate) fn counted(&self, tier: &str) -> Result<Vec<Counted<'d>>, Problem> {
        let mut effort = Effort { words_left: Effort::MOST_WORDS };
        let multiples = if tier == "leaves" { self.multiples(&mut effort)? } else { Vec::new() };
        let mut counted = Vec::new();
        for (index, (line, unit)) in self.lines.iter().zip(&self.units).enumerate() {
            let quantity = if tier == "leaves" {
                multiples.get(index).filter(|_| !line.has_children).cloned()
            } else {
                let direct = line.uses.iter().filter(|(parent, _)| parent.is_none());
                direct.map(|(_, quantity)| quantity.clone()).reduce(|sum, one| sum.plus(&one))
            };
            let Some(quantity) = quantity else { continue };
            let cost = unit.times(&quantity);
            effort.spend(cost.most.as_ref().unwrap_or(&cost.least), &self.at)?;
            counted.push(Counted { line: index, origin: origin(line.stated), cost });
        }
        Ok(counted)
    }

    // How many of each line are in one end product, every way to it counted.
    fn multiples(&self, effort: &mut Effort) -> Result<Vec<Amount>, Problem> {
        let mut multiples = vec![Amount::default(); self.lines.len()];
        for line in &self.parents_first {
            let mut sum = Amount::default();
            for (parent, quantity) in self.lines.get(*line).map_or(&[][..], |line| &line.uses) {
                let above = parent.and_then(|parent| multiples.get(parent));
                sum = sum.plus(&above.map_or(quantity.clone(), |above| above.times(quantity)));
            }
            effort.spend(&sum, &self.at)?;
            if let Some(slot) = multiples.get_mut(*line) {
                *slot = sum;
            }
        }
        Ok(multiples)
    }

    // What is stated for a line wins over what its children come to.
    fn add_up(&self) -> Result<Vec<Range>, Problem> {
        let mut effort = Effort { words_left: Effort::MOST_WORDS };
        let start =
            |line: &Line<'_>| if line.has_children { Range::nothing() } else { Range::unstated() };
        let mut units: Vec<Range> = self.lines.iter().map(start).collect();
        for index in self.parents_first.iter().rev() {
            let Some(line) = self.lines.get(*index) else { continue };
            let unit = match &line.own {
                Some(Own::Known(own)) => own.clone(),
                Some(Own::WithoutRate(_)) => Range::unstated(),
                None => units.get(*index).cloned().unwrap_or(Range::unstated()),
            };
            for (parent, quantity) in &line.uses {
                let Some(sum) = parent.and_then(|parent| units.get_mut(parent)) else { continue };
                let cost = unit.times(quantity);
                effort.spend(cost.most.as_ref().unwrap_or(&cost.least), &self.at)?;
                *sum = sum.plus(&cost);
            }
            if let Some(slot) = units.get_mut(*index) {
                *slot = unit;
            }
        }
        Ok(units)
    }

    /// Addresses of the facts whose absence leaves open what the lines that count cost.
    ///
    /// An origin is missing where the line may cost something; `is_written` tells whether it is of
    /// a line whose cost is withheld.
    pub(crate) fn missing_costs(
        &self,
        tier: &str,
        counted: &[Counted<'d>],
        is_written: impl Fn(&str) -> bool,
    ) -> Vec<String> {
        let mut places = Vec::new();
        let mut needed = vec![false; self.lines.len()];
        for one in counted {
            let may_cost = one.cost.most.as_ref().is_none_or(|most| !most.is_zero());
            let is_withheld = one.cost.most.as_ref().is_some_and(Amount::is_unknown);
            let at = format!("{}/{}/origin", self.at, one.line);
            if one.origin.is_none() && may_cost && (!is_withheld || is_written(&at)) {
                places.push(at);
            }
            if let Some(slot) = needed.get_mut(one.line) {
                *slot = true;
            }
        }
        for index in &self.parents_first {
            let Some(line) = self.lines.get(*index) else { continue };
            let is_needed_by = |parent: usize| {
                let adds_up = self.lines.get(parent).is_some_and(|parent| parent.own.is_none());
                adds_up && needed.get(parent) == Some(&true)
            };
            let mut parents = line.uses.iter().filter_map(|(parent, _)| *parent);
            let is_part = tier == "first-tier" && parents.any(is_needed_by);
            let Some(slot) = needed.get_mut(*index) else { continue };
            *slot |= is_part;
            match &line.own {
                _ if !*slot => {}
                None if line.has_children => {}
                None => places.push(format!("{}/{index}/unit_cost", self.at)),
                Some(Own::WithoutRate(currency)) => {
                    places.push(format!("/exchange_rates/eur_per_unit/{currency}"));
                }
                Some(Own::Known(_)) => {}
            }
        }
        places
    }

    /// Addresses of the origins that are not stated, at any depth.
    pub(crate) fn missing_origins(&self) -> Vec<String> {
        let lines = self.lines.iter().enumerate();
        let open = lines.filter(|(_, line)| origin(line.stated).is_none());
        open.map(|(index, _)| format!("{}/{index}/origin", self.at)).collect()
    }

    /// Ids from the end product down to a line, along its first use.
    pub(crate) fn path(&self, line: usize) -> Vec<&'d str> {
        let mut path = Vec::new();
        let mut next = Some(line);
        while let Some(line) = next.and_then(|line| self.lines.get(line)) {
            path.push(text(line.stated, "id"));
            next = line.uses.first().and_then(|(parent, _)| *parent);
            if path.len() >= MOST_IDS {
                break;
            }
        }
        path.reverse();
        path
    }
}

// A chain of many more stays readable.
const MOST_IDS: usize = 64;

fn origin(line: &Value) -> Option<&str> {
    line.get("origin").and_then(Value::as_str)
}

fn own_cost<'d>(
    document: Document<'d>,
    line: &'d Value,
    currencies: &mut Vec<&'d str>,
) -> Result<Option<Own<'d>>, String> {
    let ends = match (line.get("unit_cost").and_then(Value::as_str), list(line, "unit_cost_range"))
    {
        (Some(cost), _) => [Some(cost), Some(cost)],
        (None, [least, most]) => [least.as_str(), most.as_str()],
        (None, []) => return Ok(None),
        (None, _) => [None, None],
    };
    let amount = |text: &str| {
        if is_commitment(text) { Some(Amount::unknown()) } else { Amount::parse(text) }
    };
    let ends = ends.map(|end| end.and_then(amount));
    let [Some(least), Some(most)] = ends else {
        return Err("the cost is no plain decimal, or no range of two".to_owned());
    };
    if !least.is_unknown() && !most.is_unknown() && least > most {
        return Err("the range of costs runs backwards".to_owned());
    }
    let cost = Range { least, most: Some(most) };
    let currency = text(line, "currency");
    if currency == "EUR" {
        return Ok(Some(Own::Known(cost)));
    }
    currencies.push(currency);
    match document.text(&format!("/exchange_rates/eur_per_unit/{currency}")) {
        None => Ok(Some(Own::WithoutRate(currency))),
        Some(rate) => {
            let rate = Amount::parse(rate).filter(|rate| !rate.is_zero());
            let rate = rate.ok_or("the rate of the cost is no plain decimal above 0")?;
            Ok(Some(Own::Known(cost.times(&rate))))
        }
    }
}

fn uses(line: &Value, ids: &BTreeMap<&str, usize>) -> Result<Vec<(Option<usize>, Amount)>, String> {
    let stated = match list(line, "used_in") {
        [] => std::slice::from_ref(line),
        uses => uses,
    };
    let each = stated.iter().map(|one| {
        let parent = match one.get("parent").filter(|parent| !parent.is_null()) {
            None => None,
            Some(parent) => {
                let known = parent.as_str().and_then(|id| ids.get(id));
                Some(*known.ok_or_else(|| format!("no line has the id {parent}"))?)
            }
        };
        let quantity = Amount::parse(text(one, "quantity")).filter(|one| !one.is_zero());
        Ok((parent, quantity.ok_or("the quantity is no plain decimal above 0")?))
    });
    each.collect()
}

// Each line once all its parents have come; lines that go round in a circle never come.
fn parents_first(lines: &[Line<'_>]) -> Vec<usize> {
    let mut children = vec![Vec::new(); lines.len()];
    let mut awaited = vec![0usize; lines.len()];
    for (index, line) in lines.iter().enumerate() {
        for parent in line.uses.iter().filter_map(|(parent, _)| *parent) {
            if let (Some(below), Some(count)) = (children.get_mut(parent), awaited.get_mut(index)) {
                below.push(index);
                *count = count.saturating_add(1);
            }
        }
    }
    let free = awaited.iter().enumerate().filter(|(_, count)| **count == 0);
    let mut order: Vec<usize> = free.map(|(index, _)| index).collect();
    let mut next = 0usize;
    while let Some(line) = order.get(next).copied() {
        next = next.saturating_add(1);
        for child in children.get(line).map_or(&[][..], Vec::as_slice) {
            let Some(count) = awaited.get_mut(*child) else { continue };
            *count = count.saturating_sub(1);
            if *count == 0 {
                order.push(*child);
            }
        }
    }
    order
}
