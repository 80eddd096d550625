//! Random valid documents, dense in the values on which outcomes turn.

use serde_json::{Map, Value, json};

pub use super::random::Random;
use super::random::{DAYS, LATE_DAYS};
pub use super::setting::{READINGS, Setting, law, setting};

const CORE: [&str; 16] = [
    "DE", "FR", "PL", "HR", "NO", "IS", "LI", "UA", "AT", "FI", "AX", "GP", "PL", "DE", "ES", "CZ",
];
pub(super) const INTERESTING: [&str; 36] = [
    "DE", "FR", "PL", "HR", "NO", "IS", "LI", "UA", "CA", "CA", "CA", "GB", "KR", "US", "TR", "GE",
    "MD", "IN", "AU", "GH", "JP", "CN", "CH", "XK", "AX", "GP", "RE", "YT", "GL", "SJ", "FO", "MK",
    "AL", "CZ", "BA", "AT",
];
const SHARES: [&str; 16] = [
    "0.15",
    "0.35",
    "0.15",
    "0.35",
    "0.1499999999",
    "0.1500000001",
    "0.3499999999",
    "0.3500000001",
    "0.28",
    "0.2",
    "0.20",
    "0",
    "1",
    "0.175",
    "0.4",
    "0.05",
];

pub(super) struct Writer<'r> {
    pub(super) random: &'r mut Random,
    /// A fact is left open once in so many; 0 for never.
    pub(super) openness: usize,
    /// A country is any interesting one once in so many, else core.
    pub(super) abroad: usize,
    /// A flag is false once in so many; many are needed together before anything is eligible.
    pub(super) trouble: usize,
    pub(super) parties: Vec<String>,
}

/// A valid `safe-procurement/1` document.
pub fn document(random: &mut Random) -> Value {
    let openness = [0, 0, 40, 12, 5, 2][random.below(6)];
    let (abroad, trouble) = [(1, 4), (2, 4), (3, 4), (6, 12), (12, 40), (20, 100)][random.below(6)];
    let mut writer = Writer { random, openness, abroad, trouble, parties: Vec::new() };
    writer.document()
}

