//! Standings, reckoned anew from the files of the pack.

use std::collections::{BTreeMap, BTreeSet};

use safe_eligibility::Law;
use safe_eligibility::model::country::CountryCode;
use safe_eligibility::model::day::Day;
use safe_eligibility::outcome::{EvidenceGrade, Outcome};
use safe_eligibility::rulebook::pack::Topic;
use safe_eligibility::status::Status;
use serde_json::{Value, json};

use crate::support::asking::{Line, Setting, Summary};
use crate::support::packs::{self, Files};
use crate::support::{self};

const CORE: [(&str, &str); 3] = [
    ("member-states", "member-state"),
    ("eea-efta-states", "eea-efta-state"),
    ("ukraine", "ukraine"),
];
const IN_FORCE: &str = "2025-05-29";

/// What a country is for a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    Core(&'static str),
    Partner,
    NotKnown,
    Outside,
}

pub(crate) fn each_has_one() {
    let files = support::pack_files();
    let rulebook = support::rulebook();
    let mut seen = [0usize; 4];
    for least in EvidenceGrade::ALL {
        for day in days(&rulebook.on(support::day(IN_FORCE))) {
            let law = rulebook.on(day).with_least_evidence(least);
            let day = day.to_string();
            for country in CountryCode::all() {
                let status = Status::of(country, &law);
                let inside: BTreeSet<Topic> =
                    status.inside.iter().map(|(topic, _)| *topic).collect();
                assert_eq!((inside.len(), status.inside.len()), (6, 6), "{country} on {day}");
                for (topic, judgement) in &status.inside {
                    let expected = standing(&files, country.as_str(), &day, *topic, least);
                    let found = match (status.class, judgement.outcome) {
                        (Some(class), Outcome::Met) => Standing::Core(class.as_str()),
                        (None, Outcome::Met) => Standing::Partner,
                        (_, Outcome::Undetermined) => Standing::NotKnown,
                        (_, Outcome::NotMet) => Standing::Outside,
                    };
                    assert_eq!(
                        found, expected,
                        "{country} on {day} for {topic:?}, {least} at least"
                    );
                    seen[place_of(&found)] += 1;
                }
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
}

fn place_of(standing: &Standing) -> usize {
    match standing {
        Standing::Core(_) => 0,
        Standing::Partner => 1,
        Standing::NotKnown => 2,
        Standing::Outside => 3,
    }
}

/// Every day on which the law may change, with the days before and after.
fn days(law: &Law) -> BTreeSet<Day> {
    let around = |day: Day| [day.yesterday(), Some(day), day.tomorrow()];
    law.change_days().flat_map(around).flatten().collect()
}

/// What the files say; a country in two core registers, or twice in one, is a fault of the pack.
fn standing(
    files: &Files,
    country: &str,
    day: &str,
    topic: Topic,
    least: EvidenceGrade,
) -> Standing {
    let day = day.max(IN_FORCE);
    let territory = row_on(files, "territories", country, day);
    let state = territory.map_or(country, |row| row["read_as"].as_str().unwrap());
    let core: Vec<&'static str> = CORE
        .into_iter()
        .filter(|(register, _)| row_on(files, register, state, day).is_some())
        .map(|(_, class)| class)
        .collect();
    assert!(core.len() < 2, "{country} is {core:?} on {day}");
    if let [class] = core[..] {
        return Standing::Core(class);
    }
    let Some(agreement) = files.get(&packs::agreement_path(country)) else {
        return Standing::Outside;
    };
    let weighed = |row: &Value| {
        let grade = EvidenceGrade::named(row["evidence"].as_str().unwrap()).unwrap();
        match row["answer"].as_str().unwrap() {
            _ if grade < least => Outcome::Undetermined,
            "yes" | "open" => Outcome::Met,
            "no" | "not-open" => Outcome::NotMet,
            _ => Outcome::Undetermined,
        }
    };
    let applied = agreement["applied"].as_array().unwrap().iter().filter(|row| includes(row, day));
    let applied = applied.map(weighed).max().unwrap_or(Outcome::NotMet);
    let is_topic = |row: &&Value| row["topic"] == topic.as_str();
    let opened = agreement["topics"].as_array().unwrap().iter().find(is_topic).map(weighed);
    match applied.min(opened.unwrap()) {
        Outcome::Met => Standing::Partner,
        Outcome::Undetermined => Standing::NotKnown,
        Outcome::NotMet => Standing::Outside,
    }
}

fn row_on<'f>(files: &'f Files, register: &str, country: &str, day: &str) -> Option<&'f Value> {
    let rows = files[&format!("countries/{register}.json")]["rows"].as_array().unwrap();
    let mut rows = rows.iter().filter(|row| row["country"] == country && includes(row, day));
    let row = rows.next();
    assert!(rows.next().is_none(), "two rows for {country} in {register} on {day}");
    row
}

fn includes(row: &Value, day: &str) -> bool {
    row["first_day"].as_str().is_none_or(|first| first <= day)
        && row["last_day"].as_str().is_none_or(|last| day <= last)
}

/// One document that asks about every country at once, on each of those days.
pub(crate) fn findings_follow() {
    let files = support::pack_files();
    let rulebook = support::rulebook();
    let document = everywhere();
    for day in days(&rulebook.on(support::day(IN_FORCE))) {
        let law = rulebook.on(day);
        let summary = Summary::asked(&document, &law);
        let lines = summary.lines.iter().map(|line| ((&*line.rule, &*line.subject), line));
        let lines: BTreeMap<(&str, &str), &Line> = lines.collect();
        for (index, country) in CountryCode::all().enumerate() {
            let (contractor, product) =
                (format!("/contractors/{index}"), format!("/end_products/{index}"));
            for (topic, rule, subject) in [
                (Topic::Establishment, "establishment", &contractor),
                (Topic::ExecutiveManagement, "executive-management", &contractor),
                (Topic::Control, "control", &contractor),
                (Topic::Facilities, "facilities", &contractor),
                (Topic::DesignAuthority, "design-authority", &product),
            ] {
                let least = EvidenceGrade::Secondary;
                let standing = standing(&files, country.as_str(), &day.to_string(), topic, least);
                let (outcome, via) = match standing {
                    Standing::Core(_) => ("met", None),
                    Standing::Partner => ("met", Some(format!("agreement:{country}"))),
                    Standing::NotKnown => ("undetermined", None),
                    Standing::Outside => ("not-met", None),
                };
                let line = lines[&(rule, &**subject)];
                // The terms on control of an entity of the party are not known.
                let terms = rule == "control" && line.outcome == "undetermined";
                assert!(
                    (line.outcome == outcome && line.via == via)
                        || (terms && country.as_str() == "CA"),
                    "{rule} of {country} on {day}: {line:?}"
                );
            }
        }
    }
}

fn everywhere() -> Value {
    let mut document = packs::vehicle(json!([]));
    let contractors = CountryCode::all().map(|country| {
        let mut entity = packs::entity(country.as_str(), country.as_str());
        entity["controllers"] = json!([{ "country": country.as_str() }]);
        entity["facilities"][0]["own"] = false.into();
        entity
    });
    document["contractors"] = contractors.collect();
    let products = CountryCode::all().map(|country| {
        let restriction =
            json!({ "imposed_by": country.as_str(), "on": "design", "may_substitute": false });
        json!({
            "id": country.as_str(), "kind": "defence-product", "areas": ["maritime"],
            "design_authority": { "held_by": "contractor", "restrictions": [restriction] },
            "components": [packs::line("1", "1.00", "PL")]
        })
    });
    document["end_products"] = products.collect();
    let today = Summary::asked(&document, &Setting::today().law(&support::rulebook()));
    assert_eq!(today.of_rule("establishment").len(), CountryCode::COUNT);
    document
}
