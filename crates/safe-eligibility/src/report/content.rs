//! What an end product is made of, by origin.

use crate::assessment::Assessment;
use crate::model::country::Origin;
use crate::model::place::{Member, Place};
use crate::outcome::Outcome;
use crate::rulebook::law::Governed;
use crate::rulebook::pack::Topic;
use crate::tally::CostRange;

/// The component cost of an end product, in euro.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Content {
    /// The end product.
    pub subject: Place,
    /// All components.
    pub total: CostRange,
    /// Those originating in the core area.
    pub core: CostRange,
    /// Those originating outside it, in partner countries too.
    pub outside: CostRange,
    /// Those whose origin, or whose standing, is not known.
    pub unstated: CostRange,
    /// By origin, in the order of the codes.
    pub by_country: Vec<ContentShare>,
}

/// What one country contributes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ContentShare {
    /// Which.
    pub origin: Origin,
    /// Its standing, in the words of the assessment.
    pub standing: &'static str,
    /// Its cost.
    pub cost: CostRange,
}

impl Assessment<'_> {
    /// The component cost of each end product; nothing where there are no components.
    #[must_use]
    pub fn content(&self) -> Vec<Content> {
        let products = self.procurement.stated().end_products.iter().flatten().enumerate();
        products.map(|(index, _)| self.content_of(index)).collect()
    }

    fn content_of(&self, index: usize) -> Content {
        let mut content = Content {
            subject: Place::root().at(Member::EndProducts, index),
            total: CostRange::ZERO,
            core: CostRange::ZERO,
            outside: CostRange::ZERO,
            unstated: CostRange::ZERO,
            by_country: Vec::new(),
        };
        let Some(tally) = self.tallies.of(index, self.content_tier) else { return content };
        content.total = tally.total();
        content.unstated = tally.unstated.clone();
        for (origin, cost) in tally.by_origin() {
            match self.governed.origin(origin).judgement.outcome {
                Outcome::Met => content.core.add(cost),
                Outcome::NotMet => content.outside.add(cost),
                Outcome::Undetermined => content.unstated.add(cost),
            }
            let standing = standing(&self.governed, Some(origin));
            content.by_country.push(ContentShare { origin, standing, cost: cost.clone() });
        }
        content.by_country.sort_by_key(|share| share.origin.as_str());
        content
    }
}

/// The standing of an origin in the words of the assessment.
pub(crate) fn standing(governed: &Governed<'_>, origin: Option<Origin>) -> &'static str {
    let Some(origin) = origin else { return "unstated" };
    let entry = governed.origin(origin);
    match (entry.class, entry.judgement.outcome) {
        (Some(class), Outcome::Met) => class.as_str(),
        (_, Outcome::Undetermined) => "not-known",
        (None | Some(_), Outcome::NotMet | Outcome::Met) => match origin {
            Origin::Country(country) if is_partner(governed, country) => "partner",
            Origin::Country(_) | Origin::Union => "outside",
        },
    }
}

fn is_partner(governed: &Governed<'_>, country: crate::model::country::CountryCode) -> bool {
    governed.agreement(country).is_some_and(|agreement| {
        let opens = agreement.opens(Topic::Components).judgement.outcome;
        agreement.applied().judgement.outcome == Outcome::Met && opens == Outcome::Met
    })
}
