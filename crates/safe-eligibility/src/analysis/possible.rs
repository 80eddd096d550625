//! What a condition can come to at all, as its parameters alone show it.

use crate::conditions::Condition;
use crate::model::figure::Share;
use crate::rulebook::body::{RuleBody, Subjects, Weight};
use crate::rulebook::law::Rule;

/// Outcomes that are not ruled out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Possible {
    pub(super) met: bool,
    pub(super) not_met: bool,
    pub(super) undetermined: bool,
}

const ANY: Possible = Possible { met: true, not_met: true, undetermined: true };

/// Why a rule can never do something: shown by what it is, whatever is procured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "what the parts of a rule can show")]
pub enum Never {
    /// It is a duty under every reading, and duties change no verdict.
    Duty,
    /// It applies on no day from the entry into force on.
    NoDay,
    /// It is for no product, or of nobody.
    NoSubject,
    /// Its parameters leave it no way not to be met.
    NeverNotMet,
    /// Its parameters leave it no way to be met.
    NeverMet,
    /// It derogates from no rule that it cures.
    CuresNothing,
    /// It is no condition, and has no outcome of its own.
    Definition,
}

impl Never {
    /// The word of the JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Duty => "duty",
            Self::NoDay => "no-day",
            Self::NoSubject => "no-subject",
            Self::NeverNotMet => "never-not-met",
            Self::NeverMet => "never-met",
            Self::CuresNothing => "cures-nothing",
            Self::Definition => "definition",
        }
    }
}

/// What a condition can come to.
pub(super) fn possible(condition: &Condition) -> Possible {
    match condition {
        Condition::All(parts) => {
            let parts: Vec<Possible> = parts.iter().map(possible).collect();
            Possible {
                met: parts.iter().all(|part| part.met),
                not_met: parts.iter().any(|part| part.not_met),
                undetermined: parts.iter().any(|part| part.undetermined),
            }
        }
        Condition::Any(parts) => {
            let parts: Vec<Possible> = parts.iter().map(possible).collect();
            Possible {
                met: parts.iter().any(|part| part.met),
                not_met: parts.iter().all(|part| part.not_met),
                undetermined: parts.iter().any(|part| part.undetermined),
            }
        }
        Condition::Never => Possible { met: false, not_met: true, undetermined: false },
        Condition::ShareAtMost { ceiling, .. } => Possible { not_met: !is_all(ceiling), ..ANY },
        Condition::ContractShare { least, most, inclusive } => {
            let has_no_bound = least.figure().is_zero() && most.as_ref().is_none_or(is_all);
            Possible { not_met: !(has_no_bound && *inclusive), ..ANY }
        }
        Condition::Stated { .. }
        | Condition::WithinAreas
        | Condition::MinimumParticipants
        | Condition::SoleParticipant { .. }
        | Condition::SignedBy { .. }
        | Condition::MayParticipate { .. }
        | Condition::LocatedIn { .. }
        | Condition::LocatedOutside { .. }
        | Condition::FreeOfOutsideControl { .. }
        | Condition::RelatedBefore { .. }
        | Condition::EstablishedWithin { .. }
        | Condition::VerifiedBySeat
        | Condition::FacilitiesWithin { .. }
        | Condition::ClearedBefore { .. }
        | Condition::NoComponentFrom { .. }
        | Condition::DesignUnrestricted { .. } => ANY,
    }
}

fn is_all(share: &Share) -> bool {
    let (digits, decimals) = share.figure().parts();
    digits >= 10u128.saturating_pow(u32::from(decimals))
}

/// Why a rule under some readings can never turn a verdict; `None`: its parts do not show it.
pub(super) fn never_decides(rule: &Rule, definition: Option<&RuleBody>) -> Option<Never> {
    let possible = possible(&rule.body.condition);
    match rule.body.weight {
        Weight::Duty => return Some(Never::Duty),
        Weight::Condition if !possible.not_met => return Some(Never::NeverNotMet),
        Weight::Derogation if !possible.met => return Some(Never::NeverMet),
        Weight::Derogation if !rule.body.derogates_from.iter().any(|cure| cure.cures) => {
            return Some(Never::CuresNothing);
        }
        // Without it everybody would be involved.
        Weight::Definition if !possible.not_met && !possible.undetermined => {
            return Some(Never::NeverNotMet);
        }
        Weight::Condition | Weight::Derogation | Weight::Definition => {}
    }
    has_no_subject(&rule.body, definition).then_some(Never::NoSubject)
}

/// Whether a rule is for no product, or of subcontractors who are never involved.
pub(super) fn has_no_subject(body: &RuleBody, definition: Option<&RuleBody>) -> bool {
    let areas = body.applies_to.as_ref().and_then(|application| application.areas.as_ref());
    let involved = definition.map_or(ANY, |definition| possible(&definition.condition));
    areas.is_some_and(Vec::is_empty)
        || (body.subjects == Subjects::InvolvedSubcontractors
            && !involved.met
            && !involved.undetermined)
}
