//! What a share of component cost rests on: its lines, its margin, and what would turn it.
//!
//! Nothing here decides anything. Each claim is found by asking the condition again with other
//! sums, in the arithmetic that the condition itself uses.

mod asked;
mod change;
mod flips;
mod growth;
mod heap;
mod margin;
mod pick;

use crate::assessment::{Assessment, Finding, Verdict};
use crate::conditions::{Condition, Tier};
use crate::model::bill::BillOfMaterials;
use crate::model::country::{CountryCode, Origin};
use crate::model::exact::{Exact, Fraction};
use crate::model::figure::Share;
use crate::model::place::{Member, Place};
use crate::outcome::Outcome;
use crate::report::{LineReport, LinesShown};
use crate::rulebook::law::Rule;
use crate::rulebook::pack::Topic;
use crate::tally::{CostRange, Costing};
use crate::trace::ShareRange;

use asked::Asked;

/// The sums behind one share of component cost, explained.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ShareSums<'a> {
    /// The rule that asks for the share.
    pub rule: &'a Rule,
    /// The end product.
    pub subject: Place,
    /// What the condition on the share comes to, derogations and open questions aside.
    pub outcome: Outcome,
    /// The cost of all lines that count.
    pub total: CostRange,
    /// The test of the ceiling, then that of each agreement from whose party some line comes.
    pub tests: Vec<ShareTest>,
    /// Lines that are, or may be, from outside: those that weigh most first.
    pub lines: Vec<LineReport<'a>>,
    /// How many lines of that kind are not among them.
    pub others: usize,
    /// What those cost.
    pub others_cost: CostRange,
    /// How far each origin could grow, in the order of the codes; last, any country from outside
    /// that has no agreement.
    pub growth: Vec<Growth>,
    /// The same for any origin in the core area, where no line is from there. Not in the JSON.
    pub core_growth: Option<Growth>,
    /// Origins that neither growth nor single lines look at, since a rule of its own lets nothing
    /// come from there; each with that rule. Not in the JSON.
    pub barred: Vec<(Origin, &'a Rule)>,
    /// Single lines which, from outside, would make the outcome worse.
    pub losing: Turning<'a>,
    /// Single lines which, from the core area, would make the outcome better.
    pub winning: Turning<'a>,
}

/// One test of a share, or of several that must hold together.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ShareTest {
    /// The party of the agreement; `None`: the test of the ceiling itself.
    pub agreement: Option<CountryCode>,
    /// What the test comes to.
    pub outcome: Outcome,
    /// Each share with its bound; none for an agreement that is not applied.
    pub shares: Vec<ShareMargin>,
}

/// A share, its bound, and how far apart they are.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ShareMargin {
    /// Its name, such as `outside-share`.
    pub name: &'static str,
    /// `at-most` or `at-least`.
    pub operator: &'static str,
    /// The bound.
    pub bound: Share,
    /// The share, least and most; `None`: there is no cost to take a share of.
    pub share: Option<ShareRange>,
    /// From the share at its least to the bound; `None` as the share.
    pub least: Option<Margin>,
    /// From the share at its most to the bound; `None` as the share.
    pub most: Option<Margin>,
}

/// How far a share is from its bound.
///
/// Amounts are in euro and whole cents: where the bound is kept they are the most that can be
/// given, where it is not the least that is needed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Margin {
    /// On which side of the bound the share is.
    pub side: BoundSide,
    /// How far apart they are, as a fraction of one.
    pub apart: Fraction,
    /// What would have to be added to get there, the rest staying as it is: to the part where the
    /// share is below, to the rest where it is above. `None`: no amount gets there.
    pub added: Option<Exact>,
    /// What would have to pass from the rest to the part, or back, the whole staying as it is;
    /// `None`: the whole is without limit.
    pub replaced: Option<Exact>,
}

/// On which side of a bound a share is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "there are no other sides")]
pub enum BoundSide {
    /// Below it.
    Below,
    /// Exactly at it.
    At,
    /// Above it.
    Above,
}

impl BoundSide {
    /// The word of the assessment.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::At => "at",
            Self::Above => "above",
        }
    }
}

