//! From the files of a pack to typed law: everything is checked, every problem told at once.

mod agreements;
mod approaches;
mod bodies;
mod choices;
mod folder;
mod periods;
mod questions;
mod registers;
mod rules;
mod sources;
mod standing;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use super::node::Node;
use super::pack::Pack;
use super::problem::{PackFault, PackPlace, PackProblem, RulebookError};
use super::reader::{Object, Problems, Reader};
use super::readings::answer_to;
use crate::model::day::Day;
use crate::model::procurement::Digest;

/// The pack that is built in.
///
/// # Errors
///
/// [`RulebookError::Broken`]; a release has no such pack.
pub(crate) fn built_in() -> Result<Pack, RulebookError> {
    load(safe_rules::files()).map_err(|problems| RulebookError::Broken { problems })
}

/// The pack in a folder, which may be the source folder of the built-in one.
///
/// # Errors
///
/// [`RulebookError::Unreadable`] where the system does not give out a file, and
/// [`RulebookError::Broken`] with every problem of the pack.
pub(crate) fn from_dir(folder: &Path) -> Result<Pack, RulebookError> {
    let files = folder::read(folder)?;
    load(files).map_err(|problems| RulebookError::Broken { problems })
}

/// The files of a pack in a folder, by path inside the pack.
///
/// # Errors
///
/// [`RulebookError::Unreadable`] where the system does not give out a file.
pub(crate) fn files_in(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, RulebookError> {
    folder::read(folder)
}

/// The pack in these files, by path inside the pack.
///
/// # Errors
///
/// Every problem, by file, in the order of reading.
pub(crate) fn load<B: AsRef<[u8]>>(
    files: impl IntoIterator<Item = (String, B)>,
) -> Result<Pack, Vec<PackProblem>> {
    let files: BTreeMap<String, B> = files.into_iter().collect();
    let problems = Problems::default();
    let nodes = parse(&files, &problems);
    let pack = read(&Files { nodes: &nodes, problems: &problems }, digest(&files));
    let mut problems = problems.into_list();
    problems.sort_by(|one, other| one.at.file.cmp(&other.at.file));
    match pack {
        Some(pack) if problems.is_empty() => Ok(pack),
        Some(_) | None => Err(problems),
    }
}

fn parse<B: AsRef<[u8]>>(
    files: &BTreeMap<String, B>,
    problems: &Problems,
) -> BTreeMap<String, Option<Node>> {
    let mut nodes = BTreeMap::new();
    for (path, bytes) in files {
        if !folder::is_known(path) {
            problems.add(PackPlace::file(path), PackFault::UnknownFile);
            continue;
        }
        let node = parse_one(bytes.as_ref());
        let node = node.map_err(|fault| problems.add(PackPlace::file(path), fault));
        nodes.insert(path.clone(), node.ok());
    }
    nodes
}

fn parse_one(bytes: &[u8]) -> Result<Node, PackFault> {
    if let Err(error) = std::str::from_utf8(bytes) {
        let before = bytes.iter().take(error.valid_up_to());
        let line = before.filter(|byte| **byte == b'\n').count().saturating_add(1);
        return Err(PackFault::NotUtf8 { line });
    }
    Node::parse(bytes).map_err(|(line, column)| PackFault::NotJson { line, column })
}

// The lengths stand before path and bytes, so that no two packs run into the same stream.
fn digest<B: AsRef<[u8]>>(files: &BTreeMap<String, B>) -> Digest {
    let mut stream = Vec::new();
    for (path, bytes) in files {
        for part in [path.as_bytes(), bytes.as_ref()] {
            let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
            stream.extend_from_slice(&length.to_be_bytes());
            stream.extend_from_slice(part);
        }
    }
    Digest::of(&stream)
}

/// The files of a pack as trees, and where their problems go.
#[derive(Clone, Copy)]
struct Files<'a> {
    // `None` for what is no JSON at all; `null` is JSON, and told as any other wrong value.
    nodes: &'a BTreeMap<String, Option<Node>>,
    problems: &'a Problems,
}

