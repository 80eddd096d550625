//! The facts of a document by their owner: what each says, and how one is taken over.

use serde_json::{Map, Value};

use crate::model::country::{CountryCode, Origin};
use crate::model::entity::{Contractor, Controller, Entity, Facility, Subcontractor};
use crate::model::place::Member;
use crate::model::procurement::{ParticipatingCountry, ProcurementDraft};
use crate::model::product::{DesignAuthority, DesignAuthorityHolder, EndProduct, RestrictedMatter};

/// A member of an owner.
pub(super) struct Fact<T> {
    pub(super) member: Member,
    /// Whether any condition reads it; names and titles are for people.
    pub(super) weighs: bool,
    /// What it says, as the document would; null where it is not stated.
    pub(super) value: fn(&T) -> Value,
    /// Takes it over from another.
    pub(super) take: fn(&mut T, &T),
}

/// Builds the table of the facts of one kind of owner.
macro_rules! facts {
    ($name:ident of $owner:ty: $($member:ident, $weighs:literal, |$one:ident| $value:expr, |$to:ident, $from:ident| $take:expr;)*) => {
        pub(super) const $name: &[Fact<$owner>] = &[
            $(Fact {
                member: Member::$member,
                weighs: $weighs,
                value: |$one| $value,
                take: |$to, $from| $take,
            },)*
        ];
    };
}

facts! { DOCUMENT of ProcurementDraft:
    Title, false, |one| text(one.title.as_deref()), |to, from| to.title.clone_from(&from.title);
    SignedOn, true, |one| shown(one.contract.signed_on),
        |to, from| to.contract.signed_on = from.contract.signed_on;
    Value, false, |one| object([
            ("value", shown(one.contract.value)),
            ("currency", shown(one.contract.currency)),
        ]),
        |to, from| {
            to.contract.value = from.contract.value;
            to.contract.currency = from.contract.currency;
        };
    ParticipationRequirementsIncluded, true,
        |one| Value::from(one.contract.participation_requirements_included),
        |to, from| to.contract.participation_requirements_included =
            from.contract.participation_requirements_included;
    OwnEligibilityConditionsIncluded, true,
        |one| Value::from(one.contract.own_eligibility_conditions_included),
        |to, from| to.contract.own_eligibility_conditions_included =
            from.contract.own_eligibility_conditions_included;
    ExtensionStepsTaken, true, |one| Value::from(one.extension_steps_taken),
        |to, from| to.extension_steps_taken = from.extension_steps_taken;
    AsOf, false, |one| shown(one.exchange_rates.as_of),
        |to, from| to.exchange_rates.as_of = from.exchange_rates.as_of;
}

facts! { STATE of ParticipatingCountry:
    ReceivesAssistance, true, |one| Value::from(one.receives_assistance),
        |to, from| to.receives_assistance = from.receives_assistance;
}

facts! { CONTRACTOR of Contractor:
    Name, false, |one| text(one.entity.name.as_deref()),
        |to, from| to.entity.name.clone_from(&from.entity.name);
    EstablishedIn, true, |one| country(one.entity.established_in),
        |to, from| to.entity.established_in = from.entity.established_in;
    ExecutiveManagementIn, true, |one| country(one.entity.executive_management_in),
        |to, from| to.entity.executive_management_in = from.entity.executive_management_in;
    Controllers, true, |one| controllers(&one.entity),
        |to, from| to.entity.controllers.clone_from(&from.entity.controllers);
    Screening, true, |one| screening(&one.entity),
        |to, from| to.entity.screening.clone_from(&from.entity.screening);
    Guarantees, true, |one| guarantees(&one.entity),
        |to, from| to.entity.guarantees.clone_from(&from.entity.guarantees);
    CommissionNotified, true, |one| Value::from(one.entity.commission_notified),
        |to, from| to.entity.commission_notified = from.entity.commission_notified;
    ClearedBefore, true, |one| cleared(&one.entity),
        |to, from| to.entity.cleared_before.clone_from(&from.entity.cleared_before);
    Facilities, true, |one| facilities(&one.entity),
        |to, from| to.entity.facilities.clone_from(&from.entity.facilities);
}

facts! { SUBCONTRACTOR of Subcontractor:
    Name, false, |one| text(one.entity.name.as_deref()),
        |to, from| to.entity.name.clone_from(&from.entity.name);
    EstablishedIn, true, |one| country(one.entity.established_in),
        |to, from| to.entity.established_in = from.entity.established_in;
    ExecutiveManagementIn, true, |one| country(one.entity.executive_management_in),
        |to, from| to.entity.executive_management_in = from.entity.executive_management_in;
    Controllers, true, |one| controllers(&one.entity),
        |to, from| to.entity.controllers.clone_from(&from.entity.controllers);
    Screening, true, |one| screening(&one.entity),
        |to, from| to.entity.screening.clone_from(&from.entity.screening);
    Guarantees, true, |one| guarantees(&one.entity),
        |to, from| to.entity.guarantees.clone_from(&from.entity.guarantees);
    CommissionNotified, true, |one| Value::from(one.entity.commission_notified),
        |to, from| to.entity.commission_notified = from.entity.commission_notified;
    ClearedBefore, true, |one| cleared(&one.entity),
        |to, from| to.entity.cleared_before.clone_from(&from.entity.cleared_before);
    ContractShare, true, |one| shown(one.involvement.contract_share),
        |to, from| to.involvement.contract_share = from.involvement.contract_share;
    CriticalUniqueInput, true, |one| Value::from(one.involvement.critical_unique_input),
        |to, from| to.involvement.critical_unique_input = from.involvement.critical_unique_input;
    NeedsClassifiedAccess, true, |one| Value::from(one.involvement.needs_classified_access),
        |to, from| to.involvement.needs_classified_access = from.involvement.needs_classified_access;
    RelationshipSince, true, |one| shown(one.relationship_since),
        |to, from| to.relationship_since = from.relationship_since;
    ReplacementStudyCommitted, true, |one| Value::from(one.replacement_study_committed),
        |to, from| to.replacement_study_committed = from.replacement_study_committed;
    Facilities, true, |one| facilities(&one.entity),
        |to, from| to.entity.facilities.clone_from(&from.entity.facilities);
}

