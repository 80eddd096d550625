//! Receipts of assessments: what they bind, how they are signed, and what is withheld.
//!
//! A receipt is an in-toto statement about one assessment of the format `safe-assessment/1`. It
//! names the digests of the document, of the rule pack, of the trace and of the whole assessment,
//! with both days, the readings and the verdict. It can stand in a DSSE envelope with an Ed25519
//! signature.
//!
//! Where a document is not to be shown, descriptions, suppliers and costs are replaced by salted
//! commitments, which their owner can open one by one.
//!
//! Nothing here reads a clock, a file or a source of randomness: keys and secrets are arguments.
//!
//! # Examples
//!
//! ```
//! use safe_receipt::{Json, Redaction, Secret};
//!
//! let document = br#"{"end_products":[{"components":[{"id":"1","unit_cost":"41000.00"}]}]}"#;
//! let secret = Secret::new(&[7; 32])?;
//! let redaction = Redaction::new(&secret, document);
//!
//! let shown = redaction.document(Json::read(document)?)?;
//! let cost = "/end_products/0/components/0/unit_cost";
//! let withheld = shown.at(cost).and_then(Json::as_text).unwrap_or_default();
//! assert!(withheld.starts_with("withheld:sha256:"));
//!
//! // Whoever is told salt and value can check them.
//! let salt = redaction.salt(cost);
//! assert_eq!(salt.commitment(&"41000.00")?, withheld);
//! assert_ne!(salt.commitment(&"41000.01")?, withheld);
//! # Ok::<(), safe_receipt::ReceiptError>(())
//! ```

mod canonical;
pub mod commitment;
pub mod difference;
pub mod envelope;
pub mod error;
mod json;
mod key;
pub mod opening;
mod receipt;
pub mod redaction;
pub mod statement;

pub use canonical::{canonical, digest};
pub use commitment::{Salt, Secret};
pub use error::ReceiptError;
pub use json::Json;
pub use key::{PrivateKey, PublicKey};
pub use receipt::Receipt;
pub use redaction::Redaction;
pub use statement::{Engine, statement};
