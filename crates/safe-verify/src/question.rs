//! What an assessment answers, and nothing else of it.

use serde_json::{Map, Value};

use crate::compare::shows_all_lines;
use crate::json::{list, text};
use crate::lines::LinesShown;
use crate::logic::Grade;

/// What was asked of document and pack. Where no cost is withheld, everything that has to stand in
/// an assessment follows from this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) as_of: String,
    pub(crate) least: Grade,
    pub(crate) readings: Map<String, Value>,
    /// Whether sums are to be explained.
    pub(crate) sums: bool,
    pub(crate) lines: LinesShown,
}

impl Question {
    /// The one that an assessment says it answers; `lines` where it is known which are to be
    /// shown.
    pub(crate) fn of(given: &Value, lines: Option<LinesShown>) -> Self {
        let trace = given.get("trace").unwrap_or(&Value::Null);
        let is_cut = || {
            let mut others =
                list(given, "sums").iter().map(|sums| sums.pointer("/other_lines/count"));
            others.any(|count| count.and_then(Value::as_u64) != Some(0))
        };
        let all = || (shows_all_lines(trace) && !is_cut()).then_some(LinesShown::All);
        Self {
            as_of: text(given, "as_of").to_owned(),
            least: Grade::named(text(given, "least_evidence")),
            readings: given.get("readings").and_then(Value::as_object).cloned().unwrap_or_default(),
            sums: given.get("sums").is_some(),
            lines: lines.or_else(all).unwrap_or(LinesShown::Largest(20)),
        }
    }
}
