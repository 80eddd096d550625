//! Looks at eight bytes of a text as one word.

/// The high bit of every byte.
pub(crate) const HIGH: u64 = every(0x80);
const ONES: u64 = every(1);

/// Eight times the same byte.
pub(crate) const fn every(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Sets the high bit of the lowest byte that is 0; those of bytes above it may be wrong, and all
/// other bits mean nothing.
#[inline]
pub(crate) fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word
}

/// How many bytes lie before the first with its high bit set.
#[inline]
pub(crate) fn before_first(marks: u64) -> usize {
    usize::try_from(marks.trailing_zeros() >> 3).unwrap_or(0)
}

/// Sets the high bit of every byte that is 0, and no other bit.
#[inline]
pub(crate) fn every_zero(word: u64) -> u64 {
    const LOW: u64 = !HIGH;
    !((word & LOW).wrapping_add(LOW) | word | LOW)
}
