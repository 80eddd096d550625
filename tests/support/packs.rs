//! Documents and pack files to start from.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};

/// The files of a pack as JSON, by their path.
pub type Files = BTreeMap<String, Value>;

/// A procurement that meets every condition, of one vehicle made of these lines.
pub fn vehicle(components: Value) -> Value {
    json!({
        "format": "safe-procurement/1",
        "id": "vehicle",
        "contract": { "participation_requirements_included": true },
        "participating_states": [
            { "country": "PL", "receives_assistance": true }, { "country": "NO" }
        ],
        "contractors": [ entity("prime", "PL") ],
        "subcontractors": [],
        "end_products": [ {
            "id": "vehicle", "kind": "defence-product", "areas": [ "ground-combat" ],
            "components": components
        } ],
        "exchange_rates": {
            "eur_per_unit": { "GBP": "1.25", "USD": "0.8", "JPY": "0.005", "UAH": "0.02" }
        }
    })
}

/// An entity that is in that country with all it has.
pub fn entity(id: &str, country: &str) -> Value {
    json!({
        "id": id, "established_in": country, "executive_management_in": country,
        "controllers": [], "facilities": [ { "country": country } ]
    })
}

/// A line of the end product itself.
pub fn line(id: &str, cost: &str, origin: &str) -> Value {
    json!({ "id": id, "quantity": "1", "unit_cost": cost, "currency": "EUR", "origin": origin })
}

/// An agreement that opens every topic from its first day on, all of it in the act's own words.
///
/// The shares are those of the party at most, of the core area at least, of all others at most.
pub fn agreement(party: &str, first_day: &str, [party_share, core, other]: [&str; 3]) -> Value {
    let attested = |mut object: Value| {
        let members = object.as_object_mut().unwrap();
        members.insert("source".into(), json!("oj-l-2025-1106"));
        members.insert("evidence".into(), json!("text"));
        members.insert("known_from".into(), Value::Null);
        members.insert("note".into(), Value::Null);
        object
    };
    let topics = safe_eligibility::rulebook::pack::Topic::ALL
        .map(|topic| attested(json!({ "topic": topic.as_str(), "answer": "open" })));
    json!({
        "format": "safe-agreement/1",
        "party": party,
        "stage": "provisional-application",
        "title": "An agreement of a test",
        "citation": "none",
        "first_day": first_day,
        "last_day": null,
        "signed": attested(json!({ "day": first_day })),
        "applied": [ attested(json!({
            "mode": "provisional", "first_day": first_day, "last_day": null, "answer": "yes"
        })) ],
        "topics": topics,
        "max_party_share": attested(json!({ "share": party_share })),
        "max_other_share": attested(json!({ "share": other })),
        "min_core_share": attested(json!({ "share": core })),
        "control_terms": attested(json!({ "answer": "as-the-act" })),
        "contribution": null,
    })
}

/// Where the file of an agreement of [`agreement`] stands.
pub fn agreement_path(party: &str) -> String {
    format!("agreements/{party}/provisional-application.json")
}

/// The rows of a register, to be changed.
pub fn rows<'f>(files: &'f mut Files, register: &str) -> &'f mut Vec<Value> {
    let file = files.get_mut(&format!("countries/{register}.json")).unwrap();
    file["rows"].as_array_mut().unwrap()
}

/// A row of a register of core countries, from a day on.
pub fn core_row(country: &str, first_day: &str) -> Value {
    json!({
        "country": country, "first_day": first_day, "last_day": null,
        "source": "oj-l-2025-1106", "evidence": "text", "known_from": null, "note": null
    })
}

/// A case of `tests/cases`: its document and what its `.toml` says.
pub struct Case {
    pub path: PathBuf,
    pub document: Value,
    pub bytes: Vec<u8>,
    pub expected: toml::Table,
}

impl Case {
    pub fn name(&self) -> String {
        let top = super::top();
        self.path.strip_prefix(top).unwrap().display().to_string()
    }

    /// With what it is asked about.
    pub fn setting(&self) -> super::asking::Setting {
        let text = |name: &str| self.expected.get(name).and_then(toml::Value::as_str);
        let mut setting = super::asking::Setting::on(text("as_of").unwrap());
        let readings = self.expected.get("readings").and_then(toml::Value::as_table);
        for (id, option) in readings.into_iter().flatten() {
            setting = setting.reading(id, option.as_str().unwrap());
        }
        if let Some(least) = text("least_evidence") {
            setting.least = safe_eligibility::outcome::EvidenceGrade::named(least).unwrap();
        }
        setting
    }
}

/// Every case of `tests/cases`, in the order of their paths.
pub fn cases() -> Vec<Case> {
    let paths = super::files_below(&super::top().join("tests/cases"), ".toml");
    let cases = paths.into_iter().map(|path| {
        let bytes = std::fs::read(path.with_extension("json")).unwrap();
        Case {
            document: serde_json::from_slice(&bytes).unwrap(),
            bytes,
            expected: std::fs::read_to_string(&path).unwrap().parse().unwrap(),
            path,
        }
    });
    cases.collect()
}
