//! Decides, with reasons, whether a common procurement is eligible for the SAFE instrument.

pub mod model;
