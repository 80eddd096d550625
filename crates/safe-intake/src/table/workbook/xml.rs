//! XML as workbooks use it. Nothing is ever fetched: an entity beyond the five of XML stays as it
//! is written.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

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

pub(super) fn next<'t>(xml: &mut Xml<'t>) -> Result<Event<'t>, FileProblem> {
    xml.read_event().map_err(|_| FileProblem::Damaged("its XML is broken"))
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

/// Adds what an event says to a text: text as it stands, characters for references.
pub(super) fn add_text(event: &Event<'_>, text: &mut String) {
    match event {
        Event::Text(part) => add_lines(part, text),
        Event::CData(part) => add_lines(part, text),
        Event::GeneralRef(reference) => {
            if let Ok(Some(character)) = reference.resolve_char_ref() {
                text.push(character);
                return;
            }
            let name = std::str::from_utf8(reference).unwrap_or("");
            match quick_xml::escape::resolve_xml_entity(name) {
                Some(characters) => text.push_str(characters),
                None => text.extend(["&", name, ";"]),
            }
        }
        Event::Start(_)
        | Event::End(_)
        | Event::Empty(_)
        | Event::Comment(_)
        | Event::Decl(_)
        | Event::PI(_)
        | Event::DocType(_)
        | Event::Eof => {}
    }
}

/// XML has one end of line, whatever the file was written with.
fn add_lines(bytes: &[u8], text: &mut String) {
    let part = std::str::from_utf8(bytes).unwrap_or("");
    if part.contains('\r') {
        text.push_str(&part.replace("\r\n", "\n").replace('\r', "\n"));
    } else {
        text.push_str(part);
    }
}
