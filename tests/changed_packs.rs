//! A change of the law is a change of files: nothing is compiled again.

mod support;

use std::path::{Path, PathBuf};

use safe_eligibility::report::ReportOptions;
use safe_eligibility::{Rulebook, Verdict};
use serde_json::{Value, json};
use support::asking::{Setting, Summary, asked};
use support::packs::{self, entity, line, vehicle};

/// A copy of `rules/` that can be changed.
struct Copied {
    folder: PathBuf,
}

impl Copied {
    fn new(name: &str) -> Copied {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("changed-packs").join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).unwrap();
        }
        let rules = support::top().join("rules");
        for path in support::files_below(&rules, ".json") {
            let copy = folder.join(path.strip_prefix(&rules).unwrap());
            std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
            std::fs::copy(&path, copy).unwrap();
        }
        Copied { folder }
    }

    fn write(&self, path: &str, file: &Value) {
        let path = self.folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, serde_json::to_vec_pretty(file).unwrap()).unwrap();
    }

    fn change(&self, path: &str, change: impl FnOnce(&mut Value)) {
        let text = std::fs::read_to_string(self.folder.join(path)).unwrap();
        let mut file = serde_json::from_str(&text).unwrap();
        change(&mut file);
        self.write(path, &file);
    }

    fn rulebook(&self) -> Rulebook {
        Rulebook::from_dir(&self.folder).unwrap()
    }
}

fn summary(document: &Value, rulebook: &Rulebook, as_of: &str) -> Summary {
    Summary::asked(document, &Setting::on(as_of).law(rulebook))
}

fn verdict(document: &Value, rulebook: &Rulebook) -> Verdict {
    summary(document, rulebook, "2026-11-22").verdict
}

const CAP: &str = "acts/reg-2025-1106/component-cap/2025-05-29.json";

#[test]
fn the_folder_is_the_built_in_pack() {
    let copied = Copied::new("unchanged").rulebook();
    assert_eq!(copied.pack().digest, support::rulebook().pack().digest);
    let folder = Rulebook::from_dir(&support::top().join("rules")).unwrap();
    assert_eq!(folder.pack().digest, support::rulebook().pack().digest);
}

#[test]
fn another_ceiling_turns_a_verdict() {
    let document = vehicle(json!([line("1", "62.00", "PL"), line("2", "38.00", "US")]));
    assert_eq!(verdict(&document, &support::rulebook()), Verdict::NotEligible);
    let copied = Copied::new("ceiling");
    copied.change(CAP, |rule| rule["condition"]["share-at-most"]["ceiling"] = "0.38".into());
    let changed = copied.rulebook();
    assert_eq!(verdict(&document, &changed), Verdict::Eligible);
    assert_ne!(changed.pack().digest, support::rulebook().pack().digest);
}

#[test]
fn a_british_agreement_turns_a_verdict() {
    let mut document = vehicle(json!([line("1", "55.00", "PL"), line("2", "45.00", "GB")]));
    document["contractors"] = json!([entity("prime", "GB")]);
    assert_eq!(verdict(&document, &support::rulebook()), Verdict::NotEligible);
    let copied = Copied::new("british");
    let agreement = packs::agreement("GB", "2026-06-01", ["0.50", "0.40", "0.10"]);
    copied.write(&packs::agreement_path("GB"), &agreement);
    let changed = copied.rulebook();
    let after = summary(&document, &changed, "2026-06-01");
    assert_eq!(after.verdict, Verdict::Eligible);
    for (rule, subject) in [
        ("establishment", "/contractors/0"),
        ("executive-management", "/contractors/0"),
        ("facilities", "/contractors/0"),
        ("component-cap", "/end_products/0"),
    ] {
        assert_eq!(after.via(rule, subject), Some("agreement:GB"), "{rule}");
    }
    assert_eq!(summary(&document, &changed, "2026-05-31").verdict, Verdict::NotEligible);
}

