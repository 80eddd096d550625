//! Finds the end of a piece of JSON text, eight bytes at a time.

use crate::swar::{HIGH, before_first, every, zeros};

const QUOTES: u64 = every(b'"');
const SLASHES: u64 = every(b'\\');
const SPACES: u64 = every(b' ');

/// The first quote, backslash or control character at or after `from`; the end of the text
/// where there is none.
#[inline]
pub(super) fn plain_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let special = special(u64::from_le_bytes(*chunk));
        if special != 0 {
            return at.wrapping_add(before_first(special));
        }
        at = at.wrapping_add(8);
    }
    let rest = bytes.get(at..).unwrap_or(&[]);
    let found = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
    found.map_or(bytes.len(), |found| at.wrapping_add(found))
}

// The lowest byte with its high bit set is the first special one; bits above it may be wrong.
#[inline]
fn special(word: u64) -> u64 {
    let control = word.wrapping_sub(SPACES) & !word;
    (control | zeros(word ^ QUOTES) | zeros(word ^ SLASHES)) & HIGH
}

/// The end of the value that starts at `from`, by its brackets and quotes alone; `from` itself
/// where none starts there.
pub(crate) fn value_end(bytes: &[u8], from: usize) -> usize {
    let (mut at, mut depth) = (from, 0usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = string_end(bytes, at.wrapping_add(1)),
            b'{' | b'[' => depth = depth.wrapping_add(1),
            b'}' | b']' if depth > 1 => depth = depth.wrapping_sub(1),
            b'}' | b']' => return if depth == 1 { at.wrapping_add(1) } else { at },
            b',' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => return at,
            _ => {}
        }
        at = at.wrapping_add(1);
    }
    bytes.len()
}

/// Where a line of JSON text ends, by its brackets and quotes alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineEnd {
    /// Behind one complete object.
    Complete,
    /// Within an object, where the name of a member may stand next.
    BeforeName,
    /// Within an object or a list, where a value may stand next.
    BeforeValue,
    /// Anywhere else.
    Elsewhere,
}

/// How a line ends with which a document begins.
pub(crate) fn line_end(line: &[u8]) -> LineEnd {
    let mut open: Vec<u8> = Vec::new();
    let (mut at, mut last) = (0usize, b' ');
    while let Some(byte) = line.get(at) {
        match byte {
            b'"' => at = string_end(line, at.wrapping_add(1)),
            b'{' | b'[' => open.push(*byte),
            b'}' | b']' => {
                let opened = if *byte == b'}' { b'{' } else { b'[' };
                if open.pop() != Some(opened) {
                    return LineEnd::Elsewhere;
                }
                if open.is_empty() {
                    let rest = line.get(at.wrapping_add(1)..).unwrap_or(&[]);
                    let is_end = *byte == b'}' && rest.trim_ascii().is_empty();
                    return if is_end { LineEnd::Complete } else { LineEnd::Elsewhere };
                }
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = *byte;
        }
        at = at.wrapping_add(1);
    }
    match (open.last(), last) {
        (Some(b'{'), b'{' | b',') => LineEnd::BeforeName,
        (Some(b'{'), b':') | (Some(b'['), b'[' | b',') => LineEnd::BeforeValue,
        _ => LineEnd::Elsewhere,
    }
}

/// Whether an object or list that a text begins with is still open at its end.
pub(crate) fn is_left_open(text: &[u8]) -> bool {
    let (mut at, mut depth) = (0usize, 0usize);
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => at = string_end(text, at.wrapping_add(1)),
            b'{' | b'[' => depth = depth.saturating_add(1),
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at = at.wrapping_add(1);
    }
    depth > 0
}

fn string_end(bytes: &[u8], from: usize) -> usize {
    let mut at = plain_end(bytes, from);
    while let Some(byte) = bytes.get(at).filter(|byte| **byte != b'"') {
        let step = if *byte == b'\\' { 2 } else { 1 };
        at = plain_end(bytes, at.wrapping_add(step).min(bytes.len()));
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_how_a_first_line_ends() {
        for (line, end) in [
            (r#"{"id":"A"}"#, LineEnd::Complete),
            ("{} \t\r", LineEnd::Complete),
            (r#"{"id":"}"}"#, LineEnd::Complete),
            (r#"{"a":[{"b":1},"#, LineEnd::BeforeValue),
            (r#"{ "participating_states": ["#, LineEnd::BeforeValue),
            (r#"{ "contract": "#, LineEnd::BeforeValue),
            ("", LineEnd::Elsewhere),
            ("{", LineEnd::BeforeName),
            (r#"{"id":"A","#, LineEnd::BeforeName),
            (r#"{"id":"A:"#, LineEnd::Elsewhere),
            (r#"{"id":"A"]"#, LineEnd::Elsewhere),
            (r#"{"id":"A"}}"#, LineEnd::Elsewhere),
            (r#""id":"A"}"#, LineEnd::Elsewhere),
            (r#"{"id":"A"} {"#, LineEnd::Elsewhere),
            ("oops", LineEnd::Elsewhere),
        ] {
            assert_eq!(line_end(line.as_bytes()), end, "{line}");
        }
    }

    #[test]
    fn stops_at_the_first_special_byte_wherever_it_is() {
        for special in [b'"', b'\\', 0, 0x1f, b'\n'] {
            for length in 0..40 {
                for other in [b'a', 0xc3, 0x7f, 0xff, b' ', b'!', b'#'] {
                    let mut bytes = vec![other; length];
                    bytes.push(special);
                    bytes.extend([b'"'; 9]);
                    for from in 0..=length {
                        assert_eq!(plain_end(&bytes, from), length);
                    }
                    assert_eq!(plain_end(&vec![other; length], 0), length);
                }
            }
        }
    }
}
