//! Sums by origin, the shares they make, and the bounds that these are held against.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Value, json};

use crate::amount::{Amount, Fraction, Portion, Range};
use crate::asked::Asked;
use crate::assumptions;
use crate::bill::{Bill, Counted, Problem};
use crate::document::{Document, plain};
use crate::json::{list, text};
use crate::law::Law;
use crate::lines::{LinesShown, ShownLines};
use crate::logic::{Grade, Judged, Outcome};
use crate::step::{Datum, Step};
use crate::withheld;

/// The bills of all end products, with the sums of each tier that some rule asks about.
#[derive(Debug)]
pub(crate) struct Sums<'v> {
    bills: BTreeMap<String, Bill<'v>>,
    tallies: BTreeMap<(String, String), Tally<'v>>,
    /// The tier whose lines are shown and whose sums are the content.
    pub(crate) tier: String,
    pub(crate) shown: LinesShown,
}

/// The sums of one bill.
#[derive(Debug)]
pub(crate) struct Tally<'v> {
    pub(crate) counted: Vec<Counted<'v>>,
    /// By origin, `EU` first.
    pub(crate) by_origin: Vec<(&'v str, Range)>,
    pub(crate) unstated: Range,
}

impl<'v> Sums<'v> {
    /// Everything that is wrong with a bill, else the sums.
    pub(crate) fn of(
        document: Document<'v>,
        law: &Law<'v>,
        shown: LinesShown,
    ) -> Result<Self, Vec<Problem>> {
        let mut tiers = Vec::new();
        for rule in &law.rules {
            tiers_of(rule.part("condition").unwrap_or(&Value::Null), &mut tiers);
        }
        let tier = tiers.first().cloned().unwrap_or_else(|| "first-tier".to_owned());
        tiers.push(tier.clone());
        let mut sums = Self { bills: BTreeMap::new(), tallies: BTreeMap::new(), tier, shown };
        let mut problems = Vec::new();
        for product in document.items("/end_products") {
            let bill = Bill::of(document, &format!("{product}/components"));
            let added = bill.and_then(|bill| sums.add(&product, bill, &tiers));
            problems.extend(added.err());
        }
        if problems.is_empty() { Ok(sums) } else { Err(problems) }
    }

    fn add(&mut self, product: &str, bill: Bill<'v>, tiers: &[String]) -> Result<(), Problem> {
        for tier in tiers.iter().filter(|_| !bill.is_empty()) {
            let tally = Tally::of(bill.counted(tier)?);
            self.tallies.insert((product.to_owned(), tier.clone()), tally);
        }
        self.bills.insert(product.to_owned(), bill);
        Ok(())
    }

    pub(crate) fn bill(&self, product: &str) -> Option<&Bill<'v>> {
        self.bills.get(product).filter(|bill| !bill.is_empty())
    }

    /// The sums of a product; `None`: it has no line.
    pub(crate) fn tally(&self, product: &str, tier: &str) -> Option<&Tally<'v>> {
        self.tallies.get(&(product.to_owned(), tier.to_owned()))
    }
}

