//! Finds the bytes of a text that a JSON pointer is about, in one pass for many pointers.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lexer::Lexer;
use crate::error::{Kind, Malformed};

/// For each pointer the bytes of what it is about; `None`: the text is not read that far.
///
/// That is the value it points to or, where nothing is stated there, the innermost object or list
/// around that place. Where a member is stated twice, it is the later one.
pub(crate) fn locate(text: &str, pointers: &[String]) -> Vec<Option<Range<usize>>> {
    let mut wanted = Wanted::default();
    for (index, pointer) in pointers.iter().enumerate() {
        wanted.add(pointer, index);
    }
    let mut found = vec![None; pointers.len()];
    // What was found before the text stops being JSON is found all the same.
    let _read = value(&mut Lexer::new(text), &wanted, &mut found);
    found
}

/// The pointers below a place, by their next step.
#[derive(Default)]
struct Wanted {
    here: Vec<usize>,
    below: BTreeMap<String, Wanted>,
}

impl Wanted {
    fn add(&mut self, pointer: &str, index: usize) {
        let mut node = self;
        for step in pointer.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            node = node.below.entry(step).or_default();
        }
        node.here.push(index);
    }

    fn set_all(&self, place: &Range<usize>, found: &mut [Option<Range<usize>>]) {
        for index in &self.here {
            if let Some(slot) = found.get_mut(*index) {
                *slot = Some(place.clone());
            }
        }
        self.below.values().for_each(|below| below.set_all(place, found));
    }
}

fn value(
    lexer: &mut Lexer<'_>,
    wanted: &Wanted,
    found: &mut [Option<Range<usize>>],
) -> Result<(), Malformed> {
    let kind = lexer.kind()?;
    let start = lexer.at();
    // What lies below is put right where it is found.
    wanted.set_all(&(start..start.saturating_add(1)), found);
    let mut below = Vec::new();
    if wanted.below.is_empty() {
        lexer.skip()?;
    } else {
        match kind {
            Kind::Object => members(lexer, wanted, found, &mut below)?,
            Kind::List => items(lexer, wanted, found, &mut below)?,
            Kind::Text | Kind::Number | Kind::Flag | Kind::Null => lexer.skip()?,
        }
    }
    let place = start..lexer.at();
    for index in &wanted.here {
        if let Some(slot) = found.get_mut(*index) {
            *slot = Some(place.clone());
        }
    }
    let missing = wanted.below.iter().filter(|(step, _)| !below.contains(step));
    missing.for_each(|(_, wanted)| wanted.set_all(&place, found));
    Ok(())
}

fn members<'w>(
    lexer: &mut Lexer<'_>,
    wanted: &'w Wanted,
    found: &mut [Option<Range<usize>>],
    below: &mut Vec<&'w String>,
) -> Result<(), Malformed> {
    lexer.open()?;
    let mut first = true;
    while let Some(name) = lexer.member(&mut first)? {
        match wanted.below.get_key_value(&*name) {
            Some((step, wanted)) => {
                value(lexer, wanted, found)?;
                below.push(step);
            }
            None => lexer.skip()?,
        }
    }
    Ok(())
}

fn items<'w>(
    lexer: &mut Lexer<'_>,
    wanted: &'w Wanted,
    found: &mut [Option<Range<usize>>],
    below: &mut Vec<&'w String>,
) -> Result<(), Malformed> {
    let numbered = wanted
        .below
        .iter()
        .filter_map(|(step, wanted)| Some((step.parse::<usize>().ok()?, (step, wanted))));
    let numbered: BTreeMap<usize, (&String, &Wanted)> = numbered.collect();
    lexer.open()?;
    let (mut index, mut first) = (0usize, true);
    while lexer.item(&mut first)? {
        match numbered.get(&index) {
            Some((step, wanted)) => {
                value(lexer, wanted, found)?;
                below.push(step);
            }
            None => lexer.skip()?,
        }
        index = index.wrapping_add(1);
    }
    Ok(())
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may fail")]
mod tests {
    use super::*;

    const TEXT: &str = r#"{ "id": "A", "list": [ { "a/b": 1 }, [], { "x": null } ], "id": "B" }"#;

    fn texts<'t>(text: &'t str, pointers: &[&str]) -> Vec<Option<&'t str>> {
        let pointers: Vec<String> = pointers.iter().map(ToString::to_string).collect();
        let found = locate(text, &pointers);
        found.into_iter().map(|range| range.map(|range| &text[range])).collect()
    }

    #[test]
    fn a_place_is_its_value() {
        let pointers = ["/list/0/a~1b", "/id", "/list/2/x", "", "/list/1"];
        let expected = ["1", "\"B\"", "null", TEXT, "[]"];
        assert_eq!(texts(TEXT, &pointers), expected.map(Some));
    }

    #[test]
    fn a_place_where_nothing_stands_is_what_is_around_it() {
        let pointers = ["/list/2/origin", "/list/9/origin", "/id/x", "/list/0/country"];
        let list = r#"[ { "a/b": 1 }, [], { "x": null } ]"#;
        let expected = [r#"{ "x": null }"#, list, "\"B\"", r#"{ "a/b": 1 }"#];
        assert_eq!(texts(TEXT, &pointers), expected.map(Some));
    }

    #[test]
    fn a_broken_text_is_read_as_far_as_it_goes() {
        let found = texts(r#"{ "a": [ 1, 2 ], "b": { "c": 3, }"#, &["/a/1", "/b/c", "/b", "/z"]);
        assert_eq!(found, [Some("2"), Some("3"), Some("{"), Some("{")]);
        assert_eq!(texts("?", &["/a"]), [None]);
    }
}
