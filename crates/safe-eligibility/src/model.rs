//! What a procurement states, in types that cannot be wrong.
//!
//! Nothing here knows a rule, a register or a text format. A value that exists has been checked;
//! an `Option` that is `None` means *not stated*, never *no*.

pub mod bill;
pub mod country;
pub mod day;
pub mod entity;
pub mod exact;
pub mod figure;
pub mod given;
pub(crate) mod number;
pub mod place;
pub mod procurement;
pub mod product;