fn tiers_of(condition: &Value, found: &mut Vec<String>) {
    match condition {
        Value::Object(members) => {
            for (kind, with) in members {
                if kind == "share-at-most" {
                    found.push(text(with, "tier").to_owned());
                } else {
                    tiers_of(with, found);
                }
            }
        }
        Value::Array(parts) => parts.iter().for_each(|part| tiers_of(part, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

impl<'v> Tally<'v> {
    fn of(counted: Vec<Counted<'v>>) -> Self {
        let mut by_origin: BTreeMap<Option<&str>, Range> = BTreeMap::new();
        for one in &counted {
            let sum = by_origin.entry(one.origin).or_insert_with(Range::nothing);
            *sum = sum.plus(&one.cost);
        }
        let unstated = by_origin.remove(&None).unwrap_or_else(Range::nothing);
        let sums = by_origin.into_iter();
        let mut by_origin: Vec<(&str, Range)> =
            sums.filter_map(|(origin, sum)| Some((origin?, sum))).collect();
        by_origin.sort_by_key(|(origin, _)| (*origin != "EU", *origin));
        Self { counted, by_origin, unstated }
    }

    pub(crate) fn total(&self) -> Range {
        let sums = self.by_origin.iter();
        sums.fold(self.unstated.clone(), |total, (_, sum)| total.plus(sum))
    }

    pub(crate) fn has(&self, origin: &str) -> bool {
        self.by_origin.iter().any(|(other, _)| *other == origin)
    }

    /// The part, the rest and what may belong to either: `side` says where an origin belongs.
    pub(crate) fn split(&self, side: impl Fn(&str) -> Side) -> Split {
        let (mut part, mut rest) = (Range::nothing(), Range::nothing());
        let mut open = self.unstated.clone();
        for (origin, sum) in &self.by_origin {
            let into = match side(origin) {
                Side::Part => &mut part,
                Side::Rest => &mut rest,
                Side::Open => &mut open,
            };
            *into = into.plus(sum);
        }
        Split { part, rest, open }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Part,
    Rest,
    Open,
}

/// To which side of a share of that name an origin counts, by whether it is core; what is not
/// stated may belong to either.
pub(crate) fn side_of(name: &str, party: &str, origin: Option<&str>, core: Outcome) -> Side {
    let Some(origin) = origin else { return Side::Open };
    let measured = match name {
        "party-share" => Outcome::of(Some(origin == party)),
        "other-share" if origin == party => Outcome::NotMet,
        "core-share" => core,
        _ => Judged::by_text(core).opposite().outcome,
    };
    match measured {
        Outcome::Met => Side::Part,
        Outcome::NotMet => Side::Rest,
        Outcome::Undetermined => Side::Open,
    }
}

/// The shares that an agreement bounds: name, member of the pack, operator.
pub(crate) const OF_AGREEMENT: [(&str, &str, &str); 3] = [
    ("party-share", "max_party_share", "at-most"),
    ("other-share", "max_other_share", "at-most"),
    ("core-share", "min_core_share", "at-least"),
];

pub(crate) struct Split {
    pub(crate) part: Range,
    pub(crate) rest: Range,
    pub(crate) open: Range,
}

impl Split {
    /// The part at least, all else at most; and the other way round.
    pub(crate) fn ends(&self) -> [Portion; 2] {
        let rest = self.rest.most.as_ref().zip(self.open.most.as_ref());
        let part = self.part.most.as_ref().zip(self.open.most.as_ref());
        [
            Portion {
                part: Some(self.part.least.clone()),
                rest: rest.map(|(rest, open)| rest.plus(open)),
            },
            Portion {
                part: part.map(|(part, open)| part.plus(open)),
                rest: Some(self.rest.least.clone()),
            },
        ]
    }

    /// Met where both ends keep the bound, undetermined where one does; several outcomes only
    /// where costs are withheld and the four decimals that are written do not decide.
    pub(crate) fn against(
        &self,
        operator: &str,
        bound: &Amount,
        written: Option<&Value>,
    ) -> Vec<Outcome> {
        let breach = if operator == "at-most" { Ordering::Greater } else { Ordering::Less };
        let ends = self.ends();
        let [least, most] = withheld::ends_as_written(&ends, written);
        let keeps = |end: &Portion, decimals: Option<Amount>| {
            let against = if end.is_unknown() {
                decimals.and_then(|decimals| withheld::against_decimals(&decimals, bound))
            } else {
                Some(end.against(bound))
            };
            against.map(|against| against != breach)
        };
        let [at_least, at_most] = &ends;
        withheld::outcomes([keeps(at_least, least), keeps(at_most, most)])
    }

    /// The outcome once more is on one side than any amount; `None`: of withheld costs it cannot
    /// be told.
    pub(crate) fn without_limit(
        &self,
        side: Side,
        operator: &str,
        bound: &Amount,
    ) -> Option<Outcome> {
        let breach = if operator == "at-most" { Ordering::Greater } else { Ordering::Less };
        let is_extreme = bound.is_zero() || bound.complement().is_zero();
        let mut keeps = [None, None];
        let gains_part = [side == Side::Part, side != Side::Rest];
        for ((mut end, gains_part), keeps) in
            self.ends().into_iter().zip(gains_part).zip(&mut keeps)
        {
            // What is without limit already stays above every amount.
            if gains_part && end.rest.is_some() {
                end.part = None;
            } else if !gains_part && end.part.is_some() {
                end.rest = None;
            }
            if is_extreme && self.is_withheld() {
                return None;
            }
            *keeps = Some(end.against(bound) != breach);
        }
        withheld::outcomes(keeps).first().copied()
    }

    pub(crate) fn is_withheld(&self) -> bool {
        self.ends().iter().any(Portion::is_unknown)
    }
}

/// Both sides of a comparison of a share; `None`: there is nothing to take a share of.
pub(crate) fn comparison(
    name: &str,
    ends: Option<[Fraction; 2]>,
    operator: &str,
    bound: &str,
    from: &str,
) -> Value {
    let exact = ends.as_ref().map(|[least, most]| {
        json!({
            "least": [least.numerator, least.denominator],
            "most": [most.numerator, most.denominator],
        })
    });
    let decimals = ends.map(|ends| ends.map(|end| end.four_decimals));
    let [least, most] = decimals.map_or([None, None], |ends| ends.map(Some));
    let bound_name = if operator == "at-most" { "ceiling" } else { "floor" };
    json!({
        "left": { "name": name, "least": least, "most": most, "exact": exact },
        "operator": operator,
        "right": { "name": bound_name, "value": bound, "from": from },
    })
}

impl Asked<'_> {
    pub(crate) fn side(&self, origin: &str) -> Outcome {
        self.law.core(origin).judged.outcome
    }

    /// `share-at-most`: components from outside against the ceiling, and each agreement's shares.
    pub(crate) fn share_at_most(&self, with: &Value, rule: &str, product: &str) -> Step {
        if let Some(outcome) = self.assumed(rule, product) {
            return Step::by_text("share-at-most", outcome);
        }
        let ceiling = plain(text(with, "ceiling"));
        let from = format!("{rule}#ceiling");
        let (Some(bill), Some(tally)) =
            (self.sums.bill(product), self.sums.tally(product, text(with, "tier")))
        else {
            let mut step = Step::by_text("share-at-most", Outcome::Undetermined);
            step.compares = Some(comparison("outside share", None, "at-most", &ceiling, &from));
            let mut step = self.bounded(step, rule, &["ceiling"]);
            for party in self.law.parties() {
                step.reject(format!("agreement:{party}"), "no-line-from-the-party");
            }
            return step.fact(self.document.fact(format!("{product}/components")));
        };
        let bound = Amount::parse(&ceiling).unwrap_or_default();
        let written = self.written_step(rule, product, "share-at-most");
        let nothing = self.is_nothing(tally, written);
        let split =
            tally.split(|origin| side_of("outside-share", "", Some(origin), self.side(origin)));
        let possible = if nothing {
            vec![Outcome::Undetermined]
        } else {
            split.against("at-most", &bound, written)
        };
        let standings: Vec<Datum> =
            tally.by_origin.iter().map(|(origin, _)| self.law.core(origin).datum).collect();
        let assumption = self.setting(rule, &["ceiling"]);
        let grades = standings.iter().map(|datum| datum.judged.grade);
        let grade = grades.chain(assumption.map(|_| Grade::Assumed)).min().unwrap_or(Grade::Text);
        let counted = self.sums.tally(product, &self.sums.tier).unwrap_or(tally);
        let missing: Rc<[String]> = bill
            .missing_costs(&self.sums.tier, &counted.counted, |at| self.is_written_missing(at))
            .into();
        let parties = self.law.parties().into_iter().filter(|party| !nothing && tally.has(party));
        let agreements: Vec<Step> = parties
            .map(|party| self.agreement(party, text(with, "topic"), tally, &missing, written))
            .collect();
        let whole = |outcome: Outcome| {
            let own = std::iter::once(Judged { outcome, grade });
            let all: Vec<Judged> = own.chain(agreements.iter().map(|step| step.judged)).collect();
            Judged::any(&all)
        };
        let standard = withheld::as_written(&possible, written, whole);
        let own = Judged { outcome: standard, grade };
        let mut step = Step::new("share-at-most", whole(standard));
        if standard != Outcome::Met {
            let met = agreements.iter().filter(|agreement| agreement.is_met());
            step.carried_by = met.map(|agreement| agreement.carried_by.clone()).min().flatten();
        }
        if standard == Outcome::Undetermined && !nothing {
            step.missing = Some(missing);
        }
        let ends = (!nothing).then(|| split.ends().map(|end| end.fraction()));
        step.compares = Some(comparison("outside share", ends, "at-most", &ceiling, &from));
        if split.is_withheld() {
            self.trust();
            withheld::take_decimals(&mut step, written);
        }
        assumptions::name(&mut step, assumption);
        self.reject_agreements(&mut step, &agreements, tally, standard);
        let carries = own.carries(step.judged);
        let named = standings.into_iter().filter(|datum| !datum.at.ends_with("#EU"));
        step.law = named.map(|datum| Datum { carries, ..datum }).collect();
        let rate = |currency| format!("/exchange_rates/eur_per_unit/{currency}");
        step.facts = bill.currencies.iter().map(|one| self.document.fact(rate(one))).collect();
        step.lines = Some(Rc::new(self.lines(product, bill, tally.counted.len(), written)));
        step.because = agreements;
        step
    }

    // Whether there is nothing to take a share of; of withheld costs the written step tells.
    fn is_nothing(&self, tally: &Tally<'_>, written: Option<&Value>) -> bool {
        let total = tally.total();
        if !total.most.as_ref().is_some_and(Amount::is_unknown) {
            return total.most.is_some_and(|most| most.is_zero());
        }
        let least = written.and_then(|step| step.pointer("/compares/left/least"));
        let nothing = least.is_some_and(Value::is_null);
        if nothing {
            self.trust();
        }
        nothing
    }

    fn lines(
        &self,
        product: &str,
        bill: &Bill<'_>,
        count: usize,
        written: Option<&Value>,
    ) -> ShownLines {
        let counted = self.sums.tally(product, &self.sums.tier);
        let counted = counted.map_or(&[][..], |tally| &tally.counted);
        let mut standings = BTreeMap::new();
        for one in counted {
            standings.entry(one.origin).or_insert_with(|| {
                let is_core = one.origin.is_some_and(|origin| self.side(origin) == Outcome::Met);
                (self.standing(one.origin), is_core)
            });
        }
        let standing =
            |origin: Option<&str>| standings.get(&origin).copied().unwrap_or(("", false));
        let shown = written.and_then(|step| step.get("lines"));
        let shown = shown.map_or(&[][..], |lines| list(lines, "shown")).iter();
        let indices = shown.filter_map(|line| text(line, "at").rsplit('/').next()?.parse().ok());
        let written: Vec<usize> = indices.collect();
        ShownLines::of(bill, count, counted, self.sums.shown, &written, standing)
    }
}
