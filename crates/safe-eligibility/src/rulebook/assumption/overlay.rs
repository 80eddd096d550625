//! Lays assumptions over the files of a pack.

mod agreements;
mod parameters;
mod registers;

use std::collections::{BTreeMap, BTreeSet};

use super::super::load;
use super::super::node::Node;
use super::super::problem::PackProblem;
use super::{Assumption, AssumptionError, AssumptionFault, KIND, LIKENESS};
use crate::model::country::CountryCode;
use crate::model::day::Day;

/// The files of a pack with assumptions laid over them, in the order in which they are given.
///
/// The pack has to be in order; so is what comes of it. Of several assumptions the later ones find
/// what the earlier ones have made.
///
/// # Errors
///
/// Every [`AssumptionError`], of each of the texts.
pub fn overlaid<'t>(
    files: &BTreeMap<String, Vec<u8>>,
    texts: impl IntoIterator<Item = &'t str>,
) -> Result<BTreeMap<String, Vec<u8>>, Vec<AssumptionError>> {
    let texts: Vec<&str> = texts.into_iter().collect();
    let mut laid = Laid::over(files);
    let mut errors = Vec::new();
    let mut made: Vec<(usize, &str, Assumption, String)> = Vec::new();
    for (index, text) in texts.iter().copied().enumerate() {
        let number = index.saturating_add(1);
        let tell = |fault| AssumptionError { number, text: text.into(), fault };
        let assumption = match Assumption::parse(text) {
            Ok(assumption) => assumption,
            Err(faults) => {
                errors.extend(faults.into_iter().map(tell));
                continue;
            }
        };
        if let Some((first, ..)) = made.iter().find(|(_, _, one, _)| *one == assumption) {
            errors.push(tell(AssumptionFault::Repeated { first: *first }));
            continue;
        }
        let source = laid.next_source(&assumption);
        match laid.assume(&assumption, &source) {
            Ok(()) => made.push((number, text, assumption, source)),
            Err(fault) => errors.push(tell(fault)),
        }
    }
    for (number, text, _, source) in &made {
        if !laid.names(source) {
            let (number, text) = (*number, (*text).into());
            errors.push(AssumptionError { number, text, fault: AssumptionFault::Overruled });
        }
    }
    if !errors.is_empty() {
        errors.sort_by_key(|error| error.number);
        return Err(errors);
    }
    if made.is_empty() {
        return Ok(files.clone());
    }
    laid.finish();
    laid.into_files(files).map_err(|problems| {
        let (number, text) = contradicting(files, &texts);
        let tell = |problem| AssumptionError {
            number,
            text: text.into(),
            fault: AssumptionFault::Contradiction(Box::new(problem)),
        };
        problems.into_iter().map(tell).collect()
    })
}

/// The first assumption without which there is no contradiction, else the last.
fn contradicting<'t>(files: &BTreeMap<String, Vec<u8>>, texts: &[&'t str]) -> (usize, &'t str) {
    let mut numbered = texts.iter().copied().enumerate();
    let is_alone = |(index, _): &(usize, &str)| {
        let others = texts.iter().enumerate().filter(|(other, _)| other != index);
        texts.len() == 1 || overlaid(files, others.map(|(_, text)| *text)).is_ok()
    };
    let found = numbered.find(is_alone);
    let last = texts.last().map(|text| (texts.len().saturating_sub(1), *text));
    let (index, text) = found.or(last).unwrap_or_default();
    (index.saturating_add(1), text)
}

