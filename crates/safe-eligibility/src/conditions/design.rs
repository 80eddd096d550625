//! `design-unrestricted`: who decides on the design.

use super::{View, located, unseen};
use crate::model::place::{Member, Place};
use crate::model::product::{DesignAuthorityHolder, DesignRestriction, RestrictedMatter};
use crate::outcome::{Judgement, Outcome};
use crate::rulebook::law::CoreClass;
use crate::rulebook::pack::Topic;
use crate::trace::{Fact, FactValue, Key, Step};

/// Checks that contractor or consortium decide on the design without restriction from outside.
///
/// A restriction on a component that may be substituted or removed does no harm, wherever it
/// comes from. Nothing stated about holder or restrictions is undetermined.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(11), recital 21; reading `restriction-from-core`.
pub(super) fn examine<'a>(
    topic: Topic,
    core_restrictions_count: bool,
    view: &View<'_, 'a>,
) -> Step<'a> {
    let Some((_, product)) = view.subject.product() else { return unseen("design-unrestricted") };
    let place = view.subject.place().member(Member::DesignAuthority);
    let held_by = product.design_authority.as_ref().and_then(|authority| authority.held_by);
    let holder = Outcome::of(held_by.map(|holder| match holder {
        DesignAuthorityHolder::Contractor | DesignAuthorityHolder::Consortium => true,
        DesignAuthorityHolder::Other => false,
    }));
    let value = held_by.map_or(FactValue::NotStated, |holder| FactValue::Word(holder.as_str()));
    let holder =
        Step::new("held-by", Judgement::of_text(holder)).fact(place.member(Member::HeldBy), value);
    let list = place.member(Member::Restrictions);
    let restrictions =
        product.design_authority.as_ref().and_then(|authority| authority.restrictions.as_ref());
    let free = match restrictions {
        None => unseen("restrictions").fact(list, FactValue::NotStated),
        Some(restrictions) => {
            let each = restrictions.iter().enumerate().map(|(index, restriction)| {
                harmless(restriction, &list.item(index), topic, core_restrictions_count, view)
                    .keyed(Key::Indexed("restriction", index))
            });
            let step = Step::all("restrictions", each.collect());
            if restrictions.is_empty() { step.fact(list, FactValue::Items(0)) } else { step }
        }
    };
    Step::all("design-unrestricted", vec![holder, free])
}

fn harmless<'a>(
    restriction: &DesignRestriction,
    place: &Place,
    topic: Topic,
    core_counts: bool,
    view: &View<'_, 'a>,
) -> Step<'a> {
    let inside = imposed_inside(restriction, place, topic, core_counts, view);
    let on = Outcome::of(restriction.on.map(|matter| matter == RestrictedMatter::Component));
    let value =
        restriction.on.map_or(FactValue::NotStated, |matter| FactValue::Word(matter.as_str()));
    let on =
        Step::new("on-component", Judgement::of_text(on)).fact(place.member(Member::On), value);
    let may = Step::new("stated", Judgement::of_text(Outcome::of(restriction.may_substitute)))
        .keyed(Key::Word("may-substitute"))
        .fact(place.member(Member::MaySubstitute), FactValue::truth(restriction.may_substitute));
    let substitutable = Step::all("all", vec![on, may]).keyed(Key::Word("substitutable"));
    Step::any("any", vec![inside, substitutable])
}

fn imposed_inside<'a>(
    restriction: &DesignRestriction,
    place: &Place,
    topic: Topic,
    core_counts: bool,
    view: &View<'_, 'a>,
) -> Step<'a> {
    let imposed_by = place.member(Member::ImposedBy);
    let Some(country) = restriction.imposed_by else {
        return unseen("imposed-inside").fact(imposed_by, FactValue::NotStated);
    };
    let outside_all_the_same = core_counts
        && matches!(
            view.governed.core(country).class,
            Some(CoreClass::EeaEftaState | CoreClass::Ukraine)
        );
    let mut step = if outside_all_the_same {
        located::partner_step(country, topic, &view.governed)
    } else {
        located::country_step(country, topic, &view.governed)
    };
    step.kind = "imposed-inside";
    step.key = Key::Word("imposed-inside");
    step.facts.push(Fact { at: imposed_by, value: FactValue::Country(country) });
    step
}
