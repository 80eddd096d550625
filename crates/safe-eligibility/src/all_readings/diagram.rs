//! Verdicts as functions of readings, kept as decision diagrams.
//!
//! A diagram asks about one choice after the other, always in the same order, and never about one
//! on which nothing depends. The same function is always the same diagram, so that what a verdict
//! depends on, and under how many combinations it is which, can be read off.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use num_traits::One;

use crate::assessment::Verdict;

/// A function from combinations of choices to verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Diagram {
    /// The same verdict under every combination.
    Always(Verdict),
    /// It depends: the position of the node.
    Asks(usize),
}

/// A choice that is asked about, and what follows from each of its answers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Node {
    choice: usize,
    // INVARIANT: one for each answer, not all the same, and each asks about later choices only.
    answers: Vec<Diagram>,
}

/// Under how many combinations the verdict is which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) eligible: BigUint,
    pub(super) not_eligible: BigUint,
    pub(super) undetermined: BigUint,
}

impl Counts {
    fn one(verdict: Verdict) -> Self {
        let mut counts = Self::default();
        *counts.of_mut(verdict) = BigUint::one();
        counts
    }

    pub(super) fn of(&self, verdict: Verdict) -> &BigUint {
        match verdict {
            Verdict::Eligible => &self.eligible,
            Verdict::NotEligible => &self.not_eligible,
            Verdict::Undetermined => &self.undetermined,
        }
    }

    fn of_mut(&mut self, verdict: Verdict) -> &mut BigUint {
        match verdict {
            Verdict::Eligible => &mut self.eligible,
            Verdict::NotEligible => &mut self.not_eligible,
            Verdict::Undetermined => &mut self.undetermined,
        }
    }

    fn add(&mut self, other: &Self, times: &BigUint) {
        for verdict in VERDICTS {
            *self.of_mut(verdict) += other.of(verdict) * times;
        }
    }
}

pub(super) const VERDICTS: [Verdict; 3] =
    [Verdict::Eligible, Verdict::NotEligible, Verdict::Undetermined];

/// Every diagram over the same choices.
#[derive(Debug)]
pub(super) struct Diagrams {
    // How many answers each choice has.
    sizes: Vec<usize>,
    nodes: Vec<Node>,
    known: BTreeMap<Node, usize>,
}

impl Diagrams {
    pub(super) fn over(sizes: Vec<usize>) -> Self {
        Self { sizes, nodes: Vec::new(), known: BTreeMap::new() }
    }

    /// How many answers a choice has.
    pub(super) fn size(&self, choice: usize) -> usize {
        self.sizes.get(choice).copied().unwrap_or(0)
    }

    /// The diagram that asks about a choice first, and goes on as each answer does.
    ///
    /// The answers may ask about earlier choices too, but not about this one.
    pub(super) fn select(&mut self, choice: usize, answers: &[Diagram]) -> Diagram {
        let first = answers.iter().filter_map(|answer| self.choice(*answer)).min();
        let Some(earlier) = first.filter(|first| *first < choice) else {
            return self.node(choice, answers.to_vec());
        };
        let size = self.size(earlier);
        let moved: Vec<Diagram> = (0..size)
            .map(|value| {
                let under: Vec<Diagram> =
                    answers.iter().map(|answer| self.answer(*answer, earlier, value)).collect();
                self.select(choice, &under)
            })
            .collect();
        self.node(earlier, moved)
    }

    /// The worse of two verdicts, under each combination.
    pub(super) fn worse(&mut self, one: Diagram, other: Diagram) -> Diagram {
        self.worse_known(one, other, &mut BTreeMap::new())
    }

