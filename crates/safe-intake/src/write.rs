//! Writes a procurement as a document.
