//! Numbers, texts and errors as binary workbooks keep them.

pub(super) fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(array_at(bytes, at)?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(array_at(bytes, at)?))
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(array_at(bytes, at)?))
}

/// A number of 32 bits as a place in memory.
pub(super) fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

fn array_at<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

/// The text of so many units of sixteen bits.
pub(super) fn wide_text(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|unit| u16_at(unit, 0).unwrap_or(0));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Adds a double as the shortest decimal that stands for it; nothing for what is no number.
#[expect(clippy::disallowed_types, reason = "the workbook keeps doubles; they become text at once")]
pub(super) fn add_double(bits: u64, out: &mut String) {
    let double = f64::from_bits(bits);
    if double.is_finite() {
        out.push_str(&double.to_string());
    }
}

/// Adds a number packed into 32 bits: an integer of 30 bits or the upper half of a double, perhaps
/// to be divided by a hundred, which its exponent does exactly.
pub(super) fn add_packed(packed: u32, out: &mut String) {
    if packed & 2 == 0 {
        add_double(u64::from(packed & !3) << 32, out);
    } else {
        let integer = i32::from_le_bytes(packed.to_le_bytes()) >> 2;
        out.push_str(&integer.to_string());
    }
    if packed & 1 == 1 {
        out.push_str("e-2");
    }
}

/// What a formula fails with, by its code.
pub(super) fn failure(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2b => "#GETTING_DATA",
        _ => "#N/A",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_unfold() {
        let cases = [
            ((123 << 2) | 2, "123"),
            ((2527 << 2) | 3, "2527e-2"),
            (0xffff_ffee, "-5"),
            (0x3ff0_0000, "1"),
            (0x3ff0_0001, "1e-2"),
        ];
        for (packed, text) in cases {
            let mut out = String::new();
            add_packed(packed, &mut out);
            assert_eq!(out, text);
        }
    }
}
