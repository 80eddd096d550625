//! Canonical JSON, and digests over it.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::ReceiptError;

/// A value as canonical JSON (RFC 8785).
///
/// # Errors
///
/// [`ReceiptError::NotCanonical`] for a number that is not finite, or a map whose keys are no
/// texts.
///
/// # Examples
///
/// ```
/// use safe_receipt::{Json, canonical};
///
/// let json = Json::read(br#"{ "b": [1, "\u20ac"], "a": null }"#)?;
/// assert_eq!(canonical(&json)?, "{\"a\":null,\"b\":[1,\"€\"]}".as_bytes());
/// # Ok::<(), safe_receipt::ReceiptError>(())
/// ```
pub fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, ReceiptError> {
    let mut bytes = Vec::new();
    serde_json_canonicalizer::to_writer(value, &mut bytes)
        .map_err(|_| ReceiptError::NotCanonical)?;
    Ok(bytes)
}

/// The SHA-256 of some bytes, in hexadecimal.
///
/// # Examples
///
/// ```
/// assert!(safe_receipt::digest(b"").starts_with("e3b0c44298fc1c14"));
/// ```
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The SHA-256 of a value's canonical JSON, in hexadecimal.
pub(crate) fn digest_of<T: Serialize>(value: &T) -> Result<String, ReceiptError> {
    Ok(digest(&canonical(value)?))
}

/// Bytes in lower case hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        for half in [byte >> 4, byte & 0xf] {
            text.extend(char::from_digit(u32::from(half), 16));
        }
    }
    text
}

/// The 32 bytes that lower case hexadecimal stands for.
pub(crate) fn from_hexadecimal(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    if digits.len() != 64 || digits.iter().any(u8::is_ascii_uppercase) {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let pair = std::str::from_utf8(pair).ok()?;
        *byte = u8::from_str_radix(pair, 16).ok().filter(|_| !pair.starts_with('+'))?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_reads_back() {
        let bytes: [u8; 32] = std::array::from_fn(|at| u8::try_from(at * 7).unwrap());
        assert_eq!(from_hexadecimal(&hexadecimal(&bytes)), Some(bytes));
        for wrong in ["", "0", &"A".repeat(64), &"g".repeat(64), &"+1".repeat(32)] {
            assert_eq!(from_hexadecimal(wrong), None, "{wrong}");
        }
    }
}
