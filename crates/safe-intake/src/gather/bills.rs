//! Bills of materials from tables into the end products they are of.

use safe_eligibility::model::day::Day;
use safe_eligibility::model::given::shown;
use safe_eligibility::model::place::{Member, Place};
use safe_eligibility::model::procurement::ProcurementDraft;

use super::overlay::Declared;
use super::suppliers::Suppliers;
use super::{Gathering, ProductBill};
use crate::diagnostic::Diagnostic;
use crate::mapping::Mapping;
use crate::provenance::Provenance;
use crate::shape::{self, BillFiles, BillParts};

/// The parts of each bill, in the order of the bills.
pub(super) struct Bills<'a> {
    list: Vec<BillParts<'a>>,
}

impl<'a> Gathering<'_, 'a> {
    /// Reads every bill; they are read even where the document is not in order.
    pub(super) fn bills(&mut self, draft: Option<&ProcurementDraft>) -> Option<Bills<'a>> {
        let files = self.files;
        let mut list = Vec::new();
        for bill in &files.bills {
            if let Some(draft) = draft {
                self.check_product(bill, draft);
            }
            list.extend(self.bill(bill));
        }
        (list.len() == files.bills.len()).then_some(Bills { list })
    }

    fn bill(&mut self, bill: &ProductBill<'a>) -> Option<BillParts<'a>> {
        let files = self.files;
        let guessed;
        let mapping = match files.mapping {
            Some(given) => given.mapping,
            None => {
                guessed = self.guess(bill)?;
                &guessed
            }
        };
        let tables =
            BillFiles { bills: &bill.files, others: &files.parts, mapping, as_of: files.as_of };
        match shape::read_bill(&tables) {
            Ok(parts) => Some(parts),
            Err(problems) => {
                self.problems.extend(problems.iter().map(Diagnostic::from));
                None
            }
        }
    }

    fn guess(&mut self, bill: &ProductBill<'a>) -> Option<Mapping> {
        let first = bill.files.first()?;
        match Mapping::guess(&bill.files) {
            Ok(guess) => {
                let mapping = guess.into_mapping();
                self.guessed.push((first.name.to_owned(), mapping.clone()));
                Some(mapping)
            }
            Err(problems) => {
                self.problems.extend(problems.iter().map(Diagnostic::from));
                None
            }
        }
    }

    /// Says so where a bill has no end product to go into, or one that has a bill already.
    fn check_product(&mut self, bill: &ProductBill<'_>, draft: &ProcurementDraft) {
        let file = bill.files.first().map_or("", |file| file.name);
        let products = draft.end_products.as_deref().unwrap_or(&[]);
        let Some((index, product)) = position(draft, bill.product) else {
            let ids: Vec<String> = products.iter().map(|one| format!("`{}`", shown(&one.id))).collect();
            let message = format!("no end product has the id `{}`", shown(bill.product));
            let help = match ids.as_slice() {
                [] => "list the end product in the document first".to_owned(),
                ids => format!("name one of {}", ids.join(", ")),
            };
            self.problems.push(Diagnostic::new("no-such-product", file, &message).with_help(&help));
            return;
        };
        if product.components.is_some() {
            let message = format!("the end product `{}` has components of its own", shown(&product.id));
            let help = "remove them from the document, or leave this bill out";
            let mut problem = Diagnostic::new("components-stated", file, &message).with_help(help);
            let at = Place::root().at(Member::EndProducts, index).member(Member::Components);
            problem.pointer = Some(at.into());
            self.problems.push(problem);
        }
    }

    /// Lays declared origins over the bills and puts each into its product.
    pub(super) fn lay(
        &mut self,
        draft: &mut ProcurementDraft,
        bills: Bills<'a>,
        declared: &Declared,
        governing: Day,
        suppliers: &Suppliers,
        provenance: &mut Provenance<'a>,
    ) -> Option<()> {
        let mut overlay = declared.overlay(governing);
        for (bill, mut parts) in self.files.bills.iter().zip(bills.list) {
            if let Some(overlay) = &mut overlay {
                super::overlay::lay_over_parts(&mut parts, overlay, suppliers);
            }
            let finished = match parts.finish(&|name| suppliers.id_of(name)) {
                Ok(finished) => finished,
                Err(problems) => {
                    self.problems.extend(problems.iter().map(Diagnostic::from));
                    continue;
                }
            };
            self.remarks.extend(finished.table_remarks.iter().map(Diagnostic::from));
            self.remarks.extend(finished.remarks.iter().map(Diagnostic::from));
            let index = position(draft, bill.product).map(|(index, _)| index)?;
            let product = draft.end_products.as_mut()?.get_mut(index)?;
            product.components = Some(finished.bill);
            provenance.add_bill(index, finished.sources);
        }
        if let Some(mut overlay) = overlay {
            super::overlay::lay_over_document(draft, &mut overlay, provenance);
            self.remarks.extend(overlay.finish().iter().map(|one| declared.said(one)));
            provenance.add_declarations(declared.sources());
        }
        self.problems.is_empty().then_some(())
    }
}

fn position<'d>(
    draft: &'d ProcurementDraft,
    id: &str,
) -> Option<(usize, &'d safe_eligibility::model::product::EndProduct)> {
    draft.end_products.iter().flatten().enumerate().find(|(_, product)| &*product.id == id)
}
