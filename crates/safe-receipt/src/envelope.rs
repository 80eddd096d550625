//! DSSE envelopes: a payload with its signatures.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

use crate::error::ReceiptError;
use crate::json::Json;
use crate::key::{PrivateKey, PublicKey};

/// What the payload of a receipt is.
pub const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";

/// A payload with its signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    payload_type: String,
    payload: Vec<u8>,
    signatures: Vec<EnvelopeSignature>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct EnvelopeSignature {
    key: Option<String>,
    bytes: Vec<u8>,
}

/// Why a signature does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureFault {
    /// None of the signatures was made with the key over this payload.
    #[error(
        "no signature of the key {key} over this payload; the receipt was changed, or another key signed it"
    )]
    NoneHolds {
        /// The name of the key.
        key: String,
    },
    /// The signature holds, but the envelope says another key made it.
    #[error("signed with the key {key}, but `keyid` says `{given}`")]
    OtherName {
        /// The name of the key.
        key: String,
        /// What the envelope says.
        given: String,
    },
    /// The envelope says that the payload is something else.
    #[error("`payloadType` is `{given}`, not `{PAYLOAD_TYPE}`")]
    OtherPayload {
        /// What it says.
        given: String,
    },
}

/// What is signed: the type and the bytes of a payload, each with its length before it.
///
/// # Examples
///
/// ```
/// use safe_receipt::envelope::pre_authentication;
///
/// let signed = pre_authentication("http://example.com/HelloWorld", b"hello world");
/// assert_eq!(signed, b"DSSEv1 29 http://example.com/HelloWorld 11 hello world");
/// ```
#[must_use]
pub fn pre_authentication(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let start = format!("DSSEv1 {} {payload_type} {} ", payload_type.len(), payload.len());
    [start.as_bytes(), payload].concat()
}

impl Envelope {
    /// Signs a payload.
    #[must_use]
    pub fn sign(payload: Vec<u8>, key: &PrivateKey) -> Self {
        let bytes = key.sign(&pre_authentication(PAYLOAD_TYPE, &payload)).to_vec();
        let signature = EnvelopeSignature { key: Some(key.public().id()), bytes };
        Self { payload_type: PAYLOAD_TYPE.to_owned(), payload, signatures: vec![signature] }
    }

    /// What was signed.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The names of the keys that are said to have signed; nothing vouches for them.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.signatures.iter().filter_map(|signature| signature.key.as_deref())
    }

    /// Checks that a key has signed the payload.
    ///
    /// # Errors
    ///
    /// [`SignatureFault`]: no signature of the key, another name of the key beside the signature,
    /// or another type of payload.
    pub fn check(&self, key: &PublicKey) -> Result<(), SignatureFault> {
        if self.payload_type != PAYLOAD_TYPE {
            return Err(SignatureFault::OtherPayload { given: self.payload_type.clone() });
        }
        let signed = pre_authentication(&self.payload_type, &self.payload);
        let own = key.id();
        let mut made = self.signatures.iter().filter(|one| key.has_signed(&signed, &one.bytes));
        let Some(signature) = made.next() else {
            return Err(SignatureFault::NoneHolds { key: own });
        };
        match &signature.key {
            Some(given) if *given != own => {
                Err(SignatureFault::OtherName { key: own, given: given.clone() })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The envelope as JSON.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let text = |name: &str, bytes: &[u8]| (name.to_owned(), Json::Text(STANDARD.encode(bytes)));
        let signatures = self.signatures.iter().map(|signature| {
            let key = signature.key.as_deref().map(|key| ("keyid".to_owned(), Json::from(key)));
            Json::Object(key.into_iter().chain([text("sig", &signature.bytes)]).collect())
        });
        Json::Object(vec![
            text("payload", &self.payload),
            ("payloadType".to_owned(), Json::Text(self.payload_type.clone())),
            ("signatures".to_owned(), Json::List(signatures.collect())),
        ])
    }

    /// Reads an envelope; members that are not known are left out of account, as DSSE asks.
    pub(crate) fn read(json: &Json) -> Result<Self, ReceiptError> {
        let wrong = |at, wanted| ReceiptError::NotReceipt { at, wanted };
        let payload_type = json.member("payloadType").and_then(Json::as_text);
        let payload = json.member("payload").and_then(decoded);
        let signatures = json.member("signatures").and_then(Json::as_list);
        let signatures = signatures.filter(|signatures| !signatures.is_empty());
        Ok(Self {
            payload_type: payload_type.ok_or(wrong("/payloadType", "a text"))?.to_owned(),
            payload: payload.ok_or(wrong("/payload", "base64"))?,
            signatures: signatures
                .ok_or(wrong("/signatures", "a list of signatures"))?
                .iter()
                .map(|signature| {
                    let key = signature.member("keyid").and_then(Json::as_text);
                    let bytes = signature.member("sig").and_then(decoded);
                    let bytes = bytes.ok_or(wrong("/signatures/0/sig", "base64"))?;
                    Ok(EnvelopeSignature { key: key.map(str::to_owned), bytes })
                })
                .collect::<Result<_, ReceiptError>>()?,
        })
    }
}

/// Bytes from base64 of either alphabet.
fn decoded(json: &Json) -> Option<Vec<u8>> {
    let text = json.as_text()?;
    STANDARD.decode(text).or_else(|_| URL_SAFE.decode(text)).ok()
}
