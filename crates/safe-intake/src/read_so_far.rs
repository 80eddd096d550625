//! How far the reading of bills has come.

use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes of bills in tables were read, for whoever shows it to somebody who waits.
///
/// It grows while a bill is gathered and may be asked from another thread. A bill that is read a
/// second time, because its first rows did not tell how figures are written, begins anew.
#[derive(Debug, Default)]
pub struct ReadSoFar {
    bytes: AtomicU64,
}

impl ReadSoFar {
    /// The bytes that were read.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    pub(crate) fn set(&self, bytes: usize) {
        self.bytes.store(u64::try_from(bytes).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use safe_eligibility::model::day::Day;

    use super::*;
    use crate::gather::{Files, ProductBill};
    use crate::{InputFile, gather};

    #[test]
    fn every_byte_of_a_bill_is_told_in_the_end() {
        let rows: Vec<String> = (0..10_000).map(|row| format!("P{row:05},1\n")).collect();
        let text = format!("Part,Qty\n{}", rows.concat());
        let read = ReadSoFar::default();
        let mut files = Files::on(Day::parse("2026-11-22").unwrap());
        let bill = InputFile { name: "bom.csv", bytes: text.as_bytes() };
        files.bills = vec![ProductBill { product: "p", files: vec![bill] }];
        files.read = Some(&read);
        gather(&files).unwrap();
        assert_eq!(read.bytes(), u64::try_from(text.len()).unwrap());
    }
}
