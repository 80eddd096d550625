//! Random bills of materials, and the documents that state them.

use std::cmp::Ordering;

use safe_eligibility::model::bill::compare_ids;
use serde_json::{Map, Value, json};

use super::facts::{self, CURRENCIES, SUPPLIERS};
use super::random::Random;

/// A bill: parts, and where each is used.
pub(crate) struct Bill {
    pub(crate) parts: Vec<Part>,
    pub(crate) uses: Vec<Use>,
}

/// What is stated about a part.
pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) description: Option<String>,
    pub(crate) cost: Option<Cost>,
    pub(crate) origin: Option<&'static str>,
    pub(crate) sourced_from: Option<&'static str>,
    /// Id and name of a contractor or subcontractor.
    pub(crate) supplier: Option<(&'static str, &'static str)>,
}

/// What one unit costs; `most` where it is a range.
pub(crate) struct Cost {
    pub(crate) least: String,
    pub(crate) most: Option<String>,
    pub(crate) currency: &'static str,
}

/// A part within another, which stands before it, or within the end product.
pub(crate) struct Use {
    pub(crate) part: usize,
    pub(crate) parent: Option<usize>,
    pub(crate) quantity: String,
}

/// How deep a bill goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Every part goes into the end product.
    One,
    /// Parts go into assemblies or into the end product, assemblies into the end product once.
    Two,
    Any,
}

// A tree lists a part as often as there are ways to it.
const MOST_PLACES: usize = 150;

impl Bill {
    /// A bill of that many parts.
    pub(crate) fn any(random: &mut Random, depth: Depth, size: usize) -> Bill {
        let mut parts: Vec<Part> = Vec::new();
        while parts.len() < size {
            let part = part(random);
            if parts.iter().all(|known| known.id != part.id) {
                parts.push(part);
            }
        }
        let mut uses = Vec::new();
        for part in 0..size {
            for parent in parents(random, depth, part, size) {
                uses.push(Use { part, parent, quantity: facts::quantity(random) });
            }
        }
        let mut bill = Bill { parts, uses };
        while bill.places() > MOST_PLACES {
            bill.drop_a_use();
        }
        bill
    }

    /// The uses in a part or in the end product.
    pub(crate) fn uses_in(&self, parent: Option<usize>) -> impl Iterator<Item = &Use> {
        self.uses.iter().filter(move |one| one.parent == parent)
    }

    pub(crate) fn has_children(&self, part: usize) -> bool {
        self.uses_in(Some(part)).next().is_some()
    }

    /// Whether one part goes into another twice.
    pub(crate) fn has_twins(&self) -> bool {
        let is_twin = |(at, one): (usize, &Use)| {
            self.uses[..at].iter().any(|two| (one.part, one.parent) == (two.part, two.parent))
        };
        self.uses.iter().enumerate().any(is_twin)
    }