    fn worse_known(
        &mut self,
        one: Diagram,
        other: Diagram,
        known: &mut BTreeMap<(Diagram, Diagram), Diagram>,
    ) -> Diagram {
        let pair = if one <= other { (one, other) } else { (other, one) };
        match pair {
            (Diagram::Always(Verdict::NotEligible), _) => return pair.0,
            (_, Diagram::Always(Verdict::NotEligible)) => return pair.1,
            (Diagram::Always(one), Diagram::Always(other)) => {
                return Diagram::Always(one.min(other));
            }
            (Diagram::Always(Verdict::Eligible), other) => return other,
            (Diagram::Always(Verdict::Undetermined) | Diagram::Asks(_), _) => {}
        }
        if pair.0 == pair.1 {
            return pair.0;
        }
        if let Some(found) = known.get(&pair) {
            return *found;
        }
        let choices = [self.choice(pair.0), self.choice(pair.1)];
        let Some(choice) = choices.into_iter().flatten().min() else { return pair.0 };
        let size = self.size(choice);
        let answers = (0..size).map(|value| {
            let under = [pair.0, pair.1].map(|one| self.answer(one, choice, value));
            self.worse_known(under[0], under[1], known)
        });
        let answers = answers.collect();
        let found = self.node(choice, answers);
        known.insert(pair, found);
        found
    }

    /// The same function where some choices are answered with their first answer.
    pub(super) fn with_first_answers(
        &mut self,
        diagram: Diagram,
        fixed: &BTreeSet<usize>,
    ) -> Diagram {
        let Some(Node { choice, answers }) = self.asked(diagram).cloned() else { return diagram };
        if fixed.contains(&choice) {
            let first = answers.first().copied().unwrap_or(diagram);
            return self.with_first_answers(first, fixed);
        }
        let answers = answers.into_iter().map(|one| self.with_first_answers(one, fixed)).collect();
        self.node(choice, answers)
    }

    /// The choices on which a function depends.
    pub(super) fn support(&self, diagram: Diagram) -> BTreeSet<usize> {
        let mut seen = BTreeSet::new();
        let mut open = vec![diagram];
        let mut support = BTreeSet::new();
        while let Some(next) = open.pop() {
            let Some(node) = self.asked(next).filter(|_| seen.insert(next)) else { continue };
            support.insert(node.choice);
            open.extend(&node.answers);
        }
        support
    }

    /// Under how many combinations of some choices the verdict is which.
    ///
    /// The choices must include all on which the function depends.
    pub(super) fn count(&self, diagram: Diagram, over: &BTreeSet<usize>) -> Counts {
        let mut known = BTreeMap::new();
        let mut counts = Counts::default();
        let found = self.count_from(diagram, over, &mut known);
        counts.add(&found, &self.combinations(over, 0, self.choice(diagram)));
        counts
    }

    /// How many combinations some choices have, from one position to before another.
    pub(super) fn combinations(
        &self,
        over: &BTreeSet<usize>,
        from: usize,
        before: Option<usize>,
    ) -> BigUint {
        let between = over.iter().filter(|choice| **choice >= from);
        let between = between.filter(|choice| before.is_none_or(|before| **choice < before));
        between
            .filter_map(|choice| self.sizes.get(*choice))
            .map(|size| BigUint::from(*size))
            .product()
    }

    // Combinations of what is asked from the first choice of the diagram on.
    fn count_from(
        &self,
        diagram: Diagram,
        over: &BTreeSet<usize>,
        known: &mut BTreeMap<Diagram, Counts>,
    ) -> Counts {
        let node = match diagram {
            Diagram::Always(verdict) => return Counts::one(verdict),
            Diagram::Asks(_) => self.asked(diagram),
        };
        let Some(Node { choice, answers }) = node else { return Counts::default() };
        if let Some(found) = known.get(&diagram) {
            return found.clone();
        }
        let mut counts = Counts::default();
        for answer in answers {
            let below = self.count_from(*answer, over, known);
            let skipped = self.combinations(over, choice.saturating_add(1), self.choice(*answer));
            counts.add(&below, &skipped);
        }
        known.insert(diagram, counts.clone());
        counts
    }

