//! Facts of the document, looked up by their address.

use serde_json::Value;

use crate::json;
use crate::step::Fact;

/// The procurement document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Document<'d> {
    pub(crate) root: &'d Value,
}

impl<'d> Document<'d> {
    /// What is stated at an address; left out and `null` are both *not stated*.
    pub(crate) fn stated(self, at: &str) -> Option<&'d Value> {
        self.root.pointer(at).filter(|value| !value.is_null())
    }

    pub(crate) fn text(self, at: &str) -> Option<&'d str> {
        self.stated(at).and_then(Value::as_str)
    }

    pub(crate) fn truth(self, at: &str) -> Option<bool> {
        self.stated(at).and_then(Value::as_bool)
    }

    /// The list at an address; `None`: not stated.
    pub(crate) fn list(self, at: &str) -> Option<&'d [Value]> {
        self.stated(at).and_then(Value::as_array).map(Vec::as_slice)
    }

    /// The fact at an address, as a step has to name it.
    pub(crate) fn fact(self, at: String) -> Fact {
        let value = match self.stated(&at) {
            None => Value::Null,
            Some(Value::Array(items)) if at.ends_with("/areas") || items.is_empty() => {
                Value::Array(items.clone())
            }
            Some(Value::Array(items)) => Value::String(format!("{} items", items.len())),
            Some(Value::String(text)) => Value::String(as_written(&at, text)),
            Some(other) => other.clone(),
        };
        Fact { at, value }
    }

    /// The addresses of the items of a list, none where it is not stated.
    pub(crate) fn items(self, at: &str) -> impl Iterator<Item = String> + use<> {
        let count = self.list(at).map_or(0, <[Value]>::len);
        let at = at.to_owned();
        (0..count).map(move |index| format!("{at}/{index}"))
    }
}

// A figure is written without the zeros that may stand before it.
fn as_written(at: &str, text: &str) -> String {
    let is_figure = at.ends_with("/contract_share") || at.contains("/eur_per_unit/");
    if is_figure { plain(text) } else { text.to_owned() }
}

/// A figure without the zeros that may stand before it.
pub(crate) fn plain(text: &str) -> String {
    let whole = text.split('.').next().unwrap_or("").len();
    let zeros = text.bytes().take(whole.saturating_sub(1)).take_while(|digit| *digit == b'0');
    text.chars().skip(zeros.count()).collect()
}

/// What of an address comes first in the document: members in the order of its format, items and
/// currencies by number and name.
pub(crate) fn order(at: &str) -> Vec<(usize, usize, &str)> {
    let parts = at.split('/').skip(1);
    let each = parts.map(|part| match part.parse::<usize>() {
        Ok(index) => (1, index, ""),
        Err(_) => match MEMBERS.split(' ').position(|member| member == part) {
            Some(position) => (0, position, ""),
            None => (2, 0, part),
        },
    });
    each.collect()
}

/// The members of the format, in the order of its description.
const MEMBERS: &str = "\
    format id parent name title contract participating_states single_state contractors \
    subcontractors end_products exchange_rates signed_on value description quantity used_in \
    unit_cost unit_cost_range currency origin sourced_from supplier \
    participation_requirements_included own_eligibility_conditions_included \
    extension_steps_taken established_in executive_management_in country receives_assistance \
    controllers screening screened mitigation_required mitigation_in_place guarantees \
    commission_notified cleared_before regulation changed_since contract_share \
    critical_unique_input needs_classified_access relationship_since replacement_study_committed \
    facilities verified_by own no_alternative delivery_unrestrained classified_access_prevented \
    interests_respected kind areas design_authority held_by restrictions imposed_by on \
    may_substitute no_component_from_contravening_country components as_of eur_per_unit";

/// A document that is none, told as far as the verifier relies on it.
pub(crate) fn problem(root: &Value) -> Option<String> {
    let format = json::text(root, "format");
    if format != "safe-procurement/1" {
        return Some(format!("the format of the document is `{format}`, not `safe-procurement/1`"));
    }
    let signed_on = root.pointer("/contract/signed_on").filter(|day| !day.is_null())?;
    let is_day = signed_on.as_str().is_some_and(crate::unfit::is_day);
    (!is_day).then(|| format!("{} is no day of signature", crate::compare::short(signed_on)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_named_as_the_trace_names_them() {
        let root = serde_json::json!({
            "list": [1, 2], "none": [], "areas": ["space"], "contract_share": "00.350", "no": null
        });
        let document = Document { root: &root };
        for (at, value) in [
            ("/list", "2 items".into()),
            ("/none", Value::Array(Vec::new())),
            ("/areas", serde_json::json!(["space"])),
            ("/contract_share", "0.350".into()),
            ("/no", Value::Null),
            ("/nowhere/at/all", Value::Null),
        ] {
            assert_eq!(document.fact(at.to_owned()).value, value, "{at}");
        }
    }

    #[test]
    fn addresses_are_ordered_as_the_document_is() {
        let addresses = [
            "",
            "/contractors/0",
            "/end_products/2/components/0/origin",
            "/end_products/10",
            "/exchange_rates/eur_per_unit/GBP",
            "/exchange_rates/eur_per_unit/USD",
        ];
        for pair in addresses.windows(2) {
            assert!(order(pair[0]) < order(pair[1]), "{pair:?}");
        }
    }
}
