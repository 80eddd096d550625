//! Where in a file a fact stands.
