//! XML as workbooks use it. Nothing is ever fetched: an entity beyond the five of XML stays as it
//! is written.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};

use crate::table::problem::FileProblem;

/// A reader over text in memory.
pub(super) type Xml<'t> = Reader<&'t [u8]>;

pub(super) fn reader(text: &str) -> Xml<'_> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    // Names of ends are not compared: a broken nesting ends where the text does.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    reader
}

/// What comes next in a text; comments and the like are passed over.
pub(super) enum Node<'t> {
    Start(BytesStart<'t>),
    Empty(BytesStart<'t>),
    End(BytesEnd<'t>),
    Text(Cow<'t, str>),
    Eof,
}

#[inline]
pub(super) fn next<'t>(xml: &mut Xml<'t>) -> Result<Node<'t>, FileProblem> {
    loop {
        return Ok(
            match xml.read_event().map_err(|_| FileProblem::Damaged("its XML is broken"))? {
                Event::Start(element) => Node::Start(element),
                Event::Empty(element) => Node::Empty(element),
                Event::End(element) => Node::End(element),
                Event::Text(text) => Node::Text(plain(text.into_inner())),
                Event::CData(text) => Node::Text(plain(text.into_inner())),
                Event::GeneralRef(reference) => Node::Text(character(&reference)),
                Event::Eof => Node::Eof,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            },
        );
    }
}

/// The value of an attribute by its name without a prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    unescaped(&found.value)
}

/// The value of an attribute without its escapes.
pub(super) fn unescaped(value: &[u8]) -> Option<String> {
    let value = std::str::from_utf8(value).ok()?;
    quick_xml::escape::unescape(value).ok().map(std::borrow::Cow::into_owned)
}

/// Whether an attribute says yes.
pub(super) fn says_yes(element: &BytesStart<'_>, name: &[u8]) -> bool {
    attribute(element, name).is_some_and(|value| matches!(&*value, "1" | "true" | "on"))
}

/// XML has one end of line, whatever the file was written with.
fn plain(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    let text = match bytes {
        Cow::Borrowed(bytes) => Cow::Borrowed(std::str::from_utf8(bytes).unwrap_or("")),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8(bytes).unwrap_or_default()),
    };
    if text.contains('\r') {
        return Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    text
}

/// The characters that a reference such as `&lt;` or `&#65;` stands for.
fn character<'t>(reference: &BytesRef<'t>) -> Cow<'t, str> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Cow::Owned(character.to_string());
    }
    let name = std::str::from_utf8(reference).unwrap_or("");
    match quick_xml::escape::resolve_xml_entity(name) {
        Some(characters) => Cow::Borrowed(characters),
        None => Cow::Owned(["&", name, ";"].concat()),
    }
}
