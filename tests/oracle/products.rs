//! Kinds and categories of end products, and the rules that hang on them alone.

use super::judged::{Judged, Outcome, all, any};
use super::law::{Agreement, Topic};
use super::place::Place;
use super::register;
use super::standing::{Carried, Inquiry};
use super::{Reached, Weight};

pub const DEFENCE_PRODUCT: &str = "defence-product";
pub const OTHER_PRODUCT: &str = "other-product";
const CATEGORY_TWO: [&str; 6] = [
    "air-and-missile-defence",
    "maritime",
    "drones",
    "strategic-enablers",
    "space-assets-protection",
    "ai-and-electronic-warfare",
];

/// Whether some end product is of a kind, three-valued.
pub fn some_is_of_kind(inquiry: &Inquiry, kind: &str) -> Judged {
    let place = inquiry.document.member("end_products");
    place.judged(place.items(), |products| {
        any(products.iter().map(|product| is_of_kind(product, kind)))
    })
}

pub fn is_of_kind(product: &Place, kind: &str) -> Judged {
    let stated = product.member("kind");
    stated.judged(stated.text(), |stated| Judged::by_act(stated == kind))
}

/// Not applicable where it does not apply; where that is open, met if it would be met anyway.
pub fn where_applies(applies: &Judged, carried: Carried) -> Option<Carried> {
    match applies.outcome {
        Outcome::NotMet => None,
        Outcome::Met => Some(carried),
        Outcome::Undetermined => {
            Some(Carried { judged: any([applies.clone(), carried.judged]), via: carried.via })
        }
    }
}

pub fn in_scope(inquiry: &Inquiry) -> Vec<Reached> {
    let place = inquiry.document.member("end_products");
    let Some(products) = place.items() else {
        let open = Judged::open_for_want_of([place.at]);
        return vec![Reached::plain("product-in-scope", "", Weight::Condition, open)];
    };
    let judged = |product: &Place| {
        let areas = product.member("areas");
        areas.judged(areas.items(), |areas| Judged::by_act(!areas.is_empty()))
    };
    products
        .iter()
        .map(|product| {
            Reached::plain("product-in-scope", &product.at, Weight::Condition, judged(product))
        })
        .collect()
}

/// Article 16(2) and (13): clauses the contract includes, for the one kind and for the other.
pub fn clauses(inquiry: &Inquiry) -> Vec<Reached> {
    let is_condition = inquiry.reads("clause-in-contract", "condition");
    let weight = if is_condition { Weight::Condition } else { Weight::Duty };
    let clause = |kind: &str, member: &str| {
        let judged = inquiry.document.member("contract").member(member).is_true();
        where_applies(&some_is_of_kind(inquiry, kind), Carried { judged, via: None })
    };
    let requirements = clause(DEFENCE_PRODUCT, "participation_requirements_included");
    let own_conditions = clause(OTHER_PRODUCT, "own_eligibility_conditions_included");
    vec![
        Reached::new("participation-requirements", "", weight, requirements),
        Reached::new("own-eligibility-conditions", "", Weight::Condition, own_conditions),
    ]
}

pub fn design_authority(inquiry: &Inquiry) -> Vec<Reached> {
    let products = inquiry.document.member("end_products").items().unwrap_or_default();
    let judged = |product: &Place| {
        let applies =
            all([is_of_kind(product, DEFENCE_PRODUCT), is_of_category_two(inquiry, product)]);
        let carried = inquiry.carried(|agreements| decides_on_design(inquiry, product, agreements));
        where_applies(&applies, carried)
    };
    products
        .iter()
        .map(|product| {
            Reached::new("design-authority", &product.at, Weight::Condition, judged(product))
        })
        .collect()
}

fn is_of_category_two(inquiry: &Inquiry, product: &Place) -> Judged {
    let areas = product.member("areas");
    areas.judged(areas.items(), |areas| {
        let looked_at =
            if inquiry.reads("mixed-category", "first-listed") { 1 } else { areas.len() };
        let is_two = |area: &Place| area.text().is_some_and(|area| CATEGORY_TWO.contains(&area));
        Judged::by_act(areas.iter().take(looked_at).any(is_two))
    })
}

fn decides_on_design(inquiry: &Inquiry, product: &Place, agreements: &[&Agreement]) -> Judged {
    let authority = product.member("design_authority");
    let held_by = authority.member("held_by");
    let held = held_by.judged(held_by.text(), |holder| {
        Judged::by_act(matches!(holder, "contractor" | "consortium"))
    });
    let restrictions = authority.member("restrictions");
    let unrestricted = restrictions.judged(restrictions.items(), |restrictions| {
        all(restrictions
            .iter()
            .map(|restriction| does_not_restrict(inquiry, restriction, agreements)))
    });
    all([held, unrestricted])
}

fn does_not_restrict(inquiry: &Inquiry, restriction: &Place, agreements: &[&Agreement]) -> Judged {
    let imposed_by = restriction.member("imposed_by");
    let from_inside = imposed_by.judged(imposed_by.text(), |country| {
        let counts = inquiry.reads("restriction-from-core", "counts")
            && register::is_eea_efta_or_ukraine(country);
        let core = if counts { Judged::by_act(false) } else { inquiry.core(country) };
        any([core, inquiry.partner(country, Topic::DesignAuthority, agreements)])
    });
    let on = restriction.member("on");
    let on_component = on.judged(on.text(), |on| Judged::by_act(on == "component"));
    any([from_inside, all([on_component, restriction.member("may_substitute").is_true()])])
}
