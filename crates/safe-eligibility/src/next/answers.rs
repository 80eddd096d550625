//! What a fact may turn out to be: one answer for each of those that the law treats alike.

use std::collections::BTreeMap;

use super::state::{Answer, Spot};
use crate::conditions::Condition;
use crate::model::bill::{BillOfMaterials, BomLine, Position, UnitCost};
use crate::model::country::{CountryCode, Origin};
use crate::model::day::Day;
use crate::model::entity::{Contractor, Controller, Entity, Facility, Subcontractor};
use crate::model::exact::Exact;
use crate::model::figure::{Amount, Quantity, Share};
use crate::model::place::Member;
use crate::model::procurement::{CommonProcurement, ParticipatingCountry};
use crate::model::product::{
    Area, CurrencyCode, DesignAuthority, DesignAuthorityHolder, DesignRestriction, EndProduct,
    ProductKind, RestrictedMatter,
};
use crate::outcome::Outcome;
use crate::rulebook::law::{CoreClass, Governed};

/// The law, in as far as answers differ under it.
pub(crate) struct Answers {
    // Two of each standing, where there are two; those that stand best first.
    countries: Vec<[CountryCode; 2]>,
    origins: Vec<Origin>,
    shares: Vec<Share>,
    days: Vec<Day>,
    areas: Vec<Area>,
    // One day of signature for each law there may be.
    signatures: Vec<Day>,
}

