//! The lines behind a sum, as a trace has to show them.

use serde_json::{Value, json};

use crate::amount::{Amount, Range};
use crate::bill::{Bill, Counted};

/// Which lines a trace shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a trace shows some or all")]
pub enum LinesShown {
    /// That many: those that may be from outside first, then by cost.
    Largest(usize),
    /// All of them, in the order of the document.
    All,
}

/// The lines behind a sum as they have to be shown.
#[derive(Debug)]
pub(crate) struct ShownLines {
    count: usize,
    shown: Vec<Value>,
}

impl ShownLines {
    /// `standing` says of an origin in which words it is written, and whether it is core.
    pub(crate) fn of(
        bill: &Bill<'_>,
        count: usize,
        counted: &[Counted<'_>],
        shown: LinesShown,
        written: &[usize],
        standing: impl Fn(Option<&str>) -> (&'static str, bool),
    ) -> Self {
        let mut lines: Vec<&Counted<'_>> = counted.iter().collect();
        let is_withheld = |range: &Range| {
            range.least.is_unknown() || range.most.as_ref().is_some_and(Amount::is_unknown)
        };
        if let (LinesShown::Largest(most), true) =
            (shown, counted.iter().any(|one| is_withheld(&one.cost)))
        {
            // Which weighs more is withheld, so that among the lines of a kind the written order
            // is taken; those that may be from outside come first all the same.
            let rank = |line: usize| written.iter().position(|one| *one == line);
            lines.sort_by_cached_key(|one| {
                (standing(one.origin).1, rank(one.line).unwrap_or(usize::MAX), one.line)
            });
            lines.truncate(most);
        } else if let LinesShown::Largest(most) = shown {
            // Without limit weighs more than every amount.
            let weight = |cost: &Range| {
                (cost.most.is_none(), cost.most.clone().unwrap_or(cost.least.clone()))
            };
            lines.sort_by_cached_key(|one| {
                (standing(one.origin).1, std::cmp::Reverse(weight(&one.cost)), one.line)
            });
            lines.truncate(most);
        }
        let shown = lines.into_iter().map(|one| {
            json!({
                "at": format!("{}/{}", bill.at, one.line),
                "path": bill.path(one.line),
                "least": one.cost.least.text(),
                "most": one.cost.most.as_ref().map(Amount::text),
                "standing": standing(one.origin).0,
            })
        });
        Self { count, shown: shown.collect() }
    }

    pub(crate) fn written(&self) -> Value {
        json!({ "count": self.count, "shown": self.shown })
    }
}
