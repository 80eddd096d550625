//! The smallest set of facts that settles something whatever they turn out to be.
//!
//! A set that leaves it open for some answers shows that each set which settles it holds a fact
//! beyond those. The smallest set that meets all that was shown so far is tried next, until one
//! settles it: then no smaller one can.

use crate::assessment::EvaluateError;

/// Facts with their answers, and whether some answers leave open what is asked about.
pub(super) trait Questions {
    /// How many facts there are, named by their position.
    fn count(&self) -> usize;

    /// How many answers a fact has, named by their position.
    fn answers(&self, fact: usize) -> usize;

    /// Whether it is open once these facts have these answers.
    ///
    /// More answers never open what fewer have settled.
    fn is_open(&mut self, given: &[(usize, usize)]) -> Result<bool, Stopped>;
}

/// Why a search came to no end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    /// It would have taken too many assessments.
    TooMany,
    /// A procurement could not be assessed.
    Failed(EvaluateError),
}

impl From<EvaluateError> for Stopped {
    fn from(error: EvaluateError) -> Self {
        Self::Failed(error)
    }
}

/// How much may be tried before a search is given up.
#[derive(Clone, Debug)]
pub(super) struct Effort {
    left: usize,
}

impl Effort {
    pub(super) fn of(steps: usize) -> Self {
        Self { left: steps }
    }

    pub(super) fn spend(&mut self) -> Result<(), Stopped> {
        self.left = self.left.checked_sub(1).ok_or(Stopped::TooMany)?;
        Ok(())
    }
}

/// The smallest set, first by position among equals; `None`: not even all of them settle it.
pub(super) fn smallest(questions: &mut impl Questions) -> Result<Option<Vec<usize>>, Stopped> {
    let mut shown: Vec<Vec<usize>> = Vec::new();
    let mut effort = Effort::of(1 << 20);
    loop {
        let tried = hitting(&shown, questions.count(), &mut effort)?;
        let Some(open) = opening(questions, &tried)? else { return Ok(Some(tried)) };
        let given = widened(questions, open)?;
        let beyond = |fact: &usize| given.iter().all(|(other, _)| other != fact);
        let beyond: Vec<usize> = (0..questions.count()).filter(beyond).collect();
        if beyond.is_empty() {
            return Ok(None);
        }
        shown.push(beyond);
    }
}

/// Whether these facts settle it whatever they turn out to be.
pub(super) fn settles(questions: &mut impl Questions, facts: &[usize]) -> Result<bool, Stopped> {
    Ok(opening(questions, facts)?.is_none())
}

/// Answers to these facts that leave it open.
fn opening(
    questions: &mut impl Questions,
    facts: &[usize],
) -> Result<Option<Vec<(usize, usize)>>, Stopped> {
    let mut given = Vec::with_capacity(facts.len());
    Ok(opens(questions, facts, &mut given)?.then_some(given))
}

fn opens(
    questions: &mut impl Questions,
    facts: &[usize],
    given: &mut Vec<(usize, usize)>,
) -> Result<bool, Stopped> {
    if !questions.is_open(given)? {
        return Ok(false);
    }
    let Some((fact, rest)) = facts.split_first() else { return Ok(true) };
    for answer in 0..questions.answers(*fact) {
        given.push((*fact, answer));
        if opens(questions, rest, given)? {
            return Ok(true);
        }
        given.pop();
    }
    Ok(false)
}

/// As many further answers as leave it open still.
fn widened(
    questions: &mut impl Questions,
    mut given: Vec<(usize, usize)>,
) -> Result<Vec<(usize, usize)>, Stopped> {
    for fact in 0..questions.count() {
        if given.iter().any(|(other, _)| *other == fact) {
            continue;
        }
        for answer in 0..questions.answers(fact) {
            given.push((fact, answer));
            if questions.is_open(&given)? {
                break;
            }
            given.pop();
        }
    }
    Ok(given)
}

/// A smallest set with a fact of each of these, ascending.
fn hitting(shown: &[Vec<usize>], count: usize, effort: &mut Effort) -> Result<Vec<usize>, Stopped> {
    for size in 0..=count {
        let mut chosen = Vec::with_capacity(size);
        if hits(shown, size, &mut chosen, effort)? {
            chosen.sort_unstable();
            return Ok(chosen);
        }
    }
    Ok((0..count).collect())
}

fn hits(
    shown: &[Vec<usize>],
    left: usize,
    chosen: &mut Vec<usize>,
    effort: &mut Effort,
) -> Result<bool, Stopped> {
    effort.spend()?;
    let missed = |facts: &&Vec<usize>| !facts.iter().any(|fact| chosen.contains(fact));
    // The shortest that is missed has the fewest ways on.
    let Some(facts) = shown.iter().filter(missed).min_by_key(|facts| facts.len()) else {
        return Ok(true);
    };
    let Some(left) = left.checked_sub(1) else { return Ok(false) };
    for fact in facts {
        chosen.push(*fact);
        if hits(shown, left, chosen, effort)? {
            return Ok(true);
        }
        chosen.pop();
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Open until every answer of some group is yes, or one of `ends` is no.
    struct Groups {
        count: usize,
        groups: Vec<Vec<usize>>,
    }

    impl Questions for Groups {
        fn count(&self) -> usize {
            self.count
        }

        fn answers(&self, _: usize) -> usize {
            2
        }

        fn is_open(&mut self, given: &[(usize, usize)]) -> Result<bool, Stopped> {
            // A group is settled by one of its facts that says so, or by all of them.
            Ok(self.groups.iter().any(|group| {
                let of = |fact: &usize| given.iter().find(|(other, _)| other == fact);
                let says_so = group.iter().any(|fact| of(fact).is_some_and(|(_, yes)| *yes == 1));
                !says_so && group.iter().any(|fact| of(fact).is_none())
            }))
        }
    }

    #[test]
    fn overlapping_alternatives_are_all_needed_and_others_are_not() {
        let mut questions = Groups { count: 5, groups: vec![vec![0, 2], vec![2, 4]] };
        assert_eq!(smallest(&mut questions), Ok(Some(vec![0, 2, 4])));
        assert_eq!(settles(&mut questions, &[0, 2]), Ok(false));
        let mut nothing = Groups { count: 3, groups: Vec::new() };
        assert_eq!(smallest(&mut nothing), Ok(Some(Vec::new())));
    }

    #[test]
    fn sets_that_share_a_fact_are_met_by_it() {
        let shown = [vec![0, 2], vec![1, 2], vec![2, 3]];
        assert_eq!(hitting(&shown, 4, &mut Effort::of(100)), Ok(vec![2]));
        assert_eq!(hitting(&shown, 4, &mut Effort::of(1)), Err(Stopped::TooMany));
    }
}
