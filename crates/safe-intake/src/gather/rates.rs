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
        let Some(table) = &rates.table else { return };
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
