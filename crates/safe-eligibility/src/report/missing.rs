//! The facts on which an undetermined finding depends.

use std::collections::{BTreeMap, BTreeSet};

use crate::assessment::{Assessment, Finding};
use crate::model::place::{Member, Place};
use crate::outcome::Outcome;
use crate::rulebook::body::Weight;
use crate::tally::{Costing, missing_costs, missing_origins};
use crate::trace::{Missing, Step};

/// A fact that is not stated, and what stating it would decide.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingFact<'a> {
    /// Where it would be.
    pub at: Place,
    /// Ids of the rules with an undetermined finding that depends on it, in the order of the rules.
    pub decides: Vec<&'a str>,
}

impl<'a> Assessment<'a> {
    /// The facts on which undetermined conditions and duties depend, most decisive first.
    #[must_use]
    pub fn missing_facts(&self) -> Vec<MissingFact<'a>> {
        let mut found =
            Found { assessment: self, decides: BTreeMap::new(), shared: BTreeSet::new() };
        for (index, finding) in self.findings.iter().enumerate() {
            let counts = matches!(finding.weight, Weight::Condition | Weight::Duty);
            if counts && finding.outcome == Some(Outcome::Undetermined) {
                found.collect(index, &finding.step);
            }
        }
        let mut facts: Vec<(usize, MissingFact<'a>)> = Vec::with_capacity(found.decides.len());
        for (at, indices) in found.decides {
            let findings = || indices.iter().filter_map(|index| self.findings.get(*index));
            let decides: Vec<&Finding<'a>> = findings().collect();
            let conditions =
                decides.iter().filter(|finding| finding.weight == Weight::Condition).count();
            let decides = decides.into_iter().map(|finding| &*finding.rule.id).collect();
            facts.push((conditions, MissingFact { at, decides }));
        }
        // The sort keeps the order of the document among equals.
        facts.sort_by_key(|(conditions, _)| std::cmp::Reverse(*conditions));
        facts.into_iter().map(|(_, fact)| fact).collect()
    }
}

impl Assessment<'_> {
    /// The facts on which one finding depends; none where it is not undetermined.
    pub(crate) fn missing_facts_of(&self, finding: usize) -> Vec<Place> {
        let mut found =
            Found { assessment: self, decides: BTreeMap::new(), shared: BTreeSet::new() };
        if let Some(one) = self.findings.get(finding) {
            found.collect(finding, &one.step);
        }
        found.decides.into_keys().collect()
    }
}

struct Found<'f, 'a> {
    assessment: &'f Assessment<'a>,
    // Indices of findings, ascending, one a rule, by the place of the fact.
    decides: BTreeMap<Place, Vec<usize>>,
    // Shared facts that were added for a rule already, by where they are in memory.
    shared: BTreeSet<(usize, *const Place)>,
}

impl Found<'_, '_> {
    // Only what is itself undetermined leaves the whole so.
    fn collect(&mut self, finding: usize, step: &Step<'_>) {
        if step.outcome() != Outcome::Undetermined {
            return;
        }
        match &step.missing {
            Missing::Nothing => {}
            Missing::Named => self.add_all(finding, step.unstated()),
            Missing::Shared(places) => {
                if self.shared.insert((self.position(finding), places.as_ptr())) {
                    self.add_all(finding, places.iter());
                }
            }
            Missing::Costs(product) => self.add_lines(finding, *product, true),
            Missing::Origins(product) => self.add_lines(finding, *product, false),
        }
        for part in &step.because {
            self.collect(finding, part);
        }
    }

    fn add_lines(&mut self, finding: usize, product: usize, costs: bool) {
        let stated = self.assessment.procurement.stated();
        let products = stated.end_products.as_deref().unwrap_or(&[]);
        let Some(bill) = products.get(product).and_then(|product| product.components.as_ref())
        else {
            return;
        };
        let list = Place::root().at(Member::EndProducts, product).member(Member::Components);
        let places = if costs {
            let Ok(costing) = Costing::new(bill, &stated.exchange_rates) else { return };
            missing_costs(bill, &costing, self.assessment.content_tier, &list)
        } else {
            missing_origins(bill, &list)
        };
        self.add_all(finding, places.iter());
    }

    fn add_all<'p>(&mut self, finding: usize, places: impl Iterator<Item = &'p Place>) {
        let position = self.position(finding);
        for place in places {
            let last = self.decides.get(place).and_then(|indices| indices.last());
            if last.is_none_or(|last| self.position(*last) != position) {
                self.decides.entry(place.clone()).or_default().push(finding);
            }
        }
    }

    fn position(&self, finding: usize) -> usize {
        self.assessment.findings.get(finding).map_or(usize::MAX, |finding| finding.rule.position)
    }
}
