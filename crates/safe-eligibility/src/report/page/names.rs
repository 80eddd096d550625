//! What things of a document are called in a sentence.

use crate::model::place::Place;
use crate::model::procurement::{CommonProcurement, ProcurementDraft};

/// The names in one document.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    stated: &'a ProcurementDraft,
}

impl<'a> Names<'a> {
    pub(super) fn of(procurement: &'a CommonProcurement) -> Self {
        Self { stated: procurement.stated() }
    }

    /// A subject by name and id, or what list it is missing from.
    pub(super) fn subject(&self, subject: &Place) -> String {
        let pointer = subject.to_string();
        let steps: Vec<&str> = pointer.split('/').skip(1).collect();
        match steps.as_slice() {
            [] => "the procurement".to_owned(),
            [list, index] => self.item(list, index).unwrap_or_else(|| pointer.clone()),
            [list] => format!("{} not stated", spaced(list)),
            [..] => pointer.clone(),
        }
    }

    /// A fact in words: "origin of component 5 (Fuze) of Missile (missile)".
    pub(super) fn fact(&self, place: &Place) -> String {
        let pointer = place.to_string();
        let mut steps = pointer.split('/').skip(1).peekable();
        let mut words: Vec<String> = Vec::new();
        let mut product = None;
        while let Some(step) = steps.next() {
            if step == "eur_per_unit" {
                return format!("exchange rate of {}", steps.next().unwrap_or("a currency"));
            }
            let Some(index) = steps.next_if(|next| is_index(next)) else {
                words.push(spaced(step));
                continue;
            };
            if step == "end_products" {
                product = index.parse().ok();
            }
            let name = match (step, product) {
                ("components", Some(product)) => self.component(product, index),
                _ => self.item(step, index),
            };
            words.push(name.unwrap_or_else(|| numbered(step, index)));
        }
        if words.is_empty() {
            return "the procurement".to_owned();
        }
        words.reverse();
        words.join(" of ")
    }

    fn item(&self, list: &str, index: &str) -> Option<String> {
        let index: usize = index.parse().ok()?;
        let stated = self.stated;
        match list {
            "contractors" => {
                let entity = &stated.contractors.as_ref()?.get(index)?.entity;
                Some(named(entity.name.as_deref(), &entity.id))
            }
            "subcontractors" => {
                let entity = &stated.subcontractors.as_ref()?.get(index)?.entity;
                Some(named(entity.name.as_deref(), &entity.id))
            }
            "end_products" => {
                let product = stated.end_products.as_ref()?.get(index)?;
                Some(named(product.name.as_deref(), &product.id))
            }
            "participating_states" => {
                Some(stated.participating_states.as_ref()?.get(index)?.country.to_string())
            }
            _ => None,
        }
    }

    fn component(&self, product: usize, line: &str) -> Option<String> {
        let line: usize = line.parse().ok()?;
        let bill = self.stated.end_products.as_ref()?.get(product)?.components.as_ref()?;
        let id = bill.id(line);
        Some(match bill.description(line) {
            Some(description) => format!("component {id} ({description})"),
            None => format!("component {id}"),
        })
    }
}

fn named(name: Option<&str>, id: &str) -> String {
    name.map_or_else(|| id.to_owned(), |name| format!("{name} ({id})"))
}

fn is_index(step: &str) -> bool {
    step.bytes().all(|byte| byte.is_ascii_digit())
}

fn spaced(member: &str) -> String {
    member.replace('_', " ")
}

// Lists of things that have no name are counted as people count.
fn numbered(list: &str, index: &str) -> String {
    let number = index.parse::<usize>().map_or(0, |index| index.saturating_add(1));
    let one = match list {
        "facilities" => "facility",
        "cleared_before" => "clearance",
        "used_in" => "use",
        other => other.strip_suffix('s').unwrap_or(other),
    };
    format!("{} {number}", spaced(one))
}
