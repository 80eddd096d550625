//! Reads conditions: the closed list of kinds, their parameters, and whom each can be asked of.

use super::body::Subjects;
use super::pack::Topic;
use super::problem::PackFault;
use super::reader::{Object, Reader};
use crate::conditions::{Area, Condition, Seat, StatedFact, Tier};
use crate::model::entity::EarlierInstrument;

/// A condition asked of such subjects; `None` for subjects: they could not be read.
pub(crate) fn condition(reader: &Reader<'_>, subjects: Option<Subjects>) -> Option<Condition> {
    let (kind, parameters) = reader.tagged()?;
    match kind {
        "all" => conditions(&parameters, subjects).map(Condition::All),
        "any" => conditions(&parameters, subjects).map(Condition::Any),
        _ => {
            if let Some(known) = KINDS.iter().find(|known| known.name == kind) {
                return single(known, &parameters, subjects);
            }
            let known = ["all", "any"].into_iter().chain(KINDS.iter().map(|kind| kind.name));
            reader.unknown_word(kind, known)
        }
    }
}

fn conditions(list: &Reader<'_>, subjects: Option<Subjects>) -> Option<Vec<Condition>> {
    let read = list.filled_list()?.into_iter().map(|one| condition(&one, subjects));
    read.collect::<Vec<_>>().into_iter().collect()
}

fn single(kind: &Kind, parameters: &Reader<'_>, subjects: Option<Subjects>) -> Option<Condition> {
    let object = parameters.object(kind.members)?;
    check_sight(kind.name, kind.of, &object, subjects);
    (kind.read)(&object, subjects)
}

fn check_sight(name: &str, of: Of, object: &Object<'_>, subjects: Option<Subjects>) {
    let Some(subjects) = subjects.filter(|subjects| !of.includes(*subjects)) else { return };
    let fault = PackFault::CannotSee { kind: name.into(), subjects: subjects.as_str() };
    object.whole().fault::<()>(fault);
}

struct Kind {
    name: &'static str,
    members: &'static [&'static str],
    of: Of,
    read: fn(&Object<'_>, Option<Subjects>) -> Option<Condition>,
}

// Of whom a kind of condition, or a stated fact, can be asked.
#[derive(Clone, Copy)]
enum Of {
    Anyone,
    Whole,
    State,
    Entity,
    Subcontractor,
    EndProduct,
}

impl Of {
    fn includes(self, subjects: Subjects) -> bool {
        match self {
            Self::Anyone => true,
            Self::Whole => subjects == Subjects::Whole,
            Self::State => subjects == Subjects::ParticipatingStates,
            Self::Entity => {
                subjects == Subjects::Entities || Self::Subcontractor.includes(subjects)
            }
            Self::Subcontractor => {
                matches!(subjects, Subjects::InvolvedSubcontractors | Subjects::Subcontractors)
            }
            Self::EndProduct => subjects == Subjects::EndProducts,
        }
    }
}

const fn kind(
    name: &'static str,
    members: &'static [&'static str],
    of: Of,
    read: fn(&Object<'_>, Option<Subjects>) -> Option<Condition>,
) -> Kind {
    Kind { name, members, of, read }
}

// In the order of `Condition`.
const KINDS: &[Kind] = &[
    kind("never", &[], Of::Anyone, |_, _| Some(Condition::Never)),
    kind("stated", &["fact", "is"], Of::Anyone, stated),
    kind("within-areas", &[], Of::EndProduct, |_, _| Some(Condition::WithinAreas)),
    kind("minimum-participants", &[], Of::Whole, |_, _| Some(Condition::MinimumParticipants)),
    kind("sole-participant", &["joiners_allowed"], Of::Whole, |object, _| {
        let joiners_allowed = object.get("joiners_allowed").boolean()?;
        Some(Condition::SoleParticipant { joiners_allowed })
    }),
    kind("signed-by", &["last_day"], Of::Whole, |object, _| {
        Some(Condition::SignedBy { last_day: object.get("last_day").day()? })
    }),
    kind("may-participate", &["stalled_counts"], Of::State, |object, _| {
        let stalled_counts = object.get("stalled_counts").boolean()?;
        Some(Condition::MayParticipate { stalled_counts })
    }),
    kind("located-in", &["seat", "topic"], Of::Entity, |object, _| {
        let (seat, topic) = seat_and_topic(object)?;
        Some(Condition::LocatedIn { seat, topic })
    }),
    kind("located-outside", &["seat", "topic"], Of::Entity, |object, _| {
        let (seat, topic) = seat_and_topic(object)?;
        Some(Condition::LocatedOutside { seat, topic })
    }),
    kind("free-of-outside-control", &["topic"], Of::Entity, |object, _| {
        Some(Condition::FreeOfOutsideControl { topic: topic(object)? })
    }),
    kind("contract-share", &["least", "most", "inclusive"], Of::Subcontractor, contract_share),
    kind("related-before", &["day"], Of::Subcontractor, |object, _| {
        Some(Condition::RelatedBefore { day: object.get("day").day()? })
    }),
    kind("established-within", &["area"], Of::Entity, |object, _| {
        Some(Condition::EstablishedWithin { area: object.get("area").word(AREAS)? })
    }),
    kind("verified-by-seat", &[], Of::Entity, |_, _| Some(Condition::VerifiedBySeat)),
    kind("facilities-within", &["topic"], Of::Entity, |object, _| {
        Some(Condition::FacilitiesWithin { topic: topic(object)? })
    }),
    kind("cleared-before", &["regulations"], Of::Entity, |object, _| {
        let listed = object.get("regulations").filled_list()?.into_iter();
        let read: Vec<_> = listed.map(|one| one.word(REGULATIONS)).collect();
        Some(Condition::ClearedBefore { regulations: read.into_iter().collect::<Option<_>>()? })
    }),
    kind("share-at-most", &["ceiling", "tier", "topic"], Of::EndProduct, share_at_most),
    kind("no-component-from", &["countries"], Of::EndProduct, |object, _| {
        let countries = object.get("countries").each(Reader::country)?;
        Some(Condition::NoComponentFrom { countries })
    }),
    kind(
        "design-unrestricted",
        &["topic", "core_restrictions_count"],
        Of::EndProduct,
        design_unrestricted,
    ),
];

