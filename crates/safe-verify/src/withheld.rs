//! Where costs are withheld: what is taken as written, and how far that decides.

use std::cmp::Ordering;

use serde_json::Value;

use crate::amount::{Amount, Portion};
use crate::asked::Asked;
use crate::json::{list, text};
use crate::logic::{Judged, Outcome};
use crate::step::Step;

/// What stands for an amount that follows from withheld costs; no text of a document holds it.
pub(crate) const UNKNOWN: &str = "\u{0}withheld";

/// Whether a text is a commitment to a value that is withheld.
pub(crate) fn is_commitment(text: &str) -> bool {
    text.strip_prefix("withheld:sha256:").is_some_and(|digest| {
        digest.len() == 64 && digest.bytes().all(|one| matches!(one, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// Whether a document withholds anything.
pub(crate) fn holds_a_commitment(value: &Value) -> bool {
    match value {
        Value::String(text) => is_commitment(text),
        Value::Array(items) => items.iter().any(holds_a_commitment),
        Value::Object(members) => members.values().any(holds_a_commitment),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether a value of an assessment may be withheld, by its pointer: amounts, the fractions of
/// shares, and suppliers.
pub(crate) fn may_be_withheld(pointer: &str, fact: Option<&str>) -> bool {
    let mut names = pointer.rsplit('/').filter(|name| name.parse::<usize>().is_err());
    match names.next() {
        Some("value") => fact.is_some_and(|at| at.ends_with("/supplier")),
        // The ends of a share itself have four decimals and are shown.
        Some("least" | "most") => match names.next() {
            Some("exact" | "shown") => true,
            Some("shares") | None => false,
            Some(_) => pointer.starts_with("/content/") || pointer.starts_with("/sums/"),
        },
        Some("exact" | "added" | "replaced") => pointer.starts_with("/sums/"),
        Some(_) | None => false,
    }
}

impl<'v> Asked<'v> {
    /// The step of a kind that a rule has for a subject as it is written; `None`: it is not there.
    pub(crate) fn written_step(&self, rule: &str, subject: &str, kind: &str) -> Option<&'v Value> {
        let at = format!("{rule}:{subject}");
        let steps = self.given.get("trace").map_or(&[][..], |trace| list(trace, "steps"));
        let mut open: Vec<&Value> = steps.iter().filter(|step| text(step, "at") == at).collect();
        while let Some(step) = open.pop() {
            if text(step, "kind") == kind {
                return Some(step);
            }
            open.extend(list(step, "because"));
        }
        None
    }

    /// Whether an origin is written to be missing, where only the cost could tell.
    pub(crate) fn is_written_missing(&self, at: &str) -> bool {
        list(self.given, "missing_facts").iter().any(|fact| text(fact, "at") == at)
    }

    /// Tells that something is taken as written.
    pub(crate) fn trust(&self) {
        self.trusted.set(self.trusted.get().saturating_add(1));
    }
}

/// The ends of a share: exact, or as they are written in four decimals.
pub(crate) fn ends_as_written(ends: &[Portion; 2], written: Option<&Value>) -> [Option<Amount>; 2] {
    let left = written.and_then(|step| step.pointer("/compares/left"));
    let decimals = |member: &str| left.map(|left| text(left, member)).and_then(Amount::parse);
    let [least, most] = ends;
    [
        least.is_unknown().then(|| decimals("least")).flatten(),
        most.is_unknown().then(|| decimals("most")).flatten(),
    ]
}

/// A share of which four decimals are known against a bound; `None`: they do not decide.
pub(crate) fn against_decimals(decimals: &Amount, bound: &Amount) -> Option<Ordering> {
    let half = Amount::parse("0.00005").unwrap_or_default();
    if decimals.plus(&half) < *bound {
        Some(Ordering::Less)
    } else if *decimals > bound.plus(&half) {
        Some(Ordering::Greater)
    } else {
        None
    }
}

/// Every outcome that two ends allow, each of which keeps the bound, breaks it, or may do either.
pub(crate) fn outcomes(keeps: [Option<bool>; 2]) -> Vec<Outcome> {
    let each = |keeps: Option<bool>| keeps.map_or(vec![true, false], |keeps| vec![keeps]);
    let [least, most] = keeps.map(each);
    let pairs = least.iter().flat_map(|least| most.iter().map(move |most| (*least, *most)));
    let mut outcomes: Vec<Outcome> = pairs
        .map(|pair| match pair {
            (true, true) => Outcome::Met,
            (false, false) => Outcome::NotMet,
            (true, false) | (false, true) => Outcome::Undetermined,
        })
        .collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    outcomes
}

/// Of the outcomes that are possible the one that the written step rests on.
pub(crate) fn as_written(
    possible: &[Outcome],
    written: Option<&Value>,
    whole: impl Fn(Outcome) -> Judged,
) -> Outcome {
    let agrees = |outcome: &&Outcome| {
        let whole = whole(**outcome);
        written.is_some_and(|step| {
            text(step, "outcome") == whole.outcome.word()
                && text(step, "evidence") == whole.grade.word()
        })
    };
    let found = possible.iter().find(agrees).or(possible.first());
    found.copied().unwrap_or(Outcome::Undetermined)
}

/// The step of that name below a written step.
pub(crate) fn below<'v>(written: Option<&'v Value>, name: &str) -> Option<&'v Value> {
    let mut parts = list(written?, "because").iter();
    parts.find(|part| text(part, "at").rsplit(['#', '.']).next() == Some(name))
}

/// Four decimals from nothing to all.
pub(crate) fn is_share(decimals: &str) -> bool {
    decimals.len() == 6 && Amount::parse(decimals).is_some_and(|share| share <= Amount::one())
}

/// A left side with the four decimals that are written where the share follows from withheld
/// costs.
pub(crate) fn take_decimals(step: &mut Step, written: Option<&Value>) {
    let left = step.compares.as_mut().and_then(|compares| compares.get_mut("left"));
    let Some(left) = left.and_then(Value::as_object_mut) else { return };
    for member in ["least", "most"] {
        let place = format!("/compares/left/{member}");
        let decimals = written.and_then(|step| step.pointer(&place)).and_then(Value::as_str);
        let decimals = decimals.filter(|decimals| is_share(decimals));
        if left.get(member).and_then(Value::as_str) == Some(UNKNOWN) {
            left.insert(member.to_owned(), decimals.into());
        }
    }
    let ends = ["least", "most"].map(|end| left.get(end).and_then(Value::as_str));
    if let [Some(least), Some(most)] = ends {
        // Written alike, they are ordered as their texts are.
        if least > most {
            left.insert("least".to_owned(), Value::Null);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_decide_where_no_rounding_could_have_changed_it() {
        let amount = |text: &str| Amount::parse(text).unwrap();
        for (decimals, against) in [
            ("0.3499", Some(Ordering::Less)),
            ("0.3500", None),
            ("0.3501", Some(Ordering::Greater)),
        ] {
            assert_eq!(against_decimals(&amount(decimals), &amount("0.35")), against);
        }
        assert_eq!(against_decimals(&amount("0.3500"), &amount("0.35005")), None);
        assert_eq!(outcomes([Some(true), None]), [Outcome::Undetermined, Outcome::Met]);
    }

    #[test]
    fn costs_and_suppliers_may_be_withheld_and_nothing_else() {
        for (pointer, fact, may) in [
            ("/content/0/total/least", None, true),
            ("/content/0/by_country/3/most", None, true),
            ("/trace/steps/3/lines/shown/2/least", None, true),
            ("/trace/steps/3/compares/left/exact/most/1", None, true),
            ("/trace/steps/3/compares/left/most", None, false),
            ("/findings/3/share_outside/least", None, false),
            ("/sums/0/total/least", None, true),
            ("/sums/0/growth/2/added/met/0/most", None, true),
            ("/sums/0/tests/0/shares/0/least", None, false),
            ("/sums/0/tests/0/shares/0/margin_at_most/exact/1", None, true),
            ("/sums/0/tests/0/shares/0/margin_at_most/replaced", None, true),
            ("/sums/0/tests/0/shares/0/margin_at_most/apart", None, false),
            ("/trace/steps/3/facts/0/value", Some("/end_products/0/components/1/supplier"), true),
            ("/trace/steps/3/facts/0/value", Some("/contractors/0/established_in"), false),
            ("/verdict", None, false),
        ] {
            assert_eq!(may_be_withheld(pointer, fact), may, "{pointer}");
        }
        assert!(is_commitment(&format!("withheld:sha256:{}", "0a".repeat(32))));
        assert!(!is_commitment("withheld:sha256:0a"));
    }
}
