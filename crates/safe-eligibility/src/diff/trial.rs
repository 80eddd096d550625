//! Assessments between two: some differences made, the others not.

use std::collections::BTreeSet;

use super::came::{Outcomes, outcomes};
use super::documents::Documents;
use super::laws::LawPair;
use super::part::{FactDifference, LawPart};
use crate::assessment::{EvaluateError, judged_with};
use crate::conditions::Tier;
use crate::model::procurement::CommonProcurement;
use crate::rulebook::law::Law;
use crate::tally::Tallies;

const TIERS: [Tier; 2] = [Tier::FirstTier, Tier::Leaves];

/// Two documents under two laws, and everything in between.
pub(super) struct Between<'a> {
    documents: Documents<'a>,
    laws: &'a LawPair,
    // Sums of both documents; `None`: those of the first serve for both.
    tallies: (Tallies, Option<Tallies>),
    facts: usize,
    parts: Vec<LawPart>,
    // Facts, then parts of law, by their index among all differences.
    weighing: Vec<usize>,
    weighing_facts: usize,
}

impl<'a> Between<'a> {
    pub(super) fn new(
        documents: Documents<'a>,
        laws: &'a LawPair,
        found: &[FactDifference],
    ) -> Result<Self, EvaluateError> {
        let of_all = |one| Tallies::of_all(one, &TIERS).map_err(EvaluateError::from);
        let weighing = found.iter().enumerate().filter(|(_, difference)| difference.weighs);
        let weighing: Vec<usize> = weighing.map(|(at, _)| at).collect();
        let other = if weighing.is_empty() { None } else { Some(of_all(documents.to)?) };
        let tallies = (of_all(documents.from)?, other);
        let (facts, weighing_facts) = (found.len(), weighing.len());
        Ok(Self { documents, laws, tallies, facts, parts: Vec::new(), weighing, weighing_facts })
    }

    /// Has these parts of law differ as well.
    pub(super) fn differ_in(&mut self, parts: Vec<LawPart>) {
        self.weighing.truncate(self.weighing_facts);
        self.weighing.extend((self.facts..).take(parts.len()));
        self.parts = parts;
    }

    /// Every difference that some condition may read.
    pub(super) fn weighing(&self) -> &[usize] {
        &self.weighing
    }

    /// How many lines both documents have.
    pub(super) fn lines(&self) -> usize {
        let products = [self.documents.from, self.documents.to].into_iter();
        let products = products.flat_map(|one| one.stated().end_products.iter().flatten());
        let bills = products.filter_map(|product| product.components.as_ref());
        bills.fold(0, |sum, bill| sum.saturating_add(bill.len()))
    }

    /// Without those that cannot be without one that is left out.
    pub(super) fn complete(&self, kept: Vec<usize>) -> BTreeSet<usize> {
        let mut kept: BTreeSet<usize> = kept.into_iter().collect();
        loop {
            let needs = self.documents.needs.iter();
            let broken = needs.filter(|(own, need)| kept.contains(own) && !kept.contains(need));
            let broken: Vec<usize> = broken.map(|(own, _)| *own).collect();
            if broken.is_empty() {
                return kept;
            }
            for own in &broken {
                kept.remove(own);
            }
        }
    }

    /// With all that these cannot be without.
    pub(super) fn closed(&self, mut set: BTreeSet<usize>) -> BTreeSet<usize> {
        loop {
            let needs = self.documents.needs.iter();
            let missing = needs.filter(|(own, need)| set.contains(own) && !set.contains(need));
            let missing: Vec<usize> = missing.map(|(_, need)| *need).collect();
            if missing.is_empty() {
                return set;
            }
            set.extend(missing);
        }
    }

    /// What all comes to with some differences made; `None`: they cannot be made without others.
    pub(super) fn with(&self, set: &BTreeSet<usize>) -> Option<Outcomes> {
        let facts = set.range(..self.facts).count();
        let parts = set
            .range(self.facts..)
            .filter_map(|at| self.parts.get(at.checked_sub(self.facts)?).cloned());
        let parts: Vec<LawPart> = parts.collect();
        let needs = &self.documents.needs;
        if needs.iter().any(|(own, need)| set.contains(own) && !set.contains(need)) {
            return None;
        }
        let own;
        let own_tallies;
        let (procurement, tallies) = if facts == 0 {
            (self.documents.from, &self.tallies.0)
        } else if facts == self.weighing_facts {
            (self.documents.to, self.tallies.1.as_ref().unwrap_or(&self.tallies.0))
        } else {
            let mut chosen = vec![false; self.facts];
            for at in set {
                if let Some(slot) = chosen.get_mut(*at) {
                    *slot = true;
                }
            }
            own = self.documents.between(&chosen)?;
            own_tallies = Tallies::of_all(&own, &TIERS).ok()?;
            (&own, &own_tallies)
        };
        let law = self.laws.between(procurement.stated().contract.signed_on, &parts)?;
        Some(judged(procurement, &law, tallies))
    }
}

fn judged(procurement: &CommonProcurement, law: &Law, tallies: &Tallies) -> Outcomes {
    let (findings, verdict, _) = judged_with(procurement, law, tallies);
    outcomes(&findings, verdict, procurement.stated())
}