impl Answers {
    /// Under the law that governs, whichever of these it turns out to be.
    pub(crate) fn under(laws: &[Governed<'_>]) -> Self {
        let mut by_standing: BTreeMap<_, [CountryCode; 2]> = BTreeMap::new();
        let mut by_origin: BTreeMap<_, Origin> = BTreeMap::new();
        for country in CountryCode::all() {
            let ranks = laws.iter().map(|governed| standing(governed, country));
            let ranks: Vec<_> = ranks.collect();
            let as_origin: Vec<_> =
                ranks.iter().map(|(core, barred, _, party)| (*core, *barred, *party)).collect();
            let [first, second] = by_standing.entry(ranks).or_insert([country; 2]);
            // The second is another State, and not a territory that is read as the first.
            let is_other = laws.first().is_some_and(|law| !law.same_state(*first, country));
            if first == second && is_other {
                *second = country;
            }
            by_origin.entry(as_origin).or_insert(Origin::Country(country));
        }
        Self {
            countries: by_standing.into_values().collect(),
            origins: by_origin.into_values().collect(),
            shares: shares(laws),
            days: days(laws),
            areas: areas(laws),
            signatures: signatures(laws),
        }
    }

    /// Where a line may originate.
    pub(super) fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// What a fact may turn out to be; `None`: it is an amount, of which there is no end.
    pub(crate) fn of(&self, spot: Spot, procurement: &CommonProcurement) -> Option<Vec<Answer>> {
        let yes_or_no = || vec![Answer::Truth(true), Answer::Truth(false)];
        let member = spot.member?;
        let list = match (member, spot.within) {
            (Member::UnitCost, _) => return None,
            (Member::Origin, _) => self.origins.iter().copied().map(Answer::Origin).collect(),
            (Member::EstablishedIn | Member::ExecutiveManagementIn | Member::VerifiedBy, _) => {
                self.seats(spot, procurement)
            }
            (Member::ImposedBy, _) => self.each().map(Answer::Country).collect(),
            (Member::ContractShare, _) => self.shares.iter().copied().map(Answer::Share).collect(),
            (Member::SignedOn, _) => self.signatures.iter().copied().map(Answer::Day).collect(),
            (Member::RelationshipSince, _) => self.days.iter().copied().map(Answer::Day).collect(),
            (Member::Kind, _) => ProductKind::ALL.iter().copied().map(Answer::Kind).collect(),
            (Member::Areas, _) => {
                let each = self.areas.iter().map(|area| Answer::Areas(vec![*area]));
                each.chain([Answer::Areas(Vec::new())]).collect()
            }
            (Member::HeldBy, _) => {
                DesignAuthorityHolder::ALL.iter().copied().map(Answer::Holder).collect()
            }
            (Member::On, _) => RestrictedMatter::ALL.iter().copied().map(Answer::Matter).collect(),
            (Member::Controllers, _) => self.controllers(),
            (Member::Facilities, _) => self.facilities(),
            (Member::Restrictions, _) => self.restrictions(),
            (Member::ParticipatingStates, _) => self.states(),
            (Member::Contractors, _) => self.contractors(),
            (Member::Subcontractors, _) => self.subcontractors(),
            (Member::EndProducts, _) => self.end_products(),
            (Member::Components, _) => self.bills().map(Answer::Components).collect(),
            _ => yes_or_no(),
        };
        Some(list)
    }

    /// One country of each standing.
    fn each(&self) -> impl Iterator<Item = CountryCode> {
        self.countries.iter().map(|[first, _]| *first)
    }

    /// Countries of each standing, and those that the entity itself names.
    fn seats(&self, spot: Spot, procurement: &CommonProcurement) -> Vec<Answer> {
        let stated = procurement.stated();
        let entity = match spot.of {
            Some((Member::Contractors, index)) => {
                stated.contractors.as_ref().and_then(|list| list.get(index)).map(|one| &one.entity)
            }
            Some((_, index)) => stated
                .subcontractors
                .as_ref()
                .and_then(|list| list.get(index))
                .map(|one| &one.entity),
            None => None,
        };
        let named = entity.and_then(|entity| {
            let guarantees = entity.guarantees.as_ref();
            guarantees.map(|guarantees| (guarantees.verified_by, entity.established_in))
        });
        // Who verified is compared with the seat, so that one more of each standing is needed.
        let mut countries: Vec<CountryCode> = match named {
            Some((verifier, seat)) => {
                let both = self.countries.iter().flatten().copied();
                verifier.into_iter().chain(seat).chain(both).collect()
            }
            None => self.each().collect(),
        };
        let mut seen = std::collections::BTreeSet::new();
        countries.retain(|country| seen.insert(*country));
        countries.into_iter().map(Answer::Country).collect()
    }

    fn controllers(&self) -> Vec<Answer> {
        let each = self.each().map(|country| vec![Controller::ultimate(country)]);
        std::iter::once(Vec::new()).chain(each).map(Answer::Controllers).collect()
    }

    fn facilities(&self) -> Vec<Answer> {
        let with = |country: CountryCode, is_own: bool| {
            let mut facility = Facility::new(country);
            facility.own = Some(is_own);
            facility.no_alternative = Some(true);
            facility.interests_respected = Some(true);
            vec![facility]
        };
        let each = self.each().flat_map(|country| [with(country, true), with(country, false)]);
        std::iter::once(Vec::new()).chain(each).map(Answer::Facilities).collect()
    }

    fn restrictions(&self) -> Vec<Answer> {
        let with = |country: CountryCode, may_substitute: bool| {
            vec![DesignRestriction {
                imposed_by: Some(country),
                on: Some(RestrictedMatter::Component),
                may_substitute: Some(may_substitute),
            }]
        };
        let each = self.each().flat_map(|country| [with(country, true), with(country, false)]);
        std::iter::once(Vec::new()).chain(each).map(Answer::Restrictions).collect()
    }

    fn states(&self) -> Vec<Answer> {
        let state = |country: CountryCode, is_assisted: bool| {
            let mut state = ParticipatingCountry::new(country);
            state.receives_assistance = Some(is_assisted);
            state
        };
        let alone = self.each().map(|country| vec![state(country, true)]);
        let first = self.countries.first().copied();
        let two = first.map(|[one, other]| vec![state(one, true), state(other, false)]);
        let lists = two.into_iter().chain(alone);
        lists.map(Answer::States).collect()
    }

    /// Everything stated of an entity whose seats are in a country.
    fn entity(id: &str, country: CountryCode) -> Entity {
        let mut entity = Entity::new(id);
        entity.established_in = Some(country);
        entity.executive_management_in = Some(country);
        entity.controllers = Some(vec![Controller::ultimate(country)]);
        entity.facilities = Some(Vec::new());
        entity.commission_notified = Some(true);
        entity
    }

    fn contractors(&self) -> Vec<Answer> {
        let each = self.each().map(|country| {
            Answer::Contractors(vec![Contractor::new(Self::entity("asked contractor", country))])
        });
        each.collect()
    }

    fn subcontractors(&self) -> Vec<Answer> {
        let each = self.each().map(|country| {
            let mut one = Subcontractor::new(Self::entity("asked subcontractor", country));
            one.involvement.critical_unique_input = Some(true);
            one.involvement.needs_classified_access = Some(true);
            one.involvement.contract_share = self.shares.last().copied();
            one.relationship_since = self.days.last().copied();
            one.replacement_study_committed = Some(false);
            vec![one]
        });
        std::iter::once(Vec::new()).chain(each).map(Answer::Subcontractors).collect()
    }

    fn end_products(&self) -> Vec<Answer> {
        let mut products = Vec::new();
        for kind in ProductKind::ALL {
            for area in &self.areas {
                for bill in self.bills() {
                    let mut product = EndProduct::new("asked product");
                    product.kind = Some(*kind);
                    product.areas = Some(vec![*area]);
                    product.design_authority = Some(DesignAuthority {
                        held_by: Some(DesignAuthorityHolder::Contractor),
                        restrictions: Some(Vec::new()),
                    });
                    product.components = Some(*bill);
                    products.push(Answer::EndProducts(vec![product]));
                }
            }
        }
        products
    }

    /// A bill of one line from each origin.
    fn bills(&self) -> impl Iterator<Item = Box<BillOfMaterials>> {
        self.origins.iter().filter_map(|origin| {
            let one = Quantity::parse("1").ok()?;
            let mut line = BomLine::new("asked line", Position::EndProduct(one));
            line.origin = Some(*origin);
            line.unit_cost = Some(UnitCost::Exact(Amount::parse("1").ok()?, CurrencyCode::EUR));
            let mut builder = BillOfMaterials::builder();
            builder.push(line);
            builder.finish().ok().map(Box::new)
        })
    }
}

/// The countries from which some rule lets nothing come.
fn barred(governed: &Governed<'_>) -> Vec<CountryCode> {
    let mut barred = Vec::new();
    for part in governed.rules().flat_map(|rule| rule.body.condition.flattened()) {
        if let Condition::NoComponentFrom { countries } = part {
            barred.extend(countries);
        }
    }
    barred
}

type Standing = (std::cmp::Reverse<Outcome>, bool, Option<u8>, Option<CountryCode>);

/// What tells a country from others; those that stand best come first.
fn standing(governed: &Governed<'_>, country: CountryCode) -> Standing {
    let core = governed.core(country);
    let class = core.class.map(|class| match class {
        CoreClass::MemberState => 0u8,
        CoreClass::EeaEftaState => 1,
        CoreClass::Ukraine => 2,
    });
    let is_barred = barred(governed).iter().any(|other| governed.same_state(*other, country));
    let party = governed.agreement(country).map(|agreement| agreement.party());
    (std::cmp::Reverse(core.judgement.outcome), is_barred, class, party)
}

/// A day before the law first changed, and every day on which it does.
fn signatures(laws: &[Governed<'_>]) -> Vec<Day> {
    let Some(governed) = laws.first() else { return Vec::new() };
    let changes: Vec<Day> = governed.law().change_days().collect();
    let before = changes.first().and_then(|day| day.yesterday());
    before.into_iter().chain(changes.iter().copied()).collect()
}

/// Every law there may be: one alone, unless the day of signature is asked for.
pub(super) fn laws(governed: Governed<'_>, is_signature_open: bool) -> Vec<Governed<'_>> {
    if !is_signature_open {
        return vec![governed];
    }
    let days = signatures(&[governed]).into_iter();
    let others = days.map(|day| governed.law().governing(Some(day)));
    std::iter::once(governed).chain(others).collect()
}

fn conditions<'a>(laws: &[Governed<'a>]) -> impl Iterator<Item = &'a Condition> {
    laws.iter().flat_map(Governed::rules).flat_map(|rule| {
        let further = rule.body.further_limb.iter();
        std::iter::once(&rule.body.condition).chain(further).flat_map(Condition::flattened)
    })
}

