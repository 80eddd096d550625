//! Steps follow from the steps below them, and the lowest ones from facts, law and comparisons.

use safe_eligibility::outcome::{EvidenceGrade, Outcome};
use serde_json::Value;

use super::judged::{Judged, grade};
use super::shown::{Shown, Step};
use super::{compared, leaves};

pub(crate) fn faults(shown: &Shown<'_>, step: &Step<'_>) -> Vec<String> {
    let found = Judged::of(step.step);
    match expected(shown, step) {
        Some(expected) if expected == found => Vec::new(),
        Some(expected) => {
            vec![format!("{} is {found:?}, not {expected:?}: {}", step.kind(), step.step)]
        }
        None => vec![format!("nothing says why {} is {found:?}: {}", step.kind(), step.step)],
    }
}

fn expected(shown: &Shown<'_>, step: &Step<'_>) -> Option<Judged> {
    let children: Vec<Judged> =
        step.children().iter().map(|child| Judged::of(child.step)).collect();
    let is_open = children.is_empty() && step.list("facts").iter().any(is_null);
    match step.kind() {
        // Nothing is known of what would have to be combined.
        "free-of-outside-control"
        | "facilities-within"
        | "restrictions"
        | "minimum-participants"
        | "sole-participant"
            if is_open =>
        {
            Some(Judged::by_act(Outcome::Undetermined))
        }
        "all"
        | "free-of-outside-control"
        | "facilities-within"
        | "design-unrestricted"
        | "restrictions"
        | "agreement"
        | "derogation" => Some(Judged::all(&children)),
        "any"
        | "minimum-participants"
        | "sole-participant"
        | "may-participate"
        | "cleared-before" => Some(Judged::any(&children)),
        "not-core" | "located-outside" | "not-for-this-product" | "not-involved" => {
            let [child] = children[..] else { return None };
            Some(child.opposite())
        }
        "share-at-most" => {
            let standings = step.list("law").iter().map(|datum| grade(&datum["evidence"]));
            let evidence = standings.min().unwrap_or(EvidenceGrade::Text);
            let own = Judged::new(compared::outcome(&step.step["compares"])?, evidence);
            Some(Judged::any(&[vec![own], children].concat()))
        }
        "relying-together" => Some(Judged::by_act(compared::outcome(&step.step["compares"])?)),
        "not-called-for" => Some(Judged::by_act(Outcome::NotMet)),
        _ if children.is_empty() => leaves::expected(shown, step),
        _ => None,
    }
}

fn is_null(fact: &Value) -> bool {
    fact["value"].is_null()
}
