//! What is told of two documents, held against plain assessment of what lies between them.

use std::collections::BTreeMap;

use safe_eligibility::Law;
use safe_eligibility::diff::{Cause, Diff, FactDifference, LawPair, OnlyWithOthers, Proof, Trial};
use serde_json::Value;

use super::applying::{apply, outcomes};
use super::{Key, Outcome, all_causes, came, facts, plainly_moved, told_moved};
use crate::support::asking::read;

/// What a trial with some facts made comes to by plain assessment; `None`: it is no document.
fn tried(
    from: &Value,
    to: &Value,
    facts: &[&FactDifference],
    law: &Law,
) -> Option<BTreeMap<Key, Outcome>> {
    let mut document = from.clone();
    facts.iter().for_each(|fact| apply(&mut document, to, fact));
    outcomes(&document, law)
}

/// Whether a trial came to what plain assessment comes to.
pub fn agrees(trial: &Trial, plain: Option<&BTreeMap<Key, Outcome>>, key: &Key, about: &str) {
    match (trial, plain) {
        (Trial::Impossible, None) => {}
        (Trial::Came(came_to), Some(plain)) => {
            assert_eq!(came_to.as_ref().map(came), plain.get(key).cloned(), "{about} {key:?}");
        }
        (Trial::Impossible, Some(_)) => panic!("{about} {key:?}: it can be made"),
        (Trial::Came(_), None) => panic!("{about} {key:?}: it cannot be made"),
    }
}

/// Holds a comparison of two documents against plain assessment; tells how much was proven.
pub fn holds(from: &Value, to: &Value, law: &Law) -> [usize; 3] {
    let laws = LawPair::same(law.clone());
    let (before, after) = (read(from), read(to));
    let (Some(old), Some(new)) = (outcomes(from, law), outcomes(to, law)) else { return [0; 3] };
    let diff = Diff::of(&before, &after, &laws).unwrap();
    let plain = plainly_moved(&old, &new);
    assert_eq!(told_moved(&diff), plain, "{from}\n{to}");
    let facts = facts(&diff);
    let about = format!("{from}\n{to}\n");
    let try_both = |differences: &[usize]| {
        let chosen: Vec<_> = differences.iter().map(|at| facts[*at]).collect();
        [tried(from, to, &chosen, law), tried(to, from, &chosen, law)]
    };
    let singly: Vec<_> = (0..facts.len()).map(|at| try_both(&[at])).collect();
    let [mut alone, mut together, mut several] = [0; 3];
    for (key, causes) in all_causes(&diff) {
        let is_after = |tried: &Tried| tried.as_ref().map(|one| one.get(&key) == new.get(&key));
        assert!(!causes.enough.is_empty(), "{about} {key:?}");
        for set in causes.enough.iter().chain(causes.needed.iter().flatten()) {
            let [applied, undone] = try_both(&set.differences);
            agrees(&set.applied, applied.as_ref(), &key, &about);
            agrees(&set.undone, undone.as_ref(), &key, &about);
        }
        // With no others than what is enough, it comes to what it comes to.
        for set in &causes.enough {
            let [applied, _] = try_both(&set.differences);
            assert_eq!(is_after(&applied), Some(true), "{about} {key:?} {set:?}");
        }
        let named = |sets: &[Cause], at: usize| sets.iter().any(|set| set.differences == [at]);
        for (at, [applied, undone]) in singly.iter().enumerate() {
            if let Some(needed) = &causes.needed {
                let is_lost = is_after(undone) == Some(false);
                assert_eq!(is_lost, named(needed, at), "{about} {key:?} {:?}", facts[at]);
            }
            let is_enough = is_after(applied) == Some(true);
            match causes.proof {
                Proof::Alone => assert_eq!(
                    is_enough,
                    named(&causes.enough, at),
                    "{about} {key:?} {:?}",
                    facts[at]
                ),
                Proof::Together => assert!(!is_enough, "{about} {key:?} {:?}", facts[at]),
                Proof::Several => {}
                Proof::NotAttributed => panic!("{about} {key:?}: not attributed"),
            }
        }
        match causes.proof {
            Proof::Alone => alone += 1,
            Proof::Together => {
                together += 1;
                let size = causes.enough[0].differences.len();
                for pair in pairs(facts.len().min(12)) {
                    let is_named = causes.enough.iter().any(|set| set.differences == pair);
                    let is_enough = is_after(&try_both(&pair)[0]) == Some(true);
                    let expected = size == 2 && is_named;
                    assert_eq!(
                        is_enough && facts_weigh(&facts, &pair),
                        expected,
                        "{about} {pair:?}"
                    );
                }
            }
            Proof::Several | Proof::NotAttributed => several += 1,
        }
    }
    only_with_others_holds(&diff, &singly, &about);
    [alone, together, several]
}

type Tried = Option<BTreeMap<Key, Outcome>>;

fn pairs(of: usize) -> impl Iterator<Item = [usize; 2]> {
    (0..of).flat_map(move |one| (one + 1..of).map(move |other| [one, other]))
}

fn facts_weigh(facts: &[&FactDifference], which: &[usize]) -> bool {
    which.iter().all(|at| facts[*at].weighs)
}

/// What is said to go with others only is just what makes no document by itself.
fn only_with_others_holds(diff: &Diff<'_>, singly: &[[Tried; 2]], about: &str) {
    let tried = all_causes(diff).iter().any(|(_, causes)| causes.needed.is_some());
    if !tried {
        assert_eq!(diff.only_with_others(), &OnlyWithOthers::default(), "{about}");
        return;
    }
    let only = diff.only_with_others();
    for (at, [applied, undone]) in singly.iter().enumerate() {
        assert_eq!(applied.is_none(), only.applied.contains(&at), "{about} {at}");
        assert_eq!(undone.is_none(), only.undone.contains(&at), "{about} {at}");
    }
}
