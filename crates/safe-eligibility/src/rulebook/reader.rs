//! Reads a tree as a file format: every problem is kept with its place, none stops the reading.

use std::cell::RefCell;

use super::node::Node;
use super::problem::{PackFault, PackPlace, PackProblem};
use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::model::figure::Share;

/// Problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: RefCell<Vec<PackProblem>>,
}

impl Problems {
    pub(crate) fn add(&self, at: PackPlace, fault: PackFault) {
        let problem = PackProblem { at, fault };
        let mut found = self.found.borrow_mut();
        if !found.contains(&problem) {
            found.push(problem);
        }
    }

    pub(crate) fn into_list(self) -> Vec<PackProblem> {
        self.found.into_inner()
    }
}

/// A value, its place, and where its problems go.
///
/// What is read comes back as `None` where there was a problem, which is then among the problems
/// already. A member that is missing reads as `None` without a second problem.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    node: Option<&'a Node>,
    at: PackPlace,
    problems: &'a Problems,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(node: &'a Node, at: PackPlace, problems: &'a Problems) -> Self {
        Self { node: Some(node), at, problems }
    }

    pub(crate) fn node(&self) -> Option<&'a Node> {
        self.node
    }

    pub(crate) fn at(&self) -> &PackPlace {
        &self.at
    }

    pub(crate) fn problems(&self) -> &'a Problems {
        self.problems
    }

    pub(crate) fn fault<T>(&self, fault: PackFault) -> Option<T> {
        self.problems.add(self.at.clone(), fault);
        None
    }

    /// An object that must have exactly these members.
    pub(crate) fn object(&self, names: &'static [&'static str]) -> Option<Object<'a>> {
        self.object_with(&[names], &[])
    }

    /// An object that must have the members of these lists together, and may have further ones.
    pub(crate) fn object_with(
        &self,
        needed: &[&'static [&'static str]],
        optional: &'static [&'static str],
    ) -> Option<Object<'a>> {
        let Node::Object(members) = self.node? else { return self.wrong_kind("an object") };
        let needed = || needed.iter().copied().flatten().copied();
        let names = || needed().chain(optional.iter().copied());
        for (index, (name, _)) in members.iter().enumerate() {
            if !names().any(|known| known == &**name) {
                let known = names().map(Into::into).collect();
                self.fault::<()>(PackFault::UnknownMember { name: name.clone(), known });
            } else if members.iter().take(index).any(|(earlier, _)| earlier == name) {
                self.fault::<()>(PackFault::RepeatedMember { name: name.clone() });
            }
        }
        for name in needed().filter(|name| !members.iter().any(|(own, _)| &**own == *name)) {
            self.fault::<()>(PackFault::MissingMember { name });
        }
        Some(Object { reader: self.clone() })
    }

    /// An object with one member, which is the kind of what stands in it.
    pub(crate) fn tagged(&self) -> Option<(&'a str, Reader<'a>)> {
        let Node::Object(members) = self.node? else { return self.wrong_kind("an object") };
        let [(kind, value)] = members.as_slice() else {
            let expected = "an object with one member, which names its kind";
            let given = format!("an object of {} members", members.len());
            return self.fault(PackFault::WrongKind { expected, given });
        };
        Some((kind, Self::new(value, self.at.member(kind), self.problems)))
    }

    pub(crate) fn list(&self) -> Option<Vec<Reader<'a>>> {
        let Node::List(items) = self.node? else { return self.wrong_kind("a list") };
        let items = items.iter().enumerate();
        Some(items.map(|(i, item)| Self::new(item, self.at.item(i), self.problems)).collect())
    }

    /// A list of at least one item.
    pub(crate) fn filled_list(&self) -> Option<Vec<Reader<'a>>> {
        let list = self.list()?;
        if list.is_empty() { self.fault(PackFault::EmptyList) } else { Some(list) }
    }

    /// Every item read; `None` where one of them could not be.
    pub(crate) fn each<T>(&self, read: impl Fn(&Self) -> Option<T>) -> Option<Vec<T>> {
        let read: Vec<Option<T>> = self.list()?.iter().map(read).collect();
        read.into_iter().collect()
    }

    /// `Some(None)` where the member is left out.
    #[expect(clippy::option_option, reason = "to be left out is allowed, and a problem is none")]
    pub(crate) fn or_absent<T>(&self, read: impl FnOnce(&Self) -> Option<T>) -> Option<Option<T>> {
        if self.node.is_none() { Some(None) } else { read(self).map(Some) }
    }

    /// `Some(None)` for null.
    #[expect(clippy::option_option, reason = "null is a value, and a problem is none")]
    pub(crate) fn or_null<T>(&self, read: impl FnOnce(&Self) -> Option<T>) -> Option<Option<T>> {
        if self.node? == &Node::Null { Some(None) } else { read(self).map(Some) }
    }

    pub(crate) fn text(&self) -> Option<&'a str> {
        match self.node? {
            Node::Text(text) if text.trim().is_empty() => self.fault(PackFault::EmptyText),
            Node::Text(text) => Some(text),
            Node::Null
            | Node::Bool(_)
            | Node::Whole(_)
            | Node::OtherNumber
            | Node::List(_)
            | Node::Object(_) => self.wrong_kind("a text"),
        }
    }

    pub(crate) fn owned(&self) -> Option<Box<str>> {
        self.text().map(Into::into)
    }

    /// Lower-case letters and digits, in groups joined by single hyphens.
    pub(crate) fn id(&self) -> Option<Box<str>> {
        let given = self.text()?;
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let group = |group: &str| !group.is_empty() && group.bytes().all(plain);
        if given.split('-').all(group) {
            return Some(given.into());
        }
        self.fault(PackFault::Id { given: given.into() })
    }

    pub(crate) fn boolean(&self) -> Option<bool> {
        let Node::Bool(value) = self.node? else { return self.wrong_kind("`true` or `false`") };
        Some(*value)
    }

    pub(crate) fn ordinal(&self) -> Option<u8> {
        match self.node? {
            Node::Whole(value @ 1..=255) => u8::try_from(*value).ok(),
            Node::Null
            | Node::Bool(_)
            | Node::Whole(_)
            | Node::OtherNumber
            | Node::Text(_)
            | Node::List(_)
            | Node::Object(_) => self.wrong_kind("a whole number from 1 to 255"),
        }
    }

    pub(crate) fn day(&self) -> Option<Day> {
        let given = self.text()?;
        Day::parse(given)
            .map_or_else(|reason| self.fault(PackFault::Day { given: given.into(), reason }), Some)
    }

    pub(crate) fn country(&self) -> Option<CountryCode> {
        let given = self.text()?;
        CountryCode::parse(given).map_or_else(
            |reason| self.fault(PackFault::Country { given: given.into(), reason }),
            Some,
        )
    }

    pub(crate) fn share(&self) -> Option<Share> {
        let given = self.text()?;
        Share::parse(given).map_or_else(
            |reason| self.fault(PackFault::Share { given: given.into(), reason }),
            Some,
        )
    }

    /// A word of a closed list, as what it stands for.
    pub(crate) fn word<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let given = self.text()?;
        match words.iter().find(|(word, _)| *word == given) {
            Some((_, meaning)) => Some(*meaning),
            None => self.unknown_word(given, words.iter().map(|(word, _)| *word)),
        }
    }

    pub(crate) fn unknown_word<'w, T>(
        &self,
        given: &str,
        known: impl Iterator<Item = &'w str>,
    ) -> Option<T> {
        let known = known.map(Into::into).collect();
        self.fault(PackFault::UnknownWord { given: given.into(), known })
    }

    fn wrong_kind<T>(&self, expected: &'static str) -> Option<T> {
        let given = match self.node? {
            Node::OtherNumber => "a number".to_owned(),
            Node::List(_) => "a list".to_owned(),
            Node::Object(_) => "an object".to_owned(),
            node @ (Node::Null | Node::Bool(_) | Node::Whole(_) | Node::Text(_)) => {
                format!("`{node}`")
            }
        };
        self.fault(PackFault::WrongKind { expected, given })
    }
}

/// An object whose members were checked.
#[derive(Clone, Debug)]
pub(crate) struct Object<'a> {
    reader: Reader<'a>,
}

impl<'a> Object<'a> {
    /// The member of that name; reads as `None` where it is missing.
    pub(crate) fn get(&self, name: &str) -> Reader<'a> {
        Reader {
            node: self.reader.node.and_then(|node| node.member(name)),
            at: self.reader.at.member(name),
            problems: self.reader.problems,
        }
    }

    /// The object itself.
    pub(crate) fn whole(&self) -> &Reader<'a> {
        &self.reader
    }
}
