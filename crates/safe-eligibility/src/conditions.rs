//! The closed list of kinds of condition, and what each sees of a procurement.
//!
//! A condition sees the subject it is asked about, the law of the day and its own parameters; it
//! never sees another result. What it returns is at once its outcome and its step of the trace.

use crate::model::country::CountryCode;
use crate::model::day::Day;
use crate::model::entity::EarlierInstrument;
use crate::model::figure::Share;
use crate::rulebook::pack::Topic;

/// A condition with its parameters, every choice of readings made.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Condition {
    /// `all`: every one of them.
    All(Vec<Condition>),
    /// `any`: at least one of them.
    Any(Vec<Condition>),
    /// `never`: not met, whatever is stated.
    Never,
    /// `stated`: a fact is stated to be so.
    Stated {
        /// Which fact.
        fact: StatedFact,
        /// What it must be.
        is: bool,
    },
    /// `within-areas`: the end product belongs to at least one area.
    WithinAreas,
    /// `minimum-participants`: an assisted Member State and another core State take part.
    MinimumParticipants,
    /// `sole-participant`: one assisted Member State takes part alone.
    SoleParticipant {
        /// Whether States that are not core may have joined it.
        joiners_allowed: bool,
    },
    /// `signed-by`: the contract is signed on or before a day.
    SignedBy {
        /// The last day.
        last_day: Day,
    },
    /// `may-participate`: a State is core, on its way to accession, or a partner.
    MayParticipate {
        /// Whether a candidate whose process is stalled counts.
        stalled_counts: bool,
    },
    /// `located-in`: a seat is in the core area or opened by an agreement.
    LocatedIn {
        /// Which seat.
        seat: Seat,
        /// The topic an agreement must open.
        topic: Topic,
    },
    /// `located-outside`: the opposite of `located-in`.
    LocatedOutside {
        /// Which seat.
        seat: Seat,
        /// The topic an agreement would have to open.
        topic: Topic,
    },
    /// `free-of-outside-control`: nobody from outside has decisive influence.
    FreeOfOutsideControl {
        /// The topic an agreement must open.
        topic: Topic,
    },
    /// `contract-share`: the share of the value of the contract lies between two bounds.
    ContractShare {
        /// Least share.
        least: Share,
        /// Most share; `None`: no upper bound.
        most: Option<Share>,
        /// Whether the bounds themselves are allowed.
        inclusive: bool,
    },
    /// `related-before`: there was a contractual relationship before a day.
    RelatedBefore {
        /// The first day that is too late.
        day: Day,
    },
    /// `established-within`: the entity is established in the Union, or in the core area.
    EstablishedWithin {
        /// Where.
        area: Area,
    },
    /// `verified-by-seat`: the State of establishment verified the guarantees.
    VerifiedBySeat,
    /// `facilities-within`: every facility is in the core area, opened by an agreement, or has no
    /// alternative.
    FacilitiesWithin {
        /// The topic an agreement must open.
        topic: Topic,
    },
    /// `cleared-before`: equivalent conditions were fulfilled earlier and nothing changed.
    ClearedBefore {
        /// The instruments that count.
        regulations: Vec<EarlierInstrument>,
    },
    /// `share-at-most`: the cost of components from outside is at most a share of all.
    ShareAtMost {
        /// The ceiling.
        ceiling: Share,
        /// Which lines count.
        tier: Tier,
        /// The topic an agreement must open.
        topic: Topic,
    },
    /// `no-component-from`: no component originates in or is sourced from certain countries.
    NoComponentFrom {
        /// The countries.
        countries: Vec<CountryCode>,
    },
    /// `design-unrestricted`: the contractors decide on the design.
    DesignUnrestricted {
        /// The topic an agreement must open.
        topic: Topic,
        /// Whether restrictions by an EEA EFTA State or Ukraine count as from outside.
        core_restrictions_count: bool,
    },
}

/// A fact that is stated to be so or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum StatedFact {
    /// `participation-requirements-included`, of the contract.
    ParticipationRequirementsIncluded,
    /// `own-eligibility-conditions-included`, of the contract.
    OwnEligibilityConditionsIncluded,
    /// `extension-steps-taken`, of the procurement of a single State.
    ExtensionStepsTaken,
    /// `screened`, of an entity; not so where no screening is stated.
    Screened,
    /// `mitigation-required`, of an entity; see `screened`.
    MitigationRequired,
    /// `mitigation-in-place`, of an entity; see `screened`.
    MitigationInPlace,
    /// `delivery-unrestrained`, of an entity; not so where no guarantees are stated.
    DeliveryUnrestrained,
    /// `classified-access-prevented`, of an entity; see `delivery-unrestrained`.
    ClassifiedAccessPrevented,
    /// `interests-respected`, of the guarantees of an entity; see `delivery-unrestrained`.
    InterestsRespected,
    /// `commission-notified`, of an entity.
    CommissionNotified,
    /// `critical-unique-input`, of a subcontractor.
    CriticalUniqueInput,
    /// `needs-classified-access`, of a subcontractor.
    NeedsClassifiedAccess,
    /// `replacement-study-committed`, of a subcontractor.
    ReplacementStudyCommitted,
}

/// A seat of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "Article 16(3) knows these two")]
pub enum Seat {
    /// `establishment`
    Establishment,
    /// `executive-management`
    ExecutiveManagement,
}

