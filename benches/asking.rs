//! Questions after the verdict, about procurements that were read already.
#[expect(dead_code, reason = "each bench needs some of it")]
mod generate;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use safe_eligibility::all_readings::AllReadings;
use safe_eligibility::analysis::{Analysis, Comparison, Effort};
use safe_eligibility::diff::{Diff, LawPair};
use safe_eligibility::model::day::Day;
use safe_eligibility::next::NextFacts;
use safe_eligibility::remedy::breaks::Breaks;
use safe_eligibility::remedy::{Keep, Remedies};
use safe_eligibility::timeline::{Span, Timeline};
use safe_eligibility::{Law, Rulebook, Verdict, assess};
use safe_intake::read_document;

const AGREEMENT: &str = "agreement GB from 2026-01-01 like CA";

fn main() {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    let law = Rulebook::embedded().unwrap().on(Day::parse("2026-11-22").unwrap());
    let files = Rulebook::embedded_files();
    for lines in [1_000, 100_000] {
        let text = in_doubt(lines, generate::SEED);
        let procurement = read_document(text.as_bytes()).unwrap();
        let all = AllReadings::of(&procurement, &law).unwrap();
        let looked_at = (0..all.choices().len()).filter(|at| all.looked_at(*at)).count();
        assert_eq!(looked_at, all.choices().len(), "every reading is to be looked at");
        let mut group = criterion.benchmark_group("asking");
        group.bench_function(BenchmarkId::new("readings", lines), |bench| {
            bench.iter(|| drop(AllReadings::of(black_box(&procurement), &law).unwrap()));
        });
        group.bench_function(BenchmarkId::new("timeline", lines), |bench| {
            let span = Span::known(&law);
            bench.iter(|| drop(Timeline::of(black_box(&procurement), &law, span).unwrap()));
        });
        let leaves = law.with_readings(["status-day=as-of", "share-bounds=exclusive"]).unwrap();
        let laws = LawPair::new(law.clone(), leaves);
        group.bench_function(BenchmarkId::new("diff of readings", lines), |bench| {
            bench.iter(|| drop(Diff::of(black_box(&procurement), &procurement, &laws).unwrap()));
        });
        let other = in_doubt(lines, generate::SEED).replace(r#""GB""#, r#""US""#);
        let other = read_document(other.as_bytes()).unwrap();
        let same = LawPair::same(law.clone());
        group.bench_function(BenchmarkId::new("diff of documents", lines), |bench| {
            bench.iter(|| drop(Diff::of(black_box(&procurement), &other, &same).unwrap()));
        });
        group.bench_function(BenchmarkId::new("assumed", lines), |bench| {
            bench.iter(|| {
                let assumed = Rulebook::assuming(&files, [AGREEMENT]).unwrap();
                let law = assumed.on(law.as_of());
                let assessment = assess(black_box(&procurement), &law).unwrap();
                assert_eq!(assessment.assumptions().unwrap().touched, Some(true));
            });
        });
        group.finish();
        about_lines(&mut criterion, &law, lines);
    }
    examining(&mut criterion, &law);
    criterion.final_summary();
}

/// What is asked of the lines of a bill, each of one of that many lines where it has an answer.
fn about_lines(criterion: &mut Criterion, law: &Law, lines: usize) {
    let mut group = criterion.benchmark_group("asking");
    let read = |origins| read_document(from_in_turn(lines, origins).as_bytes()).unwrap();
    let keep = Keep::default();
    let open = read(["PL", "DE", "US", "FR", ""]);
    let open = assess(&open, law).unwrap();
    assert_eq!(open.verdict(), Verdict::Undetermined);
    group.bench_function(BenchmarkId::new("next", lines), |bench| {
        bench.iter(|| drop(NextFacts::of(black_box(&open)).unwrap()));
    });
    let over = read(["PL", "DE", "GB", "US", "CA"]);
    let over = assess(&over, law).unwrap();
    assert_eq!(over.verdict(), Verdict::NotEligible);
    group.bench_function(BenchmarkId::new("remedy", lines), |bench| {
        bench.iter(|| drop(Remedies::of(black_box(&over), keep.clone()).unwrap()));
    });
    let under = read(["PL", "DE", "US", "FR", "IT"]);
    let under = assess(&under, law).unwrap();
    assert_eq!(under.verdict(), Verdict::Eligible);
    group.bench_function(BenchmarkId::new("break", lines), |bench| {
        bench.iter(|| drop(Breaks::of(black_box(&under), keep.clone()).unwrap()));
    });
    group.finish();
}

/// The built-in pack, and what it differs in from itself as it is read otherwise.
fn examining(criterion: &mut Criterion, law: &Law) {
    let mut group = criterion.benchmark_group("examining");
    group.bench_function("analysis", |bench| {
        bench.iter(|| drop(Analysis::of(black_box(law), Effort::default())));
    });
    let other = law.with_readings(["component-tier=leaves"]).unwrap();
    group.bench_function("differ", |bench| {
        bench.iter(|| drop(Comparison::of(black_box(law), &other, Effort::default())));
    });
    group.bench_function("alike", |bench| {
        bench.iter(|| drop(Comparison::of(black_box(law), law, Effort::default())));
    });
    group.finish();
}

/// A bill of `lines` lines that come from these in turn, where nothing else is amiss; an empty one
/// is not stated.
fn from_in_turn(lines: usize, origins: [&str; 5]) -> String {
    let line = |number: usize| {
        let origin = match origins.get(number % 5) {
            Some(origin) if !origin.is_empty() => format!(r#","origin":"{origin}""#),
            Some(_) | None => String::new(),
        };
        let cents = number.wrapping_mul(7919) % 100_000;
        format!(
            r#"{{"id":"{number}","quantity":"1","unit_cost":"{}.{:02}","currency":"EUR"{origin}}}"#,
            cents / 100,
            cents % 100
        )
    };
    let components: Vec<String> = (0..lines).map(line).collect();
    const START: &str = concat!(
        r#"{"format":"safe-procurement/1","id":"turn","contract":{"#,
        r#""participation_requirements_included":true},"participating_states":["#,
        r#"{"country":"PL"},{"country":"DE"}],"contractors":[{"id":"prime","established_in":"PL","#,
        r#""executive_management_in":"PL","controllers":[],"facilities":[]}],"subcontractors":[],"#,
        r#""end_products":[{"id":"p","kind":"defence-product","areas":["artillery"],"#,
        r#""no_component_from_contravening_country":true,"components":["#,
    );
    format!("{START}{}]}}]}}", components.join(","))
}

/// A bill of `lines` lines in a procurement on which every reading has a say.
fn in_doubt(lines: usize, seed: u64) -> String {
    const CONTRACTORS: &str = concat!(
        r#"[{"id":"prime","established_in":"NO","executive_management_in":"NO","#,
        r#""controllers":[{"country":"US"}],"screening":{"screened":true,"#,
        r#""mitigation_required":false},"facilities":[{"country":"PL"}]},"#,
        r#"{"id":"second","established_in":"CA","executive_management_in":"US","#,
        r#""cleared_before":[{"regulation":"edf","changed_since":false}]}],"subcontractors":"#,
        r#"[{"id":"one","established_in":"GB","executive_management_in":"GB","controllers":[],"#,
        r#""contract_share":"0.35","critical_unique_input":true,"needs_classified_access":true,"#,
        r#""relationship_since":"2023-03-01","facilities":[{"country":"GB"}]},"#,
        r#"{"id":"two","established_in":"US","executive_management_in":"US","#,
        r#""contract_share":"0.15","critical_unique_input":false,"needs_classified_access":true}]"#,
    );
    let text = generate::flat(lines, seed)
        .replace(r#""signed_on":"2026-09-01""#, r#""signed_on":"2026-03-01""#)
        .replace(r#"},{"country":"NO"}]"#, r#"},{"country":"TR"}]"#)
        .replace(r#"["ground-combat"]"#, r#"["ground-combat","drones"]"#);
    let start = text.find(r#""contractors":"#).unwrap_or(0);
    let end = text.find(r#","exchange_rates""#).unwrap_or(text.len());
    let (before, after) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
    format!(r#"{before}"contractors":{CONTRACTORS}{after}"#)
}
