//! What the things of a document are called in a sentence.

use crate::model::place::Place;
use crate::model::procurement::{CommonProcurement, ProcurementDraft};
use crate::report::words::Words;

/// The names in one document.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    stated: &'a ProcurementDraft,
    words: &'static Words,
}

/// A place taken apart: whose it is, and which member.
struct Parts {
    owner: String,
    member: String,
}

impl<'a> Names<'a> {
    pub(super) fn of(procurement: &'a CommonProcurement, words: &'static Words) -> Self {
        Self { stated: procurement.stated(), words }
    }

    /// A subject by name and id, or the list that is missing.
    pub(super) fn subject(self, subject: &Place) -> String {
        let pointer = subject.to_string();
        let steps: Vec<&str> = pointer.split('/').skip(1).collect();
        match steps.as_slice() {
            [] => self.words.text("facts/procurement"),
            [list, index] => self.item(list, index).unwrap_or_else(|| pointer.clone()),
            [list] => {
                let list = self.member(
                    "ask",
                    &Parts { owner: String::new(), member: (*list).into() },
                    &[],
                );
                self.words.say("facts/list-not-stated", &[("list", &list)])
            }
            [..] => pointer.clone(),
        }
    }

    /// A fact as something that can be stated: "the origin of component 5 (Fuze) of Missile".
    pub(super) fn fact(self, place: &Place) -> String {
        self.member("ask", &self.parts(place), &[])
    }

    /// Whose a place is: "component 5 (Fuze) of Missile", "Example AG (prime)"; empty: nobody's.
    pub(super) fn owner(self, place: &Place) -> String {
        self.parts(place).owner
    }

    /// What a fact says: "Example AG is established in CH".
    pub(super) fn statement(self, place: &Place, value: &str) -> String {
        self.member("says", &self.parts(place), &[("value", value)])
    }

    /// The sentence for a member, with whose it is where somebody's.
    fn member(self, frame: &str, parts: &Parts, value: &[(&str, &str)]) -> String {
        let Parts { owner, member } = parts;
        let own = format!("facts/{frame}/{member}");
        let mut values = value.to_vec();
        let name = if self.words.has(&own) {
            own
        } else {
            values.push(("member", member));
            let of = if owner.is_empty() { "" } else { "-of" };
            format!("facts/{frame}/other{of}")
        };
        if !owner.is_empty() {
            values.push(("owner", owner));
        }
        self.words.say(&name, &values)
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
            owners.push(name.unwrap_or_else(|| self.numbered(step, index)));
        }
        if pointer.contains("/controllers/") && member == "country" {
            "controlled_from".clone_into(&mut member);
        } else if pointer.contains("/facilities/") && member == "country" {
            "facility_in".clone_into(&mut member);
            owners.truncate(1);
        } else if pointer.starts_with("/participating_states/") && member == "country" {
            "takes_part".clone_into(&mut member);
            owners.clear();
        }
        let whole = owners.into_iter().reduce(|whole, part| {
            self.words.say("facts/of", &[("part", &part), ("whole", &whole)])
        });
        Parts { owner: whole.unwrap_or_default(), member }
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
            Some(description) => {
                let values = [("id", id), ("description", description)];
                self.words.say("facts/component-described", &values)
            }
            None => self.words.say("facts/component", &[("id", id)]),
        })
    }

    // Things that have no name are counted as people count.
    fn numbered(self, list: &str, index: &str) -> String {
        let number = index.parse::<usize>().map_or(0, |index| index.saturating_add(1)).to_string();
        let own = format!("facts/number/{list}");
        if self.words.has(&own) {
            return self.words.say(&own, &[("number", &number)]);
        }
        self.words.say("facts/number/other", &[("number", &number), ("list", list)])
    }
}

fn named(name: Option<&str>, id: &str) -> String {
    name.map_or_else(|| id.to_owned(), |name| format!("{name} ({id})"))
}

fn is_index(step: &str) -> bool {
    step.bytes().all(|byte| byte.is_ascii_digit())
}
