//! Common procurement and its participating States: Articles 2(3) and 4(3).

use super::judged::{Judged, all, any};
use super::place::Place;
use super::register;
use super::standing::{Carried, Inquiry};
use super::{Reached, Weight};

const LAST_DAY_OF_SINGLE_STATE_WINDOW: &str = "2026-05-30";

pub fn findings(inquiry: &Inquiry) -> Vec<Reached> {
    let direct = Carried { judged: common_procurement(inquiry), via: None };
    if direct.is_met() {
        let mut reached =
            vec![Reached::new("common-procurement", "", Weight::Condition, Some(direct))];
        reached.extend(participating_states(inquiry));
        return reached;
    }
    let window = single_state_window(inquiry);
    let outcome = direct.or_derogation(&[("single-state-window", &window)]);
    let mut reached = vec![
        Reached::new("common-procurement", "", Weight::Condition, Some(outcome)),
        Reached::plain("single-state-window", "", Weight::Derogation, window),
    ];
    reached.extend(participating_states(inquiry));
    reached
}

/// Some State is a Member State that receives assistance, and another one is core.
fn common_procurement(inquiry: &Inquiry) -> Judged {
    let place = inquiry.document.member("participating_states");
    place.judged(place.items(), |states| {
        let mut pairs = Vec::new();
        for (index, receiving) in states.iter().enumerate() {
            for (other_index, other) in states.iter().enumerate() {
                if index != other_index {
                    pairs.push(all([
                        member_state_receiving(inquiry, receiving),
                        inquiry.core(country(other)),
                    ]));
                }
            }
        }
        any(pairs)
    })
}

fn member_state_receiving(inquiry: &Inquiry, state: &Place) -> Judged {
    if !register::is_member_state(country(state)) {
        return Judged::by_act(false);
    }
    let stated = state.member("receives_assistance");
    if stated.is_stated() {
        return stated.is_true();
    }
    let (answer, grade) = register::receives_assistance(country(state), inquiry.as_of);
    let mut judged = inquiry.datum(answer, grade);
    if judged.outcome == super::Outcome::Undetermined {
        judged.missing.insert(stated.at);
    }
    judged
}

fn country<'a>(state: &Place<'a>) -> &'a str {
    state.member("country").text().expect("a participating State has a country")
}

fn single_state_window(inquiry: &Inquiry) -> Judged {
    let steps = inquiry.document.member("single_state").member("extension_steps_taken");
    let steps = if inquiry.reads("extension-steps", "reported") {
        Judged::by_act(true)
    } else {
        steps.is_true()
    };
    all([procured_by_one(inquiry), signed_in_time(inquiry), steps])
}

fn procured_by_one(inquiry: &Inquiry) -> Judged {
    let place = inquiry.document.member("participating_states");
    let others_may_join = inquiry.reads("single-state-with-joiners", "covered");
    place.judged(place.items(), |states| {
        let counted =
            states.iter().filter(|state| !others_may_join || register::is_core(country(state)));
        match counted.collect::<Vec<_>>().as_slice() {
            [only] => member_state_receiving(inquiry, only),
            _ => Judged::by_act(false),
        }
    })
}

fn signed_in_time(inquiry: &Inquiry) -> Judged {
    let signed_on = inquiry.document.member("contract").member("signed_on");
    match signed_on.text() {
        Some(day) => Judged::by_act(day <= LAST_DAY_OF_SINGLE_STATE_WINDOW),
        None if inquiry.as_of > LAST_DAY_OF_SINGLE_STATE_WINDOW => Judged::by_act(false),
        None => Judged::open_for_want_of([signed_on.at]),
    }
}

fn participating_states(inquiry: &Inquiry) -> Vec<Reached> {
    let states = inquiry.document.member("participating_states").items().unwrap_or_default();
    let judged = |state: &Place| {
        let country = country(state);
        any([inquiry.core(country), inquiry.acceding(country), inquiry.partnership(country)])
    };
    states
        .iter()
        .map(|state| {
            Reached::plain("participating-state", &state.at, Weight::Condition, judged(state))
        })
        .collect()
}
