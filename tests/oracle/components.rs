//! Components: the cap and the source, Article 16(10).

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::{One, Zero};

use super::bill::{Bill, Costs, Range};
use super::judged::{Grade, Judged, Outcome, all};
use super::law::{Agreement, Share, Topic};
use super::place::{Place, decimal, four_decimals};
use super::products::{DEFENCE_PRODUCT, is_of_kind, where_applies};
use super::register;
use super::standing::{Carried, Inquiry};
use super::{Reached, Weight};

const DEFAULT_CONTRAVENING_COUNTRIES: &str = "RU,BY,IR,KP";

pub fn findings(inquiry: &Inquiry) -> Vec<Reached> {
    let place = inquiry.document.member("end_products");
    let Some(products) = place.items() else {
        let open = Judged::open_for_want_of([place.at]);
        let finding = |rule| Reached::plain(rule, "", Weight::Condition, open.clone());
        return ["component-cap", "component-source"].into_iter().map(finding).collect();
    };
    let mut reached: Vec<Reached> =
        products.iter().map(|product| component_cap(inquiry, product)).collect();
    let source = |product: &Place| {
        Reached::plain(
            "component-source",
            &product.at,
            Weight::Condition,
            component_source(inquiry, product),
        )
    };
    reached.extend(products.iter().map(source));
    reached
}

fn component_cap(inquiry: &Inquiry, product: &Place) -> Reached {
    let all_rules = inquiry.reads("other-products", "all-rules");
    let applies =
        if all_rules { Judged::by_act(true) } else { is_of_kind(product, DEFENCE_PRODUCT) };
    let bill = Bill::of(inquiry, product);
    let costs = bill.costs();
    let standard = ShareOf::part(&costs, |origin| !register::is_core(origin));

    let components = product.member("components");
    let mut carried = if standard.has_no_total() {
        Carried { judged: Judged::new(Outcome::Undetermined, Grade::Text), via: None }
    } else {
        let judged = standard.is_at_most(&decimal("0.35"));
        let tests = agreement_tests(inquiry, &costs);
        let tests: Vec<(&str, &Judged)> =
            tests.iter().map(|(via, judged)| (via.as_str(), judged)).collect();
        Carried { judged, via: None }.or_derogation(&tests)
    };
    if carried.judged.outcome == Outcome::Undetermined {
        // Where only the terms of an agreement are not known, no fact of the bill would settle it.
        let waits_for_bill = carried.judged.missing.contains(THE_BILL);
        carried.judged.missing = match (components.is_stated(), waits_for_bill) {
            (false, _) => [components.at].into(),
            (true, true) => bill.missing(),
            (true, false) => BTreeSet::new(),
        };
    }
    let carried = where_applies(&applies, carried);
    let shown = carried.is_some() && !standard.has_no_total();
    let share_outside = shown.then(|| standard.least_and_most());
    Reached {
        share_outside,
        ..Reached::new("component-cap", &product.at, Weight::Condition, carried)
    }
}

/// By code of the party, where some line that counts has the party's origin.
fn agreement_tests(inquiry: &Inquiry, costs: &Costs) -> Vec<(String, Judged)> {
    let agreements = inquiry.law.agreements().into_iter();
    let opening = agreements.filter(|agreement| agreement.topics.contains_key(&Topic::Components));
    let concerned = opening.filter(|agreement| costs.by_origin.contains_key(&agreement.party));
    concerned
        .map(|agreement| {
            (format!("agreement:{}", agreement.party), agreement_test(inquiry, costs, agreement))
        })
        .collect()
}

fn agreement_test(inquiry: &Inquiry, costs: &Costs, agreement: &Agreement) -> Judged {
    // What an agreement says is no law on a day on which it is not applied.
    let applied = inquiry.applied(agreement);
    if applied.outcome == Outcome::NotMet {
        return applied;
    }
    let is_party = |origin: &str| origin == agreement.party;
    let is_other = |origin: &str| !is_party(origin) && !register::is_core(origin);
    let by_share = |share: &Share, judged: Judged| {
        // A share set aside leaves its own test open; one that is known settles it with its grade.
        let known = inquiry.datum(Some(true), share.grade);
        if known.is_met() { Judged { grade: share.grade, ..judged } } else { known }
    };
    let party = ShareOf::part(costs, is_party).is_at_most(&agreement.max_party_share.value);
    let other = ShareOf::part(costs, is_other).is_at_most(&agreement.max_other_share.value);
    let core = ShareOf::part(costs, register::is_core).is_at_least(&agreement.min_core_share.value);
    all([
        applied,
        inquiry.opens(agreement, Topic::Components),
        by_share(&agreement.max_party_share, party),
        by_share(&agreement.max_other_share, other),
        by_share(&agreement.min_core_share, core),
    ])
}

