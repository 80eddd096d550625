//! What can be changed about a made-up procurement: one fact or two at a time.

use super::focus::Focus;
use super::sketch::{Part, Party, Sketch};
use crate::model::country::{CountryCode, Origin};
use crate::model::day::Day;
use crate::model::entity::{
    Clearance, Controller, EarlierInstrument, Entity, Facility, Guarantees, Screening,
};
use crate::model::figure::Share;
use crate::model::procurement::ParticipatingCountry;
use crate::model::product::{
    Area, DesignAuthorityHolder, DesignRestriction, ProductKind, RestrictedMatter,
};

/// A change of a made-up procurement.
#[derive(Clone, Debug)]
pub(super) enum Move {
    /// Who takes part, and whether that is stated to receive assistance.
    States(Vec<(CountryCode, Option<bool>)>),
    /// On which day the contract is signed.
    Signed(Day),
    /// Whether a State that is alone took its steps.
    Extension(bool),
    /// Whether the contract has the participation requirements.
    Requirements(bool),
    /// Whether it has conditions of its own.
    OwnConditions(bool),
    /// A fact of somebody.
    Of(Party, Fact),
    /// Whether a subcontractor's input is critical.
    Critical(bool),
    /// Whether it needs access to what is classified.
    Classified(bool),
    /// Its share of the contract.
    ContractShare(Share),
    /// Since when it has worked with the contractor.
    Related(Day),
    /// Whether a study of its replacement is committed to.
    Study(bool),
    /// What the product is.
    Kind(ProductKind),
    /// Its areas.
    Areas(Vec<Area>),
    /// Who decides on its design.
    Held(DesignAuthorityHolder),
    /// Who restricts that, on what, and whether it may be substituted.
    Restricted(CountryCode, RestrictedMatter, bool),
    /// What the product is made of.
    Bill(Vec<Part>),
    /// Where its first line is bought.
    Sourced(CountryCode),
    /// Whether no component comes from a contravening country.
    Statement(bool),
    /// Two of them at once.
    Both(Box<[Move; 2]>),
}

/// A fact of a contractor or subcontractor.
#[derive(Clone, Debug)]
pub(super) enum Fact {
    /// Where it is established.
    Seat(CountryCode),
    /// Where it is run from.
    Management(CountryCode),
    /// Both.
    Home(CountryCode),
    /// Where it works: own, without alternative, interests respected.
    Site(CountryCode, [bool; 3]),
    /// Who controls it, the nearest first.
    Controllers(Vec<CountryCode>),
    /// Screened, measures required, measures in place.
    Screened([bool; 3]),
    /// Who verified the guarantees, and the three of them.
    Guaranteed(CountryCode, [bool; 3]),
    /// Found eligible earlier, and changed since.
    Cleared(EarlierInstrument, bool),
    /// Whether the Commission was notified.
    Notified(bool),
}

impl Move {
    /// Makes the change; `None`: there is nothing to be changed.
    pub(super) fn apply(&self, sketch: &mut Sketch) -> Option<()> {
        let contract = &mut sketch.draft.contract;
        match self {
            Self::States(states) => {
                let each = states.iter().map(|(country, receives_assistance)| {
                    let receives_assistance = *receives_assistance;
                    ParticipatingCountry { country: *country, receives_assistance }
                });
                sketch.draft.participating_states = Some(each.collect());
            }
            Self::Signed(day) => contract.signed_on = Some(*day),
            Self::Extension(taken) => sketch.draft.extension_steps_taken = Some(*taken),
            Self::Requirements(is) => contract.participation_requirements_included = Some(*is),
            Self::OwnConditions(is) => contract.own_eligibility_conditions_included = Some(*is),
            Self::Critical(is) => {
                sketch.subcontractor(0)?.involvement.critical_unique_input = Some(*is);
            }
            Self::Classified(is) => {
                sketch.subcontractor(0)?.involvement.needs_classified_access = Some(*is);
            }
            Self::ContractShare(share) => {
                sketch.subcontractor(0)?.involvement.contract_share = Some(*share);
            }
            Self::Related(day) => sketch.subcontractor(0)?.relationship_since = Some(*day),
            Self::Study(is) => sketch.subcontractor(0)?.replacement_study_committed = Some(*is),
            Self::Kind(kind) => sketch.product()?.kind = Some(*kind),
            Self::Areas(areas) => sketch.product()?.areas = Some(areas.clone()),
            Self::Held(holder) => {
                sketch.product()?.design_authority.get_or_insert_default().held_by = Some(*holder);
            }
            Self::Restricted(country, on, may_substitute) => {
                let design = sketch.product()?.design_authority.get_or_insert_default();
                design.restrictions = Some(vec![DesignRestriction {
                    imposed_by: Some(*country),
                    on: Some(*on),
                    may_substitute: Some(*may_substitute),
                }]);
            }
            Self::Bill(parts) => *sketch.bills.first_mut()? = Some(parts.clone()),
            Self::Sourced(country) => {
                let first = sketch.bills.first_mut()?.as_mut()?.first_mut()?;
                first.sourced_from = Some(Origin::Country(*country));
            }
            Self::Statement(is) => {
                sketch.product()?.no_component_from_contravening_country = Some(*is);
            }
            Self::Both(moves) => {
                for one in moves.iter() {
                    one.apply(sketch)?;
                }
            }
            Self::Of(party, fact) => fact.apply(sketch.entity(*party)?)?,
        }
        Some(())
    }
}

