//! What the things of a document are called in a sentence.

use crate::model::place::Place;
use crate::model::procurement::{CommonProcurement, ProcurementDraft};

/// The names in one document.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    stated: &'a ProcurementDraft,
}

/// A place taken apart: whose it is, and which member.
struct Parts {
    owner: String,
    member: String,
}

impl<'a> Names<'a> {
    pub(super) fn of(procurement: &'a CommonProcurement) -> Self {
        Self { stated: procurement.stated() }
    }

    /// A subject by name and id, or the list that is missing.
    pub(super) fn subject(self, subject: &Place) -> String {
        let pointer = subject.to_string();
        let steps: Vec<&str> = pointer.split('/').skip(1).collect();
        match steps.as_slice() {
            [] => "the procurement".to_owned(),
            [list, index] => self.item(list, index).unwrap_or_else(|| pointer.clone()),
            [list] => format!("{} (not stated)", spaced(list)),
            [..] => pointer.clone(),
        }
    }

    /// A fact as something that can be stated: "the origin of component 5 (Fuze) of Missile".
    pub(super) fn fact(self, place: &Place) -> String {
        let Parts { owner, member } = self.parts(place);
        match phrase(&member) {
            Some(phrase) => phrase.replace("{}", &owner),
            None if owner.is_empty() => format!("the {}", spaced(&member)),
            None => format!("the {} of {owner}", spaced(&member)),
        }
    }

    /// What a fact says: "Example AG is established in CH".
    pub(super) fn statement(self, place: &Place, value: &str) -> String {
        let Parts { owner, member } = self.parts(place);
        if let Some(statement) = statement(&member) {
            return statement.replace("{}", &owner).replace("{value}", value);
        }
        let fact = self.fact(place);
        format!("{}: {value}", fact.strip_prefix("whether ").unwrap_or(&fact))
    }

    fn parts(self, place: &Place) -> Parts {
        let pointer = place.to_string();
        let mut steps = pointer.split('/').skip(1).peekable();
        let mut owners: Vec<String> = Vec::new();
        let mut product = None;
        let mut member = String::new();
        while let Some(step) = steps.next() {
            if step == "eur_per_unit" {
                let owner = steps.next().unwrap_or_default().to_owned();
                return Parts { owner, member: step.to_owned() };
            }
            step.clone_into(&mut member);
            let Some(index) = steps.next_if(|next| is_index(next)) else { continue };
            if step == "end_products" {
                product = index.parse().ok();
            }
            let name = match (step, product) {
                ("components", Some(product)) => self.component(product, index),
                // Whoever controls an entity through others controls it.
                ("controllers", _) => continue,
                _ => self.item(step, index),
            };
            owners.push(name.unwrap_or_else(|| numbered(step, index)));
        }
        if pointer.contains("/controllers/") && member == "country" {
            "controlled_from".clone_into(&mut member);
        } else if pointer.contains("/facilities/") && member == "country" {
            "facility_in".clone_into(&mut member);
            owners.truncate(1);
        }
        owners.reverse();
        Parts { owner: owners.join(" of "), member }
    }

    fn item(self, list: &str, index: &str) -> Option<String> {
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

    fn component(self, product: usize, line: &str) -> Option<String> {
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

// Things that have no name are counted as people count.
fn numbered(list: &str, index: &str) -> String {
    let number = index.parse::<usize>().map_or(0, |index| index.saturating_add(1));
    let one = match list {
        "facilities" => "facility",
        "cleared_before" => "earlier clearance",
        "used_in" => "use",
        "restrictions" => "restriction",
        other => other,
    };
    format!("{} {number}", spaced(one))
}

/// A member as something that can be stated, `{}` being whose it is.
fn phrase(member: &str) -> Option<&'static str> {
    Some(match member {
        "participating_states" => "the list of participating States",
        "contractors" => "the list of contractors",
        "subcontractors" => "the list of subcontractors",
        "end_products" => "the list of end products",
        "areas" => "the list of areas of {}",
        "signed_on" => "the day of signature",
        "participation_requirements_included" => {
            "whether the contract includes the participation requirements"
        }
        "own_eligibility_conditions_included" => {
            "whether the contract includes eligibility conditions of its own"
        }
        "extension_steps_taken" => "whether steps were taken to extend the benefit of the contract",
        "receives_assistance" => "whether {} receives financial assistance",
        "eur_per_unit" => "the exchange rate of {}",
        "established_in" => "where {} is established",
        "executive_management_in" => "where {} has its executive management",
        "controllers" => "who controls {}",
        "controlled_from" => "from where {} is controlled",
        "facility_in" => "where a facility of {} is",
        "screened" => "whether {} was screened",
        "mitigation_required" => "whether screening of {} asks for mitigation",
        "mitigation_in_place" => "whether mitigation is in place at {}",
        "verified_by" => "who verified the guarantees of {}",
        "delivery_unrestrained" => "whether {} guarantees unrestrained delivery",
        "classified_access_prevented" => {
            "whether {} guarantees that access to classified information is prevented"
        }
        "interests_respected" => "whether the security interests are respected by {}",
        "commission_notified" => "whether the Commission was notified of {}",
        "cleared_before" => "an earlier clearance of {}",
        "changed_since" => "whether something has changed since {}",
        "contract_share" => "the share of {} in the value of the contract",
        "critical_unique_input" => "whether {} provides a critical unique input",
        "needs_classified_access" => "whether {} needs access to classified information",
        "relationship_since" => "since when {} has worked with the contractor",
        "replacement_study_committed" => "whether a study on replacing {} is committed to",
        "facilities" => "which facilities {} uses",
        "own" => "whether {} is its own",
        "no_alternative" => "whether {} has no alternative in the core area",
        "held_by" => "who decides on the design of {}",
        "imposed_by" => "who imposes {}",
        "on" => "what is restricted by {}",
        "may_substitute" => "whether what is restricted may be substituted under {}",
        "no_component_from_contravening_country" => {
            "whether {} is free of components from contravening countries"
        }
        _ => return None,
    })
}

/// What a member says, `{}` being whose it is and `{value}` what.
fn statement(member: &str) -> Option<&'static str> {
    Some(match member {
        "established_in" => "{} is established in {value}",
        "executive_management_in" => "{} has its executive management in {value}",
        "controlled_from" => "{} is controlled from {value}",
        "facility_in" => "{} uses a facility in {value}",
        "imposed_by" => "{} is imposed by {value}",
        "verified_by" => "the guarantees of {} were verified by {value}",
        "country" => "{value} takes part",
        "origin" => "{} originates in {value}",
        "sourced_from" => "{} is bought from {value}",
        "supplier" => "{} is supplied by {value}",
        "signed_on" => "the contract is signed on {value}",
        "held_by" => "the design of {} is decided on by: {value}",
        "relationship_since" => "{} has worked with the contractor since {value}",
        "contract_share" => "{} has {value} of the value of the contract",
        _ => return None,
    })
}