/// How far an origin could grow.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Growth {
    /// The origin; `None`: any country from outside that has no agreement.
    pub origin: Option<Origin>,
    /// Its standing, in the words of the assessment.
    pub standing: &'static str,
    /// What it contributes now.
    pub cost: CostRange,
    /// Cost added to it, every other cost staying as it is.
    pub added: Reach,
    /// Cost passing to it from the core area, the whole staying as it is; `None` for the core area
    /// itself.
    pub replacing: Option<Reach>,
}

/// With which amounts a condition is met.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reach {
    /// With these it is met whatever the facts not stated turn out to be.
    pub met: Vec<Interval>,
    /// With these it is met, or may be.
    pub possible: Vec<Interval>,
}

/// Amounts in euro, in whole cents, both ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Interval {
    /// Least.
    pub least: Exact,
    /// Most; `None`: without limit.
    pub most: Option<Exact>,
}

/// Single lines that would turn the outcome.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Turning<'a> {
    /// The origin that is put in the place of theirs; `None`: the law of the day has none.
    pub origin: Option<Origin>,
    /// How many lines there are, each by itself.
    pub count: usize,
    /// Those that weigh most.
    pub lines: Vec<TurningLine<'a>>,
}

/// A line that would turn the outcome, if it came from elsewhere.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TurningLine<'a> {
    /// The line.
    pub line: LineReport<'a>,
    /// What the condition would come to.
    pub condition: Outcome,
    /// What the finding would come to.
    pub finding: Outcome,
    /// What the verdict would be, every other fact staying as it is.
    pub verdict: Verdict,
}

impl<'a> Assessment<'a> {
    /// The sums behind each share of component cost that some rule asks for.
    ///
    /// An end product without a line, or to which no such rule applies, has none. `shown` says how
    /// many lines are named. It goes over the lines again: time is linear in them.
    #[must_use]
    pub fn sums(&self, shown: LinesShown) -> Vec<ShareSums<'a>> {
        let most = match shown {
            LinesShown::Largest(count) => count,
            LinesShown::All => usize::MAX,
        };
        self.findings().iter().filter_map(|finding| self.sums_of(finding, most)).collect()
    }

    fn sums_of(&self, finding: &Finding<'a>, most: usize) -> Option<ShareSums<'a>> {
        finding.outcome?;
        let question = Question::of(self, finding)?;
        let costing =
            Costing::new(question.bill, &self.procurement.stated().exchange_rates).ok()?;
        let asked = Asked::of(self, &question)?;
        let picked = pick::lines(&asked, &costing, most)?;
        let report = |counted| self.line(question.bill, &question.list, counted);
        let turning =
            flips::Turns { assessment: self, finding, question: &question, asked: &asked };
        Some(ShareSums {
            rule: finding.rule,
            subject: finding.subject.clone(),
            outcome: asked.now,
            total: asked.total(),
            tests: asked.margins(),
            lines: picked.contributing.lines.into_iter().map(report).collect(),
            others: picked.others,
            others_cost: picked.others_cost,
            growth: growth::of_each(self, &asked),
            core_growth: growth::of_core(&asked),
            barred: asked.barred_origins(),
            losing: turning.of(asked.outside, picked.losing),
            winning: turning.of(asked.inside, picked.winning),
        })
    }
}

/// Which share is asked for, and of what.
struct Question<'a> {
    product: usize,
    bill: &'a BillOfMaterials,
    list: Place,
    ceiling: Share,
    tier: Tier,
    topic: Topic,
}

impl<'a> Question<'a> {
    fn of(assessment: &Assessment<'a>, finding: &Finding<'a>) -> Option<Self> {
        let conditions = finding.rule.body.condition.flattened();
        let (ceiling, tier, topic) = conditions.into_iter().find_map(|part| {
            let Condition::ShareAtMost { ceiling, tier, topic } = part else { return None };
            Some((*ceiling, *tier, *topic))
        })?;
        let mut products =
            assessment.procurement.stated().end_products.iter().flatten().enumerate();
        let place = |index: usize| Place::root().at(Member::EndProducts, index);
        let (product, stated) = products.find(|(index, _)| place(*index) == finding.subject)?;
        let bill = stated.components.as_ref().filter(|bill| !bill.is_empty())?;
        let list = finding.subject.member(Member::Components);
        Some(Self { product, bill, list, ceiling, tier, topic })
    }
}
