//! Sums by origin, the shares they make, and the bounds that these are held against.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Value, json};

use crate::amount::{Amount, Fraction, Portion, Range};
use crate::asked::Asked;
use crate::bill::{Bill, Counted, LinesShown, Problem, ShownLines};
use crate::document::{Document, plain};
use crate::json::text;
use crate::law::Law;
use crate::logic::{Grade, Judged, Outcome};
use crate::step::{Datum, Step};

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

    fn has(&self, origin: &str) -> bool {
        self.by_origin.iter().any(|(other, _)| *other == origin)
    }

    /// The part, the rest and what may belong to either: `side` says where an origin belongs.
    fn split(&self, side: impl Fn(&str) -> Side) -> Split {
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
enum Side {
    Part,
    Rest,
    Open,
}

struct Split {
    part: Range,
    rest: Range,
    open: Range,
}

impl Split {
    /// The part at least, all else at most; and the other way round.
    fn ends(&self) -> [Portion; 2] {
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

    /// Met where both ends keep the bound, undetermined where one does.
    fn against(&self, operator: &str, bound: &Amount) -> Outcome {
        let breach = if operator == "at-most" { Ordering::Greater } else { Ordering::Less };
        let keeps = self.ends().map(|end| end.against(bound) != breach);
        match keeps {
            [true, true] => Outcome::Met,
            [false, false] => Outcome::NotMet,
            [true, false] | [false, true] => Outcome::Undetermined,
        }
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
    fn side(&self, origin: &str) -> Outcome {
        self.law.core(origin).judged.outcome
    }

    /// `share-at-most`: components from outside against the ceiling, and each agreement's shares.
    pub(crate) fn share_at_most(&self, with: &Value, rule: &str, product: &str) -> Step {
        let ceiling = plain(text(with, "ceiling"));
        let from = format!("{rule}#ceiling");
        let (Some(bill), Some(tally)) =
            (self.sums.bill(product), self.sums.tally(product, text(with, "tier")))
        else {
            let mut step = Step::by_text("share-at-most", Outcome::Undetermined);
            step.compares = Some(comparison("outside share", None, "at-most", &ceiling, &from));
            for party in self.law.parties() {
                step.reject(format!("agreement:{party}"), "no-line-from-the-party");
            }
            return step.fact(self.document.fact(format!("{product}/components")));
        };
        let bound = Amount::parse(&ceiling).unwrap_or_default();
        let nothing = tally.total().most.is_some_and(|most| most.is_zero());
        let split = tally.split(|origin| match self.side(origin) {
            Outcome::NotMet => Side::Part,
            Outcome::Met => Side::Rest,
            Outcome::Undetermined => Side::Open,
        });
        let standard =
            if nothing { Outcome::Undetermined } else { split.against("at-most", &bound) };
        let standings: Vec<Datum> =
            tally.by_origin.iter().map(|(origin, _)| self.law.core(origin).datum).collect();
        let grade = standings.iter().map(|datum| datum.judged.grade).min().unwrap_or(Grade::Text);
        let own = Judged { outcome: standard, grade };
        let counted = self.sums.tally(product, &self.sums.tier).unwrap_or(tally);
        let missing: Rc<[String]> = bill.missing_costs(&self.sums.tier, &counted.counted).into();
        let parties = self.law.parties().into_iter().filter(|party| !nothing && tally.has(party));
        let agreements: Vec<Step> = parties
            .map(|party| self.agreement(party, text(with, "topic"), tally, &missing))
            .collect();
        let judged = std::iter::once(own).chain(agreements.iter().map(|step| step.judged));
        let mut step = Step::new("share-at-most", Judged::any(&judged.collect::<Vec<_>>()));
        if standard != Outcome::Met {
            let met = agreements.iter().filter(|agreement| agreement.is_met());
            step.carried_by = met.map(|agreement| agreement.carried_by.clone()).min().flatten();
        }
        if standard == Outcome::Undetermined && !nothing {
            step.missing = Some(missing);
        }
        let ends = (!nothing).then(|| split.ends().map(|end| end.fraction()));
        step.compares = Some(comparison("outside share", ends, "at-most", &ceiling, &from));
        self.reject_agreements(&mut step, &agreements, tally, standard);
        let carries = own.carries(step.judged);
        let named = standings.into_iter().filter(|datum| !datum.at.ends_with("#EU"));
        step.law = named.map(|datum| Datum { carries, ..datum }).collect();
        let rates = bill.currencies.iter();
        let rates = rates.map(|currency| format!("/exchange_rates/eur_per_unit/{currency}"));
        step.facts = rates.map(|at| self.document.fact(at)).collect();
        step.lines = Some(Rc::new(self.lines(product, bill, tally.counted.len())));
        step.because = agreements;
        step
    }

    fn lines(&self, product: &str, bill: &Bill<'_>, count: usize) -> ShownLines {
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
        ShownLines::of(bill, count, counted, self.sums.shown, standing)
    }

    /// The standing of an origin in the words of the assessment.
    pub(crate) fn standing(&self, origin: Option<&str>) -> &'static str {
        let Some(origin) = origin else { return "unstated" };
        let core = self.law.core(origin);
        match core.judged.outcome {
            Outcome::Met => core.class.unwrap_or(""),
            Outcome::Undetermined => "not-known",
            Outcome::NotMet if self.is_partner(origin) => "partner",
            Outcome::NotMet => "outside",
        }
    }

    fn is_partner(&self, country: &str) -> bool {
        self.law.parties().contains(&country)
            && self.law.applied(country).0.outcome == Outcome::Met
            && self.law.opens(country, "components").judged.outcome == Outcome::Met
    }

    fn agreement(
        &self,
        party: &str,
        topic: &str,
        tally: &Tally<'_>,
        missing: &Rc<[String]>,
    ) -> Step {
        let (applied, _) = self.law.applied(party);
        let mut opened = Step::new("applied", applied);
        self.name_rows(&mut opened, party);
        let mut branches = vec![opened];
        if applied.outcome != Outcome::NotMet {
            let opens = self.law.opens(party, topic);
            branches.push(Step::new("opens", opens.judged).law(opens));
            let core = |origin: &str| self.side(origin);
            let own = tally.split(|origin| if origin == party { Side::Part } else { Side::Rest });
            let other = tally.split(|origin| match core(origin) {
                Outcome::NotMet if origin != party => Side::Part,
                Outcome::Met | Outcome::NotMet => Side::Rest,
                Outcome::Undetermined if origin == party => Side::Rest,
                Outcome::Undetermined => Side::Open,
            });
            let inside = tally.split(|origin| match core(origin) {
                Outcome::Met => Side::Part,
                Outcome::NotMet => Side::Rest,
                Outcome::Undetermined => Side::Open,
            });
            for (name, member, split, operator) in [
                ("party-share", "max_party_share", own, "at-most"),
                ("other-share", "max_other_share", other, "at-most"),
                ("core-share", "min_core_share", inside, "at-least"),
            ] {
                let Some(datum) = self.law.share(party, member) else { continue };
                branches.push(of_share(name, &split, operator, datum, missing));
            }
        }
        let mut step = Step::all("agreement", branches).named(format!("agreement-{party}"));
        step.carried_by = step.is_met().then(|| party.to_owned());
        step
    }

    /// Agreements that do not carry; where there is nothing to take a share of, none is tested.
    fn reject_agreements(
        &self,
        step: &mut Step,
        tested: &[Step],
        tally: &Tally<'_>,
        standard: Outcome,
    ) {
        let mut carried = standard == Outcome::Met;
        for party in self.law.parties() {
            let name = format!("agreement-{party}");
            let test = tested.iter().find(|test| test.name == name);
            let why = match test.map(|test| test.judged.outcome) {
                None if tally.has(party) => "undetermined",
                None => "no-line-from-the-party",
                Some(Outcome::Met) if carried => "not-needed",
                Some(Outcome::Met) => {
                    carried = true;
                    continue;
                }
                Some(Outcome::Undetermined) => "undetermined",
                Some(Outcome::NotMet) if self.law.applied(party).0.outcome == Outcome::NotMet => {
                    "not-applied-on-the-day"
                }
                Some(Outcome::NotMet) => "not-met",
            };
            step.reject(format!("agreement:{party}"), why);
        }
    }
}

fn of_share(
    name: &'static str,
    split: &Split,
    operator: &str,
    datum: Datum,
    missing: &Rc<[String]>,
) -> Step {
    let bound = Amount::parse(&datum.value).unwrap_or_default();
    let outcome = split.against(operator, &bound);
    // Where the share itself is not known, no fact of the bill would settle the test.
    let judged = Judged {
        outcome: if datum.set_aside { Outcome::Undetermined } else { outcome },
        grade: datum.judged.grade,
    };
    let mut step = Step::new("agreement-share", judged).named(name);
    if outcome == Outcome::Undetermined && !datum.set_aside {
        step.missing = Some(Rc::clone(missing));
    }
    let ends = split.ends().map(|end| end.fraction());
    step.compares = Some(comparison(name, Some(ends), operator, &datum.value, &datum.at));
    step.law(datum)
}
