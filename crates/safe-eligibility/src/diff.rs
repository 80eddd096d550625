//! What moved from one document, day, rule pack or reading to another, and because of what.

mod bills;
mod came;
mod causes;
mod documents;
mod facts;
mod frozen;
mod laws;
mod lists;
mod named;
mod part;
mod search;
mod summary;
mod trial;

use std::collections::BTreeSet;

pub use came::{Came, DiffSubject};
pub use causes::{Cause, Causes, OnlyWithOthers, Proof, Trial};
pub use laws::LawPair;
pub use part::{Difference, FactDifference, LawDifference, LawPart, Owner, Said, SignedAs, Term};
pub use summary::{AssumedOnSides, DiffSummary, DiffTally};

pub(crate) use laws::datum;

use crate::assessment::{Assessment, EvaluateError, Finding, Verdict, assess};
use crate::model::place::Place;
use crate::model::procurement::CommonProcurement;
use came::{Key, Outcomes, came, key, outcomes};
use documents::Documents;
use search::{Moving, Search};
use trial::Between;

/// A finding that came to something else, is new, or is gone.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MovedFinding {
    /// Rule id.
    pub rule: Box<str>,
    /// Of whom the rule is asked.
    pub subject: DiffSubject,
    /// Where in the first document the subject is, and what the finding came to; `None`: it is new.
    pub before: Option<(Place, Came)>,
    /// Where in the second document the subject is, and what it comes to; `None`: it is gone.
    pub after: Option<(Place, Came)>,
    /// Why.
    pub causes: Causes,
}

/// What moved between two assessments, and because of what.
///
/// Findings are matched by rule and by the id of who or what they are about, never by position.
///
/// # Examples
///
/// ```
/// use safe_eligibility::Rulebook;
/// use safe_eligibility::diff::{Diff, LawPair};
/// use safe_eligibility::model::day::Day;
/// use safe_eligibility::model::procurement::{CommonProcurement, ProcurementDraft};
///
/// let law = Rulebook::embedded()?.on(Day::parse("2026-11-22")?);
/// let laws = LawPair::same(law);
/// let procurement = CommonProcurement::new(ProcurementDraft::new("PL-1")).unwrap();
/// let diff = Diff::of(&procurement, &procurement, &laws)?;
/// assert!(diff.moved().is_empty() && diff.differences().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Diff<'a> {
    before: Assessment<'a>,
    after: Assessment<'a>,
    laws: &'a LawPair,
    differences: Vec<Difference>,
    only_with_others: OnlyWithOthers,
    verdict: Option<Causes>,
    moved: Vec<MovedFinding>,
}

impl<'a> Diff<'a> {
    /// Compares a document under a law with another, or the same, under another law or the same.
    ///
    /// # Errors
    ///
    /// [`EvaluateError::TooLong`] where the exact figures of a bill are too long to reckon with.
    pub fn of(
        from: &'a CommonProcurement,
        to: &'a CommonProcurement,
        laws: &'a LawPair,
    ) -> Result<Self, EvaluateError> {
        let (before, after) = (assess(from, laws.from())?, assess(to, laws.to())?);
        let [old, new] = [&before, &after]
            .map(|side| outcomes(side.findings(), side.verdict(), side.procurement().stated()));
        let moving = moving(&before, &after, &old, &new);
        let signed_on = [from, to].map(|one| one.stated().contract.signed_on);
        let parts: BTreeSet<LawPart> =
            signed_on.into_iter().flat_map(|day| laws.parts(day)).collect();
        let mut concerned = named(&parts, from, to, laws);
        let (documents, found) = Documents::compare(from, to);
        let (causes, only_with_others) = if moving.is_empty() {
            (Vec::new(), OnlyWithOthers::default())
        } else {
            let mut between = Between::new(documents, laws, &found)?;
            // Where what the documents name does not tell it all, every part is looked at.
            between.differ_in(concerned.clone());
            let mut holds = ends_hold(&between, &old, &new);
            if !holds && concerned.len() < parts.len() {
                concerned = parts.into_iter().collect();
                between.differ_in(concerned.clone());
                holds = ends_hold(&between, &old, &new);
            }
            if holds {
                Search::new(&between).causes(&moving)
            } else {
                let none = moving.iter().map(|_| Causes::none());
                (none.collect(), OnlyWithOthers::default())
            }
        };
        let law = concerned.iter().map(|part| Difference::Law(laws.difference(part, signed_on)));
        let differences = found.into_iter().map(Difference::Fact).chain(law).collect();
        let (verdict, moved) = told(moving, causes, (&before, &after));
        Ok(Self { before, after, laws, differences, only_with_others, verdict, moved })
    }

