//! Every form of an assumption with the edit of a pack that says the same.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// The files of a pack.
pub type Edited = BTreeMap<String, Value>;

/// A datum that an act states, so that nothing is set aside.
fn stated(mut datum: Value) -> Value {
    for (name, value) in [
        ("source", json!("oj-l-2025-1106")),
        ("evidence", json!("text")),
        ("known_from", Value::Null),
        ("note", Value::Null),
    ] {
        datum[name] = value;
    }
    datum
}

fn rows<'f>(files: &'f mut Edited, register: &str) -> &'f mut Vec<Value> {
    files.get_mut(&format!("countries/{register}.json")).unwrap()["rows"].as_array_mut().unwrap()
}

fn row<'f>(files: &'f mut Edited, register: &str, country: &str) -> &'f mut Value {
    let mut rows = rows(files, register).iter_mut();
    rows.find(|row| row["country"] == country && row["last_day"].is_null()).unwrap()
}

const CANADA: &str = "agreements/CA/provisional-application.json";
const CAP: &str = "acts/reg-2025-1106/component-cap/2025-05-29.json";
const WINDOW: &str = "acts/reg-2025-1106/single-state-window/2025-05-29.json";
const OUTSIDE: &str = "acts/reg-2025-1106/outside-subcontractor/2025-05-29.json";

/// The texts of assumptions, and the edit.
pub type Form = (&'static [&'static str], fn(&mut Edited));

/// Each form with the edit of the files that says the same.
pub fn forms() -> Vec<Form> {
    [agreements(), statuses(), parameters()].concat()
}

fn agreements() -> Vec<Form> {
    vec![
        (&["agreement GB from 2026-03-01 like CA"], |files| {
            let mut agreement = files[CANADA].clone();
            agreement["party"] = "GB".into();
            agreement["stage"] = "by-hand".into();
            agreement["first_day"] = "2026-03-01".into();
            agreement["signed"] = stated(json!({ "day": "2026-03-01" }));
            agreement["applied"] = json!([stated(json!({
                "mode": "provisional", "first_day": "2026-03-01", "last_day": null, "answer": "yes"
            }))]);
            files.insert("agreements/GB/by-hand.json".into(), agreement);
        }),
        (&["agreement CA ends on 2026-08-31"], |files| {
            let applied = files.get_mut(CANADA).unwrap()["applied"].as_array_mut().unwrap();
            for row in applied.iter_mut().filter(|row| row["last_day"].is_null()) {
                row["last_day"] = "2026-08-31".into();
            }
            for mode in ["provisional", "in-force"] {
                applied.push(stated(json!({
                    "mode": mode, "first_day": "2026-09-01", "last_day": null, "answer": "no"
                })));
            }
        }),
    ]
}

fn statuses() -> Vec<Form> {
    vec![
        (&["GE loses candidate status on 2026-06-01"], |files| {
            row(files, "accession", "GE")["last_day"] = "2026-05-31".into();
        }),
        (&["US gains potential candidate status on 2026-06-01"], |files| {
            rows(files, "accession").push(stated(json!({
                "country": "US", "first_day": "2026-06-01", "last_day": null,
                "status": "potential-candidate", "stalled": null
            })));
        }),
        (&["US gains acceding status on 2026-06-01"], |files| {
            rows(files, "accession").push(stated(json!({
                "country": "US", "first_day": "2026-06-01", "last_day": null,
                "status": "acceding", "stalled": null
            })));
        }),
        (&["US gains partnership on 2026-06-01"], |files| {
            rows(files, "partnerships").push(stated(json!({
                "country": "US", "first_day": "2026-06-01", "last_day": null, "answer": "yes"
            })));
        }),
        (&["CA loses partnership on 2026-06-01"], |files| {
            row(files, "partnerships", "CA")["last_day"] = "2026-05-31".into();
        }),
        (&["PL loses assistance on 2026-06-01"], |files| {
            row(files, "assistance", "PL")["last_day"] = "2026-05-31".into();
            rows(files, "assistance").push(stated(json!({
                "country": "PL", "first_day": "2026-06-01", "last_day": null, "answer": "no"
            })));
        }),
        (&["AT gains assistance on 2026-06-01"], |files| {
            row(files, "assistance", "AT")["last_day"] = "2026-05-31".into();
            rows(files, "assistance").push(stated(json!({
                "country": "AT", "first_day": "2026-06-01", "last_day": null, "answer": "yes"
            })));
        }),
    ]
}

fn parameters() -> Vec<Form> {
    vec![
        (&["cap 0.30"], |files| {
            files.get_mut(CAP).unwrap()["condition"]["share-at-most"]["ceiling"] = "0.30".into();
        }),
        (&["component-cap.ceiling 0.4 from 2026-06-01"], |files| {
            let mut later = files[CAP].clone();
            files.get_mut(CAP).unwrap()["last_day"] = "2026-05-31".into();
            later["first_day"] = "2026-06-01".into();
            later["condition"]["share-at-most"]["ceiling"] = "0.4".into();
            files.insert(CAP.replace("2025-05-29", "2026-06-01"), later);
        }),
        (&["single-state-window.last_day 2026-11-30"], |files| {
            let window = files.get_mut(WINDOW).unwrap();
            window["condition"]["all"][1]["signed-by"]["last_day"] = "2026-11-30".into();
        }),
        (&["outside-subcontractor.least 0.03", "outside-subcontractor.most 0.5"], |files| {
            let rule = files.get_mut(OUTSIDE).unwrap();
            let share = &mut rule["condition"]["all"][0]["contract-share"];
            share["least"] = "0.03".into();
            share["most"] = "0.5".into();
        }),
        (
            &["outside-subcontractor.day 2026-01-01", "outside-subcontractor.sum_ceiling 0.2"],
            |files| {
                let rule = files.get_mut(OUTSIDE).unwrap();
                rule["condition"]["all"][1]["any"][0]["related-before"]["day"] =
                    "2026-01-01".into();
                rule["sum_ceiling"]["options"][1]["value"] = "0.2".into();
            },
        ),
    ]
}
