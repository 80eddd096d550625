//! What a step says, in words.

use super::figures;
use super::names::Names;
use super::shares::sides;
use crate::assessment::Assessment;
use crate::outcome::Outcome;
use crate::trace::{BoundValue, Fact, FactValue, Key, Reason, Step};

/// The reason why a step came out as it did: that of the first branch which did as well.
pub(super) fn reason(assessment: &Assessment<'_>, step: &Step<'_>) -> String {
    let words = Words { assessment, names: Names::of(assessment.procurement) };
    words.descend(step, step.outcome()).unwrap_or_else(|| match step.outcome() {
        Outcome::Met => "it is met".to_owned(),
        Outcome::NotMet => "it is not met".to_owned(),
        Outcome::Undetermined => "it is open".to_owned(),
    })
}

struct Words<'r, 'a> {
    assessment: &'r Assessment<'a>,
    names: Names<'r>,
}

impl Words<'_, '_> {
    fn descend(&self, step: &Step<'_>, outcome: Outcome) -> Option<String> {
        if let Some(own) = self.own(step) {
            return Some(own);
        }
        let mut branches = step.because.iter().filter(|part| part.outcome() == outcome);
        branches.find_map(|part| self.descend(part, outcome))
    }

    /// What a step says by itself; `None`: only its branches tell.
    fn own(&self, step: &Step<'_>) -> Option<String> {
        match step.kind {
            "share-at-most" => self.share(step),
            "agreement-share" => self.agreement_share(step),
            "minimum-participants" if step.outcome() == Outcome::NotMet => Some(self.too_few(step)),
            "may-participate" if step.outcome() == Outcome::NotMet => {
                let state = step.because.iter().find_map(country)?;
                Some(format!(
                    "{state} is neither a core State, nor acceding, a candidate or a potential \
                     candidate, nor a partner in security and defence"
                ))
            }
            "never" => Some("it is never met".to_owned()),
            "within-areas" | "within-category" if step.outcome() == Outcome::NotMet => {
                Some("it is in none of the product areas".to_owned())
            }
            "no-component-from" => self.source(step),
            "signed-by" | "related-before" | "contract-share" => self.compared(step),
            "applied" | "opens" | "control-terms" | "accession" | "partnership" => law(step),
            _ => self.facts(step),
        }
    }

    fn share(&self, step: &Step<'_>) -> Option<String> {
        let (share, bound) = sides(step.compares.as_deref()?);
        let ceiling = bound?;
        let Some(share) = share else { return self.facts(step) };
        let exact = figures::fraction(ceiling);
        let text = figures::share(share, Some(&exact));
        let allowed = figures::bound_percent(ceiling);
        Some(match step.outcome() {
            Outcome::NotMet => format!(
                "components from outside make up {text} of component cost, more than the \
                 {allowed} allowed"
            ),
            Outcome::Undetermined => format!(
                "components from outside make up {text} of component cost, and {allowed} is allowed"
            ),
            Outcome::Met => format!(
                "components from outside make up {text} of component cost, of {allowed} allowed"
            ),
        })
    }

    fn agreement_share(&self, step: &Step<'_>) -> Option<String> {
        let comparison = step.compares.as_deref()?;
        let (share, bound) = sides(comparison);
        let (share, bound) = share.zip(bound)?;
        let exact = figures::fraction(bound);
        let operator = comparison.operator.replace('-', " ");
        Some(format!(
            "the {} is {}, and {operator} {} is asked for",
            step.key.to_string().replace('-', " "),
            figures::share(share, Some(&exact)),
            figures::bound_percent(bound)
        ))
    }

    fn too_few(&self, step: &Step<'_>) -> String {
        let assisted = step.because.iter().find(|state| {
            let limbs = &mut state.because.iter();
            limbs.any(|limb| {
                limb.key == Key::Word("assisted-member-state") && limb.outcome() == Outcome::Met
            })
        });
        match assisted.and_then(country) {
            Some(state) => format!("{state} takes part without another core State"),
            None => "no Member State takes part that receives financial assistance".to_owned(),
        }
    }

    fn source(&self, step: &Step<'_>) -> Option<String> {
        let offending = step.facts.iter().find_map(|fact| match &fact.value {
            FactValue::Origin(origin) => {
                Some(format!("{} is {}", self.names.fact(&fact.at), origin.as_str()))
            }
            FactValue::Text(supplier) => {
                Some(format!("{} is {supplier}, from there", self.names.fact(&fact.at)))
            }
            FactValue::Truth(false) => Some(format!("{}: no", self.names.fact(&fact.at))),
            _ => None,
        });
        match step.outcome() {
            Outcome::Undetermined => {
                Some("not every origin of the components is stated".to_owned())
            }
            Outcome::NotMet | Outcome::Met => offending,
        }
    }

