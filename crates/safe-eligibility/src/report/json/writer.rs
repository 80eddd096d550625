//! JSON text, written member by member straight into one buffer.

use std::fmt::{self, Write as _};
use std::io;
use std::sync::OnceLock;

use crate::model::day::Day;
use crate::model::exact::Exact;
use crate::model::number::print_number;
use crate::model::place::Place;
use crate::model::procurement::Digest;
use crate::rulebook::datum::Address;

/// A JSON text that is being written.
///
/// Laid out for reading it has two blanks for each level, as `serde_json` lays it out.
pub(in crate::report) struct Json<'w> {
    text: &'w mut String,
    // Where the text goes when the buffer is full; `None`: it is all kept.
    out: Option<&'w mut dyn io::Write>,
    failure: Option<io::Error>,
    pretty: bool,
    depth: usize,
    // Whether nothing stands yet in the innermost object or list.
    is_empty: bool,
}

/// The name of a member with all that stands around it, put together when it is compiled.
macro_rules! key {
    ($name:literal) => {
        concat!(",\"", $name, "\":")
    };
}
pub(in crate::report) use key;

/// A word of the program's own, without a character that JSON escapes.
pub(in crate::report) struct Word(pub(in crate::report) &'static str);

impl WriteJson for Word {
    #[inline]
    fn write(&self, json: &mut Json<'_>) {
        json.plain(|text| text.push_str(self.0));
    }
}

/// A value that is the same wherever it stands; its text on one line is put together once.
pub(in crate::report) struct Kept<'k, T>(
    pub(in crate::report) T,
    pub(in crate::report) &'k OnceLock<String>,
);

impl<T: WriteJson> WriteJson for Kept<'_, T> {
    fn write(&self, json: &mut Json<'_>) {
        if json.pretty {
            return self.0.write(json);
        }
        let text = self.1.get_or_init(|| {
            let mut text = String::new();
            append(&self.0, false, &mut text);
            text
        });
        json.word(text);
    }
}

/// A value that is JSON already, on one line.
pub(in crate::report) struct Raw<'t>(pub(in crate::report) &'t str);

impl WriteJson for Raw<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.word(self.0);
    }
}

/// Something that has a form in JSON.
pub(in crate::report) trait WriteJson {
    /// Writes it as one value.
    fn write(&self, json: &mut Json<'_>);
}

const BUFFER: usize = 1 << 16;

/// Appends one value to a text.
pub(in crate::report) fn append(value: &impl WriteJson, pretty: bool, text: &mut String) {
    value.write(&mut Json::new(text, None, pretty));
}

/// One value, written to `out` without ever holding much more than a buffer of it.
pub(in crate::report) fn to_writer(
    value: &impl WriteJson,
    pretty: bool,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut text = String::new();
    let mut json = Json::new(&mut text, Some(out), pretty);
    value.write(&mut json);
    json.hand_on();
    json.failure.map_or(Ok(()), Err)
}

impl<'w> Json<'w> {
    fn new(text: &'w mut String, out: Option<&'w mut dyn io::Write>, pretty: bool) -> Self {
        Self { text, out, failure: None, pretty, depth: 0, is_empty: true }
    }

    /// Writes an object, whose members `members` writes.
    #[inline]
    pub(in crate::report) fn object(&mut self, members: impl FnOnce(&mut Self)) {
        self.open('{');
        members(self);
        self.close('}');
    }

    /// Writes a list of values.
    #[inline]
    pub(in crate::report) fn list<T: WriteJson>(&mut self, items: impl IntoIterator<Item = T>) {
        self.list_by(|json| items.into_iter().for_each(|item| json.item(&item)));
    }

    /// Writes a list, the items of which `items` writes one by one.
    #[inline]
    pub(in crate::report) fn list_by(&mut self, items: impl FnOnce(&mut Self)) {
        self.open('[');
        items(self);
        self.close(']');
    }

    /// Writes an item of the innermost list.
    #[inline]
    pub(in crate::report) fn item(&mut self, item: &impl WriteJson) {
        self.separate();
        item.write(self);
        if self.text.len() >= BUFFER {
            self.hand_on();
        }
    }

    /// Writes a member of an object, named by [`key!`].
    #[inline]
    pub(in crate::report) fn member<T: WriteJson + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) {
        if self.pretty {
            self.separate();
            self.text.push_str(key.trim_start_matches(','));
            self.text.push(' ');
        } else if std::mem::take(&mut self.is_empty) {
            self.text.push_str(key.get(1..).unwrap_or(""));
        } else {
            self.text.push_str(key);
        }
        value.write(self);
    }

    /// Writes a member of an object whose name is not the program's own.
    pub(in crate::report) fn entry<T: WriteJson + ?Sized>(&mut self, name: &str, value: &T) {
        self.separate();
        name.write(self);
        self.text.push_str(if self.pretty { ": " } else { ":" });
        value.write(self);
    }

    /// Writes a string, the text of which `print` appends.
    #[inline]
    pub(in crate::report) fn string(&mut self, print: impl FnOnce(&mut String)) {
        self.text.push('"');
        let start = self.text.len();
        print(self.text);
        if has_escaped(self.text.get(start..).unwrap_or("")) {
            let raw = self.text.split_off(start);
            self.escape(&raw);
        }
        self.text.push('"');
    }

