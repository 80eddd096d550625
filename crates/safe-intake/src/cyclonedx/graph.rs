//! From `dependencies` to the places of the components of the upper level.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::value::RawValue;

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
    depends_on: Option<Vec<Cow<'a, str>>>,
}

/// Where the components of the upper level go.
#[derive(Default)]
struct Users {
    // INVARIANT: each user of a part once, in the order of the file; `None`: the end product.
    of: BTreeMap<PartIndex, Vec<(Option<PartIndex>, String)>>,
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
            self.take(&dependency, raw, &upper, &mut users);
        }
        for one in std::mem::take(&mut self.upper) {
            let used_in = users.of.get(&one.part).map_or(&[][..], Vec::as_slice);
            let references: Vec<&str> = used_in.iter().map(|(_, one)| one.as_str()).collect();
            self.check_quantities(&one.quantities, &references, one.place);
            if used_in.is_empty() {
                self.parts.use_in(one.part, None, one.quantities.within(None), one.row);
            }
            for (user, reference) in used_in {
                let quantity = one.quantities.within(Some(reference));
                self.parts.use_in(one.part, *user, quantity, one.row);
            }
        }
    }

    fn take(
        &mut self,
        dependency: &Dependency<'a>,
        raw: &RawValue,
        upper: &BTreeSet<PartIndex>,
        users: &mut Users,
    ) {
        let place = self.text.place(raw);
        let reference = &*dependency.reference;
        let is_root = self.root.as_deref() == Some(reference);
        let user = self.references.get(reference).copied();
        for on in dependency.depends_on.iter().flatten() {
            let note = match self.references.get(&**on).copied() {
                None => CyclonedxNote::NoComponent(on.to_string()),
                Some(part) if user == Some(part) => CyclonedxNote::OnItself(on.to_string()),
                Some(part) if user.is_some_and(|user| self.nested.contains(&(part, user))) => {
                    continue;
                }
                Some(part) if !upper.contains(&part) => CyclonedxNote::Nested(on.to_string()),
                Some(part) => {
                    // A service may depend on a component too, and is no part.
                    if is_root || user.is_some() {
                        users.add(part, user.filter(|_| !is_root), reference);
                    }
                    continue;
                }
            };
            self.remark(place, note);
        }
    }
}

impl Users {
    fn add(&mut self, part: PartIndex, user: Option<PartIndex>, reference: &str) {
        if self.seen.insert((part, user)) {
            self.of.entry(part).or_default().push((user, reference.to_owned()));
        }
    }
}
