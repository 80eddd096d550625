//! A rule pack examined: what changes when, what ever matters, and in what two packs differ.

mod against;
mod entries;
mod focus;
mod matters;
mod moves;
mod possible;
mod reduce;
mod search;
mod sketch;
mod witness;

pub use against::{Compared, Comparison, LawDifference};
pub use entries::{Entry, Gap, LawChange, Overlap};
pub use matters::{ReadingExamined, RuleExamined, Shown};
pub use possible::Never;
pub use search::Effort;
pub use witness::{MovedFinding, Witness};

use crate::model::day::Day;
use crate::outcome::EvidenceGrade;
use crate::rulebook::law::Law;

/// A rule pack, examined under a law that is made of it.
///
/// What a rule or reading does is shown by a procurement that was made up for it and is as small as
/// that can be; that it never does is said only where the rule itself shows it.
///
/// # Examples
///
/// ```
/// use safe_eligibility::Rulebook;
/// use safe_eligibility::analysis::{Analysis, Effort, Never, Shown};
/// use safe_eligibility::model::day::Day;
///
/// let law = Rulebook::embedded()?.on(Day::parse("2026-11-22")?);
/// let analysis = Analysis::of(&law, Effort::default());
/// let of = |id: &str| analysis.rules.iter().find(|rule| &*rule.rule == id).unwrap();
/// assert!(matches!(of("component-cap").decides, Shown::By(_)));
/// assert!(matches!(of("notified").decides, Shown::Never(Never::Duty)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Analysis {
    /// The law that was examined.
    pub law: Law,
    /// How far was searched.
    pub effort: Effort,
    /// Every change of what the pack says, by day.
    pub changes: Vec<LawChange>,
    /// Every version of every rule.
    pub rules: Vec<RuleExamined>,
    /// Every other answer to every open question.
    pub readings: Vec<ReadingExamined>,
    /// Days without a row between two, or without a version of a rule.
    pub gaps: Vec<Gap>,
    /// Registers in which a country stands at the same time.
    pub overlaps: Vec<Overlap>,
    /// Sources that nothing names.
    pub unused_sources: Vec<Box<str>>,
    /// Data that nobody has said.
    pub assumed: Vec<Entry>,
    /// Data that say that something is not known.
    pub not_known: Vec<Entry>,
    /// The day up to which the registers were searched.
    pub register_day: Day,
}

impl Analysis {
    /// Examines the pack of a law, rules and readings on the day asked about.
    ///
    /// A version that does not apply on that day is examined on the nearest on which it does.
    #[must_use]
    pub fn of(law: &Law, effort: Effort) -> Self {
        let (rules, readings) = matters::examined(law, effort);
        let entries = entries::entries(law);
        let all = |holds: &dyn Fn(&Entry) -> bool| {
            entries.iter().filter(|entry| holds(entry)).cloned().collect()
        };
        Self {
            law: law.clone(),
            effort,
            changes: entries::changes(&entries),
            rules,
            readings,
            gaps: entries::gaps(&entries, law),
            overlaps: entries::overlaps(&entries),
            unused_sources: entries::unused_sources(&entries, law.pack()),
            assumed: all(&|entry| entry.evidence == Some(EvidenceGrade::Assumed)),
            not_known: all(&|entry| &*entry.value == "not-known"),
            register_day: law.pack().register_day,
        }
    }
}
