//! What to find out next: which facts would settle the verdict, and which settle most.
//!
//! Nothing here decides anything. Each claim is found by assessing the procurement again with
//! facts stated, or by asking a condition again with other sums.

mod answers;
mod clusters;
mod declarations;
mod narrowing;
mod smallest;
mod state;
mod trial;

use std::collections::{BTreeMap, BTreeSet};

use crate::assessment::{Assessment, EvaluateError, Finding, Verdict};
use crate::model::exact::Exact;
use crate::model::place::{Member, Place};
use crate::outcome::Outcome;
use crate::rulebook::body::Weight;
use crate::rulebook::law::Rule;
use crate::tally::CostRange;
use crate::trace::ShareRange;

use answers::Answers;
use clusters::{Cluster, ClusterQuestions};
use smallest::{Effort, Stopped, smallest};
use trial::{Fact, Key, State};

/// Which facts would settle the verdict of a procurement.
///
/// A condition is settled once it is met or not met, or once no fact is missing any more: what
/// leaves it open then is the law, or a range of cost. The verdict is settled once one condition
/// is not met, or all of them are settled.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NextFacts<'r, 'a> {
    /// The assessment of what is stated now.
    pub assessment: &'r Assessment<'a>,
    /// The fact whose answer settles most comes first: by what it settles at worst, then at best.
    pub facts: Vec<AskedFact<'a>>,
    /// How many further facts are missing, all of them of lines of a bill.
    pub others: usize,
    /// The smallest set of facts that settles the verdict whatever they turn out to be.
    pub smallest: SettlingSet,
    /// Conditions that no fact would settle.
    pub beyond_facts: Vec<Beyond<'a>>,
    /// Which origins to have declared, of each end product whose share they leave open.
    pub declarations: Vec<Declarations<'a>>,
    /// How narrow ranges of cost have to get, of each end product whose share they leave open.
    pub ranges: Vec<Narrowing<'a>>,
}

/// A fact that is not stated, and what its answer settles by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AskedFact<'a> {
    /// Where it would be.
    pub at: Place,
    /// Ids of the rules of weight condition that wait for it, in their order.
    pub decides: Vec<&'a str>,
    /// How many conditions the answer settles that settles least.
    pub at_worst: usize,
    /// How many conditions the answer settles that settles most.
    pub at_best: usize,
    /// Whether some answer, or every one, settles the verdict.
    pub verdict: Settles,
}

/// Whether an answer settles the verdict by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "there is nothing between some and all")]
pub enum Settles {
    /// No answer does.
    Never,
    /// Some answer does.
    Perhaps,
    /// Every answer does.
    Always,
}

impl Settles {
    /// The word of the answer.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Perhaps => "perhaps",
            Self::Always => "always",
        }
    }
}

/// Facts that settle the verdict whatever they turn out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SettlingSet {
    /// Where they would be; lists are to be stated in full.
    pub facts: Vec<Place>,
    /// Whether no smaller set does.
    pub minimal: Minimal,
}

/// Whether no smaller set does the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "it was shown or it was not")]
pub enum Minimal {
    /// For each smaller set there are answers that leave it open.
    Proven,
    /// A smaller one may do.
    NotProven,
}

impl Minimal {
    /// The word of the answer.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::NotProven => "not-proven",
        }
    }
}

/// A condition that is open and waits for no fact.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Beyond<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// Of whom it is asked.
    pub subject: Place,
}

/// Origins to have declared before the share of an end product is settled.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Declarations<'a> {
    /// The rule that asks for the share.
    pub rule: &'a Rule,
    /// The end product.
    pub subject: Place,
    /// Lines that count and have no origin stated, in the order in which to ask.
    pub lines: Vec<DeclarationLine<'a>>,
    /// How many of them, from the first on, settle the share whatever they say.
    ///
    /// `None`: no number does; some cost, or the law, is open as well.
    pub at_worst: Option<usize>,
    /// Whether no fewer lines do, in whatever order.
    pub minimal: Minimal,
    /// After how many, from the first on, the share may be settled if they say the same;
    /// `None`: after none.
    pub at_best: Option<usize>,
}

/// A line whose origin is to be declared.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DeclarationLine<'a> {
    /// Where the origin would be.
    pub at: Place,
    /// The id of the line.
    pub id: &'a str,
    /// Its description; `None`: not stated.
    pub description: Option<&'a str>,
    /// Its cost in the end product, in euro.
    pub cost: CostRange,
    /// Its cost against that of all lines that count.
    pub share: ShareRange,
}

