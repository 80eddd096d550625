//! Two lists side by side, item by item by their ids, and lists between the two.

use std::collections::BTreeMap;

use super::facts::Fact;
use super::part::{FactDifference, Owner};
use crate::model::place::{Member, Place};

/// How the items of a list become those of the other.
pub(super) struct ListPlan {
    // That a list is stated on one side only, where its items do not say so.
    stated: Option<usize>,
    pub(super) items: Vec<ItemPlan>,
}

/// An item on either side.
pub(super) struct ItemPlan {
    pub(super) from: Option<usize>,
    pub(super) to: Option<usize>,
    /// The difference that it is on one side only.
    pub(super) presence: Option<usize>,
    // Indices of its facts, each with that of its difference.
    facts: Vec<(usize, usize)>,
}

/// Which differences are made, by their index.
pub(super) type Chosen<'c> = &'c [bool];

pub(super) fn is_chosen(chosen: Chosen<'_>, at: Option<usize>) -> bool {
    at.and_then(|at| chosen.get(at)).copied().unwrap_or(false)
}

/// Notes differences as they are found.
pub(super) type Found = Vec<FactDifference>;

/// The facts that differ, each with the index of its difference.
pub(super) fn compare_facts<T>(
    found: &mut Found,
    (owner, facts): (&Owner, &[Fact<T>]),
    (old, before_at): (&T, Place),
    (new, after_at): (&T, Place),
) -> Vec<(usize, usize)> {
    let mut differing = Vec::new();
    for (index, fact) in facts.iter().enumerate() {
        let (before, after) = ((fact.value)(old), (fact.value)(new));
        if before == after {
            continue;
        }
        differing.push((index, found.len()));
        found.push(FactDifference {
            owner: owner.clone(),
            member: Some(fact.member),
            before: said(&before),
            after: said(&after),
            before_at: Some(before_at.clone()),
            after_at: Some(after_at.clone()),
            weighs: fact.weighs,
        });
    }
    differing
}

/// A value as JSON; `None` for null.
pub(super) fn said(value: &serde_json::Value) -> Option<String> {
    (!value.is_null()).then(|| value.to_string())
}

pub(super) fn take<T>(
    to: &mut T,
    from: &T,
    facts: &[Fact<T>],
    plan: &[(usize, usize)],
    chosen: Chosen<'_>,
) {
    for (fact, at) in plan {
        if let Some(fact) = facts.get(*fact).filter(|_| is_chosen(chosen, Some(*at))) {
            (fact.take)(to, from);
        }
    }
}

/// A list on both sides.
pub(super) struct Lists<'l, T> {
    pub(super) member: Member,
    pub(super) from: Option<&'l [T]>,
    pub(super) to: Option<&'l [T]>,
    pub(super) owner: fn(&T) -> Owner,
    pub(super) facts: &'l [Fact<T>],
}

