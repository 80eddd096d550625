//! What a fact of a document may turn out to be, and the document that states it.

use serde_json::{Map, Value, json};

const COUNTRIES: [&str; 8] = ["DE", "FR", "NO", "UA", "CA", "US", "KR", "RU"];

/// What a fact may turn out to be.
pub fn answers_to(at: &str, document: &Value) -> Vec<Value> {
    let name = at.rsplit('/').next().unwrap();
    let each = |answer: &dyn Fn(&str) -> Value| COUNTRIES.iter().map(|one| answer(one)).collect();
    match name {
        "established_in" | "executive_management_in" | "imposed_by" => each(&|one| json!(one)),
        "verified_by" => {
            let seat = at.replace("guarantees/verified_by", "established_in");
            let seat = document.pointer(&seat).filter(|seat| seat.is_string());
            seat.into_iter().cloned().chain(COUNTRIES.map(Value::from)).collect()
        }
        "origin" => ["EU", "DE", "UA", "CA", "US", "TR", "RU"].map(Value::from).to_vec(),
        "unit_cost" => ["0", "0.01", "7", "1250.5", "90000000"].map(Value::from).to_vec(),
        "contract_share" => {
            let shares = ["0", "0.1499999999", "0.15", "0.2", "0.35", "0.3500000001", "0.9", "1"];
            shares.map(Value::from).to_vec()
        }
        "signed_on" => {
            let days = ["2025-01-01", "2025-07-01", "2026-02-13", "2026-05-30", "2026-05-31"];
            days.into_iter().chain(["2026-11-22", "2027-03-01"]).map(Value::from).collect()
        }
        "relationship_since" => {
            ["2020-01-01", "2025-05-28", "2025-05-29", "2026-02-01"].map(Value::from).to_vec()
        }
        "kind" => ["defence-product", "other-product"].map(Value::from).to_vec(),
        "areas" => vec![json!([]), json!(["cyber"]), json!(["drones"]), json!(["cyber", "drones"])],
        "held_by" => ["contractor", "consortium", "other"].map(Value::from).to_vec(),
        "on" => ["design", "component"].map(Value::from).to_vec(),
        "restrictions" => {
            let on = |one: &str, on: &str, may: bool| json!([{ "imposed_by": one, "on": on, "may_substitute": may }]);
            let each = COUNTRIES.iter().flat_map(|one| {
                [on(one, "design", false), on(one, "component", true), on(one, "component", false)]
            });
            std::iter::once(json!([])).chain(each).collect()
        }
        "controllers" => {
            let one: Vec<Value> = each(&|one| json!([{ "country": one }]));
            let chain = json!([{ "country": "DE", "controllers": [{ "country": "US" }] }]);
            std::iter::once(json!([])).chain(one).chain([chain]).collect()
        }
        "facilities" => {
            let with = |one: &str, own: bool| json!([{ "country": one, "own": own, "no_alternative": true, "interests_respected": true }]);
            let each = COUNTRIES.iter().flat_map(|one| [with(one, true), with(one, false)]);
            std::iter::once(json!([])).chain(each).collect()
        }
        "GBP" | "USD" | "UAH" | "CHF" => {
            ["0.0000000001", "1.1534", "90000"].map(Value::from).to_vec()
        }
        "participating_states"
        | "contractors"
        | "subcontractors"
        | "end_products"
        | "components" => in_full(name),
        _ => vec![json!(true), json!(false)],
    }
}

/// What a list may turn out to be, everything of its items being stated.
fn in_full(name: &str) -> Vec<Value> {
    let each = |answer: &dyn Fn(&str) -> Value| COUNTRIES.iter().map(|one| answer(one)).collect();
    match name {
        "participating_states" => {
            let state =
                |one: &str, yes: bool| json!({ "country": one, "receives_assistance": yes });
            let lists = COUNTRIES.iter().flat_map(|one| {
                [json!([state(one, true)]), json!([state("PL", true), state(one, false)])]
            });
            lists.collect()
        }
        "contractors" => each(&|one| json!([entity("c", one)])),
        "subcontractors" => {
            let with = |one: &str, share: &str| {
                let mut entity = entity("s", one);
                entity["contract_share"] = share.into();
                entity["critical_unique_input"] = true.into();
                entity["needs_classified_access"] = true.into();
                entity["relationship_since"] = "2026-01-01".into();
                entity["replacement_study_committed"] = false.into();
                json!([entity])
            };
            let each = COUNTRIES.iter().flat_map(|one| [with(one, "0.1"), with(one, "0.3")]);
            std::iter::once(json!([])).chain(each).collect()
        }
        "end_products" => {
            let kinds = ["defence-product", "other-product"];
            let each = kinds.iter().flat_map(|kind| {
                COUNTRIES.iter().flat_map(move |one| {
                    [json!([]), json!(["cyber"]), json!(["drones"])]
                        .map(|areas| json!([product(kind, &areas, one)]))
                })
            });
            each.collect()
        }
        _ => each(&|one| bill(one)),
    }
}

fn entity(id: &str, country: &str) -> Value {
    json!({
        "id": id, "established_in": country, "executive_management_in": country,
        "controllers": [], "facilities": [{ "country": country, "own": false,
            "no_alternative": false, "interests_respected": true }],
    })
}

fn bill(origin: &str) -> Value {
    json!([{ "id": "1", "quantity": "1", "unit_cost": "3", "currency": "EUR", "origin": origin }])
}

fn product(kind: &str, areas: &Value, origin: &str) -> Value {
    json!({
        "id": "p", "kind": kind, "areas": areas,
        "design_authority": { "held_by": "contractor", "restrictions": [] },
        "components": bill(origin),
    })
}

/// The document with a fact stated.
pub fn stated(document: &Value, at: &str, answer: &Value) -> Value {
    let mut changed = document.clone();
    let mut here = &mut changed;
    let steps: Vec<&str> = at.split('/').skip(1).collect();
    let (last, above) = steps.split_last().unwrap();
    for step in above {
        here = match step.parse::<usize>() {
            Ok(index) => &mut here[index],
            Err(_) => {
                if here[*step].is_null() {
                    here[*step] = Value::Object(Map::new());
                }
                &mut here[*step]
            }
        };
    }
    if *last == "unit_cost" && here["currency"].is_null() {
        here["currency"] = "EUR".into();
    }
    here[*last] = answer.clone();
    changed
}
