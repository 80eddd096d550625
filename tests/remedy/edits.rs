//! Changes as they are made in a document, from what they say of themselves alone.

use safe_eligibility::remedy::Change;
use serde_json::{Map, Value, json};

/// A change, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub kind: String,
    pub at: String,
    pub to: Option<String>,
    pub from: Option<String>,
}

impl Edit {
    pub fn of(change: &Change) -> Edit {
        Edit {
            kind: change.kind.as_str().to_owned(),
            at: change.at.to_string(),
            to: change.to.as_deref().map(str::to_owned),
            from: change.from.as_deref().map(str::to_owned),
        }
    }

    fn new(kind: &str, at: &str, to: Option<&str>) -> Edit {
        Edit { kind: kind.into(), at: at.into(), to: to.map(str::to_owned), from: None }
    }
}

fn object<'v>(value: &'v mut Value, name: &str) -> &'v mut Value {
    if value[name].is_null() {
        value[name] = Value::Object(Map::new());
    }
    &mut value[name]
}

/// The document after some changes; States are taken out last, so that places stay right.
pub fn edited(document: &Value, edits: &[Edit]) -> Value {
    let mut changed = document.clone();
    for edit in edits {
        apply(&mut changed, edit);
    }
    let gone: Vec<&str> = edits
        .iter()
        .filter(|edit| edit.kind == "remove-state")
        .map(|edit| edit.at.rsplit('/').next().unwrap())
        .collect();
    if let Some(states) = changed["participating_states"].as_array_mut() {
        let mut index = 0;
        states.retain(|_| {
            index += 1;
            !gone.contains(&&*(index - 1).to_string())
        });
    }
    changed
}

fn apply(document: &mut Value, edit: &Edit) {
    let (parent, _) = edit.at.rsplit_once('/').unwrap();
    let to = edit.to.as_deref().unwrap_or_default();
    match &*edit.kind {
        "sign-on" => object(document, "contract")["signed_on"] = to.into(),
        "add-state" => {
            document["participating_states"].as_array_mut().unwrap().push(json!({ "country": to }));
        }
        "remove-state" => {}
        "include-requirements" => {
            object(document, "contract")["participation_requirements_included"] = true.into();
        }
        "include-conditions" => {
            object(document, "contract")["own_eligibility_conditions_included"] = true.into();
        }
        "take-extension-steps" => {
            object(document, "single_state")["extension_steps_taken"] = true.into();
        }
        "screen" => {
            let screening = object(document.pointer_mut(parent).unwrap(), "screening");
            screening["screened"] = true.into();
            screening["mitigation_in_place"] = true.into();
        }
        "guarantee" => {
            let guarantees = object(document.pointer_mut(parent).unwrap(), "guarantees");
            guarantees["verified_by"] = to.into();
            for fact in
                ["delivery_unrestrained", "classified_access_prevented", "interests_respected"]
            {
                guarantees[fact] = true.into();
            }
        }
        "move-facility" => document.pointer_mut(&edit.at).unwrap()["country"] = to.into(),
        "commit-to-study" => {
            document.pointer_mut(parent).unwrap()["replacement_study_committed"] = true.into();
        }
        "replace-subcontractor" => replace(document.pointer_mut(&edit.at).unwrap(), to),
        "hold-design-authority" => {
            let product = document.pointer_mut(parent.trim_end_matches("/design_authority"));
            object(product.unwrap(), "design_authority")["held_by"] = "contractor".into();
        }
        "obtain-substitution" => {
            document.pointer_mut(parent).unwrap()["may_substitute"] = true.into();
        }
        "re-source" => {
            let line = document.pointer_mut(&edit.at).unwrap().as_object_mut().unwrap();
            line.insert("origin".into(), to.into());
            if line.get("sourced_from").is_some_and(|from| !from.is_null()) {
                line.insert("sourced_from".into(), to.into());
            }
            line.remove("supplier");
        }
        other => panic!("no such change: {other}"),
    }
}

fn replace(subcontractor: &mut Value, to: &str) {
    let replaced = subcontractor.as_object_mut().unwrap();
    for gone in [
        "name",
        "screening",
        "guarantees",
        "commission_notified",
        "cleared_before",
        "relationship_since",
    ] {
        replaced.remove(gone);
    }
    for seat in ["established_in", "executive_management_in"] {
        replaced.insert(seat.into(), to.into());
    }
    for list in ["controllers", "facilities"] {
        replaced.insert(list.into(), json!([]));
    }
}

/// Every change that somebody can choose in a document, apart from days of signature.
pub fn every_edit(document: &Value) -> Vec<Edit> {
    let mut all = Vec::new();
    let items =
        |at: &str| document.pointer(at).and_then(Value::as_array).cloned().unwrap_or_default();
    let states = items("/participating_states");
    for index in 0..states.len() {
        all.push(Edit::new("remove-state", &format!("/participating_states/{index}"), None));
    }
    let takes_part = |code: &str| states.iter().any(|state| state["country"] == code);
    // Assisted or not, in the Union or not: the register has all of them.
    for code in ["PL", "LT", "DE", "AT", "NO", "IS", "UA"] {
        if !states.is_empty() && !takes_part(code) {
            all.push(Edit::new("add-state", "/participating_states", Some(code)));
        }
    }
    all.push(Edit::new("include-requirements", "/contract/x", None));
    all.push(Edit::new("include-conditions", "/contract/x", None));
    all.push(Edit::new("take-extension-steps", "/single_state/x", None));
    for list in ["contractors", "subcontractors"] {
        for (index, entity) in items(&format!("/{list}")).iter().enumerate() {
            let at = format!("/{list}/{index}");
            all.push(Edit::new("screen", &format!("{at}/screening"), None));
            if let Some(seat) = entity["established_in"].as_str() {
                all.push(Edit::new("guarantee", &format!("{at}/guarantees"), Some(seat)));
            }
            for facility in 0..items(&format!("{at}/facilities")).len() {
                let at = format!("{at}/facilities/{facility}");
                all.push(Edit::new("move-facility", &at, Some("PL")));
            }
            if list == "subcontractors" {
                all.push(Edit::new("commit-to-study", &format!("{at}/x"), None));
                all.push(Edit::new("replace-subcontractor", &at, Some("PL")));
            }
        }
    }
    for product in 0..items("/end_products").len() {
        let at = format!("/end_products/{product}");
        let authority = format!("{at}/design_authority");
        all.push(Edit::new("hold-design-authority", &format!("{authority}/held_by"), None));
        for restriction in 0..items(&format!("{authority}/restrictions")).len() {
            let at = format!("{authority}/restrictions/{restriction}/may_substitute");
            all.push(Edit::new("obtain-substitution", &at, None));
        }
        for line in 0..items(&format!("{at}/components")).len() {
            let at = format!("{at}/components/{line}");
            all.push(Edit::new("re-source", &at, Some("EU")));
        }
    }
    all
}