#[test]
fn a_new_candidate_turns_a_verdict() {
    let mut document = vehicle(json!([line("1", "100.00", "PL")]));
    document["participating_states"].as_array_mut().unwrap().push(json!({ "country": "US" }));
    assert_eq!(verdict(&document, &support::rulebook()), Verdict::NotEligible);
    let copied = Copied::new("candidate");
    copied.change("countries/accession.json", |register| {
        let mut row = register["rows"][0].clone();
        row["country"] = "US".into();
        row["first_day"] = "2026-10-01".into();
        register["rows"].as_array_mut().unwrap().push(row);
    });
    let changed = copied.rulebook();
    assert_eq!(verdict(&document, &changed), Verdict::Eligible);
    assert_eq!(summary(&document, &changed, "2026-09-30").verdict, Verdict::NotEligible);
}

/// Each of the three shares is met at its figure and alone turns the verdict just beyond it.
///
/// Party and other at most 0.50 and 0.10 leave 0.40 for the core area, so that with every cost
/// known the least core share is met whenever the other two are. It decides where costs are
/// ranges: the other two may then be met, each at another cost, and the core share at none.
#[test]
fn each_share_of_an_agreement_decides_once() {
    let copied = Copied::new("shares");
    let path = packs::agreement_path("CA");
    for (member, share) in
        [("max_party_share", "0.50"), ("min_core_share", "0.40"), ("max_other_share", "0.10")]
    {
        copied.change(&path, |agreement| agreement[member]["share"] = share.into());
    }
    let changed = copied.rulebook();
    let bill = |core: &str, party: &str, other: &str| {
        vehicle(json!([line("1", core, "PL"), line("2", party, "CA"), line("3", other, "US")]))
    };
    assert_eq!(verdict(&bill("40.00", "50.00", "10.00"), &changed), Verdict::Eligible);
    for (core, party, other, decides) in
        [("45.00", "50.01", "4.99", "party-share"), ("40.00", "49.99", "10.01", "other-share")]
    {
        let document = bill(core, party, other);
        assert_eq!(verdict(&document, &changed), Verdict::NotEligible, "{decides}");
        assert_eq!(verdict(&document, &support::rulebook()), Verdict::Eligible, "{decides}");
        assert_eq!(refusing(&document, &changed), [decides]);
    }
    let mut ranges = bill("39.00", "0", "0");
    for (index, least, most) in [(1, "52.00", "200.00"), (2, "9.00", "13.00")] {
        let line = &mut ranges["end_products"][0]["components"][index];
        line.as_object_mut().unwrap().remove("unit_cost");
        line["unit_cost_range"] = json!([least, most]);
    }
    assert_eq!(verdict(&ranges, &changed), Verdict::NotEligible);
    assert_eq!(refusing(&ranges, &changed), ["core-share"]);
    copied.change(&path, |agreement| agreement["min_core_share"]["share"] = "0.39".into());
    assert_eq!(verdict(&ranges, &copied.rulebook()), Verdict::Undetermined);
}

/// The shares of the agreement that are certainly not kept.
fn refusing(document: &Value, rulebook: &Rulebook) -> Vec<String> {
    let step = cap_step(document, &Setting::today(), rulebook);
    let branches = step["because"][0]["because"].as_array().unwrap().clone();
    let not_met = branches.iter().filter(|branch| branch["outcome"] == "not-met");
    let names = not_met.map(|branch| branch["at"].as_str().unwrap().rsplit('.').next().unwrap());
    names.map(str::to_owned).collect()
}

fn cap_step(document: &Value, setting: &Setting, rulebook: &Rulebook) -> Value {
    asked(document, &setting.law(rulebook), |assessment| {
        let written = assessment.to_json(ReportOptions::default());
        let written: Value = serde_json::from_str(&written).unwrap();
        let mut steps = written["trace"]["steps"].as_array().unwrap().iter();
        steps.find(|step| step["rule"] == "component-cap").unwrap().clone()
    })
}

