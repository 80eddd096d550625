//! What a step says, in one sentence.

use super::figures;
use super::shares::{self, sides};
use super::told::Told;
use crate::model::country::CountryCode;
use crate::model::exact::{Exact, Fraction};
use crate::outcome::Outcome;
use crate::trace::{BoundValue, Comparison, FactValue, Key, Side, Step};

/// Steps of these kinds say little by themselves: the reason lies with what they are made of.
const COMBINED: [&str; 16] = [
    "agreement",
    "all",
    "any",
    "cleared-before",
    "derogation",
    "design-unrestricted",
    "facilities-within",
    "free-of-outside-control",
    "located-outside",
    "may-participate",
    "minimum-participants",
    "not-called-for",
    "not-core",
    "not-for-this-product",
    "not-involved",
    "restrictions",
];

/// That many reasons are told in one sentence; the explanation has them all.
const MOST_REASONS: usize = 2;

impl Told<'_, '_> {
    /// The reason why a step came out as it did: that of the first branch which did as well.
    ///
    /// Of what is not met, all that is lacking counts: to mend one of it would not help.
    pub(super) fn reason(&self, step: &Step<'_>) -> String {
        let mut reasons = Vec::new();
        self.descend(step, step.outcome(), &mut reasons);
        let more = reasons.len() > MOST_REASONS;
        reasons.truncate(MOST_REASONS);
        if reasons.is_empty() {
            return self.sentence(step);
        }
        let reasons = self.together(reasons);
        if more { self.say("steps/reasons-more", &[("reasons", &reasons)]) } else { reasons }
    }

    fn descend(&self, step: &Step<'_>, outcome: Outcome, reasons: &mut Vec<String>) {
        let tells = match step.kind {
            "may-participate" | "minimum-participants" => step.outcome() == Outcome::NotMet,
            "cleared-before" => step.because.is_empty(),
            kind => !COMBINED.contains(&kind),
        };
        if tells {
            return reasons.push(self.sentence(step));
        }
        let before = reasons.len();
        // What a derogation lacks is told beside the rule, which comes first.
        let is_derogation = |part: &Step<'_>| part.kind == "derogation";
        let rule_itself = step.because.iter().any(|part| !is_derogation(part));
        for part in step.because.iter().filter(|part| part.outcome() == outcome) {
            let enough = match outcome {
                Outcome::Met | Outcome::Undetermined => reasons.len() > before,
                Outcome::NotMet => reasons.len() > MOST_REASONS,
            };
            if enough {
                return;
            }
            if !rule_itself || !is_derogation(part) {
                self.descend(part, outcome, reasons);
            }
        }
        if reasons.len() == before && !step.facts.is_empty() {
            reasons.push(self.sentence(step));
        }
    }

    /// What a step says by itself.
    pub(super) fn sentence(&self, step: &Step<'_>) -> String {
        if let Some(open) = self.open(step) {
            return open;
        }
        match step.kind {
            "share-at-most" => self.share(step),
            "agreement-share" => self.agreement_share(step),
            "minimum-participants" => self.participants(step),
            "no-component-from" => self.source(step),
            "relying-together" => self.relying(step),
            "contract-share" | "related-before" | "signed-by" => self.compared(step),
            "may-participate" => self.joining(step),
            "receives-assistance" => {
                self.say("steps/receives-assistance", &[("because", &self.facts(step))])
            }
            _ if tells_its_law(step) => self.of_law(step, &self.law(step)),
            "agreement" => self.with_party(step),
            "derogation" => {
                let rule = self.derogation(step.key);
                self.of_outcome(step, &[("rule", &rule)])
            }
            _ => self.plain(step),
        }
    }

    /// What a step says by itself, with who says so where law says it.
    pub(super) fn attested_sentence(&self, step: &Step<'_>) -> String {
        if !tells_its_law(step) {
            return self.sentence(step);
        }
        let law = self.together(step.law.iter().map(|datum| self.attested(datum)));
        self.of_law(step, &law)
    }

    fn of_law(&self, step: &Step<'_>, law: &str) -> String {
        let slot = if step.kind == "receives-assistance" { "because" } else { "law" };
        self.say(&format!("steps/{}", step.kind), &[(slot, law)])
    }

