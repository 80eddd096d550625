//! Numbers as people write them, read without losing a digit.
