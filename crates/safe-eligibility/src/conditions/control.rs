//! `free-of-outside-control`: who has decisive influence.

use super::{View, located, unseen};
use crate::model::country::CountryCode;
use crate::model::entity::{Controller, Entity};
use crate::model::place::{Member, Place};
use crate::outcome::{Judgement, Outcome};
use crate::rulebook::law::governed::{Agreement, Governed};
use crate::rulebook::pack::Topic;
use crate::trace::{Considered, FactValue, Key, Reason, Rejection, Statement, Step};

/// Checks that every controller, up to the ultimate ones, is inside.
///
/// Inside is the core area, or a country whose agreement opens `topic`. Nobody is met; not stated
/// is undetermined. Where an agreement may let the entity take part under terms on control that
/// are not known, a controller from outside leaves the question open.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(3), second sentence, and Article 17(2), point (a).
pub(super) fn examine<'a>(topic: Topic, view: &View<'_, 'a>) -> Step<'a> {
    let Some(entity) = view.subject.entity() else { return unseen("free-of-outside-control") };
    let list = view.subject.place().member(Member::Controllers);
    let Some(controllers) = &entity.controllers else {
        return unseen("free-of-outside-control").fact(list, FactValue::NotStated);
    };
    let chain = Chain { topic, governed: view.governed, terms: unknown_terms(entity, view) };
    let mut step = chain.free("free-of-outside-control", controllers, &list);
    if controllers.is_empty() {
        step = step.fact(list, FactValue::Items(0));
    }
    step
}

struct Chain<'a> {
    topic: Topic,
    governed: Governed<'a>,
    // Agreements whose terms on control may let a controller from outside pass.
    terms: Vec<Step<'a>>,
}

impl<'a> Chain<'a> {
    // Depth is bounded by `Controller::MOST_LEVELS`.
    fn free(&self, kind: &'static str, controllers: &[Controller], list: &Place) -> Step<'a> {
        let each = controllers.iter().enumerate().map(|(index, controller)| {
            let place = list.item(index);
            let seat = self.inside(controller.country(), &place);
            if controller.controllers().is_empty() {
                return seat.keyed(Key::Indexed("controller", index));
            }
            let above =
                self.free("all", controller.controllers(), &place.member(Member::Controllers));
            let above = above.keyed(Key::Word("controlled-by"));
            Step::all("all", vec![seat, above]).keyed(Key::Indexed("controller", index))
        });
        Step::all(kind, each.collect())
    }

    fn inside(&self, country: CountryCode, place: &Place) -> Step<'a> {
        let seat = located::country_step(country, self.topic, &self.governed)
            .fact(place.member(Member::Country), FactValue::Country(country));
        if seat.outcome() == Outcome::Met || self.terms.is_empty() {
            return seat;
        }
        let mut branches = vec![seat];
        branches.extend(self.terms.iter().cloned());
        Step::any("any", branches)
    }
}

/// Agreements that are, or may be, applied to the entity and whose terms on control are not known.
fn unknown_terms<'a>(entity: &Entity, view: &View<'_, 'a>) -> Vec<Step<'a>> {
    let concerned = |agreement: &Agreement<'a>| {
        entity.established_in.is_none_or(|seat| view.governed.mapped(seat) == agreement.party())
    };
    let agreements = view.governed.agreements().filter(concerned);
    agreements.filter_map(|agreement| terms_step(entity, view, agreement)).collect()
}

fn terms_step<'a>(
    entity: &Entity,
    view: &View<'_, 'a>,
    agreement: Agreement<'a>,
) -> Option<Step<'a>> {
    let applied = agreement.applied().judgement;
    let terms = agreement.control_terms()?;
    if applied.outcome == Outcome::NotMet || terms.judgement.outcome != Outcome::Undetermined {
        return None;
    }
    let mut step = Statement::new("control-terms", Judgement::all([applied, terms.judgement]));
    located::name_rows(&mut step, &agreement);
    step.add_law(terms.within(step.judgement));
    let what = Considered::Agreement(agreement.party());
    step.rejected.push(Rejection { what, why: Reason::Undetermined });
    let seat = view.subject.place().member(Member::EstablishedIn);
    let step = Step::stating(step).keyed(Key::Country("control-terms", agreement.party()));
    Some(step.fact(seat, FactValue::country(entity.established_in)))
}
