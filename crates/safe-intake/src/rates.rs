//! Exchange rates from tables: those of the European Central Bank, and one's own.
