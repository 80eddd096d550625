//! Who the suppliers are that tables name.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use safe_eligibility::model::entity::Entity;
use safe_eligibility::model::given::shown;
use safe_eligibility::model::procurement::ProcurementDraft;

use crate::diagnostic::{Diagnostic, Severity};

/// Contractors and subcontractors by id and by name.
pub(super) struct Suppliers {
    ids: BTreeSet<Box<str>>,
    // `None`: two have the name.
    by_name: BTreeMap<String, Option<Box<str>>>,
    // Names that were taken for an id.
    taken: RefCell<BTreeMap<String, Box<str>>>,
}

impl Suppliers {
    pub(super) fn of(draft: &ProcurementDraft) -> Self {
        let contractors = draft.contractors.iter().flatten().map(|one| &one.entity);
        let entities =
            contractors.chain(draft.subcontractors.iter().flatten().map(|one| &one.entity));
        let (mut ids, mut by_name) = (BTreeSet::new(), BTreeMap::new());
        for Entity { id, name, .. } in entities {
            ids.insert(id.clone());
            let Some(name) = name.as_deref().map(folded).filter(|name| !name.is_empty()) else {
                continue;
            };
            by_name
                .entry(name)
                .and_modify(|known| *known = None)
                .or_insert_with(|| Some(id.clone()));
        }
        Self { ids, by_name, taken: RefCell::new(BTreeMap::new()) }
    }

    /// The id of whom a table names by id or by name; `None`: nobody for certain.
    pub(super) fn id_of(&self, text: &str) -> Option<Box<str>> {
        if let Some(id) = self.ids.get(text) {
            return Some(id.clone());
        }
        let id = self.by_name.get(&folded(text))?.clone()?;
        self.taken.borrow_mut().insert(text.to_owned(), id.clone());
        Some(id)
    }

    /// Who was found by name.
    pub(super) fn remarks(&self) -> Vec<Diagnostic> {
        let taken = self.taken.borrow();
        let each = taken.iter().map(|(name, id)| {
            let message = format!(
                "`{}` is taken for the supplier `{}`, whose name it is",
                shown(name),
                shown(id)
            );
            let mut remark = Diagnostic::new("supplier-by-name", "suppliers", &message);
            remark.severity = Severity::Note;
            remark.given = Some(name.as_str().into());
            remark
        });
        each.collect()
    }
}

/// A name without the case of its letters and with single spaces.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read_document;

    #[test]
    fn an_id_goes_before_a_name_and_a_shared_name_is_nobodys() {
        let text = br#"{ "format": "safe-procurement/1", "id": "1",
            "contractors": [ { "id": "acme", "name": "Example  Missiles" }, { "id": "b", "name": "Twin" } ],
            "subcontractors": [ { "id": "Twin" }, { "id": "c", "name": "twin" }, { "id": "d" } ] }"#;
        let suppliers = Suppliers::of(&read_document(text).unwrap().into_stated());
        let id = |text: &str| suppliers.id_of(text).map(String::from);
        assert_eq!(id("acme").as_deref(), Some("acme"));
        assert_eq!(id(" example missiles").as_deref(), Some("acme"));
        assert_eq!(id("Twin").as_deref(), Some("Twin"));
        assert_eq!((id("TWIN"), id("nobody"), id("")), (None, None, None));
        let remarks: Vec<String> = suppliers.remarks().iter().map(ToString::to_string).collect();
        assert_eq!(
            remarks,
            ["suppliers: ` example missiles` is taken for the supplier `acme`, whose name it is"]
        );
    }
}
