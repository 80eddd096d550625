//! What the columns of a table mean: written down in a file, or guessed with reasons.