impl Writer<'_> {
    pub(super) fn is_open(&mut self) -> bool {
        self.openness > 0 && self.random.one_in(self.openness)
    }

    /// Writes a member, or leaves it out, or writes `null`.
    pub(super) fn put(
        &mut self,
        object: &mut Map<String, Value>,
        name: &str,
        write: impl FnOnce(&mut Self) -> Value,
    ) {
        if !self.is_open() {
            let value = write(self);
            object.insert(name.to_owned(), value);
        } else if self.random.one_in(2) {
            object.insert(name.to_owned(), Value::Null);
        }
    }

    /// The same for a member that is mostly not there.
    pub(super) fn rarely_put(
        &mut self,
        object: &mut Map<String, Value>,
        name: &str,
        rarity: usize,
        write: impl FnOnce(&mut Self) -> Value,
    ) {
        if self.random.one_in(rarity) {
            self.put(object, name, write);
        }
    }

    pub(super) fn picked(&mut self, values: &[&str]) -> Value {
        Value::from(self.random.pick(values))
    }

    /// True more often than not, so that whole rules can be met.
    pub(super) fn flag(&mut self) -> Value {
        Value::from(!self.random.one_in(self.trouble))
    }

    pub(super) fn country(&mut self) -> Value {
        let abroad = self.random.one_in(self.abroad);
        self.picked(if abroad { &INTERESTING } else { &CORE })
    }

    fn document(&mut self) -> Value {
        let mut document = Map::new();
        document.insert("format".into(), "safe-procurement/1".into());
        document.insert("id".into(), "random".into());
        self.rarely_put(&mut document, "title", 4, |_| "Anything".into());
        self.put(&mut document, "contract", Self::contract);
        self.put(&mut document, "participating_states", Self::participating_states);
        self.put(&mut document, "single_state", |writer| {
            let mut single_state = Map::new();
            writer.put(&mut single_state, "extension_steps_taken", Self::flag);
            single_state.into()
        });
        self.put(&mut document, "contractors", |writer| {
            let count = 1 + writer.random.below(2) + usize::from(writer.random.one_in(6));
            (0..count).map(|index| writer.contractor(&format!("c{index}"))).collect()
        });
        self.put(&mut document, "subcontractors", |writer| {
            let count = writer.random.below(4);
            (0..count).map(|index| writer.subcontractor(&format!("s{index}"))).collect()
        });
        self.put(&mut document, "end_products", |writer| {
            let count = if writer.random.one_in(4) { 2 } else { 1 };
            (0..count).map(|index| writer.end_product(&format!("p{index}"))).collect()
        });
        self.put(&mut document, "exchange_rates", |writer| {
            let mut rates = Map::new();
            writer.put(&mut rates, "as_of", |_| "2026-09-01".into());
            writer.put(&mut rates, "eur_per_unit", |writer| {
                let mut per_unit = Map::new();
                writer.put(&mut per_unit, "GBP", |writer| {
                    writer.picked(&["1.1534", "1", "2.0000000000"])
                });
                writer.put(&mut per_unit, "USD", |writer| {
                    writer.picked(&["0.9", "0.0000000001", "1.0000000001"])
                });
                per_unit.into()
            });
            rates.into()
        });
        document.into()
    }

    fn contract(&mut self) -> Value {
        let mut contract = Map::new();
        self.put(&mut contract, "signed_on", |writer| {
            let days: &[&str] = if writer.random.one_in(2) { &DAYS } else { &LATE_DAYS };
            writer.picked(days)
        });
        if self.random.one_in(3) {
            contract.insert("value".into(), "120000000.00".into());
            contract.insert("currency".into(), "EUR".into());
        }
        self.put(&mut contract, "participation_requirements_included", Self::flag);
        self.put(&mut contract, "own_eligibility_conditions_included", Self::flag);
        contract.into()
    }

    /// A State never stands beside a territory that is read as it: that might be the same State twice.
    fn participating_states(&mut self) -> Value {
        let count = [1, 2, 2, 2, 3, 4][self.random.below(6)];
        let mut taken: Vec<String> = Vec::new();
        let mut states = Vec::new();
        if self.trouble > 4 && count > 1 {
            states.push(json!({ "country": "RO", "receives_assistance": true }));
            taken.push("RO".to_owned());
        }
        for _ in 0..count {
            let country = self.country();
            let country = country.as_str().expect("a code").to_owned();
            let read_as = super::register::read_as(&country).to_owned();
            if taken.contains(&read_as) {
                continue;
            }
            let mut state = Map::new();
            state.insert("country".into(), country.into());
            self.rarely_put(&mut state, "receives_assistance", 3, Self::flag);
            states.push(state.into());
            taken.push(read_as);
        }
        Value::Array(states)
    }

    fn contractor(&mut self, id: &str) -> Value {
        Value::Object(self.entity(id))
    }

    fn subcontractor(&mut self, id: &str) -> Value {
        let mut subcontractor = self.entity(id);
        self.put(&mut subcontractor, "contract_share", |writer| writer.picked(&SHARES));
        self.put(&mut subcontractor, "critical_unique_input", |writer| {
            (!writer.random.one_in(8)).into()
        });
        self.put(&mut subcontractor, "needs_classified_access", |writer| {
            (!writer.random.one_in(8)).into()
        });
        self.put(&mut subcontractor, "relationship_since", |writer| writer.picked(&DAYS[..8]));
        self.put(&mut subcontractor, "replacement_study_committed", |writer| {
            writer.random.one_in(2).into()
        });
        subcontractor.into()
    }

    fn entity(&mut self, id: &str) -> Map<String, Value> {
        let mut entity = Map::new();
        self.parties.push(id.to_owned());
        entity.insert("id".into(), id.into());
        let seat = self.country();
        let management = if self.random.one_in(3) { self.country() } else { seat.clone() };
        self.put(&mut entity, "established_in", |_| seat.clone());
        self.put(&mut entity, "executive_management_in", |_| management);
        self.put(&mut entity, "controllers", |writer| writer.controllers(3));
        self.rarely_put(&mut entity, "screening", 2, |writer| {
            let mut screening = Map::new();
            writer.put(&mut screening, "screened", Self::flag);
            writer.put(&mut screening, "mitigation_required", |writer| {
                writer.random.one_in(2).into()
            });
            writer.put(&mut screening, "mitigation_in_place", Self::flag);
            screening.into()
        });
        self.rarely_put(&mut entity, "guarantees", 2, |writer| writer.guarantees(seat));
        self.put(&mut entity, "commission_notified", Self::flag);
        self.rarely_put(&mut entity, "cleared_before", 4, |writer| {
            let count = writer.random.below(3);
            (0..count).map(|_| writer.clearance()).collect()
        });
        self.put(&mut entity, "facilities", |writer| {
            let count = writer.random.below(4);
            (0..count).map(|_| writer.facility()).collect()
        });
        entity
    }

    fn controllers(&mut self, depth: usize) -> Value {
        let count = self.random.below(3);
        let controller = |writer: &mut Self| {
            let mut controller = Map::new();
            controller.insert("country".into(), writer.country());
            if depth > 0 && writer.random.one_in(2) {
                writer.put(&mut controller, "controllers", |writer| writer.controllers(depth - 1));
            }
            Value::Object(controller)
        };
        (0..count).map(|_| controller(self)).collect()
    }

    fn guarantees(&mut self, seat: Value) -> Value {
        let mut guarantees = Map::new();
        self.put(&mut guarantees, "verified_by", |writer| {
            let is_member_state = seat.as_str().is_some_and(super::register::is_member_state);
            if is_member_state && !writer.random.one_in(5) {
                seat
            } else {
                writer.picked(&["DE", "FR", "FI", "PL"])
            }
        });
        for member in
            ["delivery_unrestrained", "classified_access_prevented", "interests_respected"]
        {
            self.put(&mut guarantees, member, |writer| (!writer.random.one_in(8)).into());
        }
        guarantees.into()
    }

    fn clearance(&mut self) -> Value {
        let mut clearance = Map::new();
        clearance.insert("regulation".into(), self.picked(&["edidp", "edf", "asap", "edirpa"]));
        self.put(&mut clearance, "changed_since", |writer| writer.random.one_in(2).into());
        clearance.into()
    }

    fn facility(&mut self) -> Value {
        let mut facility = Map::new();
        facility.insert("country".into(), self.country());
        for member in ["own", "no_alternative", "interests_respected"] {
            self.put(&mut facility, member, Self::flag);
        }
        facility.into()
    }
}
