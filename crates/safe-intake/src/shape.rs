//! From the rows of a table to parts and their uses, whatever shape the table has.