    /// What leaves a step open that has no steps below it: a fact not stated, or law not known.
    fn open(&self, step: &Step<'_>) -> Option<String> {
        let is_leaf = step.because.is_empty() && step.compares.is_none();
        if !is_leaf || step.outcome() != Outcome::Undetermined || step.kind == "no-component-from" {
            return None;
        }
        let unstated = |fact: &&crate::trace::Fact<'_>| matches!(fact.value, FactValue::NotStated);
        // A register that does not know weighs more than a document that leaves it to it.
        let law = self.open_law(step);
        law.or_else(|| step.facts.iter().find(unstated).map(|fact| self.not_stated(fact)))
    }

    /// The sentence of a kind, or of a kind and its outcome, with the facts where it takes them.
    fn plain(&self, step: &Step<'_>) -> String {
        let name = self.name(step);
        let facts = self.facts(step);
        if self.words.takes(&name, "facts") {
            return self.say(&name, &[("facts", &facts)]);
        }
        let sentence = self.text(&name);
        let is_named = matches!(step.key, Key::Word("another-core-state"));
        let has_steps = !step.because.is_empty() || is_named;
        if facts.is_empty() || has_steps || !COMBINED.contains(&step.kind) {
            return sentence;
        }
        self.say("steps/with-facts", &[("sentence", &sentence), ("facts", &facts)])
    }

    fn of_outcome(&self, step: &Step<'_>, values: &[(&str, &str)]) -> String {
        self.say(&self.name(step), values)
    }

    fn name(&self, step: &Step<'_>) -> String {
        let kind = match step.key {
            Key::Word("another-core-state") => "another-core-state",
            Key::Word(_) | Key::Indexed(..) | Key::Country(..) => step.kind,
        };
        let own = format!("steps/{kind}/{}", step.outcome().as_str());
        if self.words.has(&own) { own } else { format!("steps/{}", step.kind) }
    }

    fn share(&self, step: &Step<'_>) -> String {
        let Some((share, Some(ceiling))) = step.compares.as_deref().map(sides) else {
            return self.facts(step);
        };
        let bound = figures::bound_percent(self.words, ceiling);
        let Some(share) = share else {
            let unstated = step.facts.iter().find(|one| matches!(one.value, FactValue::NotStated));
            return match unstated {
                Some(fact) => self.not_stated(fact),
                None => self.say("steps/share-at-most/nothing", &[("bound", &bound)]),
            };
        };
        let exact = figures::fraction(ceiling);
        let is_within = shares::is_at_most(&share.most.fraction(), &exact);
        let share = figures::share(self.words, share, Some(&exact));
        let values = [("share", &*share), ("bound", &*bound)];
        if step.outcome() == Outcome::Met && !is_within {
            return self.say("steps/share-at-most/by-agreement", &values);
        }
        self.of_outcome(step, &values)
    }

    fn agreement_share(&self, step: &Step<'_>) -> String {
        let party = agreement_of(step);
        let (Some(comparison), Some(party)) = (step.compares.as_deref(), party) else {
            return self.law(step);
        };
        let (share, Some(bound)) = sides(comparison) else { return self.law(step) };
        let share = share.map_or_else(
            || self.text("figures/not-known"),
            |share| figures::share(self.words, share, Some(&figures::fraction(bound))),
        );
        let values = [
            ("party", party.as_str()),
            ("share", &share),
            ("operator", &self.operator(comparison)),
            ("bound", &figures::bound_percent(self.words, bound)),
        ];
        self.say(&format!("steps/agreement-share/{}", step.key), &values)
    }

    pub(super) fn operator(&self, comparison: &Comparison<'_>) -> String {
        self.text(&format!("figures/operator/{}", comparison.operator))
    }

    fn participants(&self, step: &Step<'_>) -> String {
        let assisted = step.because.iter().find(|state| {
            let mut limbs = state.because.iter();
            limbs.any(|limb| {
                limb.key == Key::Word("assisted-member-state") && limb.outcome() == Outcome::Met
            })
        });
        match assisted.and_then(country).filter(|_| step.outcome() == Outcome::NotMet) {
            Some(state) => {
                self.say("steps/minimum-participants/alone", &[("state", state.as_str())])
            }
            None => self.plain(step),
        }
    }

