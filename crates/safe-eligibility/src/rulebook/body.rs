//! What a version of a rule asks, of whom, and to what effect, every choice of readings made.

use crate::conditions::Condition;
use crate::model::figure::Share;
use crate::model::product::{Area, ProductKind};

/// The part of a rule that evaluation follows.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RuleBody {
    /// Of whom it is asked.
    pub subjects: Subjects,
    /// Whether it has an undetermined finding where its subjects are not stated.
    pub asks_for_subjects: bool,
    /// To what effect.
    pub weight: Weight,
    /// The products it is for; `None`: it applies in every case.
    pub applies_to: Option<Application>,
    /// The condition.
    pub condition: Condition,
    /// A further limb that counts in the finding and for some of the rules it cures.
    pub further_limb: Option<Condition>,
    /// The rules it derogates from.
    pub derogates_from: Vec<Cure>,
    /// Most that the shares of all who rely on it may be together; `None`: each stands alone.
    pub sum_ceiling: Option<Share>,
    /// The derogation it is a duty of; `None`: of none.
    pub follows: Option<Follows>,
}

/// Of whom a rule is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a document has no other parts")]
pub enum Subjects {
    /// `whole`
    Whole,
    /// `participating-states`
    ParticipatingStates,
    /// `entities`: contractors and involved subcontractors.
    Entities,
    /// `involved-subcontractors`
    InvolvedSubcontractors,
    /// `subcontractors`: all of them; only for the definition of those involved.
    Subcontractors,
    /// `end-products`
    EndProducts,
}

impl Subjects {
    pub(crate) const ALL: [Self; 6] = [
        Self::Whole,
        Self::ParticipatingStates,
        Self::Entities,
        Self::InvolvedSubcontractors,
        Self::Subcontractors,
        Self::EndProducts,
    ];

    /// The word of rule files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::ParticipatingStates => "participating-states",
            Self::Entities => "entities",
            Self::InvolvedSubcontractors => "involved-subcontractors",
            Self::Subcontractors => "subcontractors",
            Self::EndProducts => "end-products",
        }
    }
}

/// To what effect a rule is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "contract section 2 closes the list")]
pub enum Weight {
    /// Counts towards the verdict.
    Condition,
    /// Is reported and never changes the verdict.
    Duty,
    /// Counts only through the rule it derogates from.
    Derogation,
    /// Says which subcontractors are involved; no finding of its own.
    Definition,
}

impl Weight {
    pub(crate) const ALL: [Self; 4] =
        [Self::Condition, Self::Duty, Self::Derogation, Self::Definition];

    /// The word of the assessment.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Condition => "condition",
            Self::Duty => "duty",
            Self::Derogation => "derogation",
            Self::Definition => "definition",
        }
    }
}

/// The products a rule is for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Application {
    /// Only where this kind is procured.
    pub product_kind: ProductKind,
    /// Only for products in one of these areas; `None`: in whatever area.
    pub areas: Option<Vec<Area>>,
    /// Whether only the area that stands first decides.
    pub first_area_decides: bool,
}

/// A rule that a derogation cures.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Cure {
    /// Rule id.
    pub rule: Box<str>,
    /// Whether the further limb counts for this rule.
    pub with_further_limb: bool,
    /// Whether it cures this rule at all.
    pub cures: bool,
    /// Whether the derogation is looked at where this rule is not met.
    pub opens: bool,
}

/// A duty that comes with a derogation.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Follows {
    /// The derogation that must be met for the duty to apply.
    pub derogation: Box<str>,
    /// Where this is met, the duty is not applicable; `None`: nothing silences it.
    pub silent_where: Option<Condition>,
    /// Where this is met, the duty applies all the same.
    pub unless: Option<Condition>,
}
