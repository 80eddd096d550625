//! Changes to everything but the lines of bills: which sets of them are the smallest that do.
//!
//! Bills are left out while these are looked for: no rule asks both of lines and of these facts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::Keep;
use super::beyond::never_cured;
use super::change::{Change, ChangeKind, applied};
use super::levers::{Group, GroupOf, levers};
use super::lines::is_of_lines;
use crate::assessment::{Finding, Via, findings_with};
use crate::model::place::Place;
use crate::model::procurement::{CommonProcurement, ProcurementDraft};
use crate::outcome::Outcome;
use crate::rulebook::body::Weight;
use crate::rulebook::law::Governed;
use crate::tally::Tallies;

/// Sets of a group with more members are not looked at.
const MOST_OF_GROUP: usize = 5;
/// After so many sets of one group no more are looked at.
const MOST_SETS: usize = 20_000;
/// After so many combinations of sets no more are looked at.
const MOST_COMBINATIONS: usize = 2_000;
/// So many sets of as few changes are told.
const MOST_ALIKE: usize = 6;
/// So many sets of a group are kept to be combined.
const MOST_KEPT: usize = 12;

/// How far the conditions have to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// Every one is met.
    Met,
    /// None is certainly not met.
    NotRefused,
}

impl Goal {
    pub(super) fn is_reached(self, outcome: Option<Outcome>) -> bool {
        match (self, outcome) {
            (_, None | Some(Outcome::Met)) | (Self::NotRefused, Some(Outcome::Undetermined)) => {
                true
            }
            (Self::Met, Some(Outcome::Undetermined)) | (_, Some(Outcome::NotMet)) => false,
        }
    }
}

/// The smallest set of changes, and what was looked at to find it.
#[derive(Clone, Debug)]
pub(super) struct FactsPlan {
    pub(super) changes: Vec<Change>,
    /// Other sets of as few.
    pub(super) others: Vec<Vec<Change>>,
    pub(super) is_proven: bool,
    pub(super) assessed: usize,
}

/// Conditions, by rule and subject, that no set of changes cures.
pub(super) type Beyond = BTreeSet<(usize, Place)>;

/// What a condition came to, in words that outlive the procurement.
pub(super) struct Came {
    pub(super) rule: usize,
    pub(super) subject: Place,
    pub(super) outcome: Option<Outcome>,
    pub(super) group: GroupOf,
    // A derogation that looks at all who rely on it together.
    leans: bool,
    via: Option<String>,
}

/// The draft without the lines of its bills.
pub(super) fn without_lines(draft: &ProcurementDraft) -> ProcurementDraft {
    let products = draft.end_products.as_ref().map(|products| {
        let bare = products.iter().map(|product| crate::model::product::EndProduct {
            id: product.id.clone(),
            name: None,
            kind: product.kind,
            areas: product.areas.clone(),
            design_authority: product.design_authority.clone(),
            no_component_from_contravening_country: None,
            components: None,
        });
        bare.collect()
    });
    ProcurementDraft {
        id: draft.id.clone(),
        title: None,
        contract: draft.contract.clone(),
        participating_states: draft.participating_states.clone(),
        extension_steps_taken: draft.extension_steps_taken,
        contractors: draft.contractors.clone(),
        subcontractors: draft.subcontractors.clone(),
        end_products: products,
        exchange_rates: draft.exchange_rates.clone(),
        digest: None,
    }
}

/// What the conditions on everything but lines come to.
pub(super) fn judged(procurement: &CommonProcurement, governed: Governed<'_>) -> Vec<Came> {
    let findings = findings_with(procurement, governed, &Tallies::default());
    let conditions = findings
        .iter()
        .filter(|finding| finding.weight == Weight::Condition && !is_of_lines(finding));
    conditions.map(|finding| came(finding, governed)).collect()
}

fn came(finding: &Finding<'_>, governed: Governed<'_>) -> Came {
    let leans = matches!(finding.via, Some(Via::Derogation(id)) if governed
        .rules()
        .any(|rule| &*rule.id == id && rule.body.sum_ceiling.is_some()));
    Came {
        rule: finding.rule.position,
        subject: finding.subject.clone(),
        outcome: finding.outcome,
        group: GroupOf::finding(finding),
        leans,
        via: finding.via.map(|via| via.to_string()),
    }
}

/// A search under the law of one day.
pub(super) struct Facts<'f, 'a> {
    pub(super) draft: &'f ProcurementDraft,
    pub(super) governed: Governed<'a>,
    pub(super) keep: &'f Keep,
    pub(super) goal: Goal,
}