    /// The first document, assessed under the first law.
    #[must_use]
    pub fn before(&self) -> &Assessment<'a> {
        &self.before
    }

    /// The second document, which may be the same, assessed under the second law.
    #[must_use]
    pub fn after(&self) -> &Assessment<'a> {
        &self.after
    }

    /// The first document.
    #[must_use]
    pub fn from(&self) -> &'a CommonProcurement {
        self.before.procurement()
    }

    /// The second document, which may be the same.
    #[must_use]
    pub fn to(&self) -> &'a CommonProcurement {
        self.after.procurement()
    }

    /// The law on either side.
    #[must_use]
    pub fn laws(&self) -> &'a LawPair {
        self.laws
    }

    /// The verdict before and after.
    #[must_use]
    pub fn verdicts(&self) -> (Verdict, Verdict) {
        (self.before.verdict(), self.after.verdict())
    }

    /// Why the verdict moved; `None`: it did not.
    #[must_use]
    pub fn verdict_causes(&self) -> Option<&Causes> {
        self.verdict.as_ref()
    }

    /// Every difference: facts in the order of the documents, then law that may concern them.
    ///
    /// Of law, only what is about countries that the documents name, rules, agreements and
    /// readings; whether it moved anything is told by the causes.
    #[must_use]
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    /// Differences of which it is not said what they do by themselves: they go with others only.
    #[must_use]
    pub fn only_with_others(&self) -> &OnlyWithOthers {
        &self.only_with_others
    }

    /// The findings that moved, in the order of the rules, then of the documents.
    #[must_use]
    pub fn moved(&self) -> &[MovedFinding] {
        &self.moved
    }
}

/// Whether making none or all of the differences leads to what the two sides come to by themselves.
fn ends_hold(between: &Between<'_>, old: &Outcomes, new: &Outcomes) -> bool {
    let all = between.weighing().iter().copied().collect();
    between.with(&BTreeSet::new()).as_ref() == Some(old) && between.with(&all).as_ref() == Some(new)
}

/// The parts of law that are about a country which a document names, or about none.
fn named(
    parts: &BTreeSet<LawPart>,
    from: &CommonProcurement,
    to: &CommonProcurement,
    laws: &LawPair,
) -> Vec<LawPart> {
    if parts.is_empty() {
        return Vec::new();
    }
    let mut countries = BTreeSet::new();
    named::add_named(from.stated(), &mut countries);
    named::add_named(to.stated(), &mut countries);
    named::add_read_alike(laws.from().pack(), &mut countries);
    named::add_read_alike(laws.to().pack(), &mut countries);
    let concerns =
        |part: &&LawPart| part.country().is_none_or(|country| countries.contains(&country));
    parts.iter().filter(concerns).cloned().collect()
}

/// What moved: the verdict first, then findings in their order, those that are gone where they were.
fn moving(
    before: &Assessment<'_>,
    after: &Assessment<'_>,
    old: &Outcomes,
    new: &Outcomes,
) -> Vec<Moving> {
    let keys = |assessment: &Assessment<'_>| {
        let stated = assessment.procurement().stated();
        let each = assessment.findings().iter();
        let each = each.map(|finding| {
            ((finding.rule.position, finding.subject.clone()), key(finding, stated))
        });
        each.collect::<Vec<_>>()
    };
    let mut ordered: Vec<((usize, Place), Key)> = keys(after);
    let is_new: BTreeSet<Key> = ordered.iter().map(|(_, key)| key.clone()).collect();
    ordered.extend(keys(before).into_iter().filter(|(_, key)| !is_new.contains(key)));
    ordered.sort();
    let keys = std::iter::once(Key::Verdict).chain(ordered.into_iter().map(|(_, key)| key));
    let moved = keys.filter(|key| old.get(key) != new.get(key));
    moved
        .map(|key| {
            let after = new.get(&key).cloned();
            Moving { key, after }
        })
        .collect()
}

fn told(
    moving: Vec<Moving>,
    causes: Vec<Causes>,
    (before, after): (&Assessment<'_>, &Assessment<'_>),
) -> (Option<Causes>, Vec<MovedFinding>) {
    let [old, new] = [before, after].map(by_key);
    let (mut verdict, mut moved) = (None, Vec::new());
    for (one, causes) in moving.into_iter().zip(causes) {
        let side = |side: &std::collections::BTreeMap<Key, &Finding<'_>>| {
            side.get(&one.key).map(|finding| (finding.subject.clone(), came(finding)))
        };
        let (before, after) = (side(&old), side(&new));
        match one.key {
            Key::Verdict => verdict = Some(causes),
            Key::Finding(rule, subject) => {
                moved.push(MovedFinding { rule, subject, before, after, causes });
            }
        }
    }
    (verdict, moved)
}

fn by_key<'r, 'a>(
    assessment: &'r Assessment<'a>,
) -> std::collections::BTreeMap<Key, &'r Finding<'a>> {
    let stated = assessment.procurement().stated();
    assessment.findings().iter().map(|finding| (key(finding, stated), finding)).collect()
}