impl Fact {
    fn apply(&self, entity: &mut Entity) -> Option<()> {
        match self {
            Self::Seat(country) => entity.established_in = Some(*country),
            Self::Management(country) => entity.executive_management_in = Some(*country),
            Self::Home(country) => {
                entity.established_in = Some(*country);
                entity.executive_management_in = Some(*country);
            }
            Self::Site(country, [own, no_alternative, interests_respected]) => {
                let mut facility = Facility::new(*country);
                facility.own = Some(*own);
                facility.no_alternative = Some(*no_alternative);
                facility.interests_respected = Some(*interests_respected);
                entity.facilities = Some(vec![facility]);
            }
            Self::Controllers(chain) => {
                let mut controllers = Vec::new();
                for country in chain.iter().rev() {
                    controllers = vec![Controller::controlled_by(*country, controllers).ok()?];
                }
                entity.controllers = Some(controllers);
            }
            Self::Screened([screened, required, in_place]) => {
                entity.screening = Some(Screening {
                    screened: Some(*screened),
                    mitigation_required: Some(*required),
                    mitigation_in_place: Some(*in_place),
                });
            }
            Self::Guaranteed(verified_by, [delivery, access, interests]) => {
                entity.guarantees = Some(Guarantees {
                    verified_by: Some(*verified_by),
                    delivery_unrestrained: Some(*delivery),
                    classified_access_prevented: Some(*access),
                    interests_respected: Some(*interests),
                });
            }
            Self::Cleared(regulation, changed) => {
                let mut clearance = Clearance::new(*regulation);
                clearance.changed_since = Some(*changed);
                entity.cleared_before = Some(vec![clearance]);
            }
            Self::Notified(is) => entity.commission_notified = Some(*is),
        }
        Some(())
    }
}

const YES: [bool; 3] = [true; 3];
const NO: [bool; 3] = [false; 3];

/// Every single change that is looked at under a law.
pub(super) fn moves(focus: &Focus) -> Vec<Move> {
    let mut moves = states(focus);
    moves.extend(focus.signed.iter().map(|day| Move::Signed(*day)));
    for is in [true, false] {
        moves.extend([
            Move::Extension(is),
            Move::Requirements(is),
            Move::OwnConditions(is),
            Move::Critical(is),
            Move::Classified(is),
            Move::Study(is),
            Move::Statement(is),
        ]);
    }
    moves.extend(focus.contract_shares().map(Move::ContractShare));
    moves.extend(focus.related.iter().map(|day| Move::Related(*day)));
    for party in [Party::Contractor, Party::Subcontractor(0)] {
        moves.extend(of_party(party, focus));
    }
    moves.extend(of_product(focus));
    moves.extend(turning(focus));
    moves.extend(bills(focus));
    moves
}

