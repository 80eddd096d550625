//! Reckons an assessment again from the document and the rule pack, without the engine.
//!
//! Whoever receives a `safe-assessment/1` with its trace need not trust the program that wrote it.
//! From the document, the files of the pack, and the day, readings and least evidence that the
//! assessment names, [`verify`] derives what every step has to be (the facts with their place,
//! the law with its address, source and grade, both sides of the comparison, the steps below, what
//! was considered and did not carry, outcome and evidence), then the findings, the verdict and all
//! else. Whatever is written otherwise is a [`Fault`], and so is whatever is missing or too much.
//!
//! It shares no code with the engine and knows nothing of how that works. It takes for granted that
//! the pack is in order, which `safe-check rules check` says, and that the document is, which the
//! engine says before it assesses.
//!
//! # Examples
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use safe_verify::{Digests, Submitted, verify};
//!
//! let pack = BTreeMap::new();
//! let submitted = Submitted::new(b"{}", &pack, b"no assessment", Digests::new("", ""));
//! let faults = verify(&submitted).unwrap_err();
//! assert!(faults[0].problem.contains("no JSON"));
//! ```

mod agreements;
mod amount;
mod asked;
mod assumptions;
mod bill;
mod compare;
mod countries;
mod derogations;
mod document;
mod explained;
mod findings;
mod grounds;
mod json;
mod law;
mod lines;
mod logic;
mod pack;
mod question;
mod seats;
mod share;
mod source;
mod standing;
mod step;
mod submitted;
mod unfit;
mod whole;
mod withheld;

pub use grounds::Grounds;
pub use lines::LinesShown;
pub use submitted::{Digests, Fault, Openings, Submitted, Verified, verify};
