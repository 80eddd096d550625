//! Changes, gaps and overlaps, held against what the law says of countries day by day.

use safe_eligibility::analysis::{Analysis, LawChange};
use safe_eligibility::model::country::CountryCode;
use safe_eligibility::status::{Standing, Status};
use safe_eligibility::{Law, Rulebook};
use serde_json::json;

use super::{effort, law};
use crate::support;

fn analysed(rulebook: &Rulebook) -> Analysis {
    Analysis::of(&law(rulebook), effort(0))
}

/// What is said of a country in a register on the day asked about, however well documented.
fn said(law: &Law, register: &str, country: CountryCode) -> String {
    let status = Status::of(country, law);
    let of = |standing: &Standing<'_>| standing.period.map(|_| standing.datum.value.to_string());
    let said = match register {
        "partnerships" => of(&status.partnership),
        "assistance" => of(&status.assistance),
        "accession" => of(&status.accession),
        _ => status.class.map(|class| class.as_str().to_owned()),
    };
    said.unwrap_or_default()
}

#[test]
fn every_change_of_standing_is_told_and_no_other() {
    let rulebook = support::rulebook();
    let analysis = analysed(&rulebook);
    let law = law(&rulebook);
    let in_force = support::day("2025-05-29");
    let told = |register: &str, country: CountryCode, day| {
        let at = format!("countries/{register}#{country}");
        let found: Vec<&LawChange> =
            analysis.changes.iter().filter(|one| one.day == day && *one.at == at).collect();
        assert!(found.len() <= 1, "{at} {day}");
        found.first().copied()
    };
    let mut seen = 0;
    for day in law.change_days().filter(|day| *day > in_force) {
        let [before, after] = [law.on(day.yesterday().unwrap()), law.on(day)];
        for country in CountryCode::all() {
            for register in ["partnerships", "assistance", "accession"] {
                let change = told(register, country, day);
                // A territory has no row of its own.
                if Status::of(country, &after).read_as.is_some() {
                    continue;
                }
                let [from, to] = [&before, &after].map(|law| said(law, register, country));
                let expected = (from != to).then_some((from, to));
                let found = change.map(|change| {
                    let text = |value: &Option<Box<str>>| value.as_deref().unwrap_or("").to_owned();
                    (text(&change.from), text(&change.to))
                });
                assert_eq!(found, expected, "{register} {country} {day}");
                seen += usize::from(change.is_some());
            }
        }
    }
    assert!(seen > 30, "{seen}");
}

#[test]
fn gaps_overlaps_and_sources_without_use_are_told() {
    let analysis = analysed(&support::rulebook());
    assert!(analysis.gaps.is_empty());
    assert_eq!(analysis.unused_sources, ["council-decision-2026-444".into()]);
    assert!(analysis.overlaps.iter().any(|one| &*one.one == "countries/accession#UA"
        && &*one.other == "countries/ukraine#UA"
        && one.first_day == Some(support::day("2025-05-29"))
        && one.last_day.is_none()));

    let mut files = support::pack_files();
    let rows = support::packs::rows(&mut files, "member-states");
    let row = rows.iter_mut().find(|row| row["country"] == "PT").unwrap();
    row["last_day"] = "2026-05-31".into();
    let mut again = row.clone();
    (again["first_day"], again["last_day"]) = ("2026-08-01".into(), json!(null));
    rows.push(again);
    let agreement = files.get_mut(&support::packs::agreement_path("CA")).unwrap();
    for row in agreement["applied"].as_array_mut().unwrap() {
        if row["first_day"] == "2026-02-14" {
            row["first_day"] = "2026-03-01".into();
        }
        if row["last_day"].is_null() {
            row["last_day"] = "2026-09-30".into();
        }
    }
    let sources = files.get_mut("sources.json").unwrap()["sources"].as_array_mut().unwrap();
    let mut source = sources[0].clone();
    source["id"] = "nobody-cites-this".into();
    sources.push(source);
    let analysis = analysed(&support::rulebook_of(&files));
    let gaps: Vec<String> = analysis
        .gaps
        .iter()
        .map(|gap| format!("{} {} {:?}", gap.at, gap.first_day, gap.last_day))
        .collect();
    assert_eq!(
        gaps,
        [
            "countries/member-states#PT 2026-06-01 Some(2026-07-31)",
            "agreements/CA#applied 2026-02-14 Some(2026-02-28)",
            "agreements/CA#applied 2026-10-01 None",
        ]
    );
    let unused: Vec<&str> = analysis.unused_sources.iter().map(|id| &**id).collect();
    assert_eq!(unused, ["council-decision-2026-444", "nobody-cites-this"]);
    let left: Vec<String> = analysis
        .changes
        .iter()
        .filter(|change| &*change.at == "countries/member-states#PT")
        .map(|change| format!("{} {:?} {:?}", change.day, change.from, change.to))
        .collect();
    assert_eq!(left[1..], [r#"2026-06-01 Some("yes") None"#, r#"2026-08-01 None Some("yes")"#]);
}

#[test]
fn what_is_assumed_or_not_known_is_told() {
    let analysis = analysed(&support::rulebook());
    let places = |entries: &[safe_eligibility::analysis::Entry]| {
        entries.iter().map(|entry| entry.at.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        places(&analysis.assumed),
        [
            "agreements/CA#applied/in-force",
            "agreements/CA#applied/provisional",
            "agreements/CA#control_terms",
            "agreements/CA#topics/control",
            "agreements/CA#topics/design-authority",
            "countries/partnerships#IS",
        ]
    );
    let not_known = places(&analysis.not_known);
    for at in ["agreements/CA#control_terms", "countries/assistance#FR"] {
        assert!(not_known.contains(&at.to_owned()), "{at}");
    }
}