/// How narrow ranges of cost have to get before a share is settled, origins staying as they are.
///
/// Amounts are in euro and whole cents, for the end product. What agreements allow is left out: it
/// may settle the share earlier.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Narrowing<'a> {
    /// The rule that asks for the share.
    pub rule: &'a Rule,
    /// The end product.
    pub subject: Place,
    /// What would have to be known before the share is certainly allowed.
    pub allowed: Gap,
    /// What would have to be known before it certainly is not; `None`: an agreement may allow it.
    pub exceeded: Option<Gap>,
    /// The lines whose cost is a range.
    pub lines: Vec<RangeLine<'a>>,
}

/// How much of the ranges has to go, all of it on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gap {
    /// By how much the cost from outside has to be known closer; `None`: no amount is enough.
    pub outside: Option<Exact>,
    /// By how much the cost from the core area has to be known closer; `None`: no amount is enough.
    pub core: Option<Exact>,
}

/// A line whose cost is a range, and how narrow it has to get by itself.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RangeLine<'a> {
    /// The line.
    pub at: Place,
    /// Its id.
    pub id: &'a str,
    /// Its cost in the end product, in euro.
    pub cost: CostRange,
    /// Whether it is from outside; else it is from the core area.
    pub is_outside: bool,
    /// Up to this cost (from outside), or from it on (from the core area), the share is allowed.
    pub allowed: Option<Exact>,
    /// From this cost on (from outside), or up to it (from the core area), the share exceeds what is
    /// allowed.
    pub exceeded: Option<Exact>,
}

/// That many facts of lines are ranked, those that weigh most.
const MOST_LINES: usize = 50;
/// Fewer where many lines have to be gone over for each.
const RANKED_WORK: usize = 100_000;
/// A cluster of more facts is not searched.
const MOST_FACTS: usize = 24;
/// How many lines may be gone over in a search, one assessment after the other.
const MOST_WORK: usize = 1_500_000;

impl<'r, 'a> NextFacts<'r, 'a> {
    /// Finds what to ask next about a procurement.
    ///
    /// # Errors
    ///
    /// [`EvaluateError`], where a statement makes the figures of a bill too long to reckon with.
    pub fn of(assessment: &'r Assessment<'a>) -> Result<Self, EvaluateError> {
        let is_open = assessment.verdict() == Verdict::Undetermined;
        let waiting = if is_open { waiting(assessment) } else { Waiting::default() };
        let signed_on = Place::root().member(Member::Contract).member(Member::SignedOn);
        let laws = answers::laws(assessment.governed(), waiting.facts.contains_key(&signed_on));
        let law = Answers::under(&laws);
        let declarations =
            if is_open { declarations::of_each(assessment, &law) } else { Vec::new() };
        let facts = waiting.facts(assessment, &law);
        let further = further(assessment, &law, &facts)?;
        let may_open_again = answers::may_open_again(&laws);
        let smallest =
            settling(assessment, &[&*facts, &further].concat(), &declarations, may_open_again)?;
        let (asked, others) = ranked(assessment, &waiting, &facts, &declarations)?;
        Ok(Self {
            assessment,
            facts: asked,
            others,
            smallest,
            beyond_facts: if is_open { beyond(assessment) } else { Vec::new() },
            declarations,
            ranges: if is_open { narrowing::of_each(assessment) } else { Vec::new() },
        })
    }
}

/// Facts that are missing only once the day of signature turns out to be another one.
fn further(
    assessment: &Assessment<'_>,
    law: &Answers,
    facts: &[Fact],
) -> Result<Vec<Fact>, EvaluateError> {
    let mut found: BTreeSet<Place> = BTreeSet::new();
    for fact in facts.iter().filter(|fact| fact.spot.member == Some(Member::SignedOn)) {
        for answer in fact.answers.iter().flatten() {
            let places = trial::with(assessment, &[(fact, answer)], |changed| {
                waiting(changed).facts.into_keys().collect::<Vec<_>>()
            })?;
            found.extend(places.into_iter().flatten());
        }
    }
    let known: BTreeSet<&Place> = facts.iter().map(|fact| &fact.at).collect();
    let new = found.into_iter().filter(|at| !known.contains(at));
    Ok(new.map(|at| trial::fact(at, assessment, law)).collect())
}

