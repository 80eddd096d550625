//! Where the upper levels of a text stand, so that one pass serves any number of pointers.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lexer::Lexer;
use super::locate::locate;
use crate::error::{Kind, Malformed};

/// A value of a text and, as far down as was asked for, what stands in it.
#[derive(Debug)]
pub(crate) struct Outline {
    at: Range<usize>,
    below: Below,
}

#[derive(Debug)]
enum Below {
    // Looked for when it is asked for.
    Unread,
    Members(BTreeMap<Box<str>, Outline>),
    Items(Vec<Outline>),
}

impl Outline {
    /// The outline of a text, so many levels deep; `None`: it is not JSON.
    pub(crate) fn of(text: &str, levels: u8) -> Option<Self> {
        value(&mut Lexer::new(text), levels).ok()
    }

    /// The bytes of what a JSON pointer is about, as [`locate`] finds them; `text` is the same.
    pub(crate) fn find(&self, text: &str, pointer: &str) -> Option<Range<usize>> {
        let (mut node, mut rest) = (self, pointer);
        while let Some(steps) = rest.strip_prefix('/') {
            let step = steps.split('/').next().unwrap_or(steps);
            let next = match &node.below {
                Below::Unread => return node.find_within(text, rest),
                Below::Members(members) => {
                    members.get(&*step.replace("~1", "/").replace("~0", "~"))
                }
                Below::Items(items) => step.parse::<usize>().ok().and_then(|at| items.get(at)),
            };
            let Some(next) = next else { break };
            (node, rest) = (next, steps.strip_prefix(step).unwrap_or(""));
        }
        Some(node.at.clone())
    }

    fn find_within(&self, text: &str, pointer: &str) -> Option<Range<usize>> {
        let found = locate(text.get(self.at.clone())?, &[pointer.to_owned()]);
        let found = found.into_iter().next().flatten()?;
        let moved = |at: usize| self.at.start.saturating_add(at);
        Some(moved(found.start)..moved(found.end))
    }
}

fn value(lexer: &mut Lexer<'_>, levels: u8) -> Result<Outline, Malformed> {
    let kind = lexer.kind()?;
    let start = lexer.at();
    let below = match (kind, levels.checked_sub(1)) {
        (Kind::Object, Some(levels)) => members(lexer, levels)?,
        (Kind::List, Some(levels)) => items(lexer, levels)?,
        (Kind::Object | Kind::List | Kind::Text | Kind::Number | Kind::Flag | Kind::Null, _) => {
            lexer.skip()?;
            Below::Unread
        }
    };
    Ok(Outline { at: start..lexer.at(), below })
}

fn members(lexer: &mut Lexer<'_>, levels: u8) -> Result<Below, Malformed> {
    lexer.open()?;
    let (mut members, mut first) = (BTreeMap::new(), true);
    while let Some(name) = lexer.member(&mut first)? {
        members.insert(name.into(), value(lexer, levels)?);
    }
    Ok(Below::Members(members))
}

fn items(lexer: &mut Lexer<'_>, levels: u8) -> Result<Below, Malformed> {
    lexer.open()?;
    let (mut items, mut first) = (Vec::new(), true);
    while lexer.item(&mut first)? {
        items.push(value(lexer, levels)?);
    }
    Ok(Below::Items(items))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_finds_what_a_pass_for_the_pointer_finds() {
        let text =
            r#" { "id": "A", "a/b": [ { "x": [1, {"y": null}], "z~": {} }, [], "é" ], "n": 5 }"#;
        let pointers = [
            "",
            "/id",
            "/a~1b",
            "/a~1b/0",
            "/a~1b/0/x/1/y",
            "/a~1b/0/x/7",
            "/a~1b/0/z~0",
            "/a~1b/1/0",
            "/a~1b/2",
            "/a~1b/9/x",
            "/n/x",
            "/none/of/these",
            "/a~1b/x",
            "/id/0",
        ];
        for levels in 0..6 {
            let outline = Outline::of(text, levels).unwrap();
            for pointer in pointers {
                let expected = locate(text, &[pointer.to_owned()]).remove(0);
                assert!(expected.is_some());
                assert_eq!(outline.find(text, pointer), expected, "{pointer} with {levels}");
            }
        }
        assert!(Outline::of("{ \"a\": ", 2).is_none());
    }
}
