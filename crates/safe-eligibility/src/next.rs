//! What to find out next: which facts would settle the verdict, and which settle most.
//!
//! Nothing here decides anything. Each claim is found by assessing the procurement again with
//! facts stated, or by asking a condition again with other sums.

pub(crate) mod answers;
mod clusters;
mod declarations;
mod narrowing;
mod open;
mod ranking;
mod settling;
mod smallest;
pub(crate) mod state;
mod trial;

use std::collections::{BTreeMap, BTreeSet};

use crate::assessment::{Assessment, EvaluateError, Verdict};
use crate::model::exact::Exact;
use crate::model::place::{Member, Place};
use crate::rulebook::body::Weight;
use crate::rulebook::law::Rule;
use crate::tally::CostRange;
use crate::trace::ShareRange;

pub use open::Beyond;

use answers::Answers;
use open::LeftOpen;
use trial::{Fact, Key};

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
    /// The smallest set of facts that settles the verdict whatever they turn out to be, as far as
    /// facts do.
    pub smallest: SettlingSet<'a>,
    /// Conditions that are open now and that no fact would settle.
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

/// Facts after which none is missing any more, whatever they turn out to be: the verdict is
/// settled, or only the law or a range of cost leaves it open.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SettlingSet<'a> {
    /// Where they would be; lists are to be stated in full.
    pub facts: Vec<Place>,
    /// Whether no smaller set does.
    pub minimal: Minimal,
    /// Conditions that some answers leave open though no fact is missing any more, in the order of
    /// the rules, then of the document; those are not among them that no fact would settle now.
    pub may_leave_open: Vec<Beyond<'a>>,
    /// Whether these are all that any answers leave open.
    pub tried: Tried,
}

/// How many combinations of answers were tried for what they leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "all were tried or not all")]
pub enum Tried {
    /// All that the law tells apart.
    All,
    /// Not all: others may leave open what is not named.
    Some,
}

impl Tried {
    /// The word of the answer.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Some => "some",
        }
    }
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
        let open_now = if is_open { LeftOpen::now(assessment) } else { LeftOpen::default() };
        let asked_about = [&*facts, &further].concat();
        let smallest =
            settling::of(assessment, &asked_about, &declarations, may_open_again, &open_now)?;
        let (asked, others) = ranking::of(assessment, &waiting, &facts, &declarations)?;
        Ok(Self {
            assessment,
            facts: asked,
            others,
            smallest,
            beyond_facts: open_now.into_list(),
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
