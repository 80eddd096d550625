//! Texts of an old Excel workbook.

use encoding_rs::Encoding;

use super::records::Record;
use crate::table::workbook::binary::{size_at, u8_at, u16_at, wide_text};

/// How a workbook keeps its texts: as Unicode since Excel 97, before that in a code page.
#[derive(Clone, Copy)]
pub(super) struct TextForm {
    pub(super) is_wide: bool,
    pub(super) encoding: &'static Encoding,
}

/// A text whose length takes two bytes.
pub(super) fn text(bytes: &[u8], form: TextForm) -> Option<String> {
    let length = usize::from(u16_at(bytes, 0)?);
    characters(bytes.get(2..)?, length, form)
}

/// A text whose length takes one byte.
pub(super) fn short_text(bytes: &[u8], form: TextForm) -> Option<String> {
    let length = usize::from(u8_at(bytes, 0)?);
    characters(bytes.get(1..)?, length, form)
}

fn characters(bytes: &[u8], length: usize, form: TextForm) -> Option<String> {
    if !form.is_wide {
        return Some(
            form.encoding.decode_without_bom_handling(bytes.get(..length)?).0.into_owned(),
        );
    }
    let rest = bytes.get(1..)?;
    if u8_at(bytes, 0)? & 1 == 1 {
        return Some(wide_text(rest.get(..length.checked_mul(2)?)?));
    }
    Some(rest.get(..length)?.iter().copied().map(char::from).collect())
}

/// The text of a record, whose length takes two bytes and which other records may continue.
pub(super) fn long_text(record: &Record<'_>, form: TextForm) -> Option<String> {
    if form.is_wide { Parts::new(record, 0).text() } else { text(record.bytes(), form) }
}

/// The texts that cells share.
pub(super) fn shared_texts(record: &Record<'_>) -> Option<Vec<String>> {
    let count = size_at(record.bytes(), 4)?;
    let mut parts = Parts::new(record, 8);
    let mut texts = Vec::new();
    while texts.len() < count {
        if parts.is_at_end() {
            break;
        }
        texts.push(parts.text()?);
    }
    Some(texts)
}

/// The bytes of a record and of those that continue it.
struct Parts<'r> {
    bytes: &'r [&'r [u8]],
    part: usize,
    at: usize,
}

impl<'r> Parts<'r> {
    fn new(record: &'r Record<'_>, at: usize) -> Self {
        Self { bytes: &record.parts, part: 0, at }
    }

    fn is_at_end(&self) -> bool {
        let current = self.bytes.get(self.part).map_or(0, |part| part.len());
        self.at >= current && self.part.saturating_add(1) >= self.bytes.len()
    }

    fn byte(&mut self) -> Option<u8> {
        loop {
            let part = self.bytes.get(self.part)?;
            if let Some(byte) = part.get(self.at) {
                self.at = self.at.checked_add(1)?;
                return Some(*byte);
            }
            self.next_part()?;
        }
    }

    fn next_part(&mut self) -> Option<()> {
        self.part = self.part.checked_add(1).filter(|part| *part < self.bytes.len())?;
        self.at = 0;
        Some(())
    }

    fn number(&mut self, bytes: u32) -> Option<u32> {
        let mut number = 0u32;
        for at in 0..bytes {
            let byte = u32::from(self.byte()?);
            number |= byte.checked_shl(at.checked_mul(8)?)?;
        }
        Some(number)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let left = self.bytes.get(self.part)?.len().saturating_sub(self.at);
            if left == 0 {
                self.next_part()?;
                continue;
            }
            let step = left.min(count);
            self.at = self.at.checked_add(step)?;
            count = count.checked_sub(step)?;
        }
        Some(())
    }

    /// A text with what describes its runs and its pronunciation.
    fn text(&mut self) -> Option<String> {
        let length = usize::try_from(self.number(2)?).ok()?;
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::try_from(self.number(2)?).ok()? };
        let spoken = if flags & 4 == 0 { 0 } else { usize::try_from(self.number(4)?).ok()? };
        let text = self.characters(length, flags & 1 == 1)?;
        self.skip(runs.checked_mul(4)?)?;
        self.skip(spoken)?;
        Some(text)
    }

    /// Characters, which may go on in the next part with another width, as its first byte says.
    fn characters(&mut self, length: usize, mut is_wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::new();
        while units.len() < length {
            let rest = self.bytes.get(self.part)?.get(self.at..)?;
            let width = if is_wide { 2 } else { 1 };
            let missing = length.checked_sub(units.len())?;
            let fitting = rest.len().checked_div(width)?.min(missing);
            if fitting == 0 {
                self.next_part()?;
                is_wide = self.byte()? & 1 == 1;
                continue;
            }
            let bytes = rest.get(..fitting.checked_mul(width)?)?;
            units.extend(bytes.chunks_exact(width).map(|unit| {
                u16_at(unit, 0).unwrap_or_else(|| u16::from(u8_at(unit, 0).unwrap_or(0)))
            }));
            self.at = self.at.checked_add(bytes.len())?;
        }
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_a_code_page_is_decoded() {
        let form = TextForm { is_wide: false, encoding: encoding_rs::WINDOWS_1250 };
        assert_eq!(short_text(b"\x02z\xb3", form).as_deref(), Some("zł"));
        assert_eq!(text(b"\x02\x00z\xb3", form).as_deref(), Some("zł"));
        assert_eq!(text(b"\x03\x00z\xb3", form), None);
    }
}
