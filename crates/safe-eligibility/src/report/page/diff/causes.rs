//! Why something moved: what is enough for that, what is needed, and what was not tried by itself.

use std::collections::BTreeSet;

use super::super::block::{Block, Cell, Section, Tone};
use super::Sides;
use crate::diff::{Cause, Causes, Proof};

/// So many causes of one move are told, and so many other differences; the JSON has them all.
const MOST_TOLD: usize = 8;

/// How something is known, and of what.
type Known = (String, Vec<String>);

impl Sides<'_, '_> {
    /// How it is known what is enough, and what is needed, each with the differences.
    pub(super) fn causes(&self, causes: &Causes) -> Vec<Known> {
        if causes.is_enough_and_needed() {
            let proof = format!("diff/proof/{}-needed", causes.proof.as_str());
            return vec![(self.text(&proof), self.together(causes.each_needed()))];
        }
        let mut known = vec![self.enough(causes)];
        match &causes.needed {
            None if causes.proof == Proof::NotAttributed => {}
            None => known.push((self.text("diff/needed/not-tried"), Vec::new())),
            Some(none) if none.is_empty() => {
                known.push((self.text("diff/needed/none"), Vec::new()));
            }
            Some(_) => known.push((self.text("diff/needed"), self.together(causes.each_needed()))),
        }
        known
    }

    /// What is enough, on a line each; how that is known only where it is not each by itself.
    pub(in crate::report::page) fn causes_in_brief(&self, causes: &Causes) -> Vec<String> {
        let (how, which) = self.enough(causes);
        let how = (causes.proof != Proof::Alone).then_some(how);
        how.into_iter().chain(which).collect()
    }

    fn enough(&self, causes: &Causes) -> Known {
        let how = self.text(&format!("diff/proof/{}", causes.proof.as_str()));
        let which = match (causes.proof, causes.enough.as_slice()) {
            (Proof::Several, [only]) => self.together(only.differences.iter().copied()),
            (Proof::Alone | Proof::Together | Proof::Several | Proof::NotAttributed, sets) => {
                self.each(sets)
            }
        };
        (how, which)
    }

    /// Each set on a line.
    fn each(&self, sets: &[Cause]) -> Vec<String> {
        let set = |set: &Cause| {
            let told = set.differences.iter().map(|at| self.difference(*at));
            told.collect::<Vec<_>>().join(" + ")
        };
        let told = sets.iter().take(MOST_TOLD).map(set);
        told.chain(self.more(sets.len())).collect()
    }

    /// Each difference on a line.
    fn together(&self, differences: impl Iterator<Item = usize>) -> Vec<String> {
        let differences: Vec<usize> = differences.collect();
        let told = differences.iter().take(MOST_TOLD).map(|at| self.difference(*at));
        told.chain(self.more(differences.len())).collect()
    }

    /// That there are more than are told.
    fn more(&self, all: usize) -> Option<String> {
        let more = all.saturating_sub(MOST_TOLD);
        (more > 0).then(|| self.say("questions/more", &[("count", &more.to_string())]))
    }

    /// What was not tried by itself, because it cannot be without others.
    pub(super) fn only_with_others(&self) -> Option<Section> {
        let only = self.diff.only_with_others();
        let ways = [
            ("diff/with-others/applied", &only.applied),
            ("diff/with-others/undone", &only.undone),
        ];
        let all: BTreeSet<usize> = ways.iter().flat_map(|(_, which)| *which).copied().collect();
        let items = all.iter().take(MOST_TOLD).map(|at| {
            let ways = ways.iter().filter(|(_, which)| which.contains(at));
            let said = ways.map(|(name, _)| self.text(name)).collect();
            (Cell::toned(self.difference(*at), Tone::Quiet), said)
        });
        self.listed("diff/with-others", items.collect(), all.len())
    }

    /// What else differs; names and titles aside, which no condition reads.
    pub(super) fn others(&self) -> Option<Section> {
        let moved = self.diff.moved().iter().map(|one| &one.causes);
        let causes = moved.chain(self.diff.verdict_causes());
        let mut named: BTreeSet<usize> = causes
            .flat_map(|one| one.enough.iter().chain(one.needed.iter().flatten()))
            .flat_map(|cause| &cause.differences)
            .copied()
            .collect();
        let only = self.diff.only_with_others();
        named.extend(only.applied.iter().chain(&only.undone));
        let others: Vec<usize> = (0..self.diff.differences().len())
            .filter(|at| !named.contains(at) && self.weighs(*at))
            .collect();
        let items = others
            .iter()
            .take(MOST_TOLD)
            .map(|at| (Cell::toned(self.difference(*at), Tone::Quiet), Vec::new()));
        self.listed("diff/others", items.collect(), others.len())
    }

    fn listed(
        &self,
        heading: &str,
        mut items: Vec<(Cell, Vec<String>)>,
        all: usize,
    ) -> Option<Section> {
        items.extend(self.more(all).map(|more| (Cell::toned(more, Tone::Quiet), Vec::new())));
        let heading = self.text(heading);
        (!items.is_empty()).then(|| Section::new(heading, vec![Block::List(items)]))
    }
}
