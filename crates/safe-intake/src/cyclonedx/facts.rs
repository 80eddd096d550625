//! What the properties of a component state.

use std::borrow::Cow;
use std::collections::BTreeMap;

use safe_eligibility::model::bill::UnitCost;
use safe_eligibility::model::country::Origin;
use safe_eligibility::model::figure::{Amount, FigureError, Quantity};
use safe_eligibility::model::product::CurrencyCode;
use serde::Deserialize;

use super::component::Quantities;
use super::problem::CyclonedxFault;
use super::remark::CyclonedxNote;
use crate::country_name::{self, CountryReading};
use crate::nearest::nearest;
use crate::parts::PartFacts;

/// A name and a value, by the specification both texts.
#[derive(Deserialize)]
pub(super) struct Property<'a> {
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    value: Option<Cow<'a, str>>,
}

const OURS: &str = "safe:";
const QUANTITY: &str = "safe:quantity";
const QUANTITY_IN: &str = "safe:quantity-in:";
const UNIT_COST: &str = "safe:unit-cost";
const LEAST_COST: &str = "safe:unit-cost-least";
const MOST_COST: &str = "safe:unit-cost-most";
const CURRENCY: &str = "safe:currency";
const ORIGIN: &str = "safe:origin";
const SOURCED_FROM: &str = "safe:sourced-from";
const SUPPLIER: &str = "safe:supplier";
const DEVICE_QUANTITY: &str = "cdx:device:quantity";

/// The properties that are read, but for the one that names a component.
const READ: [&str; 9] = [
    QUANTITY,
    UNIT_COST,
    LEAST_COST,
    MOST_COST,
    CURRENCY,
    ORIGIN,
    SOURCED_FROM,
    SUPPLIER,
    DEVICE_QUANTITY,
];

/// What a component states, as far as it could be read.
#[derive(Default)]
pub(super) struct Facts {
    values: BTreeMap<&'static str, String>,
    within: BTreeMap<String, Quantity>,
    pub(super) faults: Vec<CyclonedxFault>,
    pub(super) notes: Vec<CyclonedxNote>,
    supplier: Option<String>,
}

impl Facts {
    /// Takes a property, if it is one that is read.
    pub(super) fn take(&mut self, property: &Property<'_>) {
        let (Some(name), Some(value)) = (property.name.as_deref(), property.value.as_deref())
        else {
            return;
        };
        let value = value.trim();
        if let Some(known) = READ.into_iter().find(|known| *known == name) {
            if self.values.insert(known, value.to_owned()).is_some() {
                self.faults.push(CyclonedxFault::RepeatedProperty(name.to_owned()));
            }
        } else if let Some(reference) = name.strip_prefix(QUANTITY_IN) {
            if let Some(quantity) = self.figure(QUANTITY_IN, value, Quantity::parse) {
                if self.within.insert(reference.to_owned(), quantity).is_some() {
                    self.faults.push(CyclonedxFault::RepeatedProperty(name.to_owned()));
                }
            }
        } else if name.starts_with(OURS) {
            let ours = READ.into_iter().filter(|known| known.starts_with(OURS));
            let nearest = nearest(name, ours);
            self.faults.push(CyclonedxFault::Property { given: name.to_owned(), nearest });
        }
    }

    /// What is stated about the part, and how many of it there are; the latter is `Err` where no
    /// quantity is stated, but for those within some component.
    pub(super) fn finish<'f>(
        &'f mut self,
        description: Option<&'f str>,
        supplier: Option<&str>,
    ) -> (PartFacts<'f>, Result<Quantities, BTreeMap<String, Quantity>>) {
        let quantity = self.quantity();
        let within = std::mem::take(&mut self.within);
        let unit_cost = self.cost();
        let origin = self.country(ORIGIN);
        let sourced_from = self.country(SOURCED_FROM);
        self.supplier =
            self.values.remove(SUPPLIER).or_else(|| supplier.map(|name| name.trim().to_owned()));
        let facts = PartFacts {
            description: description.filter(|text| !text.is_empty()),
            unit_cost,
            origin,
            sourced_from,
            supplier: self.supplier.as_deref().filter(|name| !name.is_empty()),
        };
        let quantities = match quantity {
            Some(any) => Ok(Quantities { any, within }),
            None => Err(within),
        };
        (facts, quantities)
    }

    fn quantity(&mut self) -> Option<Quantity> {
        let ours = self.values.remove(QUANTITY);
        let device = self.values.remove(DEVICE_QUANTITY);
        match (ours, device) {
            (Some(ours), device) => {
                if let Some(device) = device.filter(|device| *device != ours) {
                    self.notes.push(CyclonedxNote::TwoQuantities { ours: ours.clone(), device });
                }
                Some(self.figure(QUANTITY, &ours, Quantity::parse).unwrap_or(Quantity::ONE))
            }
            (None, Some(device)) => {
                let read = self.figure(DEVICE_QUANTITY, &device, Quantity::parse);
                Some(read.unwrap_or(Quantity::ONE))
            }
            (None, None) => None,
        }
    }

    fn cost(&mut self) -> Option<UnitCost> {
        let exact = self.amount(UNIT_COST);
        let least = self.amount(LEAST_COST);
        let most = self.amount(MOST_COST);
        let currency = self.currency();
        if exact.is_none() && least.is_none() && most.is_none() {
            return None;
        }
        let Some(currency) = currency else {
            self.faults.push(CyclonedxFault::MissingCurrency);
            return None;
        };
        match (exact, least, most) {
            (Some(cost), None, None) => Some(UnitCost::Exact(cost, currency)),
            (None, Some(least), Some(most)) => Some(UnitCost::Range(least, most, currency)),
            _ => {
                self.faults.push(CyclonedxFault::Costs);
                None
            }
        }
    }

    fn amount(&mut self, property: &'static str) -> Option<Amount> {
        let given = self.values.remove(property)?;
        self.figure(property, &given, Amount::parse)
    }

    fn currency(&mut self) -> Option<CurrencyCode> {
        let given = self.values.remove(CURRENCY)?;
        let read = CurrencyCode::parse(&given);
        if read.is_none() {
            self.faults.push(CyclonedxFault::Currency(given));
            // The cost is not without a currency, and one problem is enough.
            return Some(CurrencyCode::EUR);
        }
        read
    }

    fn country(&mut self, property: &'static str) -> Option<Origin> {
        let given = self.values.remove(property)?;
        let near = match country_name::read(&given) {
            CountryReading::Plain(origin) => return Some(origin),
            CountryReading::Read { origin, .. } => {
                self.notes.push(CyclonedxNote::Country { given, origin });
                return Some(origin);
            }
            CountryReading::NotStated => return None,
            CountryReading::Near(near) => near.iter().map(|origin| origin.as_str()).collect(),
            CountryReading::Former | CountryReading::Unknown => Vec::new(),
        };
        self.faults.push(CyclonedxFault::Country { property, given, near });
        None
    }

    fn figure<T>(
        &mut self,
        property: &'static str,
        given: &str,
        parse: fn(&str) -> Result<T, FigureError>,
    ) -> Option<T> {
        match parse(given) {
            Ok(figure) => Some(figure),
            Err(problem) => {
                let given = given.to_owned();
                self.faults.push(CyclonedxFault::Figure { property, given, problem });
                None
            }
        }
    }
}
