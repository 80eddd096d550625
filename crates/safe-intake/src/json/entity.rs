//! Contractors and subcontractors.

use safe_eligibility::model::country::CountryCode;
use safe_eligibility::model::entity::{
    Clearance, Contractor, Controller, EarlierInstrument, Entity, Facility, Guarantees, Screening,
    Subcontractor,
};
use safe_eligibility::model::figure::Share;
use safe_eligibility::model::place::Member;

use super::path::Path;
use super::reader::{Field, Reader};
use crate::error::{InputError, Malformed};

impl Reader<'_> {
    pub(super) fn contractor(&mut self, at: &Path<'_>) -> Result<Option<Contractor>, Malformed> {
        let (of_every_entity, _) = SUBCONTRACTOR.split_at(MEMBERS_OF_EVERY_ENTITY);
        let mut one = Subcontractor::new(Entity::new(""));
        self.object(at, of_every_entity, &mut one)?;
        Ok(Some(Contractor::new(one.entity)))
    }

    pub(super) fn subcontractor(
        &mut self,
        at: &Path<'_>,
    ) -> Result<Option<Subcontractor>, Malformed> {
        let mut one = Subcontractor::new(Entity::new(""));
        self.object(at, SUBCONTRACTOR, &mut one)?;
        Ok(Some(one))
    }

    fn controllers(
        &mut self,
        at: &Path<'_>,
        depth: u8,
        slot: &mut Option<Vec<Controller>>,
    ) -> Result<(), Malformed> {
        let mut too_deep = false;
        self.objects(at, slot, |reader, here| {
            if depth > Controller::MOST_LEVELS {
                too_deep = true;
                reader.lexer.skip()?;
                return Ok(None);
            }
            let mut draft = ControllerDraft { country: None, controllers: None, depth };
            reader.object(here, CONTROLLER, &mut draft)?;
            let above = draft.controllers.unwrap_or_default();
            Ok(draft.country.and_then(|country| Controller::controlled_by(country, above).ok()))
        })?;
        if too_deep {
            self.problems.push(InputError::TooDeep { at: at.place().into() });
        }
        Ok(())
    }
}

// A contractor has the first of these, a subcontractor has all.
const MEMBERS_OF_EVERY_ENTITY: usize = 10;

const SUBCONTRACTOR: &[Field<Subcontractor>] = &[
    Field::required(Member::Id, |reader, at, one| {
        one.entity.id = reader.id(at)?.unwrap_or_default().into();
        Ok(())
    }),
    Field::optional(Member::Name, |reader, at, one| reader.text(at, &mut one.entity.name)),
    Field::optional(Member::EstablishedIn, |reader, at, one| {
        reader.country(at, &mut one.entity.established_in)
    }),
    Field::optional(Member::ExecutiveManagementIn, |reader, at, one| {
        reader.country(at, &mut one.entity.executive_management_in)
    }),
    Field::optional(Member::Controllers, |reader, at, one| {
        reader.controllers(at, 1, &mut one.entity.controllers)
    }),
    Field::optional(Member::Screening, |reader, at, one| {
        reader.object(at, SCREENING, one.entity.screening.insert(Screening::default())).map(drop)
    }),
    Field::optional(Member::Guarantees, |reader, at, one| {
        reader.object(at, GUARANTEES, one.entity.guarantees.insert(Guarantees::default())).map(drop)
    }),
    Field::optional(Member::CommissionNotified, |reader, at, one| {
        reader.flag(at, &mut one.entity.commission_notified)
    }),
    Field::optional(Member::ClearedBefore, |reader, at, one| {
        reader.objects(at, &mut one.entity.cleared_before, Reader::clearance)
    }),
    Field::optional(Member::Facilities, |reader, at, one| {
        reader.objects(at, &mut one.entity.facilities, Reader::facility)
    }),
    Field::optional(Member::ContractShare, |reader, at, one| {
        reader.figure(at, &mut one.involvement.contract_share, Share::parse)
    }),
    Field::optional(Member::CriticalUniqueInput, |reader, at, one| {
        reader.flag(at, &mut one.involvement.critical_unique_input)
    }),
    Field::optional(Member::NeedsClassifiedAccess, |reader, at, one| {
        reader.flag(at, &mut one.involvement.needs_classified_access)
    }),
    Field::optional(Member::RelationshipSince, |reader, at, one| {
        reader.day(at, &mut one.relationship_since)
    }),
    Field::optional(Member::ReplacementStudyCommitted, |reader, at, one| {
        reader.flag(at, &mut one.replacement_study_committed)
    }),
];