    fn compared(&self, step: &Step<'_>) -> Option<String> {
        let bound = match step.compares.as_deref()?.right.value {
            BoundValue::Share(share) => figures::bound_percent(share),
            BoundValue::Shares(least, most) => {
                format!("{} to {}", figures::bound_percent(least), figures::bound_percent(most))
            }
            BoundValue::Day(day) => day.to_string(),
        };
        let operator = step.compares.as_deref()?.operator.replace('-', " ");
        Some(format!("{}, asked for is {operator} {bound}", self.facts(step)?))
    }

    fn facts(&self, step: &Step<'_>) -> Option<String> {
        let open = step.outcome() == Outcome::Undetermined;
        let unstated = |fact: &&Fact<'_>| matches!(fact.value, FactValue::NotStated);
        if open {
            // A register that does not know weighs more than a document that leaves it to it.
            if let Some(said) = law(step) {
                return Some(said);
            }
        }
        let fact = step.facts.iter().find(unstated).filter(|_| open);
        let fact = fact.or_else(|| step.facts.first())?;
        let name = self.names.fact(&fact.at);
        Some(match &fact.value {
            FactValue::NotStated => match law_said(step) {
                Some(said) => format!("{name} is not stated, and the register says `{said}`"),
                None => format!("{name} is not stated"),
            },
            FactValue::Country(country) => {
                let standing = self.assessment.governed.core(*country).judgement.outcome;
                let standing = match (standing, step.outcome()) {
                    (Outcome::NotMet, Outcome::NotMet) => ", which is outside",
                    (Outcome::Undetermined, _) => ", whose standing is not known",
                    (Outcome::NotMet | Outcome::Met, _) => "",
                };
                format!("{name} is {country}{standing}")
            }
            value => format!("{name}: {}", value_words(value)),
        })
    }
}

/// A datum of law that is not known, or is set aside.
fn law(step: &Step<'_>) -> Option<String> {
    if step.outcome() != Outcome::Undetermined {
        let datum = step.law.last()?;
        return Some(format!("the law says `{}` at {}", datum.value, datum.address));
    }
    let open = step.law.iter().find(|datum| datum.set_aside);
    if let Some(datum) = open {
        return Some(format!("{} is documented too weakly (`{}`)", datum.address, datum.evidence));
    }
    let unknown = step.law.iter().find(|datum| datum.value.to_string() == "not-known")?;
    Some(format!("{} is not known", unknown.address))
}

fn law_said(step: &Step<'_>) -> Option<String> {
    step.law.first().map(|datum| datum.value.to_string())
}

fn country(step: &Step<'_>) -> Option<crate::model::country::CountryCode> {
    let own = step.facts.iter().find_map(|fact| match fact.value {
        FactValue::Country(country) => Some(country),
        _ => None,
    });
    own.or_else(|| step.because.iter().find_map(country))
}

/// A fact without its subject: "contract share: 0.28".
pub(super) fn fact(fact: &Fact<'_>) -> String {
    let pointer = fact.at.to_string();
    let member = pointer.rsplit('/').next().unwrap_or_default().replace('_', " ");
    format!("{member}: {}", value_words(&fact.value))
}

fn value_words(value: &FactValue<'_>) -> String {
    match value {
        FactValue::NotStated => "not stated".to_owned(),
        FactValue::Truth(true) => "yes".to_owned(),
        FactValue::Truth(false) => "no".to_owned(),
        FactValue::Country(country) => country.to_string(),
        FactValue::Origin(origin) => origin.as_str().to_owned(),
        FactValue::Day(day) => day.to_string(),
        FactValue::Share(share) => figures::bound_percent(*share),
        FactValue::Rate(rate) => rate.to_string(),
        FactValue::Word(word) => (*word).to_owned(),
        FactValue::Text(text) => (*text).to_owned(),
        FactValue::Items(0) => "none".to_owned(),
        FactValue::Items(count) => format!("{count} listed"),
    }
}

/// Why something did not carry.
pub(super) fn why_not(why: Reason) -> &'static str {
    match why {
        Reason::NotMet => "its conditions are not met",
        Reason::Undetermined => "whether its conditions are met is open",
        Reason::NotApplied => "it is not applied on the day",
        Reason::NoLineFromParty => "no component comes from there",
        Reason::NotNeeded => "it is not needed",
        Reason::ReadingExcludes => "the reading chosen rules it out",
        Reason::NotOpen => "it is not open here",
        Reason::LaterVersion => "it applies from a later day",
        Reason::EarlierVersion => "it no longer applies",
    }
}