    fn joining(&self, step: &Step<'_>) -> String {
        let state = step.because.iter().find_map(country);
        let state = state.map_or("", |state| state.as_str());
        self.of_outcome(step, &[("state", state)])
    }

    fn with_party(&self, step: &Step<'_>) -> String {
        match step.key {
            Key::Country(_, party) => self.of_outcome(step, &[("party", party.as_str())]),
            Key::Word(_) | Key::Indexed(..) => self.text(&self.name(step)),
        }
    }

    fn source(&self, step: &Step<'_>) -> String {
        if step.outcome() != Outcome::NotMet {
            return self.text(&self.name(step));
        }
        let offending = step.facts.iter().find_map(|fact| match &fact.value {
            FactValue::Origin(_) | FactValue::Truth(false) => Some(self.fact(fact)),
            FactValue::Text(supplier) => {
                let seat = self.assessment.procurement.entity(supplier)?.established_in?;
                let values = [("supplier", *supplier), ("country", seat.as_str())];
                let supplier = self.say("facts/supplied-from", &values);
                Some(self.names.statement(&fact.at, &supplier))
            }
            FactValue::NotStated
            | FactValue::Truth(true)
            | FactValue::Country(_)
            | FactValue::Day(_)
            | FactValue::Share(_)
            | FactValue::Rate(_)
            | FactValue::Word(_)
            | FactValue::Areas(_)
            | FactValue::Items(_) => None,
        });
        let offending = offending.unwrap_or_else(|| self.facts(step));
        self.of_outcome(step, &[("offending", &offending)])
    }

    fn compared(&self, step: &Step<'_>) -> String {
        let Some(comparison) = step.compares.as_deref() else { return self.facts(step) };
        let bound = match comparison.right.value {
            BoundValue::Share(share) => figures::bound_percent(self.words, share),
            BoundValue::Shares(least, most) => figures::bounds_percent(self.words, least, most),
            BoundValue::Day(day) => day.to_string(),
        };
        let (facts, operator) = (self.facts(step), self.operator(comparison));
        let values = [("facts", &*facts), ("operator", &*operator), ("bound", &*bound)];
        self.say(&format!("steps/{}", step.kind), &values)
    }

    fn relying(&self, step: &Step<'_>) -> String {
        let comparison = step.compares.as_deref();
        let Some((Side::Sum { least, most, .. }, BoundValue::Share(bound))) =
            comparison.map(|comparison| (&comparison.left, comparison.right.value))
        else {
            return self.facts(step);
        };
        let (whole, exact) = (Exact::new(1, 0), figures::fraction(bound));
        let most_share = Fraction::of(most, &whole);
        let percent = figures::percent_beside(self.words, &most_share, Some(&exact));
        let share =
            if least == most { percent } else { self.say("figures/up-to", &[("most", &percent)]) };
        let bound = figures::bound_percent(self.words, bound);
        self.say("steps/relying-together", &[("share", &share), ("bound", &bound)])
    }
}

/// Whether the sentence of a step is what the law says.
pub(super) fn tells_its_law(step: &Step<'_>) -> bool {
    match step.kind {
        "accession" | "applied" | "control-terms" | "opens" | "partnership" => true,
        "receives-assistance" => !step.law.is_empty(),
        _ => false,
    }
}

/// The party of the agreement that a share belongs to.
fn agreement_of(step: &Step<'_>) -> Option<CountryCode> {
    use crate::rulebook::datum::Address;
    step.law.iter().find_map(|datum| match datum.address {
        Address::Agreement(party, _) => Some(party),
        Address::Row(..) | Address::Stalled(_) | Address::NoRow(..) | Address::NoAgreement(_) => {
            None
        }
    })
}

fn country(step: &Step<'_>) -> Option<CountryCode> {
    let own = step.facts.iter().find_map(|fact| match fact.value {
        FactValue::Country(country) => Some(country),
        FactValue::NotStated
        | FactValue::Truth(_)
        | FactValue::Origin(_)
        | FactValue::Day(_)
        | FactValue::Share(_)
        | FactValue::Rate(_)
        | FactValue::Word(_)
        | FactValue::Text(_)
        | FactValue::Areas(_)
        | FactValue::Items(_) => None,
    });
    own.or_else(|| step.because.iter().find_map(country))
}
