//! One line from where nothing may come, or the seat there of one who supplies it.

use std::collections::BTreeSet;

use super::BarredBreak;
use crate::assessment::{Assessment, EvaluateError, Finding, Verdict, assess};
use crate::model::bill::BillOfMaterials;
use crate::model::country::{CountryCode, Origin};
use crate::model::place::{Member, Place};
use crate::model::product::EndProduct;
use crate::next::state::{Answer, Spot, with_stated};
use crate::remedy::change::{Change, applied};
use crate::remedy::search::re_sourced;
use crate::remedy::shares::{Bill, barred_by, product_of};
use crate::remedy::{Keep, lines};
use crate::rulebook::body::Weight;
use crate::subjects;

pub(super) fn of_each<'a>(
    assessment: &Assessment<'a>,
    keep: &Keep,
) -> Result<Vec<BarredBreak<'a>>, EvaluateError> {
    let stated = assessment.procurement().stated();
    let products = stated.end_products.as_deref().unwrap_or_default();
    let mut found = Vec::new();
    for finding in assessment.findings().iter().filter(|one| one.weight == Weight::Condition) {
        let barred = barred_by(finding.rule).filter(|_| finding.outcome.is_some());
        let (Some(barred), Some(index)) = (barred, product_of(finding, assessment)) else {
            continue;
        };
        let Some(product) = products.get(index) else { continue };
        let bill = product.components.as_ref();
        let (Some(bill), Some(country)) = (bill, barred.first()) else { continue };
        let asked = Asked { assessment, keep, finding, country: *country };
        found.extend(asked.of_product(barred, index, (product, bill))?);
    }
    Ok(found)
}

struct Asked<'s, 'a> {
    assessment: &'s Assessment<'a>,
    keep: &'s Keep,
    finding: &'s Finding<'a>,
    country: CountryCode,
}

impl<'a> Asked<'_, 'a> {
    fn of_product(
        &self,
        barred: &[CountryCode],
        index: usize,
        (product, bill): (&EndProduct, &BillOfMaterials),
    ) -> Result<Option<BarredBreak<'a>>, EvaluateError> {
        let kept = self.keep.lines(self.assessment.procurement(), index);
        let line = self.cheapest(index, bill, &kept)?;
        let line = line.map(|line| self.moved(index, line)).transpose()?.flatten();
        let mut suppliers = self.suppliers(product, bill);
        let seat = suppliers.first().map(|place| self.seated(place)).transpose()?;
        if seat.flatten().is_none_or(|verdict| verdict == Verdict::Eligible) {
            suppliers.clear();
        }
        let verdict = line.as_ref().map(|(_, verdict)| *verdict).or(seat.flatten());
        let Some(verdict) = verdict.filter(|verdict| *verdict != Verdict::Eligible) else {
            return Ok(None);
        };
        Ok(Some(BarredBreak {
            rule: self.finding.rule,
            subject: self.finding.subject.clone(),
            countries: barred.to_vec(),
            lines: if line.is_some() { bill.len().saturating_sub(kept.len()) } else { 0 },
            line: line.map(|(change, _)| change),
            suppliers,
            verdict,
        }))
    }

    /// Of the lines that may change the one that costs least among those that count; else the
    /// first.
    fn cheapest(
        &self,
        index: usize,
        bill: &BillOfMaterials,
        kept: &BTreeSet<usize>,
    ) -> Result<Option<usize>, EvaluateError> {
        let mut own = self.assessment.findings().iter().filter(|one| {
            one.outcome.is_some()
                && product_of(one, self.assessment) == Some(index)
                && lines::is_of_lines(one)
        });
        let counted = own.find_map(|one| Bill::of(self.assessment, one).transpose()).transpose()?;
        let counted = counted.into_iter().flat_map(|bill| bill.lines);
        let free = counted.filter(|line| !kept.contains(&line.number));
        let least =
            free.min_by_key(|line| (line.cost.most.is_none(), line.cost.most.clone(), line.number));
        let first = || (0..bill.len()).find(|line| !kept.contains(line));
        Ok(least.map(|line| line.number).or_else(first))
    }

    /// A line that comes from there, and what comes of it.
    fn moved(&self, index: usize, line: usize) -> Result<Option<(Change, Verdict)>, EvaluateError> {
        let to = Origin::Country(self.country);
        let changes = re_sourced(self.assessment, index, to, &std::iter::once(line).collect());
        let Some(other) = applied(self.assessment.procurement().stated(), &changes) else {
            return Ok(None);
        };
        let verdict = assess(&other, self.assessment.governed().law())?.verdict();
        Ok(changes.into_iter().next().map(|change| (change, verdict)))
    }

    /// Those named by some line as its supplier of whom the document states who they are.
    fn suppliers(&self, product: &EndProduct, bill: &BillOfMaterials) -> Vec<Place> {
        let procurement = self.assessment.procurement();
        if self.keep.holds(&product.id) {
            return Vec::new();
        }
        let named = bill.suppliers().filter(|id| !self.keep.holds(id));
        let places = named.filter_map(|id| Some(subjects::entity(procurement, id)?.place()));
        let mut places: Vec<Place> = places.collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// What comes of the seat there of one who supplies.
    fn seated(&self, place: &Place) -> Result<Option<Verdict>, EvaluateError> {
        let at = Spot::of(&place.member(Member::EstablishedIn));
        let seat = Answer::Country(self.country);
        let other = with_stated(self.assessment.procurement(), [(at, &seat)]);
        let Some(other) = other else { return Ok(None) };
        Ok(Some(assess(&other, self.assessment.governed().law())?.verdict()))
    }
}
