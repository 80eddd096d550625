//! The records of a stream.

use crate::table::workbook::binary::u16_at;

/// The kinds of records that are read, by their number.
pub(super) mod kind {
    pub(in super::super) const FORMULA: u16 = 0x0006;
    pub(in super::super) const END: u16 = 0x000a;
    pub(in super::super) const DATE_SYSTEM: u16 = 0x0022;
    pub(in super::super) const PASSWORD: u16 = 0x002f;
    pub(in super::super) const CONTINUED: u16 = 0x003c;
    pub(in super::super) const CODE_PAGE: u16 = 0x0042;
    pub(in super::super) const COLUMNS: u16 = 0x007d;
    pub(in super::super) const SHEET: u16 = 0x0085;
    pub(in super::super) const PACKED_NUMBERS: u16 = 0x00bd;
    pub(in super::super) const RICH_TEXT: u16 = 0x00d6;
    pub(in super::super) const CELL_FORMAT: u16 = 0x00e0;
    pub(in super::super) const MERGED: u16 = 0x00e5;
    pub(in super::super) const SHARED_TEXTS: u16 = 0x00fc;
    pub(in super::super) const SHARED_TEXT: u16 = 0x00fd;
    pub(in super::super) const NUMBER: u16 = 0x0203;
    pub(in super::super) const TEXT: u16 = 0x0204;
    pub(in super::super) const FLAG_OR_FAILURE: u16 = 0x0205;
    pub(in super::super) const FORMULA_TEXT: u16 = 0x0207;
    pub(in super::super) const ROW: u16 = 0x0208;
    pub(in super::super) const PACKED_NUMBER: u16 = 0x027e;
    pub(in super::super) const FORMAT: u16 = 0x041e;
    pub(in super::super) const BEGIN: u16 = 0x0809;
}

/// A record and those that continue it.
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    pub(super) parts: Vec<&'s [u8]>,
}

impl<'s> Record<'s> {
    /// The bytes of the record without those that continue it.
    pub(super) fn bytes(&self) -> &'s [u8] {
        self.parts.first().copied().unwrap_or(&[])
    }
}

/// The records of a stream from some place on; a record that is cut short ends them.
pub(super) struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Records<'s> {
    pub(super) fn new(stream: &'s [u8], at: usize) -> Self {
        Self { stream, at }
    }

    pub(super) fn next(&mut self) -> Option<Record<'s>> {
        let (kind, bytes) = self.take()?;
        let mut parts = vec![bytes];
        while u16_at(self.stream, self.at) == Some(kind::CONTINUED) {
            let Some((_, more)) = self.take() else { break };
            parts.push(more);
        }
        Some(Record { kind, parts })
    }

    fn take(&mut self) -> Option<(u16, &'s [u8])> {
        let kind = u16_at(self.stream, self.at)?;
        let length = usize::from(u16_at(self.stream, self.at.checked_add(2)?)?);
        let start = self.at.checked_add(4)?;
        let end = start.checked_add(length)?;
        let bytes = self.stream.get(start..end)?;
        self.at = end;
        Some((kind, bytes))
    }
}
