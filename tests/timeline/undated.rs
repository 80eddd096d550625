//! Of what counts as known on a day, everything is named of which nobody states since when it is.

use std::collections::{BTreeMap, BTreeSet};

use safe_eligibility::model::day::Day;
use safe_eligibility::timeline::{Span, Timeline};
use safe_eligibility::trace::{BoundOrigin, Step};
use safe_eligibility::{Law, assess};
use serde_json::{Value, json};

use super::oracle::generate::{self, Random};
use super::support::asking::{Setting, read};
use super::support::{day, files_below, pack_files, packs, rulebook, rulebook_of, top};
use super::{days, signed};

/// Since when each datum of a pack is public, by its address in a trace; `None`: not stated.
fn public_since(files: &packs::Files) -> BTreeMap<String, Option<String>> {
    let mut since = BTreeMap::new();
    let of = |value: &Value| value["known_from"].as_str().map(str::to_owned);
    let at = |value: &Value| {
        value["first_day"].as_str().map(|day| format!("@{day}")).unwrap_or_default()
    };
    for (path, file) in files {
        let text = |member: &str| file[member].as_str().unwrap_or_default();
        if path.starts_with("countries/") {
            for row in file["rows"].as_array().into_iter().flatten() {
                let country = row["country"].as_str().unwrap_or_default();
                let name = format!("countries/{}#{country}", text("register"));
                since.insert(format!("{name}{}", at(row)), of(row));
                if row["stalled"].is_object() {
                    since.insert(format!("{name}/stalled"), of(&row["stalled"]));
                }
            }
        } else if path.starts_with("agreements/") {
            let name = format!("agreements/{}", text("party"));
            for row in file["applied"].as_array().unwrap() {
                let mode = row["mode"].as_str().unwrap();
                since.insert(format!("{name}#applied/{mode}{}", at(row)), of(row));
            }
            for row in file["topics"].as_array().unwrap() {
                since.insert(format!("{name}#topics/{}", row["topic"].as_str().unwrap()), of(row));
            }
            for member in ["max_party_share", "max_other_share", "min_core_share", "control_terms"]
            {
                since.insert(format!("{name}#{member}"), of(&file[member]));
            }
        }
    }
    since
}

/// The addresses of the data with a source that a step looks at.
fn looked_at(step: &Step<'_>, found: &mut BTreeSet<String>) {
    let bound = step.compares.as_ref().and_then(|one| match &one.right.from {
        BoundOrigin::Datum(datum) => Some(datum),
        BoundOrigin::Parameter(_) | BoundOrigin::Assumed { .. } => None,
    });
    let data = step.law.iter().chain(bound).filter(|datum| datum.source.is_some());
    found.extend(data.map(|datum| datum.address.to_string()));
    step.because.iter().for_each(|part| looked_at(part, found));
}

/// What the traces of every single day look at.
fn looked_at_in(document: &Value, law: &Law, span: Span) -> BTreeSet<String> {
    let procurement = read(document);
    let mut found = BTreeSet::new();
    for day in days(span) {
        let (signed, of_day) = (signed(&procurement, day), law.on(day));
        for assessment in [assess(&signed, law).unwrap(), assess(&procurement, &of_day).unwrap()] {
            let findings = assessment.findings().iter().map(|finding| &finding.step);
            findings.chain(assessment.involvement()).for_each(|step| looked_at(step, &mut found));
        }
    }
    found
}

fn named(document: &Value, law: &Law, known_at: Day, span: Span) -> BTreeSet<String> {
    let (known, left_out) = law.known_at(known_at).unwrap();
    let procurement = read(document);
    let timeline = Timeline::of(&procurement, &known, span).unwrap();
    let timeline = timeline.knowing(known_at, left_out).unwrap();
    timeline.undated().iter().map(|one| one.address.to_string()).collect()
}

fn sample(name: &str) -> Value {
    let path = top().join("examples/data").join(name);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn every_datum_without_a_day_is_named_and_none_of_a_later_day_is_used() {
    let since = public_since(&pack_files());
    let mut random = Random::seeded(59);
    let samples = files_below(&top().join("examples/data"), ".json").into_iter();
    let samples =
        samples.map(|path| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap());
    let mut documents: Vec<Value> = samples.collect();
    documents.extend((0..20).map(|_| generate::document(&mut random)));
    let (mut undated, mut dated) = (0, 0);
    for document in &documents {
        let known_at = ["2025-09-10", "2026-02-15", "2026-04-05"][random.below(3)];
        let law = Setting::on(known_at).law(&rulebook());
        let first = day(["2025-08-20", "2026-02-01", "2026-03-20"][random.below(3)]);
        let last = std::iter::successors(Some(first), |day| day.tomorrow()).nth(30).unwrap();
        let span = Span::new(first, last).unwrap();
        let known = law.known_at(day(known_at)).unwrap().0;
        let named = named(document, &law, day(known_at), span);
        for address in looked_at_in(document, &known, span) {
            match &since[&address] {
                None => {
                    undated += 1;
                    assert!(named.contains(&address), "{address} of {document}");
                }
                Some(from) => {
                    dated += 1;
                    assert!(!named.contains(&address), "{address}");
                    // Terms that were not public yet are looked at as what is not known.
                    let is_term =
                        address.starts_with("agreements/") && !address.contains("#applied");
                    assert!(&**from <= known_at || is_term, "{address} of {document}");
                }
            }
        }
    }
    assert!(undated > 200 && dated > 50, "{undated} {dated}");
}

#[test]
fn reports_of_september_are_named_where_april_is_asked_about() {
    let document = sample("tactical-radios-from-canada.json");
    let law = Setting::on("2026-04-05").law(&rulebook());
    let span = Span::new(day("2026-04-05"), day("2026-04-05")).unwrap();
    let (known, left_out) = law.known_at(day("2026-04-05")).unwrap();
    let procurement = read(&document);
    let timeline = Timeline::of(&procurement, &known, span).unwrap();
    let timeline = timeline.knowing(day("2026-04-05"), left_out).unwrap();
    let said = timeline.undated().iter().map(|one| (one.address.to_string(), &*one.source));
    let said: Vec<(String, &str)> = said.collect();
    let topic = "agreements/CA#topics/executive-management".to_owned();
    assert!(said.contains(&(topic, "canada-press-2026-09")), "{said:?}");
    // Nothing is said of a day where all is known.
    assert_eq!(Timeline::of(&procurement, &law, span).unwrap().undated(), []);
}

#[test]
fn territories_stages_and_versions_without_a_day_are_named() {
    let mut files = pack_files();
    let stage = "agreements/CA/provisional-application.json";
    files.get_mut(stage).unwrap()["signed"]["known_from"] = Value::Null;
    let rule = "acts/reg-2025-1106/establishment/2025-05-29.json";
    files.get_mut(rule).unwrap()["known_from"] = Value::Null;
    let lines = json!([packs::line("1", "70", "GP"), packs::line("2", "30", "CA")]);
    let law = Setting::today().law(&rulebook_of(&files));
    let span = Span::new(day("2026-11-01"), day("2026-11-22")).unwrap();
    let named = named(&packs::vehicle(lines), &law, day("2026-11-22"), span);
    for address in ["agreements/CA", "rules/establishment@2025-05-29"] {
        assert!(named.contains(address), "{address} {named:?}");
    }
    assert!(named.iter().any(|one| one.starts_with("countries/territories#GP")), "{named:?}");
}