/// The conditions that wait for facts, and the facts they wait for.
#[derive(Default)]
struct Waiting<'a> {
    conditions: BTreeSet<Key>,
    // By fact the conditions that wait for it, in their order.
    facts: BTreeMap<Place, Vec<(Key, &'a str)>>,
}

impl Waiting<'_> {
    fn facts(&self, assessment: &Assessment<'_>, law: &Answers) -> Vec<Fact> {
        self.facts.keys().map(|at| trial::fact(at.clone(), assessment, law)).collect()
    }

    fn only_for(&self, at: &Place) -> usize {
        let waiting = self.facts.get(at).map_or(&[][..], Vec::as_slice);
        let others = |key: &Key| {
            let mut facts = self.facts.iter().filter(|(other, _)| *other != at);
            facts.any(|(_, keys)| keys.iter().any(|(other, _)| other == key))
        };
        waiting.iter().filter(|(key, _)| !others(key)).count()
    }
}

fn waiting<'a>(assessment: &Assessment<'a>) -> Waiting<'a> {
    let mut waiting = Waiting::default();
    for (index, finding) in assessment.findings().iter().enumerate() {
        if finding.weight != Weight::Condition {
            continue;
        }
        for at in trial::waits_for(assessment, index) {
            let key = trial::key(finding);
            waiting.conditions.insert(key.clone());
            waiting.facts.entry(at).or_default().push((key, &finding.rule.id));
        }
    }
    waiting
}

fn beyond<'a>(assessment: &Assessment<'a>) -> Vec<Beyond<'a>> {
    let findings = assessment.findings().iter().enumerate();
    let open = findings.filter(|(index, finding): &(usize, &Finding<'a>)| {
        finding.weight == Weight::Condition
            && finding.outcome == Some(Outcome::Undetermined)
            && trial::state_of(assessment, *index) == State::Settled
    });
    open.map(|(_, finding)| Beyond { rule: finding.rule, subject: finding.subject.clone() })
        .collect()
}

/// The smallest set for each cluster, and whether they are the smallest together.
fn settling(
    assessment: &Assessment<'_>,
    facts: &[Fact],
    declarations: &[Declarations<'_>],
    may_open_again: bool,
) -> Result<SettlingSet, EvaluateError> {
    let mut chosen = Vec::new();
    let mut minimal = Minimal::Proven;
    for cluster in clusters::clusters(assessment, facts) {
        let searched = if may_open_again && cluster.facts.iter().any(|fact| is_origin(fact)) {
            Err(Stopped::TooMany)
        } else {
            searched(assessment, &cluster)
        };
        match searched {
            Ok(set) => chosen.extend(set),
            Err(Stopped::TooMany) => {
                minimal = Minimal::NotProven;
                chosen.extend(without_search(&cluster, declarations));
            }
            Err(Stopped::Failed(error)) => return Err(error),
        }
    }
    chosen.sort_unstable();
    Ok(SettlingSet { facts: chosen, minimal })
}

fn is_origin(fact: &Fact) -> bool {
    fact.spot.member == Some(Member::Origin)
}

fn searched(assessment: &Assessment<'_>, cluster: &Cluster<'_>) -> Result<Vec<Place>, Stopped> {
    if cluster.facts.len() > MOST_FACTS || cluster.facts.iter().any(|fact| fact.answers.is_none()) {
        return Err(Stopped::TooMany);
    }
    let products = assessment.procurement().stated().end_products.iter().flatten();
    let lines = products.filter_map(|product| product.components.as_ref());
    let lines = lines.fold(0usize, |sum, bill| sum.saturating_add(bill.len()));
    let effort = Effort::of(MOST_WORK.checked_div(lines.saturating_add(100)).unwrap_or(0));
    let mut questions = ClusterQuestions::new(assessment, cluster, effort);
    // Where a cluster can only fail, its facts settle the verdict without those of the others.
    if !questions.may_pass()? {
        return Err(Stopped::TooMany);
    }
    let set = smallest(&mut questions)?.ok_or(Stopped::TooMany)?;
    Ok(set
        .into_iter()
        .filter_map(|fact| cluster.facts.get(fact))
        .map(|fact| fact.at.clone())
        .collect())
}

/// Every fact of a cluster, but for origins that others make up for.
///
/// Where a statement on the bill as a whole is open, it settles where nothing may come from, and
/// of the origins those are enough that settle the share.
fn without_search(cluster: &Cluster<'_>, declarations: &[Declarations<'_>]) -> Vec<Place> {
    // What a share comes to under another law is not known.
    if cluster.facts.iter().any(|fact| fact.spot.member == Some(Member::SignedOn)) {
        return cluster.facts.iter().map(|fact| fact.at.clone()).collect();
    }
    let whole = cluster
        .facts
        .iter()
        .filter(|fact| fact.spot.member == Some(Member::NoComponentFromContraveningCountry));
    let whole: BTreeSet<_> = whole.map(|fact| fact.spot.of).collect();
    let asked = declarations.iter().flat_map(|one| {
        one.lines.iter().take(one.at_worst.unwrap_or(one.lines.len())).map(|line| &line.at)
    });
    let asked: BTreeSet<&Place> = asked.collect();
    let is_needed = |fact: &Fact| {
        !is_origin(fact) || !whole.contains(&fact.spot.of) || asked.contains(&fact.at)
    };
    let needed = cluster.facts.iter().filter(|fact| is_needed(fact));
    needed.map(|fact| fact.at.clone()).collect()
}

