//! Bills of materials from tables into the end products they are of.

use safe_eligibility::model::day::Day;
use safe_eligibility::model::given::shown;
use safe_eligibility::model::place::{Member, Place};
use safe_eligibility::model::procurement::ProcurementDraft;
use safe_eligibility::model::product::EndProduct;

use super::overlay::{Declared, lay_over_document, lay_over_parts};
use super::suppliers::Suppliers;
use super::{Gathering, Guessed, ProductBill};
use crate::cyclonedx::{CyclonedxBill, Stated, is_cyclonedx};
use crate::diagnostic::{Diagnostic, Severity};
use crate::mapping::{Guess, Mapping, Meaning};
use crate::origins::OriginOverlay;
use crate::parts::{BuildProblem, Fact, Finished, Parts, RowId};
use crate::provenance::{BillOrigin, Provenance};
use crate::shape::{self, BillFiles, BillParts, Days};
use crate::table::InputFile;

/// The parts of each bill, in the order of the bills.
pub(super) struct Bills<'a> {
    list: Vec<ReadBill<'a>>,
}

/// A bill before origins are laid over it.
enum ReadBill<'a> {
    Table(Box<BillParts<'a>>),
    Cyclonedx(Box<CyclonedxBill<'a>>),
}

impl<'a> Gathering<'_, 'a> {
    /// Reads every bill; they are read even where the document is not in order.
    pub(super) fn bills(&mut self, draft: Option<&ProcurementDraft>) -> Option<Bills<'a>> {
        let files = self.files;
        // Of a document that is not in order, nothing is decided by the day.
        let signed_on = draft.and_then(|draft| draft.contract.signed_on);
        let days = Days { as_of: files.as_of, governing: signed_on.unwrap_or(files.as_of) };
        let mut list = Vec::new();
        for bill in &files.bills {
            if let Some(draft) = draft {
                self.check_product(bill, draft);
            }
            list.extend(self.bill(bill, days));
        }
        (list.len() == files.bills.len()).then_some(Bills { list })
    }

    fn bill(&mut self, bill: &ProductBill<'a>, days: Days) -> Option<ReadBill<'a>> {
        let files = self.files;
        if let Some(file) = bill.files.iter().find(|file| is_cyclonedx(file)) {
            return self
                .cyclonedx(file, bill.files.len())
                .map(|bill| ReadBill::Cyclonedx(Box::new(bill)));
        }
        let guessed;
        let given = files.mapping.map(|given| given.mapping);
        let mapping = if let Some(given) = given.filter(|given| given.is_about_bills()) {
            given
        } else {
            guessed = self.guess(bill)?;
            &guessed
        };
        let (bills, others, read) = (&bill.files[..], &files.parts[..], files.read);
        let tables = BillFiles { bills, others, mapping, days, read };
        match shape::read_bill(&tables) {
            Ok(parts) => Some(ReadBill::Table(Box::new(parts))),
            Err(problems) => {
                self.problems.extend(problems.iter().map(Diagnostic::from));
                None
            }
        }
    }

    fn cyclonedx(&mut self, file: &InputFile<'a>, files: usize) -> Option<CyclonedxBill<'a>> {
        if files > 1 {
            let message = "a CycloneDX file is a whole bill, and cannot be read with others";
            let help = "give one file for the end product";
            self.problems
                .push(Diagnostic::new("several-files", file.name, message).with_help(help));
            return None;
        }
        match CyclonedxBill::read(file) {
            Ok(bill) => Some(bill),
            Err(problems) => {
                self.problems.extend(problems.iter().map(Diagnostic::from));
                None
            }
        }
    }

    fn guess(&mut self, bill: &ProductBill<'a>) -> Option<Mapping> {
        let first = bill.files.first()?;
        match Mapping::guess(&bill.files) {
            Ok(Guess { mapping, unread, .. }) => {
                let file = first.name.to_owned();
                let guessed = Guessed { file, mapping, unread };
                self.remarks.push(guessed.said());
                let mut mapping = guessed.mapping.clone();
                self.guessed.push(guessed);
                // The same sheet is found again, and then the others are told.
                mapping.table.sheet = None;
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
            let ids: Vec<String> =
                products.iter().map(|one| format!("`{}`", shown(&one.id))).collect();
            let message = format!("no end product has the id `{}`", shown(bill.product));
            let help = match ids.as_slice() {
                [] => "list the end product in the document first".to_owned(),
                ids => format!("name one of {}", ids.join(", ")),
            };
            self.problems.push(Diagnostic::new("no-such-product", file, &message).with_help(&help));
            return;
        };
        if product.components.is_some() {
            let message =
                format!("the end product `{}` has components of its own", shown(&product.id));
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
        for (bill, mut read) in self.files.bills.iter().zip(bills.list) {
            if let Some(overlay) = &mut overlay {
                read.lay_over(overlay, suppliers);
            }
            let index = position(draft, bill.product).map(|(index, _)| index)?;
            let product = draft.end_products.as_mut()?.get_mut(index)?;
            let origin = match read {
                ReadBill::Table(parts) => self.put_table(*parts, product, suppliers),
                ReadBill::Cyclonedx(read) => self.put_cyclonedx(*read, product, suppliers),
            };
            if let Some(origin) = origin {
                provenance.add_bill(index, origin);
            }
        }
        if let Some(mut overlay) = overlay {
            lay_over_document(draft, &mut overlay, provenance);
            self.remarks.extend(overlay.finish().iter().map(|one| declared.said(one)));
            provenance.add_declarations(declared.sources());
        }
        self.problems.is_empty().then_some(())
    }

    fn put_table(
        &mut self,
        parts: BillParts<'a>,
        product: &mut EndProduct,
        suppliers: &Suppliers,
    ) -> Option<BillOrigin<'a>> {
        match parts.finish(&|name| suppliers.id_of(name)) {
            Ok(finished) => {
                self.remarks.extend(finished.table_remarks.iter().map(Diagnostic::from));
                self.remarks.extend(finished.remarks.iter().map(Diagnostic::from));
                product.components = Some(finished.bill);
                Some(BillOrigin::Table(Box::new(finished.sources)))
            }
            Err(problems) => {
                self.problems.extend(problems.iter().map(Diagnostic::from));
                None
            }
        }
    }

    fn put_cyclonedx(
        &mut self,
        mut read: CyclonedxBill<'a>,
        product: &mut EndProduct,
        suppliers: &Suppliers,
    ) -> Option<BillOrigin<'a>> {
        let parts = std::mem::take(&mut read.parts);
        match parts.finish(None, false, &|name| suppliers.id_of(name)) {
            Ok(Finished { bill, rows, unknown_suppliers, .. }) => {
                self.remarks.extend(read.remarks.iter().map(Diagnostic::from));
                self.remarks.extend(unknown_supplier(&read, unknown_suppliers));
                if product.name.is_none() {
                    product.name = read.described.as_ref().map(|one| one.name.as_str().into());
                }
                product.components = Some(bill);
                Some(BillOrigin::Cyclonedx(Box::new((rows, read))))
            }
            Err(problems) => {
                self.problems.extend(problems.into_iter().map(|one| built(&read, one)));
                None
            }
        }
    }
}

impl ReadBill<'_> {
    fn lay_over(&mut self, overlay: &mut OriginOverlay<'_>, suppliers: &Suppliers) {
        match self {
            Self::Table(bill) => {
                let BillParts { parts, places, .. } = &mut **bill;
                let source = |part, parts: &Parts| {
                    places.source(parts.fact_row(part, Fact::Origin), Meaning::Origin)
                };
                lay_over_parts(parts, &source, overlay, suppliers);
            }
            Self::Cyclonedx(bill) => {
                let mut parts = std::mem::take(&mut bill.parts);
                let source = |part, parts: &Parts| {
                    Some(bill.source(parts.fact_row(part, Fact::Origin), Stated::Origin))
                };
                lay_over_parts(&mut parts, &source, overlay, suppliers);
                bill.parts = parts;
            }
        }
    }
}

