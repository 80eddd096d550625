//! Exchange rates for the currencies of the bills.

use std::collections::BTreeSet;

use safe_eligibility::model::bill::BillOfMaterials;
use safe_eligibility::model::day::Day;
use safe_eligibility::model::procurement::ProcurementDraft;
use safe_eligibility::model::product::CurrencyCode;

use super::Gathering;
use crate::diagnostic::Diagnostic;
use crate::provenance::Provenance;
use crate::rates::{RateTable, read_rates};

/// The rates of the files, if there are some.
pub(super) struct Rates {
    table: Option<RateTable>,
}

impl<'a> Gathering<'_, 'a> {
    pub(super) fn rate_table(&mut self) -> Option<Rates> {
        if self.files.rates.is_empty() {
            return Some(Rates { table: None });
        }
        match read_rates(&self.files.rates) {
            Ok(table) => {
                self.remarks.extend(table.file_remarks().iter().map(Diagnostic::from));
                Some(Rates { table: Some(table) })
            }
            Err(problems) => {
                self.problems.extend(problems.iter().map(Diagnostic::from));
                None
            }
        }
    }

    /// Adds the rates of the day that the document names, or of the governing day.
    pub(super) fn exchange(
        &mut self,
        draft: &mut ProcurementDraft,
        rates: &Rates,
        governing: Day,
        provenance: &mut Provenance<'a>,
    ) {
        if let Some(table) = &rates.table {
            self.take_rates(draft, table, governing, provenance);
        }
        note_unrated(draft, provenance);
    }

    fn take_rates(
        &mut self,
        draft: &mut ProcurementDraft,
        table: &RateTable,
        governing: Day,
        provenance: &mut Provenance<'a>,
    ) {
        let stated = &draft.exchange_rates;
        let day = stated.as_of.unwrap_or(governing);
        let bills = draft.end_products.iter().flatten().filter_map(|one| one.components.as_ref());
        let currencies: BTreeSet<CurrencyCode> =
            bills.flat_map(BillOfMaterials::currencies).collect();
        let input = self.files.rates.first().map_or("", |file| file.name);
        match table.on(day, &currencies, stated) {
            Ok((found, remarks)) => {
                self.remarks.extend(remarks.iter().map(|one| Diagnostic::of_rates(one, input)));
                for currency in found.eur_per_unit.keys() {
                    if !stated.eur_per_unit.contains_key(currency) {
                        if let Some(source) = table.source_of(day, *currency) {
                            provenance.add_rate(*currency, source);
                        }
                    }
                }
                draft.exchange_rates = found;
            }
            Err(problems) => self.problems.extend(problems.iter().map(Diagnostic::from)),
        }
    }
}

/// Notes for each currency without a rate the first line whose cost is in it.
fn note_unrated(draft: &ProcurementDraft, provenance: &mut Provenance<'_>) {
    for (product, one) in draft.end_products.iter().flatten().enumerate() {
        let Some(bill) = &one.components else { continue };
        let is_open = |currency: &CurrencyCode| {
            *currency != CurrencyCode::EUR
                && !draft.exchange_rates.eur_per_unit.contains_key(currency)
        };
        let mut open: BTreeSet<CurrencyCode> = bill.currencies().filter(is_open).collect();
        for line in 0..bill.len() {
            if open.is_empty() {
                break;
            }
            if let Some(currency) = bill.currency(line).filter(|currency| open.remove(currency)) {
                provenance.add_unrated(currency, product, line);
            }
        }
    }
}