/// A set of changes that cures a group by itself.
#[derive(Clone)]
struct Cure {
    changes: Vec<Change>,
}

impl Facts<'_, '_> {
    /// The smallest set of changes; else the conditions that none cures.
    pub(super) fn plan(&self) -> Result<FactsPlan, Beyond> {
        let Ok(now) = CommonProcurement::new(self.draft.clone()) else { return Err(Beyond::new()) };
        let found = judged(&now, self.governed);
        let mut groups: BTreeMap<GroupOf, bool> = BTreeMap::new();
        for came in &found {
            let fails = !self.goal.is_reached(came.outcome);
            if fails || came.leans {
                *groups.entry(came.group.clone()).or_default() |= fails;
            }
        }
        if !groups.values().any(|fails| *fails) {
            let (changes, others) = (Vec::new(), Vec::new());
            return Ok(FactsPlan { changes, others, is_proven: true, assessed: 1 });
        }
        let (mut cures, mut beyond) = (Vec::new(), Beyond::new());
        let (mut assessed, mut is_proven) = (1usize, true);
        for of in groups.keys() {
            let group = levers(of, self.draft, self.governed, self.keep, &found);
            let mut reached = BTreeSet::new();
            let of_group = self.cures(of, &group, (&mut assessed, &mut is_proven), &mut reached);
            if of_group.is_empty() {
                let open = found
                    .iter()
                    .filter(|came| came.group == *of && !self.goal.is_reached(came.outcome));
                let open = open
                    .map(|came| ((came.rule, came.subject.clone()), reached.contains(&came.rule)));
                beyond.extend(never_cured(open));
            }
            cures.push(of_group);
        }
        if !beyond.is_empty() {
            return Err(beyond);
        }
        self.combined(&cures, assessed, is_proven).ok_or_else(|| {
            let open = found.iter().filter(|came| !self.goal.is_reached(came.outcome));
            open.map(|came| (came.rule, came.subject.clone())).collect()
        })
    }

    /// The sets that cure a group where nothing else is in its way, the smallest first; of those
    /// that cure it in the same way none holds another. Also which rules some set cures.
    fn cures(
        &self,
        of: &GroupOf,
        group: &Group,
        (assessed, is_proven): (&mut usize, &mut bool),
        reached: &mut BTreeSet<usize>,
    ) -> Vec<Cure> {
        let alone = of.alone(self.draft);
        let mut found: Vec<(Vec<usize>, Vec<Option<String>>, Cure)> = Vec::new();
        let mut tried = 0usize;
        let all = group.levers.len();
        // Nothing that can be chosen about an entity or a product is against it, so that where all
        // of it together is not enough, nothing is.
        if *of != GroupOf::Whole {
            *assessed = assessed.saturating_add(1);
            let every: Vec<Change> = group.levers.clone();
            if self.ways(&alone, &of.when_alone(), &every, reached).is_none() {
                return Vec::new();
            }
        }
        // Of few levers every set is looked at.
        let most = if all <= 10 { all } else { MOST_OF_GROUP };
        for size in 0..=most {
            for set in subsets(all, size) {
                if tried >= MOST_SETS || found.len() >= MOST_KEPT {
                    *is_proven &= !found.is_empty();
                    return found.into_iter().map(|(.., cure)| cure).collect();
                }
                // More than what is enough by itself is never of use.
                let is_useless = found.iter().any(|(smaller, how, _)| {
                    how.iter().all(Option::is_none) && smaller.iter().all(|one| set.contains(one))
                });
                if is_useless {
                    continue;
                }
                tried = tried.saturating_add(1);
                *assessed = assessed.saturating_add(1);
                let chosen = set.iter().filter_map(|lever| group.levers.get(*lever));
                let changes: Vec<Change> = group.forced.iter().chain(chosen).cloned().collect();
                let ways = self.ways(&alone, &of.when_alone(), &changes, reached);
                let Some(ways) = ways else { continue };
                let is_more = found.iter().any(|(smaller, how, _)| {
                    *how == ways && smaller.iter().all(|lever| set.contains(lever))
                });
                if !is_more {
                    found.push((set, ways, Cure { changes }));
                }
            }
            // How a group as a whole is cured makes no difference to others.
            if !found.is_empty() && !of.is_entity() {
                break;
            }
        }
        found.into_iter().map(|(.., cure)| cure).collect()
    }

