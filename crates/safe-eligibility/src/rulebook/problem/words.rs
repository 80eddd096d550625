//! Parts of messages.

use std::fmt;

use crate::model::day::Day;

/// On which day two periods meet.
pub(super) struct On(pub(super) Option<Day>);

impl fmt::Display for On {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(day) => write!(out, "on {day}"),
            None => out.write_str("without a first day"),
        }
    }
}

/// A list of words, each in backticks.
pub(super) struct Words<'a>(pub(super) &'a [Box<str>]);

impl fmt::Display for Words<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return out.write_str("none");
        }
        for (index, word) in self.0.iter().enumerate() {
            let before = if index == 0 { "" } else { ", " };
            write!(out, "{before}`{word}`")?;
        }
        Ok(())
    }
}
