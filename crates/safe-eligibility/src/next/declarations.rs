//! Which origins to have declared, in which order, before a share is settled.

use std::collections::BTreeMap;

use super::answers::{self, Answers};
use super::smallest::{Effort, Questions, Stopped, settles, smallest};
use super::{DeclarationLine, Declarations, Minimal};
use crate::assessment::{Assessment, Finding};
use crate::conditions::{Condition, Measured, Tier, View};
use crate::model::bill::{BillOfMaterials, code_of};
use crate::model::country::Origin;
use crate::model::place::{Member, Place};
use crate::outcome::Outcome;
use crate::rulebook::law::governed::Agreement;
use crate::rulebook::pack::Topic;
use crate::subjects::Subject;
use crate::tally::{CostRange, Costing, CountedLine, Tally, for_each_counted};
use crate::trace::{Portion, ShareRange, Step};

/// A bill of so many lines without origin is searched for the smallest set.
const MOST_SEARCHED: usize = 16;
/// So many lines, those that weigh most, are tried for every combination of what they may say.
const MOST_COMBINED: usize = 64;
/// So many times the share is asked for.
const MOST_ASKED: usize = 30_000;

pub(super) fn of_each<'a>(assessment: &Assessment<'a>, law: &Answers) -> Vec<Declarations<'a>> {
    assessment.findings().iter().filter_map(|finding| of(assessment, finding, law)).collect()
}

/// The share that a finding asks for.
pub(super) struct Share<'a> {
    pub(super) product: usize,
    pub(super) subject: Subject<'a>,
    pub(super) bill: &'a BillOfMaterials,
    pub(super) list: Place,
    pub(super) tier: Tier,
    pub(super) ceiling: crate::model::figure::Share,
    pub(super) topic: Topic,
}

impl<'a> Share<'a> {
    /// `None`: it asks for none, or is no longer open for want of facts about the bill.
    pub(super) fn of(assessment: &Assessment<'a>, finding: &Finding<'a>) -> Option<Self> {
        if finding.outcome != Some(Outcome::Undetermined) || !share_is_open(&finding.step) {
            return None;
        }
        let parts = finding.rule.body.condition.flattened();
        let (tier, ceiling, topic) = parts.into_iter().find_map(|part| {
            let Condition::ShareAtMost { tier, ceiling, topic } = part else { return None };
            Some((*tier, *ceiling, *topic))
        })?;
        let mut subjects = crate::subjects::products(assessment.procurement());
        let subject = subjects.find(|subject| subject.place() == finding.subject)?;
        let (product, stated) = subject.product()?;
        let bill = stated.components.as_ref().filter(|bill| !bill.is_empty())?;
        let list = finding.subject.member(Member::Components);
        Some(Self { product, subject, bill, list, tier, ceiling, topic })
    }

    /// The lines that count, with their costs.
    pub(super) fn lines(&self, assessment: &Assessment<'_>) -> Option<Vec<CountedLine>> {
        let costing =
            Costing::new(self.bill, &assessment.procurement().stated().exchange_rates).ok()?;
        let mut lines = Vec::new();
        for_each_counted(self.bill, &costing, self.tier, |line, cost| {
            lines.push(CountedLine { line, cost: cost.range() });
        })
        .ok()?;
        Some(lines)
    }
}

fn share_is_open(step: &Step<'_>) -> bool {
    if step.kind == "share-at-most" {
        return step.outcome() == Outcome::Undetermined;
    }
    step.because.iter().any(share_is_open)
}

fn of<'a>(
    assessment: &Assessment<'a>,
    finding: &Finding<'a>,
    law: &Answers,
) -> Option<Declarations<'a>> {
    let share = Share::of(assessment, finding)?;
    let (unstated, stated): (Vec<_>, Vec<_>) = share
        .lines(assessment)?
        .into_iter()
        .partition(|counted| share.bill.origin(counted.line).is_none());
    let mut unstated: Vec<CountedLine> = unstated
        .into_iter()
        .filter(|counted| counted.cost.most.as_ref().is_none_or(|most| !most.is_zero()))
        .collect();
    if unstated.is_empty() {
        return None;
    }
    // Without limit weighs more than every amount; equals stay in the order of the document.
    unstated.sort_by(|one, other| {
        let weight = |counted: &CountedLine| {
            (counted.cost.most.is_none(), counted.cost.most.clone(), counted.cost.least.clone())
        };
        weight(other).cmp(&weight(one))
    });
    let mut sums: BTreeMap<u8, CostRange> = BTreeMap::new();
    for counted in &stated {
        let code = code_of(share.bill.origin(counted.line));
        sums.entry(code).or_insert(CostRange::ZERO).add(&counted.cost);
    }
    let tally = assessment.tallies.of(share.product, share.tier)?;
    let mut asked = Asked {
        assessment,
        finding,
        share: &share,
        tally,
        sums,
        open: others_cost(&unstated),
        lines: unstated,
        origins: law.origins(),
        settles_for_good: !answers::may_open_again(&[assessment.governed()]),
        effort: Effort::of(MOST_ASKED),
        facts: 0,
    };
    let (at_worst, minimal) = asked.at_worst();
    let at_best = asked.first_settled(1);
    let total = tally.total();
    let lines = asked.lines.iter().map(|counted| line(&share, counted, &total));
    Some(Declarations {
        rule: finding.rule,
        subject: finding.subject.clone(),
        lines: lines.collect(),
        at_worst,
        minimal,
        at_best,
    })
}