impl<'a> Files<'a> {
    /// A file the pack needs; what is no JSON at all was told already and reads as `None`.
    fn needed(&self, path: &str) -> Option<Reader<'a>> {
        let at = PackPlace::file(path);
        let Some(node) = self.nodes.get(path) else {
            self.problems.add(at, PackFault::MissingFile);
            return None;
        };
        node.as_ref().map(|node| Reader::new(node, at, self.problems))
    }

    /// Every file whose path has this form, with the parts for which `*` stands.
    fn like(&self, form: &'static str) -> impl Iterator<Item = (Vec<&'a str>, Reader<'a>)> {
        let problems = self.problems;
        self.nodes.iter().filter_map(move |(path, node)| {
            let parts = folder::parts(path, form)?;
            Some((parts, Reader::new(node.as_ref()?, PackPlace::file(path), problems)))
        })
    }
}

// What is told of the pack itself.
struct Head {
    id: Box<str>,
    version: Box<str>,
    title: Box<str>,
    register_day: Day,
    rules: Vec<(Box<str>, PackPlace)>,
}

fn read(files: &Files<'_>, digest: Digest) -> Option<Pack> {
    let pack = files.needed("pack.json").and_then(|file| file.object(PACK_MEMBERS));
    let head = pack.as_ref().and_then(head);
    let sources = sources::read(files, head.as_ref().map(|head| head.register_day));
    let mut questions = questions::questions(files, &sources);
    if let (Some(pack), Some(questions)) = (&pack, &mut questions) {
        set_defaults(pack, questions);
    }
    let conflicts = questions::conflicts(files, &sources);
    let countries = registers::read(files, &sources);
    let agreements = agreements::read(files, &sources);
    let listed = head.as_ref().map(|head| head.rules.as_slice());
    let law = rules::read(files, &sources, questions.as_deref(), listed);
    standing::check(files);
    let head = head?;
    let (acts, rules) = law?;
    Some(Pack {
        id: head.id,
        version: head.version,
        title: head.title,
        register_day: head.register_day,
        acts,
        rules,
        countries: countries?,
        agreements: agreements?,
        questions: questions?,
        conflicts: conflicts?,
        sources: sources.into_known(),
        digest,
        without_assumptions: None,
    })
}

const PACK_MEMBERS: &[&str] =
    &["format", "id", "version", "title", "register_day", "rules", "default_readings"];

fn head(pack: &Object<'_>) -> Option<Head> {
    pack.get("format").word(&[("safe-pack/1", ())]);
    let id = pack.get("id").id();
    let version = pack.get("version").owned();
    let title = pack.get("title").owned();
    let register_day = pack.get("register_day").day();
    let rules = pack.get("rules").filled_list().map(|list| {
        let ids = list.iter().filter_map(|rule| Some((rule.id()?, rule.at().clone())));
        ids.collect::<Vec<_>>()
    });
    check_unique(rules.iter().flatten(), &pack.get("rules"));
    Some(Head {
        id: id?,
        version: version?,
        title: title?,
        register_day: register_day?,
        rules: rules?,
    })
}

fn set_defaults(pack: &Object<'_>, questions: &mut [super::pack::Question]) {
    for choice in pack.get("default_readings").list().into_iter().flatten() {
        let Some(object) = choice.object(&["reading", "option"]) else { continue };
        let (id, option) = (object.get("reading").text(), object.get("option").text());
        let Some((id, option)) = id.zip(option) else { continue };
        match answer_to(questions, id, option) {
            Ok(answer) => {
                let named = questions.iter_mut().find(|question| &*question.id == id);
                if let Some(question) = named {
                    questions::set_default(question, answer);
                }
            }
            Err(error) => {
                choice.fault::<()>(PackFault::Reading(error));
            }
        }
    }
}

/// Tells each id that stands twice, at its later place.
fn check_unique<'i>(ids: impl IntoIterator<Item = &'i (Box<str>, PackPlace)>, reader: &Reader<'_>) {
    let mut seen: BTreeMap<&str, &PackPlace> = BTreeMap::new();
    for (id, at) in ids {
        if let Some(&first) = seen.get(&**id) {
            let fault = PackFault::Duplicate { id: id.clone(), first: first.clone() };
            reader.problems().add(at.clone(), fault);
        } else {
            seen.insert(id, at);
        }
    }
}

#[cfg(test)]
mod tests;
