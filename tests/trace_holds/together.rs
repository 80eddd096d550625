//! Who relies on a derogation together: from the findings of all of them.

use num_rational::BigRational;
use num_traits::Zero;
use safe_eligibility::outcome::Outcome;
use serde_json::Value;

use super::compared;
use super::findings::direct;
use super::judged::Judged;
use super::shown::{Shown, Step, list, text};
use crate::support::decimal;

/// The sum that a step compares, and the shares it names, against what all findings come to.
pub(crate) fn faults(shown: &Shown<'_>, step: &Step<'_>) -> Vec<String> {
    let is_asked = shown.reading("outside-subcontractor-sum") == "together";
    let is_derogation = step.rule() == "outside-subcontractor" && step.step["at"] == step.top["at"];
    if is_asked && is_derogation {
        let is_limited = limit(step).is_some();
        let may_rely = alone(step).outcome != Outcome::NotMet;
        if is_limited != may_rely {
            return vec![format!("limited: {is_limited}, may rely: {may_rely}")];
        }
    }
    if step.kind() != "relying-together" {
        return Vec::new();
    }
    let mut faults = Vec::new();
    if !is_asked {
        faults.push("a sum that the reading does not ask for".to_owned());
    }
    let (_, subject) = text(&step.top["at"]).split_once(':').unwrap();
    let expected = sums(shown, subject);
    let found = compared::range(&step.step["compares"]["left"]);
    if found != Some((Some(expected.0.clone()), Some(expected.1.clone()))) {
        faults.push(format!("{} and not {expected:?}", step.step["compares"]["left"]));
    }
    let relying = relying(shown).into_iter().take(20);
    let named: Vec<String> = relying.map(|one| format!("{}/contract_share", one.subject)).collect();
    let found = step.list("facts").iter().map(|fact| text(&fact["at"]));
    if !found.eq(named.iter().map(String::as_str)) {
        faults.push(format!("names other shares than {named:?}: {}", step.step));
    }
    faults
}

/// A subcontractor that relies, or may rely, on the derogation.
struct Relying<'s> {
    subject: &'s str,
    share: BigRational,
    certainly_met: bool,
    certainly_involved: bool,
}

fn relying<'s>(shown: &'s Shown<'_>) -> Vec<Relying<'s>> {
    let tops = shown.steps().iter().map(|top| Step { step: top, top });
    let derogations = tops.filter(|top| top.rule() == "outside-subcontractor");
    let each = derogations.filter_map(|top| {
        let (_, subject) = top.at().split_once(':').unwrap();
        let outcome = alone(&top).outcome;
        let stated = shown.text(&format!("{subject}/contract_share"));
        (outcome != Outcome::NotMet).then(|| Relying {
            subject,
            share: decimal::value(stated.unwrap_or("0.35")),
            certainly_met: outcome == Outcome::Met,
            certainly_involved: is_involved(shown, subject),
        })
    });
    each.collect()
}

/// Least and most that the subcontractor and all others who rely come to.
fn sums(shown: &Shown<'_>, subject: &str) -> (BigRational, BigRational) {
    let all = relying(shown);
    let certain = |one: &&Relying<'_>| one.certainly_met && one.certainly_involved;
    let sum = |shares: &mut dyn Iterator<Item = &Relying<'_>>| {
        shares.fold(BigRational::zero(), |sum, one| sum + &one.share)
    };
    let own = all.iter().find(|one| one.subject == subject);
    let least = match own {
        Some(own) if own.certainly_met => {
            let beside = all.iter().filter(|one| one.subject != subject).filter(certain);
            sum(&mut beside.chain([own]))
        }
        // Who may not rely at all has nothing to add up.
        Some(_) | None => BigRational::zero(),
    };
    (least, sum(&mut all.iter()))
}

fn is_involved(shown: &Shown<'_>, subject: &str) -> bool {
    let at = format!("involved-subcontractor:{subject}");
    let mut involvement = list(&shown.answer["trace"], "involvement").iter();
    involvement.find(|step| step["at"] == *at).is_some_and(|step| step["outcome"] == "met")
}

/// The derogation without the limit on all together.
fn alone(top: &Step<'_>) -> Judged {
    let limbs = direct(top).children();
    let each = limbs.iter().filter(|limb| limb.kind() != "relying-together");
    Judged::all(&each.map(|limb| Judged::of(limb.step)).collect::<Vec<_>>())
}

fn limit<'s>(top: &Step<'s>) -> Option<&'s Value> {
    let limbs = direct(top).children();
    limbs.iter().find(|limb| limb.kind() == "relying-together").map(|limb| limb.step)
}
