//! From `dependencies` to the places of the components of the upper level.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Place;
use super::component::Walk;
use super::remark::CyclonedxNote;
use crate::parts::PartIndex;

/// What one component depends on.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Dependency<'a> {
    #[serde(borrow, rename = "ref")]
    reference: Cow<'a, str>,
    #[serde(borrow)]
    depends_on: Option<Vec<&'a RawValue>>,
}

/// What a component of the upper level goes into.
struct User {
    // `None`: the end product.
    part: Option<PartIndex>,
    reference: String,
    // Where it is said.
    at: Place,
}

/// Where the components of the upper level go.
#[derive(Default)]
struct Users {
    // INVARIANT: each user of a part once, in the order of the file.
    of: BTreeMap<PartIndex, Vec<User>>,
    seen: BTreeSet<(PartIndex, Option<PartIndex>)>,
}

impl<'a> Walk<'_, 'a> {
    /// Hangs each component of the upper level into those that depend on it.
    pub(super) fn hang(&mut self, dependencies: &[&'a RawValue]) {
        let upper: BTreeSet<PartIndex> = self.upper.iter().map(|one| one.part).collect();
        let mut users = Users::default();
        for raw in dependencies {
            let dependency: Dependency<'a> = match self.text.piece(raw) {
                Ok(dependency) => dependency,
                Err(problem) => {
                    self.problems.push(problem);
                    continue;
                }
            };
            self.take(&dependency, &upper, &mut users);
        }
        for one in std::mem::take(&mut self.upper) {
            let used_in = users.of.get(&one.part).map_or(&[][..], Vec::as_slice);
            let references: Vec<&str> = used_in.iter().map(|user| &*user.reference).collect();
            self.check_quantities(&one.quantities, &references, &one.id);
            if used_in.is_empty() {
                self.parts.use_in(one.part, None, one.quantities.any.quantity, one.row);
            }
            for user in used_in {
                let counted = one.quantities.within(&user.reference);
                let row = self.add_row(one.place, user.at, counted.at);
                self.parts.use_in(one.part, user.part, counted.quantity, row);
            }
        }
    }

    fn take(
        &mut self,
        dependency: &Dependency<'a>,
        upper: &BTreeSet<PartIndex>,
        users: &mut Users,
    ) {
        let reference = &*dependency.reference;
        let is_root = self.root.as_deref() == Some(reference);
        let user = self.references.get(reference).copied();
        for raw in dependency.depends_on.iter().flatten() {
            let at = self.text.place(raw);
            let on = match self.text.word(raw) {
                Ok(on) => on,
                Err(problem) => {
                    self.problems.push(problem);
                    continue;
                }
            };
            let note = match self.references.get(&*on).copied() {
                None => CyclonedxNote::NoComponent(on.into_owned()),
                Some(part) if user == Some(part) => CyclonedxNote::OnItself(on.into_owned()),
                Some(part) if user.is_some_and(|user| self.nested.contains(&(part, user))) => {
                    continue;
                }
                Some(part) if !upper.contains(&part) => CyclonedxNote::Nested(on.into_owned()),
                Some(part) => {
                    // A service may depend on a component too, and is no part.
                    if is_root || user.is_some() {
                        let reference = reference.to_owned();
                        users.add(part, User { part: user.filter(|_| !is_root), reference, at });
                    }
                    continue;
                }
            };
            let is_named = matches!(note, CyclonedxNote::OnItself(_));
            self.remark(at, note, Some(reference).filter(|_| !is_named));
        }
    }
}

impl Users {
    fn add(&mut self, part: PartIndex, user: User) {
        if self.seen.insert((part, user.part)) {
            self.of.entry(part).or_default().push(user);
        }
    }
}
