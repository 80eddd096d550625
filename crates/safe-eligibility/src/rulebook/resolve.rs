//! Making the choices of readings that stand in a rule or an act.
//!
//! A choice is an object with the members `reading` and `options`, each option an object with the
//! members `option` and `value`; `{"reading_list": ID}` stands for the list of countries chosen.

use std::collections::{BTreeMap, BTreeSet};

use super::node::Node;
use super::problem::escaped;
use super::readings::{Reading, Readings};

/// The tree with every choice made, and the ids of the readings that were asked.
///
/// An item of a list that comes to null is left out. A choice that the readings do not answer
/// comes to null; a pack that was loaded has none.
pub(crate) fn resolve(node: &Node, readings: &Readings) -> (Node, BTreeSet<Box<str>>) {
    let resolved = resolve_placed(node, readings);
    (resolved.node, resolved.used)
}

/// A tree with every choice made, and the way back to the tree it was made of.
#[derive(Debug)]
pub(crate) struct Resolved {
    /// The tree.
    pub(crate) node: Node,
    /// The readings asked.
    pub(crate) used: BTreeSet<Box<str>>,
    // For each value that stands elsewhere than in the file: its pointer here and there.
    moved: BTreeMap<String, String>,
}

impl Resolved {
    /// Where in the file the value at a place of this tree stands.
    pub(crate) fn pointer_in_file(&self, pointer: &str) -> String {
        let mut end = pointer.len();
        loop {
            let (head, tail) = pointer.split_at(end);
            if let Some(there) = self.moved.get(head) {
                return format!("{there}{tail}");
            }
            match head.rfind('/') {
                Some(at) => end = at,
                None => return pointer.to_owned(),
            }
        }
    }
}

pub(crate) fn resolve_placed(node: &Node, readings: &Readings) -> Resolved {
    let mut way = Way { readings, used: BTreeSet::new(), moved: BTreeMap::new() };
    let node = way.value(node, "", "");
    Resolved { node, used: way.used, moved: way.moved }
}

struct Way<'a> {
    readings: &'a Readings,
    used: BTreeSet<Box<str>>,
    moved: BTreeMap<String, String>,
}

impl Way<'_> {
    fn value(&mut self, node: &Node, here: &str, there: &str) -> Node {
        if let Some(choice) = Choice::of(node) {
            return self.choice(&choice, here, there);
        }
        match node {
            Node::Object(members) => {
                let members = members.iter().map(|(name, value)| {
                    let step = escaped(name);
                    let (here, there) = (format!("{here}/{step}"), format!("{there}/{step}"));
                    (name.clone(), self.value(value, &here, &there))
                });
                Node::Object(members.collect())
            }
            Node::List(items) => self.list(items, here, there),
            Node::Null | Node::Bool(_) | Node::Whole(_) | Node::OtherNumber | Node::Text(_) => {
                node.clone()
            }
        }
    }

    fn list(&mut self, items: &[Node], here: &str, there: &str) -> Node {
        let mut kept = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let to = format!("{here}/{}", kept.len());
            let from = format!("{there}/{index}");
            if index != kept.len() {
                self.moved.insert(to.clone(), from.clone());
            }
            let value = self.value(item, &to, &from);
            if value != Node::Null || *item == Node::Null {
                kept.push(value);
            }
        }
        Node::List(kept)
    }

    fn choice(&mut self, choice: &Choice<'_>, here: &str, there: &str) -> Node {
        let id = match choice {
            Choice::Options { reading, .. } | Choice::Countries { reading } => *reading,
        };
        self.used.insert(id.into());
        match (choice, self.readings.answer(id)) {
            (Choice::Options { options, .. }, Some(Reading::Option(chosen))) => {
                let found = options.iter().enumerate().find_map(|(index, option)| {
                    let own = option.member("option").and_then(Node::text)?;
                    (own == &**chosen).then(|| (index, option.member("value")))
                });
                let Some((index, Some(value))) = found else { return Node::Null };
                let there = format!("{there}/options/{index}/value");
                self.moved.insert(here.to_owned(), there.clone());
                self.value(value, here, &there)
            }
            (Choice::Countries { .. }, Some(Reading::Countries(countries))) => {
                let codes = countries.iter().map(|country| Node::Text(country.as_str().into()));
                Node::List(codes.collect())
            }
            (Choice::Options { .. }, Some(Reading::Countries(_)) | None)
            | (Choice::Countries { .. }, Some(Reading::Option(_)) | None) => Node::Null,
        }
    }
}

/// A choice of readings standing where a value stands.
#[derive(Debug)]
pub(crate) enum Choice<'a> {
    /// One value for each option.
    Options {
        /// Id of the reading.
        reading: &'a str,
        /// Objects with `option` and `value`.
        options: &'a [Node],
    },
    /// A list of countries.
    Countries {
        /// Id of the reading.
        reading: &'a str,
    },
}

impl<'a> Choice<'a> {
    /// The choice that this value is; `None` for any other value.
    pub(crate) fn of(node: &'a Node) -> Option<Self> {
        if let Some(reading) = node.member("reading") {
            let options = node.member("options").map_or(&[][..], Node::items);
            return Some(Self::Options { reading: reading.text().unwrap_or(""), options });
        }
        let reading = node.member("reading_list")?;
        Some(Self::Countries { reading: reading.text().unwrap_or("") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(json: &str) -> Resolved {
        let questions = crate::rulebook::load::built_in().unwrap().questions;
        let choices = ["extension-steps=reported"];
        let readings = Readings::chosen(&questions, choices).unwrap();
        resolve_placed(&Node::parse(json.as_bytes()).unwrap(), &readings)
    }

    #[test]
    fn an_item_that_comes_to_null_is_left_out_and_the_others_are_found_again() {
        let all = r#"{"all": [
            {"reading": "extension-steps", "options": [
                {"option": "required", "value": "steps"}, {"option": "reported", "value": null}]},
            "last",
            {"reading": "share-bounds", "options": [
                {"option": "exclusive", "value": ["a"]}, {"option": "inclusive", "value": ["b"]}]}
        ]}"#;
        let resolved = resolved(all);
        assert_eq!(resolved.node, Node::parse(br#"{"all": ["last", ["b"]]}"#).unwrap());
        let used: Vec<&str> = resolved.used.iter().map(|id| &**id).collect();
        assert_eq!(used, ["extension-steps", "share-bounds"]);
        assert_eq!(resolved.pointer_in_file("/all/0"), "/all/1");
        assert_eq!(resolved.pointer_in_file("/all/1/0"), "/all/2/options/1/value/0");
        assert_eq!(resolved.pointer_in_file("/all"), "/all");
    }

    #[test]
    fn a_list_of_countries_stands_where_it_is_named() {
        let resolved = resolved(r#"{"countries": {"reading_list": "contravening-countries"}}"#);
        let expected = br#"{"countries": ["RU", "BY", "IR", "KP"]}"#;
        assert_eq!(resolved.node, Node::parse(expected).unwrap());
    }
}