/// The files of a pack as trees, and which of them were changed.
struct Laid {
    nodes: BTreeMap<String, Node>,
    changed: BTreeSet<String>,
    /// Sources that were added: id, kind and title.
    sources: Vec<(String, &'static str, String)>,
    /// How many assumptions the pack had before.
    before: usize,
}

const SOURCES: &str = "sources.json";
const PACK: &str = "pack.json";
/// What the version of a pack ends with in which something is assumed.
const MARK: &str = "+assumed";

impl Laid {
    fn over(files: &BTreeMap<String, Vec<u8>>) -> Self {
        let parsed = files.iter().filter_map(|(path, bytes)| {
            // The pack was read already, so that each of its files is JSON.
            Some((path.clone(), Node::parse(bytes).ok()?))
        });
        let nodes: BTreeMap<String, Node> = parsed.collect();
        let sources = nodes.get(SOURCES).and_then(|node| node.member("sources"));
        let sources = sources.map_or(&[][..], Node::items).iter();
        let before = sources.filter(|source| text(source, "kind") == Some(KIND)).count();
        Self { nodes, changed: BTreeSet::new(), sources: Vec::new(), before }
    }

    fn assume(&mut self, assumption: &Assumption, source: &str) -> Result<(), AssumptionFault> {
        match assumption {
            Assumption::Agreement { party, from, like } => {
                self.agreement(*party, *from, *like, source)
            }
            Assumption::AgreementEnds { party, last_day } => {
                self.agreement_ends(*party, *last_day, source)
            }
            Assumption::Gains { country, status, from } => {
                self.gains(*country, *status, *from, source)
            }
            Assumption::Loses { country, status, from } => {
                self.loses(*country, *status, *from, source)
            }
            Assumption::Parameter { target, value, from } => {
                self.parameter(target, *value, *from, source)
            }
        }
    }

    fn next_source(&mut self, assumption: &Assumption) -> String {
        let own = self.sources.iter().filter(|(_, kind, _)| *kind == KIND).count();
        let number = self.before.saturating_add(own).saturating_add(1);
        let id = format!("assumption-{number}");
        self.sources.push((id.clone(), KIND, assumption.to_string()));
        id
    }

    /// The source of a term like one of which nobody has said anything.
    fn alike(&mut self, source: &str, like: CountryCode) -> String {
        let id = format!("{source}-alike");
        if !self.sources.iter().any(|(known, ..)| *known == id) {
            let title = format!(
                "Assumed like a term of the agreement with {like} that is itself only assumed"
            );
            self.sources.push((id.clone(), LIKENESS, title));
        }
        id
    }

    /// Whether a datum names a source.
    fn names(&self, source: &str) -> bool {
        self.changed.iter().filter_map(|path| self.nodes.get(path)).any(|node| names(node, source))
    }

    fn changed(&mut self, path: &str) -> Option<&mut Node> {
        let node = self.nodes.get_mut(path)?;
        self.changed.insert(path.to_owned());
        Some(node)
    }

    fn add(&mut self, path: String, node: Node) {
        self.changed.insert(path.clone());
        self.nodes.insert(path, node);
    }

    fn rows(&self, register: &str) -> &[Node] {
        let node = self.nodes.get(&format!("countries/{register}.json"));
        node.and_then(|node| node.member("rows")).map_or(&[][..], Node::items)
    }

    /// What is read as another State is told under that one.
    fn check_territory(&self, country: CountryCode) -> Result<(), AssumptionFault> {
        let row = self.rows("territories").iter().find(|row| is_of(row, country));
        let state = row.and_then(|row| CountryCode::parse(text(row, "read_as")?).ok());
        state.map_or(Ok(()), |state| Err(AssumptionFault::Territory { country, state }))
    }

    /// The sources that were added, and the mark at the version.
    fn finish(&mut self) {
        let added: Vec<Node> = self
            .sources
            .iter()
            .map(|(id, kind, title)| {
                object(vec![
                    ("id", of_text(id)),
                    ("kind", of_text(kind)),
                    ("title", of_text(title)),
                    ("day", Node::Null),
                    ("link", Node::Null),
                    ("evidence", of_text("assumed")),
                ])
            })
            .collect();
        if let Some(list) = self.changed(SOURCES).and_then(|file| member_mut(file, "sources")) {
            push(list, added);
        }
        let version = self.changed(PACK).and_then(|file| member_mut(file, "version"));
        if let Some(Node::Text(text)) = version {
            if !text.ends_with(MARK) {
                *text = format!("{text}{MARK}").into();
            }
        }
    }