fn stated(object: &Object<'_>, subjects: Option<Subjects>) -> Option<Condition> {
    let (fact, is) = (object.get("fact"), object.get("is").boolean());
    let named = fact.text()?;
    let Some((_, fact, of)) = FACTS.iter().find(|(name, _, _)| *name == named) else {
        return fact.unknown_word(named, FACTS.iter().map(|(name, _, _)| *name));
    };
    check_sight(named, *of, object, subjects);
    Some(Condition::Stated { fact: *fact, is: is? })
}

fn contract_share(object: &Object<'_>, _: Option<Subjects>) -> Option<Condition> {
    let least = object.get("least").share();
    let most = object.get("most").or_null(Reader::share);
    let inclusive = object.get("inclusive").boolean();
    let (least, most, inclusive) = (least?, most?, inclusive?);
    if let Some(most) = most {
        let order = least.exact().cmp(&most.exact());
        if order.is_gt() || (order.is_eq() && !inclusive) {
            return object.whole().fault(PackFault::NoSuchShare { least, most });
        }
    }
    Some(Condition::ContractShare { least, most, inclusive })
}

fn share_at_most(object: &Object<'_>, _: Option<Subjects>) -> Option<Condition> {
    let ceiling = object.get("ceiling").share();
    let tier = object.get("tier").word(TIERS);
    let topic = topic(object);
    Some(Condition::ShareAtMost { ceiling: ceiling?, tier: tier?, topic: topic? })
}

fn design_unrestricted(object: &Object<'_>, _: Option<Subjects>) -> Option<Condition> {
    let topic = topic(object);
    let core_restrictions_count = object.get("core_restrictions_count").boolean()?;
    Some(Condition::DesignUnrestricted { topic: topic?, core_restrictions_count })
}

fn seat_and_topic(object: &Object<'_>) -> Option<(Seat, Topic)> {
    let seat = object.get("seat").word(SEATS);
    let topic = topic(object);
    seat.zip(topic)
}

fn topic(object: &Object<'_>) -> Option<Topic> {
    object.get("topic").word(&Topic::ALL.map(|topic| (topic.as_str(), topic)))
}

// In the order of `StatedFact`.
const FACTS: &[(&str, StatedFact, Of)] = &[
    (
        "participation-requirements-included",
        StatedFact::ParticipationRequirementsIncluded,
        Of::Whole,
    ),
    (
        "own-eligibility-conditions-included",
        StatedFact::OwnEligibilityConditionsIncluded,
        Of::Whole,
    ),
    ("extension-steps-taken", StatedFact::ExtensionStepsTaken, Of::Whole),
    ("screened", StatedFact::Screened, Of::Entity),
    ("mitigation-required", StatedFact::MitigationRequired, Of::Entity),
    ("mitigation-in-place", StatedFact::MitigationInPlace, Of::Entity),
    ("delivery-unrestrained", StatedFact::DeliveryUnrestrained, Of::Entity),
    ("classified-access-prevented", StatedFact::ClassifiedAccessPrevented, Of::Entity),
    ("interests-respected", StatedFact::InterestsRespected, Of::Entity),
    ("commission-notified", StatedFact::CommissionNotified, Of::Entity),
    ("critical-unique-input", StatedFact::CriticalUniqueInput, Of::Subcontractor),
    ("needs-classified-access", StatedFact::NeedsClassifiedAccess, Of::Subcontractor),
    ("replacement-study-committed", StatedFact::ReplacementStudyCommitted, Of::Subcontractor),
];

const SEATS: &[(&str, Seat)] =
    &[("establishment", Seat::Establishment), ("executive-management", Seat::ExecutiveManagement)];

const AREAS: &[(&str, Area)] = &[("union", Area::Union), ("core", Area::Core)];

const TIERS: &[(&str, Tier)] = &[("first-tier", Tier::FirstTier), ("leaves", Tier::Leaves)];

const REGULATIONS: &[(&str, EarlierInstrument)] = &[
    ("edidp", EarlierInstrument::Edidp),
    ("edf", EarlierInstrument::Edf),
    ("asap", EarlierInstrument::Asap),
    ("edirpa", EarlierInstrument::Edirpa),
];
