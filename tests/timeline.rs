//! The verdict along time, held against plain assessment on every single day.

mod oracle;
mod support;

#[path = "timeline/undated.rs"]
mod undated;

use safe_eligibility::model::day::Day;
use safe_eligibility::model::procurement::CommonProcurement;
use safe_eligibility::timeline::{Clock, Span, Timeline};
use safe_eligibility::{Assessment, Law, Rulebook, Verdict, assess};
use serde_json::{Value, json};
use support::asking::{Setting, read};
use support::packs;
use support::{day, pack_files, rulebook, rulebook_of};

/// What makes a period: the verdict, and what each finding comes to by whom.
type Came = (Verdict, Vec<(String, String, &'static str, Option<String>)>);

fn came(assessment: &Assessment<'_>) -> Came {
    let findings = assessment.findings().iter().map(|finding| {
        let via = finding.via.map(|via| via.to_string());
        (finding.rule.id.to_string(), finding.subject.to_string(), finding.outcome_word(), via)
    });
    (assessment.verdict(), findings.collect())
}

fn days(span: Span) -> Vec<Day> {
    std::iter::successors(Some(span.from), |day| day.tomorrow().filter(|next| *next <= span.to))
        .collect()
}

fn signed(procurement: &CommonProcurement, day: Day) -> CommonProcurement {
    let mut stated = procurement.clone().into_stated();
    stated.contract.signed_on = Some(day);
    CommonProcurement::new(stated).unwrap()
}

/// Both clocks of one document, day by day, and how many changes there were.
fn agrees(procurement: &CommonProcurement, law: &Law, laws: &[(Day, Law)]) -> usize {
    let span = Span::new(laws[0].0, laws[laws.len() - 1].0).unwrap();
    let timeline = Timeline::of(procurement, law, span).unwrap();
    let mut changes = 0;
    for clock in Clock::ALL {
        let periods = timeline.periods(clock);
        assert_eq!(periods[0].first_day, span.from);
        assert_eq!(periods[periods.len() - 1].last_day, span.to);
        for two in periods.windows(2) {
            assert_eq!(two[0].last_day.tomorrow(), Some(two[1].first_day));
        }
        let mut at = 0;
        let mut before: Option<Came> = None;
        for (day, law_of_day) in laws {
            let plain = match clock {
                Clock::GoverningDay => came(&assess(&signed(procurement, *day), law).unwrap()),
                Clock::AsOf => came(&assess(procurement, law_of_day).unwrap()),
            };
            if periods[at].last_day < *day {
                at += 1;
            }
            let is_first = periods[at].first_day == *day;
            let id = procurement.id();
            assert_eq!(periods[at].verdict, plain.0, "{id} on {day}");
            if let Some(before) = &before {
                assert_eq!(is_first, *before != plain, "{id} on {day}");
            }
            before = Some(plain);
        }
        assert_eq!(at + 1, periods.len());
        for period in &periods[1..] {
            changes += 1;
            let told = timeline.change(clock, period.first_day, |_, _, change| {
                assert!(!change.is_empty(), "{} on {}", procurement.id(), period.first_day);
            });
            told.unwrap();
        }
    }
    changes
}

fn laws(rulebook: &Rulebook, setting: &Setting) -> Vec<(Day, Law)> {
    let law = setting.law(rulebook);
    days(Span::new(day("2025-05-01"), day("2026-12-31")).unwrap())
        .into_iter()
        .map(|day| (day, law.on(day)))
        .collect()
}

#[test]
fn samples_agree_on_every_single_day() {
    let mut changes = 0;
    let rulebook = rulebook();
    let laws = laws(&rulebook, &Setting::today());
    let law = Setting::today().law(&rulebook);
    let samples = support::files_below(&support::top().join("examples/data"), ".json");
    for path in samples {
        let document: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        changes += agrees(&read(&document), &law, &laws);
    }
    assert!(changes > 60, "only {changes} changes: these documents prove little");
}

#[test]
fn random_documents_agree_on_every_single_day() {
    let mut random = oracle::generate::Random::seeded(17);
    let rulebook = rulebook();
    let mut changes = 0;
    for _ in 0..100 {
        let document = oracle::generate::document(&mut random);
        let mut setting = Setting::on(&oracle::generate::setting(&mut random).as_of);
        if random.one_in(2) {
            setting = setting.reading("status-day", "as-of");
        }
        let procurement = read(&document);
        let law = setting.law(&rulebook);
        if assess(&procurement, &law).is_ok() {
            changes += agrees(&procurement, &law, &laws(&rulebook, &setting));
        }
    }
    assert!(changes > 60, "only {changes} changes: these documents prove little");
}

/// Two versions of a rule, the second from a day on.
fn with_second_version(known_from: &str) -> packs::Files {
    let mut files = pack_files();
    let path = "acts/reg-2025-1106/component-cap/2025-05-29.json";
    let mut second = files[path].clone();
    files.get_mut(path).unwrap()["last_day"] = json!("2026-06-30");
    second["first_day"] = json!("2026-07-01");
    second["known_from"] = json!(known_from);
    second["condition"]["share-at-most"]["ceiling"] = json!("0.20");
    files.insert("acts/reg-2025-1106/component-cap/2026-07-01.json".into(), second);
    files
}

#[test]
fn another_version_of_a_rule_is_a_cause() {
    let rulebook = rulebook_of(&with_second_version("2026-06-01"));
    let law = rulebook.on(day("2026-11-22"));
    let lines = json!([packs::line("1", "70", "PL"), packs::line("2", "30", "US")]);
    let procurement = read(&packs::vehicle(lines));
    let timeline = Timeline::of(&procurement, &law, Span::known(&law)).unwrap();
    for clock in Clock::ALL {
        let begins = timeline.periods(clock).iter().find(|one| one.first_day == day("2026-07-01"));
        assert_eq!(begins.unwrap().verdict, Verdict::NotEligible);
        let told = timeline.change(clock, day("2026-07-01"), |_, _, change| {
            let days = (Some(day("2025-05-29")), Some(day("2026-07-01")));
            assert_eq!(change.versions, [("component-cap", days.0, days.1)]);
        });
        told.unwrap();
    }
    // Before it was public nobody knew that the first version would end.
    let (known, left_out) = law.known_at(day("2026-05-31")).unwrap();
    assert_eq!(left_out.len(), 1);
    assert_eq!(left_out[0].address.to_string(), "rules/component-cap@2026-07-01");
    let timeline = Timeline::of(&procurement, &known, Span::known(&law)).unwrap();
    assert_eq!(timeline.periods(Clock::AsOf).len(), 1);
    assert_eq!(timeline.periods(Clock::AsOf)[0].verdict, Verdict::Eligible);
}

#[test]
fn the_window_for_one_state_closes_with_its_last_day() {
    let document = json!({
        "format": "safe-procurement/1", "id": "alone",
        "participating_states": [ { "country": "PL", "receives_assistance": true } ],
        "single_state": { "extension_steps_taken": true }
    });
    let law = Setting::today().law(&rulebook());
    let procurement = read(&document);
    let timeline = Timeline::of(&procurement, &law, Span::known(&law)).unwrap();
    let told = timeline.change(Clock::GoverningDay, day("2026-05-31"), |_, after, change| {
        assert_eq!(after.verdict(), Verdict::NotEligible);
        assert_eq!(change.deadlines, [("single-state-window", day("2026-05-30"))]);
    });
    told.unwrap();
}

#[test]
fn everything_is_known_at_the_end_and_nothing_before_the_act() {
    let law = Setting::today().law(&rulebook());
    let (_, left_out) = law.known_at(day("2026-11-22")).unwrap();
    assert_eq!(left_out, []);
    let refused = law.known_at(day("2025-05-27")).unwrap_err().to_string();
    assert_eq!(
        refused,
        "no rule was public on 2025-05-27; ask about what was known on 2025-05-28 or later"
    );
}

#[test]
fn what_was_not_public_neither_helps_nor_ends_what_was() {
    let (known, left_out) = Setting::today().law(&rulebook()).known_at(day("2026-02-10")).unwrap();
    let told: Vec<String> = left_out.iter().map(|row| row.address.to_string()).collect();
    assert!(told.contains(&"agreements/CA".to_owned()), "{told:?}");
    assert!(told.contains(&"countries/assistance#PL@2026-02-17".to_owned()), "{told:?}");
    // Of Poland it was known only that it had asked, and not until when that would stay so.
    let mut document = packs::vehicle(json!([packs::line("1", "100", "PL")]));
    document["participating_states"] = json!([{ "country": "PL" }, { "country": "NO" }]);
    let procurement = read(&document);
    let timeline = Timeline::of(&procurement, &known, Span::known(&known)).unwrap();
    let last = timeline.periods(Clock::AsOf).last().unwrap();
    assert_eq!((last.verdict, last.first_day), (Verdict::Undetermined, day("2025-09-09")));
    // Nor that an agreement with Canada would be signed.
    let lines = json!([packs::line("1", "60", "PL"), packs::line("2", "40", "CA")]);
    let procurement = read(&packs::vehicle(lines));
    let timeline = Timeline::of(&procurement, &known, Span::known(&known)).unwrap();
    assert_eq!(timeline.periods(Clock::GoverningDay).len(), 1);
    assert_eq!(timeline.periods(Clock::GoverningDay)[0].verdict, Verdict::NotEligible);
}

#[test]
fn knowing_less_is_the_same_as_a_pack_with_less() {
    let law = Setting::today().law(&rulebook());
    let mut random = oracle::generate::Random::seeded(5);
    for known_at in ["2025-05-28", "2025-09-08", "2025-09-09", "2026-02-11", "2026-02-15"] {
        let (known, left_out) = law.known_at(day(known_at)).unwrap();
        let fewer = rulebook_of(&pack_known_at(known_at));
        for _ in 0..60 {
            let procurement = read(&oracle::generate::document(&mut random));
            for as_of in ["2025-09-01", "2026-02-10", "2026-02-14", "2026-11-22"] {
                let (known, fewer) = (known.on(day(as_of)), fewer.on(day(as_of)));
                let both =
                    [&known, &fewer].map(|law| assess(&procurement, law).map(|one| came(&one)));
                assert_eq!(both[0].as_ref().ok(), both[1].as_ref().ok(), "{known_at} {as_of}");
            }
        }
        assert!(left_out.iter().all(|row| row.known_from > day(known_at)));
    }
}

/// The built-in pack without rows and stages of agreements that were public only later.
///
/// It is as much searched as before: that makes grades of absences only.
fn pack_known_at(known_at: &str) -> packs::Files {
    let is_public = |value: &Value| value["known_from"].as_str().is_none_or(|day| day <= known_at);
    let mut files = pack_files();
    files.retain(|path, file| !path.starts_with("agreements/") || is_public(&file["signed"]));
    for register in ["assistance", "partnerships", "accession", "member-states"] {
        let rows = packs::rows(&mut files, register);
        let mut at = rows.len();
        while at > 0 {
            at -= 1;
            if is_public(&rows[at]) {
                continue;
            }
            let gone = rows.remove(at);
            let Some(first) = gone["first_day"].as_str() else { continue };
            let eve = day(first).yesterday().unwrap().to_string();
            let before = rows
                .iter_mut()
                .find(|row| row["country"] == gone["country"] && row["last_day"] == json!(eve));
            if let Some(before) = before {
                before["last_day"] = gone["last_day"].clone();
            }
        }
    }
    files
}
