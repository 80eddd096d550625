//! Many comparisons, counted.

use std::collections::{BTreeMap, BTreeSet};

use super::{Causes, Diff, Difference, FactDifference, LawPair, Proof};
use crate::assessment::Verdict;
use crate::rulebook::law::Law;

/// How many procurements moved from which verdict to which, by cause.
///
/// It grows with the number of causes, not with that of the procurements.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct DiffSummary {
    /// Of which no finding moved.
    pub unchanged: usize,
    /// Of which some finding moved, whether or not the verdict did.
    pub moved: usize,
    /// That could not be compared.
    pub failed: usize,
    /// Those that moved: verdict before and after, causes by name, how many.
    pub by_cause: BTreeMap<(Verdict, Verdict, String), usize>,
    /// What is assumed of the law on either side.
    pub assumed: AssumedOnSides,
}

/// What is assumed of the law on either side of a comparison, as texts; nothing of it is law.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AssumedOnSides {
    /// On the first side.
    pub before: Vec<String>,
    /// On the second side.
    pub after: Vec<String>,
}

impl AssumedOnSides {
    pub(crate) fn of(laws: [&Law; 2]) -> Self {
        let [before, after] = laws.map(|law| {
            law.pack().assumptions().iter().map(|one| one.text.to_owned()).collect::<Vec<_>>()
        });
        Self { before, after }
    }

    /// Whether nothing is assumed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }
}

impl LawPair {
    /// What is assumed on either side.
    #[must_use]
    pub fn assumed(&self) -> AssumedOnSides {
        AssumedOnSides::of([self.from(), self.to()])
    }
}

impl DiffSummary {
    /// Nothing counted yet, under these laws.
    #[must_use]
    pub fn under(laws: &LawPair) -> Self {
        Self { assumed: laws.assumed(), ..Self::default() }
    }

    /// Counts what became of one.
    pub fn add(&mut self, tally: &DiffTally) {
        let DiffTally { verdicts: (before, after), causes } = tally;
        let Some(causes) = causes else {
            self.unchanged = self.unchanged.saturating_add(1);
            return;
        };
        self.moved = self.moved.saturating_add(1);
        let count = self.by_cause.entry((*before, *after, causes.clone())).or_default();
        *count = count.saturating_add(1);
    }

    /// Counts one that could not be compared.
    pub fn add_failed(&mut self) {
        self.failed = self.failed.saturating_add(1);
    }

    /// How many there were.
    #[must_use]
    pub fn all(&self) -> usize {
        self.unchanged.saturating_add(self.moved).saturating_add(self.failed)
    }
}

/// What a summary counts of one comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DiffTally {
    /// The verdict before and after.
    pub verdicts: (Verdict, Verdict),
    /// The causes by name; `None`: nothing moved.
    pub causes: Option<String>,
}

impl Diff<'_> {
    /// What a summary counts of it.
    #[must_use]
    pub fn tally(&self) -> DiffTally {
        let is_moved = self.verdict.is_some() || !self.moved.is_empty();
        DiffTally { verdicts: self.verdicts(), causes: is_moved.then(|| self.causes_by_name()) }
    }

    /// The causes that are told in short: those of the verdict or, where it did not move, of every
    /// finding that did.
    #[must_use]
    pub fn causes_in_short(&self) -> Vec<&Causes> {
        match &self.verdict {
            Some(causes) => vec![causes],
            None => self.moved.iter().map(|one| &one.causes).collect(),
        }
    }

    /// What is enough by name: for the verdict or, where it did not move, for some finding.
    ///
    /// What is enough by itself is separated by commas; what is only together is joined by plus
    /// signs.
    #[must_use]
    pub fn causes_by_name(&self) -> String {
        let mut names: BTreeSet<String> = BTreeSet::new();
        for causes in self.causes_in_short() {
            names.extend(causes.enough.iter().map(|set| self.names(&set.differences)));
            if causes.proof == Proof::NotAttributed {
                names.insert(Proof::NotAttributed.as_str().to_owned());
            }
        }
        names.into_iter().collect::<Vec<_>>().join(", ")
    }

    /// What is needed by name: for the verdict or, where it did not move, for some finding.
    ///
    /// Separated by commas; `not-tried` where there were too many differences to try, or no cause is
    /// named.
    #[must_use]
    pub fn needed_by_name(&self) -> String {
        let mut names: BTreeSet<String> = BTreeSet::new();
        for causes in self.causes_in_short() {
            names.extend(causes.each_needed().map(|at| self.names(&[at])));
            if causes.needed.is_none() {
                names.insert("not-tried".to_owned());
            }
        }
        names.into_iter().collect::<Vec<_>>().join(", ")
    }

    fn names(&self, differences: &[usize]) -> String {
        let names = differences.iter().filter_map(|at| self.differences.get(*at)).map(name);
        names.collect::<Vec<_>>().join(" + ")
    }
}

/// A difference by its name, such as `missile/5.origin` or `agreements/CA#applied`.
fn name(difference: &Difference) -> String {
    match difference {
        Difference::Law(law) => law.part.to_string(),
        Difference::Fact(FactDifference { owner, member, .. }) => {
            let owner = owner.to_string();
            match member {
                Some(member) if owner.is_empty() => member.as_str().to_owned(),
                Some(member) => format!("{owner}.{}", member.as_str()),
                None => owner,
            }
        }
    }
}