fn unknown_supplier(bill: &CyclonedxBill<'_>, (count, row): (usize, RowId)) -> Option<Diagnostic> {
    let message = match count {
        0 => return None,
        1 => "a supplier that the document does not list is left out".to_owned(),
        count => format!("{count} suppliers that the document does not list are left out"),
    };
    let mut remark =
        Diagnostic::at("unknown-suppliers", bill.source(row, Stated::Supplier), &message);
    remark.severity = Severity::Warning;
    Some(remark.with_help("list them as contractors or subcontractors if they are some"))
}

fn built(bill: &CyclonedxBill<'_>, problem: BuildProblem) -> Diagnostic {
    match problem {
        BuildProblem::Cycle(steps) => {
            let row = steps.first().map_or(RowId::NONE, |step| step.row);
            let ids: Vec<String> =
                steps.iter().map(|step| format!("`{}`", shown(&step.id))).collect();
            let message = format!("parts that go into themselves: {}", ids.join(" into "));
            let help = "remove one of these uses; a bill of materials has no cycle";
            Diagnostic::at("cycle", bill.source(row, Stated::Parent), &message).with_help(help)
        }
        BuildProblem::TooManyParts => {
            let help = "split the end product into several";
            let message = "more parts than can be numbered";
            Diagnostic::at("too-large", bill.source(RowId::NONE, Stated::Whole), message)
                .with_help(help)
        }
        BuildProblem::Bill(problem) => {
            Diagnostic::at("bill", bill.source(RowId::NONE, Stated::Whole), &problem.to_string())
        }
    }
}

fn position<'d>(draft: &'d ProcurementDraft, id: &str) -> Option<(usize, &'d EndProduct)> {
    draft.end_products.iter().flatten().enumerate().find(|(_, product)| &*product.id == id)
}
