//! Contractors and involved subcontractors: Article 16(3) to (9).

use super::derogations::{self, OutsideSubcontractor};
use super::judged::{Judged, Outcome, all, any};
use super::law::{Agreement, Topic};
use super::place::{Place, decimal};
use super::products::{DEFENCE_PRODUCT, some_is_of_kind, where_applies};
use super::register;
use super::standing::{Carried, Inquiry};
use super::{Reached, Weight};

const OF_EVERY_ENTITY: [&str; 4] =
    ["establishment", "executive-management", "control", "facilities"];

pub struct Entity<'a> {
    pub place: Place<'a>,
    pub is_subcontractor: bool,
    pub involved: Judged,
    pub direct: Direct,
}

/// The three conditions of paragraph 3, by agreement at most, before any derogation.
pub struct Direct {
    pub establishment: Carried,
    pub executive_management: Carried,
    pub control: Carried,
}

impl Direct {
    pub fn is_met(&self) -> bool {
        self.establishment.is_met() && self.executive_management.is_met() && self.control.is_met()
    }
}

pub fn findings(inquiry: &Inquiry) -> Vec<Reached> {
    let all_rules = inquiry.reads("other-products", "all-rules");
    let applies =
        if all_rules { Judged::by_act(true) } else { some_is_of_kind(inquiry, DEFENCE_PRODUCT) };
    let mut reached = Vec::new();

    let contractors = inquiry.document.member("contractors");
    match contractors.items() {
        Some(places) => {
            for place in places {
                let contractor = entity(inquiry, place, false);
                reached.extend(entity_findings(inquiry, &applies, &contractor, None));
            }
        }
        None => reached.extend(not_stated(&applies, "", &contractors)),
    }

    let subcontractors = inquiry.document.member("subcontractors");
    match subcontractors.items() {
        Some(places) => {
            let looked_at = places.into_iter().map(|place| entity(inquiry, place, true));
            let looked_at: Vec<Entity> =
                looked_at.filter(|entity| entity.involved.outcome != Outcome::NotMet).collect();
            for (subcontractor, outside) in
                looked_at.iter().zip(derogations::outside_subcontractors(inquiry, &looked_at))
            {
                reached.extend(entity_findings(inquiry, &applies, subcontractor, Some(&outside)));
            }
        }
        None => reached.extend(not_stated(&applies, "/subcontractors", &subcontractors)),
    }
    reached
}

fn not_stated(applies: &Judged, subject: &str, place: &Place) -> Vec<Reached> {
    let open = Carried { judged: Judged::open_for_want_of([place.at.clone()]), via: None };
    let finding =
        |rule| Reached::new(rule, subject, Weight::Condition, where_applies(applies, open.clone()));
    OF_EVERY_ENTITY.into_iter().map(finding).collect()
}

fn entity<'a>(inquiry: &Inquiry, place: Place<'a>, is_subcontractor: bool) -> Entity<'a> {
    let involved = if is_subcontractor { involved(inquiry, &place) } else { Judged::by_act(true) };
    let direct = Direct {
        establishment: located(inquiry, &place.member("established_in"), Topic::Establishment),
        executive_management: located(
            inquiry,
            &place.member("executive_management_in"),
            Topic::ExecutiveManagement,
        ),
        control: inquiry.carried(|agreements| {
            let terms = unknown_control_terms(inquiry, &place);
            free_of_outside_control(
                inquiry,
                &place.member("controllers"),
                terms.as_ref(),
                agreements,
            )
        }),
    };
    Entity { place, is_subcontractor, involved, direct }
}

/// Article 16(12).
fn involved(inquiry: &Inquiry, subcontractor: &Place) -> Judged {
    let share = subcontractor.member("contract_share");
    let limbs = [
        subcontractor.member("critical_unique_input").is_true(),
        share.judged(share.number(), |share| Judged::by_act(share >= decimal("0.15"))),
        subcontractor.member("needs_classified_access").is_true(),
    ];
    if inquiry.reads("classified-limbs", "any") { any(limbs) } else { all(limbs) }
}

fn located(inquiry: &Inquiry, country: &Place, topic: Topic) -> Carried {
    inquiry.carried(|agreements| {
        country.judged(country.text(), |country| inquiry.inside(country, topic, agreements))
    })
}

/// Every controller is inside and is itself free of outside control.
fn free_of_outside_control(
    inquiry: &Inquiry,
    controllers: &Place,
    terms: Option<&Judged>,
    agreements: &[&Agreement],
) -> Judged {
    controllers.judged(controllers.items(), |controllers| {
        all(controllers.iter().map(|controller| {
            let country = controller.member("country").text().expect("a controller has a country");
            let inside = inquiry.inside(country, Topic::Control, agreements);
            let inside = any([inside].into_iter().chain(terms.cloned()));
            let further = controller.member("controllers");
            if further.is_stated() {
                all([inside, free_of_outside_control(inquiry, &further, terms, agreements)])
            } else {
                inside
            }
        }))
    })
}

