//! Declarations of origin, laid over the parts of a bill.