fn line<'a>(share: &Share<'a>, counted: &CountedLine, total: &CostRange) -> DeclarationLine<'a> {
    // What the others cost at most and at least, unless some of it is without limit.
    let rest = |whole: Option<&crate::model::exact::Exact>, own: Option<&_>| {
        whole.zip(own).map(|(whole, own)| whole.less(own))
    };
    let cost = &counted.cost;
    let least = Portion {
        part: Some(cost.least.clone()),
        rest: rest(total.most.as_ref(), cost.most.as_ref()),
    };
    let most =
        Portion { part: cost.most.clone(), rest: rest(Some(&total.least), Some(&cost.least)) };
    DeclarationLine {
        at: share.list.item(counted.line).member(Member::Origin),
        id: share.bill.id(counted.line),
        description: share.bill.description(counted.line),
        cost: cost.clone(),
        share: ShareRange { least, most },
    }
}

/// What the lines cost that are left, by how many are taken from the front.
fn others_cost(lines: &[CountedLine]) -> Vec<CostRange> {
    let mut left = CostRange::ZERO;
    let mut costs = vec![left.clone()];
    for line in lines.iter().rev() {
        left.add(&line.cost);
        costs.push(left.clone());
    }
    costs.reverse();
    costs
}

/// A share, asked for again with origins declared.
struct Asked<'q, 'a> {
    assessment: &'q Assessment<'a>,
    finding: &'q Finding<'a>,
    share: &'q Share<'a>,
    tally: &'q Tally,
    // Of the lines whose origin is stated, by code.
    sums: BTreeMap<u8, CostRange>,
    // Without origin, in the order in which they are asked about.
    lines: Vec<CountedLine>,
    origins: &'q [Origin],
    // Whether a ceiling that is not met stays so, whatever else is declared.
    settles_for_good: bool,
    effort: Effort,
    // By number of lines from the first on: what all others cost.
    open: Vec<CostRange>,
    // How many facts are given where nothing more is asked.
    facts: usize,
}

impl Asked<'_, '_> {
    /// How many settle it whatever they say; the lines are put into the order of that.
    fn at_worst(&mut self) -> (Option<usize>, Minimal) {
        let all: Vec<usize> = (0..self.lines.len()).collect();
        self.facts = all.len();
        if self.lines.len() <= MOST_SEARCHED && self.settles_for_good {
            match smallest(self) {
                Ok(None) => return (None, Minimal::NotProven),
                Ok(Some(set)) => {
                    self.put_first(&set);
                    return (Some(set.len()), Minimal::Proven);
                }
                Err(Stopped::TooMany | Stopped::Failed(_)) => self.effort = Effort::of(MOST_ASKED),
            }
        }
        let first = self.first_settled(usize::MAX).unwrap_or(usize::MAX);
        for count in first..=MOST_COMBINED.min(all.len()) {
            let Some(facts) = all.get(..count) else { break };
            self.facts = count;
            match settles(self, facts) {
                Ok(true) => return (Some(count), Minimal::NotProven),
                Ok(false) => {}
                Err(Stopped::TooMany | Stopped::Failed(_)) => break,
            }
        }
        (self.all_settle().then_some(all.len()), Minimal::NotProven)
    }

    /// Whether it is certainly settled once every origin is declared, whatever they are.
    fn all_settle(&self) -> bool {
        let is_exact = |cost: &CostRange| cost.most.as_ref() == Some(&cost.least);
        let costs = self.lines.iter().map(|counted| &counted.cost).chain(self.sums.values());
        costs.into_iter().all(is_exact) && self.law_is_known()
    }

