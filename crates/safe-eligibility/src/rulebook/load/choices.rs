//! Checks the choices of readings in a rule or an act, and tries every one out.

use std::collections::BTreeMap;

use super::super::node::Node;
use super::super::pack::{Answers, Question};
use super::super::problem::PackFault;
use super::super::reader::Reader;
use super::super::readings::Readings;
use super::super::resolve::Choice;

/// How many combinations of options are tried out for one rule.
const MOST_COMBINATIONS: usize = 4096;

/// The readings that a value mentions, each with its options; none for one that asks for a list.
#[derive(Default)]
pub(super) struct Mentioned {
    options: BTreeMap<Box<str>, Vec<Box<str>>>,
}

impl Mentioned {
    /// The ids of the readings.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.options.keys().map(|id| &**id)
    }
}

/// Checks every choice below a value; `None` where one is not in order.
pub(super) fn check(reader: &Reader<'_>, questions: &[Question]) -> Option<Mentioned> {
    let mut mentioned = Mentioned::default();
    let in_order = walk(reader, questions, &mut mentioned);
    in_order.then_some(mentioned)
}

/// The readings in every combination of what is mentioned, the others at their default.
pub(super) fn combinations(
    reader: &Reader<'_>,
    mentioned: &Mentioned,
    questions: &[Question],
) -> Vec<Readings> {
    let counts = mentioned.options.values().map(|options| options.len().max(1));
    let count = counts.fold(1usize, usize::saturating_mul);
    if count > MOST_COMBINATIONS {
        reader.fault::<()>(PackFault::TooManyCombinations { most: MOST_COMBINATIONS });
        return Vec::new();
    }
    let mut combinations = vec![Readings::defaults(questions)];
    for (id, options) in mentioned.options.iter().filter(|(_, options)| !options.is_empty()) {
        let one_more = combinations.iter().flat_map(|readings| {
            options.iter().map(move |option| {
                let mut readings = readings.clone();
                readings.set(id, option);
                readings
            })
        });
        combinations = one_more.collect();
    }
    combinations
}

fn walk(reader: &Reader<'_>, questions: &[Question], mentioned: &mut Mentioned) -> bool {
    let Some(node) = reader.node() else { return true };
    if let Some(choice) = Choice::of(node) {
        return choice_in_order(reader, &choice, questions, mentioned).is_some();
    }
    let inner: Vec<Reader<'_>> = match node {
        Node::Object(members) => members
            .iter()
            .map(|(name, value)| Reader::new(value, reader.at().member(name), reader.problems()))
            .collect(),
        Node::List(_) => reader.list().unwrap_or_default(),
        Node::Null | Node::Bool(_) | Node::Whole(_) | Node::OtherNumber | Node::Text(_) => {
            return true;
        }
    };
    let mut in_order = true;
    for one in &inner {
        in_order &= walk(one, questions, mentioned);
    }
    in_order
}

fn choice_in_order(
    reader: &Reader<'_>,
    choice: &Choice<'_>,
    questions: &[Question],
    mentioned: &mut Mentioned,
) -> Option<()> {
    match choice {
        Choice::Countries { reading } => {
            reader.object(&["reading_list"])?.get("reading_list").id()?;
            let question = question(reader, reading, questions)?;
            if let Answers::Options { .. } = question.answers {
                let reading = question.id.clone();
                return reader.fault(PackFault::OtherForm { reading, list: false });
            }
            mentioned.options.insert(question.id.clone(), Vec::new());
            Some(())
        }
        Choice::Options { reading, options } => {
            let object = reader.object(&["reading", "options"])?;
            object.get("reading").id()?;
            let question = question(reader, reading, questions)?;
            let Answers::Options { options: known, .. } = &question.answers else {
                let reading = question.id.clone();
                return reader.fault(PackFault::OtherForm { reading, list: true });
            };
            let known: Vec<Box<str>> = known.iter().map(|(option, _)| option.clone()).collect();
            let given = given_options(&object.get("options"), questions, mentioned)?;
            let (mut one, mut other) = (known.clone(), given.clone());
            one.sort();
            other.sort();
            if one != other {
                let reading = question.id.clone();
                return reader.fault(PackFault::OtherOptions { reading, known, given });
            }
            if turns_nothing(options) {
                let reading = question.id.clone();
                reader.fault::<()>(PackFault::SameUnderEveryOption { reading });
            }
            mentioned.options.insert(question.id.clone(), known);
            Some(())
        }
    }
}

fn turns_nothing(options: &[Node]) -> bool {
    let mut values = options.iter().map(|option| option.member("value"));
    let first = values.next();
    values.all(|value| Some(value) == first)
}

fn given_options(
    list: &Reader<'_>,
    questions: &[Question],
    mentioned: &mut Mentioned,
) -> Option<Vec<Box<str>>> {
    let mut given = Vec::new();
    for one in list.filled_list()? {
        let object = one.object(&["option", "value"]);
        given.push(object.and_then(|object| {
            let option = object.get("option").id();
            let value = object.get("value");
            let in_order = value.node().is_some() && walk(&value, questions, mentioned);
            option.filter(|_| in_order)
        }));
    }
    given.into_iter().collect()
}

fn question<'q>(
    reader: &Reader<'_>,
    reading: &str,
    questions: &'q [Question],
) -> Option<&'q Question> {
    questions
        .iter()
        .find(|question| &*question.id == reading)
        .or_else(|| reader.fault(PackFault::UnknownReading { reading: reading.into() }))
}