/// The part of the stated origins that is asked about, the rest of them, and the unstated ones.
struct ShareOf {
    least_part: BigRational,
    most_part: Option<BigRational>,
    least_rest: BigRational,
    most_rest: Option<BigRational>,
}

impl ShareOf {
    fn part(costs: &Costs, belongs: impl Fn(&str) -> bool) -> ShareOf {
        let part: Range = costs.of(&belongs);
        let rest = costs.of(|origin| !belongs(origin));
        ShareOf {
            most_part: part.plus(&costs.unstated).most,
            most_rest: rest.plus(&costs.unstated).most,
            least_part: part.least,
            least_rest: rest.least,
        }
    }

    fn has_no_total(&self) -> bool {
        let is_nothing = |most: &Option<BigRational>| most.as_ref().is_some_and(Zero::is_zero);
        is_nothing(&self.most_part) && is_nothing(&self.most_rest)
    }

    fn is_at_most(&self, ceiling: &BigRational) -> Judged {
        let holds = |part: &BigRational, rest: &BigRational| *part <= ceiling * (part + rest);
        let always = match &self.most_part {
            Some(most_part) => holds(most_part, &self.least_rest),
            None => *ceiling >= BigRational::one(),
        };
        let sometimes = match &self.most_rest {
            Some(most_rest) => holds(&self.least_part, most_rest),
            None => !ceiling.is_zero() || self.least_part.is_zero(),
        };
        judged(always, sometimes)
    }

    fn is_at_least(&self, floor: &BigRational) -> Judged {
        let holds = |part: &BigRational, rest: &BigRational| *part >= floor * (part + rest);
        let always = match &self.most_rest {
            Some(most_rest) => holds(&self.least_part, most_rest),
            None => floor.is_zero(),
        };
        let sometimes = match &self.most_part {
            Some(most_part) => holds(most_part, &self.least_rest),
            None => *floor < BigRational::one() || self.least_rest.is_zero(),
        };
        judged(always, sometimes)
    }

    /// Nothing out of nothing is shown as no share.
    fn least_and_most(&self) -> (String, String) {
        let share = |part: &BigRational, rest: &BigRational| {
            let total = part + rest;
            if total.is_zero() { BigRational::zero() } else { part / total }
        };
        let least = self
            .most_rest
            .as_ref()
            .map_or_else(BigRational::zero, |rest| share(&self.least_part, rest));
        let most = self
            .most_part
            .as_ref()
            .map_or_else(BigRational::one, |part| share(part, &self.least_rest));
        (four_decimals(&least), four_decimals(&most))
    }
}

fn judged(always: bool, sometimes: bool) -> Judged {
    if always || !sometimes {
        return Judged::by_act(always);
    }
    Judged::open_for_want_of([THE_BILL.to_owned()])
}

/// Stands for whatever the bill leaves unsaid until the whole test is judged.
const THE_BILL: &str = "the bill";

fn component_source(inquiry: &Inquiry, product: &Place) -> Judged {
    let lines = product.member("components").items();
    let contravening = inquiry
        .readings
        .get("contravening-countries")
        .map_or(DEFAULT_CONTRAVENING_COUNTRIES, String::as_str);
    let contravenes = |place: &Place| {
        let listed = |country| {
            contravening
                .split(',')
                .any(|one| register::read_as(one.trim()) == register::read_as(country))
        };
        place.text().is_some_and(listed)
    };
    let comes_from_there = |line: &Place| {
        let supplier_seat = line.member("supplier").text().map(|id| supplier_seat(inquiry, id));
        contravenes(&line.member("origin"))
            || contravenes(&line.member("sourced_from"))
            || supplier_seat.as_ref().is_some_and(contravenes)
    };
    let declared = product.member("no_component_from_contravening_country").flag();
    if declared == Some(false) || lines.iter().flatten().any(comes_from_there) {
        return Judged::by_act(false);
    }
    if declared == Some(true) {
        return Judged::by_act(true);
    }
    let Some(lines) = lines else {
        return Judged::open_for_want_of([product.member("components").at]);
    };
    let open = lines.iter().map(|line| line.member("origin")).filter(|origin| !origin.is_stated());
    let open: Vec<String> = open.map(|origin| origin.at).collect();
    if open.is_empty() && !lines.is_empty() {
        Judged::by_act(true)
    } else {
        Judged::open_for_want_of(open)
    }
}

fn supplier_seat<'a>(inquiry: &Inquiry<'a>, id: &str) -> Place<'a> {
    let entities = ["contractors", "subcontractors"]
        .into_iter()
        .filter_map(|member| inquiry.document.member(member).items());
    let supplier = entities.flatten().find(|entity| entity.member("id").text() == Some(id));
    supplier.expect("a supplier is a contractor or subcontractor").member("established_in")
}
