//! Derogations from Article 16(3): paragraphs 4, 5 with 6, and 9; and the duty of paragraph 7.

use std::collections::BTreeSet;

use num_rational::BigRational;

use super::entities::Entity;
use super::judged::{Judged, Outcome, all, any};
use super::place::{Place, decimal};
use super::register;
use super::standing::Inquiry;

/// `own` is the finding, and what cures control; `cure` leaves out the limb that only control needs.
pub struct OutsideSubcontractor {
    pub own: Judged,
    pub cure: Judged,
}

/// For each subcontractor that is involved, or may be.
pub fn outside_subcontractors(
    inquiry: &Inquiry,
    looked_at: &[Entity],
) -> Vec<OutsideSubcontractor> {
    let alone: Vec<OutsideSubcontractor> =
        looked_at.iter().map(|entity| outside_subcontractor(inquiry, entity)).collect();
    if !inquiry.reads("outside-subcontractor-sum", "together") {
        return alone;
    }
    let within_sum: Vec<Judged> =
        (0..looked_at.len()).map(|index| within_sum(looked_at, &alone, index)).collect();
    let limited = alone.into_iter().zip(within_sum).map(|(alone, limb)| OutsideSubcontractor {
        own: all([alone.own, limb.clone()]),
        cure: all([alone.cure, limb]),
    });
    limited.collect()
}

/// Article 16(4), each subcontractor by itself.
fn outside_subcontractor(inquiry: &Inquiry, entity: &Entity) -> OutsideSubcontractor {
    let share = entity.place.member("contract_share");
    let is_exclusive = inquiry.reads("share-bounds", "exclusive");
    let in_bounds = share.judged(share.number(), |share| {
        let (least, most) = (decimal("0.15"), decimal("0.35"));
        Judged::by_act(if is_exclusive {
            least < share && share < most
        } else {
            least <= share && share <= most
        })
    });
    let since = entity.place.member("relationship_since");
    let related_before = since.judged(since.text(), |day| Judged::by_act(day < register::IN_FORCE));
    let study = entity.place.member("replacement_study_committed").is_true();

    let cure = all([in_bounds, any([related_before, study])]);
    let direct = &entity.direct;
    let is_outside =
        any([direct.establishment.judged.negated(), direct.executive_management.judged.negated()]);
    OutsideSubcontractor { own: all([cure.clone(), is_outside]), cure }
}

/// The limb that reading `together` adds for one of them, taken as involved.
fn within_sum(looked_at: &[Entity], alone: &[OutsideSubcontractor], subject: usize) -> Judged {
    let certainly = |index: usize| {
        let is_involved = index == subject || looked_at[index].involved.is_met();
        is_involved && alone[index].own.is_met()
    };
    let possibly = |index: usize| alone[index].own.outcome != Outcome::NotMet;
    if !possibly(subject) {
        return Judged::by_act(true);
    }

    let indices = 0..looked_at.len();
    let sum = |relies: &dyn Fn(usize) -> bool| -> BigRational {
        let relying = indices.clone().filter(|index| relies(*index));
        relying.map(|index| share_counted(&looked_at[index])).sum()
    };
    let ceiling = decimal("0.35");
    if certainly(subject) && sum(&certainly) > ceiling {
        return Judged::by_act(false);
    }
    if sum(&possibly) > ceiling {
        let open = indices.clone().filter(|index| possibly(*index) && !certainly(*index));
        let places: BTreeSet<String> =
            open.flat_map(|index| places_open(&looked_at[index], &alone[index])).collect();
        return Judged::open_for_want_of(places);
    }
    Judged::by_act(true)
}

fn share_counted(entity: &Entity) -> BigRational {
    entity.place.member("contract_share").number().unwrap_or_else(|| decimal("0.35"))
}

fn places_open(entity: &Entity, alone: &OutsideSubcontractor) -> BTreeSet<String> {
    entity.involved.missing.union(&alone.own.missing).cloned().collect()
}

/// Article 16(5) and (6).
pub fn screened_or_guaranteed(inquiry: &Inquiry, entity: &Place) -> Judged {
    let seat = entity.member("established_in");
    let in_territory = seat.judged(seat.text(), |country| {
        if inquiry.reads("screening-territory", "core") {
            inquiry.core(country)
        } else {
            inquiry.member_state(country)
        }
    });
    all([in_territory, any([screening_route(entity), guarantees_route(entity)])])
}

fn screening_route(entity: &Place) -> Judged {
    let screening = entity.member("screening");
    if !screening.is_stated() {
        return Judged::by_act(false);
    }
    let no_mitigation_due = screening.member("mitigation_required").is_false();
    let mitigated = screening.member("mitigation_in_place").is_true();
    all([screening.member("screened").is_true(), any([no_mitigation_due, mitigated])])
}

fn guarantees_route(entity: &Place) -> Judged {
    let guarantees = entity.member("guarantees");
    if !guarantees.is_stated() {
        return Judged::by_act(false);
    }
    let verified_by = guarantees.member("verified_by");
    let seat = entity.member("established_in");
    let verified_at_seat = verified_by.judged(verified_by.text(), |verifier| {
        seat.judged(seat.text(), |seat| {
            Judged::by_act(register::read_as(verifier) == register::read_as(seat))
        })
    });
    let assurances =
        ["delivery_unrestrained", "classified_access_prevented", "interests_respected"];
    let assured = assurances.map(|member| guarantees.member(member).is_true());
    all([verified_at_seat].into_iter().chain(assured))
}

/// Article 16(7); `None` where there is nothing to notify.
pub fn notified(entity: &Entity, screened: &Judged) -> Option<Judged> {
    if entity.direct.control.is_met() || !screened.is_met() {
        return None;
    }
    let place = &entity.place;
    let nothing_mitigated =
        place.member("screening").member("mitigation_required").flag() == Some(false);
    if !guarantees_route(place).is_met() && screening_route(place).is_met() && nothing_mitigated {
        return None;
    }
    Some(place.member("commission_notified").is_true())
}

/// Article 16(9).
pub fn earlier_clearance(inquiry: &Inquiry, entity: &Place) -> Judged {
    if inquiry.reads("earlier-clearance", "ignored") {
        return Judged::by_act(false);
    }
    let cleared_before = entity.member("cleared_before").items().unwrap_or_default();
    any(cleared_before.iter().map(|clearance| clearance.member("changed_since").is_false()))
}