#[test]
fn a_later_version_of_a_rule_applies_from_its_day() {
    let copied = Copied::new("version");
    copied.change(CAP, |rule| rule["last_day"] = "2026-05-31".into());
    let text = std::fs::read_to_string(copied.folder.join(CAP)).unwrap();
    let mut later: Value = serde_json::from_str(&text).unwrap();
    later["first_day"] = "2026-06-01".into();
    later["last_day"] = Value::Null;
    later["condition"]["share-at-most"]["ceiling"] = "0.30".into();
    copied.write("acts/reg-2025-1106/component-cap/2026-06-01.json", &later);
    let changed = copied.rulebook();
    let mut document = vehicle(json!([line("1", "66.00", "PL"), line("2", "34.00", "US")]));
    for (as_of, expected, version, ceiling, rejected, why) in [
        (
            "2026-05-31",
            Verdict::Eligible,
            "2025-05-29",
            "0.35",
            "2026-06-01",
            "applies-from-a-later-day",
        ),
        (
            "2026-06-01",
            Verdict::NotEligible,
            "2026-06-01",
            "0.30",
            "2025-05-29",
            "no-longer-applies",
        ),
    ] {
        for (as_of, signed_on) in [(as_of, Value::Null), ("2026-11-22", as_of.into())] {
            document["contract"]["signed_on"] = signed_on;
            let setting = Setting::on(as_of);
            assert_eq!(summary(&document, &changed, as_of).verdict, expected);
            let step = cap_step(&document, &setting, &changed);
            assert_eq!(step["version"], version);
            assert_eq!(step["compares"]["right"]["value"], ceiling);
            let expected = json!({ "what": format!("version:{rejected}"), "why": why });
            assert!(
                step["rejected"].as_array().unwrap().contains(&expected),
                "{}",
                step["rejected"]
            );
        }
    }
    let law = changed.on(support::day("2026-05-31"));
    assert!(law.change_days().any(|day| day == support::day("2026-06-01")));
}

/// The row of a country, ended, and the same row again from a later day on.
fn leaves_and_returns(file: &mut Value, country: &str, last_day: &str, first_day: &str) {
    let rows = file["rows"].as_array_mut().unwrap();
    let row = rows.iter_mut().find(|row| row["country"] == country).unwrap();
    let mut again = row.clone();
    row["last_day"] = last_day.into();
    again["first_day"] = first_day.into();
    rows.push(again);
}

#[test]
fn who_leaves_and_returns_is_absent_in_between() {
    let copied = Copied::new("leaves-and-returns");
    for (register, country) in
        [("member-states", "PT"), ("partnerships", "GB"), ("accession", "BA")]
    {
        copied.change(&format!("countries/{register}.json"), |file| {
            leaves_and_returns(file, country, "2026-05-31", "2026-08-01");
        });
    }
    let agreement = |stage: &str, first_day: &str, last_day: Value| {
        let mut file = packs::agreement("KR", first_day, ["0.80", "0.20", "0.35"]);
        file["stage"] = stage.into();
        file["last_day"] = last_day;
        copied.write(&format!("agreements/KR/{stage}.json"), &file);
    };
    agreement("first", "2026-01-01", "2026-05-31".into());
    agreement("second", "2026-08-01", Value::Null);
    let changed = copied.rulebook();

    let portuguese_part = vehicle(json!([line("1", "100.00", "PT")]));
    let mut korean = portuguese_part.clone();
    korean["end_products"][0]["components"] = json!([line("1", "100.00", "PL")]);
    let [british, bosnian] = ["GB", "BA"].map(|joiner| {
        let mut document = korean.clone();
        document["participating_states"].as_array_mut().unwrap().push(json!({ "country": joiner }));
        document
    });
    korean["contractors"] = json!([entity("prime", "KR")]);
    for document in [&portuguese_part, &korean, &british, &bosnian] {
        for (as_of, expected) in [
            ("2026-05-31", Verdict::Eligible),
            ("2026-06-01", Verdict::NotEligible),
            ("2026-07-31", Verdict::NotEligible),
            ("2026-08-01", Verdict::Eligible),
        ] {
            assert_eq!(summary(document, &changed, as_of).verdict, expected, "{as_of} {document}");
        }
    }
}
