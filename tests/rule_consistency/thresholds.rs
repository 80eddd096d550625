//! Versions of rules, and the figures in them.

use safe_eligibility::Law;
use safe_eligibility::conditions::Condition;
use safe_eligibility::model::exact::Exact;
use safe_eligibility::model::figure::Share;
use safe_eligibility::rulebook::law::Rule;

use crate::support::asking::Setting;
use crate::support::{self};

pub(crate) fn one_version_on_every_day() {
    let law = Setting::today().law(&support::rulebook());
    let in_force = law.pack().acts.values().map(|act| act.in_force_from).min().unwrap();
    let mut day = in_force.yesterday().unwrap();
    for rule in law.rules() {
        assert!(rule.on(day).is_none(), "{} applies before the act is in force", rule.id);
    }
    let last = support::day("2031-12-31");
    while day < last {
        day = day.tomorrow().unwrap();
        for rule in law.rules() {
            let includes = |version: &&Rule| {
                version.first_day <= day && version.last_day.is_none_or(|last| day <= last)
            };
            let versions = rule.versions.iter().filter(includes).count();
            assert_eq!(versions, 1, "versions of {} on {day}", rule.id);
        }
    }
    for rule in law.rules() {
        assert_eq!(rule.versions.last().unwrap().last_day, None, "{} ends", rule.id);
    }
}

pub(crate) fn none_contradicts_another() {
    let rulebook = support::rulebook();
    // Each choice that touches a figure, and the defaults.
    let choices = [
        "share-bounds=inclusive",
        "share-bounds=exclusive",
        "outside-subcontractor-sum=together",
        "classified-limbs=any",
        "component-tier=leaves",
        "other-products=all-rules",
    ];
    let today = rulebook.on(support::day("2026-11-22"));
    for choice in choices {
        hang_together(&today.with_readings([choice]).unwrap());
    }
}

fn hang_together(law: &Law) {
    let (share_least, share_most) = contract_share(rule(law, "outside-subcontractor"));
    let (involved_least, involved_most) = contract_share(rule(law, "involved-subcontractor"));
    let share_most = share_most.unwrap();
    // Who is involved by its share may rely on the derogation by its share, up to the most of it.
    assert_eq!(involved_least.exact(), share_least.exact());
    assert!(involved_most.is_none());
    assert!(share_least.exact() < share_most.exact());
    // Both limits are the same 35 %: of the value of the contract, and of the cost of components.
    let ceiling = ceiling(rule(law, "component-cap"));
    assert_eq!(share_most.exact(), ceiling.exact());
    if let Some(together) = rule(law, "outside-subcontractor").body.sum_ceiling {
        assert_eq!(together.exact(), share_most.exact());
    }
    let in_force = law.pack().acts.values().next().unwrap().in_force_from;
    let related = parts(rule(law, "outside-subcontractor"));
    let mut days = related.iter().filter_map(|part| match part {
        Condition::RelatedBefore { day } => Some(*day),
        _ => None,
    });
    assert_eq!((days.next(), days.next()), (Some(in_force), None));
    let window = parts(rule(law, "single-state-window"));
    let mut deadlines = window.iter().filter_map(|part| match part {
        Condition::SignedBy { last_day } => Some(*last_day),
        _ => None,
    });
    assert!(deadlines.next().unwrap() > in_force);
    agreements_can_be_used_in_full(law, ceiling);
}

/// The most that an agreement lets come from its party leaves room for what must be core, and it
/// is never stricter than the ceiling for what comes from neither.
fn agreements_can_be_used_in_full(law: &Law, ceiling: Share) {
    let one = Exact::new(1, 0);
    for stage in &law.pack().agreements {
        let share = |stated: &Option<(Share, _)>| stated.as_ref().map(|(share, _)| share.exact());
        let party = share(&stage.max_party_share).unwrap();
        let core = share(&stage.min_core_share).unwrap();
        let other = share(&stage.max_other_share).unwrap();
        assert!(party.plus(&core) <= one, "{}: {party} and {core}", stage.party);
        assert!(other.plus(&core) <= one, "{}: {other} and {core}", stage.party);
        assert!(other >= ceiling.exact(), "{}: {other} from others", stage.party);
        assert!(party > ceiling.exact(), "{}: {party} opens nothing", stage.party);
    }
}

fn rule<'l>(law: &'l Law, id: &str) -> &'l Rule {
    let mut rules = law.governing(None).rules();
    rules.find(|rule| &*rule.id == id).unwrap_or_else(|| panic!("no rule {id}"))
}

/// A condition and everything it is composed of, a further limb too.
fn parts(rule: &Rule) -> Vec<&Condition> {
    let mut found: Vec<&Condition> = vec![&rule.body.condition];
    found.extend(&rule.body.further_limb);
    let mut next = 0;
    while let Some(part) = found.get(next) {
        next += 1;
        if let Condition::All(parts) | Condition::Any(parts) = part {
            found.extend(parts);
        }
    }
    found
}

fn contract_share(rule: &Rule) -> (Share, Option<Share>) {
    let shares = parts(rule).into_iter().filter_map(|part| match part {
        Condition::ContractShare { least, most, .. } => Some((*least, *most)),
        _ => None,
    });
    let shares: Vec<_> = shares.collect();
    assert_eq!(shares.len(), 1, "{}", rule.id);
    shares[0]
}

fn ceiling(rule: &Rule) -> Share {
    let mut ceilings = parts(rule).into_iter().filter_map(|part| match part {
        Condition::ShareAtMost { ceiling, .. } => Some(*ceiling),
        _ => None,
    });
    ceilings.next().unwrap()
}
