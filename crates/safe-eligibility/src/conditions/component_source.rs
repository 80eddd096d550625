//! `no-component-from`: where components may not come from.

use super::{View, unseen};
use crate::model::bill::BillOfMaterials;
use crate::model::country::{CountryCode, Origin};
use crate::model::place::{Member, Place};
use crate::outcome::{Judgement, Outcome};
use crate::subjects;
use crate::trace::{Fact, FactValue, Missing, Step};

/// Checks that no line at any depth originates in, is bought from or supplied out of `countries`.
///
/// It is enough that the document says so as a whole, or that every origin of a bill which is not
/// empty is stated. Where the document and a line contradict each other, the worse counts.
///
/// # Law
///
/// Regulation (EU) 2025/1106, Article 16(10), second sentence; reading `contravening-countries`.
pub(super) fn examine<'a>(countries: &[CountryCode], view: &View<'_, 'a>) -> Step<'a> {
    let Some((index, product)) = view.subject.product() else { return unseen("no-component-from") };
    let place = view.subject.place();
    let declared = product.no_component_from_contravening_country;
    let list = place.member(Member::Components);
    let barred = Barred { countries, view };
    let offending = product.components.as_ref().and_then(|bill| barred.first_facts(bill, &list));
    let all_stated = product.components.as_ref().filter(|bill| !bill.is_empty());
    let all_stated = all_stated.is_some_and(|bill| !bill.origin_codes().contains(&0));
    let outcome = if offending.is_some() || declared == Some(false) {
        Outcome::NotMet
    } else if declared == Some(true) || all_stated {
        Outcome::Met
    } else {
        Outcome::Undetermined
    };
    let mut step = Step::new("no-component-from", Judgement::of_text(outcome));
    if let Some(declared) = declared {
        let at = place.member(Member::NoComponentFromContraveningCountry);
        step.add_fact(Fact { at, value: FactValue::Truth(declared) });
    }
    step.facts.extend(offending.into_iter().flatten());
    let bill = product.components.as_ref().filter(|_| outcome == Outcome::Undetermined);
    step.facts.extend(bill.and_then(|bill| first_open(bill, &list)));
    let lines = product.components.as_ref().map_or(0, BillOfMaterials::len);
    if outcome == Outcome::Undetermined && lines > 0 {
        step.missing = Missing::Origins(index);
    }
    let value =
        product.components.as_ref().map_or(FactValue::NotStated, |_| FactValue::Items(lines));
    step.fact(list, value)
}

// One origin that is not stated is enough to leave it open.
fn first_open<'a>(bill: &BillOfMaterials, list: &Place) -> Option<Fact<'a>> {
    let line = bill.origin_codes().iter().position(|code| *code == 0)?;
    let at = list.item(line).member(Member::Origin);
    Some(Fact { at, value: FactValue::NotStated })
}

struct Barred<'c, 'v, 'a> {
    countries: &'c [CountryCode],
    view: &'v View<'v, 'a>,
}

impl<'a> Barred<'_, '_, 'a> {
    fn holds(&self, origin: Origin) -> bool {
        let Origin::Country(country) = origin else { return false };
        self.countries.iter().any(|barred| self.view.governed.same_state(*barred, country))
    }

    /// The first fact, line by line, that names a barred country, and the seat of a supplier.
    fn first_facts(&self, bill: &'a BillOfMaterials, list: &Place) -> Option<Vec<Fact<'a>>> {
        let lines = [self.origin(bill, list), self.sourced(bill, list)];
        let lines = lines.into_iter().flatten().map(|fact| vec![fact]);
        let found = lines.chain(self.supplied(bill, list));
        found.min_by(|one, other| {
            let place = |facts: &[Fact<'_>]| facts.first().map(|fact| fact.at.clone());
            place(one).cmp(&place(other))
        })
    }

    fn origin(&self, bill: &'a BillOfMaterials, list: &Place) -> Option<Fact<'a>> {
        let mut barred_codes = [false; crate::model::bill::ORIGIN_CODES];
        for country in self.countries.iter().flat_map(|country| self.view.governed.alike(*country))
        {
            let code = usize::from(crate::model::bill::code_of(Some(Origin::Country(country))));
            if let Some(slot) = barred_codes.get_mut(code) {
                *slot = true;
            }
        }
        let barred = |code: &u8| barred_codes.get(usize::from(*code)).copied().unwrap_or(false);
        let line = bill.origin_codes().iter().position(barred)?;
        let at = list.item(line).member(Member::Origin);
        Some(Fact { at, value: FactValue::Origin(bill.origin(line)?) })
    }

    fn sourced(&self, bill: &'a BillOfMaterials, list: &Place) -> Option<Fact<'a>> {
        let (line, origin) = bill.sourced_lines().find(|(_, origin)| self.holds(*origin))?;
        let at = list.item(line).member(Member::SourcedFrom);
        Some(Fact { at, value: FactValue::Origin(origin) })
    }

    fn supplied(&self, bill: &'a BillOfMaterials, list: &Place) -> Option<Vec<Fact<'a>>> {
        let lines = bill.suppliers().filter_map(|supplier| {
            let subject = subjects::entity(self.view.procurement, supplier)?;
            let seat = subject.entity()?.established_in?;
            let line = bill.first_line_of_supplier(supplier)?;
            self.holds(Origin::Country(seat)).then_some((line, supplier, subject.place(), seat))
        });
        let (line, supplier, entity, seat) = lines.min_by_key(|(line, ..)| *line)?;
        let at = list.item(line).member(Member::Supplier);
        Some(vec![
            Fact { at, value: FactValue::Text(supplier) },
            Fact { at: entity.member(Member::EstablishedIn), value: FactValue::Country(seat) },
        ])
    }
}
