//! `located-in` and its kin: where a seat is.

use super::{Area, Seat, View, unseen};
use crate::model::country::CountryCode;
use crate::model::place::Member;
use crate::outcome::{Judgement, Outcome};
use crate::rulebook::datum::{Address, Datum};
use crate::rulebook::law::governed::{Agreement, Known};
use crate::rulebook::law::{CoreClass, Governed};
use crate::rulebook::pack::Topic;
use crate::trace::{Carriers, Considered, FactValue, Key, Reason, Rejection, Statement, Step};

/// Checks that a seat is in the core area, or in a country whose agreement opens `topic`.
///
/// Not stated is undetermined.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(3), first sentence, and Article 17.
pub(super) fn inside<'a>(seat: Seat, topic: Topic, view: &View<'_, 'a>) -> Step<'a> {
    seat_step("located-in", seat, topic, view)
}

/// Checks the opposite of [`inside`].
pub(super) fn outside<'a>(seat: Seat, topic: Topic, view: &View<'_, 'a>) -> Step<'a> {
    let mut step = seat_step("located-in", seat, topic, view);
    step.carried_by = Carriers::NONE;
    Step::opposite_of("located-outside", step)
}

fn seat_step<'a>(kind: &'static str, seat: Seat, topic: Topic, view: &View<'_, 'a>) -> Step<'a> {
    let Some(entity) = view.subject.entity() else { return unseen(kind) };
    let (member, country) = match seat {
        Seat::Establishment => (Member::EstablishedIn, entity.established_in),
        Seat::ExecutiveManagement => {
            (Member::ExecutiveManagementIn, entity.executive_management_in)
        }
    };
    let place = view.subject.place().member(member);
    match country {
        None => unseen(kind).fact(place, FactValue::NotStated),
        Some(country) => {
            let mut step = country_step(country, topic, &view.governed);
            step.kind = kind;
            step.fact(place, FactValue::Country(country))
        }
    }
}

/// Whether a country is core, or partner for a topic.
pub(super) fn country_step<'a>(
    country: CountryCode,
    topic: Topic,
    governed: &Governed<'a>,
) -> Step<'a> {
    let judgement = governed.core(country).judgement;
    let core = Known { judgement, datum: governed.core_datum(country) };
    let mut step = Statement::new("core-or-partner", judgement);
    if judgement.outcome == Outcome::Met {
        step.add_law(core.datum);
        return Step::stating(step);
    }
    let partner = partner(country, topic, governed);
    step.judgement = Judgement::any([judgement, partner.judgement]);
    step.carried_by = partner.carried_by;
    step.rejected = partner.rejected;
    step.add_law(core.within(step.judgement));
    let carries = partner.judgement.carries(step.judgement);
    let behind = partner.law.into_iter();
    step.law.extend(behind.map(|datum| Datum { carries: carries && datum.carries, ..datum }));
    Step::stating(step)
}

/// Whether a country is partner for a topic, be it core or not.
pub(super) fn partner_step<'a>(
    country: CountryCode,
    topic: Topic,
    governed: &Governed<'a>,
) -> Step<'a> {
    Step::stating(partner(country, topic, governed))
}

fn partner<'a>(country: CountryCode, topic: Topic, governed: &Governed<'a>) -> Statement<'a> {
    let Some(agreement) = governed.agreement(country) else {
        let none = governed.absence(Address::NoAgreement(country));
        let mut step = Statement::new("partner", none.judgement);
        step.add_law(none.datum);
        return step;
    };
    let applied = agreement.applied().judgement;
    let mut step = Statement::new("partner", applied);
    let opens = (applied.outcome != Outcome::NotMet).then(|| agreement.opens(topic));
    if let Some(opens) = opens {
        step.judgement = Judgement::all([applied, opens.judgement]);
    }
    name_rows(&mut step, &agreement);
    step.law.extend(opens.map(|opens| opens.within(step.judgement)));
    match step.judgement.outcome {
        Outcome::Met => step.carried_by = Carriers::one(agreement.position),
        outcome @ (Outcome::NotMet | Outcome::Undetermined) => {
            let what = Considered::Agreement(agreement.party());
            let why = if applied.outcome == Outcome::NotMet {
                Reason::NotApplied
            } else {
                Reason::of(outcome)
            };
            step.rejected.push(Rejection { what, why });
        }
    }
    step
}

/// Names each row on whether an agreement is applied, and why those that do not carry do not.
///
/// The step has come to its judgement already: it rests on a row only where that carries it.
pub(super) fn name_rows<'a>(step: &mut Statement<'a>, agreement: &Agreement<'a>) {
    let applied = agreement.applied();
    let mut carried = false;
    for row in agreement.applied_rows() {
        let why = match row.judgement.outcome {
            Outcome::Met if carried => Some(Reason::NotNeeded),
            Outcome::Met => None,
            Outcome::NotMet | Outcome::Undetermined if row.datum.set_aside => Some(Reason::TooWeak),
            outcome @ (Outcome::NotMet | Outcome::Undetermined) => Some(Reason::of(outcome)),
        };
        let is_best = !carried && row.judgement.carries(applied.judgement);
        carried |= why.is_none();
        let what = Considered::Row(row.datum.address);
        step.rejected.extend(why.map(|why| Rejection { what, why }));
        let datum = applied.within(step.judgement);
        step.add_law(Datum { carries: is_best && datum.carries, ..row.datum });
    }
    if step.law.is_empty() {
        step.add_law(applied.within(step.judgement));
    }
}

/// Checks that an entity is established in the Union, or in the core area.
///
/// Not stated is undetermined.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(5); reading `screening-territory`.
pub(super) fn established_within<'a>(area: Area, view: &View<'_, 'a>) -> Step<'a> {
    let Some(entity) = view.subject.entity() else { return unseen("established-within") };
    let place = view.subject.place().member(Member::EstablishedIn);
    let Some(country) = entity.established_in else {
        return unseen("established-within").fact(place, FactValue::NotStated);
    };
    let entry = view.governed.core(country);
    let judgement = match (area, entry.class) {
        (Area::Core, _) | (Area::Union, None | Some(CoreClass::MemberState)) => entry.judgement,
        (Area::Union, Some(CoreClass::EeaEftaState | CoreClass::Ukraine)) => {
            Judgement::of_text(Outcome::NotMet)
        }
    };
    let mut step = Step::new("established-within", judgement);
    step.add_law(view.governed.core_datum(country));
    step.fact(place, FactValue::Country(country))
}

/// Checks that the State of establishment verified the guarantees.
///
/// Without guarantees it is not met; not stated is undetermined.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(5).
pub(super) fn verified_by_seat<'a>(view: &View<'_, 'a>) -> Step<'a> {
    let Some(entity) = view.subject.entity() else { return unseen("verified-by-seat") };
    let place = view.subject.place();
    let verified_by = place.member(Member::Guarantees).member(Member::VerifiedBy);
    let Some(guarantees) = &entity.guarantees else {
        return Step::new("verified-by-seat", Judgement::of_text(Outcome::NotMet))
            .keyed(Key::Word("verified-by-seat"))
            .fact(verified_by, FactValue::NotStated);
    };
    let both = guarantees.verified_by.zip(entity.established_in);
    let same = both.map(|(verifier, seat)| view.governed.same_state(verifier, seat));
    Step::new("verified-by-seat", Judgement::of_text(Outcome::of(same)))
        .fact(verified_by, FactValue::country(guarantees.verified_by))
        .fact(place.member(Member::EstablishedIn), FactValue::country(entity.established_in))
}
