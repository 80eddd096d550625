//! What a step says, in words.

use super::figures;
use super::names::Names;
use super::shares::sides;
use crate::assessment::Assessment;
use crate::model::exact::{Exact, Fraction};
use crate::outcome::Outcome;
use crate::rulebook::datum::{Address, AgreementMember, Datum, LawValue, Register};
use crate::trace::{BoundValue, Fact, FactValue, Key, Reason, Side, Step};

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
            "agreement-share" => agreement_share(step),
            "minimum-participants" if step.outcome() == Outcome::NotMet => Some(too_few(step)),
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
            "relying-together" => together(step),
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

    fn source(&self, step: &Step<'_>) -> Option<String> {
        let offending = step.facts.iter().find_map(|fact| match &fact.value {
            FactValue::Origin(origin) => Some(self.names.statement(&fact.at, origin.as_str())),
            FactValue::Text(supplier) => {
                let seat = self.assessment.procurement.entity(supplier)?.established_in?;
                Some(self.names.statement(&fact.at, &format!("{supplier}, established in {seat}")))
            }
            FactValue::Truth(false) => Some(self.names.statement(&fact.at, "no")),
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
        Some(format!("{}; asked for: {operator} {bound}", self.facts(step)?))
    }

    fn facts(&self, step: &Step<'_>) -> Option<String> {
        let open = step.outcome() == Outcome::Undetermined;
        // A register that does not know weighs more than a document that leaves it to it.
        if let Some(said) = law(step).filter(|_| open) {
            return Some(said);
        }
        let unstated = |fact: &&Fact<'_>| matches!(fact.value, FactValue::NotStated);
        let fact = step.facts.iter().find(unstated).filter(|_| open);
        let fact = fact.or_else(|| step.facts.first())?;
        Some(match &fact.value {
            FactValue::NotStated => {
                let name = self.names.fact(&fact.at);
                match step.law.first() {
                    Some(datum) => {
                        format!("{name} is not stated, and the register says `{}`", datum.value)
                    }
                    None => format!("{name} is not stated"),
                }
            }
            FactValue::Country(country) => {
                let standing = self.assessment.governed.core(*country).judgement.outcome;
                let standing = match (standing, step.outcome()) {
                    (Outcome::NotMet, Outcome::NotMet) => ", which is outside",
                    (Outcome::Undetermined, _) => ", whose standing is not known",
                    (Outcome::NotMet | Outcome::Met, _) => "",
                };
                format!("{}{standing}", self.names.statement(&fact.at, country.as_str()))
            }
            FactValue::Items(0) => format!("nothing is listed as {}", self.names.fact(&fact.at)),
            FactValue::Truth(_)
            | FactValue::Origin(_)
            | FactValue::Day(_)
            | FactValue::Share(_)
            | FactValue::Rate(_)
            | FactValue::Word(_)
            | FactValue::Text(_)
            | FactValue::Areas(_)
            | FactValue::Items(_) => self.names.statement(&fact.at, &value_words(&fact.value)),
        })
    }
}

fn together(step: &Step<'_>) -> Option<String> {
    let comparison = step.compares.as_deref()?;
    let Side::Sum { least, most, .. } = &comparison.left else { return None };
    let BoundValue::Share(bound) = comparison.right.value else { return None };
    let (whole, exact) = (Exact::new(1, 0), figures::fraction(bound));
    let percent = |sum: &Exact| figures::percent_beside(&Fraction::of(sum, &whole), Some(&exact));
    let together = if least == most { percent(most) } else { format!("up to {}", percent(most)) };
    Some(format!(
        "the contract shares of those who rely on it are {together} together, and at most {} is \
         allowed",
        figures::bound_percent(bound)
    ))
}

fn agreement_share(step: &Step<'_>) -> Option<String> {
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

fn too_few(step: &Step<'_>) -> String {
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

/// A datum of law that is not known, or is set aside.
fn law(step: &Step<'_>) -> Option<String> {
    if step.outcome() != Outcome::Undetermined {
        let datum = settling(step).last()?;
        return Some(format!("{} is answered with `{}`", law_words(datum.address), datum.value));
    }
    let unknown = settling(step).find(|datum| matches!(datum.value, LawValue::Word("not-known")));
    if let Some(datum) = unknown {
        return Some(format!("{} is not known", law_words(datum.address)));
    }
    let aside = settling(step).find(|datum| datum.set_aside)?;
    let (what, grade) = (law_words(aside.address), aside.evidence);
    Some(format!("{what} is documented too weakly (`{grade}`)"))
}

/// The data of law without rows beside one that settles the same question at least as well.
fn settling<'s, 'a>(step: &'s Step<'a>) -> impl Iterator<Item = &'s Datum<'a>> {
    let is_row = |datum: &Datum<'_>| {
        matches!(datum.address, Address::Agreement(_, AgreementMember::Applied(..)))
    };
    let first = step.law.iter().position(is_row);
    let all = step.law.iter().enumerate();
    all.filter(move |(at, datum)| !is_row(datum) || Some(*at) == first).map(|(_, datum)| datum)
}

/// A datum of law as something that can be known.
fn law_words(address: Address) -> String {
    match address {
        Address::Row(register, country, _) | Address::NoRow(register, country) => match register {
            Register::MemberStates
            | Register::EeaEftaStates
            | Register::Ukraine
            | Register::Core => format!("whether {country} is in the core area"),
            Register::Accession => format!("the accession status of {country}"),
            Register::Partnerships => {
                format!("whether {country} has a Security and Defence Partnership")
            }
            Register::Assistance => format!("whether {country} receives financial assistance"),
        },
        Address::Stalled(country) => format!("whether the accession of {country} is stalled"),
        Address::NoAgreement(party) => format!("whether there is an agreement with {party}"),
        Address::Agreement(party, member) => match member {
            AgreementMember::Applied(..) => {
                format!("whether the agreement with {party} is applied")
            }
            AgreementMember::Topic(topic) => {
                format!("whether the agreement with {party} opens {}", topic.as_str())
            }
            AgreementMember::MaxPartyShare
            | AgreementMember::MaxOtherShare
            | AgreementMember::MinCoreShare => {
                format!("the share that the agreement with {party} sets")
            }
            AgreementMember::ControlTerms => {
                format!("what the agreement with {party} says of control from elsewhere")
            }
        },
    }
}

fn country(step: &Step<'_>) -> Option<crate::model::country::CountryCode> {
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
        FactValue::Areas(areas) => {
            areas.iter().map(|area| area.as_str()).collect::<Vec<_>>().join(", ")
        }
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
        Reason::TooWeak => "it is documented too weakly",
        Reason::ReadingExcludes => "the reading chosen rules it out",
        Reason::NotOpen => "it is not open to this subject",
        Reason::LaterVersion => "it applies from a later day",
        Reason::EarlierVersion => "it no longer applies",
    }
}

/// A standing in words; those that are names are written as such.
pub(in crate::report) fn standing(standing: &str) -> String {
    match standing {
        "member-state" => "Member State".to_owned(),
        "eea-efta-state" => "EEA EFTA State".to_owned(),
        "ukraine" => "Ukraine".to_owned(),
        other => other.replace('-', " "),
    }
}