/// A country that stands differently from one day to the next, where the contract is signed on
/// either day.
fn turning(focus: &Focus) -> Vec<Move> {
    let [home, _] = focus.homes;
    let most = focus.whole.saturating_sub(1);
    let mut moves = Vec::new();
    for (day, country) in &focus.turning {
        for signed in day.yesterday().into_iter().chain([*day]) {
            let made_there = vec![Part::new("1", 1, home), Part::new("2", most, *country)];
            let with = [
                Move::States(vec![(home, Some(true)), (*country, None)]),
                Move::Of(Party::Contractor, Fact::Home(*country)),
                Move::Bill(made_there),
            ];
            let both = |one| Move::Both(Box::new([Move::Signed(signed), one]));
            moves.extend(with.into_iter().map(both));
        }
    }
    moves
}

fn states(focus: &Focus) -> Vec<Move> {
    let [home, other] = focus.homes;
    let mut moves = vec![
        Move::States(vec![(home, Some(true))]),
        Move::States(vec![(home, None)]),
        Move::States(vec![(home, Some(false)), (other, Some(false))]),
    ];
    for country in &focus.countries {
        moves.extend([
            Move::States(vec![(home, Some(true)), (*country, None)]),
            Move::States(vec![(home, Some(true)), (other, None), (*country, None)]),
            Move::States(vec![(*country, None), (other, Some(false))]),
            Move::States(vec![(*country, None)]),
        ]);
    }
    moves
}

fn of_party(party: Party, focus: &Focus) -> Vec<Move> {
    let [home, _] = focus.homes;
    let mut facts = Vec::new();
    for country in focus.countries.iter().copied() {
        facts.extend([
            Fact::Seat(country),
            Fact::Management(country),
            Fact::Home(country),
            Fact::Controllers(vec![country]),
            Fact::Controllers(vec![home, country]),
            Fact::Site(country, YES),
            Fact::Site(country, NO),
            Fact::Guaranteed(country, YES),
        ]);
    }
    for flags in [[false, true, true], [true, false, true], [true, true, false]] {
        facts.push(Fact::Site(focus.outside, flags));
        facts.push(Fact::Guaranteed(home, flags));
    }
    facts.extend((0..8u8).map(|bits| Fact::Screened([1, 2, 4].map(|bit| bits & bit != 0))));
    for instrument in EarlierInstrument::ALL {
        facts.extend([true, false].map(|changed| Fact::Cleared(*instrument, changed)));
    }
    facts.extend([true, false].map(Fact::Notified));
    facts.into_iter().map(|fact| Move::Of(party, fact)).collect()
}

fn of_product(focus: &Focus) -> Vec<Move> {
    let mut moves: Vec<Move> = ProductKind::ALL.iter().map(|kind| Move::Kind(*kind)).collect();
    moves.push(Move::Areas(Vec::new()));
    moves.extend(Area::ALL.iter().map(|area| Move::Areas(vec![*area])));
    let ends = Area::ALL.first().zip(Area::ALL.last());
    moves.extend(ends.map(|(first, last)| Move::Areas(vec![*first, *last])));
    moves.extend(DesignAuthorityHolder::ALL.iter().map(|holder| Move::Held(*holder)));
    for country in &focus.countries {
        for (on, may) in [
            (RestrictedMatter::Design, false),
            (RestrictedMatter::Component, true),
            (RestrictedMatter::Component, false),
        ] {
            moves.push(Move::Restricted(*country, on, may));
        }
        moves.push(Move::Sourced(*country));
    }
    moves
}

fn bills(focus: &Focus) -> Vec<Move> {
    let [home, _] = focus.homes;
    let mut moves = Vec::new();
    let rest = |used: u64| focus.whole.saturating_sub(used);
    for country in &focus.countries {
        for share in &focus.portions {
            let parts = [Part::new("1", rest(*share), home), Part::new("2", *share, *country)];
            moves.push(Move::Bill(parts.into()));
        }
        let half = focus.whole / 2;
        for (around, inner) in [(home, *country), (*country, home)] {
            moves.push(Move::Bill(vec![
                Part::new("1", focus.whole, around),
                Part::new("1.1", half, inner).within("1"),
                Part::new("1.2", half, home).within("1"),
            ]));
        }
    }
    for party in &focus.parties {
        for share in &focus.portions {
            for others in focus.portions.iter().filter(|others| **others <= rest(*share)) {
                let parts = [
                    Part::new("1", rest(share.saturating_add(*others)), home),
                    Part::new("2", *share, *party),
                    Part::new("3", *others, focus.outside),
                ];
                moves.push(Move::Bill(parts.into()));
            }
        }
    }
    moves
}