impl<T> Lists<'_, T> {
    /// What differs, and how to get from one to the other.
    pub(super) fn compare(&self, found: &mut Found) -> ListPlan {
        let stated = self.stated(found);
        let (old, new) = (self.from.unwrap_or(&[]), self.to.unwrap_or(&[]));
        let mut left: BTreeMap<Owner, usize> =
            new.iter().enumerate().map(|(at, one)| ((self.owner)(one), at)).collect();
        let mut items = Vec::new();
        for (at, one) in old.iter().enumerate() {
            let owner = (self.owner)(one);
            let before_at = Place::root().at(self.member, at);
            let other = left.remove(&owner).and_then(|to| Some((to, new.get(to)?)));
            let item = if let Some((to, other)) = other {
                let after_at = Place::root().at(self.member, to);
                let sides = ((one, before_at), (other, after_at));
                let facts = compare_facts(found, (&owner, self.facts), sides.0, sides.1);
                ItemPlan { from: Some(at), to: Some(to), presence: None, facts }
            } else {
                let presence = Some(found.len());
                let difference = self.whole(owner, Some((one, before_at)), None);
                found.push(difference);
                ItemPlan { from: Some(at), to: None, presence, facts: Vec::new() }
            };
            items.push(item);
        }
        for (at, one) in new.iter().enumerate() {
            let owner = (self.owner)(one);
            if left.contains_key(&owner) {
                let presence = Some(found.len());
                let after_at = Place::root().at(self.member, at);
                found.push(self.whole(owner, None, Some((one, after_at))));
                items.push(ItemPlan { from: None, to: Some(at), presence, facts: Vec::new() });
            }
        }
        ListPlan { stated, items }
    }

    /// That the list is stated on one side only, where its items do not say so.
    fn stated(&self, found: &mut Found) -> Option<usize> {
        if !is_stated_on_one_side(self.from.map(<[T]>::is_empty), self.to.map(<[T]>::is_empty)) {
            return None;
        }
        let empty = || "[]".to_owned();
        let at = Place::root().member(self.member);
        found.push(FactDifference {
            owner: Owner::Procurement,
            member: Some(self.member),
            before: self.from.map(|_| empty()),
            after: self.to.map(|_| empty()),
            before_at: Some(at.clone()),
            after_at: Some(at),
            weighs: true,
        });
        Some(found.len().saturating_sub(1))
    }

    fn whole(
        &self,
        owner: Owner,
        before: Option<(&T, Place)>,
        after: Option<(&T, Place)>,
    ) -> FactDifference {
        let all = |one: &T| {
            let facts = self.facts.iter().map(|fact| (fact.member.as_str(), (fact.value)(one)));
            let stated = facts.filter(|(_, value)| !value.is_null());
            let stated = stated.map(|(name, value)| (name.to_owned(), value));
            serde_json::Value::Object(stated.collect()).to_string()
        };
        FactDifference {
            owner,
            member: None,
            before: before.as_ref().map(|(one, _)| all(one)),
            after: after.as_ref().map(|(one, _)| all(one)),
            before_at: before.map(|(_, at)| at),
            after_at: after.map(|(_, at)| at),
            weighs: true,
        }
    }
}

impl ListPlan {
    /// The first list with some differences made; `None`: none is stated.
    pub(super) fn between<T: Clone>(
        &self,
        (from, to): (Option<&[T]>, Option<&[T]>),
        facts: &[Fact<T>],
        chosen: Chosen<'_>,
    ) -> Option<Vec<T>> {
        let mut list = Vec::new();
        for item in &self.items {
            let old = item.from.and_then(|at| from?.get(at));
            let new = item.to.and_then(|at| to?.get(at));
            match (old, new) {
                (Some(old), Some(new)) => {
                    let mut one = old.clone();
                    take(&mut one, new, facts, &item.facts, chosen);
                    list.push(one);
                }
                (Some(old), None) if !is_chosen(chosen, item.presence) => list.push(old.clone()),
                (None, Some(new)) if is_chosen(chosen, item.presence) => list.push(new.clone()),
                (Some(_) | None, None) | (None, Some(_)) => {}
            }
        }
        let are_stated = (from.is_some(), to.is_some());
        (!list.is_empty() || stays_stated(self.stated, are_stated, chosen)).then_some(list)
    }
}

/// Whether one side states that there is nothing and the other states nothing: where there are
/// items, these say it.
pub(super) fn is_stated_on_one_side(from: Option<bool>, to: Option<bool>) -> bool {
    matches!((from, to), (Some(true), None) | (None, Some(true)))
}

/// Whether a list without items is stated between two sides, of which each states it or not.
pub(super) fn stays_stated(
    difference: Option<usize>,
    (from, to): (bool, bool),
    chosen: Chosen<'_>,
) -> bool {
    match difference {
        Some(_) if is_chosen(chosen, difference) => to,
        Some(_) => from,
        None => from && to,
    }
}
