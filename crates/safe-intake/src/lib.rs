//! Reads procurement documents into the model of `safe-eligibility`.
//!
//! A document is read in one pass, straight into the model. All its problems are reported at
//! once, each with its place, what was given, and what to do; a document with any problem yields
//! no procurement.
//!
//! # Examples
//!
//! ```
//! use safe_intake::read_document;
//!
//! let text = br#"{ "format": "safe-procurement/1", "id": "PL-2026-0417" }"#;
//! assert_eq!(read_document(text).unwrap().id(), "PL-2026-0417");
//!
//! let errors = read_document(br#"{ "format": "safe-procurement/1", "ID": 7 }"#).unwrap_err();
//! let messages: Vec<String> = errors.problems().iter().map(ToString::to_string).collect();
//! assert_eq!(
//!     messages,
//!     ["/ID: unknown member; perhaps `id` is meant", "/id: not stated; add it, it is required"]
//! );
//! ```

mod alternatives;
mod calendar;
mod country_name;
mod cyclonedx;
pub mod diagnostic;
mod document;
pub mod error;
mod fold;
pub mod gather;
mod json;
mod mapping;
mod nearest;
mod number;
mod origins;
mod parts;
mod pointer;
mod problems;
pub mod provenance;
mod rates;
mod read_so_far;
mod remark;
mod shape;
mod source;
mod split;
mod swar;
mod table;
mod write;

pub use alternatives::{Alternatives, read_alternatives};
pub use diagnostic::{Diagnostic, Severity};
pub use document::{DocumentText, read_document};
pub use error::InputError;
pub use gather::gather;
pub use pointer::Pointer;
pub use problems::InputErrors;
pub use source::{Source, SourceFile, Spot};
pub use split::{Documents, JsonLines};
pub use table::InputFile;
pub use write::write_document;