/// What stands in for a no where an agreement may allow control from outside, and its terms are
/// not known: undetermined as far as the agreement is applied.
fn unknown_control_terms(inquiry: &Inquiry, entity: &Place) -> Option<Judged> {
    let seat = entity.member("established_in");
    let concerned = |agreement: &&Agreement| match seat.text() {
        Some(country) => agreement.party == register::read_as(country),
        None => true,
    };
    let agreements = inquiry.law.agreements();
    let branches: Vec<Judged> = agreements
        .into_iter()
        .filter(concerned)
        .filter(|agreement| {
            !agreement.control_terms_known || agreement.control_terms_grade < inquiry.least_evidence
        })
        .map(|agreement| {
            let mut terms = Judged::new(Outcome::Undetermined, agreement.control_terms_grade);
            if !seat.is_stated() {
                terms.missing.insert(seat.at.clone());
            }
            all([inquiry.applied(agreement), terms])
        })
        .collect();
    (!branches.is_empty()).then(|| any(branches))
}

/// The findings on one entity, in the order of the rules.
fn entity_findings(
    inquiry: &Inquiry,
    applies: &Judged,
    entity: &Entity,
    outside: Option<&OutsideSubcontractor>,
) -> Vec<Reached> {
    let direct = &entity.direct;
    let screened = derogations::screened_or_guaranteed(inquiry, &entity.place);
    let cleared = derogations::earlier_clearance(inquiry, &entity.place);
    let outside_rule = "outside-subcontractor";
    let cures_control =
        outside.filter(|_| !inquiry.reads("outside-subcontractor-control", "not-cured"));

    let seat = outside
        .map(|outside| (outside_rule, &outside.cure))
        .into_iter()
        .chain([("earlier-clearance", &cleared)]);
    let seat: Vec<(&str, &Judged)> = seat.collect();
    let mut control: Vec<(&str, &Judged)> =
        cures_control.map(|outside| (outside_rule, &outside.own)).into_iter().collect();
    control.extend([("screened-or-guaranteed", &screened), ("earlier-clearance", &cleared)]);

    let condition = |rule, carried: Carried| {
        let carried = where_involved(entity, carried);
        Reached::new(rule, &entity.place.at, Weight::Condition, where_applies(applies, carried))
    };
    let mut reached = vec![
        condition("establishment", direct.establishment.or_derogation(&seat)),
        condition("executive-management", direct.executive_management.or_derogation(&seat)),
        condition("control", direct.control.or_derogation(&control)),
        condition("facilities", facilities(inquiry, entity, outside)),
    ];

    let notified = derogations::notified(entity, &screened);
    let notified =
        notified.and_then(|judged| where_applies(applies, Carried { judged, via: None }));
    reached.push(Reached::new("notified", &entity.place.at, Weight::Duty, notified));

    let mut derogation = |rule, is_looked_at: bool, judged: &Judged| {
        let carried = where_applies(applies, Carried { judged: judged.clone(), via: None });
        if is_looked_at && carried.is_some() {
            reached.push(Reached::new(rule, &entity.place.at, Weight::Derogation, carried));
        }
    };
    if let Some(outside) = outside {
        derogation(outside_rule, !direct.is_met(), &outside.own);
    }
    derogation("screened-or-guaranteed", !direct.control.is_met(), &screened);
    derogation("earlier-clearance", !direct.is_met(), &cleared);
    reached
}

/// Where involvement is open: met if it would be met anyway, else undetermined.
fn where_involved(entity: &Entity, carried: Carried) -> Carried {
    if entity.involved.is_met() {
        return carried;
    }
    Carried { judged: any([entity.involved.clone(), carried.judged]), via: carried.via }
}

/// Article 16(8).
fn facilities(
    inquiry: &Inquiry,
    entity: &Entity,
    outside: Option<&OutsideSubcontractor>,
) -> Carried {
    let place = entity.place.member("facilities");
    let rule = inquiry.carried(|agreements| {
        place.judged(place.items(), |facilities| {
            all(facilities.iter().map(|facility| may_be_used(inquiry, facility, agreements)))
        })
    });
    match outside {
        Some(outside)
            if !entity.direct.is_met()
                && inquiry.reads("facilities-of-outside-subcontractor", "follow-derogation") =>
        {
            rule.or_derogation(&[("outside-subcontractor", &outside.own)])
        }
        _ => rule,
    }
}

fn may_be_used(inquiry: &Inquiry, facility: &Place, agreements: &[&Agreement]) -> Judged {
    let country = facility.member("country").text().expect("a facility has a country");
    let without_alternative = ["own", "no_alternative", "interests_respected"]
        .map(|member| facility.member(member).is_true());
    any([inquiry.inside(country, Topic::Facilities, agreements), all(without_alternative)])
}
