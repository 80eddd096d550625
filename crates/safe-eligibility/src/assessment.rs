//! The assessment of a procurement: verdict, findings, explanation.

use crate::all_readings::AllReadings;
use crate::conditions::{Tier, View};
use crate::model::place::{Member, Place};
use crate::model::procurement::CommonProcurement;
use crate::outcome::{EvidenceGrade, Outcome};
use crate::report::{Answer, FactSources};
use crate::rulebook::body::Weight;
use crate::rulebook::law::{Governed, Law, Rule};
use crate::subjects;
use crate::tally::{Tallies, TooLong};
use crate::trace::{ShareRange, Side, Step};
use crate::verdict;

/// Assesses a procurement under the law of a day.
///
/// The same procurement and the same law give the same assessment, to the byte.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Articles 1, 2, 4(3), 16 and 17, as the rule pack has them.
///
/// # Errors
///
/// [`EvaluateError::TooLong`] where the exact figures of a bill are too long to reckon with.
///
/// # Examples
///
/// ```
/// use safe_eligibility::model::day::Day;
/// use safe_eligibility::model::procurement::{CommonProcurement, ProcurementDraft};
/// use safe_eligibility::{Rulebook, Verdict, assess};
///
/// let rulebook = Rulebook::embedded()?;
/// let law = rulebook.on(Day::parse("2026-11-22")?);
/// let nothing_stated = CommonProcurement::new(ProcurementDraft::new("PL-1")).unwrap();
/// assert_eq!(assess(&nothing_stated, &law)?.verdict(), Verdict::Undetermined);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn assess<'a>(
    procurement: &'a CommonProcurement,
    law: &'a Law,
) -> Result<Assessment<'a>, EvaluateError> {
    let governed = law.governing(procurement.stated().contract.signed_on);
    let tiers = tiers(&governed);
    let tallies = Tallies::of_all(procurement, &tiers).map_err(EvaluateError::from)?;
    let involvement = involvement(procurement, governed, &tallies);
    let findings = verdict::findings(procurement, governed, &tallies, &involvement);
    let (verdict, evidence) = verdict::of(&findings);
    let content_tier = tiers.first().copied().unwrap_or(Tier::FirstTier);
    Ok(Assessment {
        procurement,
        governed,
        tallies,
        content_tier,
        involvement,
        findings,
        verdict,
        evidence,
        sources: None,
        depends_on: None,
        answers: Vec::new(),
    })
}

/// The findings alone, where the sums of every tier that may be asked about are there already.
pub(crate) fn findings_with<'a>(
    procurement: &'a CommonProcurement,
    governed: Governed<'a>,
    tallies: &Tallies,
) -> Vec<Finding<'a>> {
    let involvement = involvement(procurement, governed, tallies);
    verdict::findings(procurement, governed, tallies, &involvement)
}

/// Findings and verdict, where the sums of every tier that may be asked about are there already.
pub(crate) fn judged_with<'a>(
    procurement: &'a CommonProcurement,
    law: &'a Law,
    tallies: &Tallies,
) -> (Vec<Finding<'a>>, Verdict, EvidenceGrade) {
    let governed = law.governing(procurement.stated().contract.signed_on);
    let findings = findings_with(procurement, governed, tallies);
    let (verdict, evidence) = verdict::of(&findings);
    (findings, verdict, evidence)
}

/// A verdict with everything it follows from.
#[derive(Clone, Debug)]
pub struct Assessment<'a> {
    pub(crate) procurement: &'a CommonProcurement,
    pub(crate) governed: Governed<'a>,
    pub(crate) tallies: Tallies,
    pub(crate) content_tier: Tier,
    pub(crate) involvement: Vec<Step<'a>>,
    pub(crate) findings: Vec<Finding<'a>>,
    verdict: Verdict,
    evidence: EvidenceGrade,
    // Told to reports only; nothing is decided by any of them.
    pub(crate) sources: Option<&'a dyn FactSources>,
    pub(crate) depends_on: Option<Box<[Box<str>]>>,
    pub(crate) answers: Vec<Answer>,
}

impl<'a> Assessment<'a> {
    /// The verdict.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// How well the law behind the verdict is documented.
    #[must_use]
    pub fn evidence(&self) -> EvidenceGrade {
        self.evidence
    }

    /// Every finding, in the order of the rules, then of the document.
    #[must_use]
    pub fn findings(&self) -> &[Finding<'a>] {
        &self.findings
    }

    /// For each subcontractor, whether it is involved, and why.
    #[must_use]
    pub fn involvement(&self) -> &[Step<'a>] {
        &self.involvement
    }