    /// By which ways the conditions of a group are met after some changes; `None`: not all are. Those
    /// of which all are is noted.
    fn ways(
        &self,
        alone: &ProcurementDraft,
        of: &GroupOf,
        changes: &[Change],
        reached: &mut BTreeSet<usize>,
    ) -> Option<Vec<Option<String>>> {
        let procurement = applied(alone, changes)?;
        let came = judged(&procurement, self.governed);
        let own: Vec<Came> = came.into_iter().filter(|came| came.group == *of).collect();
        let is_open = |came: &&Came| !self.goal.is_reached(came.outcome);
        let open: BTreeSet<usize> = own.iter().filter(is_open).map(|came| came.rule).collect();
        reached.extend(own.iter().map(|came| came.rule).filter(|rule| !open.contains(rule)));
        if own.is_empty() || !open.is_empty() {
            return None;
        }
        let ways = own.into_iter().map(|came| came.via.filter(|_| came.leans)).collect();
        Some(ways)
    }

    /// One cure of each group, as few changes as can be, that hold together.
    fn combined(
        &self,
        cures: &[Vec<Cure>],
        mut assessed: usize,
        is_proven: bool,
    ) -> Option<FactsPlan> {
        let size = |chosen: &[usize]| -> usize {
            let each = cures.iter().zip(chosen);
            each.filter_map(|(cures, at)| cures.get(*at)).map(|cure| cure.changes.len()).sum()
        };
        let first = vec![0usize; cures.len()];
        let mut waiting = BinaryHeap::from([Reverse((size(&first), 0usize, first))]);
        let mut tried = 0usize;
        let mut found: Vec<Vec<Change>> = Vec::new();
        let mut fewest = usize::MAX;
        while let Some(Reverse((total, from, chosen))) = waiting.pop() {
            tried = tried.saturating_add(1);
            if tried > MOST_COMBINATIONS || total > fewest || found.len() >= MOST_ALIKE {
                break;
            }
            assessed = assessed.saturating_add(1);
            let each = cures.iter().zip(&chosen).filter_map(|(cures, at)| cures.get(*at));
            let mut changes: Vec<Change> = each.flat_map(|cure| cure.changes.clone()).collect();
            let procurement = applied(self.draft, &changes);
            let holds = procurement.is_some_and(|procurement| {
                let came = judged(&procurement, self.governed);
                came.iter().all(|came| self.goal.is_reached(came.outcome))
            });
            if holds {
                changes.sort_by(|one, other| (one.kind, &one.at).cmp(&(other.kind, &other.at)));
                fewest = total;
                if !found.iter().any(|other| are_alike(other, &changes)) {
                    found.push(changes);
                }
            }
            for group in from..cures.len() {
                let mut next = chosen.clone();
                let Some(at) = next.get_mut(group) else { continue };
                *at = at.saturating_add(1);
                if cures.get(group).is_some_and(|cures| *at < cures.len()) {
                    waiting.push(Reverse((size(&next), group, next)));
                }
            }
        }
        let mut found = found.into_iter();
        let changes = found.next()?;
        Some(FactsPlan { changes, others: found.collect(), is_proven, assessed })
    }
}

/// Whether two sets are the same but for States that do as well as each other.
fn are_alike(one: &[Change], other: &[Change]) -> bool {
    let alike = |(one, other): (&Change, &Change)| {
        let is_other = one.kind == ChangeKind::AddState && one.to != other.to;
        let does_as_well =
            one.or.iter().any(|country| other.to.as_deref() == Some(country.as_str()));
        (one.kind, &one.at, &one.id) == (other.kind, &other.at, &other.id)
            && (!is_other || does_as_well)
    };
    one.len() == other.len() && one.iter().zip(other).all(alike)
}

/// Every set of so many of the first numbers.
pub(super) fn subsets(of: usize, size: usize) -> impl Iterator<Item = Vec<usize>> {
    let mut next = (size <= of).then(|| (0..size).collect::<Vec<usize>>());
    std::iter::from_fn(move || {
        let now = next.take()?;
        let mut after = now.clone();
        // The last that can still go up does, and those behind it follow it.
        for at in (0..size).rev() {
            let room = of.saturating_sub(size).saturating_add(at);
            let value = after.get(at).copied().unwrap_or(room);
            if value < room {
                for (step, slot) in after.iter_mut().skip(at).enumerate() {
                    *slot = value.saturating_add(1).saturating_add(step);
                }
                next = Some(after);
                break;
            }
        }
        Some(now)
    })
}
