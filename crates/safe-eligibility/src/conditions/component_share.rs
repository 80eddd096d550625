//! `share-at-most`: how much of the cost of components comes from outside.

mod portions;

pub(crate) use portions::{Limit, Measured, Portions, Role, complement};

use super::{Tier, View, unseen};
use crate::model::country::Origin;
use crate::model::exact::Exact;
use crate::model::figure::Share;
use crate::model::place::{Member, Place};
use crate::outcome::{EvidenceGrade, Judgement, Outcome};
use crate::rulebook::datum::Datum;
use crate::rulebook::law::governed::{Agreement, KnownShare};
use crate::rulebook::pack::Topic;
use crate::tally::Tally;
use crate::trace::{
    Bound, BoundOrigin, BoundValue, Carriers, Comparison, Considered, Fact, FactValue, Key, Lines,
    Missing, Reason, Rejection, ShareRange, Side, Step,
};

/// The parameter that sets the bound.
const CEILING: &str = "ceiling";

/// Checks that components from outside the core area make up at most `ceiling` of component cost.
///
/// Costs are in euro without tax. Exactly the ceiling still meets the condition. Lines of unstated
/// origin and ranges of cost are counted both ways; where that changes the outcome, it is
/// undetermined. So is a bill without lines or without cost. Each agreement that opens `topic` and
/// from whose party some line comes is a test of its own; any test that is met is enough.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(10), first sentence; Article 17(2), point (c);
/// recital 23; reading `component-tier`.
pub(super) fn examine<'a>(
    ceiling: Share,
    tier: Tier,
    topic: Topic,
    view: &View<'_, 'a>,
) -> Step<'a> {
    let Some((index, product)) = view.subject.product() else { return unseen("share-at-most") };
    let list = view.subject.place().member(Member::Components);
    let Some(tally) = view.tallies.of(index, tier) else {
        let mut step = no_component(product.components.is_some(), ceiling, list, view);
        step.rejected = no_line(view);
        return step;
    };
    let test = Test { tally, view };
    let portions = test.portions(Measured::Outside);
    let nothing = tally.total().most.as_ref().is_some_and(Exact::is_zero);
    let standard = if nothing { Outcome::Undetermined } else { portions.at_most(ceiling) };
    let agreements = if nothing { Vec::new() } else { test.agreements(topic) };
    let bound = view.bound(&[CEILING]);
    let own = Judgement::new(standard, test.weakest_standing().min(bound.evidence()));
    let mut step = Step::new(
        "share-at-most",
        Judgement::any(
            std::iter::once(own).chain(agreements.iter().map(|branch| branch.judgement)),
        ),
    );
    if standard != Outcome::Met {
        let met = agreements.iter().filter(|branch| branch.outcome() == Outcome::Met);
        step.carried_by = met.map(|branch| branch.carried_by).min().unwrap_or(Carriers::NONE);
    }
    if standard == Outcome::Undetermined && !nothing {
        step.missing = Missing::Costs(index);
    }
    let shown = (!nothing).then(|| portions.range());
    step.compares = Some(comparison("outside share", shown, "at-most", ceiling, bound));
    step.rejected = test.rejected(&agreements, standard);
    step.because = agreements;
    // The standard test rests on the standing of every origin, or on none where it did not carry.
    let carries = own.carries(step.judgement);
    let standings = tally.origins().filter_map(|origin| test.standing(origin));
    step.law = standings.map(|datum| Datum { carries, ..datum }).collect();
    step.facts = rates(tally);
    step.lines = Some(Box::new(Lines { product: index, count: tally.count }));
    step
}

// A bill without lines settles nothing, whether it is left out or empty.
fn no_component<'a>(stated: bool, ceiling: Share, list: Place, view: &View<'_, 'a>) -> Step<'a> {
    let judgement = view.bounded(Outcome::Undetermined, &[CEILING]);
    let mut step = Step::new("share-at-most", judgement);
    let bound = view.bound(&[CEILING]);
    step.compares = Some(comparison("outside share", None, "at-most", ceiling, bound));
    step.fact(list, if stated { FactValue::Items(0) } else { FactValue::NotStated })
}

fn no_line(view: &View<'_, '_>) -> Vec<Rejection> {
    let agreements = view.governed.agreements();
    let each = agreements.map(|agreement| Rejection {
        what: Considered::Agreement(agreement.party()),
        why: Reason::NoLineFromParty,
    });
    each.collect()
}

struct Test<'t, 'v, 'a> {
    tally: &'t Tally,
    view: &'v View<'v, 'a>,
}

impl<'a> Test<'_, '_, 'a> {
    fn portions(&self, measured: Measured) -> Portions {
        let standing = |origin| self.view.governed.origin(origin).judgement.outcome;
        Portions::of(self.tally, |origin| measured.role(origin, standing(origin)))
    }

    // The act itself, unless a pack documents the standing of some origin more weakly.
    fn weakest_standing(&self) -> EvidenceGrade {
        let origins = self.tally.origins();
        let grades = origins.map(|origin| self.view.governed.origin(origin).judgement.evidence);
        grades.min().unwrap_or(EvidenceGrade::Text)
    }