    // Every origin either is in the core area or is not, and every agreement says what it allows.
    fn law_is_known(&self) -> bool {
        let governed = self.assessment.governed();
        let is_known =
            |origin: &Origin| governed.origin(*origin).judgement.outcome != Outcome::Undetermined;
        let stated = self.sums.keys().filter_map(|code| crate::model::bill::origin_of(*code));
        let origins = self.origins.iter().copied().chain(stated);
        self.settles_for_good
            && origins.into_iter().all(|origin| is_known(&origin))
            && governed.agreements().all(|agreement| self.says_what_it_allows(&agreement))
    }

    fn says_what_it_allows(&self, agreement: &Agreement<'_>) -> bool {
        let (applied, opens) = (agreement.applied(), agreement.opens(self.share.topic));
        let mut shares = Measured::of_agreement(agreement.party()).into_iter();
        match applied.judgement.outcome {
            Outcome::NotMet => true,
            Outcome::Undetermined => false,
            Outcome::Met => {
                opens.judgement.outcome != Outcome::Undetermined
                    && shares.all(|(_, _, member, _)| {
                        agreement.share(member).is_none_or(|known| !known.datum.set_aside)
                    })
            }
        }
    }

    fn put_first(&mut self, set: &[usize]) {
        let lines = std::mem::take(&mut self.lines).into_iter().enumerate();
        let (first, rest): (Vec<_>, Vec<_>) = lines.partition(|(at, _)| set.contains(at));
        self.lines = first.into_iter().chain(rest).map(|(_, counted)| counted).collect();
        self.open = others_cost(&self.lines);
    }

    /// After how many it is settled, all of them being from the same origin, for at least so many
    /// origins of those there are.
    fn first_settled(&self, origins: usize) -> Option<usize> {
        let needed = origins.min(self.origins.len());
        let is_settled = |count: usize| {
            let settled = (0..self.origins.len()).filter(|origin| {
                let given: Vec<(usize, usize)> = (0..count).map(|fact| (fact, *origin)).collect();
                self.outcome(&given) != Outcome::Undetermined
            });
            settled.take(needed).count() >= needed
        };
        let all = self.lines.len();
        if !is_settled(all) {
            return None;
        }
        // More answers settle what fewer settle, so that halves are enough.
        let (mut open, mut settled) = (0usize, all);
        while open < settled {
            let half = open.midpoint(settled);
            if is_settled(half) {
                settled = half;
            } else {
                open = half.saturating_add(1);
            }
        }
        Some(settled)
    }

    /// What the condition comes to, with these lines from these origins.
    fn outcome(&self, given: &[(usize, usize)]) -> Outcome {
        let mut sums = self.sums.clone();
        let mut put = |line: &CountedLine, origin: Option<Origin>| {
            sums.entry(code_of(origin)).or_insert(CostRange::ZERO).add(&line.cost);
        };
        let answered: BTreeMap<usize, usize> = given.iter().copied().collect();
        for (line, origin) in &answered {
            let origin = self.origins.get(*origin).copied();
            self.lines.get(*line).into_iter().for_each(|line| put(line, origin));
        }
        // Where the first lines are answered, the sum of all others is known already.
        let is_first = answered.keys().next_back().is_none_or(|last| *last < answered.len());
        match self.open.get(answered.len()).filter(|_| is_first) {
            Some(_) if answered.len() == self.lines.len() => {}
            Some(open) => {
                sums.insert(code_of(None), open.clone());
            }
            None => {
                let lines = self.lines.iter().enumerate();
                let others = lines.filter(|(line, _)| !answered.contains_key(line));
                others.for_each(|(_, line)| put(line, None));
            }
        }
        let changed = self.tally.with_sums(sums.into_iter().collect());
        let tallies = self.assessment.tallies.with(self.share.product, self.share.tier, &changed);
        let view = View {
            procurement: self.assessment.procurement(),
            governed: self.assessment.governed(),
            subject: self.share.subject,
            tallies: &tallies,
            assumed: &self.finding.rule.assumed,
        };
        self.finding.rule.body.condition.examine(&view).outcome()
    }
}

impl Questions for Asked<'_, '_> {
    fn count(&self) -> usize {
        self.lines.len()
    }

    fn answers(&self, _: usize) -> usize {
        self.origins.len()
    }

    fn is_open(&mut self, given: &[(usize, usize)]) -> Result<bool, Stopped> {
        self.effort.spend()?;
        Ok(match self.outcome(given) {
            Outcome::Undetermined => true,
            Outcome::Met => false,
            // It may open again, unless nothing more is asked.
            Outcome::NotMet => !self.settles_for_good && given.len() < self.facts,
        })
    }
}
