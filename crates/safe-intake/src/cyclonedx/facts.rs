//! What the properties of a component state.

use std::borrow::Cow;
use std::collections::BTreeMap;

use safe_eligibility::model::bill::UnitCost;
use safe_eligibility::model::country::Origin;
use safe_eligibility::model::figure::{Amount, FigureError, Quantity};
use safe_eligibility::model::product::CurrencyCode;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::Place;
use super::component::{Counted, Quantities};
use super::problem::{CyclonedxFault, CyclonedxProblem};
use super::remark::CyclonedxNote;
use super::text::Text;
use crate::country_name::{CountryReader, CountryReading};
use crate::nearest::nearest;
use crate::parts::PartFacts;

/// A name and a value, by the specification both texts.
#[derive(Deserialize)]
pub(super) struct Property<'a> {
    #[serde(borrow)]
    name: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) value: Option<&'a RawValue>,
}

impl Property<'_> {
    /// Whether it has a name, however its text is escaped.
    pub(super) fn is_called(&self, name: &str) -> bool {
        let given = self.name.and_then(|raw| serde_json::from_str::<Cow<'_, str>>(raw.get()).ok());
        given.is_some_and(|given| given == name)
    }
}

const OURS: &str = "safe:";
const QUANTITY: &str = "safe:quantity";
const QUANTITY_IN: &str = "safe:quantity-in:";
pub(super) const UNIT_COST: &str = "safe:unit-cost";
pub(super) const LEAST_COST: &str = "safe:unit-cost-least";
pub(super) const MOST_COST: &str = "safe:unit-cost-most";
pub(super) const CURRENCY: &str = "safe:currency";
pub(super) const ORIGIN: &str = "safe:origin";
pub(super) const SOURCED_FROM: &str = "safe:sourced-from";
pub(super) const SUPPLIER: &str = "safe:supplier";
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

/// A value, and where it stands.
struct Given {
    text: String,
    at: Place,
}

/// What a component states, as far as it could be read.
#[derive(Default)]
pub(super) struct Facts {
    values: BTreeMap<&'static str, Given>,
    within: BTreeMap<String, Counted>,
    pub(super) faults: Vec<(Place, CyclonedxFault)>,
    pub(super) notes: Vec<(Place, CyclonedxNote)>,
    supplier: Option<String>,
}