    fn standing(&self, origin: Origin) -> Option<Datum<'a>> {
        let Origin::Country(country) = origin else { return None };
        Some(self.view.governed.core_datum(country))
    }

    fn agreements(&self, topic: Topic) -> Vec<Step<'a>> {
        let concerned =
            |agreement: &Agreement<'a>| self.tally.has(Origin::Country(agreement.party()));
        self.view
            .governed
            .agreements()
            .filter(concerned)
            .map(|agreement| self.agreement(&agreement, topic))
            .collect()
    }

    fn agreement(&self, agreement: &Agreement<'a>, topic: Topic) -> Step<'a> {
        let applied = agreement.applied().judgement;
        let mut opened = Step::new("applied", applied);
        super::located::name_rows(&mut opened, agreement);
        let mut branches = vec![opened];
        if applied.outcome != Outcome::NotMet {
            let opens = agreement.opens(topic);
            let mut step = Step::new("opens", opens.judgement);
            step.add_law(opens.datum);
            branches.push(step);
            branches.extend(self.shares(agreement));
        }
        let mut step =
            Step::all("agreement", branches).keyed(Key::Country("agreement", agreement.party()));
        if step.outcome() == Outcome::Met {
            step.carried_by = Carriers::one(agreement.position);
        }
        step
    }

    fn shares(&self, agreement: &Agreement<'a>) -> Vec<Step<'a>> {
        let mut steps = Vec::new();
        for (name, measured, member, limit) in Measured::of_agreement(agreement.party()) {
            let Some(known) = agreement.share(member) else { continue };
            steps.push(self.share(name, &self.portions(measured), limit, known));
        }
        steps
    }

    fn share(
        &self,
        name: &'static str,
        portions: &Portions,
        limit: Limit,
        known: KnownShare<'a>,
    ) -> Step<'a> {
        let outcome = portions.outcome(limit, known.share);
        let operator = match limit {
            Limit::AtMost => "at-most",
            Limit::AtLeast => "at-least",
        };
        let judgement = weigh(outcome, known.evidence, known.datum.set_aside);
        let mut step = Step::new("agreement-share", judgement).keyed(Key::Word(name));
        // Where the share itself is not known, no fact of the bill would settle the test.
        if outcome == Outcome::Undetermined && !known.datum.set_aside {
            step.missing =
                Missing::Costs(self.view.subject.product().map_or(0, |(index, _)| index));
        }
        let from = BoundOrigin::Datum(known.datum);
        step.compares = Some(comparison(name, Some(portions.range()), operator, known.share, from));
        step.add_law(known.datum);
        step
    }

    /// Agreements that do not carry; where there is nothing to take a share of, none is tested.
    fn rejected(&self, tested: &[Step<'a>], standard: Outcome) -> Vec<Rejection> {
        let mut carried = standard == Outcome::Met;
        let mut rejected = Vec::new();
        for agreement in self.view.governed.agreements() {
            let party = agreement.party();
            let key = Key::Country("agreement", party);
            let why = match tested.iter().find(|step| step.key == key).map(Step::outcome) {
                None if self.tally.has(Origin::Country(party)) => Some(Reason::Undetermined),
                None => Some(Reason::NoLineFromParty),
                Some(Outcome::Met) if carried => Some(Reason::NotNeeded),
                Some(Outcome::Met) => None,
                Some(Outcome::Undetermined) => Some(Reason::Undetermined),
                Some(Outcome::NotMet)
                    if agreement.applied().judgement.outcome == Outcome::NotMet =>
                {
                    Some(Reason::NotApplied)
                }
                Some(Outcome::NotMet) => Some(Reason::NotMet),
            };
            carried |= why.is_none();
            rejected.extend(why.map(|why| Rejection { what: Considered::Agreement(party), why }));
        }
        rejected
    }
}

fn weigh(outcome: Outcome, evidence: EvidenceGrade, set_aside: bool) -> Judgement {
    Judgement::new(if set_aside { Outcome::Undetermined } else { outcome }, evidence)
}

fn comparison<'a>(
    name: &'static str,
    share: Option<ShareRange>,
    operator: &'static str,
    bound: Share,
    from: BoundOrigin<'a>,
) -> Box<Comparison<'a>> {
    let bound_name = if operator == "at-most" { "ceiling" } else { "floor" };
    Box::new(Comparison {
        left: Side::Range { name, share },
        operator,
        right: Bound { name: bound_name, value: BoundValue::Share(bound), from },
    })
}

fn rates<'a>(tally: &Tally) -> Vec<Fact<'a>> {
    let place = Place::root().member(Member::ExchangeRates).member(Member::EurPerUnit);
    let rates = tally.rates.iter().map(|(currency, rate)| Fact {
        at: place.currency(*currency),
        value: rate.map_or(FactValue::NotStated, FactValue::Rate),
    });
    rates.collect()
}