    /// The files, those that were not changed as they were; what is no pack is refused.
    fn into_files(
        self,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<BTreeMap<String, Vec<u8>>, Vec<PackProblem>> {
        let mut laid = BTreeMap::new();
        for (path, node) in &self.nodes {
            let own = files.get(path).filter(|_| !self.changed.contains(path));
            laid.insert(path.clone(), own.map_or_else(|| node.to_bytes(), Clone::clone));
        }
        load::load(laid.iter().map(|(path, bytes)| (path.clone(), bytes)))?;
        Ok(laid)
    }
}

fn names(node: &Node, source: &str) -> bool {
    match node {
        Node::Object(members) => members.iter().any(|(name, value)| {
            (&**name == "source" && value.text() == Some(source)) || names(value, source)
        }),
        Node::List(items) => items.iter().any(|item| names(item, source)),
        Node::Null | Node::Bool(_) | Node::Whole(_) | Node::OtherNumber | Node::Text(_) => false,
    }
}

fn text<'n>(node: &'n Node, name: &str) -> Option<&'n str> {
    node.member(name).and_then(Node::text)
}

fn day(node: &Node, name: &str) -> Option<Day> {
    text(node, name).and_then(|day| Day::parse(day).ok())
}

fn is_of(row: &Node, country: CountryCode) -> bool {
    text(row, "country") == Some(country.as_str())
}

/// Whether it holds on a day.
fn includes(node: &Node, on: Day) -> bool {
    day(node, "first_day").is_none_or(|first| first <= on) && reaches(node, on)
}

/// Whether it holds on a day or on a later one, if it has begun.
fn reaches(node: &Node, on: Day) -> bool {
    day(node, "last_day").is_none_or(|last| on <= last)
}

/// Whether it begins on a day or later.
fn begins_from(node: &Node, from: Day) -> bool {
    day(node, "first_day").is_some_and(|first| first >= from)
}

fn member_mut<'n>(node: &'n mut Node, name: &str) -> Option<&'n mut Node> {
    let Node::Object(members) = node else { return None };
    members.iter_mut().find(|(own, _)| &**own == name).map(|(_, value)| value)
}

fn items_mut<'n>(node: &'n mut Node, name: &str) -> Option<&'n mut Vec<Node>> {
    match member_mut(node, name)? {
        Node::List(items) => Some(items),
        Node::Null
        | Node::Bool(_)
        | Node::Whole(_)
        | Node::OtherNumber
        | Node::Text(_)
        | Node::Object(_) => None,
    }
}

fn push(list: &mut Node, more: Vec<Node>) {
    if let Node::List(items) = list {
        items.extend(more);
    }
}

fn set(node: &mut Node, name: &str, value: Node) {
    let Node::Object(members) = node else { return };
    match members.iter_mut().find(|(own, _)| &**own == name) {
        Some((_, own)) => *own = value,
        None => members.push((name.into(), value)),
    }
}

/// Ends what goes on beyond a day on that day.
fn end_on(node: &mut Node, last_day: Day) {
    if reaches(node, last_day) {
        set(node, "last_day", of_day(last_day));
    }
}

fn object(members: Vec<(&str, Node)>) -> Node {
    Node::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

fn of_text(text: &str) -> Node {
    Node::Text(text.into())
}

fn of_day(day: Day) -> Node {
    Node::Text(day.to_string().into())
}

/// The four members on who says so, where nobody does.
fn attested(source: &str) -> [(&'static str, Node); 4] {
    [
        ("source", of_text(source)),
        ("evidence", of_text("assumed")),
        ("known_from", Node::Null),
        ("note", Node::Null),
    ]
}
