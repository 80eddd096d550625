//! What findings come to, by rule and subject.

use std::collections::BTreeMap;

use super::Owner;
use crate::assessment::{Finding, Verdict};
use crate::model::place::{Member, Place, Step};
use crate::model::procurement::ProcurementDraft;

/// What a finding comes to, apart from law and facts it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Came {
    /// The word of the assessment for its outcome.
    pub outcome: &'static str,
    /// What carries it; `None`: nothing has to.
    pub via: Option<String>,
    /// To what effect, in the word of the assessment.
    pub weight: &'static str,
}

/// Of whom a rule is asked, by ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "subjects are these, or a list that is not stated")]
pub enum DiffSubject {
    /// Somebody, something, or the procurement as a whole.
    Owner(Owner),
    /// A list that is not stated.
    List(Member),
}

/// What moves: a finding, or the verdict.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Verdict,
    Finding(Box<str>, DiffSubject),
}

/// What everything comes to.
pub(super) type Outcomes = BTreeMap<Key, Came>;

/// What findings and verdict come to.
pub(super) fn outcomes(
    findings: &[Finding<'_>],
    verdict: Verdict,
    stated: &ProcurementDraft,
) -> Outcomes {
    let each = findings.iter().map(|finding| (key(finding, stated), came(finding)));
    let mut outcomes: Outcomes = each.collect();
    let verdict = Came { outcome: verdict.as_str(), via: None, weight: "verdict" };
    outcomes.insert(Key::Verdict, verdict);
    outcomes
}

pub(super) fn came(finding: &Finding<'_>) -> Came {
    Came {
        outcome: finding.outcome_word(),
        via: finding.via.map(|via| via.to_string()),
        weight: finding.weight.as_str(),
    }
}

pub(super) fn key(finding: &Finding<'_>, stated: &ProcurementDraft) -> Key {
    Key::Finding(finding.rule.id.clone(), subject(&finding.subject, stated))
}

/// A subject by its id; one party has one subject, whether it is contractor or subcontractor.
fn subject(place: &Place, draft: &ProcurementDraft) -> DiffSubject {
    let (member, index) = match place.steps() {
        [Step::Member(member), Step::Index(index)] => (*member, *index),
        [Step::Member(member)] => return DiffSubject::List(*member),
        _ => return DiffSubject::Owner(Owner::Procurement),
    };
    let at = usize::try_from(index).unwrap_or(usize::MAX);
    let owner = if member == Member::ParticipatingStates {
        let states = draft.participating_states.as_ref();
        states.and_then(|list| list.get(at)).map(|state| Owner::State(state.country))
    } else if member == Member::Contractors {
        let contractors = draft.contractors.as_ref();
        contractors.and_then(|list| list.get(at)).map(|one| Owner::Party(one.entity.id.clone()))
    } else if member == Member::Subcontractors {
        let subcontractors = draft.subcontractors.as_ref();
        subcontractors.and_then(|list| list.get(at)).map(|one| Owner::Party(one.entity.id.clone()))
    } else {
        let products = draft.end_products.as_ref();
        products.and_then(|list| list.get(at)).map(|product| Owner::Product(product.id.clone()))
    };
    DiffSubject::Owner(owner.unwrap_or(Owner::Procurement))
}
