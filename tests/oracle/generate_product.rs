//! Random end products and their bills of materials.

use serde_json::{Map, Value, json};

use super::generate::{INTERESTING, Writer};
use super::place::decimal;

const CONTRAVENING: [&str; 5] = ["RU", "BY", "IR", "KP", "CN"];
const COSTS: [&str; 22] = [
    "35",
    "65",
    "35.00",
    "65.00",
    "20",
    "45",
    "15",
    "10",
    "5",
    "0",
    "34.9999999999",
    "35.0000000001",
    "64.9999999999",
    "100",
    "50",
    "40",
    "7",
    "13",
    "1300",
    "700",
    "999999999999999.9999999999",
    "0.0000000001",
];
const QUANTITIES: [&str; 8] = ["1", "1", "1", "2", "4", "0.5", "3", "1.5"];
const CURRENCIES: [&str; 8] = ["EUR", "EUR", "EUR", "EUR", "EUR", "GBP", "USD", "UAH"];
const AREAS: [&str; 13] = [
    "ammunition-and-missiles",
    "artillery",
    "ground-combat",
    "small-drones",
    "critical-infrastructure-protection",
    "cyber",
    "military-mobility",
    "air-and-missile-defence",
    "maritime",
    "drones",
    "strategic-enablers",
    "space-assets-protection",
    "ai-and-electronic-warfare",
];

impl Writer<'_> {
    pub(super) fn end_product(&mut self, id: &str) -> Value {
        let mut product = Map::new();
        product.insert("id".into(), id.into());
        self.put(&mut product, "kind", |writer| {
            let other = writer.random.one_in(5);
            (if other { "other-product" } else { "defence-product" }).into()
        });
        self.put(&mut product, "areas", Self::areas);
        self.put(&mut product, "design_authority", |writer| {
            let mut authority = Map::new();
            writer.put(&mut authority, "held_by", |writer| {
                let other = writer.random.one_in(8);
                if other { "other".into() } else { writer.picked(&["contractor", "consortium"]) }
            });
            writer.put(&mut authority, "restrictions", |writer| {
                let count = writer.random.below(3);
                (0..count).map(|_| writer.restriction()).collect()
            });
            authority.into()
        });
        self.rarely_put(&mut product, "no_component_from_contravening_country", 3, |writer| {
            (!writer.random.one_in(5)).into()
        });
        self.put(&mut product, "components", Self::components);
        product.into()
    }

    fn areas(&mut self) -> Value {
        let count = if self.random.one_in(self.trouble) { 0 } else { 1 + self.random.below(3) };
        let mut areas: Vec<&str> = Vec::new();
        for _ in 0..count {
            let area = self.random.pick(&AREAS);
            if !areas.contains(&area) {
                areas.push(area);
            }
        }
        json!(areas)
    }

    fn restriction(&mut self) -> Value {
        let mut restriction = Map::new();
        self.put(&mut restriction, "imposed_by", |writer| {
            writer.picked(&["US", "CA", "NO", "UA", "DE", "GB", "KR", "AX", "GL"])
        });
        self.put(&mut restriction, "on", |writer| {
            writer.picked(&["component", "component", "component", "design"])
        });
        self.put(&mut restriction, "may_substitute", Self::flag);
        restriction.into()
    }

    fn components(&mut self) -> Value {
        let count = [0, 1, 2, 2, 3, 3, 4, 5, 6][self.random.below(9)];
        let is_flat = self.random.one_in(2);
        let settled_costs = self.random.one_in(2);
        let mut lines: Vec<Value> = Vec::new();
        for index in 0..count {
            let line = self.line(index, is_flat, settled_costs);
            lines.insert(self.random.below(lines.len() + 1), line);
        }
        Value::Array(lines)
    }

    /// Parents are among the lines already written, so that there is no cycle.
    fn line(&mut self, index: usize, is_flat: bool, settled_costs: bool) -> Value {
        let mut line = Map::new();
        line.insert("id".into(), format!("l{index}").into());
        if !is_flat && self.random.one_in(4) {
            let uses = 1 + self.random.below(3);
            let used_in: Vec<Value> = (0..uses).map(|_| self.place_of_use(index).into()).collect();
            line.insert("used_in".into(), used_in.into());
        } else {
            line.extend(if is_flat {
                Map::from_iter([("quantity".to_owned(), "1".into())])
            } else {
                self.place_of_use(index)
            });
        }
        self.cost(&mut line, is_flat, settled_costs);
        self.put(&mut line, "origin", Self::origin);
        self.rarely_put(&mut line, "sourced_from", 6, Self::origin);
        if !self.parties.is_empty() && self.random.one_in(5) {
            let supplier = self.random.below(self.parties.len());
            line.insert("supplier".into(), self.parties[supplier].clone().into());
        }
        line.into()
    }

    fn place_of_use(&mut self, index: usize) -> Map<String, Value> {
        let mut place = Map::new();
        if index > 0 && !self.random.one_in(3) {
            place.insert("parent".into(), format!("l{}", self.random.below(index)).into());
        } else if self.random.one_in(2) {
            place.insert("parent".into(), Value::Null);
        }
        place.insert("quantity".into(), self.picked(&QUANTITIES));
        place
    }

    fn cost(&mut self, line: &mut Map<String, Value>, is_flat: bool, settled_costs: bool) {
        let is_left_to_children = !is_flat && self.random.one_in(3);
        if is_left_to_children || self.is_open() {
            return;
        }
        let costs: &[&str] = if settled_costs { &COSTS[..8] } else { &COSTS };
        if !settled_costs && self.random.one_in(4) {
            let mut range = [self.random.pick(costs), self.random.pick(costs)];
            range.sort_by_key(|cost| decimal(cost));
            line.insert("unit_cost_range".into(), json!(range));
        } else {
            line.insert("unit_cost".into(), self.picked(costs));
        }
        let currency = if settled_costs { "EUR" } else { self.random.pick(&CURRENCIES) };
        line.insert("currency".into(), currency.into());
    }

    fn origin(&mut self) -> Value {
        let calm = if self.trouble > 12 { 30 } else { 0 };
        match calm + self.random.below(60 - calm) {
            0 => self.picked(&CONTRAVENING),
            1..=4 => "EU".into(),
            5..=12 => "CA".into(),
            13..=18 => "KR".into(),
            19..=30 => self.picked(&INTERESTING),
            _ => self.country(),
        }
    }
}