/// Facts by what their answers settle, and how many are left out.
fn ranked<'a>(
    assessment: &Assessment<'a>,
    waiting: &Waiting<'a>,
    facts: &[Fact],
    declarations: &[Declarations<'a>],
) -> Result<(Vec<AskedFact<'a>>, usize), EvaluateError> {
    let lines = declarations.iter().map(|one| one.lines.len()).max().unwrap_or(0);
    let most = RANKED_WORK.checked_div(lines).unwrap_or(MOST_LINES).clamp(3, MOST_LINES);
    let weightiest = declarations.iter().flat_map(|one| one.lines.iter().take(most));
    let weightiest: BTreeSet<&Place> = weightiest.map(|line| &line.at).collect();
    let (mut asked, mut others) = (Vec::new(), 0usize);
    for fact in facts {
        let of_line = matches!(fact.spot.within, Some((Member::Components, _)));
        let is_light = fact.spot.member == Some(Member::Origin) && !weightiest.contains(&fact.at);
        if of_line && (is_light || fact.answers.is_none()) && facts.len() > most {
            others = others.saturating_add(1);
            continue;
        }
        asked.push(asked_fact(assessment, waiting, fact)?);
    }
    // Sorting keeps the order of the document among equals.
    asked.sort_by_key(|fact| {
        std::cmp::Reverse((fact.at_worst, fact.at_best, fact.verdict, fact.decides.len()))
    });
    Ok((asked, others))
}

fn asked_fact<'a>(
    assessment: &Assessment<'a>,
    waiting: &Waiting<'a>,
    fact: &Fact,
) -> Result<AskedFact<'a>, EvaluateError> {
    let mut asked = AskedFact {
        at: fact.at.clone(),
        decides: Vec::new(),
        at_worst: 0,
        at_best: 0,
        verdict: Settles::Never,
    };
    for (_, rule) in waiting.facts.get(&fact.at).into_iter().flatten() {
        if asked.decides.last() != Some(rule) {
            asked.decides.push(rule);
        }
    }
    let Some(answers) = &fact.answers else {
        // Whatever the amount is, a condition that waits for nothing else is settled by it.
        asked.at_worst = waiting.only_for(&fact.at);
        asked.at_best = asked.at_worst;
        return Ok(asked);
    };
    let (mut settled, mut ends) = (Vec::new(), Vec::new());
    for answer in answers {
        let found = trial::settled_by(assessment, &waiting.conditions, fact, answer)?;
        settled.extend(found.map(|found| found.conditions));
        ends.extend(found.map(|found| found.verdict != Verdict::Undetermined));
    }
    asked.at_worst = settled.iter().copied().min().unwrap_or(0);
    asked.at_best = settled.iter().copied().max().unwrap_or(0);
    asked.verdict = match (ends.iter().all(|ends| *ends), ends.iter().any(|ends| *ends)) {
        (true, true) => Settles::Always,
        (false, true) => Settles::Perhaps,
        (_, false) => Settles::Never,
    };
    Ok(asked)
}
