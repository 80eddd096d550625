//! Ed25519 keys, as `openssl genpkey -algorithm ed25519` writes them.

use ed25519_dalek::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePublicKey};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::canonical::digest;
use crate::error::KeyError;

/// A key that signs.
///
/// Shown for debugging it is its public half.
pub struct PrivateKey(SigningKey);

/// A key with which a signature is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PrivateKey {
    /// Reads a key from PEM (PKCS#8).
    ///
    /// # Errors
    ///
    /// [`KeyError`]: no PEM, a public key, a key under a password, or a key of another kind.
    pub fn from_pem(text: &[u8]) -> Result<Self, KeyError> {
        let text = pem(text)?;
        match label(text) {
            Some("PRIVATE KEY") => {
                SigningKey::from_pkcs8_pem(text).map(Self).map_err(|_| KeyError::OtherKind)
            }
            Some("PUBLIC KEY") => Err(KeyError::Public),
            Some("ENCRYPTED PRIVATE KEY") => Err(KeyError::Encrypted),
            Some(_) => Err(KeyError::OtherKind),
            None => Err(KeyError::NotPem),
        }
    }

    /// The key with which its signatures are checked.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// The signature of some bytes.
    pub(crate) fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }
}

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_tuple("PrivateKey").field(&self.public().id()).finish()
    }
}

impl PublicKey {
    /// Reads a key from PEM (`SubjectPublicKeyInfo`).
    ///
    /// # Errors
    ///
    /// [`KeyError`]: no PEM, a private key, or a key of another kind.
    pub fn from_pem(text: &[u8]) -> Result<Self, KeyError> {
        let text = pem(text)?;
        match label(text) {
            Some("PUBLIC KEY") => {
                VerifyingKey::from_public_key_pem(text).map(Self).map_err(|_| KeyError::OtherKind)
            }
            Some("PRIVATE KEY" | "ENCRYPTED PRIVATE KEY") => Err(KeyError::Private),
            Some(_) => Err(KeyError::OtherKind),
            None => Err(KeyError::NotPem),
        }
    }

    /// The name of the key: the SHA-256 of its `SubjectPublicKeyInfo`, in hexadecimal.
    #[must_use]
    pub fn id(&self) -> String {
        // A key of 32 bytes always has this form.
        self.0.to_public_key_der().map_or_else(|_| String::new(), |der| digest(der.as_bytes()))
    }

    /// Whether the signature is of these bytes, under the strict rules that leave no second
    /// signature of the same bytes.
    pub(crate) fn has_signed(&self, bytes: &[u8], signature: &[u8]) -> bool {
        let signature = Signature::from_slice(signature);
        signature.is_ok_and(|signature| self.0.verify_strict(bytes, &signature).is_ok())
    }
}

/// The PEM block of a text, without what other programs write around it.
fn pem(text: &[u8]) -> Result<&str, KeyError> {
    let text = std::str::from_utf8(text).map_err(|_| KeyError::NotPem)?;
    let start = text.find("-----BEGIN ").ok_or(KeyError::NotPem)?;
    text.get(start..).map(str::trim).ok_or(KeyError::NotPem)
}

fn label(pem: &str) -> Option<&str> {
    let (label, _) = pem.strip_prefix("-----BEGIN ")?.split_once("-----")?;
    Some(label)
}