impl Facts {
    /// Takes a property, if it is one that is read.
    pub(super) fn take<'a>(
        &mut self,
        property: &Property<'a>,
        file: &Text<'a>,
    ) -> Result<(), CyclonedxProblem> {
        let (Some(raw_name), Some(raw_value)) = (property.name, property.value) else {
            return Ok(());
        };
        let (name, value) = (file.word(raw_name)?, file.word(raw_value)?);
        let at = file.place(raw_value);
        let given = Given { text: value.trim().to_owned(), at };
        if let Some(known) = READ.into_iter().find(|known| *known == name) {
            if self.values.insert(known, given).is_some() {
                self.faults.push((at, CyclonedxFault::RepeatedProperty(name.into_owned())));
            }
        } else if let Some(reference) = name.strip_prefix(QUANTITY_IN) {
            if let Some(quantity) = self.figure(QUANTITY_IN, &given, Quantity::parse) {
                let counted = Counted { quantity, at };
                if self.within.insert(reference.to_owned(), counted).is_some() {
                    self.faults.push((at, CyclonedxFault::RepeatedProperty(name.into_owned())));
                }
            }
        } else if name.starts_with(OURS) {
            let ours = READ.into_iter().filter(|known| known.starts_with(OURS));
            let nearest = nearest(&name, ours);
            let fault = CyclonedxFault::Property { given: name.into_owned(), nearest };
            self.faults.push((file.place(raw_name), fault));
        }
        Ok(())
    }

    /// What is stated about the part, and how many of it there are; the latter is `Err` where no
    /// quantity is stated, but for those within some component.
    pub(super) fn finish<'f>(
        &'f mut self,
        description: Option<&'f str>,
        supplier: Option<&str>,
        countries: &mut CountryReader,
    ) -> (PartFacts<'f>, Result<Quantities, BTreeMap<String, Counted>>) {
        let quantity = self.quantity();
        let within = std::mem::take(&mut self.within);
        let unit_cost = self.cost();
        let origin = self.country(ORIGIN, countries);
        let sourced_from = self.country(SOURCED_FROM, countries);
        self.supplier = self
            .values
            .remove(SUPPLIER)
            .map(|given| given.text)
            .or_else(|| supplier.map(|name| name.trim().to_owned()));
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

    fn quantity(&mut self) -> Option<Counted> {
        let ours = self.values.remove(QUANTITY);
        let device = self.values.remove(DEVICE_QUANTITY);
        let (property, given) = match (ours, device) {
            (Some(ours), device) => {
                if let Some(device) = device.filter(|device| device.text != ours.text) {
                    let (ours, at) = (ours.text.clone(), device.at);
                    let note = CyclonedxNote::TwoQuantities { ours, device: device.text };
                    self.notes.push((at, note));
                }
                (QUANTITY, ours)
            }
            (None, Some(device)) => (DEVICE_QUANTITY, device),
            (None, None) => return None,
        };
        let read = self.figure(property, &given, Quantity::parse);
        Some(Counted { quantity: read.unwrap_or(Quantity::ONE), at: given.at })
    }

    fn cost(&mut self) -> Option<UnitCost> {
        let costs = [UNIT_COST, LEAST_COST, MOST_COST];
        let at = costs.iter().find_map(|property| Some(self.values.get(property)?.at));
        let [exact, least, most] = costs.map(|property| self.amount(property));
        let currency = self.currency();
        if exact.is_none() && least.is_none() && most.is_none() {
            return None;
        }
        let at = at?;
        let Some(currency) = currency else {
            self.faults.push((at, CyclonedxFault::MissingCurrency));
            return None;
        };
        match (exact, least, most) {
            (Some(cost), None, None) => Some(UnitCost::Exact(cost, currency)),
            (None, Some(least), Some(most)) => Some(UnitCost::Range(least, most, currency)),
            _ => {
                self.faults.push((at, CyclonedxFault::Costs));
                None
            }
        }
    }

    fn amount(&mut self, property: &'static str) -> Option<Amount> {
        let given = self.values.remove(property)?;
        self.figure(property, &given, Amount::parse)
    }

    fn currency(&mut self) -> Option<CurrencyCode> {
        let Given { text, at } = self.values.remove(CURRENCY)?;
        let read = CurrencyCode::parse(&text);
        if read.is_none() {
            self.faults.push((at, CyclonedxFault::Currency(text)));
            // The cost is not without a currency, and one problem is enough.
            return Some(CurrencyCode::EUR);
        }
        read
    }

    fn country(&mut self, property: &'static str, countries: &mut CountryReader) -> Option<Origin> {
        let Given { text: given, at } = self.values.remove(property)?;
        let near = match countries.read(&given) {
            CountryReading::Plain(origin) => return Some(origin),
            CountryReading::Read { origin, .. } => {
                self.notes.push((at, CyclonedxNote::Country { given, origin }));
                return Some(origin);
            }
            CountryReading::NotStated => return None,
            CountryReading::Near(near) => near.iter().map(|origin| origin.as_str()).collect(),
            CountryReading::Former | CountryReading::Unknown => Vec::new(),
        };
        self.faults.push((at, CyclonedxFault::Country { property, given, near }));
        None
    }

    fn figure<T>(
        &mut self,
        property: &'static str,
        given: &Given,
        parse: fn(&str) -> Result<T, FigureError>,
    ) -> Option<T> {
        match parse(&given.text) {
            Ok(figure) => Some(figure),
            Err(problem) => {
                let fault = CyclonedxFault::Figure { property, given: given.text.clone(), problem };
                self.faults.push((given.at, fault));
                None
            }
        }
    }
}
