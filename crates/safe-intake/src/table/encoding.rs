//! Which encoding a text is in, and the text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text and how it was encoded.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: &'static Encoding,
    /// Whether nothing but the lack of another possibility speaks for the encoding.
    pub(super) is_assumed: bool,
}

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoText {
    /// They are not in the encoding they were said to be in.
    Not(&'static str),
    /// They are something else than text.
    Binary,
}

/// Reads bytes as text: in the encoding that is given, else in the one that a byte order mark
/// names, else as UTF-8 or UTF-16 where that is obvious, else as Windows-1252.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    given: Option<&'static Encoding>,
) -> Result<Decoded<'a>, NoText> {
    if let Some(encoding) = given {
        let marked = Encoding::for_bom(bytes).filter(|(marked, _)| *marked == encoding);
        let bytes = bytes.get(marked.map_or(0, |(_, length)| length)..).unwrap_or(&[]);
        return strict(bytes, encoding, false);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return strict(bytes.get(length..).unwrap_or(&[]), encoding, false);
    }
    if let Some(encoding) = obvious_utf_16(bytes)? {
        return strict(bytes, encoding, false);
    }
    if let Ok(text) = simdutf8::compat::from_utf8(bytes) {
        return Ok(Decoded { text: Cow::Borrowed(text), encoding: UTF_8, is_assumed: false });
    }
    strict(bytes, WINDOWS_1252, true)
}

fn strict<'a>(
    bytes: &'a [u8],
    encoding: &'static Encoding,
    is_assumed: bool,
) -> Result<Decoded<'a>, NoText> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let text = text.ok_or(NoText::Not(encoding.name()))?;
    Ok(Decoded { text, encoding, is_assumed })
}

/// Tells UTF-16 without a byte order mark from the zero bytes that letters of Latin script have.
fn obvious_utf_16(bytes: &[u8]) -> Result<Option<&'static Encoding>, NoText> {
    const LOOKED_AT: usize = 4096;
    let sample = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let (mut pairs, mut first_zero, mut second_zero) = (0usize, 0usize, 0usize);
    for pair in sample.chunks_exact(2) {
        pairs = pairs.saturating_add(1);
        first_zero = first_zero.saturating_add(usize::from(pair.first() == Some(&0)));
        second_zero = second_zero.saturating_add(usize::from(pair.last() == Some(&0)));
    }
    let mostly = |zeros: usize| zeros.saturating_mul(2) > pairs;
    let hardly = |zeros: usize| zeros.saturating_mul(10) < pairs;
    match (first_zero, second_zero) {
        (0, 0) => Ok(None),
        (first, second) if hardly(first) && mostly(second) => Ok(Some(UTF_16LE)),
        (first, second) if mostly(first) && hardly(second) => Ok(Some(UTF_16BE)),
        (_, _) => Err(NoText::Binary),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn each_encoding_is_told_by_its_mark_or_its_bytes() {
        let text = "Teil;Größe\n1;2,5\n";
        let little = utf_16(text, u16::to_le_bytes);
        let big = utf_16(text, u16::to_be_bytes);
        let (marked_little, marked_big) =
            ([&[0xff, 0xfe], &*little].concat(), [&[0xfe, 0xff], &*big].concat());
        let marked = ["\u{feff}", text].concat().into_bytes();
        let western = WINDOWS_1252.encode(text).0.into_owned();
        let cases = [
            (text.as_bytes(), UTF_8, false),
            (&marked, UTF_8, false),
            (&little, UTF_16LE, false),
            (&big, UTF_16BE, false),
            (&marked_little, UTF_16LE, false),
            (&marked_big, UTF_16BE, false),
            (&western, WINDOWS_1252, true),
        ];
        for (bytes, encoding, is_assumed) in cases {
            let decoded = decode(bytes, None).unwrap();
            assert_eq!((&*decoded.text, decoded.encoding), (text, encoding));
            assert_eq!(decoded.is_assumed, is_assumed);
        }
    }

    #[test]
    fn an_encoding_that_is_given_is_held_to() {
        assert_eq!(decode(b"\xe4", Some(UTF_8)).unwrap_err(), NoText::Not("UTF-8"));
        assert_eq!(decode(b"\xef\xbb\xbfa", Some(UTF_8)).unwrap().text, "a");
        let central = Encoding::for_label(b"windows-1250").unwrap();
        assert_eq!(decode(b"\xb3", Some(central)).unwrap().text, "ł");
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(decode(b"a\0\0\0\0\x01b\0c", None).unwrap_err(), NoText::Binary);
    }
}
