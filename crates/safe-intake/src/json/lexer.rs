//! Reads JSON text token by token, without copying what has no escapes.

use std::borrow::Cow;

use super::scan;
use crate::error::{Kind, Malformed};

/// A JSON text and how far it has been read.
///
/// Every token is checked as RFC 8259 asks; nothing is skipped unread. After an error nothing
/// more may be read: it stands where the text stops being JSON.
#[derive(Debug)]
pub(crate) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
}

/// How deep lists and objects may nest.
const MOST_DEPTH: u8 = 128;

impl<'a> Lexer<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// How many bytes have been read.
    pub(crate) fn at(&self) -> usize {
        self.at.min(self.text.len())
    }

    /// How many bytes have not been read.
    pub(crate) fn left(&self) -> usize {
        self.text.len().saturating_sub(self.at)
    }

    /// What comes next; nothing of it is read.
    #[inline]
    pub(crate) fn kind(&mut self) -> Result<Kind, Malformed> {
        match self.peek() {
            Some(b'"') => Ok(Kind::Text),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::List),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b't' | b'f') => Ok(Kind::Flag),
            Some(b'n') => Ok(Kind::Null),
            Some(_) | None => Err(Malformed::Value),
        }
    }

    /// Reads the bracket that opens an object or a list; `kind` has seen it.
    #[inline]
    pub(crate) fn open(&mut self) -> Result<(), Malformed> {
        if self.depth >= MOST_DEPTH {
            return Err(Malformed::TooNested);
        }
        self.depth = self.depth.wrapping_add(1);
        self.step();
        Ok(())
    }

    /// Reads up to the next value of an object and hands out its name; `None` at the end.
    #[inline]
    pub(crate) fn member(&mut self, first: &mut bool) -> Result<Option<Cow<'a, str>>, Malformed> {
        if !self.more(first, b'}', Malformed::MemberEnd)? {
            return Ok(None);
        }
        if self.peek() != Some(b'"') {
            return Err(Malformed::Member);
        }
        let name = self.string()?;
        if self.peek() != Some(b':') {
            return Err(Malformed::Colon);
        }
        self.step();
        Ok(Some(name))
    }

    /// Reads up to the next value of a list; `false` at the end.
    #[inline]
    pub(crate) fn item(&mut self, first: &mut bool) -> Result<bool, Malformed> {
        self.more(first, b']', Malformed::ItemEnd)
    }

    /// Reads a string; `kind` has seen its quote.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, Malformed> {
        match self.plain() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.escaped().map(Cow::Owned),
        }
    }

    /// Reads a string without escapes, where exactly that stands, without white space before it.
    #[inline]
    pub(crate) fn plain(&mut self) -> Option<&'a str> {
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) != Some(&b'"') {
            return None;
        }
        let start = self.at.wrapping_add(1);
        let end = scan::plain_end(bytes, start);
        if bytes.get(end) != Some(&b'"') {
            return None;
        }
        self.at = end.wrapping_add(1);
        self.text.get(start..end)
    }

    /// Reads `null`, if that is what comes next.
    #[inline]
    pub(crate) fn null(&mut self) -> Result<bool, Malformed> {
        // Most values are strings, and most stand right behind their colon.
        if self.text.as_bytes().get(self.at) == Some(&b'"') {
            return Ok(false);
        }
        let null = self.peek() == Some(b'n');
        if null {
            self.word("null")?;
        }
        Ok(null)
    }

    /// Reads `true` or `false`; `kind` has seen its first letter.
    pub(crate) fn flag(&mut self) -> Result<bool, Malformed> {
        let yes = self.peek() == Some(b't');
        self.word(if yes { "true" } else { "false" })?;
        Ok(yes)
    }

    /// Reads a number and hands it out as it is written; `kind` has seen its first character.
    pub(crate) fn number(&mut self) -> Result<&'a str, Malformed> {
        let start = self.at;
        self.eat(b"-");
        if !self.eat(b"0") {
            self.digits()?;
        }
        if self.eat(b".") {
            self.digits()?;
        }
        if self.eat(b"eE") {
            self.eat(b"+-");
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or(""))
    }

    /// Reads a value of any kind and leaves it at that.
    pub(crate) fn skip(&mut self) -> Result<(), Malformed> {
        let mut first = true;
        match self.kind()? {
            Kind::Object => {
                self.open()?;
                while self.member(&mut first)?.is_some() {
                    self.skip()?;
                }
            }
            Kind::List => {
                self.open()?;
                while self.item(&mut first)? {
                    self.skip()?;
                }
            }
            Kind::Text => _ = self.string()?,
            Kind::Number => _ = self.number()?,
            Kind::Flag => _ = self.flag()?,
            Kind::Null => _ = self.null()?,
        }
        Ok(())
    }

    /// Checks that nothing follows the document.
    pub(crate) fn end(&mut self) -> Result<(), Malformed> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(Malformed::Trailing),
        }
    }

    /// Reads `expected` where exactly that stands.
    #[inline]
    pub(crate) fn exactly(&mut self, expected: &[u8]) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or(&[]);
        let there = rest.starts_with(expected);
        if there {
            self.at = self.at.wrapping_add(expected.len());
        }
        there
    }

    /// Reads a piece of text where exactly that stands.
    #[inline]
    pub(crate) fn piece(&mut self, piece: &Piece<'_>) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or(&[]);
        let there = match (piece.mask, rest.first_chunk()) {
            (0, _) | (_, None) => rest.starts_with(piece.text.as_bytes()),
            (mask, Some(word)) => u128::from_le_bytes(*word) & mask == piece.word,
        };
        if there {
            self.at = self.at.wrapping_add(piece.text.len());
        }
        there
    }

    /// What was read from `start` up to the next value.
    #[inline]
    pub(crate) fn since(&mut self, start: usize) -> &'a str {
        self.peek();
        self.text.get(start..self.at).unwrap_or("")
    }

    #[inline]
    fn more(&mut self, first: &mut bool, close: u8, belongs: Malformed) -> Result<bool, Malformed> {
        let next = self.peek();
        if next == Some(close) {
            self.step();
            self.depth = self.depth.wrapping_sub(1);
            return Ok(false);
        }
        if !std::mem::take(first) {
            if next != Some(b',') {
                return Err(belongs);
            }
            self.step();
        }
        Ok(true)
    }

    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            let next = self.text.as_bytes().get(self.at).copied();
            if !matches!(next, Some(b' ' | b'\n' | b'\t' | b'\r')) {
                return next;
            }
            self.step();
        }
    }

    #[inline]
    fn step(&mut self) {
        self.at = self.at.wrapping_add(1);
    }

    #[cold]
    fn escaped(&mut self) -> Result<String, Malformed> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        self.at = scan::plain_end(bytes, start.wrapping_add(1));
        loop {
            match bytes.get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => self.at = self.at.wrapping_add(2),
                Some(_) => return Err(Malformed::ControlCharacter),
                None => return Err(Malformed::Quote),
            }
            self.at = scan::plain_end(bytes, self.at.min(bytes.len()));
        }
        self.step();
        let quoted = self.text.get(start..self.at).unwrap_or("");
        serde_json::from_str(quoted).map_err(|_| {
            self.at = start;
            Malformed::Escape
        })
    }

    fn word(&mut self, word: &str) -> Result<(), Malformed> {
        if self.exactly(word.as_bytes()) { Ok(()) } else { Err(Malformed::Value) }
    }

    fn eat(&mut self, any: &[u8]) -> bool {
        let eats = self.text.as_bytes().get(self.at).is_some_and(|next| any.contains(next));
        if eats {
            self.step();
        }
        eats
    }

    fn digits(&mut self) -> Result<(), Malformed> {
        if !self.eat(b"0123456789") {
            return Err(Malformed::Digit);
        }
        while self.eat(b"0123456789") {}
        Ok(())
    }
}

/// A text that is looked for again and again; up to 16 bytes are compared as one word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Piece<'a> {
    text: &'a str,
    word: u128,
    // The bits of `word` that are compared; 0 for a text that is longer, or empty.
    mask: u128,
}

impl<'a> Piece<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let (mut bytes, mut mask) = ([0u8; 16], [0u8; 16]);
        if text.len() <= bytes.len() {
            for ((slot, bits), byte) in bytes.iter_mut().zip(&mut mask).zip(text.bytes()) {
                (*slot, *bits) = (byte, u8::MAX);
            }
        }
        Self { text, word: u128::from_le_bytes(bytes), mask: u128::from_le_bytes(mask) }
    }
}

#[cfg(test)]
mod tests;