struct ControllerDraft {
    country: Option<CountryCode>,
    controllers: Option<Vec<Controller>>,
    depth: u8,
}

const CONTROLLER: &[Field<ControllerDraft>] = &[
    Field::required(Member::Country, |reader, at, draft| reader.country(at, &mut draft.country)),
    Field::optional(Member::Controllers, |reader, at, draft| {
        reader.controllers(at, draft.depth.saturating_add(1), &mut draft.controllers)
    }),
];

const SCREENING: &[Field<Screening>] = &[
    Field::optional(Member::Screened, |reader, at, one| reader.flag(at, &mut one.screened)),
    Field::optional(Member::MitigationRequired, |reader, at, one| {
        reader.flag(at, &mut one.mitigation_required)
    }),
    Field::optional(Member::MitigationInPlace, |reader, at, one| {
        reader.flag(at, &mut one.mitigation_in_place)
    }),
];

const GUARANTEES: &[Field<Guarantees>] = &[
    Field::optional(Member::VerifiedBy, |reader, at, one| reader.country(at, &mut one.verified_by)),
    Field::optional(Member::DeliveryUnrestrained, |reader, at, one| {
        reader.flag(at, &mut one.delivery_unrestrained)
    }),
    Field::optional(Member::ClassifiedAccessPrevented, |reader, at, one| {
        reader.flag(at, &mut one.classified_access_prevented)
    }),
    Field::optional(Member::InterestsRespected, |reader, at, one| {
        reader.flag(at, &mut one.interests_respected)
    }),
];

impl Reader<'_> {
    fn clearance(&mut self, at: &Path<'_>) -> Result<Option<Clearance>, Malformed> {
        let mut draft = ClearanceDraft::default();
        self.object(at, CLEARANCE, &mut draft)?;
        Ok(draft.regulation.map(|regulation| {
            let mut clearance = Clearance::new(regulation);
            clearance.changed_since = draft.changed_since;
            clearance
        }))
    }

    fn facility(&mut self, at: &Path<'_>) -> Result<Option<Facility>, Malformed> {
        let mut draft = FacilityDraft::default();
        self.object(at, FACILITY, &mut draft)?;
        Ok(draft.country.map(|country| {
            let mut facility = Facility::new(country);
            facility.own = draft.own;
            facility.no_alternative = draft.no_alternative;
            facility.interests_respected = draft.interests_respected;
            facility
        }))
    }
}

#[derive(Default)]
struct ClearanceDraft {
    regulation: Option<EarlierInstrument>,
    changed_since: Option<bool>,
}

const CLEARANCE: &[Field<ClearanceDraft>] = &[
    Field::required(Member::Regulation, |reader, at, draft| {
        draft.regulation = reader.word(at, EarlierInstrument::ALL, EarlierInstrument::as_str)?;
        Ok(())
    }),
    Field::optional(Member::ChangedSince, |reader, at, draft| {
        reader.flag(at, &mut draft.changed_since)
    }),
];

#[derive(Default)]
struct FacilityDraft {
    country: Option<CountryCode>,
    own: Option<bool>,
    no_alternative: Option<bool>,
    interests_respected: Option<bool>,
}

const FACILITY: &[Field<FacilityDraft>] = &[
    Field::required(Member::Country, |reader, at, draft| reader.country(at, &mut draft.country)),
    Field::optional(Member::Own, |reader, at, draft| reader.flag(at, &mut draft.own)),
    Field::optional(Member::NoAlternative, |reader, at, draft| {
        reader.flag(at, &mut draft.no_alternative)
    }),
    Field::optional(Member::InterestsRespected, |reader, at, draft| {
        reader.flag(at, &mut draft.interests_respected)
    }),
];
