//! Countries as people write them: codes of several lists and names in many languages.