/// Every bound that some rule sets on a share, and a share between any two.
fn shares(laws: &[Governed<'_>]) -> Vec<Share> {
    let mut bounds = vec![Exact::ZERO];
    for part in conditions(laws) {
        if let Condition::ContractShare { least, most, .. } = part {
            bounds.push(least.exact());
            bounds.extend(most.map(Share::exact));
        }
    }
    bounds.sort_unstable();
    bounds.dedup();
    let finest = Exact::new(1, 10);
    let each = bounds.iter().flat_map(|bound| [bound.clone(), bound.plus(&finest)]);
    each.filter_map(|share| Share::parse(&share.to_string()).ok()).collect()
}

/// For every day that is too late the day before it, and that day.
fn days(laws: &[Governed<'_>]) -> Vec<Day> {
    let bounds = conditions(laws).filter_map(|part| {
        let Condition::RelatedBefore { day } = part else { return None };
        Some(*day)
    });
    let mut days: Vec<Day> =
        bounds.flat_map(|day| day.yesterday().into_iter().chain([day])).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// One area of each category that some rule tells apart.
fn areas(laws: &[Governed<'_>]) -> Vec<Area> {
    let mut by_rules: BTreeMap<Vec<bool>, Area> = BTreeMap::new();
    for area in Area::ALL {
        let rules = laws.iter().flat_map(Governed::rules);
        let listed = rules.filter_map(|rule| rule.body.applies_to.as_ref()?.areas.as_ref());
        by_rules.entry(listed.map(|areas| areas.contains(area)).collect()).or_insert(*area);
    }
    by_rules.into_values().collect()
}

/// Whether more answers may open what fewer have settled.
///
/// A ceiling that is not met opens again where a line turns out to be from the party of an
/// agreement that bounds what is neither core nor from the party less tightly, or not knowably.
pub(super) fn may_open_again(laws: &[Governed<'_>]) -> bool {
    use crate::rulebook::datum::AgreementMember;
    let mut ceilings = conditions(laws).filter_map(|part| {
        let Condition::ShareAtMost { ceiling, topic, .. } = part else { return None };
        Some((*ceiling, *topic))
    });
    ceilings.any(|(ceiling, topic)| {
        laws.iter().flat_map(Governed::agreements).any(|agreement| {
            let applied = agreement.applied().judgement.outcome;
            let opened = applied != Outcome::NotMet
                && agreement.opens(topic).judgement.outcome != Outcome::NotMet;
            let other = agreement.share(AgreementMember::MaxOtherShare);
            let is_tight = other.is_some_and(|known| {
                !known.datum.set_aside && known.share.exact() <= ceiling.exact()
            });
            opened && !is_tight
        })
    })
}
