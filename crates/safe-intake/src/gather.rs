//! Puts a procurement together out of its document, its bills and what is laid over them.
