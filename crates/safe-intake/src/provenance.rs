//! For every fact of a procurement, the file and the cell it was read from.