    /// The choice that is asked about first, with what follows from each answer.
    pub(super) fn first_question(&self, diagram: Diagram) -> Option<(usize, &[Diagram])> {
        self.asked(diagram).map(|node| (node.choice, &*node.answers))
    }

    fn asked(&self, diagram: Diagram) -> Option<&Node> {
        match diagram {
            Diagram::Always(_) => None,
            Diagram::Asks(at) => self.nodes.get(at),
        }
    }

    fn choice(&self, diagram: Diagram) -> Option<usize> {
        self.asked(diagram).map(|node| node.choice)
    }

    fn answer(&self, diagram: Diagram, choice: usize, value: usize) -> Diagram {
        match self.asked(diagram).filter(|node| node.choice == choice) {
            Some(node) => node.answers.get(value).copied().unwrap_or(diagram),
            None => diagram,
        }
    }

    fn node(&mut self, choice: usize, answers: Vec<Diagram>) -> Diagram {
        if let Some(first) = answers.first() {
            if answers.iter().all(|answer| answer == first) {
                return *first;
            }
        }
        let node = Node { choice, answers };
        if let Some(at) = self.known.get(&node) {
            return Diagram::Asks(*at);
        }
        let at = self.nodes.len();
        self.nodes.push(node.clone());
        self.known.insert(node, at);
        Diagram::Asks(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const E: Diagram = Diagram::Always(Verdict::Eligible);
    const N: Diagram = Diagram::Always(Verdict::NotEligible);
    const U: Diagram = Diagram::Always(Verdict::Undetermined);

    fn verdict(diagrams: &Diagrams, mut diagram: Diagram, combination: &[usize]) -> Verdict {
        loop {
            match diagram {
                Diagram::Always(verdict) => return verdict,
                Diagram::Asks(_) => {
                    let (choice, answers) = diagrams.first_question(diagram).unwrap();
                    diagram = answers[combination[choice]];
                }
            }
        }
    }

    fn combinations() -> Vec<Vec<usize>> {
        let all = (0..2).flat_map(|a| (0..3).flat_map(move |b| (0..2).map(move |c| vec![a, b, c])));
        all.collect()
    }

    #[test]
    fn a_function_is_the_same_diagram_however_it_was_built() {
        let mut diagrams = Diagrams::over(vec![2, 3, 2]);
        let late = diagrams.select(2, &[E, N]);
        let early = diagrams.select(0, &[E, N]);
        let one = diagrams.select(0, &[late, N]);
        let other = diagrams.select(2, &[early, N]);
        assert_eq!(one, other);
        assert_eq!(diagrams.worse(late, early), one);
        assert_eq!(diagrams.support(one), BTreeSet::from([0, 2]));
        assert_eq!(diagrams.select(1, &[one, one, one]), one);
    }

    #[test]
    fn counts_and_worst_are_those_of_every_combination() {
        let mut diagrams = Diagrams::over(vec![2, 3, 2]);
        let middle = diagrams.select(1, &[E, U, N]);
        let late = diagrams.select(2, &[U, middle]);
        let early = diagrams.select(0, &[E, middle]);
        let worst = diagrams.worse(late, early);
        let all = BTreeSet::from([0, 1, 2]);
        let counts = diagrams.count(worst, &all);
        for wanted in VERDICTS {
            let plain = combinations().into_iter().filter(|one| {
                let two = [late, early].map(|diagram| verdict(&diagrams, diagram, one));
                two[0].min(two[1]) == wanted
            });
            assert_eq!(*counts.of(wanted), BigUint::from(plain.count()), "{wanted}");
        }
        let fixed = diagrams.with_first_answers(worst, &BTreeSet::from([2]));
        for one in combinations() {
            let with_first = [one[0], one[1], 0];
            assert_eq!(verdict(&diagrams, fixed, &one), verdict(&diagrams, worst, &with_first));
        }
    }
}