    /// The currency of every cost, where there is only one.
    pub(crate) fn only_currency(&self) -> Option<&'static str> {
        let mut currencies =
            self.parts.iter().filter_map(|part| Some(part.cost.as_ref()?.currency));
        let first = currencies.next()?;
        currencies.all(|other| other == first).then_some(first)
    }

    fn places(&self) -> usize {
        let mut of_part = vec![0usize; self.parts.len()];
        for one in &self.uses {
            of_part[one.part] += one.parent.map_or(1, |parent| of_part[parent]);
        }
        of_part.iter().sum()
    }

    fn drop_a_use(&mut self) {
        let is_second = |at: usize| at > 0 && self.uses[at - 1].part == self.uses[at].part;
        let second = (0..self.uses.len()).rev().find(|at| is_second(*at)).unwrap();
        self.uses.remove(second);
    }

    /// The document without the bill.
    pub(crate) fn frame() -> Value {
        let entity = |at: usize| json!({ "id": SUPPLIERS[at].0, "name": SUPPLIERS[at].1 });
        json!({
            "format": "safe-procurement/1",
            "id": "PL-2026-0417",
            "contractors": [entity(0)],
            "subcontractors": [entity(1), entity(2)],
            "end_products": [{ "id": "missile", "name": "Missile", "kind": "defence-product" }],
            "exchange_rates": {
                "as_of": "2026-09-01",
                "eur_per_unit": { "GBP": "1.1534", "USD": "0.86" },
            },
        })
    }

    /// The document with the bill, its lines in the order of decision 0018.
    pub(crate) fn document(&self) -> Value {
        let mut order: Vec<usize> = (0..self.parts.len()).collect();
        order.sort_by(|a, b| compare_ids(&self.parts[*a].id, &self.parts[*b].id));
        let lines = order.into_iter().map(|part| self.line(part));
        let mut document = Bill::frame();
        document["end_products"][0]["components"] = lines.collect();
        document
    }

    fn line(&self, part: usize) -> Value {
        let Part { id, description, cost, origin, sourced_from, supplier } = &self.parts[part];
        let mut line = Map::new();
        let mut state = |member: &str, value: Option<Value>| {
            value.and_then(|value| line.insert(member.to_owned(), value));
        };
        state("id", Some(json!(id)));
        let mut uses: Vec<&Use> = self.uses.iter().filter(|one| one.part == part).collect();
        uses.sort_by(|a, b| self.compare_uses(a, b));
        if let [one] = uses.as_slice() {
            state("parent", one.parent.map(|parent| json!(self.parts[parent].id)));
            state("quantity", Some(json!(one.quantity)));
        } else {
            let used_in = |one: &&Use| match one.parent {
                Some(parent) => {
                    json!({ "parent": self.parts[parent].id, "quantity": one.quantity })
                }
                None => json!({ "quantity": one.quantity }),
            };
            state("used_in", Some(uses.iter().map(used_in).collect()));
        }
        state("description", description.as_ref().map(|text| json!(text)));
        if let Some(Cost { least, most, currency }) = cost {
            match most {
                Some(most) => state("unit_cost_range", Some(json!([least, most]))),
                None => state("unit_cost", Some(json!(least))),
            }
            state("currency", Some(json!(currency)));
        }
        state("origin", origin.map(Value::from));
        state("sourced_from", sourced_from.map(Value::from));
        state("supplier", supplier.map(|(id, _)| Value::from(id)));
        Value::Object(line)
    }

    fn compare_uses(&self, a: &Use, b: &Use) -> Ordering {
        let id = |one: &Use| one.parent.map_or("", |parent| self.parts[parent].id.as_str());
        let value = |one: &Use| facts::value(&one.quantity);
        let by_parent = compare_ids(id(a), id(b));
        by_parent.then_with(|| value(a).cmp(&value(b))).then_with(|| a.quantity.cmp(&b.quantity))
    }
}

fn part(random: &mut Random) -> Part {
    let has = |random: &mut Random| !random.one_in(3);
    Part {
        id: facts::id(random),
        description: has(random).then(|| facts::description(random)),
        cost: has(random).then(|| cost(random)),
        origin: has(random).then(|| facts::country(random)),
        sourced_from: random.one_in(3).then(|| facts::country(random)),
        supplier: random.one_in(3).then(|| SUPPLIERS[random.below(SUPPLIERS.len())]),
    }
}

fn cost(random: &mut Random) -> Cost {
    let currency =
        if random.one_in(2) { "EUR" } else { CURRENCIES[random.below(CURRENCIES.len())] };
    let (one, two) = (facts::amount(random), facts::amount(random));
    // A range whose ends are the same is a cost for a table, which has no other way to say it.
    match facts::value(&one).cmp(&facts::value(&two)) {
        Ordering::Less if random.one_in(3) => Cost { least: one, most: Some(two), currency },
        Ordering::Greater if random.one_in(3) => Cost { least: two, most: Some(one), currency },
        _ => Cost { least: one, most: None, currency },
    }
}

/// Where a part of that number goes.
fn parents(random: &mut Random, depth: Depth, part: usize, size: usize) -> Vec<Option<usize>> {
    let count = 1 + random.below(3) * random.below(2);
    match depth {
        Depth::One => vec![None; count],
        Depth::Two => {
            // Each assembly is followed by a part of its own, so that it has one.
            let assemblies = size / 3;
            if part < assemblies {
                return vec![None];
            }
            let own = part - assemblies;
            let other = |random: &mut Random| random.below(assemblies + 1).checked_sub(1);
            let mut parents: Vec<_> = (1..count).map(|_| other(random)).collect();
            parents.push(if own < assemblies { Some(own) } else { other(random) });
            parents
        }
        Depth::Any => (0..count).map(|_| random.below(part + 1).checked_sub(1)).collect(),
    }
}
