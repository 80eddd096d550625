//! Salted commitments: a text that binds a value without telling it.

use hmac::{Hmac, Mac};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::canonical::{canonical, from_hexadecimal, hexadecimal};
use crate::error::ReceiptError;

/// How a commitment begins, wherever it stands for a value.
pub const WITHHELD: &str = "withheld:sha256:";

/// How many bytes a secret has at least.
pub const LEAST_BYTES: usize = 32;

// So that a commitment is the digest of nothing else.
const DOMAIN: &[u8] = b"safe-eligibility/withheld/1\n";

/// What all salts of an owner are made from; whoever has it can open everything.
///
/// Shown for debugging it is its length.
#[derive(Clone)]
pub struct Secret {
    code: Hmac<Sha256>,
    bytes: usize,
}

/// The salt of one value; whoever has it can try values until one fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Salt([u8; 32]);

impl Secret {
    /// A secret of these bytes, which were made at random.
    ///
    /// # Errors
    ///
    /// [`ReceiptError::ShortSecret`] for fewer than 32 bytes.
    pub fn new(bytes: &[u8]) -> Result<Self, ReceiptError> {
        let short = ReceiptError::ShortSecret { bytes: bytes.len(), least: LEAST_BYTES };
        match Hmac::new_from_slice(bytes) {
            Ok(code) if bytes.len() >= LEAST_BYTES => Ok(Self { code, bytes: bytes.len() }),
            Ok(_) | Err(_) => Err(short),
        }
    }

    /// The salt of the value at an address of a document.
    ///
    /// It depends on the document as well, so that what is opened of one tells nothing of
    /// another with the same secret.
    pub(crate) fn salt(&self, document: &[u8; 32], address: &str) -> Salt {
        let mut code = self.code.clone();
        code.update(document);
        code.update(address.as_bytes());
        Salt(code.finalize().into_bytes().into())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Secret({} bytes)", self.bytes)
    }
}

impl Salt {
    /// A salt as 64 digits, as [`to_hexadecimal`](Self::to_hexadecimal) writes it.
    #[must_use]
    pub fn from_hexadecimal(text: &str) -> Option<Self> {
        from_hexadecimal(text).map(Self)
    }

    /// The salt as 64 digits.
    #[must_use]
    pub fn to_hexadecimal(&self) -> String {
        hexadecimal(&self.0)
    }

    /// The commitment to a value: `withheld:sha256:` and 64 digits.
    ///
    /// # Errors
    ///
    /// [`ReceiptError::NotCanonical`] where the value has no canonical form.
    pub fn commitment<T: Serialize>(&self, value: &T) -> Result<String, ReceiptError> {
        let mut hasher = Sha256::new();
        for part in [DOMAIN, &self.0, &canonical(value)?] {
            hasher.update(part);
        }
        Ok(format!("{WITHHELD}{}", hexadecimal(&hasher.finalize())))
    }
}

/// Whether a text is a commitment.
#[must_use]
pub fn is_commitment(text: &str) -> bool {
    text.strip_prefix(WITHHELD).is_some_and(|digits| from_hexadecimal(digits).is_some())
}