    /// Writes a string of which it is certain that it has nothing to escape.
    #[inline]
    fn plain(&mut self, print: impl FnOnce(&mut String)) {
        self.text.push('"');
        print(self.text);
        self.text.push('"');
    }

    #[inline]
    fn word(&mut self, word: &str) {
        self.text.push_str(word);
    }

    #[inline]
    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth = self.depth.saturating_add(1);
        self.is_empty = true;
    }

    #[inline]
    fn close(&mut self, bracket: char) {
        self.depth = self.depth.saturating_sub(1);
        if self.pretty && !self.is_empty {
            self.break_line();
        }
        self.text.push(bracket);
        self.is_empty = false;
    }

    #[inline]
    fn separate(&mut self) {
        if !std::mem::take(&mut self.is_empty) {
            self.text.push(',');
        }
        if self.pretty {
            self.break_line();
        }
    }

    fn break_line(&mut self) {
        self.text.push('\n');
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }

    #[cold]
    fn escape(&mut self, raw: &str) {
        for character in raw.chars() {
            match character {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                '\u{8}' => self.text.push_str("\\b"),
                '\u{c}' => self.text.push_str("\\f"),
                // Writing to memory does not fail.
                '\0'..'\u{20}' => {
                    _ = write!(self.text, "\\u{:04x}", u32::from(character));
                }
                _ => self.text.push(character),
            }
        }
    }

    // Once the way out has failed, nothing more goes there.
    #[cold]
    fn hand_on(&mut self) {
        let Some(out) = self.out.as_mut() else { return };
        if self.failure.is_none() {
            self.failure = out.write_all(self.text.as_bytes()).err();
        }
        self.text.clear();
    }
}

// Without a way out of the loop it looks at many bytes at once.
#[inline]
fn has_escaped(text: &str) -> bool {
    let is_escaped = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    text.bytes().fold(false, |found, byte| found | is_escaped(byte))
}

/// A value written as a string of what it displays as.
pub(in crate::report) struct Shown<T>(pub(in crate::report) T);

impl<T: fmt::Display> WriteJson for Shown<T> {
    fn write(&self, json: &mut Json<'_>) {
        // Writing to memory does not fail.
        json.string(|text| _ = write!(text, "{}", self.0));
    }
}

macro_rules! printed {
    ($($printed:ty,)*) => {
        $(impl WriteJson for $printed {
            fn write(&self, json: &mut Json<'_>) {
                // Writing to memory does not fail.
                json.plain(|text| _ = self.print(text));
            }
        })*
    };
}

// These stand in a trace so often that the machinery of `Display` would show. None of them has a
// character that JSON escapes.
printed! { Place, Day, Exact, Address, Digest, }

impl WriteJson for str {
    // What is looked through is the text itself: its copy has only just been written, and would
    // have to be waited for.
    #[inline]
    fn write(&self, json: &mut Json<'_>) {
        if has_escaped(self) {
            json.text.push('"');
            json.escape(self);
            json.text.push('"');
        } else {
            json.plain(|text| text.push_str(self));
        }
    }
}

impl WriteJson for String {
    fn write(&self, json: &mut Json<'_>) {
        self.as_str().write(json);
    }
}

impl WriteJson for Box<str> {
    fn write(&self, json: &mut Json<'_>) {
        (**self).write(json);
    }
}

impl WriteJson for u8 {
    fn write(&self, json: &mut Json<'_>) {
        usize::from(*self).write(json);
    }
}

impl WriteJson for u32 {
    fn write(&self, json: &mut Json<'_>) {
        usize::try_from(*self).unwrap_or(usize::MAX).write(json);
    }
}

impl WriteJson for bool {
    fn write(&self, json: &mut Json<'_>) {
        json.word(if *self { "true" } else { "false" });
    }
}

impl WriteJson for usize {
    fn write(&self, json: &mut Json<'_>) {
        // Writing to memory does not fail.
        _ = print_number(u64::try_from(*self).unwrap_or(u64::MAX), json.text);
    }
}

impl<T: WriteJson + ?Sized> WriteJson for &T {
    #[inline]
    fn write(&self, json: &mut Json<'_>) {
        (**self).write(json);
    }
}

impl<T: WriteJson> WriteJson for Option<T> {
    /// A value, or `null`.
    #[inline]
    fn write(&self, json: &mut Json<'_>) {
        match self {
            Some(value) => value.write(json),
            None => json.word("null"),
        }
    }
}

impl<T: WriteJson> WriteJson for [T] {
    fn write(&self, json: &mut Json<'_>) {
        json.list(self);
    }
}

impl<T: WriteJson, const N: usize> WriteJson for [T; N] {
    fn write(&self, json: &mut Json<'_>) {
        json.list(self);
    }
}

impl<T: WriteJson> WriteJson for Vec<T> {
    fn write(&self, json: &mut Json<'_>) {
        json.list(self);
    }
}

#[cfg(test)]
mod tests;