    /// The procurement that was assessed.
    #[must_use]
    pub fn procurement(&self) -> &'a CommonProcurement {
        self.procurement
    }

    /// The law it was assessed under.
    #[must_use]
    pub fn governed(&self) -> Governed<'a> {
        self.governed
    }

    /// The ids of the readings on which the verdict depends; `None`: that was not asked.
    #[must_use]
    pub fn depends_on_readings(&self) -> Option<&[Box<str>]> {
        self.depends_on.as_deref()
    }

    /// The same assessment, which tells on which readings its verdict depends.
    ///
    /// To know that takes as long as many assessments, so that it is told only where it was asked.
    #[must_use]
    pub fn with_depends_on(mut self, all: &AllReadings<'_>) -> Self {
        self.depends_on = Some(all.depends_on_readings().into_iter().map(Into::into).collect());
        self
    }

    /// The same, with answers to questions after the verdict told by text, Markdown and HTML.
    ///
    /// JSON does not have them: each question has a format of its own.
    #[must_use]
    pub fn with_answers(mut self, answers: Vec<Answer>) -> Self {
        self.answers = answers;
        self
    }
}

/// What a rule comes to for one subject.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finding<'a> {
    /// The rule, in the version that applies.
    pub rule: &'a Rule,
    /// Where in the document the subject is.
    pub subject: Place,
    /// What it comes to; `None`: the rule does not apply to the subject.
    pub outcome: Option<Outcome>,
    /// How well the law behind it is documented.
    pub evidence: EvidenceGrade,
    /// What carries it where it is met, but neither directly nor without agreement.
    pub via: Option<Via<'a>>,
    /// To what effect.
    pub weight: Weight,
    /// Why.
    pub step: Step<'a>,
}

impl Finding<'_> {
    /// The word of the assessment for its outcome.
    #[must_use]
    pub fn outcome_word(&self) -> &'static str {
        self.outcome.map_or("not-applicable", Outcome::as_str)
    }

    /// The share of component cost from outside, least and most; `None`: the finding has none.
    #[must_use]
    pub fn share_outside(&self) -> Option<&ShareRange> {
        share_of(&self.step)
    }
}

fn share_of<'s>(step: &'s Step<'_>) -> Option<&'s ShareRange> {
    if step.kind == "share-at-most" {
        return match &step.compares.as_ref()?.left {
            Side::Range { share, .. } => share.as_ref(),
            Side::Sum { .. } | Side::Share { .. } | Side::Day { .. } => None,
        };
    }
    step.because.iter().find_map(share_of)
}

/// What carries a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "contract section 2 closes the list")]
pub enum Via<'a> {
    /// The agreement with a party.
    Agreement(crate::model::country::CountryCode),
    /// A derogation, by its rule id.
    Derogation(&'a str),
}

impl std::fmt::Display for Via<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Agreement(party) => write!(out, "agreement:{party}"),
            Self::Derogation(rule) => out.write_str(rule),
        }
    }
}

/// Whether the procurement is eligible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "the logic has three values")]
pub enum Verdict {
    /// Some condition is not met.
    NotEligible,
    /// No condition is certainly not met, but not all are certainly met.
    Undetermined,
    /// Every condition is met.
    Eligible,
}

impl Verdict {
    /// The word of the assessment.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotEligible => "not-eligible",
            Self::Undetermined => "undetermined",
            Self::Eligible => "eligible",
        }
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.as_str())
    }
}

/// Why a procurement could not be assessed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluateError {
    /// The exact figures of a bill are too long to reckon with.
    #[error(
        "the exact cost at `{at}` has too many digits to reckon with; nest the bill less deep or round its quantities"
    )]
    TooLong {
        /// The line at which the figures became too long.
        at: Place,
    },
}

impl From<TooLong> for EvaluateError {
    fn from(error: TooLong) -> Self {
        let product = Place::root().at(Member::EndProducts, error.product);
        Self::TooLong { at: product.at(Member::Components, error.line) }
    }
}

// Which lines the rules of the day count; several tiers only where several rules ask.
fn tiers(governed: &Governed<'_>) -> Vec<Tier> {
    let mut tiers = Vec::new();
    for tier in governed.rules().flat_map(|rule| &rule.tiers) {
        if !tiers.contains(tier) {
            tiers.push(*tier);
        }
    }
    if tiers.is_empty() {
        tiers.push(Tier::FirstTier);
    }
    tiers
}

/// For each subcontractor whether it is involved in the common procurement.
///
/// Without a rule that defines it, every subcontractor is.
fn involvement<'a>(
    procurement: &'a CommonProcurement,
    governed: Governed<'a>,
    tallies: &Tallies,
) -> Vec<Step<'a>> {
    let definition = governed.rules().find(|rule| rule.body.weight == Weight::Definition);
    let each = subjects::subcontractors(procurement).map(|subject| {
        let Some(rule) = definition else { return Step::all("all", Vec::new()) };
        let assumed = &*rule.assumed;
        let view = View { procurement, governed, subject, tallies, assumed };
        let mut step = rule.body.condition.examine(&view);
        step.reject(verdict::other_versions(rule, governed));
        step
    });
    each.collect()
}