/// Where an entity is established.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the reading knows these two")]
pub enum Area {
    /// `union`: a Member State.
    Union,
    /// `core`: a Member State, an EEA EFTA State or Ukraine.
    Core,
}

/// Which lines of a bill count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the reading knows these two")]
pub enum Tier {
    /// `first-tier`: lines that go into the end product itself.
    FirstTier,
    /// `leaves`: lines without children.
    Leaves,
}

mod areas;
mod clearance;
mod component_share;
mod component_source;
mod control;
mod design;
mod facilities;
mod located;
mod participants;
mod relationship;
mod signature;
mod stated;

pub(crate) use component_share::{Limit, Measured, Portions, Role, complement};

use crate::model::procurement::CommonProcurement;
use crate::outcome::{Judgement, Outcome};
use crate::rulebook::assumption::AssumedParameter;
use crate::rulebook::law::Governed;
use crate::subjects::Subject;
use crate::tally::Tallies;
use crate::trace::{BoundOrigin, Key, Step};

/// What a condition sees.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'v, 'a> {
    pub(crate) procurement: &'a CommonProcurement,
    pub(crate) governed: Governed<'a>,
    pub(crate) subject: Subject<'a>,
    pub(crate) tallies: &'v Tallies,
    /// Parameters of the rule that are assumed.
    pub(crate) assumed: &'a [AssumedParameter],
}

impl<'a> View<'_, 'a> {
    /// Where a bound comes from that one of these parameters sets, named by the first.
    pub(crate) fn bound(&self, parameters: &[&'static str]) -> BoundOrigin<'a> {
        BoundOrigin::of(self.assumed, parameters)
    }

    /// An outcome that rests on facts and such a bound.
    pub(crate) fn bounded(&self, outcome: Outcome, parameters: &[&'static str]) -> Judgement {
        Judgement::new(outcome, self.bound(parameters).evidence())
    }
}

impl Condition {
    /// This condition and every condition it is composed of.
    pub(crate) fn flattened(&self) -> Vec<&Self> {
        let mut found = vec![self];
        if let Self::All(parts) | Self::Any(parts) = self {
            found.extend(parts.iter().flat_map(Self::flattened));
        }
        found
    }

    /// The last days by which something must have happened.
    pub(crate) fn deadlines(&self) -> Vec<Day> {
        let all = self.flattened().into_iter();
        all.filter_map(
            |part| if let Self::SignedBy { last_day } = part { Some(*last_day) } else { None },
        )
        .collect()
    }

    /// The tiers whose lines it counts.
    pub(crate) fn tiers(&self) -> Vec<Tier> {
        let all = self.flattened().into_iter();
        all.filter_map(
            |part| if let Self::ShareAtMost { tier, .. } = part { Some(*tier) } else { None },
        )
        .collect()
    }

    /// What it comes to for the subject of the view, with everything that follows from.
    pub(crate) fn examine<'a>(&self, view: &View<'_, 'a>) -> Step<'a> {
        match self {
            Self::All(parts) => Step::all("all", examine_each(parts, view)),
            Self::Any(parts) => Step::any("any", examine_each(parts, view)),
            Self::Never => Step::new("never", Judgement::of_text(Outcome::NotMet)),
            Self::Stated { fact, is } => stated::examine(*fact, *is, view),
            Self::WithinAreas => areas::examine(view),
            Self::MinimumParticipants => participants::minimum(view),
            Self::SoleParticipant { joiners_allowed } => participants::sole(*joiners_allowed, view),
            Self::SignedBy { last_day } => signature::examine(*last_day, view),
            Self::MayParticipate { stalled_counts } => {
                participants::may_join(*stalled_counts, view)
            }
            Self::LocatedIn { seat, topic } => located::inside(*seat, *topic, view),
            Self::LocatedOutside { seat, topic } => located::outside(*seat, *topic, view),
            Self::FreeOfOutsideControl { topic } => control::examine(*topic, view),
            Self::ContractShare { least, most, inclusive } => {
                relationship::contract_share(*least, *most, *inclusive, view)
            }
            Self::RelatedBefore { day } => relationship::related_before(*day, view),
            Self::EstablishedWithin { area } => located::established_within(*area, view),
            Self::VerifiedBySeat => located::verified_by_seat(view),
            Self::FacilitiesWithin { topic } => facilities::examine(*topic, view),
            Self::ClearedBefore { regulations } => clearance::examine(regulations, view),
            Self::ShareAtMost { ceiling, tier, topic } => {
                component_share::examine(*ceiling, *tier, *topic, view)
            }
            Self::NoComponentFrom { countries } => component_source::examine(countries, view),
            Self::DesignUnrestricted { topic, core_restrictions_count } => {
                design::examine(*topic, *core_restrictions_count, view)
            }
        }
    }
}

fn examine_each<'a>(parts: &[Condition], view: &View<'_, 'a>) -> Vec<Step<'a>> {
    let keyed = parts.iter().enumerate().map(|(index, part)| {
        let step = part.examine(view);
        let kind = step.kind;
        step.keyed(Key::Indexed(kind, index))
    });
    keyed.collect()
}

/// A condition that cannot see its subject leaves the question open; the loader refuses such rules.
fn unseen<'a>(kind: &'static str) -> Step<'a> {
    Step::new(kind, Judgement::of_text(Outcome::Undetermined))
}
