//! Days as people and spreadsheet programs write them.
