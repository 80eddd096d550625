//! Contractors and subcontractors as they are written.

use safe_eligibility::model::entity::{
    Clearance, Contractor, Controller, Entity, Facility, Guarantees, Screening, Subcontractor,
};
use safe_eligibility::model::place::Member;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Members, Written};

impl Serialize for Written<'_, Contractor> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        before(&mut map, &self.0.entity)?;
        behind(&mut map, &self.0.entity)?;
        map.end()
    }
}

impl Serialize for Written<'_, Subcontractor> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Subcontractor { entity, involvement, .. } = self.0;
        let mut map = serializer.serialize_map(None)?;
        before(&mut map, entity)?;
        map.shown(Member::ContractShare, involvement.contract_share)?;
        map.maybe(Member::CriticalUniqueInput, involvement.critical_unique_input)?;
        map.maybe(Member::NeedsClassifiedAccess, involvement.needs_classified_access)?;
        map.shown(Member::RelationshipSince, self.0.relationship_since)?;
        map.maybe(Member::ReplacementStudyCommitted, self.0.replacement_study_committed)?;
        behind(&mut map, entity)?;
        map.end()
    }
}

// What stands before the members that only a subcontractor has.
fn before<M: SerializeMap>(map: &mut M, entity: &Entity) -> Result<(), M::Error> {
    map.stated(Member::Id, &*entity.id)?;
    map.text(Member::Name, entity.name.as_deref())?;
    map.shown(Member::EstablishedIn, entity.established_in)?;
    map.shown(Member::ExecutiveManagementIn, entity.executive_management_in)?;
    map.list(Member::Controllers, entity.controllers.as_deref())?;
    map.maybe(Member::Screening, entity.screening.as_ref().map(Written))?;
    map.maybe(Member::Guarantees, entity.guarantees.as_ref().map(Written))?;
    map.maybe(Member::CommissionNotified, entity.commission_notified)?;
    map.list(Member::ClearedBefore, entity.cleared_before.as_deref())
}

fn behind<M: SerializeMap>(map: &mut M, entity: &Entity) -> Result<(), M::Error> {
    map.list(Member::Facilities, entity.facilities.as_deref())
}

impl Serialize for Written<'_, Controller> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.shown(Member::Country, Some(self.0.country()))?;
        let controllers = self.0.controllers();
        map.list(Member::Controllers, Some(controllers).filter(|list| !list.is_empty()))?;
        map.end()
    }
}

impl Serialize for Written<'_, Screening> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.maybe(Member::Screened, self.0.screened)?;
        map.maybe(Member::MitigationRequired, self.0.mitigation_required)?;
        map.maybe(Member::MitigationInPlace, self.0.mitigation_in_place)?;
        map.end()
    }
}

impl Serialize for Written<'_, Guarantees> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.shown(Member::VerifiedBy, self.0.verified_by)?;
        map.maybe(Member::DeliveryUnrestrained, self.0.delivery_unrestrained)?;
        map.maybe(Member::ClassifiedAccessPrevented, self.0.classified_access_prevented)?;
        map.maybe(Member::InterestsRespected, self.0.interests_respected)?;
        map.end()
    }
}

impl Serialize for Written<'_, Clearance> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.stated(Member::Regulation, self.0.regulation.as_str())?;
        map.maybe(Member::ChangedSince, self.0.changed_since)?;
        map.end()
    }
}

impl Serialize for Written<'_, Facility> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.shown(Member::Country, Some(self.0.country))?;
        map.maybe(Member::Own, self.0.own)?;
        map.maybe(Member::NoAlternative, self.0.no_alternative)?;
        map.maybe(Member::InterestsRespected, self.0.interests_respected)?;
        map.end()
    }
}
