//! Decides, with reasons, whether a common procurement is eligible for the SAFE instrument.

pub mod all_readings;
pub mod analysis;
pub mod assessment;
pub mod conditions;
pub mod diff;
pub mod model;
pub mod next;
pub mod outcome;
pub mod remedy;
pub mod report;
pub mod rulebook;
pub mod status;
mod subjects;
pub mod sums;
pub mod tally;
pub mod timeline;
pub mod trace;
mod verdict;

pub use assessment::{Assessment, EvaluateError, Finding, Verdict, assess};
pub use rulebook::Rulebook;
pub use rulebook::law::Law;