facts! { PRODUCT of EndProduct:
    Name, false, |one| text(one.name.as_deref()), |to, from| to.name.clone_from(&from.name);
    Kind, true, |one| one.kind.map_or(Value::Null, |kind| kind.as_str().into()),
        |to, from| to.kind = from.kind;
    Areas, true, |one| list(one.areas.as_deref(), |area| area.as_str().into()),
        |to, from| to.areas.clone_from(&from.areas);
    DesignAuthority, true, |one| design(one.design_authority.as_ref()),
        |to, from| to.design_authority.clone_from(&from.design_authority);
    NoComponentFromContraveningCountry, true,
        |one| Value::from(one.no_component_from_contravening_country),
        |to, from| to.no_component_from_contravening_country =
            from.no_component_from_contravening_country;
}

/// What something displays as; null where it is not stated.
pub(super) fn shown(stated: Option<impl ToString>) -> Value {
    Value::from(stated.map(|stated| stated.to_string()))
}

pub(super) fn text(stated: Option<&str>) -> Value {
    Value::from(stated)
}

pub(super) fn origin(stated: Option<Origin>) -> Value {
    Value::from(stated.map(Origin::as_str))
}

fn country(stated: Option<CountryCode>) -> Value {
    Value::from(stated.map(CountryCode::as_str))
}

/// An object of the members that are stated.
pub(super) fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let stated = members.into_iter().filter(|(_, value)| !value.is_null());
    let stated: Map<String, Value> = stated.map(|(name, value)| (name.to_owned(), value)).collect();
    if stated.is_empty() { Value::Null } else { Value::Object(stated) }
}

pub(super) fn list<T>(stated: Option<&[T]>, value: impl Fn(&T) -> Value) -> Value {
    stated.map_or(Value::Null, |items| Value::Array(items.iter().map(value).collect()))
}

/// An object even where none of its members is stated: that it is there says something too.
fn stated<T, const N: usize>(
    one: Option<&T>,
    members: impl FnOnce(&T) -> [(&'static str, Value); N],
) -> Value {
    let Some(one) = one else { return Value::Null };
    let members = object(members(one));
    if members.is_null() { Value::Object(Map::new()) } else { members }
}

fn controllers(entity: &Entity) -> Value {
    list(entity.controllers.as_deref(), controller)
}

// At most `Controller::MOST_LEVELS` deep.
fn controller(one: &Controller) -> Value {
    let further = one.controllers();
    let further = Some(further).filter(|further| !further.is_empty());
    object([("country", country(Some(one.country()))), ("controllers", list(further, controller))])
}

fn screening(entity: &Entity) -> Value {
    stated(entity.screening.as_ref(), |one| {
        [
            ("screened", Value::from(one.screened)),
            ("mitigation_required", Value::from(one.mitigation_required)),
            ("mitigation_in_place", Value::from(one.mitigation_in_place)),
        ]
    })
}

fn guarantees(entity: &Entity) -> Value {
    stated(entity.guarantees.as_ref(), |one| {
        [
            ("verified_by", country(one.verified_by)),
            ("delivery_unrestrained", Value::from(one.delivery_unrestrained)),
            ("classified_access_prevented", Value::from(one.classified_access_prevented)),
            ("interests_respected", Value::from(one.interests_respected)),
        ]
    })
}

fn cleared(entity: &Entity) -> Value {
    list(entity.cleared_before.as_deref(), |one| {
        object([
            ("regulation", one.regulation.as_str().into()),
            ("changed_since", Value::from(one.changed_since)),
        ])
    })
}

fn facilities(entity: &Entity) -> Value {
    list(entity.facilities.as_deref(), facility)
}

fn facility(one: &Facility) -> Value {
    object([
        ("country", country(Some(one.country))),
        ("own", Value::from(one.own)),
        ("no_alternative", Value::from(one.no_alternative)),
        ("interests_respected", Value::from(one.interests_respected)),
    ])
}

fn design(one: Option<&DesignAuthority>) -> Value {
    stated(one, |one| {
        let restrictions = list(one.restrictions.as_deref(), |restriction| {
            stated(Some(restriction), |one| {
                [
                    ("imposed_by", country(one.imposed_by)),
                    ("on", Value::from(one.on.map(RestrictedMatter::as_str))),
                    ("may_substitute", Value::from(one.may_substitute)),
                ]
            })
        });
        [
            ("held_by", Value::from(one.held_by.map(DesignAuthorityHolder::as_str))),
            ("restrictions", restrictions),
        ]
    })
}
