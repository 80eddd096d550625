//! What a condition can come to at all, as its parameters alone show it.

use crate::conditions::Condition;
use crate::model::figure::Share;
use crate::rulebook::body::{RuleBody, Subjects, Weight};
use crate::rulebook::law::{Law, Rule};
use crate::rulebook::node::Node;

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
pub(super) fn never_decides(rule: &Rule, law: &Law) -> Option<Never> {
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
    has_no_subject(&rule.body, law).then_some(Never::NoSubject)
}

/// Why a rule under some readings can never be met; `None`: its parts do not show it.
///
/// A rule from which another one derogates under whatever reading may be met by that.
pub(super) fn never_met(rule: &Rule, law: &Law) -> Option<Never> {
    let is_cured = law.pack().rules.iter().flat_map(|history| &history.versions).any(|version| {
        version.body.member("derogates_from").is_some_and(|cures| names(cures, &rule.id))
    });
    let is_met = possible(&rule.body.condition).met || is_cured;
    let never = (!is_met).then_some(Never::NeverMet);
    has_no_outcome(rule, law).or(never)
}

/// Why a rule under some readings can never be not met; `None`: its parts do not show it.
pub(super) fn never_not_met(rule: &Rule, law: &Law) -> Option<Never> {
    let never = (!possible(&rule.body.condition).not_met).then_some(Never::NeverNotMet);
    has_no_outcome(rule, law).or(never)
}

/// Whether a text stands somewhere within a value.
fn names(node: &Node, text: &str) -> bool {
    match node {
        Node::Text(own) => **own == *text,
        Node::List(items) => items.iter().any(|item| names(item, text)),
        Node::Object(members) => members.iter().any(|(_, value)| names(value, text)),
        Node::Null | Node::Bool(_) | Node::Whole(_) | Node::OtherNumber => false,
    }
}

fn has_no_outcome(rule: &Rule, law: &Law) -> Option<Never> {
    if rule.body.weight == Weight::Definition {
        return Some(Never::Definition);
    }
    has_no_subject(&rule.body, law).then_some(Never::NoSubject)
}

/// Whether a rule is for no product, or of subcontractors who are never involved.
fn has_no_subject(body: &RuleBody, law: &Law) -> bool {
    let mut bodies = law.governing(None).rules().map(|rule| &rule.body);
    let definition = bodies.find(|body| body.weight == Weight::Definition);
    let areas = body.applies_to.as_ref().and_then(|application| application.areas.as_ref());
    let involved = definition.map_or(ANY, |definition| possible(&definition.condition));
    areas.is_some_and(Vec::is_empty)
        || (body.subjects == Subjects::InvolvedSubcontractors
            && !involved.met
            && !involved.undetermined)
}
